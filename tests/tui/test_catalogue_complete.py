"""Every text for people has its French, wherever in the code it stands (inside an f-string too)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bestio
from bestio.i18n import catalogue

MARKS = {"_", "N_", "ngettext"}


def ids() -> Iterator[tuple[str, str]]:
    """Every message id of the code, with where it stands."""
    for path in sorted(Path(bestio.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS):
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield f"{path.name}:{node.lineno}", first.value


def test_every_text_has_its_french() -> None:
    found = list(ids())
    known = {key if isinstance(key, str) else key[0] for key in catalogue("fr")._catalog}  # type: ignore[attr-defined]
    assert len(found) > 1000
    assert [(where, text) for where, text in found if text not in known] == []
