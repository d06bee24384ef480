"""Which classes have ended, and what becomes of them: exported for their teachers, looked over, and only then erased.

A class at a time: what goes wrong with one leaves the others alone. Whatever is cut short is done by doing it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bestio.classroom.class_report import EXPORTS, IMAGES, SOUNDS, erasure_of
from bestio.classroom.erasure.plan import Erasure, Forgetting
from bestio.classroom.erasure.reach import is_on_server
from bestio.classroom.term import GRACE, NOTICE, days_left, has_ended
from bestio.errors import BestioError, UsageError
from bestio.export.ended.folder import ATELIER, COPIES, check_holds, check_whole, write_class
from bestio.i18n import _
from bestio.library import BANKS
from bestio.studio.workspace import Workspace
from bestio.text.slug import slug

State = Literal["soon", "waits", "due"]
_OF_CLASSES = frozenset({EXPORTS, SOUNDS, IMAGES})
"""The folders of a workspace that hold a folder for each class; where journals are files, theirs is another."""
_MOST_FOLDERS = 1_000


class Ending(Struct, frozen=True):
    """A class with an end: `soon` (within `NOTICE` days), it `waits` (its grace), or is `due`.

    `goes` is the last day of its grace. `trouble`: why its end cannot be told.
    """

    class_id: str
    title: str
    state: State
    last: date | None = None
    goes: date | None = None
    trouble: str = ""


class Done(Struct, frozen=True):
    """What became of a class that was due: where its export is, whether it is erased, what there is to say."""

    ending: Ending
    folder: Path | None = None
    erased: bool = False
    notices: tuple[str, ...] = ()
    error: str = ""


class Retention:
    """The classes of a workspace that end. `to`: the folder for exports, None to look only; `grace` in days.

    `keep_copies`: what stands in other classes stays (see `Erasure.preview`).
    """

    def __init__(
        self, workspace: Workspace, to: Path | None = None, *, grace: int = GRACE, keep_copies: bool = False
    ) -> None:
        """Raises UsageError for a folder that erasing would take, or a grace below 0."""
        if grace < 0:
            raise UsageError(_("--grace is a number of days, from 0 on."))
        self._workspace = workspace
        self._to = to.absolute() if to is not None else None
        self._grace = grace
        self._keep_copies = keep_copies
        if self._to is not None:
            self._refuse_inside(self._to)

    def endings(self) -> list[Ending]:
        """The classes that end soon or have ended, and those whose end cannot be told; the first to end first."""
        found = [one for name in self._workspace.store.classes() if (one := self._ending(name)) is not None]
        return sorted(found, key=lambda one: (one.last or date.min, one.class_id))

    def preview(self, ending: Ending) -> Forgetting:
        """What erasing a class that is due would take. Raises BestioError where its copies stand in its way."""
        what = self._erasure.preview(ending.class_id, everywhere=not self._keep_copies)
        self._refuse_copies(what, [one.class_id for one in self.endings() if one.state == "due"])
        return what

    def carry_out(self) -> Iterator[Done]:
        """Export every class that is due, then erase those whose exports are whole. Nothing is raised for one class."""
        self._erasure.finish()
        exported: dict[str, Done] = {}
        for ending in self.endings():
            if ending.state != "due":
                continue
            done = self._exported(ending)
            if done.error:
                yield done
            else:
                exported[ending.class_id] = done
        for done in exported.values():
            yield self._erased(done, exported)

    @property
    def _erasure(self) -> Erasure:
        return erasure_of(self._workspace.store, self._workspace.library)

    def _ending(self, class_id: str) -> Ending | None:
        store, now = self._workspace.store, self._workspace.clock()
        title = store.title_of(class_id)
        try:
            last = store.last_day(class_id)
        except UsageError:
            return None  # a folder whose name can be no class
        except BestioError as error:
            return Ending(class_id, title, "waits", trouble=str(error))
        if last is None or days_left(last, now) > NOTICE:
            return None
        goes = last + timedelta(min(self._grace, (date.max - last).days))
        if has_ended(last, now, self._grace):
            return Ending(class_id, title, "due", last, goes)
        return Ending(class_id, title, "soon" if days_left(last, now) >= 0 else "waits", last, goes)

    # --- exporting ----------------------------------------------------------------------------------------------------

    def _exported(self, ending: Ending) -> Done:
        try:
            what = self._erasure.preview(ending.class_id, everywhere=not self._keep_copies)
            return Done(ending, self._export(ending, what))
        except Exception as error:  # a fault of ours costs one class, too
            return Done(ending, error=_told(error))

    def _export(self, ending: Ending, what: Forgetting) -> Path:
        """An export of the class that holds all that it has now, and is whole: one that is there, else a new one."""
        if self._to is None or ending.last is None:
            raise UsageError(_("Into which folder?"), hint=_("Write it so: bestio retention --to FOLDER --yes"))
        name = f"{slug(ending.class_id, 'classe')}-{ending.last.isoformat()}"
        for number in range(1, _MOST_FOLDERS):
            folder = self._to / (name if number == 1 else f"{name}-{number}")
            if not folder.exists():
                write_class(folder, self._workspace, ending.class_id, ending.last, self._besides(what))
                self._check(folder, ending.class_id, what)
                return folder
            try:
                self._check(folder, ending.class_id, what)
            except BestioError:
                continue  # of another class, or it has been at work since
            return folder
        raise UsageError(_("There are too many exports of this class there."), hint=_("Choose another folder."))

    def _check(self, folder: Path, class_id: str, what: Forgetting) -> None:
        check_whole(folder)
        check_holds(folder, self._workspace, class_id, self._besides(what))

    def _besides(self, what: Forgetting) -> dict[Path, Path]:
        """What goes with the class and is not in its own folders, such as voices, copies, galleries."""
        root, store = self._workspace.library.workspace, self._workspace.store
        of_classes = _OF_CLASSES | ({store.root.name} if store.server is None else set())
        with_class = {what.class_id, *self._homes(what)}  # theirs are in exports of their own
        found: dict[Path, Path] = {}
        for path in what.files:
            name = path.relative_to(root) if path.is_relative_to(root) else Path(path.parent.name, path.name)
            owned = len(name.parts) > 2 and name.parts[0] in of_classes and name.parts[1] in with_class
            if name.parts[0] == BANKS or owned or name.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue  # recordings go as long as their consent says, and locks nowhere
            where = Path(ATELIER) if name.parts[0] == "voices" else Path(COPIES)
            taken = set(found.values())
            numbers = (where / name.with_stem(f"{name.stem}{n}") for n in ("", *(f"-{one}" for one in range(2, 1000))))
            found[path] = next(one for one in numbers if one not in taken)
        return found

    # --- erasing ------------------------------------------------------------------------------------------------------

    def _erased(self, done: Done, exported: dict[str, Done]) -> Done:
        """Erase a class whose export is whole; where it is another one than it was, export it once more first."""
        ending = done.ending
        try:
            what = self._erasure.preview(ending.class_id, everywhere=not self._keep_copies)
            self._refuse_copies(what, exported)
            folder = self._export(ending, what)
            kept = {name: one.folder for name, one in exported.items()} | {ending.class_id: folder}

            def sure() -> None:
                if (now := self._ending(ending.class_id)) is None or now.state != "due":
                    raise UsageError(_("Somebody has just let the class go on: nothing was erased."))
                for name in {ending.class_id, *self._homes(what)}:
                    if (one := kept.get(name)) is not None:
                        check_holds(one, self._workspace, name, self._besides(what) if name == ending.class_id else {})

            notices = self._erasure.forget(what, now=self._workspace.clock(), sure=sure)
        except Exception as error:
            return Done(ending, done.folder, error=_told(error))
        return Done(ending, folder, erased=True, notices=tuple(notices))

    def _homes(self, what: Forgetting) -> set[str]:
        """The other classes in which there are copies of its creations that go with it."""
        store = self._workspace.store
        here = store.root if store.server is None else None  # a file is but a copy, else
        found = {path.parent.name for path in what.copies if is_on_server(path) or path.parent.parent == here}
        return found - {what.class_id} if what.everywhere else set()

    def _refuse_copies(self, what: Forgetting, ended: Iterable[str]) -> None:
        """A copy in a class that goes on is that class's: whether it goes is for people to say."""
        going_on = sorted(self._homes(what) - set(ended))
        if going_on:
            raise BestioError(
                _("The class “{name}”, which has not ended, has a copy of one of its creations.").format(
                    name=self._workspace.store.title_of(going_on[0])
                ),
                hint=_("Nothing was erased. To leave the copy: --keep-copies. To erase it too: bestio forget CLASS"),
            )

    def _refuse_inside(self, to: Path) -> None:
        """Where erasing looks for copies, an export would be one."""
        library = self._workspace.library
        there = to.resolve()
        for folder in (library.workspace, library.rescue):
            if folder is not None and there.is_relative_to(folder.resolve()):
                raise UsageError(
                    _("The exports cannot go into “{folder}”: erasing the class would erase them too.").format(
                        folder=folder
                    ),
                    hint=_("Name a folder outside the workspace with --to."),
                )


def _told(error: Exception) -> str:
    """What stood in the way of a class; of a fault of ours only what it is called: pupils' words may stand in it."""
    if isinstance(error, BestioError):
        return str(error)
    return _("The program met an error that it did not foresee ({kind}).").format(kind=type(error).__name__)
