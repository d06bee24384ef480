"""What stands in the file of a bank: a first line on the class's leave, then a line a clip.

A line that is damaged costs one clip, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.speech.recorded.clip import Clip

FORMAT: Final = "bank/1"
INDEX: Final = "banque.yaml"
ENDING: Final = ".wav"
LARGEST_INDEX: Final = 32 << 20
_MARK = b"--- "


class Leave(Struct, frozen=True):
    """Whether a class may record and be heard, and until which day (ISO)."""

    bestio: str = FORMAT
    on: bool = False
    until: str = ""


class Index(Struct, frozen=True):
    """What the file of a bank holds."""

    leave: Leave
    clips: tuple[Clip, ...]


def nothing_told(_problem: Problem) -> None:
    """Where nobody asks what is wrong."""


def clip_path(folder: Path, clip: Clip) -> Path:
    """The sound file of a clip."""
    return folder / f"{clip.id}{ENDING}"


def read_index(data: bytes, path: Path, report: Report = nothing_told) -> Index:
    """What stands in the file of a bank; a line that is damaged is left out and told."""
    leave = Leave()
    clips: dict[str, Clip] = {}
    leaves, clip_of = msgspec.json.Decoder(Leave), msgspec.json.Decoder(Clip)
    for number, line in enumerate(data.split(b"\n"), start=1):
        text = line.removeprefix(_MARK).strip()
        if not text:
            continue
        try:
            if number == 1:
                leave = leaves.decode(text)
                continue
            clip = clip_of.decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            report(
                Problem(
                    Where(str(path), number),
                    _("This line of the bank cannot be read, and its recording was left out."),
                    _("Erase the line, then record again what it was."),
                )
            )
            continue
        if clip.id.isascii() and clip.id.isalnum():
            clips[clip.id] = clip
    return Index(leave, tuple(clips.values()))


def written(leave: Leave, clips: Iterable[Clip]) -> bytes:
    """The file of a bank."""
    return _line(leave) + b"".join(map(written_clip, clips))


def written_clip(clip: Clip) -> bytes:
    """The line of a clip, with its end."""
    return _line(clip)


def _line(one: Struct) -> bytes:
    return _MARK + msgspec.json.encode(one) + b"\n"
