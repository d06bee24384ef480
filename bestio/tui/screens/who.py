"""Who is the author? The count over a creation: how its words came, whose they are, what is copied."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from bestio.creation.fold import Creation
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.session.explain import AuthorsWhy, explain_authors
from bestio.session.telling import tell_counted, tell_rows, tell_uncounted
from bestio.text.shorten import shorten
from bestio.tui.screens.dialog import PageWindow
from bestio.tui.text import visible

BAR = 20
LABEL = 34
FILLS = "█▓▒░"


class WhoIsTheAuthor(PageWindow):
    """The count over all the phrases, or over those that are kept where there are some (Space changes over)."""

    BINDINGS = [Binding("enter,a,A", "give_up", show=False), Binding("space", "turn", show=False, priority=True)]
    KEYS = N_("Space: all the phrases or the kept ones. Escape: back")

    def __init__(self, creation: Creation, group: str) -> None:
        super().__init__()
        self.creation, self.group = creation, group
        self.kept = bool(creation.kept)

    def heading(self) -> str:
        return _("Who is the author?")

    def page(self) -> ComposeResult:
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        why = explain_authors(self.creation, self.group, every=not self.kept)
        self.query_one("#count", Static).update(Content("\n").join(lines_about(why)))

    def action_turn(self) -> None:
        """Count all the phrases, or the kept ones."""
        self.kept = not self.kept
        self._show()


def lines_about(why: AuthorsWhy) -> Iterator[Content]:
    """The count, a row with its bar a line."""
    yield Content.styled(visible(tell_counted(why)), "bold")
    for (question, rows), style in zip(tell_rows(why.account), ("$primary", "$accent", "$warning"), strict=False):
        yield Content("")
        yield Content.styled(question, "bold $secondary")
        for number, (label, count, of) in enumerate(rows):
            yield _row(label, count, of, number, style)
    yield Content("")
    for line in tell_uncounted(why.account):
        yield Content.styled(line, "$text-muted")


def _row(label: str, count: int, total: int, number: int, style: str) -> Content:
    part = count / total if total else 0.0
    full = max(1, round(part * BAR)) if count else 0
    name = shorten(visible(label), LABEL - 1)
    return Content.assemble(
        f"{name:<{LABEL}}",
        (FILLS[number % len(FILLS)] * full, style),
        ("·" * (BAR - full), "$border-blurred"),
        f" {percent(part):>6} ({count})",
    )
