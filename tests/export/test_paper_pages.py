"""What stands on the pages of the kit: no letter is missing, none leaves its page or stands on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from bestio.classroom.decks import Card, Deck
from bestio.classroom.plan import Activity, Poll, Question, Seance, Sequence
from bestio.export.paper.colouring import Drawn
from bestio.export.paper.kit import kit, parts_of
from bestio.export.paper.wanted import Wanted, of_the_plan, sentences_of
from bestio.library import Library, find_bundled
from bestio.phrases.corpus import Source
from bestio.studio.workspace import Workspace
from tests.pdf import faults, fonts, marks, overlaps
from tests.sure import right

HOSTILE = (
    "a" * 10_000,
    "W" * 19 + " " + "MMMMMMMMMMMM " * 30,
    "🤖 emoji 👨‍👩‍👧 et نص عربي עברית 漢字 \u202e renversé \x1b[31m",
    '#panic("non") *gras* _ital_ `brut` $x$ @ref <b>html</b> \\ #read("/etc/passwd") ] [ <script>alert(1)</script>',
)
LEAST = 12
"""Points that letters have at least for those who read with difficulty."""


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Wanted:
    return of_the_plan(Workspace(Library(find_bundled(), tmp_path_factory.mktemp("home")), lambda: 0.0, right))


def hostile(wanted: Wanted, text: str) -> Wanted:
    """What a class would print whose plan, names and texts are all `text`, as long as each may be."""
    short, line, some = text[:80], text[:120], text[:600]
    question = Question(id="q", text=text[:300], choices=[short] * 8)
    cards: list[Card | str] = [Card(title=line, text=some), Card(title=line, heads=[line] * 5, rows=[line] * 12), some]
    activities = tuple(
        Activity(id=f"a{kind}", title=line, minutes=9, kind=kind, pupils=text, teacher=text, unplugged=text, poll="p",
                 cards=["c", "d"], text=f"{text[:400]}. {text[:200]}.", way="bet")
        for kind in ("wheel", "dice", "poll")
    )  # fmt: skip
    plan = Sequence(
        "x",
        line,
        polls={"p": Poll([question] * 4, line)},
        cards={"c": Deck(cards, line, text[:300], text[:4000]), "d": Deck([text[:50]] * 7, line)},
        seances=(Seance("s", line, text[:500], activities=activities),),
    )
    runs = sentences_of([Source("own", "", "x", f"La lune {text[:3000]} dort. {text[:200]}")])
    drawn = (Drawn(wanted.drawn[0].pixels, line, some),)
    return replace(wanted, plan=plan, title=line, foot=line, class_title=line, runs=runs, drawn=drawn, fitted={})


def every(wanted: Wanted, folder: Path, *, dys: bool) -> Iterator[Path]:
    """All parts, written."""
    for part in parts_of(wanted.plan):
        path = folder / f"{part}.pdf"
        kit(replace(wanted, part=part, dys=dys, copies=2)).write(path)
        yield path


@pytest.mark.slow
@pytest.mark.parametrize("dys", [False, True], ids=["usual", "dys"])
@pytest.mark.parametrize("text", ["", *HOSTILE], ids=["plan", "endless", "wide", "signs", "code"])
def test_nothing_is_missing_outside_or_on_something_else(wanted: Wanted, text: str, dys: bool, tmp_path: Path) -> None:
    for path in every(hostile(wanted, text) if text else wanted, tmp_path, dys=dys):
        assert (path.name, faults(path)) == (path.name, [])
        assert (path.name, overlaps(path)) == (path.name, [])
        assert not any(name.endswith("?") for name in fonts(path)), path.name


@pytest.mark.slow
def test_letters_of_hostile_pupils_are_printed_as_they_are(wanted: Wanted, tmp_path: Path) -> None:
    for path in every(hostile(wanted, HOSTILE[-1]), tmp_path, dys=False):
        shown = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
        assert "#panic(" in shown, path.name
        assert "root:" not in shown


@pytest.mark.parametrize("part", ["cartes", "des", "seance", "accord", "bulletins"])
def test_for_those_who_read_with_difficulty_letters_are_large_and_stand_apart(
    wanted: Wanted, part: str, tmp_path: Path
) -> None:
    usual, dys = tmp_path / "usuel.pdf", tmp_path / "dys.pdf"
    asked = replace(wanted, part=part, copies=2, fitted={})
    kit(asked).write(usual)
    kit(replace(asked, dys=True)).write(dys)
    assert "AtkinsonHyperlegible-Regular" in fonts(dys)
    assert not any("Italic" in name for name in fonts(dys))
    assert "AtkinsonHyperlegible-Regular" not in fonts(usual)
    letters = [mark for page in PdfReader(dys).pages for mark in marks(page) if mark.font]
    assert min(mark.size for mark in letters) >= LEAST
    assert min(mark.size for page in PdfReader(usual).pages for mark in marks(page) if mark.font) < LEAST
    assert hyphens(dys) == 0


def hyphens(path: Path) -> int:
    """Lines that end in the middle of a word."""
    lines = [line.rstrip() for page in PdfReader(path).pages for line in page.extract_text().splitlines()]
    return sum(line[-1:] in "-\u2010" and line[-2:-1].isalpha() for line in lines)


def test_the_usual_layout_does_break_words(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "seance.pdf"
    kit(replace(wanted, part="seance", number=3)).write(path)
    assert hyphens(path) > 0
