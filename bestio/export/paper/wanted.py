"""What is to be printed, and from what: the plan alone, a group, a class."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

from msgspec import Struct, field

from bestio.classroom.class_report import EXPORTS
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.plan import load_sequences
from bestio.creation import trait_effects
from bestio.errors import UsageError
from bestio.export.paper.colouring import Drawn, drawn, strangers
from bestio.export.paper.sheets import Run
from bestio.i18n import _
from bestio.persona.catalog import TraitCatalog
from bestio.persona.portrait import Strips
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.index import Index
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from bestio.text.slug import slug

OF_A_SEANCE = ("seance", "sans-ordinateur")
"""The parts of the kit that are of one session."""


class Wanted(Struct):
    """What to print, and from what.

    `runs` are the sentences of the texts that are called `title`, as tokens (none: the plan's small text is taken), and
    `named` (class/group) those whose they are; `foot` stands under each page; `number` is that of the session (from
    1); `pages` the most that dice may take; `copies` how many ballots or sets of cards (None: as many as are usual);
    `paper` the size of posters; `class_title` and `until` (ISO) what the letter for voices says, "" where it leaves
    room; `drawn` the creatures to colour in; `home` is the class or the group (class/group) whose sheets they are.
    `dys`: laid out for those who read with difficulty.
    """

    part: str
    title: str
    foot: str
    runs: tuple[Run, ...]
    plan: Plan
    catalog: TraitCatalog
    strips: Strips
    named: tuple[str, ...] = ()
    number: int = 1
    pages: int = 2
    copies: int | None = None
    paper: str = "a4"
    class_title: str = ""
    until: str = ""
    drawn: tuple[Drawn, ...] = ()
    home: str = ""
    dys: bool = False
    fitted: dict[tuple[object, ...], int] = field(default_factory=dict)
    """How many sentences fit, as far as it has been found out: that takes time."""


def sentences_of(sources: Iterable[Source]) -> tuple[Run, ...]:
    """The sentences of texts, as tokens."""
    corpus = Corpus.of(sources)
    return tuple(Index.of(corpus).runs(range(len(corpus.sources))))


def small_text(plan: Plan, number: int) -> tuple[Run, ...]:
    """The text that a session of the plan works on, else the first that any does; none where there is none."""
    here = plan.seances[max(0, number - 1) : number]
    texts = [one.text for seance in (*here, *plan.seances) for one in seance.activities if one.text]
    return sentences_of([Source("plan", "", plan.title, texts[0])]) if texts else ()


def of_the_plan(workspace: Workspace) -> Wanted:
    """What to print of the plan alone, with the wheels of all lexicons. Raises UsageError without a plan."""
    plan = next(iter(load_sequences(workspace.library, workspace.report).values()), None)
    if plan is None:
        raise UsageError(_("There is no plan in this workspace."))
    catalog = TraitCatalog(one for one in workspace.lexicons.values() if one.slots)
    drawn_ones = strangers(catalog, workspace.strips)
    return Wanted("", plan.title, plan.title, (), plan, catalog, workspace.strips, drawn=drawn_ones)


def of_a_class(workspace: Workspace, class_id: str) -> Wanted:
    """The same for a class, with the texts that its groups share. Raises BestioError."""
    wanted = of_the_plan(workspace)
    _of_class(wanted, workspace, class_id)
    wanted.title = wanted.foot = wanted.class_title
    if shared := workspace.classroom.sources(class_id):
        groups = dict.fromkeys(one.id.removeprefix(trait_effects.CLASS).partition(":")[0] for one in shared)
        wanted.named = tuple(f"{class_id}/{group}" for group in groups)
        wanted.runs = sentences_of(shared)
    return wanted


def of_a_group(workspace: Workspace, path: Path) -> Wanted:
    """The same with the texts, the wheels and the creature of the group of a journal. Raises BestioError."""
    wanted = of_the_plan(workspace)
    _of_class(wanted, workspace, path.parent.name)
    with workspace.store.open(path, read_only=True) as journal:
        studio = Studio(journal, workspace, Random(0), classmates=())
        wanted.title = wanted.foot = journal.group
        wanted.catalog = studio.catalog
        wanted.runs = sentences_of(trait_effects.own_sources(studio.creation, journal.group))
        if studio.creation.begun:
            told = studio.description().third
            wanted.drawn = (drawn(studio.strips, studio.look(), studio.creation.name, told),)
    wanted.home = f"{path.parent.name}/{path.stem}"
    wanted.named = (wanted.home,)
    return wanted


def _of_class(wanted: Wanted, workspace: Workspace, class_id: str) -> None:
    wanted.home = class_id
    wanted.class_title = workspace.store.title_of(class_id)
    wanted.until = workspace.recorded_voices.would_hold(class_id)


def folder_of(workspace: Workspace, wanted: Wanted) -> Path:
    """Where the sheets of `wanted` go: the folder of exports of the class or the group whose they are."""
    return workspace.library.workspace / EXPORTS / wanted.home


def file_name(wanted: Wanted) -> str:
    """What the file of a part is called, without its ending."""
    number = f"-{wanted.number}" if wanted.part in OF_A_SEANCE else ""
    paper = f"-{wanted.paper.lower()}" if wanted.part == "touches" else ""
    dys = "-dys" if wanted.dys else ""
    return f"{wanted.part}{number}{paper}-{slug(wanted.title, 'bestio')}{dys}"
