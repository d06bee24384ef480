"""Small questions: one line to write, or a yes or no."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from bestio.i18n import _
from bestio.tui.screens.dialog import Dialog
from bestio.tui.screens.window import Window
from bestio.tui.text import plain


class AskLine(Dialog[str]):
    """Asks for one line of text; gives it, or None where one gave up. `check` gives a reason to refuse, or "".

    What is typed takes the place of `value`; with `retouch` it is added to it, where one is.
    """

    WIDE = False

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        most: int = 60,
        check: Callable[[str], str] | None = None,
        retouch: bool = False,
    ) -> None:
        super().__init__()
        self.question, self.value, self.hint, self.most, self.check = question, value, hint, most, check
        self.retouch = retouch

    def heading(self) -> str:
        return self.question

    def body(self) -> ComposeResult:
        yield Input(value=self.value, max_length=self.most, id="line", select_on_focus=not self.retouch)
        yield Static(plain(self.hint, lines=True), id="hint", classes="muted")

    def on_mount(self) -> None:
        if self.retouch:  # Textual scrolls to the cursor before the line has a width: its beginning stayed in view
            self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        line = self.query_one("#line", Input)
        line.scroll_to(x=line.virtual_size.width, animate=False, force=True, immediate=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        refused = self.check(text) if self.check else ""
        if refused:
            self.query_one("#hint", Static).update(plain(refused))
        else:
            self.dismiss(text)


class AskYes(Window[bool]):
    """Asks for a yes before something that cannot be called back at once."""

    BINDINGS = [Binding("escape", "no", show=False), Binding("left,right", "other", show=False)]

    def __init__(self, question: str, *, detail: str = "", yes: str = "", no: str = "") -> None:
        super().__init__()
        self.question, self.detail = question, detail
        self.yes, self.no = yes or _("Yes"), no or _("No")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self.question, lines=True), classes="dialog-title")
            if self.detail:
                yield Static(plain(self.detail, lines=True), classes="muted")
            with Horizontal(classes="buttons"):
                yield Button(self.no, id="no")
                yield Button(self.yes, id="yes", variant="warning")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_no(self) -> None:
        """Leave it."""
        self.dismiss(False)

    def action_other(self) -> None:
        """Go to the other button."""
        self.focus_next()
