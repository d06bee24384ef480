"""A creation in a list: never wider than its place, the names before the class and the day."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bestio.classroom.store import Entry
from bestio.tui.creation_lines import creation_lines


def entry(group: str, class_id: str = "5b", number: int = 0) -> Entry:
    return Entry(Path(class_id) / f"{number}.yaml", class_id, str(number), group, 1_700_000_000.0, 1)


def lines(entries: list[Entry], names: list[str | None], room: int) -> list[str]:
    known = {one.path: name for one, name in zip(entries, names, strict=True) if name is not None}
    return [line.plain for line in creation_lines(entries, known, {"5b": "5e B"}.get, room, mark="→ ")]  # type: ignore[arg-type]


def test_the_creature_comes_first_then_its_group_and_the_day() -> None:
    [line] = lines([entry("Les Vis")], ["Zig"], 40)
    assert line.startswith("→ Zig  Les Vis  ")
    assert cell_len(line) == 40
    assert line.endswith(("14/11", "15/11"))


def test_the_class_is_told_where_there_are_several_and_of_one_name() -> None:
    same = [entry("Ours", "5b", 1), entry("Ours", "4a", 2), entry("Vis", "5b", 3)]
    first, _second, third = [
        line.plain for line in creation_lines(same, {}, lambda one: {"5b": "5e B"}.get(one, one), 40)
    ]
    assert first.startswith("Ours (5e B)")
    assert "5e B" in third


def test_a_group_that_has_no_creature_is_told_apart_from_one_that_is_not_read_yet() -> None:
    empty, unread = lines([entry("Vis", number=1), entry("Clous", number=2)], ["", None], 40)
    assert "à inventer" in empty
    assert "à inventer" not in unread


@given(st.text(max_size=40), st.none() | st.text(max_size=60), st.integers(12, 100))
def test_a_line_is_never_wider_than_its_place(group: str, creature: str | None, room: int) -> None:
    [line] = lines([entry(group)], [creature], room)
    assert cell_len(line) <= room
    assert "\n" not in line
