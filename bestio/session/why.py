"""The glass box of a creation at work: `explain`, asked of a studio."""

from __future__ import annotations

from bestio.session.explain import (
    CreatureWhy,
    PhraseWhy,
    VoiceWhy,
    explain_creature,
    explain_phrase,
    explain_voice,
)
from bestio.workshop import influence
from bestio.workshop.state import MadePhrase
from bestio.workshop.studio import Studio


def why_phrase(studio: Studio, phrase: MadePhrase) -> PhraseWhy:
    """Why a phrase is as it is, and which of the creature's traits wanted its words."""
    return explain_phrase(phrase, studio.journal.group, influence.influences(studio.cabinet, studio.persona))


def why_creature(studio: Studio) -> CreatureWhy:
    """Why the creature has its traits."""
    return explain_creature(studio.creation, studio.cabinet, studio.lexicons)


def why_voice(studio: Studio) -> VoiceWhy:
    """Why the creature sounds as it does."""
    return explain_voice(studio.creation, studio.plain_voice(), studio.voice(), studio.voices, studio.journal.events)
