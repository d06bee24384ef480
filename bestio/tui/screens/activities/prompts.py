"""Any activity on the screen: what it shows and asks is drawn, keys and clicks are its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from bestio.activities.dice import DiceActivity
from bestio.activities.engine import NO_PLAN, Activity, Events, Play, Setting
from bestio.activities.prompt import (
    ABOVE,
    BELOW,
    GO_ON,
    HEAR,
    LEAVE,
    LESS,
    MORE,
    STOP,
    TOUCHED,
    Ask,
    Chart,
    Choose,
    Notes,
    Number,
    Outline,
    Share,
    Text,
    Words,
)
from bestio.activities.ways import describe_notes
from bestio.classroom.plan import Sequence
from bestio.classroom.progress import Place
from bestio.classroom.table import creations_beside
from bestio.creation.counting import read_bet
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import LAST, ActivityScreen
from bestio.tui.screens.activities.answers import Answers
from bestio.tui.screens.activities.charts import chart_parts, show_chart
from bestio.tui.screens.activities.page import Page
from bestio.tui.screens.activities.shares import Shares
from bestio.tui.screens.activities.steps import Steps
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.thousand import ThousandDraws
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.tui.text import plain, visible
from bestio.tui.widgets.prose import Prose
from bestio.tui.widgets.slider import Slider

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace


class PromptScreen(ActivityScreen):
    """Draws the prompt of an activity: a list to choose from, a box to read, or charts. `screen_of` makes its kinds."""

    AUTO_FOCUS = ""  # a part that is not shown would take the keys
    PARTS: ClassVar = ("-list", "-box", "-pairs", "-curves", "-rows", "-shares", "-page", "-steps")

    DEFAULT_CSS = """
    PromptScreen #question { height: auto; text-style: bold; margin: 0 0 1 0; }
    PromptScreen #box { height: 1fr; border: round $border; padding: 1 2; }
    PromptScreen #about { text-style: bold; height: auto; }
    PromptScreen #text { height: auto; margin: 1 0 0 0; }
    PromptScreen #shown { height: auto; color: $primary; }
    PromptScreen.-list #shown { display: block; }
    PromptScreen.-todo-2.-low.-narrow #todo { max-height: 2; }
    PromptScreen.-todo-2 #question { margin: 0; }
    PromptScreen.-todo-3.-low.-narrow #todo { max-height: 3; }
    PromptScreen #charts { height: 1fr; }
    PromptScreen #bar { height: 1; width: 1fr; }
    PromptScreen #curves { height: 1fr; min-height: 5; }
    PromptScreen #read { height: 7; border: round $border-blurred; padding: 0 1; border-title-color: $text-muted; }
    PromptScreen.-low #read { height: 6; }
    PromptScreen #choices { height: auto; max-height: 5; }
    PromptScreen.-asked #choices { height: 1fr; max-height: 100%; }
    PromptScreen #rows { height: 1fr; }
    PromptScreen #total { height: auto; text-style: bold; color: $primary; }
    PromptScreen .part, PromptScreen #bar { display: none; }
    PromptScreen.-asked #question, PromptScreen.-list #choices, PromptScreen.-box #box { display: block; }
    PromptScreen.-pairs #charts, PromptScreen.-curves #curves, PromptScreen.-curves #read { display: block; }
    PromptScreen.-rows #head, PromptScreen.-rows #rows, PromptScreen.-rows #total { display: block; }
    PromptScreen.-shares #shares, PromptScreen.-page #notes, PromptScreen.-steps #outline { display: block; }
    PromptScreen.-narrow #steps { width: 31; }
    PromptScreen.-curves.-working #bar { display: block; }
    PromptScreen.-pairs #todo, PromptScreen.-curves.-low #todo { display: none; }
    PromptScreen.-box.-last.-low.-narrow #todo { display: none; }
    """

    def __init__(self, workshop: Workplace, place: Place | None, activity: Activity) -> None:
        super().__init__(workshop, place, named=activity.named)
        self.play = Play(activity, self._perform)
        self.add_class(f"-todo-{activity.instructions}")
        self.stopped = False
        self.heard = False
        """Whether a voice has been tried."""

    def body(self) -> ComposeResult:
        yield Static("", id="question", classes="part", markup=False)
        yield Answers(id="choices", classes="part", markup=False)
        yield Static("", id="shown", classes="part", markup=False)
        with VerticalScroll(can_focus=True, id="box", classes="part"):
            yield Prose("", id="about")
            yield Prose("", id="text")
        yield from chart_parts()
        if isinstance(prompt := self.play.view, Share):
            yield Shares(prompt, classes="part")
        elif isinstance(prompt, Notes):
            yield Page(prompt, classes="part")
        elif isinstance(prompt, Outline):
            yield Steps(classes="part")

    def on_mount(self) -> None:
        self._go_from()
        prompt = self.play.view
        if isinstance(prompt, Choose) and any(option.heard for option in prompt.options):
            self.tell(self.workshop.sound_trouble() or prompt.said)

    def on_unmount(self) -> None:
        self.stopped = True

    def _perform(self, events: Events) -> bool:
        return self.workshop.record(*events) is not None

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Draw what is shown and asked now."""
        asked = prompt = self.play.view
        self.query_one("#shown", Static).update(plain(asked.shown, lines=True))
        if isinstance(asked, Ask):
            if asked.opened:
                self._ask(asked)
            if asked.behind is None:
                self.query_one("#shown", Static).update(plain(asked.shown, lines=True))
                self.tell("")
                return
            prompt = asked.behind
        self.set_class(prompt.last and prompt.lack is None, "-last")
        self.set_class(prompt.working, "-working")
        if isinstance(prompt, Outline):
            self.query_one(".dialog-title", Static).update(plain(prompt.title))
            self.query_one(Steps).show(prompt)
            self._part("-steps", "#steps")
        elif isinstance(prompt, Choose) and not (prompt.options and all(option.move for option in prompt.options)):
            self._list(prompt)
        elif isinstance(prompt, Choose | Words):
            self._box(prompt)
        elif isinstance(prompt, Share):
            self._part("-shares")
            self._share(prompt)
        elif isinstance(prompt, Notes):
            self._part("-page", "#page")
        elif isinstance(prompt, Chart):
            self._part(*show_chart(self, prompt))
        said, keys = prompt.said, prompt.keys
        if isinstance(prompt, Share):
            keys = prompt.left(self.query_one(Shares).parts) or keys
        elif isinstance(prompt, Chart) or (isinstance(prompt, Choose) and prompt.about):
            keys = keys or prompt.question
        if asked is not prompt and (asked.said or asked.keys):
            said, keys = asked.said, asked.keys
        self.tell(" ".join(filter(None, (said, keys))))

    def _part(self, wanted: str, focus: str = "") -> None:
        for part in self.PARTS:
            self.set_class(part == wanted, part)
        self.set_class(wanted == "-list" and self.has_class("-asked"), "-asked")
        if wanted != "-shares":  # whoever moves a slider keeps it in hand
            self.set_focus(self.query_one(focus) if focus else None)

    def _list(self, prompt: Choose) -> None:
        asked = prompt.about or f"{prompt.title}  {prompt.question}".lstrip()
        self.query_one("#question", Static).update(plain(asked, lines=True))
        self.set_class(not prompt.keys, "-asked")
        self.query_one(Answers).show(prompt)
        self._part("-list", "#choices")

    def _ask(self, prompt: Ask) -> None:
        """Ask for a line in a dialog."""
        answer: Callable[[str], Events] = self.play.answer
        if isinstance(prompt, Number):
            hint = visible(prompt.about or prompt.hint)
            asking = AskLine(prompt.question, hint=hint, most=prompt.letters, check=prompt.refused)
            answer = lambda text: self.play.answer(read_bet(text) or 0)  # noqa: E731
        else:
            assert isinstance(prompt, Text)
            asking = AskLine(
                prompt.question, value=prompt.value, hint=prompt.hint, most=prompt.most, retouch=not prompt.anew
            )
        empty = isinstance(prompt, Text) and prompt.empty

        def given(text: str | None) -> None:
            self._do(lambda: answer(text) if text or (empty and text is not None) else self.play.move("back"))

        self.app.push_screen(asking, given)

    def _share(self, prompt: Share) -> None:
        shares = self.query_one(Shares)
        shares.show(prompt)
        if not isinstance(self.focused, Slider):
            self.set_focus(shares.query(Slider).first())

    def _box(self, prompt: Choose | Words) -> None:
        text = prompt.text if isinstance(prompt, Words) else ""
        about, text = (prompt.about, text) if prompt.about else (text, "")
        self.query_one("#box").border_title = plain(prompt.title) if prompt.title else None
        self.query_one("#about", Static).update(plain(about, lines=True))
        self.query_one("#text", Static).update(plain(text, lines=True))
        self._part("-box", "#box")

    @work(exclusive=True)
    async def _work(self) -> None:
        """Let the activity do what takes its time, and draw each piece of it."""
        pieces = self.play.activity.work(lambda: self.stopped)
        while (turn := await asyncio.to_thread(next, pieces, None)) is not None:
            self.play.take(turn)
            self._show()
            self._follow()

    # --- what is answered ---------------------------------------------------------------------------------------------

    def action_move(self, name: str) -> None:
        """Do one of the activity's moves."""
        if name == GO_ON:
            self._go_on()
        elif name == HEAR:
            self._hear()
        elif name == STOP:
            self.stopped = True
        elif name == LEAVE:
            self.action_leave()
        elif name in {ABOVE, BELOW, LESS, MORE} and self.query(Shares):
            self.query_one(Shares).move(name)
        elif any(move.id == name and move.on_hand for move in self.play.activity.moves):
            if (place := self.query_one(Answers).highlighted) is not None and self.has_class("-list"):
                self._do(lambda: self.play.move_on(place, name))
        else:
            self._do(lambda: self.play.move(name))

    def _go_on(self) -> None:
        prompt = self.play.view
        if isinstance(prompt, Choose) and not self.has_class("-box"):
            place = self.query_one(Steps).hand if self.query(Steps) else self.query_one(Answers).highlighted
            if place is None:
                if prompt.options:
                    self.tell(_("↑ ↓ first: which answer is yours?"))
            else:
                self._do(lambda: self.play.answer(place))
        elif self.query(Shares):
            self._do(self._compare)
        elif isinstance(prompt, Words) and not prompt.last and not prompt.working:
            self._do(lambda: self.play.answer(""))

    def _compare(self) -> Events:
        """Answer with the parts as they are now, be it once more."""
        if isinstance(self.play.view, Ask):
            self.play.move(TOUCHED)
        return self.play.answer(" ".join(map(str, self.query_one(Shares).parts)))

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        if isinstance(self.play.view, Ask):
            self.play.move(TOUCHED)
        self._show()

    def _do(self, do: Callable[[], Events]) -> None:
        worked = self.play.view.working
        try:
            self.save()
            do()
        except BestioError as error:
            self.tell(error.message)
            return
        if worked and not self.play.view.working:  # what it was working at is given up
            self.workers.cancel_node(self)
        self._go_from(worked=worked)
        self._follow()

    def _go_from(self, *, worked: bool = False) -> None:
        """Draw what has come, and begin its work where it has some and none is under way."""
        self._show()
        if self.play.view.working and not worked:
            self.stopped = False
            self._work()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active and (self.query(Steps) or self.query_one(Answers).holds(event)):
            self._go_on()

    # --- what follows -------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Open what the last turn leads to, and let be heard what is to be heard then."""
        turn = self.play.turn
        if isinstance(turn.opens, Activity):
            self.app.push_screen(screen_of(type(turn.opens))(self.workshop, self.place, turn.opens))
        elif turn.opens == "author":
            self.app.push_screen(WhoIsTheAuthor(self.workshop.creation, self.studio.journal.group))
        elif turn.opens == "notes":
            text = describe_notes(self.workshop.creation) or _("Nothing is written yet.")
            self.app.push_screen(GlassBox(_("Our notes"), text))
        elif turn.draws is not None:
            self.app.push_screen(ThousandDraws(turn.draws))
        elif turn.opens or turn.over:
            self.dismiss(turn.opens if isinstance(turn.opens, Place) else None)
        self.workshop.say_phrase(self.workshop.creation.phrases.get(turn.aloud))

    def save(self) -> None:
        """Answer with the page as it is now, where there is one and it has changed."""
        prompt = self.play.view
        if isinstance(prompt, Notes) and not prompt.closed:
            for page in self.query(Page):
                if page.text.strip() != prompt.value.strip():
                    self.play.answer(page.text)

    def on_page_rested(self, event: Page.Rested) -> None:
        event.stop()
        self.save()

    def action_leave(self) -> None:
        """Back to the bench: what stands on a page is saved, and the voices that were tried are silent."""
        self.save()
        if self.heard:
            self.workshop.hush()
        super().action_leave()

    def _hear(self) -> None:
        """Let the option in hand be heard."""
        prompt, place = self.play.view, self.query_one(Answers).highlighted
        if isinstance(prompt, Choose) and place is not None and (heard := prompt.options[place].heard) is not None:
            self.heard = True
            text, voice = heard
            self.workshop.hush()
            self.workshop.speak_in([voice], text)


