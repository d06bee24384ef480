"""Chooses the strips and the colours of a creature from the words of its traits.

A trait may name its strip (`hibou`) and a livery (`hibou/rouille`). Where it does not, its own words decide
(a rusty owl is rust-coloured), and where they name no strip either, a checksum of its reference does: always the
same picture for the same trait, and a picture for every trait that a pupil adds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from bestio.persona.portrait_strip import KINDS, SLOTS, Kind, Livery, Strip, Strips, key
from bestio.text.fold import fold

_SHORT = 4  # letters of a beginning that stands for a whole word
_PLAIN = 4  # one in so many of the traits that say nothing of pictures nor of colours gets a strip's own colours


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
    named = Part.named(trait.strip or "")
    words = trait_words(trait)
    own = Part(f"{ref.partition(':')[0]}:{named.strip}")
    for part in (own, named):
        strip = strips.get(part.key(kind))
        if strip is not None:
            return Part(part.strip, _livery(strip, named.livery, words))
    strip = _pictured(strips, kind, ref, words)
    if strip is None:
        return None
    return Part(strip.id, _livery(strip, named.livery, words) or _lot(strip, ref))


def gather_strips(lexicons: Mapping[str, Mapping[str, Strip]]) -> dict[str, Strip]:
    """The strips of several lexicons (by lexicon id, then by `kind/id`) as one set to choose and to draw from.

    Each goes by its own name, the first lexicon's winning, and by its lexicon's (`head/ferraille:hibou`), so that a
    trait finds its own lexicon's picture before any other's. All can wear the liveries of all.
    """
    liveries: dict[str, Livery] = {}
    for portraits in lexicons.values():
        for strip in portraits.values():
            liveries = {**strip.liveries, **liveries}
    found: dict[str, Strip] = {}
    for lexicon, portraits in lexicons.items():
        for strip in portraits.values():
            dressed = msgspec.structs.replace(strip, liveries={**liveries, **strip.liveries})
            found.setdefault(strip.key, dressed)
            found[key(strip.kind, f"{lexicon}:{strip.id}")] = dressed
    return found


def trait_words(trait: TraitLike) -> tuple[str, ...]:
    """The words of a trait without accents or capitals: its noun first, then what is said of it."""
    adjectives = [a if isinstance(a, str) else getattr(a, "lemma", "") for a in trait.adjectives]
    text = " ".join([getattr(trait.noun, "lemma", ""), *adjectives, trait.of])
    return tuple(re.findall(r"[a-z]+", fold(text)))


def _pictured(strips: Strips, kind: Kind, ref: str, words: Iterable[str]) -> Strip | None:
    among = [strip for strip in strips.values() if strip.kind == kind]
    for word in words:
        told = [(_likeness(word, strip.words), strip) for strip in among]
        best, strip = max(told, key=lambda each: each[0], default=(0, None))
        if best and strip is not None:
            return strip
    return max(among, key=lambda strip: _chance(ref, strip.id), default=None)


def _livery(strip: Strip, wanted: str, words: Iterable[str]) -> str:
    if wanted in strip.liveries:
        return wanted
    for word in words:
        told = {name: _likeness(word, livery.words) for name, livery in strip.liveries.items()}
        best = max(told, key=told.__getitem__, default="")
        if told.get(best):
            return best
    return ""


def _lot(strip: Strip, ref: str) -> str:
    if _chance(ref, "") % _PLAIN == 0:
        return ""
    return max(strip.liveries, key=lambda name: _chance(ref, name), default="")


def _chance(ref: str, candidate: str) -> int:
    """A number drawn from the two names: the highest one wins, and goes on winning when losers come or go."""
    return zlib.crc32(f"{ref} {candidate}".encode("utf-8", "replace"))


def _likeness(word: str, beginnings: Iterable[str]) -> int:
    """How many letters of `word` the best of `beginnings` tells; a short one tells only itself and its plural.

    So `chat` is no picture of a "château", nor `rose` a colour of a "roseau".
    """
    return max((len(each) for each in beginnings if _begins(word, each)), default=0)


def _begins(word: str, beginning: str) -> bool:
    if len(beginning) <= _SHORT:
        return word in (beginning, beginning + "s", beginning + "x")
    return word.startswith(beginning)
