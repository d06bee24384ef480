"""What one can do while a creation is seen again, and how that is explained."""

from __future__ import annotations

from bestio.i18n import N_
from bestio.tui.commands import LARGE, READ, WORDS, Command

COMMANDS = (
    Command("play", "space", N_("Play"), N_("Play, or hold. Before a draw: shows the answer, then goes on.")),
    Command("forward", "right", N_("One act on"), N_("One act forward."), shown=False),
    Command("back", "left", N_("One act back"), N_("Back to before the last act."), shown=False),
    Command("next_mark", "n,pagedown", N_("Next mark"), N_("Jump to the next mark: a lock, a kept phrase, a voice…")),
    Command("previous_mark", "p,pageup", N_("Mark before"), N_("Jump to the mark before."), shown=False),
    Command("guess", "g", N_("Guess first"), N_("Before each draw, the audience is asked what will come.")),
    Command("slower", "minus", N_("Slower"), N_("Play more slowly."), shown=False),
    Command(
        "faster",
        "plus,equals_sign",
        N_("Faster"),
        N_("Play faster. Above ×2, the lines are not said aloud."),
        shown=False,
    ),
    Command("sound", "x", N_("Sound"), N_("Lines said aloud, or shown in silence.")),
    LARGE,
    READ,
    WORDS,
    Command(
        "export",
        "e",
        N_("Export"),
        N_("Writes it into a file: what is heard, what a terminal shows, the sheet of who presents it."),
        shown=False,
    ),
    Command("session", "s", N_("Session"), N_("The whole creation, or one session only."), shown=False),
    Command("bet(-1)", "up", N_("Bet above"), N_("Bet on the answer above."), shown=False),
    Command("bet(1)", "down", N_("Bet below"), N_("Bet on the answer below."), shown=False),
    Command("first", "d,home", N_("Beginning"), N_("Back to the beginning."), shown=False),
    Command("last", "f,end", N_("End"), N_("To the end."), shown=False),
    Command(
        "why", "f6,question_mark", N_("Why?"), N_("The glass box: what the machine did here, and why."), always=True
    ),
    Command("help", "f1", N_("Help"), N_("Explains this screen."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to where one was."), always=True),
)
EXPLAINED = N_(
    "See a creation again: every draw, every choice. Nothing is changed.\n"
    "Space: play or hold. ← →: one act. N, P: from mark to mark.\n"
    "G lets the audience bet before each draw (↑ ↓, then Space).\n"
    "It speaks in its voice of then. X: in silence. Z: large.\n"
    "Long pauses are cut short. S: one session. F6: who wrote what."
)
