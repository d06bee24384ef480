"""The acts on a creature: its wheels, its traits, its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from bestio.creation import trait_effects
from bestio.creation.catalogs import lexicons_of
from bestio.creation.counting import growth
from bestio.creation.fold import Creation
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.persona.description import Description, describe, gender_of
from bestio.persona.persona import Persona, cross, invent, make_name, reroll
from bestio.persona.repairs import repairs
from bestio.studio.core import StudioCore

if TYPE_CHECKING:
    from bestio.errors import Problem
    from bestio.persona.portrait import Look
    from bestio.persona.trait import Trait

MOST_PASSING = 60
SHORTEST_INTRODUCTION = 40
MOST_REPAIRS = 4


@dataclass(frozen=True)
class WheelView:
    """One wheel: its slot and title, the words of its trait, and words of others that may pass by.

    `stray`: the trait is of a lexicon that is no longer in use, and leaves with the next spin.
    """

    slot: str
    title: str
    label: str
    others: tuple[str, ...]
    stray: bool = False


class CreatureActs(StudioCore):
    """What can be done to the creature."""

    _idea = ""

    def begin(self, *, seed: int | None = None) -> None:
        """Draw a first creature, and a voice for it."""
        seed = self.new_seed() if seed is None else seed
        ids = [lexicon.id for lexicon in self.lexicons.values() if lexicon.slots]
        persona = invent(self.workspace.every_trait, seed)
        begun = {"lexicons": ids, "seed": seed, "name": persona.name, "traits": dict(persona.traits)}
        voice = trait_effects.first_voice(self.voices, seed)
        self.record_all(("creation.begin", begun), *([("voice.choose", {"id": voice})] if voice else []))

    def wheels(self) -> list[WheelView]:
        """The wheels in their order."""
        catalog, persona = self.catalog, self.persona
        views = []
        for slot, traits in catalog.slots.items():
            trait = catalog.trait(slot, persona.traits.get(slot))
            label = trait_effects.label_of(catalog, persona, trait) if trait else "–"
            others = trait_effects.labels_on(catalog, slot, gender_of(catalog, persona), MOST_PASSING)
            stray = trait is not None and persona.traits[slot] not in traits
            views.append(WheelView(slot, catalog.titles.get(slot, slot), label, others, stray))
        return views

    def look(self) -> Look:
        """Which strips the creature is drawn with."""
        return self._look(self.persona.traits)

    def passing_look(self, slots: Sequence[str], chance: Random) -> Look:
        """What may be seen of the creature while the wheels of `slots` turn: `chance` is another than what decides."""
        traits = dict(self.persona.traits)
        for slot in slots:
            refs = self.catalog.refs(slot)
            if refs:
                traits[slot] = refs[int(chance.random() * len(refs))]
        return self._look(traits)

    def _look(self, traits: Mapping[str, str]) -> Look:
        found = {slot: (ref, self.catalog.trait(slot, ref)) for slot, ref in traits.items()}
        worn = {slot: {ref: trait} for slot, (ref, trait) in found.items() if trait is not None}
        from bestio.persona.portrait import choose_look

        return choose_look(self.strips, worn, traits)

    def description(self) -> Description:
        """The creature told in French."""
        return describe(self.catalog, self.persona)

    def combinations(self) -> int:
        """How many creatures the wheels can make."""
        return self.catalog.combinations()

    def lexicons_in_use(self) -> tuple[str, ...]:
        """The ids of the lexicons that the wheels are made of."""
        return tuple(lexicon.id for lexicon in lexicons_of(self.lexicons, self.creation.lexicons))

    def set_lexicons(self, ids: Sequence[str]) -> str:
        """Make the wheels of these lexicons; what that does to the number of creatures, in one line."""
        before = self.catalog
        self.record("lexicons.set", ids=list(ids))
        return growth(before, self.catalog)

    def repairs(self, before: Creation) -> str:
        """What agreement had to repair since `before`, in one line; "" where nothing."""
        was = Persona(before.name, before.seed, before.traits)
        found = dict.fromkeys((one.before, one.after) for one in repairs(self.catalog, was, self.persona))
        return "   ".join(f"{old} → {new}" for old, new in list(found)[:MOST_REPAIRS])

    def spin(self, slot: str) -> None:
        """Draw another trait for a slot."""
        seed = self.new_seed()
        persona = reroll(self.catalog, self.persona, slot, Random(seed))
        if persona.traits.get(slot) is None:
            raise BestioError(_("This wheel is empty."))
        self.record("trait.draw", slot=slot, trait=persona.traits[slot], seed=seed)

    def spin_all(self) -> None:
        """Draw every slot that is not kept. It gets a new name, unless its head is kept or the group has named it."""
        creation = self.creation
        seed = self.new_seed()
        locked = {slot: creation.traits[slot] for slot in creation.locked if slot in creation.traits}
        persona = invent(self.catalog, seed, locked=locked)
        name = creation.name if "tete" in creation.locked or self.named else persona.name
        self.record("persona.draw", seed=seed, traits=dict(persona.traits), name=name)

    @property
    def named(self) -> bool:
        """Whether the creature bears a name that the group has given it."""
        return any(
            event.do == "persona.name" and event.data.get("name") == self.creation.name for event in self.journal.events
        )

    def next_trait(self, slot: str, by: int) -> str:
        """The trait `by` places further on the wheel."""
        refs = self.catalog.refs(slot)
        if not refs:
            raise BestioError(_("This wheel is empty."))
        now = self.creation.traits.get(slot, "")
        place = (refs.index(now) + by) % len(refs) if now in refs else 0
        return refs[place]

    def mutable_slot(self) -> str | None:
        """A slot that chance may change; None where all are kept."""
        free = [
            slot for slot in self.catalog.slots if slot not in self.creation.locked and len(self.catalog.refs(slot)) > 1
        ]
        return free[int(self.random.random() * len(free))] if free else None

    def another_name(self) -> str:
        """A name that the program would give: another than the creature's, and than the one it gave before."""
        self._idea = make_name(self.catalog, self.persona, self.random, but=self._idea)
        return self._idea

    def rename(self, name: str) -> None:
        """Give the creature a name."""
        self.record("persona.name", name=name)

    def add_trait(self, slot: str, trait: dict[str, Any]) -> str:
        """Add a trait of the group's own, and let the creature wear it; what that does to the number of creatures."""
        before = self.catalog
        taken = self.creation.own_traits
        number = next(n for n in range(1, len(taken) + 2) if f"own:{slot}-{n}" not in taken)
        written = {**trait, "author": self.journal.group}
        self.record("trait.add", slot=slot, id=f"{slot}-{number}", trait=written, worn=True)
        return growth(before, self.catalog)

    def preview_trait(self, slot: str, trait: Mapping[str, Any]) -> tuple[Trait | None, list[Problem]]:
        """What a trait of the group's own would be, or what is wrong with it."""
        from bestio.persona.own import read_own_trait

        problems: list[Problem] = []
        return read_own_trait(slot, trait, problems.append), problems

    def cross_with(self, other: Creation, group: str) -> None:
        """Draw a child of this creature and of the one of `group`, an id; kept traits stay.

        Only traits of the wheels of here can come from it: a trait that the other group wrote remains theirs.
        """
        locked, wheels = self.creation.locked, self.catalog
        theirs = {
            slot: ref
            for slot, ref in other.traits.items()
            if slot not in locked and ref in wheels.refs(slot) and not ref.startswith(trait_effects.OWN)
        }
        child = cross(wheels, self.persona, Persona(other.name, other.seed, theirs), Random(self.new_seed()))
        whose = {"source": f"{CLASS}{group}:", "creature": other.name}
        self.record("persona.cross", seed=child.seed, traits=dict(child.traits), name=child.name, other=whose)

    def introduction(self) -> str:
        """The first words of the creature about itself."""
        told = self.description().first
        ends = [match.end() for match in re.finditer(r"[.!?…](?=\s|$)", told)]
        return next((told[:end] for end in ends if end >= SHORTEST_INTRODUCTION), told)
