"""Any activity on the screen: what it shows and asks is drawn, keys and clicks are its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Click
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.activities.engine import Activity, Events, Play
from bestio.activities.prompt import GO_ON, Chart, Choose, Prompt, Words
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.text import plain, visible
from bestio.tui.widgets.chart import BeforeAfter
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workshop import WorkshopScreen


class Answers(OptionList):
    """The answers to one question: the second half of a double click is no answer to the next one."""

    async def _on_click(self, event: Click) -> None:
        if event.chain > 1:
            event.prevent_default()
            return
        await super()._on_click(event)


class PromptScreen(ActivityScreen):
    """Draws the prompt of an activity: a list to choose from, a box to read, or charts. `screen_of` makes its kinds."""

    PARTS: ClassVar = ("-list", "-box", "-chart")

    DEFAULT_CSS = """
    PromptScreen #question { height: auto; text-style: bold; margin: 0 0 1 0; }
    PromptScreen #box { height: 1fr; border: round $border; padding: 1 2; }
    PromptScreen #about { text-style: bold; height: auto; }
    PromptScreen #text { height: auto; margin: 1 0 0 0; }
    PromptScreen #charts { height: 1fr; }
    PromptScreen #question, PromptScreen #choices, PromptScreen #box, PromptScreen #charts { display: none; }
    PromptScreen.-list #question, PromptScreen.-list #choices { display: block; }
    PromptScreen.-box #box, PromptScreen.-chart #charts { display: block; }
    PromptScreen.-chart #todo, PromptScreen.-last.-low.-narrow #todo { display: none; }
    """

    def __init__(self, workshop: WorkshopScreen, place: Place, activity: Activity) -> None:
        super().__init__(workshop, place)
        self.play = Play(activity, self._perform)

    def body(self) -> ComposeResult:
        yield Static("", id="question", markup=False)
        yield Answers(id="choices", markup=False)
        with VerticalScroll(can_focus=True, id="box"):
            yield Static("", id="about", markup=False)
            yield Static("", id="text", markup=False)
        with VerticalScroll(id="charts"):
            yield BeforeAfter(id="before-after")

    def on_mount(self) -> None:
        self._show()

    def _perform(self, events: Events) -> bool:
        return self.workshop.act(lambda: self.studio.perform(*events))

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Draw what is shown and asked now, and begin what works beside it."""
        prompt = self.play.view
        self.set_class(prompt.last and not _lacking(prompt), "-last")
        if isinstance(prompt, Choose) and not all(option.move for option in prompt.options):
            self._list(prompt)
        elif isinstance(prompt, Choose | Words):
            self._box(prompt)
        elif isinstance(prompt, Chart):
            self._chart(prompt)
        asked = "" if prompt.keys or not isinstance(prompt, Chart) else prompt.question
        self.tell(" ".join(filter(None, (prompt.said, prompt.keys, asked))))
        if prompt.working:
            self._work()

    def _part(self, wanted: str, focus: str) -> None:
        for part in self.PARTS:
            self.set_class(part == wanted, part)
        self.query_one(focus).focus()

    def _list(self, prompt: Choose) -> None:
        self.query_one("#question", Static).update(plain(f"{prompt.title}  {prompt.question}".lstrip()))
        choices = self.query_one("#choices", Answers)
        choices.clear_options()
        choices.add_options([Option(visible(option.label)) for option in prompt.options])
        choices.highlighted = prompt.hand if prompt.hand >= 0 else None
        self._part("-list", "#choices")

    def _box(self, prompt: Choose | Words) -> None:
        text = prompt.text if isinstance(prompt, Words) else ""
        about, text = (prompt.about, text) if prompt.about else (text, "")
        self.query_one("#box").border_title = plain(prompt.title) if prompt.title else None
        self.query_one("#about", Static).update(plain(about, lines=True))
        self.query_one("#text", Static).update(plain(text, lines=True))
        self._part("-box", "#box")

    def _chart(self, prompt: Chart) -> None:
        self.query_one(BeforeAfter).comparisons = prompt.pairs
        self._part("-chart", "#charts")

    @work(exclusive=True)
    async def _work(self) -> None:
        pieces = self.play.activity.work()
        while (turn := await asyncio.to_thread(next, pieces, None)) is not None:
            self.play.take(turn)
            self._show()

    # --- what is answered ---------------------------------------------------------------------------------------------

    def action_move(self, name: str) -> None:
        """Do one of the activity's moves."""
        if name == GO_ON:
            self._go_on()
        else:
            self._do(lambda: self.play.move(name))

    def _go_on(self) -> None:
        prompt = self.play.view
        if self.has_class("-list"):
            place = self.query_one("#choices", Answers).highlighted
            if place is None:
                self.tell(_("↑ ↓ first: which answer is yours?"))
            else:
                self._do(lambda: self.play.answer(place))
        elif isinstance(prompt, Words) and not prompt.last and not prompt.working:
            self._do(lambda: self.play.answer(""))

    def _do(self, act: Callable[[], Events]) -> None:
        try:
            act()
        except BestioError as error:
            self.tell(error.message)
        else:
            self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        choices = self.query_one("#choices", Answers)
        here = event.option_index < choices.option_count
        if here and choices.get_option_at_index(event.option_index) is event.option:  # not of an earlier question
            self._go_on()


@cache
def screen_of(kind: type[Activity]) -> type[PromptScreen]:
    """The screen of an activity: the one that draws any of them, with its commands, its keys and its help."""
    moves = [Command(f"move('{one.id}')", one.key, one.label, one.help, shown=one.shown) for one in kind.moves]
    commands = (*moves, HELP, LEAVE)
    declared = {
        "OFFERED": commands, "BINDINGS": bindings(commands), "EXPLAINED": kind.explained, "HIDES": kind.hides,
        "__module__": __name__, "__doc__": PromptScreen.__doc__,
    }  # fmt: skip
    return cast("type[PromptScreen]", type(PromptScreen.__name__, (PromptScreen,), declared))


def _lacking(prompt: Prompt) -> bool:
    return isinstance(prompt, Words) and prompt.lack is not None
