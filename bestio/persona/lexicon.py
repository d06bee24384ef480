"""Reads lexicon files; one bad entry costs one entry, and its problem names the line and the remedy."""

from __future__ import annotations

import difflib
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from bestio.documents import reader
from bestio.documents.enough import AtMost, Enough
from bestio.documents.messages import YamlError, as_written
from bestio.documents.reader import At, Entries, Fits, Format, Group, Header, Read
from bestio.documents.yamlio import Document, read_text
from bestio.errors import Problem, Report, Where
from bestio.i18n import N_, _
from bestio.persona.portrait_reader import PORTRAITS
from bestio.persona.recovery import parse_what_can_be
from bestio.persona.slots import SLOTS, STRIPS
from bestio.persona.trait import Adjective, Lexicon, Noun, Slot, Text, Trait
from bestio.persona.trait_checks import check_id, faults, raw_faults, slips

__all__ = [
    "Adjective",
    "Lexicon",
    "Noun",
    "Slot",
    "Text",
    "Trait",
    "check_trait",
    "open_lexicon",
    "read_document",
    "read_lexicon",
]

_BEGIN = N_("Begin with: bestio: lexicon/1")


def read_lexicon(path: Path, report: Report) -> Lexicon | None:
    """The lexicon of `path`; None only where nothing of it is usable. Everything wrong goes to `report`."""
    return open_lexicon(path, report)[1]


def open_lexicon(path: Path, report: Report) -> tuple[Document | None, Lexicon | None]:
    """The document of `path`, which knows each entry's line, and its lexicon; None where nothing is usable."""
    report = AtMost(report)
    document = lexicon = None
    with suppress(Enough):
        document = _open(path, report)
        if document is not None:
            lexicon = read_document(document, report, expected_id=path.stem)
    return document, lexicon


def _open(path: Path, report: Report) -> Document | None:
    try:
        return parse_what_can_be(read_text(path), str(path), report)
    except YamlError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return None


def read_document(document: Document, report: Report, *, expected_id: str | None = None) -> Lexicon | None:
    """The lexicon that a parsed document holds; None where it holds none. `expected_id` is what its file is called."""
    at = At.top(document, report)
    found = FILE.take(document.data, at)
    if found is None:
        return None
    lexicon_id = _identifier(document.data.get("id", expected_id), at, expected_id)
    lexicon = Lexicon(lexicon_id, **{"title": lexicon_id, **found})
    if not (lexicon.slots or lexicon.sources or lexicon.portraits):
        at.tell(_("The lexicon is empty."), _("Write at least one slot with a trait, or a text."))
        return None
    return lexicon


def _identifier(written: Any, at: At, expected: str | None) -> str:
    """The lexicon's id: as written, else the name of its file."""
    if (told := _refused(written)) is None:
        return str(written)
    at.tell(*told, "id")
    return expected or "lexique"


def _refused(written: object) -> tuple[str, str] | None:
    """What is wrong with an identifier, and what to write instead."""
    remedy = check_id(written)
    return None if remedy is None else (_("“{id}” cannot be an identifier.").format(id=as_written(written)), remedy)


def check_trait(raw: Any, at: At, slot: str) -> Trait | None:
    """The trait that plain values tell of, if it can be used in `slot`; else everything wrong with it is told."""
    wrong = list(raw_faults(raw))
    trait = None if wrong else Fits(Trait).read(raw, at)
    if trait is not None:
        wrong = list(faults(slot, trait))
    for field, message, hint in wrong:
        at.tell(message, hint, *field.split("."))
    if trait is None or wrong:
        return None
    for field, message, hint in slips(slot, trait):
        at.tell(message, hint, field, level="warning")
    return trait


def _no_entries(_value: Any, at: At) -> None:
    message = _("“{field}” should be {expected}.").format(field=at.name, expected=_("keys and values"))
    at.tell(message, _("Indent its entries under it, each with a name and a colon."))


def _strip(slot: str, written: Any, at: At) -> None:
    """A slot's strip is known; what a file says of it can only be wrong."""
    if written != STRIPS.get(slot):
        at.tell(
            _("The slot “{slot}” cannot have the strip “{strip}”.").format(slot=slot, strip=as_written(written)),
            _("Write “strip: {strip}”.").format(strip=STRIPS[slot]) if slot in STRIPS else _("Remove this line."),
        )


def _slot(slot: str) -> Group[Slot]:
    return Group(
        {
            "title": reader.Text(N_("Write a few words after “title:”.")),
            "strip": Read(partial(_strip, slot)),
            "traits": Entries(Read(lambda raw, at: check_trait(raw, at, slot)), _refused, _no_entries),
        },
        lambda title="", traits=None: Slot(title or slot, STRIPS.get(slot), traits or {}),
        wrong=_no_entries,
    )


def _no_slot(name: object, at: At) -> None:
    near = difflib.get_close_matches(str(name).lower(), SLOTS, n=1, cutoff=0.6)
    hint = _("Did you mean “{name}”?").format(name=near[0]) if near else _("The slots are: {names}.")
    at.tell(_("“{slot}” is not a slot.").format(slot=as_written(name)), hint.format(names=", ".join(SLOTS)))


def _source(written: Any, at: At) -> Text | None:
    text = Fits(Text).read(written, at)
    if text is not None and not text.text.strip():
        at.tell(_("The text “{id}” is empty.").format(id=at.name), _("Write it under “text: |”."))
        return None
    return text


def _in_order(**slots: Slot) -> dict[str, Slot]:
    """The slots in the order of the wheels, without those that have no trait."""
    return {name: slots[name] for name in SLOTS if name in slots and slots[name].traits}


FILE = Format(
    "lexicon/1",
    Group(
        {
            "bestio": Header(),
            "id": Read(lambda _id, _at: None),  # read with the name of the file
            "title": reader.Text(),
            "language": reader.Text(),
            "slots": Group({name: _slot(name) for name in SLOTS}, _in_order, wrong=_no_entries, stranger=_no_slot),
            "sources": Entries(Read(_source), _refused, _no_entries),
            "portraits": PORTRAITS,
        },
        lambda bestio, **given: given,
    ),
    N_("“{found}” is not the format of a lexicon."),
    _BEGIN,
    (N_("This is not a lexicon."), _BEGIN),
)
"""What a file of `lexicons/` holds."""
