"""What holds the journals of a workspace: lists, titles, a journal whole, and one that comes from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bestio.journal.file_journals import FileJournals
from bestio.journal.journal import Journal, JournalBusy, JournalError
from bestio.journal.journals import Journals

SERVER = pytest.param("server", marks=pytest.mark.slow)
ONE_CLASS = pytest.param("server, one class of it", marks=pytest.mark.slow)


@pytest.fixture(params=["files", SERVER, ONE_CLASS])
def journals(request: pytest.FixtureRequest, tmp_path: Path, clock: Any) -> Journals:
    if request.param == "files":
        return FileJournals(tmp_path / "workshops", clock)
    make, scope = request.getfixturevalue("journals_on_server"), "" if request.param == "server" else "5b"
    made: Journals = make(tmp_path / "workshops", clock, scope=scope)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workshops" / "5b" / "zoe.yaml"


def begin(journals: Journals, path: Path, clock: Any, *names: str) -> None:
    with Journal.over(journals.new(path, "Zoé"), clock=clock) as journal:
        for name in names:
            journal.record("persona.name", name=name)
        assert journal.saved


def test_nothing_is_there_at_first(journals: Journals, path: Path) -> None:
    assert (journals.classes(), journals.entries(), journals.entries("5b")) == ([], [], [])
    assert not journals.has_class("5b")
    assert (journals.title("5b"), journals.made("5b")) == ("", 0.0)
    assert not journals.is_there(path)
    with pytest.raises(JournalError):
        journals.content(path)


def test_a_journal_is_listed_with_its_class(journals: Journals, path: Path, clock: Any) -> None:
    begin(journals, path, clock, "Bob")
    assert journals.classes() == ["5b"]
    assert journals.has_class("5b")
    assert journals.made("5b") > 0
    [entry] = journals.entries("5b")
    assert journals.entries() == [entry]
    assert (entry.path, entry.class_id, entry.id, entry.group) == (path, "5b", "zoe", "Zoé")
    assert entry.started == clock()
    assert entry.size == len(journals.content(path))
    with Journal.over(journals.open(path), clock=clock) as journal:
        journal.record("group.name", name="Les Loups\0")
    [later] = journals.entries("5b")
    assert later.group.startswith("Les Loups")
    assert later.stamp != entry.stamp
    assert later.size == len(journals.content(path))


def test_a_class_keeps_its_first_title(journals: Journals) -> None:
    journals.make_class("5b", "")
    assert (journals.classes(), journals.title("5b")) == (["5b"], "")
    journals.make_class("5b", "5e B – Œuvres; drop table classes")
    journals.make_class("5b", "Autre")
    assert journals.title("5b") == "5e B – Œuvres; drop table classes"


def test_a_name_that_is_taken_is_not_taken_again(journals: Journals, path: Path, clock: Any) -> None:
    begin(journals, path, clock, "Bob")
    assert journals.is_there(path)
    with pytest.raises(JournalError):
        journals.new(path, "Zoé")
    content = journals.content(path)
    assert not journals.add(path, content)
    assert journals.content(path) == content


def test_a_journal_comes_from_elsewhere_byte_for_byte(journals: Journals, path: Path, clock: Any) -> None:
    begin(journals, path, clock, "Bob", "Robert'); drop table events; --", "")
    other = path.with_name("léo.yaml")
    assert journals.add(other, journals.content(path))
    assert journals.content(other) == journals.content(path)
    with Journal.over(journals.open(other), clock=clock) as journal:
        assert (journal.creation.name, journal.group, len(journal.events)) == ("", "Zoé", 3)
        journal.record("undo")
        assert journal.saved
        assert journal.creation.name.startswith("Robert")
    assert journals.content(other).startswith(journals.content(path))


def test_one_that_is_being_made_is_not_added(journals: Journals, path: Path, clock: Any) -> None:
    begin(journals, path, clock, "Bob")
    held = journals.new(path.with_name("léo.yaml"), "Léo")
    held.lock()
    assert not journals.add(path.with_name("léo.yaml"), journals.content(path))
    held.unlock()
    assert journals.add(path.with_name("léo.yaml"), journals.content(path))


@pytest.mark.parametrize("journals", ["files", SERVER], indirect=True)
def test_a_journal_moves_whole_and_nobody_writes_it_meanwhile(journals: Journals, path: Path, clock: Any) -> None:
    begin(journals, path, clock, "Bob", "Zed")
    content, target = journals.content(path), path.parents[1] / "6c" / "zoe.yaml"
    with pytest.raises(RuntimeError), journals.moving(path, target):
        raise RuntimeError
    assert not journals.is_there(target)
    with journals.moving(path, target):
        for held in (journals.open(path), journals.new(target, "x")):
            with pytest.raises(JournalBusy):
                held.lock()
        assert journals.content(path) == content
    assert not journals.is_there(path)
    assert journals.content(target) == content
    with Journal.over(journals.open(target), clock=clock), pytest.raises(JournalBusy):
        journals.moving(target, path).__enter__()
    begin(journals, path, clock, "Une autre")
    assert sorted(entry.class_id for entry in journals.entries()) == ["5b", "6c"]


def test_two_who_make_one_of_the_same_name_get_two(journals: Journals, path: Path, clock: Any) -> None:
    first, second = journals.new(path, "Zoé"), journals.new(path, "Zoé")
    with Journal.over(first, clock=clock) as journal:
        journal.record("persona.name", name="Bob")
    with Journal.over(second, clock=clock) as journal:
        journal.record("persona.name", name="Zed")
        assert journal.saved
    assert sorted(entry.id for entry in journals.entries("5b")) == ["zoe", "zoe-2"]
    assert b"Bob" in journals.content(path)
