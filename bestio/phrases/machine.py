"""The phrase machine: a corpus, settings, and phrases with all their reasons; or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.language import tokens
from bestio.language.sentences import GRAMMATICAL
from bestio.language.spelling import spelling
from bestio.phrases.account import Accountant
from bestio.phrases.asked import Asked, find, nearest
from bestio.phrases.corpus import Corpus
from bestio.phrases.index import Index
from bestio.phrases.phrase import Phrase
from bestio.phrases.tics import Tic, place_tic
from bestio.phrases.walk import Drawn, Seams, Walk
from bestio.phrases.weights import Weights

if TYPE_CHECKING:
    from bestio.phrases.chain import OccurrenceChain
    from bestio.phrases.text import FrenchText

MAX_ORDER = 4
# Shares are products of floats: 0.7 of 10 words is 7 words, not a little less.
_ROUNDING = 1e-9
# What a phrase that had to be cut must not stop on.
_HANGING = GRAMMATICAL | {"dont", "très", "plus", "est", "sont", "a", "ont", "comme"}


class NoPhrase(BestioError):  # noqa: N818 (what pupils meet is not called an error)
    """No phrase can be made; the message says why and the hint what to do."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("No phrase this time")


class PhraseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How phrases are drawn.

    `order`: words looked back at, 1..4. `adaptive`: look back at one less where a text would be recited. `min_words`
    and `max_words`: bounds of a phrase, 1..200. `tries`: draws before limits are relaxed. `copied_max`: the longest
    copied run must be under this part of the phrase, 0..1; past the tries, `copied_relaxed`. `rivals`: how many of
    the most probable words a step keeps (0: only who wrote what, not what else could have come). `keyword_chance`,
    `tic_chance`: how often, 0..1, a keyword is sought and a tic slipped in.
    """

    order: int = 2
    adaptive: bool = True
    min_words: int = 5
    max_words: int = 30
    tries: int = 30
    copied_max: float = 0.6
    copied_relaxed: float = 0.75
    rivals: int = 5
    keyword_chance: float = 0.5
    tic_chance: float = 0.3

    def __post_init__(self) -> None:
        if not 1 <= self.order <= MAX_ORDER:
            raise BestioError(
                _("The machine cannot look back at {order} words.").format(order=self.order),
                hint=_("Choose a number from 1 to {most}.").format(most=MAX_ORDER),
                exit_code=2,
            )
        if not 1 <= self.min_words <= self.max_words <= 200:
            raise BestioError(
                _("A phrase cannot have from {low} to {high} words.").format(low=self.min_words, high=self.max_words),
                hint=_("Choose lengths from 1 to 200 words, the smaller first."),
                exit_code=2,
            )


@dataclass
class _Candidate:
    """A walk of one word or more, and whether it has all that was asked for."""

    walk: Walk
    asked: bool

    @property
    def complete(self) -> bool:
        return self.walk.complete

    @property
    def words(self) -> int:
        return self.walk.before[-1]

    @property
    def copied(self) -> int:
        return self.walk.longest[0]

    @property
    def share(self) -> float:
        return self.copied / self.words


class PhraseMachine:
    """Makes phrases from `corpus`.

    The same texts, shares, settings and generator state give the same phrases everywhere. An `index` made from the same
    texts (see `cache`) saves reading them again. `refuse` tells of a finished text that it must not be shown.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: PhraseSettings | None = None,
        *,
        index: Index | None = None,
        refuse: Callable[[str], bool] | None = None,
    ) -> None:
        self.corpus = corpus
        self.settings = settings or PhraseSettings()
        self.index = index or Index.of(corpus)
        self.weights = Weights(self.index, [corpus.share(source) for source in self.index.sources])
        self.accountant = Accountant(self.index, self.weights, rivals=self.settings.rivals)
        self.refuse = refuse

    @cached_property
    def chain(self) -> OccurrenceChain:
        """The Markov chain that every word is drawn from: markovify's, over the places of the texts."""
        from bestio.phrases.chain import OccurrenceChain  # noqa: PLC0415 (acts that make no phrase need no markovify)

        return OccurrenceChain(None, self.settings.order, index=self.index, weights=self.weights)

    @cached_property
    def text(self) -> FrenchText:
        """The chain under markovify's public interface: `make_sentence`, `to_json`, `combine`, and the rest."""
        from bestio.phrases.text import FrenchText  # noqa: PLC0415 (acts that make no phrase need no markovify)

        return FrenchText(None, self.settings.order, self.chain)

    @cached_property
    def word_count(self) -> int:
        """How many words the machine may draw (texts with a share of 0 left out)."""
        counted = np.frombuffer(self.index.counted, np.uint8)[self.index.words]
        return int(counted[np.asarray(self.weights.of_source)[self.index.owner_at] > 0].sum())

    def make(
        self,
        random: Random,
        *,
        start: str | None = None,
        with_word: str | None = None,
        keywords: Sequence[str] = (),
        says: Sequence[str] = (),
    ) -> Phrase:
        """One phrase; only `random.random()` is called.

        `start`: the words it begins with; `with_word`: a word it holds; `keywords`: words it likes to hold; `says`:
        tics that may be slipped in, marked as such. Raises NoPhrase where nothing can be made, with the reason.
        """
        self.check()
        starts = self._asked(start) if start else None
        holds = self._asked(with_word) if with_word else None
        liked = None if starts or holds else self._liked(random, keywords)
        asked = [one for one in (starts, holds) if one is not None]
        candidates: list[_Candidate] = []
        refused = False
        for attempt in range(self.settings.tries):
            seek = liked if attempt * 3 < self.settings.tries * 2 else None
            # Where no walk has come to an end, sentences are endless here: begin anywhere.
            loose = attempt >= 8 and not any(candidate.complete for candidate in candidates)
            seams = self._seams(attempt)
            candidate = self._try(random, starts, holds or seek, early=attempt % 2 == 0, loose=loose, seams=seams)
            if candidate is None:
                continue
            if self.refuse is not None and self.refuse(self.accountant.plain(candidate.walk)):
                refused = True
                continue
            if self._within(candidate) and candidate.copied < self.settings.copied_max * candidate.words - _ROUNDING:
                return self._finish(random, candidate, None, asked=asked, keywords=keywords, says=says)
            candidates.append(candidate)
        if not candidates:
            raise self._nothing(refused=refused)
        best, said = self._relax(candidates, starts, holds)
        return self._finish(random, best, said, asked=asked, keywords=keywords, says=says)

    def beginning(self, random: Random, start: str) -> list[Drawn]:
        """The words `start` as they stand somewhere in the texts, to go on from; NoPhrase where they do not."""
        asked = self._asked(start)
        return self._seeds(asked, asked.pick(random, early=True), opening=True)

    def check(self) -> None:
        """Raise NoPhrase, with the reason, where the texts are not enough to draw from."""
        if not len(self.index.firsts):
            raise NoPhrase(_("There is no sentence to draw from."), hint=_("Write or choose a text first."))
        if not any(self.weights.of_source):
            raise NoPhrase(_("Every text has a share of zero."), hint=_("Give at least one text a share."))
        missing = self.settings.min_words - self.word_count
        if missing > 0:
            raise NoPhrase(
                ngettext(
                    "The text is too short: {missing} word is missing.",
                    "The text is too short: {missing} words are missing.",
                    missing,
                ).format(missing=missing),
                hint=_("Write more, or add the starter texts."),
            )

    def _asked(self, words: str) -> Asked:
        """Where the asked-for words stand in texts that have a share."""
        found = self._find(words)
        if found is None:
            near = nearest(self.index, self.weights, words, self.settings.max_words)
            raise NoPhrase(
                _("“{word}” is in none of the texts.").format(word=words.strip()[:60]),
                hint=_("Did you mean “{word}”?").format(word=near)
                if near
                else _("Choose a word that the texts have, or write it in one of them."),
            )
        return found

    def _find(self, words: str) -> Asked | None:
        return find(self.index, self.weights, words, self.settings.max_words)

    def _liked(self, random: Random, keywords: Sequence[str]) -> Asked | None:
        """One of the keywords that the texts have, or nothing where chance does not seek one this time."""
        if not keywords or random.random() >= self.settings.keyword_chance:
            return None
        present = [found for found in map(self._find, keywords) if found is not None]
        return present[int(random.random() * len(present))] if present else None

    def _seams(self, attempt: int) -> Seams:
        """A third of the tries recite as order says, which reads best; where all copy too much, seams are let in."""
        if not self.settings.adaptive:
            return Seams.NOWHERE
        return Seams(min(int(Seams.ANYWHERE), attempt * len(Seams) // self.settings.tries))

    def _try(
        self,
        random: Random,
        starts: Asked | None,
        seek: Asked | None,
        *,
        early: bool,
        loose: bool,
        seams: Seams,
    ) -> _Candidate | None:
        longest = self.settings.max_words
        complete = True
        drawn: list[Drawn] = []
        if starts:
            drawn = self._seeds(starts, starts.pick(random, early=early), opening=True)
        elif seek:
            seeds = self._seeds(seek, seek.pick(random, early=False), opening=False)
            drawn, complete = self.chain.backward(random, seeds, longest)
        elif loose:
            drawn = [Drawn(self._anywhere(random), 0, 1)]
        walk = self.chain.forward(random, drawn, longest, seams)
        walk.complete = walk.complete and complete
        if not walk.before[-1]:
            return None
        asked = not (starts and seek) or seek.held_by([self.index.vocabulary[number] for number in walk.ids])
        return _Candidate(walk, asked)

    def _seeds(self, asked: Asked, first: int, *, opening: bool) -> list[Drawn]:
        """The asked-for words as drawn ones.

        `opening`: nothing is put before them; where they stand at a sentence's beginning, that is known too.
        """
        begins = opening and self.index.view[first - 1] == 0
        return [
            Drawn(first + at, 0, self.settings.order if begins else at + 1, "wanted") for at in range(len(asked.words))
        ]

    def _anywhere(self, random: Random) -> int:
        position = self.chain.pick(self.index.levels, self.index.levels.order(0), 0, random)
        return position if self.index.view[position] else max(1, position - 1)

    def _within(self, candidate: _Candidate) -> bool:
        settings = self.settings
        return candidate.complete and candidate.asked and settings.min_words <= candidate.words <= settings.max_words

    def _relax(self, candidates: list[_Candidate], starts: Asked | None, holds: Asked | None) -> tuple[_Candidate, str]:
        """The best of what missed a limit, and which limit, told to pupils."""
        settings = self.settings
        within = [one for one in candidates if self._within(one)]
        if within:
            best = min(within, key=lambda one: one.share)
            if best.share < settings.copied_relaxed:
                said = _("After {tries} tries, I let more words in a row be copied.").format(tries=settings.tries)
            elif any(asked is not None and len(asked.positions) == 1 for asked in (starts, holds)):
                said = _("The word you ask for stands only once in the texts: what goes with it is copied.")
            else:
                said = _("After {tries} tries, every phrase was copied: the texts are too short.").format(
                    tries=settings.tries
                )
            return best, said
        if starts and holds and not any(one.asked for one in candidates):
            return min(candidates, key=lambda one: (not one.complete, one.share)), _(
                "I could not have “{word}” as well."
            ).format(word=holds.text)
        ended = [one for one in candidates if one.complete]
        if ended:
            best = min(ended, key=lambda one: (settings.min_words - one.words, one.share))
            return best, _("The texts have only short sentences: this one is shorter than you asked.")
        best = min(candidates, key=lambda one: one.share)
        return best, _("The sentences of the texts are too long: I had to cut.")

    def _finish(
        self,
        random: Random,
        candidate: _Candidate,
        said: str | None,
        *,
        asked: Sequence[Asked],
        keywords: Sequence[str],
        says: Sequence[str],
    ) -> Phrase:
        walk = candidate.walk if candidate.complete else self._cut(candidate.walk)
        if not (asked or keywords or says):
            return self.accountant.phrase(walk, relaxed=said)
        words = [self.index.vocabulary[number] for number in walk.ids]
        held = {spelling(word) for word in words}
        wanted = tuple(dict.fromkeys(word for word in keywords if spelling(word) in held))
        wanted += tuple(one.text for one in asked if one.held_by(words))
        tics: tuple[Tic, ...] = ()
        if says and random.random() < self.settings.tic_chance and (tic := place_tic(random, words, says)):
            tics = (tic,)
        return self.accountant.phrase(walk, relaxed=said, tics=tics, wanted=wanted)

    def _cut(self, walk: Walk) -> Walk:
        """At most the longest length, and not stopping on a word that calls for another."""
        words = [self.index.vocabulary[number] for number in walk.ids]
        end, room = 0, self.settings.max_words
        while end < len(words) and (room or not tokens.is_word(words[end])):
            room -= tokens.is_word(words[end])
            end += 1
        cut = end
        while cut > 1 and (not tokens.is_word(words[cut - 1]) or words[cut - 1].lower() in _HANGING):
            cut -= 1
        return walk.until(cut if cut > 1 else max(1, end))

    def _nothing(self, *, refused: bool) -> NoPhrase:
        if refused:
            return NoPhrase(
                _("Every phrase that came held a word that is not for this class."),
                hint=_("Draw again, or have the texts looked through."),
            )
        return NoPhrase(_("The texts have signs but no words to draw."), hint=_("Write a few sentences."))
