"""Subtitles (.srt, .vtt, .sbv; others in `timed`): what is said, without numbers, times, names of styles and tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from bestio.phrases.importers import timed

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]*(?:-->|,)[ \t]*{_TIME}(?=[ \t]|$)")
_ARROW = re.compile(rf"(?m)^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_TAG = re.compile(
    rf"</?[a-zA-Z][^<>\n]{{0,300}}>|<{_TIME}>|</>|\{{\\?[a-zA-Z][^{{}}\n]{{0,100}}\}}|\{{\\[^{{}}\n]{{0,100}}\}}"
)
_HEADER = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP=.*)(?:[ \t].*)?$")
SUFFIXES = frozenset({".srt", ".vtt", ".sbv"}) | timed.LYRICS | timed.STYLED
_SOUND = re.compile(r"(?:\[[^\[\]\n]{1,60}\]|[♪♫♩♬ ]+)")
_NOTES = re.compile("[♪♫♩♬]+")
_FEWEST_ROLLING = 3
_HEAD = 4096
_SPEECH = ("-", "–", "—")


def are_subtitles(text: str, suffix: str) -> bool:
    """Whether a text is subtitles: by its file's suffix, or because it begins with the times of some."""
    head = text[:_HEAD].lstrip("\ufeff")
    if suffix in SUFFIXES or head.startswith("WEBVTT") or len(_ARROW.findall(head)) >= 2:
        return True
    return timed.are_styled(text, suffix) or timed.are_lyrics(text, suffix)


def words_of(text: str, suffix: str = "") -> str:
    """What is said, a subtitle or a line of a song a line; lines of speech keep a line of their own."""
    if timed.are_styled(text, suffix):
        cues = _without_repeats(timed.shown(text))
    elif timed.are_lyrics(text, suffix):
        cues = timed.sung(text)  # a song says the same twice
    else:
        cues = _without_repeats(_cues(text))
    return "\n".join(line for cue in cues for line in _as_spoken(cue))


def _cues(text: str) -> list[list[str]]:
    """The lines of each subtitle, without tags, and without what only tells of sounds: [Musique], ♪."""
    cues: list[list[str]] = []
    cue: list[str] | None = None
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate([*lines, ""]):
        if _CUE.match(line):
            if cue and cue[-1].isdecimal():
                cue.pop()  # no blank line stood before the next number
            cues.append(cue or [])
            cue = []
        elif not line.strip():
            # A blank line inside a subtitle ends it only where the next one begins.
            if cue is not None and _begins(lines, at + 1):
                cues.append(cue)
                cue = None
        elif cue is not None and (words := " ".join(html.unescape(_TAG.sub("", line)).split())):
            cue += [] if _SOUND.fullmatch(words) else [_NOTES.sub("", words).strip()]
    return cues


def _without_repeats(cues: list[list[str]]) -> list[list[str]]:
    """Where subtitles roll, as a machine makes them, each begins with the last line of the other: once is enough."""
    said = [cue for cue in cues if cue]
    again = sum(before[-1] == after[0] for before, after in pairwise(said))
    if len(said) < _FEWEST_ROLLING or 2 * again < len(said) - 1:
        return said
    return [said[0], *(after[1:] if before[-1] == after[0] else after for before, after in pairwise(said))]


def _as_spoken(cue: list[str]) -> Iterator[str]:
    """The lines of a subtitle as one, but where somebody else begins to speak."""
    begins = [at for at, line in enumerate(cue) if at and line.startswith(_SPEECH)]
    for start, end in pairwise([0, *begins, len(cue)]):
        if start < end:
            yield " ".join(cue[start:end])


def _begins(lines: list[str], at: int) -> bool:
    """Whether a subtitle, a note or the end comes at line `at`, blank lines passed over."""
    end = min(len(lines), at + 50)
    while at < end and not lines[at].strip():
        at += 1
    if at >= end or _HEADER.match(lines[at]):
        return True
    return any(_CUE.match(line) for line in lines[at : at + 2])
