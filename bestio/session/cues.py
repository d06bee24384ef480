"""The running sheet of a replay: when each mark comes, and what to ask the audience before each draw."""

from __future__ import annotations

from collections.abc import Iterator

from bestio.creation.replay import Replay
from bestio.i18n import _
from bestio.session.transcript import clean, tell_time


def cues(replay: Replay, since: float, until: float | None, speed: float) -> Iterator[str]:
    """The lines of the sheet, from `since` to `until` (seconds at work, see `Replay.worked`).

    Times are those of the replay as it plays at `speed`, without the lines that are said aloud and the guessing. The
    cursor of `replay` is moved.
    """
    markers = {marker.position for marker in replay.markers}
    replay.seek(0)
    passed = 0.0
    while not replay.at_end:
        at = replay.position
        seen = since <= replay.worked(at) and (until is None or replay.worked(at) <= until)
        passed += replay.pause(speed=speed) if seen else 0.0
        asked = replay.guesses() if seen else ()
        replay.forward()
        if not seen or (not asked and replay.position not in markers):
            continue
        act = _("act {n}").format(n=replay.position)
        yield clean(f"{tell_time(passed)}  {act}  {replay.caption}")
        for guess in asked:
            choices = f" ({' / '.join(guess.options)})" if guess.options else ""
            yield clean("      " + _("Ask: {question}").format(question=guess.question + choices))
            yield clean("      " + _("Answer: {answer}").format(answer=guess.answer))
