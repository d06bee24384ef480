"""What happens to the voice, and on stage."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from bestio.creation.events.event import Event
from bestio.creation.events.kind import Id, Kind, Name
from bestio.creation.events.names import Names
from bestio.creation.quoted import shorten
from bestio.creation.state import Creation, Spoken
from bestio.creation.tuned_voice import TunedVoice
from bestio.i18n import N_, _


class VoiceChoose(Kind, frozen=True, tag="voice.choose"):
    """A voice that there is was chosen."""

    label: ClassVar[str] = N_("the choice of a voice")
    marker: ClassVar[str] = "voice"

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        if creation.voice is None and creation.voice_id == self.id:
            return creation
        return replace(creation, voice_id=self.id, voice=None)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The creature takes the voice “{voice}”.").format(voice=names.voice(self.id))

    def begins(self, creation: Creation) -> bool:
        """The first voice of a first creature is drawn with it: nobody chose it."""
        return creation.begun and creation.voice_id == "" and creation.voice is None and not creation.past


class VoiceTune(Kind, frozen=True, tag="voice.tune"):
    """The voice became the group's own: a whole recipe."""

    label: ClassVar[str] = N_("the tuning of the voice")
    marker: ClassVar[str] = "voice"

    voice: dict[str, Any]

    def apply(self, creation: Creation, event: Event) -> Creation:
        tuned = TunedVoice(self.voice)
        if tuned == creation.voice:
            return creation
        return replace(creation, voice=tuned, voice_id=tuned.id or creation.voice_id)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        title = self.voice.get("title") or self.voice.get("id") or after.voice_id
        return _("The group tunes its own voice, “{voice}”.").format(voice=str(title)[:80])


class VoiceBend(Kind, frozen=True, tag="voice.bend"):
    """Whether the traits bend the voice."""

    label: ClassVar[str] = N_("the bending of the voice")

    on: bool

    def apply(self, creation: Creation, event: Event) -> Creation:
        return creation if self.on == creation.bend else replace(creation, bend=self.on)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The traits bend the voice.") if self.on else _("The traits no longer bend the voice.")


class StageSpeak(Kind, frozen=True, tag="stage.speak"):
    """A phrase was said aloud."""

    label: ClassVar[str] = N_("a line on stage")
    marker: ClassVar[str] = "stage"
    record: ClassVar[bool] = True

    phrase: Annotated[str, Meta(max_length=4_000)]
    voice: Name = ""
    seconds: Annotated[float, Meta(ge=0, le=36_000)] = 0.0

    def apply(self, creation: Creation, event: Event) -> Creation:
        spoken = Spoken(event.at, self.phrase, self.voice, self.seconds)
        return replace(creation, spoken=creation.spoken.plus(spoken))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        phrase = after.phrases.get(self.phrase)
        told = _("On stage, {name} says: “{text}”")
        return told.format(name=after.name or _("the creature"), text=shorten(phrase.shown if phrase else self.phrase))
