"""An act on a creation, declared once: what it is called, what it needs, what it does, and the keys that do it.

A screen makes bindings, the bar, the palette and F1 of it; `bestio act` makes a verb with its help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from bestio.creation.events import Event
from bestio.errors import BestioError
from bestio.i18n import N_, _

if TYPE_CHECKING:
    from bestio.session.changes import Changes
    from bestio.session.session import Session

Words = tuple[str, ...]
Kind = Literal[
    "slot", "trait", "phrase", "text", "voice", "effect", "lexicon", "creation", "activity", "file", "number", "switch",
    "settings", "word", "words",
]  # fmt: skip
"""What a parameter is of: a name of something in the creation or the workspace, a value, or words of one's own."""
BENCHES = {"creature": N_("Creature"), "phrases": N_("Phrases"), "voice": N_("Voice"), "stage": N_("Stage")}
"""What the benches of the app are called (message ids)."""
BENCH_KEYS = {"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}
"""The key that leads to each bench."""


class NotNow(BestioError):  # noqa: N818 (it is no error)
    """Something cannot be done as things are; nothing is wrong, and nothing has changed."""


@dataclass(frozen=True)
class Result:
    """What came of an act.

    `told` is one short sentence for both faces; `lines` and `data` are what a line tells besides, as text and as data.
    `heard`: what happened has been told already, so that captions would say it twice. `Session.perform` adds the events
    that happened, and which parts of the creation they changed.
    """

    lines: tuple[str, ...] = ()
    data: Any = None
    heard: bool = False
    told: str = ""
    events: Sequence[Event] = ()
    changes: Changes = frozenset()


@dataclass(frozen=True)
class Parameter:
    """One thing that an act needs: `name` is the argument of its function, `usage` what a line calls it (message id).

    `read` finds what words mean, or raises UsageError; without it, the face reads it. `kind` is what it is of, `help`
    says it (message id), `default` what comes of leaving it out (message id; "" where that asks, or does nothing), and
    `choices` gives all that it may be, where that is known without a creation. `rest`: all words that follow.
    """

    name: str
    usage: str
    read: Callable[[Session, Words], Any] | None
    kind: Kind
    help: str
    default: str = ""
    choices: Callable[[], Iterable[str]] | None = None
    required: bool = True
    rest: bool = False

    def may(self, default: str = "") -> Parameter:
        """The same, where it may be left out: what comes of that (message id)."""
        return replace(self, required=False, default=default)

    @property
    def shown(self) -> str:
        """How a line is told to give it: `SLOT`, `[NAME…]`."""
        told = _(self.usage) + ("…" if self.rest else "")
        return told if self.required else f"[{told}]"


@dataclass(frozen=True)
class Key:
    """A key of a bench (or, without one, of every bench) that does an act; two acts with one key are its two sides.

    The screen has the method `action_<id>`, which finds out what the act needs: what is in hand there, or is asked for.
    `label` and `help` are message ids; without a `help`, it is the act's. `shown`, `always`, `soon`: its place in the
    bar, see `tui.commands.Command`.
    """

    id: str
    key: str
    label: str
    help: str = ""
    bench: str = ""
    shown: bool = True
    always: bool = False
    soon: bool = False


@dataclass(frozen=True)
class Action:
    """One act: `id` is its verb in English, `verb` in French; `help` says what it does (message id).

    `run` does it to a session; without it each face does it in its own way: it speaks, asks, or writes a file.
    `looks`: it changes nothing; `lists`: without a word it only lists what there is. `enabled` says of a key with two
    sides which of them it has now.
    """

    id: str
    verb: str
    help: str
    parameters: tuple[Parameter, ...] = ()
    keys: tuple[Key, ...] = ()
    run: Callable[..., Result] | None = None
    looks: bool = False
    lists: bool = False
    enabled: Callable[..., bool] | None = None

    @property
    def usage(self) -> str:
        """What follows the verb, in the language of the interface."""
        return " ".join(parameter.shown for parameter in self.parameters)

    def only_looks(self, words: Words) -> bool:
        """Whether it changes nothing when it is given `words`."""
        return self.looks or (self.lists and not words)

    def __call__(self, function: Callable[..., Result]) -> Action:
        """The same act, done by `function`: an Action decorates what does it."""
        return replace(self, run=function)
