"""What in a pupil's text nobody should learn from a machine: a telephone number, an address, a whole name.

Found by shape, never kept and never shown: only its kind is told, as a question, and the pupil decides. It would rather
miss one than ask about what is none: a class that is asked for nothing no longer reads.
"""

from __future__ import annotations

import re
from typing import Literal

from bestio.i18n import _
from bestio.persona.first_names import FIRST_NAMES
from bestio.text.fold import fold

Kind = Literal["phone", "email", "address", "name"]

_GAP = r"[ \u00a0\u202f\t]"
# Two figures five times, with the same sign between them all or with none; nor part of a longer row of figures.
_PHONE = re.compile(
    rf"""(?<![\w.,/+-])(?<!\d\d{_GAP})(?:
        (?:(?:\+|00){_GAP}?33{_GAP}?(?:\(0\){_GAP}?)?[1-9]|0[1-9])
        (?P<sign>{_GAP}{{0,2}}|[./-]|{_GAP}[.-]{_GAP})\d\d(?:(?P=sign)\d\d){{3}}
        |0[1-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}
        |0[1-9]{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{2}}
        |\+{_GAP}?(?!33)[1-9]\d{{0,2}}(?:[ \u00a0\u202f.-]?\(?\d{{1,4}}\)?){{2,5}}
    )(?![\w]|[.,/-]?\d|{_GAP}\d\d(?:\D|$))""",
    re.VERBOSE,
)
_FEWEST_FIGURES = 9
_COUNTING = frozenset({"0123456789", "0102030405"})

_AT = r"(?:@|\s?[(\[]\s?(?:at|arobase|arrobase|@)\s?[)\]]\s?|\s(?:arobase|arrobase)\s)"
_DOT = r"(?:\.|\s?[(\[]\s?(?:point|dot)\s?[)\]]\s?|\spoint\s)"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+-](?:[\w.+-]{{0,62}}[\w+-])?{_AT}[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W\d_][\w-]{{0,62}}){{1,4}}",
    re.IGNORECASE,
)

# Words that name nothing but a street, and others that are many things more (« 2 cours de dessin »).
_STREET = r"rue|avenue|av\.?|boulevard|boul\.|bld\.?|bd\.?|impasse|all[ée]e|ruelle|venelle|faubourg|lotissement"
_PLACE = (
    r"place|chemin|route|quai|square|cours|passage|r[ée]sidence|hameau|lieu-dit|sentier|villa|esplanade|promenade"
    r"|rond-point|voie|mont[ée]e|traverse|clos|cit[ée]"
)
_LINK = r"(?:de\s+la|de\s+l['’]|du|des|de|d['’]|aux?|les?|la|l['’])"
_CAPITAL = r"(?-i:[A-ZÀ-ÖØ-ÞŒ])\w"
_HOUSE = (
    r"(?<![\w.,/:-])\d{1,4}(?:\s?(?:bis|ter|quater)\b|\s?[a-d](?!\w))?(?:\s?,\s?|\s+)(?:de\s+la\s+|de\s+l['’]|du\s+)?"
)
_NOT_A_STREET = r"(?!(?:plus|moins|large|long|distance|suite|chez|campagne|village|ville|fer|vie|jeu|tous?|nouveau)\b)"
_AFTER_LINK = rf"\s+{_LINK}\s*{_NOT_A_STREET}[^\W\d_]{{2}}"
_AFTER_NAME = rf"\s+(?:{_LINK}\s*)?{_CAPITAL}"
_ADDRESS = re.compile(
    rf"{_HOUSE}(?:(?:{_STREET})(?:{_AFTER_LINK}|{_AFTER_NAME})|(?:{_PLACE}){_AFTER_NAME})", re.IGNORECASE
)
_LIVES = re.compile(
    rf"(?:\bj['’]\s?habite|\bnous\s+habitons|\bon\s+habite|\bmon\s+adresse(?:\s+est|\s*,?\s+c['’]est|\s*:)|\bje\s+vis"
    rf"|\bchez\s+(?:moi|nous)\s*,?\s+c['’]est)\s+(?:(?:au|dans|sur|à|la|le|l['’]|numéro|n°|\d{{1,4}})\s*,?\s*){{0,4}}"
    rf"(?:(?:{_STREET})(?:{_AFTER_LINK}|{_AFTER_NAME})|(?:{_PLACE}){_AFTER_NAME})",
    re.IGNORECASE,
)

