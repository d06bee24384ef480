"""One phrase in several voices whose names are hidden: whom did you imagine, and which sound made you?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.text import plain, visible
from bestio.workshop.activities import always_the_same, noted
from bestio.workshop.imagining import LONGEST, imagined, phrase_to_hear, voice_name, voices_to_hear
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

COMMANDS = (
    Command("hear", "space", N_("Listen"), N_("Let the voice in hand say the phrase; again: from the start.")),
    Command("write", "enter", N_("Write"), N_("Write whom you imagine, and the clue in the sound.")),
    Command("phrase", "p", N_("Phrase"), N_("Let the voices say another phrase."), shown=False),
    Command("reveal", "v", N_("Who is it?"), N_("Show the names of the voices.")),
    HELP,
    LEAVE,
)


class ImagineScreen(ActivityScreen):
    """Voices without a name, each with what the group imagines; the names come last."""

    OFFERED = COMMANDS
    HIDES = True
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Several voices say the same phrase. Their names are hidden.\n"
        "Listen (Space), then write (Enter): whom do you imagine?\n"
        "What job, what age, what home? And which sound tells it:\n"
        "high, low, slow, rough, an echo, a tremble?\n"
        "V shows the names. The phrase is the same: what has changed?"
    )

    DEFAULT_CSS = """
    ImagineScreen.-low.-narrow #todo { max-height: 3; }
    ImagineScreen #line { height: auto; text-style: italic; color: $primary; }
    ImagineScreen #choices { height: 1fr; }
    """

    def __init__(self, workshop: Workplace, place: Place) -> None:
        super().__init__(workshop, place)
        own = workshop.studio.trial_text() if workshop.creation.kept else ""
        chance = always_the_same(workshop.studio.journal.path.stem, place)
        self.text = phrase_to_hear(place.activity, own)
        self.voices = voices_to_hear(place.activity, workshop.services.voices, chance)
        self.revealed = False

    def body(self) -> ComposeResult:
        yield Static("", id="line", markup=False)
        yield OptionList(id="choices", markup=False)

    def on_mount(self) -> None:
        self._show()
        if trouble := self.workshop.sound_trouble():
            self.tell(trouble)

    def _show(self) -> None:
        self.query_one("#line", Static).update(plain(_("“{word}”").format(word=self.text)))
        choices = self.query_one("#choices", OptionList)
        at = choices.highlighted or 0
        choices.clear_options()
        for number, voice in enumerate(self.voices, start=1):
            name = voice_name(number)
            if self.revealed:
                name = f"{name} – {visible(voice.title)}"
            written = self._written(number)
            choices.add_option(
                Option(Content.assemble((name, "bold"), "\n  ", (visible(written) or "…", "$text-muted")))
            )
        choices.highlighted = min(at, len(self.voices) - 1) if self.voices else None
        choices.focus()

    def _written(self, number: int) -> str:
        return noted(self.workshop.creation, self.place, f":{number}")

    @property
    def number(self) -> int:
        """The voice in hand, counted from 1; 0 for none."""
        highlighted = self.query_one("#choices", OptionList).highlighted
        return 0 if highlighted is None else highlighted + 1

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_hear(self) -> None:
        """Let the voice in hand say the phrase."""
        if self.number:
            self.workshop.hush()
            self.workshop.speak_in([self.voices[self.number - 1]], self.text)

    def action_write(self) -> None:
        """Write whom one imagines, then the clue."""
        number = self.number
        if not number:
            return

        def imagined(whom: str | None) -> None:
            if whom:
                self.app.push_screen(
                    AskLine(
                        _("Which sound tells it?"),
                        hint=_("High, low, slow, quick, rough, muffled, an echo, a tremble…"),
                        most=LONGEST,
                    ),
                    lambda clue: self._keep(number, whom, clue or ""),
                )

        self.app.push_screen(
            AskLine(
                _("Voice {n}: whom do you imagine?").format(n=number),
                hint=_(
                    "A job, an age, a place where it lives? Beast, machine, weather? The first idea is the good one."
                ),
                most=LONGEST,
            ),
            imagined,
        )

    def _keep(self, number: int, whom: str, clue: str) -> None:
        if self.note(imagined(whom, clue), part=f":{number}", about=voice_name(number)):
            self._show()
            missing = sum(1 for one in range(1, len(self.voices) + 1) if not self._written(one))
            self.tell(_("V shows who it was.") if not missing else "")

    def action_phrase(self) -> None:
        """Let the voices say another phrase."""

        def given(text: str | None) -> None:
            if text:
                self.text = text
                self._show()

        self.app.push_screen(AskLine(_("Which phrase?"), value=self.text, most=LONGEST), given)

    def action_reveal(self) -> None:
        """Show the names of the voices."""
        self.revealed = True
        self._show()
        self.tell(_("The phrase has not changed. Where did your pictures come from: a film, a game, a station?"))

    def action_leave(self) -> None:
        """Back to the bench; the sound stops."""
        self.workshop.hush()
        super().action_leave()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has asked already
            self.action_write()
