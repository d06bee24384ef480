"""Forgetting: everything that a group, or a class, left in the workspace, shown first and then erased.

A group's words may stand in the phrases of others, in its own class or in one that a creation was carried to: those
phrases stay (they are the others' work), but the sentences they quote, the pseudonym they credit and the runs of words
that they copy are taken out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bestio.classroom.erasure import redaction, saved_voices, scan
from bestio.classroom.erasure.known import Known, known_of
from bestio.classroom.erasure.own_words import Traces
from bestio.classroom.erasure.reach import Reach, is_on_server
from bestio.classroom.erasure.removal import Left, erase, erase_folder, erase_going
from bestio.classroom.erasure.saved_voices import Saved
from bestio.classroom.erasure.scan import Quoting, Search, walk
from bestio.classroom.erasure.withdrawal import Withdrawal, rests
from bestio.classroom.erasure.writer import Writer, writer_of
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.classroom.store import Store, safe_name
from bestio.creation.fold import fold
from bestio.errors import BestioError, UsageError, Where, reason_of
from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.file_journals import LAST_DAY, of_group
from bestio.journal.header import Header
from bestio.journal.journals import Erasing
from bestio.journal.server_refusal import ServerRefusal
from bestio.storage import disk, lock
from bestio.storage.lock import WriterLock

_NUMBER = re.compile(r"-\d+\Z")


class Forgetting(Struct, frozen=True):
    """What will go. `files` are erased, `folders` with everything in them; `caches` can be made again.

    `sharing` counts the texts that the class will no longer draw from; `quoting` are files of other groups, in any
    class, in which the sentences and the pseudonym will be erased. `copies` are files, elsewhere in the workspace or
    beside it, that hold the same creations: they go too where `everywhere`. `voices` are those that it saved. `unread`
    are files that nobody can look into, `naming` others that stay and still tell of it. `on_server`: a server
    keeps the `journals`, and whatever else is named as one.
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
    recorded: tuple[Withdrawal, ...] = ()
    on_server: bool = False


