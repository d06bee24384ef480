"""What the phrases of a creation say: followed from one state to the next, at the cost of what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import chain, islice

from bestio.creation.shelf import Shelf
from bestio.creation.state import MadePhrase

_Block = dict[str, MadePhrase]


class Memory:
    """Remembers phrases, so that none is made twice.

    `said`: what they say, as `fold` compares phrases, and how often; `recent`: the texts of the last ones, at most
    `most`, oldest first. Between two states of a creation all blocks but a few are the same ones (`Shelf`).
    """

    def __init__(self, fold: Callable[[str], str], most: int) -> None:
        self.said: Counter[str] = Counter()
        self.recent: tuple[str, ...] = ()
        self._fold = fold
        self._most = most
        self._blocks: tuple[_Block, ...] = ()

    def follow(self, phrases: Shelf[MadePhrase]) -> None:
        """Remember these phrases, and no others."""
        before, now = self._blocks, phrases.blocks
        same = 0
        while same < min(len(before), len(now)) and before[same] is now[same]:
            same += 1
        gone = dict(chain.from_iterable(block.items() for block in before[same:]))
        for key, phrase in chain.from_iterable(block.items() for block in now[same:]):
            if (old := gone.get(key)) is not None and old.text == phrase.text:
                del gone[key]
            else:
                self.said[self._fold(phrase.text)] += 1
        for phrase in gone.values():
            told = self._fold(phrase.text)
            self.said[told] -= 1
            if not self.said[told]:
                del self.said[told]
        self._blocks = now
        latest = chain.from_iterable(reversed(block.values()) for block in reversed(now))
        self.recent = tuple(phrase.text for phrase in islice(latest, self._most))[::-1]
