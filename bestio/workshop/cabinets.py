"""The wheels of a creation: those of its lexicons, and the group's own traits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bestio.persona.cabinet import Cabinet
from bestio.persona.own import read_own_trait
from bestio.persona.trait import Lexicon, Trait
from bestio.workshop.creation import Creation


def lexicons_of(lexicons: Mapping[str, Lexicon], ids: Sequence[str]) -> list[Lexicon]:
    """The lexicons called `ids`; where none of them is there, all that make wheels."""
    chosen = [lexicons[key] for key in ids if key in lexicons]
    return chosen or [lexicon for lexicon in lexicons.values() if lexicon.slots]


def own_traits_of(creation: Creation) -> dict[str, tuple[str, Trait]]:
    """The group's own traits, by reference, each with its slot; those that cannot be read any more are left out."""
    own: dict[str, tuple[str, Trait]] = {}
    for ref, (slot, data) in creation.own_traits.items():
        trait = read_own_trait(slot, data, lambda _problem: None)
        if trait is not None:
            own[ref] = (slot, trait)
    return own


def cabinet_then(creation: Creation, lexicons: Mapping[str, Lexicon]) -> Cabinet:
    """The wheels as they were at the moment of `creation`."""
    every = Cabinet(lexicons.values())
    return Cabinet(lexicons_of(lexicons, creation.lexicons), own_traits_of(creation), beyond=every)
