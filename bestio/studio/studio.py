"""One group at work: every act that can be done to a creation, as a method that appends to its journal.

Live work, the command line and the tests act through this; nothing else changes a creation.
"""

from __future__ import annotations

from bestio.studio.creature import WheelView
from bestio.studio.texts import PhraseActs, TextView
from bestio.studio.voice import VoiceActs

__all__ = ["Studio", "TextView", "WheelView"]


class Studio(PhraseActs, VoiceActs):
    """A creation at work: its creature, its texts and phrases, its voice."""
