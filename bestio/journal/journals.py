"""What holds the journals of a workspace: its classes, the entries of each, and the store of one journal.

A journal is known by its path, `<workspace>/workshops/<class>/<group>.yaml`, wherever it is kept: two names that are
safe everywhere. Files (`file_journals`) do for one machine; PostgreSQL (`postgres`) for many classes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from bestio.journal.journal_store import JournalStore
from bestio.speech.recorded.keeper import BankKeeper


class Entry(Struct, frozen=True):
    """One group's journal as a list shows it; `modified` in seconds since 1970, `size` in bytes.

    `started`: when the journal was begun, in seconds since 1970, 0 where that is not known. `stamp` is another number
    whenever the journal is another.
    """

    path: Path
    class_id: str
    id: str
    group: str
    modified: float
    size: int
    started: float = 0.0
    stamp: int = 0


class Journals(Protocol):
    """The journals of one workspace, by class and group. Whoever asks gives names that lead nowhere else.

    Any of these raises BestioError where nothing can be learned of them at all.
    """

    def classes(self) -> list[str]:
        """The names of the classes, in order."""
        ...

    def has_class(self, class_id: str) -> bool:
        """Whether there is a class of that name."""
        ...

    def made(self, class_id: str) -> float:
        """When a class was made or had a group added last, in seconds since 1970; 0 where that is not known."""
        ...

    def title(self, class_id: str) -> str:
        """The title that a class was made with, as it was written; "" where it has none."""
        ...

    def make_class(self, class_id: str, title: str) -> None:
        """Make a class; where it has no title yet, `title` is it ("" for none). Raises NotSavedError."""
        ...

    def last_day(self, class_id: str) -> str:
        """The day (ISO) with which a class ends, as it was written; "" where it has none."""
        ...

    def set_last_day(self, class_id: str, day: str) -> None:
        """Let a class that is there end with a day (ISO), or never (""). Raises NotSavedError."""
        ...

    def entries(self, class_id: str | None = None) -> list[Entry]:
        """The journals of a class, or of all of them, in no order; none where there is no such class."""
        ...

    def is_there(self, path: Path) -> bool:
        """Whether there is a journal of that name, as far as can be known."""
        ...

    def content(self, path: Path) -> bytes:
        """The whole journal as it stands, or would stand, in a file. Raises JournalError."""
        ...

    def open(self, path: Path, *, read_only: bool = False) -> JournalStore:
        """The store of a journal that is there. Raises JournalError."""
        ...

    def new(self, path: Path, group: str) -> JournalStore:
        """The store of a journal that is not there yet. Raises JournalError where there is one of that name."""
        ...

    def moving(self, path: Path, target: Path) -> AbstractContextManager[None]:
        """Hold the right to write a journal, and that to a name which no other has; at the end it has that name.

        Where the block raises, it stays where it was. Raises JournalBusy, OSError.
        """
        ...

    def add(self, path: Path, content: bytes) -> bool:
        """Keep a whole journal that comes from elsewhere; False where there is one of that name, or just being made.

        All of it is kept, or nothing. Raises OSError, BestioError where it cannot be.
        """
        ...


class Erasing(Protocol):
    """The right to write some journals that are in no files, held to erase."""

    def erase(
        self,
        gone: Iterable[Path],
        rewritten: Mapping[Path, Callable[[bytes], bytes]],
        class_id: str | None = None,
        recorded: Mapping[str, Collection[str]] = ...,
    ) -> None:
        """Let the journals `gone` be no more, and each of `rewritten` be what is made of its content: all or nothing.

        The class `class_id` goes with its last journal, and all that it has recorded; of other classes, the clips
        `recorded`, by their ids. Raises ServerRefusal, JournalError.
        """
        ...


@runtime_checkable
class ServerJournals(Journals, Protocol):
    """Journals that a server keeps: there is no file of them, and it alone can erase them."""

    banks: BankKeeper
    """What keeps the recorded voices of its classes."""

    def erasing(self, paths: Iterable[Path]) -> AbstractContextManager[Erasing]:
        """Hold the right to write each of `paths`. Raises JournalBusy, before anything is done, and ServerRefusal."""
        ...

    def now(self) -> float:
        """What the server takes for now, in seconds since 1970. Raises BestioError."""
        ...

    def sweep(self) -> bool:
        """Let nothing of what was erased stand in the files of the server; False where it cannot be done now."""
        ...
