"""The paper kit: what it says is what the class wrote, printed as text, on the pages that were told."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.plan import Sequence
from bestio.errors import BestioError, UsageError
from bestio.export.paper.dice import STOP, rows_of
from bestio.export.paper.kit import ALWAYS, kit, parts_of
from bestio.export.paper.sheets import THE_END
from bestio.export.paper.typeset import UNPRINTABLE, printable
from bestio.export.paper.wanted import Wanted, file_name, of_the_plan, sentences_of
from bestio.i18n import _
from bestio.library import Library, find_bundled
from bestio.phrases.corpus import Source
from bestio.session.actions.action import BENCHES
from bestio.session.actions.register import ACTIONS
from bestio.session.keys import name_of
from bestio.studio.workspace import Workspace
from tests.cli.conftest import Line
from tests.sure import right

TEXT = (
    "La lune dort dans la soupe. Le robot dort sous la lune. Le robot mange la soupe. La bête mange le robot. "
    "La bête dort dans la nuit. La nuit mange la lune. Le robot cherche la bête dans la nuit. La lune cherche le robot."
)
HOSTILE = '#panic("non") *gras* `brut` $x$ @ref <b>html</b> \\ #read("/etc/passwd") ] [ "guillemet"'


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Wanted:
    return of_the_plan(Workspace(Library(find_bundled(), tmp_path_factory.mktemp("home")), lambda: 0.0, right))


def of(wanted: Wanted, part: str, text: str = TEXT, **more: Any) -> Wanted:
    runs = sentences_of([Source("own", "", "Les Hiboux", text)]) if text else ()
    named = {"title": "Les Hiboux", "foot": "Les Hiboux", "fitted": {}, **more}
    return msgspec.structs.replace(wanted, part=part, runs=runs, **named)


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text(extraction_mode="layout") for page in PdfReader(path).pages)


def test_a_part_has_the_pages_that_it_tells_and_the_same_gives_the_same_bytes(wanted: Wanted, tmp_path: Path) -> None:
    for part in parts_of(wanted.plan):
        made = kit(of(wanted, part, number=3))
        first, second = tmp_path / f"{part}.pdf", tmp_path / "deux.pdf"
        made.write(first)
        kit(of(wanted, part, number=3)).write(second)
        assert first.read_bytes() == second.read_bytes()
        assert made.pages == len(PdfReader(first).pages) >= 1


def test_the_guide_names_every_part(wanted: Wanted) -> None:
    guide = (Path(__file__).parents[2] / "workshops" / "GUIDE.md").read_text(encoding="utf-8")
    assert [part for part in parts_of(wanted.plan) if f"`{part}`" not in guide] == ["cartes"]


def test_parts_have_files_of_their_own(wanted: Wanted) -> None:
    asked = [of(wanted, part) for part in parts_of(wanted.plan)]
    asked += [of(wanted, "touches", paper="a3"), of(wanted, "seance", number=2), of(wanted, "des", dys=True)]
    assert len({file_name(one) for one in asked}) == len(asked)


@pytest.mark.slow
def test_all_cards_are_those_of_the_plan_and_a_session_has_the_ones_it_needs(wanted: Wanted, tmp_path: Path) -> None:
    def printed(part: str, **more: Any) -> str:
        path = tmp_path / "cartes.pdf"
        kit(of(wanted, part, **more)).write(path)
        return squeezed(" ".join(page.extract_text() for page in PdfReader(path).pages))

    decks = wanted.plan.cards
    assert set(decks) == {name for _seance, one in wanted.plan.steps() for name in one.cards}
    every = printed("cartes")
    for key, deck in decks.items():
        alone = printed(f"cartes-{key}")
        for card in deck.cards:
            for text in [card] if isinstance(card, str) else [card.title, card.text, *card.heads, *card.rows]:
                assert squeezed(text) in every
                assert squeezed(text) in alone
    for number, seance in enumerate(wanted.plan.seances, 1):
        unplugged = printed("sans-ordinateur", number=number)
        needed = {name for one in seance.activities for name in one.cards}
        assert {key for key, deck in decks.items() if squeezed(f"{deck.title} – {deck.how}") in unplugged} == needed


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def test_sets_of_cards_and_ballots_are_as_many_as_asked(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "cartes.pdf"
    for copies in (1, 3):
        kit(of(wanted, "cartes-robot-ou-pas", copies=copies)).write(path)
        assert text_of(path).count("un thermostat") == copies
        kit(of(wanted, "bulletins", copies=copies)).write(path)
        assert squeezed(text_of(path)).count(squeezed("Est-ce intelligent")) == copies


def test_posters_have_every_key_of_a_bench_on_the_paper_asked(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "touches.pdf"
    for paper, high in (("A4", 842), ("A3", 1191)):
        made = kit(of(wanted, "touches", paper=paper))
        made.write(path)
        pages = PdfReader(path).pages
        assert {round(float(page.mediabox.height)) for page in pages} == {high}
        shown = [squeezed(page.extract_text()) for page in pages]
        assert len(shown) == len(BENCHES)
        for page, bench in zip(shown, BENCHES, strict=True):
            for key in (key for action in ACTIONS for key in action.keys if key.bench in {bench, ""}):
                assert squeezed(_(key.label)) in page
                assert squeezed(name_of(key.key.split(",")[0])) in page
    with pytest.raises(UsageError, match="format"):
        kit(of(wanted, "touches", paper="A0"))


def test_the_letter_says_which_class_and_until_when_or_leaves_room(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "accord.pdf"
    kit(of(wanted, "accord", class_title="5e B", until="2027-06-30", foot="Les Hiboux")).write(path)
    shown = text_of(path)
    assert shown.count("5e B") == 3  # above, on the slip, under the page
    assert shown.count("30/06/2027") == 2
    assert "Les Hiboux" not in shown
    assert squeezed("reprendre sa voix à tout moment") in squeezed(shown)
    kit(of(wanted, "accord")).write(path)
    assert "5e B" not in text_of(path)
    assert "jusqu’au ____" in text_of(path)


def test_creatures_are_coloured_in_under_their_names(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "coloriage.pdf"
    made = kit(of(wanted, "coloriage"))
    made.write(path)
    assert made.pages == len(wanted.drawn) > 1
    assert all(one.name in text_of(path) for one in wanted.drawn)


@pytest.mark.slow
def test_dice_keep_to_their_pages_and_say_what_was_left_out(wanted: Wanted) -> None:
    chance = Random(7)
    words = [f"mot{number}" for number in range(400)]
    text = " ".join("Le " + " ".join(chance.sample(words, 9)) + "." for _sentence in range(150))
    one, two = (kit(of(wanted, "des", text, pages=pages)) for pages in (1, 2))
    assert (one.pages, two.pages) == (1, 2)
    left = [int(re.findall(r"\d+", made.notes[0])[0]) for made in (one, two)]
    assert 150 > left[0] > left[1] > 0
    assert kit(of(wanted, "des", pages=1)).notes == ()


def test_sheets_name_those_whose_words_they_hold(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "des.pdf"
    kit(of(wanted, "des", named=("5b/les-hiboux",))).write(path)
    assert named_in_gallery(path) == {"5b/les-hiboux"}
    kit(of(wanted, "paris")).write(path)
    assert named_in_gallery(path) == set()


def test_what_cannot_be_made_is_told(wanted: Wanted, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Il n’y a pas de feuille"):
        kit(of(wanted, "tableau"))
    with pytest.raises(UsageError, match="texte"):
        kit(of(wanted, "des", "", plan=Sequence("vide", "Vide")))
    with pytest.raises(UsageError, match="séance 9"):
        kit(of(wanted, "seance", number=9))
    wrong: tuple[dict[str, Any], ...] = ({"pages": 0}, {"copies": 1000})
    for bounds in wrong:
        with pytest.raises(UsageError, match="n’est pas possible"):
            kit(of(wanted, "bulletins", **bounds))
    with pytest.raises(UsageError, match="PDF"):
        kit(of(wanted, "paris")).write(tmp_path / "paris.doc")
    path = tmp_path / "dossier.pdf"
    path.mkdir()
    with pytest.raises(BestioError, match="ne peuvent pas être écrites"):
        kit(of(wanted, "paris")).write(path)


def test_a_word_without_an_end_may_be_broken_and_another_not() -> None:
    assert printable("a" * 3000).replace("\u200b", "") == "a" * 3000
    assert "\u200b" in printable("noooooooooooooon")
    assert "\u200b" not in printable("anticonstitutionnellement, Kirschwasser – un chien-loup")


def test_letters_that_no_typeface_has_are_boxes() -> None:
    assert printable("Été « œuf » ça — l’ami…") == "Été « œuf » ça — l’ami…"
    assert printable("a🤖b\u202ec\x07d漢") == f"a{UNPRINTABLE}bcd{UNPRINTABLE}"


def test_what_people_wrote_is_text_and_never_code(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "des.pdf"
    made = kit(of(wanted, "des", f"{HOSTILE} La lune dort. {'long' * 500} dort.", title=HOSTILE, pages=4))
    made.write(path)
    shown = "".join(text_of(path).split())
    assert "#panic" in shown
    assert "*gras*" in shown
    assert "<b>html</b>" in shown
    assert "root:" not in shown


def test_a_phrase_that_is_thrown_from_the_paper_could_come_from_the_machine(wanted: Wanted, tmp_path: Path) -> None:
    path = tmp_path / "des.pdf"
    asked = of(wanted, "des")
    kit(asked).write(path)
    table = read_table(text_of(path))
    rows = {row.word: row for row in rows_of(asked.runs)}
    assert set(table) == {row.word for row in rows.values() if row.word != "."}
    for word, faces in table.items():
        told = {face.word: face.high - face.low + 1 for face in rows[word].faces}
        assert {name: len(throws) for name, throws in faces.items()} == told or rows[word].sides == 1
    chance, legal = Random(11), {(row.word, face.word) for row in rows.values() for face in row.faces}
    for _phrase in range(1000):
        word = STOP
        for _step in range(200):
            faces = table[word]
            throws = [(name, throw) for name, several in faces.items() for throw in several]
            following = chance.choice(throws)[0]
            assert (word, following) in legal
            if following == ".":
                break
            word = following


def read_table(text: str) -> dict[str, dict[str, list[str]]]:
    """The dice as a person reads them off the paper: word → what follows → the throws that say so."""
    table: dict[str, dict[str, list[str]]] = {}
    word = ""
    for line in text.splitlines():
        if head := re.fullmatch(r"\s*(\S+)\s{3,}(?:un dé|deux dés|de 1 à 100|toujours)", line):
            word = STOP if head[1] == "DÉBUT" else head[1]
            table[word] = {}
        face = re.fullmatch(rf"\s*(→|\d+(?:–\d+)?)\s+(\S+(?: {THE_END})?)\s*", line)
        if face and face[2] != "relance":
            table[word][face[2].removesuffix(THE_END).strip()] = throws_of(face[1])
    return table


def throws_of(told: str) -> list[str]:
    first, _dash, last = told.partition("–")
    if told == "→" or not last:
        return [told]
    if len(first) == 2 and int(first) >= 11:  # two dice
        return [f"{a}{b}" for a in range(1, 7) for b in range(1, 7) if int(first) <= int(f"{a}{b}") <= int(last)]
    return [str(throw) for throw in range(int(first), int(last) + 1)]


@pytest.mark.slow
def test_lines_print_the_words_of_a_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    line("new", "--group", "Les Hiboux", "--class", "5b", "--seed", "3")
    text = tmp_path / "texte.txt"
    text.write_text(TEXT, encoding="utf-8")
    line("act", "les-hiboux", "écrire", str(text))
    out = tmp_path / "feuilles" / "des.pdf"
    assert "1 page à imprimer" in line("print", "dés", "les-hiboux", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF-")
    listed = line("print")
    assert all(part in listed for part in ALWAYS)
    assert "pages" in listed
    assert line.data("print", "paris", "--out", str(tmp_path / "p.pdf"))["pages"] == 1
    line("print", "tableau", code=2)
    assert "Voix de la classe 5b" in text_of(Path(line.data("print", "accord", "5b")["file"]))
    assert line.data("print", "cartes-roles", "--dys", "--out", str(tmp_path / "c.pdf"))["pages"] == 1
    told = {one["part"]: one["pages"] for one in line.data("print", "--dys", "--seance", "3")}
    assert told["sans-ordinateur"] > told["seance"] > 1
    assert {one["part"]: one["pages"] for one in line.data("print", "les-hiboux")}["coloriage"] == 1
    assert {one["part"]: one["pages"] for one in line.data("print", "5b")}["coloriage"] > 1
    line("act", "les-hiboux", "partager", "t1")
    shared = line.data("print", "grille", "5b")
    assert Path(shared["file"]).parent == tmp_path / "exports" / "5b"
    assert named_in_gallery(Path(shared["file"])) == {"5b/les-hiboux"}
