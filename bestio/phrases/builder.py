"""From a walk to a phrase: French tidied and mended, then the account of each word and of what was copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import compress, pairwise

from bestio.language import typography
from bestio.phrases.die import Die
from bestio.phrases.index import Index
from bestio.phrases.patchwork import Patchwork
from bestio.phrases.phrase import Draft, Holder, Phrase, Reason, Step, Turn
from bestio.phrases.reasons import Reasons
from bestio.phrases.sides import Sides
from bestio.phrases.tics import Tic
from bestio.phrases.walk import Walk
from bestio.phrases.weights import Weights

_TRAILING = frozenset({",", ";", ":", "—", "–", "«", "(", "["})
_ENDING = frozenset(".…!?»)]")


class PhraseBuilder:
    """Turns drawn positions into phrases.

    `rivals`: how many rivals each step keeps; `sides`: who leads, if any do; `die`: how the die is changed.
    """

    def __init__(
        self, index: Index, weights: Weights, *, rivals: int = 5, sides: Sides | None = None, die: Die | None = None
    ) -> None:
        self.index = index
        self.die = die or Die()
        self.holders = tuple(Holder(source.id, source.author, source.title) for source in index.sources)
        self.reasons = Reasons(index, weights, self.holders, rivals, sides, die)
        self.patchwork = Patchwork(index, self.holders)
        names = {holder.author for holder in self.holders}
        self._alone = dict.fromkeys(names, 1.0) if len(names) == 1 else {}

    def phrase(
        self,
        walk: Walk,
        *,
        relaxed: str | None = None,
        tics: Sequence[Tic] = (),
        wanted: tuple[str, ...] = (),
        drafts: tuple[Draft, ...] = (),
    ) -> Phrase:
        """The phrase that `walk` makes, French mended at its seams; an incomplete one ends with "…".

        `drafts`: what was drawn for it and not kept.
        """
        walk = self.tidy(walk)
        vocabulary = self.index.vocabulary
        read = [vocabulary[number] for number in walk.ids]
        shown = typography.mend(read, walk.seams) if walk.seams else read.copy()
        _capitalise(shown)
        steps = self.reasons.steps(walk, read, shown)
        authors = dict(self._alone) or _authors(compress(steps, map(self.index.counted.__getitem__, walk.ids)))
        places = _places(len(steps), tics)
        turns: list[Turn] = [*walk.turns]
        fair = [*self.reasons.fair(walk)]
        behind = [self._holders_of(texts) for texts in walk.behind] if any(walk.behind) else []
        for tic in sorted(tics, key=lambda one: one.at, reverse=True):
            steps.insert(tic.at, Step(tic.text, "", "", "", "", 1.0, 0, how="tic"))
            shown.insert(tic.at, tic.text)
            if turns:
                turns.insert(tic.at, "")
            if fair:
                fair.insert(tic.at, 1.0)
            if behind:
                behind.insert(tic.at, ())
        changed = shown if tics or walk.seams else None
        text = self.index.text_of(walk.ids) if changed is None else typography.join(changed)
        return Phrase(
            _finish(typography.capital(text), cut=not walk.complete),
            tuple(steps),
            self.patchwork.longest(walk, places, changed),
            relaxed,
            self.patchwork.patches(walk, places),
            authors,
            wanted,
            drafts,
            tuple(turns),
            tuple(fair),
            self.die,
            tuple(behind),
        )

    def _holders_of(self, texts: frozenset[int] | None) -> tuple[Holder, ...]:
        return tuple(self.holders[text] for text in sorted(texts or ()))

    def draft(self, walk: Walk, text: str, reason: Reason) -> Draft:
        """What is told of a walk that was not kept: that it says `text`, why, what it copies, whose words it has."""
        run, of = "", None
        if reason.why == "copied":
            copied = self.patchwork.longest(walk, range(len(walk.ids)))
            run, of = copied.of, Holder(copied.source, copied.author, copied.title)
        return Draft(text, reason, run, of, self._holders(walk))

    def _holders(self, walk: Walk) -> tuple[Holder, ...]:
        if len(self.holders) == 1:
            return self.holders
        sentences, owners = self.index.sentence_view, self.index.owners_view
        read = {owners[sentences[position]] for position in walk.positions}
        return tuple(self.holders[owner] for owner in sorted(read))

    def plain(self, walk: Walk) -> str:
        """The text alone."""
        walk = self.tidy(walk)
        if walk.seams:
            text = typography.join(typography.mend([self.index.vocabulary[number] for number in walk.ids], walk.seams))
        else:
            text = self.index.text_of(walk.ids)
        return _finish(typography.capital(text), cut=not walk.complete)

    def tidy(self, walk: Walk) -> Walk:
        """Without a quotation mark that has lost its partner, nor a comma at the very end."""
        ids, brackets, vocabulary = walk.ids, self.index.brackets, self.index.vocabulary
        lost: set[int] = set()
        if not brackets.isdisjoint(ids):
            signs = [at for at, number in enumerate(ids) if number in brackets]
            paired = typography.balanced([vocabulary[ids[at]] for at in signs])
            lost.update(signs)
            lost.difference_update([signs[one] for one in paired])
        end = len(ids)
        while end and (end - 1 in lost or ids[end - 1] in self._trailing):
            end -= 1
            lost.discard(end)
        if not lost:
            return walk if end == len(ids) else walk.until(end)
        keep = [at for at in range(end) if at not in lost]
        tidied = walk.picked(keep)
        tidied.seams = frozenset(
            new
            for new, (before, at) in enumerate(pairwise(keep), 1)
            if at > before + 1 and self._never(ids[before], ids[at])
        )
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
