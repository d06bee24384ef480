"""Steps under headings, and beside them what is read of the one in hand."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.activities import prompt as prompts
from bestio.i18n import _
from bestio.tui.text import visible
from bestio.tui.widgets.prose import Prose

MARKS = {"here": ("▶", "bold"), "done": ("✓", "$success"), "begun": ("…", "$text-muted"), "": (" ", "$text-muted")}


class Steps(Horizontal):
    """The steps of an outline; `hand` is the one that is pointed at."""

    DEFAULT_CSS = """
    Steps { width: 1fr; height: 1fr; }
    Steps #steps { width: 36; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Steps #step { width: 1fr; height: 1fr; padding: 0 1; }
    Steps #step:focus { background: $panel; }
    """

    def __init__(self, *, classes: str) -> None:
        super().__init__(id="outline", classes=classes)
        self.prompt: prompts.Outline | None = None

    def compose(self) -> ComposeResult:
        yield OptionList(id="steps", markup=False)
        with VerticalScroll(id="step", can_focus=True):
            yield Prose("", id="what")

    @property
    def hand(self) -> int | None:
        """The place of the step in hand among the options; None for none."""
        steps = self.query_one("#steps", OptionList)
        if steps.highlighted is None:
            return None
        number = steps.get_option_at_index(steps.highlighted).id
        return int(number) if number else None

    def to_read(self) -> Iterator[str]:
        """What is read of the step in hand."""
        yield str(self.query_one("#what", Static).content)

    def show(self, prompt: prompts.Outline) -> None:
        """Draw an outline; what was in hand stays so, unless another step or another outline comes."""
        before, hand = self.prompt, self.hand
        self.prompt = prompt
        if before is None or hand is None or (before.title, before.hand) != (prompt.title, prompt.hand):
            hand = prompt.hand
        steps = self.query_one("#steps", OptionList)
        steps.clear_options()
        group = ""
        for number, option in enumerate(prompt.options):
            if option.group != group:
                group = option.group
                steps.add_option(Option(Content.styled(visible(group), "$primary bold"), disabled=True))
            mark, style = MARKS[option.mark]
            steps.add_option(Option(Content.assemble((f"{mark} ", style), visible(option.label)), id=str(number)))
            if number == hand:
                steps.highlighted = steps.option_count - 1
        self.call_after_refresh(steps.scroll_to_highlight)
        self._read()

    def _read(self) -> None:
        """Show what is read of the step in hand."""
        hand = self.hand
        leaf = self.prompt.options[hand].leaf if self.prompt is not None and hand is not None else None
        if leaf is not None:
            self.query_one("#what", Static).update(_page(leaf))
            self.query_one("#step", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index == 1:  # the title of the first session stands above
            event.option_list.scroll_home(animate=False)
        self._read()


def _page(leaf: prompts.Leaf) -> Content:
    goal = Content("")
    if leaf.goal:
        count = f"  {leaf.count}" if leaf.count else ""
        goal = Content.assemble((_("Done when: "), "$secondary bold"), visible(leaf.goal), count)
    parts = (
        Content.styled(visible(leaf.title), "bold"),
        Content.styled(leaf.small, "$text-muted"),
        Content(visible(leaf.text, lines=True)),
        goal,
    )
    return Content("\n\n").join(part for part in parts if part.plain)
