"""The poll that is asked twice: how the answers of a group, or of a class, moved between before and after."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bestio.classroom.plan import Poll, Question
from bestio.creation.state import Answers, Creation


class Bar(Struct, frozen=True):
    """How many gave this answer, before and after."""

    choice: str
    before: int
    after: int


class Comparison(Struct, frozen=True):
    """One question's answers. Answers that the question does not offer (a plan that was changed) are not counted."""

    question: str
    bars: tuple[Bar, ...]

    @property
    def before(self) -> int:
        """How many answered the first time."""
        return sum(bar.before for bar in self.bars)

    @property
    def after(self) -> int:
        """How many answered the second time."""
        return sum(bar.after for bar in self.bars)

    def shares(self) -> tuple[tuple[str, float, float], ...]:
        """Each choice with its part of the answers, 0..1, before and after; 0 where nobody answered."""
        return tuple(
            (
                bar.choice,
                bar.before / self.before if self.before else 0.0,
                bar.after / self.after if self.after else 0.0,
            )
            for bar in self.bars
        )


def compare(poll_id: str, poll: Poll, creations: Iterable[Creation]) -> list[Comparison]:
    """Before and after, question by question, over all the pupils of these creations."""
    answers: dict[str, list[Answers]] = {"before": [], "after": []}
    for creation in creations:
        for when, given in creation.polls.get(poll_id, {}).items():
            answers[when].extend(given)
    return [
        Comparison(
            question.text,
            tuple(
                Bar(choice, _count(question, choice, answers["before"]), _count(question, choice, answers["after"]))
                for choice in question.choices
            ),
        )
        for question in poll.questions
    ]


def _count(question: Question, choice: str, answers: Iterable[Answers]) -> int:
    return sum(1 for given in answers if given.get(question.id) == choice)
