"""Whether numbers agree: "les gens mange", "il mangent", "des boulon". Only what is sure is found fault with."""

from __future__ import annotations

from collections.abc import Iterator

from bestio.language.agreement_tables import words
from bestio.language.finite import persons
from bestio.language.finite_tables import ADVERBS, ARTICLES, CLITICS, PREPOSITIONS
from bestio.language.tokens import is_word
from bestio.language.verb_forms import IL, ILS, JE, TU
from bestio.phrases.wellformed.clauses import Reading

_WHO = {
    "je": JE, "j’": JE, "tu": TU, "il": IL, "elle": IL, "on": IL, "ça": IL, "cela": IL, "c’": IL | ILS, "ce": IL | ILS,
    "ils": ILS, "elles": ILS,
}  # fmt: skip
_ONE = words("un une le la l’ ce cet cette mon ma ton ta son sa notre votre chaque")
_MANY = words("les des ces mes tes ses nos vos leurs plusieurs quelques deux trois quatre cinq six sept huit dix cent")
_SINGLE = _ONE | words("du au")
_SEVERAL = _MANY | words("aux")
_THOSE = words("celui celle ceux celles moi toi lui eux elle elles nous vous tous toutes autres d’ de seul")
_NUMBERS = words("deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cent mille")
# What may be several though it looks like one, or one part of many: nothing is said of these.
_UNSURE = words(
    """
    bande groupe troupe série paire plupart moitié dizaine douzaine centaine foule tas nombre peu beaucoup sorte monde
    et ou ni qui que qu’ dont où
    """
)
_AROUND = CLITICS | ARTICLES | ADVERBS


def disagreeing(reading: Reading) -> Iterator[tuple[int, int]]:
    """The places of two words whose numbers (or persons) do not agree, the second after the first."""
    for at, verb in enumerate(reading.verbs):
        if verb and "-" not in reading.tokens[at]:
            subject = _subject(reading, at)
            if subject is not None and persons(reading.low[at]) and not persons(reading.low[at]) & subject[1]:
                yield subject[0], at
    for at, word in enumerate(reading.low[:-1]):
        if word in _MANY and _lone_singular(reading, at + 1):
            yield at, at + 1


def _subject(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Where the subject of a verb is, and the persons that it goes with; None where that is not sure."""
    low = reading.low
    at = verb - 1
    while at >= 0 and low[at] in _AROUND:
        at -= 1
    if at >= 0 and low[at] in _WHO and not (low[at] in {"elle", "elles"} and at and low[at - 1] in PREPOSITIONS):
        return at, _WHO[low[at]]
    if at > 0 and low[at] == "qui":
        return _antecedent(reading, at)
    return _noun_subject(reading, verb)


def _antecedent(reading: Reading, qui: int) -> tuple[int, int] | None:
    """What "qui" stands for, where all the nouns before it are one, or all of them several."""
    low = reading.low
    start = qui
    while start > 0 and is_word(low[start - 1]) and not reading.verbs[start - 1] and low[start - 1] not in _UNSURE:
        start -= 1
    if qui - start < len(("un", "robot")) or low[qui - 1] in _ONE or low[qui - 1] in _MANY or low[qui - 1] in _THOSE:
        return None
    if start > 0 and low[start - 1] in {"et", "ou", "ni"}:
        return None
    numbers = {word: IL if word in _SINGLE else ILS for word in low[start:qui] if word in _SINGLE or word in _SEVERAL}
    if len(set(numbers.values())) != 1:
        return None
    return next(at for at in range(start, qui) if low[at] in numbers), next(iter(numbers.values()))


def _noun_subject(reading: Reading, verb: int) -> tuple[int, int] | None:
    """The noun phrase that opens the clause, where it is the only one before the verb."""
    low = reading.low
    start = verb
    while start > 0 and is_word(low[start - 1]) and not reading.verbs[start - 1] and low[start - 1] not in _UNSURE:
        start -= 1
    if start > 0 and (low[start - 1] in _UNSURE or reading.verbs[start - 1]):
        return None
    heads = [
        at
        for at in range(start, verb - 1)
        if (low[at] in _ONE or low[at] in _MANY)
        and (at == start or low[at - 1] not in PREPOSITIONS)
        and (low[at] != "des" or at == start)
        and low[at + 1] not in CLITICS
        and not reading.verbs[at + 1]
    ]
    if heads != [start]:
        return None
    return start, ILS if low[start] in _MANY else IL


def _lone_singular(reading: Reading, at: int) -> bool:
    """Whether the word after "les", "des" and the like is a noun in the singular, for sure."""
    word, before = reading.low[at], reading.low[at - 1]
    if not word.isalpha() or word in _AROUND or word in _NUMBERS or reading.verbs[at]:
        return False
    if word.endswith(("s", "x", "z")) or reading.tokens[at][0].isupper():
        return False
    if before == "les" and word.endswith(("er", "ir", "re")):
        return False  # "les manger"
    return before not in _NUMBERS
