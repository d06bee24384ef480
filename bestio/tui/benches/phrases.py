"""The Phrases bench: texts on one side, the machine's phrases on the other, and the glass box under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Checkbox, OptionList
from textual.widgets.option_list import Option

from bestio.creation.describe_die import describe_number, describe_top, faces_written
from bestio.creation.describe_sort import DEFAULT_SORT, SORTS, describe_sort
from bestio.creation.fold import EMPTY, Creation
from bestio.creation.state import MadePhrase
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.session.actions import phrases as acts
from bestio.session.actions import texts
from bestio.session.changes import MACHINE_READS, changes
from bestio.tui.benches.bench import Bench
from bestio.tui.commands import Command, arranged, bindings
from bestio.tui.screens.activities.prompts import open_stepper
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.importer import Found, ImportText
from bestio.tui.screens.pick_tests import Care, PickTests
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.tui.text import visible
from bestio.tui.widgets.phrase_glass import PhraseGlass
from bestio.tui.widgets.phrase_view import PhraseView
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.text_shares import TextShares
from bestio.tui.widgets.ticks import Tick

COMMANDS = arranged(
    "phrases",
    "make write keep edit throw steps author open_file start_with hold_word tests load",
    Command("word_left", "left", N_("Word before"), N_("Point at the word before."), shown=False),
    Command("word_right", "right", N_("Word after"), N_("Point at the word after."), shown=False),
    "share_text remove_text",
)


SORT_NAMES = list(SORTS)
BOLDNESS = (0.2, 0.3, 0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
TOPS = (1, 2, 3, 5, 10, 20, 0)
"""What the sliders have of what can be set; a line may set anything between."""
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
    PhrasesBench #knobs { height: 8; border: round $border-blurred; padding: 0 1; }
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
                        help=_("How many words of each phrase are yours; the others come from the starter texts."),
                    )  # fmt: skip
                    yield Slider(
                        _("Order"), 1, 4, step=1, value=2, id="order",
                        show=lambda v: f"{v:.0f}" if "order" in self.creation.settings else f"{v:.0f} auto",
                        help=_(
                            "How many words it looks back at. As long as you choose none: 3 in texts of 10,000 words, "
                            "else 2."
                        ),
                    )  # fmt: skip
                    yield Slider(
                        _("Sorter"), 0, len(SORTS) - 1, step=1, value=SORT_NAMES.index(DEFAULT_SORT),
                        show=lambda v: describe_sort(SORT_NAMES[round(v)]), shown=10, id="sort",
                        help=_("Which draft is kept: the first, the first that does not copy, or the best formed (T)."),
                    )  # fmt: skip
                    yield Slider(
                        _("Boldness"), 0, len(BOLDNESS) - 1, step=1, value=BOLDNESS.index(1.0),
                        show=lambda v: describe_number(BOLDNESS[round(v)]), id="temperature",
                        help=_("At 1 the texts decide. Less: probable words come more often. More: rare ones do."),
                    )  # fmt: skip
                    yield Slider(
                        _("Choice"), 0, len(TOPS) - 1, step=1, value=len(TOPS) - 1,
                        show=lambda v: describe_top(TOPS[round(v)]), id="top_k",
                        help=_("How many words the die has: only the most probable, or all (X changes its faces)."),
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
        parts = changes(before or EMPTY, creation)
        if before is None or parts & MACHINE_READS:
            self.query_one(TextShares).show_texts(self.studio.texts())
        if before is None or "phrases" in parts:
            self._list_phrases(before)
        self.query_one("#share", Slider).value = creation.class_share
        order = self.query_one("#order", Slider)
        order.value = float(self.studio.settings().order)
        order.refresh()  # whether it was chosen may have changed alone
        sort = creation.settings.get("sort", DEFAULT_SORT)
        self.query_one("#sort", Slider).value = float(SORT_NAMES.index(sort))
        temperature, top = float(creation.settings.get("temperature", 1.0)), int(creation.settings.get("top_k", 0))
        nearest = min(range(len(BOLDNESS)), key=lambda at: abs(BOLDNESS[at] - temperature))
        self.query_one("#temperature", Slider).value = float(nearest)
        self.query_one("#top_k", Slider).value = float(
            len(TOPS) - 1 if not top else min(range(len(TOPS) - 1), key=lambda at: abs(TOPS[at] - top))
        )
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

    def to_read(self) -> Iterator[str]:
        """The phrase in hand, and what the glass box says of it."""
        if (phrase := self.selected) is not None:
            yield phrase.shown
            yield self.why()

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
        self.workshop.draw_phrase()

    def action_write(self) -> None:
        self.workshop.open_text("")

    def action_keep(self) -> None:
        if (phrase := self.selected) is not None:
            self.workshop.either(acts.keep, acts.unkeep, phrase=phrase)

    def action_throw(self) -> None:
        phrase = self.selected
        if phrase is not None:
            self.workshop.perform_and_tell(acts.drop, phrase=phrase)

    def action_edit(self) -> None:
        phrase = self.selected
        if phrase is None:
            return

        def edited(text: str | None) -> None:
            if text is not None:
                self.workshop.draw_phrase(acts.edit, phrase=phrase, text=text)

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

    def action_author(self) -> None:
        self.app.push_screen(WhoIsTheAuthor(self.creation, self.studio.journal.group))

    def action_steps(self) -> None:
        open_stepper(self.workshop)

    def action_start_with(self) -> None:
        self._ask_word(_("Start with which word?"), "start")

    def action_hold_word(self) -> None:
        self._ask_word(_("A phrase with which word?"), "with")

    def _ask_word(self, question: str, key: str) -> None:
        def asked(word: str | None) -> None:
            if word:
                self.workshop.draw_phrase(wanted={key: word})

        self.app.push_screen(AskLine(question, hint=_("A word that is in the texts."), most=40), asked)

    def action_open_file(self) -> None:

        def taken(found: Found | None) -> None:
            if found is not None:
                self._take(*found)

        self.app.push_screen(ImportText(), taken)

    def _take(self, title: str, text: str, said: str) -> None:
        if done := self.workshop.perform(texts.write, content=(title, text)):
            told = [line for line in (*said.splitlines(), *done.lines) if line]
            self.workshop.tell(told[0])
            if len(told) > 1:
                self.app.push_screen(GlassBox(_("What was read"), "\n\n".join(told)))

    def action_tests(self) -> None:
        """Choose the tests of the careful sorter."""
        settings = self.studio.settings()

        def chosen(care: Care | None) -> None:
            if care is not None and care != (settings.drafts, list(settings.tests)):
                drafts, tests = care
                self.workshop.perform(texts.set_machine, settings={"drafts": drafts, "tests": tests})

        self.app.push_screen(PickTests(settings.drafts, settings.tests), chosen)

    def action_load(self) -> None:
        """Change faces of the die."""
        faces = self.studio.settings().faces

        def typed(text: str | None) -> None:
            if text:
                self.workshop.draw_phrase(acts.load, faces=text.split())

        self.app.push_screen(
            AskLine(
                _("Which faces of the die count more, or less?"),
                value=faces_written(faces),
                hint=_(
                    "word=2: twice as often; word=0: never; several, with a space between. “rien”: as the texts say."
                ),
                most=300,
                retouch=True,
            ),
            typed,
        )

    def action_word_left(self) -> None:
        self.query_one(PhraseGlass).point(-1)

    def action_word_right(self) -> None:
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
        if (text := self._text_in_hand()) is not None:
            side = self.workshop.session.either(texts.share, texts.unshare, text=text)
            self.workshop.perform_and_tell(side, text=text)

    def action_remove_text(self) -> None:
        text = self._text_in_hand()
        if text is not None:
            self.workshop.perform_and_tell(texts.remove, text=text)

    # --- settings -----------------------------------------------------------------------------------------------------

    def on_text_shares_weighed(self, event: TextShares.Weighed) -> None:
        event.stop()
        self.workshop.hold(texts.weigh, text=event.text, weight=event.weight)

    def on_slider_moved(self, event: Slider.Moved) -> None:
        event.stop()
        settings: dict[str, Any] = {"class": round(event.value, 2)}
        if event.slider.id == "order":
            settings = {"order": round(event.value)}
        elif event.slider.id == "sort":
            settings = {"sort": SORT_NAMES[round(event.value)]}
        elif event.slider.id == "temperature":
            settings = {"temperature": BOLDNESS[round(event.value)]}
        elif event.slider.id == "top_k":
            settings = {"top_k": TOPS[round(event.value)]}
        self.workshop.hold(texts.set_machine, settings=settings)

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        event.stop()
        self.workshop.perform(texts.set_machine, settings={"adaptive": event.value})


def _line(phrase: MadePhrase) -> Content:
    mark = "★ " if phrase.kept else "  "
    pencil = " ✎" if phrase.edited is not None else ""
    return Content.assemble(mark, (visible(phrase.shown), "bold" if phrase.kept else ""), (pencil, ""))
