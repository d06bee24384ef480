"""Words that are written alike and said otherwise, told apart by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

_VIS = re.compile(r"(?i)(?<![\w-])vis(?![\w-])")
# I live, you live, live your life!
_LIVES = re.compile(r"(?i)(?:\b(?:je|tu|ne|y|nous|moi|toi)|['\s][jn]'|^[jn]'|[jn]'y)\s*$")
_LIFE = re.compile(r"(?i) (?:ta|ton|tes|ma|mon|mes|ici|là|dans|chez|depuis|seule?|bien)\b")
_FILS = re.compile(r"(?i)(?<![\w-])(petits?-|beaux?-)?fils(?![\w-])")
_SEVERAL = re.compile(
    r"(?i)\b(?:les|des|ses|mes|tes|ces|aux|nos|vos|leurs|deux|trois|quatre|cinq|six|sept|huit|dix|cent|\d+|de|d')"
    r"(?: \w+)? ?$"
)
_FAMILY = re.compile(
    r"(?i)\b(?:père|mère|parents?|famille|filles?|frères?|sœurs?|soeurs?|enfants?|roi|reine|papa|maman|aînés?|cadets?|unique|"
    r"héritiers?|prince|gendre|jumeaux|grand-père|grand-mère)\b"
)
_THREAD = re.compile(
    r"(?i) (?:électriques?|métalliques?|(?:de|d') ?(?:fer|laine|cuivre|soie|coton|pêche|nylon|métal|acier|or|argent|"
    r"araignée|couture|plomb)|emmêlés|coupés|rouges?|bleus?|verts?|jaunes?|noirs?|blancs?)\b"
)
# The group is what is said otherwise.
_EAST = re.compile(r"(?i)(?:\b(?:à|de|vers) l'|\bplein |\b(?:nord|sud)-)(est)\b")
_BONES = re.compile(r"(?i)\b(?:les|des|ses|mes|tes|ces|aux|nos|vos|leurs|deux|trois|six|dix|cent) (os)\b")
_MORE = re.compile(r"(?i)\b(?:en|de|au|un) (plus)(?= ?(?:[,.;:!?…)]|$))")
_ADDED = re.compile(
    r"(?i)\b(?:\d+|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (plus)(?= (?:\d|un|deux|trois|quatre|cinq))"
)
_AND = re.compile(
    r"(?i)(?<!\bvi)(?<!\bfil)(?<!\bbu)(?<!\bour)(?<!\bo)(?<!lu)(?<!tu)(?<!ru)(?<!aï)(?<!éla)[sx] (et)(?= )"
)

# What must stand in the text in small letters, where it does, and what the group is then said as.
_BY_PLACE = (
    ("est", _EAST, "èste"),
    (" os", _BONES, "eau"),
    ("plus", _MORE, "plusse"),
    ("plus", _ADDED, "plusse"),
    (" et ", _AND, "hai"),
)


def homographs(text: str) -> Iterator[Edit]:
    """Vis, fils, est, os, plus; and « et », to which no plural is linked: bras et jambes."""
    small = text.lower()
    if "vis" in small:
        for match in _VIS.finditer(text):
            lives = _LIVES.search(text[max(0, match.start() - 12) : match.start()])
            opens = not text[: match.start()].strip(" «—-\n") or text[: match.start()].rstrip()[-1:] in ".!?…«—,;:"
            if not lives and not (opens and _LIFE.match(text, match.end())):
                yield [Part(*match.span(), "visse")]
    if "fils" in small:
        for match in _FILS.finditer(text):
            said = "fisse" if _son(text, match) else "fil"
            yield [Part(*match.span(), (match[1] or "") + said)]
    for hint, pattern, said in _BY_PLACE:
        if hint in small:
            for match in pattern.finditer(text):
                yield [Part(*match.span(1), said)]


def _son(text: str, match: re.Match[str]) -> bool:
    """Whether « fils » is a son: unless it is of copper, or several with no family in sight."""
    if match[1]:
        return True
    if _THREAD.match(text, match.end()):
        return False
    several = _SEVERAL.search(text[max(0, match.start() - 24) : match.start()])
    return not several or several[0].strip().lower() in ("de", "d'") or _FAMILY.search(text) is not None
