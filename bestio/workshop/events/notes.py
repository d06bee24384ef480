"""What a group answers, guesses and notes, and where in the plan it is."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta
from msgspec.structs import replace

from bestio.i18n import N_, _
from bestio.workshop.events.event import Event
from bestio.workshop.events.kind import Id, Kind, LongText, Name, PhraseText, refuse_full
from bestio.workshop.events.names import Names
from bestio.workshop.phrase_shapes import BetShape
from bestio.workshop.quoted import shorten, within
from bestio.workshop.state import Creation, Guess, Note, Step


class PollAnswer(Kind, frozen=True, tag="poll.answer"):
    """One pupil's answers, without a name: question to choice."""

    label: ClassVar[str] = N_("an answer to the poll")
    record: ClassVar[bool] = True

    poll: Id
    when: Literal["before", "after"]
    answers: Annotated[dict[Id, str | int | float | bool | None], Meta(max_length=60)]

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.poll not in creation.polls:
            refuse_full(creation.polls)
        poll = creation.polls.get(self.poll, {})
        moment = (*poll.get(self.when, ()), self.answers)
        return replace(creation, polls={**creation.polls, self.poll: {**poll, self.when: moment}})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        if self.when == "before":
            return _("A pupil answers the first poll.")
        return _("A pupil answers the second poll.")


class QuizAnswer(Kind, frozen=True, tag="quiz.answer"):
    """One guess whether a phrase is a person's or the machine's, and what it was; `of` so many in that quiz."""

    label: ClassVar[str] = N_("a guess of the quiz")
    record: ClassVar[bool] = True

    phrase: PhraseText
    guess: Literal["human", "machine"]
    truth: Literal["human", "machine"]
    quiz: Name = ""
    of: Annotated[int, Meta(ge=0, le=1000)] = 0

    def apply(self, creation: Creation, event: Event) -> Creation:
        guess = Guess(event.at, self.phrase, self.guess, self.truth, self.quiz)
        return replace(creation, guesses=creation.guesses.plus(guess))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        right = self.guess == self.truth
        if self.guess == "human":
            told = (
                _("“{text}”: the group thinks that a person wrote it, and is right.")
                if right
                else _("“{text}”: the group thinks that a person wrote it, and is wrong.")
            )
        else:
            told = (
                _("“{text}”: the group thinks that the machine made it, and is right.")
                if right
                else _("“{text}”: the group thinks that the machine made it, and is wrong.")
            )
        return told.format(text=shorten(self.phrase, 80))


class NoteWrite(Kind, frozen=True, tag="note.write"):
    """A note of the group; one with the `id` of an earlier note takes its place.

    What a bet was stands in `bet`, without a text. Journals of before have it in the text, told in words.
    """

    label: ClassVar[str] = N_("a note")

    text: LongText
    id: Name = ""
    about: Name = ""
    bet: BetShape | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        note = self._note(event.at)
        others = creation.notes.without(self.id)
        return replace(creation, notes=others.plus(note) if note.bet or note.text.strip() else others)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        # Telling what came of a bet takes all that knows who wrote what; folding does not.
        from bestio.workshop.betting import told_note  # noqa: PLC0415

        return _("The group writes a note: “{text}”").format(text=shorten(told_note(self._note(event.at))))

    def _note(self, at: float) -> Note:
        return Note(at, self.text, self.id, self.about, self.bet)


class StepReach(Kind, frozen=True, tag="step.reach"):
    """The group came to an activity of the plan."""

    label: ClassVar[str] = N_("a step of the plan")
    marker: ClassVar[str] = "step"
    record: ClassVar[bool] = True

    seance: Name
    activity: Name

    def apply(self, creation: Creation, event: Event) -> Creation:
        return replace(creation, step=Step(self.seance, self.activity, event.at))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        activity = within(names.activity(self.seance, self.activity))
        return _("The group comes to “{activity}”.").format(activity=activity)
