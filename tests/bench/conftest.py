"""Claims of speed are held only where they are measured: with --benchmark-enable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bestio.persona.slots import SLOTS


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--benchmark-enable"):
        os.environ.pop("TEXTUAL_FPS", None)  # as the program paints, not as the other tests do


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--benchmark-enable"):
        return
    here = __file__.rsplit("conftest", 1)[0]
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.skip(reason="a claim of speed: needs --benchmark-enable"))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A lexicon of 5,000 traits as a teacher would write them."""
    lines = ["bestio: lexicon/1", "id: grand", "title: Le grand lexique", "language: fr", "slots:"]
    for place, (slot, kind) in enumerate(SLOTS.items()):
        lines += [f"  {slot}:", f"    title: {slot}", "    traits:"]
        for number in range(556 if place < 5 else 555):
            lines.append(f"      t{number}:")
            if kind == "noun":
                lines.append(f"        noun: {{lemma: machin{number}, gender: {'mf'[number % 2]}}}")
                lines += ["        adjectives: [rouillé]", "        says: [ploc]", "        keywords: [nuit, lune]"]
            else:
                lines.append(f'        clause: "{{craindre}} l’orage numéro {number} et {{se:cacher}}"')
                lines.append("        keywords: [nuit]")
    path = tmp_path / "grand.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
