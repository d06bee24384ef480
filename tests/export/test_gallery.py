"""The page of a class: every creature once, with who made it; and it goes with any of those who made it."""

from __future__ import annotations

import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bestio.errors import UsageError
from bestio.export.gallery import write_gallery
from bestio.library import Library, find_bundled
from bestio.persona.lexicon import load_lexicons
from bestio.workshop.ledger import care_of
from bestio.workshop.search import gallery_mark, named_in_gallery
from bestio.workshop.store import Store

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
            journal.act("creation.begin", lexicons=["ferraille"], name=name, traits=traits)
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
            journal.act("creation.begin", lexicons=["ferraille"], name="Zou", traits={"tete": "ferraille:hibou"})
    path = tmp_path / "galerie.svg"
    assert write(path, store, library, "6a") == 30
    left, above, wide, high = map(float, ElementTree.fromstring(path.read_text("utf-8")).attrib["viewBox"].split())
    assert (left, above) == (0, 0)
    assert 0.5 < wide / high < 1  # an upright sheet of paper


def test_where_there_is_nothing_to_show_it_is_told(store: Store, library: Library, tmp_path: Path) -> None:
    store.new("Seule", "4a").close()
    for path, class_id in ((tmp_path / "a.png", "5b"), (tmp_path / "a.svg", "4a"), (tmp_path / "a.svg", "..")):
        with pytest.raises(UsageError):
            write(path, store, library, class_id)
        assert not path.exists()


def test_the_page_goes_with_those_it_shows(store: Store, library: Library) -> None:
    path = library.workspace / "affiches" / "galerie.svg"
    write(path, store, library)
    other = path.with_name("autre.svg")
    other.write_text(f"<svg><metadata>{gallery_mark('6a', ['groupe'])}</metadata></svg>", encoding="utf-8")
    care = care_of(store, library)
    what = care.preview("5b", "les-vis")
    assert path in what.files
    assert other not in what.files
    care.forget(what, now=time.time())
    assert not path.exists()
    assert other.exists()
