"""A draft while its phrase is made: a walk, what it says, and why it is not kept."""

from __future__ import annotations

from bestio.phrases.builder import PhraseBuilder
from bestio.phrases.drawing import Wanted
from bestio.phrases.phrase import Draft, Reason
from bestio.phrases.walk import Walk


class Candidate:
    """A draft that was drawn with `wanted` in mind.

    `words`: how many it has; `complete`: whether it came to a sentence's end. `reason`: why it is not kept; None as
    long as nobody has refused it.
    """

    __slots__ = ("_accountant", "_text", "complete", "reason", "walk", "wanted", "words")

    def __init__(self, walk: Walk, wanted: Wanted, accountant: PhraseBuilder) -> None:
        self.walk = walk
        self.wanted = wanted
        self.words = walk.before[-1]
        self.complete = walk.complete
        self.reason: Reason | None = None
        self._accountant = accountant
        self._text: str | None = None

    @property
    def asked(self) -> bool:
        """Whether it has what is to be held as well as the words it starts with."""
        wanted = self.wanted
        return wanted.starts is None or wanted.holds is None or wanted.holds.held_by(self.tokens)

    @property
    def copied(self) -> int:
        """The words of the longest run that stands in a text as it is."""
        return self.walk.longest[0]

    @property
    def share(self) -> float:
        """The part of its words that this is, 0..1."""
        return self.copied / self.words

    @property
    def text(self) -> str:
        """What it says, as it would be shown."""
        if self._text is None:
            self._text = self._accountant.plain(self.walk)
        return self._text

    @property
    def tokens(self) -> list[str]:
        """Its words and signs, as the texts have them."""
        vocabulary = self.walk.index.vocabulary
        return [vocabulary[number] for number in self.walk.ids]

    def told(self) -> Draft:
        """What is told of it, once it is not kept. What the guard refuses is not told."""
        if self.reason is None:
            raise ValueError("a draft is told once it has been refused")
        if self.reason.why == "guard":
            return Draft("", self.reason)
        return self._accountant.draft(self.walk, self.text, self.reason)
