"""The table of all acts, made of their declarations. To write it anew: python -m tests.acts_table"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bestio.i18n import _
from bestio.session.actions.action import BENCHES, Action
from bestio.session.actions.register import ACTIONS
from bestio.session.keys import name_of

PAGE = Path(__file__).parents[1] / "workshops" / "ACTES.md"
HEAD = """# Tout ce qu’on peut faire à une création

Chaque acte se fait de deux façons : dans l’application, par une touche ; ou en une ligne, `bestio act GROUPE VERBE …`,
pour un lecteur d’écran, un script, ou pour aller vite. Le journal du groupe dit la même chose dans les deux cas.
`bestio act GROUPE aide VERBE` en dit plus.

| en une ligne | ce que ça fait | dans l’application |
| --- | --- | --- |
"""


def page() -> str:
    return HEAD + "".join(f"| {' | '.join(cells)} |\n" for cells in rows())


def rows() -> Iterator[tuple[str, str, str]]:
    for action in ACTIONS:
        usage = f"{action.verb} {action.usage}".rstrip().replace("|", "\\|")
        yield f"`{usage}`", _(action.help).replace("|", "\\|"), " ; ".join(keys(action)) or "–"


def keys(action: Action) -> Iterator[str]:
    for key in action.keys:
        bench = _(BENCHES[key.bench]) + ", " if key.bench else ""
        yield f"{bench}{name_of(key.key.split(',')[0])} ({_(key.label)})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
