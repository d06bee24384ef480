"""OpenDocument texts (.odt, .ott, .odm, and .sxw before them): the text that a reader of the page sees.

`content.xml` is read alone, as a stream: text boxes on lines of their own; notes, comments, indexes, deleted and hidden
text counted as left out. The elements are those of OpenDocument 1.3, part 3; white space is read as its section 6.1.2
says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bestio.i18n import N_, _
from bestio.phrases.importers.archive import Archive, Budget
from bestio.phrases.importers.flow import Flow, LeftOut
from bestio.phrases.importers.parts import walk_if_readable
from bestio.phrases.importers.refusals import damaged, other_kind, protected
from bestio.phrases.importers.xml_stream import Attributes, DeafListener, Elements, StopReading, attribute, walk

MAIN = "content.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OLD = "http://openoffice.org/2000/"
NAMESPACES: Mapping[str, str] = {
    **{f"{_OASIS}{kind}:1.0": kind for kind in ("office", "text", "style", "table", "form", "presentation", "dr3d")},
    **{f"{_OLD}{kind}": kind for kind in ("office", "text", "style", "table", "form", "presentation", "dr3d")},
    _OASIS + "drawing:1.0": "draw",
    _OLD + "drawing": "draw",
    _OASIS + "svg-compatible:1.0": "svg",
    "http://www.w3.org/2000/svg": "svg",
    _OASIS + "manifest:1.0": "manifest",
    "http://openoffice.org/2001/manifest": "manifest",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
_MOST_STYLES = 8 << 20
_MOST_MANIFEST = 1 << 20

_XML_SPACES = re.compile("[ \t\r\n]+")
_ODD_SPACE = re.compile("[\t\r\n]|  ")
_MANY_SPACES = re.compile("  +")
_UNSEEN = frozenset(
    {
        *("svg:title", "svg:desc", "office:binary-data", "office:change-info", "office:forms", "office:scripts"),
        *("office:event-listeners", "office:font-face-decls", "office:settings", "office:meta", "text:ruby-text"),
        *("text:number", "text:format-change", "draw:object", "draw:object-ole", "text:script", "math:math"),
        "table:covered-table-cell",  # another cell lies over it
        # The same of .sxw, whose names have no words joined by a hyphen less.
        *("office:font-decls", "office:script"),
    }
)
_INDEXES = ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index")
_LEFT_OUT: Mapping[str, LeftOut] = {
    "text:note": "note",
    "text:footnote": "note",
    "text:endnote": "note",
    "office:annotation": "comment",
    "text:deletion": "deleted",
    "text:placeholder": "prompt",
    "text:bibliography": "index",
    **{f"text:{index}": "index" for index in _INDEXES},
}
_SIGNS = {"text:s": " ", "text:tab": " ", "text:tab-stop": " ", "text:line-break": "\n"}
# Around text, never right before it: white space in them is the indentation of the file.
_NO_TEXT_OF_ITS_OWN = frozenset({"draw", "table", "form", "presentation", "dr3d", "office", "svg", "style"})
_NO_TEXT = frozenset({"text:list", "text:list-item", "text:list-header", "text:section", "text:tracked-changes"})
_OTHER_BODIES = {
    "office:spreadsheet": N_("a spreadsheet"),
    "office:presentation": N_("a slide show"),
    "office:drawing": N_("a picture"),
    "office:chart": N_("a picture"),
}


def read(archive: Archive, name: str, flow: Flow, budget: Budget, elements: Elements) -> None:
    """Put the text of the document into `flow`. Raises UnreadableText, and what the stream raises."""
    if _is_encrypted(archive, elements):
        raise protected(name)
    hidden: dict[tuple[str, str], bool] = {}
    styles = _Styles(hidden)
    walk_if_readable(archive, "styles.xml", _MOST_STYLES, styles, NAMESPACES, elements)
    if styles.header_has_words:
        flow.left_out["header"] += 1
    body = _Body(flow, hidden, name)
    walk(archive.stream(MAIN, budget), body, NAMESPACES, elements)
    if not body.is_document:
        raise damaged(name)


def _is_encrypted(archive: Archive, elements: Elements) -> bool:
    manifest = _Manifest()
    walk_if_readable(archive, "META-INF/manifest.xml", _MOST_MANIFEST, manifest, NAMESPACES, elements)
    return manifest.encrypted


@lru_cache(maxsize=1024)
def _holds_text(name: str) -> bool:
    """Whether characters that stand right in an element of that name are text."""
    return name not in _NO_TEXT and name.partition(":")[0] not in _NO_TEXT_OF_ITS_OWN


class _Manifest(DeafListener):
    """Whether the parts of the document are encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "manifest:encryption-data":
            self.encrypted = True
            raise StopReading


