"""The account of a phrase: for each word its reasons, and what of the whole was copied from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from bestio.language import typography
from bestio.phrases.fields import Field, Fields
from bestio.phrases.index import Index
from bestio.phrases.phrase import Copied, Holder, Patch, Phrase, Rival, Step
from bestio.phrases.runs import Runs, ends_run, narrow
from bestio.phrases.tics import Tic
from bestio.phrases.walk import Drawn, Walk, Weights

_TRAILING = frozenset({",", ";", ":", "—", "–", "«", "(", "["})
_ENDING = frozenset(".…!?»)]")

# A word's probability, its rivals, how many words could have come, how often it was read there.
Reasons = tuple[float, tuple[Rival, ...], int, int]
_ASKED: Reasons = (1.0, (), 1, 1)
_REMEMBERED = 50_000
_NOBODY = Holder("", "", "")


class Accountant:
    """Turns drawn positions into phrases. `rivals`: how many rivals each step keeps."""

    def __init__(self, index: Index, weights: Weights, *, rivals: int = 5) -> None:
        self.index = index
        self.weights = weights
        self.rivals = rivals
        self.fields = Fields(index, weights, rivals + 1)
        self._reasons: dict[int, Reasons] = {}
        self._holders = [Holder(source.id, source.author, source.title) for source in index.sources]

    def walk(self, drawn: list[Drawn], known: Sequence[int], *, complete: bool = True) -> Walk:
        """The walk of words that were drawn one by one, or picked out of another.

        `known`: for each of them, how many tokens, itself included, are sure to be the same at its position.
        """
        ids = [self.index.view[one.position] for one in drawn]
        walk = Walk(self.index, drawn, ids, complete)
        walk.runs = Runs(self.index, ids)
        walk.runs.extend(zip([one.position for one in drawn], known, strict=True))
        return walk

    def phrase(
        self,
        walk: Walk,
        *,
        relaxed: str | None = None,
        tics: Sequence[Tic] = (),
        wanted: tuple[str, ...] = (),
    ) -> Phrase:
        """The phrase that `walk` makes, French mended at its seams; an incomplete one ends with "…"."""
        walk = self.tidy(walk)
        vocabulary = self.index.vocabulary
        read = [vocabulary[number] for number in walk.ids]
        shown = typography.mend(read, walk.seams) if walk.seams else read.copy()
        _capitalise(shown)
        before = list(accumulate(map(self.index.counted.__getitem__, walk.ids), initial=0))
        steps = self._steps(walk.drawn, read, shown)
        places = _places(len(steps), tics)
        for tic in sorted(tics, key=lambda one: one.at, reverse=True):
            steps.insert(tic.at, Step(tic.text, "", "", "", "", 1.0, 0, how="tic"))
            shown.insert(tic.at, tic.text)
        text = typography.join(shown) if tics or walk.seams else self.index.text_of(walk.ids)
        return Phrase(
            _finish(typography.capital(text), cut=not walk.complete),
            tuple(steps),
            self._copied(walk, shown, before, places),
            relaxed,
            self._patches(walk, before, places),
            self._authors(walk),
            wanted,
        )

    def plain(self, walk: Walk) -> str:
        """The text alone."""
        walk = self.tidy(walk)
        words = typography.mend([self.index.vocabulary[number] for number in walk.ids], walk.seams)
        return _finish(typography.capital(typography.join(words)), cut=not walk.complete)

    def copies(self, walk: Walk, words: int, share: float) -> bool:
        """Whether a copied run makes `share` (0..1) or more of the `words` words of a walk."""
        least = ceil(share * words - 1e-9)
        if least > words:
            return False
        # A run of that many words has at least as many tokens: where none has, there is nothing to count.
        if walk.known and not ends_run(self.index, walk.ids, [one.position for one in walk.drawn], walk.known, least):
            return False
        return self.copied_words(walk)[0] >= least

    def copied_words(self, walk: Walk) -> tuple[int, int]:
        """How many words the longest copied run has, and how many the phrase has."""
        before = list(accumulate(map(self.index.counted.__getitem__, walk.ids), initial=0))
        longest = 0
        for at, length in enumerate(walk.runs.lengths, 1):
            if length > longest:
                longest = max(longest, before[at] - before[at - length])
        return longest, before[-1]

    def tidy(self, walk: Walk) -> Walk:
        """Without a quotation mark that has lost its partner, nor a comma at the very end."""
        index = self.index
        keep = list(range(len(walk.ids)))
        if not index.brackets.isdisjoint(walk.ids):
            keep = typography.balanced([index.vocabulary[number] for number in walk.ids])
        while keep and index.vocabulary[walk.ids[keep[-1]]] in _TRAILING:
            keep.pop()
        if len(keep) == len(walk.ids):
            return walk
        drawn = [walk.drawn[at] for at in keep]
        since = 0
        known = []
        seams = set()
        for new, (before, at) in enumerate(zip([-1, *keep], keep, strict=False)):
            since = since + 1 if at == before + 1 else 1
            known.append(1 if walk.drawn[at].backwards else min(walk.drawn[at].known, since))
            if since == 1 and new and self._never(walk.ids[before], walk.ids[at]):
                seams.add(new)
        tidied = self.walk(drawn, known, complete=walk.complete)
        tidied.seams = frozenset(seams)
        return tidied

    def _never(self, left: int, right: int) -> bool:
        """Whether no text has these two words one after the other."""
        return self.index.levels.find((left, right)) is None

    def _authors(self, walk: Walk) -> dict[str, float]:
        """The part of the words that each author wrote, most first."""
        index = self.index
        counted, sentence_of, owners = index.counted, index.sentence_view, index.owners_view
        read = Counter(
            [
                owners[sentence_of[one.position]]
                for number, one in zip(walk.ids, walk.drawn, strict=True)
                if counted[number]
            ]
        )
        words: dict[str, int] = {}
        for owner, count in read.items():
            author = self._holders[owner].author
            words[author] = words.get(author, 0) + count
        total = sum(words.values())
        return {author: count / total for author, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))}

    def _steps(self, drawn: Sequence[Drawn], read: list[str], shown: list[str]) -> list[Step]:
        index = self.index
        sentence_of, spans, text = index.sentence_view, index.spans_view, index.text
        owners, holders = index.owners_view, self._holders
        orders = [index.levels.order(order) for order in range(max((one.order for one in drawn), default=0) + 1)]
        tables = [(one.state, one.slices, one.group, one.bounds) for one in orders]
        known = self._reasons
        steps: list[Step] = []
        last = -2
        sentence, holder, written = -1, _NOBODY, ""
        for one, word, display in zip(drawn, read, shown, strict=True):
            position = one.position
            if sentence_of[position] != sentence:
                sentence = sentence_of[position]
                holder = holders[owners[sentence]]
                written = text[spans[2 * sentence] : spans[2 * sentence + 1]]
            order = one.order
            how = one.how
            if how == "wanted":
                probability, rivals, choices, count = _ASKED
            elif one.backwards:
                probability, rivals, choices, count = self._backwards(one, word)
            else:
                state_of, slices, groups, bounds = tables[order]
                group = groups[position]
                count = bounds[group + 1] - bounds[group]
                state = state_of[position - 1]
                if slices[state + 1] - slices[state] == count:
                    probability, rivals, choices = 1.0, (), 1
                else:
                    reasons = known.get(order << 32 | group)
                    probability, rivals, choices, count = reasons or self._forwards(one, word)
            steps.append(
                Step(
                    display,
                    holder.source,
                    holder.author,
                    holder.title,
                    written,
                    probability,
                    order,
                    rivals,
                    how,
                    choices,
                    count,
                    position != last + 1 and last >= 0,
                    "" if display is word or display.lower() == word.lower() else word,
                )
            )
            last = position
        return steps

    def _forwards(self, one: Drawn, word: str) -> Reasons:
        """The chance of a word after the words before it, and its rivals; the same wherever the same words are."""
        table = self.index.levels.order(one.order)
        group = table.group[one.position]
        low, high = table.bounds[group], table.bounds[group + 1]
        state = table.state[one.position - 1]
        field = self.fields.at(one.order, state)
        weight = self.fields.weigh(self.index.levels, one.order, low, high)
        reasons = (weight / field.total, self._others(field, word), field.choices, high - low)
        if len(self._reasons) >= _REMEMBERED:
            self._reasons.clear()
        self._reasons[one.order << 32 | group] = reasons
        return reasons

    def _backwards(self, one: Drawn, word: str) -> Reasons:
        levels = self.index.mirror
        table = levels.order(one.order)
        place = levels.size - 1 - one.position
        field = self.fields.at(one.order, table.state[place - 1], backwards=True)
        group = table.group[place]
        low, high = table.bounds[group], table.bounds[group + 1]
        weight = self.fields.weigh(levels, one.order, low, high, backwards=True)
        return weight / field.total, self._others(field, word), field.choices, high - low

    def _others(self, field: Field, word: str) -> tuple[Rival, ...]:
        if field.choices == 1:
            return ()
        top = field.top
        for at, rival in enumerate(top):
            if rival.word == word:
                return top[:at] + top[at + 1 :]
        return top[: self.rivals]

    def holding(self, walk: Walk, at: int) -> tuple[Holder, tuple[Holder, ...]]:
        """Who has the run that ends with token `at`: the source it was drawn from if it can be, then the others."""
        index = self.index
        if len(index.sources) == 1:
            return self._holders[0], ()
        length = walk.runs.lengths[at]
        level = min(length, max(index.levels.built, default=1))
        members, _length = narrow(index, walk.ids, at, walk.runs.ends[at], known=level, most=length)
        owners = sorted(set(index.owner_at[members].tolist()))
        drawn = int(index.owner_at[walk.drawn[at].position])
        first = drawn if drawn in owners else owners[0]
        return self._holders[first], tuple(self._holders[owner] for owner in owners if owner != first)

    def _copied(self, walk: Walk, shown: list[str], before: list[int], places: Sequence[int]) -> Copied:
        best, best_at = 0, -1
        for at, length in enumerate(walk.runs.lengths):
            if length > best and before[at + 1] - before[at + 1 - length] > best:
                best, best_at = before[at + 1] - before[at + 1 - length], at
        if best_at < 0:
            return Copied(0, "", "", "", total=before[-1])
        holder, others = self.holding(walk, best_at)
        first, last = best_at + 1 - walk.runs.lengths[best_at], best_at
        while before[first + 1] == before[first]:
            first += 1
        while before[last + 1] == before[last]:
            last -= 1
        low, high = places[first], places[last] + 1
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

    def _patches(self, walk: Walk, before: list[int], places: Sequence[int]) -> tuple[Patch, ...]:
        """The fewest copied runs that make the phrase: taking the longest run each time, from the end, is the least."""
        patches: list[Patch] = []
        at = len(walk.ids) - 1
        while at >= 0:
            length = walk.runs.lengths[at]
            holder, others = self.holding(walk, at)
            patches.append(
                Patch(
                    places[at + 1 - length],
                    places[at] + 1,
                    before[at + 1] - before[at + 1 - length],
                    holder.author,
                    holder.title,
                    holder.source,
                    others,
                )
            )
            at -= length
        patches.reverse()
        return tuple(patches)


def _places(count: int, tics: Sequence[Tic]) -> Sequence[int]:
    """Where each of `count` drawn words stands once the tics are in."""
    if not tics:
        return range(count)
    return [at + sum(tic.at <= at for tic in tics) for at in range(count)]


def _capitalise(shown: list[str]) -> None:
    for at, token in enumerate(shown):
        if token[:1].isalnum() or any(letter.isalnum() for letter in token):
            shown[at] = typography.capital(token)
            return


def _finish(text: str, *, cut: bool) -> str:
    if cut:
        return text.rstrip(".…") + "…"
    if not text or text[-1] in _ENDING or not (text[-1].isalnum() or text[-1] == typography.APOSTROPHE):
        return text
    return text + "."
