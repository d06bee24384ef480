"""A bet on a phrase before the glass box is opened: how many words in a row come from one text, and from whom?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import msgspec

from bestio.creation.phrase_shapes import BetShape, CopiedShape, HolderShape
from bestio.creation.state import Creation, MadePhrase, Note
from bestio.creation.trait_effects import OWN
from bestio.i18n import _

MOST = 40
"""The phrases that are offered at most."""


class TextView(Protocol):
    """A text that the machine reads."""

    @property
    def author(self) -> str:
        """Who wrote it."""
        ...

    @property
    def source(self) -> str:
        """What it is called in the corpus."""
        ...


def phrases_to_bet_on(creation: Creation) -> list[MadePhrase]:
    """The phrases whose copied run is known: the kept ones first, then the newest."""
    others = [one for one in reversed(list(creation.phrases.values())) if not one.kept]
    return [one for one in (*creation.kept_phrases, *others) if one.edited is None and one.copied][:MOST]


def authors(group: str, texts: Iterable[TextView]) -> list[HolderShape]:
    """Who may have written what the machine reads: the group first, then the authors of `texts`, once each.

    Each stands with the source of a text of theirs, by which it can be forgotten.
    """
    found = {group: HolderShape(OWN, group)}
    for text in texts:
        found.setdefault(text.author, HolderShape(text.source, text.author))
    return list(found.values())


def describe_bet(words: int, author: str) -> str:
    """A bet in words; `author` is "" for nobody."""
    return _("Our bet (words in a row, author): {n}, {author}.").format(n=words, author=author or _("nobody"))


def describe_outcome(phrase: MadePhrase, words: int) -> str:
    """What came of a bet on the number of words."""
    right = words == (phrase.copied.words if phrase.copied else 0)
    return _("Well guessed!") if right else _("Read the piece aloud. Another phrase?")


def bet_on(phrase: MadePhrase, words: int, whose: HolderShape) -> BetShape:
    """What the journal keeps of a bet on a phrase whose copied run is known."""
    return BetShape(phrase.text, words, whose, phrase.copied or CopiedShape(), phrase.relaxed)


def note_of(data: Mapping[str, Any]) -> Note:
    """The note that the values of an event `note.write` tell."""
    return msgspec.convert({**data, "at": 0.0}, Note)


def describe_note(note: Note) -> str:
    """A note in words: as the group wrote it, or what it bet and what was copied."""
    bet = note.bet
    if bet is None:
        return note.text
    from bestio.creation.attribution import verdict_of

    phrase = MadePhrase("", bet.phrase, copied=bet.copied, relaxed=bet.relaxed)
    return "\n".join([bet.phrase, describe_bet(bet.words, bet.whose.author), verdict_of(phrase)])
