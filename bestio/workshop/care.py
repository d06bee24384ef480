"""Forgetting: everything that a group, or a class, left in the workspace, shown first and then erased.

A group's words may stand in the phrases of others: those phrases stay (they are the others' work), but the sentences
they quote and the pseudonym they credit are taken out of them.
"""

from __future__ import annotations

import contextlib
import glob
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from bestio.errors import BestioError, UsageError, Where
from bestio.i18n import _
from bestio.workshop import disk, lock, reader, record
from bestio.workshop.classroom import CLASS
from bestio.workshop.creation import fold
from bestio.workshop.events import Event
from bestio.workshop.lock import WriterLock
from bestio.workshop.store import Store, safe_name

GONE = "…"
"""What stands for a name or a sentence that was erased."""


class Quoting(Struct, frozen=True):
    """A journal of another group that quotes the forgotten one, in so many phrases."""

    path: Path
    group: str
    phrases: int


class Forgetting(Struct, frozen=True):
    """What will go. `files` are erased, `folders` with everything in them; `caches` can be made again.

    `sharing` counts the texts that the class will no longer draw from; `quoting` are other groups' journals in which
    the sentences and the pseudonym will be erased.
    """

    class_id: str
    group_id: str | None
    groups: tuple[str, ...]
    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    caches: tuple[Path, ...]
    size: int
    phrases: int
    sharing: int
    quoting: tuple[Quoting, ...]


class Care:
    """What can be erased of a store; `exports` holds bundles and pages, `cache` what can be made again.

    `made`: other folders that hold something of each group in <class>/<group>/, such as sounds and pictures.
    """

    def __init__(self, store: Store, *, exports: Path, cache: Path, made: Sequence[Path] = ()) -> None:
        self._store = store
        self._exports = exports
        self._made = tuple(made)
        self._cache = cache

    def exports_of(self, class_id: str, group_id: str) -> Path:
        """The folder of one group's sounds and pages. Raises UsageError for a name that leads elsewhere."""
        return self._exports / safe_name(class_id) / safe_name(group_id)

    def preview(self, class_id: str, group_id: str | None = None) -> Forgetting:
        """What forgetting a group, or a whole class, would erase. Raises UsageError where there is none."""
        folder = self._store.folder(class_id)
        if not disk.is_folder(folder):
            raise UsageError(
                _("There is no class called “{name}”.").format(name=class_id[:80]),
                hint=_("Known classes: {names}.").format(names=", ".join(self._store.classes()) or "–"),
            )
        if group_id is None:
            journals = [entry.path for entry in self._store.groups(class_id)]
            files, folders = list(_walk(folder)), [folder]
            folders += [root / folder.name for root in (self._exports, *self._made)]
        else:
            path = self._store.path(class_id, group_id)
            files = list(of_group(path))
            if not files:
                raise UsageError(_("There is no group called “{name}”.").format(name=group_id[:80]))
            journals, folders = [path], [self.exports_of(class_id, group_id)]
            folders += [root / path.parent.name / path.stem for root in self._made]
        folders = [one for one in folders if disk.is_folder(one)]
        inside = [path for one in folders for path in _walk(one)]
        caches = [self._cache] if disk.is_folder(self._cache) else []
        made = [_made(path) for path in journals]
        return Forgetting(
            class_id=class_id,
            group_id=group_id,
            groups=tuple(group for group, _phrases, _sharing in made),
            files=tuple(dict.fromkeys([*files, *inside])),
            folders=tuple(folders),
            caches=tuple(caches),
            size=sum(_size(path) for path in dict.fromkeys([*files, *inside])),
            phrases=sum(phrases for _group, phrases, _sharing in made),
            sharing=sum(sharing for _group, _phrases, sharing in made),
            quoting=() if group_id is None else tuple(self._quoting(class_id, group_id)),
        )

    def forget(self, what: Forgetting, *, now: float) -> None:
        """Erase what was shown. Raises JournalBusy, before anything is erased, where a journal of it is open.

        Raises OSError where the disk refuses; what is then left can be forgotten again.
        """
        targets = [
            path for path in what.files if path.suffix == ".yaml" and path.parent == self._store.folder(what.class_id)
        ]
        with contextlib.ExitStack() as held:
            for path in [*targets, *(one.path for one in what.quoting)]:
                writer = WriterLock(path, now)
                writer.acquire()
                held.callback(writer.release)
            for one in what.quoting:
                _erase_quotes(one.path, f"{CLASS}{what.group_id}:")
            locks = {trace for path in targets for trace in lock.traces(path)}
            for path in what.files:
                if path not in locks:
                    path.unlink(missing_ok=True)
        for path in [*targets, *(one.path for one in what.quoting)]:
            for trace in lock.traces(path):
                trace.unlink(missing_ok=True)
        for folder in (*what.folders, *what.caches):
            if disk.is_folder(folder):
                shutil.rmtree(folder)

    def _quoting(self, class_id: str, group_id: str) -> Iterator[Quoting]:
        mark = f"{CLASS}{group_id}:"
        for entry in self._store.groups(class_id):
            if entry.id == group_id:
                continue
            try:
                reading = reader.read(entry.path)
            except BestioError:
                continue
            count = sum(1 for event in reading.events if without_quotes(event, mark) is not event)
            if count:
                yield Quoting(entry.path, entry.group, count)


def without_quotes(event: Event, mark: str) -> Event:
    """`event` with what it quotes of sources whose id starts with `mark` erased; the very same where it quotes none."""
    if event.do not in {"phrase.make", "phrase.edit", "source.weigh"}:
        return event
    data = _without(event.data, mark)
    return event if data == event.data else Event(event.at, event.do, data)


def _without(value: Any, mark: str) -> Any:
    if isinstance(value, Mapping):
        cleaned = {key: _without(item, mark) for key, item in value.items()}
        if str(value.get("source", "")).startswith(mark):
            for key in ("author", "title", "sentence", "of"):
                if key in cleaned:
                    cleaned[key] = GONE
            cleaned["source"] = f"{CLASS}{GONE}"
        return cleaned
    if isinstance(value, list | tuple):
        return [_without(item, mark) for item in value]
    return value


def _erase_quotes(path: Path, mark: str) -> None:
    def clean(line: str) -> str:
        try:
            event = record.decode(line, Where.of(path))
        except BestioError:
            return line
        cleaned = without_quotes(event, mark)
        return line if cleaned is event else record.encode(cleaned)

    _rewrite(path, clean)


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    lines = reader.read_bytes(path).decode("utf-8", "surrogateescape").split("\n")
    changed = [change(line) if line.startswith(record.START) else line for line in lines]
    disk.replace(path, "\n".join(changed).encode("utf-8", "surrogateescape"))


def of_group(path: Path) -> Iterator[Path]:
    """The journal and what may stand beside it; nothing of a group whose name only starts alike."""
    stem = path.stem
    for name in (path.name, stem + disk.ASIDE):
        if (found := path.with_name(name)).is_file() or found.is_symlink():
            yield found
    if path.parent.is_dir():
        yield from sorted(path.parent.glob(f"{glob.escape(stem)}.journal-*.bak"))
        yield from sorted(path.parent.glob(f".{glob.escape(path.name)}.*.part"))


def _walk(folder: Path) -> Iterator[Path]:
    """Every file in a folder; links are named, never followed."""
    if not disk.is_folder(folder):
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _made(path: Path) -> tuple[str, int, int]:
    try:
        reading = reader.read(path)
    except BestioError:
        return path.stem, 0, 0
    creation = fold(reading.events)
    return creation.group or reading.header.group, len(creation.phrases), len(creation.shared_texts)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
