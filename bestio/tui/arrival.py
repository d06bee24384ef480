"""What is pressed before the first place stands there: it waits for the list of home, for which it was meant."""

from __future__ import annotations

from textual.events import InputEvent, Key

MOVES = frozenset({"up", "down", "home", "end", "pageup", "pagedown"})
"""Keys that lead nowhere else: all of them are obeyed, and one more key."""
AT_ONCE = frozenset({"ctrl+q", "ctrl+c", "q"})
"""Keys that wait for nothing."""


class Arrival:
    """Holds the keys that come before there is anything to obey them; clicks hit nothing and are forgotten."""

    def __init__(self) -> None:
        self.over = False
        self._waiting: list[Key] = []

    def holds(self, event: InputEvent) -> bool:
        """Whether an event is kept, or forgotten, rather than obeyed now."""
        if self.over or (isinstance(event, Key) and event.key in AT_ONCE):
            return False
        if isinstance(event, Key):
            self._waiting.append(event)
        return True

    def end(self, *, at_home: bool) -> list[Key]:
        """The keys to obey now that home stands there; none where one went straight elsewhere.

        Of those that lead somewhere the first one: who pressed Enter three times meant it once.
        """
        self.over = True
        obeyed: list[Key] = []
        for key in self._waiting if at_home else ():
            obeyed.append(key)
            if key.key not in MOVES:
                break
        self._waiting.clear()
        return obeyed
