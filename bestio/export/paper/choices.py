"""What there is to choose from, where somebody prints: each part of the kit, each session, each size of a poster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from bestio.errors import UsageError
from bestio.export.paper.keys import PAPERS
from bestio.export.paper.kit import KEYS, kit, parts_of
from bestio.export.paper.wanted import OF_A_SEANCE, Wanted
from bestio.i18n import _, ngettext
from bestio.language.typography import capital


def asked_for(wanted: Wanted, key: str) -> None:
    """Have what a choice means printed: `seance:3`, `touches:a3`, `des`."""
    wanted.part, _colon, more = key.partition(":")
    if wanted.part in OF_A_SEANCE:
        wanted.number = int(more)
    elif more:
        wanted.paper = more


def choices(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """What can be printed: its key (see `asked_for`), and what it is called, with its pages."""
    for key, called in kinds(wanted):
        asked_for(wanted, key)
        with suppress(UsageError):  # what there is nothing to make of is not offered
            pages = kit(wanted).pages
            told = ngettext("{n} page", "{n} pages", pages).format(n=pages)
            yield key, f"{capital(called)} ({told})"


def kinds(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """The keys of all that may be asked for, and what each is called."""
    parts = parts_of(wanted.plan)
    for part, holds in parts.items():
        if part == KEYS:
            yield from ((f"{part}:{paper}", f"{holds}, {paper.upper()}") for paper in PAPERS)
        elif part not in OF_A_SEANCE:
            yield part, holds
    for number in range(1, len(wanted.plan.seances) + 1):
        for part in OF_A_SEANCE:
            yield f"{part}:{number}", _("Session {n}: {what}").format(n=number, what=parts[part])
