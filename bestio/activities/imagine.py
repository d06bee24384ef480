"""One phrase in several voices whose names are hidden: whom did you imagine, and which sound made you?"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.imagined_voices import LONGEST, imagined, phrase_to_hear, voice_name, voices_to_hear
from bestio.activities.prompt import GO_ON, HEAR, Choose, Move, Option, Prompt, Text
from bestio.activities.ways import always_the_same, note_on, noted
from bestio.classroom.progress import Place
from bestio.i18n import N_, _, ngettext
from bestio.speech.voice import Voice


class ImagineActivity(Activity, frozen=True, kw_only=True):
    """Voices without a name, each with what the group imagines; the names come last."""

    way = "imagine"
    hides = True
    instructions = 3
    explained = N_(
        "Several voices say the same phrase. Their names are hidden.\n"
        "Listen (Space), then write (Enter): whom do you imagine?\n"
        "What job, what age, what home? And which sound tells it:\n"
        "high, low, slow, rough, an echo, a tremble?\n"
        "V shows the names. The phrase is the same: what has changed?"
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(HEAR, "space", N_("Listen"), N_("Let the voice in hand say the phrase; again: from the start.")),
        Move(GO_ON, "enter", N_("Write"), N_("Write whom you imagine, and the clue in the sound.")),
        Move("phrase", "p", N_("Phrase"), N_("Let the voices say another phrase."), shown=False),
        Move("reveal", "v", N_("Who is it?"), N_("Show the names of the voices.")),
    )

    place: Place
    voices: tuple[Voice, ...]
    text: str
    """What they say."""
    at: int = 0
    """The voice that is written of, from 1; 0 for none."""
    whom: str = ""
    """Whom one imagines, while the clue is written."""
    rewording: bool = False
    """Whether another phrase is to be written now."""
    written: bool = False
    """Whether all voices have been written of at this sitting or before."""
    revealed: bool = False

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """The voices that the group hears here each time."""
        studio = setting.studio
        own = studio.trial_text() if setting.creation.kept else ""
        chance = always_the_same(studio.journal.path.stem, place)
        return cls(
            setting=setting,
            place=place,
            voices=tuple(voices_to_hear(place.activity, studio.voices, chance)),
            text=phrase_to_hear(place.activity, own),
        )

    def view(self) -> Prompt:
        if self.rewording:
            return Text(question=_("Which phrase?"), value=self.text, most=LONGEST, anew=True)
        if self.whom:
            return Text(
                question=_("Which sound tells it?"),
                hint=_("High, low, slow, quick, rough, muffled, an echo, a tremble…"),
                most=LONGEST,
                empty=True,
            )
        if self.at:
            return Text(
                question=_("Voice {n}: whom do you imagine?").format(n=self.at),
                hint=_(
                    "A job, an age, a place where it lives? Beast, machine, weather? The first idea is the good one."
                ),
                most=LONGEST,
            )
        count = len(self.voices)
        return Choose(
            about=_("“{word}”").format(word=self.text),
            question="",
            options=tuple(self._option(number) for number in range(1, count + 1)),
            hand=0,
            stays=True,
            each=True,
            said=self._said(),
            lines=ngettext(
                "{n} voice says the same phrase. Its name is hidden.",
                "{n} voices say the same phrase. Their names are hidden.",
                count,
            ).format(n=count),
        )

    def _said(self) -> str:
        if self.revealed:
            return _("The phrase has not changed. Where did your pictures come from: a film, a game, a station?")
        return _("V shows who it was.") if self.written else ""

    def _option(self, number: int) -> Option:
        voice, name = self.voices[number - 1], voice_name(number)
        if self.revealed:
            name = f"{name}\u00a0: {voice.title}"
        return Option(name, under=self._noted(number), heard=(self.text, voice))

    def _noted(self, number: int) -> str:
        return noted(self.setting.creation, self.place, f":{number}")

    def answer(self, value: int | str) -> Turn:
        if self.rewording:
            return Turn(replace(self, text=str(value), rewording=False))
        if self.whom:
            return self._write(str(value))
        if self.at:
            return Turn(replace(self, whom=str(value)))
        return Turn(replace(self, at=int(value) + 1))

    def _write(self, clue: str) -> Turn:
        written = all(self._noted(one) for one in range(1, len(self.voices) + 1) if one != self.at)
        note = note_on(self.place, imagined(self.whom, clue), part=f":{self.at}", about=voice_name(self.at))
        return Turn(replace(self, at=0, whom="", written=written), (("note.write", note),))

    def move(self, name: str) -> Turn:
        if name == "reveal":
            return Turn(replace(self, at=0, revealed=True))
        if name == "phrase":
            return Turn(replace(self, rewording=True))
        if name == "back" and self.whom:  # without a clue it is written all the same
            return self._write("")
        return Turn(replace(self, at=0, rewording=False))

    def enough(self) -> Turn | None:
        return self.move("reveal")

    def result(self) -> Any:
        return {voice_name(number): voice.id for number, voice in enumerate(self.voices, start=1)}
