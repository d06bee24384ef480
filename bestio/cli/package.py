"""Pages into one file for a school's platform: `bestio page` and `bestio anthology` with --scorm or --zip."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bestio.classroom.finding import find_group
from bestio.cli.output import say, say_json, tell
from bestio.cli.picture_verbs import TELL_EVERY
from bestio.cli.reading import is_easy
from bestio.cli.speaking import AudioOutput
from bestio.cli.workspace import open_workspace
from bestio.errors import UsageError
from bestio.export.package import Contents, Packages
from bestio.export.page.gather import gather, home_of
from bestio.export.page.markup import markup
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.speech.speech import Speech
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace

if TYPE_CHECKING:
    from bestio.speech.voice import Voice

PAGE = "index.html"


def tell_packages(paths: list[Path]) -> None:
    """Tell where packages are."""
    for path in paths:
        say(_("The package is in the file {file}.").format(file=path))


def page_package(name: str, packages: Packages, *, dys: bool | None, as_json: bool, home: Path | None) -> int:
    """Write the page of the group that `name` means into packages; `dys` as in `cli.reading.is_easy`."""
    workspace = open_workspace(home)
    path = find_group(name, workspace.store, workspace.library)
    with workspace.store.open(path, read_only=True) as journal:
        contents, notes = _page(workspace, journal, packages, dys=is_easy(dys, workspace.library))
    paths = packages.write(contents)
    if as_json:
        say_json({"files": [str(path) for path in paths], "notes": list(notes)})
        return 0
    tell_packages(paths)
    for note in notes:
        say(note)
    return 0


def _page(workspace: Workspace, journal: Journal, packages: Packages, *, dys: bool) -> tuple[Contents, tuple[str, ...]]:
    studio = Studio(journal, workspace, Random(0), classmates=())
    if not studio.creation.begun:
        raise UsageError(
            _("The group “{group}” has no creature yet.").format(group=journal.group or journal.path.stem),
            hint=_("To begin: bestio act {journal} tourner").format(journal=journal.path.stem),
        )

    def progress(number: int, of: int) -> None:
        if number % TELL_EVERY == 1:
            tell(_("Sound {n} of {of}…").format(n=number, of=of))

    with AudioOutput(workspace.library, workspace.store) as mouth:

        def said(text: str, voice: Voice) -> Speech:
            return packages.heard(mouth.render(text, voice))

        page = gather(studio, home_of(studio), said, progress)
    title = f"{page.name} – {page.group}"
    return Contents(title, [(PAGE, title)], {PAGE: markup(page, dys=dys).encode()}, page.named), page.notes
