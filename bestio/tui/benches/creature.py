"""The Créature bench: wheels that spin and lock, the portrait they make, and who it says it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from bestio.classroom.class_report import IMAGES
from bestio.creation.fold import EMPTY, Creation
from bestio.creation.trait_effects import label_of
from bestio.export.picture import COLOURING, to_colouring, write_picture, write_whole
from bestio.i18n import N_, _
from bestio.language.typography import grouped
from bestio.persona.description import Description
from bestio.persona.portrait import FLAT, draw
from bestio.session.actions import creature as acts
from bestio.session.changes import changes
from bestio.session.telling import tell_creature
from bestio.session.why import why_creature
from bestio.text.slug import slug
from bestio.tui.benches.bench import Bench
from bestio.tui.benches.creature_layout import PORTRAIT_ROWS, CreatureLayout, desk_for
from bestio.tui.commands import Command, arranged, bindings
from bestio.tui.describe_trait import lit, words_of
from bestio.tui.glass import passages
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.pick import PickTrait
from bestio.tui.screens.pick_lexicons import PickLexicons
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.text import height_of, plain, show
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.prose import Prose
from bestio.tui.widgets.wheel_rows import cut
from bestio.tui.widgets.wheels import Wheel, Wheels

COMMANDS = arranged(
    "creature",
    "spin spin_all lock previous next pick",
    Command("above", "up", N_("Wheel above"), N_("Take the wheel above in hand."), shown=False),
    Command("below", "down", N_("Wheel below"), N_("Take the wheel below in hand."), shown=False),
    Command("person", "p", N_("He or I"), N_("Told by somebody else, or by the creature itself.")),
    "own rename lexicons picture mutate",
    Command("read(1)", "pagedown", N_("Read on"), N_("The rest of what is told of the creature."), shown=False),
    Command("read(-1)", "pageup", N_("Read back"), N_("The beginning of what is told of the creature."), shown=False),
    "cross",
)

MOST_NAME = 40
ROWS_AROUND = 3  # of the screen: tabs, what to do next, commands
BESIDE_HEAD = 3  # wheels that stand above its eyes, and as many that stand beside them
PICTURE_SCALE = 16  # a portrait of 32 x 36 pixels then fills half a page


class CreatureBench(Bench):
    """Makes the creature."""

    TITLE = N_("Creature")
    EXPLAINED = N_(
        "Each wheel holds traits: a head, a body, a fear, a wish…\n"
        "Chance turns the wheels (Space, T), you keep what you like (G).\n"
        "← → (or the mouse wheel) choose without chance; Enter lists all.\n"
        "The head changes? Watch the little words of the text change too.\n"
        "A trait also changes what the creature says, and its voice."
    )
    COMMANDS = COMMANDS
    BINDINGS = bindings(COMMANDS)
    FIRST = "#wheels"

    DEFAULT_CSS = """
    CreatureBench #middle { dock: left; height: 100%; align: center top; }
    CreatureBench Portrait { width: 100%; }
    CreatureBench #name { text-align: center; text-style: bold; color: $primary; height: 1; width: 100%; }
    CreatureBench #count { text-align: center; color: $text-muted; height: auto; width: 100%; }
    CreatureBench #who { height: 1fr; border-top: solid $border; padding: 0 1; }
    CreatureBench #repairs { color: $secondary; height: auto; margin: 1 0 0 0; }
    CreatureBench.-tight #who { border-top: none; background: $panel; padding: 0 0 0 1; }
    CreatureBench.-tight #repairs { display: none; }
    CreatureBench.-three { layout: horizontal; }
    CreatureBench.-three #wheels { height: 1fr; }
    CreatureBench.-three #middle { dock: none; align: center middle; }
    CreatureBench.-three #who { width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.first_person = False
        self.told = Description("", "")
        self.repaired = ""
        self.desk: CreatureLayout | None = None

    def compose(self) -> ComposeResult:
        services = self.workshop.services
        yield Wheels(services.idle, id="wheels")
        with Vertical(id="middle"):
            yield Portrait(services.strips, services.idle, id="portrait")
            yield Static("", id="name", markup=False)
            yield Static("", id="count", markup=False)
        with VerticalScroll(id="who", can_focus=False):
            yield Prose("", id="description")
            yield Static("", id="repairs", markup=False)

    @property
    def wheels(self) -> Wheels:
        """The wheels."""
        return self.query_one(Wheels)

    def watch_creation(self, before: Creation, creation: Creation) -> None:
        if not self.is_mounted or not creation.begun:
            return
        studio, parts = self.studio, changes(before, creation)
        if parts & {"traits", "locked", "lexicons"}:
            self.wheels.wheels = tuple(
                Wheel(w.slot, w.title, w.label, w.slot in creation.locked, w.others, w.stray) for w in studio.wheels()
            )
        if not parts & {"traits", "name", "lexicons"}:
            return
        self.told = studio.description()
        self.query_one(Portrait).look = studio.look()
        self._label()
        if before.begun and "traits" in parts:
            repaired = studio.repairs(before).replace(" → ", "\u00a0→\u00a0")  # each pair stays on one line
            self.repaired = _("French agrees: {repairs}").format(repairs=repaired) if repaired else ""
            show(self.query_one("#repairs", Static), plain(self.repaired), layout=True)
        self._tell()

    def to_read(self) -> Iterator[str]:
        """What is told of the creature, and what French has repaired."""
        yield self.told.first if self.first_person else self.told.third
        yield self.repaired

    def on_mount(self) -> None:
        self._lay_out(self.app.size.width, self.app.size.height - ROWS_AROUND)
        self.watch(self.wheels, "cursor", self._look_at, init=False)
        if self.creation.begun:
            self.watch_creation(EMPTY, self.creation)

    def on_resize(self, event: Resize) -> None:
        """The layout goes with the room."""
        if event.size.area:
            self._lay_out(*event.size)

    def _lay_out(self, width: int, height: int) -> None:
        desk = desk_for(width, height)
        if desk == self.desk:
            return
        self.desk = desk
        self.set_class(desk.three, "-three")
        self.set_class(desk.tight, "-tight")
        self.wheels.stacked = desk.three
        self.query_one("#middle").styles.width = desk.middle
        self.query_one(Portrait).styles.height = desk.factor * PORTRAIT_ROWS
        self.query_one("#name").display = desk.named
        self.query_one("#count").display = desk.counted > 0
        if self.creation.begun:
            self._label()
            self.call_after_refresh(self._tell)

    def _label(self) -> None:
        """Its name, and how many creatures the wheels can make: on as many lines as there are."""
        if self.desk is None:
            return
        counted = _("{n}\npossible creatures").format(n=grouped(self.studio.combinations()))
        name, on_one_line = plain(self.creation.name), counted.replace("\n", " ")
        if not self.desk.counted:
            both = Content.assemble(name, (f"  ·  {on_one_line}", "not bold $text-muted"))
            name = both if both.cell_length <= self.desk.middle else name
        if name.cell_length > self.desk.middle:
            name = Content(cut(name.plain, self.desk.middle))
        show(self.query_one("#name", Static), name)
        show(self.query_one("#count", Static), counted if self.desk.counted > 1 else on_one_line, layout=True)

    def _look_at(self, cursor: int) -> None:
        """The creature looks at the wheel in hand: the first ones are beside its head, the others below."""
        side = -1 if self.desk is not None and self.desk.three else 1
        self.query_one(Portrait).glance((side, min(1, cursor // BESIDE_HEAD - 1)))
        self._tell()

    def _tell(self) -> None:
        """Tell the creature, with the words of the trait in hand lit up and in sight."""
        studio = self.studio
        told = self.told.with_trait(self.wheels.slot)
        words = words_of(studio.catalog, studio.persona, self.wheels.slot, first_person=self.first_person)
        content, at = lit(told.first if self.first_person else told.third, words, "bold $primary")
        description, who = self.query_one("#description", Static), self.query_one("#who", VerticalScroll)
        show(description, content, layout=str(description.content) != content.plain)
        title = _("It speaks: “I…”") if self.first_person else _("We tell: “he, she…”")
        if who.border_title != title:
            who.border_title = title
        through, rows = 0, who.size.height
        if at >= 0 and height_of(description) > rows:
            through = len(content[: at + len(words)].wrap(max(1, description.content_size.width)))
        who.scroll_to(y=max(0, through - rows), animate=False)

    @property
    def aside(self) -> int:
        who = self.query_one("#who")
        return who.outer_size.width if self.desk is not None and self.desk.three else super().aside

    def next_thing(self) -> str:
        """One obvious next thing to do here; where there is no other room, what French has just repaired."""
        if any(wheel.stray for wheel in self.wheels.wheels):
            return _("◇: from a lexicon that is no longer on the wheels. It leaves when its wheel spins.")
        if self.repaired and self.desk is not None and self.desk.tight:
            return self.repaired
        if not self.creation.locked:
            return _("Space spins the wheel in hand. G keeps what you like. Then F3: words!")
        return _("T spins all that is not kept. When it looks like something: F3, to give it words.")

    def why(self) -> str:
        """Where the last trait came from."""
        return passages(tell_creature(why_creature(self.studio)))

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_spin(self) -> None:
        if self.workshop.perform(acts.spin, slot=self.wheels.slot):
            self.wheels.spin([self.wheels.slot])

    def action_spin_all(self) -> None:
        free = [wheel.slot for wheel in self.wheels.wheels if wheel.slot not in self.creation.locked]
        if self.workshop.perform(acts.spin):
            self.wheels.spin(free)

    def action_lock(self) -> None:
        self._mark(self.wheels.slot)

    def _mark(self, slot: str) -> None:
        self.workshop.either(acts.lock, acts.unlock, slot=slot)

    def action_previous(self) -> None:
        self._choose(self.wheels.slot, -1)

    def action_next(self) -> None:
        self._choose(self.wheels.slot, 1)

    def _choose(self, slot: str, by: int) -> None:
        self.wheels.stop()
        self.workshop.perform(acts.choose, slot=slot, trait=self.studio.next_trait(slot, by))

    def action_pick(self) -> None:
        studio, slot = self.studio, self.wheels.slot

        def chosen(ref: str | None) -> None:
            if ref is not None:
                self.wheels.stop()
                self.workshop.perform(acts.choose, slot=slot, trait=ref)

        traits = studio.catalog.slots.get(slot, {})
        if not traits:
            self.workshop.tell(_("This wheel is empty."))
            return
        words = [(ref, label_of(studio.catalog, studio.persona, trait)) for ref, trait in traits.items()]
        self.app.push_screen(PickTrait(studio.catalog.titles[slot], words, at=self.creation.traits.get(slot)), chosen)

    def action_above(self) -> None:
        self.wheels.cursor -= 1

    def action_below(self) -> None:
        self.wheels.cursor += 1

    def action_person(self) -> None:
        self.first_person = not self.first_person
        self._tell()

    def action_read(self, by: int) -> None:
        who = self.query_one("#who")
        who.scroll_relative(y=by * max(1, who.size.height - 1), animate=False)

    def action_mutate(self) -> None:
        if done := self.workshop.perform(acts.mutate):
            slot = done.events[0].data["slot"]
            self.wheels.cursor = [wheel.slot for wheel in self.wheels.wheels].index(slot)
            self.wheels.spin([slot])

    async def action_rename(self) -> None:

        def named(name: str | None) -> None:
            if name:
                self.workshop.perform(acts.name, name=name)

        self.app.push_screen(
            AskLine(
                _("What is its name?"),
                value=self.creation.name,
                hint=_("Another idea: {name}").format(name=self.studio.another_name()),
                most=MOST_NAME,
                check=lambda name: "" if name else _("It needs a name, even a short one."),
            ),
            named,
        )

    def action_own(self) -> None:
        self.workshop.open_own_trait(self.wheels.slot)

    def action_cross(self) -> None:
        self.workshop.open_cross()

    def action_lexicons(self) -> None:

        def chosen(ids: list[str] | None) -> None:
            if ids is None or tuple(ids) == self.studio.lexicons_in_use():
                return
            self.workshop.perform(acts.lexicons, ids=ids)

        self.app.push_screen(PickLexicons(self.studio), chosen)

    def action_picture(self) -> None:
        services = self.workshop.services
        look, name = self.studio.look(), self.creation.name
        pixels, flat = draw(services.strips, look), draw(services.strips, look, colours=FLAT)

        async def write(path: Path, _progress: Callable[[float], None]) -> str:
            if path.name.endswith(COLOURING):
                await asyncio.to_thread(write_whole, path, to_colouring(flat, title=name).encode())
            else:
                await asyncio.to_thread(write_picture, path, pixels, scale=PICTURE_SCALE, title=name)
            return ""

        self.app.push_screen(
            SaveAs(
                _("A picture of {name}").format(name=name),
                services.folder_of(IMAGES, self.studio.journal.path),
                slug(name, "creature"),
                (".png", ".svg", COLOURING),
                write,
                labels={COLOURING: _("To colour in")},
            ),
            self.workshop.tell_file,
        )

    # --- what the widgets report --------------------------------------------------------------------------------------

    def on_wheels_chosen(self, event: Wheels.Chosen) -> None:
        event.stop()
        if event.again:
            self.action_spin()

    def on_wheels_marked(self, event: Wheels.Marked) -> None:
        event.stop()
        self._mark(event.slot)

    def on_wheels_nudged(self, event: Wheels.Nudged) -> None:
        event.stop()
        self._choose(event.slot, event.by)

    def on_wheels_passing(self, event: Wheels.Passing) -> None:
        event.stop()
        self.query_one(Portrait).look = self.studio.passing_look(event.slots, self.wheels.random)

    def on_wheels_stopped(self, event: Wheels.Stopped) -> None:
        event.stop()
        self.query_one(Portrait).look = self.studio.look()
