"""Builds plain Python from what the YAML parser sees, within limits; and finds the line of each value.

It follows the parser's events, as they come, rather than PyYAML's nodes: a large file has so many nodes at once that
Python's collector takes three times as long to walk them as it takes to make them.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

import yaml

from bestio.documents.blanks import ODD, holds_odd, is_odd_entry
from bestio.documents.refused import Refused
from bestio.i18n import _

MAX_DEPTH = 40
MAX_ENTRIES = 200_000
_AHEAD = 1_100  # characters, of which the parser looks 1,024 ahead for the end of a key
_OTHER_FAULTS = (yaml.scanner.ScannerError, yaml.parser.ParserError, yaml.reader.ReaderError)

_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLANKS = " " + ODD
_TYPED = frozenset("tfn~+-.0123456789")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")


def build(text: str) -> Any:
    """What the one document of `text` says; None where there is none. See `build_and_look`."""
    return build_and_look(text)[0]


def build_and_look(text: str) -> tuple[Any, bool]:
    """What the one document of `text` says, None where there is none; and whether blanks stand oddly in it.

    Bare texts lose the no-break and unseen blanks at their ends, as they lose plain spaces.

    Raises yaml.YAMLError for what is not YAML, and `Refused`, which is one, for what is not read here: tags, keys
    written twice or that are no words, deep nesting, aliases that multiply.
    """
    try:
        return _build(text)
    except Refused:
        raise
    except yaml.YAMLError as error:
        _refuse_what_is_too_deep(text, error)
        raise


def _build(text: str) -> tuple[Any, bool]:
    reading = _Reading(text)
    try:
        return reading.document(), reading.odd
    finally:
        reading.parser.dispose()


def _refuse_what_is_too_deep(text: str, error: yaml.YAMLError) -> None:
    """Raise Refused where what the parser gave up at is brackets in brackets.

    It looks a thousand characters ahead before it tells of a bracket, and since libyaml 0.2.6 has a bound of its own
    (of 1,000), which it can meet before ours is seen. What stands up to half of those brackets is under that bound.
    """
    mark = getattr(error, "problem_mark", None)
    end = mark.index if mark is not None else 0
    opened = [at for at in range(max(0, end - _AHEAD), min(end, len(text))) if text[at] in "[{"]
    if len(opened) > 2 * MAX_DEPTH:
        with contextlib.suppress(*_OTHER_FAULTS):
            _build(text[: opened[len(opened) // 2] + 1])


def is_a_word(text: str) -> bool:
    """Whether `text`, written bare, is read as that text and not as a number, as true, false or nothing."""
    if text and (text[0] in ODD or text[-1] in ODD):
        return False
    return text not in _WORDS and not _INT.fullmatch(text) and not _FLOAT.fullmatch(text)


class _Reading:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.parser = _PARSER(text)
        self._next = self.parser.get_event
        self._anchors: dict[str, tuple[Any, int]] = {}  # a value, and how many entries it holds
        self._entries = 0
        self._looks = holds_odd(text)
        self.odd = False

    def document(self) -> Any:
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        first = self._next()
        data = self._value(first, 0)
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise Refused(_("“---” starts a second document."), after.start_mark.line, _("Remove this line."))
        return data

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            value, entries = self._referred(event)
            self._entries += entries
            return value
        before = self._entries
        if kind is yaml.ScalarEvent:
            value = _scalar(event)
        else:
            _refuse_tag(event)
            if depth >= MAX_DEPTH:
                raise Refused(
                    _("Too many things are nested inside each other."),
                    event.start_mark.line,
                    _("Close the brackets, or move the entry to the left."),
                )
            value = self._mapping(depth + 1) if kind is yaml.MappingStartEvent else self._sequence(depth + 1)
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise Refused(
                _("The file holds too many entries, or repeats itself through “*” references."),
                event.start_mark.line,
                _("Write the entries out, or split the file."),
            )
        if event.anchor is not None:
            self._anchors[event.anchor] = value, self._entries - before
        return value

    def _sequence(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            found.append(self._value(event, depth))
        return found

    def _mapping(self, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event)
            if key in found:
                raise Refused(
                    _("“{key}” is written twice.").format(key=key), event.start_mark.line, _("Keep only one of them.")
                )
            following = self._next()
            if self._looks and self._begins_oddly(following, event):
                self.odd = True
            found[key] = self._value(following, depth)
        self._entries += len(found)
        return found

    @staticmethod
    def _begins_oddly(value: Any, key: Any) -> bool:
        """Whether a bare text, on a line below its key, was meant as an entry of a list or of a mapping."""
        return (
            bool(type(value) is yaml.ScalarEvent and not value.style)
            and value.start_mark.line > key.start_mark.line
            and is_odd_entry(value.value)
        )

    def _key(self, event: Any) -> Any:
        key: Any = ()
        if type(event) is yaml.ScalarEvent:
            key = self._value(event, 0)
            if self._looks and not event.style and holds_odd(event.value):
                self.odd = True
        elif type(event) is yaml.AliasEvent:
            key, _entries = self._referred(event)
        if isinstance(key, tuple | list | dict):
            raise Refused(_("A key must be a plain word."), event.start_mark.line, _("Write “key: value”."))
        return key

    def _referred(self, alias: Any) -> tuple[Any, int]:
        try:
            return self._anchors[alias.anchor]
        except KeyError:  # nothing of that name, or something that is not at its end: it would hold itself
            raise Refused(
                _("“*” at the start of a text is read as a reference."),
                alias.start_mark.line,
                _("Put the text between quotation marks."),
            ) from None


def _scalar(event: Any) -> Any:
    _refuse_tag(event)
    text = event.value
    if not event.implicit[0]:
        return text  # between quotation marks
    if text and (text[0] in ODD or text[-1] in ODD):
        text = text.strip(_BLANKS)
    if text and text[0] not in _TYPED:
        return text  # what cannot be anything else
    if text in _WORDS:
        return _WORDS[text]
    if _FLOAT.fullmatch(text):
        return float(text)
    try:
        return int(text) if _INT.fullmatch(text) else text
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise Refused(
            _("This number is too long."), event.start_mark.line, _("Put it between quotation marks.")
        ) from None


def _refuse_tag(event: Any) -> None:
    if event.tag is not None:
        raise Refused(
            _("The tag “{tag}” is not allowed here.").format(tag=event.tag.replace("tag:yaml.org,2002:", "!!")[:60]),
            event.start_mark.line,
            _("Put the text between quotation marks if it starts with “!”."),
        )


def line_table(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, of each value of a sound `text`, by the keys and places that lead to it, written as text."""
    table: dict[tuple[str, ...], int] = {}
    parser = _PARSER(text)
    following = parser.get_event

    def visit(event: Any, path: tuple[str, ...], line: int) -> None:
        table[path] = line + 1
        if isinstance(event, yaml.SequenceStartEvent):
            place = 0
            while not isinstance(child := following(), yaml.SequenceEndEvent):
                visit(child, (*path, str(place)), child.start_mark.line)
                place += 1
        elif isinstance(event, yaml.MappingStartEvent):
            while not isinstance(key := following(), yaml.MappingEndEvent):
                name = str(_scalar(key)) if isinstance(key, yaml.ScalarEvent) else ""
                value: Any = following()
                own = isinstance(value, yaml.ScalarEvent) and value.value  # on a line of its own, perhaps
                visit(value, (*path, name), (value if own else key).start_mark.line)

    try:
        following()  # the stream begins
        if not isinstance(following(), yaml.StreamEndEvent):
            root = following()
            visit(root, (), root.start_mark.line)
    finally:
        parser.dispose()
    return table
