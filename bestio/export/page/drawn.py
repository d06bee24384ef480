"""The portraits of a page: each look drawn once, as it was at each act, and the last one alive."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.creation.fold import Creation
from bestio.export.picture import to_png
from bestio.persona.catalog import TraitCatalog
from bestio.persona.portrait import Eyes, Opening, Pixels, Strips, choose_look, draw

FRAMES: Mapping[str, tuple[Opening, Eyes]] = {
    "open0": (0, "open"),
    "open1": (1, "open"),
    "open2": (2, "open"),
    "blink": (0, "closed"),
}
"""What the page shows of the portrait: mouths, and closed eyes."""


class Drawn:
    """Draws creations with `strips`, as the traits of `catalog` make them look. `pictures` are the looks so far."""

    def __init__(self, strips: Strips, catalog: TraitCatalog) -> None:
        self.strips = strips
        self.catalog = catalog
        self.pictures: list[bytes] = []
        self._places: dict[tuple[tuple[str, str], ...], int] = {}

    def place(self, creation: Creation) -> int:
        """The place of the creation's picture among `pictures`."""
        worn = tuple(sorted(creation.traits.items()))
        if worn not in self._places:
            picture = to_png(self.pixels(creation), scale=1)
            if picture not in self.pictures:
                self.pictures.append(picture)
            self._places[worn] = self.pictures.index(picture)
        return self._places[worn]

    def pixels(self, creation: Creation, mouth: Opening = 0, eyes: Eyes = "open") -> Pixels:
        """What the creation looks like."""
        known = {slot: (ref, self.catalog.trait(slot, ref)) for slot, ref in creation.traits.items()}
        worn = {slot: {ref: trait} for slot, (ref, trait) in known.items() if trait is not None}
        look = choose_look(self.strips, worn, creation.traits)
        return draw(self.strips, look, mouth=mouth, eyes=eyes, lit=mouth > 0)

    def frames(self, creation: Creation) -> dict[str, bytes]:
        """The portrait as PNG files, one for each of FRAMES."""
        return {name: to_png(self.pixels(creation, mouth, eyes), scale=1) for name, (mouth, eyes) in FRAMES.items()}
