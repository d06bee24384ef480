"""What traits name elsewhere: pictures and texts; the names that lead nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bestio.i18n import _
from bestio.persona.portrait_look import find_strip
from bestio.persona.slots import STRIPS
from bestio.persona.trait import Lexicon


class Loose(NamedTuple):
    """A name that leads nowhere at `keys` of a trait, with what to say of it."""

    lexicon: str
    slot: str
    trait: str
    keys: tuple[str, ...]
    message: str
    hint: str


def loose_references(lexicons: Mapping[str, Lexicon]) -> Iterator[Loose]:
    """Every strip and source named in `lexicons` that none of them holds; no strip where none is drawn at all."""
    strips = {key: strip for lexicon in lexicons.values() for key, strip in lexicon.portraits.items()}
    texts = [f"{lexicon.id}:{source}" for lexicon in lexicons.values() for source in lexicon.sources]
    for lexicon in lexicons.values():
        for slot_id, slot in lexicon.slots.items():
            kind = STRIPS.get(slot_id)
            names = [key.partition("/")[2] for key in strips if key.startswith(f"{kind}/")]
            for trait_id, trait in slot.traits.items():
                if trait.strip and names and (kind is None or find_strip(strips, kind, trait.strip) is None):
                    message = _("There is no strip “{strip}” for this slot.").format(strip=trait.strip)
                    yield Loose(lexicon.id, slot_id, trait_id, ("strip",), message, _nearest(trait.strip, names))
                for source in trait.feeds:
                    if (source if ":" in source else f"{lexicon.id}:{source}") not in texts:
                        message = _("There is no text “{source}”.").format(source=source)
                        hint = _nearest(source, [*lexicon.sources, *texts])
                        yield Loose(lexicon.id, slot_id, trait_id, ("feeds", source), message, hint)


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return _("Did you mean “{name}”?").format(name=near[0])
    return _("There are: {names}.").format(names=", ".join(sorted(set(names))[:20]))
