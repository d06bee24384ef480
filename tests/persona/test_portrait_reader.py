"""What is wrong in a teacher's drawing is told with its line, and the other drawings still load."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.documents.yamlio import YamlError, parse
from bestio.errors import Problem
from bestio.persona.portrait import WIDTH, Strip, read_strips
from bestio.persona.portrait_colour import LETTERS

FULL = "m" * WIDTH
HEAD = f"""
    hibou:
      words: [Hibou, héron]
      colours: {{main: "#9a6b45"}}
      rows: |
{chr(10).join("        " + FULL for _row in range(14))}
      mouth:
        row: 9
        column: 12
        closed: |
          kkkk
        half: |
          kook
        open: |
          kook
          kttk
      eyes:
        row: 4
        column: 8
        closed: |
          kk..kk
"""
BODY = f"""
    bidon:
      rows: |
{chr(10).join("        " + FULL for _row in range(12))}
"""
LIVERIES = """
  liveries:
    rouille:
      words: [rouill]
      colours: {main: "#b3572f"}
"""
FILE = f"portraits:{LIVERIES}  heads:{HEAD}  bodies:{BODY}"


def read(text: str) -> tuple[dict[str, Strip], list[Problem]]:
    problems: list[Problem] = []
    return read_strips(parse(text, "mes-portraits.yaml"), problems.append), problems


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if part in line)


def test_a_sound_file_gives_its_strips() -> None:
    strips, problems = read(FILE)
    assert problems == []
    assert list(strips) == ["head/hibou", "body/bidon"]
    head = strips["head/hibou"]
    assert head.words == ("hibou", "heron")
    assert head.mouth is not None
    assert [overlay.rows for overlay in head.mouth] == [("kkkk",), ("kook",), ("kook", "kttk")]
    assert head.blink is not None
    assert head.liveries["rouille"].colours == {"main": "#b3572f"}


@pytest.mark.parametrize("text", ["", "id: x", "portraits:", "portraits: {}", "portraits: {heads: }", "[]"])
def test_no_portraits_are_no_strips_and_no_problem(text: str) -> None:
    assert read(text) == ({}, [])


@pytest.mark.parametrize(
    ("change", "at", "told"),
    [
        (lambda t: t.replace(FULL, FULL[:-1], 1), FULL[:-1], "27"),
        (lambda t: t.replace(FULL, FULL + "m", 1), FULL + "m", "29"),
        (lambda t: t.replace(FULL, "m" * 27 + "Z", 1), "Z", "Z"),
        (lambda t: t.replace("        " + FULL + "\n", "", 1), "rows", "13"),
        (lambda t: t.replace(FULL + "\n      mouth", "." * WIDTH + "\n      mouth"), "." * WIDTH, "12"),
        (lambda t: t.replace("          kook\n        open", "          k?ok\n        open"), "k?ok", "?"),
        (lambda t: t.replace("column: 12", "column: 26"), "closed", ""),
        (lambda t: t.replace("row: 9", "row: -1"), "closed", ""),
        (lambda t: t.replace("row: 9", "row: haut"), "row: haut", ""),
        (lambda t: t.replace("main: ", "principal: ", 2), "principal", "principal"),
        (lambda t: t.replace('"#9a6b45"', "brun"), "brun", "brun"),
        (lambda t: t.replace("      words: [Hibou", "      keeps: [eau]\n      words: [Hibou"), "eau", "eau"),
        (lambda t: t.replace("      eyes:", "      nez: 1\n      eyes:"), "nez: 1", "nez"),
        (lambda t: t.replace("hibou:", "Hibou:"), "Hibou:", "Hibou"),
        (lambda t: t.replace("    hibou:", "    hérisson:"), "hérisson", "hérisson"),
        (lambda t: t[: t.index("      eyes:")] + "  bodies:" + BODY, "hibou:", "eyes"),
    ],
)
def test_a_mistake_costs_one_strip_and_tells_its_line(change: Callable[[str], str], at: str, told: str) -> None:
    text = change(FILE)
    assert text != FILE
    strips, problems = read(text)
    assert "body/bidon" in strips
    assert "head/hibou" not in strips or "principal" in text
    assert problems
    assert problems[0].where.path == "mes-portraits.yaml"
    assert problems[0].where.line == line_of(text, at)
    assert told in str(problems[0])


def test_a_row_is_told_by_its_own_line() -> None:
    text = FILE.replace(FULL, "m" * 30, 3).replace("m" * 30, FULL, 2)
    _strips, problems = read(text)
    assert [problem.where.line for problem in problems] == [line_of(text, "m" * 30)]


def test_a_body_has_no_face() -> None:
    strips, problems = read(FILE + "      eyes: {row: 1, column: 1, closed: k}\n")
    assert "body/bidon" not in strips
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["portraits: 3", "portraits: {heads: 3}", "portraits: {arms: {}}", "portraits: []"])
def test_a_wrong_shape_is_told_once(text: str) -> None:
    strips, problems = read(text)
    assert strips == {}
    assert len(problems) == 1


def test_what_a_livery_cannot_be_is_told_and_left_out() -> None:
    strips, problems = read(FILE.replace('"#b3572f"', "rouge"))
    assert strips["head/hibou"].liveries == {}
    assert len(problems) == 1


def test_every_letter_is_one_character() -> None:
    assert all(len(letter) == 1 and letter.isascii() and letter.isalpha() for letter in LETTERS)


@given(st.data())
def test_whatever_is_typed_over_a_file_only_costs_strips(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FILE)))
    typed = data.draw(st.text("mk.:-{}[]#'\" \n1éx", max_size=6))
    text = FILE[:start] + typed + FILE[start + data.draw(st.integers(0, 12)) :]
    try:
        strips, _problems = read(text)
    except YamlError:
        return
    for strip in strips.values():
        assert {len(row) for row in strip.rows} == {WIDTH}
