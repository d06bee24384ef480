"""Lexicons: the traits a creature is drawn from, and the texts its phrases are learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct, field

from bestio.language.french import AdjectiveForms, Clause, NounPhrase, parse_clause
from bestio.persona.portrait_strip import Strip as PortraitStrip
from bestio.persona.slots import Strip
from bestio.text.fold import fold


class Noun(Struct, frozen=True, forbid_unknown_fields=True):
    """A noun in the singular; `number` "p" says that the creature has several. `h` is required before an h."""

    lemma: str
    gender: Literal["m", "f"]
    plural: str | None = None
    h: Literal["aspirate", "mute"] | None = None
    number: Literal["s", "p"] = "s"


class Adjective(Struct, frozen=True, forbid_unknown_fields=True):
    """An adjective, masculine singular, with the forms and the place that a rule would get wrong."""

    lemma: str
    feminine: str | None = None
    plural: str | None = None
    feminine_plural: str | None = None
    before: bool | None = None


class Trait(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One choice for a slot: a noun (with adjectives and a complement), or a clause.

    `strip` is its picture (`id` or `id/livery`); `says` are tics; `feeds` multiplies the share of a source
    (`nuit: 2`, `other:id: 2`); `keywords` are words its phrases like; `voice` is how it bends the voice (read by
    speech); `author` is who added it, "" for a lexicon's own; `kind` is one of its slot's `KINDS`, or "".
    """

    noun: Noun | None = None
    adjectives: tuple[str | Adjective, ...] = ()
    of: str = ""
    clause: str | None = None
    strip: str | None = None
    says: tuple[str, ...] = ()
    feeds: dict[str, float] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    voice: dict[str, Any] = field(default_factory=dict)
    author: str = ""
    kind: str = ""

    @cached_property
    def phrase(self) -> NounPhrase | None:
        """Its noun with all that goes with it, ready to agree; None for a clause."""
        noun = self.noun
        if noun is None:
            return None
        forms = tuple(_forms(adjective) for adjective in self.adjectives)
        lemma = " ".join(noun.lemma.replace("'", "’").split())
        return NounPhrase(lemma, noun.gender, noun.number, noun.plural, noun.h, forms, " ".join(self.of.split()))

    @cached_property
    def told(self) -> Clause | None:
        """Its clause, parsed; None for a noun. Raises ClauseError for a template that was never checked."""
        return None if self.clause is None else parse_clause(self.clause)

    @property
    def written(self) -> str:
        """Its words: those of its clause as it was written, or of its noun in the singular and as it is worn."""
        return self.clause or (f"{self.noun.lemma} {self.label}" if self.noun is not None else "")

    @property
    def label(self) -> str:
        """A few words for a list: "hibou rouillé", "craint l’orage"."""
        if self.phrase is not None:
            return self.phrase.core
        return self.told.predicate("il", "m") if self.told is not None else ""


class Slot(Struct, frozen=True):
    """A place on the creature, its title, and the traits it can take, by id."""

    title: str
    strip: Strip | None
    traits: Mapping[str, Trait]


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A text to learn phrases from, with who wrote it."""

    author: str
    title: str
    text: str


class Lexicon(Struct, frozen=True, dict=True):
    """One lexicon file: slots by id in the order of the wheels, texts and portrait strips by id."""

    id: str
    title: str
    language: str = "fr"
    slots: Mapping[str, Slot] = field(default_factory=dict)
    sources: Mapping[str, Text] = field(default_factory=dict)
    portraits: Mapping[str, PortraitStrip] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of five letters or more of its traits and texts, without accents or capitals."""
        traits = (trait for slot in self.slots.values() for trait in slot.traits.values())
        return words_in([*(trait.written for trait in traits), *(text.text for text in self.sources.values())])

    @cached_property
    def by_ref(self) -> Mapping[str, Mapping[str, Trait]]:
        """Its traits by reference (`lexicon:trait`), slot by slot: each moment of a replay has wheels made of them."""
        return {
            slot_id: {f"{self.id}:{trait_id}": trait for trait_id, trait in slot.traits.items()}
            for slot_id, slot in self.slots.items()
        }


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of five letters or more in `texts`, without accents or capitals."""
    return frozenset(re.findall(r"[a-z]{5,}", fold(" ".join(texts))))


def _forms(adjective: str | Adjective) -> AdjectiveForms:
    if isinstance(adjective, str):
        return AdjectiveForms(adjective)
    return AdjectiveForms(
        adjective.lemma, adjective.feminine, adjective.plural, adjective.feminine_plural, adjective.before
    )
