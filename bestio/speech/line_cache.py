"""Lines that have been spoken, kept by content: in memory, and on disk where a folder is given."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from pathlib import Path

import msgspec
import numpy as np

from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.speech.speech import MouthShape, Speech, WordTime
from bestio.storage.atomic import replace
from bestio.storage.cache import keep_latest

MEMORY_BYTES = 48 << 20
"""Sound kept in memory: some nine minutes."""
DISK_BYTES = 200 << 20
"""Sound kept on disk."""
_SUFFIX = ".line"


class _Kept(msgspec.Struct, frozen=True):
    text: str
    sound: bytes
    sample_rate: int
    words: tuple[tuple[str, float, float, int], ...]
    mouth: tuple[tuple[float, int], ...]
    engine: str
    voice: str


class LineCache:
    """Keeps the most recently used lines. Thread-safe. Nothing on disk is ever needed: it may be deleted."""

    def __init__(self, folder: Path | None = None, *, memory: int = MEMORY_BYTES, disk: int = DISK_BYTES) -> None:
        """`folder`: where lines outlive the program, made when needed. `memory`, `disk`: bytes of sound at most."""
        self._folder = folder
        self._memory = memory
        self._disk = disk
        self._lock = threading.Lock()
        self._lines: OrderedDict[str, Speech] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Speech | None:
        """The line kept under `key`, or None."""
        with self._lock:
            line = self._lines.get(key)
            if line is not None:
                self._lines.move_to_end(key)
                return line
        line = self._read(key)
        if line is not None:
            self._remember(key, line)
        return line

    def put(self, key: str, line: Speech) -> None:
        """Keep `line` under `key`; a disk that is full or locked is no reason to fail.

        What is made of somebody's recordings is never written: it must be gone when they take their voice back.
        """
        self._remember(key, line)
        if self._folder is not None and not line.bank:
            with contextlib.suppress(OSError):
                self._write(self._folder, key, line)

    def clear(self) -> None:
        """Forget what is in memory."""
        with self._lock:
            self._lines.clear()
            self._bytes = 0

    def _remember(self, key: str, line: Speech) -> None:
        with self._lock:
            old = self._lines.pop(key, None)
            self._bytes -= old.samples.nbytes if old is not None else 0
            if line.samples.nbytes > self._memory:
                return
            self._lines[key] = line
            self._bytes += line.samples.nbytes
            while self._bytes > self._memory:
                _key, oldest = self._lines.popitem(last=False)
                self._bytes -= oldest.samples.nbytes

    def _read(self, key: str) -> Speech | None:
        if self._folder is None:
            return None
        path = self._folder / f"{key}{_SUFFIX}"
        try:
            kept = msgspec.msgpack.decode(read_regular(path, MEMORY_BYTES), type=_Kept)
            samples = np.frombuffer(kept.sound, "<f4").astype(np.float32)
        except OSError:
            return None
        except (msgspec.MsgspecError, ValueError):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        samples.setflags(write=False)
        with contextlib.suppress(OSError):
            path.touch()
        return Speech(
            text=kept.text,
            samples=samples,
            sample_rate=kept.sample_rate,
            words=tuple(WordTime(*word) for word in kept.words),
            mouth=tuple(MouthShape(*shape) for shape in kept.mouth),
            engine=kept.engine,
            voice=kept.voice,
        )

    def _write(self, folder: Path, key: str, line: Speech) -> None:
        make_folder(folder)
        kept = _Kept(
            line.text,
            line.samples.astype("<f4").tobytes(),
            line.sample_rate,
            tuple((word.text, word.start, word.end, word.at) for word in line.words),
            tuple((shape.time, shape.opening) for shape in line.mouth),
            line.engine,
            line.voice,
        )
        replace(folder / f"{key}{_SUFFIX}", msgspec.msgpack.encode(kept), lasting=False)
        keep_latest(folder.glob(f"*{_SUFFIX}"), most_bytes=self._disk)
