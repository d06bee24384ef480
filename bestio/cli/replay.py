"""`bestio replay`: a creation seen again in the app, or told as plain text."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any

import msgspec

from bestio.cli.account import why_lines
from bestio.cli.guessing import guess_first
from bestio.cli.openapp import run
from bestio.cli.output import say, say_json, tell
from bestio.cli.talk import Left, Talk
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.library import Library, open_library
from bestio.persona.lexicon import load_lexicons
from bestio.session.moments import Why, why_then
from bestio.speech.gate import UNDERSTOOD, Gate
from bestio.speech.verdicts import Verdicts
from bestio.speech.voice import load_voices
from bestio.workshop.finding import find_group
from bestio.workshop.journal import Journal
from bestio.workshop.naming import names_of
from bestio.workshop.narrate import narrate
from bestio.workshop.plan import load_sequences
from bestio.workshop.replay import Replay
from bestio.workshop.retelling import Watch, part, wheels_of
from bestio.workshop.store import Store

SLOWEST, FASTEST = 0.25, 8.0


@dataclass(frozen=True)
class Told:
    """How a creation is told: as lines, with questions before each draw, with why each act came out so, as JSON."""

    plain: bool = False
    guess: bool = False
    explain: bool = False
    as_json: bool = False

    @property
    def shown(self) -> bool:
        """Whether it is not told at all, but shown in the app."""
        return not (self.plain or self.guess or self.explain or self.as_json)


def replay(name: str, told: Told, *, since: str, until: str, speed: float, home: Path | None) -> int:
    """Show, or tell, the creation that `name` means."""
    if not SLOWEST <= speed <= FASTEST:
        raise UsageError(
            _("A speed of {speed} is not possible.").format(speed=f"{speed:g}"),
            hint=_("Give a number from 0.25 to 8."),
        )
    library = open_library(home, os.environ)
    path = find_group(name, Store(library.workspace, time.time), library)
    if told.shown:
        return _show(Watch(path, since, until, speed), library)
    return _tell(path, library, since, until, told)


def _tell(path: Path, library: Library, since: str, until: str, told: Told) -> int:
    with Journal.open(path, clock=time.time, read_only=True) as journal:
        header, events, group = journal.header, journal.events, journal.group
        for notice in journal.notices:
            tell(notice)
    lexicons = load_lexicons(library, lambda _problem: None)
    cabinet = wheels_of(events, lexicons)
    voices = load_voices(library, lambda _problem: None)
    names = names_of(cabinet, voices, load_sequences(library, lambda _problem: None).values())
    seen = Replay(events, names=names)
    start, end = part(seen, since, until)
    gate = Gate(Verdicts(library.cache / UNDERSTOOD))

    last: list[Why] = [None]

    def why(replay: Replay) -> Why:
        """Why the act came out so; None where that is what was told last."""
        found = why_then(replay, group, lexicons, voices, gate) if told.explain else None
        if found == last[0]:
            return None
        last[0] = found
        return found

    if told.as_json:
        say_json(_acts(seen, start, end, why))
        return 0
    if told.guess:
        try:
            guess_first(Talk(), seen, since=start, until=end)
        except Left:
            tell(_("Left here."))
        return 0
    for line in narrate(seen, header, since=start, until=end, why=lambda replay: why_lines(why(replay))):
        say(line)
    return 0


def _acts(seen: Replay, start: float, end: float | None, why: Callable[[Replay], Why]) -> list[dict[str, Any]]:
    found = []
    for index, event in enumerate(seen.events):
        if seen.worked(index) < start or (end is not None and seen.worked(index) > end):
            continue
        seen.seek(index + 1)
        act = {"act": index + 1, "at": event.at, "worked": round(seen.worked(index), 3), "do": event.do}
        because = why(seen)
        found.append(act | {"told": seen.caption} | ({} if because is None else {"why": msgspec.to_builtins(because)}))
    return found


def _show(watch: Watch, library: Library) -> int:
    if watch.since or watch.until:
        with Journal.open(watch.path, clock=time.time, read_only=True) as journal:
            part(Replay(journal.events), watch.since, watch.until)  # what is wrong is told before the app opens
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(_("The app needs a terminal."), hint=_("With --plain, the creation is told as lines of text."))
    from bestio.tui.app import make_app  # noqa: PLC0415 (Textual is only for the app)

    app = make_app(library, random=SystemRandom(), clock=time.time, replay=watch)
    run(app)
    return app.return_code or 0
