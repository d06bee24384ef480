"""Phrases spoken into a sound file, without holding up the screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from bestio.export.sound import write_sound
from bestio.i18n import _
from bestio.speech.dialogue import LineQueue
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

SPOKEN_PART = 0.8
"""Of the whole work: the rest is to write the file."""


async def record(
    speaker: Speaker, texts: Sequence[str], voice: Voice, path: Path, progress: Callable[[float], None]
) -> str:
    """Write `texts`, said by `voice`, into `path`; give its length in words, and what was not as the voice wanted.

    `progress` is called with the part that is done, in the caller's thread. Cancelling the task gives it all up, and
    leaves no part of a file. Raises BestioError (a line that cannot be said, a disk that refuses).
    """
    speeches = await _speak(speaker, texts, voice, progress)
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def told(done: float) -> None:
        loop.call_soon_threadsafe(progress, SPOKEN_PART + (1 - SPOKEN_PART) * done)

    writing = asyncio.create_task(asyncio.to_thread(write_sound, speeches, path, progress=told, cancelled=stop.is_set))
    try:
        seconds = await asyncio.shield(writing)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([writing])
        if writing.exception() is None:  # it came just before the cancelling did
            await asyncio.to_thread(path.unlink, missing_ok=True)
        raise
    notes = dict.fromkeys(note for speech in speeches for note in speech.notes)
    return " ".join([_("{seconds} s").format(seconds=round(seconds)), *notes])


async def _speak(
    speaker: Speaker, texts: Sequence[str], voice: Voice, progress: Callable[[float], None]
) -> list[Speech]:
    queue = LineQueue(speaker, ahead=1)
    for text in texts:
        queue.put(text, voice)
    queue.finish()
    speeches = []
    try:
        async for said in queue:
            if said.error is not None:
                raise said.error
            if said.speech is not None:
                speeches.append(said.speech)
            progress(SPOKEN_PART * (said.number + 1) / len(texts))
    finally:
        queue.clear()
    return speeches
