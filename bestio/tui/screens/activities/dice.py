"""Step by step on the short text of the plan alone: the very draw that the class has done by hand."""

from __future__ import annotations

import asyncio
from random import Random

from textual import work

from bestio.errors import BestioError
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper
from bestio.tui.screens.stepper import StepByStep
from bestio.workshop.studio import Studio

# As by hand: one word of memory, two at most, and nothing refused for being copied.
BY_HAND = PhraseSettings(order=2, adaptive=False, copied_max=1.01, copied_relaxed=1.01)


class StepOnText(StepByStep):
    """Makes a phrase word by word from `text` alone; the group's settings and texts stay as they are."""

    def __init__(self, studio: Studio, title: str, author: str, text: str) -> None:
        super().__init__(studio)
        self.corpus = Corpus.of([Source("plan:text", author, title, text)])

    @work(exclusive=True)
    async def _begin(self) -> None:
        try:
            machine = await asyncio.to_thread(PhraseMachine, self.corpus, BY_HAND, refuse=self.studio.guard.refuses)
            self.stepper = Stepper(machine, Random(self.studio.new_seed()))
        except BestioError as error:
            self.app.notify(f"{error.message} {error.hint}", title=error.title, severity="warning", markup=False)
            self.dismiss(None)
            return
        self.stepper.look_back = 1
        self._show()
