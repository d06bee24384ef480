"""The workshop: four benches around one creation, which is saved at every act."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, MouseDown
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.session.telling import tell_phrase
from bestio.session.why import why_phrase
from bestio.tui.benches.bench import Bench
from bestio.tui.benches.creature import CreatureBench
from bestio.tui.benches.phrases import PhrasesBench
from bestio.tui.benches.stage import StageBench
from bestio.tui.benches.voice import VoiceBench
from bestio.tui.commands import Command, bindings
from bestio.tui.glass import passages
from bestio.tui.screens.activities.guidance import Guidance
from bestio.tui.screens.activities.opening import open_guide
from bestio.tui.screens.aloud import Aloud
from bestio.tui.screens.editor import Editor
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.screens.own_trait import OwnTrait
from bestio.tui.screens.pick import PickCreation
from bestio.tui.screens.save_as import Saved
from bestio.tui.screens.stepper import StepByStep
from bestio.tui.screens.unsaved import SaveWatch
from bestio.tui.services import Services
from bestio.tui.text import plain, show, visible
from bestio.tui.widgets.bench_tab import BenchTab
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.guide_line import GuideLine
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.tour import Tour
from bestio.tui.widgets.wheel_rows import cut
from bestio.workshop.creation import Creation
from bestio.workshop.state import MadePhrase
from bestio.workshop.studio import Studio

if TYPE_CHECKING:
    from bestio.tui.house import House

BENCHES: dict[str, tuple[str, type[Bench]]] = {
    "creature": ("f2", CreatureBench),
    "phrases": ("f3", PhrasesBench),
    "voice": ("f4", VoiceBench),
    "stage": ("f5", StageBench),
}

REST_AFTER = 0.35
"""Seconds without a turn after which a knob is at rest."""
LOOK_AFTER = 2.0  # seconds between two looks at the journal
BESIDE_STATE = 46
"""Cells that the tabs take beside the state."""
LONGEST_STATE = 20
"""Cells that what is told beside the name may take where there are not enough for both."""
SHORTEST_NAME = 8
"""Cells under which a name that is cut says nothing; the whole name is on the creature's bench."""

COMMANDS = (
    Command("bench('creature')", "f2", N_("Creature"), N_("Make the creature."), shown=False),
    Command("bench('phrases')", "f3", N_("Phrases"), N_("Make its phrases."), shown=False),
    Command("bench('voice')", "f4", N_("Voice"), N_("Choose and invent its voice."), soon=True),
    Command("bench('stage')", "f5", N_("Stage"), N_("Put it on stage."), shown=False),
    Command(
        "why", "f6,question_mark", N_("Why?"), N_("The glass box: why the machine has just done that."), always=True
    ),
    Command("guide", "f7", N_("Guide"), N_("What to do now, what is done, what comes next."), soon=True),
    Command("undo", "ctrl+z", N_("Undo"), N_("Undo the last act. Nothing is lost: Ctrl+Y does it again.")),
    Command("redo", "ctrl+y", N_("Redo"), N_("Do again what was undone."), shown=False),
    Command("help", "f1", N_("Help"), N_("Explains the bench you are on."), always=True),
    Command("home", "escape", N_("Home"), N_("Back home. Everything is saved already.")),
)


