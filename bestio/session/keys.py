"""Keys as they are written on a French keyboard."""

from __future__ import annotations

KEY_NAMES = {
    "space": "Espace", "enter": "Entrée", "escape": "Échap", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "plus": "+", "minus": "-", "question_mark": "?", "delete": "Suppr", "tab": "Tab",
    "backspace": "Retour arrière", "pageup": "Page haut", "pagedown": "Page bas", "home": "Début", "end": "Fin",
}  # fmt: skip


def name_of(key: str) -> str:
    """A key's name as it is written on a French keyboard: `ctrl+z` → `Ctrl+Z`."""
    parts = key.split("+") if len(key) > 1 else [key]
    return "+".join(KEY_NAMES.get(part, part.upper() if len(part) == 1 else part.capitalize()) for part in parts)
