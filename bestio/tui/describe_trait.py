"""A trait found again in the description of its creature: the words that the wheel in hand has put there."""

from __future__ import annotations

from textual.content import Content

from bestio.language.typography import NBSP
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import gender_of
from bestio.persona.persona import Persona
from bestio.tui.text import visible


def words_of(catalog: TraitCatalog, persona: Persona, slot: str, *, first_person: bool) -> str:
    """What the description says of the trait in `slot`, in the person that tells; "" where it has none."""
    trait = catalog.trait(slot, persona.traits.get(slot))
    if trait is None:
        return ""
    if trait.told is None:
        return trait.label
    return trait.told.predicate("je" if first_person else "il", gender_of(catalog, persona))


def lit(told: str, words: str, style: str) -> tuple[Content, int]:
    """`told`, safe to show, with `words` in `style`; and at which letter they begin, -1 where they are not in it."""
    told, words = visible(told), visible(words)
    at = told.replace(NBSP, " ").find(words.replace(NBSP, " ")) if words else -1  # only what is told has French spaces
    content = Content(told)
    return (content.stylize(style, at, at + len(words)) if at >= 0 else content), at
