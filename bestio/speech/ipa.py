"""espeak's names of the sounds of French, in the letters of dictionaries (the international phonetic alphabet)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = {
    "A~": "ɑ̃", "E~": "ɛ̃", "O~": "ɔ̃", "W~": "œ̃",
    "A": "ɑ", "E": "ɛ", "O": "ɔ", "@": "ə", "Y": "ø", "W": "œ", "S": "ʃ", "Z": "ʒ",
    "n^": "ɲ",
    "N": "ŋ", "g": "ɡ", "r": "ʁ", "R": "ʁ", "tS": "tʃ", "dZ": "dʒ", "I": "i", "u:": "u", "i:": "i",
}  # fmt: skip
_PAUSE = re.compile(r"_+:?")
_MARKS = re.compile(r"[',;=%|-]|(?<=[@a-zA-Z~])[:2]")


def in_ipa(phonemes: Iterable[str]) -> str:
    """`phonemes` (espeak's names) in the phonetic alphabet; a pause is a space, stress is left out: French has none."""
    said: list[str] = []
    for name in phonemes:
        if name.startswith("("):
            continue
        if _PAUSE.match(name):
            said.append(" ")
            continue
        plain = _MARKS.sub("", name)
        said.append(_LETTERS.get(plain, plain))
    return re.sub(" +", " ", "".join(said)).strip()
