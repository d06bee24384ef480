"""The words that a class says in its own way, in a YAML file that teachers edit: `workshops/prononciation.yaml`."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from bestio.documents.enough import Enough
from bestio.documents.reader import At, Format, Group, Header, Read, Text
from bestio.errors import Report
from bestio.i18n import N_, _
from bestio.language.spoken import NONE, OwnWords
from bestio.library import Library

NAME = "prononciation"
"""The file's name without its end; the workspace's own hides the one that comes with the program."""
HEADER = "pronunciation/1"
LONGEST_WORD = 60
LONGEST_READ = 200
MOST_WORDS = 2_000
_WORD = re.compile(r"\w[\w’'ʼ\- .&+/]*")
_READ = re.compile(r"[^\W_][^\W_]*(?:[’' ,\-]+[^\W_]+)*")


def load_pronunciation(library: Library, report: Report) -> OwnWords:
    """The words of the workspace's file, else of the one that ships; none where there is no file."""
    path = library.files("workshops").get(NAME)
    return (read_pronunciation(path, report) if path else None) or NONE


def read_pronunciation(path: Path, report: Report) -> OwnWords | None:
    """The words in a YAML file; what is wrong in it is reported with its line and left out.

    None where nothing can be used.
    """
    return FILE.read(path, report)


def _words(value: Any, at: At) -> dict[str, str] | None:
    if not isinstance(value, dict):
        message = _("“words” must be a list of words, each with what is read for it.")
        at.tell(message, _("Write each on a line of its own: “Zork: zorque”."))
        return None
    found: dict[str, str] = {}
    with suppress(Enough):
        if len(value) > MOST_WORDS:
            at.tell(_("There are more than {most} words; those after are left out.").format(most=MOST_WORDS))
        for word, read in list(value.items())[:MOST_WORDS]:
            fault = _fault(word, read)
            if fault is None:
                found[str(word).strip()] = str(read).strip()
            else:
                at.tell(*fault, str(word))
    return found


def _fault(word: object, read: object) -> tuple[str, str] | None:
    """What is wrong with one entry, and what to write instead."""
    example = _("Write the word as it stands in the texts, then what is read: “Zork: zorque”.")
    if not _WORD.fullmatch(str(word).strip()) or len(str(word)) > LONGEST_WORD:
        return _("“{word}” cannot be found in a text.").format(word=str(word)[:LONGEST_WORD]), example
    if isinstance(read, bool) or not isinstance(read, str | int):
        return _("“{word}” has nothing to read for it.").format(word=word), example
    if not _READ.fullmatch(str(read).strip()) or len(str(read)) > LONGEST_READ:
        return (
            _("“{word}”: “{read}” cannot be read aloud.").format(word=word, read=str(read)[:60]),
            _("Write it in letters, as a French reader says them, without brackets or other signs."),
        )
    return None


FILE = Format(
    HEADER,
    Group(
        {"bestio": Header(), "title": Text(), "words": Read(_words)},
        lambda bestio, title="", words=None: OwnWords(words or {}),
        goes_on=True,
    ),
    N_("This is not a list of pronunciations."),
)
"""What a file of words that a class says in its own way holds."""
