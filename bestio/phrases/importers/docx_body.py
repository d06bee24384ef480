"""The walk through the body of a Word document: what of it is text, what is not shown, what only surrounds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bestio.i18n import _
from bestio.phrases.importers.flow import Flow, LeftOut
from bestio.phrases.importers.refusals import other_kind
from bestio.phrases.importers.xml_stream import Attributes, StopReading, attribute

MOST_HEADERS = 12
"""Headers and footers that are looked into."""

_OFF = frozenset({"0", "false", "off", "no"})
_INDEXES = frozenset({"TOC", "INDEX", "TOA", "BIBLIOGRAPHY"})
_INDEX_GALLERIES = frozenset({"Table of Contents", "Bibliographies"})
# Never shown on the page, or what stood there before a tracked change; `w:t` is the only text of a run that is.
_UNSEEN = frozenset(
    {
        *("w:instrText", "w:delInstrText", "w:tabs", "w:rt", "w:ffData", "w:binData", "w:sectPrChange", "w:pPrChange"),
        *("w:rPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange", "w:numPr", "w:background"),
        *("w:sdtEndPr", "m:ctrlPr"),
    }
)
_NOTES: Mapping[str, LeftOut] = {
    "w:footnoteReference": "note",
    "w:endnoteReference": "note",
    "w:commentReference": "comment",
    "w:altChunk": "part",
    "w:subDoc": "part",
}
# Where the file itself goes on in another line: the page shows a space.
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_SIGNS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "a:br": "\n"}


def is_on(attributes: Attributes) -> bool:
    """Whether a property that has no value, or the one that is given, holds."""
    return (attribute(attributes, "val") or "1").lower() not in _OFF


class _Run:
    """What hides the text of a run: its own word, else its style and its paragraph's, which undo each other."""

    __slots__ = ("own", "style_hides")

    def __init__(self) -> None:
        self.style_hides = False
        self.own: bool | None = None


@dataclass
class _Field:
    """A field: first what is to be computed, then what came of it."""

    instruction: str = ""
    suppressed: bool = True


