"""What a phrase is: its words, and for each of them how it came and who wrote it. Plain values, ready for JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

How = Literal["machine", "die", "pupil", "wanted", "tic"]


class Rival(msgspec.Struct, frozen=True, gc=False):
    """A word that could have come; `word` is "" where the phrase could have ended."""

    word: str
    probability: float
    count: int


class Step(msgspec.Struct, frozen=True, gc=False):
    """How one word of a phrase came.

    `word` is what is shown; `read` what the text has where French had to be mended. `order` is how many words the
    machine looked back at (0: it did not look); `probability` its chance, 0..1, given these; `choices` how many
    different words could have come and `count` how often this one was read there. `rivals`: where there was a choice,
    the most probable words, best first, be this one among them or not. `how`: drawn by the machine, by a
    die, picked by a pupil, a word that was asked for, or a tic slipped in. `seam`: the text that is followed changes.
    `sentence` is the whole sentence the word was read in ("" where it comes from a model that has kept none); `source`,
    `author` and `title` say whose.
    """

    word: str
    source: str
    author: str
    title: str
    sentence: str
    probability: float
    order: int
    rivals: tuple[Rival, ...] = ()
    how: How = "machine"
    choices: int = 1
    count: int = 1
    seam: bool = False
    read: str = ""


class Holder(msgspec.Struct, frozen=True, gc=False):
    """A source that holds a run of words."""

    source: str
    author: str
    title: str


class Copied(msgspec.Struct, frozen=True, gc=False):
    """The longest run of words that stands as it is in a text.

    `words`: how many; `of`: the run; `total`: the words of the phrase; `start` and `end`: the steps it covers;
    `others`: further sources that hold the same run.
    """

    words: int
    of: str
    author: str
    title: str
    source: str = ""
    total: int = 0
    start: int = 0
    end: int = 0
    others: tuple[Holder, ...] = ()

    @property
    def share(self) -> float:
        """The part of the phrase that the run makes, 0..1."""
        return self.words / self.total if self.total else 0.0


class Patch(msgspec.Struct, frozen=True, gc=False):
    """One piece of the patchwork: steps `start` to `end` (excluded) stand as they are in a text."""

    start: int
    end: int
    words: int
    author: str
    title: str
    source: str
    others: tuple[Holder, ...] = ()


class Phrase(msgspec.Struct, frozen=True):
    """What the machine made.

    `relaxed` says, for pupils, which limit had to give way (None: none); `patches` are the fewest copied pieces that
    make the phrase; `authors` the part of its words that each author wrote, 0..1; `wanted` the asked-for words it has.
    """

    text: str
    steps: tuple[Step, ...]
    copied: Copied
    relaxed: str | None = None
    patches: tuple[Patch, ...] = ()
    authors: dict[str, float] = {}
    wanted: tuple[str, ...] = ()
