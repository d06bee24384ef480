"""One phrase in several voices whose names are hidden: which voices, which phrase, and what is written of each."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from bestio.classroom.plan import Activity
from bestio.i18n import _
from bestio.speech.voice import Voice

VOICES = 5
LONGEST = 200


def voices_to_hear(activity: Activity, voices: Mapping[str, Voice], chance: Random) -> list[Voice]:
    """The voices that the plan names; where it names none that is there, five that `chance` draws."""
    named = [voices[key] for key in activity.voices if key in voices]
    if named:
        return named
    left = list(voices.values())
    return [left.pop(int(chance.random() * len(left))) for _round in range(min(VOICES, len(left)))]


def phrase_to_hear(activity: Activity, own: str) -> str:
    """What the voices say: the plan's text, else a phrase that tells nothing of who speaks, else the group's `own`."""
    if activity.text.strip():
        return activity.text.strip()
    return own if own and not activity.voices else _("I am looking for the key of the cupboard.")


def voice_name(number: int) -> str:
    """What a voice is called while its name is hidden."""
    return _("Voice {n}").format(n=number)


def imagined(whom: str, clue: str) -> str:
    """Whom the group imagines, and the clue in the sound, as its notes keep them."""
    return _("{whom} (clue: {clue})").format(whom=whom, clue=clue) if clue else whom
