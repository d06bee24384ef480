"""A bet on a phrase before the glass box is opened: how many words in a row come from one text, and from whom?"""

from __future__ import annotations

from collections.abc import Iterable

from bestio.i18n import _
from bestio.workshop.creation import Creation
from bestio.workshop.state import MadePhrase

MOST = 40
"""The phrases that are offered at most."""


def phrases_to_bet_on(creation: Creation) -> list[MadePhrase]:
    """The phrases whose copied run is known: the kept ones first, then the newest."""
    others = [one for one in reversed(list(creation.phrases.values())) if not one.kept]
    return [one for one in (*creation.kept_phrases, *others) if one.edited is None and one.copied][:MOST]


def authors(group: str, others: Iterable[str]) -> list[str]:
    """Who may have written what the machine reads: the group first, then `others` once each."""
    return list(dict.fromkeys([group, *others]))


def told_bet(words: int, author: str) -> str:
    """A bet in words; `author` is "" for nobody."""
    return _("Our bet (words in a row, author): {n}, {author}.").format(n=words, author=author or _("nobody"))


def told_outcome(phrase: MadePhrase, words: int) -> str:
    """What came of a bet on the number of words."""
    right = words == int((phrase.copied or {}).get("words") or 0)
    return _("Well guessed!") if right else _("Read the piece aloud. Another phrase?")


def bet_note(phrase: MadePhrase, words: int, author: str, verdict: str) -> str:
    """What the group's notes keep of a bet; `verdict` tells what is copied."""
    return f"{phrase.text}\n{told_bet(words, author)}\n{verdict}"
