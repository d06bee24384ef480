"""What a portrait is cut from: strips of pixels, their overlays, and the liveries that dress them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Kind = Literal["head", "body", "limbs"]

# Kind of a strip → the list it is written in, its height in pixel rows (two to a text row), the slot that draws it.
KINDS: tuple[Kind, ...] = ("head", "body", "limbs")
SECTIONS: Mapping[Kind, str] = {"head": "heads", "body": "bodies", "limbs": "limbs"}
HEIGHTS: Mapping[Kind, int] = {"head": 14, "body": 12, "limbs": 10}
SLOTS: Mapping[Kind, str] = {"head": "tete", "body": "corps", "limbs": "membres"}

WIDTH = 28
HEIGHT = sum(HEIGHTS.values())
NECK = range(11, 17)  # columns, from 0, that are never transparent where head and body meet
WAIST = range(10, 18)  # the same where body and limbs meet

Opening = Literal[0, 1, 2]
Eyes = Literal["open", "closed"]


class Overlay(msgspec.Struct, frozen=True):
    """Rows of letters laid over a strip from (`row`, `column`), both from 0; a transparent letter changes nothing."""

    row: int
    column: int
    rows: tuple[str, ...]


class Livery(msgspec.Struct, frozen=True):
    """Colours that any strip can wear: role → `#rrggbb`, and the beginnings of the words that call for them."""

    id: str
    colours: Mapping[str, str]
    words: tuple[str, ...] = ()


class Strip(msgspec.Struct, frozen=True):
    """One drawn part of a creature: `HEIGHTS[kind]` rows of `WIDTH` letters, with its own colours.

    `mouth` holds the closed, the half open and the open mouth; `blink` the closed eyes; both are for heads.
    `words` are what this strip is a picture of: beginnings of words, or whole words of up to four letters, without
    accents; `liveries` what it can wear instead of its own colours; `keeps` the roles that no livery changes (the
    water in a bowl stays blue).
    """

    id: str
    kind: Kind
    rows: tuple[str, ...]
    colours: Mapping[str, str] = {}
    mouth: tuple[Overlay, Overlay, Overlay] | None = None
    blink: Overlay | None = None
    words: tuple[str, ...] = ()
    liveries: Mapping[str, Livery] = {}
    keeps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name it goes by among all strips: its kind and its id."""
        return key(self.kind, self.id)


Strips = Mapping[str, Strip]


def key(kind: Kind, strip_id: str) -> str:
    """The name a strip goes by among all strips (a head and a body may share an id): `head/hibou`."""
    return f"{kind}/{strip_id}"
