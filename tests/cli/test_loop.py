"""What plays in a hall: groups and classes by their names, left by a word that can be typed."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.cli.replay import _meant
from bestio.errors import UsageError
from bestio.library import Library, find_bundled


def test_a_name_means_a_group_or_else_a_class(line: Any) -> None:
    line("class", "--new", "5e B", "--group", "Les Ours", "--group", "Les Vis")
    line("class", "--new", "Vide")
    library = Library(find_bundled(), line.home)
    store = Store(line.home, time.time)
    assert [path.stem for path in _meant("les ours", store, library)] == ["les-ours"]
    assert [path.stem for path in _meant("5e B", store, library)] == ["les-ours", "les-vis"]
    for name in ("Vide", "personne"):
        with pytest.raises(UsageError):
            _meant(name, store, library)


@pytest.mark.parametrize(("word", "told"), [("a" * 21, "20"), ("a\tb", "mot")])
def test_a_word_that_nobody_could_type_is_refused(line: Any, word: str, told: str) -> None:
    said = line("replay", "--loop", "--key", word, code=2)
    assert told in said
    assert "terminal" not in said
    assert "terminal" in line("replay", "--loop", "--key", "tulipe", code=2)  # here, there is none
