"""Traits that pupils make themselves: checked as they are typed, shown in all their forms, credited to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.language.french import Gender, Number
from bestio.persona.lexicon import check_trait
from bestio.persona.slots import SLOTS
from bestio.persona.trait import Trait
from bestio.yamlio import Document

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
    trait = check_trait(Document(dict(data), "", ""), (), slot, report)
    return replace(trait, author=author) if trait is not None and author else trait


def noun_trait(
    lemma: str, gender: str, *, aspirate: bool = False, several: bool = False, adjective: str = "", of: str = ""
) -> dict[str, Any]:
    """A noun that pupils give, as a lexicon would write it; `aspirate` counts for a word in h only."""
    noun: dict[str, Any] = {"lemma": _plain(lemma), "gender": gender}
    if noun["lemma"][:1].lower() == "h":
        noun["h"] = "aspirate" if aspirate else "mute"
    if several:
        noun["number"] = "p"
    trait: dict[str, Any] = {"noun": noun}
    if _plain(adjective):
        trait["adjectives"] = [_plain(adjective)]
    if _plain(of):
        trait["of"] = _plain(of)
    return trait


def clause_trait(verb: str, rest: str, negation: str = "") -> dict[str, Any]:
    """A verb in the infinitive, what follows it and one of NEGATIONS, as a lexicon would write it."""
    # Braces call for agreement in a lexicon; where pupils write, they are nothing.
    verb, rest = (_plain(text).replace("{", "").replace("}", "") for text in (verb.lower(), rest))
    template = f"ne {{{verb}}} {negation} {rest}" if negation else f"{{{verb}}} {rest}"
    return {"clause": template.strip()}


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
