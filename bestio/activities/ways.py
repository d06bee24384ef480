"""How each activity of a plan is done, whether in the app or line by line, and the notes that are written on it."""

from __future__ import annotations

from random import Random
from typing import Any

from bestio.classroom.plan import Activity, AuthorWay, Done
from bestio.classroom.progress import Place
from bestio.creation.betting import describe_note
from bestio.creation.fold import Creation
from bestio.creation.phrase_shapes import BetShape
from bestio.language.typography import clean

Way = str
"""How an activity is done: the kind that its plan names, “class”, “imagine”, “replay”; "" at the bench, or on paper."""
AT_A_BENCH = frozenset({"talk", "wheel", "stage", "replay", "gallery", "unplugged"})
"""The kinds that ask for nothing beside the bench, or the paper, that their place in the plan names."""
LONGEST_KEY = 80
LONGEST_QUESTION = 200


def way_of(activity: Activity, creation: Creation) -> Way:
    """What an activity asks of the group besides the bench it names; "" where the bench, or paper, is all."""
    if activity.bench in {"replay", "class"}:
        return activity.bench
    at_bench = {
        "poll": not activity.poll,
        "authorship": author_way(activity) == "keep",
        "voices": not activity.voices,
        "compare": activity.bench != "voice",
        "write": bool(creation.texts),
    }.get(activity.kind, activity.kind in AT_A_BENCH)
    way = "imagine" if activity.kind in {"voices", "compare"} else activity.kind
    return "" if at_bench else way


def author_way(activity: Activity) -> AuthorWay:
    """How an activity looks for the author: as its plan says, else as the act that it counts shows; else by a bet."""
    if activity.way is not None:
        return activity.way
    counted = activity.done.event if isinstance(activity.done, Done) else ""
    return "keep" if counted.startswith("phrase.") else "bet"


def note_on(place: Place, text: str, *, part: str = "", about: str = "", bet: BetShape | None = None) -> dict[str, Any]:
    """The values of the event `note.write` for a note on an activity, or on a `part` of it; of a bet, without a text.

    A note takes the place of an earlier one on the same part.
    """
    title = place.activity.title + (f", {about}" if about else "")
    values = {"text": text, "id": note_key(place, part), "about": title[:LONGEST_KEY]}
    return values if bet is None else {**values, "bet": bet}


def note_key(place: Place, part: str = "") -> str:
    """The id of the note on an activity, or on a part of it."""
    return f"{place.key}{part}"[:LONGEST_KEY]


def noted(creation: Creation, place: Place, part: str = "") -> str:
    """What the group has written on an activity, or on a part of it; "" where nothing."""
    key = note_key(place, part)
    return next((describe_note(note) for note in creation.notes if note.id == key), "")


def short_question(text: str) -> str:
    """A question to the creature as a journal can hold it: one line, without what a terminal would obey."""
    return clean(text).strip()[:LONGEST_QUESTION].rstrip()


def describe_notes(creation: Creation) -> str:
    """All the notes of a group, each under what it is about."""
    return "\n\n".join(f"{note.about}\n{describe_note(note)}".strip() for note in creation.notes)


def always_the_same(journal_id: str, place: Place) -> Random:
    """A chance that is the same each time a group comes back to an activity."""
    return Random(f"{journal_id}:{place.key}")
