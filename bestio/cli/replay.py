"""`bestio replay`: a creation seen again in the app, or told as plain text."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from typing import Any

import msgspec

from bestio.classroom.finding import find_group, samples
from bestio.classroom.naming import names_of
from bestio.classroom.own_voices import every_voice
from bestio.classroom.plan import load_sequences
from bestio.classroom.store import Store
from bestio.cli.context import missing
from bestio.cli.guessing import guess_first
from bestio.cli.openapp import run
from bestio.cli.output import say, say_json, tell
from bestio.cli.prompts import Left, Talk
from bestio.cli.workspace import open_store
from bestio.creation.replay import Replay
from bestio.creation.replay_context import Loop, ReplayOptions, check_key, part, wheels_of
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.library import Library
from bestio.persona.lexicons import load_lexicons
from bestio.session.account import why_lines
from bestio.session.cues import cues
from bestio.session.moments import Why, why_then
from bestio.session.transcript import transcribe
from bestio.speech.intelligibility_cache import IntelligibilityCache
from bestio.speech.intelligibility_gate import UNDERSTOOD, Gate

SLOWEST, FASTEST = 0.25, 8.0


@dataclass(frozen=True)
class Told:
    """How a creation is told: as lines, with questions before each draw, with why, as a running sheet, as JSON.

    `cast` and `sound` are the files to write: what a terminal shows, and what is heard.
    """

    plain: bool = False
    guess: bool = False
    explain: bool = False
    cues: bool = False
    as_json: bool = False
    cast: Path | None = None
    sound: Path | None = None

    @property
    def shown(self) -> bool:
        """Whether it is not told at all, but shown in the app."""
        return not (self.plain or self.guess or self.explain or self.cues or self.as_json or self.written)

    @property
    def written(self) -> bool:
        """Whether files are to be written of it."""
        return self.cast is not None or self.sound is not None


def replay(names: Sequence[str], told: Told, *, since: str, until: str, speed: float, home: Path | None) -> int:
    """Show, or tell, the one creation that `names` mean."""
    _check_speed(speed)
    if not names:
        raise missing(_("JOURNAL"))
    if len(names) > 1:
        raise UsageError(
            _("“{name}” is one word too many.").format(name=names[1][:60]),
            hint=_("Several creations, one after the other: bestio replay --loop NAME NAME"),
        )
    name = names[0]
    library, store = open_store(home)
    path = find_group(name, store, library)
    if told.shown:
        return _show(ReplayOptions(path, since, until, speed), library, store)
    with store.open(path, read_only=True) as journal:
        return _tell(journal, library, since, until, told, speed)


def loop_of(names: Sequence[str], *, speed: float, stage: bool, key: str, home: Path | None) -> int:
    """Play the creations that `names` mean, groups or whole classes, without end; without names, those that ship."""
    _check_speed(speed)
    check_key(key)
    library, store = open_store(home)
    paths = [path for name in names for path in _meant(name, store, library)]
    paths = paths or [entry.path for entry in samples(library)]
    return _in_the_app(Loop(tuple(paths), speed, key, stage), library)


def _meant(name: str, store: Store, library: Library) -> list[Path]:
    """The journal of the group that a name means, or those of a class. Raises UsageError."""
    try:
        return [find_group(name, store, library)]
    except UsageError:
        class_id = store.class_named(name)
        if class_id not in store.classes() or not (entries := store.groups(class_id)):
            raise
        return [entry.path for entry in entries]


def _check_speed(speed: float) -> None:
    if not SLOWEST <= speed <= FASTEST:
        raise UsageError(
            _("A speed of {speed} is not possible.").format(speed=f"{speed:g}"),
            hint=_("Give a number from 0.25 to 8."),
        )


def _tell(journal: Journal, library: Library, since: str, until: str, told: Told, speed: float) -> int:
    header, events, group = journal.header, journal.events, journal.group
    for notice in journal.notices:
        tell(notice)
    lexicons = load_lexicons(library, lambda _problem: None)
    catalog = wheels_of(events, lexicons)
    voices = every_voice(library, Store.of(library, time.time), lambda _problem: None)
    names = names_of(catalog, lambda: voices, load_sequences(library, lambda _problem: None).values())
    seen = Replay(events, names=names)
    start, end = part(seen, since, until)
    gate = Gate(IntelligibilityCache(library.cache / UNDERSTOOD))

    if told.written:
        from bestio.cli.replay_files import ReplayFiles  # noqa: PLC0415 (what is told needs none of it)

        files = ReplayFiles(library, catalog, dict(voices), gate, speed)
        return files.write(
            journal.path, seen, header, (start, end), cast=told.cast, sound=told.sound, as_json=told.as_json
        )

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
    if told.cues:
        for line in cues(seen, start, end, speed):
            say(line)
        return 0
    if told.guess:
        try:
            guess_first(Talk(), seen, since=start, until=end)
        except Left:
            tell(_("Left here."))
        return 0
    for line in transcribe(seen, header, since=start, until=end, why=lambda replay: why_lines(why(replay))):
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


def _show(watch: ReplayOptions, library: Library, store: Store) -> int:
    if watch.since or watch.until:
        with store.open(watch.path, read_only=True) as journal:
            part(Replay(journal.events), watch.since, watch.until)  # what is wrong is told before the app opens
    return _in_the_app(watch, library)


def _in_the_app(watch: ReplayOptions | Loop, library: Library) -> int:
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(_("The app needs a terminal."), hint=_("With --plain, the creation is told as lines of text."))
    from bestio.tui.app import make_app  # noqa: PLC0415 (Textual is only for the app)

    app = make_app(library, random=SystemRandom(), clock=time.time, replay=watch)
    run(app)
    return app.return_code or 0
