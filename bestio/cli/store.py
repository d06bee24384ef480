"""`bestio store`: what keeps the creations, files or a server: checked, copied from one to the other, measured."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from bestio.classroom.class_report import describe_size
from bestio.classroom.copying import Copied, copy_all
from bestio.classroom.copying_voices import CopiedBank, copy_banks, faults_of
from bestio.classroom.store import Store
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.workspace import open_store
from bestio.errors import BestioError, UsageError
from bestio.i18n import _, ngettext
from bestio.journal.amount import Amount
from bestio.journal.server_refusal import ServerRefusal
from bestio.journal.shared import Shared
from bestio.library import Library

_EVERY = 1_000_000
FILES, SERVER = "fichiers", "base"


def store(what: str, *, to: str, as_json: bool, home: Path | None) -> int:
    """Check, copy or measure, as `what` says."""
    if what not in {"check", "copy", "size"}:
        raise UsageError(_("“{name}” is none of: check, copy, size.").format(name=what[:40]))
    library, kept = open_store(home)
    if what == "check":
        return _check(kept, as_json=as_json)
    if what == "size":
        return _size(kept, as_json=as_json)
    return _copy(library, kept, to, as_json=as_json)


def _check(kept: Store, *, as_json: bool) -> int:
    """Read every journal, and tell what cannot be read."""
    found: list[dict[str, str]] = []
    entries = kept.recent(_EVERY)
    for entry in entries:
        name = f"{entry.class_id}/{entry.id}"
        try:
            with kept.open(entry.path, read_only=True) as journal:
                told = [*map(str, journal.problems)]
        except BestioError as error:
            told = [str(error)]
        found += [{"creation": name, "problem": one} for one in told]
    clips, apart = 0, kept.shared is None or tell_where_nothing_keeps_apart(kept.shared)
    with _reached():
        for class_id in kept.banks.classes():
            clips += len(kept.banks.sizes(class_id))
            found += [{"creation": class_id, "problem": one} for one in faults_of(kept.banks, class_id)]
    if as_json:
        say_json({"creations": len(entries), "recordings": clips, "apart": apart, "problems": found})
    else:
        for one in found:
            say(f"{one['creation']}  {one['problem']}")
        say(ngettext("{n} creation was read.", "{n} creations were read.", len(entries)).format(n=len(entries)))
        if clips:
            say(ngettext("{n} recording was read.", "{n} recordings were read.", clips).format(n=clips))
        if not found:
            say(_("All is well."))
    return PROBLEMS if found else 0


def tell_where_nothing_keeps_apart(shared: Shared) -> bool:
    """Whether the server itself keeps the classes apart; where it does not, that is told. Raises BestioError."""
    apart = shared.keeps_apart()
    if not apart:
        tell(_("The role of Bestio in the database is above all rights: nothing there keeps the classes apart."))
        tell(_("Give it a role of its own, as workshops/HEBERGER.md tells."))
    return apart


def _size(kept: Store, *, as_json: bool) -> int:
    """Tell how much there is."""
    classes, entries = kept.classes(), kept.recent(_EVERY)
    events = sum(max(0, Amount.of(kept.content(entry.path)).events - 1) for entry in entries)
    size = sum(entry.size for entry in entries)
    with _reached():
        sounds = [size for class_id in kept.banks.classes() for size in kept.banks.sizes(class_id).values()]
    if as_json:
        told = {"classes": len(classes), "creations": len(entries), "events": events, "bytes": size}
        say_json({**told, "recordings": len(sounds), "sound_bytes": sum(sounds)})
        return 0
    count = len(entries)
    say(ngettext("{n} class", "{n} classes", len(classes)).format(n=len(classes)))
    say(ngettext("{n} creation", "{n} creations", count).format(n=count))
    say(ngettext("{n} act", "{n} acts", events).format(n=events))
    say(_("{n} bytes in their journals").format(n=size))
    if count:
        say(_("{n} bytes each, on average").format(n=round(size / count)))
    if sounds:
        count = len(sounds)
        recorded = ngettext("{n} recording ({size})", "{n} recordings ({size})", count)
        say(recorded.format(n=count, size=describe_size(sum(sounds))))
    return 0


def _copy(library: Library, kept: Store, to: str, *, as_json: bool) -> int:
    """Copy all creations between the files of the workspace and the server."""
    if not library.store:
        raise UsageError(
            _("From or to which server?"), hint=_("Write: bestio --store ADDRESS store copy --to base (or fichiers)")
        )
    if to not in {FILES, SERVER}:
        raise UsageError(_("Copied to where?"), hint=_("Write: --to base (the server), or --to fichiers."))
    files = Store(library.workspace, time.time)
    source, target = (files, kept) if to == SERVER else (kept, files)
    done: list[Copied] = []
    for one in copy_all(source, target):
        done.append(one)
        if not as_json:
            _tell(one)
    banks: list[CopiedBank] = []
    for bank in copy_banks(source, target):
        banks.append(bank)
        if not as_json:
            _tell_bank(bank)
    wrong = {"differs", "left"}
    bad = [one.state for one in done if one.state in wrong] + [one.state for one in banks if one.state in wrong]
    if as_json:
        told = [
            {"journal": str(one.path), "state": one.state, "why": one.why, "left_out": one.left_out} for one in done
        ]
        say_json([*told, *({"recordings": one.class_id, "state": one.state, **asdict(one)} for one in banks)])
    else:
        for state, text in (("copied", _("copied: {n}")), ("same", _("there already, and the same: {n}"))):
            say(text.format(n=sum(one.state == state for one in done)))
        if banks:
            copied, same = sum(one.copied for one in banks), sum(one.same for one in banks)
            say(_("recordings copied: {n}, there already: {same}").format(n=copied, same=same))
        if bad:
            say(_("left as they were: {n}").format(n=len(bad)))
    return PROBLEMS if bad else 0


@contextlib.contextmanager
def _reached() -> Iterator[None]:
    """What is asked here raises BestioError where the server does not answer."""
    try:
        yield
    except ServerRefusal as error:
        raise error.error() from error


def _tell_bank(one: CopiedBank) -> None:
    if one.differs:
        tell(
            _("{name}: the leave to record is another one there, and stays: bestio class {name} --voices state").format(
                name=one.class_id
            )
        )
    if one.why:
        tell(f"{one.class_id}: {one.why}")
    if one.left_out:
        tell(
            f"{one.class_id}: "
            + ngettext(
                "{n} recording that is missing or damaged was left out",
                "{n} recordings that are missing or damaged were left out",
                one.left_out,
            ).format(n=one.left_out)
        )


def _tell(one: Copied) -> None:
    name = f"{one.path.parent.name}/{one.path.stem}"
    if one.state == "differs":
        tell(_("{name}: another one is there already; both are left as they are.").format(name=name))
    if one.state == "left":
        tell(f"{name}: {one.why}")
    if one.left_out and one.state == "copied":
        tell(
            f"{name}: "
            + ngettext("{n} damaged line was left out", "{n} damaged lines were left out", one.left_out).format(
                n=one.left_out
            )
        )
