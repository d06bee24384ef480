"""What is told of a text that came from a file or the clipboard: the same report for both."""

from __future__ import annotations

from bestio.creation.quoted import shorten
from bestio.creation.words import count_words
from bestio.i18n import _, ngettext
from bestio.phrases.importers import Imported
from bestio.phrases.importers.encodings import OLD_ENCODINGS

LONGEST_TITLE = 30


def report(found: Imported, flagged: str = "") -> tuple[str, ...]:
    """How many words were read, how, what was left out, and what the word guard says (`flagged`); a sentence each."""
    words = count_words(found.text)
    told = [ngettext("{n} word read.", "{n} words read.", words).format(n=words)]
    if kind := OLD_ENCODINGS.get(found.encoding):
        told.append(_("The letters are of an old kind ({kind}): look whether the accents are right.").format(kind=kind))
    return (*told, *found.warnings, *([flagged] if flagged else []))


def title_of(found: Imported) -> str:
    """A title for a pasted text that has none: its first words."""
    first = next((line for line in found.text.splitlines() if line.strip()), "")
    return shorten(first, LONGEST_TITLE)
