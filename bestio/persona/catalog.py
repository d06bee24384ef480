"""Several lexicons joined: the wheels that creatures are drawn from."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from functools import cached_property

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.persona.slots import SLOTS
from bestio.persona.trait import Lexicon, Trait, words_in


class TraitCatalog:
    """The traits of every slot, by reference (`lexicon:trait`, `own:id`), in an order that never depends on chance.

    Lexicons are joined in the order of their ids, own traits last, so that the same lexicons give the same wheels.
    """

    def __init__(
        self,
        lexicons: Iterable[Lexicon],
        own: Mapping[str, tuple[str, Trait]] | None = None,
        *,
        beyond: TraitCatalog | None = None,
    ) -> None:
        """Join `lexicons`, and the pupils' `own` traits: reference → (slot, trait).

        A creature may still wear traits that are no longer on these wheels: they are looked up in `beyond`.
        """
        self.lexicons: tuple[Lexicon, ...] = tuple(sorted(lexicons, key=lambda lexicon: lexicon.id))
        slots: dict[str, dict[str, Trait]] = {slot: {} for slot in SLOTS}
        self.titles: dict[str, str] = {}
        for lexicon in self.lexicons:
            for slot_id, slot in lexicon.slots.items():
                self.titles.setdefault(slot_id, slot.title)
                slots[slot_id].update(lexicon.by_ref[slot_id])
        for ref, (slot_id, trait) in (own or {}).items():
            slots[slot_id][ref] = trait
        self._own = [trait.written for _slot, trait in (own or {}).values()]
        self.slots: Mapping[str, Mapping[str, Trait]] = {slot: traits for slot, traits in slots.items() if traits}
        self._beyond = beyond
        if beyond is not None:
            self.titles = {**beyond.titles, **self.titles}
        self._order: dict[str, tuple[str, ...]] = {slot: tuple(traits) for slot, traits in self.slots.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of five letters or more of all traits and texts, without accents or capitals."""
        return words_in(self._own).union(*(lexicon.words for lexicon in self.lexicons))

    def combinations(self) -> int:
        """How many creatures there are: the product of the wheels (1 where there is none)."""
        return math.prod(self.counts().values())

    def counts(self) -> dict[str, int]:
        """The number of traits on each wheel, in the order of the wheels."""
        return {slot: len(traits) for slot, traits in self.slots.items()}

    def refs(self, slot: str) -> tuple[str, ...]:
        """The references on one wheel, in order; none for a slot that is not there."""
        return self._order.get(slot, ())

    def trait(self, slot: str, ref: str | None) -> Trait | None:
        """The trait `ref` of `slot`, on its wheel or beyond; None where nobody knows it."""
        if ref is None:
            return None
        found = self.slots.get(slot, {}).get(ref)
        return found if found is not None or self._beyond is None else self._beyond.trait(slot, ref)

    def resolve(self, slot: str, name: str) -> str:
        """The reference that a person means by `name`: `ferraille:hibou`, or `hibou` where only one has it.

        Raises UsageError, with the nearest names, for an unknown slot or trait.
        """
        if slot not in self.slots:
            raise UsageError(
                _("“{slot}” is not a slot.").format(slot=slot),
                hint=_("The slots are: {names}.").format(names=", ".join(self.slots)),
            )
        refs = self._order[slot]
        if name in refs:
            return name
        ends = [ref for ref in refs if ref.partition(":")[2] == name]
        if ends:
            return ends[0]
        near = difflib.get_close_matches(name, [*refs, *(ref.partition(":")[2] for ref in refs)], n=1, cutoff=0.6)
        raise UsageError(
            _("“{name}” is not a trait of the slot “{slot}”.").format(name=name, slot=slot),
            hint=_("Did you mean “{name}”?").format(name=near[0])
            if near
            else _("For instance: {names}.").format(names=", ".join(refs[:5])),
        )
