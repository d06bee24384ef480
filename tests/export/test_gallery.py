"""The page of a class: every creature once, with who made it; and it goes with any of those who made it."""

from __future__ import annotations

import struct
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from bestio.classroom.class_report import erasure_of
from bestio.classroom.erasure.scan import gallery_mark, named_in_gallery
from bestio.classroom.plan import load_sequences
from bestio.classroom.store import Store
from bestio.errors import UsageError
from bestio.export.gallery import write_gallery
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from tests.export.test_paper_pages import HOSTILE
from tests.pdf import faults, fonts

RULED, SIGNED = "auteur/charte", "auteur/signature"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path / "Bestio")


@pytest.fixture
def store(library: Library) -> Store:
    store = Store(library.workspace, time.time)
    for group, name in (("Les Vis", "Zou <& \x07Co>"), ("L'Équipe & Cie", "É" * 80)):
        with store.new(group, "5b") as journal:
            traits = {"tete": "ferraille:hibou", "corps": "own:absent", "peur": "ailleurs:rien"}
            journal.record("creation.begin", lexicons=["ferraille"], name=name, traits=traits)
    store.new("Pas encore", "5b").close()
    (store.folder("5b") / "casse.yaml").write_bytes(b"\x00 rien")
    return store


def write(path: Path, store: Store, library: Library, class_id: str = "5b") -> int:
    return write_gallery(path, store, class_id, load_lexicons(library, lambda _problem: None))


