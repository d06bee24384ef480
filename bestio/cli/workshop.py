"""Commands on classes and groups: the table, forgetting, and creations carried in one file."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import SystemRandom
from typing import Any

import msgspec

from bestio.classroom.bundle import export_creation, import_creation
from bestio.classroom.class_report import (
    activities_of,
    describe_balance,
    describe_forgetting,
    erasure_of,
    last_act,
    last_seen,
    made_by_groups,
    step_of,
)
from bestio.classroom.erasure.plan import Forgetting
from bestio.classroom.finding import find_group, ships
from bestio.classroom.moving import move_group
from bestio.classroom.plan import load_sequences
from bestio.classroom.returning import already_here, describe_here
from bestio.classroom.store import Store
from bestio.classroom.table import Row, make_groups
from bestio.classroom.term import end_told, read_last_day
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.reading import is_easy
from bestio.cli.workspace import open_store, open_workspace
from bestio.errors import UsageError
from bestio.i18n import _, ngettext
from bestio.journal.save_status import not_saved
from bestio.library import Library
from bestio.session.transcript import clean
from bestio.studio.workspace import Workspace

# --- the class --------------------------------------------------------------------------------------------------------


class Asked(msgspec.Struct, frozen=True):
    """What is to be done to a class before it is shown; `dys`: see `is_easy`."""

    new: str | None
    groups: list[str]
    ends: str | None
    gallery: Path | None
    size: str
    dys: bool | None


def classes(name: str | None, asked: Asked, *, as_json: bool, home: Path | None) -> int:
    """List the classes, or one class's groups; make a class and groups first, and a page of them, where asked."""
    workspace = open_workspace(home)
    store = workspace.store
    name = _as_asked(name, asked, workspace)
    if asked.gallery is not None:
        easy = is_easy(asked.dys, workspace.library)
        return _gallery(name, asked.gallery, asked.size, workspace, dys=easy, as_json=as_json)
    if name is None:
        return _list_classes(workspace, as_json=as_json)
    rows = workspace.classroom.table(name)
    activities = activities_of(load_sequences(workspace.library, lambda _problem: None).values())
    if as_json:
        say_json([{**msgspec.to_builtins(row), "step": step_of(row, activities)} for row in rows])
    else:
        say(
            ngettext("Class “{name}”: {n} group.", "Class “{name}”: {n} groups.", len(rows)).format(
                name=store.title_of(name), n=len(rows)
            )
        )
        told = end_told(store, name, workspace.clock())
        if told or asked.ends is not None:
            say(told or _("It has no end: it stays until somebody erases it."))
        for row in rows:
            say()
            for line in tell_row(row, step_of(row, activities)):
                say(line)
    return PROBLEMS if any(row.trouble for row in rows) else 0


def _as_asked(name: str | None, asked: Asked, workspace: Workspace) -> str | None:
    """Make a class and its groups, and say when it ends, as asked; the class's name. Raises BestioError."""
    store = workspace.store
    last = read_last_day(asked.ends, workspace.clock()) if asked.ends is not None else None
    if asked.new is not None:
        if name is not None:
            raise UsageError(_("“{name}” is one word too many.").format(name=name[:60]))
        name = store.make_class(asked.new)
    if name is None:
        if asked.groups:
            raise UsageError(_("The groups need a class."), hint=_("Write its name: bestio class CLASS --group NAME"))
        if asked.ends is not None:
            raise UsageError(_("Which class?"), hint=_("Write its name: bestio class CLASS --ends 2027-07-10"))
        return None
    name = store.class_named(name)
    if (asked.groups or asked.ends is not None) and name not in store.classes():
        workspace.classroom.table(name)  # tells that there is none
    for group in asked.groups:
        make_groups(store, name, group, SystemRandom())
    if asked.ends is not None:
        store.set_last_day(name, last)
    return name


