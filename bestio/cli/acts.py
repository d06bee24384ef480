"""`bestio new` and `bestio act`: everything that the app can do to a creation, one command at a time.

For those who cannot use a screen full of boxes, and for scripts. Each act goes through the studio into the journal, as
the app's do, and is told in plain words.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom

from bestio.cli.desk import Desk, Request, Told
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.talk import Left, Talk
from bestio.cli.verbs import find_verb, help_lines
from bestio.cli.workshop import load_guard
from bestio.errors import BestioError, Problem, UsageError
from bestio.i18n import _
from bestio.language.typography import clean
from bestio.library import Library, open_library
from bestio.persona.lexicon import load_lexicons
from bestio.speech.voice import load_voices
from bestio.workshop.creation import Creation
from bestio.workshop.finding import find_group, ships
from bestio.workshop.journal import Journal
from bestio.workshop.ledger import classroom_of
from bestio.workshop.naming import names_of
from bestio.workshop.plan import load_sequences
from bestio.workshop.pseudonyms import pseudonym
from bestio.workshop.replay import Replay
from bestio.workshop.store import Store
from bestio.workshop.studio import Studio
from bestio.workshop.trouble import Trouble


def act(request: Request, *, as_json: bool, home: Path | None) -> int:
    """Do what is asked and tell it."""
    verb = find_verb(request.verb)
    if verb is None:
        if as_json:
            say_json(help_lines(request.words))
        for line in [] if as_json else help_lines(request.words):
            say(line)
        return 0
    verb.check(request.words)
    library = open_library(home, os.environ)
    store = Store(library.workspace, time.time)
    path = find_group(request.journal, store, library)
    looks = verb.only_looks(request.words)
    if not looks and ships(path, library):
        raise UsageError(
            _("This creation comes with the program: it can only be looked at."),
            hint=_("To make it yours: bestio import {file}").format(file=path),
        )
    with store.open(path, read_only=looks) as journal:
        desk = Desk(_studio(journal, store, library, request.seed), store, library, request, Talk(apart=as_json))
        for notice in journal.notices:
            tell(notice)
        if journal.trouble is not None and not looks:
            tell(_lost(journal.trouble))  # before anything is asked that could not be kept
            return PROBLEMS
        if not journal.creation.begun and not looks:
            desk.studio.begin(seed=request.seed)
            tell(_("Chance gives a first creature: {name}.").format(name=desk.creation.name))
        count, before, noticed = len(journal.events), journal.creation, len(journal.notices)
        told = _run(verb.run, desk)
        captions = [] if told.heard and not as_json else _captions(desk, count, before)
        trouble = journal.trouble
        for notice in journal.notices[noticed:]:
            tell(notice)
    if trouble is not None:
        tell(_lost(trouble))
        return PROBLEMS
    if as_json:
        say_json({"told": captions, "creature": desk.creation.name, "result": told.data})
    else:
        for line in [*captions, *told.lines]:
            say(line)
    return 0


def _run(verb: Callable[[Desk], Told], desk: Desk) -> Told:
    try:
        return verb(desk)
    except Left:
        tell(_("Left here. What was written until now is saved."))
        return Told(heard=True)


def new(group: str, *, class_id: str | None, seed: int | None, as_json: bool, home: Path | None) -> int:
    """Begin a creation and tell it."""
    library = open_library(home, os.environ)
    store = Store(library.workspace, time.time)
    unsaid, class_id = class_id is None, store.class_to_use(class_id)
    name = clean(group).strip() or pseudonym(SystemRandom(), {entry.group for entry in store.groups(class_id)})
    with store.new(name, class_id) as journal:
        studio = _studio(journal, store, library, seed)
        studio.begin(seed=seed)
        told, creature, path, trouble = studio.description(), studio.creation, journal.path, journal.trouble
    if trouble is not None:
        tell(_lost(trouble))
        return PROBLEMS
    if as_json:
        say_json({"journal": str(path), "group": name, "creature": creature.name, "traits": dict(creature.traits)})
        return 0
    say(_("The group “{group}” has a creature: {name}.").format(group=name, name=creature.name))
    if unsaid:
        say(_("It is in the class “{name}”.").format(name=store.title_of(class_id)))
    say(told.third)
    say(_("To go on: bestio act {group} help").format(group=f"{path.parent.name}/{path.stem}"))
    return 0


def _studio(journal: Journal, store: Store, library: Library, seed: int | None) -> Studio:
    problems: list[Problem] = []
    guard = load_guard(library)
    lexicons, voices = load_lexicons(library, problems.append), load_voices(library, problems.append)
    for problem in problems:
        tell(str(problem))
    try:
        classroom = classroom_of(store, library, guard)
        classmates = classroom.sources(journal.path.parent.name, without=journal.path.stem)
    except (BestioError, OSError):
        classmates = []  # a class that cannot be read keeps nobody from working
    chance = SystemRandom() if seed is None else Random(seed)
    return Studio(journal, library, lexicons, voices, {}, guard, chance, classmates)


def _lost(trouble: Trouble) -> str:
    """Why nothing was written. Nothing waits in memory here, as it does in the app: this command is about to end."""
    return f"{trouble.error()} " + _("Nothing was saved: do it again once that is mended.")


def _captions(desk: Desk, count: int, before: Creation) -> list[str]:
    """What has just happened, in sentences."""
    studio = desk.studio
    happened = studio.journal.events[count:]
    plans = (
        load_sequences(desk.library, lambda _problem: None) if any(one.do == "step.reach" for one in happened) else {}
    )
    names = names_of(studio.cabinet, studio.voices, plans.values())
    told: list[str] = []
    seen = Replay(happened, names=names, start=before)
    for position in range(1, len(seen) + 1):
        before, after = seen.state_at(position - 1), seen.state_at(position)
        told.append(seen.caption_at(position))
        repaired = studio.repairs(before) if before.begun and after.traits != before.traits else ""
        if repaired:
            told.append(_("Agreement changes: {repairs}").format(repairs=repaired))
    return told
