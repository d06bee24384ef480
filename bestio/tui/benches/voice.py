"""The Voix bench: choose a voice, turn its knobs, mutate it, cross it, and see what an effect does to the sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from random import Random

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.speech.differences import differences
from bestio.speech.invention import Accepts, cross, mutate
from bestio.speech.voice import Voice
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import Command, bindings
from bestio.tui.knobs import knobs, turn, with_effect
from bestio.tui.performer import Frame
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.pick import PickEffect
from bestio.tui.text import plain, visible
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.sound_picture import SoundPicture
from bestio.workshop.creation import Creation

COMMANDS = (
    Command("say", "space", N_("Say"), N_("Say the phrase with this voice.")),
    Command("mutate", "m", N_("Mutate"), N_("Change the voice by chance, within what can be understood.")),
    Command("cross", "c", N_("Cross"), N_("Cross the creature’s voice with the one in hand in the list.")),
    Command("effect", "e", N_("Effects"), N_("Add an effect, or take one away.")),
    Command("compare", "p", N_("Compare"), N_("The same phrase in several voices, one after the other.")),
    Command("picture", "o", N_("Picture"), N_("Show the loudness, or the frequencies."), shown=False),
    Command("bend", "b", N_("Traits"), N_("Let the traits bend the voice, or not."), shown=False),
    Command("save_voice", "s", N_("Save"), N_("Save this voice under a name, for other creatures."), shown=False),
    Command("hush", "x", N_("Hush"), N_("Stop the sound."), shown=False),
)
SAY_AFTER = 0.35  # seconds of quiet after a knob was turned before the voice is heard
COMPARED = 5
STRENGTH = 0.5


class VoiceBench(Bench):
    """Makes the voice."""

    TITLE = N_("Voice")
    EXPLAINED = N_(
        "A voice is a recipe: a speed, a pitch, a size of mouth, and effects that are laid on the sound.\n"
        "Choose one in the list (Enter), then turn its knobs with ← →: you hear it at once.\n"
        "Mutate (M) changes it by chance. Cross (C) mixes it with another. Ctrl+Z goes back.\n"
        "The picture shows the sound: compare it before and after an effect.\n"
        "No voice here was recorded: a computer calculates them. Whom did you imagine when you heard it, and why?"
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
    VoiceBench #knobs:focus-within { border: round $primary; }
    VoiceBench #bends { height: auto; max-height: 3; color: $secondary; }
    VoiceBench #described { height: auto; max-height: 2; color: $text-muted; padding: 0 2; }
    VoiceBench #sound { height: 7; border: round $border-blurred; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[str, tuple[str, ...]] | None = None
        self._quiet: Timer | None = None
        self._changed: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield OptionList(id="voices", markup=False)
            with Vertical(id="right"):
                yield Static("", id="described", markup=False)
                with VerticalScroll(id="knobs", can_focus=False):
                    yield Vertical(id="sliders")
                    yield Static("", id="bends", markup=False)
                with Vertical(id="sound"):
                    yield SoundPicture(id="picture")

    async def on_mount(self) -> None:
        self.query_one("#voices").border_title = _("Voices")
        self.query_one("#sound").border_title = _("What was heard")
        self._list_voices()
        if self.creation.begun:
            await self._show()

    async def watch_creation(self, before: Creation, creation: Creation) -> None:
        if self.is_mounted and creation.begun:
            await self._show()

    def _list_voices(self) -> None:
        voices = self.query_one("#voices", OptionList)
        place = voices.highlighted
        voices.clear_options()
        now = self.studio.plain_voice()
        listed = dict(self.workshop.services.voices)
        if now.id not in listed:
            listed = {now.id: now, **listed}
        for voice in listed.values():
            mark = "♪ " if voice.id == now.id else "  "
            voices.add_option(Option(Content.assemble(mark, visible(voice.title)), id=voice.id))
        ids = list(listed)
        voices.highlighted = place if place is not None and place < len(ids) else ids.index(now.id)

    async def _show(self) -> None:
        self._list_voices()
        plain_voice = self.studio.plain_voice()
        bent = self.studio.voice()
        self.query_one("#knobs").border_title = visible(plain_voice.title)
        self.query_one("#described", Static).update(plain(plain_voice.description))
        said = "  ".join(bent.changes)
        self.query_one("#bends", Static).update(plain(said))
        shown = (plain_voice.id, tuple(knob.key for knob in knobs(plain_voice)))
        holder = self.query_one("#sliders", Vertical)
        if shown != self._shown:
            self._shown = shown
            focused = getattr(self.app.focused, "name", None) if self.app.focused in holder.children else None
            await holder.remove_children()
            await holder.mount_all(
                Slider(
                    knob.label, knob.low, knob.high, step=knob.step, value=knob.value, show=knob.show, help=knob.help,
                    name=knob.key,
                )
                for knob in knobs(plain_voice)
            )  # fmt: skip
            holder.styles.height = len(shown[1])
            for slider in holder.query(Slider):
                if focused is not None and slider.name == focused:
                    slider.focus()
        else:
            for slider, knob in zip(holder.query(Slider), knobs(plain_voice), strict=True):
                slider.value = knob.value
        picture = self.query_one(SoundPicture)
        picture.speech = self.workshop.services.last_speech

    def leave(self) -> None:
        """Going elsewhere stops the sound."""
        self.workshop.hush()

    def next_thing(self) -> str:
        """One obvious next thing to do here."""
        return _("Enter takes a voice and says it. Tab goes to the knobs, ← → turn them. Then F5: the stage!")

    def why(self) -> str:
        """What the voice is made of."""
        voice = self.studio.voice()
        lines = [visible(voice.voice.title), ""]
        lines += [f"{knob.label} : {knob.show(knob.value)}. {knob.help}" for knob in knobs(voice.voice)]
        if self._changed:
            lines += ["", _("What the last invention changed:"), *self._changed]
        if voice.changes:
            lines += ["", _("What the traits change:"), *voice.changes]
        return "\n".join(lines)

    # --- choosing -----------------------------------------------------------------------------------------------------

    @property
    def in_hand(self) -> Voice | None:
        """The voice in hand in the list."""
        voices = self.query_one("#voices", OptionList)
        if voices.highlighted is None:
            return None
        key = voices.get_option_at_index(voices.highlighted).id or ""
        own = self.studio.plain_voice()
        return own if own.id == key else self.workshop.services.voices.get(key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        if key != self.studio.plain_voice().id and not self.workshop.act(
            lambda: self.studio.act("voice.choose", id=key)
        ):
            return
        self.action_say()

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        voice = self._own(turn(self.studio.plain_voice(), event.slider.name or "", event.value))
        if self.workshop.act(lambda: self.studio.tune(voice)):
            if self._quiet is not None:
                self._quiet.stop()
            self._quiet = self.set_timer(SAY_AFTER, self.action_say)

    def _own(self, voice: Voice) -> Voice:
        """A recipe that was changed is the group's own: it no longer goes by the name of the one that ships."""
        return self.studio.own_voice(voice)

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_say(self) -> None:
        """Say the phrase with this voice."""
        self.workshop.speak(self.studio.trial_text())

    def action_hush(self) -> None:
        """Stop the sound."""
        self.workshop.hush()

    def action_mutate(self) -> None:
        """Change the voice by chance."""
        own, random = self.studio.plain_voice(), Random(self.studio.new_seed())
        taken = self.workshop.services.voices

        def invent(understood: Accepts) -> Voice:
            return mutate(own, random, STRENGTH, accepts=understood, taken=taken)

        self._invent(invent, _("A mutant: {title}. Ctrl+Z goes back."))

    def action_cross(self) -> None:
        """Cross the creature's voice with the one in hand."""
        own, other, random = self.studio.plain_voice(), self.in_hand, Random(self.studio.new_seed())
        taken = self.workshop.services.voices
        if other is None or other.id == own.id:
            self.workshop.tell(_("Take another voice in hand in the list (↑ ↓), then C."))
            return

        def invent(understood: Accepts) -> Voice:
            return cross(own, other, random, accepts=understood, taken=taken)

        self._invent(invent, _("A child of both: {title}. Ctrl+Z goes back."))

    @work(exclusive=True, group="invention")
    async def _invent(self, invent: Callable[[Accepts], Voice], told: str) -> None:
        """Try voices, out of sight, until one can be understood; then take it and say it."""
        self.workshop.tell(_("The machine tries voices until one can be understood…"))
        services = self.workshop.services
        before = self.studio.plain_voice()
        voice = await asyncio.to_thread(lambda: invent(services.understood()))
        if self.workshop.act(lambda: self.studio.tune(voice)):
            self._changed = differences(before, voice)
            self.workshop.tell(told.format(title=voice.title))
            self.action_say()

    def action_effect(self) -> None:
        """Add an effect, or take one away."""

        def chosen(kind: str | None) -> None:
            if kind is None:
                return
            voice = with_effect(self.studio.plain_voice(), kind)
            if voice is None:
                self.workshop.tell(_("That is as many effects as a voice can bear: take one away first."))
            elif self.workshop.act(lambda: self.studio.tune(self._own(voice))):
                self.action_say()

        self.app.push_screen(PickEffect([effect.type for effect in self.studio.plain_voice().effects]), chosen)

    def action_compare(self) -> None:
        """Say the phrase in this voice and in the ones that follow it in the list."""
        voices = self.query_one("#voices", OptionList)
        start = voices.highlighted or 0
        keys = [voices.get_option_at_index((start + n) % voices.option_count).id for n in range(COMPARED)]
        known = {**self.workshop.services.voices, self.studio.plain_voice().id: self.studio.plain_voice()}
        self.workshop.speak_in([known[key] for key in keys if key in known], self.studio.trial_text())

    def action_picture(self) -> None:
        """Loudness or frequencies."""
        picture = self.query_one(SoundPicture)
        picture.frequencies = not picture.frequencies

    def action_bend(self) -> None:
        """Let the traits bend the voice, or not."""
        self.workshop.act(lambda: self.studio.act("voice.bend", on=not self.creation.bend))
        self.workshop.tell(
            _("The traits bend the voice.") if self.creation.bend else _("The traits leave the voice alone.")
        )

    def action_save_voice(self) -> None:
        """Save the voice in the workspace."""

        def named(title: str | None) -> None:
            if not title:
                return
            try:
                path = self.workshop.services.save_voice(self.studio.plain_voice(), title)
            except BestioError as error:
                self.workshop.complain(error)
                return
            self._list_voices()
            self.workshop.tell(_("Saved: {file}").format(file=path.name))

        self.app.push_screen(
            AskLine(_("A name for this voice?"), value=self.studio.plain_voice().title, most=40), partial(named)
        )

    # --- while it speaks ----------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """A moment of the speech."""
        for picture in self.query(SoundPicture):
            picture.speech = self.workshop.services.last_speech
            picture.part = frame.part
