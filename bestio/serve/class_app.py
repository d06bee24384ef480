"""The app as it stands in a browser: on one creation of one class, without the files of the machine it runs on."""

from __future__ import annotations

import base64
import ctypes
import sys
import time
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Input, TextArea

from bestio.classroom.own_voices import on_server
from bestio.classroom.plan import load_sequences
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.journal.journal import Clock
from bestio.library import Library
from bestio.serve.class_store import ClassStore, wait_until_free
from bestio.serve.driver import ClassDriver
from bestio.serve.judging import AskedElsewhere
from bestio.serve.line_to_voices import LineToVoices
from bestio.serve.loudspeaker import HUNG_AFTER, Heard, Loudspeaker
from bestio.serve.order import Order
from bestio.serve.steps import Step
from bestio.session.actions.texts import BENCH as PHRASES
from bestio.speech.microphone import Microphone
from bestio.speech.player import Player
from bestio.speech.voice import Accepts, Voice, load_voices
from bestio.tui.app import BestioApp
from bestio.tui.gc_policy import GcPolicy
from bestio.tui.screens.home import Home
from bestio.tui.screens.workplace import Workplace
from bestio.tui.services import Services
from bestio.tui.theme import THEMES

if TYPE_CHECKING:
    from random import Random

SHARED = (
    "bestio.activities",
    "bestio.classroom",
    "bestio.classroom.erasure",
    "bestio.creation",
    "bestio.creation.events",
    "bestio.export",
    "bestio.journal",
    "bestio.language.spoken",
    "bestio.phrases",
    "bestio.session.actions",
    "bestio.speech",
    "bestio.speech.effects",
    "bestio.studio",
    "bestio.tui",
    "bestio.tui.benches",
    "bestio.tui.screens",
    "bestio.tui.screens.activities",
    "bestio.tui.widgets",
)
"""The packages whose modules the apps of a class have in common."""
LATE = (
    "concurrent.futures.thread",
    "encodings.ascii",
    "numpy.fft",
    "textual.drivers.headless_driver",
    "textual.drivers.linux_driver",
    "textual.layouts.factory",
    "textual.pilot",
    "textual.scrollbar",
)
"""What libraries import where it is first used."""
NO_MICROPHONE = ("",)
"""The microphone of the machine that serves a browser is not for it."""
APART = frozenset(
    {"bestio.speech.capture_worker", "bestio.speech.worker", "bestio.speech.player_worker", "bestio.speech.devices"}
)
"""What runs in processes of its own."""
SOUND_KEPT = 1 << 20
"""Bytes of sound that an app keeps, ten seconds: thirty of them share one machine, and `voices.KEPT` is for all."""
FRAMES = 12
"""Pictures a second that an app paints at most: a class shares one network. The first after a pause comes at once."""
UNSEEN = 2.0
"""Seconds between two pictures that nobody sees: what waits until it is painted goes on."""
STILL, ROUNDS_APART = 1.5, 15.0
"""Seconds without a key after which what is not used any more is let go, and from one such round to the next: a group
that goes on and on would keep all of it."""
_TRIES, _AGAIN = 20, 0.5
TOLD = 8.0
"""Seconds for which it stays on the screen that one looks on, or goes on."""
FREE_YET = 1.0
"""Seconds from one look to the next whether a creation is free that another program has in hand."""


