"""A phrase made one word at a time, where the pupil may throw a die, let the machine draw, or pick."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language import tokens, typography
from bestio.language.spelling import spelling
from bestio.phrases.fields import Fields
from bestio.phrases.index import Index
from bestio.phrases.levels import Array, Order
from bestio.phrases.machine import MAX_ORDER, NoPhrase, PhraseMachine
from bestio.phrases.phrase import How, Phrase, Rival
from bestio.phrases.walk import Drawn, Seams, Walk

DIE = 100
# There is one try only, and it must read well: orders are dropped where seams read best.
SEAMS = Seams.HINGES


@dataclass(frozen=True)
class Reader:
    """A text where a word was read after these words, and how many times."""

    source: str
    author: str
    title: str
    count: int


@dataclass(frozen=True)
class Choice:
    """A word that may come next; "" ends the phrase.

    `probability` 0..1; `count`: how often it was read after the words before it. `interval`: the throws of a
    hundred-sided die, first and last included, that give it; None where it is too improbable to have a side of its own
    (the machine can still draw it, and the pupil pick it). `readers`: the texts it was read in, most often first.
    """

    word: str
    probability: float
    count: int
    interval: tuple[int, int] | None
    readers: tuple[Reader, ...]
    position: int


@dataclass(frozen=True)
class Taken:
    """One word that was added: how, and what the die showed."""

    drawn: Drawn
    order: int
    die: int | None = None


class Stepper:
    """The state of a phrase in the making. `random` is the only source of chance; only its `random()` is called.

    `look_back`: how many words the next one is drawn after, at most (1 to the machine's order); it may be changed at
    any time. Where the machine is adaptive, so are the steps, by the same rule: see `drops`.
    """

    def __init__(self, machine: PhraseMachine, random: Random, *, start: str | None = None) -> None:
        self.machine = machine
        self.random = random
        self.taken: list[Taken] = []
        # For each number of words, the chance that was drawn to drop an order there: going back does not draw it again.
        self._luck: dict[int, float] = {}
        self.ended = False
        self._fields = Fields(machine.index, machine.weights, None)
        self.look_back = machine.settings.order
        machine.check()
        if start:
            self.taken.extend(Taken(one, 0) for one in machine.beginning(random, start))

    @property
    def words(self) -> tuple[str, ...]:
        """The words so far."""
        index = self.machine.index
        return tuple(index.vocabulary[index.view[one.drawn.position]] for one in self.taken)

    @property
    def text(self) -> str:
        """The words so far as text."""
        return typography.capital(typography.join(self.words))

    @property
    def order(self) -> int:
        """How many words the next one is drawn after."""
        return self._state()[0]

    @property
    def drops(self) -> bool:
        """Whether the next word is drawn after one word fewer, since otherwise a text would be recited."""
        return self._state()[0] < self._most()

    def next_words(self, most: int = DIE) -> list[Choice]:
        """What may come next, most probable first: the `most` first, and all that a side of the die gives.

        [] once the phrase is ended.
        """
        if self.ended:
            return []
        order, state = self._state()
        top = self._fields.at(order, state).top
        sides = die_sides([rival.probability for rival in top])
        return [
            self._choice(order, state, rival, sides.get(at)) for at, rival in enumerate(top) if at < most or at in sides
        ]

    def _choice(self, order: int, state: int, rival: Rival, interval: tuple[int, int] | None) -> Choice:
        index = self.machine.index
        members = self._members(order, state, index.numbers[rival.word] if rival.word else 0)
        return Choice(
            rival.word, rival.probability, len(members), interval, self._readers(index, members), int(members[0])
        )

    def _members(self, order: int, state: int, number: int) -> Array:
        """The places of texts with a share where word `number` follows `state`."""
        levels = self.machine.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        place = bisect_left(table.draws, number, low, high, key=levels.view.__getitem__)
        group = table.group[table.draws[place]]
        members = levels.level(order + 1).sorted[table.bounds[group] : table.bounds[group + 1]]
        if self.machine.weights.even:
            return members
        kept: Array = members[self.machine.weights.many(members) > 0]
        return kept

    def take_machine(self) -> str:
        """Add the word that the machine draws; "" where it ends the phrase."""
        self._check_open()
        order, state = self._state()
        levels = self.machine.index.levels
        position = self.machine.chain.pick(levels, levels.order(order), state, self.random)
        return self._add(position, order, "machine", None)

    def throw(self) -> int:
        """A throw of the hundred-sided die: 1 to 100."""
        return 1 + int(self.random.random() * DIE)

    def take_die(self, thrown: int) -> str:
        """Add the word on the side `thrown` (1 to 100) of the die; "" where it ends the phrase."""
        if not 1 <= thrown <= DIE:
            raise BestioError(
                _("The die has no side {side}.").format(side=thrown),
                hint=_("Give a number from 1 to 100."),
                exit_code=2,
            )
        self._check_open()
        order, state = self._state()
        top = self._fields.at(order, state).top
        for at, (first, last) in die_sides([rival.probability for rival in top]).items():
            if first <= thrown <= last:
                return self._take(order, state, top[at], "die", thrown)
        raise AssertionError("every side gives a word")

    def take_word(self, word: str) -> str:
        """Add the word that the pupil picks among those that may come ("" ends the phrase)."""
        self._check_open()
        order, state = self._state()
        top = self._fields.at(order, state).top
        same = [rival for rival in top if rival.word == word]
        same += [rival for rival in top if word and spelling(rival.word) == spelling(typography.clean(word))]
        if not same:
            raise NoPhrase(
                _("“{word}” cannot come here.").format(word=word[:60]),
                hint=_("Pick one of the words that are shown."),
            )
        return self._take(order, state, same[0], "pupil", None)

    def undo(self) -> bool:
        """Take the last word off (or the end, if the phrase is ended); False where there is nothing to take off."""
        if self.ended:
            self.ended = False
            return True
        if not self.taken:
            return False
        self._luck.pop(len(self.taken), None)
        self.taken.pop()
        return True

    def phrase(self) -> Phrase:
        """The phrase as it stands; NoPhrase where it has no word yet."""
        if not any(map(tokens.is_word, self.words)):
            raise NoPhrase(_("The phrase has no word yet."), hint=_("Take a first word."))
        return self.machine.accountant.phrase(self._walk())

    def _walk(self) -> Walk:
        return Walk.of(self.machine.index, [one.drawn for one in self.taken], complete=self.ended)

    def _most(self) -> int:
        """How many words are looked back at where no order is dropped: no more than are known."""
        known = self.taken[-1].drawn.known if self.taken else MAX_ORDER
        return max(1, min(self.look_back, self.machine.settings.order, known))

    def _state(self) -> tuple[int, int]:
        """The order and the state to draw from."""
        order = self._most()
        if not self.taken:
            return order, 0
        position = self.taken[-1].drawn.position
        table = self.machine.index.levels.order(order)
        state = table.state[position]
        if order > 1 and self._alone(table, state) and self._drops():
            order -= 1
            state = self.machine.index.levels.order(order).state[position]
        return order, state

    def _alone(self, table: Order, state: int) -> bool:
        """Whether a single word may follow a state."""
        first, last = table.draws[table.slices[state]], table.draws[table.slices[state + 1] - 1]
        return table.group[first] == table.group[last]

    def _drops(self) -> bool:
        """Whether an order is dropped where a single word may follow."""
        if not self.machine.settings.adaptive:
            return False
        walk = self._walk()
        adapting = self.machine.chain.adapting(SEAMS)
        return adapting is not None and adapting.drops(walk.ids, walk.runs.lengths[-1], self._chance)

    def _chance(self) -> float:
        at = len(self.taken)
        if at not in self._luck:
            self._luck[at] = self.random.random()
        return self._luck[at]

    def _take(self, order: int, state: int, rival: Rival, how: How, die: int | None) -> str:
        """Add a word, read at one of its places, drawn by weight."""
        members = self._members(order, state, self.machine.index.numbers[rival.word] if rival.word else 0)
        sums = np.cumsum(self.machine.weights.many(members))
        at = int(np.searchsorted(sums, self.random.random() * sums[-1], side="right"))
        return self._add(int(members[min(at, len(members) - 1)]), order, how, die)

    def _check_open(self) -> None:
        if self.ended:
            raise NoPhrase(_("The phrase is finished."), hint=_("Begin another one, or go back a word."))

    def _add(self, position: int, order: int, how: How, die: int | None) -> str:
        number = self.machine.index.view[position]
        if not number:
            self.ended = True
            return ""
        self.taken.append(Taken(Drawn(position, order, order + 1, how), order, die))
        return self.machine.index.vocabulary[number]

    def _readers(self, index: Index, members: Array) -> tuple[Reader, ...]:
        alone = len(index.sources) == 1
        counts = {0: len(members)} if alone else Counter(index.owner_at[members].tolist())
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            Reader(index.sources[owner].id, index.sources[owner].author, index.sources[owner].title, count)
            for owner, count in ranked
        )


def die_sides(probabilities: Sequence[float]) -> dict[int, tuple[int, int]]:
    """The sides (first, last) of a hundred-sided die that give each of these chances, by index.

    Side s falls where s - 0.5 hundredths fall among the running sums, so that each chance has its hundredths give or
    take one, and every side gives something. Chances too small for a side are left out.
    """
    sums = np.cumsum(probabilities)
    goals = (np.arange(1, DIE + 1) - 0.5) / DIE * sums[-1]
    sides: dict[int, tuple[int, int]] = {}
    for side, at in enumerate(np.minimum(np.searchsorted(sums, goals, side="right"), len(sums) - 1).tolist(), 1):
        sides[at] = (sides.get(at, (side, side))[0], side)
    return sides
