"""A replay as an asciicast, version 3: what asciinema, and its player on a web page, show.

The form is that of https://docs.asciinema.org/manual/asciicast/v3/: a header, then an event a line, each with the
seconds since the one before: "o" what the terminal shows, "m" a mark to jump to, "x" the end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.cells import cell_len, chop_cells

from bestio.classroom.erasure.scan import MARK
from bestio.creation.replay import LONGEST_PAUSE, Replay
from bestio.errors import UsageError
from bestio.export.picture import write_whole
from bestio.i18n import N_, _
from bestio.journal.header import Header
from bestio.session.moments import spoken_line
from bestio.session.timetable import SPOKEN, Moment
from bestio.session.transcript import clean, tell_act, tell_end

ENDING = ".cast"
COLUMNS, ROWS = 80, 24
END_SECONDS = 3.0
"""How long the end stays."""
_SOFT, _BOLD, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[0m"
_SAID_BESIDE = "    "


def write_cast(
    path: Path, replay: Replay, header: Header, moments: Sequence[Moment], speed: float, named: Sequence[str]
) -> None:
    """Put the cast of a replay into `path`, whole or not at all; `named` are the groups that it shows, as class/group.

    Raises UsageError for another ending than .cast, BestioError where the disk refuses.
    """
    if path.suffix.lower() != ENDING:
        raise UsageError(_("The name of an asciicast ends in .cast."), hint=_("Such as: --cast replay.cast"))
    lines = (f"{line}\n" for line in cast(replay, header, moments, speed, named))
    write_whole(path, "".join(lines).encode(), N_("The asciicast cannot be written ({reason})."))


def cast(
    replay: Replay, header: Header, moments: Sequence[Moment], speed: float, named: Sequence[str]
) -> Iterator[str]:
    """The lines of the file: the story with its real times, of which a player shortens the longer ones.

    The cursor of `replay` is moved.
    """
    title = clean(_("Creation of the group “{group}”").format(group=replay.state_at(len(replay)).group or header.group))
    first: dict[str, Any] = {
        "version": 3,
        "term": {"cols": COLUMNS, "rows": ROWS},
        "idle_time_limit": round(LONGEST_PAUSE / speed, 3),
        "title": title,
        "tags": [MARK, *named],
    }
    if header.started > 0:
        first["timestamp"] = int(header.started)
    yield _line(first)
    clock = _Clock()
    for seconds, code, told in _events(replay, title, moments):
        yield _line([clock.since(seconds), code, told])


class _Clock:
    """Seconds as the file has them, to the millisecond, without what is rounded adding up."""

    def __init__(self) -> None:
        self._exact = 0.0
        self._told = 0

    def since(self, seconds: float) -> float:
        self._exact += seconds
        passed = round(self._exact * 1000) - self._told
        self._told += passed
        return passed / 1000


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))


def _events(replay: Replay, title: str, moments: Sequence[Moment]) -> Iterator[tuple[float, str, str]]:
    """What happens: after how many seconds, the code, the data."""
    marks = {mark.position: mark.caption for mark in replay.markers}
    yield 0.0, "o", f"{_BOLD}{_rows(title)}{_PLAIN}\r\n\r\n"
    for moment in moments:
        told, *written = tell_act(replay, moment.index)
        mark = marks.get(moment.index + 1)
        after = moment.waited
        if mark is not None:
            yield after, "m", clean(mark)
            after = 0.0
        when, _gap, what = told.partition("  ")
        style = _BOLD if mark is not None else ""
        rows = _rows(what, f"{when}  ").replace(when, f"{_SOFT}{when}{_PLAIN}{style}", 1)
        yield after, "o", f"{rows}{_PLAIN}\r\n" + "".join(f"{_rows(line)}\r\n" for line in written)
        event = replay.event
        if event is not None and event.do == SPOKEN:
            for seconds, word in _said(clean(spoken_line(event, replay.creation)), moment.lasts):
                yield seconds, "o", word
    rows = "\r\n".join(_rows(line) for line in tell_end(replay.creation, replay.names))
    yield 0.0, "o", f"\r\n{rows}\r\n"
    yield END_SECONDS, "x", "0"


def _said(text: str, lasts: float) -> Iterator[tuple[float, str]]:
    """A line that is said: word by word over the seconds that it lasts, as long as its letters want."""
    words = _rows(text, _SAID_BESIDE).replace("\r\n", " \r\n").split(" ")
    letters = sum(map(len, words)) or 1
    before = 0.0
    for word in words:
        yield before, f"{_BOLD}{word}{_PLAIN} "
        before = lasts * len(word) / letters
    yield before, "\r\n"


def _rows(text: str, begin: str = "") -> str:
    """`text` in rows as wide as the terminal, behind `begin`, which the other rows are indented by."""
    indent = " " * len(begin)
    rows, row = [], begin
    for word in _short(text.split(" "), COLUMNS - len(begin) - 1):
        wider = f"{row} {word}" if row.strip() and row != begin else row + word
        if cell_len(wider) >= COLUMNS and row.strip():
            rows.append(row)
            wider = indent + word
        row = wider
    return "\r\n".join([*rows, row])


def _short(words: Iterable[str], most: int) -> Iterator[str]:
    """`words`, those that are wider than a row in pieces."""
    for word in words:
        yield from chop_cells(word, most) if cell_len(word) > most else (word,)
