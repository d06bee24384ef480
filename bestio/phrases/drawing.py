"""How one draft is drawn: from a beginning or around a word that is asked for, with or without seams."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bestio.phrases.constraints import Asked
from bestio.phrases.die import NoFace
from bestio.phrases.walk import Drawn, Seams, Walk

if TYPE_CHECKING:
    from bestio.phrases.chain import OccurrenceChain


class Wanted(NamedTuple):
    """What a phrase is to have: words that it starts with, others that it holds, and a word that it would like."""

    starts: Asked | None = None
    holds: Asked | None = None
    liked: Asked | None = None

    @property
    def asked(self) -> list[Asked]:
        """What somebody has asked for."""
        return [one for one in (self.starts, self.holds) if one is not None]


class Drawing(Protocol):
    """A way to draw drafts; see `Plain` and `Adaptive`."""

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        """Draft number `attempt` (from 0) of a phrase; only `random.random()` is called.

        `loose`: no draft has come to an end so far, sentences are endless here. The walk may have no word, be cut
        (`Walk.complete`), or lack a word that is wanted as well as another: a `sorting.Sorter` sees to these.
        """
        ...


@dataclass(frozen=True)
class Plain:
    """The pure chain, whose law is exactly the one displayed: from a sentence's beginning, without seams.

    `longest`: words after which it is cut.
    """

    chain: OccurrenceChain
    longest: int

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        """See `Drawing`; what is liked is not sought, and what is asked for is picked by weight."""
        return draw_around(self.chain, random, wanted.starts, wanted.holds, self.longest)


@dataclass(frozen=True)
class Adaptive:
    """Drafts for a sorter that refuses what copies too much; `tries`: how many it looks at.

    Where `adaptive`, a third of them recite as order says, which reads best; then seams are let in. What is liked is
    sought in two thirds of them.
    """

    chain: OccurrenceChain
    longest: int
    tries: int
    adaptive: bool

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        """See `Drawing`; where drafts do not end, they begin anywhere."""
        liked = wanted.liked if attempt * 3 < self.tries * 2 else None
        return draw_around(
            self.chain,
            random,
            wanted.starts,
            wanted.holds or liked,
            self.longest,
            early=attempt % 2 == 0,
            loose=loose,
            seams=self._seams(attempt),
        )

    def _seams(self, attempt: int) -> Seams:
        if not self.adaptive:
            return Seams.NOWHERE
        return Seams(min(int(Seams.ANYWHERE), attempt * len(Seams) // self.tries))


def draw_around(
    chain: OccurrenceChain,
    random: Random,
    starts: Asked | None,
    seek: Asked | None,
    longest: int,
    *,
    early: bool = False,
    loose: bool = False,
    seams: Seams = Seams.NOWHERE,
) -> Walk:
    """A walk of `chain` to a sentence's end, or cut past `longest` words.

    It starts with the words `starts` (`early`: read at a sentence's beginning, where they can be), or else holds
    `seek`, or else begins as sentences do (`loose`: anywhere).
    """
    complete = True
    drawn: list[Drawn] = []
    if starts:
        drawn = seeds(chain, starts, starts.pick(random, early=early), opening=True)
    elif seek:
        drawn, complete = chain.backward(
            random, seeds(chain, seek, seek.pick(random, early=False), opening=False), longest
        )
    elif loose:
        try:
            drawn = [Drawn(_anywhere(chain, random), 0, 1)]
        except NoFace:
            complete = False
    walk = chain.forward(random, drawn, longest, seams)
    walk.complete = walk.complete and complete
    return walk


def seeds(chain: OccurrenceChain, asked: Asked, first: int, *, opening: bool) -> list[Drawn]:
    """The asked-for words as drawn ones, the first of them read at position `first`.

    `opening`: nothing is put before them; where they stand at a sentence's beginning, that is known too.
    """
    begins = opening and chain.index.view[first - 1] == 0
    return [Drawn(first + at, 0, chain.state_size if begins else at + 1, "wanted") for at in range(len(asked.words))]


def _anywhere(chain: OccurrenceChain, random: Random) -> int:
    position = chain.pick(chain.index.levels, chain.index.levels.order(0), 0, random)
    return position if chain.index.view[position] else max(1, position - 1)
