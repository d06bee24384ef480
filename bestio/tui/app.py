"""The Textual app, and the one factory that builds it for the command line, for browsers and for tests.

The first screen is painted before anything else is even imported: lexicons, voices and screens are made ready in a
thread meanwhile. What a person can ask for before that waits for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.binding import Binding
from textual.content import Content
from textual.events import Event, InputEvent, Key, Paste
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea
from textual.worker import Worker

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.library import Library
from bestio.tui import compat
from bestio.tui.arrival import Arrival
from bestio.tui.commands import READ, WORDS
from bestio.tui.compat.going import close_terminal
from bestio.tui.gc_policy import GcPolicy
from bestio.tui.house import LEAVING, House
from bestio.tui.screens.home import Home
from bestio.tui.text import plain
from bestio.tui.widgets.too_small import Cover

if TYPE_CHECKING:
    from bestio.creation.replay_context import Loop, ReplayOptions
    from bestio.persona.portrait import Look
    from bestio.speech.player import Player
    from bestio.speech.speaker import Speaker
    from bestio.tui.services import Services

LOOK_AFTER = 1.0  # seconds between two looks whether it is still enough to tidy up
FIRST_SCREEN = 1.0  # seconds for which reading waits at most until the first screen is painted
SOON = 0.01  # seconds between two looks whether a new screen has its parts
ALL = N_("All the commands (Ctrl+P).")
LEADS_AWAY = frozenset({"quit", "read_aloud", "words", "command_palette", "help_quit", "suspend_process"})
"""The actions of the app and of its library that leave a screen, talk over it, or show what else there is to do."""


class BestioApp(House):
    """The app. `journal` is opened at once where one is given; `replay`: it is replayed."""

    TITLE = "Bestio"
    CSS_PATH = Path(__file__).with_name("bestio.tcss")  # for subclasses elsewhere, too
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("ctrl+q", "quit", _("Quit"), tooltip=_(LEAVING), show=False, priority=True),
        Binding("f9", "read_aloud", _(READ.label), tooltip=_(READ.help), show=False, priority=True),
        Binding("f10", "words", _(WORDS.label), tooltip=_(WORDS.help), show=False, priority=True),
        Binding("ctrl+p", "command_palette", _("Commands"), tooltip=_(ALL), show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high"), (50, "-tall")]

    def __init__(
        self,
        library: Library,
        make_services: Callable[[], Services],
        *,
        journal: Path | None = None,
        read_only: bool = False,
        replay: Path | ReplayOptions | Loop | None = None,
    ) -> None:
        compat.put_in_place()
        super().__init__(library)
        self._make_services = make_services
        self._services: Services | None = None
        self._getting_ready: asyncio.Task[Services] | None = None
        self._first_journal = journal
        self._read_only = read_only
        self._first_replay = replay
        self._rounds = GcPolicy(time.monotonic)
        self._tidying: Timer | None = None
        self._home = Home()
        self._cover = Cover()
        self._painted = asyncio.Event()
        self._early: deque[InputEvent] = deque()
        self.arrival = Arrival()
        self._first_done = False

    @property
    def services(self) -> Services:
        """What the screens work with. Only for what comes after `ready`."""
        if self._services is None:
            raise LookupError("the services are not ready yet: await ready()")
        return self._services

    async def ready(self) -> Services:
        """The services, as soon as they are ready. Raises BestioError where the installation is broken."""
        if self._getting_ready is None:
            self._getting_ready = asyncio.create_task(self._after_the_first_screen())
        self._services = await asyncio.shield(self._getting_ready)
        return self._services

    async def _after_the_first_screen(self) -> Services:
        with contextlib.suppress(TimeoutError):  # where nothing is ever painted, it is read all the same
            await asyncio.wait_for(self._painted.wait(), FIRST_SCREEN)
        return await asyncio.to_thread(self._get_ready)

    def post_display_hook(self) -> None:
        """See when the first screen stands on the terminal: reading before would hold it up."""
        self._cover.fit(self.screen)
        if not self._painted.is_set() and self._home.is_current and self._home.focused and self._home.focused.size:
            self._painted.set()

    async def _begin_once_ready(self) -> None:
        """Wait beside the app, which can be left meanwhile; then do the first thing: leaving waits for its end."""
        with contextlib.suppress(BestioError):  # told with the first thing
            await self.ready()
        self.call_later(self._do_first)

    async def _do_first(self) -> None:
        try:
            await self.do(self._first_thing)
        finally:
            self._first_done = True
            self.arrive()

    @property
    def arrived(self) -> bool:
        return self.arrival.over

    def arrive(self) -> None:
        """Obey keys from now on, where the first thing is done, and the list of home stands there if one is at home."""
        at_home = self.screen is self._home
        if at_home and self._first_done:
            self._home.call_later(self._home.wake)
        if self._first_done and not self.arrival.over and not (at_home and self._services and not self._home.listed):
            for key in self.arrival.end(at_home=at_home):
                self.post_message(key)

    async def do(self, job: Callable[[Services], Awaitable[None]]) -> None:
        """Do something with the services, once they are ready; an error is told."""
        try:
            await job(await self.ready())
        except BestioError as error:
            self.complain(error)

    def _get_ready(self) -> Services:
        services = self._make_services()
        import bestio.tui.screens.workshop  # noqa: PLC0415, F401 (read while the first screen is looked at)

        services.warm()
        if not self.is_headless:
            self._rounds.begin()
        return services

    def on_mount(self) -> None:
        self.push_screen(self._home)
        self.call_after_refresh(self.run_worker, self._begin_once_ready)
        if not self.is_headless:
            self._tidying = self.set_interval(LOOK_AFTER, self._tidy, pause=True)

    async def on_event(self, event: Event) -> None:
        """Whatever comes from the keyboard or the mouse shows that somebody is here.

        What comes before a new screen has its parts waits for them, and all that follows waits behind it.
        """
        if isinstance(event, InputEvent):
            self._rounds.touch()
            if self._tidying is not None:
                self._tidying.resume()
            if not self._cover.needed(self.screen) and self.arrival.holds(event):
                return
            if self._early or not self.screen.is_mounted:
                self._early.append(event)
                self.call_later(self._obey_early)
                return
        await self._obey(event)

    async def _obey_early(self) -> None:
        while self._early and self.screen.is_mounted:
            await self._obey(self._early.popleft())
        if self._early:
            self.set_timer(SOON, self._obey_early)

    async def _obey(self, event: Event) -> None:
        if isinstance(event, Key) and event.key == "escape" and self._hush():
            return
        if isinstance(event, Key | Paste) and not event.is_forwarded and self._cover.takes(event, self.screen):
            return
        await super().on_event(event)

    def _hush(self) -> bool:
        """Stop what is being read aloud here; whether there was anything."""
        reading = self.screen.query("ReadAloud")
        reading.remove()
        return bool(reading)

    def _tidy(self) -> None:
        if all(worker.is_finished for worker in self.workers):  # nothing is being said, made or read
            self._rounds.look()
        if self._tidying is not None and not self._rounds.waits:
            self._tidying.pause()  # until something is done again

    async def _first_thing(self, services: Services) -> None:
        if self._first_replay is not None:
            await self.replay(self._first_replay)
        elif self._first_journal is not None:
            await self.go_on(self._first_journal, read_only=self._read_only)
        elif not self.welcomed and isinstance(self.screen, Home) and not services.store.recent(1):
            await self.begin()
        for problem in services.problems[:3]:
            self.notify(plain(str(problem)).plain, severity="warning", timeout=12, markup=False)

    @property
    def rescued(self) -> list[Path]:
        """The files that hold what could not be saved."""
        return self._services.rescued if self._services is not None else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may be done now: what is locked is left by nobody."""
        if getattr(self.screen_stack[-1] if self.screen_stack else None, "locked", False) and action in LEADS_AWAY:
            return False
        return super().check_action(action, parameters)

    async def action_quit(self) -> None:
        """Leave, once what was typed before has come in: keys reach the text behind the one that leaves."""
        typing = self.focused
        if isinstance(typing, Input | TextArea) and typing.is_attached:
            typing.call_later(self.exit)
        else:
            self.exit()

    def exit(self, *result: Any, **how: Any) -> None:
        """Leave; what is still being written is saved first."""
        self._save_pages()
        super().exit(*result, **how)

    def hang_up(self) -> None:
        """The program is ended from without: save what is being written and close everything, on any thread."""
        with contextlib.suppress(Exception):  # a page is in the journal before it is shown, and nobody looks any more
            self._save_pages()
        try:
            if self._services is not None:
                for studio in filter(None, [getattr(screen, "studio", None) for screen in self.screen_stack]):
                    studio.close(rescue=self._services.rescue)
                self._services.close()
        finally:
            close_terminal(self)

    def _save_pages(self) -> None:
        for save in filter(None, [getattr(screen, "save", None) for screen in self.screen_stack]):
            save()

    async def on_unmount(self) -> None:
        if self._services is not None:
            self._services.close()

    # --- going places -------------------------------------------------------------------------------------------------

    def other_places(self) -> list[tuple[str, str]]:
        """What else the home list leads to: ids for `visit`, and lines."""
        return [("replay", _("See a creation again")), ("class", _("The class (for its teacher)"))]

    async def visit(self, place: str) -> None:
        """Go to one of the other places."""

        async def go(services: Services) -> None:
            from bestio.tui.screens.classroom import ClassroomScreen  # noqa: PLC0415 (after the first screen)
            from bestio.tui.screens.pick import PickReplay  # noqa: PLC0415

            if place == "class":
                await self.push_screen(ClassroomScreen(services))
            elif place == "replay":
                self.push_screen(PickReplay(services), self._see)

        await self.do(go)

    def _see(self, path: Path | None) -> None:
        if path is not None:
            _seen: Worker[None] = self.run_worker(partial(self.replay, path))

    async def replay(self, watch: Path | ReplayOptions | Loop) -> None:
        """Play a creation again, without writing anything."""
        from bestio.tui.opening import open_replay  # noqa: PLC0415 (after the first screen)

        await self.do(partial(open_replay, self, watch=watch))

    async def begin(self) -> None:
        """A new creature, in a journal of its own in the teacher's class; the very first one shows the way."""
        from bestio.tui.opening import begin  # noqa: PLC0415 (after the first screen)

        await self.do(partial(begin, self))

    async def tour(self) -> None:
        """The creature on the screen shows the way, from the first bench on."""
        from bestio.tui.screens.workshop import WorkshopScreen  # noqa: PLC0415
        from bestio.tui.widgets.tour import Tour  # noqa: PLC0415

        screen = self.screen
        if isinstance(screen, WorkshopScreen) and not screen.query(Tour):
            await screen.mount(Tour())

    async def go_on(self, path: Path, *, read_only: bool = False) -> None:
        """Open a creation; where another window has it, offer to look on."""
        from bestio.tui.opening import open_creation  # noqa: PLC0415 (after the first screen)

        await self.do(partial(open_creation, self, path=path, read_only=read_only))

    async def rename_group(self, path: Path, done: Callable[[], Any]) -> None:
        """Ask for another pseudonym of the group that writes `path`."""
        from bestio.tui.opening import rename_group  # noqa: PLC0415

        await self.do(partial(rename_group, self, path=path, done=done))

    def preview(self, path: Path | None) -> tuple[Look | None, Content]:
        """The portrait and the caption of a creation in the home list."""
        from bestio.tui.opening import preview  # noqa: PLC0415

        return preview(self.services, path)

    # --- palette ------------------------------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the screen one is on, by name, then those of everywhere."""
        from bestio.tui.palette_commands import palette_commands  # noqa: PLC0415 (after the first screen)

        return palette_commands(self, screen)

    def action_command_palette(self) -> None:
        """Open the list of all commands."""
        from bestio.tui.compat.palette import Palette  # noqa: PLC0415 (after the first screen)

        if not Palette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(Palette(placeholder=_("What do you want to do?"), id="--command-palette"))

    async def action_read_aloud(self) -> None:
        """Read aloud what stands on the screen, or be silent."""
        from bestio.tui.reading import sentences  # noqa: PLC0415 (after the first screen)
        from bestio.tui.widgets.read_aloud import ReadAloud  # noqa: PLC0415

        if self._hush():
            return
        for screen in self.screen_stack:
            hush = getattr(screen, "hush", None)
            if hush is not None:
                hush()
        if found := sentences(self.screen):
            await self.screen.mount(ReadAloud(found))

    async def action_words(self) -> None:
        """Explain the words that stand on the screen."""

        async def explain(services: Services) -> None:
            from bestio.tui.compat.painting import shown_rows  # noqa: PLC0415
            from bestio.tui.reading import passages  # noqa: PLC0415
            from bestio.tui.screens.glossary import Words  # noqa: PLC0415

            if isinstance(self.screen, Words):
                self.screen.action_give_up()
                return
            painted = ("".join(segment.text for segment in strip) for strip in shown_rows(self.screen))
            self.push_screen(Words(services.glossary, "\n".join((*passages(self.screen), *painted))))

        await self.do(explain)

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing by accident: tell which key does."""
        self.notify(_("Ctrl+Q leaves Bestio. Everything is saved already."), markup=False)


def make_app(
    library: Library,
    *,
    random: Random,
    clock: Callable[[], float],
    speaker: Callable[[], Speaker] | None = None,
    player: Callable[[], Player] | None = None,
    journal: Path | None = None,
    read_only: bool = False,
    replay: Path | ReplayOptions | Loop | None = None,
    rescue: Path | None = None,
) -> BestioApp:
    """The app on `library`; chance, time, speaker and player can be put in its place by tests.

    `rescue`: where what could not be saved goes when one leaves.
    """

    def make_services() -> Services:
        from bestio.tui.services import Services  # noqa: PLC0415 (heavy: it comes after the first screen)

        return Services(library, random, clock, speaker, player, rescue=rescue)

    return BestioApp(library, make_services, journal=journal, read_only=read_only, replay=replay)
