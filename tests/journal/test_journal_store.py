"""What a journal asks of what it is kept in holds for files, and is enough: memory will do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bestio.creation.events import Event
from bestio.journal.file_store import FileStore
from bestio.journal.header import Header
from bestio.journal.journal import Journal, look
from bestio.journal.journal_store import JournalStore, NotHeld, Overtaken
from bestio.storage.lock import JournalBusy
from tests.journal.memory_store import Memory, MemoryStore

Open = Callable[[], JournalStore]


def in_a_file(folder: Path) -> Open:
    path = folder / "g.yaml"
    return lambda: FileStore(path, lambda: 1e9) if path.exists() else FileStore.new(path, lambda: 1e9)


def in_memory(_folder: Path) -> Open:
    memory = Memory()
    return lambda: MemoryStore(memory, Header("g", 1e9))


ON_A_SERVER = [pytest.param(one, marks=pytest.mark.slow) for one in ("on a server", "on a server, one class of it")]


@pytest.fixture(scope="module", params=["in a file", "in memory", *ON_A_SERVER])
def kept(request: pytest.FixtureRequest) -> Callable[[Path], Open]:
    """What gives a folder's journal, as often as it is opened."""
    if request.param in {"in a file", "in memory"}:
        return in_a_file if request.param == "in a file" else in_memory
    make = request.getfixturevalue("journals_on_server")
    address, one_class = request.getfixturevalue("postgres").new(), request.param != "on a server"
    known = [make(Path("workshops"), lambda: 1e9, address)]

    def on_a_server(folder: Path) -> Open:
        path = Path("workshops", folder.name, "g.yaml")
        if one_class:  # a folder is a class
            known.pop().close()
            known.append(make(Path("workshops"), lambda: 1e9, address, folder.name))
        journals = known[0]
        return lambda: journals.open(path) if journals.is_there(path) else journals.new(path, "g")

    return on_a_server


WINDOWS = 3
acts = st.lists(
    st.tuples(
        st.sampled_from(["lock", "unlock", "append", "append", "append", "read", "open_again"]),
        st.integers(0, WINDOWS - 1),
        st.integers(-2, 2),
        st.integers(0, 3),
    ),
    max_size=30,
)


class Windows:
    """Some windows on one journal, what it should hold, and which of them should have the right to add."""

    def __init__(self, open_one: Open) -> None:
        self.open_one = open_one
        self.all = [open_one() for _number in range(WINDOWS)]
        self.model: list[Event] = []
        self.holder: int | None = None

    def lock(self, who: int, *_more: int) -> None:
        if self.holder in (None, who):
            self.all[who].lock()
            self.holder = who
        else:
            with pytest.raises(JournalBusy):
                self.all[who].lock()

    def unlock(self, who: int, *_more: int) -> None:
        self.all[who].unlock()
        self.holder = None if self.holder == who else self.holder

    def append(self, who: int, off: int, count: int) -> None:
        more = [Event(float(len(self.model)), "note.write", {"text": f"{who} {at}"}) for at in range(count)]
        refused = NotHeld if self.holder != who else Overtaken if off else None
        if refused is None:
            self.all[who].append(len(self.model), more)
            self.model += more
        else:
            with pytest.raises(refused):
                self.all[who].append(len(self.model) + off, more)

    def read(self, who: int, off: int, _count: int) -> None:
        since = max(0, len(self.model) + off)
        assert self.all[who].watch(since) or not self.model[since:]
        assert list(self.all[who].read(since)) == self.model[since:]

    def open_again(self, who: int, *_more: int) -> None:
        self.unlock(who)
        self.all[who] = self.open_one()


@given(done=acts)
@example(done=[("lock", 0, 0, 0), ("append", 0, 0, 1), ("unlock", 0, 0, 0)])  # who has added looks on: nothing twice
@settings(max_examples=60)
def test_of_all_who_add_one_wins_and_nothing_is_lost(
    kept: Callable[[Path], Open], done: list[tuple[str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        open_one = kept(Path(folder))
        first = open_one()
        first.lock()
        first.append(0, [])
        first.unlock()
        windows = Windows(open_one)
        try:
            for act, who, off, count in done:
                getattr(windows, act)(who, off, count)
                assert [one.locked for one in windows.all] == [number == windows.holder for number in range(WINDOWS)]
            assert all(list(one.read()) == windows.model for one in (*windows.all, open_one()))
        finally:
            for one in windows.all:
                one.unlock()


def test_who_has_read_before_another_added_cannot_add_to_what_it_read(
    kept: Callable[[Path], Open], tmp_path: Path
) -> None:
    open_one = kept(tmp_path)
    ours = open_one()
    ours.lock()
    ours.append(0, [Event(1.0, "undo", {})])
    theirs = open_one()
    seen = len(theirs.read())
    ours.append(1, [Event(2.0, "undo", {})])
    ours.unlock()
    theirs.lock()
    with pytest.raises(Overtaken):
        theirs.append(seen, [Event(3.0, "undo", {})])
    theirs.append(2, [Event(3.0, "undo", {})])
    theirs.unlock()
    assert [event.at for event in open_one().read()] == [1.0, 2.0, 3.0]


def test_a_journal_needs_no_more_of_what_keeps_it(kept: Callable[[Path], Open], tmp_path: Path, clock: Any) -> None:
    open_one = kept(tmp_path)
    with Journal.over(open_one(), clock=clock) as journal:
        journal.record("persona.name", name="Bob")
        assert journal.saved
        with pytest.raises(JournalBusy):
            Journal.over(open_one(), clock=clock)
        seen = Journal.over(open_one(), clock=clock, read_only=True)
        assert seen.creation.name == "Bob"
        journal.record("persona.name", name="Zoé")
        journal.record("undo")
        assert seen.refresh() == 2
        assert seen.refresh() == 0
        assert seen.creation == journal.creation
    with Journal.over(open_one(), clock=clock) as journal:
        journal.record("redo")
        assert (journal.creation.name, journal.group) == ("Zoé", "g")
        journal.write_copy(tmp_path / "copie.yaml")
        assert list(look(tmp_path / "copie.yaml", clock=clock).events) == list(journal.events)


@pytest.fixture
def path(tmp_path: Path, clock: Any) -> Path:
    path = tmp_path / "g.yaml"
    Journal.create(path, clock=clock).close()
    return path


@pytest.fixture
def late(path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal that could not be locked when it was opened, with an act that waits."""

    def refuse(_store: FileStore) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "lock", refuse)
        late = Journal.open(path, clock=clock)
        late.record("persona.name", name="Léo")
    assert late.waiting == 1
    return late


@pytest.mark.parametrize("meanwhile", [None, Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b"--- {")])
def test_who_could_not_lock_goes_on_where_nobody_has_added(
    path: Path, clock: Any, late: Journal, meanwhile: Callable[[Path], object] | None
) -> None:
    if meanwhile is not None:
        meanwhile(path)
    assert late.retry()
    late.close()
    assert look(path, clock=clock).creation.name == "Léo"
    assert not look(path, clock=clock).problems


def test_who_could_not_lock_and_was_overtaken_is_told_and_loses_nothing(
    path: Path, clock: Any, late: Journal, tmp_path: Path
) -> None:
    with Journal.open(path, clock=clock) as quick:
        quick.record("persona.name", name="Zoé")
    assert not late.retry()
    assert late.trouble is not None
    rescued = late.close(rescue=tmp_path / "secours")
    assert rescued is not None
    assert look(rescued, clock=clock).creation.name == "Léo"
    assert look(path, clock=clock).creation.name == "Zoé"
