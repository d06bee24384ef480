"""Who is heard in a voice that is put together from recordings: everybody, one person, or a choice."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.speech.recorded.bank import Bank, describe_state
from bestio.speech.voice import Recorded
from bestio.text.fold import fold


class Hearing(Struct, frozen=True):
    """Who is heard: `people` alone, or all where there are none; `by_turns`: another one of them at each word."""

    people: tuple[str, ...] = ()
    by_turns: bool = False


def hearing_of(recorded: Recorded) -> Hearing:
    """Who is heard in a voice."""
    return Hearing(recorded.people, recorded.by_turns)


def everybody_s_words() -> tuple[str, str]:
    """The words of a line for everybody by turns, and for whoever has most words."""
    return _("everybody"), _("anybody")


def read_hearing(text: str, bank: Bank) -> Hearing:
    """Who is heard, as people write it: names with commas between, `everybody`, `anybody`. Raises UsageError."""
    turns, anybody = (fold(word) for word in everybody_s_words())
    known = {fold(name): name for name in bank.people()}
    people: list[str] = []
    by_turns = False
    for part in filter(None, map(str.strip, text.split(","))):
        wanted = fold(part)
        if wanted == turns:
            by_turns = True
        elif wanted in known:
            people.append(known[wanted])
        elif wanted != anybody:
            raise UsageError(
                _("Nobody called “{name}” is heard in these recordings.").format(name=part[:60]),
                hint=_("There are: {names}.").format(names=", ".join((*everybody_s_words(), *bank.people()))),
            )
    return Hearing(tuple(dict.fromkeys(people)), by_turns and len(set(people)) != 1)


def tell_hearing(hearing: Hearing) -> str:
    """Who is heard, in one sentence."""
    names = ", ".join(hearing.people)
    if len(hearing.people) == 1:
        return _("One hears only {who}.").format(who=names)
    if hearing.by_turns:
        return (
            _("Each word is another one’s, among {names}.").format(names=names)
            if names
            else _("Everybody is heard, each word is another one’s.")
        )
    if names:
        return _("One hears only {names}: whoever has recorded most of the words.").format(names=names)
    return _("Anybody is heard: whoever has recorded most of the words.")


def describe_hearing(recorded: Recorded, bank: Bank | None) -> Iterator[str]:
    """Who is heard in a voice and, where the `bank` is known, what of that cannot be heard, line by line."""
    hearing = hearing_of(recorded)
    yield tell_hearing(hearing)
    if bank is None:
        return
    if not bank.open:
        yield _("The recorded voices of the class “{name}” are off: the base voice speaks.").format(name=recorded.bank)
        return
    there = {name.casefold() for name in bank.people()}
    gone = [name for name in hearing.people if name.casefold() not in there]
    if gone:
        yield _("No recording is there of {names}: the machine speaks instead.").format(names=", ".join(gone))
    yield from describe_state(bank)
