"""Screens that leave once, and only themselves.

Textual's `dismiss` takes away whatever stands on top. Enter twice in a question, or a list of commands that opens just
as the question is answered, took away the place below or the list, and an error could end the program.
"""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from bestio.tui.compat.piece import Piece

_dismiss = Screen.dismiss


AGAIN = 0.1
"""Seconds between two looks whether what stands over a screen that leaves has gone."""


def _dismiss_on_top(screen: Screen[Any], result: Any = None) -> AwaitComplete:
    def again() -> None:
        screen.dismiss(result)

    if screen.is_active:
        return _dismiss(screen, result)
    if screen in screen.app.screen_stack:  # covered: a file is written while the list of commands is open, say
        screen.set_timer(AGAIN, again)
    return AwaitComplete()


PIECE = Piece(
    Screen,
    "dismiss",
    _dismiss_on_top,
    _dismiss,
    why="what leaves twice takes the place below too",
    versions="textual 8",
)
