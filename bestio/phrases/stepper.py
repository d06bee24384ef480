"""A phrase made one word at a time, where the pupil may throw a die, let the machine draw, or pick."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec.structs import replace

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language import tokens, typography
from bestio.language.spelling import spelling
from bestio.phrases.die import NoFace
from bestio.phrases.fields import Fields
from bestio.phrases.index import Index
from bestio.phrases.machine import MAX_ORDER, NoPhrase, PhraseMachine
from bestio.phrases.ngram_levels import Array, Order
from bestio.phrases.phrase import How, Phrase, Rival, Turn
from bestio.phrases.turns import Turns
from bestio.phrases.walk import Announced, Drawn, Seams, Walk
from bestio.phrases.weights import Weights

if TYPE_CHECKING:
    from bestio.phrases.chain import OccurrenceChain

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
    """One word that was added: how, what the die showed, what was announced of it, and whose turn it was."""

    drawn: Drawn
    order: int
    die: int | None = None
    announced: Announced | None = None
    turn: Turn = ""
    behind: frozenset[int] | None = None


class _Voice(NamedTuple):
    """Texts that speak: their weights, what may come of them on the die and on a fair one, and how one is drawn."""

    weights: Weights
    fields: Fields
    fair: Fields
    chain: OccurrenceChain


class _Moment(NamedTuple):
    """Where the phrase stands: how many words are looked back at, their state, who speaks, and whose turn it is."""

    order: int
    state: int
    voice: _Voice
    turn: Turn
    ours: bool
    behind: frozenset[int] | None = None


class Stepper:
    """The state of a phrase in the making. `random` is the only source of chance; only its `random()` is called.

    `look_back`: how many words the next one is drawn after, at most (1 to the machine's order); it may be changed at
    any time. Where the machine is adaptive, so are the steps, by the same rule: see `drops`. Where some lead, they and
    the others take turns, as in the machine's own phrases: see `turn`.
    """

    def __init__(self, machine: PhraseMachine, random: Random, *, start: str | None = None) -> None:
        self.machine = machine
        self.random = random
        self.taken: list[Taken] = []
        # For each number of words, the chance that was drawn to drop an order there: going back does not draw it again.
        self.luck: dict[int, float] = {}
        self.ended = False
        self._voices = self._heard()
        self.look_back = machine.settings.order
        machine.check()
        if start:
            self.taken.extend(Taken(one, 0) for one in machine.beginning(random, start))

    def _heard(self) -> tuple[_Voice, ...]:
        """Those who speak: all the texts, or the others and those who lead."""
        machine = self.machine
        chains = self._turns.chains if self._turns is not None else (machine.chain,)
        return tuple(map(self._voice, chains))

    def _voice(self, chain: OccurrenceChain) -> _Voice:
        machine = self.machine
        return _Voice(
            chain.weights,
            Fields(machine.index, chain.weights, None, machine.die),
            Fields(machine.index, chain.weights, 0),
            chain,
        )

    @property
    def _turns(self) -> Turns | None:
        return self.machine.drawing if isinstance(self.machine.drawing, Turns) else None

    @property
    def faces(self) -> Mapping[str, float]:
        """How many times each changed face of the die counts, see `die.Die`."""
        return self.machine.settings.faces

    def load(self, faces: Mapping[str, float]) -> None:
        """Change the faces of the die from here on; what has come stays. Raises BestioError."""
        self.machine = self.machine.setting(replace(self.machine.settings, faces=dict(faces)))
        self._voices = self._heard()

    @property
    def turn(self) -> tuple[Turn, bool]:
        """Whose turn it is to speak ("" where nobody leads), and whether they have a word that can follow."""
        moment = self._state()
        return moment.turn, (moment.turn == "ours") is moment.ours

    def copy(self) -> Stepper:
        """The same phrase, to go on with apart from this one; both draw from the same chance."""
        other = copy.copy(self)
        other.taken, other.luck = [*self.taken], {**self.luck}
        return other

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
        return self._state().order

    @property
    def drops(self) -> bool:
        """Whether the next word is drawn after one word fewer, since otherwise a text would be recited."""
        return self._turns is None and self._state().order < self._most()

    def next_words(self, most: int = DIE) -> list[Choice]:
        """What may come next, most probable first: the `most` first, and all that a side of the die gives.

        [] once the phrase is ended.
        """
        if self.ended:
            return []
        moment = self._state()
        top = self._top(moment)
        sides = die_sides([rival.probability for rival in top])
        return [self._choice(moment, rival, sides.get(at)) for at, rival in enumerate(top) if at < most or at in sides]

    @staticmethod
    def _top(moment: _Moment) -> tuple[Rival, ...]:
        return moment.voice.fields.at(moment.order, moment.state).top

    def _choice(self, moment: _Moment, rival: Rival, interval: tuple[int, int] | None) -> Choice:
        index = self.machine.index
        members = self._members(moment, index.numbers[rival.word] if rival.word else 0)
        return Choice(
            rival.word, rival.probability, len(members), interval, self._readers(index, members), int(members[0])
        )

    def _members(self, moment: _Moment, number: int) -> Array:
        """The places of texts with a share where word `number` follows `state`."""
        levels, (order, state) = self.machine.index.levels, moment[:2]
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        place = bisect_left(table.draws, number, low, high, key=levels.view.__getitem__)
        group = table.group[table.draws[place]]
        members = levels.level(order + 1).sorted[table.bounds[group] : table.bounds[group + 1]]
        if moment.voice.weights.even:
            return members
        kept: Array = members[moment.voice.weights.many(members) > 0]
        return kept

    def take_machine(self) -> str:
        """Add the word that the machine draws; "" where it ends the phrase. Raises NoFace where none can come."""
        self._check_open()
        moment = self._state()
        levels = self.machine.index.levels
        position = moment.voice.chain.pick(levels, levels.order(moment.order), moment.state, self.random)
        return self._add(position, moment, "machine", None)

    def law(self) -> tuple[tuple[Rival, ...], Callable[[Random], str]]:
        """All that may come next, most probable first, and how one of it is drawn with some chance; nothing is taken.

        Raises NoPhrase once the phrase is ended, NoFace where no face of the die is left.
        """
        self._check_open()
        moment = self._state()
        index, chain = self.machine.index, moment.voice.chain
        table = index.levels.order(moment.order)
        if not (top := self._top(moment)):
            raise NoFace

        def draw(random: Random) -> str:
            return index.vocabulary[index.view[chain.pick(index.levels, table, moment.state, random)]]

        return top, draw

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
        moment = self._state()
        if not (top := self._top(moment)):
            raise NoFace
        for at, (first, last) in die_sides([rival.probability for rival in top]).items():
            if first <= thrown <= last:
                return self._take(moment, top[at], "die", thrown)
        raise AssertionError("every side gives a word")

    def take_word(self, word: str) -> str:
        """Add the word that the pupil picks among those that may come ("" ends the phrase)."""
        self._check_open()
        moment = self._state()
        top = self._top(moment)
        same = [rival for rival in top if rival.word == word]
        same += [rival for rival in top if word and spelling(rival.word) == spelling(typography.clean(word))]
        if not same:
            raise NoPhrase(
                _("“{word}” cannot come here.").format(word=word[:60]),
                hint=_("Pick one of the words that are shown."),
            )
        return self._take(moment, same[0], "pupil", None)

    def undo(self) -> bool:
        """Take the last word off (or the end, if the phrase is ended); False where there is nothing to take off."""
        if self.ended:
            self.ended = False
            return True
        if not self.taken:
            return False
        self.luck.pop(len(self.taken), None)
        self.taken.pop()
        return True

    def phrase(self) -> Phrase:
        """The phrase as it stands; NoPhrase where it has no word yet."""
        if not any(map(tokens.is_word, self.words)):
            raise NoPhrase(_("The phrase has no word yet."), hint=_("Take a first word."))
        return self.machine.accountant.phrase(self._walk())

    def _walk(self) -> Walk:
        walk = Walk.of(self.machine.index, [one.drawn for one in self.taken], complete=self.ended)
        walk.announced = [one.announced for one in self.taken]
        if self._turns is not None:
            walk.turns = [one.turn for one in self.taken]
            walk.behind = [one.behind for one in self.taken]
        return walk

    def _most(self) -> int:
        """How many words are looked back at where no order is dropped: no more than are known."""
        known = self.taken[-1].drawn.known if self.taken else MAX_ORDER
        return max(1, min(self.look_back, self.machine.settings.order, known))

    def _state(self) -> _Moment:
        """What to draw from, and who speaks."""
        order = self._most()
        index, position = self.machine.index, self.taken[-1].drawn.position if self.taken else 0
        if self._turns is not None:
            places = [one.drawn.position for one in self.taken]
            ids = [index.view[place] for place in places]
            own = sum(index.counted[index.view[place]] for place in places if self._turns.sides.is_ours[place])
            words = sum(map(index.counted.__getitem__, ids))
            who = self._turns.speaker(places, words, own, position, order)
            state = index.levels.order(who.order).state[position]
            voice = self._voices[who.ours] if who.behind is None else self._voice(self._turns.chain_of(who))
            return _Moment(who.order, state, voice, who.turn, who.ours, who.behind)
        if not self.taken:
            return _Moment(order, 0, self._voices[0], "", False)
        table = self.machine.index.levels.order(order)
        state = table.state[position]
        if order > 1 and self._alone(table, state) and self._drops():
            order -= 1
            state = self.machine.index.levels.order(order).state[position]
        return _Moment(order, state, self._voices[0], "", False)

    def _alone(self, table: Order, state: int) -> bool:
        """Whether a single word may follow a state."""
        first, last = table.draws[table.slices[state]], table.draws[table.slices[state + 1] - 1]
        return table.group[first] == table.group[last]

    def _drops(self) -> bool:
        """Whether an order is dropped where a single word may follow."""
        if not self.machine.adapts:
            return False
        walk = self._walk()
        adapting = self.machine.chain.adapting(SEAMS)
        return adapting is not None and adapting.drops(walk.ids, walk.runs.lengths[-1], self._chance)

    def _chance(self) -> float:
        at = len(self.taken)
        if at not in self.luck:
            self.luck[at] = self.random.random()
        return self.luck[at]

    def _take(self, moment: _Moment, rival: Rival, how: How, die: int | None) -> str:
        """Add a word, read at one of its places, drawn by weight."""
        members = self._members(moment, self.machine.index.numbers[rival.word] if rival.word else 0)
        sums = np.cumsum(moment.voice.weights.many(members))
        at = int(np.searchsorted(sums, self.random.random() * sums[-1], side="right"))
        return self._add(int(members[min(at, len(members) - 1)]), moment, how, die)

    def _check_open(self) -> None:
        if self.ended:
            raise NoPhrase(_("The phrase is finished."), hint=_("Begin another one, or go back a word."))

    def _add(self, position: int, moment: _Moment, how: How, die: int | None) -> str:
        index, order = self.machine.index, moment.order
        number = index.view[position]
        if not number:
            self.ended = True
            return ""
        drawn = Drawn(position, order, order + 1, how)
        self.taken.append(Taken(drawn, order, die, self._announced(position, moment), moment.turn, moment.behind))
        return index.vocabulary[number]

    def _announced(self, position: int, moment: _Moment) -> Announced:
        """What was announced of the word at `position`."""
        voice, word = moment.voice, self.machine.index.vocabulary[self.machine.index.view[position]]
        field = voice.fields.at(moment.order, moment.state)
        rival = next(one for one in field.top if one.word == word)
        rivals = field.top if field.choices > 1 else ()
        fair = voice.fair.chance(moment.order, position)
        return Announced(rival.probability, rivals, field.choices, rival.count, fair)

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
    if not len(probabilities):
        return {}
    sums = np.cumsum(probabilities)
    goals = (np.arange(1, DIE + 1) - 0.5) / DIE * sums[-1]
    sides: dict[int, tuple[int, int]] = {}
    for side, at in enumerate(np.minimum(np.searchsorted(sums, goals, side="right"), len(sums) - 1).tolist(), 1):
        sides[at] = (sides.get(at, (side, side))[0], side)
    return sides
