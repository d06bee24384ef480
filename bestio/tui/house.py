"""The app as its screens know it: the ways that lead from anywhere to anywhere."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content

from bestio.i18n import N_
from bestio.tui.preferences import DressedApp

if TYPE_CHECKING:
    from bestio.creation.replay_context import ReplayOptions
    from bestio.persona.portrait import Look
    from bestio.tui.services import Services

LEAVING = N_("Leave. Everything is saved already.")
"""What is told of the way out."""


class House(DressedApp):
    """What screens ask of the app that they stand in."""

    own_files: bool = True
    """Whether who sits here may reach the files of the machine that the app runs on."""

    @property
    @abstractmethod
    def services(self) -> Services:
        """What the screens work with. Only for what comes after `ready`."""

    @abstractmethod
    async def ready(self) -> Services:
        """The services, as soon as they are ready. Raises BestioError where the installation is broken."""

    @property
    @abstractmethod
    def arrived(self) -> bool:
        """Whether keys are obeyed: what the app was opened for has been done."""

    @abstractmethod
    def arrive(self) -> None:
        """Obey keys from now on, where everything is there for them."""

    @abstractmethod
    async def do(self, job: Callable[[Services], Awaitable[None]]) -> None:
        """Do something with the services, once they are ready; an error is told."""

    @abstractmethod
    def other_places(self) -> list[tuple[str, str]]:
        """What else the home list leads to: ids for `visit`, and lines."""

    @abstractmethod
    async def visit(self, place: str) -> None:
        """Go to one of the other places."""

    @abstractmethod
    async def replay(self, watch: Path | ReplayOptions) -> None:
        """Play a creation again, without writing anything."""

    @abstractmethod
    async def begin(self) -> None:
        """A new creature, in a journal of its own in the teacher's class; the very first one shows the way."""

    @abstractmethod
    async def tour(self) -> None:
        """The creature on the screen shows the way, from the first bench on."""

    @abstractmethod
    async def go_on(self, path: Path, *, read_only: bool = False) -> None:
        """Open a creation; where another window has it, offer to look on."""

    @abstractmethod
    async def rename_group(self, path: Path, done: Callable[[], Any]) -> None:
        """Ask for another pseudonym of the group that writes `path`."""

    @abstractmethod
    def preview(self, path: Path | None) -> tuple[Look | None, Content]:
        """The portrait and the caption of a creation in the home list."""
