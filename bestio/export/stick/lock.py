"""Which wheels a stick holds: those of `windows.txt`, each known by the SHA-256 of its bytes.

`python -m tests.stick_lock` makes that file of `constraints.txt`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

LOCK = Path(__file__).with_name("windows.txt")
_LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+) --hash=sha256:(?P<digest>[0-9a-f]{64})")
_AT_ONCE = 1 << 20


class Pin(Struct, frozen=True):
    """A wheel: of which package, which version, and the SHA-256 of its file."""

    name: str
    version: str
    digest: str


def read_lock(text: str) -> tuple[Pin, ...]:
    """The wheels that a lock names, a line each, as pip's --require-hashes reads them. Raises ValueError."""
    pins = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"no pin with its hash: {line}")
        pins.append(Pin(found["name"], found["version"], found["digest"]))
    return tuple(pins)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    counted = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_AT_ONCE):
            counted.update(chunk)
    return counted.hexdigest()


def found_in(folder: Path, pins: Iterable[Pin]) -> Mapping[Pin, Path]:
    """The wheels of `folder` that are those of the lock, whatever they are called. Raises OSError."""
    wanted = {pin.digest: pin for pin in pins}
    found: dict[Pin, Path] = {}
    for path in sorted(folder.glob("*.whl")) if folder.is_dir() else ():
        pin = wanted.get(digest_of(path))
        if pin is not None:
            found[pin] = path
    return found
