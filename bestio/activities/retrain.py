"""The machine that reads its own phrases: a prediction, then the curve, generation after generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, STOP, Chart, Choose, Columns, Lack, Move, Option, Prompt
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.corpus import Corpus
from bestio.workshop.activities import note_on
from bestio.workshop.progress import Place
from bestio.workshop.retrain import (
    GENERATIONS,
    PREDICTIONS,
    Generation,
    first_reading,
    retrain,
    told_conclusion,
    told_generation,
    told_reading,
)


class RetrainActivity(Activity, frozen=True, kw_only=True):
    """Lets the machine learn from itself; can be stopped, and started again."""

    way = "retrain"
    explained = N_(
        "The machine reads its own phrases, then what it made of those…\n"
        "Predict first: more different words, fewer, as many?\n"
        "← →: each generation, a phrase of it, and the words it has lost.\n"
        "A word never drawn is lost: only somebody who writes gives it back."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(GO_ON, "enter", N_("Start"), N_("Start with the prediction in hand.")),
        Move(STOP, "s", N_("Stop"), N_("Stop the machine here.")),
        Move("earlier", "left", N_("Generation before"), N_("Read a phrase of the generation before."), shown=False),
        Move("later", "right", N_("Generation after"), N_("Read a phrase of the next generation.")),
        Move("again", "r", N_("Again"), N_("Predict and start again.")),
    )

    place: Place
    prediction: str = ""
    corpus: Corpus | None = None
    """What is read first; None before the prediction."""
    generations: tuple[Generation, ...] = ()
    pointed: int = -1
    over: bool = False
    lack: Lack | None = None

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """Nothing is predicted yet."""
        return cls(setting=setting, place=place)

    def view(self) -> Prompt:
        if self.corpus is None:
            return Choose(
                question=_("Your prediction: what will become of the number of different words?"),
                options=tuple(Option(_(text)) for text in PREDICTIONS.values()),
                hand=0,
                keys=_("Your prediction: what will become of the number of different words? Enter starts."),
            )
        said, keys = self._said()
        return Chart(
            said=said,
            keys=keys,
            lines="" if self.over else told_reading(self.corpus),
            columns=(
                Columns(_("Different words"), tuple(float(one.vocabulary) for one in self.generations)),
                Columns(_("Different phrases, in %"), tuple(one.variety for one in self.generations), per_cent=True),
            ),
            labels=tuple(str(one.number) for one in self.generations),
            pointed=self.pointed,
            text_title=told_reading(self.corpus),
            text=told_generation(self.generations[self.pointed]) if self.generations else "",
            steps=GENERATIONS + 1,
            working=not self.over,
            last=self.over,
            lack=self.lack,
        )

    def _said(self) -> tuple[str, str]:
        """What is said, and what names keys."""
        if not self.over:
            return "", _("The machine reads itself… S stops it.")
        if self.lack is not None:
            return f"{self.lack.message} {self.lack.hint}".strip(), ""
        if len(self.generations) < 2:
            return "", _("Stopped before the first generation. R starts again.")
        return told_conclusion(self.prediction, self.generations), _("← →: what has been lost? R: again.")

    def answer(self, value: int | str) -> Turn:
        if self.corpus is not None:
            return Turn(self)
        prediction = list(PREDICTIONS)[int(value)]
        return Turn(replace(self, prediction=prediction, corpus=first_reading(self.setting.studio.corpus())))

    def move(self, name: str) -> Turn:
        if name == "again" and self.over:
            return Turn(RetrainActivity(setting=self.setting, place=self.place))
        if name in {"earlier", "later"} and self.generations:
            wanted = self.pointed + (1 if name == "later" else -1)
            return Turn(replace(self, pointed=min(len(self.generations) - 1, max(0, wanted))))
        return Activity.move(self, name)

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        assert self.corpus is not None
        now = self
        try:
            for one in retrain(self.corpus, Random(self.setting.studio.new_seed()), cancelled=stopped):
                now = replace(now, generations=(*now.generations, one), pointed=len(now.generations))
                yield Turn(now)
        except BestioError as error:
            yield Turn(replace(now, over=True, lack=Lack(error.message, error.hint)))
            return
        kept = len(now.generations) > 1 and not self.setting.studio.journal.read_only
        conclusion = told_conclusion(self.prediction, now.generations) if kept else ""
        yield Turn(replace(now, over=True), (("note.write", note_on(self.place, conclusion)),) if kept else ())

    def result(self) -> Any:
        return {"prediction": self.prediction, "vocabulary": [one.vocabulary for one in self.generations]}
