"""What of a phrase was copied, from whom: its longest run, and the fewest runs that make the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from bestio.language import typography
from bestio.phrases.index import Index
from bestio.phrases.phrase import Copied, Holder, Patch
from bestio.phrases.runs import narrow
from bestio.phrases.walk import Walk


class Patchwork:
    """Reads the copied runs of walks over `index`. `holders`: its sources, in order.

    In each method, `places`: the step that each token of the walk stands at.
    """

    def __init__(self, index: Index, holders: Sequence[Holder]) -> None:
        self.index = index
        self.holders = holders

    def longest(self, walk: Walk, places: Sequence[int], shown: Sequence[str] | None = None) -> Copied:
        """The run with the most words, the first of these.

        `shown`: the words of the steps, where they are not those of the walk.
        """
        before = walk.before
        best, at = walk.longest
        if not best:
            return Copied(0, "", "", "", total=before[-1])
        holder, others = self.holding(walk, at, walk.runs.lengths[at])
        first, last = at + 1 - walk.runs.lengths[at], at
        while before[first + 1] == before[first]:
            first += 1
        while before[last + 1] == before[last]:
            last -= 1
        low, high = places[first], places[last] + 1
        run = self.index.text_of(walk.ids[first : last + 1]) if shown is None else typography.join(shown[low:high])
        return Copied(
            best,
            run if before[first] else typography.capital(run),
            holder.author,
            holder.title,
            holder.source,
            before[-1],
            low,
            high,
            others,
        )

    def patches(self, walk: Walk, places: Sequence[int]) -> tuple[Patch, ...]:
        """The fewest copied runs that make the phrase; where it can be, one of them is the longest run, whole."""
        before = walk.before
        patches: list[Patch] = []
        for start, end in fewest(walk.runs.lengths, walk.longest[1]):
            holder, others = self.holding(walk, end - 1, end - start)
            patches.append(
                Patch(
                    places[start],
                    places[end - 1] + 1,
                    before[end] - before[start],
                    holder.author,
                    holder.title,
                    holder.source,
                    others,
                )
            )
        return tuple(patches)

    def holding(self, walk: Walk, at: int, length: int) -> tuple[Holder, tuple[Holder, ...]]:
        """Who has the run of `length` tokens that ends with token `at`, at most the longest one that ends there.

        The source it was drawn from comes first if it can, then the others.
        """
        index = self.index
        if len(self.holders) == 1:
            return self.holders[0], ()
        level = min(length, max(index.levels.built, default=1))
        members, _length = narrow(index, walk.ids, at, walk.runs.ends[at], known=level, most=length)
        owners = sorted(set(index.owner_at[members].tolist()))
        drawn = int(index.owner_at[walk.positions[at]])
        first = drawn if drawn in owners else owners[0]
        return self.holders[first], tuple(self.holders[owner] for owner in owners if owner != first)


def fewest(lengths: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """The fewest runs, as (first token, token after the last), that make a phrase one after the other.

    `lengths`: the tokens of the longest run that ends with each token. Where the fewest can, they have the run that
    ends with token `longest` whole: it is the one that people are told of.
    """
    first, end = longest + 1 - lengths[longest], longest + 1
    while end < len(lengths) and end + 1 - lengths[end] == first:
        end += 1
    least = _from_the_end(lengths, 0)
    if (first, end) in least:
        return least
    whole = _from_the_end(lengths, end)
    return whole if len(whole) == len(least) else least


def _from_the_end(lengths: Sequence[int], border: int) -> list[tuple[int, int]]:
    """The longest run each time, from the end, which is the fewest there are; none lies across `border`."""
    runs: list[tuple[int, int]] = []
    end = len(lengths)
    while end:
        first = end - lengths[end - 1]
        if first < border < end:
            first = border
        runs.append((first, end))
        end = first
    runs.reverse()
    return runs
