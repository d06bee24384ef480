"""What the headers of Windows programs say: for which machine, and which libraries they ask for (PE Format)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_TABLES = {0x20B: 112, 0x10B: 96}  # where the data directories begin, by the kind of the optional header
_IMPORTED, _LATER = 1, 13  # the places of the two directories; an entry of them: its size, where its name stands
_ENTRIES = {_IMPORTED: (20, 12), _LATER: (32, 4)}


def machine(data: bytes) -> int:
    return int(struct.unpack_from("<H", data, _header(data) + 4)[0])


def imports(data: bytes) -> set[str]:
    """The names of the libraries, in small letters."""
    return {*_names(data, _IMPORTED), *_names(data, _LATER)}


def _header(data: bytes) -> int:
    assert data.startswith(b"MZ")
    at = int(struct.unpack_from("<I", data, 0x3C)[0])
    assert data[at : at + 4] == b"PE\0\0"
    return at


def _names(data: bytes, directory: int) -> Iterator[str]:
    header = _header(data)
    sections, optional = struct.unpack_from("<H12xH", data, header + 6)
    if not optional:
        return
    kind = struct.unpack_from("<H", data, header + 24)[0]
    place = struct.unpack_from("<I", data, header + 24 + _TABLES[kind] + 8 * directory)[0]
    if not place:
        return
    first = header + 24 + optional
    ranges = [struct.unpack_from("<IIII", data, first + 40 * number + 8) for number in range(sections)]

    def at(address: int) -> int:
        for virtual, start, raw, pointer in ranges:
            if start <= address < start + max(virtual, raw):
                return int(address - start + pointer)
        raise AssertionError(f"no section holds {address:#x}")

    size, name = _ENTRIES[directory]
    entry = at(place)
    while named := struct.unpack_from("<I", data, entry + name)[0]:
        start = at(named)
        yield data[start : data.index(b"\0", start)].decode().lower()
        entry += size
