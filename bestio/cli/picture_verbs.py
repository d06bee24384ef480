"""The verbs of `bestio act` that draw the creature into a file."""

from __future__ import annotations

from pathlib import Path

from bestio.classroom.class_report import EXPORTS, IMAGES
from bestio.cli.context import Context
from bestio.cli.output import tell
from bestio.cli.reading import is_easy
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.session.actions.action import Result
from bestio.text.slug import slug

PICTURE_SCALE = 8
TELL_EVERY = 5  # sounds between two words on how far it is


def portrait(desk: Context) -> Result:
    """Draw the creature into a picture file: --out, else the group's folder of pictures."""
    return _picture(desk, ".png")


def colouring(desk: Context) -> Result:
    """Draw the creature as a page to colour in: --out, else the group's folder of pictures."""
    from bestio.export.picture import COLOURING  # noqa: PLC0415 (each costs time that another verb does not need)

    out = desk.request.out
    if out is not None and out.suffix.lower() != ".svg":
        raise UsageError(
            _("A page to colour in is an SVG file."),
            hint=_("Give the file a name that ends in .svg: any browser prints it."),
        )
    return _picture(desk, COLOURING)


def page(desk: Context) -> Result:
    """Write the creature's page, with its sounds: --out, else the group's folder of pages."""
    from bestio.cli.speaking import AudioOutput  # noqa: PLC0415
    from bestio.export.page.write import ENDING, write_page  # noqa: PLC0415

    desk.session.need_creature()
    journal = desk.studio.journal.path
    folder = desk.library.workspace / EXPORTS / journal.parent.name / journal.stem
    path = desk.request.out or _free(folder, slug(desk.creation.name, "creature"), ENDING)

    def progress(number: int, of: int) -> None:
        if number % TELL_EVERY == 1:
            tell(_("Sound {n} of {of}…").format(n=number, of=of))

    easy = is_easy(desk.request.dys, desk.library)
    with AudioOutput(desk.library, desk.studio.workspace.store) as mouth:
        notes = write_page(path, desk.studio, mouth.render, progress, dys=easy)
    return Result((_("The page is in the file {file}.").format(file=path), *notes), str(path))


def _picture(desk: Context, ending: str) -> Result:
    from bestio.export.picture import to_colouring, write_picture, write_whole  # noqa: PLC0415
    from bestio.persona.portrait import FLAT, draw

    desk.session.need_creature()
    studio, creation = desk.studio, desk.creation
    path = desk.request.out or _free(
        desk.library.workspace / IMAGES / studio.journal.path.parent.name / studio.journal.path.stem,
        slug(creation.name, "creature"),
        ending,
    )
    if ending == ".png":
        write_picture(path, draw(studio.strips, studio.look()), scale=PICTURE_SCALE, title=creation.name)
    else:
        flat = draw(studio.strips, studio.look(), colours=FLAT)
        write_whole(path, to_colouring(flat, title=creation.name).encode())
    return Result((_("The picture is in the file {file}.").format(file=path),), str(path))


def _free(folder: Path, name: str, ending: str) -> Path:
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    return folder / next((f"{one}{ending}" for one in names if not (folder / f"{one}{ending}").exists()), name + ending)
