"""A séance in one file: each group's creation to carry on with, the anthology of the class, its gallery to print."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from bestio.classroom.bundle import export_creation
from bestio.classroom.plan import load_sequences
from bestio.classroom.store import SUFFIX
from bestio.errors import BestioError
from bestio.export.anthology.write import INDEX, Progress, told_of, write_anthology
from bestio.export.gallery import write_gallery
from bestio.export.heard import Heard
from bestio.export.page.sounds import Render
from bestio.export.whole import beside
from bestio.i18n import N_, _
from bestio.private_files import make_folder
from bestio.speech.recorded.renderings import digest_of_file
from bestio.storage.atomic import replacing
from bestio.studio.workspace import Workspace

CREATIONS, ANTHOLOGY = "creations", "anthologie"
GALLERY, README = "galerie.pdf", "LISEZMOI.txt"


class Packed(Struct, frozen=True):
    """How many groups and creatures are in the file, and what was left out, for people."""

    groups: int
    creatures: int
    notes: tuple[str, ...] = ()


def write_seance(
    path: Path,
    workspace: Workspace,
    class_id: str,
    render: Render | None = None,
    progress: Progress = lambda _number, _of, _group: None,
    step: Callable[[str], None] = lambda _told: None,
) -> Packed:
    """Put all that a class has made into the zip file `path`, whole or not at all; its folder is made.

    `progress` is called before each creature, `step` with what is done then, in words; either may raise, which ends
    it. What one group has that cannot be read costs that group alone, and is told. Whose recordings are heard in it is
    written down in their bank. Raises BestioError where the disk refuses.
    """
    heard = Heard()
    said = None if render is None else (lambda text, voice: heard.add(render(text, voice)))
    refused = N_("The file of the session cannot be written ({reason}).")
    with beside(path, refused, N_("Free some space, then try again: the creations themselves are saved.")) as part:
        make_folder(part)
        packed = _gather(part, workspace, class_id, said, progress, step)
        step(_("One file is made of it…"))
        with replacing(path) as whole:
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in sorted(part.rglob("*")):
                    if file.is_file():
                        step(_("One file is made of it…"))
                        archive.write(file, f"{path.stem}/{file.relative_to(part).as_posix()}")
            heard.note(path, digest_of_file(whole))
    return packed


def _gather(
    part: Path,
    workspace: Workspace,
    class_id: str,
    render: Render | None,
    progress: Progress,
    step: Callable[[str], None],
) -> Packed:
    notes: list[str] = []
    entries = workspace.store.groups(class_id)
    groups = 0
    for entry in entries:
        step(_("The creation of {group}…").format(group=entry.group))
        try:
            export_creation(entry.path, part / CREATIONS / f"{entry.id}{SUFFIX}", workspace.library, workspace.store)
            groups += 1
        except BestioError as error:
            notes.append(told_of(entry.group, error.message))
    creatures = 0
    if any(seen.look for _row, seen in workspace.classroom.shown(class_id)):
        written = write_anthology(part / ANTHOLOGY, workspace, class_id, render, progress, lasts=False)
        creatures = written.creatures
        notes += (note for note in written.notes if note not in notes)
        step(_("The gallery to print…"))
        plans = load_sequences(workspace.library, lambda _problem: None).values()
        write_gallery(part / GALLERY, workspace.store, class_id, workspace.lexicons, plans)
    title = workspace.store.title_of(class_id)
    (part / README).write_text("\n".join(_told(title, creatures, notes)) + "\n", encoding="utf-8", newline="\r\n")
    return Packed(groups, creatures, tuple(notes))


def _told(title: str, creatures: int, notes: list[str]) -> list[str]:
    """What stands in the file that explains the others."""
    lines = [
        title,
        "",
        _("{folder}: the creations. “bestio import FILE” takes one in, elsewhere too.").format(folder=CREATIONS),
    ]
    if creatures:
        lines += [
            _("{folder}: open {file} in a browser: a page for each creature, with its voice; a book to print.").format(
                folder=ANTHOLOGY, file=INDEX
            ),
            _("{file}: all the creatures on one sheet, to print.").format(file=GALLERY),
        ]
    lines += ["", _("What pupils have written is in here: give it to nobody without asking them."), "", *notes]
    return lines