_WORD = r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*"
_PARTICLE = r"(?:(?:de|du|des|le|la|van|von|ben|el|al)[ \u00a0\u202f]+|d['’])"
_FIRST_AND_LAST = rf"(?P<first>{_WORD})[ \u00a0\u202f]+{_PARTICLE}{{0,2}}(?P<last>{_WORD})"
_SAYS = (
    r"je\s+m['’]\s?appelle|je\s+me\s+nomme|mon\s+(?:vrai\s+)?nom(?:\s+complet)?(?:\s+est|\s*,?\s+c['’]est|\s*:)"
    r"|moi\s*,?\s+c['’]est"
)
_NAMED = re.compile(rf"\b(?:{_SAYS})\s+{_FIRST_AND_LAST}", re.IGNORECASE)
_KNOWN = re.compile(rf"\b(?:je\s+suis|s['’]\s?appelle(?:nt)?|se\s+nomme(?:nt)?)\s+{_FIRST_AND_LAST}", re.IGNORECASE)
_FAMILY = re.compile(rf"\bmon\s+nom\s+de\s+famille(?:\s+est|\s*,?\s+c['’]est|\s*:)\s+{_CAPITAL}", re.IGNORECASE)
# What follows a first name and is none: « je m'appelle Léa et … », also where all is in capitals.
_NO_NAME = frozenset(
    """
    a ai alors apres as au aussi aux avec avais car ce cela ces cet cette chez comme comment da dans de depuis
    des donc du elle elles en encore es est et etais eux hier ici il ils in j je la le les leur lui m ma mais me
    mes moi mon ne ni nos notre nous on or ou oui non par parce pas pour puis quand que quel quelle qui quoi sa
    sans se ses si son sont suis sur ta te tes toi ton tous tout toute tres tu un une vers voici voila vos votre
    vous y bonjour salut
    """.split()  # noqa: SIM905 (a list would take ninety lines)
)


def private_kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of private things that `text` seems to hold, each once; () where there are none."""
    found: list[Kind] = []
    if any(_is_phone(match[0]) for match in _PHONE.finditer(text)):
        found.append("phone")
    if _EMAIL.search(text):
        found.append("email")
    if _ADDRESS.search(text) or _LIVES.search(text):
        found.append("address")
    if _holds_a_name(text):
        found.append("name")
    return tuple(found)


def nudge(text: str) -> str:
    """The question for the pupil who wrote `text`; "" where there is nothing to ask. It repeats nothing of the text."""
    kinds = private_kinds(text)
    if not kinds:
        return ""
    names = [_NAMES[kind]() for kind in kinds]
    what = " ".join([", ".join(names[:-1]), _("and"), names[-1]]) if len(names) > 1 else names[0]
    return _(
        "This text seems to hold {what}. The machine could repeat it before everybody: do you really want it there? "
        "You decide."
    ).format(what=what)


_NAMES = {
    "phone": lambda: _("a telephone number"),
    "email": lambda: _("an e-mail address"),
    "address": lambda: _("the address of a house"),
    "name": lambda: _("somebody’s first and last name"),
}


def _is_phone(found: str) -> bool:
    figures = "".join(re.findall(r"\d", found))
    return len(figures) >= _FEWEST_FIGURES and figures not in _COUNTING and len(set(figures[2:])) > 1


def _holds_a_name(text: str) -> bool:
    for match in _NAMED.finditer(text):
        first, last = match["first"], match["last"]
        known = _is_first_name(first)
        if _may_name(last) and _may_name(first) and ((first[0].isupper() and last[0].isupper()) or known):
            return True
    return any(
        _is_first_name(match["first"]) and match["last"][0].isupper() and _may_name(match["last"])
        for match in _KNOWN.finditer(text)
    ) or bool(_FAMILY.search(text))


def _is_first_name(word: str) -> bool:
    return fold(word).partition("-")[0] in FIRST_NAMES


def _may_name(word: str) -> bool:
    folded = fold(word).replace("’", "'")
    return folded.partition("'")[0] not in _NO_NAME
