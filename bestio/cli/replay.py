"""`bestio replay`: a creation seen again in the app, or told as plain text."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import SystemRandom
from typing import Any

from bestio.cli.guessing import guess_first
from bestio.cli.openapp import run
from bestio.cli.output import say, say_json, tell
from bestio.cli.talk import Left, Talk
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.library import Library, open_library
from bestio.persona.lexicon import load_lexicons
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


def replay(
    name: str, *, plain: bool, guess: bool, since: str, until: str, speed: float, as_json: bool, home: Path | None
) -> int:
    """Show, or tell, the creation that `name` means; with `guess`, ask before each draw what will come."""
    if not SLOWEST <= speed <= FASTEST:
        raise UsageError(
            _("A speed of {speed} is not possible.").format(speed=f"{speed:g}"),
            hint=_("Give a number from 0.25 to 8."),
        )
    library = open_library(home, os.environ)
    path = find_group(name, Store(library.workspace, time.time), library)
    if as_json or plain or guess:
        return _tell(path, library, since, until, as_json=as_json, guess=guess)
    return _show(Watch(path, since, until, speed), library)


def _tell(path: Path, library: Library, since: str, until: str, *, as_json: bool, guess: bool) -> int:
    with Journal.open(path, clock=time.time, read_only=True) as journal:
        header, events = journal.header, journal.events
        for notice in journal.notices:
            tell(notice)
    cabinet = wheels_of(events, load_lexicons(library, lambda _problem: None))
    voices = load_voices(library, lambda _problem: None)
    names = names_of(cabinet, voices, load_sequences(library, lambda _problem: None).values())
    seen = Replay(events, names=names)
    start, end = part(seen, since, until)
    if as_json:
        say_json(_acts(seen, start, end))
        return 0
    if guess:
        try:
            guess_first(Talk(), seen, since=start, until=end)
        except Left:
            tell(_("Left here."))
        return 0
    for line in narrate(seen, header, since=start, until=end):
        say(line)
    return 0


def _acts(seen: Replay, start: float, end: float | None) -> list[dict[str, Any]]:
    return [
        {"act": index + 1, "at": event.at, "worked": round(seen.worked(index), 3), "do": event.do, "told": told}
        for index, event in enumerate(seen.events)
        if start <= seen.worked(index) and (end is None or seen.worked(index) <= end)
        for told in (seen.caption_at(index + 1),)
    ]


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
