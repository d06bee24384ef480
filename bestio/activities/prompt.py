"""What an activity shows and asks, as data: each face draws a prompt in its own way, and none knows the activity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bestio.activities.poll_counts import Comparison
from bestio.activities.signature import describe_left
from bestio.creation.counting import read_bet
from bestio.i18n import _
from bestio.speech.voice import Voice

GO_ON = "go_on"
"""The move that takes the option in hand, or goes on from what has been read."""
STOP = "stop"
"""The move that ends the work that is under way, with what there is by then."""
HEAR = "hear"
"""The move that lets the option in hand be heard."""
LEAVE = "leave"
"""The move that leaves by another key than Escape."""
TOUCHED = "touched"
"""The move of a screen on which what was answered has been changed since."""
ABOVE, BELOW, LESS, MORE = "above", "below", "less", "more"
"""The moves that choose a part that is shared, and change it."""


class Move(Struct, frozen=True):
    """What one may do beside answering: `key` does it on a screen; `label` and `help` are message ids.

    One with `shown` stands in the bar at the bottom; one with `priority` comes before what the part in hand would do.
    `typed`: what lines write for it where a prompt lets them; “…” in it stands for the answer to what it asks, or for
    the number of an option where it is `on_hand`: about the option in hand.
    """

    id: str
    key: str
    label: str
    help: str
    shown: bool = True
    priority: bool = False
    typed: str = ""
    on_hand: bool = False


class Chance(Struct, frozen=True):
    """How probable an answer is (`part`, 0..1), the sides of a die that give it (None: no side), where it was read.

    `changed`: how its face was changed by hand; "" where it was not.
    """

    part: float
    sides: tuple[int, int] | None
    where: str = ""
    changed: str = ""


Mark = Literal["here", "done", "begun", ""]
"""Whether one is at a step, has done it, or has begun it."""


class Leaf(Struct, frozen=True):
    """What is read of a step in hand: title, something small, what to do, what counts as done, and how far it is."""

    title: str
    small: str
    text: str
    goal: str = ""
    count: str = ""


class Option(Struct, frozen=True):
    """One answer to choose. `move` names the move whose key chooses it on a screen; where all do, none is shown.

    `under`: what has been written of it. `heard`: a text and the voice that says it. `chance`: how probable it is.
    `number`, `group`, `mark`, `leaf`: a step's number, the heading it stands under, how far one is, what is read of it.
    """

    label: str
    move: str = ""
    under: str = ""
    heard: tuple[str, Voice] | None = None
    chance: Chance | None = None
    number: str = ""
    group: str = ""
    mark: Mark = ""
    leaf: Leaf | None = None


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
    read. With `stays`, what is in hand already remains so. A choice of one asks whether one is ready.
    `each`: every option is to be answered once; lines take them in turn, and then there is `Activity.enough`.
    `typed`: what lines ask where a move may be written in place of an answer (`Move.typed`).
    """

    question: str
    options: tuple[Option, ...]
    about: str = ""
    hand: int = -1
    stays: bool = False
    each: bool = False
    typed: str = ""


class Outline(Choose, frozen=True, kw_only=True):
    """Steps under headings, each with what is read of it: the one in hand is read beside them."""


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
    """A whole number, `least`..`most`, written in figures with at most so many `letters`."""

    most: int
    letters: int
    least: int = 0

    def refused(self, text: str) -> str:
        """Why a text is no answer; "" where it is one."""
        number = read_bet(text)
        if number is None:
            return _("Write a whole number, in figures.")
        if self.least <= number <= self.most:
            return ""
        return _("Give a number from {least} to {n}.").format(least=self.least, n=self.most)


class Text(Ask, frozen=True, kw_only=True):
    """A line of at most `most` letters, in place of an earlier `value`.

    `anew`: what is typed is not added to the earlier one. `empty`: no words at all are an answer too.
    """

    most: int
    value: str = ""
    anew: bool = False
    empty: bool = False


class Notes(Prompt, frozen=True, kw_only=True):
    """A page to write on, answered by the page as a whole, as often as it changes; lines add to it, once.

    `about`: what to think of, a line each. `value`: what stands on it, at most `most` letters. A `closed` one is read.
    """

    question: str
    about: tuple[str, ...] = ()
    value: str = ""
    most: int
    closed: bool = False


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
        return describe_left({str(place): part for place, part in enumerate(parts)})


class Words(Prompt, frozen=True, kw_only=True):
    """Something to read; `about` is what it is said of, and has been read already."""

    text: str
    about: str = ""


class Curve(Struct, frozen=True):
    """One line of a diagram, drawn with the sign `mark`; it may end before the others."""

    mark: str
    values: tuple[float, ...]


class Curves(Struct, frozen=True):
    """Curves over the same places, from 0 on; with `per_cent`, values are parts, 0..1."""

    title: str
    curves: tuple[Curve, ...]
    per_cent: bool = False


class Row(Struct, frozen=True):
    """A line of a table."""

    label: str
    value: str


class Chart(Prompt, frozen=True, kw_only=True):
    """Something to look at, and what to ask oneself about it: `pairs`, two `columns`, or `rows`.

    `pairs`: answers before and after, side by side. Two diagrams of `curves` stand above the same `labels`, and `text`
    belongs to the one that is `pointed` at; where more are being worked out, there will be `steps` of them at most.
    `rows` stand under a `head` and above their `total`; `text` says the newest of them. `brief`: what lines say of the
    one that is pointed at while more are being worked out; None for `text`.
    """

    question: str = ""
    pairs: tuple[Comparison, ...] = ()
    curves: tuple[Curves, Curves] | None = None
    rows: tuple[Row, ...] = ()
    head: str = ""
    total: str = ""
    labels: tuple[str, ...] = ()
    pointed: int = -1
    text_title: str = ""
    text: str = ""
    brief: str | None = None
    steps: int = 0
