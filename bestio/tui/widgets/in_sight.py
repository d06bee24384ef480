"""A part that scrolls and keeps what has the focus in sight, when it gets smaller too."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.events import Resize


class InSight(VerticalScroll, can_focus=False):
    """What stands beside it (an explanation of two lines, say) may take rows from it at any moment."""

    def on_resize(self, _event: Resize) -> None:
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            self.scroll_to_widget(focused, animate=False)
