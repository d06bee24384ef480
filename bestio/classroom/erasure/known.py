"""What a journal tells of its group, wherever it stands: what it is called, what it has written, how it sounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from bestio.creation.events import Event
from bestio.errors import BestioError
from bestio.journal import reader
from bestio.journal.header import Header

_CALLED = frozenset({"id", "title", "description", "lineage"})
_NAMING = frozenset({"creation.begin", "persona.draw", "persona.cross", "persona.name"})
_TELLING = re.compile(r"do: (?:creation\.begin|persona\.|group\.name|text\.write|voice\.tune)|[\"']?do[\"']?: *[\"']")


class Known(Struct, frozen=True):
    """What a journal tells of its group, wherever it stands: what it is called, what it has written and saved.

    `titles`: (text, title) of its texts; `creatures`: what its creature was called; `mark` is its journal's; `recipes`:
    how the voices sound that it has tuned (see `sound_of`).
    """

    class_id: str
    group_id: str
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    creatures: frozenset[str] = frozenset()
    titles: frozenset[tuple[str, str]] = frozenset()
    texts: tuple[str, ...] = ()
    mark: str = ""
    recipes: frozenset[str] = frozenset()


def known_of(class_id: str, group_id: str, header: Header, events: Iterable[Event]) -> Known:
    """What the events of a journal tell of its group."""
    names = {header.group, group_id} - {""}
    creatures: set[str] = set()
    texts: list[str] = []
    titles: set[tuple[str, str]] = set()
    recipes: set[str] = set()
    for event in events:
        name, key, title = (str(event.data.get(field) or "") for field in ("name", "id", "title"))
        if event.do == "group.name" and name:
            names.add(name)
        elif event.do in _NAMING and name:
            creatures.add(name)
        elif event.do == "text.write":
            texts.append(str(event.data.get("text", "")))
            titles.add((key, title))
        elif event.do == "voice.tune":
            recipes.add(sound_of(event.data.get("voice")))
    return Known(
        class_id,
        group_id,
        frozenset({group_id, header.id} - {""}),
        frozenset(names),
        frozenset(creatures),
        frozenset(titles),
        tuple(texts),
        header.mark,
        frozenset(recipes - {""}),
    )


def sound_of(recipe: object) -> str:
    """A voice without what it is called, to be compared; "" where it is none."""
    if not isinstance(recipe, Mapping):
        return ""
    return json.dumps({key: value for key, value in sorted(recipe.items()) if key not in _CALLED}, default=str)


def known_in(class_id: str, group_id: str, data: bytes, path: Path) -> Known:
    """What the content of a journal tells of its group; only what tells something of it is read."""
    text = data.decode("utf-8", "replace")
    first, _end, rest = text.partition("\n")
    kept = [first, *("\n".join(lines) for lines in documents(rest) if _TELLING.search("\n".join(lines)))]
    try:
        reading = reader.parse(("\n".join(kept) + "\n").encode(), path)
    except BestioError:
        return known_of(class_id, group_id, Header(group=group_id), ())
    return known_of(class_id, group_id, reading.header, reading.events)


def documents(text: str) -> list[list[str]]:
    """The YAML documents of a journal, each as its lines."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        if found and not line.startswith("---"):
            found[-1].append(line)
        else:
            found.append([line])
    return found
