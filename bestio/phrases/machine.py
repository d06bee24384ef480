"""The phrase machine: a corpus, settings, and phrases with all their reasons; or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial
from random import Random
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.language import tokens, typography
from bestio.language.sentences import GRAMMATICAL
from bestio.language.spelling import spelling
from bestio.phrases.builder import PhraseBuilder
from bestio.phrases.candidate import Candidate
from bestio.phrases.constraints import Asked, find, nearest
from bestio.phrases.corpus import Corpus
from bestio.phrases.die import Die, NoFace, check_die
from bestio.phrases.drawing import Adaptive, Drawing, Plain, Wanted, seeds
from bestio.phrases.index import Index
from bestio.phrases.phrase import Draft, Phrase, Reason, Sort
from bestio.phrases.sides import Sides
from bestio.phrases.sorting import RECENT, Careful, Choice, Limits, Original, Raw, Remembered, Sorter, said_as
from bestio.phrases.tics import Tic, place_tic
from bestio.phrases.turns import Turns, WordShare
from bestio.phrases.walk import Drawn, Walk
from bestio.phrases.weights import Weights
from bestio.phrases.wellformed.judge import judge
from bestio.phrases.wellformed.telling import TESTS

if TYPE_CHECKING:
    from bestio.phrases.chain import OccurrenceChain
    from bestio.phrases.text import FrenchText

MAX_ORDER = 4
LEAST_DRAFTS, MOST_DRAFTS = 2, 20
RAW_WORDS = 90
"""Words after which a phrase is cut whose drafts are not sorted."""
# Drafts after which they are drawn from anywhere, if none has come to an end.
_PATIENCE = 8
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

    `order`: words looked back at, 1..4. `sized`: nobody chose it, it goes with the size of the texts; where some lead,
    each side looks back at as many as its own size can carry. `adaptive`: look back at one less where a text would be
    recited. `sort`: which draft is kept: the first (`raw`: nothing is refused but by the guard, and the law is exactly
    the one displayed), the first that does not copy (`original`), or the best formed of `drafts` (2..20) that do not
    (`careful`), as the `tests` of `wellformed.judge` find. `temperature` (0.2..3), `top_k` (0: all), `faces`: how the
    die is changed, see `die.Die`. `min_words` and `max_words`: bounds of a phrase, 1..200. `tries`: draws before
    limits are relaxed. `copied_max`: the longest copied run must be under this part of the phrase, 0..1; past the
    tries, `copied_relaxed`. `rivals`: how many of the most probable words a step keeps (0: only who wrote what, not
    what else could have come). `keyword_chance`, `tic_chance`: how often, 0..1, a keyword is sought and a tic slipped
    in.
    """

    order: int = 2
    sized: bool = False
    adaptive: bool = True
    sort: Sort = "original"
    drafts: int = 8
    tests: tuple[str, ...] = TESTS
    temperature: float = 1.0
    top_k: int = 0
    faces: dict[str, float] = {}
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
        if not LEAST_DRAFTS <= self.drafts <= MOST_DRAFTS:
            raise BestioError(
                _("A careful machine cannot compare {n} drafts.").format(n=self.drafts),
                hint=_("Choose a number from 2 to {most}.").format(most=MOST_DRAFTS),
                exit_code=2,
            )
        if not 1 <= self.min_words <= self.max_words <= 200:
            raise BestioError(
                _("A phrase cannot have from {low} to {high} words.").format(low=self.min_words, high=self.max_words),
                hint=_("Choose lengths from 1 to 200 words, the smaller first."),
                exit_code=2,
            )
        check_die(self.temperature, self.top_k, self.faces)

    @property
    def die(self) -> Die:
        """The die that it is drawn with."""
        return Die(self.temperature, self.top_k, self.faces)


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
        self.sides = None if self.settings.sort == "raw" else Sides.of(corpus, self.index)
        self.die = self.settings.die
        self.accountant = PhraseBuilder(
            self.index, self.weights, rivals=self.settings.rivals, sides=self.sides, die=self.die
        )
        self.refuse = refuse

    @cached_property
    def chain(self) -> OccurrenceChain:
        """The Markov chain that every word is drawn from: markovify's, over the places of the texts."""
        from bestio.phrases.chain import OccurrenceChain  # noqa: PLC0415 (acts that make no phrase need no markovify)

        return OccurrenceChain(None, self.settings.order, index=self.index, weights=self.weights, die=self.die)

    def setting(self, settings: PhraseSettings) -> PhraseMachine:
        """The same machine with other settings."""
        return PhraseMachine(self.corpus, settings, index=self.index, refuse=self.refuse)

    @property
    def adapts(self) -> bool:
        """Whether an order may be dropped: never where the law is to be the one displayed."""
        return self.settings.adaptive and self.settings.sort != "raw"

    @property
    def longest(self) -> int:
        """How many words a phrase has at most."""
        return RAW_WORDS if self.settings.sort == "raw" else self.settings.max_words

    @cached_property
    def drawing(self) -> Drawing:
        """How drafts are drawn."""
        if self.settings.sort == "raw":
            return Plain(self.chain, self.longest)
        if self.sides is not None:
            return Turns(self.chain, self.sides, self.longest, self.settings.sized)
        return Adaptive(self.chain, self.longest, self.settings.tries, self.adapts)

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
        before: Sequence[str] | Remembered = (),
    ) -> Phrase:
        """One phrase; only `random.random()` is called.

        `start`: the words it begins with; `with_word`: a word it holds; `keywords`: words it likes to hold; `says`:
        tics that may be slipped in, marked as such; neither where drafts are not sorted. `before`: the phrases
        that there are already, oldest first, none of which a sorter gives again. Raises NoPhrase where nothing can be
        made, with the reason.
        """
        self.check()
        starts = self._asked(start) if start else None
        holds = self._asked(with_word) if with_word else None
        raw = self.settings.sort == "raw"
        liked = None if starts or holds or raw else self._liked(random, keywords)
        drafts = _Drafts(self, random, Wanted(starts, holds, liked))
        choice = self.sorter(before).choose(drafts)
        if choice is None:
            raise self._nothing(drafts.drawn)
        if raw:
            keywords = says = ()
        return self._finish(random, choice, drafts.others(choice.candidate), keywords=keywords, says=says)

    def beginning(self, random: Random, start: str) -> list[Drawn]:
        """The words `start` as they stand somewhere in the texts, to go on from; NoPhrase where they do not."""
        asked = self._asked(start)
        return seeds(self.chain, asked, asked.pick(random, early=True), opening=True)

    def check(self) -> None:
        """Raise NoPhrase, with the reason, where the texts are not enough to draw from."""
        if not len(self.index.firsts):
            raise NoPhrase(_("There is no sentence to draw from."), hint=_("Write or choose a text first."))
        if not any(self.weights.of_source):
            raise NoPhrase(_("Every text has a share of zero."), hint=_("Give at least one text a share."))
        missing = (1 if self.settings.sort == "raw" else self.settings.min_words) - self.word_count
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
        faces = self.die.faces
        present = [
            found for found in map(self._find, keywords) if found is not None and faces.get(found.text.lower()) != 0
        ]
        return present[int(random.random() * len(present))] if present else None

    def sorter(self, before: Sequence[str] | Remembered) -> Sorter:
        """What chooses among the drafts of a phrase; `before`: the phrases that there are already, oldest first."""
        if not isinstance(before, Sequence):
            return self._sorter_of(before.said, before.recent)
        if not before:
            return self._first_sorter
        return self._sorter_of(frozenset(map(said_as, before)), before[-RECENT:])

    @cached_property
    def _first_sorter(self) -> Sorter:
        return self._sorter_of(frozenset(), ())

    def _sorter_of(self, said: Collection[str], last: Sequence[str]) -> Sorter:
        settings = self.settings
        if settings.sort == "raw":
            return Raw(settings.tries)
        limits = Limits(
            settings.min_words,
            settings.max_words,
            settings.tries,
            settings.copied_max,
            settings.copied_relaxed,
            said,
            None if self.sides is None else WordShare(self.sides),
        )
        if settings.sort == "original":
            return Original(limits)
        recent = [tokens.split(typography.clean(text)) for text in last]
        return Careful(limits, partial(judge, tests=settings.tests), settings.drafts, recent)

    def _finish(
        self,
        random: Random,
        choice: Choice,
        drafts: tuple[Draft, ...],
        *,
        keywords: Sequence[str],
        says: Sequence[str],
    ) -> Phrase:
        candidate, asked = choice.candidate, choice.candidate.wanted.asked
        walk = candidate.walk if candidate.complete else self._cut(candidate.walk)
        if not (asked or keywords or says):
            return self.accountant.phrase(walk, relaxed=choice.relaxed, drafts=drafts)
        words = [self.index.vocabulary[number] for number in walk.ids]
        held = {spelling(word) for word in words}
        wanted = tuple(dict.fromkeys(word for word in keywords if spelling(word) in held))
        wanted += tuple(one.text for one in asked if one.held_by(words))
        tics: tuple[Tic, ...] = ()
        if says and random.random() < self.settings.tic_chance and (tic := place_tic(random, words, says)):
            tics = (tic,)
        return self.accountant.phrase(walk, relaxed=choice.relaxed, tics=tics, wanted=wanted, drafts=drafts)

    def _cut(self, walk: Walk) -> Walk:
        """At most the longest length, and not stopping on a word that calls for another."""
        words = [self.index.vocabulary[number] for number in walk.ids]
        end, room = 0, self.longest
        while end < len(words) and (room or not tokens.is_word(words[end])):
            room -= tokens.is_word(words[end])
            end += 1
        cut = end
        while cut > 1 and (not tokens.is_word(words[cut - 1]) or words[cut - 1].lower() in _HANGING):
            cut -= 1
        return walk.until(cut if cut > 1 else max(1, end))

    def _nothing(self, drawn: Sequence[Candidate]) -> BestioError:
        if any(one.walk.stuck for one in drawn):
            return NoFace()
        if any(one.reason is not None and one.reason.why == "guard" for one in drawn):
            return NoPhrase(
                _("Every phrase that came held a word that is not for this class."),
                hint=_("Draw again, or have the texts looked through."),
            )
        return NoPhrase(_("The texts have signs but no words to draw."), hint=_("Write a few sentences."))


