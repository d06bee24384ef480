"""What has happened to a creation before a test begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bestio.tui.screens.workshop import WorkshopScreen


def act(screen: WorkshopScreen, do: Callable[[], Any]) -> None:
    """Do something to the creation of a screen, which then shows it."""
    do()
    screen.creation = screen.studio.creation
    screen.show_state()
