"""A creation that comes back in a file: whether it is here already, and which of the two went further."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from bestio.classroom.erasure.writer import Origin, origin_of
from bestio.classroom.look_inside import look_inside
from bestio.classroom.store import Entry, Store
from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.journal.amount import Amount

_EVERY = 100_000


class Here(Struct, frozen=True):
    """A creation of the workspace that a file holds too; how many acts each of the two has."""

    entry: Entry
    class_title: str
    acts: int
    acts_in_file: int


def already_here(file: Path, store: Store) -> list[Here]:
    """The creations of the workspace, in any class, that `file` holds too; none where it cannot be read."""
    try:
        data = look_inside(file).journal
    except BestioError:
        return []  # told by who imports it
    origin, found = origin_of(data, file), []
    for entry in store.recent(_EVERY):
        if entry.started != origin.started or origin.started <= 0:
            continue
        try:
            own = store.content(entry.path)
            if _one(origin, origin_of(own, entry.path)):
                acts, acts_in_file = (Amount.of(one).events - 1 for one in (own, data))
                found.append(Here(entry, store.title_of(entry.class_id), acts, acts_in_file))
        except BestioError:
            continue
    return found


def _one(origin: Origin, other: Origin) -> bool:
    shared = min(len(origin.first), len(other.first))
    return origin.group == other.group and origin.first[:shared] == other.first[:shared]


def describe_here(here: Here) -> str:
    """That a creation is here already, where, and which of the two went further."""
    there = _("“{group}” is already here, in the class “{name}”.").format(group=here.entry.group, name=here.class_title)
    if here.acts == here.acts_in_file:
        return f"{there} " + _("It is the same in the file.")
    in_file = ngettext("{n} act", "{n} acts", here.acts_in_file).format(n=here.acts_in_file)
    acts = ngettext("{n} act", "{n} acts", here.acts).format(n=here.acts)
    further = _("In the file: {in_file}. Here: {here}.").format(in_file=in_file, here=acts)
    return f"{there} {further}"
