"""What is said for the addresses of pages and letters: bestio point èf-èr, arobase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.dotted import DOMAINS
from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.initials import spelt
from bestio.language.spoken.respellings import respelling

_ADDRESS = re.compile(
    rf"(?i)(?<![\w@.])(https?://)?((?:[\w+.-]{{1,64}}@)?(?:[\w-]{{1,63}}\.){{1,6}}(?:{DOMAINS})(?![\w'])(?:/[\w./?=&%#+-]*[\w/])?)"
)
_PIECE = re.compile(r"[^\W_]+|[^\w]|_")
_SIGNS = {
    ".": "point", "/": "slache", "-": "tiret", "_": "tiret bas", "@": "arobaze", "?": "point d'interrogation",
    "=": "égale", "&": "et", "%": "pour cent", "#": "dièse", "+": "plusse",
}  # fmt: skip
_KNOWN = {
    "www": "trois doubles vé",
    "com": "come",
    "org": "orgue",
    "net": "nète",
    "gouv": "gouve",
    "info": "info",
    "app": "appe",
}
_VOWEL = re.compile("[aeiouyéèê]")


def addresses(text: str) -> Iterator[Edit]:
    """https://www.bestio.fr/page, moi@ecole.fr, scratch.org."""
    if "." not in text:
        return
    for match in _ADDRESS.finditer(text):
        parts = [Part(*match.span(1), " ")] if match[1] else []
        said = " ".join(map(_said, _PIECE.findall(match[2])))
        yield [*parts, Part(*match.span(2), said)]


def _said(piece: str) -> str:
    small = piece.lower()
    if piece in _SIGNS:
        return _SIGNS[piece]
    if small in _KNOWN:
        return _KNOWN[small]
    short = len(small) <= 3 and small.isascii() and small.isalpha() and not _VOWEL.search(small)
    return spelt(small.upper()) if short or small == "eu" else respelling(small) or small
