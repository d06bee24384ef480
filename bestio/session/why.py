"""The glass box of a creation at work: `explain`, asked of a studio."""

from __future__ import annotations

from bestio.creation import trait_effects
from bestio.creation.state import MadePhrase, Said
from bestio.session.explain import (
    CreatureWhy,
    PhraseWhy,
    VoiceWhy,
    explain_creature,
    explain_phrase,
    explain_voice,
)
from bestio.studio.studio import Studio


def why_phrase(studio: Studio, phrase: MadePhrase) -> PhraseWhy:
    """Why a phrase is as it is, and which of the creature's traits wanted its words."""
    return explain_phrase(phrase, studio.journal.group, trait_effects.influences(studio.catalog, studio.persona))


def why_line(studio: Studio, line: Said) -> PhraseWhy:
    """Why a line of a duet is as it is; what the traits of a guest wanted is not known here."""
    if not line.source:
        return why_phrase(studio, line.made)
    return explain_phrase(line.made, line.group)


def why_creature(studio: Studio) -> CreatureWhy:
    """Why the creature has its traits."""
    return explain_creature(studio.creation, studio.catalog, studio.lexicons)


def why_voice(studio: Studio) -> VoiceWhy:
    """Why the creature sounds as it does."""
    events, bank = studio.journal.events, studio.bank()
    return explain_voice(studio.creation, studio.plain_voice(), studio.voice(), studio.voices, events, bank)
