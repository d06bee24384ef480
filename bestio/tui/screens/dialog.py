"""What all windows that ask have in common, and their kinds: a list to pick from, a form with two buttons, a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _
from bestio.tui.screens.window import Window
from bestio.tui.text import plain

_T = TypeVar("_T")


class Dialog(Window[_T | None]):
    """A heading, what is asked, and the keys that answer; it gives the answer, or None where one gave up (Escape)."""

    BINDINGS = [Binding("escape", "give_up", show=False)]
    WIDE: ClassVar[bool] = True
    KEYS: ClassVar[str] = N_("Enter: agreed   Escape: leave it")
    """The keys in words, a message id."""

    def heading(self) -> str | Content:
        """What is asked."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """What stands between the heading and the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        heading = self.heading()
        with Vertical(classes="dialog wide" if self.WIDE else "dialog"):
            yield Static(plain(heading) if isinstance(heading, str) else heading, classes="dialog-title")
            yield from self.body()
            yield Static(_(self.KEYS), classes="keys", markup=False)

    def action_give_up(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Pick(Dialog[_T]):
    """A list of which one thing is chosen."""

    KEYS = N_("Enter: choose   Escape: leave it")
    EMPTY: ClassVar[str] = N_("There is nothing to choose from yet.")
    """What is said where there is nothing, a message id."""
    ABOUT: ClassVar[bool] = True
    """Whether a line tells of the option in hand."""

    def options(self) -> Sequence[Option]:
        """What there is to choose from."""
        raise NotImplementedError

    def result(self, option_id: str) -> _T:
        """What choosing an option gives."""
        raise NotImplementedError

    def about(self, _option_id: str) -> str:
        """A line on the option in hand."""
        return ""

    def body(self) -> ComposeResult:
        if options := self.options():
            yield OptionList(*options, id="pick", markup=False)
        else:
            yield Static(_(self.EMPTY), markup=False)
        if self.ABOUT:
            yield Static("", id="about", classes="muted", markup=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.ABOUT:
            self.query_one("#about", Static).update(plain(self.about(event.option_id or "")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.result(event.option_id or ""))


class PickOne(Pick[str]):
    """Lists lines of (id, line) under a heading; gives the id that was chosen."""

    ABOUT = False

    def __init__(self, heading: str, lines: Sequence[tuple[str, Content]]) -> None:
        super().__init__()
        self._heading, self._lines = heading, tuple(lines)

    def heading(self) -> str:
        return self._heading

    def options(self) -> list[Option]:
        return [Option(line, id=key) for key, line in self._lines]

    def result(self, option_id: str) -> str:
        return option_id


class Form(Dialog[_T]):
    """Fields, and under them two buttons: one takes what the fields say, the other leaves it."""

    YES: ClassVar[str]
    """What the button that takes it says, a message id."""

    DEFAULT_CSS = """
    Form SelectionList { height: 1fr; border: round $border; background: transparent; }
    Form SelectionList:focus { border: round $primary; }
    """

    def fields(self) -> ComposeResult:
        """What is to be filled in."""
        raise NotImplementedError

    def answer(self) -> _T | None:
        """What the fields say; None, and told, where that cannot be taken."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        yield from self.fields()
        with Horizontal(classes="buttons"):
            yield Button(_("Leave it"), id="no")
            yield Button(_(self.YES), id="yes", variant="primary")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.agree()
        else:
            self.action_give_up()

    def agree(self) -> None:
        """Take what the fields say."""
        if (answer := self.answer()) is not None:
            self.dismiss(answer)


class PageWindow(Dialog[None]):
    """A page to read, that scrolls."""

    KEYS = N_("Escape: back")

    def page(self) -> ComposeResult:
        """What is read."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with VerticalScroll(can_focus=True):
            yield from self.page()
