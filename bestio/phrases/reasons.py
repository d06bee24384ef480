"""The reasons of each word of a phrase: who wrote it in which sentence, its chance, and what else could have come."""

from __future__ import annotations

from collections.abc import Sequence

from bestio.phrases.fields import Fields
from bestio.phrases.index import Index
from bestio.phrases.phrase import Holder, Rival, Step
from bestio.phrases.walk import Drawn, Weights

# The source, author and title of a sentence, and how it reads.
_Credit = tuple[str, str, str, str]
# A word's probability, its rivals, how many words could have come, how often it was read there.
_Chance = tuple[float, tuple[Rival, ...], int, int]
_ASKED: _Chance = (1.0, (), 1, 1)


class Reasons:
    """Explains drawn words. `holders`: the index's sources, in order; `rivals`: how many each step keeps."""

    def __init__(self, index: Index, weights: Weights, holders: Sequence[Holder], rivals: int) -> None:
        self.index = index
        self.weights = weights
        self.holders = holders
        self.fields = Fields(index, weights, rivals + 1)
        self._credits: list[_Credit | None] = [None] * len(index.firsts)

    def steps(self, drawn: Sequence[Drawn], read: Sequence[str], shown: Sequence[str]) -> list[Step]:
        """A step for each drawn word; `read`: the words as the texts have them, `shown`: as the phrase does.

        All in one loop: with `Runs.extend`, this is the busiest part of the machine.
        """
        fields, levels, even = self.fields, self.index.levels, self.weights.even
        orders = [levels.order(order) for order in range(max((one.order for one in drawn), default=0) + 1)]
        tables = [(one.state, one.slices, one.group, one.bounds, fields.known(one.order)) for one in orders]
        sentence_of, known_credits = self.index.sentence_view, self._credits
        steps: list[Step] = []
        source = author = title = written = ""
        last = -1
        for one, word, display in zip(drawn, read, shown, strict=True):
            position, order, how = one.position, one.order, one.how
            follows = position == last + 1
            if not follows:
                sentence = sentence_of[position]
                source, author, title, written = known_credits[sentence] or self._credit(sentence)
            if how == "wanted":
                probability, rivals, choices, count = _ASKED
            elif one.backwards:
                probability, rivals, choices, count = self._backwards(one)
            else:
                state_of, slices, groups, bounds, known = tables[order]
                state = state_of[position - 1]
                among = slices[state + 1] - slices[state]
                probability, rivals, choices, count = 1.0, (), 1, among
                if among > 1:
                    group = groups[position]
                    low, high = bounds[group], bounds[group + 1]
                    count = high - low
                    if count < among:
                        field = known[state] or fields.at(order, state)
                        weight = count if even else fields.weigh(levels, order, low, high)
                        probability, rivals, choices = weight / field.total, field.others(group), field.choices
            steps.append(
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
        """Whose a sentence is, and how it reads: one copy for all phrases."""
        holder = self.holders[self.index.owners_view[sentence]]
        credit = (holder.source, holder.author, holder.title, self.index.sentence_text(sentence))
        self._credits[sentence] = credit
        return credit

    def _backwards(self, one: Drawn) -> _Chance:
        levels = self.index.mirror
        table = levels.order(one.order)
        place = levels.size - 1 - one.position
        field = self.fields.at(one.order, table.state[place - 1], backwards=True)
        group = table.group[place]
        low, high = table.bounds[group], table.bounds[group + 1]
        weight = self.fields.weigh(levels, one.order, low, high, backwards=True)
        return weight / field.total, field.others(group), field.choices, high - low
