"""Files that were meant for Bestio and that it does not read, for their names: `voix.yaml.txt`, `lexique.json`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bestio.classroom.store import SUFFIX
from bestio.documents.yamlio import kind_of
from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.storage.disk import ASIDE

_READ = re.compile(r".+\.ya?ml", re.IGNORECASE | re.DOTALL)
_MEANT = re.compile(r"(?P<stem>.+?)\.ya?ml[.\s_-]?.{0,12}", re.IGNORECASE | re.DOTALL)
_LEFT_ALONE = (ASIDE, ".bak", ".part", ".orig", ".swp", ".tmp", "~", SUFFIX, ".html", ".md")
_TEXTS = frozenset(["", ".txt", ".text", ".json", ".yam", ".ymal", ".yalm"])  # which are opened
_KINDS = frozenset({"lexicon", "voice", "sequence", "journal", "guard", "pronunciation"})


def misnamed(path: Path) -> Problem | None:
    """What to say of a file that is not read for its name though it holds something; None where its name is right."""
    name = path.name
    if name.startswith(".") or name.lower().endswith(_LEFT_ALONE) or _READ.fullmatch(name):
        return None
    meant = _MEANT.fullmatch(name)
    if meant is None and (path.suffix.lower() not in _TEXTS or kind_of(path) not in _KINDS):
        return None
    stem = meant["stem"] if meant is not None else path.stem
    return Problem(
        Where.of(path),
        _("Bestio does not read this file: its name does not end in “.yaml”."),
        _("Name it “{name}”. (Windows hides the end of names: ask it to show the extensions.)").format(
            name=f"{stem}.yaml"
        ),
    )


def strays(found: Iterable[Path], report: Report) -> None:
    """Report which of the paths `found` in a folder are not read for their names, or hide behind another name."""
    stems: dict[tuple[Path, str], Path] = {}
    for path in found:
        if (problem := misnamed(path)) is not None:
            report(problem)
        elif _READ.fullmatch(path.name) and not path.name.startswith("."):
            twin = stems.setdefault((path.parent, path.stem), path)
            if twin != path:
                report(
                    Problem(
                        Where.of(path),
                        _("“{one}” and “{other}” have the same name but for its end: only one is read.").format(
                            one=twin.name, other=path.name
                        ),
                        _("Give one of them another name, or remove it."),
                        "warning",
                    )
                )
