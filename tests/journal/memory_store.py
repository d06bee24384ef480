"""A journal that is kept in memory: the smallest thing that `journal_store.JournalStore` asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bestio.creation.events import Event
from bestio.errors import Problem, Where
from bestio.journal.amount import Amount
from bestio.journal.header import Header
from bestio.journal.journal_store import NotHeld, Overtaken
from bestio.storage.lock import JournalBusy


class Memory:
    """What all who open one journal share."""

    def __init__(self) -> None:
        self.events: list[Event] | None = None
        self.header = Header()
        self.holder: MemoryStore | None = None


class MemoryStore:
    def __init__(self, memory: Memory, header: Header) -> None:
        self.memory = memory
        self.path = Path("memoire")
        if memory.events is None:
            memory.header = header
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.newer = False
        self.size = 0
        self.amount = Amount()

    @property
    def header(self) -> Header:
        return self.memory.header

    @header.setter
    def header(self, header: Header) -> None:
        self.memory.header = header

    @property
    def there(self) -> bool:
        return self.memory.events is not None

    @property
    def locked(self) -> bool:
        return self.memory.holder is self

    def lock(self) -> None:
        if self.memory.holder not in (None, self):
            raise JournalBusy(self.path, None)
        self.memory.holder = self

    def unlock(self) -> None:
        if self.locked:
            self.memory.holder = None

    def read(self, since: int = 0) -> Sequence[Event]:
        return (self.memory.events or [])[since:]

    def append(self, expected: int, events: Sequence[Event]) -> None:
        if not self.locked:
            raise NotHeld
        if expected != len(self.memory.events or []):
            raise Overtaken(self.path)
        self.memory.events = [*(self.memory.events or []), *events]

    def watch(self, seen: int) -> bool:
        return len(self.memory.events or []) > seen

    def where(self, number: int) -> Where:
        return Where.of(self.path, number)
