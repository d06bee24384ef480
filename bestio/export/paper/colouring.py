"""Creatures to colour in: lines on white, one to a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from bestio.export.paper.typeset import Sheet
from bestio.export.picture import to_outlines
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.persona import invent
from bestio.persona.portrait import FLAT, Look, Pixels, Strips, choose_look, draw

STRANGERS = (3, 11, 20)
"""Seeds of the creatures to colour in where no group has made one."""


class Drawn(Struct, frozen=True):
    """A creature to colour in: its shapes, its name, and what is said of it."""

    pixels: Pixels
    name: str
    about: str


def drawn(strips: Strips, look: Look, name: str, about: str) -> Drawn:
    """A creature as its look has it, without its colours."""
    return Drawn(draw(strips, look, colours=FLAT), name, about)


def strangers(catalog: TraitCatalog, strips: Strips) -> tuple[Drawn, ...]:
    """Creatures that nobody has made: the same at every time, of the wheels that there are."""
    personas = [invent(catalog, seed) for seed in STRANGERS] if catalog.slots else []
    return tuple(
        drawn(strips, choose_look(strips, catalog.slots, one.traits), one.name, describe(catalog, one).third)
        for one in personas
    )


def colouring_sheets(creatures: Iterable[Drawn]) -> Iterator[Sheet]:
    """A page for each creature."""
    for one in creatures:
        yield Sheet("colouring", {"picture": to_outlines(one.pixels), "name": one.name, "about": one.about})
