"""Forgetting: everything that a group, or a class, left in the workspace, shown first and then erased.

A group's words may stand in the phrases of others, in its own class or in one that a creation was carried to: those
phrases stay (they are the others' work), but the sentences they quote, the pseudonym they credit and the runs of words
that they copy are taken out.
"""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bestio.errors import BestioError, UsageError, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.workshop import disk, lock, quotes, reader, saved_voices, search
from bestio.workshop.creation import fold
from bestio.workshop.known import Known, known_of
from bestio.workshop.lock import WriterLock
from bestio.workshop.quotes import Writer
from bestio.workshop.redaction import Traces
from bestio.workshop.saved_voices import Saved
from bestio.workshop.search import Quoting, Search, walk
from bestio.workshop.store import Store, safe_name

_ATTEMPTS = 5
_NUMBER = re.compile(r"-\d+\Z")


class Forgetting(Struct, frozen=True):
    """What will go. `files` are erased, `folders` with everything in them; `caches` can be made again.

    `sharing` counts the texts that the class will no longer draw from; `quoting` are files of other groups, in any
    class, in which the sentences and the pseudonym will be erased. `copies` are files, elsewhere in the workspace or
    beside it, that hold the same creations: they go too where `everywhere`. `voices` are those that it saved. `unread`
    are files that nobody can look into, `naming` others that stay and still tell of it.
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
    copies: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()
    journals: tuple[Path, ...] = ()
    everywhere: bool = True
    voices: Saved = Saved()
    naming: tuple[Path, ...] = ()


class Care:
    """What can be erased of a store; `exports` holds bundles and pages, `cache` what can be made again.

    `made`: other folders that hold something of each group in <class>/<group>/, such as sounds and pictures; `beside`:
    folders elsewhere where creations were written. `common` gives the texts that are nobody's, such as the starters: a
    word that stands there is not told as one that a group alone had.
    """

    def __init__(
        self,
        store: Store,
        *,
        exports: Path,
        cache: Path,
        made: Sequence[Path] = (),
        beside: Sequence[Path] = (),
        common: Callable[[], Iterable[str]] | None = None,
    ) -> None:
        self._store = store
        self._common = common
        self._voices = store.root.parent / "voices"
        self._exports = exports
        self._made = tuple(made)
        self._cache = cache
        self._search = Search(store, cache, beside)

    def exports_of(self, class_id: str, group_id: str) -> Path:
        """The folder of one group's sounds and pages. Raises UsageError for a name that leads elsewhere."""
        return self._exports / safe_name(class_id) / safe_name(group_id)

    def preview(self, class_id: str, group_id: str | None = None, *, everywhere: bool = True) -> Forgetting:
        """What forgetting a group, or a whole class, would erase. Raises UsageError where there is none.

        Without `everywhere`, copies of it in the workspace stay, and so does what other classes quote.
        """
        folder = self._store.folder(class_id)
        if not disk.is_folder(folder):
            raise UsageError(
                _("There is no class called “{name}”.").format(name=class_id[:80]),
                hint=_("Known classes: {names}.").format(names=", ".join(self._store.classes()) or "–"),
            )
        if group_id is None:
            journals = [entry.path for entry in self._store.groups(class_id)]
            files, folders = list(walk(folder)), [folder]
            folders += [root / folder.name for root in (self._exports, *self._made)]
        else:
            journals = [self._store.path(class_id, group_id)]
            files, folders = self._of_group(journals[0])
        folders = [one for one in folders if disk.is_folder(one)]
        if group_id is not None and not files and not folders:
            raise UsageError(_("There is no group called “{name}”.").format(name=group_id[:80]))
        inside = [path for one in folders for path in walk(one)]
        unread: list[Path] = []
        journals = [path for path in journals if disk.is_file(path)]
        copies = self._search.copies(journals, [*files, *inside], unread)
        if everywhere:
            journals = [path for path in copies if self._is_journal(path)] + journals
            for path in copies:
                others, homes = self._of_group(path) if self._is_journal(path) else ([path], [])
                files += [path, *others]
                folders += [home for home in homes if disk.is_folder(home)]
                inside += [one for home in homes for one in walk(home)]
        shown = {(path.parent.name, path.stem) for path in journals} | ({(class_id, group_id)} if group_id else set())
        files += self._search.galleries(shown, everywhere=everywhere)
        saved, quoting, naming = self._elsewhere(class_id, group_id, journals, [*files, *inside], everywhere)
        files += saved.theirs
        erased = dict.fromkeys([*files, *inside])
        made = [_made(path) for path in journals]
        names = tuple(dict.fromkeys(group for group, _phrases, _sharing in made))
        return Forgetting(
            class_id=class_id,
            group_id=group_id,
            groups=names or ((group_id,) if group_id else ()),
            files=tuple(erased),
            folders=tuple(folders),
            caches=(self._cache,) if disk.is_folder(self._cache) else (),
            size=sum(_size(path) for path in erased),
            phrases=sum(phrases for _group, phrases, _sharing in made),
            sharing=sum(sharing for _group, _phrases, sharing in made),
            quoting=quoting,
            copies=tuple(copies),
            unread=tuple(dict.fromkeys(path for path in unread if path not in erased)),
            journals=tuple(journals),
            everywhere=everywhere,
            voices=saved,
            naming=naming,
        )

    def forget(self, what: Forgetting, *, now: float) -> None:
        """Erase what was shown. Raises JournalBusy, before anything is erased, where a journal of it is open.

        The journals go last, for they tell what to look for: where this is interrupted, forgetting again finishes it.
        Raises BestioError where the disk refuses some of it; the rest is erased all the same.
        """
        writer = self._writer(what.journals, what.everywhere, what.voices)
        locked = [*what.journals, *(one.path for one in what.quoting if self._is_journal(one.path))]
        left = _Left()
        with contextlib.ExitStack() as held:
            for path in locked:
                _hold(path, now, held)
            left.after(self._voices, partial(saved_voices.keep_renamed, what.voices))
            for one in what.quoting:
                left.after(one.path, partial(search.rewrite, one.path, writer, one.class_id))
            self._erase_besides_journals(what, left)
            left.tell()
            for path in what.journals:
                left.after(path, partial(_erase, path))
        for path in [*locked, *self._interrupted(what)]:
            for trace in lock.traces(path):
                left.after(trace, partial(_erase, trace))
        for folder in (*what.folders, *what.caches):  # an open table may have kept what it read in the meantime
            if disk.is_folder(folder):
                left.after(folder, partial(_erase_folder, folder))
        left.tell()

    def _erase_besides_journals(self, what: Forgetting, left: _Left) -> None:
        last = {*what.journals, *(trace for path in what.journals for trace in lock.traces(path))}
        for path in what.files:
            if path not in last:
                left.after(path, partial(_erase, path))
        classes = {path.parent for path in what.journals}
        for folder in (*what.folders, *what.caches):
            if disk.is_folder(folder) and folder not in classes:
                left.after(folder, partial(_erase_folder, folder))

    def _interrupted(self, what: Forgetting) -> Iterator[Path]:
        """Journals of these names, or of copies of them, that are gone: what was interrupted may have left traces."""
        names = {path.stem for path in what.journals} | ({what.group_id} if what.group_id else set())
        names |= {path.stem[1:] for path in what.files if path.suffix == ".lock"}
        plain = {_NUMBER.sub("", name) for name in names}
        for folder in (self._store.root / name for name in self._store.classes()):
            for found in folder.glob(".*.lock"):
                path = folder / f"{found.stem[1:]}.yaml"
                if _NUMBER.sub("", path.stem) in plain and not disk.is_there(path):
                    yield path

    def _is_journal(self, path: Path) -> bool:
        return self._search.class_of(path) != "" and path.suffix == ".yaml" and not path.name.startswith(".")

    def _of_group(self, path: Path) -> tuple[list[Path], list[Path]]:
        """The files of the group of the journal `path`, and the folders of what it made."""
        class_id, group_id = path.parent.name, path.stem
        folders = [root / class_id / group_id for root in (self._exports, *self._made)]
        return [*of_group(path), *(lock.traces(path) if not disk.is_file(path) else ())], folders

    def _readings(self, journals: Iterable[Path]) -> list[tuple[str, str, reader.Reading]]:
        read = []
        for path in dict.fromkeys(journals):
            try:
                reading = reader.read(path)
            except BestioError:
                reading = reader.Reading(reader.Header(group=path.stem))
            read.append((path.parent.name, path.stem, reading))
        return read

    def _writer(self, journals: Sequence[Path], everywhere: bool, saved: Saved) -> Writer:
        stay = list(self._search.known(journals))
        # Where copies stay, their words are still somebody's here: only what names this very group goes.
        writer = quotes.writer_of(
            self._readings(journals),
            (one.group_id for one in stay),
            stay=stay,
            common=self._common() if self._common is not None and everywhere else None,
            voices=saved.renamed,
            voice_titles=saved.titles,
        )
        return writer if everywhere else replace(writer, ids=frozenset(), names=frozenset(), traces=Traces())

    def _elsewhere(
        self, class_id: str, group_id: str | None, journals: Sequence[Path], erased: Sequence[Path], everywhere: bool
    ) -> tuple[Saved, tuple[Quoting, ...], tuple[Path, ...]]:
        """The voices that they saved, the files that quote them, and those that will still tell of them."""
        if not everywhere:
            writer = self._writer(journals, everywhere, Saved())
            found = self._search.quoting(writer, erased, within=class_id) if group_id is not None else ()
            return Saved(), tuple(found), ()
        gone = [known_of(home, group, one.header, one.events) for home, group, one in self._readings(journals)]
        stay: list[Known] = list(self._search.known(journals))
        saved = saved_voices.saved_by(gone, stay, self._voices, self._search.texts(erased))
        naming: list[Path] = []
        erased = [*erased, *saved.theirs, *(trace for path in journals for trace in lock.traces(path))]
        quoting = tuple(self._search.quoting(self._writer(journals, everywhere, saved), erased, naming=naming))
        return saved, quoting, tuple(naming)


