"""What one can do while a creation is seen again, and how that is explained."""

from __future__ import annotations

from bestio.i18n import N_
from bestio.tui.commands import Command

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
    "Here a creation is seen again as it was made: every draw, every choice, every hesitation. Nothing is changed.\n"
    "Space plays and holds. ← → go one act back or on, N and P jump from mark to mark, + and - change the speed.\n"
    "G asks the audience before each draw: ↑ ↓ to bet, Space to see. Does chance do what one expects?\n"
    "The lines are said with the voice that the creature had then. X: in silence.\n"
    "Long pauses are shortened. S keeps one session only. F6 tells who wrote what."
)
