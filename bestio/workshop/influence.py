"""How a creature bends what it says and how it sounds: its traits turned into sources, shares, words, tics and bends.

The one place where persona meets phrases and speech, which know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bestio.language.typography import clean
from bestio.persona.cabinet import Cabinet
from bestio.persona.description import gender_of
from bestio.persona.persona import Persona
from bestio.persona.trait import Trait
from bestio.phrases.corpus import Corpus, Source
from bestio.speech.voice import Voice
from bestio.workshop.state import Creation

OWN = "own:"
DEFAULT_VOICE = "bestio-nu"
MOST_WEIGHT = 4.0
"""How many times a text counts at most on the sliders; a command may write more (see `events.SourceWeigh`)."""
WEIGHT_STEP = 0.5


@dataclass(frozen=True)
class Influence:
    """What one trait does: its words for people, and the sources, keywords, tics and voice bends that it brings."""

    label: str
    feeds: Mapping[str, float]
    keywords: tuple[str, ...]
    says: tuple[str, ...]
    voice: Mapping[str, Any]


def label_of(cabinet: Cabinet, persona: Persona, trait: Trait) -> str:
    """A trait in a few words, agreed with the creature: "hibou rouillé", "se nourrit de boulons"."""
    if trait.told is not None:
        return trait.told.predicate("il", gender_of(cabinet, persona))
    return trait.label


def influences(cabinet: Cabinet, persona: Persona) -> list[Influence]:
    """What each trait of the creature brings, in the order of the wheels."""
    found: list[Influence] = []
    for slot in cabinet.slots:
        ref = persona.traits.get(slot, "")
        trait = cabinet.trait(slot, ref)
        if trait is None:
            continue
        lexicon = ref.partition(":")[0]
        feeds = {source if ":" in source else f"{lexicon}:{source}": factor for source, factor in trait.feeds.items()}
        found.append(Influence(label_of(cabinet, persona, trait), feeds, trait.keywords, trait.says, trait.voice))
    return found


def bends(cabinet: Cabinet, persona: Persona) -> list[tuple[str, Mapping[str, Any]]]:
    """What bends the creature's voice: the words of each trait that does, and its `voice:`."""
    return [(one.label, one.voice) for one in influences(cabinet, persona) if one.voice]


def starters(cabinet: Cabinet) -> list[Source]:
    """The starter texts of the lexicons in use, as sources `lexicon:id`."""
    return [
        Source(f"{lexicon.id}:{key}", text.author, text.title, text.text)
        for lexicon in cabinet.lexicons
        for key, text in lexicon.sources.items()
    ]


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
    """The corpus of a creation: the pupils' texts get `class_share` of the draw, the starter texts the rest.

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
    return Corpus.of([*pupils, *starting], shares)


def first_voice(voices: Mapping[str, Voice], seed: int) -> str:
    """The id of the voice that the creature of `seed` is born with; "" where there is none."""
    among = [voice.id for voice in voices.values() if voice.engine == "espeak"] or list(voices)
    return among[int(Random(f"{seed}:voice").random() * len(among))] if among else ""