def _hold(path: Path, now: float, held: contextlib.ExitStack) -> None:
    writer = WriterLock(path, now)
    try:
        writer.acquire()
    except OSError as error:
        raise BestioError(
            _("Nothing was erased: {reason}.").format(reason=reason_of(error)),
            hint=_("Check that you may write in this folder."),
            where=Where.of(path),
        ) from error
    held.callback(writer.release)


class _Left:
    """What the disk would not let go."""

    def __init__(self) -> None:
        self._found: list[tuple[Path, str]] = []

    def after(self, path: Path, do: Callable[[], object]) -> None:
        """Do something to `path`, and note where the disk refuses, or where the file is damaged."""
        try:
            do()
        except OSError as error:
            self._found.append((Path(error.filename) if isinstance(error.filename, str) else path, reason_of(error)))
        except BestioError as error:
            self._found.append((path, error.message.rstrip(".")))

    def tell(self) -> None:
        """Raise BestioError where something is left."""
        if not self._found:
            return
        path, reason = self._found[0]
        raise BestioError(
            ngettext(
                "{n} file could not be erased: “{name}” ({reason}).",
                "{n} files could not be erased, “{name}” first ({reason}).",
                len(self._found),
            ).format(n=len(self._found), name=disk.shown(path), reason=reason),
            hint=_("Mend that, then erase again: what is left will be found."),
            where=Where.of(path),
            title=_("Something is left"),
        )


def _erase(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        path.chmod(0o600)  # some systems keep a file that is marked read-only
        path.unlink(missing_ok=True)


def _erase_folder(folder: Path) -> None:
    """Erase a folder with everything in it, also while another window still writes there."""
    for _attempt in range(_ATTEMPTS):
        with contextlib.suppress(FileNotFoundError):
            try:
                shutil.rmtree(folder)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
        if not disk.is_there(folder):
            return
    shutil.rmtree(folder)


def of_group(path: Path) -> Iterator[Path]:
    """The journal and what may stand beside it; nothing of a group whose name only starts alike."""
    stem = path.stem
    for name in (path.name, stem + disk.ASIDE):
        if (found := path.with_name(name)).is_file() or found.is_symlink():
            yield found
    if path.parent.is_dir():
        yield from disk.older_forms(path)
        yield from disk.unfinished(path)


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
