"""The shape of what a journal tells of a phrase: its steps, what is copied, the pieces it is made of."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Chance = Annotated[float, Meta(ge=0, le=1.001)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class RivalShape(Struct, frozen=True, gc=False):
    """What a rival of a step may hold; see `bestio.phrases.phrase.Rival`."""

    word: str = ""
    probability: Chance = 0.0
    count: Count = 0


class StepShape(Struct, frozen=True, gc=False):
    """What a step may hold; see `bestio.phrases.phrase.Step`. `turn`: whose turn it was, "" for nobody's;
    `fair`: its chance on a die that nobody has changed, where somebody had; `behind`: the places,
    among the event's `texts`, of those that alone had their turn.

    What a newer program adds stays in the event's line.
    """

    word: str
    source: str = ""
    author: str = ""
    title: str = ""
    sentence: str = ""
    probability: Chance = 0.0
    order: Count = 0
    rivals: tuple[RivalShape, ...] = ()
    how: str = "machine"
    choices: Count = 1
    count: Count = 1
    seam: bool = False
    read: str = ""
    turn: str = ""
    fair: Chance | None = None
    behind: tuple[Count, ...] = ()

    @property
    def as_read(self) -> str:
        """The word as the text has it that it was read in."""
        return self.read or self.word

    @property
    def erased(self) -> bool:
        """Whether the word was erased with the group that wrote it: the one before stands for the whole run."""
        return not self.as_read

    @property
    def others(self) -> tuple[RivalShape, ...]:
        """The words that could have come instead, most probable first; "" for the phrase's end."""
        came = {self.word.lower(), self.read.lower()} - {""}
        return tuple(one for one in self.rivals if one.word.lower() not in came)


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
    others: tuple[HolderShape, ...] = ()

    @property
    def share(self) -> float:
        """The part of the phrase that the run makes, 0..1."""
        return self.words / self.total if self.total else 0.0


class FaultShape(Struct, frozen=True, gc=False):
    """What a fault of a draft may hold; see `bestio.phrases.phrase.Fault`."""

    test: Annotated[str, Meta(max_length=40)] = ""
    penalty: Annotated[float, Meta(ge=0, le=1_000)] = 0.0
    words: Annotated[str, Meta(max_length=1_000)] = ""


class DraftShape(Struct, frozen=True, gc=False):
    """What a draft that was not kept may hold; see `bestio.phrases.phrase.Draft`.

    `why`, `words` and `total` are those of its reason. `of` is the place, among the event's `texts`, of the text that
    holds what it copies, `by` those of the texts that its words were read in.
    """

    text: Annotated[str, Meta(max_length=4_000)] = ""
    why: Annotated[str, Meta(max_length=40)] = ""
    words: Count = 0
    total: Count = 0
    run: Annotated[str, Meta(max_length=4_000)] = ""
    of: Count | None = None
    by: tuple[Count, ...] = ()
    faults: Annotated[tuple[FaultShape, ...], Meta(max_length=100)] = ()


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
    others: tuple[Count, ...] = ()
