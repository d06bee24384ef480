"""The glass box in words: why this word, who wrote it, what else could have come, what is copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from bestio.i18n import _, ngettext
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_view import Read, number_of, read_in, text_style, texts_of
from bestio.workshop.state import MadePhrase

MOST_RIVALS = 5


def percent(probability: float) -> str:
    """A probability (0..1) as a whole percentage, `< 1 %` where it would round to nothing."""
    value = round(probability * 100)
    return "<\u00a01\u00a0%" if probability and not value else f"{value}\u00a0%"


def legend(phrase: MadePhrase, texts: Sequence[Read], *, dark: bool) -> Content:
    """Each text of the phrase in its colour and pattern, with its author and its part of the words.

    `texts` are those that are not the group's own.
    """
    if phrase.edited is not None:
        told = _("Changed by hand. The machine had written: {text}").format(text=visible(phrase.text))
        return Content.styled(told, "$text-muted")
    read = [text for step in phrase.steps if (text := read_in(step)) is not None]
    parts = []
    for text in texts_of(phrase):
        style = text_style(number_of(text, texts), dark=dark)
        author, title = visible(text[0]), visible(text[1])
        named = f"{title} ({author})" if title and title != author else author
        part = percent(read.count(text) / len(read))
        parts.append(Content.assemble(Content.styled(f"■\u00a0{named}", style), f"\u00a0{part}"))
    return Content("  ").join(parts)


def explain_word(step: Mapping[str, Any] | None) -> Content:
    """Where the word was read, with what chance it came, and which others could have."""
    if step is None:
        return Content("")
    lines: list[Content] = []
    word = visible(str(step.get("word", "")))
    title, author = visible(str(step.get("title", ""))), visible(str(step.get("author", "")))
    how = str(step.get("how", "machine"))
    lines.append(
        Content.assemble((_("“{word}”").format(word=word), "bold"), " ", _came(how), ". ", _read(title, author))
    )
    if sentence := visible(str(step.get("sentence", ""))):
        lines.append(Content.styled(_("In: “{sentence}”").format(sentence=_short(sentence)), "italic"))
    lines.append(Content(_chance(step)))
    return Content("\n").join(lines)


def _came(how: str) -> str:
    return {
        "machine": _("drawn by the machine"),
        "die": _("thrown with the die"),
        "pupil": _("chosen by you"),
        "wanted": _("asked for"),
        "tic": _("a tic of the creature"),
    }.get(how, _("drawn by the machine"))


def _read(title: str, author: str) -> str:
    if not title:
        return ""
    return _("Read in “{title}” ({author}).").format(title=title, author=author) if author else title


def _short(text: str, most: int = 150) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _chance(step: Mapping[str, Any]) -> str:
    rivals = [r for r in step.get("rivals") or () if isinstance(r, Mapping)]
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
    the_end = _("(the end)")
    others = ", ".join(
        f"{visible(str(r.get('word', ''))) or the_end} {percent(float(r.get('probability', 0)))}"
        for r in rivals[:MOST_RIVALS]
    )
    more = len(rivals) - MOST_RIVALS
    tail = " " + ngettext("and {n} other", "and {n} others", more).format(n=more) if more > 0 else ""
    return _("Its chance: {chance}. Could have come: {others}{tail}.").format(
        chance=percent(float(step.get("probability", 0))), others=others, tail=tail
    )


def copy_verdict(phrase: MadePhrase) -> str:
    """Who copied what, in words."""
    copied = phrase.copied
    lines = []
    if copied:
        words, total = int(copied.get("words") or 0), int(copied.get("total") or 0)
        if words >= 3:
            lines.append(
                _("{n} words in a row come from “{title}” ({author}): “{run}”.").format(
                    n=words,
                    title=visible(str(copied.get("title", ""))),
                    author=visible(str(copied.get("author", ""))),
                    run=_short(visible(str(copied.get("of", ""))), 90),
                )
                + (" " + _("That is the whole phrase: it is a quotation.") if total and words >= total else "")
            )
        else:
            lines.append(_("Nothing copied at length: nobody had ever written this phrase."))
    if phrase.relaxed:
        lines.append(visible(phrase.relaxed))
    return "\n".join(lines)
