"""Words with times in other files than subtitles: songs for karaoke (.lrc), subtitles with styles (.ass, .ssa)."""

from __future__ import annotations

import re

LYRICS = frozenset({".lrc"})
STYLED = frozenset({".ass", ".ssa"})
_HEAD = 4096
_FEWEST = 3  # lines with times, where nothing else tells that a text is sung
_MOST_TIMES = 50  # of one line of a song
_MOST_AGAIN = 200_000  # characters of lines that are sung again
_MINUTES = r"(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)"
_SUNG_AT = re.compile(rf"\[{_MINUTES}\][ \t]*")
_ABOUT = re.compile(r"\[(?:[a-zA-Z]{1,12}:|#)[^\[\]]*\][ \t]*$")
_WORD_AT = re.compile(rf"[ \t]*<{_MINUTES}>[ \t]*")
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_BRACES = re.compile(r"\{[^{}]*\}")
_DRAWN = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")
_BREAK = re.compile(r"\\[Nn]")


def are_lyrics(text: str, suffix: str) -> bool:
    """Whether a text is a song with times: by its file's suffix, or because its first lines have some."""
    return suffix in LYRICS or (
        text.lstrip("\ufeff")[:1] == "[" and sum(map(bool, map(_SUNG_AT.match, _lines(text[:_HEAD])))) >= 3
    )


def are_styled(text: str, suffix: str) -> bool:
    """Whether a text is subtitles with styles: by its file's suffix, or by how such files begin."""
    return suffix in STYLED or text.lstrip("\ufeff")[:13].lower() == "[script info]"


def sung(text: str) -> list[list[str]]:
    """The lines of a song, in the order in which they are sung: one that has several times comes several times."""
    found: list[tuple[float, str]] = []
    again, now = 0, 0.0
    for line in _lines(text):
        times: list[float] = []
        at = 0
        while mark := _SUNG_AT.match(line, at):
            times.append(60 * int(mark[1]) + float(mark[2].replace(":", ".")))
            at = mark.end()
        if not times and _ABOUT.match(line):
            continue
        words = " ".join(_WORD_AT.sub(" ", line[at:]).split())
        now = times[0] if times else now
        if not words:
            continue
        found.append((now, words))
        for time in times[1:_MOST_TIMES]:
            again += len(words)
            if again <= _MOST_AGAIN:
                found.append((time, words))
    return [[words] for _time, words in sorted(found, key=lambda pair: pair[0])]


def shown(text: str) -> list[list[str]]:
    """The lines of each subtitle, in the order of the file, without styles, drawings and what is only a comment."""
    cues: list[list[str]] = []
    fields: tuple[str, ...] = _FIELDS
    events = False
    for line in _lines(text):
        if line.startswith("["):
            events = line.strip().lower() == "[events]"
        kind, _colon, rest = line.partition(":")
        if not events:
            continue
        if kind.strip().lower() == "format":
            fields = tuple(name.strip().lower() for name in rest.split(",")[:30])
        elif kind.strip().lower() == "dialogue":
            values = rest.split(",", len(fields) - 1)
            if len(values) == len(fields) and not _DRAWN.search(values[-1]):
                said = _BRACES.sub("", values[-1]).replace("\\h", " ")
                cues.append([words for part in _BREAK.split(said) if (words := " ".join(part.split()))])
    return cues


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
