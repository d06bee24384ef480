"""The workshop: four benches around one creation, which is saved at every act."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, MouseDown
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from bestio.activities.questions import ready_questions
from bestio.classroom.guidance import Guidance
from bestio.creation.fold import Creation
from bestio.creation.state import MadePhrase
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.session.actions import creature, notes, phrases
from bestio.session.actions.action import BENCH_KEYS, Action, NotNow, Result
from bestio.session.telling import tell_phrase
from bestio.session.why import why_phrase
from bestio.studio.studio import Studio
from bestio.tui.benches.bench import Bench
from bestio.tui.benches.creature import CreatureBench
from bestio.tui.benches.phrases import PhrasesBench
from bestio.tui.benches.stage import StageBench
from bestio.tui.benches.voice import VoiceBench
from bestio.tui.commands import READ, WORDS, Command, arranged, bindings, free_of
from bestio.tui.glass import passages
from bestio.tui.screens.activities.opening import open_guide
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.screens.open_text import open_text
from bestio.tui.screens.own_trait import OwnTrait
from bestio.tui.screens.pick import PickCreation
from bestio.tui.screens.save_as import Saved
from bestio.tui.screens.speaking_screen import SpeakingScreen
from bestio.tui.screens.unsaved import SaveWatch
from bestio.tui.services import Services
from bestio.tui.text import plain, show
from bestio.tui.widgets.bench_tab import BenchTab
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.guide_line import GuideLine
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.state_line import StateLine
from bestio.tui.widgets.tour import Tour

if TYPE_CHECKING:
    from bestio.tui.house import House

BENCHES: dict[str, tuple[str, type[Bench]]] = {
    "creature": (BENCH_KEYS["creature"], CreatureBench),
    "phrases": (BENCH_KEYS["phrases"], PhrasesBench),
    "voice": (BENCH_KEYS["voice"], VoiceBench),
    "stage": (BENCH_KEYS["stage"], StageBench),
}

REST_AFTER = 0.35
"""Seconds without a turn after which a knob is at rest."""
LOOK_AFTER = 2.0  # seconds between two looks at the journal

COMMANDS = arranged(
    "",
    Command("bench('creature')", BENCH_KEYS["creature"], N_("Creature"), N_("Make the creature."), shown=False),
    Command("bench('phrases')", BENCH_KEYS["phrases"], N_("Phrases"), N_("Make its phrases."), shown=False),
    Command("bench('voice')", BENCH_KEYS["voice"], N_("Voice"), N_("Choose and invent its voice."), soon=True),
    Command("bench('stage')", BENCH_KEYS["stage"], N_("Stage"), N_("Put it on stage."), shown=False),
    "why guide undo redo",
    READ,
    WORDS,
    Command("help", "f1", N_("Help"), N_("Explains the bench you are on."), always=True),
    Command("home", "escape", N_("Home"), N_("Back home. Everything is saved already.")),
)


class WorkshopScreen(SpeakingScreen):
    """One creation and the four benches that act on it. State goes down to them, their acts come up here."""

    BINDINGS = bindings(COMMANDS)

    def __init__(self, services: Services, studio: Studio, *, bench: str = "creature") -> None:
        super().__init__(services, studio)
        self._first_bench = bench
        self._told = ""
        self._about = ""
        self._noticed = 0
        self.guidance = Guidance(services.library, studio.journal)
        self._watch = SaveWatch(self, studio.journal, services.rescue)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            for name, (key, kind) in BENCHES.items():
                yield BenchTab(name, key, _(kind.TITLE))
            yield StateLine(id="state")
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
        self.set_interval(LOOK_AFTER, self.look_after)

    def on_resize(self) -> None:
        self.show_state()

    def on_unmount(self) -> None:
        rescued = self.studio.close(rescue=self.services.rescue)
        if rescued is not None:
            self.services.rescued.append(rescued)

    def look_after(self) -> None:
        """Write what is waiting as soon as the disk allows; where one only looks on, show what the others did."""
        journal = self.studio.journal
        if journal.trouble is not None:
            journal.retry()
            self.show_state()
            self._tell_notices()
            self._watch.look()
        elif journal.read_only and journal.refresh():
            self.creation = journal.creation
        else:
            self.show_state()  # a voice or the sound card may have gone

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
        here, own = f"bench('{self.bench}')", self.here.COMMANDS
        return (*own, *(free_of(command, own) for command in COMMANDS if command.action != here))

    def to_read(self) -> Iterator[str]:
        """What is read of the bench, and what to do next."""
        yield from self.here.to_read()
        yield str(self.query_one("#tip", Static).content)

    # --- state --------------------------------------------------------------------------------------------------------

    def watch_creation(self, creation: Creation) -> None:
        if not self.is_mounted:
            return
        self.here.creation = creation
        self.show_state()
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
        self.show_state()
        self._show_tip()
        self.here.enter()  # first: a key may be on its way
        self.query_one(CommandBar).show(self.commands)

    def show_state(self) -> None:
        """Tell beside the tabs whose creature it is, and whether it is saved."""
        journal = self.studio.journal
        self.query_one(StateLine).show(
            self.creation.name,
            trouble=journal.trouble.message if journal.trouble is not None else "",
            looking_on=journal.read_only,
            silent=bool(self.sound_trouble()),
        )

    def _show_tip(self) -> None:
        show(self.query_one("#tip", Static), plain(self._told or self._about or self.here.next_thing()), layout=True)

    def watch_focused(self, focused: Widget | None) -> None:
        """Tell what the control in hand is for; what was told stays where the same one has only been made anew."""
        if focused is None or not self.is_mounted:
            return
        about = self.here.describe_control()
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

    def perform(self, action: Action, /, **given: Any) -> Result | None:
        """Do an act and show what it gave, what is to be said of it too; None where it was not possible."""
        return self._tell_act(partial(self.session.perform, action, **given))

    def perform_and_tell(self, action: Action, /, **given: Any) -> None:
        """The same for an act that leaves little to be seen: told as a line tells it, with the key that undoes it."""
        count, before = len(self.studio.journal.events), self.creation
        if self.perform(action, **given):
            way_back = _("Ctrl+Y does it again.") if action is notes.undo else _("Ctrl+Z undoes it.")
            self.tell(" ".join((*self.session.captions(count, before), way_back)))

    def hold(self, action: Action, /, **given: Any) -> Result | None:
        """The same for a knob that may be turned further: it becomes an act where it rests."""
        done = self._tell_act(partial(self.session.hold, action, **given))
        if done is not None:
            self._rest()
        return done

    def record(self, *events: tuple[str, Mapping[str, Any]]) -> Result | None:
        """Let what an activity found, or what was said aloud, happen as one act; None where it was not possible."""
        return self._tell_act(partial(self.session.record, *events))

    def _tell_act(self, do: Callable[[], Result]) -> Result | None:
        self._told = ""
        done: list[Result] = []
        if not self._do(lambda: done.append(do())):
            return None
        if done[0].told:
            self.tell(done[0].told)
        return done[0]

    @work(exclusive=True, group="rest")
    async def _rest(self) -> None:
        await asyncio.sleep(REST_AFTER)
        self.settle()

    def settle(self) -> None:
        """Write what is in hand, now."""
        self._do(self.studio.settle)

    def _do(self, do: Callable[[], Any]) -> bool:
        try:
            do()
        except NotNow as told:
            self.tell(f"{told.message} {told.hint}".rstrip())
            return False
        except BestioError as error:
            self._show_tip()
            self.complain(error)
            return False
        self.creation = self.studio.creation
        self.show_state()
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
    async def draw_phrase(self, action: Action = phrases.make, /, **given: Any) -> None:
        """Do an act for which the machine may have to read the texts first."""
        if not self.studio.machine_ready:
            self.tell(_("The machine is reading the texts…"))
        try:
            await asyncio.to_thread(self.studio.machine)
        except BestioError as error:
            self.tell("")
            self.complain(error)
            return
        self.perform(action, **given)

    def ready_questions(self) -> tuple[str, ...]:
        """The questions to the creature that the plan has ready for this session."""
        return ready_questions(self.guidance.sequence, self.studio.journal.events)

    def open_text(self, text_id: str) -> None:
        """Read or write a text: one of the group's own ("" for a new one), or a starter text."""
        open_text(self, text_id)

    # --- creature -----------------------------------------------------------------------------------------------------

    def open_own_trait(self, slot: str) -> None:
        """Write a trait of the group's own for `slot`."""

        def written(trait: dict[str, Any] | None) -> None:
            if trait is not None:
                self.perform(creature.own, slot=slot, trait=trait)

        self.app.push_screen(OwnTrait(self.studio, slot), written)

    def open_cross(self) -> None:
        """Cross the creature with a saved one."""

        def chosen(path: Any) -> None:
            if path is not None:
                self.perform(creature.cross, journal=str(path))

        self.app.push_screen(
            PickCreation(self.services, _("With which creature?"), but=self.studio.journal.path), chosen
        )

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_bench(self, bench: str) -> None:
        self.bench = bench

    def account_of(self, phrase: MadePhrase) -> str:
        """Who wrote which word of a phrase, why it came, and what is copied."""
        return passages(tell_phrase(why_phrase(self.studio, phrase)))

    def action_why(self) -> None:
        self.settle()
        self.app.push_screen(GlassBox(_("Glass box"), self.here.why()))

    def action_undo(self) -> None:
        self.perform_and_tell(notes.undo)

    def action_redo(self) -> None:
        self.perform_and_tell(notes.redo)

    def action_guide(self) -> None:
        self.settle()
        open_guide(self, self.guidance)

    def on_guide_line_asked(self, event: GuideLine.Asked) -> None:
        event.stop()
        self.action_guide()

    def action_help(self) -> None:
        self.app.push_screen(Help(_(self.here.TITLE), _(self.here.EXPLAINED), self.commands))

    def action_home(self) -> None:
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
