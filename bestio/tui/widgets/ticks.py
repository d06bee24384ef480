"""Boxes to tick and choices to make that show whether they are on without any colour: [x] and [ ], (•) and ( )."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, RadioButton, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

BOXES = ("[ ]", "[x]")
CHOICES = ("( )", "(•)")


class Tick(Checkbox):
    """A box to tick."""

    def render(self) -> Content:
        return _marked(BOXES[self.value], self)


class Choice(RadioButton):
    """One of several choices."""

    def render(self) -> Content:
        return _marked(CHOICES[self.value], self)


def _marked(mark: str, button: Checkbox | RadioButton) -> Content:
    label = button.label.pad(1, 1).stylize_before(button.get_visual_style("toggle--label"))
    return Content.assemble((mark, "bold" if button.value else ""), label)


class TickList(SelectionList[str]):
    """A list of boxes to tick."""

    def render_line(self, y: int) -> Strip:
        line = super().render_line(y)
        try:
            option = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        parts = list(line)
        mark, plain = BOXES[option.value in self.selected], parts[3].style or Style()
        meta = Style(meta={"option": self.scroll_offset.y + y})
        return Strip([Segment(mark, plain + Style(bold=option.value in self.selected) + meta), *parts[3:]])
