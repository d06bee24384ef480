"""The knobs of a voice, one slider under the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.actions import SkipAction
from textual.binding import Binding
from textual.containers import Vertical

from bestio.speech.knobs import Knob
from bestio.tui.widgets.slider import Slider


class KnobBoard(Vertical):
    """Sliders, each named after the key of its knob. They stay, and so does the focus, where only values change."""

    BINDINGS = [Binding("up", "go(-1)", show=False), Binding("down", "go(1)", show=False)]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[tuple[object, ...], ...] | None = None

    async def show(self, knobs: Sequence[Knob]) -> None:
        """Show `knobs`."""
        shown = tuple((knob.key, knob.name, knob.low, knob.high, knob.step) for knob in knobs)
        if shown == self._shown:
            for slider, knob in zip(self.query(Slider), knobs, strict=True):
                slider.value = knob.value
            return
        self._shown = shown
        in_hand = self.in_hand
        with self.app.batch_update():  # painted once, when all of them stand
            await self.remove_children()
            self.styles.height = len(shown)
            await self.mount_all(
                Slider(
                    knob.label, knob.low, knob.high, step=knob.step, value=knob.value, show=knob.show, help=knob.help,
                    name=knob.key,
                )
                for knob in knobs
            )  # fmt: skip
        for slider in self.query(Slider):
            if in_hand and slider.name == in_hand:
                slider.focus()

    @property
    def in_hand(self) -> str:
        """The key of the knob that has the focus; "" where none has."""
        focused = self.app.focused
        return (focused.name or "") if focused is not None and focused in self.children else ""

    def action_go(self, by: int) -> None:
        """To the knob above or below. Beyond the last ones, what the board stands in scrolls."""
        names = [slider.name for slider in self.query(Slider)]
        at = names.index(self.in_hand) + by if self.in_hand in names else -1
        if not 0 <= at < len(names):
            raise SkipAction
        self.query(Slider)[at].focus()
