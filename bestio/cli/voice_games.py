"""The verbs of `bestio act` that let one phrase be heard in several voices, and the creature answer."""

from __future__ import annotations

from bestio.cli.context import Context
from bestio.cli.speaking import say_lines
from bestio.i18n import _
from bestio.session.actions import phrases
from bestio.session.actions.action import Result
from bestio.session.aloud import question_numbered, questions_of, tell_after_answer, tell_answer, to_compare
from bestio.text.fold import fold

LISTED = frozenset({"liste", "list"})


def compare(desk: Context) -> Result:
    """The same phrase in several voices: those that are named, else the creature's and four that follow it."""
    desk.session.need_creature()
    voices = to_compare(desk.session, desk.words)
    text = desk.studio.trial_text()
    desk.talk.say(_("“{word}”").format(word=text))
    seconds = say_lines(
        desk.library,
        [(text, voice) for voice in voices],
        out=desk.request.out,
        before=lambda number: desk.talk.say(voices[number].title),
    )
    return Result(_written(desk, seconds), {"text": text, "voices": [voice.id for voice in voices]})


def _written(desk: Context, seconds: float) -> tuple[str, ...]:
    if desk.request.out is None:
        return ()
    told = f"{seconds:.1f}".replace(".", ",")
    return (_("{file}: {seconds} seconds.").format(file=desk.request.out, seconds=told),)


def introduce(desk: Context) -> Result:
    """The creature tells who it is."""
    desk.session.need_creature()
    text = desk.studio.introduction()
    desk.talk.say(_("“{word}”").format(word=text))
    seconds = say_lines(desk.library, [(text, desk.studio.voice().voice)], out=desk.request.out)
    return Result(_written(desk, seconds), {"text": text, "seconds": round(seconds, 3)})


def question(desk: Context) -> Result:
    """Ask the creature: it catches on to a word that it knows, or chance answers. A number asks one that is ready."""
    given = " ".join(desk.words)
    if fold(given) in LISTED:
        ready = questions_of(desk.session)
        lines = [f"{number}. {one}" for number, one in enumerate(ready, start=1)]
        return Result(tuple(lines or [_("No question is ready for this session.")]), list(ready))
    if given.isdecimal():
        given = question_numbered(desk.session, given)
    answer = desk.session.perform(phrases.question, question=given)
    made, text = answer.data["id"], answer.data["text"]
    for line in tell_answer(given, answer):
        desk.talk.say(line)

    def spoken(_number: int, seconds: float) -> None:
        desk.session.record(desk.studio.spoken(made, seconds))

    say_lines(desk.library, [(text, desk.studio.voice().voice)], out=desk.request.out, after=spoken)
    return Result((tell_after_answer(),), answer.data, heard=True)