class _Drafts:
    """The drafts of one phrase, each drawn when it is asked for; `drawn` holds those that were."""

    __slots__ = ("_draw", "_ended", "_machine", "_random", "_wanted", "drawn")

    def __init__(self, machine: PhraseMachine, random: Random, wanted: Wanted) -> None:
        self._machine = machine
        self._random = random
        self._wanted = wanted
        self._ended = False
        self._draw = machine.drawing.draw
        self.drawn: list[Candidate] = []

    def __iter__(self) -> _Drafts:
        return self

    def __next__(self) -> Candidate:
        machine, attempt = self._machine, len(self.drawn)
        loose = attempt >= _PATIENCE and not self._ended
        walk = self._draw(self._random, self._wanted, attempt, loose=loose)
        candidate = Candidate(walk, self._wanted, machine.accountant)
        if not candidate.words:
            candidate.reason = Reason("stuck" if walk.stuck else "signs")
        elif machine.refuse is not None and machine.refuse(candidate.text):
            candidate.reason = Reason("guard")
        else:
            self._ended |= candidate.complete
        self.drawn.append(candidate)
        return candidate

    def others(self, kept: Candidate) -> tuple[Draft, ...]:
        """What is told of all the drafts but the one that is kept."""
        return tuple([one.told() for one in self.drawn if one is not kept])
