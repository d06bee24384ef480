"""From a walk to a phrase: French tidied and mended, then the account of each word and of what was copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import compress

from bestio.language import typography
from bestio.phrases.index import Index
from bestio.phrases.patchwork import Patchwork
from bestio.phrases.phrase import Holder, Phrase, Step
from bestio.phrases.reasons import Reasons
from bestio.phrases.runs import Runs
from bestio.phrases.tics import Tic
from bestio.phrases.walk import Drawn, Walk, Weights

_TRAILING = frozenset({",", ";", ":", "—", "–", "«", "(", "["})
_ENDING = frozenset(".…!?»)]")


class Accountant:
    """Turns drawn positions into phrases. `rivals`: how many rivals each step keeps."""

    def __init__(self, index: Index, weights: Weights, *, rivals: int = 5) -> None:
        self.index = index
        holders = [Holder(source.id, source.author, source.title) for source in index.sources]
        self.reasons = Reasons(index, weights, holders, rivals)
        self.patchwork = Patchwork(index, holders)

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
        steps = self.reasons.steps(walk.drawn, read, shown)
        authors = _authors(compress(steps, map(self.index.counted.__getitem__, walk.ids)))
        places = _places(len(steps), tics)
        for tic in sorted(tics, key=lambda one: one.at, reverse=True):
            steps.insert(tic.at, Step(tic.text, "", "", "", "", 1.0, 0, how="tic"))
            shown.insert(tic.at, tic.text)
        text = typography.join(shown) if tics or walk.seams else self.index.text_of(walk.ids)
        return Phrase(
            _finish(typography.capital(text), cut=not walk.complete),
            tuple(steps),
            self.patchwork.longest(walk, places, shown),
            relaxed,
            self.patchwork.patches(walk, places),
            authors,
            wanted,
        )

    def plain(self, walk: Walk) -> str:
        """The text alone."""
        walk = self.tidy(walk)
        words = typography.mend([self.index.vocabulary[number] for number in walk.ids], walk.seams)
        return _finish(typography.capital(typography.join(words)), cut=not walk.complete)

    def tidy(self, walk: Walk) -> Walk:
        """Without a quotation mark that has lost its partner, nor a comma at the very end."""
        index = self.index
        paired = not index.brackets.isdisjoint(walk.ids)
        if not paired and walk.ids and walk.ids[-1] not in self._trailing:
            return walk
        keep = list(range(len(walk.ids)))
        if paired:
            keep = typography.balanced([index.vocabulary[number] for number in walk.ids])
        while keep and walk.ids[keep[-1]] in self._trailing:
            keep.pop()
        if len(keep) == len(walk.ids):
            return walk
        if not keep or keep[-1] == len(keep) - 1:
            return walk.until(len(keep))
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

    @cached_property
    def _trailing(self) -> frozenset[int]:
        return frozenset(number for number, word in enumerate(self.index.vocabulary) if word in _TRAILING)

    def _never(self, left: int, right: int) -> bool:
        """Whether no text has these two words one after the other."""
        return self.index.levels.find((left, right)) is None


def _authors(steps: Iterable[Step]) -> dict[str, float]:
    """The part of the words that each author wrote, most first."""
    words = [step.author for step in steps]
    parts = {author: words.count(author) / len(words) for author in set(words)}
    return dict(sorted(parts.items(), key=lambda part: (-part[1], part[0])))


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
