"""`bestio print`: the paper kit, from the words of a group, of a class, of a file, or of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bestio.classroom.finding import find_group
from bestio.cli.output import say, say_json, tell
from bestio.cli.reading import is_easy
from bestio.cli.workspace import open_workspace
from bestio.errors import UsageError
from bestio.export.paper.kit import KEYS, Kit, kit, parts_of
from bestio.export.paper.wanted import (
    OF_A_SEANCE,
    Wanted,
    file_name,
    folder_of,
    of_a_class,
    of_a_group,
    of_the_plan,
    sentences_of,
)
from bestio.i18n import _, ngettext
from bestio.phrases.corpus import Source
from bestio.phrases.importers import read_text
from bestio.studio.workspace import Workspace
from bestio.text.fold import fold

TEXTS = frozenset({".txt", ".md", ".odt", ".docx", ".pdf", ".html"})


class Asked(NamedTuple):
    """How a line asks for sheets."""

    seance: int = 1
    pages: int = 2
    copies: int | None = None
    size: str = "A4"
    dys: bool | None = None


def print_kit(
    part: str | None, name: str | None, asked: Asked, *, out: Path | None, as_json: bool, home: Path | None
) -> int:
    """Write a part of the kit into a PDF file; without a part, tell all of them with the pages that each takes."""
    workspace = open_workspace(home)
    if name is None and part is not None and _means_somebody(workspace, part):
        part, name = None, part  # only whose: all that there is to print of them
    wanted = _wanted(workspace, name)
    wanted.number, wanted.pages, wanted.copies, wanted.paper, dys = asked
    wanted.dys = is_easy(dys, workspace.library)
    if part is None:
        return _list(wanted, as_json=as_json)
    wanted.part = _part_named(part, parts_of(wanted.plan)) or part
    made = kit(wanted)
    path = out or _free(workspace, wanted)
    made.write(path)
    _tell(made, path, as_json=as_json)
    return 0


def _part_named(part: str, parts: Iterable[str]) -> str | None:
    """The part that a person means; None where there is none."""
    return {fold(known).replace(" ", "-"): known for known in parts}.get(fold(part).replace(" ", "-"))


def _means_somebody(workspace: Workspace, word: str) -> bool:
    """Whether a word that could name a part names a group, a class or a file instead."""
    if _part_named(word, parts_of(of_the_plan(workspace).plan)) is not None:
        return False
    if Path(word).suffix.lower() in TEXTS or _class_named(workspace, word) is not None:
        return True
    with suppress(UsageError):
        find_group(word, workspace.store, workspace.library)
        return True
    return False


def _list(wanted: Wanted, *, as_json: bool) -> int:
    found = list(_found(wanted))
    if as_json:
        say_json([{"part": part, "holds": holds, "pages": pages} for part, holds, pages in found])
        return 0
    for part, holds, pages in found:
        told = ngettext("{n} page", "{n} pages", pages).format(n=pages)
        name = part
        if part in OF_A_SEANCE:
            name += f" --seance {wanted.number}"
        elif part == KEYS:
            name += f" --size {wanted.paper.upper()}"
        say(f"{name} : {holds} ({told})")
    tell(_("To print one: bestio print {part}").format(part=found[0][0]))
    return 0


def _found(wanted: Wanted) -> Iterator[tuple[str, str, int]]:
    """The parts there is something to make of, what each holds, and its pages."""
    for part, holds in parts_of(wanted.plan).items():
        wanted.part = part
        with suppress(UsageError):
            yield part, holds, kit(wanted).pages


def _tell(made: Kit, path: Path, *, as_json: bool) -> None:
    pages = made.pages
    if as_json:
        say_json({"file": str(path), "pages": pages, "notes": list(made.notes)})
        return
    say(
        ngettext(
            "{n} page to print is in the file {file}.", "{n} pages to print are in the file {file}.", pages
        ).format(n=pages, file=path)
    )
    for note in made.notes:
        say(note)


def _free(workspace: Workspace, wanted: Wanted) -> Path:
    folder, name = folder_of(workspace, wanted), file_name(wanted)
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    return folder / next((f"{one}.pdf" for one in names if not (folder / f"{one}.pdf").exists()), f"{name}.pdf")


def _wanted(workspace: Workspace, name: str | None) -> Wanted:
    if name is None:
        return of_the_plan(workspace)
    if Path(name).suffix.lower() in TEXTS:
        wanted = of_the_plan(workspace)
        wanted.title = Path(name).stem
        wanted.runs = sentences_of([Source("file", "", wanted.title, read_text(Path(name)).text)])
        return wanted
    if (class_id := _class_named(workspace, name)) is not None:
        wanted = of_a_class(workspace, class_id)
        if not wanted.runs:
            tell(_("This class shares no text yet: the plan’s small text is taken."))
        return wanted
    wanted = of_a_group(workspace, find_group(name, workspace.store, workspace.library))
    if not wanted.runs:
        tell(_("This group has no text yet: the plan’s small text is taken."))
    return wanted


def _class_named(workspace: Workspace, name: str) -> str | None:
    """The class that a person means; None where a group is called so, or nothing is."""
    with suppress(UsageError):
        class_id = workspace.store.class_named(name)
        if class_id in workspace.store.classes():
            with suppress(UsageError):
                find_group(name, workspace.store, workspace.library)
                return None
            return class_id
    return None
