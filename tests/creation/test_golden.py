"""Journals that groups wrote with the first Bestio give for ever what they gave: creation, captions, undo, story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bestio.creation.events import KINDS
from bestio.journal.journal import look
from tests.creation.golden import FOLDER, JOURNALS, LARGE, SMALL, digests_of_class, text_of, told
from tests.journal.journal_1 import Pupils, class_of

FILES = sorted(JOURNALS.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_journal_of_then_gives_what_it_gave(path: Path) -> None:
    given = text_of(told(path.read_bytes(), path))
    assert given.split("\n") == (FOLDER / f"{path.stem}.txt").read_text("utf-8").split("\n")


def test_the_journals_of_then_are_all_there() -> None:
    shipped = {"les-boulons-bavards", "les-meduses-du-fond", "zero-zebre"}
    assert shipped | {"toutes-sortes", "a-la-main", "tout-premier"} <= {path.stem for path in FILES}
    assert all(path.read_bytes().startswith(b"--- {bestio: ") for path in FILES)


def test_every_kind_of_event_of_then_is_tried() -> None:
    kinds = {do.partition("+")[0] for do in Pupils(0).makers()} | {"creation.begin"}
    assert len(kinds & set(KINDS)) == 35
    assert kinds - set(KINDS) == {"aura.glow", "aura.fade"}


@pytest.mark.parametrize(
    "size", [SMALL, pytest.param(LARGE, marks=pytest.mark.slow)], ids=lambda size: "x".join(map(str, size))
)
def test_a_class_of_then_gives_what_it_gave(size: tuple[int, int]) -> None:
    groups, events = size
    given = digests_of_class(groups, events)
    assert given == json.loads((FOLDER / f"class-{groups}x{events}.json").read_text("utf-8"))


def test_a_journal_of_then_can_be_opened_where_it_lies(tmp_path: Path) -> None:
    """Looking on changes no byte of it."""
    for key, data in class_of(*SMALL).items():
        path = tmp_path / f"{key}.yaml"
        path.write_bytes(data)
        journal = look(path, clock=lambda: 2e9)
        assert len(journal.events) == SMALL[1]
        assert path.read_bytes() == data
