"""Where journals live: `<workspace>/workshops/<class>/<group>.yaml`, and how they are found again.

Groups and classes are called by pseudonyms; what a folder or a file is called is made from them once (`slug`), is safe
on every system, and stays when the group takes another name.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

from bestio.errors import BestioError, UsageError, Where
from bestio.i18n import _
from bestio.journal.choosing import journals_at
from bestio.journal.file_journals import LAST_DAY, TITLE, FileJournals
from bestio.journal.journal import Clock, Journal, JournalBusy, JournalError
from bestio.journal.journals import Entry, Journals, ServerJournals
from bestio.journal.save_status import NotSavedError
from bestio.journal.shared import Shared
from bestio.library import BANKS, Library
from bestio.speech.recorded.keeper import BankKeeper
from bestio.text.sanitise import sanitise
from bestio.text.shorten import on_one_line
from bestio.text.slug import slug

__all__ = ["DEFAULT_CLASS", "SUFFIX", "TITLE", "Entry", "Store", "safe_name", "told_apart"]

DEFAULT_CLASS = "atelier"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_MOST_OF_A_NAME = 1_000
SUFFIX = ".bestio"
"""The ending of a creation in one file, to carry elsewhere (`bundle`)."""
_LONGEST_TITLE = 60
_EVERY = 100_000


def told_apart(entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """Each entry and its group's name, with the class in brackets where another of `entries` has the same name."""
    every = list(entries)
    named = Counter(entry.group for entry in every)
    return [(one, f"{one.group} ({one.class_id})" if named[one.group] > 1 else one.group) for one in every]


