"""What a group answers, guesses and notes, and where in the plan it is."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field
from msgspec.structs import replace

from bestio.creation.events.event import Event
from bestio.creation.events.kind import Id, Kind, LongText, Name, PhraseText, Seed, refuse_full
from bestio.creation.events.names import Names
from bestio.creation.phrase_shapes import BetShape, Chance, Count
from bestio.creation.quoted import shorten, within
from bestio.creation.state import Creation, Guess, Note, Step
from bestio.i18n import N_, _

Regime = Literal["replace", "accumulate", "fresh"]
"""What a machine learns from that reads its own phrases; see `bestio.creation.retrain.REGIMES`."""


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


class RetrainRun(Kind, frozen=True, tag="retrain.run"):
    """Machines learnt from their own phrases: what was predicted, and the counts of each, generation by generation.

    `vocabulary`: different words; `repeated`: the part of its phrases that a machine had said already, 0..1.
    """

    label: ClassVar[str] = N_("the machines that read themselves")
    record: ClassVar[bool] = True

    prediction: Literal["down", "same", "up"]
    vocabulary: Annotated[dict[Regime, Annotated[list[Count], Meta(min_length=1, max_length=100)]], Meta(min_length=1)]
    repeated: dict[Regime, Annotated[list[Chance], Meta(max_length=100)]] = field(default_factory=dict)
    seed: Seed | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        return creation

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        # Telling it takes the phrase machine; folding does not.
        from bestio.creation.retrain import PREDICTIONS, describe_ends  # noqa: PLC0415

        predicted = _("The machines read themselves; the group said: {prediction}.")
        return f"{predicted.format(prediction=_(PREDICTIONS[self.prediction]))} {describe_ends(self.vocabulary)}"


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
        from bestio.creation.betting import describe_note  # noqa: PLC0415

        return _("The group writes a note: “{text}”").format(text=shorten(describe_note(self._note(event.at))))

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
