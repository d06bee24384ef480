"""Inclusive writing read aloud: ami·e·s, content(e)s, acteur.rice.s, il.elle, un·e.

Where the feminine is the masculine and more letters, it holds the sound of both: it alone is said. Where it is another
word, both are: acteurs et actrices, le ou la.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.dotted import DOTS, INCLUSIVE_BRACKETS, INCLUSIVE_DOTS, PAIRED
from bestio.language.spoken.form import Edit, Part

_WRITTEN = re.compile(
    rf"(?<![\w.])(?:{PAIRED}(?:[.]s)?|[^\W\d_]+(?:[{DOTS}*/][^\W\d_]+)+|[^\W\d_]{{2,}}(?:{INCLUSIVE_DOTS}|{INCLUSIVE_BRACKETS})|"
    r"[^\W\d_]{2,}(?:-(?:e|es|trice|rice|euse|ne|te|le))(?:-s)?)(?!\w)"
)
_PARTING = re.compile(rf"\w[{DOTS}*/(]\w|\w\.\w|-(?:e|es|t?rice|euse|ne|te|le)\b")
_PARTED = re.compile(rf"[{DOTS}*/.()-]+")
_FEMININE_ENDS = """
e es s x ne nes le les te tes ve ves se ses fe rice rices trice trices euse euses ère ères ière ières enne ennes ienne
iennes onne onnes ine ines sse sses esse esses che ches elle elles lle lles que ques a
"""
_ENDINGS = frozenset(_FEMININE_ENDS.split())
# What an ending that replaces letters stands for: acteur.rice, danseur.euse, fermier.ère, actif.ve.
_REPLACED = (
    ("rice", "eur"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("euse", "eux"),
    ("ère", "er"),
    ("ière", "ier"),
    ("ve", "f"),
    ("se", "x"),
    ("che", "c"),
    ("que", "c"),
    ("elle", "eau"),
    ("lle", "au"),
    ("sse", ""),
    ("esse", "e"),
    ("enne", "en"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("ine", "ain"),
)
_WHOLE = {
    ("tou", "te"): ("tous", "toutes"),
    ("tou", "tes"): ("tous", "toutes"),
    ("tous", "tes"): ("tous", "toutes"),
    ("un", "e"): ("un", "une"),
    ("aucun", "e"): ("aucun", "aucune"),
    ("chacun", "e"): ("chacun", "chacune"),
    ("copain", "ine"): ("copain", "copine"),
    ("beau", "lle"): ("beau", "belle"),
    ("beau", "elle"): ("beau", "belle"),
    ("cel", "lui"): ("celui", "celle"),
    ("ceux", "elles"): ("ceux", "celles"),
}


def readings(text: str) -> Iterator[Edit]:
    """Each word in inclusive writing, as it is said."""
    if not _PARTING.search(text):
        return
    for match in _WRITTEN.finditer(text):
        said = _said([part for part in _PARTED.split(match[0]) if part])
        if said:
            yield [Part(*match.span(), said)]


def _said(parts: list[str]) -> str:
    if len(parts) < 2:
        return ""
    masculine, *added = parts
    plural = added[-1].lower() in ("s", "x")
    if plural:
        added.pop()
    if not added:
        return masculine + parts[-1] if len(masculine) > 1 else ""
    ending = added[0]
    small = ending.lower()
    if len(added) == 1 and (masculine.lower(), small) in _WHOLE:
        one, other = _WHOLE[masculine.lower(), small]
    elif len(added) == 1 and _like_pair(masculine.lower(), small):
        one, other = masculine, ending
    elif len(added) == 1 and small in _ENDINGS and len(masculine) > 1:
        if (small.endswith("s") and small not in ("s", "es")) or small == "es":
            plural, small = True, small[:-1]
        if (masculine.lower(), small) in _WHOLE:
            one, other = _WHOLE[masculine.lower(), small]
        else:
            one, other = masculine, _feminine(masculine, small)
            if other.startswith(masculine) or masculine.endswith("e"):
                return other + ("s" if plural else "")
    else:
        return ""
    several = plural or (one.endswith("s") and other.endswith("s"))
    if plural:
        one, other = (word if word.endswith(("s", "x")) else word + "s" for word in (one, other))
    return f"{one} {'et' if several else 'ou'} {other}"


def _like_pair(one: str, other: str) -> bool:
    return re.fullmatch(PAIRED, f"{one}.{other}") is not None


def _feminine(masculine: str, ending: str) -> str:
    """`masculine` with the feminine `ending` put on, or in the place of its own."""
    small = masculine.lower()
    for feminine, replaced in _REPLACED:
        if ending == feminine and replaced and small.removesuffix("s").endswith(replaced):
            return small.removesuffix("s").removesuffix(replaced) + feminine
    if ending == "rice" and small.endswith("eur"):
        return small.removesuffix("eur") + "rice"
    return masculine + ending
