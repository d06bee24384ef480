"""Bundles made to harm, and bundles of which a part is no good: refused before the work, or imported without it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.classroom import unpacking
from bestio.classroom.bundle import import_creation
from bestio.classroom.store import Store
from bestio.classroom.unpacking import BundleError, unpack
from bestio.journal.journal import look
from bestio.library import Library, find_bundled

JOURNAL = (
    b'--- {bestio: "journal/1", id: "x", group: "Les Ours", started: 1.0}\n--- {at: 1, do: persona.name, name: "Bip"}\n'
)
VOICE = b"bestio: voice/1\nid: grave\ntitle: Grave\n"
LEXICON = b"bestio: lexicon/1\nid: mots\nslots:\n  tete:\n    traits:\n      bon: {noun: {lemma: robot, gender: m}}\n"
FILE = Path("x.bestio")


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as bundle:
        for name, part in parts.items():
            bundle.writestr(name, part)
    return content.getvalue()


def twice(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as bundle:
        bundle.writestr("journal.yaml", JOURNAL)
        bundle.writestr(name, VOICE)
        with pytest.warns(UserWarning, match="Duplicate"):
            bundle.writestr(name, VOICE)
    return content.getvalue()


@pytest.fixture
def take(tmp_path: Path, clock: Any) -> Any:
    """Import the content of a bundle; what came of it."""
    library = Library(find_bundled(), tmp_path / "work")

    def take(content: bytes) -> Any:
        (tmp_path / "x.bestio").write_bytes(content)
        return import_creation(tmp_path / "x.bestio", Store(library.workspace, clock), "5b", library)

    return take


def nothing_written(tmp_path: Path) -> bool:
    return not [path for path in (tmp_path / "work").rglob("*") if path.is_file()]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_what_is_packed_otherwise_is_refused_unread(method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({"journal.yaml": JOURNAL + b"\n" * 10_000}, method)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_given, **_named: pytest.fail("it was opened"))
    with pytest.raises(BundleError, match="compressé"):
        unpack(content, FILE)


@pytest.mark.parametrize("number", [1, 6, 9, 12, 14, 93, 95, 97, 98, 99])
def test_a_method_that_the_entry_only_claims_is_refused(number: int) -> None:
    content = bytearray(packed({"journal.yaml": JOURNAL}, zipfile.ZIP_STORED))
    struct.pack_into("<H", content, 8, number)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, number)
    with pytest.raises(BundleError):
        unpack(bytes(content), FILE)


@pytest.mark.parametrize(
    "name",
    [
        "voices/con.yaml", "voices/nul.yaml", "lexicons/aux.yaml", "voices/prn.yaml", "voices/com1.yaml",
        "lexicons/lpt9.yaml", "voices/CON.yaml", "voices/../x.yaml", "/voices/x.yaml", "voices\\x.yaml", "voices/",
        "voices/x.yaml/y", "workshops/x.yaml", "journal.yaml.exe", "voices/x.yml", "voices/é.yaml", "voices/x.yaml ",
        "voices/x.yaml.", "C:voices/x.yaml", "voices/" + "x" * 300 + ".yaml",
    ],
)  # fmt: skip
def test_names_that_have_no_place_are_refused(name: str, take: Any, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="n’a rien à y faire"):
        take(packed({"journal.yaml": JOURNAL, name: VOICE}))
    assert nothing_written(tmp_path)


def test_a_name_twice_is_refused(take: Any, tmp_path: Path) -> None:
    for name in ("voices/grave.yaml", "journal.yaml"):
        with pytest.raises(BundleError, match="deux fois"):
            take(twice(name) if name != "journal.yaml" else twice("journal.yaml"))
    assert nothing_written(tmp_path)


def test_a_list_of_a_million_names_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({f"voices/v{n}.yaml": b"" for n in range(300)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_given: pytest.fail("it was read"))
    with pytest.raises(BundleError, match="trop"):
        unpack(content, FILE)


def test_what_would_unpack_to_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    for parts in (
        {"journal.yaml": b"\0" * (33 << 20)},
        {"journal.yaml": JOURNAL, "voices/a.yaml": b" " * (2 << 20)},
        {"journal.yaml": JOURNAL, **{f"voices/v{n}.yaml": b" " * (1 << 20) for n in range(45)}},
    ):
        content = packed(parts)
        with monkeypatch.context() as unopened:
            unopened.setattr(zipfile.ZipFile, "open", lambda *_given, **_named: pytest.fail("it was opened"))
            with pytest.raises(BundleError, match="gros"):
                unpack(content, FILE)


@pytest.mark.parametrize("claimed", [0, 5, 10_000_000])
def test_a_size_that_is_not_so_is_damage(claimed: int) -> None:
    content = bytearray(packed({"journal.yaml": JOURNAL * 1_000}))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, claimed)
    with pytest.raises(BundleError, match="abîmé"):
        unpack(bytes(content), FILE)


@pytest.mark.parametrize("kind", [MemoryError, RecursionError, KeyError, zipfile.BadZipFile, OSError, OverflowError])
def test_whatever_unpacking_meets_is_damage(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise kind("x")

    content = packed({"journal.yaml": JOURNAL})
    monkeypatch.setattr(zipfile.ZipFile, "open", fail)
    with pytest.raises(BundleError, match="abîmé"):
        unpack(content, FILE)


WHOLE = packed({"bestio.yaml": b"bestio: bundle/1\n", "journal.yaml": JOURNAL, "voices/grave.yaml": VOICE})


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, len(WHOLE)))
@settings(max_examples=400)
def test_any_damage_is_told(changes: list[tuple[int, int]], length: int) -> None:
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    for part in (bytes(content), bytes(content[:length])):
        with suppress(BundleError):
            assert unpacking.JOURNAL in unpack(part, FILE)


BAD = {
    "voices/sourde.yaml": b"bestio: voice/1\nid: sourde\ntitle: X\nrate: 9999\n",
    "voices/autre.yaml": b"bestio: voice/1\nid: pas-autre\ntitle: X\n",
    "voices/sans-titre.yaml": b"bestio: voice/1\nid: sans-titre\n",
    "voices/moteur.yaml": b"bestio: voice/1\nid: moteur\ntitle: X\nengine: rm\n",
    "voices/effets.yaml": b"bestio: voice/1\nid: effets\ntitle: X\neffects: [{type: ring, hz: .nan}]\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_check_would_refuse_is_left_out_and_told_and_the_rest_is_kept(
    name: str, take: Any, tmp_path: Path
) -> None:
    parts = {"journal.yaml": JOURNAL, "voices/grave.yaml": VOICE, "lexicons/mots.yaml": LEXICON, name: BAD[name]}
    made = take(packed(parts))
    assert {path.name for path in made.added} == {"grave.yaml", "mots.yaml"}
    assert not (tmp_path / "work" / name).exists()
    assert any(name in notice and "laissé de côté" in notice for notice in made.notices)
    assert look(made.path, clock=lambda: 0.0).creation.name == "Bip"


def test_a_lexicon_with_one_bad_entry_comes_and_its_entry_is_told(take: Any) -> None:
    made = take(packed({"journal.yaml": JOURNAL, "lexicons/mots.yaml": LEXICON + b"      Faux: {x: 1}\n"}))
    assert [path.name for path in made.added] == ["mots.yaml"]
    assert any("Faux" in notice for notice in made.notices)


def test_more_than_can_be_checked_is_left_out(take: Any) -> None:
    parts = {f"voices/v{n}.yaml": b"bestio: voice/1\nid: v%d\ntitle: V\n" % n + b"#\n" * 75_000 for n in range(6)}
    made = take(packed({"journal.yaml": JOURNAL, **parts}))
    assert len(made.added) == 3
    assert sum("laissé de côté" in notice for notice in made.notices) == 3


def test_what_stands_in_the_way_is_left_alone(take: Any, tmp_path: Path) -> None:
    (tmp_path / "work" / "voices" / "grave.yaml").mkdir(parents=True)
    made = take(packed({"journal.yaml": JOURNAL, "voices/grave.yaml": VOICE}))
    assert not made.added
    assert any("grave.yaml" in notice for notice in made.notices)


def test_an_import_is_the_same_whether_it_is_written_anew_or_not(take: Any) -> None:
    by_hand = JOURNAL + b"--- {at: 2, 'do': persona.name, name: Bop}\n"
    for journal, name in (
        (JOURNAL, "Bip"),
        (JOURNAL.rstrip(b"\n"), "Bip"),
        (by_hand, "Bop"),
        (b"\xef\xbb\xbf" + JOURNAL, "Bip"),
    ):
        made = take(packed({"journal.yaml": journal}))
        found = look(made.path, clock=lambda: 0.0)
        assert (found.creation.name, found.header.id, found.group) == (name, made.path.stem, "Les Ours")
        assert found.problems == []
