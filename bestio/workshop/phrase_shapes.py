"""The shape of what a journal tells of a phrase: its steps, what is copied, the pieces it is made of."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

Chance = Annotated[float, Meta(ge=0, le=1.001)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class RivalShape(Struct, frozen=True, gc=False):
    """What a rival of a step may hold; see `bestio.phrases.phrase.Rival`."""

    word: str = ""
    probability: Chance = 0.0
    count: Count = 0


class StepShape(Struct, frozen=True, gc=False):
    """What a step may hold; see `bestio.phrases.phrase.Step`. What a newer program adds is kept beside it."""

    word: str
    source: str = ""
    author: str = ""
    title: str = ""
    sentence: str = ""
    probability: Chance = 0.0
    order: Count = 0
    rivals: list[RivalShape] = field(default_factory=list)
    how: str = "machine"
    choices: Count = 1
    count: Count = 1
    seam: bool = False
    read: str = ""


class HolderShape(Struct, frozen=True, gc=False):
    """A text that holds a run of words; see `bestio.phrases.phrase.Holder`."""

    source: str = ""
    author: str = ""
    title: str = ""


class CopiedShape(Struct, frozen=True, gc=False):
    """What the copy verdict of a phrase may hold; see `bestio.phrases.phrase.Copied`."""

    words: Count = 0
    of: str = ""
    author: str = ""
    title: str = ""
    source: str = ""
    total: Count = 0
    start: Count = 0
    end: Count = 0
    others: list[HolderShape] = field(default_factory=list)


class BetShape(Struct, frozen=True, gc=False):
    """A bet on a phrase, as what was meant: told in words only where it is read, so that a source can be forgotten.

    `phrase` is its text then, `words` how many in a row were bet on, `whose` who may have written them (nobody where
    it has no author); `copied` is what the glass box showed, `relaxed` the limit that had given way.
    """

    phrase: str = ""
    words: Count = 0
    whose: HolderShape = HolderShape()
    copied: CopiedShape = CopiedShape()
    relaxed: str | None = None


class PieceShape(Struct, frozen=True, gc=False):
    """One piece of a phrase's patchwork: steps `start` to `end` (excluded), which stand as they are in a text.

    `text` is the place of that text among the event's `texts`, `others` those of further texts that hold the same run.
    """

    start: Count
    end: Count
    words: Count
    text: Count
    others: list[Count] = field(default_factory=list)
