"""The reasons of each word of a phrase: who wrote it in which sentence, its chance, and what else could have come."""

from __future__ import annotations

from collections.abc import Sequence

from bestio.phrases.die import Die
from bestio.phrases.fields import Field, Fields
from bestio.phrases.index import Index
from bestio.phrases.phrase import Holder, Rival, Step
from bestio.phrases.sides import Sides
from bestio.phrases.walk import Walk
from bestio.phrases.weights import Weights

# The source, author and title of a sentence, and how it reads.
_Credit = tuple[str, str, str, str]
# A word's probability, its rivals, how many words could have come, how often it was read there.
_Chance = tuple[float, tuple[Rival, ...], int, int]
_ASKED: _Chance = (1.0, (), 1, 1)


class Reasons:
    """Explains drawn words. `holders`: the index's sources, in order; `rivals`: how many a step keeps.

    `sides`: where some lead, what their words and those of the others are drawn from. `die`: how it is changed.
    """

    def __init__(
        self,
        index: Index,
        weights: Weights,
        holders: Sequence[Holder],
        rivals: int,
        sides: Sides | None = None,
        die: Die | None = None,
    ) -> None:
        self.index = index
        self.weights = weights
        self.holders = holders
        self.fields = Fields(index, weights, rivals, die)
        self.sides = sides
        self._sided = tuple(Fields(index, each, rivals, die) for each in sides.weights) if sides else ()
        self._some: dict[frozenset[int], Fields] = {}
        self._fair = Fields(index, weights, 0)
        self._fair_sided = tuple(Fields(index, each, 0) for each in sides.weights) if sides else ()
        self._credits: list[_Credit | None] = [None] * len(index.firsts)

    def steps(self, walk: Walk, read: Sequence[str], shown: Sequence[str]) -> list[Step]:
        """A step for each word of `walk`; `read`: the words as the texts have them, `shown`: as the phrase does.

        All in one loop: with `Runs.extend`, this is the busiest part of the machine.
        """
        fields, even = self.fields, self.weights.even
        plainly = not (walk.led or walk.turns or walk.announced or fields.loaded)
        sentence_of, known_credits = self.index.sentence_view, self._credits
        steps: list[Step] = []
        add = steps.append
        source = author = title = written = ""
        last = looked = -1
        for position, order, how, word, display in zip(
            walk.positions, walk.orders, walk.hows, read, shown, strict=True
        ):
            follows = position == last + 1
            if not follows:
                sentence = sentence_of[position]
                source, author, title, written = known_credits[sentence] or self._credit(sentence)
            if how == "wanted":
                probability, rivals, choices, count = _ASKED
            elif not plainly and (told := self._other(walk, len(steps), position, order)) is not None:
                probability, rivals, choices, count = told
            else:
                if order != looked:
                    looked = order
                    table, known = self.index.levels.order(order), fields.known(order)
                    state_of, among_of, counts = table.state, table.among, table.counts
                among = among_of[position - 1]
                count = counts[position] if among > 1 else 1
                if count == among:
                    probability, rivals, choices = 1.0, (), 1
                else:
                    state = state_of[position - 1]
                    field = known.get(state) or fields.at(order, state)
                    probability = count / among if even else fields.chance(order, position)
                    choices = field.choices
                    rivals = field.top if choices > 1 else ()
            add(
                Step(
                    display,
                    source,
                    author,
                    title,
                    written,
                    probability,
                    order,
                    rivals,
                    how,
                    choices,
                    count,
                    last >= 0 and not follows,
                    "" if display is word or display.lower() == word.lower() else word,
                )
            )
            last = position
        return steps

    def _credit(self, sentence: int) -> _Credit:
        """Whose a sentence is, and how it reads (one that nobody wrote is not shown): one copy for all phrases."""
        owner = self.index.owners_view[sentence]
        holder = self.holders[owner]
        written = "" if self.index.sources[owner].rebuilt else self.index.sentence_text(sentence)
        credit = (holder.source, holder.author, holder.title, written)
        self._credits[sentence] = credit
        return credit

    def _other(self, walk: Walk, at: int, position: int, order: int) -> _Chance | None:
        """The chance of word `at` where it was no plain draw forwards, of all the texts; None where it was."""
        if walk.announced and (told := walk.announced[at]) is not None:
            return told.chance, told.rivals[: self.fields.most], told.choices, told.times
        if at < walk.led:
            return self._backwards(position, order)
        if walk.turns and walk.turns[at]:
            return self._of_side(position, order, walk.behind[at] if walk.behind else None)
        return None if self.fields.loaded is None else self._loaded(position, order)

    def fair(self, walk: Walk) -> tuple[float, ...]:
        """The chance of each word of `walk` on a die that nobody has changed; () where nobody has."""
        if walk.announced:
            told = [one.fair if one is not None else 1.0 for one in walk.announced]
            return tuple(told) if any(one and one.fair != one.chance for one in walk.announced) else ()
        if self.fields.loaded is None:
            return ()
        return tuple(
            1.0 if how == "wanted" else self._fairly(walk, at, position, order)
            for at, (position, order, how) in enumerate(zip(walk.positions, walk.orders, walk.hows, strict=True))
        )

    def _fairly(self, walk: Walk, at: int, position: int, order: int) -> float:
        if at < walk.led:
            return self._fair.chance(order, self.index.mirror.size - 1 - position, backwards=True)
        if walk.turns and walk.turns[at] and self.sides is not None:
            behind = walk.behind[at] if walk.behind else None
            if behind is not None:
                return Fields(self.index, self.sides.weights_of(behind), 0).chance(order, position)
            return self._fair_sided[self.sides.is_ours[position]].chance(order, position)
        return self._fair.chance(order, position)

    def _loaded(self, position: int, order: int) -> _Chance:
        """The chance of a word on a changed die."""
        fields, table = self.fields, self.index.levels.order(order)
        field = fields.at(order, table.state[position - 1])
        return fields.chance(order, position), self._others(field), field.choices, table.counts[position]

    @staticmethod
    def _others(field: Field) -> tuple[Rival, ...]:
        return field.top if field.choices > 1 else ()

    def _of_side(self, position: int, order: int, behind: frozenset[int] | None) -> _Chance:
        """The chance of a word among those of its side, or of the texts that were `behind`."""
        if self.sides is None:
            raise ValueError("words were drawn by turns, and there are no sides")
        fields = self._sided[self.sides.is_ours[position]] if behind is None else self._fields_of(behind)
        field = fields.at(order, self.index.levels.order(order).state[position - 1])
        members = self.index.levels.level(order + 1).members(position)
        count = int((fields.weights.many(members) > 0).sum())
        if field.choices == 1:
            return 1.0, (), 1, count
        return fields.chance(order, position), field.top, field.choices, count

    def _fields_of(self, texts: frozenset[int]) -> Fields:
        """What some of the texts are drawn from."""
        if texts not in self._some:
            assert self.sides is not None
            die = self.fields.loaded.die if self.fields.loaded is not None else None
            self._some[texts] = Fields(self.index, self.sides.weights_of(texts), self.fields.most, die)
        return self._some[texts]

    def _backwards(self, position: int, order: int) -> _Chance:
        levels = self.index.mirror
        table = levels.order(order)
        place = levels.size - 1 - position
        field = self.fields.at(order, table.state[place - 1], backwards=True)
        chance = self.fields.chance(order, place, backwards=True)
        return chance, self._others(field), field.choices, table.counts[place]