@cache
def screen_of(kind: type[Activity]) -> type[PromptScreen]:
    """The screen of an activity: the one that draws any of them, with its commands, its keys and its help."""
    moves = [
        Command(f"move('{one.id}')", one.key, one.label, one.help, shown=one.shown, priority=one.priority)
        for one in kind.moves
    ]
    commands = (*moves, *LAST)
    declared = {
        "OFFERED": commands, "BINDINGS": bindings(commands), "EXPLAINED": kind.explained, "HIDES": kind.hides,
        "__module__": __name__, "__doc__": PromptScreen.__doc__,
    }  # fmt: skip
    return cast("type[PromptScreen]", type(PromptScreen.__name__, (PromptScreen,), declared))


def open_prompts(workshop: Workplace, plan: Sequence, place: Place, kind: type[Activity]) -> None:
    """Open an activity at a place of the plan."""
    try:
        activity = kind.open(setting_of(workshop, plan), place)
    except BestioError as error:
        workshop.complain(error)
        return
    workshop.app.push_screen(screen_of(kind)(workshop, place, activity))


def setting_of(workshop: Workplace, plan: Sequence) -> Setting:
    """What the activities of a plan are done with."""
    beside = partial(creations_beside, workshop.services.store, workshop.studio.journal.path)
    return Setting(workshop.studio, plan, beside)


def open_stepper(workshop: Workplace) -> None:
    """Make a phrase word by word from the group's texts."""
    activity = DiceActivity(setting=setting_of(workshop, NO_PLAN))
    workshop.app.push_screen(screen_of(DiceActivity)(workshop, None, activity))
