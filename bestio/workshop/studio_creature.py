"""The acts on a creature: its wheels, its traits, its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bestio.errors import BestioError, Problem
from bestio.i18n import _
from bestio.persona.cabinet import Cabinet
from bestio.persona.description import Description, describe
from bestio.persona.own import read_own_trait
from bestio.persona.persona import Persona, cross, invent, make_name, reroll
from bestio.persona.portrait import Look, choose_look
from bestio.persona.repairs import repairs
from bestio.persona.trait import Trait
from bestio.workshop import influence
from bestio.workshop.cabinets import lexicons_of
from bestio.workshop.classroom import CLASS
from bestio.workshop.counting import growth
from bestio.workshop.creation import Creation
from bestio.workshop.studio_core import StudioCore

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
        persona = invent(Cabinet(self.lexicons.values()), seed)
        begun = {"lexicons": ids, "seed": seed, "name": persona.name, "traits": dict(persona.traits)}
        voice = influence.first_voice(self.voices, seed)
        self.perform(("creation.begin", begun), *([("voice.choose", {"id": voice})] if voice else []))

    def wheels(self) -> list[WheelView]:
        """The wheels in their order."""
        cabinet, persona = self.cabinet, self.persona
        views = []
        for slot, traits in cabinet.slots.items():
            trait = cabinet.trait(slot, persona.traits.get(slot))
            label = influence.label_of(cabinet, persona, trait) if trait else "–"
            step = max(1, len(traits) // MOST_PASSING)
            others = tuple(influence.label_of(cabinet, persona, other) for other in list(traits.values())[::step])
            stray = trait is not None and persona.traits[slot] not in traits
            views.append(WheelView(slot, cabinet.titles.get(slot, slot), label, others, stray))
        return views

    def look(self) -> Look:
        """Which strips the creature is drawn with."""
        return self._look(self.persona.traits)

    def passing_look(self, slots: Sequence[str]) -> Look:
        """What may be seen of the creature while the wheels of `slots` turn."""
        traits = dict(self.persona.traits)
        for slot in slots:
            refs = self.cabinet.refs(slot)
            if refs:
                traits[slot] = refs[int(self.random.random() * len(refs))]
        return self._look(traits)

    def _look(self, traits: Mapping[str, str]) -> Look:
        found = {slot: (ref, self.cabinet.trait(slot, ref)) for slot, ref in traits.items()}
        worn = {slot: {ref: trait} for slot, (ref, trait) in found.items() if trait is not None}
        return choose_look(self.strips, worn, traits)

    def description(self) -> Description:
        """The creature told in French."""
        return describe(self.cabinet, self.persona)

    def combinations(self) -> int:
        """How many creatures the wheels can make."""
        return self.cabinet.combinations()

    def lexicons_in_use(self) -> tuple[str, ...]:
        """The ids of the lexicons that the wheels are made of."""
        return tuple(lexicon.id for lexicon in lexicons_of(self.lexicons, self.creation.lexicons))

    def set_lexicons(self, ids: Sequence[str]) -> str:
        """Make the wheels of these lexicons; what that does to the number of creatures, in one line."""
        before = self.cabinet
        self.act("lexicons.set", ids=list(ids))
        return growth(before, self.cabinet)

    def repairs(self, before: Creation) -> str:
        """What agreement had to repair since `before`, in one line; "" where nothing."""
        was = Persona(before.name, before.seed, before.traits)
        found = dict.fromkeys((one.before, one.after) for one in repairs(self.cabinet, was, self.persona))
        return "   ".join(f"{old} → {new}" for old, new in list(found)[:MOST_REPAIRS])

    def spin(self, slot: str) -> None:
        """Draw another trait for a slot."""
        seed = self.new_seed()
        persona = reroll(self.cabinet, self.persona, slot, Random(seed))
        if persona.traits.get(slot) is None:
            raise BestioError(_("This wheel is empty."))
        self.act("trait.draw", slot=slot, trait=persona.traits[slot], seed=seed)

    def spin_all(self) -> None:
        """Draw every slot that is not kept. It gets a new name, unless its head is kept or the group has named it."""
        creation = self.creation
        seed = self.new_seed()
        locked = {slot: creation.traits[slot] for slot in creation.locked if slot in creation.traits}
        persona = invent(self.cabinet, seed, locked=locked)
        name = creation.name if "tete" in creation.locked or self.named else persona.name
        self.act("persona.draw", seed=seed, traits=dict(persona.traits), name=name)

    @property
    def named(self) -> bool:
        """Whether the creature bears a name that the group has given it."""
        return any(
            event.do == "persona.name" and event.data.get("name") == self.creation.name for event in self.journal.events
        )

    def choose_next(self, slot: str, by: int) -> None:
        """Choose the trait `by` places further on the wheel."""
        refs = self.cabinet.refs(slot)
        if not refs:
            raise BestioError(_("This wheel is empty."))
        now = self.creation.traits.get(slot, "")
        place = (refs.index(now) + by) % len(refs) if now in refs else 0
        self.act("trait.choose", slot=slot, trait=refs[place])

    def toggle_lock(self, slot: str) -> None:
        """Keep a trait, or let it go."""
        self.act("trait.unlock" if slot in self.creation.locked else "trait.lock", slot=slot)

    def mutable_slot(self) -> str | None:
        """A slot that chance may change; None where all are kept."""
        free = [
            slot for slot in self.cabinet.slots if slot not in self.creation.locked and len(self.cabinet.refs(slot)) > 1
        ]
        return free[int(self.random.random() * len(free))] if free else None

    def another_name(self) -> str:
        """A name that the program would give: another than the creature's, and than the one it gave before."""
        self._idea = make_name(self.cabinet, self.persona, self.random, but=self._idea)
        return self._idea

    def rename(self, name: str) -> None:
        """Give the creature a name."""
        self.act("persona.name", name=name)

    def add_trait(self, slot: str, trait: dict[str, Any]) -> str:
        """Add a trait of the group's own, and let the creature wear it; what that does to the number of creatures."""
        before = self.cabinet
        taken = self.creation.own_traits
        number = next(n for n in range(1, len(taken) + 2) if f"own:{slot}-{n}" not in taken)
        written = {**trait, "author": self.journal.group}
        self.act("trait.add", slot=slot, id=f"{slot}-{number}", trait=written, worn=True)
        return growth(before, self.cabinet)

    def preview_trait(self, slot: str, trait: Mapping[str, Any]) -> tuple[Trait | None, list[Problem]]:
        """What a trait of the group's own would be, or what is wrong with it."""
        problems: list[Problem] = []
        return read_own_trait(slot, trait, problems.append), problems

    def cross_with(self, other: Creation, group: str) -> None:
        """Draw a child of this creature and of the one of `group`, an id; kept traits stay.

        Only traits of the wheels of here can come from it: a trait that the other group wrote remains theirs.
        """
        locked, wheels = self.creation.locked, self.cabinet
        theirs = {
            slot: ref
            for slot, ref in other.traits.items()
            if slot not in locked and ref in wheels.refs(slot) and not ref.startswith(influence.OWN)
        }
        child = cross(wheels, self.persona, Persona(other.name, other.seed, theirs), Random(self.new_seed()))
        whose = {"source": f"{CLASS}{group}:", "creature": other.name}
        self.act("persona.cross", seed=child.seed, traits=dict(child.traits), name=child.name, other=whose)

    def introduction(self) -> str:
        """The first words of the creature about itself."""
        told = self.description().first
        ends = [match.end() for match in re.finditer(r"[.!?…](?=\s|$)", told)]
        return next((told[:end] for end in ends if end >= SHORTEST_INTRODUCTION), told)
