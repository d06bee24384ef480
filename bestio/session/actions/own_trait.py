"""A trait of the group's own, as the words of a line write it."""

from __future__ import annotations

from typing import Any

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.persona.slots import SLOTS
from bestio.session.actions.action import Words
from bestio.session.actions.parameters import pairs
from bestio.text.fold import fold

GENDERS = {"m": "m", "masculin": "m", "f": "f", "feminin": "f"}
HS = {"muet": "mute", "mute": "mute", "aspire": "aspirate", "aspirate": "aspirate"}
NOUN_WORDS = frozenset({"noun", "gender", "number", "plural", "h", "adjective", "of"})
CLAUSE_WORDS = frozenset({"clause", "of", "negation", "agreement"})
OWN_WORDS = NOUN_WORDS | CLAUSE_WORDS
"""What a trait of one's own may be made of."""
SEVERAL = frozenset({"p", "pluriel", "plural"})


def trait_of(slot: str, words: Words) -> dict[str, Any]:
    """The trait that words such as `nom=chat` say, as a lexicon would write it. Raises BestioError."""
    from bestio.persona.own import NEGATIONS, asks_h, clause_trait, noun_trait

    if SLOTS.get(slot) == "noun":
        given = pairs(words, NOUN_WORDS)
        if not given.get("noun"):
            raise BestioError(_("A noun is missing."), hint=own_hint(slot))
        gender = GENDERS.get(fold(given.get("gender", "m")), "")
        aspirate = HS.get(fold(given.get("h", "mute")), "")
        if not gender or not aspirate:
            raise BestioError(_("The gender is m or f, the h is muet or aspiré."), hint=own_hint(slot))
        if "h" not in given and asks_h(given["noun"]):
            noun = given["noun"]
            raise BestioError(
                _("“{noun}” begins with an h that nobody knows yet.").format(noun=noun),
                hint=_("Add h=aspiré if one says “{le} {noun}”, or h=muet if one says “l’{noun}”.").format(
                    le="le" if gender == "m" else "la", noun=noun
                ),
            )
        several = fold(given.get("number", "s")) in SEVERAL
        return noun_trait(
            given["noun"], gender, aspirate=aspirate == "aspirate", several=several,
            plural=given.get("plural", ""), adjective=given.get("adjective", ""), of=given.get("of", ""),
        )  # fmt: skip
    given = pairs(words, CLAUSE_WORDS)
    if not given.get("clause"):
        raise BestioError(_("A verb is missing."), hint=own_hint(slot))
    if "{" in given["clause"]:
        return {"clause": given["clause"]}
    negation = fold(given.get("negation", ""))
    if negation not in NEGATIONS:
        raise BestioError(_("The negation is pas, jamais or plus."), hint=own_hint(slot))
    return clause_trait(given["clause"], given.get("of", ""), negation, given.get("agreement", ""))


def own_hint(slot: str) -> str:
    """How such a trait is written, by an example."""
    if SLOTS.get(slot) == "noun":
        return _('For instance: nom=bouilloire genre=f adjectif=rouillé suite="à vapeur" pluriel=bouilloires h=aspiré')
    return _('For instance: verbe=craindre suite="l’orage et les aimants" negation=jamais')
