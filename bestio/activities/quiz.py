"""Human or machine? Sentences of the group mixed with phrases of the machine; results by group and by class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, Choose, Lack, Move, Option, Prompt, Words
from bestio.activities.quiz_round import (
    Item,
    Quiz,
    Score,
    describe_length,
    describe_results,
    describe_source,
    describe_truth,
    machine_phrase,
    quiz_left,
    score,
)
from bestio.classroom.progress import Place
from bestio.creation.attribution import verdict_of
from bestio.creation.state import Author
from bestio.i18n import N_, _

GUESSES: tuple[Author, ...] = ("human", "machine")


class QuizActivity(Activity, frozen=True, kw_only=True):
    """One phrase after the other: a guess, then the truth and what shows it."""

    way = "quiz"
    hides = True
    explained = N_(
        "Some phrases are your group’s, word for word, some the machine’s.\n"
        "Say your clue aloud, then guess: H for human, M for machine.\n"
        "A tossed coin is right one time in two: do you do better?"
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move("human", "h", N_("Human"), N_("Somebody of the group wrote it, word for word.")),
        Move("machine", "m", N_("Machine"), N_("The machine drew it.")),
        Move(GO_ON, "enter,space", N_("Next"), N_("The next phrase.")),
    )

    key: str
    """What the journal calls this quiz."""
    quiz: Quiz
    number: int = 0
    """The phrase to judge, among those that were left when one came."""
    guess: Author | None = None
    scores: tuple[Score, Score] | None = None
    """Of the group and of its class, once they are read."""

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """What the group has still to judge."""
        quiz = quiz_left(setting.creation, Random(setting.studio.new_seed()), quiz=place.key)
        return cls(setting=setting, key=place.key, quiz=quiz)

    @property
    def item(self) -> Item | None:
        """The phrase to judge; None before the first and after the last."""
        return self.quiz.items[self.number] if self.number < len(self.quiz.items) else None

    def view(self) -> Prompt:
        if not self.quiz.total:
            lack = Lack(
                _("There are not enough phrases to mix."),
                _("Write a text (sentences of four to thirty words), and let the machine make five or six phrases."),
            )
            return Words(text="", about=self._missing(), lack=lack, last=True)
        if self.item is None:
            return self._results()
        title = f"{self.quiz.answered + self.number + 1}/{self.quiz.total}"
        if self.guess is not None:
            told = f"{describe_truth(self.item, self.guess)}\n{self._proof(self.item)}"
            return Words(title=title, about=self.item.phrase, text=told.rstrip(), keys=_("Enter: the next one."))
        short = "" if self.number else describe_length(self.quiz)
        return Choose(
            title=title,
            about=self.item.phrase,
            question=_("Human or machine? Say your clue first."),
            options=(Option(_("human"), "human"), Option(_("machine"), "machine")),
            keys="\n".join(filter(None, (_("Human (H) or machine (M)? Say your clue first."), short))),
            lines=short,
        )

    def _missing(self) -> str:
        if not self.setting.creation.texts:
            return _(
                "There is no sentence of yours yet.\n"
                "Escape, then F3, then E: write a text, in sentences of four words at least."
            )
        if not self.setting.creation.phrases:
            return _("The machine has made no phrase yet.\nEscape, then F3, then Space: let it make five or six.")
        return _(
            "There are not enough phrases to mix: sentences of four to thirty words from you,\n"
            "and phrases of the machine that are not mere copies. F3: write, and let it make some more."
        )

    def _proof(self, item: Item) -> str:
        made = machine_phrase(self.setting.creation, item)
        if made is not None:
            return verdict_of(made)
        return describe_source(self.setting.creation, item, self.setting.studio.journal.group)

    def _results(self) -> Words:
        if self.scores is None:
            return Words(title=_("Results"), text=_("Reading the answers of the class…"), working=True)
        return Words(title=_("Results"), text="\n".join(describe_results(*self.scores)), last=True)

    def answer(self, value: int | str) -> Turn:
        item = self.item
        if item is None:
            return Turn(self)
        if self.guess is not None:
            return Turn(replace(self, number=self.number + 1, guess=None))
        guess = GUESSES[int(value)]
        values = {
            "phrase": item.phrase, "guess": guess, "truth": item.truth, "quiz": self.key, "of": self.quiz.total,
        }  # fmt: skip
        return Turn(replace(self, guess=guess), (("quiz.answer", values),))

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        everybody = self.setting.everybody()
        yield Turn(replace(self, scores=(score(everybody[:1], quiz=self.key), score(everybody, quiz=self.key))))

    def result(self) -> Any:
        if self.scores is None:
            return None
        return {"right": self.scores[0].right, "total": self.scores[0].total}
