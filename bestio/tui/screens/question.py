"""What the creature is to be asked: one of the questions that the plan has ready, or another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.content import Content

from bestio.activities.ways import LONGEST_QUESTION
from bestio.i18n import _
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.dialog import PickOne
from bestio.tui.text import visible

OTHER = "other"


def ask_for_question(app: App[Any], name: str, ready: Sequence[str], asked: Callable[[str], object]) -> None:
    """Ask for the question to the creature `name`; `asked` gets it, unless that is given up."""
    heading = _("Your question to {name}?").format(name=name)

    def written(question: str | None) -> None:
        if question is not None:
            asked(question)

    def write() -> None:
        hint = _("It understands nothing: it catches on to a word that it knows.")
        app.push_screen(AskLine(heading, hint=hint, most=LONGEST_QUESTION), written)

    def chosen(place: str | None) -> None:
        if place == OTHER:
            write()
        elif place is not None:
            asked(ready[int(place)])

    if not ready:
        write()
        return
    options = [(str(place), Content(visible(one))) for place, one in enumerate(ready)]
    app.push_screen(PickOne(heading, [*options, (OTHER, Content(_("Another question…")))]), chosen)
