"""The voices that one can choose, with a note before the creature's own."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bestio.speech.voice import Voice
from bestio.tui.text import visible


class VoiceList(OptionList):
    """A list of voices by id. It is made anew only where a title or the creature's voice has changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._listed: tuple[tuple[str, str, bool], ...] = ()

    def list_voices(self, voices: Iterable[Voice], own: Voice) -> None:
        """Show `voices`, and `own`, the creature's, first where it is none of them. What was in hand stays so."""
        listed = {voice.id: voice for voice in voices}
        if own.id not in listed:
            listed = {own.id: own, **listed}
        shown = tuple((voice.id, voice.title, voice.id == own.id) for voice in listed.values())
        if shown == self._listed:
            return
        self._listed = shown
        in_hand = self.in_hand
        self.clear_options()
        self.add_options(
            Option(Content.assemble("♪ " if mine else "  ", visible(title)), id=key) for key, title, mine in shown
        )
        self.highlighted = [*listed].index(in_hand if in_hand in listed else own.id)

    @property
    def in_hand(self) -> str:
        """The id of the voice in hand; "" where there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""

    def from_hand_on(self, count: int) -> tuple[str, ...]:
        """The ids of `count` voices from the one in hand on, round the end of the list."""
        start = self.highlighted or 0
        return tuple(self._listed[(start + n) % len(self._listed)][0] for n in range(count))
