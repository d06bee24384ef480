"""A conversation line by line: a question goes out, an answer comes in from standard input.

Nothing is drawn and nothing is coloured, so that a screen reader, a braille line or a script can follow. A choice is
made by its number. An empty line says no more, `q` leaves at any moment; what was written until then is saved.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence

from bestio.cli.output import say, tell
from bestio.i18n import _, ngettext
from bestio.language.typography import clean
from bestio.text.fold import fold

LEAVING = frozenset({"q", "quitter", "quit"})
LONGEST_LINE = 20_000
PAGE = 60
"""Lines that take everything out of sight."""
_CHUNK = 65_536
LARGEST = 10**9


def whole(text: str, most: int = LARGEST) -> int | None:
    """The whole number 0..`most` that is written in figures; None for anything else, however long it is."""
    if not text.isdecimal() or len(text) > len(str(LARGEST)):  # Python refuses to read some thousands of figures
        return None
    return found if (found := int(text)) <= most else None


class Left(Exception):  # noqa: N818 (somebody has had enough: nothing is wrong)
    """No more answers will come."""


class Talk:
    """Speaks on standard output, or apart from the result where `apart` (for --json)."""

    def __init__(self, *, apart: bool = False) -> None:
        self._say = tell if apart else say
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]

    def say(self, text: str = "") -> None:
        """Say something at once; each line of it makes sense alone."""
        self._say(text)
        sys.stdout.flush()

    def turn_the_page(self) -> None:
        """Let what was said leave the screen, where there is one: the next pupil is not to read it."""
        if sys.stdout.isatty():
            self.say("\n" * PAGE)

    def ask(self, question: str, *, check: Callable[[str], str] | None = None, most: int = LONGEST_LINE) -> str:
        """One line of answer, "" for an empty one; `check` gives the reason to ask again, or "". Raises Left."""
        self.say(question)
        while True:
            answer = self._line()
            if fold(answer) in LEAVING:
                raise Left
            refused = check(answer) if check else ""
            if not refused and len(answer) > most:
                refused = ngettext("At most {n} letter.", "At most {n} letters.", most).format(n=most)
            if not refused:
                return answer
            self.say(refused)

    def choose(self, question: str, options: Sequence[str]) -> int:
        """The place of the chosen option, counted from 0. Raises Left."""
        self.say(question)
        for number, option in enumerate(options, start=1):
            self.say(f"{number}. {option}")
        known = [fold(option) for option in options]

        def check(answer: str) -> str:
            if whole(answer, len(options)) or (answer and fold(answer) in known):
                return ""
            return _("Give a number from 1 to {n}.").format(n=len(options))

        answer = self.ask(_("Your choice, by its number:"), check=check)
        return place - 1 if (place := whole(answer, len(options))) else known.index(fold(answer))

    def agree(self, question: str) -> bool:
        """Whether the answer is yes. Raises Left."""
        return self.choose(question, [_("yes"), _("no")]) == 0

    def page(self, question: str) -> str:
        """Several lines, until an empty one or the end of what is given; "" for none. Raises Left where `q` is said."""
        lines = [self.ask(question)]
        with contextlib.suppress(EOFError):
            while lines[-1] and fold(lines[-1]) not in LEAVING:
                lines.append(self._line(end=EOFError))
        if fold(lines[-1]) in LEAVING:
            raise Left
        return "\n".join(lines).strip()[:LONGEST_LINE]

    def _line(self, end: type[Exception] = Left) -> str:
        """The next line, without what a terminal would obey; raises `end` where there is none."""
        text = sys.stdin.readline(_CHUNK)
        if not text:
            raise end
        rest = text
        while not rest.endswith("\n") and (rest := sys.stdin.readline(_CHUNK)):
            pass  # a line without an end is heard to its end, and only its beginning counts
        return clean(text).strip()
