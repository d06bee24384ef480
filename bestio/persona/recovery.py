"""Saves the sound entries of a lexicon whose YAML is broken: the broken entries are told and blanked, line by line.

YAML is all or nothing, but a lexicon is a list of entries: where the whole does not parse, each entry is tried
alone, and those that fail are replaced by empty lines so that all other lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from bestio.documents.enough import MOST, Enough
from bestio.documents.yamlio import Document, YamlError, parse
from bestio.errors import Problem, Report, Where
from bestio.i18n import _

# A key that opens a list of entries, by the lists a lexicon has.
_OPENS = re.compile(r"^( *)(?:traits|sources):\s*(?:#.*)?$")
_CLAUSE = re.compile(r"\bclause:( *)([^\s].*)")
_KEY = re.compile(r"^ *([^\s:#'\"]+|'[^']*'|\"[^\"]*\") *:(?:\s|$)")


@dataclass(frozen=True)
class _Entry:
    """Lines `start` to `end` (from 0, end excluded) of one entry, and its indentation."""

    start: int
    end: int
    indent: int
    id: str


def parse_what_can_be(text: str, name: str, report: Report) -> Document:
    """`text` parsed; where it is broken, parsed without the entries that are, each of which is reported.

    Raises YamlError where even that does not parse.
    """
    try:
        return parse(text, name)
    except YamlError as error:
        lines = text.split("\n")
        problems: list[Problem] = []
        for entry, problem in _broken(lines, name):
            problems.append(problem)
            lines[entry.start : entry.end] = [""] * (entry.end - entry.start)
        if not problems:
            raise
        try:
            document = parse("\n".join(lines), name)
        except YamlError:
            raise error from None
    with suppress(Enough):  # what is sound before them is used
        for problem in problems:
            report(problem)
    return document


def _broken(lines: list[str], name: str) -> list[tuple[_Entry, Problem]]:
    found: list[tuple[_Entry, Problem]] = []
    for entries in _lists(lines):
        seen: dict[str, int] = {}
        usual = entries[0].indent
        for entry in entries:
            if len(found) > MOST:  # each takes time to try: what is left is left out untried
                lines[entry.start :] = [""] * (len(lines) - entry.start)
                return found
            problem = _fault(entry, lines, usual, seen, name)
            if problem is not None:
                found.append((entry, problem))
            else:
                seen[entry.id] = entry.start + 1
    return found


def _fault(entry: _Entry, lines: list[str], usual: int, seen: dict[str, int], name: str) -> Problem | None:
    where = Where(name, entry.start + 1)
    if entry.id in seen:
        return Problem(
            where,
            _("“{id}” is written twice; the first is on line {line}.").format(id=entry.id, line=seen[entry.id]),
            _("Give this one another identifier."),
        )
    if entry.indent != usual:
        return Problem(
            where,
            _("“{id}” is not aligned with the entries around it.").format(id=entry.id),
            _("Put {count} spaces before it.").format(count=usual),
        )
    block = [
        line[entry.indent :] if line[: entry.indent].isspace() else line for line in lines[entry.start : entry.end]
    ]
    try:
        parse("\n".join(block), name)
    except YamlError:
        remedy = _unquoted(lines, entry)
        if remedy is not None:
            return Problem(Where(name, remedy[0] + 1), *remedy[1:])
        # Once more where it stands, for the lines that the message names.
        return _told("\n" * entry.start + "\n".join(block).rstrip(), name, entry)
    return None


def _told(text: str, name: str, entry: _Entry) -> Problem | None:
    try:
        parse(text, name)
    except YamlError as error:
        line = error.where.line if error.where is not None else None
        return Problem(Where(name, line or entry.start + 1), error.message, error.hint)
    return None


def _unquoted(lines: list[str], entry: _Entry) -> tuple[int, str, str] | None:
    """The quotation marks that clauses need most often: the line from 0, what is wrong, what to do."""
    for number in range(entry.start, entry.end):
        clause = _CLAUSE.search(lines[number])
        if clause is None:
            continue
        written = clause[2]
        if not clause[1]:
            return number, _("A space is missing after “clause:”."), _('Write: clause: "{craindre} l’orage".')
        if written.startswith("{") or (written.startswith("'") and written.count("'") > 2):
            return (
                number,
                _("A clause stands between double quotation marks."),
                _('Write: clause: "{craindre} l’orage".'),
            )
    return None


def _lists(lines: list[str]) -> Iterator[list[_Entry]]:
    """The entries of each list in the text."""
    number = 0
    while number < len(lines):
        opening = _OPENS.match(lines[number])
        number += 1
        if not opening:
            continue
        outer = len(opening[1])
        entries: list[_Entry] = []
        while number < len(lines):
            line = lines[number]
            if line.strip() and not line.lstrip().startswith("#") and _indent(line, outer + 99) <= outer:
                break
            starts = _KEY.match(line)
            indent = len(line) - len(line.lstrip(" "))
            if starts and (not entries or indent <= entries[0].indent):
                if entries:
                    entries[-1] = _Entry(entries[-1].start, number, entries[-1].indent, entries[-1].id)
                entries.append(_Entry(number, number + 1, indent, starts[1].strip("'\"")))
            number += 1
        if entries:
            last = entries[-1]
            entries[-1] = _Entry(last.start, number, last.indent, last.id)
            yield entries


def _indent(line: str, deep: int) -> int:
    """Spaces at the start; a line that starts with a tab belongs to the entry it stands in."""
    return deep if line.startswith("\t") else len(line) - len(line.lstrip(" "))
