"""The sound of a replay: what was said on the stage, in the voices of those moments, each when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from bestio.creation.replay import LONGEST_PAUSE, Replay
from bestio.errors import UsageError
from bestio.export.sound import write_sound
from bestio.i18n import _
from bestio.session.moments import spoken_line
from bestio.session.timetable import SPOKEN, Moment
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

Say = Callable[[str, Voice], Speech]
VoiceThen = Callable[[Replay], Voice]
Progress = Callable[[int, int], None]
"""Called before each line is said: which one, counted from 1, of how many."""
_END_SECONDS = 3.0
_MOST_SILENCE = 60.0  # seconds in one piece


def say_all(
    replay: Replay, moments: Sequence[Moment], say: Say, voice_then: VoiceThen, progress: Progress
) -> dict[int, Speech]:
    """What is said with each act, by its place. Raises UsageError where nothing is, BestioError where it cannot be."""
    spoken = [moment.index for moment in moments if replay.events[moment.index].do == SPOKEN]
    if not spoken:
        raise UsageError(
            _("Nothing was said on the stage in this part."),
            hint=_("Let the creature speak on the stage first (F5), or leave --from and --until away."),
        )
    found = {}
    for number, index in enumerate(spoken, 1):
        progress(number, len(spoken))
        replay.seek(index + 1)
        event = replay.event
        if event is not None:
            found[index] = say(spoken_line(event, replay.creation), voice_then(replay))
    return found


def write_track(path: Path, moments: Sequence[Moment], speeches: dict[int, Speech], speed: float) -> float:
    """Write the sound, from the first act to the last, as long as the replay takes; its seconds.

    Silence is at most as long as the replay waits (`LONGEST_PAUSE` at speed 1). Raises SoundFileError.
    """
    return write_sound(_pieces(moments, speeches, speed), path, gap=0.0)


def _pieces(moments: Sequence[Moment], speeches: dict[int, Speech], speed: float) -> Iterator[Speech]:
    rate = next(iter(speeches.values())).sample_rate
    silent = 0.0
    for moment in moments:
        silent += min(moment.waited, LONGEST_PAUSE / speed)
        speech = speeches.get(moment.index)
        if speech is not None:
            yield from _silence(silent, rate)
            yield speech
            silent = 0.0
    yield from _silence(silent + _END_SECONDS, rate)


def _silence(seconds: float, rate: int) -> Iterator[Speech]:
    while seconds > 0:
        part = min(seconds, _MOST_SILENCE)
        seconds -= part
        if count := round(part * rate):
            yield Speech("", np.zeros(count, np.float32), rate)
