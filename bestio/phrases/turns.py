"""Who is behind speaks: drafts in which those who lead have the share of the words that is asked for.

At each word, the side that lacks words is drawn from where it has one that may follow, its texts by their weights; so
the chance that is told of a word is its chance among the words of its side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bestio.i18n import _
from bestio.language.tokens import is_word
from bestio.phrases.candidate import Candidate
from bestio.phrases.die import NoFace
from bestio.phrases.drawing import Wanted, seeds
from bestio.phrases.ngram_levels import Array
from bestio.phrases.phrase import Reason, Turn
from bestio.phrases.sides import Sides
from bestio.phrases.sizing import order_of
from bestio.phrases.walk import HINGES, SIGNS, Drawn, Walk

if TYPE_CHECKING:
    from bestio.phrases.chain import OccurrenceChain

MARGIN = 0.1
"""How far the share of a phrase may be from what is asked."""
# What is aimed at is a little more than what is asked: at a phrase's end there are words that nobody chose.
_AHEAD = 0.05
# Words that a side lacks when its turn comes; from how many more on it may look back at fewer words to speak.
_TURN = 0.5
_PATIENCE = 2.0
# After these a phrase may go on with anything: there, looking back at fewer words reads badly.
_NO_TURN = frozenset({",", ";", ":", "où", "alors", "puis", "tout", "toute", "tous", "toutes"})
# Letters of a word that a draft may be built around.
_KEYWORD = 4
_ROUNDING = 1e-9


class Speaker(NamedTuple):
    """Who speaks next: the side, after how many words, and whose turn it was.

    `behind`: the numbers of the texts that speak, where only those do that lack words; None for all of the side.
    """

    order: int
    ours: bool
    turn: Turn
    behind: frozenset[int] | None = None


@dataclass(frozen=True)
class Turns:
    """Drafts by turns; half of them are built around a word of those who lead. `longest`: words before it is cut.

    `sized`: each side looks back at as many words as its size can carry, the others at fewer where they cannot follow.
    """

    chain: OccurrenceChain
    sides: Sides
    longest: int
    sized: bool = False

    @cached_property
    def orders(self) -> tuple[int, int]:
        """How many words the others look back at, and those who lead."""
        top = self.chain.state_size
        if not self.sized:
            return top, top
        others, ours = (min(top, order_of(self.sides.size(side))) for side in (False, True))
        return others, ours

    @cached_property
    def _backwards(self) -> OccurrenceChain:
        return self.chain.looking_back(min(self.orders))

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        """See `drawing.Drawing`; where drafts do not end, all of them are built around a word."""
        chain, complete = self.chain, True
        drawn: list[Drawn] = []
        seek = wanted.holds or (wanted.liked if attempt % 3 == 0 else None)
        if wanted.starts:
            drawn = seeds(chain, wanted.starts, wanted.starts.pick(random, early=attempt % 2 == 0), opening=True)
        elif seek:
            drawn = seeds(chain, seek, seek.pick(random, early=False), opening=False)
        elif len(self._keywords[0]) and (loose or attempt % 2 == 0):
            drawn = [Drawn(self._keyword(random), 0, 1)]
        if drawn and not wanted.starts:
            drawn, complete = self._backwards.backward(random, drawn, self.longest)
        walk = Walk.of(chain.index, drawn)
        try:
            ended = self._forward(random, walk)
        except NoFace:
            ended, walk.stuck = False, True
        walk.complete = ended and complete
        walk.hows += ["machine"] * (len(walk.ids) - len(walk.hows))
        return walk

    def _keyword(self, random: Random) -> int:
        """A place to build a draft around, drawn by weight."""
        places, sums = self._keywords
        at = int(np.searchsorted(sums, random.random() * sums[-1], side="right"))
        return int(places[min(at, len(places) - 1)])

    @cached_property
    def _keywords(self) -> tuple[Array, Array]:
        """The places of the words of those who lead that a draft may be built around, and their running weights."""
        index = self.chain.index
        good = [len(word) >= _KEYWORD and is_word(word) and word.lower() not in HINGES for word in index.vocabulary]
        ours = np.frombuffer(self.sides.is_ours, np.uint8) > 0
        weights = self.sides.weights[1].many(np.arange(len(index.words)))
        if self.chain.loaded is not None:
            weights = weights * self.chain.loaded.factors[index.words]
        places = np.flatnonzero(np.array(good)[index.words] & ours & (weights > 0))
        return places, np.cumsum(weights[places])

    @cached_property
    def _hinges(self) -> frozenset[int]:
        words = enumerate(self.chain.index.vocabulary)
        return frozenset(at for at, word in words if word.lower() in HINGES - _NO_TURN)

    @cached_property
    def chains(self) -> tuple[OccurrenceChain, OccurrenceChain]:
        """What the others are drawn from, and those who lead."""
        others, ours = self.sides.weights
        return self.chain.weighing(others), self.chain.weighing(ours)

    def _forward(self, random: Random, walk: Walk) -> bool:
        """Go on with `walk`; whether a sentence's end was reached."""
        chain, index, ours = self.chain, self.chain.index, self.sides.is_ours
        levels, view, counted = index.levels, index.view, index.counted
        position, known = chain.entry(walk)
        words, own = sum(map(counted.__getitem__, walk.ids)), self.sides.words(walk)
        turns: list[Turn] = [""] * len(walk.ids)
        behind: list[frozenset[int] | None] = [None] * len(walk.ids)
        walk.turns, walk.behind = turns, behind
        while words <= self.longest and len(walk.ids) <= self.longest * SIGNS:
            speaker = self.speaker(walk.positions, words, own, position, min(known, chain.state_size))
            number, turn = speaker.order, speaker.turn
            table = levels.order(number)
            position = self.chain_of(speaker).pick(levels, table, table.state[position], random)
            word = view[position]
            if not word:
                return True
            walk.ids.append(word)
            walk.positions.append(position)
            walk.orders.append(number)
            known = number + 1
            walk.known.append(known)
            turns.append(turn)
            behind.append(speaker.behind)
            words += counted[word]
            own += counted[word] * ours[position]
        return False

    def chain_of(self, speaker: Speaker) -> OccurrenceChain:
        """What a speaker is drawn from."""
        if speaker.behind is None:
            return self.chains[speaker.ours]
        return self._chain_of(speaker.behind)

    def _chain_of(self, texts: frozenset[int]) -> OccurrenceChain:
        if texts not in self._some:
            self._some[texts] = self.chain.weighing(self.sides.weights_of(texts))
        return self._some[texts]

    @cached_property
    def _some(self) -> dict[frozenset[int], OccurrenceChain]:
        return {}

    def _behind(self, positions: Sequence[int], words: int) -> tuple[frozenset[int], float]:
        """The texts of those who lead that lack words, and how many the one lacks that lacks most."""
        parts, index = self.sides.parts, self.chain.index
        owners, sentences, view, counted = index.owners_view, index.sentence_view, index.view, index.counted
        said = dict.fromkeys(parts, 0)
        for position in positions:
            owner = owners[sentences[position]]
            if owner in said:
                said[owner] += counted[view[position]]
        target = min(1.0, self.sides.asked + _AHEAD)
        debts = {text: target * part * (words + 1) - said[text] for text, part in parts.items()}
        return frozenset(text for text, debt in debts.items() if debt >= 0), max(debts.values())

    def _order(
        self, chain: OccurrenceChain, side: bool, order: int, least: int, position: int, lacks: float, lately: int
    ) -> int:
        """After how many words `chain`, which lacks so many, can speak after the word `lately`; 0 where it cannot."""
        for number in range(min(order, self.orders[side]), least - 1, -1):
            if chain.may(number, position):
                return number
        patient = lacks < _PATIENCE or least == 1 or lately not in self._hinges
        return 0 if patient or not chain.may(least - 1, position) else least - 1

    def speaker(self, positions: Sequence[int], words: int, own: int, position: int, order: int) -> Speaker:
        """Who speaks after the tokens at `positions`, of whose `words` those who lead have `own`.

        At most the last `order` tokens, which end at `position`, are looked back at.
        """
        debt = min(1.0, self.sides.asked + _AHEAD) * (words + 1) - own - _TURN
        side = debt >= 0
        turn: Turn = "ours" if side else "others"
        least = min(order, *self.orders)
        lately = self.chain.index.view[positions[-1]] if positions else 0
        if side and self.sides.parts:
            behind, lacks = self._behind(positions, words)
            if len(behind) < len(self.sides.parts):
                found = self._order(self._chain_of(behind), side, order, least, position, lacks, lately)
                if found:
                    return Speaker(found, side, turn, behind)
        if self.sized and any(self.sides.is_ours[one] != side for one in positions[-order:]):
            order = least  # where one side takes over from the other, fewer words in common leave more that can come
        found = self._order(self.chains[side], side, order, least, position, abs(debt), lately)
        if found:
            return Speaker(found, side, turn)
        for number in range(min(order, self.orders[not side]), least, -1):
            if self.chains[not side].may(number, position):
                return Speaker(number, not side, turn)
        return Speaker(least, not side, turn)


@dataclass(frozen=True)
class WordShare:
    """The limit on drafts that goes with `Turns`: their share is what is asked, give or take `MARGIN`."""

    sides: Sides

    def missed(self, candidate: Candidate) -> Reason | None:
        """Why a draft cannot be kept; None where it can."""
        if self.distance(candidate) <= MARGIN + _ROUNDING:
            return None
        return Reason("share", self.sides.words(candidate.walk), candidate.words)

    def distance(self, candidate: Candidate) -> float:
        """How far its share is from what is asked, 0..1."""
        return abs(self.sides.words(candidate.walk) / candidate.words - self.sides.asked)

    def told(self, candidate: Candidate) -> str:
        """That it is kept all the same, for pupils."""
        return _(
            "No draft had the share of your words that was asked for: here, {words} words of {total} are yours."
        ).format(words=self.sides.words(candidate.walk), total=candidate.words)
