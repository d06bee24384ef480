"""What a journal quotes of a group: recognised in any class of the workspace, and taken out where the group is erased.

A quote names its source `class:<group>:<text>`, which tells nothing of the class; and creations are carried from one
class to another. So a quote is also known by who is credited and by the words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.language import tokens, typography
from bestio.phrases.authorship import NOTHING
from bestio.text.normalise import compose
from bestio.workshop import reader, record
from bestio.workshop.classroom import CLASS
from bestio.workshop.events import Event
from bestio.workshop.migrate import migrate

GONE = "[…]"
"""What stands for a run of words that was erased."""
_FIRST_LINES = 4
_NAMING = frozenset({"creation.begin", "persona.draw", "persona.cross", "persona.name"})
_WORD = re.compile(r"\w+")
_SOURCE = re.compile(re.escape(CLASS) + r"([a-z0-9-]{1,120}):")


class Origin(Struct, frozen=True):
    """Where a journal comes from: when and by whom it was begun, and its first events, which its copies share."""

    started: float = 0.0
    group: str = ""
    first: tuple[Event, ...] = ()

    def same(self, other: Origin) -> bool:
        """Whether both journals were one: a creation and the copy of it that was carried elsewhere."""
        shared = min(len(self.first), len(other.first))
        known = self.started > 0 and (self.started, self.group) == (other.started, other.group)
        return known and shared > 0 and self.first[:shared] == other.first[:shared]


class Writer(Struct, frozen=True):
    """What is known of the groups that are looked for.

    `homes`: their (class, group); `ids` and `names`: what they are and were called; `titles`: (text, title) of their
    texts, and ("", name) of their creature; `said`: all their texts, in small letters and without signs; `others`: ids
    that other groups have too.
    """

    homes: frozenset[tuple[str, str]] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    titles: frozenset[tuple[str, str]] = frozenset()
    said: str = ""
    others: frozenset[str] = frozenset()

    def wrote(self, quote: Mapping[str, Any], class_id: str) -> bool:
        """Whether `quote`, in a journal of the class, is of a text of theirs."""
        source = str(quote.get("source", ""))
        if not source.startswith(CLASS):
            return False
        group, _colon, text = source.removeprefix(CLASS).partition(":")
        if (class_id, group) in self.homes:
            return True
        author = quote.get("author")
        if str(author) not in self.names if author else group not in self.ids:
            return False
        words = _folded(str(quote.get("sentence") or quote.get("of") or ""))
        if words.strip() and words in self.said:
            return True
        if not words.strip() and (text, str(quote.get("title") or quote.get("creature", ""))) in self.titles:
            return True
        return group in self.ids and group not in self.others


def origin_of(data: bytes, path: Path) -> Origin:
    """Where the journal that `data` holds comes from; an empty origin where that cannot be told."""
    head = b"\n".join(data.split(b"\n", _FIRST_LINES)[:_FIRST_LINES]) + b"\n"
    try:
        reading = reader.parse(head, path)
    except BestioError:
        return Origin()
    header = reading.header
    return Origin(header.started, header.group, tuple(migrate(reading.events, header.format)))


def writer_of(journals: Iterable[tuple[str, str, reader.Reading]], others: Iterable[str] = ()) -> Writer:
    """What is known of the groups of `journals`, each told as (class, group, what was read)."""
    homes: set[tuple[str, str]] = set()
    names: set[str] = set()
    ids: set[str] = set()
    titles: set[tuple[str, str]] = set()
    said: list[str] = []
    for class_id, group_id, reading in journals:
        homes.add((class_id, group_id))
        ids.update({group_id, reading.header.id} - {""})
        known = {reading.header.group, group_id}
        known.update(str(event.data.get("name", "")) for event in reading.events if event.do == "group.name")
        names.update(known - {""})
        for event in reading.events:
            if event.do in _NAMING:
                titles.add(("", str(event.data.get("name", ""))))
            if event.do == "text.write":
                key, title = str(event.data.get("id", "")), str(event.data.get("title", ""))
                titles.update((key, one) for one in ([title] if title else known))
                said.append(_folded(str(event.data.get("text", ""))))
    return Writer(
        frozenset(homes), frozenset(ids), frozenset(names), frozenset(titles), "\n".join(said), frozenset(others)
    )


def clean(data: bytes, writer: Writer, class_id: str) -> tuple[bytes, int]:
    """The content of a journal without what it quotes of `writer`, and in how many events that stood.

    What is no event is kept as it is, unless it names one of their texts: then nobody can tell what else it holds.
    """
    if CLASS.encode() not in data:
        return data, 0
    eraser = Eraser(writer, class_id)
    lines: list[str] = []
    changed = 0
    for document in _documents(data.decode("utf-8", "surrogateescape")):
        kept, found = _clean_document(document, eraser)
        lines += kept
        changed += found
    return ("\n".join(lines).encode("utf-8", "surrogateescape"), changed) if changed else (data, 0)


class Eraser:
    """Takes the quotes of `writer` out of the events of one journal, given in their order."""

    def __init__(self, writer: Writer, class_id: str) -> None:
        self.writer = writer
        self.class_id = class_id
        self.instead: dict[str, str] = {}
        """The phrases that were changed, as they were and as they are."""
        self._changed: set[str] = set()

    def without_quotes(self, event: Event) -> Event:
        """`event` with what it quotes erased; the very same where it quotes nothing.

        Sources lose their names and sentences. Of the words of a phrase only runs are erased that are long enough to be
        called copied: the rest is the work of those who made the phrase.
        """
        data = event.data
        if event.do == "phrase.make":
            data = self._without_runs(data)
        elif event.do == "phrase.edit":
            data = self._without_edited_runs(data)
        elif str(data.get("phrase", "")) in self.instead:
            data = {**data, "phrase": self.instead[str(data["phrase"])]}
        data = self._without_names(data)
        return event if data == event.data else Event(event.at, event.do, data)

    def may_concern(self, text: str) -> bool:
        """Whether an event, still as it is written, is to be looked at."""
        return CLASS in text or bool(self._changed and ("phrase.edit" in text or ", phrase: " in text))

    def _without_names(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            cleaned = {key: self._without_names(item) for key, item in value.items()}
            if self.writer.wrote(value, self.class_id):
                stand_ins = {"author": _("an erased group"), "title": _("[erased text]")}
                stand_ins |= dict.fromkeys(("sentence", "of"), stand_ins["title"]) | {"creature": ""}
                cleaned |= {key: text for key, text in stand_ins.items() if key in cleaned}
                cleaned["source"] = f"{CLASS}…"
            return cleaned
        if isinstance(value, list | tuple):
            return [self._without_names(item) for item in value]
        return value

    def _without_runs(self, data: dict[str, Any]) -> dict[str, Any]:
        steps = data.get("steps")
        if not isinstance(steps, list) or not all(isinstance(step, Mapping) for step in steps):
            return data
        theirs = [self.writer.wrote(step, self.class_id) for step in steps]
        words = [str(step.get("read") or step.get("word", "")) for step in steps]
        gone = _runs(words, theirs, self.writer.said)
        if not gone:
            return data
        without = [{**step, "word": gone[at], "read": ""} if at in gone else step for at, step in enumerate(steps)]
        text = typography.join(str(step.get("word", "")) for step in without)
        return self._told({**data, "steps": without}, text)

    def _without_edited_runs(self, data: dict[str, Any]) -> dict[str, Any]:
        copied = data.get("copied")
        quotes = isinstance(copied, Mapping) and self.writer.wrote(copied, self.class_id)
        if not quotes and str(data.get("id")) not in self._changed:
            return data
        words = tokens.split(typography.clean(str(data.get("text", ""))))
        gone = _runs(words, [True] * len(words), self.writer.said)
        if not gone:
            return data
        return self._told(data, typography.join(gone.get(at, word) for at, word in enumerate(words)))

    def _told(self, data: dict[str, Any], text: str) -> dict[str, Any]:
        self._changed.add(str(data.get("id")))
        self.instead[str(data.get("text", ""))] = text
        return {**data, "text": text}


def _runs(words: Sequence[str], theirs: Sequence[bool], said: str) -> dict[int, str]:
    """The places of the words, among those marked as theirs, in runs that `said` holds and that count as copied.

    With each goes what stands there instead: a sign for the whole run, then nothing, so that places stay what they are.
    """
    gone: dict[int, str] = {}
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and theirs[end] and _folded(" ".join(words[start : end + 1])) in said:
            end += 1
        if sum(map(tokens.is_word, words[start:end])) > NOTHING:
            gone |= {at: "" if at > start else GONE for at in range(start, end)}
            start = end
        else:
            start += 1
    return gone


def _documents(text: str) -> list[list[str]]:
    found: list[list[str]] = []
    for line in text.split("\n"):
        if found and not line.startswith("---"):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _clean_document(lines: list[str], eraser: Eraser) -> tuple[list[str], int]:
    text = "\n".join(lines)
    if not eraser.may_concern(text):
        return lines, 0
    try:
        event = record.decode(text, Where("…"))
    except BestioError:
        if len(lines) > 1:
            parts = [_clean_document([line], eraser) for line in lines]
            return [line for kept, _found in parts for line in kept], sum(found for _kept, found in parts)
        writer = eraser.writer
        named = any((eraser.class_id, group) in writer.homes or group in writer.ids for group in _SOURCE.findall(text))
        return ([], 1) if named else (lines, 0)
    cleaned = eraser.without_quotes(event)
    ends = [""] if len(lines) > 1 and not lines[-1] else []
    return (lines, 0) if cleaned is event else ([record.encode(cleaned), *ends], 1)


def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(compose(text).casefold()))} "
