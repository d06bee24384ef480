"""The plural of one French word, from its spelling and a table."""

from __future__ import annotations

from bestio.language.agreement_tables import NEVER_PLURAL, PLURAL


def plural_of_word(word: str) -> str:
    """The plural of a noun or a masculine adjective of one word; what is loaned takes a French plural (des matchs).

    Acronyms and what holds a figure stay as they are (des CD, des R2D2).
    """
    if word in PLURAL:
        return PLURAL[word]
    if word in NEVER_PLURAL or _is_code(word) or word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "au", "eu", "œu")):
        return word + "x"
    if word.endswith("al") and not word.endswith("natal"):
        return word[:-1] + "ux"
    return word + "s"


def _is_code(word: str) -> bool:
    return (len(word) > 1 and word.isupper()) or any(letter.isdigit() for letter in word)
