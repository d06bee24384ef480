"""The charts of an activity: answers before and after, curves with the text that they tell of, rows of numbers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from bestio.activities.prompt import Chart, Curves
from bestio.tui.text import plain, visible
from bestio.tui.widgets.chart import BeforeAfter, Diagram
from bestio.tui.widgets.prose import Prose


def chart_parts() -> ComposeResult:
    """The widgets that charts are drawn in; which of them are seen is for the screen's classes to say."""
    with VerticalScroll(id="charts", classes="part"):
        yield BeforeAfter(id="before-after")
    yield ProgressBar(show_eta=False, id="bar")
    with Horizontal(id="curves", classes="part"):
        yield Diagram()
        yield Diagram()
    yield Static("", id="head", classes="part", markup=False)
    with VerticalScroll(can_focus=False, id="rows", classes="part"):
        yield Static("", id="table", markup=False)
    yield Static("", id="total", classes="part", markup=False)
    with VerticalScroll(id="read", classes="part"):
        yield Prose("", id="sample")


def show_chart(screen: Widget, prompt: Chart) -> tuple[str, str]:
    """Draw a chart in the `chart_parts` of `screen`; the class under which it is seen there, and what has the focus."""
    if prompt.curves is not None:
        _show_curves(screen, prompt, prompt.curves)
        return "-curves", "#read"
    if prompt.rows:
        _show_rows(screen, prompt)
        return "-rows", ""
    screen.query_one(BeforeAfter).comparisons = prompt.pairs
    return "-pairs", "#charts"


def _show_curves(screen: Widget, prompt: Chart, both: tuple[Curves, Curves]) -> None:
    for diagram, one in zip(screen.query(Diagram), both, strict=True):
        diagram.border_title, diagram.curves, diagram.pointed = one.title, one, prompt.pointed
        diagram.places = max(prompt.steps, len(prompt.labels))
    screen.query_one("#bar", ProgressBar).update(total=prompt.steps, progress=len(prompt.labels))
    screen.query_one("#read").border_title = plain(prompt.text_title)
    screen.query_one("#sample", Static).update(plain(prompt.text, lines=True))
    screen.query_one("#read", VerticalScroll).scroll_home(animate=False)


def _show_rows(screen: Widget, prompt: Chart) -> None:
    screen.query_one("#head", Static).update(plain(prompt.head))
    rows = [
        Content.assemble(f"{visible(row.label):<26.26}", (f"{row.value:>5}", "bold $secondary")) for row in prompt.rows
    ]
    screen.query_one("#table", Static).update(Content("\n").join(rows))
    screen.query_one("#total", Static).update(plain(prompt.total))
