"""Who wrote a phrase, in words: its pieces, what was mended, what a hand changed, what is copied, how words came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bestio.i18n import _, ngettext
from bestio.language import tokens, typography
from bestio.language.typography import percent
from bestio.phrases import authorship
from bestio.phrases.phrase import Patch
from bestio.workshop.authors import Account, changes_of, copied_of, pieces_of
from bestio.workshop.state import MadePhrase

MOST_PIECES = 3
"""Pieces whose text is named in one line; of more, only the words are counted."""


def verdict_of(phrase: MadePhrase) -> str:
    """What of a phrase is copied, in words, and which limit gave way in the making; "" where nobody looked."""
    copied = copied_of(phrase)
    told = [authorship.verdict(copied)] if copied else []
    if phrase.relaxed and phrase.edited is None:
        told.append(phrase.relaxed)
    return "\n".join(told)


def told_rivals(rivals: Sequence[Mapping[str, Any]]) -> str:
    """The words that could have come, each with its chance. A sign stands in quotation marks, or it is not seen."""
    return ", ".join(
        f"{_rival(str(one.get('word') or ''))} {percent(float(one.get('probability', 0)))}" for one in rivals
    )


def _rival(word: str) -> str:
    if not word:
        return _("(the end)")
    return word if tokens.is_word(word) else _("“{word}”").format(word=word)


def told_pieces(phrase: MadePhrase) -> str:
    """The patchwork in a line; "" where the journal does not tell it."""
    pieces = [piece for piece in pieces_of(phrase) if piece.words]
    if not pieces:
        return ""
    if len(pieces) > MOST_PIECES:
        sizes = " + ".join(str(piece.words) for piece in pieces)
        return _("{n} pieces: {sizes} words").format(n=len(pieces), sizes=sizes)
    listed = " + ".join(_piece(piece) for piece in pieces)
    return ngettext("{n} piece: {pieces}", "{n} pieces: {pieces}", len(pieces)).format(n=len(pieces), pieces=listed)


def _piece(piece: Patch) -> str:
    return ngettext("{n} word of “{title}”", "{n} words of “{title}”", piece.words).format(
        n=piece.words, title=piece.title or piece.author
    )


def told_each_piece(phrase: MadePhrase) -> list[str]:
    """Each piece on a line of its own: its words, whose they are, and which other texts have them."""
    lines = []
    for number, piece in enumerate((one for one in pieces_of(phrase) if one.words), start=1):
        words = typography.join(str(step.get("word", "")) for step in phrase.steps[piece.start : piece.end])
        told = _("{number}. “{words}”: “{title}” ({author})").format(
            number=number, words=words, title=piece.title or piece.author, author=piece.author
        )
        lines.append(told + (". " + authorship.also(piece.words, piece.others) if piece.others else ""))
    return lines


def told_mended(steps: Sequence[Mapping[str, Any]], at: int) -> str:
    """How French was mended where the word of step `at` met the next one for the first time; "" where it was not."""
    if _melted(steps, at):
        at -= 1
    if not 0 <= at < len(steps) or not steps[at].get("read"):
        return ""
    last = at + 1 if _melted(steps, at + 1) else at
    return _("“{before}” became “{after}” before “{word}”.").format(
        before=typography.join(read_as(step) for step in steps[at : last + 1]),
        after=str(steps[at].get("word", "")),
        word=read_as(steps[last + 1]) if last + 1 < len(steps) else "…",
    )


def read_as(step: Mapping[str, Any]) -> str:
    """The word of a step as the text has it that it was read in."""
    return str(step.get("read") or step.get("word", ""))


def is_erased(step: Mapping[str, Any]) -> bool:
    """Whether the word of a step was erased with the group that wrote it: the one before stands for the whole run."""
    return not read_as(step)


def _melted(steps: Sequence[Mapping[str, Any]], at: int) -> bool:
    """Whether the word of step `at` went into the one before it: the « le » of « du »."""
    return 0 < at < len(steps) and not steps[at].get("word") and bool(steps[at].get("read"))


def told_changes(phrase: MadePhrase) -> str:
    """What a hand changed, in a line; "" where nothing."""
    told = []
    for change in changes_of(phrase):
        if not change.before:
            told.append(_("added “{words}”").format(words=change.after))
        elif not change.after:
            told.append(_("taken away “{words}”").format(words=change.before))
        else:
            told.append(_("“{before}” became “{after}”").format(before=change.before, after=change.after))
    return _("Changed by hand: {changes}.").format(changes=", ".join(told)) if told else ""


def told_account(account: Account) -> list[tuple[str, int]]:
    """How the words came, for people: what is counted, and how many words."""
    tally = account.tally
    return [
        (_("words drawn by the machine"), tally.machine),
        (_("asked for, then found by the machine"), tally.wanted),
        (_("drawn with the die"), tally.die),
        (_("picked by hand"), tally.pupil),
        (_("words written by hand"), account.hand),
        (_("tics of the creature"), tally.tic),
    ]
