"""Which creation a person means: one way to call it for every command that takes a group.

A file; `class/group`, the class by its folder or its title; a group's id or its made-up name; the name of its creature;
and, where the workspace has none of that name, a creation that ships. Capitals and accents do not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from bestio.classroom.store import SUFFIX, Entry, Store
from bestio.errors import UsageError
from bestio.i18n import _, ngettext
from bestio.library import Library
from bestio.storage import disk
from bestio.text.slug import slug

SAMPLES = "exemples"
"""The folder of the creations that ship with the program."""
EVERY = 100_000
_ENDINGS = (".yaml", ".yml", SUFFIX)
_MOST_NAMED = 5
_LIKE = 0.7


def samples(library: Library) -> list[Entry]:
    """The creations that ship with the program, by name."""
    return _shipped(library).groups(SAMPLES)


def ships(path: Path, library: Library) -> bool:
    """Whether a journal came with the program: it can be seen, and nobody writes in it."""
    return path.absolute().is_relative_to(_shipped(library).root.absolute())


def find_group(name: str, store: Store, library: Library) -> Path:
    """The journal that a person means by `name`. Raises UsageError where there is none, or where there are several."""
    direct = _file(name)
    if direct is not None:
        return direct
    return _Finder(store, library).find(name)


def _shipped(library: Library) -> Store:
    return Store(library.bundled, lambda: 0.0)


def _file(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
    except RuntimeError:  # there is no such user
        return None
    if not disk.is_file(path):
        return None
    if path.suffix.lower() == SUFFIX:
        raise UsageError(
            _("“{name}” is a creation in one file, to carry elsewhere.").format(name=path.name[:80]),
            hint=_("Take it in first: bestio import FILE"),
        )
    return path


class _Finder:
    """Looks through a workspace, then through what ships: by the group first, by the creature where there is none."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store = store
        self.own = store.recent(EVERY)
        self._library = library
        self._known: dict[Path, str] | None = None

    @cached_property
    def shipped(self) -> list[Entry]:
        """The creations that ship; read only where the workspace has none of the name."""
        return samples(self._library)

    def find(self, name: str) -> Path:
        for matches in _levels(name, self.creatures):
            found = [entry for entry in self.own if matches(entry)]
            if found := found or [entry for entry in self.shipped if matches(entry)]:
                return self._only(found, name)
        raise self._unknown(name)

    def creatures(self) -> dict[Path, str]:
        """The name of each creature; read only where no group answers to the name."""
        if self._known is None:
            self._known = dict(self._read())
        return self._known

    def _read(self) -> Iterator[tuple[Path, str]]:
        from bestio.classroom.table import Classroom

        for store, entries in ((self.store, self.own), (_shipped(self._library), self.shipped)):
            classroom = Classroom(store, self._library.cache)
            for class_id in dict.fromkeys(entry.class_id for entry in entries):
                rows = classroom.glance(class_id)
                yield from ((path, row.creature) for path, row in rows.items() if row.creature)

    def _only(self, found: Sequence[Entry], name: str) -> Path:
        if len(found) == 1:
            return found[0].path
        raise UsageError(
            _("Several groups are called “{name}”: {names}.").format(name=name[:80], names=_called(found)),
            hint=_("Write the class too: class/group."),
        )

    def _unknown(self, name: str) -> UsageError:
        folder = name.replace("\\", "/").rstrip("/")
        class_id = slug(folder, "")
        if "/" not in folder and class_id in self.store.classes():
            groups = self.store.groups(class_id)
            return UsageError(
                _("“{name}” is a class.").format(name=name[:80]),
                hint=_("Write one of its groups: {names}.").format(names=_called(groups))
                if groups
                else _("It has no group yet."),
            )
        class_part, slash, group = folder.rpartition("/")
        if name.lower().endswith(_ENDINGS):
            message = _("There is no file “{name}”.").format(name=name[:200])
        elif slash and "/" not in class_part and not self._has(class_part):
            message = _("There is no class called “{name}”.").format(name=class_part[:80])
        else:
            message = _("There is no group called “{name}”.").format(name=name[:80])
        return UsageError(message, hint=self._near(group, in_class=class_part) or self._what_there_is())

    def _has(self, class_part: str) -> bool:
        return slug(class_part, "") in {*self.store.classes(), SAMPLES}

    def _near(self, group: str, *, in_class: str) -> str:
        """The names that look like the one that was asked for, in words; "" for none."""
        creatures = self.creatures()
        names: dict[str, Entry] = {}
        for entry in (*self.own, *self.shipped):
            for name in (entry.id, entry.group, creatures.get(entry.path, "")):
                names.setdefault(slug(name, ""), entry)
        names.pop("", None)
        near = get_close_matches(slug(group, ""), names, n=3, cutoff=_LIKE)
        found = {names[one].path: names[one] for one in near}
        if in_class and (right := [one for one in found.values() if one.class_id == slug(in_class, "")]):
            found = {one.path: one for one in right}
        told = _(" or ").join(_("“{name}”").format(name=f"{one.class_id}/{one.id}") for one in found.values())
        return _("Did you mean {names}?").format(names=told) if told else ""

    def _what_there_is(self) -> str:
        if not self.own:
            return _("There is no creation here yet. To begin one: bestio new")
        return ngettext("The creation there is: {names}.", "The creations there are: {names}.", len(self.own)).format(
            names=_called(self.own)
        )


def _levels(name: str, creatures: Callable[[], dict[Path, str]]) -> Iterator[Callable[[Entry], bool]]:
    """What is tried one after the other, the surest first."""
    asked = name.replace("\\", "/")
    class_part, slash, group = asked.rpartition("/")
    for ending in _ENDINGS:
        group = group.removesuffix(ending)
    class_id, plain = slug(class_part, ""), slug(group, "")

    def inside(entry: Entry) -> bool:
        return not slash or entry.class_id == class_part or (class_id != "" and entry.class_id == class_id)

    yield lambda entry: inside(entry) and entry.id == group
    yield lambda entry: inside(entry) and entry.group == group
    if not plain:
        yield lambda entry: inside(entry) and creatures().get(entry.path) == group != ""
        return
    yield lambda entry: inside(entry) and plain in {entry.id, slug(entry.group, "")}
    yield lambda entry: inside(entry) and slug(creatures().get(entry.path, ""), "") == plain
    if slash:  # a name that holds a slash
        yield lambda entry: slug(asked, "") in {slug(entry.group, ""), slug(creatures().get(entry.path, ""), "")}


def _called(entries: Iterable[Entry]) -> str:
    every = [f"{entry.class_id}/{entry.id}" for entry in entries]
    return ", ".join(every[:_MOST_NAMED]) + (", …" if len(every) > _MOST_NAMED else "")
