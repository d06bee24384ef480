"""The machine that reads its own phrases, in three regimes: a prediction, then the curves, generation by generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Events, Setting, Turn
from bestio.activities.prompt import GO_ON, STOP, Chart, Choose, Curve, Curves, Lack, Move, Option, Prompt
from bestio.activities.ways import note_on
from bestio.classroom.progress import Place
from bestio.creation.retrain import (
    GENERATIONS,
    PREDICTIONS,
    REGIMES,
    Step,
    curves,
    describe_conclusion,
    describe_in_brief,
    describe_machines,
    describe_rare,
    describe_reading,
    describe_step,
    first_reading,
    new_sentences,
    retrain,
)
from bestio.creation.trait_effects import starters
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.corpus import Corpus


class RetrainActivity(Activity, frozen=True, kw_only=True):
    """Lets three machines learn from themselves; can be stopped, and started again."""

    way = "retrain"
    explained = N_(
        "Three machines read themselves: one forgets the rest, two keep it.\n"
        "Predict first: more different words, fewer, as many?\n"
        "← →: each generation, a phrase of each machine, what one has lost.\n"
        "Rare words go first, most often. Who gives them back? Who writes."
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
    steps: tuple[Step, ...] = ()
    pointed: int = -1
    over: bool = False
    every: bool = False
    """Whether lines tell every generation at length."""
    lack: Lack | None = None

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """Nothing is predicted yet."""
        return cls(setting=setting, place=place)

    def view(self) -> Prompt:
        if self.corpus is None:
            return Choose(
                about=describe_machines(),
                question=_("Your prediction for “{mark}”: what will become of the number of different words?").format(
                    mark=REGIMES["replace"][0]
                ),
                options=tuple(Option(_(text)) for text in PREDICTIONS.values()),
                hand=0,
            )
        said, keys = self._said()
        by = curves(self.steps)
        return Chart(
            said=said,
            keys=keys,
            lines="" if self.over else describe_reading(self.corpus),
            curves=(
                Curves(
                    _("Different words"),
                    tuple(Curve(REGIMES[one][0], tuple(float(g.vocabulary) for g in by[one])) for one in by),
                ),
                Curves(
                    _("Phrases said again, in %"),
                    tuple(Curve(REGIMES[one][0], tuple(g.repeated for g in by[one])) for one in by),
                    per_cent=True,
                ),
            ),
            labels=tuple(str(one.number) for one in self.steps),
            pointed=self.pointed,
            text_title=describe_reading(self.corpus),
            text=describe_step(self.steps[self.pointed]) if self.steps else "",
            brief=None if self.every or not self.steps else describe_in_brief(self.steps[self.pointed]),
            steps=GENERATIONS + 1,
            working=not self.over,
            last=self.over,
            lack=self.lack,
        )

    def _said(self) -> tuple[str, str]:
        """What is said, and what names keys."""
        if not self.over:
            return "", _("The machines read themselves… S stops them.")
        if self.lack is not None:
            return f"{self.lack.message} {self.lack.hint}".strip(), ""
        if len(self.steps) < 2:
            return "", _("Stopped before the first generation. R starts again.")
        return describe_conclusion(self.prediction, self.steps), _("← →: what has been lost? R: again.")

    def answer(self, value: int | str) -> Turn:
        if self.corpus is not None:
            return Turn(self)
        prediction = list(PREDICTIONS)[int(value)]
        return Turn(replace(self, prediction=prediction, corpus=first_reading(self.setting.studio.corpus())))

    def move(self, name: str) -> Turn:
        if name == "again" and self.over:
            return Turn(RetrainActivity(setting=self.setting, place=self.place))
        if name in {"earlier", "later"} and self.steps:
            wanted = self.pointed + (1 if name == "later" else -1)
            return Turn(replace(self, pointed=min(len(self.steps) - 1, max(0, wanted))))
        return Activity.move(self, name)

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        assert self.corpus is not None
        studio, now = self.setting.studio, self
        seed = studio.new_seed()
        fresh = new_sentences(self.corpus, [*studio.corpus().sources, *starters(studio.catalog)])
        try:
            for one in retrain(self.corpus, fresh, Random(seed), cancelled=stopped):
                now = replace(now, steps=(*now.steps, one), pointed=len(now.steps))
                yield Turn(now)
        except BestioError as error:
            yield Turn(replace(now, over=True, lack=Lack(error.message, error.hint)))
            return
        kept = len(now.steps) > 1 and not studio.journal.read_only
        yield Turn(replace(now, over=True), now.happened(seed) if kept else ())

    def happened(self, seed: int) -> Events:
        """What is written of a run that has come to two generations or more."""
        by = curves(self.steps)
        ran = {
            "prediction": self.prediction,
            "seed": seed,
            "vocabulary": {regime: [one.vocabulary for one in by[regime]] for regime in by},
            "repeated": {regime: [round(one.repeated, 3) for one in by[regime]] for regime in by},
        }
        told = f"{describe_conclusion(self.prediction, self.steps)} {describe_rare(self.steps[1])}".rstrip()
        return (("retrain.run", ran), ("note.write", note_on(self.place, told)))

    def result(self) -> Any:
        by = curves(self.steps)
        return {
            "prediction": self.prediction,
            "vocabulary": {regime: [one.vocabulary for one in by[regime]] for regime in by},
            "repeated": {regime: [round(one.repeated, 3) for one in by[regime]] for regime in by},
        }
