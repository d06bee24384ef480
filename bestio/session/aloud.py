"""What is said aloud, by whom, and what is told of it: whoever lets it be heard, and wherever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import msgspec

from bestio.activities.questions import describe_cut, ready_questions
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.session.actions import phrases
from bestio.session.actions.action import Result
from bestio.session.actions.parameters import phrase_named, voice_named
from bestio.session.actions.plan import plan_of
from bestio.session.session import Session
from bestio.studio.duet import ROUNDS, free_name, parts_of, take_turns
from bestio.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

    from bestio.speech.speech import Speech
    from bestio.speech.understanding import Pronounce
    from bestio.speech.voice import Accepts, Voice

EVERY = frozenset({"tout", "all"})
COMPARED = 5
CHANGE = 0.5
"""How far a mutant is from the voice that it comes from, 0..1."""


def to_say(session: Session, words: Sequence[str]) -> list[tuple[str, str]]:
    """Texts, each with the id of its phrase: the one that is named, all the kept ones, or the creature's first words.

    Raises UsageError.
    """
    if words and fold(words[0]) not in EVERY:
        phrase = phrase_named(session, tuple(words))
        return [(phrase.shown, phrase.id)]
    if session.creation.kept:
        return [(phrase.shown, phrase.id) for phrase in session.creation.kept_phrases]
    return [(session.studio.introduction(), "")]


def bent_voice(session: Session, listener: Callable[[], Accepts]) -> Voice:
    """The creature's voice, bent as far as it can be understood: measured now, unless that is known already."""
    from bestio.speech.intelligibility_gate import Unheard

    studio = session.studio
    try:
        return studio.gate.settle(studio.plain_voice(), studio.bends(), listener).voice
    except Unheard:
        return studio.voice().voice


def listener_of(session: Session, pronounce: Pronounce) -> Accepts:
    """Whether a voice can be understood, as it pronounces; a quarter of a second a voice."""
    from bestio.speech.understanding import understood  # noqa: PLC0415 (only where a voice is to be measured)

    return understood(pronounce, session.studio.voices)


def mutant_of(session: Session, accepts: Accepts) -> Voice:
    """The creature's voice, changed by chance within what `accepts` does. Raises BestioError."""
    from bestio.speech.invention import mutate  # noqa: PLC0415 (only where one is invented)

    before, random = session.studio.plain_voice(), Random(session.studio.new_seed())
    return mutate(before, random, CHANGE, accepts=accepts, taken=session.studio.voices)


def child_of(session: Session, other: Voice, accepts: Accepts) -> Voice:
    """The creature's voice crossed with another, within what `accepts` does. Raises BestioError."""
    from bestio.speech.invention import cross  # noqa: PLC0415

    before, random = session.studio.plain_voice(), Random(session.studio.new_seed())
    return cross(before, other, random, accepts=accepts, taken=session.studio.voices)


def to_compare(session: Session, names: Sequence[str]) -> list[Voice]:
    """The voices that are named, else the creature's and four that follow it. Raises UsageError."""
    own = session.studio.plain_voice()
    if names:
        return [voice_named(session, (name,)) for name in names]
    listed = list({own.id: own, **session.studio.voices}.values())
    start = listed.index(own)
    return [*listed[start:], *listed[:start]][:COMPARED]


def tell_recordings(session: Session, told: Result, render: Callable[[str, Voice], Speech]) -> Result:
    """What the glass box has `told` of the voice, and of what it is put together from where it is made of recordings.

    `render` says a text; it is not asked for another voice.
    """
    studio = session.studio
    voice = studio.plain_voice()
    if voice.engine != "recorded" or not isinstance(told.data, dict) or "knobs" not in told.data:
        return told
    from bestio.session.sound import explain_sound, tell_sound  # noqa: PLC0415 (only where there are recordings)

    found = explain_sound(render(studio.trial_text(), studio.voice().voice))
    data = {**told.data, "sound": msgspec.to_builtins(found)}
    return replace(told, lines=(*told.lines, *tell_sound(found)), data=data)


# --- questions --------------------------------------------------------------------------------------------------------


def questions_of(session: Session) -> tuple[str, ...]:
    """The questions that are ready for the session the group is in."""
    return ready_questions(plan_of(session), session.studio.journal.events)


def question_numbered(session: Session, number: str) -> str:
    """The question of that number, from 1, among those that are ready. Raises UsageError."""
    ready = questions_of(session)
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0
    if not 1 <= place <= len(ready):
        raise UsageError(
            _("There is no question {number}.").format(number=number[:12]),
            hint=_("The questions that are ready: bestio act {journal} interroger liste").format(
                journal=session.called
            ),
        )
    return ready[place - 1]


def tell_answer(given: str, answer: Result) -> Iterator[str]:
    """What is told of the answer to the question `given`, before it is heard."""
    if cut := describe_cut(given):
        yield cut
    if answer.data["question"]:
        yield _("You ask: “{question}”").format(question=answer.data["question"])
    yield _("It answers: “{sentence}”").format(sentence=answer.data["text"])
    if answer.told:
        yield answer.told


def tell_after_answer() -> str:
    """What is told once it was heard."""
    return _("Is it an answer? That is for you to say.")


# --- duets ------------------------------------------------------------------------------------------------------------


def let_answer(session: Session, guests: Sequence[Path], rounds: int = ROUNDS) -> str:
    """Let the creature and those of the journals `guests` answer each other; what the duet is called (slow).

    Raises UsageError, BestioError.
    """
    session.need_creature()
    parts = parts_of(session.studio, guests, session.store)
    key = free_name(session.studio)
    session.perform(phrases.duet, lines=list(take_turns(parts, session.studio.new_seed, key, rounds=rounds)))
    return key
