"""Ways to sort and tests of drafts are called as people call them."""

from __future__ import annotations

import pytest

from bestio.creation.describe_shares import describe_own_share
from bestio.creation.describe_sort import SORTS, describe_sort, describe_tests, sort_named, tests_named
from bestio.errors import UsageError
from bestio.phrases.wellformed.telling import TESTS

tests_named.__test__ = False  # type: ignore[attr-defined]


def test_each_sorter_is_found_by_its_names() -> None:
    for sort in SORTS:
        assert sort_named(sort) == sort_named(describe_sort(sort).upper()) == sort
    with pytest.raises(UsageError):
        sort_named("au hasard")


@pytest.mark.parametrize(
    ("names", "tests"),
    [
        ("tous", TESTS),
        ("aucun", ()),
        ("verbes", ("verbs",)),
        ("Boucles, verbes", ("verbs", "loop")),
        ("si, quand", ("clause",)),
        ("si,fin", ("clause", "end")),
        ("", ()),
    ],
)
def test_tests_are_found_by_their_names(names: str, tests: tuple[str, ...]) -> None:
    assert tests_named(names) == tests
    assert tests_named(describe_tests(tests)) == tests


def test_a_test_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError) as told:
        tests_named("verbes, chance")
    assert "chance" in str(told.value)
    assert "accords" in str(told.value.hint)


def test_what_a_share_means_is_told() -> None:
    assert "6 mots sur 10" in describe_own_share(0.6)
    assert "90 mots" not in describe_own_share(0.6, words=90)
    assert "90 mots" in describe_own_share(0.8, words=90)
    assert "fois sur 100" in describe_own_share(0.6, raw=True, words=90)
