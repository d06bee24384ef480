"""XML read as a stream, within bounds, without what XML can do to its reader.

Nothing is kept of what has been read. No entity is declared (a few of them unfold into terabytes), nothing is fetched,
and the elements, their depth, the names and the length of a single tag are counted as they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

MAX_DEPTH = 512
MAX_NAMES = 4_000
"""Different names of elements and attributes; an honest document has some 300."""
MAX_TAG_BYTES = 1 << 20
MAX_NAMESPACES = 20_000
ATTRIBUTES_AS_AN_ELEMENT = 4
"""Attributes of a tag that take as much time as an element does."""

Attributes = Mapping[str, str]


class UnreadableXml(Exception):  # noqa: N818 (for the readers alone, which tell it in their words)
    """Not well-formed, or it declares entities."""


class TooMuchXml(UnreadableXml):
    """More elements, names, depth or length than any honest document has."""


class StopReading(Exception):  # noqa: N818 (it is not an error)
    """Whoever listens has what it wants."""


class Listener(Protocol):
    """Is told what stands in a document. Names are `prefix:name` for the namespaces that it knows, else the full name.

    `start` answers True where the element and all that is in it is to be passed over: then its end is not told.
    """

    def start(self, name: str, attributes: Attributes) -> bool | None:
        """An element begins."""

    def end(self, name: str) -> None:
        """The element ends."""

    def text(self, data: str) -> None:
        """Characters, in pieces of any length."""


class DeafListener:
    """Hears nothing; a listener is made of it with what it wants to hear."""

    def start(self, name: str, attributes: Attributes) -> bool | None:
        """Pass on to what is inside."""

    def end(self, name: str) -> None:
        """Nothing is done."""

    def text(self, data: str) -> None:
        """Nothing is kept."""


@dataclass
class Elements:
    """How many elements may still be read."""

    left: int


def attribute(attributes: Attributes, local: str) -> str | None:
    """The value of the attribute of that name, in whatever namespace."""
    for name, value in attributes.items():
        if name.rpartition(" ")[2] == local:
            return value
    return None


class _Reader:
    def __init__(self, listener: Listener, namespaces: Mapping[str, str], elements: Elements) -> None:
        self._listener = listener
        self._tell_start, self._tell_end = listener.start, listener.end
        self._namespaces = namespaces
        self._elements = elements
        self._depth = 0
        self._skipped_from = 0
        self._declared = 0
        self._short: dict[str, str] = {}
        self._intern: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=" ", intern=self._intern)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def feed(self, chunks: Iterable[bytes]) -> None:
        fed = 0
        for chunk in chunks:
            fed += len(chunk)
            self._parser.Parse(chunk, False)
            if len(self._intern) > MAX_NAMES or fed - self._parser.CurrentByteIndex > MAX_TAG_BYTES:
                raise TooMuchXml
        self._parser.Parse(b"", True)

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        elements = self._elements
        elements.left -= 1 + len(attributes) // ATTRIBUTES_AS_AN_ELEMENT
        if elements.left < 0 or depth > MAX_DEPTH:
            raise TooMuchXml
        if not self._skipped_from and self._tell_start(self._short.get(full) or self._shorten(full), attributes):
            self._skipped_from = depth

    def _end(self, full: str) -> None:
        if not self._skipped_from:
            self._tell_end(self._short[full])
        elif self._depth == self._skipped_from:
            self._skipped_from = 0
        self._depth -= 1

    def _text(self, data: str) -> None:
        if not self._skipped_from:
            self._listener.text(data)

    def _shorten(self, full: str) -> str:
        space, _separator, local = full.rpartition(" ")
        prefix = self._namespaces.get(space)
        self._short[full] = name = f"{prefix}:{local}" if prefix else full
        return name

    def _declare(self, _prefix: str | None, _uri: str | None) -> None:
        self._declared += 1
        if self._declared > MAX_NAMESPACES:
            raise TooMuchXml

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
        if has_internal_subset:
            raise UnreadableXml


def walk(chunks: Iterable[bytes], listener: Listener, namespaces: Mapping[str, str], elements: Elements) -> None:
    """Tell `listener` what stands in the XML that `chunks` hold; `namespaces` gives prefixes to their addresses.

    Raises UnreadableXml, TooMuchXml, and whatever `chunks` and `listener` raise; StopReading ends it quietly.
    """
    try:
        _Reader(listener, namespaces, elements).feed(chunks)
    except StopReading:
        return
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that does not exist
        raise UnreadableXml from error
