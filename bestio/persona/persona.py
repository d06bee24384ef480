"""A creature: one trait a slot, a name and a seed; how it is drawn, re-rolled, crossed and mutated.

Only `Random.random()` is ever asked of a generator, and generators are seeded with texts (hashed by SHA-512), so
that a seed gives the same creature in every process and every version of Python.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from bestio.persona.catalog import TraitCatalog
from bestio.persona.names import blend
from bestio.text.fold import fold

SEEDS = 1 << 31


class Persona(Struct, frozen=True):
    """A creature. `seed` also chooses how it is told; `traits` holds the reference of each slot's trait."""

    name: str
    seed: int
    traits: Mapping[str, str] = field(default_factory=dict)


def invent(
    catalog: TraitCatalog, seed: int, *, locked: Mapping[str, str] | None = None, name: str | None = None
) -> Persona:
    """The creature that `seed` draws: each wheel on its own, so that a `locked` slot does not move the others."""
    locked = locked or {}
    traits = {slot: ref for slot, ref in locked.items() if slot not in catalog.slots}
    for slot in catalog.slots:
        traits[slot] = locked.get(slot) or _choose(catalog.refs(slot), Random(f"{seed}:{slot}"))
    persona = Persona(name or "", seed, traits)
    return persona if name else replace(persona, name=make_name(catalog, persona, Random(f"{seed}:name")))


def reroll(catalog: TraitCatalog, persona: Persona, slot: str, random: Random) -> Persona:
    """`persona` with another trait in `slot`, where the wheel has another; name, seed and the rest stay."""
    others = [ref for ref in catalog.refs(slot) if ref != persona.traits.get(slot)]
    if not others:
        return persona
    return replace(persona, traits={**persona.traits, slot: _choose(others, random)})


def cross(catalog: TraitCatalog, a: Persona, b: Persona, random: Random) -> Persona:
    """A child of two creatures: each slot from one or the other, at least one from each where they differ."""
    slots = list(dict.fromkeys([*a.traits, *b.traits]))
    differing = [slot for slot in slots if slot in a.traits and slot in b.traits and a.traits[slot] != b.traits[slot]]
    traits: dict[str, str] = {}
    from_a: list[str] = []
    for slot in slots:
        take_a = random.random() < 0.5
        if slot in differing and take_a:
            from_a.append(slot)
        first, second = (a, b) if take_a else (b, a)
        traits[slot] = first.traits.get(slot) or second.traits[slot]
    if len(differing) > 1 and len(from_a) in {0, len(differing)}:
        slot = _choose(differing, random)
        traits[slot] = (b if from_a else a).traits[slot]
    child = Persona("", int(random.random() * SEEDS), traits)
    return replace(child, name=make_name(catalog, child, random))


def mutate(catalog: TraitCatalog, persona: Persona, random: Random) -> Persona:
    """`persona` with one trait changed, or two one time in three; its name and seed stay."""
    slots = [slot for slot in catalog.slots if len(catalog.refs(slot)) > 1]
    for _turn in range(1 if random.random() < 2 / 3 else 2):
        if slots:
            slot = _choose(slots, random)
            slots.remove(slot)
            persona = reroll(catalog, persona, slot, random)
    return persona


def make_name(catalog: TraitCatalog, persona: Persona, random: Random, *, but: str = "") -> str:
    """A name made up from the syllables of the creature's traits: "Théihou", "Grinçoiseau".

    It is neither the one that `persona` bears nor the one of `but`.
    """
    nouns: list[str] = []
    for slot in ("tete", "corps", "membres"):
        trait = catalog.trait(slot, persona.traits.get(slot))
        if trait is not None and trait.noun is not None:
            nouns.append(trait.noun.lemma)
    verbs: list[str] = []
    for slot in ("parole", "energie", "habitude"):
        trait = catalog.trait(slot, persona.traits.get(slot))
        if trait is not None and trait.told is not None:
            verbs.append(trait.told.infinitive)
    return blend(nouns, verbs, random, words=_AnyOf(catalog.words, {fold(persona.name), fold(but)}))


class _AnyOf:
    """Collections of words as one. Thousands that are joined are all written to: an app would have its own of each."""

    def __init__(self, *collections: Container[str]) -> None:
        self._collections = collections

    def __contains__(self, word: object) -> bool:
        return any(word in one for one in self._collections)


def _choose(among: Sequence[str], random: Random) -> str:
    return among[int(random.random() * len(among))]
