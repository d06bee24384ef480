"""The poll, before and after: each pupil answers in secret, then the class looks at what has moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self

import msgspec
from msgspec.structs import replace

from bestio.activities import poll_counts
from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.poll_counts import Comparison
from bestio.activities.prompt import GO_ON, Chart, Choose, Move, Option, Prompt
from bestio.classroom.plan import Poll
from bestio.classroom.progress import Place
from bestio.errors import BestioError
from bestio.i18n import N_, _, ngettext

BETWEEN = -1
"""Instead of a question: one pupil has answered, or none yet, and the next one comes."""


class PollActivity(Activity, frozen=True, kw_only=True):
    """Asks one pupil after the other; what was answered is never shown by pupil."""

    way = "poll"
    explained = N_(
        "Each answers alone, then passes the computer on. No name is asked.\n"
        "↑ ↓ and Enter answer. Backspace: the question before.\n"
        "If you leave in the middle, your answers are forgotten.\n"
        "The second time, R shows the whole class, before and after."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(GO_ON, "enter", N_("Choose"), N_("Choose the answer in hand, or begin.")),
        Move("back", "backspace", N_("Before"), N_("Back to the question before.")),
        Move("results", "r", N_("Charts"), N_("Before and after, side by side, over the whole class.")),
    )

    poll_id: str
    poll: Poll
    when: str
    asked: int = BETWEEN
    answers: Mapping[str, str] = {}
    given: int = 0
    """How many pupils have answered at this sitting."""
    thanked: bool = False
    compared: tuple[Comparison, ...] | None = None
    """The charts, where they are looked at; empty while the answers are read."""

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """The poll that the place names, before or after."""
        named = place.activity.poll or ""
        poll = setting.plan.polls.get(named)
        if poll is None:
            raise BestioError(_("There is no poll in this plan."))
        return cls(setting=setting, poll_id=named, poll=poll, when=place.activity.when or "before")

    @property
    def answered(self) -> int:
        """How many pupils of the group have answered this time."""
        return len(self.setting.creation.polls.get(self.poll_id, {}).get(self.when, ()))

    def view(self) -> Prompt:
        if self.compared is not None:
            return self._charts(self.compared)
        if self.asked == BETWEEN:
            return Choose(
                question=_("Pupil {n}: turn the screen towards you, alone.").format(n=self.answered + 1),
                options=(Option(_("I am ready")),),
                hand=0,
                said=self._thanks() if self.thanked else "",
                lines=_("Each of you answers alone, then passes the computer on. No name is asked for."),
                again=_("Does another pupil answer?"),
                private=True,
            )
        question = self.poll.questions[self.asked]
        forgotten = _("The answers of a pupil who leaves in the middle are forgotten.")
        return Choose(
            title=f"{self.asked + 1}/{len(self.poll.questions)}",
            question=question.text,
            options=tuple(Option(choice) for choice in question.choices),
            leaving=forgotten if self.answers else "",
        )

    def _charts(self, compared: tuple[Comparison, ...]) -> Chart:
        if not compared:
            return Chart(said=_("Reading the answers of the class…"), working=True)
        return Chart(
            pairs=compared,
            question=_("The whole class, and no name. What has moved? What has not?"),
            keys=_("The whole class, and no name. What has moved? What has not? Backspace goes back."),
            last=True,
        )

    def _thanks(self) -> str:
        count = ngettext("{n} pupil has answered.", "{n} pupils have answered.", self.answered)
        return _("Thank you! Nobody will know which answers are yours.") + " " + count.format(n=self.answered)

    def answer(self, value: int | str) -> Turn:
        if self.compared is not None:
            return Turn(self)
        if self.asked == BETWEEN:
            return Turn(replace(self, asked=0, thanked=False))
        question = self.poll.questions[self.asked]
        answers = {**self.answers, question.id: question.choices[int(value)]}
        if self.asked + 1 < len(self.poll.questions):
            return Turn(replace(self, asked=self.asked + 1, answers=answers))
        then = replace(self, asked=BETWEEN, answers={}, given=self.given + 1, thanked=True)
        values = {"poll": self.poll_id, "when": self.when, "answers": answers}
        return Turn(then, (("poll.answer", values),))

    def move(self, name: str) -> Turn:
        if name == "results":
            return self._results()
        if name == "back" and self.compared is not None:
            return Turn(replace(self, compared=None))
        if name == "back" and self.asked != BETWEEN:
            return Turn(replace(self, asked=self.asked - 1))
        return Activity.move(self, name)

    def _results(self) -> Turn:
        hint = _("To answer: bestio act JOURNAL sondage après")
        if self.when == "before":
            raise BestioError(_("The charts wait for the second time: a photo shows most beside another."), hint=hint)
        if not self.answered:
            raise BestioError(_("Answer first: then look."), hint=hint)
        return Turn(replace(self, asked=BETWEEN, answers={}, thanked=False, compared=()))

    def enough(self) -> Turn | None:
        return self._results() if self.when == "after" else None

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        yield Turn(
            replace(self, compared=tuple(poll_counts.compare(self.poll_id, self.poll, self.setting.everybody())))
        )

    def result(self) -> Any:
        if self.compared is not None:
            return msgspec.to_builtins(self.compared)
        return {"when": self.when, "answered": self.given}
