"""A phrase and a creation told line by line: who wrote which word, in which pieces, what is copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bestio.i18n import _, ngettext
from bestio.language.typography import percent
from bestio.workshop.attribution import (
    is_erased,
    read_as,
    told_account,
    told_changes,
    told_each_piece,
    told_mended,
    told_rivals,
    verdict_of,
)
from bestio.workshop.authors import Account, authors_of, parts_of, rivals_of, words_of
from bestio.workshop.state import MadePhrase

MOST_RIVALS = 4


def tell_words(phrase: MadePhrase) -> Iterator[str]:
    """Each word, and why it came."""
    for word in words_of(phrase):
        if word.step is None:
            yield f"{word.text} : " + _("written by hand")
            continue
        step = phrase.steps[word.step]
        if not word.text and is_erased(step):
            continue
        told = f"{word.text or read_as(step)} : {_reason(step)}"
        mended = told_mended(phrase.steps, word.step) if word.text else ""
        yield f"{told}. {mended}" if mended else told


def tell_phrase(phrase: MadePhrase, group: str) -> Iterator[str]:
    """Whose words a phrase has, the pieces it is made of, what a hand changed, what is copied."""
    authors = ", ".join(f"{author} {percent(share)}" for author, share in authors_of(parts_of(phrase, group)).items())
    if authors:
        yield _("Whose words: {authors}").format(authors=authors)
    if pieces := told_each_piece(phrase):
        yield _("The pieces it is made of:")
        yield from pieces
    if changes := told_changes(phrase):
        yield changes
    yield from verdict_of(phrase).splitlines()


def tell_account(account: Account) -> Iterator[str]:
    """How the words of several phrases came, who wrote them, what is copied."""
    tally, words = account.tally, account.words
    yield ngettext("{n} phrase, {words} words", "{n} phrases, {words} words", tally.phrases).format(
        n=tally.phrases, words=words
    )
    for label, count in told_account(account):
        if count:
            yield f"- {label} : {count} ({percent(count / words)})"
    written = sum(tally.authors.values())
    for author, count in tally.authors.items():
        yield "- " + _("words of {author}: {n} ({part})").format(author=author, n=count, part=percent(count / written))
    if words:
        yield "- " + _("words copied at length") + f" : {tally.copied} ({percent(tally.copied / words)})"
    if tally.edited:
        changed = ngettext("{n} phrase changed by hand", "{n} phrases changed by hand", tally.edited)
        yield "- " + changed.format(n=tally.edited)


def _reason(step: Mapping[str, Any]) -> str:
    told = _("{chance}, read in “{title}” ({author})").format(
        chance=percent(float(step.get("probability") or 0)), title=step.get("title"), author=step.get("author")
    )
    if step.get("how") == "tic":
        told = _("a tic of the creature")
    others = told_rivals(rivals_of(step)[:MOST_RIVALS])
    return told + (_("; could have come: {others}").format(others=others) if others else "")
