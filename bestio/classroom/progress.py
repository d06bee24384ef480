"""Where a group is in the plan: what is done, what comes next, how much time is left. Read from its journal, no more.

What is done in an activity counts from the moment the group reaches it to the moment it reaches another; a poll's
answers count whenever they were given. What is written or kept twice under one id (a note that is improved, a phrase
that is let go and kept again) counts once, and what is taken back there (a phrase that is let go) not at all. An
activity for which the plan names no act is done once the group has gone on from it. The time counts from when the
group came to the activity, without the pauses that are longer than a session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from bestio.classroom.plan import Activity, Done, Seance, Sequence
from bestio.creation.events import Event
from bestio.creation.fold import Creation
from bestio.creation.words import count_words

DEFAULT = "mille-et-une-voix"
LONGEST_PAUSE = 45 * 60.0
"""Seconds: whoever does nothing for longer than this has gone home in between."""
_REACH = "step.reach"
_HAPPENED = frozenset({_REACH, "stage.speak", "poll.answer", "quiz.answer"})
_ABOUT = {
    "note.write": "id", "text.write": "id", "text.share": "id", "phrase.keep": "id", "trait.lock": "slot",
    "trait.add": "id",
}  # fmt: skip
"""The value that says what an act is about: two acts about the same thing count once."""
_TAKES_BACK = {
    "phrase.unkeep": ("phrase.keep", "id"), "phrase.drop": ("phrase.keep", "id"), "text.remove": ("text.write", "id"),
    "text.unshare": ("text.share", "id"), "trait.unlock": ("trait.lock", "slot"), "trait.remove": ("trait.add", "ref"),
}  # fmt: skip
"""The act that an act takes back, and the value that says of what."""


class Place(Struct, frozen=True):
    """One activity of the plan, and what a group has done of it: so many acts (`count`) of those `needed`.

    A quiz that has fewer phrases than the plan asks for needs no more than it has.
    """

    seance: Seance
    activity: Activity
    number: str
    count: int = 0
    needed: int = 0
    reached: bool = False
    done: bool = False
    here: bool = False

    @property
    def key(self) -> str:
        """What names this activity in notes and guesses."""
        return f"{self.seance.id}/{self.activity.id}"[:80]


def reaching(place: Place, plan: str) -> tuple[str, dict[str, str]]:
    """The event, its kind and values, by which a group comes to an activity of the plan of that id."""
    return _REACH, {"seance": place.seance.id, "activity": place.activity.id, "sequence": plan}


class Progress(Struct, frozen=True):
    """A group's way through a plan. `at` is its place, None before the first; `spent` seconds there until `last`."""

    sequence: Sequence
    places: tuple[Place, ...]
    at: int | None = None
    spent: float = 0.0
    last: float = 0.0

    @property
    def here(self) -> Place | None:
        """The activity that the group is at; None where it has not begun."""
        return None if self.at is None else self.places[self.at]

    @property
    def next(self) -> Place | None:
        """The activity that comes after; the first one where the group has not begun, None after the last."""
        following = 0 if self.at is None else self.at + 1
        return self.places[following] if following < len(self.places) else None

    def seconds_left(self, now: float) -> float:
        """Seconds left at `now`, in the journal's time, of the activity’s minutes; below 0 when they are over."""
        if self.here is None:
            return 0.0
        return self.here.activity.minutes * 60.0 - self.spent - _pause(self.last, now)


