"""The banks of classes in files: `<root>/<class>/banque.yaml`, a sound file a clip, and what was made of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.speech.recorded import renderings
from bestio.speech.recorded.bank_index import ENDING, INDEX, LARGEST_INDEX, read_index, written
from bestio.speech.recorded.keeper import LARGEST_CLIP
from bestio.speech.recorded.renderings import LEDGER
from bestio.storage import disk
from bestio.storage.atomic import sync, write_all
from bestio.storage.lock import JournalBusy, WriterLock

PATIENCE: Final = 5.0
"""Seconds that one waits for another who writes into the same bank."""
_LOOK = 0.05
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class FileBanks:
    """A `keeper.BankKeeper`: the banks in the folder `root`, which may not be there. `clock`: seconds since 1970."""

    remote = False

    def __init__(self, root: Path, clock: Callable[[], float]) -> None:
        self.root = root
        self._clock = clock

    def place(self, class_id: str) -> Path:
        """The folder of a bank."""
        return self.root / class_id

    def classes(self) -> tuple[str, ...]:
        """The classes that have a bank, in order."""
        if not disk.is_folder(self.root):
            return ()
        return tuple(sorted(path.name for path in self.root.iterdir() if disk.is_file(path / INDEX)))

    def state(self, class_id: str) -> tuple[object, ...]:
        """The time and the size of the index and of its folder."""
        found: list[int] = []
        for path in (self.place(class_id) / INDEX, self.place(class_id)):
            try:
                state = path.stat()
            except OSError:
                return ()
            found += [state.st_mtime_ns, state.st_size]
        return tuple(found)

    def lines(self, class_id: str) -> bytes:
        """The whole index. Raises FileNotFoundError, OSError."""
        return read_regular(self.place(class_id) / INDEX, LARGEST_INDEX)

    def sizes(self, class_id: str) -> dict[str, int]:
        """The sound files of a bank and how long they are."""
        with os.scandir(self.place(class_id)) as entries:
            return {
                entry.name.removesuffix(ENDING): entry.stat().st_size
                for entry in entries
                if entry.name.endswith(ENDING)
            }

    def sounds(self, class_id: str, ids: Sequence[str]) -> dict[str, bytes]:
        """What the sound files of these clips hold."""
        found: dict[str, bytes] = {}
        for one in ids:
            with contextlib.suppress(OSError):
                found[one] = read_regular(self.place(class_id) / f"{one}{ENDING}", LARGEST_CLIP)
        return found

    def made(self, class_id: str) -> list[tuple[str, bytes]]:
        """The lines of the file that tells of renderings."""
        return [("", line) for line in renderings.lines_of(self.place(class_id))]

    @contextlib.contextmanager
    def writing(self, class_id: str) -> Iterator[FileBankWriter]:
        """Hold the lock of a bank. Raises JournalBusy, OSError."""
        folder = self.place(class_id)
        make_folder(folder)
        lock = WriterLock(folder / INDEX, self._clock())
        _wait_for(lock)
        writer = FileBankWriter(folder)
        try:
            yield writer
            if writer.going:
                shutil.rmtree(folder)
        finally:
            lock.release()

    def sweep(self) -> bool:
        """Nothing of a file that is erased is in anybody's way."""
        return True


class FileBankWriter:
    """A `keeper.BankWriter`: the bank in `folder`, whose lock is held."""

    whole = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.going = False

    def lines(self) -> bytes:
        """What the index holds."""
        try:
            return (self.folder / INDEX).read_bytes()
        except OSError:
            return b""

    def add(self, clip_id: str, sound: bytes) -> None:
        """Write a sound file."""
        disk.replace(self.folder / f"{clip_id}{ENDING}", sound)

    def append(self, lines: Mapping[str, bytes]) -> None:
        """Add to the index; of lines that do not all fit, none stays."""
        if not lines:
            return
        handle = os.open(self.folder / INDEX, _FLAGS)
        try:
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n" if hasattr(os, "pread") else False
            try:
                write_all(handle, (b"\n" if torn else b"") + b"".join(lines.values()))
                sync(handle)
            except OSError:
                with contextlib.suppress(OSError):
                    os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)

    def set_leave(self, line: bytes) -> None:
        """Write the index anew."""
        index = read_index(self.lines(), self.folder / INDEX)
        disk.replace(self.folder / INDEX, line + written(index.leave, index.clips).split(b"\n", 1)[1])

    def note(self, line: bytes) -> None:
        """Add to the file that tells of renderings."""
        renderings.add_line(self.folder, line)

    def erase(self, ids: Iterable[str], *, whole: bool = False) -> None:
        """Erase sound files, then their lines."""
        gone = set(ids)
        for one in gone:
            (self.folder / f"{one}{ENDING}").unlink(missing_ok=True)
        index = read_index(self.lines(), self.folder / INDEX)
        left = [clip for clip in index.clips if clip.id not in gone]
        disk.replace(self.folder / INDEX, written(index.leave, left))
        if disk.is_file(self.folder / LEDGER):
            kept = [line for line in renderings.lines_of(self.folder) if not renderings.is_of(line, gone)]
            disk.replace(self.folder / LEDGER, b"".join(b"%b\n" % line for line in kept))
        self.going = whole


def _wait_for(writer: WriterLock) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            writer.acquire()
        except JournalBusy:
            if time.monotonic() > until:
                raise
            time.sleep(_LOOK)
        else:
            return
