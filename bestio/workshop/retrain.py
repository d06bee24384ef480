"""What becomes of a machine that learns from its own phrases: generation after generation, fewer words, fewer phrases.

Each generation is as long as the first text, so that the counts can be compared. A word that is not drawn once is lost
for good: that, and nothing hidden, is why variety shrinks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from msgspec import Struct

from bestio.language import sentences, tokens, typography
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings

GENERATIONS = 8
MOST_WORDS = 2_000
MOST_PHRASES = 250
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