class Body:
    """Puts the text of a part into a flow."""

    def __init__(self, flow: Flow, hidden: Mapping[str, bool], name: str) -> None:
        self.headers: set[str] = set()
        self.is_document = False
        self._flow = flow
        self._hidden = hidden
        self._name = name
        self._takes = False
        self._instruction_of: _Field | None = None
        self._properties = ""  # the properties that are being read: of a paragraph, a run or a control
        self._paragraphs: list[tuple[bool, bool]] = []  # whether each open one joins the next, and whether it hides
        self._runs: list[_Run] = []
        self._fields: list[_Field] = []
        self._suppressed = 0  # fields whose text is not shown now
        self._controls: list[LeftOut | None] = []
        self._rows: list[bool] = []  # of each open row and cell of tables, whether it is deleted
        self._alternatives: list[tuple[int, int]] = []
        self._starts: Mapping[str, Callable[[Attributes], bool | None]] = {
            "w:p": self._begin_paragraph,
            "a:p": self._begin_paragraph,
            "w:r": self._begin_run,
            "w:txbxContent": self._begin_box,
            "w:t": self._begin_text,
            "m:t": self._begin_text,
            "a:t": self._begin_text,
            "w:pPr": self._begin_properties_of("p"),
            "w:rPr": self._begin_properties_of("r"),
            "w:sdtPr": self._begin_properties_of("s"),
            "w:trPr": self._begin_properties_of("t"),
            "w:tcPr": self._begin_properties_of("t"),
            "w:tr": self._begin_row,
            "w:tc": self._begin_row,
            "w:cellDel": self._deleted,
            "m:den": self._begin_divisor,
            "w:pStyle": self._paragraph_style,
            "w:rStyle": self._run_style,
            "w:vanish": self._vanish,
            "w:framePr": self._frame,
            "w:del": self._deleted,
            "w:moveFrom": self._moved_away,
            "w:fldChar": self._field_mark,
            "w:fldSimple": self._simple_field,
            "w:instrText": self._begin_instruction,
            "w:sym": self._symbol,
            "w:sdt": self._begin_control,
            "w:showingPlcHdr": self._placeholder,
            "w:docPartGallery": self._gallery,
            "w:sdtContent": self._begin_content,
            "w:headerReference": self._header,
            "w:footerReference": self._header,
            "mc:AlternateContent": self._begin_alternatives,
            "mc:Choice": self._alternative,
            "mc:Fallback": self._alternative,
            "w:body": self._is_a_document,
            "sheet:workbook": self._is_a_sheet,
            "slides:presentation": self._are_slides,
        }
        self._ends: Mapping[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "a:p": self._end_paragraph,
            "w:r": self._end_run,
            "w:t": self._end_text,
            "m:t": self._end_text,
            "a:t": self._end_text,
            "w:pPr": self._end_properties_of("p"),
            "w:rPr": self._end_properties_of("r"),
            "w:sdtPr": self._end_properties_of("s"),
            "w:trPr": self._end_properties_of("t"),
            "w:tcPr": self._end_properties_of("t"),
            "w:tr": self._end_row,
            "w:tc": self._end_row,
            "w:instrText": self._end_instruction,
            "w:fldSimple": self._end_simple_field,
            "w:sdt": self._end_control,
            "mc:AlternateContent": self._end_alternatives,
            "w:body": self._end_body,
        }

    def start(self, name: str, attributes: Attributes) -> bool | None:
        """What begins: passed over (True) where nothing in it is seen on the page."""
        handler = self._starts.get(name)
        if handler is not None:
            return handler(attributes)
        if name in _SIGNS:
            if not self._properties:
                self._add(_SIGNS[name])
        elif name in _NOTES:
            self._flow.left_out[_NOTES[name]] += 1
        return name in _UNSEEN

    def end(self, name: str) -> None:
        """What ends."""
        handler = self._ends.get(name)
        if handler is not None:
            handler()

    def text(self, data: str) -> None:
        """Letters, where they are text; what a field is to compute is kept apart."""
        if self._instruction_of is not None:
            if len(self._instruction_of.instruction) < 100:
                self._instruction_of.instruction += data[:100]
        elif self._takes:
            self._add(_LINE_END.sub(" ", data) if "\n" in data else data)

    def _add(self, text: str) -> None:
        if self._suppressed:
            return
        if self._runs and self._is_hidden(self._runs[-1]):
            self._flow.left_out["hidden"] += bool(text.strip())
        else:
            self._flow.add(text)

    def _is_hidden(self, run: _Run) -> bool:
        if run.own is not None:
            return run.own
        return run.style_hides != (bool(self._paragraphs) and self._paragraphs[-1][1])

    # Paragraphs, runs and their properties.

    def _begin_paragraph(self, _attributes: Attributes) -> bool:
        if any(self._rows):
            self._flow.left_out["deleted"] += 1
            return True
        self._flow.begin()
        self._paragraphs.append((False, False))
        self._runs.append(_Run())  # what the run around a box says is not said of the text in it
        return False

    def _end_paragraph(self) -> None:
        self._runs.pop()
        joins, _hides = self._paragraphs.pop()
        self._flow.end(joins=joins)
        while not self._paragraphs and self._fields and self._fields[-1].suppressed and not self._is_index():
            # Instructions do not go on in another paragraph: this field was never closed, and hides nothing more.
            self._fields.pop()
            self._suppressed -= 1

    def _begin_run(self, _attributes: Attributes) -> None:
        self._runs.append(_Run())

    def _end_run(self) -> None:
        self._runs.pop()

    def _begin_box(self, _attributes: Attributes) -> bool:
        hides = bool(self._runs) and self._is_hidden(self._runs[-1])
        self._flow.left_out["hidden"] += hides
        return hides

    def _begin_text(self, _attributes: Attributes) -> None:
        self._takes = True

    def _end_text(self) -> None:
        self._takes = False

    def _begin_properties_of(self, what: str) -> Callable[[Attributes], None]:
        def begin(_attributes: Attributes) -> None:
            self._properties = self._properties or what

        return begin

    def _end_properties_of(self, what: str) -> Callable[[], None]:
        def end() -> None:
            if self._properties == what:
                self._properties = ""

        return end

    def _paragraph_style(self, attributes: Attributes) -> None:
        if self._paragraphs and self._properties == "p":
            joins, _hides = self._paragraphs[-1]
            self._paragraphs[-1] = (joins, self._hidden.get(attribute(attributes, "val") or "", False))

    def _run_style(self, attributes: Attributes) -> None:
        if self._runs and self._properties == "r":
            self._runs[-1].style_hides = self._hidden.get(attribute(attributes, "val") or "", False)

    def _vanish(self, attributes: Attributes) -> None:
        if self._properties == "r" and self._runs:
            self._runs[-1].own = is_on(attributes)
        elif self._properties == "p" and is_on(attributes):
            self._join()

    def _frame(self, attributes: Attributes) -> None:
        if attribute(attributes, "dropCap") in {"drop", "margin"}:
            self._join()

    def _join(self) -> None:
        """The mark of the paragraph is not there: the next one goes on in the same line."""
        if self._paragraphs:
            self._paragraphs[-1] = (True, self._paragraphs[-1][1])

    # Tracked changes.

    def _deleted(self, _attributes: Attributes) -> bool:
        if self._properties == "p":
            self._join()
        elif self._properties == "t" and self._rows:
            self._rows[-1] = True
        elif not self._properties and self._paragraphs:
            self._flow.left_out["deleted"] += 1
        return True

    def _moved_away(self, _attributes: Attributes) -> bool:
        if self._properties == "p":
            self._join()
        return True

    # Rows and cells of tables, fractions.

    def _begin_row(self, _attributes: Attributes) -> None:
        self._rows.append(False)

    def _end_row(self) -> None:
        self._rows.pop()

    def _begin_divisor(self, _attributes: Attributes) -> None:
        self._add("/")

    # Fields, symbols and controls.

    def _begin_instruction(self, _attributes: Attributes) -> bool:
        if not self._fields:
            return True
        self._instruction_of = self._fields[-1]
        return False

    def _end_instruction(self) -> None:
        self._instruction_of = None

    def _is_index(self) -> bool:
        words = self._fields[-1].instruction.split(maxsplit=1)
        return bool(words) and words[0].upper() in _INDEXES

    def _field_mark(self, attributes: Attributes) -> bool:
        kind = attribute(attributes, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            self._suppressed += 1
        elif kind == "separate" and self._fields and self._fields[-1].suppressed:
            if self._is_index():
                self._flow.left_out["index"] += 1
            else:
                self._fields[-1].suppressed = False
                self._suppressed -= 1
        elif kind == "end" and self._fields:
            self._suppressed -= self._fields.pop().suppressed
        return True  # what a form holds besides is not text

    def _simple_field(self, attributes: Attributes) -> bool:
        field = _Field((attribute(attributes, "instr") or "")[:100], suppressed=False)
        self._fields.append(field)
        if self._is_index():
            self._flow.left_out["index"] += 1
            self._fields.pop()
            return True
        return False

    def _end_simple_field(self) -> None:
        if self._fields:
            self._suppressed -= self._fields.pop().suppressed

    def _symbol(self, attributes: Attributes) -> None:
        try:
            code = int(attribute(attributes, "char") or "", 16)
        except ValueError:
            return
        # Symbol fonts have their own signs at F000 to F0FF, which are nothing anywhere else.
        if 0x20 <= code < 0xD800:
            self._add(chr(code))

    def _begin_control(self, _attributes: Attributes) -> None:
        self._controls.append(None)

    def _end_control(self) -> None:
        self._controls.pop()

    def _placeholder(self, attributes: Attributes) -> None:
        if self._controls and self._properties == "s" and is_on(attributes):
            self._controls[-1] = "prompt"

    def _gallery(self, attributes: Attributes) -> None:
        if self._controls and self._properties == "s" and attribute(attributes, "val") in _INDEX_GALLERIES:
            self._controls[-1] = "index"

    def _begin_content(self, _attributes: Attributes) -> bool:
        kind = self._controls[-1] if self._controls else None
        if kind is None:
            return False
        self._flow.left_out[kind] += 1
        return True

    # The same thing said in several ways, of which one is read: the first that says anything.

    def _begin_alternatives(self, _attributes: Attributes) -> None:
        self._alternatives.append((self._flow.size, sum(self._flow.left_out.values())))

    def _alternative(self, _attributes: Attributes) -> bool:
        if not self._alternatives:
            return False
        return self._alternatives[-1] != (self._flow.size, sum(self._flow.left_out.values()))

    def _end_alternatives(self) -> None:
        self._alternatives.pop()

    # What surrounds the text.

    def _header(self, attributes: Attributes) -> None:
        if len(self.headers) < MOST_HEADERS and (found := attribute(attributes, "id")):
            self.headers.add(found)

    def _is_a_document(self, _attributes: Attributes) -> None:
        self.is_document = True

    def _end_body(self) -> None:
        raise StopReading

    def _is_a_sheet(self, _attributes: Attributes) -> None:
        raise other_kind(_("a spreadsheet"), self._name)

    def _are_slides(self, _attributes: Attributes) -> None:
        raise other_kind(_("a slide show"), self._name)
