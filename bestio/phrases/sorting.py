"""Which of the drafts is kept: the sorter, the other author of a phrase beside the machine that draws.

Drafts come one by one, each drawn when it is asked for, so that a sorter decides how many are drawn. What it does not
keep gets a reason, and is told with the phrase.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from bestio.i18n import _
from bestio.phrases.candidate import Candidate
from bestio.phrases.phrase import Fault, Reason
from bestio.text.fold import fold

# Shares are products of floats: 0.7 of 10 words is 7 words, not a little less.
_ROUNDING = 1e-9
RECENT = 10
"""Phrases of the creation, the last ones, that a judge compares drafts with."""
DRAWN_FOR_ONE = 4
"""Drafts that are drawn at most for each one that a careful sorter is to compare."""


class Share(Protocol):
    """How many words of a draft are to be by those who lead; see `turns.WordShare`."""

    def missed(self, candidate: Candidate) -> Reason | None:
        """Why a draft cannot be kept; None where it can."""
        ...

    def distance(self, candidate: Candidate) -> float:
        """How far a draft is from what is asked."""
        ...

    def told(self, candidate: Candidate) -> str:
        """That a draft is kept all the same, for pupils."""
        ...


class Remembered(Protocol):
    """The phrases that there are already: what they say, as `said_as`, and the texts of the last ones, oldest first."""

    @property
    def said(self) -> Collection[str]:
        """What they say."""
        ...

    @property
    def recent(self) -> Sequence[str]:
        """The last `RECENT` of them."""
        ...


class Choice(NamedTuple):
    """The draft that is kept, and which limit had to give way for it, told to pupils (None: none)."""

    candidate: Candidate
    relaxed: str | None = None


class Sorter(Protocol):
    """A way to choose among drafts; see `Raw`, `Original` and `Careful`."""

    def choose(self, drafts: Iterator[Candidate]) -> Choice | None:
        """The draft that is kept; None where none can be.

        Each `next` draws one more draft. One that comes with a reason (the guard refuses it, it has no word) cannot be
        kept; the sorter gives a reason to every other one that it does not keep.
        """
        ...


@dataclass(frozen=True)
class Raw:
    """The first draft, whatever it is: only what cannot be shown is drawn again, up to `tries` times."""

    tries: int

    def choose(self, drafts: Iterator[Candidate]) -> Choice | None:
        """See `Sorter`."""
        for candidate in islice(drafts, self.tries):
            if candidate.reason is None:
                return Choice(candidate, None if candidate.complete else describe_cut(candidate))
        return None


@dataclass(frozen=True)
class Limits:
    """What a draft must be like: so many words, whole, with what was asked for, not copied, and new.

    `copied_max`: the longest copied run must be under this part of it; past `tries` drafts, `copied_relaxed`. `said`:
    what the phrases of the creation say, as `said_as`. `share`: what share of the words is to be by those who lead.
    """

    min_words: int
    max_words: int
    tries: int
    copied_max: float
    copied_relaxed: float
    said: Collection[str] = frozenset()
    share: Share | None = None

    def missed(self, candidate: Candidate) -> Reason | None:
        """The first limit that a draft misses."""
        if (unfit := self.misfit(candidate)) is not None:
            return unfit
        if (beside := self._share(candidate)) is not None:
            return beside
        words, copied = candidate.words, candidate.walk.longest[0]
        if copied >= self.copied_max * words - _ROUNDING:
            return Reason("copied", copied, words)
        return self._said(candidate) if self.said else None

    def misfit(self, candidate: Candidate) -> Reason | None:
        """Why a draft is not what was asked for, be it copied or not."""
        words = candidate.words
        if candidate.walk.stuck:
            return Reason("stuck", words)
        if not candidate.complete or words > self.max_words:
            return Reason("long", words, self.max_words)
        if words < self.min_words:
            return Reason("short", words, self.min_words)
        return None if candidate.asked else Reason("lacks")

    def relaxed(self, candidates: Sequence[Candidate]) -> Choice | None:
        """The best of drafts that all miss a limit, and which limit gives way."""
        if not candidates:
            return None
        fitting = [one for one in candidates if self.misfit(one) is None]
        within = [one for one in fitting if self._share(one) is None]
        if self.share is not None and fitting:
            own = [one for one in fitting if not self._copies(one)] or ([] if within else fitting)
            if own:
                best = min(own, key=lambda one: (self._said(one) is not None, self._far(one)))
                return Choice(best, told_again() if self._said(best) else self.share.told(best))
        if within:
            fresh = [one for one in within if self._said(one) is None] if self.said else within
            best = min(fresh or within, key=lambda one: one.share)
            return Choice(best, self._told_copied(best) if fresh else told_again())
        return self._unfit(candidates)

    def _share(self, candidate: Candidate) -> Reason | None:
        return None if self.share is None else self.share.missed(candidate)

    def _far(self, candidate: Candidate) -> float:
        return 0.0 if self.share is None else self.share.distance(candidate)

    def _copies(self, candidate: Candidate) -> bool:
        return candidate.copied >= self.copied_max * candidate.words - _ROUNDING

    def _copied(self, candidate: Candidate) -> Reason:
        return Reason("copied", candidate.copied, candidate.words)

    def _said(self, candidate: Candidate) -> Reason | None:
        return Reason("said") if said_as(candidate.text) in self.said else None

    def _told_copied(self, best: Candidate) -> str:
        if best.share < self.copied_relaxed:
            return _("After {tries} tries, I let more words in a row be copied.").format(tries=self.tries)
        if any(len(asked.positions) == 1 for asked in best.wanted.asked):
            return _("The word you ask for stands only once in the texts: what goes with it is copied.")
        return _("After {tries} tries, every phrase was copied: the texts are too short.").format(tries=self.tries)

    def _unfit(self, candidates: Sequence[Candidate]) -> Choice:
        wanted = candidates[0].wanted
        if wanted.starts and wanted.holds and not any(one.asked for one in candidates):
            best = min(candidates, key=lambda one: (not one.complete, one.share))
            return Choice(best, _("I could not have “{word}” as well.").format(word=wanted.holds.text))
        ended = [one for one in candidates if one.complete]
        if ended:
            best = min(ended, key=lambda one: (self.min_words - one.words, one.share))
            return Choice(best, _("The texts have only short sentences: this one is shorter than you asked."))
        best = min(candidates, key=lambda one: one.share)
        return Choice(best, describe_cut(best))


@dataclass(frozen=True)
class Original:
    """The first draft within the limits; after so many tries, the best of those that miss one, which is told."""

    limits: Limits

    def choose(self, drafts: Iterator[Candidate]) -> Choice | None:
        """See `Sorter`."""
        usable: list[Candidate] = []
        for candidate in islice(drafts, self.limits.tries):
            if candidate.reason is not None:
                continue
            candidate.reason = self.limits.missed(candidate)
            if candidate.reason is None:
                return Choice(candidate)
            usable.append(candidate)
        return self.limits.relaxed(usable)


@dataclass(frozen=True)
class Judged:
    """What a judge says of a draft: its faults, and how much of the last phrases it repeats (0: nothing)."""

    faults: tuple[Fault, ...] = ()
    repeats: float = 0.0

    @property
    def penalty(self) -> float:
        """How much all its faults count."""
        return sum(fault.penalty for fault in self.faults)


class Judge(Protocol):
    """Tells how well formed a draft is."""

    def __call__(self, tokens: Sequence[str], recent: Sequence[Sequence[str]]) -> Judged:
        """What there is to say of the words and signs `tokens`, and of the last phrases in `recent`, oldest first."""
        ...


@dataclass(frozen=True)
class Careful:
    """The best of `drafts` drafts within the limits, as `judge` finds; of equals, the one that repeats least.

    `recent`: the last phrases of the creation, as words and signs, oldest first. Where drafts within the limits are
    rare, fewer are compared, and where there is none, a limit gives way as for `Original`.
    """

    limits: Limits
    judge: Judge
    drafts: int
    recent: Sequence[Sequence[str]] = ()

    def choose(self, drafts: Iterator[Candidate]) -> Choice | None:
        """See `Sorter`."""
        usable: list[Candidate] = []
        finalists: list[tuple[Judged, Candidate]] = []
        for candidate in islice(drafts, max(self.limits.tries, DRAWN_FOR_ONE * self.drafts)):
            if candidate.reason is not None:
                continue
            candidate.reason = self.limits.missed(candidate)
            if candidate.reason is not None:
                usable.append(candidate)
                continue
            finalists.append((self.judge(candidate.tokens, self.recent), candidate))
            if len(finalists) == self.drafts:
                break
        if not finalists:
            return self.limits.relaxed(usable)
        best = min(finalists, key=lambda one: (one[0].penalty, one[0].repeats))
        for judged, candidate in finalists:
            if candidate is not best[1]:
                candidate.reason = _worse(judged, best[0])
        return Choice(best[1])


def _worse(judged: Judged, best: Judged) -> Reason:
    faults = tuple(sorted(judged.faults, key=lambda fault: -fault.penalty))
    if judged.penalty > best.penalty:
        return Reason("formed", faults=faults)
    return Reason("repeats" if judged.repeats > best.repeats else "later", faults=faults)


@lru_cache(maxsize=10_000)
def said_as(text: str) -> str:
    """A phrase as it is compared with others: letters and digits alone, small and without accents."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


def describe_cut(candidate: Candidate) -> str:
    """That a phrase did not come to an end."""
    if candidate.walk.stuck:
        return _("The phrase stops where all the faces of the die were at 0.")
    return _("The sentences of the texts are too long: I had to cut.")


def told_again() -> str:
    """That a phrase has been made before."""
    return _("I have said this before: the texts gave nothing else.")
