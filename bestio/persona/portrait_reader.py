"""Reads the `portraits:` of a lexicon file; what is wrong is reported with its line, the other strips still load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec

from bestio.documents.enough import Enough
from bestio.documents.reader import At, Entries, Fits, Read
from bestio.documents.yamlio import Document
from bestio.errors import Report
from bestio.i18n import _, ngettext
from bestio.persona.portrait_colour import LETTERS, ROLES, TRANSPARENT, is_colour
from bestio.persona.portrait_strip import HEIGHTS, NECK, SECTIONS, WAIST, WIDTH, Kind, Livery, Overlay, Strip
from bestio.text.fold import fold

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
    return (None if portraits is None else PORTRAITS.read(portraits, At.top(document, report) / "portraits")) or {}


def _portraits(value: Any, at: At) -> dict[str, Strip] | None:
    if not isinstance(value, dict):
        at.tell(_("“portraits” must hold heads, bodies, limbs or liveries."))
        return None
    known = {*SECTIONS.values(), "liveries"}
    with suppress(Enough):
        for name in [name for name in value if name not in known]:
            hint = _("The parts are: {names}.").format(names=", ".join(sorted(known)))
            at.tell(_("“{name}” is not a part of a portrait.").format(name=name), hint, name)
    liveries = Entries(Read(_livery), _refused, _no_entries).read(value.get("liveries"), at / "liveries")
    found: dict[str, Strip] = {}
    for kind, section in SECTIONS.items():
        strips = Entries(Read(partial(_strip, kind, liveries)), _refused, _no_entries)
        found.update({strip.key: strip for strip in strips.read(value.get(section), at / section).values()})
    return found


PORTRAITS = Read(_portraits)
"""What the `portraits:` of a lexicon hold."""


def _refused(name: object) -> tuple[str, str] | None:
    """What is wrong with the name of a strip, and what to write instead."""
    if isinstance(name, str) and _ID.fullmatch(name):
        return None
    hint = _("Use 1 to 24 small letters without accents, figures and hyphens.")
    return _("“{id}” cannot be an identifier.").format(id=name), hint


def _no_entries(_value: Any, at: At) -> None:
    at.tell(_("“{name}” must hold entries.").format(name=at.name))


def _livery(value: Any, at: At) -> Livery | None:
    entry = Fits(_LiveryEntry).read(value, at)
    if entry is None:
        return None
    _check_colours(entry.colours, at / "colours")
    return Livery(at.name, entry.colours, _folded(entry.words)) if at.sound else None


def _strip(kind: Kind, liveries: Mapping[str, Livery], value: Any, at: At) -> Strip | None:
    entry = Fits(_Entry).read(value, at)
    if entry is None:
        return None
    rows, mouth, eyes = tuple(entry.rows.split()), entry.mouth, entry.eyes
    _check_colours(entry.colours, at / "colours")
    for role in entry.keeps:
        _check_role(role, at / "keeps")
    _check_rows(rows, kind, at / "rows")
    if kind == "head":
        _check_face(entry, at)
    elif mouth or eyes:
        at.tell(_("Only a head has a mouth and eyes."), _("Take them out."))
    parts = () if mouth is None else tuple(_overlay(mouth, name, at / "mouth") for name in _OPENINGS)
    blink = None if eyes is None else _overlay(eyes, "closed", at / "eyes")
    if not at.sound:
        return None
    openings = (parts[0], parts[1], parts[2]) if parts else None
    return Strip(at.name, kind, rows, entry.colours, openings, blink, _folded(entry.words), liveries, entry.keeps)


def _check_colours(colours: Mapping[str, str], at: At) -> None:
    for role, colour in colours.items():
        _check_role(role, at / role)
        if not is_colour(colour):
            hint = _('Write it like "#c2913f", between quotation marks.')
            at.tell(_("“{colour}” is not a colour.").format(colour=colour), hint, role)


def _check_role(role: str, at: At) -> None:
    if role not in ROLES:
        hint = _("The roles are: {names}.").format(names=", ".join(ROLES))
        at.tell(_("“{role}” is not a colour role.").format(role=role), hint)


def _check_rows(rows: tuple[str, ...], kind: Kind, at: At) -> None:
    height = HEIGHTS[kind]
    if len(rows) != height:
        told = ngettext("The drawing has {count} row.", "The drawing has {count} rows.", len(rows))
        at.tell(told.format(count=len(rows)), _("It must have {height}.").format(height=height))
        return
    for number, row in enumerate(rows):
        if len(row) != WIDTH:
            told = ngettext(
                "This row of the drawing has {count} letter.",
                "This row of the drawing has {count} letters.",
                len(row),
            )
            at.tell(told.format(count=len(row)), _("It must have {width}.").format(width=WIDTH), below=number + 1)
            return
        _check_letters(row, number, at)
    if kind != "head":
        _check_joint(rows[0], NECK if kind == "body" else WAIST, 0, at)
    if kind != "limbs":
        _check_joint(rows[-1], NECK if kind == "head" else WAIST, height - 1, at)


def _check_letters(row: str, number: int, at: At) -> None:
    unknown = sorted(set(row) - _ALLOWED)
    if unknown:
        hint = _("Use “.” where nothing is drawn, or one of: {letters}.").format(letters=" ".join(LETTERS))
        at.tell(_("The letter “{letter}” is no colour.").format(letter=unknown[0]), hint, below=number + 1)


def _check_joint(row: str, columns: range, number: int, at: At) -> None:
    if TRANSPARENT in row[columns.start : columns.stop]:
        hint = _("Letters {first} to {last} of the row must not be “.”.")
        at.tell(
            _("This row does not join the other strip."),
            hint.format(first=columns.start + 1, last=columns.stop),
            below=number + 1,
        )


def _check_face(entry: _Entry, at: At) -> None:
    for name, part in (("mouth", entry.mouth), ("eyes", entry.eyes)):
        if part is None:
            at.tell(_("The head has no “{name}”.").format(name=name), _("Give its row, its column and its drawings."))


def _overlay(part: _Mouth | _Blink, drawing: str, at: At) -> Overlay:
    rows = tuple(str(getattr(part, drawing)).split())
    for number, row in enumerate(rows):
        _check_letters(row, number, at / drawing)
    bottom, right = part.row + len(rows), part.column + max(map(len, rows), default=0)
    if not rows or part.row < 0 or part.column < 0 or bottom > HEIGHTS["head"] or right > WIDTH:
        hint = _("Rows go from 0 to {bottom}, columns from 0 to {right}.")
        at.tell(
            _("This drawing does not fit on the head."),
            hint.format(bottom=HEIGHTS["head"] - 1, right=WIDTH - 1),
            drawing,
        )
    return Overlay(part.row, part.column, rows)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word.strip()) for word in words if word.strip())


_OPENINGS = ("closed", "half", "open")