def _gallery(name: str | None, path: Path, size: str, workspace: Workspace, *, dys: bool, as_json: bool) -> int:
    from bestio.export.gallery import write_gallery  # noqa: PLC0415 (it costs time that the table does not need)

    if name is None:
        raise UsageError(_("Which class?"), hint=_("Write its name: bestio class CLASS --gallery FILE.svg"))
    if name not in workspace.store.classes():
        workspace.classroom.table(name)  # tells that there is none
    plans = load_sequences(workspace.library, lambda _problem: None).values()
    count = write_gallery(path, workspace.store, name, workspace.lexicons, plans, size=size, dys=dys)
    if as_json:
        say_json({"file": str(path), "creatures": count})
    else:
        say(
            ngettext("{n} creature is on the page {file}.", "{n} creatures are on the page {file}.", count).format(
                n=count, file=path
            )
        )
    return 0


def _list_classes(workspace: Workspace, *, as_json: bool) -> int:
    store, now = workspace.store, workspace.clock()
    found = [(name, store.title_of(name), len(store.groups(name))) for name in store.classes()]
    if as_json:
        say_json(
            [{"class": name, "groups": count, "ends": store.journals.last_day(name)} for name, _title, count in found]
        )
    for name, title, count in [] if as_json else found:
        called = title if title == name else f"{title}  ({name})"
        groups = ngettext("{n} group", "{n} groups", count).format(n=count)
        say(f"{called:<24} " + " – ".join(filter(None, (groups, end_told(store, name, now)))))
    if not found and not as_json:
        tell(_("There is no class yet. To make one: bestio class --new NAME"))
    return 0


def tell_row(row: Row, step: str) -> list[str]:
    """One group in a few lines, each a sentence that makes sense alone."""
    lines = [clean(f"{row.group}  ({row.id})")]
    if row.trouble:
        return [*lines, "  " + _("Its journal cannot be read: {why}").format(why=row.trouble)]
    if row.creature:
        lines.append("  " + _("Creature: {name}").format(name=clean(row.creature)))
    if step:
        lines.append("  " + _("Step: {step}").format(step=step))
    if row.last_act:
        lines.append("  " + _("Last act: {act}, {when}").format(act=last_act(row), when=last_seen(row)))
    lines.append(
        "  "
        + _("{words} words written, {phrases} phrases made, {kept} kept, {minutes} minutes at work").format(
            words=row.words, phrases=row.phrases, kept=row.kept, minutes=row.minutes
        )
    )
    if row.flagged:
        lines.append("  " + _("To look at: {words}").format(words=", ".join(row.flagged)))
    if balance := describe_balance(row.balance):
        lines.append("  " + _("Whose words: {balance}").format(balance=balance))
    if row.shared:
        lines.append("  " + _("Shared with the class: {titles}").format(titles=", ".join(row.shared)))
    if row.left_out:
        lines.append(
            "  "
            + ngettext("{n} damaged line was left out", "{n} damaged lines were left out", row.left_out).format(
                n=row.left_out
            )
        )
    return lines


# --- care -------------------------------------------------------------------------------------------------------------


def forget(name: str, *, yes: bool, keep_copies: bool, as_json: bool, home: Path | None) -> int:
    """Erase a group or a class, after showing what goes. 2 where nobody said yes."""
    workspace = open_workspace(home)
    library, store = workspace.library, workspace.store
    erasure = erasure_of(store, library)
    erasure.finish()
    class_id, group_id = _class_or_group(name, store, library)
    what = erasure.preview(class_id, group_id, everywhere=not keep_copies)
    if as_json:
        say_json(as_data(what, workspace))
    else:
        say(
            _("This will be erased for good from the class “{name}”:").format(name=store.title_of(class_id))
            if group_id
            else _("This class will be erased for good: “{name}”").format(name=store.title_of(class_id))
        )
        for line in describe_forgetting(what, workspace.backups_told):
            say(f"- {line}")
    if not yes and not agreed(_("In a script, say --yes."), _("To erase it, write “oui”, then press Enter:")):
        tell(_("Nothing was erased."))
        return 2
    notices = erasure.forget(what, now=time.time())
    if not as_json:
        say(_("It is erased."))
    for notice in notices:
        tell(notice)
    return 0


def as_data(what: Forgetting, workspace: Workspace) -> dict[str, Any]:
    """What goes, and what backups still have of it, as plain values; `backups` is null where nobody has said."""
    data: dict[str, Any] = msgspec.to_builtins(what, enc_hook=_path_as_text)
    return data | {"backups": msgspec.to_builtins(workspace.backups)}


