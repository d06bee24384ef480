"""What a tablet has recorded goes into the bank of the class, as `bestio record` puts it there. For a thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from bestio.classroom.made_up import name_of_person
from bestio.classroom.recorded_voices import NotAllowed, RecordedVoices
from bestio.classroom.word_list import worth_recording
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.speech.cleaning import clean, spoken
from bestio.speech.recorded import intake
from bestio.speech.recorded.sound_file import read_sound
from bestio.speech.voice import Voice

if TYPE_CHECKING:
    from bestio.serve.teaching import Teaching
    from bestio.speech.speaker import Pronounced

_BASE = Voice(id="plain", title="plain")


class Heard(Struct, frozen=True):
    """What is in the bank now of a recording, and what is to be told of the rest."""

    texts: tuple[str, ...]
    troubles: tuple[str, ...]


class Recorder:
    """The bank of one class."""

    def __init__(self, teaching: Teaching) -> None:
        self._teaching = teaching

    @property
    def _voices(self) -> RecordedVoices:
        return self._teaching.workspace.recorded_voices

    def is_open(self) -> bool:
        """Whether the class may record today."""
        return self._voices.bank(self._teaching.class_id).open

    def need_open(self) -> None:
        """Raise NotAllowed where the class may not record, BestioError where that cannot be known."""
        leave = self._voices.bank(self._teaching.class_id).leave
        if not leave.on:
            raise NotAllowed(self._teaching.class_id, leave)

    def wanted(self) -> list[str]:
        """The words that are worth recording now. Raises BestioError."""
        workspace, class_id = self._teaching.workspace, self._teaching.class_id
        return worth_recording(workspace.store, class_id, workspace.lexicons.values(), self._voices.bank(class_id))

    def take(self, sound: Path, texts: Sequence[str], who: str, group: str) -> Heard:
        """Put a sound in which `texts` are said, by somebody of a group, into the bank.

        Raises NotAllowed, SoundRefused, NothingFits, UsageError, or BestioError where the disk refuses.
        """
        name = name_of_person(who)
        self.need_open()
        if not texts:
            raise UsageError(_("Which word is said?"), hint=_("Choose one of the list."))
        recording = read_sound(sound)
        if len(texts) == 1:
            taken = intake.take_one(recording, texts[0], self._pronounce)
        else:
            taken = intake.take_list(recording, texts, self._pronounce, sound.name)
        made = self._voices.add(self._teaching.class_id, name, taken.cuts, group=group)
        return Heard(tuple(clip.text for clip in made), taken.troubles)

    def _pronounce(self, text: str) -> Pronounced | None:
        return self._teaching.pronounce(spoken(clean(text)), _BASE)
