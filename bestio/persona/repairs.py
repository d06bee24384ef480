"""What French had to repair when a trait was changed: articles, elisions, agreements, the creature's own gender."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from msgspec import Struct

from bestio.i18n import _
from bestio.language.french import Gender, NounPhrase, elided, subject
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import gender_of
from bestio.persona.persona import Persona
from bestio.persona.trait import Trait


class Repair(Struct, frozen=True):
    """One word, or two, that had to change form: as it was (or as the lexicon writes it), as it is, and why."""

    before: str
    after: str
    why: str


def repairs(catalog: TraitCatalog, before: Persona, after: Persona) -> list[Repair]:
    """What agreement repaired between two creatures that differ by some traits; nothing where nothing differs."""
    found: list[Repair] = []
    for slot, ref in after.traits.items():
        old, new = catalog.trait(slot, before.traits.get(slot)), catalog.trait(slot, ref)
        if old is None or new is None or before.traits.get(slot) == ref:
            continue
        if old.phrase is not None and new.phrase is not None:
            found += _noun_repairs(slot, old.phrase, new.phrase)
        elif old.told is not None and new.told is not None:
            found += _clause_repairs(new, gender_of(catalog, after))
    was, is_now = gender_of(catalog, before), gender_of(catalog, after)
    if was != is_now:
        found += _gender_repairs(catalog, before, after, was, is_now)
    return list(dict.fromkeys(found))


def _noun_repairs(slot: str, old: NounPhrase, new: NounPhrase) -> Iterator[Repair]:
    was, is_now = _article(old), _article(new)
    if was != is_now:
        yield Repair(was, is_now, _kind(new))
    de_was, de_now = old.de.removesuffix(old.core).strip(), new.de.removesuffix(new.core).strip()
    if de_was != de_now and slot != "membres":  # only a head and a body are "of" something
        why = (
            _("“{noun}” begins with a vowel sound.") if new.vowel else _("“{noun}” does not begin with a vowel sound.")
        )
        yield Repair(de_was, de_now, why.format(noun=new.core.split(" ")[0]))
    for adjective in new.adjectives:
        agreed = adjective.agreed(new.gender, new.number)
        if adjective.stands_before and new.core.startswith(adjective.lemma[:2]):
            agreed = new.core.split(" ")[0]
        if agreed != adjective.lemma:
            yield Repair(adjective.lemma, agreed, _kind(new))


def _article(phrase: NounPhrase) -> str:
    return phrase.indefinite.removesuffix(phrase.core).strip(" ")


def _kind(phrase: NounPhrase) -> str:
    reasons = {
        ("m", "s"): _("“{noun}” is masculine."),
        ("f", "s"): _("“{noun}” is feminine."),
        ("m", "p"): _("“{noun}” is masculine plural."),
        ("f", "p"): _("“{noun}” is feminine plural."),
    }
    return reasons[phrase.gender, phrase.number].format(noun=phrase.noun)


def _clause_repairs(trait: Trait, gender: Gender) -> Iterator[Repair]:
    """The elision of a new clause's "je": the one word that its verb changes before it."""
    clause = trait.told
    if clause is None:
        return
    predicate = clause.predicate("je", gender)
    if elided("je", predicate) == "j’":
        yield Repair("je", "j’", _("“{noun}” begins with a vowel sound.").format(noun=predicate.split(" ")[0]))


def _gender_repairs(
    catalog: TraitCatalog, before: Persona, after: Persona, was: Gender, is_now: Gender
) -> Iterator[Repair]:
    head = catalog.trait("tete", after.traits.get("tete"))
    noun = head.noun.lemma if head is not None and head.noun is not None else ""
    why = (
        _("The creature is feminine, as its head “{noun}” is.")
        if is_now == "f"
        else _("The creature is masculine, as its head “{noun}” is.")
    )
    reason = why.format(noun=noun)
    yield Repair(subject("il", was), subject("il", is_now), reason)
    for slot, ref in after.traits.items():
        trait = catalog.trait(slot, ref)
        if trait is None or trait.told is None or before.traits.get(slot) != ref or not trait.told.varies:
            continue
        old = trait.told.predicate("il", was).split(" ")
        new = trait.told.predicate("il", is_now).split(" ")
        for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
            if tag == "replace":
                yield Repair(" ".join(old[a:b]), " ".join(new[c:d]), reason)
