"""One command declared once: its key, its place in the bar at the bottom, in the palette and in the help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from bestio.i18n import N_, _
from bestio.session.keys import name_of

if TYPE_CHECKING:
    from bestio.session.actions.action import Action


@dataclass(frozen=True)
class Command:
    """Something that a person can do here: `id` names the action, `key` does it, `label` and `help` tell it.

    `label` and `help` are message ids. A command with `shown` stands in the bar where there is room, with `always` even
    where there is little, with `soon` before all others but the first; all stand in the palette and the help.
    `priority`: the key works even where text is written. `acts`: what it does to a creation, made of its declaration;
    of two, as it is now. A command of the screen alone has none.
    """

    id: str
    key: str
    label: str
    help: str
    shown: bool = True
    always: bool = False
    priority: bool = False
    soon: bool = False
    acts: tuple[Action, ...] = ()

    @property
    def action(self) -> str:
        """The action that Textual runs."""
        return self.id

    @property
    def key_name(self) -> str:
        """The first key as it is written on a French keyboard."""
        return name_of(self.key.split(",", 1)[0])


LARGE = Command(
    "large", "z", N_("Large"), N_("Large letters and a tall creature, for an audience; again: back."), shown=False
)
"""A command of the screens alone, where something is said before an audience."""

READ = Command(
    "read_aloud", "l,f9", N_("Aloud"), N_("Reads this screen aloud, word by word; again: silence."), shown=False
)
READ_BY_F9 = replace(READ, key="f9")
"""The same where L does something else."""

WORDS = Command("words", "f10", N_("Words"), N_("The words that stand here, explained; then the others."), shown=False)


def commands_of(bench: str) -> dict[str, Command]:
    """What the acts on a creation have as keys of a bench ("": of all of them), by id and in their order."""
    from bestio.session.actions.register import ACTIONS  # noqa: PLC0415 (it costs time that the first screen has not)

    found: dict[str, Command] = {}
    for action in ACTIONS:
        for key in action.keys:
            if key.bench == bench:
                acts = (*(found[key.id].acts if key.id in found else ()), action)
                found[key.id] = Command(
                    key.id, key.key, key.label, key.help or action.help,
                    shown=key.shown, always=key.always, soon=key.soon, acts=acts,
                )  # fmt: skip
    return found


def arranged(bench: str, *order: str | Command) -> tuple[Command, ...]:
    """The commands of a bench: those of the acts, by the ids of their keys, and those of the screen alone.

    Several ids stand in one string, with spaces between them. An act that is not named comes last.
    """
    acts = commands_of(bench)
    found: list[Command] = []
    for part in order:
        found += [acts.pop(key) for key in part.split()] if isinstance(part, str) else [part]
    return (*found, *acts.values())


def free_of(command: Command, others: Iterable[Command]) -> Command:
    """A command without the keys that do something else here."""
    taken = {key for other in others for key in other.key.split(",")}
    return replace(command, key=",".join(key for key in command.key.split(",") if key not in taken))


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for commands; a letter is bound in both cases, for the keyboards whose caps lock is on."""
    return [
        Binding(_both_cases(command.key), command.action, _(command.label), show=False, priority=command.priority)
        for command in commands
    ]


def _both_cases(keys: str) -> str:
    each = keys.split(",")
    return ",".join([*each, *(key.upper() for key in each if len(key) == 1 and key.isalpha())])
