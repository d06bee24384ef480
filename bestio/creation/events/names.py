"""What people call what events name by an id."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from bestio.creation.quoted import within


class Names(Struct, frozen=True):
    """What people call slots, traits (by reference) and voices; what is missing is told by its id."""

    slots: Mapping[str, str] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[tuple[str, str], str] = field(default_factory=dict)
    wheels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def slot(self, slot: str) -> str:
        """What a slot is called."""
        return self.slots.get(slot) or slot.replace("-", " ").capitalize()

    def trait(self, ref: str) -> str:
        """What a trait is called."""
        return within(self.traits.get(ref) or ref.rpartition(":")[2].replace("-", " "))

    def voice(self, voice: str) -> str:
        """What a voice is called."""
        return self.voices.get(voice) or voice.replace("-", " ")

    def activity(self, seance: str, activity: str) -> str:
        """What an activity of the plan is called."""
        return self.activities.get((seance, activity)) or plain_name(activity)


def plain_name(key: str) -> str:
    """What to call something whose title is not known: its id as words."""
    return key.replace("-", " ").strip().capitalize() or "?"
