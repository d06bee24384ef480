"""What a phrase is: its words, and for each of them how it came and who wrote it. Plain values, ready for JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from bestio.phrases.die import Die

How = Literal["machine", "die", "pupil", "wanted", "tic"]
Turn = Literal["", "ours", "others"]
"""Whose turn it was when a word was drawn, of those who lead (`ours`) and the others; "" where it was nobody's."""
Sort = Literal["raw", "original", "careful"]
"""The ways to sort drafts that can be set; see `bestio.phrases.sorting`."""
Refusal = Literal[
    "copied", "short", "long", "lacks", "said", "share", "formed", "repeats", "later", "guard", "signs", "stuck"
]
"""Why a draft was not kept.

`copied`: too much of it stands in a text as it is; `short`, `long`: too few words, no end within the words allowed;
`lacks`: not the word that was asked for; `said`: a phrase of the creation says the same; `share`: too few or too many
words of theirs; `formed`: less well formed than the one that was kept; `repeats`: as well formed, but repeats more of
the last phrases; `later`: no better than the one that was kept, which came first; `guard`: the guard refuses a word of
it; `signs`: it has no word; `stuck`: the die had no face left where it was cut.
"""


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


class Fault(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a judge finds fault with: the id of its test, how much it counts (over 0), the words that are at fault."""

    test: str
    penalty: float
    words: str = ""


class Reason(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Why a draft was not kept: an id, numbers and quoted words, which are put into a sentence where they are read.

    `words` of its `total` words: those that are copied in a row, or, for `share`, those of theirs. `faults`: what a
    judge finds fault with in it, worst first.
    """

    why: Refusal
    words: int = 0
    total: int = 0
    faults: tuple[Fault, ...] = ()


class Draft(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What was drawn and not kept: its text ("" where the guard refuses it) and why.

    `run` is what it copies, of which `of` has the text; `holders` are those whose words it has: where one of them is to
    be forgotten, so is the draft.
    """

    text: str
    reason: Reason
    run: str = ""
    of: Holder | None = None
    holders: tuple[Holder, ...] = ()


class Phrase(msgspec.Struct, frozen=True):
    """What the machine made.

    `relaxed` says, for pupils, which limit had to give way (None: none); `patches` are the fewest copied pieces that
    make the phrase; `authors` the part of its words that each author wrote, 0..1; `wanted` the asked-for words it has.
    `drafts` are those that were drawn for it and not kept, in the order they came. `turns`: for each step, whose turn
    it was; where they had no word that could follow, the others spoke, as the step's source tells. () where nobody led.
    `fair`: for each step, the chance of its word on a die that nobody has changed; () where nobody has. `die`: how the
    die was changed in the end. `behind`: for each step, the texts that alone had their turn, since they lacked words;
    () where none was told apart.
    """

    text: str
    steps: tuple[Step, ...]
    copied: Copied
    relaxed: str | None = None
    patches: tuple[Patch, ...] = ()
    authors: dict[str, float] = {}
    wanted: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    turns: tuple[Turn, ...] = ()
    fair: tuple[float, ...] = ()
    die: Die = Die()
    behind: tuple[tuple[Holder, ...], ...] = ()
