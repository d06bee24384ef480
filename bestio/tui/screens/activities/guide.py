"""The guide: the sessions and their activities, what is done, where the group is, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _, ngettext
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.guidance import Guidance
from bestio.tui.screens.help import Help
from bestio.tui.screens.window import Window
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar
from bestio.workshop.progress import Place, Progress

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

COMMANDS = (
    Command("open", "enter", N_("Go there"), N_("Go to the activity in hand, and open what it needs.")),
    Command("next", "n", N_("Next step"), N_("This one is done: on to the next.")),
    Command("time", "h", N_("Time"), N_("Show or hide the time that is left.")),
    Command("other", "p", N_("Other plan"), N_("Follow another plan of the workspace."), shown=False),
    Command("help", "f1", N_("Help"), N_("Explains the guide."), shown=False),
    Command("leave", "escape,f7", N_("Back"), N_("Back to the bench."), always=True),
)
EXPLAINED = N_(
    "On the left, the sessions: ✓ is done, ▶ you are here, … was begun.\n"
    "On the right, what to do, and what counts as done.\n"
    "Enter takes you where it is done. N goes on to the next step.\n"
    "Come back next week: the guide knows where you were."
)


class Guide(Window[Place | None]):
    """Shows the plan; gives the activity to open, or None."""

    BINDINGS = bindings(COMMANDS)

    DEFAULT_CSS = """
    Guide #plan { width: 1fr; height: 1fr; }
    Guide #steps { width: 36; height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    Guide.-narrow #steps { width: 31; }
    Guide #step { width: 1fr; height: 1fr; padding: 0 1; }
    Guide #step:focus { background: $panel; }
    Guide .dialog-title { margin: 0; }
    Guide #said { height: auto; max-height: 3; color: $secondary; }
    """

    def __init__(self, workshop: Workplace, guidance: Guidance) -> None:
        super().__init__()
        self.workshop = workshop
        self.guidance = guidance

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static("", id="sequence", classes="dialog-title", markup=False)
            with Horizontal(id="plan"):
                yield OptionList(id="steps", markup=False)
                with VerticalScroll(id="step", can_focus=True):
                    yield Static("", id="what", markup=False)
            yield Static("", id="said", markup=False)
            yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self._show()
        self.query_one("#steps").focus()
        if self.guidance.problems:
            self._say("\n".join(str(problem) for problem in self.guidance.problems[:2]))
        elif self.progress is not None and not self.guidance.begun:
            self._say(_("Enter begins. The guide will know where you are, next week too."))

    @property
    def commands(self) -> tuple[Command, ...]:
        """What one can do here."""
        return COMMANDS

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def progress(self) -> Progress | None:
        """Where the group is."""
        return self.guidance.progress()

    def _show(self, at: int | None = None) -> None:
        """List the plan, the place `at` in hand (else where the group is)."""
        steps = self.query_one("#steps", OptionList)
        steps.clear_options()
        progress = self.progress
        if progress is None:
            self.query_one("#sequence", Static).update(_("There is no plan"))
            self.query_one("#what", Static).update(
                _("No plan can be read: your teacher finds the reason with “bestio check”.")
            )
            return
        self.query_one("#sequence", Static).update(plain(progress.sequence.title))
        at = (progress.at or 0) if at is None else at
        seance = ""
        for number, place in enumerate(progress.places):
            if place.seance.id != seance:
                seance = place.seance.id
                head = f"{place.number.partition('.')[0]}  {visible(place.seance.title)}"
                steps.add_option(Option(Content.styled(head, "$primary bold"), disabled=True))
            steps.add_option(Option(_line(place), id=str(number)))
            if number == at:
                steps.highlighted = steps.option_count - 1
        self.call_after_refresh(steps.scroll_to_highlight)
        self._tell_step()

    @property
    def place(self) -> Place | None:
        """The activity in hand."""
        steps = self.query_one("#steps", OptionList)
        progress = self.progress
        if progress is None or steps.highlighted is None:
            return None
        number = steps.get_option_at_index(steps.highlighted).id
        return progress.places[int(number)] if number else None

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text, lines=True))

    def _tell_step(self) -> None:
        place, progress = self.place, self.progress
        if place is None or progress is None:
            return
        activity = place.activity
        minutes = ngettext("{n} minute", "{n} minutes", activity.minutes).format(n=activity.minutes)
        left = self.guidance.time_left(progress) if place.here else ""
        parts = [
            Content.styled(visible(activity.title), "bold"),
            Content.styled(
                "  ·  ".join(part for part in (minutes if self.guidance.time_shown else "", left) if part),
                "$text-muted",
            ),
            Content(visible(activity.pupils.strip(), lines=True)),
        ]
        if activity.done_text:
            parts.append(
                Content.assemble(
                    (_("Done when: "), "$secondary bold"), visible(activity.done_text.strip()), _counted(place)
                )
            )
        if place.number.endswith(".1") and place.seance.goal:
            parts.append(Content.styled(visible(place.seance.goal.strip(), lines=True), "italic $text-muted"))
        self.query_one("#what", Static).update(Content("\n\n").join(part for part in parts if part.plain))
        self.query_one("#step", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index == 1:  # the title of the first session stands above
            event.option_list.scroll_home(animate=False)
        self._tell_step()

    # --- commands -----------------------------------------------------------------------------------------------------

    def _reach(self, place: Place) -> bool:
        """Let the group be at an activity; True where it is now, or where one only looks."""
        progress = self.progress
        if progress is None or place.here or self.workshop.studio.journal.read_only:
            return True
        return self.workshop.act(
            lambda: self.workshop.studio.act(
                "step.reach", seance=place.seance.id, activity=place.activity.id, sequence=progress.sequence.id
            )
        )

    def action_open(self) -> None:
        """Go to the activity in hand."""
        place = self.place
        if place is not None and self._reach(place):
            self.dismiss(place)

    def action_next(self) -> None:
        """On to the next step, which is then in hand."""
        progress = self.progress
        if progress is None:
            return
        if progress.next is None:
            self._say(_("That was the last step. Well done!"))
        elif self._reach(progress.next):
            self._say("")
            self._show()

    def action_time(self) -> None:
        """Show or hide the time that is left."""
        self.guidance.time_shown = not self.guidance.time_shown
        self._tell_step()

    def action_other(self) -> None:
        """Follow another plan."""
        if len(self.guidance.sequences) < 2:
            self._say(_("There is only this plan."))
            return
        self.guidance.choose_next()
        self._show()

    def action_help(self) -> None:
        """Explain the guide."""
        self.app.push_screen(Help(_("Guide"), _(EXPLAINED), COMMANDS))

    def action_leave(self) -> None:
        """Back to the bench."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    async def on_command_bar_given(self, event: CommandBar.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)


def _line(place: Place) -> Content:
    mark = "▶" if place.here else "✓" if place.done else "…" if place.reached else " "
    style = "bold" if place.here else "$success" if place.done else "$text-muted"
    return Content.assemble((f"{mark} ", style), visible(place.activity.title))


def _counted(place: Place) -> str:
    if place.done:
        return "  ✓"
    return f"  ({place.count}/{place.needed})" if place.needed > 1 else ""
