"""The Phrases bench: texts on one side, the machine's phrases on the other, and the glass box under them."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Checkbox, OptionList
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.importer import Found, ImportText
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_glass import PhraseGlass
from bestio.tui.widgets.phrase_view import PhraseView
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.text_shares import TextShares
from bestio.tui.widgets.ticks import Tick
from bestio.workshop.creation import Creation
from bestio.workshop.state import MadePhrase
from bestio.workshop.told_shares import told_own_share, told_weighed

COMMANDS = (
    Command("make", "space", N_("Make"), N_("The machine makes a phrase from the texts.")),
    Command("write", "e", N_("Write"), N_("Write a text: the machine draws its words from it.")),
    Command("keep", "g", N_("Keep"), N_("Keep this phrase for the stage (or let it go).")),
    Command("edit", "m", N_("Change"), N_("Change the phrase by hand: the machine is no longer its only author.")),
    Command("throw", "j", N_("Throw"), N_("Throw this phrase away.")),
    Command("steps", "d", N_("Die"), N_("Step by step: you throw the die, the machine draws, or you choose.")),
    Command("author", "a", N_("Author?"), N_("Who is the author? The count over all your phrases.")),
    Command(
        "open_file",
        "i",
        N_("Import"),
        N_("Take a text from a file (.txt, .md, .odt, .docx), or paste it."),
        shown=False,
    ),
    Command("start_with", "c", N_("Start with"), N_("Ask for a phrase that starts with a word."), shown=False),
    Command("hold_word", "v", N_("With"), N_("Ask for a phrase that holds a word."), shown=False),
    Command("word_left", "left", N_("Word before"), N_("Point at the word before."), shown=False),
    Command("word_right", "right", N_("Word after"), N_("Point at the word after."), shown=False),
    Command("share_text", "p", N_("Share"), N_("Let the whole class draw from your text (or no more)."), shown=False),
    Command("remove_text", "delete", N_("Remove"), N_("Take your text away from the machine."), shown=False),
)


BOXES = {
    "#texts": (N_("Texts it has read"), N_("← → less, more")),
    "#knobs": (N_("Settings"), N_("D: step by step")),
    "#made": (N_("Phrases"), N_("G keep, M change, J throw")),
    "#phrase": (N_("Glass box"), N_("← → word, A: author?")),
}
"""The title of each box, and the keys that act on what is in it: the narrowest bar has no room for all of them."""


class PhrasesBench(Bench):
    """Makes phrases."""

    TITLE = N_("Phrases")
    EXPLAINED = N_(
        "The machine has read these texts: it knows which word follows which.\n"
        "It draws the next word by chance. It understands nothing.\n"
        "Write a text (E): your words are drawn too, you set their share.\n"
        "Order: words it looks back at. At 1 it raves, at 4 it copies.\n"
        "← → a word: where was it read, what else? │ parts the pieces."
    )
    COMMANDS = COMMANDS
    BINDINGS = bindings(COMMANDS)
    FIRST = "#made"

    DEFAULT_CSS = """
    PhrasesBench > Horizontal { height: 1fr; }
    PhrasesBench #desk { width: 31; height: 1fr; padding: 0 1 0 0; }
    PhrasesBench #texts { height: 1fr; border: round $border-blurred; }
    PhrasesBench #texts:focus { border: round $primary; }
    PhrasesBench #knobs { height: 5; border: round $border-blurred; padding: 0 1; }
    PhrasesBench #knobs Slider { width: 100%; }
    PhrasesBench #adaptive { border: none; height: 1; padding: 0; background: transparent; }
    PhrasesBench #out { width: 1fr; height: 1fr; }
    PhrasesBench #made { height: 5; border: round $border-blurred; text-wrap: nowrap; text-overflow: ellipsis; }
    PhrasesBench #made:focus { border: round $primary; }
    PhrasesBench #phrase { border: round $secondary; border-title-color: $text-muted; padding: 0 1; }
    PhrasesBench #texts, PhrasesBench #knobs, PhrasesBench #made, PhrasesBench #phrase {
        border-subtitle-color: $text-muted;
    }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="desk"):
                yield TextShares(id="texts")
                with Vertical(id="knobs"):
                    yield Slider(
                        _("Your texts"), 0, 1, step=0.1, value=0.6, show=percent, id="share",
                        help=_("How often your texts win the draw; the rest goes to the starter texts."),
                    )  # fmt: skip
                    yield Slider(
                        _("Order"), 1, 4, step=1, value=2, show=lambda v: f"{v:.0f}", id="order",
                        help=_("How many words the machine looks back at before it draws."),
                    )  # fmt: skip
                    yield Tick(_("Adapts to short texts"), True, id="adaptive", compact=True)
            with Vertical(id="out"):
                yield OptionList(id="made", markup=False)
                yield PhraseGlass(empty=_("Press Space: the machine makes its first phrase."), id="phrase")

    def on_mount(self) -> None:
        for part, (title, keys) in BOXES.items():
            box = self.query_one(part)
            box.border_title, box.border_subtitle = _(title), _(keys)
        self.query_one("#texts").tooltip = _("Enter opens a text. ← → set how much it counts in the draw.")
        self.query_one("#adaptive").tooltip = _("In a short text it looks back at fewer words, so as not to copy it.")
        self.query_one("#phrase").can_focus = False
        if self.creation.begun:
            self._show(None, self.creation)

    def watch_creation(self, before: Creation, creation: Creation) -> None:
        if self.is_mounted and creation.begun:
            self._show(before, creation)

    def _show(self, before: Creation | None, creation: Creation) -> None:
        if before is None or _drawn_from(before) != _drawn_from(creation):
            self.query_one(TextShares).show_texts(self.studio.texts())
        if before is None or before.phrases != creation.phrases:
            self._list_phrases(before)
        self.query_one("#share", Slider).value = creation.class_share
        self.query_one("#order", Slider).value = float(creation.settings.get("order", 2))
        with self.prevent(Checkbox.Changed):
            self.query_one("#adaptive", Checkbox).value = bool(creation.settings.get("adaptive", True))

    # --- lists --------------------------------------------------------------------------------------------------------

    def _list_phrases(self, before: Creation | None) -> None:
        made = self.query_one("#made", OptionList)
        if before is not None and list(before.phrases) == list(self.creation.phrases):
            for key, phrase in self.creation.phrases.items():
                if phrase != before.phrases[key]:
                    made.replace_option_prompt(key, _line(phrase))
            self._show_phrase()
            return
        chosen, place = self.selected, made.highlighted or 0
        new = [key for key in self.creation.phrases if before is not None and key not in before.phrases]
        made.clear_options()
        made.add_options(
            Option(_line(phrase), id=phrase.id) for phrase in reversed(list(self.creation.phrases.values()))
        )
        wanted = new[-1] if new else chosen.id if chosen else None
        if made.option_count:
            ids = [option.id for option in made.options]
            # Where one was thrown away, the hand stays at its place in the list.
            made.highlighted = ids.index(wanted) if wanted in ids else min(place, len(ids) - 1)
        self._show_phrase()

    @property
    def selected(self) -> MadePhrase | None:
        """The phrase in hand."""
        made = self.query_one("#made", OptionList)
        if made.highlighted is None or made.highlighted >= made.option_count:
            return None
        return self.creation.phrases.get(made.get_option_at_index(made.highlighted).id or "")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_list.id == "made":
            self._show_phrase()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "texts" and event.option_id:
            if self.screen.is_active:  # the first of two quick presses has opened it already
                self.workshop.open_text(event.option_id)
        elif event.option_list.id == "made":
            self.workshop.say_phrase(self.selected)

    def _show_phrase(self) -> None:
        view = self.query_one(PhraseGlass)
        view.texts, view.group = self.studio.others_texts(), self.studio.journal.group
        view.phrase = self.selected

    def on_phrase_view_pointed(self, event: PhraseView.Pointed) -> None:
        event.stop()  # the view tells it itself

    def next_thing(self) -> str:
        """One obvious next thing to do here."""
        if not self.creation.phrases:
            return _("Space: the machine makes a phrase. E: write a text, and your words join the draw.")
        if not self.creation.kept:
            return _("G keeps the phrase you like: it will be said on stage. ← → ask why this word.")
        if not self.creation.texts:
            return _("Your turn to write: E. Your words join the machine’s.")
        return _("Space makes another phrase. With a few kept ones, F4 chooses a voice.")

    def why(self) -> str:
        """Why this word."""
        view = self.query_one(PhraseGlass)
        if view.phrase is None:
            return super().why()
        return self.workshop.account_of(view.phrase)

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_make(self) -> None:
        """Make a phrase."""
        self.workshop.make_phrase()

    def action_write(self) -> None:
        """Write the first text, or another one."""
        self.workshop.open_text("")

    def action_keep(self) -> None:
        """Keep the phrase in hand, or let it go."""
        if (phrase := self.selected) is not None:
            self.workshop.act(lambda: self.studio.toggle_keep(phrase.id))

    def action_throw(self) -> None:
        """Throw the phrase in hand away."""
        phrase = self.selected
        if phrase is not None and self.workshop.act(lambda: self.studio.act("phrase.drop", id=phrase.id)):
            self.workshop.tell(_("Thrown away. Ctrl+Z brings it back."))

    def action_edit(self) -> None:
        """Change the phrase in hand."""
        phrase = self.selected
        if phrase is None:
            return

        def edited(text: str | None) -> None:
            if text is not None:
                self._edit(phrase.id, text)

        self.app.push_screen(
            AskLine(
                _("Change the phrase"),
                value=phrase.shown,
                most=1000,
                retouch=True,
                hint=_("Leave the line empty to go back to what the machine had made."),
            ),
            edited,
        )

    @work(exclusive=True, group="edit")
    async def _edit(self, phrase_id: str, text: str) -> None:
        try:
            machine = await asyncio.to_thread(self.studio.machine)
        except BestioError as error:
            self.workshop.complain(error)
            return
        self.workshop.act(lambda: self.studio.edit_phrase(phrase_id, text, machine))

    def action_author(self) -> None:
        """Count who wrote, drew, picked and copied the words of all the phrases."""
        self.app.push_screen(WhoIsTheAuthor(self.creation, self.studio.journal.group))

    def action_steps(self) -> None:
        """Make a phrase step by step."""
        self.workshop.open_stepper()

    def action_start_with(self) -> None:
        """Ask for a phrase that starts with a word."""
        self._ask_word(_("Start with which word?"), "start")

    def action_hold_word(self) -> None:
        """Ask for a phrase that holds a word."""
        self._ask_word(_("A phrase with which word?"), "with")

    def _ask_word(self, question: str, key: str) -> None:
        def asked(word: str | None) -> None:
            if word:
                self.workshop.make_phrase(**{"start" if key == "start" else "with_word": word})

        self.app.push_screen(AskLine(question, hint=_("A word that is in the texts."), most=40), asked)

    def action_open_file(self) -> None:
        """Take a text from a file."""

        def taken(found: Found | None) -> None:
            if found is not None:
                self._take(*found)

        self.app.push_screen(ImportText(), taken)

    def _take(self, title: str, text: str, said: str) -> None:
        text_id = self.studio.new_text_id()
        if self.workshop.act(lambda: self.studio.write_text(text_id, title, text)):
            told = [line for line in (*said.splitlines(), self.studio.flagged(text_id)) if line]
            self.workshop.tell(told[0])
            if len(told) > 1:
                self.app.push_screen(GlassBox(_("What was read"), "\n\n".join(told)))

    def action_word_left(self) -> None:
        """Point at the word before."""
        self.query_one(PhraseGlass).point(-1)

    def action_word_right(self) -> None:
        """Point at the word after."""
        self.query_one(PhraseGlass).point(1)

    def _text_in_hand(self) -> str | None:
        texts = self.query_one("#texts", OptionList)
        if texts.highlighted is not None:
            own = texts.get_option_at_index(texts.highlighted).id
            if own in self.creation.texts:
                return own
        if len(self.creation.texts) == 1:
            return next(iter(self.creation.texts))
        self.workshop.tell(_("Choose one of your texts in the list first."))
        return None

    def action_share_text(self) -> None:
        """Let the class draw from the text in hand, or no more."""
        if (text := self._text_in_hand()) is not None:
            self.workshop.act(lambda: self.studio.toggle_share(text))

    def action_remove_text(self) -> None:
        """Take the text in hand away."""
        text = self._text_in_hand()
        if text is not None and self.workshop.act(lambda: self.studio.act("text.remove", id=text)):
            self.workshop.tell(_("Removed. Ctrl+Z brings it back."))

    # --- settings -----------------------------------------------------------------------------------------------------

    def on_text_shares_weighed(self, event: TextShares.Weighed) -> None:
        event.stop()
        if self.workshop.hold(lambda: self.studio.weigh(event.text, event.weight)):
            now = next(text for text in self.studio.texts() if text.id == event.text.id)
            self.workshop.tell(told_weighed(visible(now.title) or _("(no title)"), now.share, now.weight))

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        if event.slider.id == "share":
            if self.workshop.hold(lambda: self.studio.hold("share", "share.set", {"class": round(event.value, 2)})):
                self.workshop.tell(told_own_share(self.creation.class_share))
        else:
            self.workshop.hold(lambda: self.studio.hold("order", "machine.set", {"order": round(event.value)}))

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        event.stop()
        self.workshop.act(lambda: self.studio.act("machine.set", adaptive=event.value))


def _drawn_from(creation: Creation) -> tuple[object, ...]:
    """What the list of texts and their parts of the draw depend on."""
    return (
        creation.texts, creation.weights, creation.class_share, creation.starters, creation.lexicons, creation.traits,
        creation.own_traits,
    )  # fmt: skip


def _line(phrase: MadePhrase) -> Content:
    mark = "★ " if phrase.kept else "  "
    pencil = " ✎" if phrase.edited is not None else ""
    return Content.assemble(mark, (visible(phrase.shown), "bold" if phrase.kept else ""), (pencil, ""))
