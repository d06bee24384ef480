"""The Voix bench: choose a voice, turn its knobs, mutate it, cross it, and see what an effect does to the sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static
from textual.worker import Worker

from bestio.classroom.class_voices import people_of
from bestio.creation.fold import Creation
from bestio.errors import BestioError, Where
from bestio.i18n import N_, _
from bestio.session.actions import voice as acts
from bestio.session.actions.action import Action
from bestio.session.changes import changes
from bestio.session.hearing import Hearing, hearing_of, tell_hearing
from bestio.session.telling import tell_voice
from bestio.session.why import why_voice
from bestio.speech.effects.specs import SPECS
from bestio.speech.invention import cross, mutate
from bestio.speech.knobs import Knob, knobs
from bestio.speech.voice import Accepts, Voice
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import Command, arranged, bindings
from bestio.tui.glass import passages, sound_passages
from bestio.tui.inventing import attempt
from bestio.tui.performer import Frame
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.bank import BankScreen
from bestio.tui.screens.pick import PickEffect
from bestio.tui.screens.pick_hearing import PickHearing
from bestio.tui.text import plain, show, visible
from bestio.tui.widgets.in_sight import InSight
from bestio.tui.widgets.knob_board import KnobBoard
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.sound_picture import SoundPicture
from bestio.tui.widgets.voice_list import VoiceList

COMMANDS = arranged(
    "voice",
    "say mutate cross effect compare",
    Command("picture", "o", N_("Picture"), N_("Show the loudness, or the frequencies."), shown=False),
    "bend save_voice",
    "hear",
    Command("bank", "v", N_("Our voices"), N_("The class’s own voices: record them, hear them."), shown=False),
    Command("hush", "x", N_("Hush"), N_("Stop the sound, or an invention."), shown=False),
    Command("retry", "r", N_("Try again"), N_("Try again with the voices and the sound card."), shown=False),
)
SAY_AFTER = 0.35  # seconds of quiet after a knob was turned before the voice is heard
COMPARED = 5
STRENGTH = 0.5
LOOK_SECONDS = 1.5  # between two looks at the files of the voices, and at the state of the sound
SELDOM_SECONDS = 9.0  # between two looks from another bench, in the apps of a class: thirty of them look


class VoiceBench(Bench):
    """Makes the voice."""

    TITLE = N_("Voice")
    EXPLAINED = N_(
        "A voice is a recipe: a speed, a pitch, a mouth, and effects.\n"
        "Choose one (Enter), turn its knobs (← →): you hear it at once.\n"
        "M changes it by chance, C crosses it. Ctrl+Z goes back.\n"
        "The picture shows the sound. F6: what it is made of. No sound? R.\n"
        "Nobody speaks, a computer calculates: whom do you imagine? Why?"
    )
    COMMANDS = COMMANDS
    BINDINGS = bindings(COMMANDS)
    FIRST = "#voices"

    DEFAULT_CSS = """
    VoiceBench > Horizontal { height: 1fr; }
    VoiceBench #voices { width: 28; height: 1fr; border: round $border-blurred; }
    VoiceBench #voices:focus { border: round $primary; }
    VoiceBench #right { width: 1fr; height: 1fr; }
    VoiceBench #knobs { height: 1fr; min-height: 5; border: round $border-blurred; padding: 0 1; }
    VoiceBench #bends { height: auto; color: $secondary; }
    VoiceBench #trouble { height: auto; max-height: 6; color: $warning; padding: 0 2; }
    VoiceBench #described { height: auto; max-height: 2; color: $text-muted; padding: 0 2; }
    VoiceBench #sound { height: 7; border: round $border-blurred; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._titled = ""
        self._notes: tuple[str, ...] = ()
        self._broken: dict[str, str] = {}  # what is wrong with the files that were edited last
        self._reading: Worker[None] | None = None
        self._bends: tuple[str, ...] = ()  # what the traits were last seen to do

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield VoiceList(id="voices")
            with Vertical(id="right"):
                yield Static("", id="trouble", markup=False)
                yield Static("", id="described", markup=False)
                with InSight(id="knobs"):
                    yield KnobBoard(id="sliders")
                    yield Static("", id="bends", markup=False)
                with Vertical(id="sound"):
                    yield SoundPicture(id="picture")

    async def on_mount(self) -> None:
        self.query_one("#voices").border_title = _("Voices")
        self.query_one("#sound").border_title = _("What was heard")
        self._list_voices()
        self.look_every(LOOK_SECONDS, self._look_around)
        self.set_interval(LOOK_SECONDS if self.house.own_files else SELDOM_SECONDS, self._look_from_afar)
        if self.creation.begun:
            await self._show()

    def enter(self) -> None:
        """Somebody comes: voices are started, and what is amiss with the sound is told before one is tried."""
        super().enter()
        self.workshop.services.start_voices()
        self._show_trouble()

    async def watch_creation(self, before: Creation, creation: Creation) -> None:
        if self.is_mounted and creation.begun and changes(before, creation) & {"voice", "bend", "traits", "lexicons"}:
            await self._show()

    def _list_voices(self) -> None:
        self.query_one(VoiceList).list_voices(self.workshop.services.voices.values(), self.studio.plain_voice())

    async def _show(self) -> None:
        self._list_voices()
        plain_voice = self.studio.plain_voice()
        if self._titled != plain_voice.title:  # a title that is set anew repaints all that it stands over
            self._titled = plain_voice.title
            self.query_one("#knobs").border_title = plain(plain_voice.title)
        self._describe()
        self._show_bends()
        await self.query_one(KnobBoard).show(knobs(plain_voice))
        picture = self.query_one(SoundPicture)
        picture.speech = self.workshop.services.last_speech

    def _show_bends(self) -> None:
        """What has no knob: effects without a control, and what the traits do as far as is known by now."""
        effects = (SPECS[effect.type] for effect in self.studio.plain_voice().effects)
        self._bends = self.studio.voice().changes
        said = [f"+ {spec.title}" for spec in effects if not spec.parameters]
        if (recorded := self.studio.plain_voice().recorded) is not None:
            said.insert(0, tell_hearing(hearing_of(recorded)))
        show(self.query_one("#bends", Static), plain("  ".join([*said, *self._bends])), layout=True)

    def leave(self) -> None:
        """Going elsewhere stops the sound, and inventions."""
        self.action_hush()

    @property
    def _knob_in_hand(self) -> Knob | None:
        key = self.query_one(KnobBoard).in_hand
        return next((knob for knob in knobs(self.studio.plain_voice()) if knob.key == key), None) if key else None

    def _describe(self) -> None:
        """Say what the effect in hand does, or what the voice is."""
        knob, own = self._knob_in_hand, self.studio.plain_voice()
        _say(self.query_one("#described", Static), knob.about if knob and knob.about else own.description)

    def on_descendant_focus(self) -> None:
        """Explain the effect in hand."""
        if self.creation.begun and self.workshop.here is self:
            self._describe()

    def describe_control(self) -> str:
        """What the knob in hand does."""
        knob = self._knob_in_hand
        if knob is None:
            return super().describe_control()
        return _("{name}: {what}").format(name=knob.name, what=knob.help) if knob.help else knob.name

    def next_thing(self) -> str:
        """One obvious next thing to do here."""
        return _("Enter takes a voice and says it. Tab goes to the knobs, ← → turn them. Then F5: the stage!")

    def why(self) -> str:
        """What the voice is made of."""
        sound = sound_passages(self.workshop.services.last_speech)
        return passages([*tell_voice(why_voice(self.studio)), *sound])

    # --- choosing -----------------------------------------------------------------------------------------------------

    @property
    def in_hand(self) -> Voice | None:
        """The voice in hand in the list."""
        key, own = self.query_one(VoiceList).in_hand, self.studio.plain_voice()
        return own if own.id == key else self.workshop.services.voices.get(key)

    def to_read(self) -> Iterator[str]:
        """The voice in hand and how it is described, the creature's own, the knob in hand."""
        for voice in dict.fromkeys(filter(None, (self.in_hand, self.studio.plain_voice()))):
            yield f"{voice.title}. {voice.description}"
        yield self.describe_control()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        if key == self.studio.plain_voice().id or self.workshop.perform(acts.voice, voice=self.studio.voices[key]):
            self.action_say()

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        if self.workshop.hold(acts.tune, values={event.slider.name or "": event.value}):
            self.workshop.speak(self.studio.trial_text(), after=SAY_AFTER)

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_say(self) -> None:
        self.workshop.speak(self.studio.trial_text())

    def action_hush(self) -> None:
        self.workshop.hush()
        if self.workers.cancel_group(self, "invention"):
            self.workshop.tell(_("Given up: the voice stays as it is."))

    def give_up(self) -> bool:
        """Stop an invention."""
        return bool(self.workers.cancel_group(self, "invention"))

    def action_retry(self) -> None:
        self._notes = ()
        self.workshop.retry_sound()
        self._show_trouble()

    def action_mutate(self) -> None:
        own, random = self.studio.plain_voice(), Random(self.studio.new_seed())
        taken = self.workshop.services.voices

        def invent(understood: Accepts) -> Voice:
            return mutate(own, random, STRENGTH, accepts=understood, taken=taken)

        self._invent(acts.mutant, invent, _("A mutant: {title}. Ctrl+Z goes back."))

    def action_cross(self) -> None:
        own, other, random = self.studio.plain_voice(), self.in_hand, Random(self.studio.new_seed())
        taken = self.workshop.services.voices
        if other is None or other.id == own.id:
            self.workshop.tell(_("Take another voice in hand in the list (↑ ↓), then C."))
            return

        def invent(understood: Accepts) -> Voice:
            return cross(own, other, random, accepts=understood, taken=taken)

        self._invent(acts.blend, invent, _("A child of both: {title}. Ctrl+Z goes back."))

    @work(exclusive=True, group="invention")
    async def _invent(self, action: Action, invent: Callable[[Accepts], Voice], told: str) -> None:
        """Try voices, out of sight, until one can be understood; then take it and say it."""
        self.workshop.tell(_("The machine tries voices until one can be understood… X stops it."))
        services = self.workshop.services
        try:
            voice = await attempt(invent, services.understood, self._tell_try)
        except BestioError as error:
            self.workshop.complain(error)
            return
        if self.workshop.perform(action, voice=voice):
            self.workshop.tell(told.format(title=voice.title))
            self.action_say()

    def _tell_try(self, number: int) -> None:
        self.workshop.tell(_("The machine listens to its voice number {n}… X stops it.").format(n=number))

    def action_effect(self) -> None:

        def chosen(kind: str | None) -> None:
            if kind is None:
                return
            if self.workshop.perform(acts.effect, effect=kind):
                self.action_say()

        self.app.push_screen(PickEffect([effect.type for effect in self.studio.plain_voice().effects]), chosen)

    def action_compare(self) -> None:
        keys = self.query_one(VoiceList).from_hand_on(COMPARED)
        known = {**self.workshop.services.voices, self.studio.plain_voice().id: self.studio.plain_voice()}
        self.workshop.speak_in([known[key] for key in keys if key in known], self.studio.trial_text())

    def action_picture(self) -> None:
        picture = self.query_one(SoundPicture)
        picture.frequencies = not picture.frequencies

    def action_bank(self) -> None:
        journal = self.studio.journal
        self.app.push_screen(
            BankScreen(self.workshop.services, journal.path.parent.name, journal.group, journal.path.stem)
        )

    def action_hear(self) -> None:
        recorded, bank = self.studio.plain_voice().recorded, self.studio.bank()
        if recorded is None or bank is None:
            self.workshop.perform(acts.hear)  # tells why not
            return

        def chosen(hearing: Hearing | None) -> None:
            if hearing is not None and self.workshop.perform(acts.hear, hearing=hearing):
                self.action_say()

        self.app.push_screen(PickHearing(hearing_of(recorded), people_of(bank)), chosen)

    def action_bend(self) -> None:
        self.workshop.perform(acts.bend, on=not self.creation.bend)

    def action_save_voice(self) -> None:

        def named(title: str | None) -> None:
            if title and self.workshop.perform(acts.save, name=title):
                self._list_voices()

        self.app.push_screen(
            AskLine(_("A name for this voice?"), value=self.studio.plain_voice().title, most=40), partial(named)
        )

    # --- files that are edited, sound that goes -----------------------------------------------------------------------

    def _look_around(self) -> None:
        self._show_trouble()
        if self.creation.begun and self.studio.voice().changes != self._bends:
            self._show_bends()
        self._look_at_files()

    def _look_from_afar(self) -> None:
        if self.workshop.here is not self:
            self._look_at_files()

    def _look_at_files(self) -> None:
        if self._reading is None or self._reading.is_finished:
            self._reading = self._read_edited()

    @work(group="files")
    async def _read_edited(self) -> None:
        """Take over the voices whose files were edited; where one is broken, the old one stays."""
        services = self.workshop.services
        edited = await asyncio.to_thread(services.voice_watch.look)
        for voice in edited.voices.values():
            self._broken.pop(voice.id, None)
        for problem in edited.problems:
            place = Path(problem.where.path)
            told = f"{Where(place.name, problem.where.line)}: {problem.message} {problem.hint}".strip()
            self._broken[place.stem] = told
            if self.workshop.here is not self:
                title = _("The voice stays as it was")
                self.notify(visible(told), title=title, severity="warning", timeout=12, markup=False)
        self._show_trouble()
        new = {key: voice for key, voice in edited.voices.items() if services.voices.get(key) != voice}
        if not new:
            return
        services.voices.update(new)
        await self._show()
        if self.workshop.here is self:
            self.workshop.tell(_("Read again: {titles}").format(titles=", ".join(v.title for v in new.values())))
            if self.studio.plain_voice().id in new and self.screen.is_current:
                self.action_say()

    def _show_trouble(self) -> None:
        told = dict.fromkeys(part for part in (*self._broken.values(), self.trouble(), *self._notes) if part)
        _say(self.query_one("#trouble", Static), " ".join(told))

    # --- while it speaks ----------------------------------------------------------------------------------------------

    def show_notes(self, notes: Sequence[str]) -> None:
        """What could not be done as the voice wanted stays in sight until the next speech."""
        trouble = self.workshop.sound_trouble()
        self._notes = tuple(note for note in notes if note != trouble)
        self._show_trouble()

    def show_frame(self, frame: Frame) -> None:
        """A moment of the speech."""
        picture = self.query_one(SoundPicture)
        picture.speech = self.workshop.services.last_speech
        picture.part = frame.part


def _say(place: Static, text: str) -> None:
    """Show a text; without one, its place is there for others."""
    show(place, plain(text), layout=True)
    place.display = bool(text)
