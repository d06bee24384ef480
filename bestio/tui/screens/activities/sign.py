"""Signing in percentages: a hundred points to share first, then what the program counts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.widgets.slider import Slider
from bestio.workshop.creation import Creation
from bestio.workshop.progress import Place
from bestio.workshop.signing import WHO, WHOLE, counted, signature_note, told_drawn, told_left

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

COMMANDS = (
    Command("above", "up", N_("Line above"), N_("Take the line above in hand."), shown=False, priority=True),
    Command("below", "down", N_("Line below"), N_("Take the line below in hand."), shown=False, priority=True),
    Command("less", "left", N_("Less"), N_("Take five points away."), shown=False),
    Command("more", "right", N_("More"), N_("Give five points.")),
    Command("compare", "enter", N_("Compare"), N_("See what the program counts.")),
    Command("reason", "n", N_("Our reason"), N_("Write in a line why you sign like this.")),
    HELP,
    LEAVE,
)
STEP = 5


class SignScreen(ActivityScreen):
    """Five parts that make a hundred; the program's own count comes after, not before."""

    OFFERED = COMMANDS
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Share a hundred points between all who made your phrases.\n"
        "↑ ↓ choose, ← → take and give. Enter shows the program’s count:\n"
        "whose words they are, and who drew them. It counts words only:\n"
        "it does not see who wrote the rule, chose, threw away, ordered.\n"
        "There is no right answer, only a signature you can explain (N)."
    )

    DEFAULT_CSS = """
    SignScreen.-low.-narrow #todo { max-height: 2; }
    SignScreen VerticalScroll { height: 1fr; }
    SignScreen #account { height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, workshop: Workplace, place: Place) -> None:
        super().__init__(workshop, place)
        self.parts = dict.fromkeys(WHO, WHOLE // len(WHO))
        self.reason = ""
        self.compared = False

    def body(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for key, label in WHO.items():
                yield Slider(
                    _(label), 0, WHOLE, step=STEP, value=self.parts[key], show=lambda v: f"{v:.0f}\u00a0%", name=key
                )
            yield Static("", id="account", markup=False)

    def on_mount(self) -> None:
        self.query(Slider).first().focus()
        self._count()

    def _count(self) -> None:
        if not self.workshop.creation.kept:
            self.tell(_("No phrase is kept yet: F3 makes some, G keeps them."))
        else:
            self.tell(told_left(self.parts) or _("A hundred points, all given. Enter compares."))

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        self.parts[event.slider.name or ""] = round(event.value)
        self.compared = False
        self.query_one("#account", Static).update("")
        self._count()

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_above(self) -> None:
        """Take the line above in hand."""
        self.focus_previous(Slider)

    def action_below(self) -> None:
        """Take the line below in hand."""
        self.focus_next(Slider)

    def action_less(self) -> None:
        """Take five points away."""
        if isinstance(self.focused, Slider):
            self.focused.action_less()

    def action_more(self) -> None:
        """Give five points."""
        if isinstance(self.focused, Slider):
            self.focused.action_more()

    def action_compare(self) -> None:
        """See what the program counts."""
        creation = self.workshop.creation
        if sum(self.parts.values()) != WHOLE or not creation.kept:
            self._count()
            return
        self.compared = True
        self.query_one("#account", Static).update(_account(self.parts, creation))
        self.query_one("#account", Static).scroll_visible(animate=False)
        self._keep()
        self.tell(_("It counts words: is that all? N: write your reason."))

    def action_reason(self) -> None:
        """Write why one signs like this."""
        if not self.compared:
            self._count()
            return

        def given(text: str | None) -> None:
            if text:
                self.reason = text
                self._keep()
                self.tell(_("Written in your notes."))

        self.app.push_screen(AskLine(_("Why this signature?"), value=self.reason, most=300, retouch=True), given)

    def _keep(self) -> None:
        self.note(signature_note(self.parts, self.reason))


def _account(parts: Mapping[str, int], creation: Creation) -> Content:
    found = counted(creation)
    you, words = _("you"), _("words counted")
    lines = [Content.styled(f"{'':<20}{you:>8}   {words}", "$text-muted")]
    for key, label in WHO.items():
        bar = "█" * round(found[key] * 20)
        lines.append(
            Content.assemble(
                f"{_(label):<20}{parts[key]:>6}\u00a0%   ", (f"{bar:<20}", "$primary"), f" {percent(found[key]):>6}"
            )
        )
    lines.append(Content(told_drawn(creation)))
    return Content("\n").join(lines)