def _path_as_text(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def agreed(in_a_script: str, asked: str) -> bool:
    """Whether somebody at the terminal says yes to `asked`."""
    if not sys.stdin.isatty():
        tell(in_a_script)
        return False
    tell(asked)
    return sys.stdin.readline().strip().lower() in {"oui", "o", "yes", "y"}


def _class_or_group(name: str, store: Store, library: Library) -> tuple[str, str | None]:
    """What is to be forgotten. Raises UsageError where there is none, or where it is not clear which."""
    is_class = _class_of(name, store) != ""
    groups = [entry for entry in store.recent(100_000) if name in {entry.id, entry.group}]
    if is_class and groups:
        raise UsageError(
            _("“{name}” is a class, and a group too.").format(name=name[:60]),
            hint=_("Write class/group for the group, class/ for the class."),
        )
    if is_class or (name.endswith("/") and _class_of(name.rstrip("/"), store)):
        return _class_of(name.rstrip("/"), store), None
    path = find_group(name, store, library)
    if path.parent.parent.absolute() != store.root.absolute():
        raise UsageError(
            _("“{name}” is not in the workspace.").format(name=name[:60]),
            hint=_("It comes with the program.") if ships(path, library) else _("Erase the file itself."),
        )
    return path.parent.name, path.stem


def _class_of(name: str, store: Store) -> str:
    """The class that a person means; "" where it is none."""
    try:
        found = store.class_named(name)
    except UsageError:
        return ""
    return found if found in store.classes() else ""


def move(name: str, *, class_id: str, as_json: bool, home: Path | None) -> int:
    """Move a group to another class, with what it has made."""
    library, store = open_store(home)
    path = find_group(name, store, library)
    if path.parent.parent.absolute() != store.root.absolute():
        raise UsageError(
            _("“{name}” is not in the workspace.").format(name=name[:60]),
            hint=_("Take it in first: bestio import FILE"),
        )
    moved = move_group(store, path, store.class_to_use(class_id), made=made_by_groups(library))
    if as_json:
        say_json({"journal": str(moved)})
    else:
        named = {entry.path: entry.group for entry in store.groups(moved.parent.name)}
        group, title = named.get(moved, moved.stem), store.title_of(moved.parent.name)
        say(_("“{group}” is now in the class “{name}”.").format(group=group, name=title))
    return 0


def export(name: str, *, out: Path | None, as_json: bool, home: Path | None) -> int:
    """Write a creation into one file."""
    library, store = open_store(home)
    path = find_group(name, store, library)
    target = export_creation(path, out or Path(f"{path.stem}.bestio"), library, store)
    if as_json:
        say_json({"file": str(target), "bytes": target.stat().st_size})
    else:
        say(_("The creation is in the file {file}.").format(file=target))
    return 0


def bring_in(file: Path, *, class_id: str | None, again: bool, as_json: bool, home: Path | None) -> int:
    """Make a group out of a file that `export` wrote. 2 where it is here already and nobody wants it twice."""
    if file.is_dir():
        from bestio.cli.retention import bring_back  # noqa: PLC0415 (pages and sounds: only for a whole class)

        return bring_back(file, class_id=class_id, as_json=as_json, home=home)
    library, store = open_store(home)
    target = store.class_for_new() if class_id is None else store.class_named(class_id)
    here = [] if again else already_here(file, store)
    for one in here:
        tell(describe_here(one))
    twice = any(one.entry.class_id == target for one in here)
    if twice and not agreed(
        _("In a script, say --again."), _("To import it once more, write “oui”, then press Enter:")
    ):
        tell(_("Nothing was imported."))
        return 2
    new_class = class_id if target not in store.classes() else None
    try:
        made = import_creation(file, store, target, library)
    except OSError as error:
        raise not_saved(error, store.folder(target) / file.name) from error
    if new_class is not None:
        store.make_class(new_class)  # for its title
    for notice in made.notices:
        tell(notice)
    if as_json:
        say_json({"journal": str(made.path), "group": made.group, "added": [str(path) for path in made.added]})
    else:
        title = store.title_of(made.path.parent.name)
        say(_("“{group}” is now in the class “{name}”.").format(group=made.group, name=title))
        say(str(made.path))
    return 0
