"""Word's documents (.docx, .docm, .dotx, .dotm; Transitional and Strict): the text that a reader of the page sees.

The main part is found through the relations of the package and read alone, as a stream, each text once: text boxes,
controls, fields and moved text stay, deleted and hidden text goes, notes and the like are counted as left out.
The elements are those of ECMA-376, part 1 (WordprocessingML, chapter 17) and part 3 (markup compatibility).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from bestio.phrases.importers.archive import Archive, Budget
from bestio.phrases.importers.docx_body import MOST_HEADERS, Body, is_on
from bestio.phrases.importers.flow import Flow
from bestio.phrases.importers.parts import walk_if_readable
from bestio.phrases.importers.refusals import damaged
from bestio.phrases.importers.xml_stream import (
    Attributes,
    DeafListener,
    Elements,
    attribute,
    walk,
)

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
NAMESPACES: Mapping[str, str] = {
    _TRANSITIONAL + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _TRANSITIONAL + "drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    _TRANSITIONAL + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _TRANSITIONAL + "markup-compatibility/2006": "mc",
    _TRANSITIONAL + "spreadsheetml/2006/main": "sheet",
    _STRICT + "spreadsheetml/main": "sheet",
    _TRANSITIONAL + "presentationml/2006/main": "slides",
    _STRICT + "presentationml/main": "slides",
    _TRANSITIONAL + "package/2006/relationships": "rel",
}
_USUAL_MAIN = re.compile(r"word/document\d*\.xml")
_MOST_STYLES = 8 << 20
_MOST_SMALL_PART = 1 << 20


def read(archive: Archive, name: str, flow: Flow, budget: Budget, elements: Elements) -> None:
    """Put the text of the document into `flow`. Raises UnreadableText, and what the stream raises."""
    main = _main_part(archive, elements)
    if main is None:
        raise damaged(name)
    relations = _relations(archive, main, elements)
    hidden = _hidden_styles(archive, next((to for kind, to in relations.values() if kind == "styles"), ""), elements)
    body = Body(flow, hidden, name)
    walk(archive.stream(main, budget), body, NAMESPACES, elements)
    if not body.is_document:
        raise damaged(name)
    for wanted in [relations.get(at, ("", ""))[1] for at in sorted(body.headers)][:MOST_HEADERS]:
        if _has_words(archive, wanted, name, hidden, elements):
            flow.left_out["header"] += 1
            break


def _main_part(archive: Archive, elements: Elements) -> str | None:
    for kind, target in _relations(archive, "", elements).values():
        if kind == "officeDocument" and target in archive:
            return target
    return next((part for part in archive.names() if _USUAL_MAIN.fullmatch(part)), None)


def _relations(archive: Archive, part: str, elements: Elements) -> dict[str, tuple[str, str]]:
    """The relations of `part` ("": of the package) by their ids: the last word of the kind, and the part meant."""
    folder, base = posixpath.split(part)
    found = _Relations(folder)
    walk_if_readable(
        archive, posixpath.join(folder, "_rels", f"{base}.rels"), _MOST_SMALL_PART, found, NAMESPACES, elements
    )
    return found.relations


def _hidden_styles(archive: Archive, part: str, elements: Elements) -> dict[str, bool]:
    styles = _Styles()
    walk_if_readable(archive, part, _MOST_STYLES, styles, NAMESPACES, elements)
    return styles.hidden()


def _has_words(archive: Archive, part: str, name: str, hidden: Mapping[str, bool], elements: Elements) -> bool:
    flow = Flow()
    walk_if_readable(archive, part, _MOST_SMALL_PART, Body(flow, hidden, name), NAMESPACES, elements)
    return any(letter.isalpha() for letter in flow.finish())


class _Relations(DeafListener):
    def __init__(self, folder: str) -> None:
        self.relations: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: Attributes) -> None:
        if name != "rel:Relationship" or attributes.get("TargetMode") == "External":
            return
        target = unquote(attributes.get("Target", "")).replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations[attributes.get("Id", "")] = (kind, path)


class _Styles(DeafListener):
    """Which styles hide text: those that say so, and those that are based on one."""

    def __init__(self) -> None:
        self._own: dict[str, bool] = {}
        self._based_on: dict[str, str] = {}
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> bool:
        if name == "w:style":
            self._style = attribute(attributes, "styleId") or ""
        elif name == "w:basedOn":
            self._based_on[self._style] = attribute(attributes, "val") or ""
        elif name == "w:vanish" and self._style:
            self._own[self._style] = is_on(attributes)
        # What a table's style says of its rows, and a paragraph's of its mark, hides no text by itself.
        return name in {"w:docDefaults", "w:latentStyles", "w:tblStylePr", "w:pPr"}

    def end(self, name: str) -> None:
        if name == "w:style":
            self._style = ""

    def hidden(self) -> dict[str, bool]:
        """Each style that hides, or that shows again, by its id."""
        found: dict[str, bool] = dict(self._own)
        for style in self._based_on:
            chain: dict[str, None] = {}
            at = style
            while at and at not in found and at not in chain:
                chain[at] = None
                at = self._based_on.get(at, "")
            found.update(dict.fromkeys(chain, found.get(at, False)))
        return found
