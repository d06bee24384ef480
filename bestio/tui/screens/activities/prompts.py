"""Any activity on the screen: what it shows and asks is drawn, keys and clicks are its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from bestio.activities import prompt as prompts
from bestio.activities.engine import Activity, Events, Play, Setting
from bestio.activities.prompt import (
    ABOVE,
    BELOW,
    GO_ON,
    LESS,
    MORE,
    STOP,
    TOUCHED,
    Ask,
    Chart,
    Choose,
    Number,
    Share,
    Text,
    Words,
)
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.activities.shares import Shares
from bestio.tui.screens.ask import AskLine
from bestio.tui.text import plain, visible
from bestio.tui.widgets.chart import BeforeAfter, Columns
from bestio.tui.widgets.slider import Slider
from bestio.workshop.classroom import creations_beside
from bestio.workshop.counting import read_bet
from bestio.workshop.plan import Sequence
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace


class Answers(OptionList):
    """The answers to one question: the second half of a double click is no answer to the next one."""

    def on_click(self, event: Click) -> None:
        if event.chain > 1:
            event.prevent_default()


class PromptScreen(ActivityScreen):
    """Draws the prompt of an activity: a list to choose from, a box to read, or charts. `screen_of` makes its kinds."""

    AUTO_FOCUS = ""  # a part that is not shown would take the keys
    PARTS: ClassVar = ("-list", "-box", "-pairs", "-columns", "-rows", "-shares")

    DEFAULT_CSS = """
    PromptScreen #question { height: auto; text-style: bold; margin: 0 0 1 0; }
    PromptScreen #box { height: 1fr; border: round $border; padding: 1 2; }
    PromptScreen #about { text-style: bold; height: auto; }
    PromptScreen #text { height: auto; margin: 1 0 0 0; }
    PromptScreen #shown { height: auto; color: $primary; }
    PromptScreen.-list #shown { display: block; }
    PromptScreen.-todo-2.-low.-narrow #todo { max-height: 2; }
    PromptScreen.-todo-2 #question { margin: 0; }
    PromptScreen #charts { height: 1fr; }
    PromptScreen #bar { height: 1; width: 1fr; }
    PromptScreen #columns { height: 1fr; min-height: 5; }
    PromptScreen #read { height: 7; border: round $border-blurred; padding: 0 1; border-title-color: $text-muted; }
    PromptScreen #choices { height: auto; max-height: 5; }
    PromptScreen.-asked #choices { height: 1fr; max-height: 100%; }
    PromptScreen #rows { height: 1fr; }
    PromptScreen #total { height: auto; text-style: bold; color: $primary; }
    PromptScreen .part, PromptScreen #bar { display: none; }
    PromptScreen.-asked #question, PromptScreen.-list #choices, PromptScreen.-box #box { display: block; }
    PromptScreen.-pairs #charts, PromptScreen.-columns #columns, PromptScreen.-columns #read { display: block; }
    PromptScreen.-rows #head, PromptScreen.-rows #rows, PromptScreen.-rows #total { display: block; }
    PromptScreen.-shares #shares { display: block; }
    PromptScreen.-columns.-working #bar { display: block; }
    PromptScreen.-pairs #todo, PromptScreen.-columns.-low #todo { display: none; }
    PromptScreen.-box.-last.-low.-narrow #todo { display: none; }
    """

    def __init__(self, workshop: Workplace, place: Place, activity: Activity) -> None:
        super().__init__(workshop, place)
        self.play = Play(activity, self._perform)
        self.add_class(f"-todo-{activity.instructions}")
        self.stopped = False

    def body(self) -> ComposeResult:
        yield Static("", id="question", classes="part", markup=False)
        yield Answers(id="choices", classes="part", markup=False)
        yield Static("", id="shown", classes="part", markup=False)
        with VerticalScroll(can_focus=True, id="box", classes="part"):
            yield Static("", id="about", markup=False)
            yield Static("", id="text", markup=False)
        with VerticalScroll(id="charts", classes="part"):
            yield BeforeAfter(id="before-after")
        yield ProgressBar(show_eta=False, id="bar")
        with Horizontal(id="columns", classes="part"):
            yield Columns("")
            yield Columns("")
        yield Static("", id="head", classes="part", markup=False)
        with VerticalScroll(can_focus=False, id="rows", classes="part"):
            yield Static("", id="table", markup=False)
        yield Static("", id="total", classes="part", markup=False)
        with VerticalScroll(id="read", classes="part"):
            yield Static("", id="sample", markup=False)
        if isinstance(prompt := self.play.view, Share):
            yield Shares(prompt, classes="part")

    def on_mount(self) -> None:
        self._go_from()

    def on_unmount(self) -> None:
        self.stopped = True

    def _perform(self, events: Events) -> bool:
        return self.workshop.act(lambda: self.studio.perform(*events))

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
        if isinstance(prompt, Choose) and not (prompt.options and all(option.move for option in prompt.options)):
            self._list(prompt)
        elif isinstance(prompt, Choose | Words):
            self._box(prompt)
        elif isinstance(prompt, Share):
            self._part("-shares")
            self._share(prompt)
        elif isinstance(prompt, Chart) and prompt.columns is not None:
            self._columns(prompt, prompt.columns)
        elif isinstance(prompt, Chart) and prompt.rows:
            self._rows(prompt)
        elif isinstance(prompt, Chart):
            self.query_one(BeforeAfter).comparisons = prompt.pairs
            self._part("-pairs", "#charts")
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
        self.query_one("#question", Static).update(plain(asked))
        self.set_class(not prompt.keys, "-asked")
        choices = self.query_one("#choices", Answers)
        choices.clear_options()
        choices.add_options([Option(visible(option.label)) for option in prompt.options])
        choices.highlighted = prompt.hand if prompt.hand >= 0 and prompt.options else None
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
            asking = AskLine(prompt.question, value=prompt.value, most=prompt.most, retouch=True)

        def given(text: str | None) -> None:
            self._do(lambda: answer(text) if text else self.play.move("back"))

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

    def _columns(self, prompt: Chart, columns: tuple[prompts.Columns, prompts.Columns]) -> None:
        for chart, one in zip(self.query(Columns), columns, strict=True):
            chart.border_title, chart.most, chart.per_cent = one.title, 1.0 if one.per_cent else None, one.per_cent
            chart.values, chart.labels, chart.pointed = one.values, prompt.labels, prompt.pointed
        self.query_one("#bar", ProgressBar).update(total=prompt.steps, progress=len(prompt.labels))
        self.query_one("#read").border_title = plain(prompt.text_title)
        self.query_one("#sample", Static).update(plain(prompt.text, lines=True))
        self.query_one("#read", VerticalScroll).scroll_home(animate=False)
        self._part("-columns", "#read")

    def _rows(self, prompt: Chart) -> None:
        self.query_one("#head", Static).update(plain(prompt.head))
        rows = [
            Content.assemble(f"{visible(row.label):<26.26}", (f"{row.value:>5}", "bold $secondary"))
            for row in prompt.rows
        ]
        self.query_one("#table", Static).update(Content("\n").join(rows))
        self.query_one("#total", Static).update(plain(prompt.total))
        self._part("-rows")

    @work(exclusive=True)
    async def _work(self) -> None:
        """Let the activity do what takes its time, and draw each piece of it."""
        pieces = self.play.activity.work(lambda: self.stopped)
        while (turn := await asyncio.to_thread(next, pieces, None)) is not None:
            self.play.take(turn)
            self._show()

    # --- what is answered ---------------------------------------------------------------------------------------------

    def action_move(self, name: str) -> None:
        """Do one of the activity's moves."""
        if name == GO_ON:
            self._go_on()
        elif name == STOP:
            self.stopped = True
        elif name in {ABOVE, BELOW, LESS, MORE} and self.query(Shares):
            self.query_one(Shares).move(name)
        else:
            self._do(lambda: self.play.move(name))

    def _go_on(self) -> None:
        prompt = self.play.view
        if isinstance(prompt, Choose) and self.has_class("-list"):
            place = self.query_one("#choices", Answers).highlighted
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

    def _do(self, act: Callable[[], Events]) -> None:
        worked = self.play.view.working
        try:
            act()
        except BestioError as error:
            self.tell(error.message)
            return
        self._go_from(worked=worked)

    def _go_from(self, *, worked: bool = False) -> None:
        """Draw what has come, and begin its work where it has some and none is under way."""
        self._show()
        if self.play.view.working and not worked:
            self.stopped = False
            self._work()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        choices = self.query_one("#choices", Answers)
        here = event.option_index < choices.option_count
        if here and choices.get_option_at_index(event.option_index) is event.option:  # not of an earlier question
            self._go_on()


@cache
def screen_of(kind: type[Activity]) -> type[PromptScreen]:
    """The screen of an activity: the one that draws any of them, with its commands, its keys and its help."""
    moves = [
        Command(f"move('{one.id}')", one.key, one.label, one.help, shown=one.shown, priority=one.priority)
        for one in kind.moves
    ]
    commands = (*moves, HELP, LEAVE)
    declared = {
        "OFFERED": commands, "BINDINGS": bindings(commands), "EXPLAINED": kind.explained, "HIDES": kind.hides,
        "__module__": __name__, "__doc__": PromptScreen.__doc__,
    }  # fmt: skip
    return cast("type[PromptScreen]", type(PromptScreen.__name__, (PromptScreen,), declared))


def open_prompts(workshop: Workplace, plan: Sequence, place: Place, kind: type[Activity]) -> None:
    """Open an activity at a place of the plan."""
    beside = partial(creations_beside, workshop.services.store, workshop.studio.journal.path)
    try:
        activity = kind.open(Setting(workshop.studio, plan, beside), place)
    except BestioError as error:
        workshop.complain(error)
        return
    workshop.app.push_screen(screen_of(kind)(workshop, place, activity))