class Store:
    """The journals of a workspace: what people call them, and which is meant. `journals` holds them (else files do).

    A journal that stands elsewhere is a file, wherever those of the workspace are kept.
    """

    def __init__(self, workspace: Path, clock: Clock, journals: Journals | None = None) -> None:
        self.root = workspace / "workshops"
        self._files = FileJournals(self.root, clock)
        self.journals: Journals = journals or self._files
        self._clock = clock

    @classmethod
    def of(cls, library: Library, clock: Clock) -> Store:
        """The journals of the workspace of `library`, wherever it has them. Raises UsageError where none can be had."""
        found = journals_at(library.store, library.workspace / "workshops", clock, library.scope)
        return cls(library.workspace, clock, found)

    @property
    def server(self) -> ServerJournals | None:
        """The journals where a server keeps them; None where they are files."""
        return self.journals if isinstance(self.journals, ServerJournals) else None

    @property
    def shared(self) -> Shared | None:
        """What is shared with other programs, where a server keeps the journals; None where they are files."""
        return self.journals if isinstance(self.journals, Shared) else None

    @property
    def banks(self) -> BankKeeper:
        """What keeps the recorded voices of the classes: what keeps their journals."""
        if self.server is not None:
            return self.server.banks
        from bestio.speech.recorded.file_banks import FileBanks  # noqa: PLC0415 (numpy: only where there are recordings)

        return FileBanks(self.root.parent / BANKS, self._clock)

    def classes(self) -> list[str]:
        """The names of the classes, in order."""
        return self.journals.classes()

    def groups(self, class_id: str = DEFAULT_CLASS) -> list[Entry]:
        """The journals of a class, by name; none where there is no such class. Raises UsageError for an unsafe name."""
        return sorted(self.journals.entries(safe_name(class_id)), key=lambda entry: entry.id)

    def recent(self, limit: int = 10) -> list[Entry]:
        """The journals that were changed last, whatever their class, newest first."""
        return sorted(self.journals.entries(), key=lambda entry: (-entry.modified, entry.class_id, entry.id))[:limit]

    def has_class(self, class_id: str) -> bool:
        """Whether there is a class of that name. Raises UsageError for a name that leads elsewhere."""
        return self.journals.has_class(safe_name(class_id))

    def folder(self, class_id: str) -> Path:
        """The folder of a class, which may not exist yet. Raises UsageError for a name that leads elsewhere."""
        return self.root / safe_name(class_id)

    def path(self, class_id: str, group_id: str) -> Path:
        """The journal of a group, which may not exist yet. Raises UsageError for a name that leads elsewhere."""
        return self.folder(class_id) / f"{safe_name(group_id)}.yaml"

    def classes_in_use(self) -> list[str]:
        """The classes, the one that was at work last (or was made last) first."""
        newest = {name: self.journals.made(name) for name in self.journals.classes()}
        for entry in self.recent(_EVERY):
            newest[entry.class_id] = max(newest[entry.class_id], entry.modified)
        return sorted(newest, key=lambda name: (-newest[name], name))

    def class_for_new(self) -> str:
        """The class that a new creation goes to where nobody says which: the only one, or the one at work last."""
        return next(iter(self.classes_in_use()), DEFAULT_CLASS)

    def title_of(self, class_id: str) -> str:
        """What people call a class: the title it was made with, else the name of its folder."""
        try:
            title = self.journals.title(safe_name(class_id))
        except UsageError:
            return class_id
        return sanitise(title, instead="").strip()[:_LONGEST_TITLE] or class_id

    def last_day(self, class_id: str) -> date | None:
        """The day with which a class ends; None where it has none.

        Raises UsageError for a name that leads elsewhere, BestioError where what is written is no day.
        """
        written = self.journals.last_day(safe_name(class_id))
        if not written:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            raise BestioError(
                _("The day with which the class “{name}” ends cannot be read.").format(name=self.title_of(class_id)),
                hint=_("Write it again: bestio class {name} --ends 2027-07-10").format(name=class_id),
                where=Where.of(self.folder(class_id) / LAST_DAY),
            ) from error

    def set_last_day(self, class_id: str, day: date | None) -> None:
        """Let a class that is there end with a day, or never. Raises UsageError as above, NotSavedError."""
        self.journals.set_last_day(safe_name(class_id), day.isoformat() if day is not None else "")

    def class_named(self, name: str) -> str:
        """The class that a person means by its folder or its title ("5e B" is in "5e-b"); one that may not exist yet.

        Raises UsageError for a name that leads elsewhere.
        """
        if name in self.classes():
            return name
        return slug(safe_name(name), "") or _nameless()

    def class_to_use(self, name: str | None) -> str:
        """The class for what is new: that which is named, made with its title where there is none, else the one of new
        creations. Where the disk refuses, it is made with its first journal. Raises UsageError.
        """
        if name is None:
            return self.class_for_new()
        class_id = self.class_named(name)
        if class_id not in self.classes():
            with contextlib.suppress(NotSavedError):
                self.make_class(name)
        return class_id

    def make_class(self, title: str) -> str:
        """Make a class, with its title; its name. What is there stays. Raises BestioError."""
        name = slug(title, "") or _nameless()
        self.journals.make_class(name, "" if title.strip() == name else on_one_line(title)[:_LONGEST_TITLE])
        return name

    def new(self, pseudonym: str = "", class_id: str = DEFAULT_CLASS) -> Journal:
        """A new journal for a group, under a name that no other has. Raises UsageError."""
        base = slug(pseudonym, "groupe")
        for number in range(1, _MOST_OF_A_NAME):
            path = self.path(class_id, base if number == 1 else f"{base}-{number}")
            if self.journals.is_there(path):
                continue
            try:
                kept = self.journals.new(path, pseudonym.strip()[:80] or path.stem)
                return Journal.over(kept, clock=self._clock)
            except (JournalBusy, JournalError):
                continue  # another window was quicker
        raise UsageError(_("Too many groups are called “{name}”.").format(name=base), hint=_("Choose another name."))

    def keeping(self, path: Path) -> Journals:
        """What holds the journal `path`: that of the workspace, or the file it is."""
        return self.journals if path.absolute().parent.parent == self.root.absolute() else self._files

    def open(self, path: Path, *, read_only: bool = False) -> Journal:
        """The journal of `path`. Raises JournalBusy, JournalError."""
        kept = self.keeping(path).open(path, read_only=read_only)
        return Journal.over(kept, clock=self._clock, read_only=read_only)

    def content(self, path: Path) -> bytes:
        """The whole journal of `path` as a file holds it. Raises JournalError."""
        return self.keeping(path).content(path)


def _nameless() -> NoReturn:
    raise UsageError(_("A class needs a name."), hint=_("Use letters, digits and hyphens."))


def safe_name(name: str) -> str:
    """`name`, where it is that of one file or folder and nothing else. Raises UsageError."""
    if not name or len(name) > 120 or name.startswith(".") or name.endswith((".", " ")) or _FORBIDDEN.search(name):
        raise UsageError(
            _("“{name}” cannot be the name of a class or a group.").format(name=name[:80]),
            hint=_("Use letters, digits and hyphens."),
        )
    return name