class ClassServices(Services):
    """What the screens work with; `voices`: where to ask for lines, if not a worker of one's own."""

    def __init__(self, library: Library, random: Random, clock: Clock, voices: Path | None = None) -> None:
        super().__init__(
            library,
            random,
            clock,
            player=lambda: Player(start=self.loudspeaker.start, hung_after=HUNG_AFTER),
            sound_kept=SOUND_KEPT,
            voices=partial(LineToVoices, voices) if voices is not None else None,
        )
        self._voices = voices
        if voices is not None:
            self._listens = AskedElsewhere(partial(LineToVoices, voices))
        self.shared = False
        """Whether all was read in the process that this one is a copy of."""
        self.loudspeaker = Loudspeaker()
        self.microphone = lambda: Microphone(command=NO_MICROPHONE)

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """Every voice in files: those that a server keeps for its class, each app asks for itself."""
        return load_voices(self.library, self.report)

    def understood(self) -> Accepts:
        """Whether a voice can be understood: who listens for the class is asked, where there is somebody."""
        return self.understood_here() if self._voices is None else self._listens

    def understood_here(self) -> Accepts:
        """The same, measured in this very process, with a voice of its own: the lines of the class come first."""
        self._start_voices = None
        return super().understood()

    def share(self) -> None:
        """Read now what an app will need, in the process that apps are copied from: it is then there once for all."""
        for package in SHARED:
            for module in iter_modules(import_module(package).__path__, f"{package}."):
                if module.name not in APART:
                    import_module(module.name)
        for late in LATE:
            import_module(late)
        cell_len("\N{OWL}")  # reads how wide each sign is
        self.warm()
        for sequence in load_sequences(self.library, lambda _problem: None).values():
            tuple(sequence.seances)
        self.shared = True

    def belong_to(self, order: Order) -> None:
        """Show one class from now on, and draw by chance of its own: all apps are copies of one process."""
        self.draw_from(Random(order.seed))
        self.store = ClassStore(self.library.workspace, self.clock, order.class_id, order.path, self.store.journals)
        self.voices = {**on_server(self.store), **self.voices}  # of this class alone


