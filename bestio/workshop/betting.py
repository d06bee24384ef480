"""A bet on a phrase before the glass box is opened: how many words in a row come from one text, and from whom?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import msgspec

from bestio.i18n import _
from bestio.workshop.attribution import verdict_of
from bestio.workshop.influence import OWN
from bestio.workshop.phrase_shapes import BetShape, CopiedShape, HolderShape
from bestio.workshop.state import Creation, MadePhrase, Note

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


def told_bet(words: int, author: str) -> str:
    """A bet in words; `author` is "" for nobody."""
    return _("Our bet (words in a row, author): {n}, {author}.").format(n=words, author=author or _("nobody"))


def told_outcome(phrase: MadePhrase, words: int) -> str:
    """What came of a bet on the number of words."""
    right = words == int((phrase.copied or {}).get("words") or 0)
    return _("Well guessed!") if right else _("Read the piece aloud. Another phrase?")


def bet_on(phrase: MadePhrase, words: int, whose: HolderShape) -> BetShape:
    """What the journal keeps of a bet on a phrase whose copied run is known."""
    return BetShape(phrase.text, words, whose, msgspec.convert(phrase.copied, CopiedShape), phrase.relaxed)


def note_of(data: Mapping[str, Any]) -> Note:
    """The note that the values of an event `note.write` tell."""
    return msgspec.convert({**data, "at": 0.0}, Note)


def told_note(note: Note) -> str:
    """A note in words: as the group wrote it, or what it bet and what was copied."""
    bet = note.bet
    if bet is None:
        return note.text
    phrase = MadePhrase("", bet.phrase, copied=msgspec.to_builtins(bet.copied), relaxed=bet.relaxed)
    return "\n".join([bet.phrase, told_bet(bet.words, bet.whose.author), verdict_of(phrase)])
