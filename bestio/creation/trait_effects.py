"""How a creature bends what it says and how it sounds: its traits turned into sources, shares, words, tics and bends.

The one place where persona meets phrases and speech, which know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from bestio.creation.state import Creation
from bestio.language.typography import clean
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import gender_of
from bestio.persona.persona import Persona
from bestio.persona.trait import Trait
from bestio.phrases.corpus import Corpus, Source

if TYPE_CHECKING:
    from bestio.language.french import Gender
    from bestio.speech.bends import Bend
    from bestio.speech.voice import Voice

OWN = "own:"
CLASS = "class:"
"""What a source is called by that is the group's own, or another group's."""
DEFAULT_VOICE = "bestio-nu"
MOST_WEIGHT = 4.0
"""How many times a text counts at most on the sliders; a command may write more (see `events.SourceWeigh`)."""
WEIGHT_STEP = 0.5
MOST_LABELLED = 64
"""How many wheels, of one gender each, keep their labels ready."""


@dataclass(frozen=True)
class Influence:
    """What one trait does: its words for people, and the sources, keywords, tics and voice bends that it brings."""

    label: str
    feeds: Mapping[str, float]
    keywords: tuple[str, ...]
    says: tuple[str, ...]
    bend: Bend


def label_of(catalog: TraitCatalog, persona: Persona, trait: Trait) -> str:
    """A trait in a few words, agreed with the creature: "hibou rouillé", "se nourrit de boulons"."""
    return _label(trait, gender_of(catalog, persona))


@lru_cache(maxsize=MOST_LABELLED)
def labels_on(catalog: TraitCatalog, slot: str, gender: Gender, most: int) -> tuple[str, ...]:
    """Traits of one wheel in a few words, agreed with a gender: all of them, or some, about `most`, as far apart."""
    traits = list(catalog.slots[slot].values())
    return tuple(_label(trait, gender) for trait in traits[:: max(1, len(traits) // most)])


def _label(trait: Trait, gender: Gender) -> str:
    return trait.told.predicate("il", gender) if trait.told is not None else trait.label


def influences(catalog: TraitCatalog, persona: Persona) -> list[Influence]:
    """What each trait of the creature brings, in the order of the wheels."""
    found: list[Influence] = []
    for slot in catalog.slots:
        ref = persona.traits.get(slot, "")
        trait = catalog.trait(slot, ref)
        if trait is None:
            continue
        lexicon = ref.partition(":")[0]
        feeds = {source if ":" in source else f"{lexicon}:{source}": factor for source, factor in trait.feeds.items()}
        found.append(Influence(label_of(catalog, persona, trait), feeds, trait.keywords, trait.says, _bend(trait)))
    return found


def _bend(trait: Trait) -> Bend:
    """What a trait does to the voice; what is wrong in it, which `bestio check` tells, is left out."""
    from bestio.speech.bends import Bend, read_bend

    return read_bend(trait.voice, lambda _problem: None) if trait.voice else Bend()


def bends(catalog: TraitCatalog, persona: Persona) -> list[tuple[str, Bend]]:
    """What bends the creature's voice: the words of each trait that does, and how."""
    from bestio.speech.bends import Bend

    return [(one.label, one.bend) for one in influences(catalog, persona) if one.bend != Bend()]


def starters(catalog: TraitCatalog) -> list[Source]:
    """The starter texts of the lexicons in use, as sources `lexicon:id`."""
    return [
        Source(f"{lexicon.id}:{key}", text.author, text.title, text.text)
        for lexicon in catalog.lexicons
        for key, text in lexicon.sources.items()
    ]


def is_pupils(source: str) -> bool:
    """Whether a source of a corpus is by the group or its class, and no starter text."""
    return source.startswith((OWN, CLASS))


def own_sources(creation: Creation, group: str) -> list[Source]:
    """The group's own texts, as sources `own:id` by the group's pseudonym."""
    return [
        Source(OWN + key, group, text.title or group, text.text)
        for key, text in creation.texts.items()
        if clean(text.text).strip()
    ]


def blend(
    creation: Creation,
    group: str,
    starting: Sequence[Source],
    classmates: Sequence[Source],
    brought: Iterable[Influence],
) -> Corpus:
    """The corpus of a creation: the pupils' texts lead and get `class_share` of the words, the starter texts the rest.

    Within each side the texts count alike, times the weight that the group gave them and the feeds of the traits. A
    side that has no text, or only silent ones, leaves its share to the other.
    """
    pupils = [*own_sources(creation, group), *classmates]
    starting = list(starting) if creation.starters else []
    fed: dict[str, float] = {}
    for influence in brought:
        for source, factor in influence.feeds.items():
            fed[source] = fed.get(source, 1.0) * factor
    sides = [
        {source.id: creation.weights.get(source.id, 1.0) * fed.get(source.id, 1.0) for source in side}
        for side in (pupils, starting)
    ]
    ours, theirs = (sum(side.values()) for side in sides)
    share = 1.0 if not theirs else 0.0 if not ours else creation.class_share
    shares: dict[str, float] = {}
    for side, part, total in ((sides[0], share, ours), (sides[1], 1.0 - share, theirs)):
        shares.update({key: part * (weight / total) if total else 0.0 for key, weight in side.items()})
    return Corpus.of([*pupils, *starting], shares, [source.id for source in pupils])


def first_voice(voices: Mapping[str, Voice], seed: int) -> str:
    """The id of the voice that the creature of `seed` is born with; "" where there is none."""
    among = [voice.id for voice in voices.values() if voice.engine == "espeak"] or list(voices)
    return among[int(Random(f"{seed}:voice").random() * len(among))] if among else ""
