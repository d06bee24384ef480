"""Reads the `portraits:` of a lexicon file; what is wrong is reported with its line, the other strips still load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bestio.errors import Problem, Report, Where
from bestio.i18n import _, ngettext
from bestio.persona.portrait_colour import LETTERS, ROLES, TRANSPARENT, is_colour
from bestio.persona.portrait_strip import HEIGHTS, KINDS, NECK, SECTIONS, WAIST, WIDTH, Kind, Livery, Overlay, Strip
from bestio.text.fold import fold
from bestio.yamlio import Document, convert

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_ALLOWED = frozenset(LETTERS) | {TRANSPARENT}


class _Mouth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    row: int
    column: int
    closed: str
    half: str
    open: str


class _Blink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    row: int
    column: int
    closed: str


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rows: str
    colours: dict[str, str] = {}
    mouth: _Mouth | None = None
    eyes: _Blink | None = None
    keeps: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class _LiveryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    colours: dict[str, str]
    words: tuple[str, ...] = ()


def read_strips(document: Document, report: Report) -> dict[str, Strip]:
    """The strips of a lexicon's `portraits:`, by `kind/id`; an empty dict where there are none.

    A strip that cannot be used (wrong size, unknown letter, a neck that does not join ...) is reported and left out.
    """
    portraits = document.data.get("portraits") if isinstance(document.data, dict) else None
    if portraits is None:
        return {}
    reader = _Reader(document, report)
    if not isinstance(portraits, dict):
        reader.tell(_("“portraits” must hold heads, bodies, limbs or liveries."), "", "portraits")
        return {}
    known = {*SECTIONS.values(), "liveries"}
    for name in portraits:
        if name not in known:
            reader.tell(
                _("“{name}” is not a part of a portrait.").format(name=name),
                _("The parts are: {names}.").format(names=", ".join(sorted(known))),
                "portraits",
                name,
            )
    liveries = dict(reader.liveries())
    return {strip.key: strip for kind in KINDS for strip in reader.strips(kind, liveries)}


class _Reader:
    """One reading of one document."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report
        self.sound = True

    def tell(self, message: str, hint: str, *keys: str, below: int = 0) -> None:
        """Report a problem at the value of `keys`, or at a line `below` its first."""
        where = self.document.where(*keys)
        if below and where.line is not None:
            where = Where(where.path, where.line + below)
        self.report(Problem(where, message, hint))
        self.sound = False

    def _entries(self, section: str) -> Iterator[str]:
        entries: Any = self.document.data["portraits"].get(section)
        if entries is None:
            return
        if not isinstance(entries, dict):
            self.tell(_("“{name}” must hold entries.").format(name=section), "", "portraits", section)
            return
        for entry in entries:
            if isinstance(entry, str) and _ID.fullmatch(entry):
                yield entry
            else:
                self.tell(
                    _("“{id}” cannot be an identifier.").format(id=entry),
                    _("Use 1 to 24 small letters without accents, figures and hyphens."),
                    "portraits",
                    section,
                    str(entry),
                )

    def liveries(self) -> Iterator[tuple[str, Livery]]:
        """The liveries that are sound."""
        for name in self._entries("liveries"):
            keys = ("portraits", "liveries", name)
            entry = convert(self.document, keys, _LiveryEntry, self.report)
            self.sound = entry is not None
            if entry is not None:
                self._check_colours(entry.colours, *keys, "colours")
                if self.sound:
                    yield name, Livery(name, entry.colours, _folded(entry.words))

    def strips(self, kind: Kind, liveries: Mapping[str, Livery]) -> Iterator[Strip]:
        """The strips of one kind that are sound."""
        for name in self._entries(SECTIONS[kind]):
            keys = ("portraits", SECTIONS[kind], name)
            entry = convert(self.document, keys, _Entry, self.report)
            self.sound = entry is not None
            if entry is None:
                continue
            rows = tuple(entry.rows.split())
            self._check_colours(entry.colours, *keys, "colours")
            for role in entry.keeps:
                self._check_role(role, *keys, "keeps")
            self._check_rows(rows, kind, *keys, "rows")
            if kind == "head":
                self._check_face(entry, *keys)
            elif entry.mouth or entry.eyes:
                self.tell(_("Only a head has a mouth and eyes."), _("Take them out."), *keys)
            mouth = entry.mouth
            parts = [] if mouth is None else [(n, self._overlay(mouth, n, *keys, "mouth")) for n in _OPENINGS]
            blink = None if entry.eyes is None else self._overlay(entry.eyes, "closed", *keys, "eyes")
            if self.sound:
                openings = (parts[0][1], parts[1][1], parts[2][1]) if parts else None
                yield Strip(
                    name, kind, rows, entry.colours, openings, blink, _folded(entry.words), liveries, entry.keeps
                )

    def _check_colours(self, colours: Mapping[str, str], *keys: str) -> None:
        for role, colour in colours.items():
            self._check_role(role, *keys, role)
            if not is_colour(colour):
                self.tell(
                    _("“{colour}” is not a colour.").format(colour=colour),
                    _('Write it like "#c2913f", between quotation marks.'),
                    *keys,
                    role,
                )

    def _check_role(self, role: str, *keys: str) -> None:
        if role not in ROLES:
            self.tell(
                _("“{role}” is not a colour role.").format(role=role),
                _("The roles are: {names}.").format(names=", ".join(ROLES)),
                *keys,
            )

    def _check_rows(self, rows: tuple[str, ...], kind: Kind, *keys: str) -> None:
        height = HEIGHTS[kind]
        if len(rows) != height:
            self.tell(
                ngettext("The drawing has {count} row.", "The drawing has {count} rows.", len(rows)).format(
                    count=len(rows)
                ),
                _("It must have {height}.").format(height=height),
                *keys,
            )
            return
        for number, row in enumerate(rows):
            if len(row) != WIDTH:
                self.tell(
                    ngettext(
                        "This row of the drawing has {count} letter.",
                        "This row of the drawing has {count} letters.",
                        len(row),
                    ).format(count=len(row)),
                    _("It must have {width}.").format(width=WIDTH),
                    *keys,
                    below=number + 1,
                )
                return
            self._check_letters(row, number, *keys)
        if kind != "head":
            self._check_joint(rows[0], NECK if kind == "body" else WAIST, 0, *keys)
        if kind != "limbs":
            self._check_joint(rows[-1], NECK if kind == "head" else WAIST, height - 1, *keys)

    def _check_letters(self, row: str, number: int, *keys: str) -> None:
        unknown = sorted(set(row) - _ALLOWED)
        if unknown:
            self.tell(
                _("The letter “{letter}” is no colour.").format(letter=unknown[0]),
                _("Use “.” where nothing is drawn, or one of: {letters}.").format(letters=" ".join(LETTERS)),
                *keys,
                below=number + 1,
            )

    def _check_joint(self, row: str, columns: range, number: int, *keys: str) -> None:
        if TRANSPARENT in row[columns.start : columns.stop]:
            self.tell(
                _("This row does not join the other strip."),
                _("Letters {first} to {last} of the row must not be “.”.").format(
                    first=columns.start + 1, last=columns.stop
                ),
                *keys,
                below=number + 1,
            )

    def _check_face(self, entry: _Entry, *keys: str) -> None:
        for name, part in (("mouth", entry.mouth), ("eyes", entry.eyes)):
            if part is None:
                self.tell(
                    _("The head has no “{name}”.").format(name=name),
                    _("Give its row, its column and its drawings."),
                    *keys,
                )

    def _overlay(self, part: _Mouth | _Blink, drawing: str, *keys: str) -> Overlay:
        rows = tuple(str(getattr(part, drawing)).split())
        for number, row in enumerate(rows):
            self._check_letters(row, number, *keys, drawing)
        bottom, right = part.row + len(rows), part.column + max(map(len, rows), default=0)
        if not rows or part.row < 0 or part.column < 0 or bottom > HEIGHTS["head"] or right > WIDTH:
            self.tell(
                _("This drawing does not fit on the head."),
                _("Rows go from 0 to {bottom}, columns from 0 to {right}.").format(
                    bottom=HEIGHTS["head"] - 1, right=WIDTH - 1
                ),
                *keys,
                drawing,
            )
        return Overlay(part.row, part.column, rows)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word.strip()) for word in words if word.strip())


_OPENINGS = ("closed", "half", "open")
