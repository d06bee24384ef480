"""The guard sees through spellings, leaves ordinary words alone, and tells teachers what is wrong in their list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import Problem
from bestio.phrases.guard import Guard, read_guard

SHIPPED = Path(__file__).parents[2] / "workshops" / "garde.yaml"
LEXICONS = Path(__file__).parents[2] / "lexicons"


@pytest.fixture(scope="module")
def guard() -> Guard:
    problems: list[Problem] = []
    read = read_guard(SHIPPED, problems.append)
    assert read is not None
    assert problems == []
    return read


@pytest.mark.parametrize(
    "text",
    [
        "Quel connard !",
        "CONNARD",
        "un connnnaaaard",
        "c0nn4rd",
        "c o n n a r d",
        "c.o.n.n.a.r.d",
        "des connards",
        "pédé",
        "pede",
        "pe\u0301de\u0301s",
        "fils de pute",
        "fils-de-pute",
        "Enculé !",
        "l’enculeur",
        "nique ta mere",
        "$alope",
    ],
)
def test_blocked(guard: Guard, text: str) -> None:
    assert guard.refuses(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Ma gueule de bois et son chat sale",
        "Le robot conte un flacon de conserve concave.",
        "une salopette bleue",
        "la bitte d’amarrage du port",
        "Ferme la porte, il va mourir de froid !",
        "Il habite au bout d’un cul-de-sac.",
        "une eau sale, juive de rien",
        "R2D2 et C3PO comptent 1 2 3 4 5",
        "J’ai 10€ et un bateau à voiles",
        "un raton laveur et une pédale de vélo",
        "a b c d e f g",
        "",
        "😀 !!! …",
    ],
)
def test_left_alone(guard: Guard, text: str) -> None:
    assert guard.check(text) == []


def test_warned_only(guard: Guard) -> None:
    flags = guard.check("Le robot dit merde.\nIl est con, ce p*te.")
    assert [(flag.grade, flag.found, flag.line) for flag in flags] == [
        ("warn", "merde", 1),
        ("warn", "con", 2),
        ("warn", "p*te", 2),
    ]
    assert not guard.refuses("merde")


def test_a_starred_word_is_warned_of_as_such(guard: Guard) -> None:
    (flag,) = guard.check("quelle p*te")
    assert flag.grade == "warn"
    assert guard.check("** étoiles ***") == []


def test_the_graver_and_longer_wins(guard: Guard) -> None:
    (flag,) = guard.check("fils de pute")
    assert (flag.entry, flag.start, flag.end) == ("fils de pute", 0, 12)


def test_the_texts_that_ship_are_clean(guard: Guard) -> None:
    for path in [*LEXICONS.glob("*.yaml"), *(Path(__file__).parents[1] / "data" / "phrases").glob("*.txt")]:
        text = path.read_text("utf-8")
        assert [flag for flag in guard.check(text) if flag.grade == "block"] == [], path.name


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    for flag in Guard(["pute", "fils de pute"], ["con*"], ["conte"]).check(text):
        assert text[flag.start : flag.end] == flag.found


def test_errors_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "garde.yaml"
    path.write_text(
        "bestio: guard/1\nblock:\n  - gros mot\n  - [a, b]\n  - '!!'\n  - c*\n  - bon*\nwarn: zut\nblok: []\n", "utf-8"
    )
    problems: list[Problem] = []
    read = read_guard(path, problems.append)
    assert read is not None
    assert read.block == ("gros mot", "bon*")
    assert sorted(problem.where.line or 0 for problem in problems) == [4, 5, 6, 8, 9]
    assert not any("['a'" in problem.message for problem in problems), "a list is not shown as Python writes it"


@pytest.mark.parametrize("text", ["", "bestio: voice/1\n", "[1, 2]", "block: [\n", "- x"])
def test_what_is_no_guard_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "garde.yaml"
    path.write_text(text, "utf-8")
    problems: list[Problem] = []
    assert read_guard(path, problems.append) is None
    assert len(problems) == 1


@given(st.lists(st.text(alphabet="connzutidé1*!' -\n", max_size=30), max_size=8))
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    def fresh() -> Guard:
        return Guard(block=["con", "idiot*"], warn=["zut", "un idiot"], allow=["con don"])

    reader = fresh()
    for text in [*texts, *texts]:
        assert reader.check(text) == fresh().check(text)
