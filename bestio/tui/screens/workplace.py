"""The screen that benches and activities work on, as they know it: what they may ask for, not which screen it is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from textual.reactive import var
from textual.widget import Widget
from textual.worker import Worker

from bestio.creation.fold import EMPTY, Creation
from bestio.creation.state import MadePhrase
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.session.actions import phrases
from bestio.session.actions.action import Action, Result
from bestio.session.session import Session
from bestio.speech.voice import Voice
from bestio.studio.studio import Studio
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.save_as import Saved
from bestio.tui.services import Services


class Workplace(CommandScreen):
    """A place where a creation is worked on. State goes down from it; what is done below is asked for here."""

    creation: var[Creation] = var(EMPTY)
    bench: var[str] = var("creature")
    """The bench one is on."""

    def __init__(self, services: Services, studio: Studio) -> None:
        super().__init__()
        self.services = services
        self.studio = studio
        self.session = Session(studio, services.store)

    @property
    @abstractmethod
    def here(self) -> Widget:
        """The bench one is on."""

    @property
    @abstractmethod
    def aside(self) -> int:
        """Columns on the right that a bubble may cover."""

    @abstractmethod
    def perform(self, action: Action, /, **given: Any) -> Result | None:
        """Do an act and show what it gave, what is to be said of it too; None where it was not possible."""

    @abstractmethod
    def hold(self, action: Action, /, **given: Any) -> Result | None:
        """The same for a knob that may be turned further: it becomes an act where it rests."""

    @abstractmethod
    def perform_and_tell(self, action: Action, /, **given: Any) -> None:
        """The same for an act that leaves little to be seen: told as a line tells it, with the key that undoes it."""

    @abstractmethod
    def record(self, *events: tuple[str, Mapping[str, Any]]) -> Result | None:
        """Let what an activity found, or what was said aloud, happen as one act; None where it was not possible."""

    def either(self, action: Action, other: Action, /, **given: Any) -> Result | None:
        """Do the one of two acts that can be done now: what their key does."""
        return self.perform(self.session.either(action, other, **given), **given)

    @abstractmethod
    def tell(self, message: str) -> None:
        """Say something short at the bottom, until the next act."""

    def only_looking(self) -> bool:
        """Whether nothing can be done here, because another window has the creation; it is told then."""
        looking = self.studio.journal.read_only
        if looking:
            self.tell(_("This creation is only being looked at."))
        return looking

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
    def draw_phrase(self, action: Action = phrases.make, /, **given: Any) -> Worker[None]:
        """Do an act for which the machine may have to read the texts first."""

    @abstractmethod
    def ready_questions(self) -> tuple[str, ...]:
        """The questions to the creature that the plan has ready for this session."""

    @abstractmethod
    def account_of(self, phrase: MadePhrase) -> str:
        """Who wrote which word of a phrase, why it came, and what is copied."""

    @abstractmethod
    def open_text(self, text_id: str) -> None:
        """Read or write a text: one of the group's own ("" for a new one), or a starter text."""

    @abstractmethod
    def open_own_trait(self, slot: str) -> None:
        """Write a trait of the group's own for `slot`."""

    @abstractmethod
    def open_cross(self) -> None:
        """Cross the creature with a saved one."""
