"""A class's table and its care in words, for the teacher's screen and the command line alike."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from bestio.classroom.backups import told_unknown
from bestio.classroom.erasure.plan import Erasure, Forgetting
from bestio.classroom.plan import Sequence
from bestio.classroom.store import Store
from bestio.classroom.table import Balance, Row
from bestio.creation.events.describe import name_of_act
from bestio.creation.events.names import plain_name
from bestio.i18n import _, ngettext
from bestio.library import Library
from bestio.storage import disk

EXPORTS = "exports"
"""The folder of the workspace where pages and bundles of groups go: exports/<class>/<group>/."""
SOUNDS, IMAGES = "sons", "images"
"""The folders of the workspace for the sounds and pictures that groups write, each in <class>/<group>/."""
MOST_NAMED = 8


def erasure_of(store: Store, library: Library, *, rescue: Path | None = None) -> Erasure:
    """What can be erased of a workspace, and of the folder `rescue` for what could not be saved there."""
    exports, *made = made_by_groups(library)
    beside = [folder for folder in dict.fromkeys((library.rescue, rescue)) if folder is not None]
    common = partial(_nobodys_words, library)
    return Erasure(store, exports=exports, cache=library.cache, made=made, beside=beside, common=common)


def _nobodys_words(library: Library) -> Iterator[str]:
    """What lexicons and plans hold: the starter texts, and the words that everybody's creatures are made of."""
    for kind in ("lexicons", "workshops"):
        for path in library.files(kind).values():
            with contextlib.suppress(OSError):
                yield path.read_text("utf-8", "replace")


def made_by_groups(library: Library) -> tuple[Path, ...]:
    """The folders of the workspace for what groups make: pages and bundles, sounds, pictures."""
    return tuple(library.workspace / name for name in (EXPORTS, SOUNDS, IMAGES))


def activities_of(sequences: Iterable[Sequence]) -> Mapping[tuple[str, str], str]:
    """The title of each activity, by the ids of its session and its own, with the session's number."""
    return {
        (seance.id, activity.id): f"{number}. {activity.title}"
        for sequence in sequences
        for number, seance in enumerate(sequence.seances, start=1)
        for activity in seance.activities
    }


def step_of(row: Row, activities: Mapping[tuple[str, str], str]) -> str:
    """The activity that a group has reached; "" where it has reached none."""
    if not row.activity:
        return ""
    return activities.get((row.seance, row.activity)) or plain_name(row.activity)


def last_seen(row: Row) -> str:
    """When the group last did something: day and hour; "" where it is not known."""
    try:
        return datetime.fromtimestamp(row.last).strftime("%d/%m %H:%M") if row.last else ""
    except (OverflowError, OSError, ValueError):
        return ""


def last_act(row: Row) -> str:
    """What the group did last; "" for nothing."""
    return name_of_act(row.last_act) if row.last_act else ""


def balance_parts(balance: Balance) -> list[tuple[str, float]]:
    """Whose words the kept phrases are made of: who, and their part (0..1)."""
    return [
        (_("the group’s texts"), balance.own),
        (_("the class’s texts"), balance.classmates),
        (_("starter texts"), balance.starters),
        (_("chosen by hand"), balance.hand),
    ]


def describe_balance(balance: Balance) -> str:
    """Whose words the kept phrases are made of, in one line; "" where nothing is kept."""
    parts = [f"{who} {round(100 * part)}\u00a0%" for who, part in balance_parts(balance) if part]
    return ", ".join(parts)


def describe_forgetting(what: Forgetting, backups: Iterable[str] | None = None) -> list[str]:
    """What forgetting would erase, line by line, for the one who decides; `backups` tell what still holds it then."""
    backups = [told_unknown(on_server=what.on_server)] if backups is None else backups
    names = ", ".join(what.groups[:MOST_NAMED]) + (", …" if len(what.groups) > MOST_NAMED else "")
    count = len(what.groups)
    lines = [ngettext("{n} group: {names}", "{n} groups: {names}", count).format(n=count, names=names or "–")]
    lines.append(_told_amount(what))
    if what.phrases:
        lines.append(ngettext("{n} phrase", "{n} phrases", what.phrases).format(n=what.phrases))
    if what.sharing:
        lines.append(
            ngettext(
                "{n} text that the class draws from: it will no longer do so",
                "{n} texts that the class draws from: it will no longer do so",
                what.sharing,
            ).format(n=what.sharing)
        )
    lines += [line for one in what.recorded for line in one.told()]
    lines += _told_elsewhere(what)
    if what.caches:
        lines.append(_("What the program had kept to go faster (it will be made again)"))
    return [*lines, *(told_beyond(backups) if what.on_server else backups)]


