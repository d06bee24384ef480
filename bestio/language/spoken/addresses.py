"""What is said for the addresses of pages and letters: bestio point èf-èr, arobase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.dotted import DOMAINS
from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.initials import spelt
from bestio.language.spoken.respellings import respelling, respelt

_ADDRESS = re.compile(
    rf"(?i)(?<![\w@.])(https?://)?((?:[\w+.-]{{1,64}}@)?(?:[\w-]{{1,63}}\.){{1,6}}(?:{DOMAINS})(?![\w'])(?:/[\w./?=&%#+-]*[\w/])?)"
)
_EXTENSIONS = (
    "png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|od[tps]|txt|csv|html?|css|js|json|py|ya?ml|xml|zip|exe|mp[34]|wav|ogg|flac|"
    "avi|mov|sb3|epub"
)
_FILE = re.compile(rf"(?i)(?<![\w@./])[\w-]*[^\W\d_][\w-]*\.(?:{_EXTENSIONS})(?![\w/'])")
_SPELT = frozenset(["js", "doc", "svg", "avi", "odt", "odp", "ods", "exe", "ogg"])
_TAG = re.compile(r"(?<![\w&#])#([^\W\d_]*(?:[A-ZÀ-Ü][a-zà-ÿ]+)+\d*)(?!\w)")
_HUMP = re.compile(r"[A-ZÀ-Ü]+(?![a-zà-ÿ])|[A-ZÀ-Ü]?[a-zà-ÿ]+|\d+")
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
    "jpg": "ji pé gé",
    "jpeg": "jipègue",
    "gif": "gife",
    "zip": "zipe",
    "wav": "ouave",
    "yaml": "yamle",
    "yml": "yamle",
    "json": "djéssone",
    "docx": "doque ix",
    "doc": "doque",
    "html": "ache té èm èl",
    "exe": "exé",
    "mp3": "èm pé 3",
    "mp4": "èm pé 4",
    "py": "paï",
}
_VOWEL = re.compile("[aeiouyéèê]")


def addresses(text: str) -> Iterator[Edit]:
    """https://www.bestio.fr/page, moi@ecole.fr, scratch.org, robot.png, #MilleEtUneVoix."""
    for match in _TAG.finditer(text) if "#" in text else ():
        if len(humps := _HUMP.findall(match[1])) > 1:
            yield [Part(*match.span(1), " ".join(respelt(hump.lower()) for hump in humps))]
    if "." not in text:
        return
    for match in _ADDRESS.finditer(text):
        parts = [Part(*match.span(1), " ")] if match[1] else []
        host, slash, path = match[2].partition("/")
        site, _dot, country = host.rpartition(".")
        pieces = [
            *map(_said, _PIECE.findall(site)),
            "point",
            _ended(country),
            *map(_said, _PIECE.findall(slash + path)),
        ]
        yield [*parts, Part(*match.span(2), " ".join(pieces))]
    for match in _FILE.finditer(text):
        yield [Part(*match.span(), " ".join(map(_said, _PIECE.findall(match[0]))))]


def _ended(country: str) -> str:
    """What a page's address ends in: letters of a country, or a word."""
    return spelt(country.upper()) if len(country) == 2 and country.isascii() else _said(country)


def _said(piece: str) -> str:
    small = piece.lower()
    if piece in _SIGNS:
        return _SIGNS[piece]
    if small in _KNOWN:
        return _KNOWN[small]
    short = len(small) <= 3 and small.isascii() and small.isalpha() and not _VOWEL.search(small)
    return spelt(small.upper()) if short or small in _SPELT or small == "eu" else respelling(small) or small
