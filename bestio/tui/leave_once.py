"""Screens that leave once.

Textual's `dismiss` takes away whatever stands on top. Enter twice in a question, or a list of commands that opens just
as the question is answered, took away the place below or the list, and an error could end the program.
"""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen

_dismiss = Screen.dismiss


def _dismiss_on_top(screen: Screen[Any], result: Any = None) -> AwaitComplete:
    return _dismiss(screen, result) if screen.is_active else AwaitComplete()


def leave_once() -> None:
    """Let a screen be dismissed only where it is the one on top. Doing it again changes nothing."""
    Screen.dismiss = _dismiss_on_top  # type: ignore[assignment, method-assign]
