"""`bestio check`: what is wrong in files, and what they say otherwise than their author seems to mean.

It ends with 1 where something is wrong. What is only to be looked at (a warning) is shown and counted apart, and
changes nothing of that: the program works with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bestio.cli.checker import Checker
from bestio.cli.misnamed import misnamed, strays
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.documents.yamlio import kind_of
from bestio.errors import Problem, Report, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.library import BANKS, KINDS, Library, open_library
from bestio.persona.lexicon import read_lexicon
from bestio.persona.own import preview as forms_of
from bestio.regular_file import what_stands_at

MOST_FILES = 10_000
MOST_NAMES = 200_000
"""Names of files and folders that a check looks at."""
DEEPEST = 20
"""Folders inside each other that a check goes down into."""


def check(paths: list[Path], *, preview: bool, as_json: bool, home: Path | None) -> int:
    """Check files and folders, else everything in use. 1 where something is wrong, 0 where there are only warnings."""
    library = open_library(home, os.environ)
    problems: list[Problem] = []
    files = list(_files(paths, library, problems.append))[:MOST_FILES]
    checker = Checker(library)
    for path in files:
        problems += checker.file(path)
    problems += checker.references()
    if as_json:
        say_json(
            [
                {"file": p.where.path, "line": p.where.line, "message": p.message, "hint": p.hint, "level": p.level}
                for p in problems
            ]
        )
    else:
        for problem in problems:
            say(_told(problem))
        if preview:
            for path in files:
                _preview(path)
        tell(_summary(len(files), problems))
    return PROBLEMS if any(problem.level == "error" for problem in problems) else 0


def _told(problem: Problem) -> str:
    if problem.level == "error":
        return str(problem)
    message = f"{problem.message} {problem.hint}".strip()
    return f"{problem.where}: " + _("To look at: {message}").format(message=message)


def _summary(files: int, problems: list[Problem]) -> str:
    checked = ngettext("{n} file checked", "{n} files checked", files).format(n=files)
    wrong = sum(problem.level == "error" for problem in problems)
    odd = len(problems) - wrong
    found = []
    if wrong:
        found.append(ngettext("{n} problem", "{n} problems", wrong).format(n=wrong))
    if odd:
        found.append(ngettext("{n} thing to look at", "{n} things to look at", odd).format(n=odd))
    if not found:
        return _("{checked}: all is well.").format(checked=checked)
    return _("{checked}: {found}.").format(checked=checked, found=", ".join(found))


def _files(paths: list[Path], library: Library, report: Report) -> Iterable[Path]:
    if not paths:
        for kind in KINDS:
            yield from library.files(kind, report).values()
        shipped = set(library.files("workshops").values())
        for kind in KINDS:
            below = _below(library.own(kind), report)
            yield from (path for path in _yaml(below) if kind == "workshops" and path not in shipped)
        yield from sorted((library.workspace / BANKS).glob("*/*.yaml"))
        return
    for path in paths:
        if path.is_dir():
            yield from _yaml(_below(path, report))
        elif found := what_stands_at(path):
            report(Problem(Where.of(path), _("The file cannot be opened ({reason}).").format(reason=found)))
        elif path.is_file():
            if (problem := misnamed(path)) is not None:
                report(problem)
            yield path
        else:
            report(Problem(Where.of(path), _("There is no such file."), _("Check its name.")))


def _yaml(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.name.lower().endswith((".yaml", ".yml")) and path.is_file()]


def _below(folder: Path, report: Report) -> list[Path]:
    """What lies in `folder` and in the folders below it, in order; what is not looked into, or not read, is told."""
    found: list[Path] = []
    yaml = 0

    def refused(error: OSError) -> None:
        reason = _("The folder cannot be opened ({reason}).").format(reason=reason_of(error))
        report(Problem(Where.of(Path(error.filename or folder)), reason, level="warning"))

    for root, folders, names in os.walk(folder, onerror=refused if folder.exists() else None):
        here = Path(root)
        folders.sort()
        if folders and len(here.parts) - len(folder.parts) >= DEEPEST:
            message = _("What is in folders inside more than {n} others is not checked.").format(n=DEEPEST)
            report(Problem(Where.of(here), message, level="warning"))
            folders.clear()
        found += [here / name for name in sorted(names)]
        yaml += sum(name.lower().endswith((".yaml", ".yml")) for name in names)
        if len(found) + len(folders) > MOST_NAMES or yaml > MOST_FILES:
            message = _("There are too many files here: the first {n} are checked.").format(n=min(yaml, MOST_FILES))
            report(Problem(Where.of(folder), message, _("Name a smaller folder."), level="warning"))
            break
    strays(found, report)
    return found


def _preview(path: Path) -> None:
    if kind_of(path) != "lexicon":
        return
    lexicon = read_lexicon(path, lambda _problem: None)
    if lexicon is None:
        return
    say(f"{lexicon.title} ({path})")
    for slot in lexicon.slots.values():
        say(f"  {slot.title}")
        for trait_id, trait in slot.traits.items():
            forms = " · ".join(form.text for form in forms_of(trait))
            say(f"    {trait_id:<24} {forms}")
