"""Which voices were found to be understood: measuring takes a while, so it is kept by content, on disk too."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from pathlib import Path

import msgspec

from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.speech.rendering import recipe_of
from bestio.speech.voice import Voice
from bestio.storage.atomic import replace

# Raised when the same voice comes to sound or to be measured otherwise.
_MEASURE = b"6"
_DIGEST = 8
_MOST = 4000
_LARGEST = 1 << 20  # bytes of the file that are read


class IntelligibilityCache:
    """What is known of voices: a line of the file for each, `digest yes` or `digest no`. Thread-safe.

    Nothing in the file is ever needed: it may be deleted, and what cannot be read in it is passed over.
    """

    def __init__(self, path: Path | None = None) -> None:
        """`path`: where verdicts outlive the program, made when needed."""
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, bool] | None = None

    def known(self, voice: Voice) -> bool | None:
        """Whether `voice` was understood; None where it was not measured."""
        with self._lock:
            return self._all().get(_digest(voice))

    def put(self, voice: Voice, understood: bool) -> None:
        """Keep a verdict; a disk that is full or locked is no reason to fail."""
        with self._lock:
            self._all()[_digest(voice)] = understood
            if self._path is not None:
                with contextlib.suppress(OSError):
                    make_folder(self._path.parent)
                    with self._path.open("a", encoding="ascii") as file:
                        file.write(_line(_digest(voice), understood))

    def _all(self) -> dict[str, bool]:
        if self._known is None:
            self._known = {}
            if self._path is not None:
                with contextlib.suppress(OSError):
                    lines = read_regular(self._path, _LARGEST).decode("ascii", "replace").splitlines()
                    told = (line.split() for line in lines)
                    self._known = {pair[0]: pair[1] == "yes" for pair in told if len(pair) == 2}
                    if len(lines) > _MOST:
                        self._shorten(self._path)
        return self._known

    def _shorten(self, path: Path) -> None:
        """Keep the half that was found last."""
        self._known = dict(list((self._known or {}).items())[-_MOST // 2 :])
        replace(path, "".join(_line(*pair) for pair in self._known.items()).encode(), lasting=False)


def _line(digest: str, understood: bool) -> str:
    return f"{digest} {'yes' if understood else 'no'}\n"


def _digest(voice: Voice) -> str:
    """The same for voices that sound the same but for their loudness."""
    content = msgspec.msgpack.encode(recipe_of(voice))
    return hashlib.blake2b(_MEASURE + content, digest_size=_DIGEST).hexdigest()
