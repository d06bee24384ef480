"""`bestio anthology`: a class's book, pages, sounds and passports, in one folder."""

from __future__ import annotations

from pathlib import Path

from bestio.classroom.class_report import EXPORTS
from bestio.cli.output import say, say_json, tell
from bestio.cli.package import tell_packages
from bestio.cli.reading import is_easy
from bestio.cli.speaking import AudioOutput
from bestio.cli.workspace import open_workspace
from bestio.export.anthology.write import DYS, Written, write_anthology, write_packages
from bestio.export.package import Packages
from bestio.i18n import _, ngettext
from bestio.studio.workspace import Workspace


def anthology(
    name: str,
    *,
    dys: bool | None,
    out: Path | None,
    scorm: Path | None,
    plain: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    """Write the anthology of the class that `name` means, into a folder, or only into packages where some are named.

    `dys` as in `is_easy`.
    """
    workspace = open_workspace(home)
    store, easy = workspace.store, is_easy(dys, workspace.library)
    class_id = store.class_named(name)
    if class_id not in store.classes():
        workspace.classroom.table(class_id)  # tells that there is none
    packages = Packages(scorm, plain)
    folder = out
    if out is None and not packages:
        folder = _free(workspace.library.workspace / EXPORTS / class_id, DYS if easy else "")
    written, files = _write(folder, workspace, class_id, packages, dys=easy)
    if as_json:
        told = {"creatures": written.creatures, "notes": list(written.notes), "files": [str(path) for path in files]}
        say_json({"folder": None if folder is None else str(folder)} | told)
        return 0
    if folder is not None:
        told_as = ngettext(
            "{n} creature is in the anthology {folder}: open index.html.",
            "{n} creatures are in the anthology {folder}: open index.html.",
            written.creatures,
        )
        say(told_as.format(n=written.creatures, folder=folder))
    tell_packages(files)
    for note in written.notes:
        say(note)
    return 0


def _write(
    folder: Path | None, workspace: Workspace, class_id: str, packages: Packages, *, dys: bool
) -> tuple[Written, list[Path]]:
    def progress(number: int, of: int, group: str) -> None:
        tell(_("{group} ({n} of {of})…").format(group=group, n=number, of=of))

    with AudioOutput(workspace.library, workspace.store) as mouth:
        if folder is not None and not packages:
            return write_anthology(folder, workspace, class_id, mouth.render, progress, dys=dys), []
        return write_packages(packages, workspace, class_id, mouth.render, progress, folder=folder, dys=dys)


def _free(folder: Path, ending: str) -> Path:
    name = _("anthology")
    names = [f"{name}{ending}", *(f"{name}-{number}{ending}" for number in range(2, 1000))]
    return folder / next((one for one in names if not (folder / one).exists()), name)
