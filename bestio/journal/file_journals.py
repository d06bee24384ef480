"""Journals in files: a folder a class, a file a group, and the title of a class in a small file beside them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from bestio.creation.events import plain
from bestio.errors import BestioError
from bestio.journal import reader
from bestio.journal.file_store import FileStore
from bestio.journal.journals import Entry
from bestio.journal.save_status import not_saved
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage import disk
from bestio.storage.lock import JournalBusy, WriterLock, traces

Clock = Callable[[], float]

TITLE = "_classe.txt"
"""The file, in the folder of a class, whose first line is its title. No group's file can be called so."""
LAST_DAY = "_fin.txt"
"""The file beside it whose first line is the day with which the class ends."""
_MOST_OF_A_TITLE = 240


class FileJournals:
    """The journals in the folder `root`, which may not be there yet: `<class>/<group>.yaml`."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self.root = root
        self._clock = clock

    def classes(self) -> list[str]:
        """The names of the class folders, in order."""
        return sorted(folder.name for folder in _folders(self.root))

    def has_class(self, class_id: str) -> bool:
        """Whether there is the folder of a class."""
        return disk.is_folder(self.root / class_id)

    def made(self, class_id: str) -> float:
        """When something was last added to the folder of a class."""
        try:
            return (self.root / class_id).stat().st_mtime
        except OSError:
            return 0.0

    def title(self, class_id: str) -> str:
        """The first line of the file that holds it."""
        try:
            return _first_line(self.root / class_id / TITLE)
        except (OSError, BestioError):
            return ""

    def make_class(self, class_id: str, title: str) -> None:
        """Make the folder, and the file of the title. What is there stays. Raises NotSavedError."""
        folder = self.root / class_id
        try:
            make_folder(folder)
            if title and not disk.is_there(folder / TITLE):
                disk.replace(folder / TITLE, f"{title}\n".encode("utf-8", "replace"))
        except OSError as error:
            raise not_saved(error, folder / TITLE) from error

    def last_day(self, class_id: str) -> str:
        """The first line of the file that holds it; what it is called where it is there and cannot be read."""
        path = self.root / class_id / LAST_DAY
        try:
            return _first_line(path).strip()
        except FileNotFoundError:
            return ""
        except (OSError, BestioError):
            return LAST_DAY if disk.is_there(path) else ""

    def set_last_day(self, class_id: str, day: str) -> None:
        """Write that file, or take it away. Raises NotSavedError."""
        folder = self.root / class_id
        try:
            made = folder.stat()
            if day:
                disk.replace(folder / LAST_DAY, f"{day}\n".encode())
            else:
                (folder / LAST_DAY).unlink(missing_ok=True)
                disk.sync_folder(folder)
            with contextlib.suppress(OSError):  # that is no work: new creations go where the last work was
                os.utime(folder, ns=(made.st_atime_ns, made.st_mtime_ns))
        except OSError as error:
            raise not_saved(error, folder / LAST_DAY) from error

    def entries(self, class_id: str | None = None) -> list[Entry]:
        """The journals of a class, or of all of them."""
        folders = _folders(self.root) if class_id is None else [self.root / class_id]
        return [entry for folder in folders for entry in _entries(folder)]

    def is_there(self, path: Path) -> bool:
        """Whether there is anything of that name."""
        return disk.is_there(path)

    def content(self, path: Path) -> bytes:
        """What the file holds. Raises JournalError."""
        return reader.read_bytes(path)

    def open(self, path: Path, *, read_only: bool = False) -> FileStore:
        """The store of a file. Raises JournalError."""
        return FileStore.open(path, self._clock, read_only=read_only)

    def new(self, path: Path, group: str) -> FileStore:
        """The store of a file that is not there yet. Raises JournalError."""
        return FileStore.create(path, self._clock, group)

    def add(self, path: Path, content: bytes) -> bool:
        """Write the file of a journal, under its lock. Raises OSError."""
        if disk.is_there(path):
            return False
        make_folder(path.parent)
        writer = WriterLock(path, self._clock())
        try:
            writer.acquire()
        except JournalBusy:
            return False
        try:
            if disk.is_there(path):
                return False
            disk.replace(path, content)
        finally:
            writer.release()
        return True

    @contextlib.contextmanager
    def moving(self, path: Path, target: Path) -> Iterator[None]:
        """Hold the locks of both; then the file, what stands beside it first. Raises JournalBusy, OSError."""
        make_folder(target.parent)
        with contextlib.ExitStack() as held:
            for one in (path, target):  # nobody makes a group of that name there in the meantime
                writer = WriterLock(one, self._clock())
                writer.acquire()
                held.callback(writer.release)
            yield
            for file in of_group(path):
                if file != path:
                    file.replace(target.with_name(file.name))
            path.replace(target)
        for trace in traces(path):
            trace.unlink(missing_ok=True)
        disk.sync_folder(target.parent)


def _first_line(path: Path) -> str:
    """The first line of a small file. Raises OSError, BestioError."""
    data = read_regular(path, _MOST_OF_A_TITLE)
    return data.decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]


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
        yield Entry(
            path,
            folder.name,
            path.stem,
            (header.group if header else "") or plain(path.stem),
            found_as.st_mtime,
            found_as.st_size,
            header.started if header else 0.0,
            found_as.st_mtime_ns,
        )


def of_group(path: Path) -> Iterator[Path]:
    """The journal and what may stand beside it; nothing of a group whose name only starts alike."""
    stem = path.stem
    for name in (path.name, stem + disk.ASIDE):
        if (found := path.with_name(name)).is_file() or found.is_symlink():
            yield found
    if path.parent.is_dir():
        yield from disk.older_forms(path)
        yield from disk.unfinished(path)
