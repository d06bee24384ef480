"""The teaching plan: a sequence of séances, each made of activities; `workshops/<id>.yaml`.

    bestio: sequence/1
    id: mille-et-une-voix
    title: Mille et une voix
    polls:
      robot: {title: Et toi ?, questions: [{id: vivant, text: Est-ce vivant ?, choices: [oui, non]}]}
    seances:
      - id: qui-parle
        title: Qui parle ?
        goal: Dire ce qu’on croit savoir des robots, avant d’en faire un.
        activities:
          - {id: sondage, title: Le sondage, minutes: 10, kind: poll, bench: none, poll: robot, when: before,
             pupils: Répondez chacun votre tour., teacher: Ne commentez pas., done: Tout le monde a répondu.}

A séance or an activity that does not fit is reported with its line and left out; the rest is taught.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from bestio import yamlio
from bestio.enough import AtMost, Enough
from bestio.errors import BestioError, Problem, Report, Where
from bestio.i18n import _
from bestio.library import Library
from bestio.workshop.events import KINDS

KIND = "sequence/1"
SEANCE_MINUTES = 55

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Title = Annotated[str, Meta(min_length=1, max_length=120)]
Prose = Annotated[str, Meta(max_length=20_000)]
Kind = Literal[
    "talk", "poll", "wheel", "count", "write", "dice", "authorship", "voices", "compare", "stage", "quiz", "retrain",
    "debate", "replay", "gallery", "unplugged",
]  # fmt: skip
Bench = Literal["none", "creature", "phrases", "voice", "stage", "replay", "class"]


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a poll, and the answers to choose from."""

    id: Key
    text: Annotated[str, Meta(min_length=1, max_length=300)]
    choices: Annotated[list[Annotated[str, Meta(min_length=1, max_length=80)]], Meta(min_length=2, max_length=8)]


class Poll(Struct, frozen=True, forbid_unknown_fields=True):
    """Questions that are asked twice, before and after."""

    questions: Annotated[list[Question], Meta(min_length=1, max_length=30)]
    title: Annotated[str, Meta(max_length=120)] = ""


