"""The texts that the machine reads, each with a bar: what part of the words comes from it. It can be pushed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bestio.creation.describe_shares import describe_share
from bestio.creation.trait_effects import CLASS, MOST_WEIGHT, WEIGHT_STEP
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.studio.studio import TextView
from bestio.tui.commands import Command, bindings
from bestio.tui.text import visible

STEPS = round(MOST_WEIGHT / WEIGHT_STEP)
"""Cells of a bar, one a step of the weight: a click further on the right lets a text count more."""
ROOM_FOR_MORE = 34
"""Cells from which on the share of a text is told in percent, too."""

COMMANDS = (
    Command("weigh(-1)", "left", N_("Less"), N_("Let this text count less; at nothing it is silent."), shown=False),
    Command("weigh(1)", "right", N_("More"), N_("Let this text count more in the draw."), shown=False),
)


class TextShares(OptionList):
    """The list of texts. Enter or a click on a title opens a text; ← → or a click on its slider weighs it."""

    BINDINGS = bindings(COMMANDS)

    class Weighed(Message):
        """A text is to count `weight` times."""

        def __init__(self, text: TextView, weight: float) -> None:
            super().__init__()
            self.text, self.weight = text, weight

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.texts: tuple[TextView, ...] = ()

    def show_texts(self, texts: Sequence[TextView]) -> None:
        """Show these texts; the hand stays where it is."""
        before, self.texts = self.texts, tuple(texts)
        if [text.id for text in before] == [text.id for text in texts]:
            for old, new in zip(before, texts, strict=True):
                if old != new:
                    self.replace_option_prompt(new.id, self._line(new))
            return
        place = self.highlighted
        self.clear_options()
        self.add_options(Option(self._line(text), id=text.id) for text in texts)
        self.highlighted = place if place is not None and place < self.option_count else None

    def on_resize(self) -> None:
        """Another room, other words."""
        for text in self.texts:
            self.replace_option_prompt(text.id, self._line(text))

    def _line(self, text: TextView) -> Content:
        return _line(text, more=self.content_size.width >= ROOM_FOR_MORE)

    @property
    def text(self) -> TextView | None:
        """The text in hand."""
        return None if self.highlighted is None else self.texts[self.highlighted]

    def action_weigh(self, by: int) -> None:
        """Let the text in hand count a step more, or less."""
        if self.text is not None:
            self._weigh(self.text, (round(self.text.weight / WEIGHT_STEP) + by) * WEIGHT_STEP)

    def _weigh(self, text: TextView, weight: float) -> None:
        weight = min(MOST_WEIGHT, max(0.0, weight))
        if weight != text.weight:
            self.post_message(self.Weighed(text, weight))

    def on_click(self, event: Click) -> None:
        step, place = event.style.meta.get("weigh"), event.style.meta.get("option")
        if isinstance(step, int) and isinstance(place, int):
            event.prevent_default()
            self.highlighted = place
            self._weigh(self.texts[place], step * WEIGHT_STEP)


def _line(text: TextView, *, more: bool) -> Content:
    mark = ("✎" if text.own else " ") + ("+ " if text.shared else " ")
    title = visible(text.title) or _("(no title)")
    if text.source.startswith(CLASS):
        title += " · " + visible(text.author)
    full = _filled(text.share)
    cells = [
        Content.styled(*(("━", "bold") if at <= full else ("─", "$text-muted"))).stylize(Style.from_meta({"weigh": at}))
        for at in range(1, STEPS + 1)
    ]
    times = "" if text.weight in {0, 1} else f" ×{text.weight:g}".replace(".", ",")
    part = f"   {percent(text.share)}" if more and text.share else ""
    told = f" {describe_share(text.share)}{times}"
    return Content.assemble((mark + title, "bold" if text.own else ""), "\n", *cells, told, (part, "$text-muted"))


def _filled(share: float) -> int:
    """The cells of a bar that a share of the draw fills: one at least where there is any, all only for the whole."""
    if share <= 0:
        return 0
    return STEPS if share >= 1 else min(STEPS - 1, max(1, round(share * STEPS)))
