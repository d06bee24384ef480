"""What happens to the creature: it appears, its wheels turn, it is crossed and named; and what the group is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from bestio.creation.events.event import Event, Refused
from bestio.creation.events.kind import Id, Kind, Name, Seed, refuse_full, without
from bestio.creation.events.names import Names
from bestio.creation.own_trait import OwnTrait
from bestio.creation.quoted import shorten
from bestio.creation.state import Creation, Crossed
from bestio.i18n import N_, _, ngettext

OWN = "own:"
"""What the reference of a trait of the group's own begins with."""
_LONGEST_NAME = 60

Traits = Annotated[dict[Id, Id], Meta(max_length=40)]


class CreationBegin(Kind, frozen=True, tag="creation.begin"):
    """A creature appears, drawn from lexicons."""

    label: ClassVar[str] = N_("the new creature")
    marker: ClassVar[str] = "creature"

    lexicons: list[Id] = field(default_factory=list)
    seed: Seed = 0
    name: Name = ""
    traits: Traits = field(default_factory=dict)

    def apply(self, creation: Creation, event: Event) -> Creation:
        return replace(
            creation,
            lexicons=tuple(self.lexicons),
            seed=self.seed,
            name=self.name,
            traits=self.traits,
            locked=frozenset(),
            crossed=None,
        )

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("A creature appears: {name}.").format(name=after.name or "?")

    def begins(self, creation: Creation) -> bool:
        return not creation.begun


class PersonaDraw(Kind, frozen=True, tag="persona.draw"):
    """Every slot that is not locked was drawn again."""

    label: ClassVar[str] = N_("the draw of all the wheels")

    seed: Seed
    traits: Traits
    name: Name | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        return _drawn(creation, self.seed, self.traits, self.name)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        count = _changed(before, after)
        told = ngettext("The wheels turn: {n} trait changes", "The wheels turn: {n} traits change", count)
        return told.format(n=count) + _kept_and_named(before, after)


class OtherCreature(Struct, frozen=True, gc=False):
    """The creature of another group by the name it was shown with; `source`, `class:group:`, lets it be forgotten."""

    source: Annotated[str, Meta(max_length=300)] = ""
    creature: Name = ""


class PersonaCross(Kind, frozen=True, tag="persona.cross"):
    """The creature became a child of itself and of another one, which nothing asks for again.

    `traits` are those of the child: the ones that change come from the other.
    """

    label: ClassVar[str] = N_("the crossing with another creature")
    marker: ClassVar[str] = "creature"

    seed: Seed
    traits: Traits
    name: Name | None = None
    other: OtherCreature = OtherCreature()

    def apply(self, creation: Creation, event: Event) -> Creation:
        child = _drawn(creation, self.seed, self.traits, self.name)
        earlier, other = creation.crossed.origins if creation.crossed is not None else {}, self.other.creature
        theirs = {slot: (ref, other) for slot, ref in child.traits.items() if creation.traits.get(slot) != ref}
        return replace(child, crossed=Crossed(other, {**earlier, **theirs}))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        count = _changed(before, after)
        name = crossed_with(after)
        if name:
            told = ngettext(
                "Crossing with “{name}”: {n} trait comes from it",
                "Crossing with “{name}”: {n} traits come from it",
                count,
            ).format(name=name, n=count)
        else:
            told = ngettext(
                "Crossing with another creature: {n} trait comes from it",
                "Crossing with another creature: {n} traits come from it",
                count,
            ).format(n=count)
        return told + _kept_and_named(before, after)

    @classmethod
    def named(cls, after: Creation) -> str:
        name = crossed_with(after)
        return _("the crossing with “{name}”").format(name=name) if name else _(cls.label)


class PersonaName(Kind, frozen=True, tag="persona.name"):
    """The creature was given a name."""

    label: ClassVar[str] = N_("the creature’s name")

    name: Name

    def apply(self, creation: Creation, event: Event) -> Creation:
        return creation if self.name == creation.name else replace(creation, name=self.name)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The creature is called {name}.").format(name=self.name)


class GroupName(Kind, frozen=True, tag="group.name"):
    """The group was given a name."""

    label: ClassVar[str] = N_("the group’s name")
    record: ClassVar[bool] = True

    name: Name

    def apply(self, creation: Creation, event: Event) -> Creation:
        return creation if self.name == creation.group else replace(creation, group=self.name)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group is now called {name}.").format(name=self.name)


class TraitDraw(Kind, frozen=True, tag="trait.draw"):
    """One slot was drawn again."""

    label: ClassVar[str] = N_("the draw of a trait")

    slot: Id
    trait: Id
    seed: Seed = 0

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.slot in creation.locked:
            raise Refused(_("This trait is locked."), hint=_("Unlock it before drawing it again."))
        return _with_trait(creation, self.slot, self.trait)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        was, slot, now = before.traits.get(self.slot), names.slot(self.slot), names.trait(self.trait)
        if was is None or was == self.trait:
            return _("{slot}: the wheel gives “{trait}”.").format(slot=slot, trait=now)
        told = _("{slot}: the wheel gives “{trait}” instead of “{was}”.")
        return told.format(slot=slot, trait=now, was=names.trait(was))


class TraitChoose(Kind, frozen=True, tag="trait.choose"):
    """One trait was chosen by hand."""

    label: ClassVar[str] = N_("the choice of a trait")

    slot: Id
    trait: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        return _with_trait(creation, self.slot, self.trait)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        told = _("{slot}: the group chooses “{trait}”.")
        return told.format(slot=names.slot(self.slot), trait=names.trait(self.trait))


