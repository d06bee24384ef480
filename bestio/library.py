"""Which voices, lexicons and workshops there are: those that ship, and the workspace's own laid over them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from bestio.errors import BestioError, Problem, Report, UsageError, Where, reason_of
from bestio.i18n import _
from bestio.regular_file import what_stands_at

Kind = Literal["voices", "lexicons", "workshops"]
KINDS: tuple[Kind, ...] = ("voices", "lexicons", "workshops")
WORKSPACE_NAME = "Bestio"
CACHE = ".cache"
STORE = "BESTIO_STORE"
"""What the address of the server that keeps the journals is called in the environment."""
SCOPE = "BESTIO_STORE_CLASS"
"""What the class that alone is seen there is called in the environment."""
SERVERS = ("postgresql://", "postgres://")
BANKS = "banques"
"""The folder of a workspace in which the recorded voices of its classes are."""
RESCUE_NAME = "Bestio-secours"
"""The folder, in the user's own, for what could not be saved where it should, and for reports."""


def _unheard(_problem: Problem) -> None:
    """Where nobody asks what is wrong."""


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder, or leads to one, that we may know of."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


@dataclass(frozen=True)
class Library:
    """Two layers of folders: `bundled` comes with the program, `workspace` is the school's own and wins.

    `rescue` is where what could not be saved in the workspace goes, if anywhere. `store` is the address of the server
    that keeps the journals, "" where the workspace does; `scope`, the class that alone that server shows, "" for all.
    """

    bundled: Path
    workspace: Path
    rescue: Path | None = None
    store: str = ""
    scope: str = ""

    @property
    def store_shown(self) -> str:
        """That address as people may see it: without the password."""
        parts = urlsplit(self.store)
        machine = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{machine}{parts.path}" if self.store else ""

    def files(self, kind: Kind, report: Report = _unheard) -> dict[str, Path]:
        """The YAML files of `kind` by stem, sorted: the workspace's file hides the bundled one of the same name.

        A folder that cannot be opened is reported, and left out.
        """
        found: dict[str, Path] = {}
        for layer in (self.bundled, self.workspace):
            folder = layer / kind
            try:
                if folder.is_dir():
                    found.update({path.stem: path for path in sorted(folder.iterdir()) if _is_yaml(path, report)})
            except OSError as error:
                report(
                    Problem(
                        Where.of(folder),
                        _("The folder cannot be opened ({reason}).").format(reason=reason_of(error)),
                        _("What comes with the program is used without it. Check that you may read this folder."),
                    )
                )
        return dict(sorted(found.items()))

    def own(self, kind: Kind) -> Path:
        """The folder of the workspace for `kind`, which may not exist yet."""
        return self.workspace / kind

    @property
    def cache(self) -> Path:
        """Where what can be made again is kept; it may be deleted at any time."""
        return self.workspace / CACHE


def _is_yaml(path: Path, report: Report) -> bool:
    if path.suffix.lower() not in {".yaml", ".yml"} or path.name.startswith("."):
        return False
    if found := what_stands_at(path):
        report(Problem(Where.of(path), _("The file cannot be opened ({reason}).").format(reason=found)))
        return False
    return path.is_file()


def find_bundled(package: Path = Path(__file__).parent) -> Path:
    """The folder that holds the bundled `voices/ lexicons/ workshops/`: inside the wheel, or the checkout's root.

    Raises BestioError where neither is there (a broken installation).
    """
    for root in (package / "_data", package.parent):
        if all((root / kind).is_dir() for kind in KINDS):
            return root
    raise BestioError(
        _("The voices and lexicons that come with the program are missing."), hint=_("Install the program again.")
    )


def choose_workspace(home: Path | None, environ: Mapping[str, str]) -> Path:
    """The workspace: `home` where given, else `BESTIO_HOME`, else `Bestio` in the user's documents folder."""
    asked = home if home is not None else environ.get("BESTIO_HOME", "").strip()
    if asked:
        return _as_folder(Path(asked))
    import platformdirs  # noqa: PLC0415 (only where it is needed: it costs time at start)

    return Path(platformdirs.user_documents_dir()) / WORKSPACE_NAME


def _as_folder(asked: Path) -> Path:
    """The folder that somebody named, which may not be there yet. Raises UsageError where it cannot be one."""
    try:
        folder = asked.expanduser().absolute()
    except RuntimeError:  # ~ of a user that there is not
        raise UsageError(
            _("The workspace “{path}” is in the folder of a user that this machine does not know.").format(path=asked),
            hint=_("Write the whole path, without “~”."),
        ) from None
    there = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), None)
    if there is not None and not is_folder(there):
        raise UsageError(
            _("The workspace cannot be in “{path}”: that is no folder.").format(path=there),
            hint=_("Name a folder, with --home or in BESTIO_HOME."),
        )
    return folder


def open_library(home: Path | None, environ: Mapping[str, str]) -> Library:
    """The library of this installation with the workspace that `home` or the environment names.

    Raises UsageError where what it names cannot be one, or the store of the journals is at no address that is known.
    """
    workspace, store = choose_workspace(home, environ), choose_store(environ)
    return Library(find_bundled(), workspace, rescue_folder(), store, environ.get(SCOPE, "").strip())


def choose_store(environ: Mapping[str, str]) -> str:
    """The address of the server that keeps the journals, `BESTIO_STORE`; "" for none. Raises UsageError."""
    address = environ.get(STORE, "").strip()
    if address and not address.startswith(SERVERS):
        raise UsageError(
            _("There is no store at “{address}”.").format(address=address.partition(":")[0][:40]),
            hint=_("Write it so: postgresql://user@machine/database"),
        )
    return address


def rescue_folder() -> Path:
    """Where what could not be saved goes. A user without a folder of their own has it among the temporary files."""
    try:
        return Path.home() / RESCUE_NAME
    except RuntimeError:
        import tempfile  # noqa: PLC0415 (hardly ever needed)

        return Path(tempfile.gettempdir()) / RESCUE_NAME
