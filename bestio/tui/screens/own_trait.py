"""A trait of the group's own: a small form, and under it every form that French makes of it, at once."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Button, Checkbox, Input, RadioSet, Static

from bestio.i18n import N_, _
from bestio.language.french import plural
from bestio.persona.own import NEGATIONS, asks_h, clause_trait, noun_trait, preview
from bestio.persona.slots import SLOTS
from bestio.studio.studio import Studio
from bestio.tui.screens.dialog import Form
from bestio.tui.text import plain
from bestio.tui.widgets.ticks import Choice, Tick

MOST = 60


class OwnTrait(Form[dict[str, Any]]):
    """Asks for a trait of `slot`: a noun, or a verb and what follows. Gives it as a lexicon would write it."""

    BINDINGS = [Binding("enter", "go_on", show=False, priority=True)]
    KEYS = N_("Enter: on, then add it   ↑ ↓: choose   Space: tick   Escape: leave it")
    YES = N_("Add it")

    def __init__(self, studio: Studio, slot: str) -> None:
        super().__init__(id="own")
        self.studio = studio
        self.slot = slot
        self.noun = SLOTS.get(slot) == "noun"

    def heading(self) -> str:
        title = self.studio.catalog.titles.get(self.slot, self.slot)
        return _("A trait of your own: {slot}").format(slot=title)

    def fields(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield from self._noun_form() if self.noun else self._clause_form()
            yield Static("", id="forms", markup=False)
        yield Static("", id="wrong", markup=False)

    def _noun_form(self) -> ComposeResult:
        yield Input(placeholder=_("A noun, in the singular: hibou, bouilloire…"), max_length=MOST, id="noun")
        with RadioSet(id="gender", compact=True):
            yield Choice("un", value=True)
            yield Choice("une")
        yield Tick(_("It has several of them (legs, wings…)"), id="several", compact=True)
        yield Input(placeholder=_("In the plural"), max_length=MOST, id="plural")
        yield Tick(_("One says “le”, not “l’” (le hibou, la hache)"), id="aspirate", compact=True)
        yield Input(
            placeholder=_("An adjective, in the masculine: rouillé, électrique… (or nothing)"),
            max_length=MOST,
            id="adjective",
        )
        yield Input(placeholder=_("Followed by: “de cuivre”, “à vapeur”… (or nothing)"), max_length=MOST, id="of")

    def _clause_form(self) -> ComposeResult:
        yield Input(
            placeholder=_("A verb, in the infinitive: craindre, se nourrir, rêver…"), max_length=MOST, id="verb"
        )
        with RadioSet(id="negation", compact=True):
            yield Choice(_("it does"), value=True)
            for word in NEGATIONS[1:]:
                yield Choice(f"ne … {word}")
        yield Input(placeholder=_("And then: de boulons, l’orage et les aimants…"), max_length=120, id="rest")
        yield Input(
            placeholder=_("Words that agree with the creature: heureux, fier… (or nothing: they are found)"),
            max_length=MOST,
            id="agreeing",
        )

    def on_mount(self) -> None:
        self.query_one("#noun" if self.noun else "#verb").focus()
        if self.noun:
            self._ask_of_noun("")

    # --- what is written ----------------------------------------------------------------------------------------------

    def _text(self, selector: str) -> str:
        return self.query_one(selector, Input).value.strip()

    def trait(self) -> dict[str, Any]:
        """What the form says, as a lexicon would write it."""
        return self._noun() if self.noun else self._clause()

    def _noun(self) -> dict[str, Any]:
        return noun_trait(
            self._text("#noun"),
            "mf"[max(0, self.query_one("#gender", RadioSet).pressed_index)],
            aspirate=self.query_one("#aspirate", Checkbox).value,
            several=self.query_one("#several", Checkbox).value,
            plural=self._text("#plural"),
            adjective=self._text("#adjective"),
            of=self._text("#of"),
        )

    def _clause(self) -> dict[str, Any]:
        negation = NEGATIONS[max(0, self.query_one("#negation", RadioSet).pressed_index)]
        return clause_trait(self._text("#verb"), self._text("#rest"), negation, self._text("#agreeing"))

    def _written(self) -> bool:
        return bool(self._text("#noun") if self.noun else self._text("#verb"))

    def _check(self) -> dict[str, Any] | None:
        if self.noun:
            self._ask_of_noun(self._text("#noun"))
        forms, wrong = self.query_one("#forms", Static), self.query_one("#wrong", Static)
        button = self.query_one("#yes", Button)
        if not self._written():
            forms.update("")
            wrong.update("")
            button.disabled = True
            return None
        data = self.trait()
        trait, problems = self.studio.preview_trait(self.slot, data)
        told = [f"{form.label:>10} : {form.text}" for form in preview(trait)] if trait is not None else []
        forms.update(plain("\n".join(told), lines=True))
        wrong.update(plain("\n".join(f"{p.message} {p.hint}".strip() for p in problems), lines=True))
        button.disabled = trait is None
        return data if trait is not None else None

    def _ask_of_noun(self, noun: str) -> None:
        """Ask what only its author knows: the h of a word that no table holds; and show the plural to be corrected."""
        self.query_one("#aspirate", Checkbox).display = asks_h(noun)
        shown = _("In the plural: {plural} (correct it if it is wrong)").format(plural=plural(noun))
        self.query_one("#plural", Input).placeholder = shown if noun else _("In the plural")

    def on_input_changed(self) -> None:
        self._check()

    def on_checkbox_changed(self) -> None:
        self._check()

    def on_radio_set_changed(self) -> None:
        self._check()

    def action_go_on(self) -> None:
        """On to the next thing that is asked; after the last one, add the trait. On a button, what it says."""
        fields = [
            one for one in self.query_one("#own VerticalScroll").query("Input, RadioSet, Checkbox") if one.display
        ]
        if isinstance(self.focused, Button):
            self.focused.press()
        elif self.focused not in fields:
            self.set_focus(fields[0])
        elif self.focused is not fields[-1]:
            if isinstance(self.focused, RadioSet):
                self.focused.action_toggle_button()
            self.set_focus(fields[fields.index(self.focused) + 1])
        elif (data := self._check()) is not None:
            self.dismiss(data)
        elif not self._written():
            self.query_one("#wrong", Static).update(_("A noun is missing.") if self.noun else _("A verb is missing."))
            self.set_focus(fields[0])

    def answer(self) -> dict[str, Any] | None:
        return self._check()
