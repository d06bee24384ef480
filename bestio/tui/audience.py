"""The audience of a replay, which is asked before each draw what will come."""

from __future__ import annotations

from dataclasses import replace

from bestio.creation.replay import Replay
from bestio.tui.replay_view import Asked


class Audience:
    """What is asked of the audience, and how often its bets were right."""

    def __init__(self) -> None:
        self.on = False
        self.right = 0
        self.bets = 0
        self._asked: list[Asked] = []
        self._done = -1  # the position before which everything has been asked

    @property
    def question(self) -> Asked | None:
        """The question of the moment."""
        return self._asked[0] if self._asked else None

    def ask(self, replay: Replay) -> bool:
        """Ask about the next act; whether there is something to ask that has not been."""
        if self.on and self._done != replay.position:
            self._asked = [Asked(guess) for guess in replay.guesses()]
        return bool(self._asked)

    def bet(self, by: int) -> None:
        """Bet on another answer, `by` places on."""
        asked = self.question
        if asked is None or asked.shown or not asked.guess.options:
            return
        count = len(asked.guess.options)
        bet = (asked.bet + by) % count if asked.bet is not None else 0 if by > 0 else count - 1
        self._asked[0] = replace(asked, bet=bet)

    def answer(self, position: int) -> bool:
        """Show the answer, or where it is shown go on; whether what was asked about may happen now."""
        asked = self.question
        if asked is None:
            return True
        if not asked.shown:
            self._asked[0] = replace(asked, shown=True)
            if asked.right is not None:
                self.bets += 1
                self.right += asked.right
            return False
        self._asked.pop(0)
        if not self._asked:
            self._done = position
        return not self._asked

    def leave(self) -> None:
        """Ask nothing any more about this moment; it may be asked about again."""
        self._asked = []
        self._done = -1
