"""The builder reads as PyYAML's own loader does, with the house's words; its lines are those of PyYAML's nodes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bestio.documents.blanks import ODD
from bestio.documents.builder import build, line_table

ROOT = Path(__file__).parents[2]
FILES = [path for kind in ("lexicons", "voices", "workshops") for path in sorted((ROOT / kind).glob("*.yaml"))]
ATELIER = (ROOT / "tests" / "data" / "persona" / "atelier.yaml").read_text(encoding="utf-8")


class Oracle(yaml.CSafeLoader):
    """PyYAML's safe loader, by nodes, with our few implicit types; no tag, no key written twice, no key but words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own way of declaring them)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        assert all(isinstance(key, yaml.ScalarNode) for key, _value in node.value)
        keys = [self.construct_object(key) for key, _value in node.value]
        assert len(set(keys)) == len(keys)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    Oracle.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def oracle(text: str) -> Any:
    """What PyYAML reads; raises where it refuses."""
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        assert getattr(event, "tag", None) is None
    return yaml.load(text, Loader=Oracle)


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """The lines of PyYAML's nodes."""
    table: dict[tuple[str, ...], int] = {}
    loader = Oracle(text)

    def visit(node: Any, path: tuple[str, ...], line: int) -> None:
        table[path] = line + 1
        if isinstance(node, yaml.SequenceNode):
            for place, child in enumerate(node.value):
                visit(child, (*path, str(place)), child.start_mark.line)
        elif isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                own = isinstance(child, yaml.ScalarNode) and child.value
                visit(child, (*path, str(loader.construct_object(key))), (child if own else key).start_mark.line)

    root = loader.get_single_node()
    if root is not None:
        visit(root, (), root.start_mark.line)
    return table


def the_same(text: str) -> None:
    """Both read the same, to the types, or both refuse."""
    try:
        expected = oracle(text)
    except (yaml.YAMLError, AssertionError, ValueError):
        with pytest.raises(yaml.YAMLError):
            build(text)
        return
    assert repr(build(text)) == repr(expected)
    assert line_table(text) == lines_of(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_that_ships_is_read_alike(path: Path) -> None:
    the_same(path.read_text(encoding="utf-8"))


# No “&”: PyYAML refuses a name given twice, and lets a list hold itself.
PIECES = st.sampled_from(
    [
        *"{}[]:'\",|>?#!%-~.0123456789eE+an\n\t ", "  ", "\n  ", "\n    ", "- ", ": ", "? ", "a: ", "b:\n", "true",
        "null", "on", "\n---\n", "\n...\n", "été", "\u2028", "\u0085", "''", "'a'", '"\\n"', "!!str ", "*a", "1e3",
        "-0.0",
    ]
)  # fmt: skip


@settings(max_examples=120)
@given(st.lists(PIECES, max_size=30).map("".join))
@example("? |\n  a\n: b")
@example("1: a\n1.0: b")
@example("1: a\n'1': b")
@example("true: a\n~: b\n: c")
@example("--- a")
@example("--- |\n 12\n")
@example("%YAML 1.1\n---\na: 1\n...\n")
def test_any_text_is_read_alike(text: str) -> None:
    the_same(text)


@given(st.integers(0, len(ATELIER) - 1), st.integers(0, 40), st.lists(PIECES, max_size=4).map("".join))
def test_a_damaged_lexicon_is_read_alike(start: int, length: int, put: str) -> None:
    the_same(ATELIER[:start] + put + ATELIER[start + length :])


# Bare texts lose odd blanks at their ends here: PyYAML keeps them.
BLOCK = st.recursive(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=ODD), max_size=30)
    | st.integers()
    | st.floats()
    | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("aé1 :'", max_size=3), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=60)
@given(BLOCK, st.sampled_from([None, True, False]), st.integers(20, 120))
def test_what_another_program_writes_is_read_alike(data: Any, flow: bool | None, width: int) -> None:
    the_same(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width))


@pytest.mark.parametrize("blank", ODD)
def test_a_bare_text_loses_the_odd_blanks_at_its_ends_and_no_others(blank: str) -> None:
    assert build(f"a: {blank}x{blank}y{blank}") == {"a": f"x{blank}y"}
    assert build(f"a: {blank}150") == {"a": 150}
    assert build(f"a: '{blank}x{blank}'") == {"a": f"{blank}x{blank}"}
