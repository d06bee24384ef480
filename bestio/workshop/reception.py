"""What is told of a text that came from a file or the clipboard: the same report for both."""

from __future__ import annotations

from bestio.i18n import _, ngettext
from bestio.phrases.importers import Imported
from bestio.workshop.quoted import shorten
from bestio.workshop.words import count_words

OLD_LETTERS = "cp1252"
LONGEST_TITLE = 30


def report(found: Imported, flagged: str = "") -> tuple[str, ...]:
    """How many words were read, how, what was left out, and what the word guard says (`flagged`); a sentence each."""
    words = count_words(found.text)
    told = [ngettext("{n} word read.", "{n} words read.", words).format(n=words)]
    if found.encoding == OLD_LETTERS:
        told.append(_("The letters are of an old kind (Windows-1252): look whether the accents are right."))
    return (*told, *found.warnings, *([flagged] if flagged else []))


def title_of(found: Imported) -> str:
    """A title for a pasted text that has none: its first words."""
    first = next((line for line in found.text.splitlines() if line.strip()), "")
    return shorten(first, LONGEST_TITLE)
