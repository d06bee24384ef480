"""One place of Textual or rich that is replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """`name` of `owner` (a class or a module), in whose place stands `ours` as long as `why` holds.

    `versions`: those of Textual that were looked at, and need it.
    """

    owner: Any
    name: str
    ours: Callable[..., Any] | Any
    theirs: Callable[..., Any] | Any
    why: str
    versions: str

    def put_in_place(self) -> None:
        """Replace it. Doing it again changes nothing."""
        setattr(self.owner, self.name, self.ours)

    def take_away(self) -> None:
        """Let it be as its authors made it, as tests do to see whether it is needed."""
        setattr(self.owner, self.name, self.theirs)
