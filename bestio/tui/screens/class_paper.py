"""What a teacher prints for a class: sheets, each with its pages before it is written, and the anthology."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.content import Content

from bestio.classroom.class_report import EXPORTS
from bestio.export.anthology.write import DYS, SCORM
from bestio.export.package import ENDING
from bestio.export.paper.choices import asked_for, choices
from bestio.export.paper.kit import kit
from bestio.export.paper.wanted import Wanted, file_name, folder_of, of_a_class, of_a_group
from bestio.i18n import _, ngettext
from bestio.tui.recording import make_anthology
from bestio.tui.screens.class_files import ClassPlace
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.text import visible

_OTHER_LAYOUT = "dys"


def print_sheets(screen: ClassPlace, *, dys: bool) -> None:
    """Pick what to print, of the words of the group in hand or of the class; the file of before is replaced."""
    services, path, class_id = screen.services, screen.path, screen.class_id

    def listed() -> tuple[Wanted, list[tuple[str, Content]]]:
        wanted = of_a_group(services, path) if path is not None else of_a_class(services, class_id)
        wanted.dys = dys
        return wanted, [(key, Content(visible(text))) for key, text in (layout(dys=dys), *choices(wanted))]

    def shown(found: tuple[Wanted, list[tuple[str, Content]]]) -> None:
        wanted, options = found
        if screen.is_active:  # the first of two quick presses has asked already
            screen.app.push_screen(PickOne(_("What is to be printed?"), options), partial(chosen, wanted))

    def chosen(wanted: Wanted, key: str | None) -> None:
        if key == _OTHER_LAYOUT:
            print_sheets(screen, dys=not dys)
        elif key is not None:
            asked_for(wanted, key)
            screen.do(partial(write, wanted), screen.say)

    def write(wanted: Wanted) -> str:
        made, file = kit(wanted), folder_of(services, wanted) / f"{file_name(wanted)}.pdf"
        made.write(file)
        pages = made.pages
        told = ngettext("{n} page to print is in the file {file}.", "{n} pages to print are in the file {file}.", pages)
        return " ".join([told.format(n=pages, file=file), *made.notes])

    screen.do(listed, shown)


def layout(*, dys: bool) -> tuple[str, str]:
    """The line that leads to the other layout: its key, and what it says."""
    usual, other = (
        _("Layout: the usual one. Enter: for dyslexic readers"),
        _("Layout: for dyslexic readers. Enter: the usual one"),
    )
    return _OTHER_LAYOUT, other if dys else usual


def save_anthology(screen: ClassPlace, *, dys: bool) -> None:
    """Write the anthology of the class into a folder, or into one file, with its progress; Escape stops it.

    `dys`: the layout that is proposed first, and that of the packages.
    """
    services, class_id = screen.services, screen.class_id

    def told(saved: tuple[Path, str] | None) -> None:
        if saved is not None:
            path, notes = saved
            line = (
                _("The package is in the file {file}.").format(file=path)
                if path.suffix == ENDING
                else _("The anthology is in the folder {folder}.").format(folder=path)
            )
            screen.say(" ".join([line, notes]).strip())

    screen.app.push_screen(
        SaveAs(
            _("The anthology of the class {name}").format(name=visible(services.store.title_of(class_id))),
            services.library.workspace / EXPORTS / class_id,
            _("anthology"),
            (*((DYS, "") if dys else ("", DYS)), ENDING, SCORM),
            partial(make_anthology, services.performer.speaker, services, class_id, dys=dys),
            labels={
                "": _("Usual layout"),
                DYS: _("For dyslexic readers"),
                ENDING: _("One file (zip)"),
                SCORM: _("For Moodle, Éléa (SCORM)"),
            },
        ),
        told,
    )
