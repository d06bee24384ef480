"""What is written down of an error that nobody foresaw: which kinds of errors, at which places of the code.

Nothing else: no message, no value, no argument, since any of them may hold a pupil's words, or a name in a path.
"""

from __future__ import annotations

import contextlib
import os
import platform
import traceback
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePath

PREFIX, SUFFIX = "bestio-erreur-", ".txt"
KEPT = 20
"""Reports that a folder keeps: the newest ones."""
_MODE = 0o600
_MOST_ERRORS = 12
_FIRST_FRAMES, _LAST_FRAMES = 8, 40
_MOST_NAMES = 100


def describe(error: BaseException) -> str:
    """The kinds of `error` and of those that led to it, each with the places it came through, one a line."""
    lines: list[str] = []
    for number, one in enumerate(_with_causes(error)):
        if number == _MOST_ERRORS:
            lines.append("...")
            break
        kind = type(one)
        code = f" (errno {one.errno})" if isinstance(one, OSError) else ""
        lines.append(f"{kind.__module__}.{kind.__qualname__}{code}")
        lines.extend(_places(one))
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folders: Iterable[Path], *, now: float, version: str) -> Path | None:
    """A new file in the first of `folders` that takes one, for its owner alone, which holds what `describe` says.

    `now`: seconds since 1970. None where no folder can be written.
    """
    head = f"bestio {version}\nPython {platform.python_version()} {platform.system()} {platform.machine()}\n"
    text = f"{head}{datetime.fromtimestamp(now).isoformat(sep=' ', timespec='seconds')}\n\n{describe(error)}"
    stamp = datetime.fromtimestamp(now).strftime("%Y%m%d-%H%M%S")
    for folder in folders:
        with contextlib.suppress(OSError, ValueError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = _put(folder, stamp, text.encode("utf-8", "replace"))
            _prune(folder)
            return path
    return None


def _put(folder: Path, stamp: str, content: bytes) -> Path:
    for number in range(1, _MOST_NAMES):
        path = folder / f"{PREFIX}{stamp}-{number}{SUFFIX}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        return path
    raise FileExistsError(folder)


def _prune(folder: Path) -> None:
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}"))[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__context__, one.__cause__]
        # Textual puts what went wrong in a worker into an error of its own.
        inner = getattr(one, "exceptions", None) or [getattr(one, "error", None)]
        waiting += [other for other in inner if isinstance(other, BaseException)]


def _places(error: BaseException) -> list[str]:
    frames = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    places = [f"  {_short(code.co_filename)}:{line} {code.co_qualname}" for code, line in frames]
    left_out = len(places) - _FIRST_FRAMES - _LAST_FRAMES
    if left_out > 0:
        places[_FIRST_FRAMES:-_LAST_FRAMES] = [f"  ... {left_out}"]
    return places


def _short(filename: str) -> str:
    """Where a file of code is in its package: the folders before it may be named after somebody."""
    parts = PurePath(filename.replace("\\", "/")).parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    if "bestio" in parts:
        last = len(parts) - 1 - parts[::-1].index("bestio")
        return "/".join(parts[last:])
    return parts[-1] if parts else "?"
