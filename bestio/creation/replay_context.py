"""What is needed to see a journal again: the names, the wheels, the voice and the authors as they were then.

A journal may hold traits of the group's own that were taken away since, and texts that are gone: what stands here is
made of all the events, not of the last state.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from bestio.creation import trait_effects
from bestio.creation.events import Event, Refused, read
from bestio.creation.events.phrases import PhraseMake
from bestio.creation.fold import Creation
from bestio.creation.replay import Replay
from bestio.creation.trait_effects import CLASS
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.persona.catalog import TraitCatalog
from bestio.persona.persona import Persona
from bestio.persona.trait import Lexicon, Trait

if TYPE_CHECKING:
    from bestio.speech.intelligibility_gate import Gate
    from bestio.speech.modifiers import Bent
    from bestio.speech.voice import Voice


LONGEST_KEY = 20
"""Characters of the word that leaves a loop."""


class ReplayOptions(Struct, frozen=True):
    """What to see of a journal: from and until where (`12` an event, `3:05` a moment; "" all of it), and how fast."""

    path: Path
    since: str = ""
    until: str = ""
    speed: float = 1.0


class Loop(Struct, frozen=True):
    """Creations to see one after the other without end, at a `speed`. `stage`: only the lines that were said.

    `key`: the word that leaves; "" where nothing is locked.
    """

    paths: tuple[Path, ...]
    speed: float = 1.0
    key: str = ""
    stage: bool = False


def check_key(key: str) -> None:
    """Raise UsageError where `key` cannot be typed to leave a loop; "" can, where nothing is locked."""
    if key and (not key.isprintable() or len(key) > LONGEST_KEY):
        raise UsageError(
            _("“{word}” cannot be the word that leaves the loop.").format(word=key[:LONGEST_KEY]),
            hint=_("Give one of letters and figures, of at most {n}.").format(n=LONGEST_KEY),
        )


def wheels_of(events: Iterable[Event], lexicons: Mapping[str, Lexicon]) -> TraitCatalog:
    """The wheels of all `lexicons`, and every trait that the group ever made."""
    from bestio.persona.own import read_own_trait

    own: dict[str, tuple[str, Trait]] = {}
    for event in events:
        slot, key, data = event.data.get("slot"), event.data.get("id"), event.data.get("trait")
        if event.do != "trait.add" or not (isinstance(slot, str) and isinstance(key, str) and isinstance(data, dict)):
            continue
        trait = read_own_trait(slot, data, lambda _problem: None)
        if trait is not None:
            own[key if key.startswith("own:") else f"own:{key}"] = (slot, trait)
    return TraitCatalog((lexicon for lexicon in lexicons.values() if lexicon.slots), own)


def voice_then(creation: Creation, catalog: TraitCatalog, voices: Mapping[str, Voice], gate: Gate) -> Voice:
    """The voice that the creature had, bent by its traits where they did so, as far as `gate` lets them."""
    return bent_then(creation, catalog, voices, gate).voice


def bent_then(creation: Creation, catalog: TraitCatalog, voices: Mapping[str, Voice], gate: Gate) -> Bent:
    """The voice that the creature had, and what its traits changed in it."""
    persona = Persona(creation.name, creation.seed, creation.traits)
    return gate.bent(plain_voice_then(creation, voices), trait_effects.bends(catalog, persona) if creation.bend else ())


def plain_voice_then(creation: Creation, voices: Mapping[str, Voice]) -> Voice:
    """The voice that the creature had, before its traits bent it."""
    from bestio.speech.voice import Voice

    tuned = creation.voice.voice if creation.voice is not None else None
    found = tuned or voices.get(creation.voice_id) or voices.get(trait_effects.DEFAULT_VOICE)
    return found or Voice(id=trait_effects.DEFAULT_VOICE, title="Bestio")


def texts_of_others(events: Iterable[Event], catalog: TraitCatalog) -> tuple[tuple[str, str], ...]:
    """The author and title of each text, not the group's own, that phrases drew from; in the order of live work."""
    classmates: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for event in events:
        with contextlib.suppress(Refused):
            made = read(event) if event.do == "phrase.make" else None
            for step in made.steps if isinstance(made, PhraseMake) else ():
                if step.author and not step.source.startswith(trait_effects.OWN):
                    found = classmates if step.source.startswith(CLASS) else others
                    found.append((step.author, step.title))
    starters = [(source.author, source.title) for source in trait_effects.starters(catalog)]
    return tuple(dict.fromkeys([*classmates, *starters, *others]))


def moment(replay: Replay, text: str) -> float | None:
    """The seconds at work that `text` means: `12` the twelfth event, `3:05` or `1:03:05` a moment; None for "".

    Raises UsageError for anything else.
    """
    text = text.strip()
    if not text:
        return None
    parts = text.split(":")
    if not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts) or len(parts) > 3:
        raise UsageError(
            _("“{text}” is no moment of a creation.").format(text=text[:40]),
            hint=_("Write the number of an act (12), or minutes and seconds (3:05)."),
        )
    if len(parts) == 1:
        if not len(replay):
            return 0.0
        return replay.worked(min(max(int(parts[0]), 1), len(replay)) - 1)
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds


def part(replay: Replay, since: str, until: str) -> tuple[float, float | None]:
    """The seconds at work from which and until which to tell; None: to the end.

    Raises UsageError for what is no moment, and where the beginning is after the end.
    """
    start, end = moment(replay, since) or 0.0, moment(replay, until)
    acts = [text.strip() for text in (since, until)]
    turned = int(acts[0]) > int(acts[1]) if all(map(str.isdigit, acts)) else end is not None and start > end
    if turned:
        raise UsageError(
            _("“{since}” comes after “{until}”: there is nothing between them.").format(since=acts[0], until=acts[1]),
            hint=_("Give the earlier one to --from, the later one to --until."),
        )
    return start, end


def position_at(replay: Replay, seconds: float) -> int:
    """How many events had happened before the moment `seconds`, counted in seconds at work."""
    return sum(1 for index in range(len(replay)) if replay.worked(index) < seconds)
