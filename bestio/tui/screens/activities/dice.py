"""Step by step on the short text of the plan alone: the very draw that the class has done by hand."""

from __future__ import annotations

import asyncio
from random import Random

from textual import work

from bestio.errors import BestioError
from bestio.tui.screens.stepper import StepByStep
from bestio.workshop.by_hand import corpus_of, step_by_hand
from bestio.workshop.studio import Studio


class StepOnText(StepByStep):
    """Makes a phrase word by word from `text` alone; the group's settings and texts stay as they are."""

    def __init__(self, studio: Studio, title: str, author: str, text: str) -> None:
        super().__init__(studio)
        self.corpus = corpus_of(title, author, text)

    @work(exclusive=True)
    async def _begin(self) -> None:
        try:
            chance = Random(self.studio.new_seed())
            self.stepper = await asyncio.to_thread(step_by_hand, self.corpus, self.studio.guard, chance)
        except BestioError as error:
            self.app.notify(f"{error.message} {error.hint}", title=error.title, severity="warning", markup=False)
            self.dismiss(None)
            return
        self._show()