class _Styles(DeafListener):
    """Which styles hide text, by family and name, put into `hidden`; and whether a page has a header in words."""

    def __init__(self, hidden: dict[tuple[str, str], bool]) -> None:
        self.header_has_words = False
        self._hidden = hidden
        self._parents: dict[tuple[str, str], tuple[str, str]] = {}
        self._style: tuple[str, str] | None = None
        self._in_header = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "style:style":
            family = attribute(attributes, "family") or ""
            self._style = (family, attribute(attributes, "name") or "")
            if parent := attribute(attributes, "parent-style-name"):
                self._parents[self._style] = (family, parent)
        elif name in {"style:text-properties", "style:properties"} and self._style is not None:
            display = attribute(attributes, "display")
            if display is not None:
                self._hidden[self._style] = display == "none"
        elif name.startswith(("style:header", "style:footer")) and not name.endswith(("-style", "-properties")):
            self._in_header += 1

    def end(self, name: str) -> None:
        if name == "style:style":
            self._style = None
        elif name in {"office:styles", "office:automatic-styles"}:
            self._inherit()
        elif name.startswith(("style:header", "style:footer")) and not name.endswith(("-style", "-properties")):
            self._in_header -= 1

    def text(self, data: str) -> None:
        if self._in_header and any(letter.isalpha() for letter in data):
            self.header_has_words = True

    def _inherit(self) -> None:
        silent: set[tuple[str, str]] = set()  # that say nothing of it, nor do those they come from
        for style in self._parents:
            chain: dict[tuple[str, str], None] = {}
            at: tuple[str, str] | None = style
            while at is not None and at not in self._hidden and at not in silent and at not in chain:
                chain[at] = None
                at = self._parents.get(at)
            if at in self._hidden:
                self._hidden.update(dict.fromkeys(chain, self._hidden[at]))
            else:
                silent.update(chain)
        self._parents.clear()


class _Body:
    """Puts the text of content.xml into a flow."""

    def __init__(self, flow: Flow, hidden: dict[tuple[str, str], bool], name: str) -> None:
        self.is_document = False
        self._flow = flow
        self._hidden = hidden
        self._name = name
        self._styles = _Styles(hidden)
        self._in_text = False
        self._is_old_body = False
        self._holds_text: list[bool] = []  # of each open element, whether characters right in it are text
        self._hides: list[bool] = [False]  # of each open paragraph and span
        self._blank: list[bool] = []  # of each open paragraph, whether a space now would be one too many
        self._starts: Mapping[str, Callable[[Attributes], bool | None]] = {
            "office:text": self._begin_document,
            "text:p": self._begin_paragraph,
            "text:h": self._begin_paragraph,
            "text:span": self._begin_span,
            "text:section": self._section,
            "text:hidden-text": self._hidden_text,
            "text:hidden-paragraph": self._hidden_paragraph,
            "text:variable-set": self._variable,
            "text:user-field-get": self._variable,
            "text:sequence": self._variable,
            "loext:content-control": self._control,
        }

    def start(self, name: str, attributes: Attributes) -> bool | None:
        if not self._in_text:
            return self._start_outside(name, attributes)
        if name in _UNSEEN:
            return True
        if name in _LEFT_OUT:
            self._flow.left_out[_LEFT_OUT[name]] += 1
            return True
        handler = self._starts.get(name)
        if handler is not None and handler(attributes):
            return True
        if name in _SIGNS:
            self._sign(_SIGNS[name])
        self._holds_text.append(_holds_text(name))
        return False

    def _start_outside(self, name: str, attributes: Attributes) -> bool:
        if name == "office:text" or (name == "office:body" and self._is_old_body):
            self._begin_document(attributes)
            self._holds_text.append(False)
        elif name in _OTHER_BODIES:
            raise other_kind(_(_OTHER_BODIES[name]), self._name)
        elif name == "office:document-content":
            # Before OpenDocument, the text stood right in the body.
            self._is_old_body = attribute(attributes, "class") == "text"
        elif name in _UNSEEN:
            return True
        else:
            self._styles.start(name, attributes)
        return False

    def end(self, name: str) -> None:
        if not self._in_text:
            self._styles.end(name)
            return
        self._holds_text.pop()
        if not self._holds_text:
            raise StopReading
        if name in {"text:p", "text:h"}:
            self._hides.pop()
            self._blank.pop()
            self._flow.end()
        elif name == "text:span":
            self._hides.pop()

    def text(self, data: str) -> None:
        if self._blank and self._holds_text[-1]:
            self._add(_XML_SPACES.sub(" ", data) if _ODD_SPACE.search(data) else data)

    def _add(self, text: str) -> None:
        if self._hides[-1]:
            self._flow.left_out["hidden"] += bool(text.strip())
            return
        if "  " in text:
            text = _MANY_SPACES.sub(" ", text)
        if self._blank[-1]:
            text = text.lstrip(" ")
        if text:
            self._blank[-1] = text[-1] in " \n"
            self._flow.add(text)

    def _sign(self, sign: str) -> None:
        if self._blank:
            self._add(sign)

    def _begin_document(self, _attributes: Attributes) -> None:
        self.is_document = self._in_text = True

    def _begin_paragraph(self, attributes: Attributes) -> None:
        self._flow.begin()
        self._blank.append(True)
        self._hides.append(self._hidden_by("paragraph", attributes, otherwise=False))

    def _begin_span(self, attributes: Attributes) -> None:
        self._hides.append(self._hidden_by("text", attributes, otherwise=self._hides[-1]))

    def _hidden_by(self, family: str, attributes: Attributes, *, otherwise: bool) -> bool:
        return self._hidden.get((family, attribute(attributes, "style-name") or ""), otherwise)

    def _section(self, attributes: Attributes) -> bool:
        display = attribute(attributes, "display")
        hides = display == "none" or (display == "condition" and attribute(attributes, "is-hidden") == "true")
        self._flow.left_out["hidden"] += hides
        return hides

    def _hidden_text(self, attributes: Attributes) -> bool:
        hides = attribute(attributes, "is-hidden") == "true"
        self._flow.left_out["hidden"] += hides
        return hides

    def _hidden_paragraph(self, attributes: Attributes) -> None:
        if attribute(attributes, "is-hidden") == "true":
            self._flow.drop()

    def _variable(self, attributes: Attributes) -> bool:
        return attribute(attributes, "display") == "none"

    def _control(self, attributes: Attributes) -> bool:
        prompts = attribute(attributes, "showing-place-holder") == "true"
        self._flow.left_out["prompt"] += prompts
        return prompts
