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
    r"[^\W\d_]{2,}(?:-(?:e|es|t?rices?|euses?|i?ères?)|(?<=n)-ne|(?<=t)-te|(?<=l)-le|(?<=[uv]x)-ses?|(?<=if)-ve)(?:-s)?|[^\W\d_]*[^\W\d_A-Z]E[sS]?)(?!\w)"
)
_PARTING = re.compile(rf"\w[{DOTS}*/(]-?\w|\w\.\w|-(?:e|es|t?rice|euse|i?ère|ne|te|le|se|ve)s?\b|[^\W\d_A-Z]E[sS]?\b")
_PARTED = re.compile(rf"[{DOTS}*/.()-]+|(?<=[^\W\d_A-Z])(?=E[sS]?$)")
_DOTTED = re.compile(f"[{DOTS}]")
_SLASH = re.compile("/")
_CONTRACTED = re.compile(rf"(?i)(?<!\w)(au|du)[{DOTS}/]((?:à|de) (?:la|l'))(?![^\W\d_])")
_BOTH = re.compile(r"(?i)(?<!\w)(?:les?|un|ce|ils?|du|au|celui)( \()(?:la|une|cette|elles?|de la|à la|celle)(\))")
_ELIDED = re.compile(r"([^\W\d_]+')$")
_FEMININE_ENDS = """
e es s x ne nes le les te tes ve ves se ses fe rice rices trice trices euse euses ère ères ière ières enne ennes ienne
iennes onne onnes ine ines sse sses esse esses che ches elle elles lle lles que ques a ive ives ice ices he hes ue ues
ce ces ïne ïnes hesse hesses eille eilles olle olles tte ttes ette ettes
"""
_ENDINGS = frozenset(_FEMININE_ENDS.split())
# What an ending that replaces letters stands for: acteur.rice, danseur.euse, fermier.ère, actif.ve.
_REPLACED = (
    ("rice", "eur"),
    ("ice", "eur"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("euse", "eux"),
    ("ère", "er"),
    ("ière", "ier"),
    ("ve", "f"),
    ("ive", "if"),
    ("se", "r"),
    ("se", "x"),
    ("ce", "x"),
    ("sse", "x"),
    ("che", "c"),
    ("que", "c"),
    ("elle", "eau"),
    ("lle", "au"),
    ("eille", "eux"),
    ("olle", "ou"),
    ("ïne", "s"),
    ("sse", ""),
    ("esse", "e"),
    ("enne", "en"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("ine", "ain"),
)
_WHOLE = {
    ("loup", "ve"): ("loup", "louve"),
    ("tou", "te"): ("tous", "toutes"),
    ("tou", "tes"): ("tous", "toutes"),
    ("tous", "tes"): ("tous", "toutes"),
    ("un", "e"): ("un", "une"),
    ("aucun", "e"): ("aucun", "aucune"),
    ("chacun", "e"): ("chacun", "chacune"),
    ("copain", "ine"): ("copain", "copine"),
    ("beau", "lle"): ("beau", "belle"),
    ("beau", "elle"): ("beau", "belle"),
    ("ce", "tte"): ("ce", "cette"),
    ("lui", "elle"): ("lui", "elle"),
    ("eux", "elles"): ("eux", "elles"),
    ("cel", "lui"): ("celui", "celle"),
    ("ceux", "elles"): ("ceux", "celles"),
}


# Masculines whose s is their own, and not that of several as in amis·es: français·es, gros·se, confus·e, divers·e.
_OWN_S = re.compile(
    "(?i)(?:[ao]|[ao]i|(?<!eu)r|[gptcs]ri|(?<!a)(?<!nne)mi|ssi|ci|qui|méti|[cn]f?lu|[nf]fu|obtu|intru)s$"
)


def readings(text: str) -> Iterator[Edit]:
    """Each word in inclusive writing, as it is said."""
    for match in _BOTH.finditer(text):
        yield [Part(*match.span(1), " ou "), Part(*match.span(2), "")]
    if not _PARTING.search(text):
        return
    for match in _CONTRACTED.finditer(text):
        yield [Part(*match.span(), f"{match[1]} ou {match[2]}")]
    for match in _WRITTEN.finditer(text):
        parts = [part for part in _PARTED.split(match[0]) if part]
        said = _said(parts, _ELIDED.search(text[max(0, match.start() - 24) : match.start()]))
        if said:
            yield [Part(*match.span(), said)]
        elif "/" in match[0] and all(len(part) > 1 for part in parts) and match[0].lower() != "et/ou":
            yield [
                Part(match.start() + slash.start(), match.start() + slash.end(), " ou ")
                for slash in _SLASH.finditer(match[0])
            ]
        elif _DOTTED.search(match[0]):
            yield [Part(*match.span(), " ou ".join(parts) if all(len(part) > 1 for part in parts) else "".join(parts))]


def _said(parts: list[str], elided: re.Match[str] | None) -> str:
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
        if small.endswith("s") and small != "s":
            plural, small, masculine = True, small[:-1], _of_one(masculine, small[:-1])
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
    both = "et" if one == "tous" or not one.endswith(("s", "x")) else "hai"
    return f"{one} {both if several else 'ou'} {elided[1] if elided else ''}{other}"


def _of_one(masculine: str, ending: str) -> str:
    """What a feminine `ending` is added to: amis is ami before it, français stays."""
    several = masculine.endswith("s") and not _OWN_S.search(masculine)
    return masculine[:-1] if several and ending in ("e", "ne", "le", "te") else masculine


def _like_pair(one: str, other: str) -> bool:
    return re.fullmatch(PAIRED, f"{one}.{other}") is not None


def _feminine(masculine: str, ending: str) -> str:
    """`masculine` with the feminine `ending` put on, or in the place of its own."""
    small = masculine.lower()
    short = small[:-1] if small.endswith(("s", "aux")) and ending != "ïne" else small
    if ending == "e" and small.endswith("er"):
        return small[:-2] + "ère"
    if small == "grec":
        return "grecque"
    for feminine, replaced in _REPLACED:
        if ending == feminine and replaced and short.endswith(replaced):
            return short.removesuffix(replaced) + {"ice": "rice"}.get(feminine, feminine)
    return masculine + ending
