"""What is said in French fits in its place, says one thing with one word, and holds no English."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from rich.cells import cell_len

import bestio.tui
from bestio import i18n
from bestio.i18n import _
from bestio.tui.commands import Command
from bestio.tui.screens.workshop import WorkshopScreen

TIP = 76  # cells: a screen of 80, its margins, and a breath
LABEL = 12
TITLE = 60
ENTRY = 12  # what a placeholder of a title is counted for

TUI = Path(bestio.tui.__file__).parent
FRENCH = Path(i18n.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "bestio.po"
ENGLISH = (
    r"the|and|with|your|you|is|are|file|press|click|keys?|save|undo|loading|back|home|next|words?|wheels?|enter|escape"
)
# A word that was given up for another: one thing has one name.
GIVEN_UP = {
    r"verrou\w*|déverrou\w*": "garder, lâcher",
    r"bancs?": "établi",
    r"emplacements?": "roue",
    r"sessions?": "séance, or moment of a replay",
    r"items?|slots?|tokens?": "roue, mot",
    r"utilisat\w+": "group, pupil, teacher",
}


def commands() -> Iterator[Command]:
    for module in pkgutil.walk_packages(bestio.tui.__path__, "bestio.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            held = value if isinstance(value, tuple | list) else (value,)
            yield from (one for one in held if isinstance(one, Command))


def marked(node: ast.AST) -> Iterator[str]:
    """The message ids inside a piece of code."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "N_"}:
            yield from (arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


@cache
def calls() -> tuple[tuple[ast.FunctionDef | ast.Call, ...], ...]:
    """The functions and calls of each file of the interface, which are read once."""
    kinds = ast.FunctionDef | ast.Call
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(TUI.rglob("*.py")))
    return tuple(tuple(node for node in ast.walk(tree) if isinstance(node, kinds)) for tree in trees)


def tips() -> set[str]:
    """What the line above the commands may say: what to do next, and what a bench tells."""
    found: set[str] = set()
    for nodes in calls():
        for node in nodes:
            if isinstance(node, ast.FunctionDef) and node.name == "next_thing":
                found |= set(marked(node))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tell":
                found |= {text for text in marked(node) if "{" not in text}
    return found


def titles() -> set[str]:
    """The titles of the small windows."""
    found: set[str] = set()
    for nodes in calls():
        for node in nodes:
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            classes = [key.value for key in node.keywords if key.arg == "classes"]
            titled = any(isinstance(value, ast.Constant) and value.value == "dialog-title" for value in classes)
            if name in {"AskLine", "AskYes"} or (name == "Static" and titled):
                found |= set(marked(node.args[0]))
    return found


def french() -> Iterator[str]:
    with FRENCH.open("rb") as stream:
        for message in read_po(stream, locale="fr"):
            if message.id and message.string:
                yield from (message.string,) if isinstance(message.string, str) else message.string


def prose(text: str) -> str:
    """The text without what is not French in it: placeholders, code, and what is quoted from a file or a command."""
    return re.sub(r"`[^`]*`|\{[^}]*\}|<[^>]*>|«[^»]*»|\([a-z]+\)|--\w+|\w+[:=]\S*|bestio [a-z]+", " ", text)


def test_each_tip_stands_on_one_line() -> None:
    assert [_(tip) for tip in tips() if cell_len(_(tip)) > TIP] == []


def test_each_label_is_short() -> None:
    labels = {command.label for command in commands()}
    assert len(labels) > 50
    assert [_(label) for label in labels if cell_len(_(label)) > LABEL] == []


def test_each_title_stands_on_one_line() -> None:
    filled = [re.sub(r"\{\w+\}", "x" * ENTRY, _(title)) for title in titles()]
    assert [title for title in filled if cell_len(title) > TITLE] == []


def test_there_is_something_to_measure() -> None:
    assert len(tips()) > 15
    assert len(titles()) > 15


def test_no_english_is_left() -> None:
    wrong = [text for text in french() if re.search(rf"\b(?:{ENGLISH})\b", prose(text), re.IGNORECASE)]
    assert wrong == []


@pytest.mark.parametrize(("given_up", "instead"), GIVEN_UP.items())
def test_one_thing_has_one_name(given_up: str, instead: str) -> None:
    wrong = [text for text in french() if re.search(rf"\b(?:{given_up})\b", prose(text), re.IGNORECASE)]
    assert wrong == [], instead


@pytest.mark.slow
async def test_the_tips_stand_on_one_line_on_each_bench(opened: Callable[..., Any]) -> None:
    seen: set[str] = set()

    async with opened((80, 24)) as hand:
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")

        async def look() -> None:
            await hand.pilot.pause(0.1)
            tip = hand.app.screen.query_one("#tip")
            assert tip.size.height == 1, str(tip.content)
            assert tip.size.width >= TIP
            seen.add(str(tip.content))

        await look()
        await hand.press("g", "space")  # a wheel that is kept does not turn
        await look()
        await hand.press("f3")
        await look()
        await hand.press("space")
        await hand.until(lambda: hand.app.screen.creation.phrases, "a phrase")
        await look()
        await hand.press("g")
        await look()
        for key in ("f5", "f4"):
            await hand.press(key)
            await look()
    assert len(seen) >= 5