class Done(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as done: in words and, where the app can see it, so many events of one kind.

    `words`: how many words a text or a note must hold at least to count.
    """

    text: Prose = ""
    event: Annotated[str, Meta(max_length=80)] = ""
    count: Annotated[int, Meta(ge=1, le=1000)] = 1
    words: Annotated[int, Meta(ge=0, le=10_000)] = 0


AuthorWay = Literal["bet", "sign", "keep", "count"]
"""To look for the author: bet on what is copied, sign in percentages, keep and throw away at the bench, count."""


class Activity(Struct, frozen=True, forbid_unknown_fields=True):
    """One activity: `minutes` long, on one bench of the app, with what each side reads.

    `pupils` is shown on the group's screen; `teacher`, `material`, `watch` (what to look out for), `shorten` (how to
    do it in less time) and `unplugged` (how without a computer) are for the teacher. `questions` are to be talked
    over; `poll` names one of the sequence's polls, asked `when`; `voices` and `text` are what the activity works on.
    `way` is how an activity of the kind “authorship” looks for the author. `rule`: the note on it is the group's rule
    of citation, which the gallery shows.
    """

    id: Key
    title: Title
    minutes: Annotated[int, Meta(ge=1, le=240)]
    kind: Kind
    bench: Bench = "none"
    pupils: Prose = ""
    teacher: Prose = ""
    material: list[Prose] | Prose = ""
    watch: Prose = ""
    shorten: Prose = ""
    unplugged: Prose = ""
    done: Done | Prose = ""
    questions: list[Prose] = msgspec.field(default_factory=list)
    links: list[Prose] = msgspec.field(default_factory=list)
    poll: Key | None = None
    when: Literal["before", "after"] | None = None
    voices: list[Key] = msgspec.field(default_factory=list)
    text: Prose = ""
    way: AuthorWay | None = None
    rule: bool = False

    @property
    def done_text(self) -> str:
        """What counts as done, in words."""
        return self.done.text if isinstance(self.done, Done) else self.done


class Seance(Struct, frozen=True):
    """One meeting of the class."""

    id: str
    title: str
    goal: str = ""
    teacher: str = ""
    links: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()

    @property
    def minutes(self) -> int:
        """How long its activities last together."""
        return sum(activity.minutes for activity in self.activities)


class Sequence(Struct, frozen=True):
    """A whole plan. `path` is the file it was read from."""

    id: str
    title: str
    about: str = ""
    teacher: str = ""
    level: str = ""
    polls: Mapping[str, Poll] = msgspec.field(default_factory=dict)
    seances: tuple[Seance, ...] = ()
    path: str = ""

    def steps(self) -> Iterator[tuple[Seance, Activity]]:
        """Every activity, in the order in which it is taught."""
        for seance in self.seances:
            for activity in seance.activities:
                yield seance, activity

    def find(self, seance: str, activity: str) -> tuple[Seance, Activity] | None:
        """The activity of these ids; None where the plan has none, or has one no more."""
        for found in self.steps():
            if (found[0].id, found[1].id) == (seance, activity):
                return found
        return None

    def after(self, seance: str, activity: str) -> tuple[Seance, Activity] | None:
        """The activity that follows this one, in its séance or the next; None after the last."""
        return self._beside(seance, activity, 1)

    def before(self, seance: str, activity: str) -> tuple[Seance, Activity] | None:
        """The activity before this one; None before the first."""
        return self._beside(seance, activity, -1)

    def _beside(self, seance: str, activity: str, offset: int) -> tuple[Seance, Activity] | None:
        steps = list(self.steps())
        for index, (one, other) in enumerate(steps):
            if (one.id, other.id) == (seance, activity) and 0 <= index + offset < len(steps):
                return steps[index + offset]
        return None


class _SeanceFile(Struct, frozen=True, forbid_unknown_fields=True):
    id: Key
    title: Title
    goal: Prose = ""
    teacher: Prose = ""
    links: list[Prose] = msgspec.field(default_factory=list)
    activities: list[Any] = msgspec.field(default_factory=list)


class _SequenceFile(Struct, frozen=True, forbid_unknown_fields=True):
    bestio: Literal["sequence/1"]
    id: Key
    title: Title
    seances: list[Any]
    about: Prose = ""
    teacher: Prose = ""
    level: Prose = ""
    language: str = "fr"
    polls: dict[Key, Any] = msgspec.field(default_factory=dict)


def read_sequence(path: Path, report: Report, *, voices: Container[str] | None = None) -> Sequence | None:
    """The plan of `path`; what does not fit is reported and left out, None where nothing can be taught from it.

    With `voices`, the ids of those there are, one that an activity names and that is not there is reported too.
    """
    with suppress(Enough):
        return _read_sequence(path, AtMost(report), voices)
    return None


def _read_sequence(path: Path, report: Report, voices: Container[str] | None) -> Sequence | None:
    try:
        document = yamlio.read(path)
    except BestioError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return None
    whole = yamlio.convert(document, (), _SequenceFile, report)
    if whole is None:
        return None
    if whole.id != path.stem:
        report(
            Problem(
                document.where("id"),
                _("The plan is called “{id}” in a file called “{file}”.").format(id=whole.id, file=path.name),
                _("Give both the same name."),
                "warning",
            )
        )
    polls = {key: poll for key in whole.polls if (poll := yamlio.convert(document, ("polls", key), Poll, report))}
    seances: list[Seance] = []
    for index in range(len(whole.seances)):
        seance = _read_seance(document, index, polls, voices, report)
        if seance is None:
            continue
        if any(other.id == seance.id for other in seances):
            report(_twice(document, ("seances", index, "id"), seance.id))
            continue
        seances.append(seance)
    if not seances:
        report(Problem(document.where("seances"), _("The plan has no session."), _("Add one under “seances:”.")))
        return None
    return Sequence(whole.id, whole.title, whole.about, whole.teacher, whole.level, polls, tuple(seances), str(path))


def _read_seance(
    document: yamlio.Document, index: int, polls: Mapping[str, Poll], voices: Container[str] | None, report: Report
) -> Seance | None:
    head = yamlio.convert(document, ("seances", index), _SeanceFile, report)
    if head is None:
        return None
    activities: list[Activity] = []
    for number in range(len(head.activities)):
        keys = ("seances", index, "activities", number)
        activity = yamlio.convert(document, keys, Activity, report)
        if activity is None:
            continue
        if any(other.id == activity.id for other in activities):
            report(_twice(document, (*keys, "id"), activity.id))
            continue
        if (problem := _poll_problem(document, keys, activity, polls)) is not None:
            report(problem)
        for problem in _unknown_names(document, keys, activity, voices):
            report(problem)
        activities.append(activity)
    seance = Seance(head.id, head.title, head.goal, head.teacher, tuple(head.links), tuple(activities))
    if seance.minutes > SEANCE_MINUTES:
        report(
            Problem(
                document.where("seances", index, "title"),
                _("The activities of “{title}” last {minutes} minutes, more than {most}.").format(
                    title=seance.title, minutes=seance.minutes, most=SEANCE_MINUTES
                ),
                _("Shorten one, or move it to another session."),
                "warning",
            )
        )
    return seance


def _twice(document: yamlio.Document, keys: tuple[str | int, ...], key: str) -> Problem:
    return Problem(
        document.where(*keys), _("“{id}” is used twice.").format(id=key), _("Give the second one another id.")
    )


def _poll_problem(
    document: yamlio.Document, keys: tuple[str | int, ...], activity: Activity, polls: Mapping[str, Poll]
) -> Problem | None:
    if activity.poll is not None and activity.poll not in polls:
        return Problem(
            document.where(*keys, "poll"),
            _("There is no poll called “{id}”.").format(id=activity.poll),
            _("Known polls: {names}.").format(names=", ".join(polls) or "–"),
        )
    if activity.kind == "poll" and (activity.poll is None or activity.when is None):
        return Problem(
            document.where(*keys),
            _("The poll “{title}” does not say which poll it is, or when.").format(title=activity.title),
            _("Add “poll: …” and “when: before” or “when: after”."),
        )
    return None


def _unknown_names(
    document: yamlio.Document, keys: tuple[str | int, ...], activity: Activity, voices: Container[str] | None
) -> Iterator[Problem]:
    for number, voice in enumerate(activity.voices if voices is not None else ()):
        if voices is not None and voice not in voices:
            yield Problem(
                document.where(*keys, "voices", number),
                _("There is no voice called “{id}”.").format(id=voice),
                _("The command “bestio voices” lists them."),
                "warning",
            )
    if isinstance(activity.done, Done) and activity.done.event and activity.done.event not in KINDS:
        yield Problem(
            document.where(*keys, "done", "event"),
            _("The app knows no act called “{id}”.").format(id=activity.done.event),
            _("Leave “event” out: what counts as done is then only told in words."),
            "warning",
        )


def load_sequences(library: Library, report: Report) -> dict[str, Sequence]:
    """Every plan that ships or that the workspace holds, by id; journals and other files are left alone."""
    found: dict[str, Sequence] = {}
    for path in library.files("workshops", report).values():
        if _is_another_kind(path):
            continue
        if (sequence := read_sequence(path, report)) is not None:
            found[sequence.id] = sequence
    return found


def _is_another_kind(path: Path) -> bool:
    """Whether the file says itself that it is no plan: a list of words, a journal, ..."""
    return yamlio.kind_of(path) not in {"", KIND.partition("/")[0]}
