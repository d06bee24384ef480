"""The cards of a plan's activities, to print and to cut: what the group sorts, draws, plays or fills in by hand."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

_Line = Annotated[str, Meta(max_length=120)]
CardText = Annotated[str, Meta(min_length=1, max_length=600)]


class Card(Struct, frozen=True, forbid_unknown_fields=True):
    """One card. With `heads` it is a table to fill in: `rows` stand in its first column, the others are blank."""

    title: _Line = ""
    text: Annotated[str, Meta(max_length=600)] = ""
    heads: Annotated[list[_Line], Meta(max_length=5)] = field(default_factory=list)
    rows: Annotated[list[_Line], Meta(max_length=12)] = field(default_factory=list)


class Deck(Struct, frozen=True, forbid_unknown_fields=True):
    """Cards that are used together. `how` is told to the pupils, `teacher` to the teacher alone.

    A card that is a mere text has nothing else on it.
    """

    cards: Annotated[list[Card | CardText], Meta(min_length=1, max_length=60)]
    title: _Line = ""
    how: Annotated[str, Meta(max_length=300)] = ""
    teacher: Annotated[str, Meta(max_length=4000)] = ""