class Erasure:
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
        self._reach = Reach(store)

    def exports_of(self, class_id: str, group_id: str) -> Path:
        """The folder of one group's sounds and pages. Raises UsageError for a name that leads elsewhere."""
        return self._exports / safe_name(class_id) / safe_name(group_id)

    def preview(self, class_id: str, group_id: str | None = None, *, everywhere: bool = True) -> Forgetting:
        """What forgetting a group, or a whole class, would erase. Raises UsageError where there is none.

        Without `everywhere`, copies of it in the workspace stay, and so does what other classes quote.
        """
        self.finish()
        with _of_server():
            return self._preview(class_id, group_id, everywhere)

    def finish(self) -> None:
        """Erase what was to go with a class, or a group that a server has forgotten, where that was interrupted."""
        with contextlib.suppress(OSError):
            erase_going(self._store.root)
        if self._reach.server is None:
            return
        with _of_server():
            for path in saved_voices.ownerless(self._voices, partial(self._search.known, ())):
                with contextlib.suppress(OSError):
                    erase(path)

    def _preview(self, class_id: str, group_id: str | None, everywhere: bool) -> Forgetting:
        if not self._reach.has_class(class_id):
            raise UsageError(
                _("There is no class called “{name}”.").format(name=class_id[:80]),
                hint=_("Known classes: {names}.").format(names=", ".join(self._store.classes()) or "–"),
            )
        if group_id is None:
            journals = self._reach.journals(class_id)
            files, folders = self._of_class(class_id)
        else:
            journals = [self._reach.journal(class_id, group_id)]
            files, folders = self._of_group(journals[0])
        folders = [one for one in folders if disk.is_folder(one)]
        journals = [path for path in journals if self._reach.is_there(path)]
        if group_id is not None and not files and not folders and not journals:
            raise UsageError(_("There is no group called “{name}”.").format(name=group_id[:80]))
        inside = [path for one in folders for path in walk(one)]
        unread: list[Path] = []
        copies = self._search.copies(journals, [*files, *inside], unread)
        if everywhere:
            journals = [path for path in copies if self._is_journal(path)] + journals
            for path in copies:
                others, homes = self._beside(path, journals)
                files += others
                folders += [home for home in homes if disk.is_folder(home)]
                inside += [one for home in homes for one in walk(home)]
        shown = {(path.parent.name, path.stem) for path in journals} | ({(class_id, group_id)} if group_id else set())
        files += self._search.galleries(shown, everywhere=everywhere)
        recorded = self._recorded(class_id, group_id, journals)
        files += [path for one in recorded for path in one.files]
        gone = [*journals, *files, *inside]
        saved, quoting, naming = self._elsewhere(class_id, group_id, journals, gone, everywhere)
        files += saved.theirs
        erased = dict.fromkeys([*files, *inside])
        made = [self._made_of(path) for path in journals]
        names = tuple(dict.fromkeys(group for group, _phrases, _sharing in made))
        return Forgetting(
            class_id=class_id,
            group_id=group_id,
            groups=names or ((group_id,) if group_id else ()),
            files=tuple(erased),
            folders=tuple(folders),
            caches=(self._cache,) if disk.is_folder(self._cache) else (),
            size=sum(self._reach.size_of(path) for path in dict.fromkeys([*erased, *journals])),
            phrases=sum(phrases for _group, phrases, _sharing in made),
            sharing=sum(sharing for _group, _phrases, sharing in made),
            quoting=quoting,
            copies=tuple(copies),
            unread=tuple(dict.fromkeys(path for path in unread if path not in erased)),
            journals=tuple(journals),
            everywhere=everywhere,
            voices=saved,
            naming=naming,
            recorded=recorded,
            on_server=self._reach.server is not None,
        )

    def forget(self, what: Forgetting, *, now: float, sure: Callable[[], object] = lambda: None) -> list[str]:
        """Erase what was shown; what there is to say. Raises JournalBusy, before anything is erased, where a journal of
        it is open.

        The journals go last, for they tell what to look for: where this is interrupted, forgetting again finishes it.
        On a server, they and what others quote of them go at once, or not at all. Raises BestioError where the disk
        refuses some of it; the rest is erased all the same. `sure` is called once nobody else can write them any more:
        where it raises, nothing is erased.
        """
        with _of_server():
            self._forget(what, now, sure)
            server = self._reach.server
            if server is None:
                return []
            swept = [server.sweep(), not what.recorded or self._store.banks.sweep()]
            return [] if all(swept) else [rests()]

    def _forget(self, what: Forgetting, now: float, sure: Callable[[], object]) -> None:
        writer = self._writer(what.journals, what.everywhere, what.voices)
        quoting = [one.path for one in what.quoting if self._is_journal(one.path)]
        locked = [path for path in dict.fromkeys([*what.journals, *quoting]) if not is_on_server(path)]
        left = Left()
        with contextlib.ExitStack() as held:
            server = self._hold_on_server([*what.journals, *quoting], held)
            for path in locked:
                _hold(path, now, held)
            sure()
            left.after(self._voices, partial(saved_voices.keep_renamed, what.voices))
            for one in what.quoting:
                if not is_on_server(one.path):
                    left.after(one.path, partial(scan.rewrite, one.path, writer, one.class_id))
            for voices in what.recorded:
                kept = RecordedVoices(self._store.root.parent, now, self._store.banks)
                left.after(voices.folders[0], partial(kept.erase, voices, on_server=False))
            self._erase_besides_journals(what, left)
            left.tell()
            if server is not None:
                self._erase_on_server(server, what, writer, left)
            else:
                for path in what.journals:
                    left.after(path, partial(erase, path))
        for path in [*locked, *self._interrupted(what)]:
            for trace in lock.traces(path):
                left.after(trace, partial(erase, trace))
        for folder in (*what.folders, *what.caches):  # an open table may have kept what it read in the meantime
            if disk.is_folder(folder):
                left.after(folder, partial(erase_folder, folder))
        left.tell()

    def _hold_on_server(self, paths: Iterable[Path], held: contextlib.ExitStack) -> Erasing | None:
        server = self._reach.server
        return held.enter_context(server.erasing(filter(is_on_server, paths))) if server is not None else None

    @staticmethod
    def _erase_on_server(server: Erasing, what: Forgetting, writer: Writer, left: Left) -> None:
        """What the server has of it, at once; then the voices, which nobody could find again without it."""
        gone = filter(is_on_server, what.journals)
        rewritten = {
            one.path: partial(_cleaned, writer, one.class_id) for one in what.quoting if is_on_server(one.path)
        }
        aside = saved_voices.set_aside(what.voices)  # and there they stay where nobody knows what the server has done
        recorded: dict[str, set[str]] = {}
        for one in what.recorded:
            for folder in one.folders:
                recorded.setdefault(folder.name, set()).update(clip.id for clip in one.clips)
        server.erase(gone, rewritten, what.class_id if what.group_id is None else None, recorded)
        for path in aside:
            left.after(path, partial(erase, path))

    def _erase_besides_journals(self, what: Forgetting, left: Left) -> None:
        last = {*what.journals, *(trace for path in what.journals for trace in lock.traces(path))}
        last |= {self._store.folder(what.class_id) / LAST_DAY}  # that it has ended: what is cut short is gone on with
        if self._reach.server is not None:  # a file is but a copy there
            last = {*what.voices.theirs}
        for path in what.files:
            if path not in last:
                left.after(path, partial(erase, path))
        classes = {path.parent for path in what.journals}
        for folder in (*what.folders, *what.caches):
            if disk.is_folder(folder) and folder not in classes:
                left.after(folder, partial(erase_folder, folder))

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

    def _recorded(self, class_id: str, group_id: str | None, journals: Sequence[Path]) -> tuple[Withdrawal, ...]:
        """What they have recorded, and the sounds that were made of it."""
        kept = RecordedVoices(self._store.root.parent, 0.0, self._store.banks)
        if group_id is None:
            found = [kept.of_class(class_id)]
        else:
            homes = [(class_id, group_id), *((path.parent.name, path.stem) for path in journals)]
            # Who was moved has left their recordings to the class that they were made in.
            left = [
                (home, group_id)
                for home in kept.classes()
                if not self._reach.is_there(self._reach.journal(home, group_id))
            ]
            names = [self._reach.group_of(path) for path in journals]
            found = [kept.of_group(home, group, names) for home, group in dict.fromkeys([*homes, *left])]
        return tuple(one for one in found if one)

    def _is_journal(self, path: Path) -> bool:
        if is_on_server(path):
            return True
        return self._reach.class_of(path) != "" and path.suffix == ".yaml" and not path.name.startswith(".")

    def _of_class(self, class_id: str) -> tuple[list[Path], list[Path]]:
        """The files of a class, and its folders: where its journals are not files, only those of what it made."""
        folder = self._store.folder(class_id)
        made = [root / folder.name for root in (self._exports, *self._made)]
        return ([], made) if self._reach.server is not None else (list(walk(folder)), [folder, *made])

    def _beside(self, path: Path, journals: Sequence[Path]) -> tuple[list[Path], list[Path]]:
        """The files of the copy `path`, and the folders of what its group made."""
        if not self._is_journal(path):
            return [path], []
        files, folders = self._of_group(path)
        if self._reach.server is None or is_on_server(path):
            return ([] if is_on_server(path) else [path]) + files, folders
        # A file of which the server has one of the same name: that may be another group's, and so what it made.
        namesake = self._reach.journal(path.parent.name, path.stem)
        stays = namesake not in journals and self._reach.is_there(namesake)
        return [path, *of_group(path)], [] if stays else folders

    def _of_group(self, path: Path) -> tuple[list[Path], list[Path]]:
        """The files of the group of the journal `path`, and the folders of what it made."""
        class_id, group_id = path.parent.name, path.stem
        folders = [root / class_id / group_id for root in (self._exports, *self._made)]
        if is_on_server(path):
            return [], folders
        return [*of_group(path), *(lock.traces(path) if not disk.is_file(path) else ())], folders

    def _made_of(self, path: Path) -> tuple[str, int, int]:
        """What its group is called, how many phrases it has made, and how many texts it shares."""
        try:
            reading = reader.parse(self._reach.content(path), path)
        except BestioError:
            return path.stem, 0, 0
        creation = fold(reading.events)
        return creation.group or reading.header.group, len(creation.phrases), len(creation.shared_texts)

    def _readings(self, journals: Iterable[Path]) -> list[tuple[str, str, reader.Reading]]:
        read = []
        for path in dict.fromkeys(journals):
            try:
                reading = reader.parse(self._reach.content(path), path)
            except BestioError:
                reading = reader.Reading(Header(group=path.stem))
            read.append((path.parent.name, path.stem, reading))
        return read

    def _writer(self, journals: Sequence[Path], everywhere: bool, saved: Saved) -> Writer:
        stay = list(self._search.known(journals))
        # Where copies stay, their words are still somebody's here: only what names this very group goes.
        writer = writer_of(
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


@contextlib.contextmanager
def _of_server() -> Iterator[None]:
    """What is done here raises BestioError where the server refuses."""
    try:
        yield
    except ServerRefusal as error:
        raise error.error() from error


def _cleaned(writer: Writer, class_id: str, content: bytes) -> bytes:
    return redaction.clean(content, writer, class_id)[0]
