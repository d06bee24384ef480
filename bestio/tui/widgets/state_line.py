"""Beside the tabs: whose creature it is, and whether it is saved."""

from __future__ import annotations

from rich.cells import cell_len
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.text import plain, show, visible
from bestio.tui.widgets.wheel_rows import cut

BESIDE = 46
"""Cells that the tabs take beside it."""
LONGEST_TOLD = 20
"""Cells that what is told beside the name may take where there are not enough for both."""
SHORTEST_NAME = 8
"""Cells under which a name that is cut says nothing; the whole name is on the creature's bench."""


class StateLine(Static):
    """The name of the creature and one thing about it: the most urgent."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)

    def show(self, name: str, *, trouble: str, looking_on: bool, silent: bool) -> None:
        """Tell how a creation stands: `trouble`: why it cannot be saved, "" where it can; `silent`: without sound."""
        name, room = visible(name), max(0, self.app.size.width - BESIDE)
        in_silence = " · ".join((name, _("saved"), _("no sound")))
        if trouble:
            state = _named(name, f"⚠ {trouble}", room, most=room // 2)
        elif looking_on:
            state = _named(name, _("only looking"), room)
        elif silent and cell_len(in_silence) <= room:
            state = in_silence
        else:
            state = _named(name, _("saved"), room)
        show(self, plain(cut(visible(state), room)))
        self.set_class(bool(trouble) or looking_on, "-wrong")


def _named(name: str, told: str, room: int, *, most: int = LONGEST_TOLD) -> str:
    """A name and what is `told` of it, in `room` cells, of which that takes `most` at most.

    Where there is no room for a name that says something, what is told stands alone.
    """
    left = room - min(cell_len(told), most) - len(" · ")
    if left < min(SHORTEST_NAME, cell_len(name)):
        return told
    return f"{cut(name, left)} · {told}"
