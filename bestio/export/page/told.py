"""What the page of a creature tells, as data: who it is, what it says and why, and each act that made it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

Passages = tuple[tuple[str, ...], ...]
"""What there is to say of something, in passages of lines."""


class WordHeard(Struct, frozen=True):
    """A word of a line: from which character to which it stands in the text, and when it is said, in seconds."""

    begin: int
    end: int
    start: float
    stop: float


class Line(Struct, frozen=True):
    """A text that is said: its sound (the bytes of an MP3 file), the times of its words, how the mouth moves.

    `mouth` holds moments in seconds, each with how far the mouth is open from then on: 0, 1 or 2.
    """

    text: str
    sound: bytes
    words: tuple[WordHeard, ...] = ()
    mouth: tuple[tuple[float, int], ...] = ()


class PhraseShown(Struct, frozen=True):
    """A kept phrase, why it is as it is, and the place of its sound among `Page.lines`; None where it has none."""

    text: str
    why: Passages
    line: int | None = None


class Question(Struct, frozen=True):
    """What the audience may guess before an act; without `options`, it only thinks."""

    question: str
    options: tuple[str, ...]
    answer: str


class State(Struct, frozen=True):
    """The creation after an act. `portrait`: its place among `Page.portraits`; `text`: what the act was about."""

    name: str = ""
    portrait: int | None = None
    traits: tuple[tuple[str, str], ...] = ()
    voice: str = ""
    text: str = ""
    kept: tuple[str, ...] = ()


class Act(Struct, frozen=True):
    """One act: when (minutes and seconds at work), what happened, and what the creation was then.

    `marker`: a place to jump to. `why` is the place among `Page.whys`, `line` that among `Page.lines`.
    """

    at: str
    told: str
    state: State
    marker: bool = False
    questions: tuple[Question, ...] = ()
    why: int | None = None
    line: int | None = None


class Page(Struct, frozen=True):
    """All of it. Pictures are the bytes of PNG files; `frames` are the portrait awake, asleep, speaking.

    `drawing` holds the paths of the portrait as SVG; `introduced` is what the creature says of itself, `introduction`
    the place of its sound. `shares`: which part of the words, 0..1, each author had written. `named` holds the groups
    whose creature or words are on the page, as class/group: who erases one finds the page by that. `notes` say what was
    left out, for people.
    """

    name: str
    group: str
    class_title: str
    description: str
    introduced: str
    introduction: int | None
    traits: tuple[tuple[str, str], ...]
    voice: str
    voice_told: str
    drawing: str
    frames: Mapping[str, bytes]
    phrases: tuple[PhraseShown, ...]
    authors: tuple[str, ...]
    shares: tuple[tuple[str, float], ...]
    rule: str
    signature: str
    portraits: tuple[bytes, ...]
    lines: tuple[Line, ...]
    whys: tuple[Passages, ...]
    acts: tuple[Act, ...]
    named: tuple[str, ...]
    notes: tuple[str, ...] = ()
