"""What becomes of machines that learn from their own phrases, generation after generation, in three regimes.

Each generation is as long as the first text, so that the counts can be compared. A word that is not drawn once is lost
to a machine that reads nothing but its last phrases: that, and nothing hidden, is why variety shrinks there, and why it
does so much less where what was read before is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from msgspec import Struct

from bestio.creation.events.notes import Regime
from bestio.creation.trait_effects import CLASS, OWN
from bestio.creation.words import count_words
from bestio.i18n import N_, _
from bestio.language import sentences, tokens, typography
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings

GENERATIONS = 20
TOLD = frozenset({1, 2, 3, 5, 10})
"""Generations that are told in brief, beside the first and the last, which are told at length."""
MOST_WORDS = 1_000
MOST_PHRASES = 250
MOST_LOST = 12
NEW_PART = 4
"""New human text comes a quarter of a generation at a time."""
OFTEN = 3
"""A word that stands so many times in the first text is no rare one."""
PREDICTIONS = {
    "down": N_("fewer and fewer different words"),
    "same": N_("as many as before"),
    "up": N_("more and more different words"),
}
# Nothing is refused for being copied: the machine is to be seen repeating itself.
FREELY = PhraseSettings(order=2, adaptive=False, copied_max=1.01, copied_relaxed=1.01, rivals=0)

REGIMES: Mapping[Regime, tuple[str, str, str]] = {
    "replace": ("●", N_("replaces"), N_("forgets all, and reads only its last phrases")),
    "accumulate": ("▲", N_("keeps"), N_("keeps all that it has read, and adds its phrases")),
    "fresh": ("+", N_("keeps, and reads new texts"), N_("does the same, and people give it new texts")),
}
"""What each machine learns from: its sign, what it does in short, and in full."""


class Generation(Struct, frozen=True):
    """What one machine says in one generation; in generation 0, the texts that people wrote.

    `vocabulary`: different words in it; `phrases` and `distinct`: how many sentences, how many different ones; `words`:
    how long it is; `lost`: words of the first texts that it has no more; `sample`: some of its sentences.
    """

    vocabulary: int
    phrases: int
    distinct: int
    words: int
    lost: tuple[str, ...]
    sample: tuple[str, ...]

    @property
    def repeated(self) -> float:
        """The part of its sentences that it had said already, 0..1."""
        return 1 - self.distinct / self.phrases if self.phrases else 0.0


class Step(Struct, frozen=True):
    """One generation of every machine that still speaks; `rare` as in `lost_first`, for the first that reads itself."""

    number: int
    by: Mapping[Regime, Generation]
    rare: tuple[int, int, int, int] = (0, 0, 0, 0)


class _Machine:
    """One machine: what it has read, by the rule of its regime."""

    def __init__(self, regime: Regime, first: Source, seed: float) -> None:
        self.regime = regime
        self.read = [first]
        self.random = Random(seed)

    def speak(self, length: int, settings: PhraseSettings, cancelled: Callable[[], bool]) -> list[str]:
        """As many words as the first text has, in sentences. Raises NoPhrase."""
        shares = {source.id: float(count_words(source.text)) for source in self.read}
        machine = PhraseMachine(Corpus.of(self.read, shares), settings)
        phrases: list[str] = []
        words = 0
        while (words < length or not phrases) and len(phrases) < MOST_PHRASES and not cancelled():
            phrase = machine.make(self.random)
            phrases.append(phrase.text)
            words += len(_words_of(phrase.text))
        return phrases

    def learn(self, number: int, phrases: Sequence[str], new: Sequence[str]) -> None:
        """Read its own phrases, and what is new to it."""
        said = _source(f"generation:{number}", phrases)
        self.read = [said] if self.regime == "replace" else [*self.read, said]
        if new:
            self.read.append(_source(f"new:{number}", new))


def retrain(
    corpus: Corpus,
    fresh: Sequence[str],
    random: Random,
    *,
    generations: int = GENERATIONS,
    settings: PhraseSettings = FREELY,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Step]:
    """The texts of `corpus`, then each generation of each machine; `fresh`: sentences that people wrote, for the third.

    Without any there are two machines. One that can draw nothing any more falls silent. Ends early where `cancelled`
    says so, or where all are silent. Raises NoPhrase where nothing can be drawn from the corpus itself.
    """
    written = [one for source in corpus.sources for one in sentences.split(typography.clean(source.text))]
    first = _words(written)
    length = min(sum(first.values()), MOST_WORDS)
    regimes: list[Regime] = [regime for regime in REGIMES if fresh or regime != "fresh"]
    machines = [_Machine(regime, _source("written", written), random.random()) for regime in regimes]
    new = iter(fresh)
    yield Step(0, dict.fromkeys(regimes, _generation(written, first)))
    for number in range(1, generations + 1):
        by: dict[Regime, Generation] = {}
        rare = (0, 0, 0, 0)
        for machine in list(machines):
            try:
                phrases = machine.speak(length, settings, cancelled)
            except NoPhrase:
                if number == 1:
                    raise
                machines.remove(machine)
                continue
            if cancelled():
                return
            by[machine.regime] = _generation(phrases, first)
            if number == 1 and machine.regime == "replace":
                rare = lost_first(first, by["replace"].lost)
            machine.learn(number, phrases, _take(new, length // NEW_PART) if machine.regime == "fresh" else ())
        if not by:
            return
        yield Step(number, by, rare)


def lost_first(written: Mapping[str, int], lost: Sequence[str]) -> tuple[int, int, int, int]:
    """Of the words written once: how many are lost, of how many; then the same of those written three times or more."""
    once = {word for word, count in written.items() if count == 1}
    often = {word for word, count in written.items() if count >= OFTEN}
    return len(once.intersection(lost)), len(once), len(often.intersection(lost)), len(often)


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


def new_sentences(first: Corpus, others: Sequence[Source]) -> list[str]:
    """The sentences that people wrote in texts which are not read first, in the order of the texts."""
    read = {source.id for source in first.sources}
    unread = {source.id: source for source in others if source.id not in read}
    return [one for source in unread.values() for one in sentences.split(typography.clean(source.text))]


def describe_machines() -> str:
    """What each machine does, a line each."""
    return "\n".join(f"{mark} {_(rule)}" for mark, _name, rule in REGIMES.values())


def describe_reading(corpus: Corpus) -> str:
    """What the machines read before they read themselves."""
    return _("Read first: {titles}").format(titles=", ".join(source.title for source in corpus.sources))


def describe_step(step: Step) -> str:
    """A generation in a few lines: the words of each machine and one of its sentences, and what the first has lost."""
    if step.number == 0:
        (start, *_same) = step.by.values()
        return "\n".join(
            [
                _("Generation 0, the texts as people wrote them: {n} different words.").format(n=start.vocabulary),
                *(_("“{sentence}”").format(sentence=one) for one in start.sample[:2]),
            ]
        )
    lines = [_("Generation {number}").format(number=step.number)]
    for regime, one in step.by.items():
        mark, name, _rule = REGIMES[regime]
        told = _("{mark} {name}: {n} different words, {part} said again. “{sentence}”")
        lines.append(
            told.format(
                mark=mark, name=_(name), n=one.vocabulary,
                part=typography.percent(one.repeated), sentence=one.sample[0] if one.sample else "",
            )
        )  # fmt: skip
    if "replace" in step.by and (lost := step.by["replace"].lost):
        shown = ", ".join(lost[:MOST_LOST]) + ("…" if len(lost) > MOST_LOST else "")
        lines.append(_("{mark} has lost: {words}").format(mark=REGIMES["replace"][0], words=shown))
    return "\n".join(filter(None, [*lines, describe_rare(step)]))


def describe_in_brief(step: Step) -> str:
    """A generation on a line, where it is one of those that are told; at length where it is the first or the last."""
    if step.number in {0, GENERATIONS}:
        return describe_step(step)
    if step.number not in TOLD:
        return ""
    each = " ; ".join(
        _("{mark} {n} words, {part} said again").format(
            mark=REGIMES[regime][0], n=one.vocabulary, part=typography.percent(one.repeated)
        )
        for regime, one in step.by.items()
    )
    line = _("{name}: {what}").format(name=_("Generation {number}").format(number=step.number), what=each)
    return "\n".join(filter(None, [line, describe_rare(step)]))


def describe_conclusion(prediction: str, steps: Sequence[Step]) -> str:
    """What was predicted (a key of PREDICTIONS), and what came of it over two generations or more."""
    told = _("You said: {prediction}.").format(prediction=_(PREDICTIONS[prediction]))
    return f"{told} {describe_ends({regime: [one.vocabulary for one in by] for regime, by in curves(steps).items()})}"


def describe_rare(step: Step) -> str:
    """Whether rare words went first, where it is the first time that a machine read itself and they did; else ""."""
    lost, once, gone, often = step.rare
    if not (once and often and lost * often > gone * once):
        return ""
    return _(
        "At once it lost {lost} of the {once} words that stood only once, and {gone} of the {often} "
        "that came back: rare words go first, most often."
    ).format(lost=lost, once=once, gone=gone, often=often)


def describe_ends(vocabulary: Mapping[Regime, Sequence[int]]) -> str:
    """How many different words each machine had at first and in the end."""
    ends = [
        _("{mark} {name}: {first} → {last}").format(mark=mark, name=_(name), first=counts[0], last=counts[-1])
        for regime, (mark, name, _rule) in REGIMES.items()
        if (counts := vocabulary.get(regime))
    ]
    most = max(len(counts) for counts in vocabulary.values()) - 1
    return _("Different words after {n} generations: {ends}.").format(n=most, ends=", ".join(ends))


def curves(steps: Sequence[Step]) -> dict[Regime, list[Generation]]:
    """The generations of each machine, as far as it speaks."""
    found: dict[Regime, list[Generation]] = {}
    for step in steps:
        for regime, one in step.by.items():
            found.setdefault(regime, []).append(one)
    return found


def _take(sentences_left: Iterator[str], words: int) -> list[str]:
    taken: list[str] = []
    count = 0
    while count < words and (one := next(sentences_left, None)) is not None:
        taken.append(one)
        count += len(_words_of(one))
    return taken


def _source(source_id: str, phrases: Sequence[str]) -> Source:
    return Source(source_id, source_id, source_id, "\n".join(phrases))


def _generation(phrases: Sequence[str], first: Mapping[str, int]) -> Generation:
    distinct = dict.fromkeys(phrases)
    now = _words(phrases)
    return Generation(
        vocabulary=len(now),
        phrases=len(phrases),
        distinct=len(distinct),
        words=now.total(),
        lost=tuple(sorted(first.keys() - now.keys())),
        sample=tuple(distinct)[:5],
    )


def _words(phrases: Sequence[str]) -> Counter[str]:
    return Counter(word for one in phrases for word in _words_of(one))


def _words_of(phrase: str) -> list[str]:
    return [token.lower() for token in tokens.split(phrase) if tokens.is_word(token)]
