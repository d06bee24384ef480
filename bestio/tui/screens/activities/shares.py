"""A hundred points shared by sliders, and beside them what the program counts."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.activities.prompt import ABOVE, BELOW, LESS, MORE, Share
from bestio.activities.signature import WHOLE
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.tui.widgets.slider import Slider


class Shares(VerticalScroll, can_focus=False):
    """A slider a label. Its sliders tell when they are moved (`Slider.Moved`)."""

    DEFAULT_CSS = """
    Shares { height: 1fr; }
    Shares #account { height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, prompt: Share, *, classes: str) -> None:
        super().__init__(id="shares", classes=classes)
        self.prompt = prompt

    def compose(self) -> ComposeResult:
        for label, part in zip(self.prompt.labels, self.prompt.parts, strict=True):
            yield Slider(label, 0, WHOLE, step=self.prompt.step, value=part, show=lambda v: f"{v:.0f}\u00a0%")
        yield Static("", id="account", markup=False)

    @property
    def parts(self) -> list[int]:
        """What each has now."""
        return [round(one.value) for one in self.query(Slider)]

    def show(self, prompt: Share) -> None:
        """Show what is counted beside the parts, where that is to be seen."""
        account = self.query_one("#account", Static)
        account.update(Content("\n").join(_account(prompt)) if prompt.beside else "")
        if prompt.beside:
            account.scroll_visible(animate=False)

    def move(self, name: str) -> None:
        """Take another slider in hand, or move the one that is."""
        slider = self.screen.focused
        if name == ABOVE:
            self.screen.focus_previous(Slider)
        elif name == BELOW:
            self.screen.focus_next(Slider)
        elif isinstance(slider, Slider) and name == LESS:
            slider.action_less()
        elif isinstance(slider, Slider) and name == MORE:
            slider.action_more()


def _account(prompt: Share) -> Iterable[Content]:
    you, words = _("you"), _("words counted")
    yield Content.styled(f"{'':<20}{you:>8}   {words}", "$text-muted")
    for label, part, count in zip(prompt.labels, prompt.parts, prompt.beside, strict=True):
        bar = "█" * round(count * 20)
        yield Content.assemble(f"{label:<20}{part:>6}\u00a0%   ", (f"{bar:<20}", "$primary"), f" {percent(count):>6}")
    yield Content(prompt.text)
