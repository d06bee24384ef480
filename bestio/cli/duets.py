"""The verb of `bestio act` that lets creatures answer each other: `duo`."""

from __future__ import annotations

from bestio.classroom.finding import find_group
from bestio.cli.context import Context
from bestio.cli.prompts import whole
from bestio.cli.speaking import say_lines
from bestio.creation.state import Said
from bestio.errors import UsageError
from bestio.export.duet import TEXT, write_duet
from bestio.i18n import _
from bestio.session.actions.action import Result
from bestio.session.aloud import let_answer
from bestio.studio.duet import (
    MOST_ROUNDS,
    ROUNDS,
    describe_cast,
    describe_duet,
    voice_of,
)

TURNS = frozenset({"lignes", "lines"})


def duet(desk: Context) -> Result:
    """Let the creature and others answer each other; a duet that is named is said again; without words, list them."""
    duets = desk.creation.duets
    if not desk.words:
        lines = [f"{key} : {describe_cast(said)}" for key, said in duets.items()]
        return Result(tuple(lines or [_("There is no duet yet.")]), {key: len(said) for key, said in duets.items()})
    if len(desk.words) == 1 and desk.words[0] in duets:
        return _heard(desk, desk.words[0])
    names, rounds = _asked(desk.words)
    guests = [find_group(name, desk.session.store, desk.library) for name in names]
    key = let_answer(desk.session, guests, rounds)
    return _heard(desk, key)


def _asked(words: tuple[str, ...]) -> tuple[list[str], int]:
    """The creations that are named, and how often each creature speaks. Raises UsageError."""
    names, rounds = [], ROUNDS
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in TURNS:
            names.append(word)
            continue
        rounds = whole(value, MOST_ROUNDS) or 0
        if not rounds:
            raise UsageError(
                _("“{word}”: how many lines each?").format(word=word[:40]),
                hint=_("Give a number from 1 to {n}.").format(n=MOST_ROUNDS),
            )
    return names, rounds


def _heard(desk: Context, key: str) -> Result:
    """Tell a duet line by line as it is heard, or write it into a file of text or of sound."""
    said = desk.creation.duets[key]
    data = {"id": key, "lines": [_data(line) for line in said]}
    out = desk.request.out
    head, *lines = describe_duet(said)
    desk.talk.say(head)
    if out is not None and out.suffix.lower() == TEXT:
        write_duet(out, said)
    else:
        say_lines(
            desk.library,
            [(line.text, voice_of(line, desk.studio)) for line in said],
            out=out,
            before=lambda number: desk.talk.say(lines[number]),
        )
    if out is not None:
        for line in lines:
            desk.talk.say(line)
        desk.talk.say(_("{file} is written.").format(file=out))
    return Result(data=data, heard=True)


def _data(line: Said) -> dict[str, str]:
    return {"creature": line.creature, "group": line.group, "text": line.text, "caught": line.caught}
