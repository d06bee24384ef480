"""`bestio new` and `bestio act`: everything that the app can do to a creation, one command at a time.

For those who cannot use a screen full of boxes, and for scripts. Each act goes through the studio into the journal, as
the app's do, and is told in plain words.
"""

from __future__ import annotations

from pathlib import Path
from random import Random, SystemRandom

from bestio.classroom.finding import find_group, ships
from bestio.classroom.pseudonyms import pseudonym
from bestio.cli.context import Context, Request
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.prompts import Left, Talk
from bestio.cli.verbs import check, find_verb, help_data, help_lines, run
from bestio.cli.workspace import open_workspace
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.language.typography import clean
from bestio.session.actions.action import Action, Result
from bestio.session.one_act import let_happen, nothing_saved
from bestio.session.session import Session
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace


def act(request: Request, *, as_json: bool, home: Path | None) -> int:
    """Do what is asked and tell it."""
    action = find_verb(request.verb)
    if action is None:
        if as_json:
            say_json(help_data(request.words))
        for line in [] if as_json else help_lines(request.words):
            say(line)
        return 0
    check(action, request.words)
    workspace = open_workspace(home)
    store = workspace.store
    path = find_group(request.journal, store, workspace.library)
    looks = action.only_looks(request.words)
    if not looks and ships(path, workspace.library):
        raise UsageError(
            _("This creation comes with the program: it can only be looked at."),
            hint=_("To make it yours: bestio import {file}").format(file=path),
        )
    with store.open(path, read_only=looks) as journal:
        session = Session(_studio(journal, workspace, request.seed), store, request.journal)
        desk = Context(session, request, Talk(apart=as_json))
        told = let_happen(session, lambda: _run(action, desk), tell=tell, looks=looks, seed=request.seed)
    if told.trouble is not None:
        tell(nothing_saved(told.trouble))
        return PROBLEMS
    if as_json:
        say_json({"told": told.captions, "creature": desk.creation.name, "result": told.done.data})
    else:
        for line in told.lines:
            say(line)
    return 0


def _run(action: Action, desk: Context) -> Result:
    try:
        return run(action, desk)
    except Left:
        tell(_("Left here. What was written until now is saved."))
        return Result(heard=True)


def new(group: str, *, class_id: str | None, seed: int | None, as_json: bool, home: Path | None) -> int:
    """Begin a creation and tell it."""
    workspace = open_workspace(home)
    store = workspace.store
    unsaid, class_id = class_id is None, store.class_to_use(class_id)
    name = clean(group).strip() or pseudonym(SystemRandom(), {entry.group for entry in store.groups(class_id)})
    with store.new(name, class_id) as journal:
        studio = _studio(journal, workspace, seed)
        studio.begin(seed=seed)
        told, creature, path, trouble = studio.description(), studio.creation, journal.path, journal.trouble
    if trouble is not None:
        tell(nothing_saved(trouble))
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


def _studio(journal: Journal, workspace: Workspace, seed: int | None) -> Studio:
    return Studio(journal, workspace, SystemRandom() if seed is None else Random(seed))