class _Count:
    """Counts acts by activity; an act that is undone counts no more."""

    def __init__(self, activities: list[Activity]) -> None:
        self.activities = activities
        self.most: dict[int, int] = {}
        self._acts: list[Counter[object]] = [Counter() for _activity in activities]
        self._past: list[tuple[int, object, int] | None] = []
        self._future: list[tuple[int, object, int] | None] = []

    def see(self, event: Event, at: int | None) -> None:
        if event.do in {"undo", "redo"}:
            self._undo(event.do)
            return
        act = self._taken_back(event, at) if event.do in _TAKES_BACK else self._done(event, at)
        if act is not None:
            place, about, times = act
            self._acts[place][about] += times
            if isinstance(of := event.data.get("of"), int) and of > 0:
                self.most[place] = of
        if event.do not in _HAPPENED:
            self._past.append(act)
            self._future.clear()

    def of(self, place: int) -> int:
        """How many acts count for the activity at `place`."""
        return sum(1 for times in self._acts[place].values() if times > 0)

    def _done(self, event: Event, at: int | None) -> tuple[int, object, int] | None:
        place = self._place_of(event, at)
        if place is None:
            return None
        named = event.data.get(_ABOUT.get(event.do, ""))
        return place, named.removeprefix("own:") if isinstance(named, str) else object(), 1

    def _taken_back(self, event: Event, at: int | None) -> tuple[int, object, int] | None:
        """The acts at `at` that count no more."""
        do, key = _TAKES_BACK[event.do]
        done = self.activities[at].done if at is not None else None
        if at is None or not isinstance(done, Done) or done.event != do:
            return None
        about = str(event.data.get(key, "")).removeprefix("own:")
        return at, about, -self._acts[at][about]

    def _undo(self, do: str) -> None:
        source, target = (self._past, self._future) if do == "undo" else (self._future, self._past)
        if source:
            act = source.pop()
            target.append(act)
            if act is not None:
                place, about, times = act
                self._acts[place][about] += -times if do == "undo" else times

    def _place_of(self, event: Event, at: int | None) -> int | None:
        if event.do == "poll.answer":
            asked = (event.data.get("poll"), event.data.get("when"))
            return next(
                (n for n, one in enumerate(self.activities) if one.poll and (one.poll, one.when) == asked), None
            )
        if at is None:
            return None
        done = self.activities[at].done
        if not isinstance(done, Done) or done.event != event.do:
            return None
        return at if done.words <= 0 or count_words(str(event.data.get("text", ""))) >= done.words else None


def follow(sequence: Sequence, events: Iterable[Event]) -> Progress:
    """How far `events` lead through `sequence`. Steps that the plan has no more are left out."""
    steps = list(sequence.steps())
    index = {(seance.id, activity.id): place for place, (seance, activity) in enumerate(steps)}
    count = _Count([activity for _seance, activity in steps])
    reached: set[int] = set()
    passed: set[int] = set()
    at: int | None = None
    spent = last = 0.0
    for event in events:
        spent += _pause(last, event.at)
        last = event.at
        to = _reached(sequence, index, event)
        if to is None:
            count.see(event, at)
            continue
        if at is not None and to > at:
            passed.add(at)
        if to != at:
            spent = 0.0
        reached.add(to)
        at = to
    numbers = _numbers(sequence)
    places = [
        _place(
            numbers[place],
            seance,
            activity,
            count.of(place),
            count.most.get(place, 0),
            place in reached,
            place in passed,
            place == at,
        )
        for place, (seance, activity) in enumerate(steps)
    ]
    return Progress(sequence, tuple(places), at, spent, last)


def _reached(sequence: Sequence, index: Mapping[tuple[str, str], int], event: Event) -> int | None:
    if event.do != _REACH or event.data.get("sequence", sequence.id) != sequence.id:
        return None
    return index.get((str(event.data.get("seance")), str(event.data.get("activity"))))


def _numbers(sequence: Sequence) -> list[str]:
    return [
        f"{seance}.{activity}"
        for seance, one in enumerate(sequence.seances, start=1)
        for activity in range(1, len(one.activities) + 1)
    ]


def _place(
    number: str, seance: Seance, activity: Activity, count: int, most: int, reached: bool, passed: bool, here: bool
) -> Place:
    seen = isinstance(activity.done, Done) and bool(activity.done.event)
    needed = activity.done.count if isinstance(activity.done, Done) and seen else 0
    needed = min(needed, most) if most else needed
    done = count >= needed if seen else passed
    return Place(seance, activity, number, count, needed, reached, done, here)


def _pause(before: float, after: float) -> float:
    """The seconds between two moments; none where somebody has gone home in between, or the clock went back."""
    passed = max(0.0, after - before)
    return passed if passed <= LONGEST_PAUSE else 0.0


def choose(
    sequences: Mapping[str, Sequence], events: Iterable[Event], creation: Creation, *, first: str = DEFAULT
) -> Sequence | None:
    """The plan that a group follows: the one it was in last, else `first`, else whichever there is; None for none."""
    if creation.step is not None:
        named = next((one.data.get("sequence") for one in reversed(list(events)) if one.do == _REACH), None)
        if isinstance(named, str) and named in sequences:
            return sequences[named]
        preferred = [one for one in (sequences.get(first), *sequences.values()) if one is not None]
        step = creation.step
        for one in preferred:
            if one.find(step.seance, step.activity) is not None:
                return one
    return sequences.get(first) or next(iter(sequences.values()), None)


def first_plan(sequences: Mapping[str, Sequence], own: Path) -> str:
    """The id of the plan for a group that follows none yet: one that the teacher wrote (in `own`) before DEFAULT."""
    written = [one.id for one in sequences.values() if Path(one.path).parent == own]
    return DEFAULT if DEFAULT in written or not written else written[0]
