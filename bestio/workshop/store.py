"""Where journals live: `<workspace>/workshops/<class>/<group>.yaml`, and how they are found again.

Groups and classes are called by pseudonyms; what a folder or a file is called is made from them once (`slug`), is safe
on every system, and stays when the group takes another name.
"""

from __future__ import annotations

import contextlib
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from msgspec import Struct

from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.text.sanitise import sanitise
from bestio.text.slug import slug
from bestio.workshop import disk, reader
from bestio.workshop.events import plain
from bestio.workshop.journal import Clock, Journal, JournalBusy, JournalError
from bestio.workshop.trouble import NotSavedError, not_saved

DEFAULT_CLASS = "atelier"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_MOST_OF_A_NAME = 1_000
TITLE = "_classe.txt"
"""The file, in the folder of a class, whose first line is its title. No group's file can be called so."""
_LONGEST_TITLE = 60
_EVERY = 100_000


class Entry(Struct, frozen=True):
    """One group's journal as a list shows it; `modified` in seconds since 1970, `size` in bytes."""

    path: Path
    class_id: str
    id: str
    group: str
    modified: float
    size: int


def told_apart(entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """Each entry and its group's name, with the class in brackets where another of `entries` has the same name."""
    every = list(entries)
    named = Counter(entry.group for entry in every)
    return [(one, f"{one.group} ({one.class_id})" if named[one.group] > 1 else one.group) for one in every]


class Store:
    """The journals of a workspace."""

    def __init__(self, workspace: Path, clock: Clock) -> None:
        self.root = workspace / "workshops"
        self._clock = clock

    def classes(self) -> list[str]:
        """The names of the class folders, in order."""
        return sorted(folder.name for folder in _folders(self.root))

    def groups(self, class_id: str = DEFAULT_CLASS) -> list[Entry]:
        """The journals of a class, by name; none where there is no such class. Raises UsageError for an unsafe name."""
        return sorted(_entries(self.folder(class_id)), key=lambda entry: entry.id)

    def recent(self, limit: int = 10) -> list[Entry]:
        """The journals that were changed last, whatever their class, newest first."""
        found = [entry for folder in _folders(self.root) for entry in _entries(folder)]
        return sorted(found, key=lambda entry: (-entry.modified, entry.class_id, entry.id))[:limit]

    def folder(self, class_id: str) -> Path:
        """The folder of a class, which may not exist yet. Raises UsageError for a name that leads elsewhere."""
        return self.root / safe_name(class_id)

    def path(self, class_id: str, group_id: str) -> Path:
        """The journal of a group, which may not exist yet. Raises UsageError for a name that leads elsewhere."""
        return self.folder(class_id) / f"{safe_name(group_id)}.yaml"

    def classes_in_use(self) -> list[str]:
        """The classes, the one that was at work last (or was made last) first."""
        newest = {folder.name: _made(folder) for folder in _folders(self.root)}
        for entry in self.recent(_EVERY):
            newest[entry.class_id] = max(newest[entry.class_id], entry.modified)
        return sorted(newest, key=lambda name: (-newest[name], name))

    def class_for_new(self) -> str:
        """The class that a new creation goes to where nobody says which: the only one, or the one at work last."""
        return next(iter(self.classes_in_use()), DEFAULT_CLASS)

    def title_of(self, class_id: str) -> str:
        """What people call a class: the title it was made with, else the name of its folder."""
        try:
            data = read_regular(self.folder(class_id) / TITLE, _LONGEST_TITLE * 4)
        except (OSError, BestioError):
            return class_id
        first = data.decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]
        return sanitise(first, instead="").strip()[:_LONGEST_TITLE] or class_id

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
        """Make the folder of a class, with its title; its name. What is there stays. Raises BestioError."""
        name = slug(title, "") or _nameless()
        folder = self.root / name
        try:
            make_folder(folder)
            if title.strip() != name and not disk.is_there(folder / TITLE):
                line = f"{' '.join(title.split())[:_LONGEST_TITLE]}\n"
                disk.replace(folder / TITLE, line.encode("utf-8", "replace"))
        except OSError as error:
            raise not_saved(error, folder / TITLE) from error
        return name

    def new(self, pseudonym: str = "", class_id: str = DEFAULT_CLASS) -> Journal:
        """A new journal for a group, under a name that no other has. Raises UsageError."""
        base = slug(pseudonym, "groupe")
        folder = self.folder(class_id)
        for number in range(1, _MOST_OF_A_NAME):
            name = base if number == 1 else f"{base}-{number}"
            if disk.is_there(folder / f"{name}.yaml"):
                continue
            try:
                return Journal.create(folder / f"{name}.yaml", clock=self._clock, group=pseudonym.strip()[:80] or name)
            except (JournalBusy, JournalError):
                continue  # another window was quicker
        raise UsageError(_("Too many groups are called “{name}”.").format(name=base), hint=_("Choose another name."))

    def open(self, path: Path, *, read_only: bool = False) -> Journal:
        """The journal of `path`. Raises JournalBusy, JournalError."""
        return Journal.open(path, clock=self._clock, read_only=read_only)


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


def _made(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _folders(root: Path) -> Iterator[Path]:
    try:
        found = sorted(root.iterdir())
    except OSError:
        return
    for folder in found:
        if not folder.name.startswith(".") and disk.is_folder(folder):
            yield folder


def _entries(folder: Path) -> Iterator[Entry]:
    try:
        found = sorted(folder.glob("*.yaml"))
    except OSError:
        return
    for path in found:
        try:
            if path.name.startswith("."):
                continue
            found_as = path.lstat()
        except OSError:
            continue
        if not stat.S_ISREG(found_as.st_mode):
            continue  # a link leads elsewhere, and a pipe would be waited for
        header = reader.peek(path)
        group = header.group if header else ""
        yield Entry(path, folder.name, path.stem, group or plain(path.stem), found_as.st_mtime, found_as.st_size)
