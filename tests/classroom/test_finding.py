"""One way to call a creation, for every command that takes one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bestio.classroom.bundle import export_creation
from bestio.classroom.finding import find_group, samples, ships
from bestio.classroom.store import Store
from bestio.errors import UsageError
from bestio.library import Library, find_bundled


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path / "Bestio")


@pytest.fixture
def store(library: Library) -> Store:
    store = Store(library.workspace, time.time)
    store.make_class("5e B")
    for group, class_id, creature in (
        ("Les Zébrés", "5a", "Zig"),
        ("Les Zébrés", "5e-b", "Zag"),
        ("Ours & Cie", "5e-b", "Œil-de-Fer"),
        ("Les Vis", "5a", ""),
    ):
        with store.new(group, class_id) as journal:
            if creature:
                journal.record(
                    "creation.begin", lexicons=["ferraille"], name=creature, traits={"tete": "ferraille:hibou"}
                )
    return store


OURS = ("5e-b", "ours-cie")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ours-cie", OURS), ("Ours & Cie", OURS), ("OURS & CIE", OURS), ("ours cie", OURS), ("5e-b/ours-cie", OURS),
        ("5e B/Ours & Cie", OURS), ("5E b\\ours-cie", OURS), ("5e-b/ours-cie.yaml", OURS), ("Œil-de-Fer", OURS),
        ("oeil de fer", OURS), ("5e B/œil-de-fer", OURS), ("zag", ("5e-b", "les-zebres")),
        ("5a/Les Zébrés", ("5a", "les-zebres")), ("LES VIS", ("5a", "les-vis")),
    ],
)  # fmt: skip
def test_a_person_means_a_group_by_any_of_its_names(
    store: Store, library: Library, name: str, meant: tuple[str, str]
) -> None:
    assert find_group(name, store, library) == store.path(*meant)


def test_a_file_is_meant_by_its_path_and_comes_first(
    store: Store, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store.path(*OURS)
    assert find_group(str(path), store, library) == path
    monkeypatch.chdir(path.parent)
    assert find_group("ours-cie.yaml", store, library) == Path("ours-cie.yaml")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_group("~/Bestio/workshops/5e-b/ours-cie.yaml", store, library) == path


def test_what_ships_is_meant_where_the_workspace_has_nothing_of_that_name(store: Store, library: Library) -> None:
    for entry in samples(library):
        for name in (entry.id, entry.group, f"exemples/{entry.id}", str(entry.path)):
            found = find_group(name, store, library)
            assert found == entry.path
            assert ships(found, library)
    assert find_group("Douze Pour Cent", store, library).stem == "zero-zebre"  # the name of its creature
    store.new("Zéro Zèbre", "5a").close()
    own = find_group("zero-zebre", store, library)
    assert own == store.path("5a", "zero-zebre")
    assert not ships(own, library)


def test_several_of_one_name_are_told_with_their_classes(store: Store, library: Library) -> None:
    for name in ("Les Zébrés", "les zebres"):
        with pytest.raises(UsageError, match=r"5a/les-zebres, 5e-b/les-zebres|5e-b/les-zebres, 5a/les-zebres"):
            find_group(name, store, library)


@pytest.mark.parametrize(
    ("name", "told", "proposed"),
    [
        ("ours-ci", "pas de groupe", "Voulais-tu dire « 5e-b/ours-cie »"),
        ("5e-b/our-cie", "pas de groupe", "Voulais-tu dire « 5e-b/ours-cie »"),
        ("5c/ours-cie", "pas de classe appelée « 5c »", "Voulais-tu dire « 5e-b/ours-cie »"),
        ("Œil de Ver", "pas de groupe", "Voulais-tu dire « 5e-b/ours-cie »"),
        ("zero-zebr", "pas de groupe", "Voulais-tu dire « exemples/zero-zebre »"),
        ("5e B", "est une classe", "5e-b/les-zebres, 5e-b/ours-cie"),
        ("5e-b/", "est une classe", "5e-b/les-zebres, 5e-b/ours-cie"),
        ("wxyz", "pas de groupe", "Les créations qui sont là"),
        ("/nulle/part.yaml", "pas de fichier", "Les créations qui sont là"),
        ("~personne-d-ici/x.yaml", "pas de fichier", ""),
        ("", "pas de groupe", ""),
        ("/", "pas de groupe", ""),
        ("../..", "pas de classe", ""),
    ],
)
def test_who_means_nothing_that_is_there_is_told_what_is_near(
    store: Store, library: Library, name: str, told: str, proposed: str
) -> None:
    with pytest.raises(UsageError) as caught:
        find_group(name, store, library)
    said = str(caught.value).replace("\u00a0", " ")
    assert told in said
    assert proposed in said
    assert caught.value.exit_code == 2


def test_a_creation_in_one_file_is_to_be_taken_in_first(store: Store, library: Library, tmp_path: Path) -> None:
    file = export_creation(store.path(*OURS), tmp_path / "ours.bestio", library)
    with pytest.raises(UsageError, match="bestio import"):
        find_group(str(file), store, library)


def test_where_there_is_nothing_one_is_told_how_to_begin(library: Library) -> None:
    with pytest.raises(UsageError, match="bestio new"):
        find_group("wxyz", Store(library.workspace, time.time), library)


def test_what_cannot_be_read_is_in_nobodys_way(store: Store, library: Library) -> None:
    (store.folder("5a") / "casse.yaml").write_bytes(b"\0 rien")
    assert find_group("zag", store, library) == store.path("5e-b", "les-zebres")
    assert find_group("casse", store, library) == store.path("5a", "casse")  # opening it tells why


def test_a_creature_is_found_by_the_name_it_has_now(store: Store, library: Library) -> None:
    path = store.path(*OURS)
    assert find_group("œil de fer", store, library) == path
    with store.open(path) as journal:
        journal.record("persona.name", name="Pied-de-Plomb")
    os.utime(path, (1, 1))
    assert find_group("pied de plomb", store, library) == path
    with pytest.raises(UsageError):
        find_group("œil de fer", store, library)