class ClassApp(BestioApp):
    """The app in a browser."""

    own_files = False

    def __init__(self, library: Library, services: ClassServices, order: Order, *, looks_on: bool = False) -> None:
        """`looks_on`: another program has the creation in hand, and until it lets go of it one only sees it here."""
        super().__init__(library, lambda: services, journal=order.path, read_only=looks_on)
        self.driver_class = ClassDriver
        if services.shared:  # the creation stands there as soon as home would
            self._home = Home(waits=True)
            self._painted.set()
        self._rounds = GcPolicy(time.monotonic, still=STILL, apart=ROUNDS_APART, after=self.let_go)
        self._loudspeaker = services.loudspeaker
        services.loudspeaker.send = self._send
        self._order = order
        self._writing = False
        self._counted: int | None = None
        self._painted_at = -1.0
        self._pause = 1 / FRAMES
        self._moves = self.animation_level

    def let_go(self) -> None:
        """Give back what is not used any more: the machine, too, where nobody is at the phrases."""
        for place in self.screen_stack:
            if isinstance(place, Workplace) and place.bench != PHRASES:
                place.studio.rest()
        give_back()

    def other_places(self) -> list[tuple[str, str]]:
        return [place for place in super().other_places() if place[0] != "class"]

    async def visit(self, place: str) -> None:
        if place == "class":
            self.complain(UsageError(_("The class is for its teacher, on the computer that serves it.")))
        else:
            await super().visit(place)

    async def go_on(self, path: Path, *, read_only: bool = False) -> None:
        await super().go_on(path, read_only=read_only)
        if self._order.fresh and path == self._order.path:
            await self.tour()
        if path == self._order.path:
            self._tell_writes()
        if path == self._order.path and self._looks_on() is not None:
            told = _("This creature is open elsewhere. You look on; you go on once it is free.")
            self.notify(told, timeout=TOLD, markup=False)

    def on_mount(self) -> None:
        self.set_interval(FREE_YET, self.take_up)

    def _tell_writes(self) -> None:
        """Tell the server whether the creation is in hand here, or only seen."""
        if (place := self._ours()) is not None:
            self._tell("writes", on=not place.studio.journal.read_only)

    def _tell(self, kind: str, **said: object) -> None:
        """Tell the server, or the page by it, where it listens."""
        if isinstance(self._driver, ClassDriver):
            self._driver.write_meta({"type": kind, **said})

    def _ours(self) -> Workplace | None:
        """Where our creation is at work; None where another one is, or none."""
        place = next((one for one in self.screen_stack if isinstance(one, Workplace)), None)
        return place if place is not None and place.studio.journal.path == self._order.path else None

    def _looks_on(self) -> Workplace | None:
        """Our creation, where one only sees it here."""
        place = self._ours()
        return place if place is not None and place.studio.journal.read_only else None

    def take_up(self) -> None:
        """Go on with our creation where whoever had it in hand has let go of it, or died."""
        place = self._looks_on()
        if place is None or not place.studio.journal.take_up():
            return
        self._tell_writes()
        if not place.studio.creation.begun:
            place.studio.begin()
        place.creation = place.studio.creation
        self.notify(_("Nobody else has this creature open any more: go on."), timeout=TOLD, markup=False)

    def _send(self, order: str, number: int, moment: int, sound: bytes) -> None:
        self._tell("sound", order=order, number=number, moment=moment, data=base64.b64encode(sound).decode())

    def heard(self, heard: Heard) -> None:
        """The page has said how far it is with a sound. On any thread."""
        self._loudspeaker.heard(heard)

    async def lead(self, step: Step, tries: int = _TRIES) -> None:
        """Come to an activity of the plan, as its teacher wants it: what is in hand stays as it is."""
        if (place := self._ours()) is not None:
            at = place.creation.step
            if place.studio.journal.read_only:
                return  # whoever writes it is led there
            if at is None or (at.seance, at.activity) != (step.seance, step.activity):
                place.record(step.event)
                place.tell(_("Your teacher goes on with you to “{step}”.").format(step=step.told))
            return
        try:
            with self.services.store.open(self._order.path) as journal:
                kind, values = step.event
                journal.record(kind, values)
        except BestioError:  # it is being opened at this moment, or closed
            if tries:
                self.set_timer(_AGAIN, partial(self.lead, step, tries - 1))

    def keep_welcomed(self) -> None:
        """Keep nothing: the settings of the workspace are its teacher's."""

    def _write_settings(self) -> None:
        """Let the page keep how the app looks: what else there is stays with the creation's app."""
        self._tell("look", colours=self.theme, easy=self.dys)

    def wear(self, colours: str, *, easy: bool) -> None:
        """Take on the colours that the browser has kept, and its way of reading."""
        self.lay_out(dys=easy)
        if colours in THEMES and colours != self.theme:
            self.theme = colours

    def rest(self, *, resting: bool) -> None:
        """Nobody sees the app, so that nothing need move by itself or be painted soon; or somebody sees it again."""
        if resting and self._pause != UNSEEN:
            self._moves, self.animation_level, self._pause = self.animation_level, "none", UNSEEN
        elif not resting and self._pause == UNSEEN:
            self.animation_level, self._pause = self._moves, 1 / FRAMES

    def may_be_painted(self) -> bool:
        """Whether enough time has passed since it was painted last, see `FRAMES`."""
        return time.monotonic() - self._painted_at >= self._pause

    def post_display_hook(self) -> None:
        """Tell the page when there is something to write: only then does a tablet need its keyboard.

        And the server how many events were added: nothing that was is in that.
        """
        super().post_display_hook()
        self._painted_at = time.monotonic()
        self._count_acts()
        writing = isinstance(self.focused, Input | TextArea)
        if writing != self._writing:
            self._writing = writing
            self._tell("writing", on=writing)

    def _count_acts(self) -> None:
        place = self._ours()
        if place is None or place.studio.journal.read_only:
            self._counted = None
            return
        count = len(place.studio.journal.events)
        added, self._counted = count - (self._counted if self._counted is not None else count), count
        if added > 0:
            self._tell("acts", n=added)


def give_back() -> None:
    """Give the system back what was let go in the middle of what the process holds, where its library can (Linux)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def run_class_app(library: Library, services: ClassServices, order: Order) -> Exception | None:
    """Be the app of one browser, until it is left or nobody is there any more; what nobody foresaw and ended it."""
    services.belong_to(order)
    app = ClassApp(library, services, order, looks_on=not wait_until_free(services.store, order.path))
    app.run(size=(order.columns, order.rows))
    return app.failure
