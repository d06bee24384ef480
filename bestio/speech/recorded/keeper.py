"""What keeps the recorded voices of classes: files (`file_banks`), or the server that keeps the creations.

Both hold the same bytes: a line on the leave of the class, a line a clip, the sound of each, and what was made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

LARGEST_CLIP = 8 << 20
"""Bytes of the sound of a clip, at most: three minutes."""


class BankWriter(Protocol):
    """The right to write one bank. Whatever is written raises OSError where it cannot be."""

    whole: bool
    """Whether all that is written is kept or nothing is; else what was written before a refusal stays."""

    def lines(self) -> bytes:
        """The lines that there are: the leave and the clips; nothing in a new bank."""
        ...

    def add(self, clip_id: str, sound: bytes) -> None:
        """Keep the sound of a clip whose line follows."""
        ...

    def append(self, lines: Mapping[str, bytes]) -> None:
        """Add the lines of clips whose sounds are kept, by their ids; each has its end."""
        ...

    def set_leave(self, line: bytes) -> None:
        """Replace the first line, which has its end."""
        ...

    def note(self, line: bytes) -> None:
        """Write down what was made of the bank: a line of `renderings`, without its end."""
        ...

    def erase(self, ids: Iterable[str], *, whole: bool = False) -> None:
        """Erase these clips and what tells of the sounds made of them; the `whole` bank, once it is given back."""
        ...


class BankKeeper(Protocol):
    """The banks of a workspace, by class. Whoever asks gives names that lead nowhere else.

    A server that does not answer raises OSError.
    """

    remote: bool
    """Whether there are no files of them, so that who speaks has to be given the sounds."""

    def place(self, class_id: str) -> Path:
        """What the bank of a class is called; where it is, if it is in files."""
        ...

    def classes(self) -> tuple[str, ...]:
        """The classes that have a bank, in order."""
        ...

    def state(self, class_id: str) -> tuple[object, ...]:
        """Another one whenever the bank is another; () where there is none."""
        ...

    def lines(self, class_id: str) -> bytes:
        """The leave and the clips, a line each. Raises FileNotFoundError where there is no bank."""
        ...

    def sizes(self, class_id: str) -> Mapping[str, int]:
        """How many bytes the sounds have that are there, by the ids of their clips."""
        ...

    def sounds(self, class_id: str, ids: Sequence[str]) -> dict[str, bytes]:
        """The sounds of these clips that are there."""
        ...

    def made(self, class_id: str) -> list[tuple[str, bytes]]:
        """What was made of a bank: on which machine ("" for this one), and the line of `renderings` on it."""
        ...

    def writing(self, class_id: str) -> AbstractContextManager[BankWriter]:
        """Hold the right to write the bank of a class; it is made where there is none. Raises JournalBusy."""
        ...

    def sweep(self) -> bool:
        """Let nothing of what was erased stand in the files of a server; False where it cannot be done now."""
        ...
