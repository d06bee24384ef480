"""Reads lexicon files; one bad entry costs one entry, and its problem names the line and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bestio.enough import AtMost, Enough
from bestio.errors import Problem, Report, Where
from bestio.i18n import _
from bestio.library import Library
from bestio.persona.portrait import Strip, read_strips
from bestio.persona.references import loose_references
from bestio.persona.salvage import parse_what_can_be
from bestio.persona.slots import SLOTS, STRIPS
from bestio.persona.trait import Adjective, Lexicon, Noun, Slot, Text, Trait
from bestio.persona.trait_checks import check_id, faults, raw_faults, slips
from bestio.yaml_messages import as_text, as_written, unknown_key
from bestio.yamlio import Document, YamlError, convert, read_text

__all__ = [
    "Adjective",
    "Lexicon",
    "Noun",
    "Slot",
    "Text",
    "Trait",
    "check_trait",
    "load_lexicons",
    "open_lexicon",
    "read_document",
    "read_lexicon",
]

FORMAT = "lexicon/1"
_TOP = ("bestio", "id", "title", "language", "slots", "sources", "portraits")
_SLOT = ("title", "strip", "traits")


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
    reader = _Reader(document, report)
    data = document.data
    if not isinstance(data, dict):
        reader.tell(_("This is not a lexicon."), _("Begin with: bestio: lexicon/1"))
        return None
    if data.get("bestio") != FORMAT:
        reader.tell(
            _("“{found}” is not the format of a lexicon.").format(found=as_written(data.get("bestio"))),
            _("Begin with: bestio: lexicon/1"),
            "bestio",
        )
        return None
    reader.known(_TOP)
    lexicon_id = reader.identifier(expected_id)
    title = reader.text("title", default=lexicon_id)
    language = reader.text("language", default="fr")
    lexicon = Lexicon(lexicon_id, title, language, reader.slots(), reader.sources(), reader.strips())
    if not (lexicon.slots or lexicon.sources or lexicon.portraits):
        reader.tell(_("The lexicon is empty."), _("Write at least one slot with a trait, or a text."))
        return None
    return lexicon


def load_lexicons(library: Library, report: Report) -> dict[str, Lexicon]:
    """Every lexicon of the library by id, in the order of their file names; a broken one is reported and left out.

    A strip or a source that a trait names and that none of them has is reported as a warning.
    """
    found: dict[str, Lexicon] = {}
    documents: dict[str, Document] = {}
    for path in library.files("lexicons", report).values():
        document, lexicon = open_lexicon(path, report)
        if document is None or lexicon is None:
            continue
        if lexicon.id in found:
            report(
                Problem(
                    Where.of(path),
                    _("Another lexicon is already called “{id}”.").format(id=lexicon.id),
                    _("Change its id and the name of its file."),
                )
            )
            continue
        found[lexicon.id] = lexicon
        documents[lexicon.id] = document
    for loose in loose_references(found):
        where = documents[loose.lexicon].where("slots", loose.slot, "traits", loose.trait, *loose.keys)
        report(Problem(where, loose.message, loose.hint, "warning"))
    return found


def check_trait(document: Document, keys: tuple[str, ...], slot: str, report: Report) -> Trait | None:
    """The trait that `keys` lead to, if it can be used in `slot`; else everything wrong with it is reported."""
    raw: Any = document.data
    for key in keys:
        raw = raw[key]
    wrong = list(raw_faults(raw))
    trait = None if wrong else convert(document, keys, Trait, report)
    if trait is not None:
        wrong = list(faults(slot, trait))
    for field, message, hint in wrong:
        report(Problem(document.where(*keys, *field.split(".")), message, hint))
    if trait is None or wrong:
        return None
    for field, message, hint in slips(slot, trait):
        report(Problem(document.where(*keys, field), message, hint, "warning"))
    return trait


class _Reader:
    """One reading of one document."""

    def __init__(self, document: Document, report: Report) -> None:
        self.document = document
        self.report = report

    def tell(self, message: str, hint: str, *keys: str) -> None:
        """Report a problem at the value of `keys`."""
        self.report(Problem(self.document.where(*keys), message, hint))

    def known(self, names: tuple[str, ...], *keys: str) -> None:
        """Report the keys under `keys` that are not among `names`."""
        for name in self._value(*keys):
            if name not in names:
                self.tell(*unknown_key(name, names), *keys, str(name))

    def _value(self, *keys: str) -> Any:
        value: Any = self.document.data
        for key in keys:
            value = value[key]
        return value

    def identifier(self, expected: str | None) -> str:
        """The lexicon's id: as written, else the name of its file."""
        written = self.document.data.get("id", expected)
        remedy = check_id(written)
        if remedy is not None:
            self.tell(_("“{id}” cannot be an identifier.").format(id=as_written(written)), remedy, "id")
            return expected or "lexique"
        return str(written)

    def text(self, name: str, *, default: str) -> str:
        """The text under `name`; `default` where it is missing."""
        value = self.document.data.get(name, default)
        if not isinstance(value, str):
            hint = as_text(value) if isinstance(value, list | dict) else _("Put the text between quotation marks.")
            self.tell(_("“{field}” should be {expected}.").format(field=name, expected=_("a text")), hint, name)
            return default
        return value

    def _entries(self, *keys: str) -> Mapping[Any, Any]:
        """The mapping under `keys`; empty, and told, where it is something else."""
        parent = self._value(*keys[:-1])
        value = parent.get(keys[-1]) if isinstance(parent, dict) else None
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.tell(
                _("“{field}” should be {expected}.").format(field=keys[-1], expected=_("keys and values")),
                _("Indent its entries under it, each with a name and a colon."),
                *keys,
            )
            return {}
        return value

    def slots(self) -> dict[str, Slot]:
        """The slots in the order of the wheels; an unknown one is told and left out."""
        written = self._entries("slots")
        for name in written:
            if name not in SLOTS:
                self.tell(
                    _("“{slot}” is not a slot.").format(slot=as_written(name)),
                    _suggestion(str(name), tuple(SLOTS), _("The slots are: {names}.")),
                    "slots",
                    str(name),
                )
        found: dict[str, Slot] = {}
        with suppress(Enough):
            for name in SLOTS:
                if name in written:
                    found[name] = self._slot(name)
        return {name: slot for name, slot in found.items() if slot.traits}

    def _slot(self, name: str) -> Slot:
        fields = self._entries("slots", name)
        if fields:
            self.known(_SLOT, "slots", name)
        strip = fields.get("strip")
        if strip is not None and strip != STRIPS.get(name):
            self.tell(
                _("The slot “{slot}” cannot have the strip “{strip}”.").format(slot=name, strip=as_written(strip)),
                _("Write “strip: {strip}”.").format(strip=STRIPS[name]) if name in STRIPS else _("Remove this line."),
                "slots",
                name,
                "strip",
            )
        traits: dict[str, Trait] = {}
        with suppress(Enough):
            for trait_id in self._entries("slots", name, "traits") if fields else ():
                trait = self._trait(name, trait_id)
                if trait is not None:
                    traits[trait_id] = trait
        title = fields.get("title", name)
        if not isinstance(title, str):
            self.tell(
                _("“{field}” should be {expected}.").format(field="title", expected=_("a text")),
                _("Write a few words after “title:”."),
                "slots",
                name,
                "title",
            )
            title = name
        return Slot(title or name, STRIPS.get(name), traits)

    def _trait(self, slot: str, trait_id: Any) -> Trait | None:
        keys = ("slots", slot, "traits", trait_id)
        remedy = check_id(trait_id)
        if remedy is not None:
            self.tell(_("“{id}” cannot be an identifier.").format(id=as_written(trait_id)), remedy, *keys)
            return None
        return check_trait(self.document, keys, slot, self.report)

    def sources(self) -> dict[str, Text]:
        """The texts that are sound."""
        found: dict[str, Text] = {}
        with suppress(Enough):
            self._add_sources(found)
        return found

    def strips(self) -> dict[str, Strip]:
        """The pictures that are sound; none where there is too much to tell of them."""
        with suppress(Enough):
            return read_strips(self.document, self.report)
        return {}

    def _add_sources(self, found: dict[str, Text]) -> None:
        for source_id in self._entries("sources"):
            keys = ("sources", source_id)
            remedy = check_id(source_id)
            if remedy is not None:
                self.tell(_("“{id}” cannot be an identifier.").format(id=as_written(source_id)), remedy, *keys)
                continue
            text = convert(self.document, keys, Text, self.report)
            if text is None:
                continue
            if not text.text.strip():
                self.tell(_("The text “{id}” is empty.").format(id=source_id), _("Write it under “text: |”."), *keys)
                continue
            found[source_id] = text


def _suggestion(name: str, names: tuple[str, ...], otherwise: str) -> str:
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if near:
        return _("Did you mean “{name}”?").format(name=near[0])
    return otherwise.format(names=", ".join(names))
