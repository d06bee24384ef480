"""The Scène bench: the creature says the kept phrases; its mouth moves, and the word that is heard is marked."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _
from bestio.text.slug import slug
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import Command, bindings
from bestio.tui.performer import Frame
from bestio.tui.recording import record
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.text import plain, show, visible
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
from bestio.workshop.creation import Creation
from bestio.workshop.ledger import SOUNDS
from bestio.workshop.state import MadePhrase

COMMANDS = (
    Command("speak", "space", N_("Speak"), N_("Say the phrase in hand; again: stop.")),
    Command("speak_all", "t", N_("All"), N_("Say all the kept phrases, one after the other.")),
    Command("pause", "p", N_("Pause"), N_("Hold the sound, then let it go on.")),
    Command("up_front", "left", N_("Earlier"), N_("Put this phrase before the one above."), shown=False),
    Command("down_back", "right", N_("Later"), N_("Put this phrase after the one below."), shown=False),
    Command("export", "x", N_("Export"), N_("Write all that it says into a sound file.")),
    Command("retry", "r", N_("Try again"), N_("Try again with the voices and the sound card."), shown=False),
    Command("introduce", "i", N_("Who I am"), N_("The creature introduces itself.")),
)
LOOK_SECONDS = 1.0  # between two looks at the state of voices and sound


class StageBench(Bench):
    """Shows the creature to an audience."""

    TITLE = N_("Stage")
    EXPLAINED = N_(
        "Here the creature says the phrases you kept, in their order.\n"
        "Space says one phrase, T all. P: pause. I: it introduces itself.\n"
        "← → change the order. X writes a sound file, to take home.\n"
        "Ask the audience: who wrote this? You, the machine, chance?\n"
        "F6 answers: word by word, the glass box tells who wrote what."
    )
    COMMANDS = COMMANDS
    BINDINGS = bindings(COMMANDS)
    FIRST = "#kept"

    DEFAULT_CSS = """
    StageBench #scene { height: 1fr; }
    StageBench Portrait { width: 30; height: 100%; }
    StageBench #script { width: 1fr; height: 1fr; }
    StageBench #kept { height: 1fr; border: round $border-blurred; }
    StageBench #kept:focus { border: round $primary; }
    StageBench #line { height: auto; max-height: 9; border: round $secondary; padding: 1 2; }
    StageBench Karaoke { min-height: 3; content-align: center middle; }
    StageBench #nosound { height: auto; max-height: 2; color: $warning; text-align: center; width: 100%; }
    """

    def compose(self) -> ComposeResult:
        services = self.workshop.services
        with Horizontal(id="scene"):
            yield Portrait(services.strips, services.random, id="portrait")
            with Vertical(id="script"):
                yield OptionList(id="kept", markup=False)
                with Vertical(id="line"):
                    yield Karaoke(id="karaoke")
                yield Static("", id="nosound", markup=False)

    def enter(self) -> None:
        """Somebody comes: what is amiss with the sound is told before they speak."""
        super().enter()
        self._show_trouble()
        self.call_after_refresh(self._show_line)  # what was being said elsewhere has stopped by then

    def _show_trouble(self) -> None:
        show(self.query_one("#nosound", Static), plain(self.trouble()), layout=True)

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self._show_trouble)
        self.query_one("#kept").border_title = _("The phrases it says")
        if self.creation.begun:
            self._show()

    def watch_creation(self, before: Creation, creation: Creation) -> None:
        if not self.is_mounted or not creation.begun:
            return
        # What is merely recorded (a phrase was said) changes nothing that is shown here.
        if (before.kept, before.phrases, before.traits, before.name) != (
            creation.kept, creation.phrases, creation.traits, creation.name,
        ):  # fmt: skip
            self._show()

    def _show(self) -> None:
        self.query_one(Portrait).look = self.studio.look()
        kept = self.query_one("#kept", OptionList)
        chosen = self.selected
        kept.clear_options()
        kept.add_options(
            Option(Content.assemble(f"{number}. ", visible(phrase.shown)), id=phrase.id)
            for number, phrase in enumerate(self.creation.kept_phrases, start=1)
        )
        ids = [phrase.id for phrase in self.creation.kept_phrases]
        if ids:
            kept.highlighted = ids.index(chosen.id) if chosen and chosen.id in ids else 0
        self._show_line()

    @property
    def selected(self) -> MadePhrase | None:
        """The phrase in hand."""
        kept = self.query_one("#kept", OptionList)
        if kept.highlighted is None or kept.highlighted >= kept.option_count:
            return None
        return self.creation.phrases.get(kept.get_option_at_index(kept.highlighted).id or "")

    def _show_line(self) -> None:
        karaoke = self.query_one(Karaoke)
        phrase = self.selected
        if not self.workshop.speaking or not karaoke.text:
            karaoke.word = -1
            karaoke.text = phrase.shown if phrase else _("No phrase is kept yet: F3 makes some, G keeps them.")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_line()
        self.query_one(Portrait).glance((1, -1))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_speak()

    def next_thing(self) -> str:
        """One obvious next thing to do here."""
        if not self.creation.kept:
            return _("I: the creature introduces itself. F3 makes phrases, G keeps them, and they come here.")
        return _("Space: it speaks. T: it says everything. F6: who wrote what?")

    def why(self) -> str:
        """Who wrote the phrase in hand."""
        phrase = self.selected
        return self.workshop.account_of(phrase) if phrase else super().why()

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_speak(self) -> None:
        """Say the phrase in hand, or stop."""
        if self.workshop.speaking:
            self.workshop.hush()
        elif (phrase := self.selected) is not None:
            self.workshop.say_phrase(phrase)
        else:
            self.action_introduce()

    def action_speak_all(self) -> None:
        """Say all the kept phrases."""
        self.workshop.say_all(self.creation.kept_phrases)

    def action_pause(self) -> None:
        """Hold the sound, or let it go on."""
        self.workshop.pause()

    def action_retry(self) -> None:
        """Try again with the voices and the sound card."""
        self.workshop.retry_sound()
        self._show_trouble()

    def action_export(self) -> None:
        """Write all the kept phrases into a sound file."""
        phrases = self.creation.kept_phrases
        if not phrases:
            self.workshop.tell(_("No phrase is kept yet: F3 makes some, G keeps them."))
            return
        self.workshop.hush()
        services, voice = self.workshop.services, self.studio.voice().voice
        texts = [phrase.shown for phrase in phrases]
        self.app.push_screen(
            SaveAs(
                _("What {name} says, in a sound file").format(name=self.creation.name),
                services.folder_of(SOUNDS, self.studio.journal.path),
                slug(self.creation.name, "creature"),
                (".mp3", ".wav", ".flac", ".ogg"),
                partial(record, services.performer.speaker, texts, voice),
            ),
            self.workshop.tell_file,
        )

    def action_introduce(self) -> None:
        """The creature tells who it is."""
        self.workshop.speak(self.studio.introduction())

    def action_up_front(self) -> None:
        """Put the phrase in hand earlier."""
        self._move(-1)

    def action_down_back(self) -> None:
        """Put the phrase in hand later."""
        self._move(1)

    def _move(self, by: int) -> None:
        phrase = self.selected
        if phrase is None:
            return
        to = self.creation.kept.index(phrase.id) + by
        if 0 <= to < len(self.creation.kept):
            self.workshop.act(lambda: self.studio.act("phrase.move", id=phrase.id, to=to))

    # --- while it speaks ----------------------------------------------------------------------------------------------

    def show_speech(self, text: str, words: tuple[str, ...], phrase_id: str) -> None:
        """A speech begins."""
        karaoke = self.query_one(Karaoke)
        karaoke.text, karaoke.words, karaoke.word = text, words, -1
        kept = self.query_one("#kept", OptionList)
        if phrase_id in self.creation.kept:
            kept.highlighted = self.creation.kept.index(phrase_id)
        self._show_trouble()

    def show_frame(self, frame: Frame) -> None:
        """A moment of the speech."""
        super().show_frame(frame)
        self.query_one(Karaoke).word = frame.word
