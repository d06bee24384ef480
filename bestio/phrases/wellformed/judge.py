"""The judge of drafts: tests that find fault, each with its weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bestio.language import typography
from bestio.language.agreement_tables import words
from bestio.language.finite_tables import ADVERBS, ARTICLES, CLITICS, CLOSED, PREPOSITIONS
from bestio.language.tokens import is_word
from bestio.phrases.phrase import Fault
from bestio.phrases.sorting import Judged
from bestio.phrases.wellformed.agreeing import disagreeing
from bestio.phrases.wellformed.clauses import Reading
from bestio.phrases.wellformed.telling import TESTS

# What calls for another word: a draft must not stop on it.
_HANGING = words(
    """
    le la les l’ un une des du de d’ ce cet cette ces mon ma mes ton ta tes son sa ses notre votre leurs chaque dans
    sur sous avec sans pour par en à au aux chez entre vers et ou mais car que qu’ qui quand lorsque lorsqu’ puis si
    comme parce ne n’ se s’ me m’ te t’ je j’ tu il ils on dont très est sont a ont jusqu’ quelques plusieurs puisque
    puisqu’
    """
)
_NEEDY = words("il je j’ tu on ils c’")
_THEY = words("elle elles")
_TWICE = words("nous vous oui non très encore bla")
_RUN = 3
_OFTEN = 3
_SHORT = 4


def _verbs(reading: Reading) -> Iterator[str]:
    for first, second in reading.clauses.colliding:
        yield _quoted(reading, *((first, second) if second - first < _SHORT else (second - 1, second)))


def _clause(reading: Reading) -> Iterator[str]:
    for at in reading.clauses.unfinished:
        yield _quoted(reading, at - 1 if at and reading.low[at - 1] in {"parce", "alors"} else at, at)


def _number(reading: Reading) -> Iterator[str]:
    for first, second in disagreeing(reading):
        if second - first < _SHORT:
            yield _quoted(reading, first, second)
        else:
            yield f"{_quoted(reading, first, first + 1)} … {reading.tokens[second]}"


def _end(reading: Reading) -> Iterator[str]:
    last = next((word for word in reversed(reading.tokens) if is_word(word)), "")
    if last.lower() in _HANGING and reading.low[-4:-1].count("par") == 0:  # "un par un"
        yield last


def _pronoun(reading: Reading) -> Iterator[str]:
    low = reading.low
    for at, word in enumerate(low):
        if word in _THEY:
            if at and (low[at - 1] in PREPOSITIONS or low[at - 1] in {"que", "qu’", "et", "c’est", "est"}):
                continue
            if at + 1 >= len(low) or not is_word(low[at + 1]) or low[at + 1] in {"aussi", "seule", "seules", "qui"}:
                continue
        elif word not in _NEEDY:
            continue
        after = at + 1
        while after < len(low) and not reading.verbs[after] and _between(low[after]):
            after += 1
        if after >= len(low) or not reading.verbs[after]:
            yield _quoted(reading, at, min(after, len(low) - 1))


def _between(word: str) -> bool:
    return word in CLITICS or word in ARTICLES or word in ADVERBS


def _splice(reading: Reading) -> Iterator[str]:
    for at in reading.clauses.splices:
        yield _quoted(reading, max(0, at - 1), min(at + 1, len(reading.tokens) - 1))


def _loop(reading: Reading) -> Iterator[str]:
    low = reading.low
    runs = Counter(tuple(low[at : at + _RUN]) for at in range(len(low) - _RUN + 1))
    for run, times in runs.items():
        if times > 1 and all(map(is_word, run)) and any(len(word) >= _SHORT and word not in CLOSED for word in run):
            yield typography.join(run)
            return
    for one, other in pairwise(low):
        if one == other and is_word(one) and one not in _TWICE:
            yield f"{one} {other}"
            return
    for word, times in Counter(low).items():
        if times >= _OFTEN and len(word) >= _SHORT and word not in CLOSED and is_word(word):
            yield word
            return


def _signs(reading: Reading) -> Iterator[str]:
    signs = [token for token in reading.tokens if token in "«»()[]"]
    if len(typography.balanced(signs)) < len(signs):
        yield "".join(dict.fromkeys(signs))
    for one, other in pairwise(reading.tokens):
        if one in ",;:(«" and other in ",;:.!?…)»":
            yield f"{one} {other}"


_TESTS: dict[str, tuple[float, Callable[[Reading], Iterator[str]]]] = {
    "verbs": (2.0, _verbs),
    "clause": (2.0, _clause),
    "number": (2.0, _number),
    "end": (2.0, _end),
    "pronoun": (1.5, _pronoun),
    "splice": (1.0, _splice),
    "loop": (2.0, _loop),
    "signs": (1.0, _signs),
}


def judge(tokens: Sequence[str], recent: Sequence[Sequence[str]] = (), tests: Collection[str] = TESTS) -> Judged:
    """What the `tests` find fault with in a draft (its `tokens`), and how much of the `recent` phrases it repeats."""
    reading = Reading(tokens)
    faults = tuple(
        Fault(test, weight, quoted)
        for test, (weight, find) in _TESTS.items()
        if test in tests
        for quoted in find(reading)
    )
    return Judged(faults, repeats(reading.low, recent))


def repeats(low: Sequence[str], recent: Sequence[Sequence[str]]) -> float:
    """The part, 0..1, of the draft's runs of three tokens that stand in recent phrases, as often as each does."""
    runs = {tuple(low[at : at + _RUN]) for at in range(len(low) - _RUN + 1)}
    if not runs:
        return 0.0
    said = _said(tuple(map(tuple, recent)))
    return sum(said[run] for run in runs) / len(runs)


@lru_cache(maxsize=8)
def _said(recent: tuple[tuple[str, ...], ...]) -> Counter[tuple[str, ...]]:
    """In how many recent phrases each run stands: the drafts of one phrase are all compared with the same ones."""
    said: Counter[tuple[str, ...]] = Counter()
    for phrase in recent:
        low = [word.lower() for word in phrase]
        said.update({tuple(low[at : at + _RUN]) for at in range(len(low) - _RUN + 1)})
    return said


def _quoted(reading: Reading, first: int, last: int) -> str:
    return typography.join(list(reading.tokens[first : last + 1]))
