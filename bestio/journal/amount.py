"""How much there is to read in a journal, counted before it is read, and how much may be.

What a file of some megabytes costs to read depends on what is in it: ten million empty lists take seconds, and the
memory of the whole machine. Counting signs takes some hundredths of a second, whatever they mean.
"""

from __future__ import annotations

from msgspec import Struct

from bestio.i18n import _

MAX_EVENTS = 40_000
"""Events in the longest journal that is opened, or written: two hundred on each day of a school year."""
MAX_LINES = 200_000
"""Lines of a journal, of which an event that was laid out by hand may take several."""
MAX_VALUES = 1_000_000
"""Values in the largest journal that is opened, or written: some 5,000 phrases with all their steps."""

_NO_SIGNS = bytes(set(range(256)) - set(b",[{\n"))


class Amount(Struct, frozen=True):
    """How many events, lines and values there are at most in some bytes of a journal."""

    events: int = 0
    lines: int = 0
    values: int = 0

    @classmethod
    def of(cls, data: bytes) -> Amount:
        """What `data` holds. Each value but the first of a list or a mapping comes after a comma."""
        events = data.count(b"\n---") + data.startswith(b"---")
        signs = data.translate(None, _NO_SIGNS)
        lines = signs.count(b"\n")
        return cls(events, lines, len(signs) - lines)

    @classmethod
    def of_lines(cls, data: bytes, longest: int) -> Amount:
        """What `data` holds in lines of at most `longest` bytes."""
        total, start = cls(), 0
        while start < len(data):
            end = data.find(b"\n", start) + 1 or len(data)
            if end - start <= longest:
                total = total.plus(cls.of(data[start:end]))
            start = end
        return total

    def plus(self, other: Amount) -> Amount:
        """Both together."""
        return Amount(self.events + other.events, self.lines + other.lines, self.values + other.values)

    def too_much(self) -> str:
        """Why a journal of this amount is not opened, nor written; "" where it is."""
        if self.events > MAX_EVENTS + 1:  # the first line is no event, but is counted as one
            return _("The journal is too long (more than {n} events).").format(n=MAX_EVENTS)
        if self.lines > MAX_LINES:
            return _("The journal is too long (more than {n} lines).").format(n=MAX_LINES)
        if self.values > MAX_VALUES:
            return _("The journal is too long (more than {n} values).").format(n=MAX_VALUES)
        return ""
