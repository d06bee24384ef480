"""Subtitles (.srt, .vtt, .sbv): what is said, without numbers, times, names of styles and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CUE = re.compile(rf"[ \t]*{_TIME}[ \t]*(?:-->|,)[ \t]*{_TIME}(?=[ \t]|$)")
_ARROW = re.compile(rf"(?m)^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_TAG = re.compile(
    rf"</?[a-zA-Z][^<>\n]{{0,300}}>|<{_TIME}>|</>|\{{\\?[a-zA-Z][^{{}}\n]{{0,100}}\}}|\{{\\[^{{}}\n]{{0,100}}\}}"
)
_HEADER = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP=.*)(?:[ \t].*)?$")
SUFFIXES = frozenset({".srt", ".vtt", ".sbv"})
_HEAD = 4096
_SPEECH = ("-", "–", "—")


def are_subtitles(text: str, suffix: str) -> bool:
    """Whether a text is subtitles: by its file's suffix, or because it begins with the times of some."""
    head = text[:_HEAD].lstrip("\ufeff")
    return suffix in SUFFIXES or head.startswith("WEBVTT") or len(_ARROW.findall(head)) >= 2


def words_of(text: str) -> str:
    """What is said, a subtitle a line; lines of speech keep a line of their own."""
    said: list[str] = []
    cue: list[str] | None = None
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate([*lines, ""]):
        if _CUE.match(line):
            if cue and cue[-1].isdecimal():
                cue.pop()  # no blank line stood before the next number
            said += _as_spoken(cue or [])
            cue = []
        elif not line.strip():
            # A blank line inside a subtitle ends it only where the next one begins.
            if cue is not None and _begins(lines, at + 1):
                said += _as_spoken(cue)
                cue = None
        elif cue is not None and (words := " ".join(_TAG.sub("", line).split())):
            cue.append(words)
    return "\n".join(said)


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
