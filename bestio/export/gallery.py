"""The gallery of a class: all its creatures on one page to print, each over its name and the group that made it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bestio.errors import BestioError, UsageError
from bestio.export.picture import LABEL, MARGIN, document, label, squares, write_whole
from bestio.i18n import _
from bestio.persona.portrait import Pixels, choose_look, draw, gather_strips
from bestio.persona.trait import Lexicon
from bestio.workshop.retelling import wheels_of
from bestio.workshop.search import gallery_mark
from bestio.workshop.store import Store

_ACROSS = ((4, 2), (9, 3), (16, 4), (30, 5))
_MOST_ACROSS = 6
_SMALL = 2.6
_SCALE = 8
_MOST_LETTERS = 40


class Shown(Struct, frozen=True):
    """A creature on the page: its name, the pseudonym and the id of its group, and its portrait."""

    name: str
    group: str
    id: str
    pixels: Pixels


def creatures(store: Store, class_id: str, lexicons: Mapping[str, Lexicon]) -> list[Shown]:
    """The creatures of a class, by group; groups that have none yet, or that cannot be read, are left out.

    Raises UsageError for an unsafe name.
    """
    strips = gather_strips({key: lexicon.portraits for key, lexicon in lexicons.items()})
    found = []
    for entry in store.groups(class_id):
        with contextlib.suppress(BestioError), store.open(entry.path, read_only=True) as journal:
            creation = journal.creation
            cabinet = wheels_of(journal.events, lexicons)
            known = {slot: (ref, cabinet.trait(slot, ref)) for slot, ref in creation.traits.items()}
            worn = {slot: {ref: trait} for slot, (ref, trait) in known.items() if trait is not None}
            if creation.begun:
                pixels = draw(strips, choose_look(strips, worn, creation.traits))
                found.append(Shown(creation.name, journal.group, entry.id, pixels))
    return found


def to_page(title: str, class_id: str, shown: Sequence[Shown]) -> str:
    """The page as an SVG document. It tells whose creatures it shows, so that it goes with any of them."""
    across = next((columns for most, columns in _ACROSS if len(shown) <= most), _MOST_ACROSS)
    wide = len(shown[0].pixels[0]) + 2 * MARGIN
    high = round(len(shown[0].pixels) + MARGIN + LABEL + _SMALL + 3 * MARGIN)
    top = round(2 * LABEL + 2 * MARGIN)
    width, height = across * wide + 2 * MARGIN, top + -(-len(shown) // across) * high
    parts = [
        f"<metadata>{gallery_mark(class_id, (one.id for one in shown))}</metadata>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        label(title, width / 2, top - 2 * MARGIN, width - 2 * MARGIN, size=1.5 * LABEL),
    ]
    for number, one in enumerate(shown):
        left, above = MARGIN + number % across * wide, top + number // across * high
        middle, below = wide / 2, len(one.pixels) + LABEL + 1
        parts.append(f'<g transform="translate({left} {above})"><g transform="translate({MARGIN} 0)">')
        parts += [*squares(one.pixels), "</g>", label(one.name[:_MOST_LETTERS], middle, below, wide - 2)]
        parts += [label(one.group[:_MOST_LETTERS], middle, below + _SMALL + 1, wide - 2, size=_SMALL, colour="#666666")]
        parts.append("</g>")
    return document(width, height, _SCALE, title, parts)


def write_gallery(path: Path, store: Store, class_id: str, lexicons: Mapping[str, Lexicon]) -> int:
    """Put the gallery of a class into an SVG file; how many creatures it shows. Raises UsageError, BestioError."""
    if path.suffix.lower() != ".svg":
        raise UsageError(
            _("The gallery is an SVG file."), hint=_("Give the file a name that ends in .svg: any browser prints it.")
        )
    shown = creatures(store, class_id, lexicons)
    if not shown:
        raise UsageError(_("There is no creature in this class yet."))
    write_whole(path, to_page(_("The gallery of the class {name}").format(name=class_id), class_id, shown).encode())
    return len(shown)
