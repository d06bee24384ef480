"""A place where a creature says things aloud: one after the other, shown by the bench one is on, stopped at once."""

from __future__ import annotations

import asyncio
import contextlib
from abc import abstractmethod
from collections.abc import Sequence

from textual import work
from textual.css.query import NoMatches

from bestio.creation.state import MadePhrase
from bestio.i18n import _
from bestio.speech.dialogue import LineQueue
from bestio.speech.voice import Voice
from bestio.tui.benches.bench import Bench
from bestio.tui.performer import SILENT, Frame
from bestio.tui.screens.workplace import Workplace

LONGEST_TIP = 74
"""Letters that the line at the bottom holds on the narrowest screen."""


class SpeakingScreen(Workplace):
    """Says things in the creature's voice. A subclass is the place itself: its benches, its acts, its line of news."""

    @property
    @abstractmethod
    def here(self) -> Bench:
        """The bench one is on."""

    def say_phrase(self, phrase: MadePhrase | None) -> None:
        """Let the creature say a phrase here, wherever one is."""
        if phrase is not None:
            self.speak(phrase.shown, phrase.id)

    def speak(self, text: str, phrase_id: str = "", *, after: float = 0.0) -> None:
        """Say a text in the creature's voice, `after` so many seconds; the portrait of the bench moves its mouth."""
        self._perform([(text, phrase_id, self.studio.voice().voice)], after=after)

    def introduce(self) -> None:
        """The creature says a first phrase about itself."""
        text = self.studio.introduction()
        self.tell("« " + text + " »" if len(text) < LONGEST_TIP else "")
        self.speak(text)

    def say_all(self, phrases: Sequence[MadePhrase]) -> None:
        """Say several phrases, one after the other."""
        voice = self.studio.voice().voice
        self._perform([(phrase.shown, phrase.id, voice) for phrase in phrases])

    def speak_in(self, voices: Sequence[Voice], text: str) -> None:
        """Say one text in several voices, one after the other."""
        self._perform([(text, "", voice) for voice in voices])

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or about to be."""
        return any(
            worker.group == "speech" and not (worker.is_finished or worker.is_cancelled) for worker in self.workers
        )

    @work(exclusive=True, group="speech")
    async def _perform(self, lines: Sequence[tuple[str, str, Voice]], *, after: float = 0.0) -> None:
        """Say lines of (text, phrase, voice); the next one is made while one is heard."""
        await asyncio.sleep(after)  # here, and not by a timer: who hushes or goes elsewhere ends this, too
        performer = self.services.performer
        several = len({voice.id for _text, _phrase, voice in lines}) > 1
        queue = LineQueue(performer.speaker, ahead=1)
        for text, _phrase, voice in lines:
            queue.put(text, voice)
        queue.finish()
        try:
            async for said in queue:
                phrase_id = lines[said.number][1]
                if said.error is not None:
                    self.complain(said.error)
                if said.speech is None:
                    continue
                self.here.show_speech(said.text, tuple(word.text for word in said.speech.words), phrase_id)
                self.here.show_notes(said.speech.notes)
                if several:
                    self.tell(said.voice.title)
                seconds = await performer.play(said.speech, self._show_frame)
                if phrase_id and not self.studio.journal.read_only:
                    self.record(self.studio.spoken(phrase_id, seconds))
        finally:
            queue.clear()
            self._show_frame(SILENT)

    def _show_frame(self, frame: Frame) -> None:
        with contextlib.suppress(NoMatches):  # a sound may outlive the screen by a moment: no bench is left to show it
            if self.here.is_attached:
                self.here.show_frame(frame)

    def hush(self) -> None:
        """Stop what is being said, at once."""
        self.workers.cancel_group(self, "speech")

    def pause(self) -> None:
        """Hold the sound, or let it go on."""
        if self.speaking:
            self.services.performer.toggle_pause()

    def sound_trouble(self) -> str:
        """What is amiss with the sound, in words; "" where nothing."""
        return self.services.sound_trouble

    def retry_sound(self) -> None:
        """Try again with a speaker that fell silent or a sound card that went."""
        self.services.performer.retry()
        self.tell(_("Trying again: speak!"))
