"""What an activity shows and asks, as data: each face draws a prompt in its own way, and none knows the activity."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bestio.i18n import _
from bestio.workshop.counting import read_bet
from bestio.workshop.polls import Comparison
from bestio.workshop.signing import told_left

GO_ON = "go_on"
"""The move that takes the option in hand, or goes on from what has been read."""
STOP = "stop"
"""The move that ends the work that is under way, with what there is by then."""
TOUCHED = "touched"
"""The move of a screen on which what was answered has been changed since."""
ABOVE, BELOW, LESS, MORE = "above", "below", "less", "more"
"""The moves that choose a part that is shared, and change it."""


class Move(Struct, frozen=True):
    """What one may do beside answering: `key` does it on a screen; `label` and `help` are message ids.

    One with `shown` stands in the bar at the bottom; one with `priority` comes before what the part in hand would do.
    """

    id: str
    key: str
    label: str
    help: str
    shown: bool = True
    priority: bool = False


class Option(Struct, frozen=True):
    """One answer to choose. `move` names the move whose key chooses it on a screen; where all do, none is shown."""

    label: str
    move: str = ""


class Lack(Struct, frozen=True):
    """Why an activity cannot be done yet, and what to write, as a line, before it can."""

    message: str
    hint: str


class Prompt(Struct, frozen=True, kw_only=True):
    """What every prompt may say beside what it asks."""

    title: str = ""
    """Where one is (“3/10”)."""
    said: str = ""
    """What came of the last answer."""
    shown: str = ""
    """What the last answer has revealed."""
    keys: str = ""
    """What a screen says at the bottom in place of the question, as it names keys."""
    lines: str = ""
    """What only lines say."""
    again: str = ""
    """From the second time on, lines ask with it whether there is to be another round; on a screen one leaves."""
    private: bool = False
    """What was said before is not for who answers next."""
    leaving: str = ""
    """What is told to who stops here."""
    working: bool = False
    """Nothing is asked: work is under way."""
    last: bool = False
    """Nothing more is asked."""
    lack: Lack | None = None
    """Why nothing can be asked or worked out, for now."""


class Choose(Prompt, frozen=True, kw_only=True):
    """One of `options`, answered by its place from 0; `about` is what it is asked of.

    `hand`: the option in hand when it comes. With -1 a second Enter, pressed too soon, answers nothing that nobody has
    read. A choice of one asks whether one is ready.
    """

    question: str
    options: tuple[Option, ...]
    about: str = ""
    hand: int = -1


class Ask(Prompt, frozen=True, kw_only=True):
    """Something to write. `about`: what it is asked of; `hint`: how to answer.

    `behind`: what a screen shows meanwhile, if it is not what was there; `opened`: whether it asks at once, or only
    when one wants to answer. Lines ask in any case.
    """

    question: str
    about: str = ""
    hint: str = ""
    behind: Prompt | None = None
    opened: bool = True


class Number(Ask, frozen=True, kw_only=True):
    """A whole number, 0..`most`, written in figures with at most so many `letters`."""

    most: int
    letters: int

    def refused(self, text: str) -> str:
        """Why a text is no answer; "" where it is one."""
        number = read_bet(text)
        if number is None:
            return _("Write a whole number, in figures.")
        return "" if number <= self.most else _("Give a number from 0 to {n}.").format(n=self.most)


class Text(Ask, frozen=True, kw_only=True):
    """A line of at most `most` letters, in place of an earlier `value`."""

    most: int
    value: str = ""


class Share(Prompt, frozen=True, kw_only=True):
    """A hundred points to share: the part of each label, by steps of `step`; answered by the parts, a blank between.

    `beside`: what the program counts for each (0..1), once that is to be seen, and `text` about it.
    """

    labels: tuple[str, ...]
    parts: tuple[int, ...]
    step: int
    beside: tuple[float, ...] = ()
    text: str = ""

    def left(self, parts: Sequence[int]) -> str:
        """What is still wrong with these parts, in words; "" where they can be compared."""
        if self.lack is not None:
            return self.keys
        return told_left({str(place): part for place, part in enumerate(parts)})


class Words(Prompt, frozen=True, kw_only=True):
    """Something to read; `about` is what it is said of, and has been read already."""

    text: str
    about: str = ""


class Columns(Struct, frozen=True):
    """A column a value; with `per_cent`, values are parts, 0..1."""

    title: str
    values: tuple[float, ...]
    per_cent: bool = False


class Row(Struct, frozen=True):
    """A line of a table."""

    label: str
    value: str


class Chart(Prompt, frozen=True, kw_only=True):
    """Something to look at, and what to ask oneself about it: `pairs`, two `columns`, or `rows`.

    `pairs`: answers before and after, side by side. `columns` stand above the same `labels`, and `text` belongs to the
    one that is `pointed` at; where more are being worked out, there will be `steps` of them at most.
    `rows` stand under a `head` and above their `total`; `text` says the newest of them.
    """

    question: str = ""
    pairs: tuple[Comparison, ...] = ()
    columns: tuple[Columns, Columns] | None = None
    rows: tuple[Row, ...] = ()
    head: str = ""
    total: str = ""
    labels: tuple[str, ...] = ()
    pointed: int = -1
    text_title: str = ""
    text: str = ""
    steps: int = 0
