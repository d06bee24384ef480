"""No file of the app is in an import circle: a bench does not know the screen that holds it, nor a screen the app."""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter

import grimp


@cache
def imports() -> dict[str, set[str]]:
    """Each file of the app, and those that it imports; where types alone are checked, too."""
    graph = grimp.build_graph("bestio")
    files = {name for name in graph.modules if name.startswith("bestio.tui")}
    return {name: graph.find_modules_directly_imported_by(name) & files for name in files}


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """The files of a circle, each of which is imported by the next; none where there is no circle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def test_no_file_is_in_an_import_circle() -> None:
    assert circle_in(imports()) == []


def test_a_circle_would_be_seen() -> None:
    bench, screen = "bestio.tui.benches.bench", "bestio.tui.screens.workshop"
    assert screen not in imports()[bench]
    assert set(circle_in({**imports(), bench: {*imports()[bench], screen}})) >= {bench, screen}
