"""A voice of a group's own, as a creation holds it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from bestio.speech.voice import Voice


class TunedVoice(Struct, frozen=True, dict=True):
    """A recipe as its event told it, and the voice that it makes, which is read once, where somebody asks for it.

    Two are the same where they were told the same: a journal gives for ever the acts that it gave.
    """

    told: Mapping[str, Any]

    @cached_property
    def voice(self) -> Voice | None:
        """The voice; None where this program cannot read the recipe, as of a newer one."""
        from bestio.speech.voice import from_recipe

        return from_recipe(self.told, lambda _problem: None)

    @property
    def id(self) -> str:
        """What it is called in commands; "" where it is not told."""
        named = self.told.get("id")
        return named if isinstance(named, str) else ""

    @property
    def title(self) -> str:
        """What people call it; "" where it is not told."""
        return str(self.told.get("title") or "")