def _told_amount(what: Forgetting) -> str:
    files, size = len(what.files), describe_size(what.size)
    if not what.on_server:
        return ngettext("{n} file ({size})", "{n} files ({size})", files).format(n=files, size=size)
    kept = _("What the server has of it ({size})").format(size=size)
    return kept if not files else kept + ngettext(", and {n} file", ", and {n} files", files).format(n=files)


def told_beyond(backups: Iterable[str]) -> Iterator[str]:
    """Where else there may be something of what a server kept, and until when, as far as that is known here."""
    yield from backups
    yield _("It stays in the server’s log of what was written (WAL) and its archives, until they are written over")
    yield _("What another machine of this server has made of it (sounds, pictures, pages) stays there: erase it there")


def _told_elsewhere(what: Forgetting) -> Iterator[str]:
    for path in what.copies[:MOST_NAMED]:
        place = disk.shown(path)
        if what.everywhere:
            yield _("A copy of it: {file}").format(file=place)
        else:
            yield _("Its copy stays: {file}").format(file=place)
    for quoting in what.quoting[:MOST_NAMED]:
        group = quoting.group
        if quoting.class_id != what.class_id:
            group = f"{disk.shown(quoting.path)} – {group}"
        yield ngettext(
            "In {n} act of “{group}”, the quoted sentences, the pseudonym and the creature’s name",
            "In {n} acts of “{group}”, the quoted sentences, the pseudonym and the creature’s name",
            quoting.phrases,
        ).format(n=quoting.phrases, group=group)
    more = max(0, len(what.copies) - MOST_NAMED) + max(0, len(what.quoting) - MOST_NAMED)
    if more:
        yield _told_more(more)
    for path in what.unread[:MOST_NAMED]:
        yield _("This file cannot be read, and stays: {file}. Look for yourself what it is.").format(
            file=disk.shown(path)
        )
    yield from _told_voices(what)
    for quoting in what.quoting:
        if quoting.crossed:
            yield _(
                "The creature of “{group}” keeps the traits that it took in a crossing: words of the lexicons"
            ).format(group=quoting.group)
    for path in what.naming[:MOST_NAMED]:
        yield _("This file stays, and may still tell of it: {file}. Look for yourself.").format(file=disk.shown(path))
    if len(what.naming) > MOST_NAMED:
        yield _told_more(len(what.naming) - MOST_NAMED)


def _told_voices(what: Forgetting) -> Iterator[str]:
    for path in what.voices.theirs:
        if new := what.voices.renamed.get(path.stem, ""):
            yield _("A voice that it saved and others have: “{voice}” will be called “{new}”").format(
                voice=path.stem, new=new
            )
        else:
            yield _("A voice that it saved: “{voice}”").format(voice=path.stem)
    if what.voices.unclaimed:
        names = ", ".join(path.stem for path in what.voices.unclaimed[:MOST_NAMED])
        more = len(what.voices.unclaimed) - MOST_NAMED
        yield _("Nobody knows who saved these voices, which stay: {names}").format(names=names) + (
            f". {_told_more(more)}" if more > 0 else ""
        )


def _told_more(count: int) -> str:
    return ngettext("And {n} more file", "And {n} more files", count).format(n=count)


def describe_size(size: int) -> str:
    """A number of bytes for people."""
    if size < 1000:
        return ngettext("{n} byte", "{n} bytes", size).format(n=size)
    if size < 1_000_000:
        return _("{n} kB").format(n=round(size / 1000))
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}".replace(".", ","))
