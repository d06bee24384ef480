"""Chooses the strips and the colours of a creature from the words of its traits.

A trait may name its strip (`hibou`) and a livery (`hibou/rouille`). Where it does not, its own words decide
(a rusty owl is rust-coloured), and where they say nothing, a checksum of its reference does: always the same
picture for the same trait, and a picture for every trait that a pupil adds.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from bestio.persona.portrait_strip import KINDS, SLOTS, Kind, Strip, Strips, key

_PLAIN = 4  # one in so many of the traits that share a strip and say nothing of colours keeps the strip's own


class TraitLike(Protocol):
    """What is read of a trait."""

    @property
    def strip(self) -> str | None: ...  # noqa: D102
    @property
    def noun(self) -> Any: ...  # noqa: D102
    @property
    def adjectives(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def of(self) -> str: ...  # noqa: D102


class Part(msgspec.Struct, frozen=True):
    """One strip by its id, and the livery it wears ("" for its own colours)."""

    strip: str
    livery: str = ""

    def key(self, kind: Kind) -> str:
        """The strip's name among all strips."""
        return key(kind, self.strip)

    @classmethod
    def named(cls, name: str) -> Part:
        """The part that a lexicon calls `hibou` or `hibou/rouille`."""
        strip, _slash, livery = name.partition("/")
        return cls(strip.strip(), livery.strip())


class Look(msgspec.Struct, frozen=True):
    """The three parts of a creature; None where it has none."""

    head: Part | None = None
    body: Part | None = None
    limbs: Part | None = None

    def part(self, kind: Kind) -> Part | None:
        """The part of that kind."""
        return {"head": self.head, "body": self.body, "limbs": self.limbs}[kind]

    @classmethod
    def named(cls, head: str, body: str, limbs: str) -> Look:
        """The look of three strips by name, each `id` or `id/livery`."""
        return cls(Part.named(head), Part.named(body), Part.named(limbs))


def find_strip(strips: Strips, kind: Kind, name: str) -> Strip | None:
    """The strip that a trait calls `name` (`hibou` or `hibou/rouille`); None where there is no such strip or livery."""
    part = Part.named(name)
    strip = strips.get(part.key(kind))
    return None if strip is None or (part.livery and part.livery not in strip.liveries) else strip


def choose_look(strips: Strips, slots: Mapping[str, Mapping[str, TraitLike]], traits: Mapping[str, str]) -> Look:
    """The look of a creature: `slots` holds each slot's traits by reference, `traits` the reference it has in each."""
    parts: dict[Kind, Part | None] = {}
    for kind in KINDS:
        slot = SLOTS[kind]
        ref = traits.get(slot)
        trait = None if ref is None else slots.get(slot, {}).get(ref)
        parts[kind] = None if ref is None or trait is None else choose_part(strips, kind, ref, trait)
    return Look(parts["head"], parts["body"], parts["limbs"])


def choose_part(strips: Strips, kind: Kind, ref: str, trait: TraitLike) -> Part | None:
    """The strip and livery of one trait; None only where there is no strip of that kind at all."""
    chance = zlib.crc32(ref.encode())
    named = Part.named(trait.strip or "")
    words = trait_words(trait)
    strip = strips.get(named.key(kind)) or _pictured(strips, kind, words, chance)
    if strip is None:
        return None
    if named.livery in strip.liveries:
        return Part(strip.id, named.livery)
    return Part(strip.id, _livery(strip, ref, words, chance))


def trait_words(trait: TraitLike) -> tuple[str, ...]:
    """The words of a trait without accents or capitals: its noun first, then what is said of it."""
    adjectives = [a if isinstance(a, str) else getattr(a, "lemma", "") for a in trait.adjectives]
    text = " ".join([getattr(trait.noun, "lemma", ""), *adjectives, trait.of])
    return tuple(re.findall(r"[a-z]+", fold(text)))


def fold(text: str) -> str:
    """`text` in small letters without accents, œ and æ written out."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _pictured(strips: Strips, kind: Kind, words: Iterable[str], chance: int) -> Strip | None:
    among = [strip for strip in strips.values() if strip.kind == kind]
    for word in words:
        for strip in among:
            if _begins(word, strip.words):
                return strip
    return among[chance % len(among)] if among else None


def _livery(strip: Strip, ref: str, words: Iterable[str], chance: int) -> str:
    for word in words:
        for livery in strip.liveries.values():
            if _begins(word, livery.words):
                return livery.id
    if not strip.liveries or ref.rpartition(":")[2] == strip.id or chance % _PLAIN == 0:
        return ""
    return sorted(strip.liveries)[(chance >> 8) % len(strip.liveries)]


def _begins(word: str, beginnings: Iterable[str]) -> bool:
    return any(word.startswith(beginning) for beginning in beginnings)
