"""A bet on a phrase before the glass box is opened: how many words in a row come from one text, and from whom?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _
from bestio.tui.commands import Command, bindings
from bestio.tui.glass import copy_verdict
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.text import plain, visible
from bestio.workshop.betting import authors, bet_on, phrases_to_bet_on, told_bet, told_outcome
from bestio.workshop.phrase_shapes import HolderShape
from bestio.workshop.progress import Place
from bestio.workshop.state import MadePhrase

if TYPE_CHECKING:
    from bestio.tui.screens.workshop import WorkshopScreen

COMMANDS = (
    Command("choose", "enter", N_("Choose"), N_("Take the line in hand.")),
    Command("back", "backspace", N_("Another phrase"), N_("Back to the list of phrases.")),
    HELP,
    LEAVE,
)


class BetScreen(ActivityScreen):
    """Phrase, number of words, author; then the verdict."""

    OFFERED = COMMANDS
    HIDES = True
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Choose a phrase, and bet before you look:\n"
        "how many words in a row come from one text? Whose text?\n"
        "Then the glass box shows the longest piece written before.\n"
        "From how many words on are quotation marks due?\n"
        "You decide, and it is not easy."
    )

    DEFAULT_CSS = """
    BetScreen.-low.-narrow #todo { max-height: 2; }
    BetScreen #question { height: auto; text-style: bold; }
    BetScreen #verdict { height: auto; color: $primary; }
    """

    def __init__(self, workshop: WorkshopScreen, place: Place) -> None:
        super().__init__(workshop, place)
        self.phrase: MadePhrase | None = None
        self.words = 0

    def body(self) -> ComposeResult:
        yield Static("", id="question", markup=False)
        yield OptionList(id="choices", markup=False)
        yield Static("", id="verdict", markup=False)

    def on_mount(self) -> None:
        self._list_phrases()

    def _list_phrases(self) -> None:
        found = phrases_to_bet_on(self.workshop.creation)
        self.phrase = None
        self._ask(_("Your favourite phrase?") if found else _("There is no phrase yet: Escape, then F3, then Space."))
        self._fill([Option(visible(one.text), id=one.id) for one in found])

    def _ask(self, question: str) -> None:
        self.query_one("#question", Static).update(plain(question))

    def _fill(self, options: list[Option]) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        choices.add_options(options)
        choices.highlighted = 0 if options else None
        choices.focus()

    @property
    def authors(self) -> list[HolderShape]:
        """Who may have written what the machine reads: the group first."""
        return authors(self.studio.journal.group, self.studio.texts())

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Take the line in hand."""
        choices = self.query_one("#choices", OptionList)
        if choices.highlighted is None:
            return
        chosen = choices.get_option_at_index(choices.highlighted).id or ""
        if self.phrase is None:
            self._bet_words(self.workshop.creation.phrases[chosen])
        else:
            self._reveal(self.authors[int(chosen)] if chosen.isdecimal() else HolderShape())

    def _bet_words(self, phrase: MadePhrase) -> None:
        def given(text: str | None) -> None:
            if text:
                self.phrase, self.words = phrase, int(text)
                self._ask(_("“{word}”").format(word=visible(phrase.text)))
                self.tell(_("{n} words in a row: whose?").format(n=text))
                authors = [Option(visible(one.author), id=str(n)) for n, one in enumerate(self.authors)]
                self._fill([*authors, Option(_("nobody: it is new"), id="nobody")])

        self.query_one("#verdict", Static).update("")  # of another phrase, or of an earlier bet on this very one
        self.tell("")
        self.app.push_screen(
            AskLine(
                _("How many words in a row come from the same text?"),
                hint=visible(phrase.text),
                most=3,
                check=lambda text: (
                    "" if text.isdecimal() and text.isascii() else _("Write a whole number, in figures.")
                ),
            ),
            given,
        )

    def _reveal(self, whose: HolderShape) -> None:
        phrase = self.phrase
        if phrase is None or not phrase.copied:
            return
        verdict = copy_verdict(phrase)
        self.query_one("#verdict", Static).update(plain(verdict, lines=True))
        self.note("", part=f":{phrase.id}", bet=bet_on(phrase, self.words, whose))
        self._list_phrases()
        self.tell(f"{told_bet(self.words, whose.author)} {told_outcome(phrase, self.words)}")

    def action_back(self) -> None:
        """Back to the list of phrases."""
        self.tell("")
        self.query_one("#verdict", Static).update("")
        self._list_phrases()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has asked already
            self.action_choose()
