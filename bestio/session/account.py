"""What the glass box tells, as lines: a passage a line where it is about one word, else a line each."""

from __future__ import annotations

from collections.abc import Iterator

from bestio.i18n import _
from bestio.language.typography import percent
from bestio.session.explain import AuthorsWhy, PhraseWhy
from bestio.session.moments import Why, tell_then
from bestio.session.telling import lines_of, tell_about_phrase, tell_counted, tell_rows, tell_uncounted, tell_word


def phrase_lines(why: PhraseWhy) -> Iterator[str]:
    """Each word of a phrase, and why it came, on one line; then whose words, the pieces, what is copied."""
    for word in why.words:
        if not word.erased:
            yield " ".join(tell_word(word))
    for passage in tell_about_phrase(why):
        yield from passage


def why_lines(why: Why) -> Iterator[str]:
    """Why something was as it was at a moment of a replay."""
    if isinstance(why, PhraseWhy):
        yield why.text
        yield from phrase_lines(why)
    else:
        yield from lines_of(tell_then(why))


def authors_lines(why: AuthorsWhy) -> Iterator[str]:
    """How the words of several phrases came, who wrote them, what is copied."""
    yield tell_counted(why)
    for question, rows in tell_rows(why.account):
        yield question
        for label, count, of in rows:
            yield "- " + _("{name}: {what}").format(name=label, what=f"{count} ({percent(count / of if of else 0)})")
    yield from tell_uncounted(why.account)
