"""How a creature that spoke in a duet looks, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.creation.events.event import Event
from bestio.creation.state import Creation, Said
from bestio.persona.catalog import TraitCatalog
from bestio.persona.portrait_look import Look, choose_look
from bestio.persona.portrait_strip import Strips
from bestio.persona.trait import Lexicon


def line_of(event: Event | None, creation: Creation) -> Said | None:
    """The line of a duet that an event tells."""
    if event is None or event.do != "duet.line":
        return None
    return next((line for line in creation.duets.get(event.data["duet"], ()) if line.id == event.data["id"]), None)


def look_of(line: Said, strips: Strips, lexicons: Mapping[str, Lexicon]) -> Look | None:
    """What whoever says a line looks like; None where none of its traits is known."""
    catalog = TraitCatalog(lexicons.values())
    found = {slot: (ref, catalog.trait(slot, ref)) for slot, ref in line.traits.items()}
    worn = {slot: {ref: trait} for slot, (ref, trait) in found.items() if trait is not None}
    return choose_look(strips, worn, line.traits) if worn else None
