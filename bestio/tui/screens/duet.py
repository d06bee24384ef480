"""Creatures that answer each other: whom one invites, and the duet, side by side, line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, SelectionList, Static
from textual.widgets.selection_list import Selection

from bestio.classroom.class_report import SOUNDS
from bestio.classroom.finding import samples
from bestio.creation.guests import look_of
from bestio.creation.state import Said
from bestio.export.duet import TEXT, write_duet
from bestio.i18n import N_, _
from bestio.persona.portrait import Look, choose_look
from bestio.session.telling import tell_phrase
from bestio.session.why import why_line
from bestio.speech.dialogue import LineQueue
from bestio.studio.duet import MOST_CREATURES, describe_cast, describe_line, voice_of
from bestio.text.slug import slug
from bestio.tui.creation_lines import creation_lines
from bestio.tui.glass import passages
from bestio.tui.performer import SILENT, Frame
from bestio.tui.recording import record
from bestio.tui.screens.dialog import Form, PickOne
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.pick import BESIDE, MOST, WIDEST
from bestio.tui.screens.save_as import SaveAs, Saved
from bestio.tui.screens.window import Window
from bestio.tui.screens.workplace import Workplace
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.ticks import TickList
from bestio.tui.workers import CancelsWorkers

ENDINGS = (".mp3", ".wav", ".flac", ".ogg", TEXT)


class PickGuests(Form[list[Path]]):
    """Gives the journals of the creatures that are invited, one at least; not `but`."""

    KEYS = N_("Space: take or leave one   Tab: to the buttons   Escape: leave it")
    YES = N_("Invite")
    DEFAULT_CSS = "PickGuests #count { height: auto; min-height: 1; color: $secondary; }"

    def __init__(self, services: Services, but: Path) -> None:
        super().__init__()
        self.services, self.but = services, but

    def heading(self) -> str:
        return _("Who is invited? One for a duet, several for a choir.")

    def fields(self) -> ComposeResult:
        services = self.services
        entries = [entry for entry in services.store.recent(MOST) if entry.path != self.but]
        entries += samples(services.library)
        room = min(WIDEST, self.app.size.width * 96 // 100) - BESIDE - 4
        lines = creation_lines(entries, services.creatures, services.store.title_of, room)
        yield TickList(
            *(Selection(line, str(entry.path)) for entry, line in zip(entries, lines, strict=True)), id="guests"
        )
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        self._count()

    def on_selection_list_selected_changed(self) -> None:
        self._count()

    def _count(self) -> None:
        count = len(self.query_one(SelectionList).selected)
        self.query_one("#yes", Button).disabled = not 0 < count < MOST_CREATURES
        told = _("From two to {n} creatures can speak together.").format(n=MOST_CREATURES)
        self.query_one("#count", Static).update(told if count >= MOST_CREATURES else "")

    def answer(self) -> list[Path]:
        return [Path(one) for one in self.query_one(SelectionList).selected]


class DuetScreen(CancelsWorkers, Window[None]):
    """The lines of a duet as they are said: who speaks stands beside who is spoken to."""

    BINDINGS = [
        Binding("space,enter", "speak", show=False),
        Binding("x", "export", show=False),
        Binding("f6,question_mark", "why", show=False),
        Binding("escape", "leave", show=False),
    ]

    DEFAULT_CSS = """
    DuetScreen #duet { width: 100%; height: 100%; background: $background; padding: 0 1; }
    DuetScreen .side { width: 27; height: 1fr; }
    DuetScreen .side Portrait { width: 100%; height: 1fr; }
    DuetScreen .name { height: 2; width: 100%; text-align: center; text-style: bold; color: $primary; }
    DuetScreen #between { width: 1fr; height: 1fr; }
    DuetScreen #said { height: 1fr; }
    DuetScreen #log { height: auto; }
    DuetScreen Karaoke { min-height: 4; border-top: solid $secondary; }
    """

    def __init__(self, workshop: Workplace, lines: Sequence[Said]) -> None:
        super().__init__()
        self.workshop, self.lines = workshop, tuple(lines)
        self.cast = list(dict.fromkeys((line.source, line.creature) for line in self.lines))

    def compose(self) -> ComposeResult:
        services = self.workshop.services
        with Vertical(id="duet"):
            yield Static(plain(describe_cast(self.lines)), classes="dialog-title", markup=False)
            with Horizontal():
                with Vertical(classes="side"):
                    yield Portrait(services.strips, services.idle, id="portrait-0")
                    yield Static("", id="name-0", classes="name", markup=False)
                with Vertical(id="between"):
                    with VerticalScroll(id="said", can_focus=False):
                        yield Static("", id="log", markup=False)
                    yield Karaoke(id="karaoke")
                with Vertical(classes="side"):
                    yield Portrait(services.strips, services.idle, id="portrait-1")
                    yield Static("", id="name-1", classes="name", markup=False)
            yield Static(_("Space: say it, or stop   F6: why?   X: into a file   Escape: back"), classes="keys")

    def on_mount(self) -> None:
        for number, line in reversed(list(enumerate(self.lines[:2]))):
            self._stand(number % 2, line)
        self._log(len(self.lines))
        self.action_speak()

    def _stand(self, side: int, line: Said) -> None:
        """Let the creature of a line stand on a side."""
        self.query_one(f"#portrait-{side}", Portrait).look = self._look(line)
        self.query_one(f"#name-{side}", Static).update(plain(f"{line.creature}\n{line.group}", lines=True))

    def _look(self, line: Said) -> Look | None:
        studio = self.workshop.studio
        if line.source:
            return look_of(line, studio.strips, studio.lexicons)
        return choose_look(studio.strips, studio.catalog.slots, line.traits)

    def _log(self, until: int) -> None:
        """The lines before `until`, each with the word it caught."""
        self.query_one("#log", Static).update(
            Content("\n").join(plain(describe_line(line)) for line in self.lines[:until])
        )
        self.query_one("#said", VerticalScroll).scroll_end(animate=False)

    @property
    def speaking(self) -> bool:
        """Whether the lines are being said."""
        return any(worker.group == "duet" and not worker.is_finished for worker in self.workers)

    def action_speak(self) -> None:
        """Say all the lines, each in its voice, or stop."""
        if self.speaking:
            self.workers.cancel_group(self, "duet")
        else:
            self._speak()

    @work(exclusive=True, group="duet")
    async def _speak(self) -> None:
        performer, studio = self.workshop.services.performer, self.workshop.studio
        queue = LineQueue(performer.speaker, ahead=1)
        for line in self.lines:
            queue.put(line.text, voice_of(line, studio))
        queue.finish()
        side = 0
        try:
            async for said in queue:
                line, side = self.lines[said.number], said.number % 2
                self._stand(side, line)
                self._log(said.number)
                karaoke = self.query_one(Karaoke)
                karaoke.words, karaoke.word, karaoke.text = (), -1, line.text
                if said.error is not None:
                    self.workshop.complain(said.error)
                if said.speech is None:
                    continue
                karaoke.words = tuple(word.text for word in said.speech.words)
                await performer.play(said.speech, self._framing(side))
        finally:
            queue.clear()
            if self.is_attached:
                self._framing(side)(SILENT)
                self._log(len(self.lines))

    def _framing(self, side: int) -> Callable[[Frame], None]:
        def show(frame: Frame) -> None:
            if self.is_attached:
                portrait = self.query_one(f"#portrait-{side}", Portrait)
                portrait.mouth, portrait.lit = frame.mouth, frame is not SILENT
                self.query_one(Karaoke).word = frame.word

        return show

    def action_why(self) -> None:
        """Open the glass box of one of the lines."""
        self.workers.cancel_group(self, "duet")

        def chosen(key: str | None) -> None:
            line = next((line for line in self.lines if line.id == key), None)
            if line is not None:
                told = passages(tell_phrase(why_line(self.workshop.studio, line)))
                self.app.push_screen(GlassBox(_("Glass box"), told))

        options = [(line.id, plain(describe_line(line))) for line in self.lines]
        self.app.push_screen(PickOne(_("Which line?"), options), chosen)

    def action_export(self) -> None:
        """Write the lines into a file of sound, or of text."""
        self.workers.cancel_group(self, "duet")
        services, studio = self.workshop.services, self.workshop.studio

        async def write(path: Path, progress: Callable[[float], None]) -> str:
            if path.suffix == TEXT:
                await asyncio.to_thread(write_duet, path, self.lines)
                return ""
            spoken = [(line.text, voice_of(line, studio)) for line in self.lines]
            return await record(services.performer.speaker, spoken, path, progress)

        def told(saved: Saved | None) -> None:
            self.workshop.tell_file(saved)
            if saved is not None:
                self.query_one(".keys", Static).update(plain(_("Written: {file}").format(file=visible(saved[0].name))))

        self.app.push_screen(
            SaveAs(
                _("The duet, in a file of sound or of text"),
                services.folder_of(SOUNDS, studio.journal.path),
                slug("-".join(name for _source, name in self.cast), "duo"),
                ENDINGS,
                write,
            ),
            told,
        )

    def action_leave(self) -> None:
        """Back to the stage."""
        self.dismiss(None)
