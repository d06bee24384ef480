"""`bestio glossary`: the words of the workshop, explained."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bestio.classroom.glossary import Word, load_glossary
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.errors import BestioError, Problem
from bestio.i18n import _
from bestio.library import open_library


def glossary(asked: str, *, as_json: bool, home: Path | None) -> int:
    """Explain the word asked for, else all of them. Raises BestioError where there is no such word."""
    problems: list[Problem] = []
    found = load_glossary(open_library(home, os.environ), problems.append)
    words: tuple[Word, ...] = found.words
    if asked:
        word = found.get(asked)
        words = (word,) if word else found.search(asked)
        if not words:
            raise BestioError(
                _("“{word}” is not among the words of the workshop.").format(word=asked),
                hint=_("bestio glossary lists them all."),
            )
    if as_json:
        say_json([msgspec.to_builtins(one) for one in words])
    else:
        for one in words:
            say(_("{word}: {meaning}").format(word=one.word, meaning=one.says))
            if asked and one.see:
                say("  → " + ", ".join(one.see))
    for problem in problems:
        tell(str(problem))
    return PROBLEMS if problems else 0
