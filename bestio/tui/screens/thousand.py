"""A thousand draws on the screen: bars of what was announced, and of what comes, which grow as it is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.phrases.thousand import THOUSAND, Came, Draws, Thousand
from bestio.session.thousand import rows_of, tell_head, tell_verdict, tell_word
from bestio.text.shorten import shorten
from bestio.tui.screens.dialog import PageWindow
from bestio.tui.text import visible
from bestio.tui.workers import CancelsWorkers

AT_ONCE = 50
PACE = 0.03
"""Seconds between two pictures: the bars are to be seen growing."""
WORD, BAR = 18, 14


class ThousandDraws(CancelsWorkers, PageWindow):
    """Draws a thousand times (Space: a thousand more); leaving stops it."""

    BINDINGS = [
        Binding("enter", "give_up", show=False),
        Binding("space", "again", show=False, priority=True),
    ]

    KEYS = N_("Space: a thousand more. Escape: back")

    def __init__(self, draws: Draws) -> None:
        super().__init__()
        self.draws = draws

    def heading(self) -> str:
        return _("A thousand draws")

    def page(self) -> ComposeResult:
        yield Static("", id="drawn", markup=False)

    def on_mount(self) -> None:
        self._draw()

    @work(exclusive=True)
    async def _draw(self) -> None:
        goal = self.draws.done + THOUSAND
        while self.draws.done < goal:
            self.draws.more(AT_ONCE)
            self._show(drawing=self.draws.done < goal)
            await asyncio.sleep(PACE)

    def _show(self, *, drawing: bool) -> None:
        self.query_one("#drawn", Static).update(Content("\n").join(lines_about(self.draws.found(), drawing=drawing)))

    def action_again(self) -> None:
        """Draw a thousand times more, once those before are drawn."""
        if self.draws.done % THOUSAND == 0:
            self._draw()


def lines_about(found: Thousand, *, drawing: bool = False) -> Iterator[Content]:
    """What was announced and what came, a word a line, and the verdict once all is drawn."""
    yield Content.styled(visible(tell_head(found)), "bold")
    titles = f"{'':<{WORD}}{_('announced'):<{BAR + 9}}{_('came')}"
    yield Content.styled(titles, "$text-muted")
    rows = rows_of(found)
    most = max([*(one.announced for one in rows), *(one.times / found.draws for one in rows)]) if found.draws else 1.0
    for one in rows:
        yield _row(one, found.draws, most or 1.0)
    yield Content("")
    yield Content.styled(visible(_("Drawing…") if drawing else tell_verdict(found)), "$secondary")


def _row(one: Came, draws: int, most: float) -> Content:
    came = one.times / draws if draws else 0.0
    name = shorten(visible(tell_word(one)), WORD - 1)
    return Content.assemble(
        (f"{name:<{WORD}}", "bold"),
        (f"{percent(one.announced):>6} ", ""),
        (f"{'░' * round(one.announced / most * BAR):<{BAR}}", "$text-muted"),
        (f"{percent(came):>8} ", ""),
        (f"{'█' * round(came / most * BAR):<{BAR}}", "$primary"),
        f" {one.times}",
    )
