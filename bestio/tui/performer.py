"""Says a text aloud and tells, frame by frame, which word is heard and how far the mouth is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bestio.persona.portrait import Opening
from bestio.speech.player import Player
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

FRAME_SECONDS = 1 / 15  # a mouth and a word do not move faster


@dataclass(frozen=True)
class Frame:
    """A moment of a speech: its word (-1 between words), the mouth, the part that is over (0..1)."""

    word: int
    mouth: Opening
    part: float


SILENT = Frame(-1, 0, 1.0)
OnFrame = Callable[[Frame], None]


def frame_at(speech: Speech, position: float) -> Frame:
    """What is heard and seen `position` seconds after the first sample."""
    word = speech.word_at(position)
    opening = speech.opening_at(position)
    mouth: Opening = 2 if opening >= 2 else 1 if opening == 1 else 0
    part = min(1.0, position / speech.seconds) if speech.seconds else 1.0
    return Frame(-1 if word is None else word, mouth, part)


class Performer:
    """Joins the speaker, which makes sound, and the player, which plays it."""

    def __init__(self, speaker: Speaker, player: Player) -> None:
        self.speaker = speaker
        self.player = player
        self.last: Speech | None = None  # what was heard last, for those who draw it
        self.turn = 0
        """How many speeches have begun: who plays one sees by it that another has taken its place."""

    async def render(self, text: str, voice: Voice) -> Speech:
        """The sound of `text`. Raises BestioError where nothing can be said."""
        return await self.speaker.arender(text, voice)

    async def play(self, speech: Speech, on_frame: OnFrame) -> float:
        """Play a speech to its end and give its seconds. Stopping the task stops the sound."""
        self.last = speech
        self.turn += 1
        try:
            self.player.play(speech)
            while self.player.playing:
                on_frame(frame_at(speech, self.player.position()))
                await asyncio.sleep(FRAME_SECONDS)
        except asyncio.CancelledError:
            self.player.stop()
            raise
        finally:
            on_frame(SILENT)
        return speech.seconds

    def toggle_pause(self) -> None:
        """Hold the sound, or let it go on."""
        if self.player.paused:
            self.player.resume()
        else:
            self.player.pause()

    @property
    def trouble(self) -> str:
        """What is amiss with voice or sound, in words; "" where nothing."""
        if self.speaker.trouble:
            return self.speaker.trouble
        return self.player.trouble

    def retry(self) -> None:
        """Try again with a speaker that fell silent, engines that were missing, a sound card that went."""
        self.speaker.retry()
        if self.player.trouble:
            self.player.retry()

    def close(self) -> None:
        """Let the speaker and the player go."""
        self.player.close()
        self.speaker.close()
