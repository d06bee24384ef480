"""What the ways to sort drafts are called, and the tests of a careful sorter, by people and by the machine."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bestio.errors import UsageError
from bestio.i18n import N_, _
from bestio.phrases.phrase import Sort
from bestio.phrases.wellformed.telling import TESTS, test_name
from bestio.text.fold import fold

SORTS: Mapping[Sort, str] = {"raw": N_("raw"), "original": N_("no copying"), "careful": N_("careful")}
"""Those of `PhraseSettings.sort`, from the one that chooses least."""
DEFAULT_SORT: Sort = "original"


def describe_sort(sort: str) -> str:
    """What a way to sort is called; as it is written where it is not known."""
    called = {str(name): told for name, told in SORTS.items()}
    return _(called[sort]) if sort in called else sort


def sort_named(name: str) -> Sort:
    """The way to sort that a person calls so. Raises UsageError."""
    for sort in SORTS:
        if fold(name) in {sort, fold(describe_sort(sort))}:
            return sort
    raise UsageError(
        _("There is no sorter called “{name}”.").format(name=name[:40]),
        hint=_("There are: {names}.").format(names=", ".join(map(describe_sort, SORTS))),
    )


def describe_tests(tests: Collection[str]) -> str:
    """Which tests of a careful sorter are on, by their names."""
    if set(TESTS) <= set(tests):
        return _("all the tests")
    on = [test_name(test) for test in TESTS if test in tests]
    return ", ".join(on) or _("no test")


def tests_named(names: str) -> tuple[str, ...]:
    """The tests that a person calls so, by commas; "tous", "aucun" and "all", "none" too. Raises UsageError."""
    if fold(names) in {"tous", "tout", "all", fold(describe_tests(TESTS))}:
        return TESTS
    if fold(names) in {"aucun", "rien", "none", fold(describe_tests(()))}:
        return ()
    known = {fold(name): test for test in TESTS for name in (test, test_name(test), test_name(test).split(",")[0])}
    found = []
    for name in filter(None, (fold(part).strip() for part in names.split(","))):
        if name == "quand":
            continue  # the second half of "si, quand"
        if name not in known:
            raise UsageError(
                _("There is no test called “{name}”.").format(name=name[:40]),
                hint=_("There are: {names}.").format(names=" ; ".join(map(test_name, TESTS))),
            )
        found.append(known[name])
    return tuple(test for test in TESTS if test in found)
