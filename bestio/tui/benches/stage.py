"""The Scène bench: the creature says the kept phrases; its mouth moves, and the word that is heard is marked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import WorkerCancelled

from bestio.activities.ways import short_question
from bestio.classroom.class_report import EXPORTS, SOUNDS
from bestio.creation.fold import Creation
from bestio.creation.state import MadePhrase
from bestio.errors import BestioError
from bestio.export.page.write import ENDING
from bestio.i18n import N_, _
from bestio.session.actions import phrases as acts
from bestio.session.changes import changes
from bestio.studio.duet import describe_cast, free_name, parts_of, take_turns
from bestio.text.slug import slug
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import LARGE, Command, arranged, bindings
from bestio.tui.glass import passages, sound_passages
from bestio.tui.large import beside, fault
from bestio.tui.performer import Frame
from bestio.tui.recording import make_page, record
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.duet import DuetScreen, PickGuests
from bestio.tui.screens.question import ask_for_question
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.text import plain, show, visible
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.large_phrase import LargePhrase, stand
from bestio.tui.widgets.portrait import Portrait

COMMANDS = arranged(
    "stage",
    "speak speak_all",
    Command("pause", "p", N_("Pause"), N_("Hold the sound, then let it go on.")),
    "up_front down_back export",
    Command("retry", "r", N_("Try again"), N_("Try again with the voices and the sound card."), shown=False),
    LARGE,
    "introduce duet question page",
)
OTHER = "other"
LOOK_SECONDS = 1.0  # between two looks at the state of voices and sound


class StageBench(Bench):
    """Shows the creature to an audience."""

    TITLE = N_("Stage")
    EXPLAINED = N_(
        "Here the creature says the phrases you kept, in their order.\n"
        "Space: one phrase, T: all, P: pause, I: who it is, D: a duet.\n"
        "← → change the order. X writes a sound file, to take home.\n"
        "Ask the audience: who wrote this? You, the machine, chance?\n"
        "F6 answers. Q: ask it. Z: large letters, for the whole room."
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
    StageBench LargePhrase { display: none; padding: 0 2; }
    StageBench.-large #kept { display: none; }
    StageBench.-large #line { height: 1fr; max-height: 100%; border: none; align: center middle; }
    StageBench.-large.-set #script { display: none; }
    StageBench.-large.-set LargePhrase { display: block; }
    WorkshopScreen.-large #top, WorkshopScreen.-large #guide { display: none !important; }
    StageBench #nosound { height: auto; max-height: 2; color: $warning; text-align: center; width: 100%; }
    """

    _unfit = ""
    """Why what is said does not stand in large letters, where they are wanted."""
    _answer = ""
    """The phrase that answered the last question, until another one is in hand."""

    def compose(self) -> ComposeResult:
        services = self.workshop.services
        with Horizontal(id="scene"):
            yield Portrait(services.strips, services.idle, id="portrait")
            with Vertical(id="script"):
                yield OptionList(id="kept", markup=False)
                with Vertical(id="line"):
                    yield Karaoke(id="karaoke")
                yield Static("", id="nosound", markup=False)
            yield LargePhrase(id="large")

    def enter(self) -> None:
        """Somebody comes: what is amiss with the sound is told before they speak."""
        super().enter()
        self._fit()
        self._show_trouble()
        self.call_after_refresh(self._show_line)  # what was being said elsewhere has stopped by then

    def leave(self) -> None:
        """Somebody goes elsewhere, where there are no large letters."""
        super().leave()
        self.screen.remove_class("-large")

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show what is said in large letters where that is wanted, and there is room for them."""
        large, portrait, before = self.house.large, self.query_one(Portrait), self._unfit
        self._unfit = ""
        columns = beside(self.size.width, self.size.height)
        if large:
            self._unfit = fault(visible(self.query_one(Karaoke).text), self.size.width - columns - 4, self.size.height)
        stand(portrait, large, columns)
        portrait.whole = large
        self.set_class(large, "-large")
        self.set_class(not self._unfit, "-set")
        here = self.workshop.here is self
        self.screen.set_class(large and here, "-large")
        if here and self._unfit != before:
            self.workshop.tell("")  # what to do next is told anew

    def _show_trouble(self) -> None:
        show(self.query_one("#nosound", Static), plain(self.trouble()), layout=True)

    def on_mount(self) -> None:
        self.look_every(LOOK_SECONDS, self._show_trouble)
        self.query_one("#kept").border_title = _("The phrases it says")
        if self.creation.begun:
            self._show()

    def watch_creation(self, before: Creation, creation: Creation) -> None:
        if not self.is_mounted or not creation.begun:
            return
        if changes(before, creation) & {"kept", "phrases", "traits", "lexicons"}:
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
            self._say(phrase.shown if phrase else _("No phrase is kept yet: F3 makes some, G keeps them."))

    def _say(self, text: str, words: tuple[str, ...] = ()) -> None:
        """Show what is, or will be, said."""
        for shown in (self.query_one(Karaoke), self.query_one(LargePhrase)):
            shown.word, shown.words, shown.text = -1, words, text
        self._fit()

    def to_read(self) -> Iterator[str]:
        """What is, or will be, said."""
        yield self.query_one(Karaoke).text

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._answer = ""
        self._show_line()
        self.query_one(Portrait).glance((1, -1))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_speak()

    def next_thing(self) -> str:
        """One obvious next thing to do here."""
        if self._unfit or (self.house.large and self.trouble()):
            return self._unfit or self.trouble()
        if not self.creation.kept:
            return _("I: the creature introduces itself. F3 makes phrases, G keeps them, and they come here.")
        return _("Space: it speaks. T: it says everything. F6: who wrote what?")

    def why(self) -> str:
        """Who wrote the last answer, where it is what was heard, else the phrase in hand."""
        phrase = self.creation.phrases.get(self._answer) or self.selected
        if not phrase:
            return super().why()
        sound = sound_passages(self.workshop.services.last_speech, phrase.shown)
        return passages([[self.workshop.account_of(phrase)], *sound])

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_speak(self) -> None:
        if self.workshop.speaking:
            self.workshop.hush()
        elif (phrase := self.selected) is not None:
            self.workshop.say_phrase(phrase)
        else:
            self.action_introduce()

    def action_speak_all(self) -> None:
        self.workshop.say_all(self.creation.kept_phrases)

    def action_pause(self) -> None:
        self.workshop.pause()

    def action_large(self) -> None:
        self.house.toggle_large()
        self._fit()

    def action_retry(self) -> None:
        self.workshop.retry_sound()
        self._show_trouble()

    def action_export(self) -> None:
        phrases = self.creation.kept_phrases
        if not phrases:
            self.workshop.tell(_("No phrase is kept yet: F3 makes some, G keeps them."))
            return
        self.workshop.hush()
        services, voice = self.workshop.services, self.studio.voice().voice
        lines = [(phrase.shown, voice) for phrase in phrases]
        self.app.push_screen(
            SaveAs(
                _("What {name} says, in a sound file").format(name=self.creation.name),
                services.folder_of(SOUNDS, self.studio.journal.path),
                slug(self.creation.name, "creature"),
                (".mp3", ".wav", ".flac", ".ogg"),
                partial(record, services.performer.speaker, lines),
            ),
            self.workshop.tell_file,
        )

    def action_page(self) -> None:
        if not self.creation.begun:
            return
        self.workshop.hush()
        services = self.workshop.services
        self.app.push_screen(
            SaveAs(
                _("The page of {name}").format(name=self.creation.name),
                services.folder_of(EXPORTS, self.studio.journal.path),
                slug(self.creation.name, "creature"),
                (ENDING,),
                partial(make_page, services.performer.speaker, self.studio, dys=self.house.dys),
            ),
            self.workshop.tell_file,
        )

    def action_introduce(self) -> None:
        self.workshop.speak(self.studio.introduction())

    def action_question(self) -> None:
        if self.workshop.only_looking():
            return
        name, ready = visible(self.creation.name), self.workshop.ready_questions()
        ask_for_question(self.app, name, ready, lambda asked: self._ask(short_question(asked)))

    @work(exclusive=True, group="answer")
    async def _ask(self, question: str) -> None:
        """Let the creature answer; the act tells which word it caught."""
        before = set(self.creation.phrases)
        drawing = self.workshop.draw_phrase(acts.question, question=question)
        with suppress(WorkerCancelled):
            await drawing.wait()
        new = [one for key, one in self.studio.creation.phrases.items() if key not in before]
        if new:
            self._answer = new[-1].id
            self.workshop.say_phrase(new[-1])

    def action_duet(self) -> None:
        """See a duet again, or invite creatures to a new one."""
        duets = self.creation.duets
        if not duets:
            self._invite()
            return

        def chosen(key: str | None) -> None:
            if key == OTHER:
                self._invite()
            elif key is not None:
                self.app.push_screen(DuetScreen(self.workshop, self.creation.duets[key]))

        options = [(key, Content(visible(describe_cast(lines)))) for key, lines in reversed(list(duets.items()))]
        new = [] if self.studio.journal.read_only else [(OTHER, Content(_("A new duet…")))]
        self.app.push_screen(PickOne(_("Which duet?"), [*new, *options]), chosen)

    def _invite(self) -> None:
        if self.workshop.only_looking():
            return

        def invited(guests: list[Path] | None) -> None:
            if guests:
                self._play(guests)

        self.app.push_screen(PickGuests(self.workshop.services, self.studio.journal.path), invited)

    @work(exclusive=True, group="answer")
    async def _play(self, guests: list[Path]) -> None:
        """Let the creatures answer each other, then show and say it."""
        self.workshop.hush()
        self.workshop.tell(_("The machines are reading the texts…"))
        studio, store, key = self.studio, self.workshop.services.store, free_name(self.studio)

        def made() -> list[tuple[str, dict[str, Any]]]:
            return list(take_turns(parts_of(studio, guests, store), studio.new_seed, key))

        try:
            events = await asyncio.to_thread(made)
        except BestioError as error:
            self.workshop.tell("")
            self.workshop.complain(error)
            return
        self.workshop.tell("")
        if self.workshop.perform(acts.duet, lines=events):
            self.app.push_screen(DuetScreen(self.workshop, studio.creation.duets[key]))

    def action_up_front(self) -> None:
        self._move(-1)

    def action_down_back(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        phrase = self.selected
        if phrase is None:
            return
        to = self.creation.kept.index(phrase.id) + by
        if 0 <= to < len(self.creation.kept):
            self.workshop.perform(acts.move, phrase=phrase, place=to + 1)

    # --- while it speaks ----------------------------------------------------------------------------------------------

    def show_speech(self, text: str, words: tuple[str, ...], phrase_id: str) -> None:
        """A speech begins."""
        self._say(text, words)
        kept = self.query_one("#kept", OptionList)
        if phrase_id in self.creation.kept:
            kept.highlighted = self.creation.kept.index(phrase_id)
        self._show_trouble()

    def show_frame(self, frame: Frame) -> None:
        """A moment of the speech."""
        super().show_frame(frame)
        self.query_one(Karaoke).word = frame.word
        self.query_one(LargePhrase).hear(frame)
