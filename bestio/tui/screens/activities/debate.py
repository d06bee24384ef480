"""Notes of a debate: the questions, a page to write on, the notes of before, and the accused, who answers."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static, TextArea
from textual.worker import WorkerCancelled

from bestio.i18n import N_, _
from bestio.tui.autosave import Autosave
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.text import plain, visible
from bestio.workshop.activities import LONGEST_QUESTION, noted, short_question, told_notes

COMMANDS = (
    Command("earlier", "f6", N_("Our notes"), N_("Read all the notes of the group."), priority=True),
    Command(
        "ask",
        "f8",
        N_("Question the creature"),
        N_("It answers with a phrase drawn by chance: is it an answer?"),
        priority=True,
    ),
    HELP,
    LEAVE,
)
LONGEST = 20_000  # letters


class DebateScreen(ActivityScreen):
    """A page for the group's notes on an activity; saved by itself."""

    OFFERED = COMMANDS
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Write here what the group has found: it is saved by itself.\n"
        "You find it again at the last session. F6 shows all your notes.\n"
        "F8 asks the creature: it answers with a phrase drawn by chance."
    )

    DEFAULT_CSS = """
    DebateScreen.-low.-narrow #todo { max-height: 3; }
    DebateScreen #questions { height: auto; max-height: 6; color: $secondary; }
    DebateScreen TextArea { height: 1fr; min-height: 4; }
    """

    def body(self) -> ComposeResult:
        questions = "\n".join(f"• {one}" for one in self.place.activity.questions)
        yield Static(plain(questions, lines=True), id="questions")
        yield TextArea(self._noted(), soft_wrap=True, tab_behavior="focus", id="page")

    def on_mount(self) -> None:
        self._autosave = Autosave(self, self.save)
        page = self.query_one("#page", TextArea)
        page.read_only = self.studio.journal.read_only
        page.focus()
        page.move_cursor(page.document.end)
        self.tell(_("Escape: done (your notes are saved by themselves)"))

    def _noted(self) -> str:
        return noted(self.workshop.creation, self.place)

    def on_text_area_changed(self) -> None:
        page = self.query_one("#page", TextArea)
        if len(page.text) > LONGEST:
            page.text = page.text[:LONGEST]
        self._autosave.changed()

    def save(self) -> None:
        """Write the page into the notes, where it has changed."""
        text = self.query_one("#page", TextArea).text
        if text.strip() != self._noted().strip() and not self.studio.journal.read_only:
            self.note(text.strip())

    def action_leave(self) -> None:
        """Save, and back to the bench."""
        self.save()
        super().action_leave()

    def action_earlier(self) -> None:
        """Read all the notes of the group."""
        self.save()
        text = told_notes(self.workshop.creation)
        self.app.push_screen(GlassBox(_("Our notes"), text or _("Nothing is written yet.")))

    def action_ask(self) -> None:
        """Ask the creature."""

        def asked(question: str | None) -> None:
            if question is not None:
                self._answer(short_question(question))

        if not self.studio.journal.read_only:
            self.app.push_screen(
                AskLine(
                    _("Your question to {name}?").format(name=visible(self.workshop.creation.name)),
                    hint=_("Or nothing: it speaks all the same. Its answer is drawn by chance."),
                    most=LONGEST_QUESTION,
                ),
                asked,
            )

    @work(exclusive=True)
    async def _answer(self, question: str) -> None:
        """Let the creature answer."""
        before = set(self.workshop.creation.phrases)
        self.tell(_("The machine is reading the texts…"))
        drawing = self.workshop.make_phrase(question=question)
        try:
            await drawing.wait()
        except WorkerCancelled:  # one asks again, or leaves
            return
        new = [one for key, one in self.workshop.creation.phrases.items() if key not in before]
        if new:
            asked = _("You ask: “{question}”").format(question=question) + "\n" if question else ""
            self.tell(asked + _("It answers: “{sentence}”").format(sentence=new[-1].shown))
            self.workshop.say_phrase(new[-1])
        else:
            self.tell(_("It has nothing to say."))
