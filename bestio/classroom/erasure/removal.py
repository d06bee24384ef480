"""Erasing files and folders: what the disk refuses is noted, and told once the rest has gone."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Callable
from pathlib import Path

from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.journal.file_journals import LAST_DAY
from bestio.storage import disk

_ATTEMPTS = 5
_GOING = ".efface"


class Left:
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


def erase(path: Path) -> None:
    """Erase one file, where it is there. Raises OSError."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        path.chmod(0o600)  # some systems keep a file that is marked read-only
        path.unlink(missing_ok=True)


def erase_folder(folder: Path) -> None:
    """Erase a folder with everything in it, also while another window still writes there. Raises OSError.

    That a class has ended goes last: where this is interrupted, it is known that the class is to go.
    """
    for _attempt in range(_ATTEMPTS):
        with contextlib.suppress(FileNotFoundError):
            try:
                shutil.rmtree(_emptied(folder) if disk.is_there(folder / LAST_DAY) else folder)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
        if not disk.is_there(folder):
            return
    shutil.rmtree(folder)


def erase_going(root: Path) -> None:
    """Erase the folders of classes in `root` that were about to go when that was interrupted. Raises OSError."""
    for folder in root.glob(f".*{_GOING}"):
        shutil.rmtree(folder)


def _emptied(folder: Path) -> Path:
    """The folder of a class, in which nothing is left but that it has ended, under a name that no class has."""
    for path in sorted(folder.iterdir()):
        if path.name != LAST_DAY:
            shutil.rmtree(path) if disk.is_folder(path) else erase(path)
    return folder.rename(folder.with_name(f".{folder.name}{_GOING}"))
