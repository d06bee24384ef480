"""The screen that benches and activities work on, as they know it: what they may ask for, not which screen it is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from textual.reactive import var
from textual.widget import Widget
from textual.worker import Worker

from bestio.errors import BestioError
from bestio.speech.voice import Voice
from bestio.tui.screens.place import Place
from bestio.tui.screens.save_as import Saved
from bestio.tui.services import Services
from bestio.workshop.creation import EMPTY, Creation
from bestio.workshop.state import MadePhrase
from bestio.workshop.studio import Studio


class Workplace(Place):
    """A place where a creation is worked on. State goes down from it; what is done below is asked for here."""

    creation: var[Creation] = var(EMPTY)
    bench: var[str] = var("creature")
    """The bench one is on."""

    def __init__(self, services: Services, studio: Studio) -> None:
        super().__init__()
        self.services = services
        self.studio = studio

    @property
    @abstractmethod
    def here(self) -> Widget:
        """The bench one is on."""

    @property
    @abstractmethod
    def aside(self) -> int:
        """Columns on the right that a bubble may cover."""

    @abstractmethod
    def act(self, act: Callable[[], Any]) -> bool:
        """Do something to the creation and show what it gave; whether it was possible."""

    @abstractmethod
    def hold(self, turn: Callable[[], Any]) -> bool:
        """Let a knob be turned, and show what it gives; it becomes an act where it rests. Whether it was possible."""

    @abstractmethod
    def tell(self, message: str) -> None:
        """Say something short at the bottom, until the next act."""

    @abstractmethod
    def tell_file(self, saved: Saved | None) -> None:
        """Say which file was written, and what is to be known of it."""

    @abstractmethod
    def complain(self, error: BestioError) -> None:
        """Show an error: what happened, and what to do."""

    # --- what is said aloud -------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def speaking(self) -> bool:
        """Whether something is being said, or about to be."""

    @abstractmethod
    def say_phrase(self, phrase: MadePhrase | None) -> None:
        """Let the creature say a phrase here, wherever one is."""

    @abstractmethod
    def say_all(self, phrases: Sequence[MadePhrase]) -> None:
        """Say several phrases, one after the other."""

    @abstractmethod
    def speak(self, text: str, phrase_id: str = "", *, after: float = 0.0) -> None:
        """Say a text in the creature's voice, `after` so many seconds."""

    @abstractmethod
    def speak_in(self, voices: Sequence[Voice], text: str) -> None:
        """Say one text in several voices, one after the other."""

    @abstractmethod
    def hush(self) -> None:
        """Stop what is being said, at once."""

    @abstractmethod
    def pause(self) -> None:
        """Hold the sound, or let it go on."""

    @abstractmethod
    def sound_trouble(self) -> str:
        """What is amiss with the sound, in words; "" where nothing."""

    @abstractmethod
    def retry_sound(self) -> None:
        """Try again with a speaker that fell silent or a sound card that went."""

    # --- what opens over it -------------------------------------------------------------------------------------------

    @abstractmethod
    def make_phrase(self, start: str | None = None, with_word: str | None = None, question: str = "") -> Worker[None]:
        """Let the machine make a phrase; it may have to read the texts first."""

    @abstractmethod
    def account_of(self, phrase: MadePhrase) -> str:
        """Who wrote which word of a phrase, why it came, and what is copied."""

    @abstractmethod
    def open_text(self, text_id: str) -> None:
        """Read or write a text: one of the group's own ("" for a new one), or a starter text."""

    @abstractmethod
    def open_stepper(self) -> None:
        """Make a phrase word by word."""

    @abstractmethod
    def open_own_trait(self, slot: str) -> None:
        """Write a trait of the group's own for `slot`."""

    @abstractmethod
    def open_cross(self) -> None:
        """Cross the creature with a saved one."""
