"""One command declared once: its key, its place in the bar at the bottom, in the palette and in the help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from bestio.i18n import _

KEY_NAMES = {
    "space": "Espace", "enter": "Entrée", "escape": "Échap", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "plus": "+", "minus": "-", "question_mark": "?", "delete": "Suppr", "tab": "Tab",
    "backspace": "Retour arrière", "pageup": "Page haut", "pagedown": "Page bas", "home": "Début", "end": "Fin",
}  # fmt: skip


@dataclass(frozen=True)
class Command:
    """Something that a person can do here: `id` names the action, `key` does it, `label` and `help` tell it.

    `label` and `help` are message ids. A command with `shown` stands in the bar where there is room, with `always` even
    where there is little, with `soon` before all others but the first; all stand in the palette and the help.
    `priority`: the key works even where text is written.
    """

    id: str
    key: str
    label: str
    help: str
    shown: bool = True
    always: bool = False
    priority: bool = False
    soon: bool = False

    @property
    def action(self) -> str:
        """The action that Textual runs."""
        return self.id

    @property
    def key_name(self) -> str:
        """The first key as it is written on a French keyboard."""
        return name_of(self.key.split(",", 1)[0])


def name_of(key: str) -> str:
    """A key's name as it is written on a French keyboard: `ctrl+z` → `Ctrl+Z`."""
    parts = key.split("+") if len(key) > 1 else [key]
    return "+".join(KEY_NAMES.get(part, part.upper() if len(part) == 1 else part.capitalize()) for part in parts)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for commands; a letter is bound in both cases, for the keyboards whose caps lock is on."""
    return [
        Binding(_both_cases(command.key), command.action, _(command.label), show=False, priority=command.priority)
        for command in commands
    ]


def _both_cases(keys: str) -> str:
    each = keys.split(",")
    return ",".join([*each, *(key.upper() for key in each if len(key) == 1 and key.isalpha())])
