"""`bestio phrases`: the phrase machine, in text or as JSON."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom

import msgspec

from bestio.cli.creature import chosen_lexicons
from bestio.cli.output import say, say_json, tell
from bestio.creation.authors import as_told
from bestio.creation.describe_sort import sort_named
from bestio.creation.trait_effects import starters
from bestio.errors import BestioError, Problem, UsageError, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.library import open_library
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicons import load_lexicons
from bestio.persona.persona import SEEDS
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.importers import read_text
from bestio.phrases.machine import MAX_ORDER, PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.private_files import make_folder
from bestio.session.account import phrase_lines
from bestio.session.explain import explain_phrase
from bestio.storage import disk

MOST = 10_000
MODEL_ENDING = ".json"
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
    sort: str
    lexicons: list[str]
    explain: bool
    models: list[Path]
    export_model: Path | None


def phrases(request: Request, *, as_json: bool, home: Path | None) -> int:
    """Make phrases and print them. Raises NoPhrase with the reason where there is none."""
    _check(request)
    problems: list[Problem] = []
    pupils = [_source(number, name) for number, name in enumerate(request.files, start=1)]
    order = request.order
    for number, path in enumerate(request.models, start=1):
        model, least = _model(number, path, order)
        pupils.append(model)
        order = min(order, least)
    starting: list[Source] = []
    if request.starters:
        every = load_lexicons(open_library(home, os.environ), problems.append)
        starting = starters(TraitCatalog(chosen_lexicons(every, request.lexicons)))
    share = 1.0 if not starting else request.share if pupils else 0.0
    shares = {
        **{source.id: share / len(pupils) for source in pupils},
        **{source.id: (1 - share) / len(starting) for source in starting},
    }
    settings = PhraseSettings(order=order, adaptive=request.adaptive, sort=sort_named(request.sort))
    machine = PhraseMachine(Corpus.of([*pupils, *starting], shares), settings)
    if request.export_model is not None:
        _export_model(machine, request.export_model)
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
    if request.export_model is not None and request.export_model.suffix.lower() != MODEL_ENDING:
        raise UsageError(
            _("A model cannot be written as “{ending}”.").format(
                ending=request.export_model.suffix or request.export_model.name
            ),
            hint=_("Give the file a name that ends in .json."),
        )
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


def _model(number: int, path: Path, order: int) -> tuple[Source, int]:
    """A model as a text, and at how many words the machine may look back with it."""
    from bestio.phrases.importers.model import read_model  # noqa: PLC0415 (only here: it takes markovify)

    found = read_model(path)
    for warning in found.warnings:
        tell(f"{path.stem}: {warning}")
    least = min(found.order, MAX_ORDER)
    if least < order:
        tell(
            ngettext(
                "{title}: this model looks back at {n} word; the machine does the same.",
                "{title}: this model looks back at {n} words; the machine does the same.",
                least,
            ).format(title=path.stem, n=least)
        )
    if found.rebuilt:
        tell(
            _("{title}: this model has kept no sentences. What is told as copied stands so in the model.").format(
                title=path.stem
            )
        )
    author = _("a model from elsewhere")
    return Source(f"model:{number}", author, path.stem, found.text, rebuilt=found.rebuilt), least


def _export_model(machine: PhraseMachine, path: Path) -> None:
    """Write the chain of `machine` as a `markovify.Text`; BestioError where there is none, or the disk refuses."""
    machine.check()
    data = machine.text.to_json().encode()
    try:
        make_folder(path.parent)
        disk.replace(path, data)
    except OSError as error:
        raise BestioError(
            _("The model cannot be written ({reason}).").format(reason=reason_of(error)),
            hint=_("Choose another folder, or free some space."),
            where=Where.of(path),
        ) from error
    tell(
        _("The model is written: {path}. It holds the words of the texts: treat it as you treat them.").format(
            path=path
        )
    )
    if not machine.weights.even:
        tell(_("It counts what stands in the texts: the shares are not in it."))


def _explain(phrase: Phrase) -> None:
    for line in phrase_lines(explain_phrase(as_told(phrase), "")):
        say(f"    {line}")
    say()
