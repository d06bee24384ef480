"""The words of the workshop, each explained: those that ship, and over them those of the class, in `glossaire.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bestio.documents.enough import Enough
from bestio.documents.reader import At, Each, Format, Group, Header, Line, Read, Text
from bestio.errors import Report
from bestio.i18n import N_, _
from bestio.library import Library
from bestio.text.fold import fold, small

NAME = "glossaire"
"""The file's name without its end, in `workshops`."""
HEADER = "glossary/1"
LONGEST_WORD = 40
LONGEST = 600
"""Letters of what is said of a word."""
MOST = 500
"""Words of a file."""


@dataclass(frozen=True)
class Word:
    """A word and what it means; `also`: its other forms, `see`: words beside it."""

    word: str
    says: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All that stands for it in a text."""
        return (self.word, *self.also)


class Glossary:
    """The words, in the order of the alphabet."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        by_name = {fold(word.word): word for word in words}
        self.words = tuple(by_name[name] for name in sorted(by_name))

    @cached_property
    def _by_form(self) -> dict[str, Word]:
        return {_plain(form): word for word in self.words for form in word.forms}

    @cached_property
    def _any(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def found_in(self, text: str) -> tuple[Word, ...]:
        """The words that stand in a text, each once, in the order in which they come. Accents count: dé is not de."""
        if not self.words:
            return ()
        return tuple(dict.fromkeys(self._by_form[match[0]] for match in self._any.finditer(_plain(text))))

    def search(self, asked: str) -> tuple[Word, ...]:
        """The words that begin like what is asked, then those that hold it, then those that are explained with it."""
        wanted = fold(" ".join(asked.split()))

        def rank(word: Word) -> int:
            forms = [fold(form) for form in word.forms]
            if any(form.startswith(wanted) for form in forms):
                return 0
            return 1 if any(wanted in form for form in forms) else 2 if wanted in fold(word.says) else 3

        ranked = sorted(((rank(word), place) for place, word in enumerate(self.words)))
        return tuple(self.words[place] for ranking, place in ranked if ranking < 3)

    def get(self, name: str) -> Word | None:
        """The word of that name, or of that form; capitals, and accents where no other word is meant, may differ."""
        exact = self._by_form.get(_plain(name))
        folded = {fold(form): word for form, word in reversed(self._by_form.items())}
        return exact or folded.get(fold(name))


def _plain(text: str) -> str:
    return " ".join(small(text).replace("'", "’").split())


def load_glossary(library: Library, report: Report) -> Glossary:
    """The words that ship and those of the workspace, which are laid over them."""
    shipped, own = library.bundled / "workshops" / f"{NAME}.yaml", library.files("workshops").get(NAME)
    paths = dict.fromkeys(path for path in (shipped, own) if path is not None and path.is_file())
    return Glossary(word for path in paths for word in read_glossary(path, report) or ())


def read_glossary(path: Path, report: Report) -> tuple[Word, ...] | None:
    """The words in a YAML file; what is wrong in it is reported with its line and left out.

    None where nothing can be used.
    """
    return FILE.read(path, report)


def _words(value: Any, at: At) -> tuple[Word, ...] | None:
    example = _("Write each on a line of its own: “dice: what decides the next word.”")
    if not isinstance(value, Mapping):
        at.tell(_("“words” must be a list of words, each with what it means."), example)
        return None
    found: list[Word] = []
    with suppress(Enough):
        if len(value) > MOST:
            at.tell(_("There are more than {most} words; those after are left out.").format(most=MOST))
        for name, written in list(value.items())[:MOST]:
            here, word = at / name, " ".join(str(name).split())
            if not any(map(str.isalpha, word)) or len(word) > LONGEST_WORD:
                here.tell(_("“{word}” is no word that can be explained.").format(word=word[:LONGEST_WORD]), example)
            elif isinstance(written, str):
                says = _SAYS.read(written, here)
                found += [Word(word, says)] if says else []
            elif (made := _ENTRY.read(written, here)) is not None:
                found.append(Word(word, **made))
    return tuple(found)


def _no_list(value: Any, at: At) -> None:
    at.refuse(value, _("Write the words between brackets: [one, another]."))


def _says(value: Any, at: At) -> str | None:
    return Line(LONGEST, empty=False).read(" ".join(value.split()) if isinstance(value, str) else value, at)


_SAYS = Read(_says)
_FORM = Line(LONGEST_WORD, empty=False)
_ENTRY = Group(
    {"says": _SAYS, "also": Each(_FORM, _no_list), "see": Each(_FORM, _no_list)}, lambda **made: made, needed=("says",)
)
FILE = Format(
    HEADER,
    Group({"bestio": Header(), "title": Text(), "words": Read(_words)}, lambda words=(), **_rest: words, goes_on=True),
    N_("This is not a list of explained words."),
)
"""What a file of explained words holds."""
