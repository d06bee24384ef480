"""The cards of a plan as sheets: to cut out, or to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bestio.classroom.decks import Card, Deck
from bestio.export.paper.typeset import Sheet
from bestio.i18n import _

MOST_SETS = 60
_SHORT, _MIDDLE = 60, 300
"""Letters up to which a card is one of three, or of two, side by side."""


def cards_sheets(deck: Deck, sets: int = 1) -> Iterator[Sheet]:
    """So many `sets` (1 to MOST_SETS) of a deck, and on a sheet of its own what its teacher reads."""
    cards = [one if isinstance(one, Card) else Card(text=one) for one in deck.cards]
    yield Sheet(
        "cards",
        {
            "title": deck.title,
            "how": deck.how or _("Cut along the dashed lines."),
            "across": min(map(_across, cards)),
            "cards": [_card(one) for _set in range(sets) for one in cards],
        },
    )
    if deck.teacher:
        parts = [part for part in deck.teacher.splitlines() if part.strip()]
        yield Sheet("note", {"title": deck.title, "how": [_("For the teacher.")], "parts": parts})


def _across(card: Card) -> int:
    if card.rows:
        return 1
    letters = len(card.text)
    return 3 if letters <= _SHORT and not card.title else 2 if letters <= _MIDDLE else 1


def _card(card: Card) -> Mapping[str, object]:
    heads = card.heads or ["", ""]
    return {"title": card.title, "text": card.text, "heads": heads, "rows": card.rows}
