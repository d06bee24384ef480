"""What becomes of a machine that learns from its own phrases: generation after generation, fewer words, fewer phrases.

Each generation is as long as the first text, so that the counts can be compared. A word that is not drawn once is lost
for good: that, and nothing hidden, is why variety shrinks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from msgspec import Struct

from bestio.i18n import N_, _
from bestio.language import sentences, tokens, typography
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.workshop.classroom import CLASS
from bestio.workshop.influence import OWN
from bestio.workshop.words import count_words

GENERATIONS = 8
MOST_WORDS = 2_000
MOST_PHRASES = 250
MOST_LOST = 12
PREDICTIONS = {
    "down": N_("fewer and fewer different words"),
    "same": N_("as many as before"),
    "up": N_("more and more different words"),
}
# Nothing is refused for being copied: the machine is to be seen repeating itself.
FREELY = PhraseSettings(order=2, adaptive=False, copied_max=1.01, copied_relaxed=1.01, rivals=0)


class Generation(Struct, frozen=True):
    """One generation: `number` 0 is the texts that pupils wrote.

    `vocabulary`: different words in it; `phrases` and `distinct`: how many sentences, how many different ones; `words`:
    how long it is; `lost`: words of the generation before that it has no more; `sample`: some of its sentences.
    """

    number: int
    vocabulary: int
    phrases: int
    distinct: int
    words: int
    lost: tuple[str, ...]
    sample: tuple[str, ...]

    @property
    def variety(self) -> float:
        """The part of its sentences that are different from each other, 0..1."""
        return self.distinct / self.phrases if self.phrases else 0.0


def retrain(
    corpus: Corpus,
    random: Random,
    *,
    generations: int = GENERATIONS,
    settings: PhraseSettings = FREELY,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Generation]:
    """The texts of `corpus`, then each generation that learnt from the one before.

    Ends early where `cancelled` says so, or where nothing can be drawn any more. Raises NoPhrase where nothing can be
    drawn from the corpus itself.
    """
    written = [one for source in corpus.sources for one in sentences.split(typography.clean(source.text))]
    before = _words(written)
    length = min(sum(len(_words_of(one)) for one in written), MOST_WORDS)
    yield _generation(0, written, before, before)
    current = corpus
    for number in range(1, generations + 1):
        try:
            phrases = _speak(PhraseMachine(current, settings), random, length, cancelled)
        except NoPhrase:
            if number == 1:
                raise
            return
        if cancelled():
            return
        now = _words(phrases)
        yield _generation(number, phrases, before, now)
        before = now
        current = Corpus.of([Source(f"generation:{number}", str(number), str(number), "\n".join(phrases))])


def first_reading(corpus: Corpus) -> Corpus:
    """The pupils' texts, else starter texts: no more than a generation can be long, so that all are comparable."""
    own = [one for one in corpus.sources if one.id.startswith((OWN, CLASS))]
    read: list[Source] = []
    words = 0
    for source in own or corpus.sources:
        length = count_words(source.text)
        if not read or words + length <= MOST_WORDS:
            read.append(source)
            words += length
    return Corpus.of(read)


def told_reading(corpus: Corpus) -> str:
    """What the machine reads before it reads itself."""
    return _("Read first: {titles}").format(titles=", ".join(source.title for source in corpus.sources))


def told_generation(generation: Generation) -> str:
    """A generation in a few lines: its words, some of its sentences, what it has lost."""
    if generation.number == 0:
        head = _("Generation 0, the texts as people wrote them: {n} different words.")
    else:
        head = _("Generation {number}: {n} different words, {lost} lost.")
    lines = [head.format(number=generation.number, n=generation.vocabulary, lost=len(generation.lost))]
    lines += [_("“{sentence}”").format(sentence=one) for one in generation.sample[:2]]
    if generation.lost:
        shown = ", ".join(generation.lost[:MOST_LOST])
        lines.append(_("Lost: {words}").format(words=shown + ("…" if len(generation.lost) > MOST_LOST else "")))
    return "\n".join(lines)


def told_conclusion(prediction: str, generations: Sequence[Generation]) -> str:
    """What was predicted (a key of PREDICTIONS), and what came of it over two generations or more."""
    first, last = generations[0], generations[-1]
    return _("You said: {prediction}. {first} different words at first, {last} after {n} generations.").format(
        prediction=_(PREDICTIONS[prediction]), first=first.vocabulary, last=last.vocabulary, n=last.number
    )


def _speak(machine: PhraseMachine, random: Random, length: int, cancelled: Callable[[], bool]) -> list[str]:
    phrases: list[str] = []
    words = 0
    while (words < length or not phrases) and len(phrases) < MOST_PHRASES and not cancelled():
        phrase = machine.make(random)
        phrases.append(phrase.text)
        words += len(_words_of(phrase.text))
    return phrases


def _generation(number: int, phrases: list[str], before: set[str], now: set[str]) -> Generation:
    distinct = dict.fromkeys(phrases)
    return Generation(
        number=number,
        vocabulary=len(now),
        phrases=len(phrases),
        distinct=len(distinct),
        words=sum(len(_words_of(one)) for one in phrases),
        lost=tuple(sorted(before - now)),
        sample=tuple(distinct)[:5],
    )


def _words(phrases: list[str]) -> set[str]:
    return {word for one in phrases for word in _words_of(one)}


def _words_of(phrase: str) -> list[str]:
    return [token.lower() for token in tokens.split(phrase) if tokens.is_word(token)]
