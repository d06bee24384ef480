"""The glass box in words: why this word, who wrote it, what else could have come, what is copied, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.style import Style

from bestio.i18n import _, ngettext
from bestio.language.typography import percent
from bestio.phrases.authorship import also
from bestio.phrases.phrase import Patch
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_view import HAND, Read, hand_style, numbers_of, text_colour, text_style
from bestio.workshop.attribution import is_erased, told_changes, told_each_piece, told_mended, told_rivals, verdict_of
from bestio.workshop.authors import Part, authors_of, parts_of, rivals_of
from bestio.workshop.state import MadePhrase

MOST_RIVALS = 5
LONGEST_SENTENCE, WHOLE_SENTENCE = 150, 4000
LONGEST_TITLE = 26
MOST_PARTS = 12
# What fills the bar of each text, in the order of its patterns of letters; signs that every terminal has.
FILLS = "█▓▒░▌▀▄▐║═╬■"
HAND_FILL = "×"


def bar(parts: Sequence[Part], texts: Sequence[Read], width: int, *, dark: bool) -> Content:
    """Whose words a phrase is made of, as a bar of `width` cells: each text in its colour and its fill."""
    total = sum(part.words for part in parts)
    if not total or width < 1:
        return Content("")
    numbers = _numbers(parts, texts)
    pieces: list[Content] = []
    words = done = 0
    for part in parts:
        words += part.words
        upto = round(words / total * width)
        pieces.append(_filled(part, numbers, upto - done, dark=dark))
        done = upto
    return Content("").join(pieces)


def legend(
    parts: Sequence[Part], texts: Sequence[Read], *, dark: bool, most: int = MOST_PARTS, longest: int = LONGEST_TITLE
) -> Content:
    """Each author with their part of the words, and the `most` first texts in their colour, pattern and fill.

    `longest`: letters that are told of a title. `texts` are those that are not the group's own.
    """
    total = sum(part.words for part in parts)
    numbers = _numbers(parts, texts)
    told = []
    for author, share in authors_of(parts).items():
        own = [part for part in parts if part.author == author]
        items = [
            _named(part, total if len(own) > 1 else 0, numbers, dark=dark, longest=longest)
            for part in own
            if part in parts[:most]
        ]
        if len(items) < len(own):
            items.append(Content("…"))
        head = Content.assemble((visible(author), "bold"), f"\u00a0{percent(share)}")
        told.append(head + "\u00a0: " + Content(", ").join(items))
    return Content("   ").join(told)


def _named(part: Part, total: int, numbers: Mapping[Read, int], *, dark: bool, longest: int) -> Content:
    name = _short(visible(part.title or part.author), longest)
    style: Style | str = text_style(numbers.get((part.author, part.title), 0), dark=dark)
    if part.hand:
        name, style = _("written by hand"), hand_style(dark=dark)
    named = _filled(part, numbers, 1, dark=dark) + "\u00a0" + Content.styled(name, style)
    return named + f"\u00a0{percent(part.words / total)}" if total else named


def _numbers(parts: Sequence[Part], texts: Sequence[Read]) -> Mapping[Read, int]:
    return numbers_of(((part.author, part.title) for part in parts if not part.hand), texts)


def _filled(part: Part, numbers: Mapping[Read, int], cells: int, *, dark: bool) -> Content:
    number = numbers.get((part.author, part.title), 0)
    fill = HAND_FILL if part.hand else FILLS[number % len(FILLS)]
    return Content.styled(fill * cells, text_colour(number, dark=dark))


def explain_word(step: Mapping[str, Any] | None, *, mended: str = "", longest: int = LONGEST_SENTENCE) -> Content:
    """Where the word was read, with what chance it came, and which others could have.

    `mended`: how it was changed where it met the next one; `longest`: letters that are told of the sentence it was
    read in.
    """
    if step is None:
        return Content("")
    lines: list[Content] = []
    word = visible(str(step.get("word") or step.get("read") or ""))
    title, author = visible(str(step.get("title", ""))), visible(str(step.get("author", "")))
    how = str(step.get("how", "machine"))
    lines.append(
        Content.assemble((_("“{word}”").format(word=word), "bold"), " ", _came(how), ". ", _read(title, author))
    )
    if how == HAND:
        return lines[0]
    if mended:
        lines.append(Content(visible(mended)))
    if sentence := visible(str(step.get("sentence", ""))):
        lines.append(Content.styled(_("In: “{sentence}”").format(sentence=_short(sentence, longest)), "italic"))
    lines.append(Content(_chance(step)))
    return Content("\n").join(lines)


def explain_piece(piece: Patch) -> Content:
    """Of how many words the piece is that a word stands in, and which other texts hold it."""
    if not piece.words:
        return Content("")
    told = ngettext(
        "Its piece: {n} word of “{title}”.", "Its piece: {n} words in a row of “{title}”.", piece.words
    ).format(n=piece.words, title=visible(piece.title or piece.author))
    return Content(told + (" " + visible(also(piece.words, piece.others)) if piece.others else ""))


def _came(how: str) -> str:
    return {
        "machine": _("drawn by the machine"),
        "die": _("thrown with the die"),
        "pupil": _("chosen by you"),
        "wanted": _("asked for"),
        "tic": _("a tic of the creature"),
        HAND: _("written by hand"),
    }.get(how, _("drawn by the machine"))


def _read(title: str, author: str) -> str:
    if not title:
        return ""
    return _("Read in “{title}” ({author}).").format(title=title, author=author) if author else title


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _chance(step: Mapping[str, Any]) -> str:
    rivals = rivals_of(step)
    order = int(step.get("order") or 0)
    if step.get("how") == "tic":
        return _("The creature says it out of habit: one of its traits wants it so.")
    if not rivals:
        if order == 0:
            return _("Nothing was drawn here.")
        return ngettext(
            "After this word, the texts have only one sequel: nothing to draw.",
            "After these {n} words, the texts have only one sequel: nothing to draw.",
            order,
        ).format(n=order)
    others = visible(told_rivals(rivals[:MOST_RIVALS]))
    more = max(len(rivals), int(step.get("choices") or 0) - 1) - min(len(rivals), MOST_RIVALS)
    tail = " " + ngettext("and {n} other", "and {n} others", more).format(n=more) if more > 0 else ""
    return _("Its chance: {chance}. Could have come: {others}{tail}.").format(
        chance=percent(float(step.get("probability", 0))), others=others, tail=tail
    )


def copy_verdict(phrase: MadePhrase) -> str:
    """Who copied what, in words, ready for the screen."""
    return visible(verdict_of(phrase), lines=True)


def explain_phrase(phrase: MadePhrase, group: str) -> Iterator[str]:
    """The whole account of a phrase, line by line: each word, author, piece, what was changed, what is copied."""
    for at, step in enumerate(phrase.steps):
        if is_erased(step):
            continue
        yield explain_word(step, mended=told_mended(phrase.steps, at), longest=WHOLE_SENTENCE).plain + "\n"
    yield legend(parts_of(phrase, group), (), dark=True).plain
    if pieces := told_each_piece(phrase):
        yield _("The pieces it is made of:")
        yield from (visible(line) for line in pieces)
        yield ""
    if changes := told_changes(phrase):
        yield visible(changes)
    yield copy_verdict(phrase)
