"""The acts on the creature's voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from bestio.creation import trait_effects
from bestio.creation.replay_context import plain_voice_then
from bestio.i18n import _
from bestio.studio.creature import CreatureActs

if TYPE_CHECKING:
    from bestio.speech.modifiers import Bends, Bent
    from bestio.speech.recorded.bank import Bank
    from bestio.speech.voice import Voice

OWN_VOICE = "notre-voix"


class VoiceActs(CreatureActs):
    """What can be done to the voice, which the creature's traits bend."""

    def plain_voice(self) -> Voice:
        """The creature's voice before its traits bend it."""
        return plain_voice_then(self.creation, self.voices)

    def voice(self) -> Bent:
        """The creature's voice as it is heard, and what each trait changed in it, as far as it can be understood."""
        return self.gate.bent(self.plain_voice(), self.bends())

    def bends(self) -> Bends:
        """What the traits do to the voice, where they are let."""
        return trait_effects.bends(self.catalog, self.persona) if self.creation.bend else ()

    def bank(self) -> Bank | None:
        """The recordings that the voice is put together from, as they are today; None where it is made of none."""
        recorded = self.plain_voice().recorded
        return None if recorded is None else self.workspace.banks.bank(recorded.bank)

    def own_voice(self, voice: Voice) -> Voice:
        """`voice` under a name of the group's own, where it still goes by the name of one that is shared."""
        from bestio.speech.bounds import LONGEST_TITLE

        if voice.id not in self.voices:
            return voice
        taken = {f"{OWN_VOICE}-{number}" for number in range(1, 100)} & set(self.voices)
        number = next(n for n in range(1, 101) if f"{OWN_VOICE}-{n}" not in taken)
        title = _("{title}, our way").format(title=voice.title)[:LONGEST_TITLE]
        return replace(voice, id=f"{OWN_VOICE}-{number}", title=title)

    def trial_text(self) -> str:
        """What a voice is tried with: the last kept phrase, else the last one made, else the creature's own words."""
        creation = self.creation
        if creation.kept:
            return creation.phrases[creation.kept[-1]].shown
        if creation.phrases:
            return list(creation.phrases.values())[-1].shown
        return self.introduction()

    def tune(self, voice: Voice) -> None:
        """Make the voice the group's own recipe."""
        self.record("voice.tune", voice=voice.recipe())

    def spoken(self, phrase_id: str, seconds: float) -> tuple[str, dict[str, Any]]:
        """The event that a phrase was said aloud."""
        return "stage.speak", {"phrase": phrase_id, "voice": self.plain_voice().id, "seconds": round(seconds, 3)}
