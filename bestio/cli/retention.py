"""`bestio retention`: classes that have ended are exported for their teachers, and erased; one that is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from bestio.classroom.class_report import describe_forgetting
from bestio.classroom.erasure.plan import Forgetting
from bestio.classroom.made_up import describe_date
from bestio.classroom.term import describe_end
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.workshop import as_data
from bestio.cli.workspace import open_workspace
from bestio.errors import BestioError, UsageError
from bestio.export.ended.clock import ClockDoubt, check_clock, note_run
from bestio.export.ended.retention import Done, Ending, Retention
from bestio.export.ended.taking_in import TakenIn, is_export, take_in
from bestio.i18n import _
from bestio.studio.workspace import Workspace


def retention(
    to: Path | None,
    *,
    yes: bool,
    grace: int,
    keep_copies: bool,
    trust_clock: bool = False,
    as_json: bool,
    home: Path | None,
) -> int:
    """Tell which classes end soon or have ended, and what would go; with `yes`, export and erase those.

    1 where something stood in the way of a class. Raises ClockDoubt, before anything is done, where the clock may be
    ahead and is not to be trusted all the same.
    """
    workspace = open_workspace(home)
    classes = Retention(workspace, to, grace=grace, keep_copies=keep_copies)
    if yes and to is None:
        raise UsageError(_("Into which folder?"), hint=_("Write it so: bestio retention --to FOLDER --yes"))
    endings = classes.endings()
    doubt = _doubted(workspace) if not yes else None
    if doubt is not None:
        tell(str(doubt))
    if not as_json:
        _tell_endings(endings, workspace)
    due = [one for one in endings if one.state == "due"]
    if yes:
        if not trust_clock:
            check_clock(workspace)
        note_run(workspace)
        return _carry_out(classes, endings, workspace, as_json=as_json)
    shown = [(ending, _previewed(classes, ending)) for ending in due]
    if as_json:
        say_json([_ending_data(one) for one in endings] + [_preview_data(*one, workspace) for one in shown])
    else:
        for ending, what in shown:
            _tell_preview(ending, what, workspace)
        if due:
            tell(_("Nothing was exported or erased. To do it: bestio retention --to FOLDER --yes"))
    troubled = doubt is not None or any(isinstance(what, BestioError) for _ending, what in shown)
    return PROBLEMS if troubled or _troubled(endings) else 0


def _doubted(workspace: Workspace) -> ClockDoubt | None:
    """Why the clock may not be believed, where one only looks."""
    try:
        check_clock(workspace)
    except ClockDoubt as error:
        return error
    return None


def _troubled(endings: list[Ending]) -> bool:
    return any(one.trouble for one in endings)


def _previewed(classes: Retention, ending: Ending) -> Forgetting | BestioError:
    try:
        return classes.preview(ending)
    except BestioError as error:
        return error


def _carry_out(classes: Retention, endings: list[Ending], workspace: Workspace, *, as_json: bool) -> int:
    told: list[dict[str, Any]] = []
    failed = _troubled(endings)
    for done in classes.carry_out():
        failed |= bool(done.error)
        if as_json:
            told.append(_done_data(done))
        else:
            _tell_done(done)
    if as_json:
        say_json([_ending_data(one) for one in endings if one.state != "due"] + told)
    elif any(one.state == "due" for one in endings):
        for line in workspace.backups_told:
            say(f"- {line}")
    return PROBLEMS if failed else 0


# --- lines ------------------------------------------------------------------------------------------------------------


def _tell_endings(endings: list[Ending], workspace: Workspace) -> None:
    if not endings:
        say(_("No class ends within the next thirty days."))
    for one in endings:
        if one.trouble:
            tell(one.trouble)
        elif one.last is not None and one.goes is not None:
            end = describe_end(one.last, workspace.clock()) if one.state == "soon" else _past(one)
            say(f"{one.title}  ({one.class_id}) – {end}" if one.title != one.class_id else f"{one.title} – {end}")


def _past(one: Ending) -> str:
    last, goes = (describe_date(day.isoformat()) for day in (one.last, one.goes) if day is not None)
    if one.state == "due":
        return _("It ended on {date}: it is exported, then erased.").format(date=last)
    return _("It ended on {date}, and stays until {goes}.").format(date=last, goes=goes)


def _tell_preview(ending: Ending, what: Forgetting | BestioError, workspace: Workspace) -> None:
    say()
    say(_("This class will be erased for good: “{name}”").format(name=ending.title))
    if isinstance(what, BestioError):
        tell(str(what))
        return
    for line in describe_forgetting(what, workspace.backups_told):
        say(f"- {line}")


def _tell_done(done: Done) -> None:
    title = done.ending.title
    if done.folder is not None:
        say(_("“{name}” is exported: {folder}").format(name=title, folder=done.folder))
    if done.erased:
        say(_("“{name}” is erased.").format(name=title))
    if done.error:
        tell(f"{title}: {done.error}")
    for notice in done.notices:
        tell(notice)


# --- plain values -----------------------------------------------------------------------------------------------------


def _ending_data(one: Ending) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(one)
    return data


def _preview_data(ending: Ending, what: Forgetting | BestioError, workspace: Workspace) -> dict[str, Any]:
    if isinstance(what, BestioError):
        return {"class_id": ending.class_id, "error": str(what)}
    return {"class_id": ending.class_id, "goes": as_data(what, workspace)}


def _done_data(done: Done) -> dict[str, Any]:
    return {
        "class_id": done.ending.class_id,
        "folder": None if done.folder is None else str(done.folder),
        "erased": done.erased,
        "notices": list(done.notices),
        "error": done.error,
    }


# --- taking in again --------------------------------------------------------------------------------------------------


def bring_back(folder: Path, *, class_id: str | None, as_json: bool, home: Path | None) -> int:
    """Take in a class that `retention` exported. 1 where something of it was left as it was."""
    if not is_export(folder):
        raise UsageError(
            _("“{name}” is no export of a class.").format(name=folder.name[:60]),
            hint=_("Name the folder that “retention” has made, or the file of a creation."),
        )
    if class_id is not None:
        raise UsageError(_("A class comes back under its own name."), hint=_("Leave --class away."))
    done = take_in(folder, open_workspace(home))
    for notice in done.notices:
        tell(notice)
    if as_json:
        say_json(_taken_data(done))
    else:
        _tell_taken(done)
    return PROBLEMS if done.left else 0


def _tell_taken(done: TakenIn) -> None:
    for title in done.titles:
        say(_("The class “{name}” is back.").format(name=title))
    for state, text in (("copied", _("copied: {n}")), ("same", _("there already, and the same: {n}"))):
        say(text.format(n=sum(one.state == state for one in done.creations)))
    if done.banks:
        copied, same = sum(one.copied for one in done.banks), sum(one.same for one in done.banks)
        say(_("recordings copied: {n}, there already: {same}").format(n=copied, same=same))
    for one in done.creations:
        if one.state == "differs":
            name = f"{one.path.parent.name}/{one.path.stem}"
            tell(_("{name}: another one is there already; both are left as they are.").format(name=name))
        elif one.state == "left":
            tell(f"{one.path.parent.name}/{one.path.stem}: {one.why}")
    if done.left:
        say(_("left as they were: {n}").format(n=done.left))


def _taken_data(done: TakenIn) -> dict[str, Any]:
    return {
        "classes": list(done.titles),
        "creations": [{"journal": str(one.path), "state": one.state, "why": one.why} for one in done.creations],
        "recordings": [{"class": one.class_id, "state": one.state, "copied": one.copied} for one in done.banks],
        "notices": list(done.notices),
    }
