"""What the list of all commands offers: those of the screen one is on, then those of everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual.app import SystemCommand
from textual.screen import Screen
from textual.worker import Worker

from bestio.i18n import N_, _
from bestio.tui.commands import Command
from bestio.tui.house import LEAVING, House


@runtime_checkable
class Commanded(Protocol):
    """A screen with commands of its own."""

    @property
    def commands(self) -> Sequence[Command]:
        """What one can do here."""

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""


def palette_commands(house: House, screen: Screen[object]) -> Iterator[SystemCommand]:
    """The commands of `screen` by name, with their keys, then those of everywhere that it has not itself."""
    own = screen.commands if isinstance(screen, Commanded) else ()
    for command in own:
        name = f"{_(command.label)} ({command.key_name})"
        yield SystemCommand(name, _(command.help), partial(_give, house, screen, command))
    here = {command.label for command in own}
    for label, told, act in _everywhere(house, screen):
        if label not in here:
            yield SystemCommand(_(label), told, act)


def _give(house: House, screen: Screen[object], command: Command) -> None:
    if isinstance(screen, Commanded) and screen.is_active:
        _given: Worker[None] = house.run_worker(partial(screen.give, command))


def _everywhere(house: House, screen: Screen[object]) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    yield N_("Day or night"), _("Change the colours: night, day, high contrast."), house.next_theme
    yield N_("Motion"), _("Turn the movements on or off."), house.toggle_motion
    if getattr(screen, "studio", None) is not None:
        yield N_("The tour"), _("Let the creature show the way once more."), house.tour
    yield N_("Easy reading"), _("Lines apart, nothing slanted, dim or centred, in high contrast."), house.toggle_dys
    yield N_("Quit"), _(LEAVING), house.exit
