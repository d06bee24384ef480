"""What leaves the screen as a file (sounds, pages, anthologies, replays), without holding it up."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from bestio.creation.replay import Replay
from bestio.creation.replay_context import voice_then
from bestio.export.anthology.write import DYS, SCORM, Written, write_anthology, write_packages
from bestio.export.package import ENDING, Packages
from bestio.export.page.write import write_page
from bestio.export.replay_files import CAST, CUES, ReplayFiles
from bestio.export.sound import ExportCancelled, write_sound
from bestio.i18n import _
from bestio.speech.dialogue import LineQueue
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from bestio.tui.replay_view import read_seen
from bestio.tui.services import Services

_T = TypeVar("_T")

SPOKEN_PART = 0.8
"""Of the whole work: the rest is to write the file."""


async def record(
    speaker: Speaker, lines: Sequence[tuple[str, Voice]], path: Path, progress: Callable[[float], None]
) -> str:
    """Write texts, each said by its voice, into `path`; give its length in words, and what was not as a voice wanted.

    `progress` is called with the part that is done, in the caller's thread. Cancelling the task gives it all up, and
    leaves no part of a file. Raises BestioError (a line that cannot be said, a disk that refuses).
    """
    speeches = await _speak(speaker, lines, progress)
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def told(done: float) -> None:
        loop.call_soon_threadsafe(progress, SPOKEN_PART + (1 - SPOKEN_PART) * done)

    write = partial(write_sound, speeches, path, progress=told, cancelled=stop.is_set)
    seconds = await _written(path, write, stop)
    notes = dict.fromkeys(note for speech in speeches for note in speech.notes)
    return " ".join([_("{seconds} s").format(seconds=round(seconds)), *notes])


async def make_page(
    speaker: Speaker, studio: Studio, path: Path, progress: Callable[[float], None], *, dys: bool
) -> str:
    """Write the page of a creature, with its sounds, into `path`; what was left out, in words. `dys`: in easy reading.

    `progress` and cancelling are as with `record`. Raises BestioError.
    """
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def told(number: int, of: int) -> None:
        if stop.is_set():
            raise ExportCancelled
        loop.call_soon_threadsafe(progress, (number - 1) / of)

    notes = await _written(path, partial(write_page, path, studio, speaker.render, told, dys=dys), stop)
    progress(1.0)
    return " ".join(notes)


async def make_anthology(
    speaker: Speaker,
    workspace: Workspace,
    class_id: str,
    path: Path,
    progress: Callable[[float], None],
    *,
    dys: bool,
) -> str:
    """Write the anthology of a class into the folder `path`; what was left out, in words.

    A folder `…-dys` is laid out so; `….zip` is one file of it all, `…-scorm.zip` one for a platform, laid out so where
    `dys` says it. `progress` and cancelling are as with `record`. Raises BestioError.
    """
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def go_on() -> None:
        if stop.is_set():
            raise ExportCancelled

    def told(number: int, of: int, _group: str) -> None:
        go_on()
        loop.call_soon_threadsafe(progress, (number - 1) / of)

    def said(text: str, voice: Voice) -> Speech:
        go_on()
        return speaker.render(text, voice)

    def write() -> Written:
        if path.suffix != ENDING:
            return write_anthology(path, workspace, class_id, said, told, dys=path.name.endswith(DYS))
        scorm = path.name.endswith(SCORM)
        return write_packages(
            Packages(path if scorm else None, None if scorm else path), workspace, class_id, said, told, dys=dys
        )[0]

    written = await _written(path, write, stop)
    progress(1.0)
    return " ".join(written.notes)


async def make_replay(
    services: Services, path: Path, speed: float, file: Path, progress: Callable[[float], None]
) -> str:
    """Write the replay of the journal `path` into `file`: its asciicast, its running sheet or, else, its sound.

    `progress` and cancelling are as with `record`. Raises BestioError, UsageError where nothing was said.
    """
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def told(number: int, of: int) -> None:
        if stop.is_set():
            raise ExportCancelled
        loop.call_soon_threadsafe(progress, (number - 1) / of)

    def write() -> str:
        seen = read_seen(services, path)
        files = ReplayFiles(path, seen.replay, seen.header, (0.0, None), speed)
        if file.suffix == CAST:
            files.cast(file)
        elif file.suffix == CUES:
            files.cues(file)
        else:

            def voice(replay: Replay) -> Voice:
                return voice_then(replay.creation, seen.catalog, services.voices, services.gate)

            files.say(services.performer.speaker.render, voice, told)
            return _("{seconds} s").format(seconds=round(files.sound(file)))
        return ""

    said = await _written(file, write, stop)
    progress(1.0)
    return said


async def _written(path: Path, write: Callable[[], _T], stop: threading.Event) -> _T:
    """What `write` gives, which writes a file or a folder beside the app; cancelling sets `stop`, and leaves none."""
    writing = asyncio.create_task(asyncio.to_thread(write))
    writing.add_done_callback(lambda done: done.cancelled() or done.exception())  # known, even where nobody waits on
    try:
        return await asyncio.shield(writing)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([writing])
        if writing.exception() is None:  # it came just before the cancelling did
            await asyncio.to_thread(_take_away, path)
        raise


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


async def _speak(
    speaker: Speaker, lines: Sequence[tuple[str, Voice]], progress: Callable[[float], None]
) -> list[Speech]:
    queue = LineQueue(speaker, ahead=1)
    for text, voice in lines:
        queue.put(text, voice)
    queue.finish()
    speeches = []
    try:
        async for said in queue:
            if said.error is not None:
                raise said.error
            if said.speech is not None:
                speeches.append(said.speech)
            progress(SPOKEN_PART * (said.number + 1) / len(lines))
    finally:
        queue.clear()
    return speeches
