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

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from bestio.classroom.decks import Deck
from bestio.creation.events import KINDS
from bestio.documents import yamlio
from bestio.documents.enough import AtMost, Enough
from bestio.documents.reader import At, Fits, open_document
from bestio.errors import Report
from bestio.i18n import _
from bestio.library import Library

KIND = "sequence/1"
SEANCE_MINUTES = 55

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Title = Annotated[str, Meta(min_length=1, max_length=120)]
Prose = Annotated[str, Meta(max_length=20_000)]
Ask = Annotated[str, Meta(min_length=1, max_length=200)]
"""A question to the creature, as long as a journal holds one."""
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
    over; `poll` names one of the sequence's polls, asked `when`; `voices` and `text` are what the activity works on,
    `cards` those of the sequence's cards that it needs on paper. `way` is how an activity of the kind “authorship”
    looks for the author. `rule`: the note on it is the group's rule of citation, which the gallery shows.
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
    cards: list[Key] = msgspec.field(default_factory=list)

    @property
    def done_text(self) -> str:
        """What counts as done, in words."""
        return self.done.text if isinstance(self.done, Done) else self.done


class Seance(Struct, frozen=True):
    """One meeting of the class; `goal` is for the teacher, `asks` are questions that are ready for the creature."""

    id: str
    title: str
    goal: str = ""
    teacher: str = ""
    links: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
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
    cards: Mapping[str, Deck] = msgspec.field(default_factory=dict)
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
    asks: Annotated[list[Ask], Meta(max_length=30)] = msgspec.field(default_factory=list)
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
    cards: dict[Key, Any] = msgspec.field(default_factory=dict)


class _Known(Struct, frozen=True):
    """What the activities of a plan may name: its polls, its cards and, where they are known, the voices there are."""

    polls: Mapping[str, Poll]
    cards: Mapping[str, Deck]
    voices: Container[str] | None


def read_sequence(path: Path, report: Report, *, voices: Container[str] | None = None) -> Sequence | None:
    """The plan of `path`; what does not fit is reported and left out, None where nothing can be taught from it.

    With `voices`, the ids of those there are, one that an activity names and that is not there is reported too.
    """
    with suppress(Enough):
        report = AtMost(report)
        document = open_document(path, report)
        return None if document is None else _sequence(document.data, At.top(document, report), path, voices)
    return None


def _sequence(value: Any, at: At, path: Path, voices: Container[str] | None) -> Sequence | None:
    whole = Fits(_SequenceFile).read(value, at)
    if whole is None:
        return None
    if whole.id != path.stem:
        message = _("The plan is called “{id}” in a file called “{file}”.").format(id=whole.id, file=path.name)
        at.tell(message, _("Give both the same name."), "id", level="warning")
    polls, cards = _named(Poll, whole.polls, at / "polls"), _named(Deck, whole.cards, at / "cards")
    polls = {key: _asked_once(poll, at / "polls" / key / "questions") for key, poll in polls.items()}
    seances = _once(whole.seances, at / "seances", partial(_seance, _Known(polls, cards, voices)))
    if not seances:
        at.tell(_("The plan has no session."), _("Add one under “seances:”."), "seances")
        return None
    return Sequence(whole.id, whole.title, whole.about, whole.teacher, whole.level, polls, cards, seances, str(path))


_Part = TypeVar("_Part", Poll, Deck)
_Named = TypeVar("_Named", "Seance", "Activity")


def _named(kind: type[_Part], values: Mapping[str, Any], at: At) -> dict[str, _Part]:
    """The entries of a mapping that fit."""
    read = {key: Fits(kind).read(value, at / key) for key, value in values.items()}
    return {key: one for key, one in read.items() if one is not None}


def _asked_once(poll: Poll, at: At) -> Poll:
    """A poll with each question under an id of its own: the answers are kept by it."""
    found: dict[str, Question] = {}
    for number, question in enumerate(poll.questions):
        if question.id in found:
            message = _("“{id}” is used twice.").format(id=question.id)
            at.tell(message, _("Give the second one another id."), number, "id")
        found.setdefault(question.id, question)
    return msgspec.structs.replace(poll, questions=list(found.values()))


def _once(values: list[Any], at: At, read: Callable[[Any, At], _Named | None]) -> tuple[_Named, ...]:
    """The entries of a list that fit, each under an id of its own."""
    found: dict[str, _Named] = {}
    for number, value in enumerate(values):
        one = read(value, at / number)
        if one is not None and one.id in found:
            message = _("“{id}” is used twice.").format(id=one.id)
            at.tell(message, _("Give the second one another id."), number, "id")
        elif one is not None:
            found[one.id] = one
    return tuple(found.values())


def _seance(known: _Known, value: Any, at: At) -> Seance | None:
    head = Fits(_SeanceFile).read(value, at)
    if head is None:
        return None
    activities = _once(head.activities, at / "activities", partial(_activity, known))
    seance = Seance(head.id, head.title, head.goal, head.teacher, tuple(head.links), tuple(head.asks), activities)
    if seance.minutes > SEANCE_MINUTES:
        message = _("The activities of “{title}” last {minutes} minutes, more than {most}.").format(
            title=seance.title, minutes=seance.minutes, most=SEANCE_MINUTES
        )
        at.tell(message, _("Shorten one, or move it to another session."), "title", level="warning")
    return seance


def _activity(known: _Known, value: Any, at: At) -> Activity | None:
    activity = Fits(Activity).read(value, at)
    if activity is not None:
        _check_poll(activity, known, at)
        _check_names(activity, known, at)
    return activity


def _check_poll(activity: Activity, known: _Known, at: At) -> None:
    if activity.poll is not None and activity.poll not in known.polls:
        hint = _("Known polls: {names}.").format(names=", ".join(known.polls) or "–")
        at.tell(_("There is no poll called “{id}”.").format(id=activity.poll), hint, "poll")
    elif activity.kind == "poll" and (activity.poll is None or activity.when is None):
        message = _("The poll “{title}” does not say which poll it is, or when.").format(title=activity.title)
        at.tell(message, _("Add “poll: …” and “when: before” or “when: after”."))


def _check_names(activity: Activity, known: _Known, at: At) -> None:
    for number, voice in enumerate(activity.voices if known.voices is not None else ()):
        if known.voices is not None and voice not in known.voices:
            message = _("There is no voice called “{id}”.").format(id=voice)
            at.tell(message, _("The command “bestio voices” lists them."), "voices", number, level="warning")
    for number, name in enumerate(activity.cards):
        if name not in known.cards:
            message = _("There are no cards called “{id}”.").format(id=name)
            hint = _("Known cards: {names}.").format(names=", ".join(known.cards) or "–")
            at.tell(message, hint, "cards", number, level="warning")
    if isinstance(activity.done, Done) and activity.done.event and activity.done.event not in KINDS:
        message = _("The app knows no act called “{id}”.").format(id=activity.done.event)
        hint = _("Leave “event” out: what counts as done is then only told in words.")
        at.tell(message, hint, "done", "event", level="warning")


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
