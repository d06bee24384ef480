"""Which voices, lexicons and workshops there are: those that ship, and the workspace's own laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bestio.errors import BestioError, Problem, Report, Where, reason_of
from bestio.i18n import _

Kind = Literal["voices", "lexicons", "workshops"]
KINDS: tuple[Kind, ...] = ("voices", "lexicons", "workshops")
WORKSPACE_NAME = "Bestio"


def _unheard(_problem: Problem) -> None:
    """Where nobody asks what is wrong."""


@dataclass(frozen=True)
class Library:
    """Two layers of folders: `bundled` comes with the program, `workspace` is the school's own and wins."""

    bundled: Path
    workspace: Path

    def files(self, kind: Kind, report: Report = _unheard) -> dict[str, Path]:
        """The YAML files of `kind` by stem, sorted: the workspace's file hides the bundled one of the same name.

        A folder that cannot be opened is reported, and left out.
        """
        found: dict[str, Path] = {}
        for layer in (self.bundled, self.workspace):
            folder = layer / kind
            try:
                if folder.is_dir():
                    found.update({path.stem: path for path in folder.iterdir() if _is_yaml(path)})
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
        return self.workspace / ".cache"


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".") and path.is_file()


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
    if home is not None:
        return home.expanduser().absolute()
    if environ.get("BESTIO_HOME", "").strip():
        return Path(environ["BESTIO_HOME"]).expanduser().absolute()
    import platformdirs  # noqa: PLC0415 (only where it is needed: it costs time at start)

    return Path(platformdirs.user_documents_dir()) / WORKSPACE_NAME


def open_library(home: Path | None, environ: Mapping[str, str]) -> Library:
    """The library of this installation with the workspace that `home` or the environment names."""
    return Library(find_bundled(), choose_workspace(home, environ))
