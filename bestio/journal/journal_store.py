"""What a journal can be kept in: something that holds events in their order, for one writer at a time.

A journal asks nothing more of it than this. Files (`file_store`) do, and PostgreSQL (`postgres`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bestio.creation.events import Event
from bestio.errors import BestioError, Problem, Where
from bestio.i18n import _
from bestio.journal.amount import Amount
from bestio.journal.header import Header


class Overtaken(BestioError):  # noqa: N818 (what happened to who wanted to add)
    """There are more or fewer events than an append has named: somebody else was quicker. Nothing was added."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("Another window has written to “{name}” meanwhile.").format(name=path.stem),
            hint=_("Close this creation and open it again."),
            where=Where.of(path),
        )


class NotHeld(RuntimeError):  # noqa: N818 (a mistake of who calls)
    """Somebody wanted to add without the right to write."""


class JournalStore(Protocol):
    """The events of one journal, numbered from 0.

    Who wants to add takes the right to it with `lock`; there is one holder at a time. An append names how many events
    it takes to be there: where there are others, nothing is added. So of two that name the same number, one wins.
    """

    path: Path
    """Where it is, to be told to people, and what it is called."""
    header: Header
    problems: list[Problem]
    """What could not be read."""
    notices: list[str]
    """What was done about something damaged or old, for people."""

    @property
    def there(self) -> bool:
        """Whether there is anything of it yet. The first append, of nothing even, makes it."""
        ...

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote it, so that it can only be looked at; known once it was read."""
        ...

    @property
    def size(self) -> int:
        """Its length in bytes, as far as that is known."""
        ...

    @property
    def amount(self) -> Amount:
        """How much there is in it, as far as that is known."""
        ...

    @property
    def locked(self) -> bool:
        """Whether the right to add is held here."""
        ...

    def lock(self) -> None:
        """Take the right to add, where it is not held yet.

        Raises JournalBusy where somebody else has it, OSError where it cannot be had, Overtaken where what was read
        before is not the beginning of what is there now.
        """
        ...

    def unlock(self) -> None:
        """Give the right to add back, if it is held."""
        ...

    def read(self, since: int = 0) -> Sequence[Event]:
        """The events from number `since` on. Raises JournalError, OSError where they cannot be read."""
        ...

    def append(self, expected: int, events: Sequence[Event]) -> None:
        """Add `events` to the `expected` ones that there are; all are kept when it returns.

        An append of nothing makes all ready that was not. Raises Overtaken, NotHeld, and OSError where nothing can be
        kept: then it can be tried again.
        """
        ...

    def watch(self, seen: int) -> bool:
        """Whether there may be more than the `seen` first events; it costs next to nothing to ask."""
        ...

    def where(self, number: int) -> Where:
        """The place of event `number`, as people can find it."""
        ...