class WorkshopScreen(Aloud):
    """One creation and the four benches that act on it. State goes down to them, their acts come up here."""

    BINDINGS = bindings(COMMANDS)

    def __init__(self, services: Services, studio: Studio, *, bench: str = "creature") -> None:
        super().__init__(services, studio)
        self._first_bench = bench
        self._told = ""
        self._about = ""
        self._noticed = 0
        self.guidance = Guidance(services, studio.journal)
        self._watch = SaveWatch(self, studio.journal, services.rescue)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            for name, (key, kind) in BENCHES.items():
                yield BenchTab(name, key, _(kind.TITLE))
            yield Static("", id="state", markup=False)
        with ContentSwitcher(initial=self._first_bench, id="benches"):
            for name, (_key, kind) in BENCHES.items():
                yield kind(id=name)
        yield GuideLine(self.guidance, id="guide").data_bind(WorkshopScreen.creation)
        yield Static("", id="tip", markup=False)
        yield CommandBar(id="bar")

    def on_mount(self) -> None:
        self.creation = self.studio.creation
        self.bench = self._first_bench
        self._arrive()
        self._tell_notices()
        self.call_after_refresh(self._watch.look)
        self.set_interval(LOOK_AFTER, self._look_after)

    def on_resize(self) -> None:
        self._show_state()

    def on_unmount(self) -> None:
        rescued = self.studio.close(rescue=self.services.rescue)
        if rescued is not None:
            self.services.rescued.append(rescued)

    def _look_after(self) -> None:
        """Write what is waiting as soon as the disk allows; where one only looks on, show what the others did."""
        journal = self.studio.journal
        if journal.trouble is not None:
            journal.retry()
            self._show_state()
            self._tell_notices()
            self._watch.look()
        elif journal.read_only and journal.refresh():
            self.creation = journal.creation
        else:
            self._show_state()  # a voice or the sound card may have gone

    def _tell_notices(self) -> None:
        notices = self.studio.journal.notices
        while self._noticed < len(notices):
            self.notify(notices[self._noticed], timeout=8, markup=False)
            self._noticed += 1

    @property
    def here(self) -> Bench:
        """The bench one is on."""
        return self.query_one(f"#{self.bench}", Bench)

    @property
    def aside(self) -> int:
        """Columns on the right that a bubble may cover."""
        return self.here.aside

    @property
    def commands(self) -> tuple[Command, ...]:
        """What one can do here."""
        here = f"bench('{self.bench}')"
        return (*self.here.COMMANDS, *(command for command in COMMANDS if command.action != here))

    # --- state --------------------------------------------------------------------------------------------------------

    def watch_creation(self, creation: Creation) -> None:
        if not self.is_mounted:
            return
        self.here.creation = creation
        self._show_state()
        self._show_tip()

    def watch_bench(self, before: str, bench: str) -> None:
        if self.is_mounted and before != bench:
            self.settle()
            self.query_one(f"#{before}", Bench).leave()
            self._arrive()

    def _arrive(self) -> None:
        self.query_one("#benches", ContentSwitcher).current = self.bench
        for tab in self.query(BenchTab):
            tab.set_class(tab.bench == self.bench, "-here")
        self.here.creation = self.creation
        self._told = self._about = ""
        self._show_state()
        self._show_tip()
        self.here.enter()  # first: a key may be on its way
        self.query_one(CommandBar).show(self.commands)

    def _show_state(self) -> None:
        journal, room = self.studio.journal, max(0, self.app.size.width - BESIDE_STATE)
        wrong = journal.trouble is not None or journal.read_only
        if journal.trouble is not None:
            state = self._named(room, f"⚠ {journal.trouble.message}", most=room // 2)
        elif journal.read_only:
            state = self._named(room, _("only looking"))
        elif self.sound_trouble() and cell_len(self._state_of(_("saved"), _("no sound"))) <= room:
            state = self._state_of(_("saved"), _("no sound"))
        else:
            state = self._named(room, _("saved"))
        shown = self.query_one("#state", Static)
        show(shown, plain(cut(visible(state), room)))
        shown.set_class(wrong, "-wrong")

    def _state_of(self, *told: str) -> str:
        return " · ".join((visible(self.creation.name), *told))

    def _named(self, room: int, told: str, *, most: int = LONGEST_STATE) -> str:
        """The creature's name and what is `told` of it, in `room` cells, of which that takes `most` at most.

        Where there is no room for a name that says something, what is told stands alone.
        """
        name = visible(self.creation.name)
        left = room - min(cell_len(told), most) - len(" · ")
        if left < min(SHORTEST_NAME, cell_len(name)):
            return told
        return f"{cut(name, left)} · {told}"

    def _show_tip(self) -> None:
        show(self.query_one("#tip", Static), plain(self._told or self._about or self.here.next_thing()), layout=True)

    def watch_focused(self, focused: Widget | None) -> None:
        """Tell what the control in hand is for; what was told stays where the same one has only been made anew."""
        if focused is None or not self.is_mounted:
            return
        about = self.here.told_control()
        if about != self._about:
            self._about, self._told = about, ""
            self._show_tip()

    def tell(self, message: str) -> None:
        """Say something short at the bottom, until the next act."""
        self._told = message
        self._show_tip()

    def tell_file(self, saved: Saved | None) -> None:
        """Say which file was written, and what is to be known of it."""
        if saved is not None:
            path, told = saved
            home = self.services.library.workspace
            written = _("Written: {file} in {folder}").format(file=path.relative_to(home), folder=home)
            self.tell(f"{written} ({told})" if told else written)

    # --- acts ---------------------------------------------------------------------------------------------------------

    def act(self, act: Callable[[], Any]) -> bool:
        """Do something to the creation and show what it gave; whether it was possible."""
        self._told = ""
        return self._do(act)

    def hold(self, turn: Callable[[], Any]) -> bool:
        """Let a knob be turned, and show what it gives; it becomes an act where it rests. Whether it was possible."""
        self._told = ""
        if not self._do(turn):
            return False
        self._rest()
        return True

    @work(exclusive=True, group="rest")
    async def _rest(self) -> None:
        await asyncio.sleep(REST_AFTER)
        self.settle()

    def settle(self) -> None:
        """Write what is in hand, now."""
        self._do(self.studio.settle)

    def _do(self, act: Callable[[], Any]) -> bool:
        try:
            act()
        except BestioError as error:
            self._show_tip()
            self.complain(error)
            return False
        self.creation = self.studio.creation
        self._show_state()
        self._tell_notices()
        self._watch.look()
        return True

    def complain(self, error: BestioError) -> None:
        """Show an error: what happened, and what to do."""
        cast("House", self.app).complain(error)

    async def on_key(self, event: Key) -> None:
        self._stir()
        if self.focused is None:
            # The screen has only just come, or the focus went nowhere: the bench still does what its keys say.
            for command in self.here.COMMANDS:
                if event.key.lower() in command.key.split(","):
                    event.stop()
                    await self.give(command)
                    return

    def on_mouse_down(self, _event: MouseDown) -> None:
        self._stir()

    def _stir(self) -> None:
        for portrait in self.query(Portrait):
            portrait.stir()

    # --- phrases ------------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="phrase")
    async def make_phrase(self, start: str | None = None, with_word: str | None = None, question: str = "") -> None:
        """Let the machine make a phrase; it may have to read the texts first."""
        if not self.studio.machine_ready:
            self.tell(_("The machine is reading the texts…"))
        try:
            machine = await asyncio.to_thread(self.studio.machine)
        except BestioError as error:
            self.tell("")
            self.complain(error)
            return
        self.act(partial(self.studio.make_phrase, machine, start=start, with_word=with_word, question=question))

    def open_text(self, text_id: str) -> None:
        """Read or write a text: one of the group's own ("" for a new one), or a starter text."""
        own = self.creation.texts.get(text_id)
        if text_id and own is None:
            source = self.studio.source(text_id)
            if source is not None:
                self.app.push_screen(GlassBox(f"{source.title} – {source.author}", source.text))
            return
        if self.studio.journal.read_only:
            self.tell(_("This creation is only being looked at."))
            return
        text_id = text_id or self.studio.new_text_id()

        def written(title: str, text: str) -> None:
            if text.strip() or text_id in self.studio.creation.texts:
                self.act(lambda: self.studio.write_text(text_id, title, text))

        def left(_result: None) -> None:
            if flagged := self.studio.flagged(text_id):
                self.notify(flagged, severity="warning", timeout=10, markup=False)

        title, text = (own.title, own.text) if own else ("", "")
        self.app.push_screen(Editor(title, text, written, check=self.studio.flagged_in), left)

    def open_stepper(self) -> None:
        """Make a phrase word by word."""

        def made(phrase: Any) -> None:
            if phrase is not None:
                self.act(lambda: self.studio.record_phrase(phrase, seed=None))

        self.app.push_screen(StepByStep(self.studio), made)

    # --- creature -----------------------------------------------------------------------------------------------------

    def open_own_trait(self, slot: str) -> None:
        """Write a trait of the group's own for `slot`."""

        def written(trait: dict[str, Any] | None) -> None:
            if trait is not None:
                told: list[str] = []
                if self.act(lambda: told.append(self.studio.add_trait(slot, trait))):
                    self.tell(told[0])

        self.app.push_screen(OwnTrait(self.studio, slot), written)

    def open_cross(self) -> None:
        """Cross the creature with a saved one."""

        def chosen(path: Any) -> None:
            if path is not None:
                self.act(lambda: self.studio.cross_with(self.services.look_at(path).creation, path.stem))

        self.app.push_screen(
            PickCreation(self.services, _("With which creature?"), but=self.studio.journal.path), chosen
        )

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_bench(self, bench: str) -> None:
        """Go to a bench."""
        self.bench = bench

    def account_of(self, phrase: MadePhrase) -> str:
        """Who wrote which word of a phrase, why it came, and what is copied."""
        return passages(tell_phrase(why_phrase(self.studio, phrase)))

    def action_why(self) -> None:
        """Open the glass box."""
        self.settle()
        self.app.push_screen(GlassBox(_("Glass box"), self.here.why()))

    def action_undo(self) -> None:
        """Undo the last act."""
        if not self.creation.can_undo:
            self.tell(_("There is nothing to undo."))
            return
        what = self.studio.undoes
        if self.act(lambda: self.studio.act("undo")):
            self.tell(_("Undone: {what}. Ctrl+Y does it again.").format(what=what))

    def action_redo(self) -> None:
        """Do again what was undone."""
        if not self.creation.can_redo:
            self.tell(_("There is nothing to do again."))
            return
        self.act(lambda: self.studio.act("redo"))

    def action_guide(self) -> None:
        """Open the guide."""
        self.settle()
        open_guide(self, self.guidance)

    def on_guide_line_asked(self, event: GuideLine.Asked) -> None:
        event.stop()
        self.action_guide()

    def action_help(self) -> None:
        """Explain the bench."""
        self.app.push_screen(Help(_(self.here.TITLE), _(self.here.EXPLAINED), self.commands))

    def action_home(self) -> None:
        """Stop what takes its time or end the tour, where there is either; else back home."""
        if tours := self.query(Tour):
            tours.first().leave()
            return
        if self.workers.cancel_group(self, "phrase") or self.here.give_up():
            self.tell(_("Given up: nothing has changed."))
            return
        self.settle()
        self._watch.leave(self._leave)

    def _leave(self) -> None:
        self.here.leave()
        self.dismiss(None)

    def on_bench_tab_chosen(self, event: BenchTab.Chosen) -> None:
        event.stop()
        self.bench = event.bench

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        owner = self.here if command in self.here.COMMANDS else self
        await self.app.run_action(command.action, owner)
