"""Traits that pupils make themselves: checked as they are typed, shown in all their forms, credited to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bestio.documents.reader import At
from bestio.documents.yamlio import Document
from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.language.french import Gender, Number, both_forms, known_h, mark
from bestio.language.french import plural as plural_of
from bestio.persona.lexicon import check_trait
from bestio.persona.slots import SLOTS
from bestio.persona.trait import Trait

GENDERS: tuple[Gender, ...] = ("m", "f")
NUMBERS: tuple[Number, ...] = ("s", "p")
NEGATIONS = ("", "pas", "jamais", "plus")


class Form(Struct, frozen=True):
    """One derived form of a trait: the word it goes with ("un", "des", "je"), and the form."""

    label: str
    text: str


def read_own_trait(slot: str, data: Mapping[str, Any], report: Report, *, author: str = "") -> Trait | None:
    """The trait that `data` (as in a lexicon) describes, credited to `author`; None, and told, where it is unusable."""
    if slot not in SLOTS:
        message = _("“{slot}” is not a slot.").format(slot=slot)
        report(Problem(Where(""), message, _("The slots are: {names}.").format(names=", ".join(SLOTS))))
        return None
    trait = check_trait(_with_known_h(data), At.top(Document(None, ""), report), slot)
    return replace(trait, author=author) if trait is not None and author else trait


def _with_known_h(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` with the h that the tables know: a form once let pupils say otherwise ("l’hibou")."""
    noun = data.get("noun")
    known = known_h(noun["lemma"]) if isinstance(noun, dict) and isinstance(noun.get("lemma"), str) else None
    if known is None or not isinstance(noun, dict) or noun.get("h") in {None, known}:
        return dict(data)
    return {**data, "noun": {**noun, "h": known}}


def noun_trait(
    lemma: str,
    gender: str,
    *,
    aspirate: bool = False,
    several: bool = False,
    plural: str = "",
    adjective: str = "",
    of: str = "",
) -> dict[str, Any]:
    """A noun that pupils give, as a lexicon would write it.

    `aspirate` counts only for a word in h that the tables do not know (see `asks_h`), `plural` only where it is not
    what the rules would make.
    """
    noun: dict[str, Any] = {"lemma": _plain(lemma), "gender": gender}
    if noun["lemma"][:1].lower() == "h":
        noun["h"] = known_h(noun["lemma"]) or ("aspirate" if aspirate else "mute")
    if several:
        noun["number"] = "p"
    if _plain(plural) and _plain(plural) != plural_of(noun["lemma"]):
        noun["plural"] = _plain(plural)
    trait: dict[str, Any] = {"noun": noun}
    if _plain(adjective):
        trait["adjectives"] = [_MARKED.sub(r"\1", both_forms(_plain(adjective)))]
    if _plain(of):
        trait["of"] = _plain(of)
    return trait


def asks_h(lemma: str) -> bool:
    """Whether only its author can say how the h of `lemma` is: a word in h that the tables do not know."""
    return lemma.strip()[:1].lower() == "h" and known_h(lemma) is None


def clause_trait(verb: str, rest: str, negation: str = "", agreeing: str = "") -> dict[str, Any]:
    """A verb in the infinitive, what follows it and one of NEGATIONS, as a lexicon would write it.

    What follows être and its like agrees with the creature; `agreeing` says in its place which words do ("heureux,
    fier"; "-" for none). So does what is written in both forms ("content(e)").
    """
    verb = _BRACES.sub("", _plain(verb.lower()))
    # Other braces call for a verb or a pronoun in a lexicon; where pupils write, they are nothing.
    rest = "".join(_kept(piece) for piece in _MARKER.split(both_forms(_plain(rest))))
    infinitive = re.sub(r"^(?:se |s’)", "", verb)
    chosen = frozenset(re.findall(r"[^\W\d_]+(?:[-’][^\W\d_]+)*", _plain(agreeing))) if agreeing.strip() else None
    rest = mark(infinitive, infinitive != verb, rest, chosen)
    template = f"ne {{{verb}}} {negation} {rest}" if negation else f"{{{verb}}} {rest}"
    return {"clause": template.strip()}


_BRACES = re.compile(r"[{}]")
_MARKER = re.compile(r"(\{e\}|\{adj:[^{}:]+\})")
_MARKED = re.compile(r"(?:\{adj:)?([^{}]+)\{?e?\}")


def _kept(piece: str) -> str:
    return piece if _MARKER.fullmatch(piece) else _BRACES.sub("", piece)


def _plain(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


def preview(trait: Trait) -> tuple[Form, ...]:
    """Every form that the program will derive from `trait`, for its author to look over."""
    phrase = trait.phrase
    if phrase is not None:
        one, several = phrase.with_number("s"), phrase.with_number("p")
        forms = [Form("un", one.indefinite), Form("le", one.definite), Form("des", several.indefinite)]
        forms += [Form("de", phrase.de), Form("mon", phrase.possessed("je")), Form("son", phrase.possessed("il"))]
        for adjective in phrase.adjectives:
            every = (adjective.agreed(gender, number) for number in NUMBERS for gender in GENDERS)
            forms.append(Form(_("adjective"), ", ".join(dict.fromkeys(every))))
        return tuple(forms)
    clause = trait.told
    if clause is None:
        return ()
    forms = [Form("je", clause.told("je", "m"))]
    if clause.told("je", "f") != clause.told("je", "m"):
        forms.append(Form(_("je (feminine)"), clause.told("je", "f")))
    return (*forms, Form("il", clause.told("il", "m")), Form("elle", clause.told("il", "f")))
