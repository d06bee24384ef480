"""What stands over everything while the window is too small for it."""

from __future__ import annotations

from textual.content import Content
from textual.events import Key, Paste
from textual.geometry import Size
from textual.screen import Screen, SystemModalScreen
from textual.widget import Widget

from bestio.i18n import _

LEAST = Size(60, 18)
"""Columns and lines that all places can do with: at less, lists hold a few letters and knobs have no values."""
LEAVES = "ctrl+q"


class TooSmall(Widget):
    """Says which size is needed, and hides what would stand there in pieces."""

    DEFAULT_CSS = """
    TooSmall {
        layer: too-small; overlay: screen; width: 100%; height: 100%; background: $background; color: $foreground;
        content-align: center middle; text-align: center;
    }
    """

    def render(self) -> Content:
        size = self.app.size
        needed = _("I need {columns} columns and {lines} lines: it has {width} and {height}.").format(
            columns=LEAST.width, lines=LEAST.height, width=size.width, height=size.height
        )
        lines = [Content.styled(_("Make the window larger!"), "$primary bold"), Content(needed)]
        lines.append(Content(_("Or write smaller: Ctrl and -.")))
        lines.append(Content.styled(_("Enter: go on all the same"), "$secondary"))
        return Content("\n").join(lines)


class Cover:
    """Whether something stands over the screens, which then obey no key: one would not see what it does."""

    def __init__(self) -> None:
        self.lifted = False

    def needed(self, screen: Screen[object]) -> bool:
        """Whether a screen has too little room, and nobody wanted to go on all the same since it last had more.

        The palette is at home in any window.
        """
        width, height = screen.app.size
        small = width < LEAST.width or height < LEAST.height
        self.lifted = self.lifted and small
        return small and not self.lifted and not isinstance(screen, SystemModalScreen)

    def fit(self, screen: Screen[object]) -> None:
        """Cover `screen`, or lay it open again, as its size wants."""
        needed = self.needed(screen)
        cover = next((child for child in screen.children if isinstance(child, TooSmall)), None)
        if cover is None:
            if needed:
                screen.mount(TooSmall())
            return
        cover.display = needed
        if needed and screen.children[-1] is not cover:  # something came over it meanwhile
            screen.move_child(cover, after=-1)

    def takes(self, event: Key | Paste, screen: Screen[object]) -> bool:
        """Whether a key, or what is pasted, is not for what is covered.

        Enter lifts the cover, until the window is too small once more.
        """
        key = event.key if isinstance(event, Key) else ""
        if key == LEAVES or not self.needed(screen):
            return False
        if key == "enter":
            self.lifted = True
            self.fit(screen)
        return True
