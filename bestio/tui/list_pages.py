"""Lists that turn no page before they have one.

Textual's list makes its lines once it has a place on the screen; PageUp and PageDown look for them at once, and where
the list has only just opened, or has no room, their error would end the program.
"""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList

_turn = OptionList._move_page


def _turn_if_shown(options: OptionList, direction: Literal[-1, 1]) -> None:
    if options.scrollable_content_region:
        _turn(options, direction)


def turn_pages_that_are_there() -> None:
    """Let every list of the app turn its pages only where it has a place. Doing it again changes nothing."""
    OptionList._move_page = _turn_if_shown  # type: ignore[assignment, method-assign]
