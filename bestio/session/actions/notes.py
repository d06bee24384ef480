"""The group's notes and name; undo and redo."""

from __future__ import annotations

from bestio.activities.ways import describe_notes
from bestio.i18n import N_, _
from bestio.language.typography import clean
from bestio.session.actions.action import Action, Key, NotNow, Result
from bestio.session.actions.parameters import named
from bestio.session.session import Session


@Action(
    "note", "noter", N_("Writes a note."), (named("text", N_("WORD"), "words", N_("What is to be noted."), rest=True),)
)
def note(session: Session, text: str) -> Result:
    session.studio.record("note.write", text=clean(text))
    return Result()


@Action("notes", "notes", N_("Tells all your notes."), looks=True)
def notes(session: Session) -> Result:
    text = describe_notes(session.creation)
    return Result(tuple((text or _("Nothing is written yet.")).splitlines()), text)


@Action(
    "group",
    "groupe",
    N_("Gives the group another made-up name."),
    (named("name", N_("NAME"), "words", N_("A made-up name."), rest=True),),
)
def group(session: Session, name: str) -> Result:
    session.studio.record("group.name", name=clean(name))
    return Result(data=session.studio.journal.group)


@Action(
    "undo", "annuler", N_("Undoes the last act."),
    keys=(Key("undo", "ctrl+z", N_("Undo"), N_("Undo the last act. Nothing is lost: Ctrl+Y does it again.")),),
)  # fmt: skip
def undo(session: Session) -> Result:
    if not session.creation.can_undo:
        raise NotNow(_("There is nothing to undo."))
    session.studio.record("undo")
    return Result(data=session.creation.name)


@Action("redo", "refaire", N_("Do again what was undone."), keys=(Key("redo", "ctrl+y", N_("Redo"), shown=False),))
def redo(session: Session) -> Result:
    if not session.creation.can_redo:
        raise NotNow(_("There is nothing to do again."))
    session.studio.record("redo")
    return Result(data=session.creation.name)
