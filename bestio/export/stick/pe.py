"""For which machine a program of Windows was made, as its header says (PE Format, “COFF File Header”)."""

from __future__ import annotations

from pathlib import Path

_X64 = 0x8664
_POINTER = 0x3C  # where the place of the PE header stands
_MOST = 1 << 12  # bytes: the header stands in the first ones


def is_for_x64(path: Path) -> bool:
    """Whether a file is a program or library of Windows for x64. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_MOST)
    if len(head) < _POINTER + 4 or not head.startswith(b"MZ"):
        return False
    at = int.from_bytes(head[_POINTER : _POINTER + 4], "little")
    return head[at : at + 4] == b"PE\0\0" and int.from_bytes(head[at + 4 : at + 6], "little") == _X64
