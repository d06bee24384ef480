"""A moment of a replay: what an act was about, and why that was so then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from bestio.creation import trait_effects
from bestio.creation.catalogs import catalog_then
from bestio.creation.events import Event, read
from bestio.creation.events.phrases import PhraseMake
from bestio.creation.fold import Creation
from bestio.creation.guests import line_of
from bestio.creation.replay import Guess, Replay
from bestio.creation.replay_context import bent_then, plain_voice_then
from bestio.creation.state import MadePhrase
from bestio.persona.persona import Persona
from bestio.persona.trait import Lexicon
from bestio.session.changes import changes
from bestio.session.explain import (
    CreatureWhy,
    PhraseWhy,
    VoiceWhy,
    WordWhy,
    explain_creature,
    explain_phrase,
    explain_voice,
    explain_word,
)
from bestio.session.telling import tell_creature, tell_phrase, tell_voice
from bestio.speech.intelligibility_gate import Gate
from bestio.speech.voice import Voice

Why = PhraseWhy | VoiceWhy | CreatureWhy | None
"""Why what an act was about was as it was; None where it was about none of these."""
View = Literal["creature", "phrase", "stage", "text", "voice"]
VIEWS: tuple[View, ...] = ("creature", "phrase", "stage", "text", "voice")

_VIEWS: Mapping[str, View] = {
    "phrase": "phrase",
    "duet": "phrase",
    "quiz": "creature",
    "text": "text",
    "share": "text",
    "source": "text",
    "note": "text",
    "voice": "voice",
}


def view_of(event: Event | None, before: Creation, after: Creation) -> View:
    """What an act was about."""
    if event is None:
        return "creature"
    if event.do in {"undo", "redo"}:
        return _view_of_change(before, after)
    return "stage" if event.do == "stage.speak" else _VIEWS.get(event.do.partition(".")[0], "creature")


def _view_of_change(before: Creation, after: Creation) -> View:
    parts = changes(before, after)
    if parts & {"phrases", "kept"}:
        return "phrase"
    if parts & {"texts", "shares"}:
        return "text"
    return "voice" if parts & {"voice", "bend"} else "creature"


def spoken_line(event: Event, creation: Creation) -> str:
    """What was said aloud."""
    key = str(event.data.get("phrase", ""))
    phrase = creation.phrases.get(key)
    return phrase.shown if phrase else key


def phrase_of(event: Event | None, before: Creation, after: Creation) -> MadePhrase | None:
    """The phrase that an act was about."""
    if (line := line_of(event, after)) is not None:
        return line.made
    key = (event.data.get("phrase") or event.data.get("id")) if event else None
    if isinstance(key, str) and (phrase := after.phrases.get(key) or before.phrases.get(key)):
        return phrase
    changed = [phrase for key, phrase in after.phrases.items() if before.phrases.get(key) != phrase]
    gone = [phrase for key, phrase in before.phrases.items() if key not in after.phrases]
    return next(iter([*changed, *gone]), None)


def why_then(
    replay: Replay, group: str, lexicons: Mapping[str, Lexicon], voices: Mapping[str, Voice], gate: Gate
) -> Why:
    """Why what the last act of `replay` was about was as it was then: a phrase, the voice, or the creature.

    None before the first creature.
    """
    event, after = replay.event, replay.creation
    before = replay.state_at(max(0, replay.position - 1))
    view = view_of(event, before, after)
    catalog = catalog_then(after, lexicons)
    if (line := line_of(event, after)) is not None and line.source:
        return explain_phrase(line.made, line.group)
    phrase = phrase_of(event, before, after) if view in {"phrase", "stage"} else None
    if phrase is not None:
        persona = Persona(after.name, after.seed, after.traits)
        return explain_phrase(phrase, group, trait_effects.influences(catalog, persona))
    if not after.begun:
        return None
    if view == "voice":
        plain, bent = plain_voice_then(after, voices), bent_then(after, catalog, voices, gate)
        return explain_voice(after, plain, bent, voices, replay.events[: replay.position])
    return explain_creature(after, catalog, lexicons)


def word_asked(event: Event | None, guess: Guess) -> WordWhy | None:
    """Why the word of a phrase came that a question to the audience was about."""
    made = read(event) if event else None
    steps = made.steps if isinstance(made, PhraseMake) else ()
    return explain_word(steps, guess.word) if guess.word is not None and 0 <= guess.word < len(steps) else None


def tell_then(why: Why) -> Iterator[list[str]]:
    """What there is to say of a moment, in passages of lines."""
    if isinstance(why, PhraseWhy):
        return tell_phrase(why)
    if isinstance(why, VoiceWhy):
        return tell_voice(why)
    return tell_creature(why) if why is not None else iter(())