def test_every_creature_is_on_the_page_with_its_group(store: Store, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "neuf" / "galerie.svg"
    assert write(path, store, library) == 2
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    texts = [str(node.text) for node in root.iter(f"{SVG}text")]
    assert texts[1:] == ["É" * 40, "L'Équipe & Cie", "Zou <& Co>", "Les Vis"]
    assert len(list(root.iter(f"{SVG}path"))) > 10
    assert named_in_gallery(path) == {"5b/les-vis", "5b/l-equipe-cie"}


def test_thirty_creatures_are_on_one_page(store: Store, library: Library, tmp_path: Path) -> None:
    for number in range(30):
        with store.new(f"Groupe {number}", "6a") as journal:
            journal.record("creation.begin", lexicons=["ferraille"], name="Zou", traits={"tete": "ferraille:hibou"})
    path = tmp_path / "galerie.svg"
    assert write(path, store, library, "6a") == 30
    left, above, wide, high = map(float, ElementTree.fromstring(path.read_text("utf-8")).attrib["viewBox"].split())
    assert (left, above) == (0, 0)
    assert 0.5 < wide / high < 1  # an upright sheet of paper


RULE = "Phrase tirée par la machine dans les textes de la classe, choisie par nous."


def said(page: Path) -> list[str]:
    return [str(node.text) for node in ElementTree.fromstring(page.read_text("utf-8")).iter(f"{SVG}text")]


def speaks(store: Store, group: str, phrase: str, source: str = "own:t1", rule: str = RULE) -> None:
    with store.new(group, "6a") as journal:
        journal.record(
            "creation.begin", lexicons=["ferraille"], name=f"Zou {group}", traits={"tete": "ferraille:hibou"}
        )
        for number, text in enumerate((phrase, "Une autre, jamais dite.")):
            steps = [{"word": word, "source": source, "author": group} for word in text.split()]
            journal.record("phrase.make", id=f"p{number}", text=text, steps=steps)
            journal.record("phrase.keep", id=f"p{number}")
        journal.record("stage.speak", phrase="p0", voice="bestio-nu", seconds=1.0)
        journal.record("stage.speak", phrase="Bonjour, moi c'est Zou.", voice="bestio-nu", seconds=1.0)
        journal.record("note.write", id="auteur/autre", text="Une note qui ne regarde personne.")
        if rule:
            journal.record("note.write", id=RULED, text=rule)
        journal.record("note.write", id=SIGNED, text=f"Notre signature : {group} 100 %.\nParce que.")


def test_the_page_holds_what_the_guide_promises(store: Store, library: Library, tmp_path: Path) -> None:
    store.make_class("6e A – Les Inventeurs")
    for group, phrase, rule in (
        ("Vis", "La lune avale une lampe.", RULE),
        ("Clous", "Le robot rêve d'une soupe " * 30, RULE.upper()),
        ("Ours", "Il pleut des boulons.", "Chacun dit ce qu'il a fait."),
        ("Loups", "Rien ne bouge.", ""),
    ):
        speaks(store, group, phrase, rule=rule)
    store.folder("6a").rename(store.folder("6e-a-les-inventeurs").with_name("x"))
    for file in store.folder("x").glob("*.yaml"):
        file.rename(store.folder("6e-a-les-inventeurs") / file.name)
    path = tmp_path / "galerie.svg"
    plans = load_sequences(library, lambda _problem: None).values()
    assert write_gallery(path, store, "6e-a-les-inventeurs", load_lexicons(library, lambda _problem: None), plans) == 4
    lines = said(path)
    whole = " ".join(lines).replace("\u00a0", " ").replace("\u202f", " ")
    assert "6e A – Les Inventeurs" in lines[0]
    assert whole.casefold().count("choisie par nous") == 1  # the class's rule, once, under its title
    assert "Chacun dit ce qu'il a fait." in whole
    assert "« La lune avale une lampe. »" in whole
    assert "jamais dite" not in whole
    assert "Bonjour" not in whole
    assert "ne regarde personne" not in whole
    for group in ("Vis", "Clous", "Ours", "Loups"):
        assert f"Notre signature : {group} 100 %. Parce que." in whole
    assert any(line.endswith("…") for line in lines)  # what is too long is cut, and says so


def test_the_page_goes_with_those_whose_words_it_quotes(store: Store, library: Library) -> None:
    speaks(store, "Vis", "La lune avale une lampe.", "class:clous:t1")
    store.new("Clous", "6a").close()
    path = library.workspace / "affiches" / "galerie.svg"
    write(path, store, library, "6a")
    assert named_in_gallery(path) == {"6a/vis", "6a/clous"}


def test_where_there_is_nothing_to_show_it_is_told(store: Store, library: Library, tmp_path: Path) -> None:
    store.new("Seule", "4a").close()
    for path, class_id in ((tmp_path / "a.jpg", "5b"), (tmp_path / "a.svg", "4a"), (tmp_path / "a.svg", "..")):
        with pytest.raises(UsageError):
            write(path, store, library, class_id)
        assert not path.exists()


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_a_sheet_for_the_wall_has_its_size_and_names_those_it_shows(
    store: Store, library: Library, tmp_path: Path, ending: str
) -> None:
    lexicons = load_lexicons(library, lambda _problem: None)
    path, again = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    for one in (path, again):
        assert write_gallery(one, store, "5b", lexicons, size="a3") == 2
    assert path.read_bytes() == again.read_bytes()
    assert named_in_gallery(path) == {"5b/les-vis", "5b/l-equipe-cie"}
    if ending == ".pdf":
        (page,) = PdfReader(path).pages
        assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [297, 420]
        assert "Les Vis" in page.extract_text()
    else:
        wide, high = struct.unpack(">II", path.read_bytes()[16:24])
        assert (wide, high) == (round(297 / 25.4 * 200), round(420 / 25.4 * 200))


@pytest.mark.parametrize("dys", [False, True], ids=["usual", "dys"])
def test_no_letter_of_a_sheet_is_missing_whoever_wrote_it(library: Library, tmp_path: Path, dys: bool) -> None:
    store = Store(library.workspace, time.time)
    for number, text in enumerate(HOSTILE):
        with store.new(text[:40], "5b") as journal:
            journal.record("creation.begin", lexicons=["ferraille"], name=text[:40], traits={"tete": "ferraille:hibou"})
            steps = [{"word": word, "source": "own:t1"} for word in text[:1500].split()]
            journal.record("phrase.make", id=f"p{number}", text=text[:1500], steps=steps)
            journal.record("phrase.keep", id=f"p{number}")
            journal.record("note.write", id=RULED, text=text[:1500])
            journal.record("note.write", id=SIGNED, text=text[:1500])
    path = tmp_path / "galerie.pdf"
    assert write_gallery(path, store, "5b", load_lexicons(library, lambda _problem: None), dys=dys) == len(HOSTILE)
    assert faults(path) == []
    assert any("AtkinsonHyperlegible" in name for name in fonts(path)) == dys


def test_the_page_goes_with_those_it_shows(store: Store, library: Library) -> None:
    path = library.workspace / "affiches" / "galerie.svg"
    write(path, store, library)
    sheets = [path.with_name(f"galerie{ending}") for ending in (".pdf", ".png")]
    for sheet in sheets:
        write(sheet, store, library)
    other = path.with_name("autre.svg")
    other.write_text(f"<svg><metadata>{gallery_mark(['6a/groupe'])}</metadata></svg>", encoding="utf-8")
    erasure = erasure_of(store, library)
    what = erasure.preview("5b", "les-vis")
    assert path in what.files
    assert other not in what.files
    erasure.forget(what, now=time.time())
    assert not any(one.exists() for one in (path, *sheets))
    assert other.exists()
