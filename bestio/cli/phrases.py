"""`bestio phrases`: the phrase machine, in text or as JSON."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

import msgspec

from bestio.cli.account import tell_phrase, tell_words
from bestio.cli.creature import chosen_lexicons
from bestio.cli.output import say, say_json, tell
from bestio.errors import Problem, UsageError
from bestio.i18n import _
from bestio.library import open_library
from bestio.persona.cabinet import Cabinet
from bestio.persona.lexicon import load_lexicons
from bestio.persona.persona import SEEDS
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.importers import read_text
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.workshop.authors import as_told
from bestio.workshop.influence import starters

MOST = 10_000
STDIN = "-"
LONGEST_INPUT = 64 << 20  # bytes read from standard input before the reader itself refuses


@dataclass(frozen=True)
class Request:
    """What is asked of the machine."""

    files: list[str]
    order: int
    count: int
    seed: int | None
    start: str | None
    with_word: str | None
    share: float
    starters: bool
    adaptive: bool
    lexicons: list[str]
    explain: bool


def phrases(request: Request, *, as_json: bool, home: Path | None) -> int:
    """Make phrases and print them. Raises NoPhrase with the reason where there is none."""
    _check(request)
    problems: list[Problem] = []
    pupils = [_source(number, name) for number, name in enumerate(request.files, start=1)]
    starting: list[Source] = []
    if request.starters:
        every = load_lexicons(open_library(home, os.environ), problems.append)
        starting = starters(Cabinet(chosen_lexicons(every, request.lexicons)))
    share = 1.0 if not starting else request.share if pupils else 0.0
    shares = {
        **{source.id: share / len(pupils) for source in pupils},
        **{source.id: (1 - share) / len(starting) for source in starting},
    }
    machine = PhraseMachine(
        Corpus.of([*pupils, *starting], shares), PhraseSettings(order=request.order, adaptive=request.adaptive)
    )
    seed = int(SystemRandom().random() * SEEDS) if request.seed is None else request.seed
    random = Random(seed)
    made = [machine.make(random, start=request.start, with_word=request.with_word) for _turn in range(request.count)]
    for problem in problems:
        tell(str(problem))
    if as_json:
        say_json([msgspec.to_builtins(phrase) for phrase in made])
        return 0
    for phrase in made:
        say(phrase.text)
        if request.explain:
            _explain(phrase)
    return 0


def _check(request: Request) -> None:
    if not 1 <= request.count <= MOST:
        raise UsageError(_("The number of phrases goes from 1 to {most}.").format(most=MOST))
    if not 0 <= request.share <= 1:
        raise UsageError(_("The share goes from 0 to 1."), hint=_("0.6 means: six draws in ten."))


def _source(number: int, name: str) -> Source:
    if name == STDIN:
        found = read_text(sys.stdin.buffer.read(LONGEST_INPUT), _("standard input"))
        title = _("standard input")
    else:
        found = read_text(Path(name))
        title = Path(name).stem
    for warning in found.warnings:
        tell(f"{title}: {warning}")
    return Source(f"own:{number}", _("the group"), title, found.text)


def _explain(phrase: Phrase) -> None:
    told = as_told(phrase)
    for line in (*tell_words(told), *tell_phrase(told, "")):
        say(f"    {line}")
    say()
