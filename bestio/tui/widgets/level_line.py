"""How loud it is where one records, and for how long one has spoken."""

from __future__ import annotations

from textual.widgets import Static

from bestio.i18n import _
from bestio.speech.microphone import Microphone
from bestio.tui.text import plain

LOOK = 0.1
"""Seconds between two looks at the level."""
BAR = 24
_TOO_LOUD = 0.97


class LevelLine(Static):
    """Shows the level of a microphone while it listens, and nothing else."""

    DEFAULT_CSS = """
    LevelLine { height: 2; color: $primary; }
    """
    microphone: Microphone | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id, markup=False)

    def on_mount(self) -> None:
        self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        microphone, told = self.microphone, ""
        if microphone is not None and microphone.listening:
            filled = round(microphone.level * BAR)
            loud = microphone.level > _TOO_LOUD
            hint = _("too loud: step back") if loud else _("Space: that is all")
            told = f"{'█' * filled}{'░' * (BAR - filled)}\n{microphone.seconds:.1f} s  {hint}".replace(".", ",")
        self.update(plain(told, lines=True))
