"""The account of a phrase: for each word its reasons, and what of the whole was copied from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bestio.language import typography
from bestio.phrases.index import Index
from bestio.phrases.levels import Levels, Order
from bestio.phrases.phrase import Copied, Holder, Patch, Phrase, Rival, Step
from bestio.phrases.tics import Tic
from bestio.phrases.walk import Drawn, Weights, find_runs

_CACHED_STATES = 20_000
_TRAILING = frozenset({",", ";", ":", "—", "–", "«", "(", "["})
_BRACKETS = frozenset("«»()[]")
_ENDING = frozenset(".…!?»)]")


@dataclass(frozen=True, slots=True)
class Field:
    """What a draw chose among: how many different words, their whole weight, and the most probable of them."""

    choices: int
    total: float
    top: tuple[Rival, ...]


class Accountant:
    """Turns drawn positions into phrases. `rivals`: how many rivals each step keeps."""

    def __init__(self, index: Index, weights: Weights, *, rivals: int = 5) -> None:
        self.index = index
        self.weights = weights
        self.rivals = rivals
        self._fields: dict[tuple[bool, int, int], Field] = {}
        self._holders = [Holder(source.id, source.author, source.title) for source in index.sources]

    def phrase(
        self,
        drawn: Sequence[Drawn],
        *,
        relaxed: str | None = None,
        cut: bool = False,
        tics: Sequence[Tic] = (),
        seams: frozenset[int] = frozenset(),
        wanted: tuple[str, ...] = (),
    ) -> Phrase:
        """The phrase that `drawn` makes.

        `cut`: it stops in the middle of a sentence; `seams`: indices of words that never followed the word before them,
        where French has to be mended.
        """
        index = self.index
        drawn = self._tidy(drawn)
        ids = [index.view[one.position] for one in drawn]
        read = [index.vocabulary[number] for number in ids]
        shown = typography.mend(read, seams) if seams else list(read)
        _capitalise(shown)
        steps = [
            self._step(at, one, drawn[at - 1] if at else None, read[at], shown[at]) for at, one in enumerate(drawn)
        ]
        runs = find_runs(index, ids, drawn)
        counted = [index.counted[number] for number in ids]
        before = [0]
        for count in counted:
            before.append(before[-1] + count)
        places = _places(len(steps), tics)
        for tic in sorted(tics, key=lambda one: one.at, reverse=True):
            steps.insert(tic.at, Step(tic.text, "", "", "", "", 1.0, 0, how="tic"))
            shown.insert(tic.at, tic.text)
        return Phrase(
            text=_finish(typography.join(shown), cut=cut),
            steps=tuple(steps),
            copied=self._copied(drawn, shown, runs, before, places),
            relaxed=relaxed,
            patches=self._patches(drawn, shown, runs, before, places),
            authors=self._authors(drawn, counted),
            wanted=wanted,
        )

    def plain(self, drawn: Sequence[Drawn]) -> str:
        """The text alone."""
        shown = [self.index.vocabulary[self.index.view[one.position]] for one in self._tidy(drawn)]
        _capitalise(shown)
        return _finish(typography.join(shown), cut=False)

    def copied_words(self, drawn: Sequence[Drawn]) -> tuple[int, int]:
        """How many words the longest copied run has, and how many the phrase has."""
        index = self.index
        ids = [index.view[one.position] for one in drawn]
        before = [0]
        for number in ids:
            before.append(before[-1] + index.counted[number])
        longest = 0
        for at, (length, _position) in enumerate(find_runs(index, ids, drawn)):
            longest = max(longest, before[at + 1] - before[at + 1 - length])
        return longest, before[-1]

    def field(self, order: int, state: int, *, backwards: bool = False) -> Field:
        """What may follow a state (see `levels`)."""
        key = (backwards, order, state)
        found = self._fields.get(key)
        if found is None:
            if len(self._fields) >= _CACHED_STATES:
                self._fields.clear()
            found = self._fields[key] = self._read_field(order, state, self.rivals + 1, backwards=backwards)
        return found

    def _read_field(self, order: int, state: int, most: int, *, backwards: bool) -> Field:
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        first, last = table.group[table.draws[low]], table.group[table.draws[high - 1]]
        if last - first < 24:
            bounds = [table.bounds[group] for group in range(first, last + 2)]
            weights: Sequence[float] = self._weights(levels, table, bounds, backwards=backwards)
            total = sum(weights)
            ranked = sorted(range(len(weights)), key=lambda at: (-weights[at], at))[:most]
        else:
            array = np.asarray(levels.level(order + 1).bounds[first : last + 2])
            bounds = array.tolist()
            if self.weights.even:
                many = np.diff(array.astype(np.int64)).astype(float)
            else:
                many = np.diff(np.asarray(self.weights.sums(levels, order, backwards=backwards))[array])
            total = float(many.sum())
            ranked = np.argsort(-many, kind="stable")[:most].tolist()
            weights = many.tolist()
        top = tuple(
            Rival(self._word(levels, table.draws[bounds[at]]), float(weights[at]) / total, bounds[at + 1] - bounds[at])
            for at in ranked
            if weights[at] > 0
        )
        return Field(last - first + 1, total, top)

    def _weights(self, levels: Levels, table: Order, bounds: list[int], *, backwards: bool) -> list[float]:
        if self.weights.even:
            return [high - low for low, high in pairwise(bounds)]
        sums = self.weights.sums(levels, table.order, backwards=backwards)
        return [sums[high] - sums[low] for low, high in pairwise(bounds)]

    def _word(self, levels: Levels, position: int) -> str:
        return self.index.vocabulary[int(levels.words[position])]

    def _step(self, at: int, one: Drawn, previous: Drawn | None, read: str, shown: str) -> Step:
        index = self.index
        position = one.position
        sentence = index.sentence_at(position)
        holder = self._holders[index.owners_view[sentence]]
        start, end = index.span(sentence)
        different = read if shown.lower() != read.lower() else ""
        seam = previous is not None and previous.position + 1 != position
        if one.how == "wanted":
            return Step(
                shown,
                holder.source,
                holder.author,
                holder.title,
                index.text[start:end],
                1.0,
                0,
                (),
                "wanted",
                1,
                1,
                seam,
                different,
            )
        levels = index.mirror if one.backwards else index.levels
        table = levels.order(one.order)
        place = len(index.view) - 1 - position if one.backwards else position
        field = self.field(one.order, table.state[place - 1], backwards=one.backwards)
        group = table.group[place]
        low, high = table.bounds[group], table.bounds[group + 1]
        if self.weights.even:
            probability = (high - low) / field.total
        else:
            sums = self.weights.sums(levels, one.order, backwards=one.backwards)
            probability = (sums[high] - sums[low]) / field.total
        rivals = field.top
        if len(rivals) > 1 or rivals[0].word != read:
            rivals = tuple([rival for rival in rivals if rival.word != read][: self.rivals])
        else:
            rivals = ()
        return Step(
            shown,
            holder.source,
            holder.author,
            holder.title,
            index.text[start:end],
            probability,
            one.order,
            rivals,
            one.how,
            field.choices,
            high - low,
            seam,
            different,
        )

    def _tidy(self, drawn: Sequence[Drawn]) -> Sequence[Drawn]:
        """Without a quotation mark that has lost its partner, nor a comma at the very end."""
        index = self.index
        words = [index.vocabulary[index.view[one.position]] for one in drawn]
        if not _BRACKETS.isdisjoint(words):
            keep = typography.balanced(words)
            if len(keep) < len(words):
                drawn = [drawn[at] for at in keep]
                words = [words[at] for at in keep]
        end = len(words)
        while end and words[end - 1] in _TRAILING:
            end -= 1
        return drawn if end == len(words) else drawn[:end]

    def _holding(self, end: int, length: int, drawn_at: int) -> tuple[Holder, tuple[Holder, ...]]:
        """Who has the run of `length` tokens that ends at `end`: the source drawn from if it can be, then others."""
        index = self.index
        if len(index.sources) == 1:
            return self._holders[0], ()
        level = min(length, max(index.levels.built, default=1))
        members = index.levels.level(level).members(end)
        for back in range(level, length):
            members = members[index.words[members - np.uint32(back)] == index.view[end - back]]
        owners = sorted(set(index.owner_at[members].tolist()))
        drawn_owner = int(index.owner_at[drawn_at])
        first = drawn_owner if drawn_owner in owners else owners[0]
        return self._holders[first], tuple(self._holders[owner] for owner in owners if owner != first)

    def _copied(
        self,
        drawn: Sequence[Drawn],
        shown: list[str],
        runs: list[tuple[int, int]],
        before: list[int],
        places: list[int],
    ) -> Copied:
        best, best_at = 0, -1
        for at, (length, _end) in enumerate(runs):
            words = before[at + 1] - before[at + 1 - length]
            if words > best:
                best, best_at = words, at
        if best_at < 0:
            return Copied(0, "", "", "", total=before[-1])
        length, end = runs[best_at]
        holder, others = self._holding(end, length, drawn[best_at].position)
        low, high = places[best_at + 1 - length], places[best_at] + 1
        return Copied(
            best,
            typography.join(shown[low:high]),
            holder.author,
            holder.title,
            holder.source,
            before[-1],
            low,
            high,
            others,
        )

    def _patches(
        self,
        drawn: Sequence[Drawn],
        shown: list[str],
        runs: list[tuple[int, int]],
        before: list[int],
        places: list[int],
    ) -> tuple[Patch, ...]:
        """The fewest copied runs that make the phrase: taking the longest run each time, from the end, is the least."""
        patches: list[Patch] = []
        at = len(drawn) - 1
        while at >= 0:
            length, end = runs[at]
            holder, others = self._holding(end, length, drawn[at].position)
            low, high = places[at + 1 - length], places[at] + 1
            patches.append(
                Patch(
                    low,
                    high,
                    before[at + 1] - before[at + 1 - length],
                    typography.join(shown[low:high]),
                    holder.author,
                    holder.title,
                    holder.source,
                    others,
                )
            )
            at -= length
        patches.reverse()
        return tuple(patches)

    def _authors(self, drawn: Sequence[Drawn], counted: list[int]) -> dict[str, float]:
        index = self.index
        words: dict[str, int] = {}
        for one, count in zip(drawn, counted, strict=True):
            if count:
                author = self._holders[index.owners_view[index.sentence_at(one.position)]].author
                words[author] = words.get(author, 0) + 1
        total = sum(words.values())
        return {author: count / total for author, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))}


def _places(count: int, tics: Sequence[Tic]) -> list[int]:
    """Where each of `count` drawn words stands once the tics are in."""
    if not tics:
        return list(range(count))
    return [at + sum(tic.at <= at for tic in tics) for at in range(count)]


def _capitalise(shown: list[str]) -> None:
    for at, token in enumerate(shown):
        if any(letter.isalnum() for letter in token):
            shown[at] = typography.capital(token)
            return


def _finish(text: str, *, cut: bool) -> str:
    if cut:
        return text + "…"
    if not text or text[-1] in _ENDING or not (text[-1].isalnum() or text[-1] == typography.APOSTROPHE):
        return text
    return text + "."
