"""The sheets of a class's book, and the passports of its creatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from bestio.activities.poll_counts import Comparison
from bestio.export.page.markup import portrait
from bestio.export.page.told import Page, PhraseShown
from bestio.export.paper.typeset import Sheet
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.phrases.corpus import Source

MOST_AUTHORS = 3
"""Authors that a passport names."""
_MOST_TOLD = 2


class ClassTold(Struct, frozen=True):
    """What a book says besides its creatures: the title and the rule of the class, its shared texts, the count of its
    authors, and how each poll moved.
    """

    title: str
    rule: str
    texts: tuple[Source, ...]
    authors: tuple[str, ...]
    polls: tuple[tuple[str, tuple[Comparison, ...]], ...]


def book(told: ClassTold, pages: Sequence[Page]) -> list[Sheet]:
    """The book: cover, a page or more for each creature, the texts that were shared, who wrote what, the polls."""
    sheets = [_cover(told, pages), *map(_creature, pages)]
    if told.texts:
        sheets.append(_texts(told.texts))
    return [*sheets, _tally(told)]


def passports(told: ClassTold, pages: Iterable[Page]) -> list[Sheet]:
    """The passports, eight to a sheet: what each creature is, has read, cannot know, and who answers for it."""
    return [Sheet("passports", {"cards": [_passport(told, page) for page in pages]})]


def _drawn(page: Page) -> Mapping[str, str]:
    return {"picture": portrait(page), "name": page.name}


def _cover(told: ClassTold, pages: Sequence[Page]) -> Sheet:
    rule = _("Our rule: {rule}").format(rule=told.rule) if told.rule else ""
    under = _("The anthology of our creatures")
    return Sheet(
        "cover", {"title": told.title, "under": under, "rule": rule, "creatures": [_drawn(page) for page in pages]}
    )


def _creature(page: Page) -> Sheet:
    return Sheet(
        "creature",
        {
            **_drawn(page),
            "group": _("By the group “{group}”").format(group=page.group),
            "about": page.description,
            "voice": _("Its voice: {voice}.").format(voice=page.voice),
            "phrases": [_phrase(one) for one in page.phrases],
            "foot": [line for line in (page.rule, page.signature) if line],
        },
    )


def _phrase(phrase: PhraseShown) -> Mapping[str, object]:
    """A phrase, and the heads of the last passages on it: what is copied, and how it was made; its page has all."""
    return {"text": phrase.text, "told": [_without_list(passage[0]) for passage in phrase.why[-_MOST_TOLD:] if passage]}


def _without_list(line: str) -> str:
    """A line without the words that lead to a list which is not told."""
    told, stop, _rest = line.rpartition(". ")
    return told + "." if stop and line.endswith(":") else line


def _texts(texts: Iterable[Source]) -> Sheet:
    shown = [
        {"title": one.title, "author": one.author, "parts": [part for part in one.text.splitlines() if part.strip()]}
        for one in texts
    ]
    how = _("What the machine has read: the texts that the groups shared.")
    return Sheet("texts", {"title": _("Our texts"), "how": [how], "texts": shown})


def _tally(told: ClassTold) -> Sheet:
    return Sheet(
        "tally",
        {
            "title": _("Who is the author?"),
            "how": [],
            "lines": told.authors,
            "heads": [_("Before"), _("After")],
            "polls": [
                {"title": title, "questions": [{"text": one.question, "rows": list(_rows(one))} for one in comparisons]}
                for title, comparisons in told.polls
            ],
        },
    )


def _rows(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    for choice, before, after in comparison.shares():
        yield choice, percent(before), percent(after)


def _passport(told: ClassTold, page: Page) -> Mapping[str, object]:
    read = ", ".join(f"{name} {percent(share)}" for name, share in page.shares[:MOST_AUTHORS])
    lines = [
        _("Born in the group “{group}”.").format(group=page.group),
        _("Its words come from: {authors}.").format(authors=read) if read else _("It has no phrase yet."),
        _("It does not know what its words mean, nor whether they are true, nor who listens."),
        _("Who answers for it: the group, which chose what it says."),
    ]
    return {**_drawn(page), "class": told.title, "lines": lines}
