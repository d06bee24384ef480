"""A question to the creature: what is left of it, which ones the plan has ready, and what it caught on to."""

from __future__ import annotations

from collections.abc import Iterable

from bestio.activities.ways import LONGEST_QUESTION
from bestio.classroom.plan import Sequence
from bestio.classroom.progress import follow
from bestio.creation.events import Event
from bestio.i18n import _
from bestio.language.typography import clean
from bestio.text.shorten import shorten


def describe_cut(text: str) -> str:
    """What there is to say of a question that was too long to be heard to its end; "" where it was not."""
    if len(clean(text).strip()) <= LONGEST_QUESTION:
        return ""
    return _("Your question is long: the creature hears its first {n} letters.").format(n=LONGEST_QUESTION)


def ready_questions(plan: Sequence | None, events: Iterable[Event]) -> tuple[str, ...]:
    """The questions that the plan has ready for the session the group is in; the first one, where it has not begun."""
    if plan is None or not plan.seances:
        return ()
    progress = follow(plan, events)
    return (progress.here.seance if progress.here is not None else plan.seances[0]).asks


def describe_caught(caught: str | None) -> str:
    """What the creature did with a question; "" where nothing is known of it: journals of before do not tell."""
    if caught is None:
        return ""
    if not caught:
        return _("It did not understand the question: it knows none of its words, and chance answers.")
    return _("It did not understand the question: it caught “{word}”.").format(word=shorten(caught, 40))
