"""F10: the words of the workshop, explained; those that stand on the screen first, then all of them."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bestio.classroom.glossary import Glossary, Word
from bestio.i18n import N_, _
from bestio.tui.screens.dialog import Dialog
from bestio.tui.text import visible
from bestio.tui.widgets.prose import Prose


class Words(Dialog[None]):
    """Lists words and explains the one in hand; what is typed is looked for."""

    KEYS = N_("↑ ↓: another word   F9: aloud   Escape: back")
    BINDINGS = [
        Binding("enter", "give_up", show=False, priority=True),
        Binding("down", "go(1)", show=False, priority=True),
        Binding("up", "go(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Words #found { width: 26; }
    Words #meaning { width: 1fr; height: 1fr; padding: 1 2; }
    Words Horizontal { height: 1fr; }
    """

    def __init__(self, glossary: Glossary, text: str) -> None:
        super().__init__()
        self.glossary = glossary
        self.here = glossary.found_in(text)

    def heading(self) -> str:
        return _("The words of the workshop")

    def body(self) -> ComposeResult:
        yield Input(placeholder=_("Look for a word…"), max_length=40, id="asked")
        with Horizontal():
            yield OptionList(id="found", markup=False)
            with VerticalScroll(id="meaning", can_focus=False):
                yield Prose("", id="says")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#asked"))
        self._list()

    def _list(self) -> None:
        """List what is asked for, else the words of the screen and all of them."""
        found, asked = self.query_one("#found", OptionList), self.query_one("#asked", Input).value
        found.clear_options()
        if asked.strip():
            parts = [("", self.glossary.search(asked))]
        else:
            parts = [(_("On this screen"), self.here), (_("All the words"), self.glossary.words)]
        for place, (title, words) in enumerate(parts):
            if title and words:
                found.add_option(Option(Content.styled(title, "$primary bold"), disabled=True))
            found.add_options(Option(visible(word.word), id=f"{place}/{word.word}") for word in words)
        found.highlighted = next((at for at in range(found.option_count) if found.options[at].id), None)
        found.scroll_home(animate=False)
        self._explain()

    @property
    def in_hand(self) -> Word | None:
        """The word in hand."""
        found = self.query_one("#found", OptionList)
        option = found.highlighted_option
        return self.glossary.get((option.id or "").partition("/")[2]) if option is not None else None

    def _explain(self) -> None:
        word, told = self.in_hand, Content(_("There is no such word here."))
        if word is not None:
            see = _("See too: {words}.").format(words=", ".join(word.see)) if word.see else ""
            parts = (
                Content.styled(visible(word.word), "bold $primary"),
                Content(visible(word.says)),
                Content.styled(visible(see), "$secondary"),
            )
            told = Content("\n\n").join(part for part in parts if part.plain)
        self.query_one("#says", Static).update(told)
        self.query_one("#meaning", VerticalScroll).scroll_home(animate=False)

    def to_read(self) -> Iterator[str]:
        """The word in hand, and what it means."""
        yield str(self.query_one("#says", Static).content)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._list()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()

    def action_go(self, by: int) -> None:
        """Take another word in hand."""
        found = self.query_one("#found", OptionList)
        (found.action_cursor_down if by > 0 else found.action_cursor_up)()
