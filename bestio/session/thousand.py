"""A thousand draws in sentences: what was announced beside what came, and whether chance alone does so."""

from __future__ import annotations

from collections.abc import Iterator

from bestio.i18n import _, ngettext
from bestio.language import tokens, typography
from bestio.language.typography import grouped, percent
from bestio.phrases.thousand import Came, Thousand

MOST_WORDS = 12
"""Words that are told one by one; the others are told together."""


def tell_thousand(found: Thousand) -> Iterator[str]:
    """What was drawn, each word with what was announced and what came, and the verdict."""
    yield tell_head(found)
    for came in rows_of(found):
        yield _("{word}: announced {announced}, came {came} ({times} times)").format(
            word=tell_word(came),
            announced=percent(came.announced),
            came=percent(came.times / found.draws if found.draws else 0),
            times=grouped(came.times),
        )
    yield tell_verdict(found)


def tell_head(found: Thousand) -> str:
    """After which words, and how many times, was drawn."""
    draws = ngettext("{n} draw", "{n} draws", found.draws).format(n=grouped(found.draws))
    if not found.before:
        return _("{draws} of a first word").format(draws=draws)
    return _("{draws} after “{words}”").format(draws=draws, words=typography.join(found.before))


def rows_of(found: Thousand) -> tuple[Came, ...]:
    """The likeliest words, then all the others as one, where there are many."""
    if len(found.words) <= MOST_WORDS:
        return found.words
    rest = found.words[MOST_WORDS - 1 :]
    others = Came(OTHERS, sum(one.announced for one in rest), sum(one.times for one in rest))
    return (*found.words[: MOST_WORDS - 1], others)


OTHERS = "\0"
"""Stands for all the words that are not told one by one: no text holds it."""


def tell_word(came: Came) -> str:
    """What a row is called."""
    if came.word == OTHERS:
        return _("(all the others)")
    if not came.word:
        return _("(the end)")
    return came.word if tokens.is_word(came.word) else _("“{word}”").format(word=came.word)


def tell_verdict(found: Thousand) -> str:
    """Whether what came is what chance could do, in words."""
    judged = found.fit
    if not found.draws:
        return _("Nothing was drawn.")
    if len(found.words) == 1:
        return _("Only one word can come here: there is nothing to compare.")
    if not judged.freedom:
        return _("Too few draws to tell: draw more.")
    if judged.surprising:
        return _(
            "That is far from what was announced: chance alone does it less than once in a hundred times. Draw again: "
            "if it stays so, something else than chance is at work."
        )
    return _("That is just what chance could do: it is as far from what was announced {n} times in a hundred.").format(
        n=max(1, round(judged.chance * 100))
    )
