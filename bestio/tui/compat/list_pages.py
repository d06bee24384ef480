"""Lists that turn no page before they have one.

Textual's list makes its lines once it has a place on the screen; PageUp and PageDown look for them at once, and where
the list has only just opened, or has no room, their error would end the program.
"""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList

from bestio.tui.compat.piece import Piece

_turn = OptionList._move_page


def _turn_if_shown(options: OptionList, direction: Literal[-1, 1]) -> None:
    if options.scrollable_content_region:
        _turn(options, direction)


PIECE = Piece(
    OptionList, "_move_page", _turn_if_shown, _turn, why="a list without a place ends the app", versions="textual 8"
)
