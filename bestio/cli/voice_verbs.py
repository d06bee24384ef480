"""The verbs of `bestio act` on the voice, and saying things aloud."""

from __future__ import annotations

from functools import partial
from itertools import count

from bestio.cli.context import Context
from bestio.cli.output import tell
from bestio.cli.speaking import AudioOutput, say_lines
from bestio.i18n import _
from bestio.session.actions import voice as acts
from bestio.session.actions.action import Result
from bestio.session.actions.parameters import voice_named
from bestio.session.aloud import bent_voice, child_of, listener_of, mutant_of, tell_recordings, to_say
from bestio.speech.voice import Accepts, Voice


def mutant(desk: Context) -> Result:
    """Change the voice by chance, within what can be understood."""
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        voice = mutant_of(desk.session, _understood(desk, mouth))
    return desk.session.perform(acts.mutant, voice=voice)


def child(desk: Context) -> Result:
    """Cross the voice with another one."""
    other = voice_named(desk.session, desk.words)
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        voice = child_of(desk.session, other, _understood(desk, mouth))
    return desk.session.perform(acts.blend, voice=voice)


def _understood(desk: Context, mouth: AudioOutput) -> Accepts:
    """Whether a voice can be understood, each try told; a quarter of a second a voice."""
    numbers = count(1)
    heard = listener_of(desk.session, mouth.pronounce)

    def accepts(voice: Voice) -> bool:
        tell(_("The machine listens to its voice number {n}…").format(n=next(numbers)))
        return heard(voice)

    return accepts


def say(desk: Context) -> Result:
    """Say a phrase, all the kept ones, or the creature's first words about itself."""
    lines = to_say(desk.session, desk.words)
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        voice = bent_voice(desk.session, partial(listener_of, desk.session, mouth.pronounce))

    def spoken(number: int, seconds: float) -> None:
        if phrase_id := lines[number][1]:
            desk.session.record(desk.studio.spoken(phrase_id, seconds))

    seconds = say_lines(
        desk.library,
        [(text, voice) for text, _id in lines],
        out=desk.request.out,
        before=lambda number: desk.talk.say(lines[number][0]),
        after=spoken,
    )
    if desk.request.out is None:
        return Result(data={"seconds": round(seconds, 3)}, heard=True)
    told = _("{file}: {seconds} seconds.").format(file=desk.request.out, seconds=f"{seconds:.1f}".replace(".", ","))
    return Result((told,), {"file": str(desk.request.out), "seconds": round(seconds, 3)})


def with_sound(desk: Context, told: Result) -> Result:
    """What the glass box tells of a voice, and of what it is put together from where it is made of recordings."""
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        return tell_recordings(desk.session, told, mouth.render)
