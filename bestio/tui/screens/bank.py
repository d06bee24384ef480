"""The class's own voices: its words with who said them; record, hear, do again, leave out, by keys and mouse."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.classroom.bank_words import BankWord, words_of_bank
from bestio.classroom.made_up import LONGEST_NAME
from bestio.classroom.recorded_voices import NotAllowed
from bestio.classroom.word_list import worth_recording
from bestio.errors import BestioError
from bestio.i18n import N_, _, ngettext
from bestio.speech.cleaning import clean, spoken
from bestio.speech.microphone import Microphone
from bestio.speech.recorded import intake
from bestio.speech.recorded.bank import Bank, ClipLost, describe_state
from bestio.speech.recorded.clip import RATE, Clip
from bestio.speech.recorded.intake import Cut, Taken
from bestio.speech.recorded.sound_file import checked
from bestio.speech.speaker import Pronounced
from bestio.speech.speech import Samples, Speech
from bestio.speech.voice import Voice
from bestio.text.shorten import shorten
from bestio.tui.commands import READ_BY_F9, WORDS, Command, bindings
from bestio.tui.performer import Frame
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.bank_files import BankPlace, ask_for_files, ask_what_to_leave_out, cut_files
from bestio.tui.screens.help import Help
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.level_line import LevelLine

if TYPE_CHECKING:
    from bestio.tui.house import House

COMMANDS = (
    Command("record", "space", N_("Record"), N_("Records the word in hand; again: that is all."), always=True),
    Command("hear", "enter", N_("Hear"), N_("Plays what was just recorded, or the recordings of the word.")),
    Command("keep", "g", N_("Keep"), N_("Puts what was just recorded into the bank."), soon=True),
    Command("who", "n", N_("Who"), N_("Under which made-up name you record.")),
    Command("own_line", "l", N_("Line"), N_("A word or a line of your own to record.")),
    Command("take_in", "i", N_("Files"), N_("Takes in sound files, instead of the microphone.")),
    Command("leave_out", "delete", N_("Leave out"), N_("Erases a recording of the word."), shown=False),
    READ_BY_F9,
    WORDS,
    Command("help", "f1", N_("Help"), N_("Explains this screen."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to where one was."), always=True),
)
EXPLAINED = N_(
    "○ a word nobody has said yet, ● a word that was said, and by whom.\n"
    "Space: speak, then Space again: you hear yourself. G keeps it.\n"
    "Only if you wish, always under a made-up name. Delete erases it.\n"
    "Without a microphone, I takes files: one a word, or a reading.\n"
    "On the voices’ bench, “The voices of …” then says your words."
)
LONGEST_WHO = 28
_TOO_SOFT = 0.05
_BASE = Voice(id="plain", title="plain")


class BankScreen(BankPlace):
    """The bank of a class, for a group that records under a made-up name."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    BankScreen #bank-top { height: 1; background: $panel; }
    BankScreen #bank-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    BankScreen #bank-state { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    BankScreen #bank-words { width: 1fr; height: 1fr; border: round $border-blurred; }
    BankScreen #bank-words:focus { border: round $primary; }
    BankScreen #bank-side { width: 34; height: 1fr; border: round $secondary; padding: 0 1; }
    BankScreen #bank-about { height: 1fr; }
    BankScreen #bank-tip { height: auto; max-height: 3; padding: 0 1; color: $secondary; background: $surface; }
    """

    def __init__(self, services: Services, class_id: str, who: str = "", group: str = "") -> None:
        super().__init__()
        self.services = services
        self.class_id = class_id
        self.person = who
        self.group = group
        self.words: list[BankWord] = []
        self.bank: Bank | None = None
        self.take: Cut | None = None
        self.own: list[str] = []
        self.microphone: Microphone | None = None
        self.there: bool | None = None
        self._wanted = ""
        self._arrived = False

    @property
    def house(self) -> House:
        """The app."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="bank-top"):
            yield Static("", id="bank-title", markup=False)
            yield Static("", id="bank-state", markup=False)
        with Horizontal():
            yield OptionList(id="bank-words", markup=False)
            with Vertical(id="bank-side"):
                yield Static("", id="bank-about", markup=False)
                yield LevelLine(id="bank-level")
        yield Static("", id="bank-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self.query_one("#bank-words").focus()
        title = self.services.store.title_of(self.class_id)
        self.query_one("#bank-title", Static).update(plain(_("The voices of {name}").format(name=title)))
        self._read()
        self._look_for_microphone()

    def on_unmount(self) -> None:
        if self.microphone is not None:
            self.microphone.close()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="bank")
    async def _read(self, then: str = "") -> None:
        """Read the bank anew, and put `then` in hand."""
        try:
            self.bank, self.words = await asyncio.to_thread(self._look)
        except (BestioError, OSError) as error:
            self.say(str(error))
            return
        in_hand = then or (self.word.text if self.word else "")
        listed = self.query_one("#bank-words", OptionList)
        listed.clear_options()
        listed.add_options(Option(Content(visible(word.line()))) for word in self.words)
        texts = [word.text for word in self.words]
        if texts:
            listed.highlighted = texts.index(in_hand) if in_hand in texts else 0
        self._show()

    def _look(self) -> tuple[Bank, list[BankWord]]:
        bank = self.services.recorded_voices.bank(self.class_id)
        worth = worth_recording(self.services.store, self.class_id, self.services.lexicons.values(), bank)
        return bank, words_of_bank(bank, [*self.own, *worth])

    def _show(self) -> None:
        bank = self.bank
        if bank is None:
            return
        if bank.open:
            count = ngettext("{n} recording", "{n} recordings", len(bank.clips)).format(n=len(bank.clips))
            who = _("you: {who}").format(who=self.person) if self.person else _("N: who are you?")
            state = f"{shorten(visible(who), LONGEST_WHO)} · {count}"
        else:
            state = _("off")
        self.query_one("#bank-state", Static).update(plain(state))
        self._show_word()
        if not self._arrived and (self.there is not None or not bank.open):
            self._arrived = True
            self._tell_state(bank)

    def _tell_state(self, bank: Bank) -> None:
        """What is amiss, told once."""
        told = list(describe_state(bank))
        if not bank.open:
            told = [str(NotAllowed(self.class_id, bank.leave))]
        elif not self.there:
            told.append(_("There is no microphone here: I takes in sound files."))
        if told:
            self.say(" ".join(told))

    def _show_word(self) -> None:
        word = self.word
        lines = [] if word is None else [word.text, "", *word.told()]
        if self.take is not None and word is not None and self.take.text == word.text:
            lines += ["", _("Just recorded: G keeps it, Enter plays it, Space does it again.")]
        self.query_one("#bank-about", Static).update(Content(visible("\n".join(lines), lines=True)))

    def say(self, message: str) -> None:
        """Tell something in the line at the bottom."""
        self.query_one("#bank-tip", Static).update(plain(message, lines=True))

    @property
    def word(self) -> BankWord | None:
        """The word in hand."""
        at = self.query_one("#bank-words", OptionList).highlighted
        return self.words[at] if at is not None and at < len(self.words) else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_word()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_hear()

    # --- the microphone -----------------------------------------------------------------------------------------------

    @work(group="microphone")
    async def _look_for_microphone(self) -> None:
        microphone = self.services.new_microphone()
        self.microphone = self.query_one(LevelLine).microphone = microphone
        self.there = await asyncio.to_thread(microphone.open)
        self._show()

    def action_record(self) -> None:
        """Begin to listen, or end it."""
        microphone, word, bank = self.microphone, self.word, self.bank
        if microphone is not None and (microphone.listening or self._wanted):
            samples, text, self._wanted = microphone.stop(), self._wanted, ""
            self._cut(samples, text)
            return
        if bank is None or word is None:
            return
        if not bank.open:
            self.house.complain(NotAllowed(self.class_id, bank.leave))
        elif not self.person:
            self.action_who()
        elif microphone is None or not self.there or not microphone.start():
            self.say(_("There is no microphone here: I takes in sound files."))
        else:
            self.take = None
            self._wanted = word.text
            self.say(_("Say: “{word}”").format(word=word.text))

    @work(exclusive=True, group="cut")
    async def _cut(self, samples: Samples, text: str) -> None:
        try:
            taken = await asyncio.to_thread(self._cut_now, samples, text)
        except BestioError as error:
            self.say(str(error))
            return
        self.take = taken.cuts[0]
        told = [*taken.troubles]
        if float(abs(samples).max(initial=0.0)) < _TOO_SOFT:
            told.append(_("This is very soft: come nearer."))
        self.say(" ".join([*told, _("G keeps it, Enter plays it, Space does it again.")]))
        self._show_word()
        self._play([(text, self.take.samples)])

    def _cut_now(self, samples: Samples, text: str) -> Taken:
        return intake.take_one(checked(samples, text), text, self._pronounce)

    def _pronounce(self, text: str) -> Pronounced | None:
        return self.services.performer.speaker.pronounce(spoken(clean(text)), _BASE)

    def action_keep(self) -> None:
        """Put what was just recorded into the bank."""
        take = self.take
        if take is None:
            self.say(_("Nothing to keep yet: Space records the word in hand."))
            return
        self.take = None
        self._add([take])

    @work(group="add")
    async def _add(self, cuts: Sequence[Cut], *, told: str = "") -> None:
        kept, person = self.services.recorded_voices, self.person
        try:
            made = await asyncio.to_thread(kept.add, self.class_id, person, cuts, group=self.group)
        except BestioError as error:
            self.house.complain(error)
            self._read()
            return
        count = ngettext("{n} recording of {who} was added.", "{n} recordings of {who} were added.", len(made))
        self.say(" ".join(part for part in (count.format(n=len(made), who=person), told) if part))
        self.own = [text for text in self.own if text not in {clip.text for clip in made}]
        self._read(self._after(cuts[-1].text) if len(cuts) == 1 else "")

    def _after(self, text: str) -> str:
        """The word to say next: the one after `text` in the list."""
        texts = [word.text for word in self.words if not word.clips]
        at = texts.index(text) + 1 if text in texts else 0
        return texts[at] if at < len(texts) else text

    # --- hearing ------------------------------------------------------------------------------------------------------

    def action_hear(self) -> None:
        """Play what was just recorded, or the recordings of the word in hand."""
        word = self.word
        if self.take is not None and word is not None and self.take.text == word.text:
            self._play([(word.text, self.take.samples)])
        elif word is not None and word.clips and self.bank is not None:
            self._play_clips(word.clips)
        elif word is not None:
            self.say(_("Nobody has said “{word}” yet.").format(word=word.text))

    @work(exclusive=True, group="fetch")
    async def _play_clips(self, clips: Sequence[Clip]) -> None:
        sounds = []
        for clip in clips:
            try:
                found = await asyncio.to_thread(self.services.recorded_voices.sound, self.class_id, clip)
            except ClipLost:
                continue
            except BestioError as error:
                self.house.complain(error)
                return
            sounds.append((clip.who, found))
        self._play(sounds)

    @work(exclusive=True, group="play")
    async def _play(self, sounds: Sequence[tuple[str, Samples]]) -> None:
        performer = self.services.performer

        def nothing(_frame: Frame) -> None:
            return

        for text, samples in sounds:
            await performer.play(Speech(text, samples, RATE), nothing)
        if trouble := self.services.sound_trouble:
            self.say(trouble)

    # --- names, lines, files ------------------------------------------------------------------------------------------

    def action_who(self) -> None:
        """Ask for the made-up name."""

        def named(text: str | None) -> None:
            if text:
                self.person = text
                self._show()

        self.app.push_screen(
            AskLine(
                _("Under which made-up name?"),
                value=self.person,
                hint=_("Never your own name: the group’s, or an invented one."),
                most=LONGEST_NAME,
            ),
            named,
        )

    def action_own_line(self) -> None:
        """A text of one's own to record."""

        def written(text: str | None) -> None:
            if text:
                self.own = [text, *self.own]
                self._read(text)

        self.app.push_screen(
            AskLine(
                _("Which word, or which line?"), hint=_("It comes into the list; Space then records it."), most=120
            ),
            written,
        )

    def action_take_in(self) -> None:
        """Take in sound files."""
        if self.bank is None:
            return
        if not self.bank.open:
            self.house.complain(NotAllowed(self.class_id, self.bank.leave))
        elif not self.person:
            self.action_who()
        else:
            ask_for_files(self)

    @work(exclusive=True, group="files")
    async def take_in(self, files: Sequence[tuple[Path, tuple[str, ...]]]) -> None:
        """Put what is said in sound files into the bank: each file with the texts that are read in it."""
        cuts, troubles = await cut_files(files, self._pronounce, self.say)
        if cuts:
            self._add(cuts, told=" ".join(troubles[:2]))
        else:
            self.say(" ".join(troubles[:2]) or _("There is no sound in that folder."))

    def action_leave_out(self) -> None:
        """Erase a recording of the word in hand."""
        if self.word is not None and self.word.clips:
            ask_what_to_leave_out(self, self.word)

    @work(group="add")
    async def leave_out(self, clip: Clip) -> None:
        """Erase a recording, and the sounds in which it is heard."""
        try:
            await asyncio.to_thread(self.services.recorded_voices.leave_out, self.class_id, (clip.id,))
        except BestioError as error:
            self.house.complain(error)
        self._read()

    # --- the rest -----------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Explain this screen."""
        self.app.push_screen(Help(_("The class’s own voices"), _(EXPLAINED), COMMANDS))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
