"""`bestio where` and `bestio check`: the folders in use, and what is wrong in the files they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bestio import yamlio
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.errors import BestioError, Problem, Report, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.library import KINDS, Library, open_library
from bestio.persona.lexicon import read_lexicon
from bestio.persona.own import preview as forms_of
from bestio.regular_file import read_regular, what_stands_at
from bestio.speech.bends import read_bend
from bestio.speech.voice import read_voice

MOST_FILES = 10_000
MOST_NAMES = 200_000
"""Names of files and folders that a check looks at."""
DEEPEST = 20
"""Folders inside each other that a check goes down into."""
_COMMA = re.compile(r":\s*-?\d+,\d+\s*(?:[,}\]#]|$)")


def where(*, as_json: bool, home: Path | None) -> int:
    """Print every folder in use."""
    library = open_library(home, os.environ)
    folders: dict[str, Path] = {
        "bundled": library.bundled,
        "workspace": library.workspace,
        "voices": library.own("voices"),
        "lexicons": library.own("lexicons"),
        "workshops": library.own("workshops"),
        "cache": library.cache,
    }
    if as_json:
        say_json({name: str(path) for name, path in folders.items()})
        return 0
    names = {
        "bundled": _("What comes with the program"),
        "workspace": _("The workspace"),
        "voices": _("Your voices"),
        "lexicons": _("Your lexicons"),
        "workshops": _("Your workshops and creations"),
        "cache": _("What can be made again"),
    }
    for name, path in folders.items():
        missing = "" if path.exists() else "  (" + _("not there yet") + ")"
        say(f"{names[name]:<32} {path}{missing}")
    return 0


def check(paths: list[Path], *, preview: bool, as_json: bool, home: Path | None) -> int:
    """Check files and folders, else everything in use. 1 where something is wrong."""
    problems: list[Problem] = []
    files = list(_files(paths, open_library(home, os.environ), problems.append))
    for path in files:
        check_file(path, problems.append)
    if as_json:
        say_json(
            [
                {"file": p.where.path, "line": p.where.line, "message": p.message, "hint": p.hint, "level": p.level}
                for p in problems
            ]
        )
    else:
        for problem in problems:
            say(str(problem))
        if preview:
            for path in files:
                _preview(path)
        tell(_summary(len(files), problems))
    return PROBLEMS if any(problem.level == "error" for problem in problems) else 0


def _summary(files: int, problems: list[Problem]) -> str:
    checked = ngettext("{n} file checked", "{n} files checked", files).format(n=files)
    if not problems:
        return _("{checked}: all is well.").format(checked=checked)
    found = ngettext("{n} problem", "{n} problems", len(problems)).format(n=len(problems))
    return _("{checked}: {found}.").format(checked=checked, found=found)


def _files(paths: list[Path], library: Library, report: Report) -> Iterable[Path]:
    if not paths:
        for kind in KINDS:
            yield from library.files(kind, report).values()
        yield from _yaml_below(library.own("workshops"), set(library.files("workshops").values()), report)
        return
    for path in paths:
        if path.is_dir():
            yield from _yaml_below(path, set(), report)
        elif found := what_stands_at(path):
            report(Problem(Where.of(path), _("The file cannot be opened ({reason}).").format(reason=found)))
        elif path.is_file():
            yield path
        else:
            report(Problem(Where.of(path), _("There is no such file."), _("Check its name.")))


def _yaml_below(folder: Path, skip: set[Path], report: Report) -> list[Path]:
    """The YAML files in `folder` and in the folders below it, in order; what is not looked into is told."""
    found: list[Path] = []
    seen = 0

    def refused(error: OSError) -> None:
        reason = _("The folder cannot be opened ({reason}).").format(reason=reason_of(error))
        report(Problem(Where.of(Path(error.filename or folder)), reason, level="warning"))

    for root, folders, names in os.walk(folder, onerror=refused):
        here = Path(root)
        folders.sort()
        seen += len(names) + len(folders)
        if folders and len(here.parts) - len(folder.parts) >= DEEPEST:
            message = _("What is in folders inside more than {n} others is not checked.").format(n=DEEPEST)
            report(Problem(Where.of(here), message, level="warning"))
            folders.clear()
        paths = [here / name for name in sorted(names) if name.lower().endswith((".yaml", ".yml"))]
        found += [path for path in paths if path.is_file() and path not in skip]
        if seen > MOST_NAMES or len(found) > MOST_FILES:
            message = _("There are too many files here: the first {n} are checked.").format(
                n=min(len(found), MOST_FILES)
            )
            report(Problem(Where.of(folder), message, _("Name a smaller folder."), level="warning"))
            break
    return found[:MOST_FILES]


def kind_of(path: Path) -> str:
    """What a file says it is by its first `bestio:` key: lexicon, voice, sequence, journal, guard; "" where nothing.

    Read from the beginning of the file alone, so that a broken file is still told by what is wrong in it.
    """
    try:
        head = read_regular(path, 4096).decode("utf-8", "replace")
    except OSError:
        return ""
    for line in head.lstrip("\ufeff").replace("--- {", "").splitlines():
        key, colon, value = line.partition(":")
        if key.strip() == "bestio" and colon:
            return value.strip().strip("'\"").partition("/")[0]
    return ""


def check_file(path: Path, report: Report) -> None:
    """Report everything wrong in one file."""
    checker = _CHECKERS.get(kind_of(path))
    if checker is not None:
        checker(path, _comma_told(report))
        return
    try:
        document = yamlio.read(path)
    except BestioError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return
    said = document.data.get("bestio") if isinstance(document.data, dict) else None
    if document.data is None:
        message = _("The file is empty.")
    elif said is not None:
        message = _("“{kind}” is no kind of file that Bestio knows.").format(kind=str(said)[:40])
    else:
        message = _("The file does not say what it is.")
    kinds = ", ".join(f"bestio: {kind}/1" for kind in _CHECKERS)
    report(Problem(Where.of(path, 1), message, _("Its first line must be one of: {names}.").format(names=kinds)))


def _comma_told(report: Report) -> Report:
    """Tells with each problem on a line that holds a number written with a comma that numbers take a point here."""

    def told(problem: Problem) -> None:
        line = _line(problem.where)
        if _COMMA.search(line):
            hint = f"{problem.hint} " + _("In a number, write a point and no comma: 0.35")
            problem = replace(problem, hint=hint.strip())
        report(problem)

    return told


def _line(where: Where) -> str:
    try:
        lines = read_regular(Path(where.path), yamlio.MAX_BYTES).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return lines[where.line - 1] if where.line and where.line <= len(lines) else ""


def _lexicon(path: Path, report: Report) -> None:
    lexicon = read_lexicon(path, report)
    if lexicon is None:
        return
    try:
        document = yamlio.read(path)
    except BestioError:
        return  # told already, entry by entry
    for slot_id, slot in lexicon.slots.items():
        for trait_id, trait in slot.traits.items():
            keys = ("slots", slot_id, "traits", trait_id, "voice")
            read_bend(trait.voice, report, lambda *more, keys=keys: document.where(*keys, *more))


def _voice(path: Path, report: Report) -> None:
    read_voice(path, report)


def _sequence(path: Path, report: Report) -> None:
    from bestio.workshop.plan import read_sequence  # noqa: PLC0415

    read_sequence(path, report)


def _journal(path: Path, report: Report) -> None:
    from bestio.workshop.journal import look  # noqa: PLC0415

    try:
        journal = look(path, clock=lambda: 0.0)
    except BestioError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return
    for problem in journal.problems:
        report(problem)


def _guard(path: Path, report: Report) -> None:
    from bestio.phrases.guard import read_guard  # noqa: PLC0415

    read_guard(path, report)


_CHECKERS: Mapping[str, Callable[[Path, Report], Any]] = {
    "lexicon": _lexicon,
    "voice": _voice,
    "sequence": _sequence,
    "journal": _journal,
    "guard": _guard,
}


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
