"""Choosing the tests that a careful sorter judges drafts by, and how many drafts it compares."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from bestio.i18n import N_, _
from bestio.phrases.machine import LEAST_DRAFTS, MOST_DRAFTS
from bestio.phrases.wellformed.telling import TESTS, test_name, test_rule
from bestio.tui.screens.dialog import Form
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.ticks import TickList

Care = tuple[int, list[str]]
"""How many drafts are compared, and by which tests."""


class PickTests(Form[Care]):
    """Gives the number of drafts and the tests that are on, or None where one gave up."""

    KEYS = N_("Space: switch a test on or off   Tab: further   Escape: leave it")
    YES = N_("These ones")

    DEFAULT_CSS = """
    PickTests SelectionList { height: 10; }
    PickTests #rule { height: 2; color: $secondary; }
    """

    def __init__(self, drafts: int, tests: Collection[str]) -> None:
        super().__init__()
        self.drafts, self.tests = drafts, frozenset(tests)

    def heading(self) -> str:
        return _("How does the careful sorter choose?")

    def fields(self) -> ComposeResult:
        yield TickList(*(Selection(Content(test_name(test)), test, test in self.tests) for test in TESTS), id="tests")
        yield Static("", id="rule", markup=False)
        yield Slider(
            _("Drafts"), LEAST_DRAFTS, MOST_DRAFTS, step=1, value=self.drafts, show=lambda v: f"{v:.0f}",
            id="drafts", help=_("How many drafts are drawn, of which it keeps the best formed."),
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(TickList).highlighted = 0

    def on_selection_list_selection_highlighted(self, event: SelectionList.SelectionHighlighted[str]) -> None:
        event.stop()
        self.query_one("#rule", Static).update(test_rule(event.selection.value))

    def answer(self) -> Care:
        on = set(self.query_one(TickList).selected)
        return round(self.query_one("#drafts", Slider).value), [test for test in TESTS if test in on]
