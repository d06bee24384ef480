"""Which word of a question the machine knows: it understands nothing of it, and catches on to one word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bestio.language import tokens, typography
from bestio.language.sentences import GRAMMATICAL
from bestio.phrases.constraints import find
from bestio.phrases.machine import PhraseMachine

_SMALL = """
suis es est sommes êtes sont étais était ai as a avons avez ont être avoir fais fait faire peux peut veux veut
moi toi lui quoi oui non pas plus très bien
"""
COMMON = GRAMMATICAL | frozenset(_SMALL.split())
"""Words that stand in any text, and say little of what a question is about."""


def catch(machine: PhraseMachine, question: str, *, but: Collection[str] = ()) -> str:
    """The word of `question` that the machine catches on to, as it stands there; "" where it knows none.

    It is one that says something, before a grammatical one; among these the rarest in the texts, then the first.
    `but`: words, in small letters, that it does not catch on to again.
    """
    best: tuple[bool, int, int] | None = None
    caught = ""
    for place, word in enumerate(dict.fromkeys(_words(question))):
        found = find(machine.index, machine.weights, word, machine.settings.max_words)
        if found is None or word.lower() in but:
            continue
        rank = (_says_little(word), len(found.positions), place)
        if best is None or rank < best:
            best, caught = rank, word
    return caught


def _says_little(word: str) -> bool:
    """Whether a word, or each part of one with hyphens (es-tu), stands in any text."""
    return all(part in COMMON for part in word.lower().split("-"))


def _words(question: str) -> Iterator[str]:
    """The words of a question; of those with hyphens (es-tu), the parts too."""
    for token in tokens.split(typography.clean(question)):
        if tokens.is_word(token):
            yield token
            if "-" in token:
                yield from (part for part in token.split("-") if tokens.is_word(part))