class TraitLock(Kind, frozen=True, tag="trait.lock"):
    """A slot was locked."""

    label: ClassVar[str] = N_("the lock of a trait")
    marker: ClassVar[str] = "lock"

    slot: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.slot not in creation.traits:
            raise Refused(_("There is no trait to lock there."))
        return creation if self.slot in creation.locked else replace(creation, locked=creation.locked | {self.slot})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        trait = names.trait(before.traits.get(self.slot, ""))
        return _("{slot}: the group locks “{trait}”.").format(slot=names.slot(self.slot), trait=trait)


class TraitUnlock(Kind, frozen=True, tag="trait.unlock"):
    """A slot was unlocked."""

    label: ClassVar[str] = N_("the unlocking of a trait")

    slot: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        return replace(creation, locked=creation.locked - {self.slot}) if self.slot in creation.locked else creation

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("{slot}: the group unlocks the trait.").format(slot=names.slot(self.slot))


class TraitAdd(Kind, frozen=True, tag="trait.add"):
    """The group wrote a trait of its own; its reference is `own:id`. `worn`: the creature wears it from then on.

    In older journals a choice of its own, `trait.choose`, comes after it.
    """

    label: ClassVar[str] = N_("the trait of your own")

    slot: Id
    id: Id
    trait: dict[str, Any]
    worn: bool = False

    def apply(self, creation: Creation, event: Event) -> Creation:
        ref = self._ref
        if ref not in creation.own_traits:
            refuse_full(creation.own_traits)
        added = replace(creation, own_traits={**creation.own_traits, ref: OwnTrait(self.slot, self.trait)})
        return _with_trait(added, self.slot, ref) if self.worn else added

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        told = _("{slot}: the group invents a trait of its own, “{trait}”.")
        return told.format(slot=names.slot(self.slot), trait=names.trait(self._ref))

    @property
    def _ref(self) -> str:
        return OWN + self.id.removeprefix(OWN)


class TraitRemove(Kind, frozen=True, tag="trait.remove"):
    """A trait of the group's own was taken away."""

    label: ClassVar[str] = N_("the removal of a trait")

    ref: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.ref not in creation.own_traits:
            raise Refused(_("This trait is not one of yours."))
        if self.ref in creation.traits.values():
            raise Refused(_("The creature wears this trait."), hint=_("Choose another one for it first."))
        return replace(creation, own_traits=without(creation.own_traits, self.ref))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group takes its trait “{trait}” away.").format(trait=names.trait(self.ref))


class LexiconsSet(Kind, frozen=True, tag="lexicons.set"):
    """The lexicons that the wheels are made of."""

    label: ClassVar[str] = N_("the choice of lexicons")

    ids: list[Id]

    def apply(self, creation: Creation, event: Event) -> Creation:
        ids = tuple(dict.fromkeys(self.ids))
        return creation if ids == creation.lexicons else replace(creation, lexicons=ids)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The wheels are now made of: {names}.").format(names=", ".join(after.lexicons) or "–")


def crossing_of(creation: Creation, slot: str) -> str:
    """The crossing that gave `slot` the trait it has, in words; "" where the trait comes from none."""
    trait, creature = creation.crossed.origins.get(slot, ("", "")) if creation.crossed is not None else ("", "")
    if not trait or trait != creation.traits.get(slot):
        return ""
    name = shorten(creature, _LONGEST_NAME)
    return _("crossing with “{name}”").format(name=name) if name else _("crossing with another creature")


def crossed_with(creation: Creation) -> str:
    """The creature that the last crossing was with, to be quoted; "" where there was none, or it is not known."""
    return shorten(creation.crossed.creature, _LONGEST_NAME) if creation.crossed is not None else ""


def _drawn(creation: Creation, seed: int, traits: Mapping[str, str], name: str | None) -> Creation:
    """The creature of these traits, but for those that are locked, and of this name, if it has a new one."""
    kept = {slot: ref for slot, ref in creation.traits.items() if slot in creation.locked}
    name = creation.name if name is None else name
    crossed = _crossed_still(creation.crossed, kept)
    return replace(creation, seed=seed, traits={**traits, **kept}, name=name, crossed=crossed)


def _crossed_still(crossed: Crossed | None, kept: Mapping[str, str]) -> Crossed | None:
    """What a crossing has still to do with a creature that keeps these traits of its own; None where nothing."""
    origins = {slot: one for slot, one in (crossed.origins if crossed else {}).items() if kept.get(slot) == one[0]}
    return Crossed(crossed.creature, origins) if crossed is not None and origins else None


def _with_trait(creation: Creation, slot: str, ref: str) -> Creation:
    if creation.traits.get(slot) == ref:
        return creation
    crossed = creation.crossed
    if crossed is not None and slot in crossed.origins:  # chance or a hand may bring it back: not the crossing, then
        crossed = replace(crossed, origins=without(crossed.origins, slot))
    return replace(creation, traits={**creation.traits, slot: ref}, crossed=crossed)


def _changed(before: Creation, after: Creation) -> int:
    return sum(1 for slot, ref in after.traits.items() if before.traits.get(slot) != ref)


def _kept_and_named(before: Creation, after: Creation) -> str:
    told = ""
    if after.locked:
        stays = len(after.locked)
        told += ngettext(", {n} locked one stays", ", {n} locked ones stay", stays).format(n=stays)
    if after.name != before.name:
        told += _("; the creature is now called {name}").format(name=after.name)
    return told + "."
