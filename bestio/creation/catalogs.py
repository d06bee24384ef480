"""The wheels of a creation: those of its lexicons, and the group's own traits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bestio.creation.fold import Creation
from bestio.persona.catalog import TraitCatalog
from bestio.persona.trait import Lexicon, Trait


def lexicons_of(lexicons: Mapping[str, Lexicon], ids: Sequence[str]) -> list[Lexicon]:
    """The lexicons called `ids`; where none of them is there, all that make wheels."""
    chosen = [lexicons[key] for key in ids if key in lexicons]
    return chosen or [lexicon for lexicon in lexicons.values() if lexicon.slots]


def own_traits_of(creation: Creation) -> dict[str, tuple[str, Trait]]:
    """The group's own traits, by reference, each with its slot; those that cannot be read any more are left out."""
    own: dict[str, tuple[str, Trait]] = {}
    for ref, made in creation.own_traits.items():
        if made.trait is not None:
            own[ref] = (made.slot, made.trait)
    return own


def catalog_then(creation: Creation, lexicons: Mapping[str, Lexicon]) -> TraitCatalog:
    """The wheels as they were at the moment of `creation`."""
    every = TraitCatalog(lexicons.values())
    return TraitCatalog(lexicons_of(lexicons, creation.lexicons), own_traits_of(creation), beyond=every)
