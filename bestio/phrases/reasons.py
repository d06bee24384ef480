"""The reasons of each word of a phrase: who wrote it in which sentence, its chance, and what else could have come."""

from __future__ import annotations

from collections.abc import Sequence

from bestio.phrases.fields import Fields
from bestio.phrases.index import Index
from bestio.phrases.phrase import Holder, Rival, Step
from bestio.phrases.walk import Walk
from bestio.phrases.weights import Weights

# The source, author and title of a sentence, and how it reads.
_Credit = tuple[str, str, str, str]
# A word's probability, its rivals, how many words could have come, how often it was read there.
_Chance = tuple[float, tuple[Rival, ...], int, int]
_ASKED: _Chance = (1.0, (), 1, 1)


class Reasons:
    """Explains drawn words. `holders`: the index's sources, in order; `rivals`: how many a step keeps."""

    def __init__(self, index: Index, weights: Weights, holders: Sequence[Holder], rivals: int) -> None:
        self.index = index
        self.weights = weights
        self.holders = holders
        self.fields = Fields(index, weights, rivals)
        self._credits: list[_Credit | None] = [None] * len(index.firsts)

    def steps(self, walk: Walk, read: Sequence[str], shown: Sequence[str]) -> list[Step]:
        """A step for each word of `walk`; `read`: the words as the texts have them, `shown`: as the phrase does.

        All in one loop: with `Runs.extend`, this is the busiest part of the machine.
        """
        fields, even = self.fields, self.weights.even
        sentence_of, known_credits = self.index.sentence_view, self._credits
        steps: list[Step] = []
        led = walk.led
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
            elif led and len(steps) < led:
                probability, rivals, choices, count = self._backwards(position, order)
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
                    field = known[state] or fields.at(order, state)
                    probability = count / among if even else fields.chance(order, position)
                    choices = field.choices
                    rivals = field.top if choices > 1 else ()
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
        """Whose a sentence is, and how it reads (one that nobody wrote is not shown): one copy for all phrases."""
        owner = self.index.owners_view[sentence]
        holder = self.holders[owner]
        written = "" if self.index.sources[owner].rebuilt else self.index.sentence_text(sentence)
        credit = (holder.source, holder.author, holder.title, written)
        self._credits[sentence] = credit
        return credit

    def _backwards(self, position: int, order: int) -> _Chance:
        levels = self.index.mirror
        table = levels.order(order)
        place = levels.size - 1 - position
        field = self.fields.at(order, table.state[place - 1], backwards=True)
        chance = self.fields.chance(order, place, backwards=True)
        return chance, field.top if field.choices > 1 else (), field.choices, table.counts[place]
