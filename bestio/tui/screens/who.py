"""Who is the author? The count over a creation: how its words came, whose they are, what is copied."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import _, ngettext
from bestio.language.typography import percent
from bestio.tui.screens.window import Window
from bestio.tui.text import visible
from bestio.workshop.attribution import told_account
from bestio.workshop.authors import Account, account_of
from bestio.workshop.creation import Creation

BAR = 20
LABEL = 34
FILLS = "█▓▒░"


class WhoIsTheAuthor(Window[None]):
    """The count over all the phrases, or over those that are kept where there are some (Space changes over)."""

    BINDINGS = [Binding("escape,enter,a,A", "leave", show=False), Binding("space", "turn", show=False, priority=True)]

    def __init__(self, creation: Creation, group: str) -> None:
        super().__init__()
        self.creation, self.group = creation, group
        self.kept = bool(creation.kept)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(_("Who is the author?"), classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=True):
                yield Static("", id="count", markup=False)
            yield Static(_("Space: all the phrases or the kept ones. Escape: back"), classes="keys", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        phrases = self.creation.kept_phrases if self.kept else tuple(self.creation.phrases.values())
        account = account_of(phrases, self.group)
        self.query_one("#count", Static).update(Content("\n").join(_lines(account, kept=self.kept)))

    def action_turn(self) -> None:
        """Count all the phrases, or the kept ones."""
        self.kept = not self.kept
        self._show()

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _lines(account: Account, *, kept: bool) -> Iterator[Content]:
    tally, words = account.tally, account.words
    if kept:
        head = ngettext("{n} kept phrase", "{n} kept phrases", tally.phrases).format(n=tally.phrases)
    else:
        head = ngettext("{n} phrase in all", "{n} phrases in all", tally.phrases).format(n=tally.phrases)
    yield Content.styled(head + ", " + ngettext("{n} word", "{n} words", words).format(n=words), "bold")
    if not words:
        yield Content(_("There is nothing to count yet."))
        return
    yield Content("")
    yield Content.styled(_("How did the words come?"), "bold $secondary")
    came = [(label, count) for label, count in told_account(account) if count]
    for number, (label, count) in enumerate(came):
        yield _row(label, count, words, number, "$primary")
    yield Content("")
    yield Content.styled(_("Who had written them?"), "bold $secondary")
    for number, (author, count) in enumerate(tally.authors.items()):
        yield _row(author, count, sum(tally.authors.values()), number, "$accent")
    yield Content("")
    yield Content.styled(_("And also:"), "bold $secondary")
    yield _row(_("words copied at length"), tally.copied, words, 0, "$warning")
    if tally.edited:
        changed = ngettext("{n} phrase changed by hand", "{n} phrases changed by hand", tally.edited)
        yield Content(changed.format(n=tally.edited))
    yield Content("")
    uncounted = _("Words are counted. Who chose, threw away, put in order? Nobody counts that.")
    yield Content.styled(uncounted, "$text-muted")


def _row(label: str, count: int, total: int, number: int, style: str) -> Content:
    part = count / total if total else 0.0
    full = max(1, round(part * BAR)) if count else 0
    name = visible(label)
    name = name if len(name) < LABEL else name[: LABEL - 2] + "…"
    return Content.assemble(
        f"{name:<{LABEL}}",
        (FILLS[number % len(FILLS)] * full, style),
        ("·" * (BAR - full), "$border-blurred"),
        f" {percent(part):>6} ({count})",
    )
