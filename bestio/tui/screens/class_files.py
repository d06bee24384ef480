"""What a teacher does with the files of a class: carry a creation, take one in, move a group, forget."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from bestio.classroom.bundle import Imported, export_creation, import_creation
from bestio.classroom.class_report import describe_forgetting, erasure_of, made_by_groups
from bestio.classroom.erasure.plan import Forgetting
from bestio.classroom.moving import move_group
from bestio.classroom.plan import load_sequences
from bestio.classroom.returning import Here, already_here, describe_here
from bestio.export.gallery import write_gallery
from bestio.export.paper.poster import USUAL
from bestio.i18n import N_, _, ngettext
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.dialog import PickOne
from bestio.tui.services import Services
from bestio.tui.text import visible
from bestio.tui.typed_path import typed_file, typed_path

if TYPE_CHECKING:
    from bestio.classroom.table import Row

_T = TypeVar("_T")
FORMS: Mapping[str, tuple[str, str]] = {
    ".pdf": ("a4", N_("To print, on a sheet (PDF, A4)")),
    "-a3.pdf": ("a3", N_("A poster (PDF, A3)")),
    "-a1.pdf": ("a1", N_("A large poster (PDF, A1)")),
    ".png": ("a4", N_("A picture (PNG)")),
    ".svg": (USUAL, N_("A drawing that stays sharp at any size (SVG)")),
}
"""The forms of a gallery, by the end of the file’s name: the size of the sheet, and what each is called."""


class ClassPlace(CommandScreen):
    """The screen of a class, as what is done here knows it."""

    services: Services
    class_id: str

    @property
    @abstractmethod
    def row(self) -> Row | None:
        """The group in hand."""

    @property
    @abstractmethod
    def path(self) -> Path | None:
        """The journal of the group in hand."""

    @abstractmethod
    def say(self, message: str) -> None:
        """Tell what came of something."""

    @abstractmethod
    def do(self, task: Callable[[], _T], done: Callable[[_T], None]) -> object:
        """Do something to files apart from the screen, then tell what came of it."""


def save_to_file(screen: ClassPlace) -> None:
    """Write the creation in hand into one file."""
    row, path, services = screen.row, screen.path, screen.services
    if row is None or path is None:
        return
    proposed = erasure_of(services.store, services.library).exports_of(screen.class_id, row.id) / f"{row.id}.bestio"

    def named(text: str | None) -> None:
        if text:
            target = typed_file(text, proposed.parent)
            screen.do(
                lambda: export_creation(path, target, services.library, services.store),
                lambda file: screen.say(_("The creation is in the file {file}.").format(file=file)),
            )

    screen.app.push_screen(
        AskLine(
            _("Into which file?"),
            value=str(proposed),
            hint=_("A folder will do, for instance that of a USB stick."),
            most=400,
        ),
        named,
    )


def save_gallery(screen: ClassPlace, *, dys: bool) -> None:
    """Write the page of all the creatures of the class in a form that is picked; the one of before is replaced."""
    services, class_id = screen.services, screen.class_id
    folder = made_by_groups(services.library)[0] / class_id

    def chosen(ending: str | None) -> None:
        if ending is None:
            return
        path = folder / f"{_('gallery')}{ending}"
        size, _called = FORMS[ending]
        screen.do(
            lambda: write_gallery(
                path,
                services.store,
                class_id,
                services.lexicons,
                load_sequences(services.library, lambda _problem: None).values(),
                size=size,
                dys=dys,
            ),
            lambda _count: screen.say(_("The gallery is in the file {file}: any browser prints it.").format(file=path)),
        )

    options = [(ending, Content(_(called))) for ending, (_size, called) in FORMS.items()]
    screen.app.push_screen(PickOne(_("The gallery: in which form?"), options), chosen)


def take_in(screen: ClassPlace) -> None:
    """Take in a creation from a file."""
    services, class_id = screen.services, screen.class_id

    def named(text: str | None) -> None:
        if text:
            file = typed_path(text)
            screen.do(lambda: already_here(file, services.store), partial(_ask_twice, screen, file, class_id))

    screen.app.push_screen(
        AskLine(_("Which file?"), hint=_("A .bestio file. You can drag it onto this window."), most=400), named
    )


def _ask_twice(screen: ClassPlace, file: Path, class_id: str, here: list[Here]) -> None:
    """Where the creation is in the workspace already, ask before there are two of it."""
    services = screen.services

    def answered(yes: bool | None) -> None:
        if yes:
            screen.do(
                lambda: import_creation(file, services.store, class_id, services.library), partial(_took_in, screen)
            )

    if not any(one.entry.class_id == class_id for one in here):
        for one in here[:3]:  # in another class: two of it may well be meant
            screen.say(describe_here(one))
        answered(True)
        return
    screen.app.push_screen(
        AskYes(
            _("Import it once more?"),
            detail="\n".join([*map(describe_here, here[:3]), _("Nothing is replaced: there will be two of it.")]),
            yes=_("Import it too"),
            no=_("Leave it"),
        ),
        answered,
    )


def _took_in(screen: ClassPlace, made: Imported) -> None:
    title = screen.services.store.title_of(made.path.parent.name)
    screen.say(_("“{group}” is now in the class “{name}”.").format(group=made.group, name=title))
    for notice in made.notices[:3]:
        screen.say(notice)


def move_elsewhere(screen: ClassPlace) -> None:
    """Move the group in hand to another class."""
    row, path, services = screen.row, screen.path, screen.services
    others = [name for name in services.store.classes() if name != screen.class_id]
    if row is None or path is None:
        return
    if not others:
        screen.say(_("There is no other class: C makes one."))
        return

    def chosen(class_id: str | None) -> None:
        if class_id is not None:
            made = made_by_groups(services.library)
            screen.do(
                lambda: move_group(services.store, path, class_id, made=made),
                lambda _path: screen.say(
                    _("“{group}” is now in the class “{name}”.").format(
                        group=row.group, name=services.store.title_of(class_id)
                    )
                ),
            )

    options = [(name, Content(visible(services.store.title_of(name)))) for name in others]
    screen.app.push_screen(PickOne(_("To which class?"), options), chosen)


def forget(screen: ClassPlace, group_id: str | None) -> None:
    """Erase a group, or the whole class where `group_id` is None, after showing what goes."""
    services, class_id = screen.services, screen.class_id
    erasure = erasure_of(services.store, services.library, rescue=services.rescue)

    def ask(what: Forgetting) -> None:
        if screen.is_active:  # the first of two quick presses has asked already
            _ask_which(screen, what)

    screen.do(lambda: erasure.preview(class_id, group_id), ask)


def _ask_which(screen: ClassPlace, what: Forgetting) -> None:
    """Where there are copies elsewhere, ask whether they go too."""
    if not what.copies:
        _ask_forget(screen, what)
        return
    services = screen.services
    erasure = erasure_of(services.store, services.library, rescue=services.rescue)

    def chosen(which: str | None) -> None:
        if which == "all":
            _ask_forget(screen, what)
        elif which == "one":
            screen.do(
                lambda: erasure.preview(what.class_id, what.group_id, everywhere=False), partial(_ask_forget, screen)
            )

    copies = len(what.copies)
    all_of_it = ngettext("Erase it with its copy", "Erase it with its {n} copies", copies).format(n=copies)
    options = [("all", Content(all_of_it)), ("one", Content(_("Erase only this one: leave its copies")))]
    screen.app.push_screen(PickOne(_("This creation is in several places."), options), chosen)


def _ask_forget(screen: ClassPlace, what: Forgetting) -> None:
    services = screen.services
    erasure = erasure_of(services.store, services.library, rescue=services.rescue)
    question = (
        _("Erase this group for good?")
        if what.group_id
        else _("Erase the whole class “{name}” for good?").format(name=services.store.title_of(what.class_id))
    )

    def answered(yes: bool | None) -> None:
        if yes:
            now = services.clock()
            screen.do(
                lambda: erasure.forget(what, now=now),
                lambda notices: screen.say(" ".join([_("It is erased."), *notices])),
            )

    def ask(backups: list[str]) -> None:
        if screen.is_active:
            lines = "\n".join(f"- {line}" for line in describe_forgetting(what, backups))
            screen.app.push_screen(AskYes(question, detail=lines, yes=_("Erase"), no=_("Keep it")), answered)

    screen.do(lambda: services.backups_told, ask)
