"""Forgetting and carrying: what goes is shown first, what comes from elsewhere harms nothing."""

from __future__ import annotations

import contextlib
import io
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.bundle import export_creation, import_creation
from bestio.classroom.erasure.plan import Erasure
from bestio.classroom.store import Store
from bestio.classroom.table import Classroom
from bestio.classroom.unpacking import BundleError
from bestio.errors import BestioError, UsageError
from bestio.journal.journal import JournalBusy, JournalError, look
from bestio.journal.journals import Journals
from bestio.library import Library
from bestio.storage import disk
from tests.classroom.conftest import IN_FILES

SECRET = "Mon chat s’appelle Biscotte."


@pytest.fixture
def store(library: Library, clock: Any, keeping: Journals | None) -> Store:
    store = Store(library.workspace, clock, keeping)
    with store.new("Les Zèbres", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille", "cour"], name="Bob", traits={"tete": "maison:pot"})
        journal.record("text.write", id="t1", title="Biscotte", text=SECRET)
        journal.record("text.share", id="t1")
        journal.record("phrase.make", id="p1", text=SECRET, steps=[])
        journal.record("voice.choose", id="chevre")
    with store.new("Ours", "5b") as journal:
        journal.record("text.write", id="t1", title="", text="Le vent.")
        step = {
            "word": "chat",
            "source": "class:les-zebres:t1",
            "author": "Les Zèbres",
            "title": "Biscotte",
            "sentence": SECRET,
        }
        other = {"word": "vent", "source": "own:t1", "author": "Ours", "title": "", "sentence": "Le vent."}
        copied = {
            "words": 2,
            "of": "Mon chat",
            "author": "Les Zèbres",
            "title": "Biscotte",
            "source": "class:les-zebres:t1",
        }
        journal.record("phrase.make", id="p1", text="Le chat.", steps=[step, other], copied=copied)
        journal.record("phrase.make", id="p2", text="Le vent.", steps=[other])
    store.new("Les Zèbres 2", "5b").close()
    return store


@pytest.fixture
def erasure(store: Store, library: Library) -> Erasure:
    return Erasure(store, exports=library.workspace / "exports", cache=library.cache)


def test_a_group_is_forgotten_after_showing_what_goes(
    store: Store, library: Library, erasure: Erasure, clock: Any
) -> None:
    classroom = Classroom(store, library.cache)
    assert len(classroom.sources("5b")) == 1
    sounds = erasure.exports_of("5b", "les-zebres")
    sounds.mkdir(parents=True)
    (sounds / "voix.mp3").write_bytes(b"son")
    path = store.path("5b", "les-zebres")
    beside = [] if store.server else [path, path.with_name("les-zebres.mis-de-cote.txt")]
    for one in beside[1:]:
        one.write_text(SECRET)
    what = erasure.preview("5b", "les-zebres")
    assert {one.name for one in what.files} == {"voix.mp3", *(one.name for one in beside)}
    assert (what.groups, what.phrases, what.sharing) == (("Les Zèbres",), 1, 1)
    assert [(one.group, one.phrases) for one in what.quoting] == [("Ours", 1)]
    assert what.size > store.journals.entries("5b")[0].size
    assert store.journals.is_there(path)

    erasure.forget(what, now=clock())
    left = [one.read_text("utf-8") for one in library.workspace.rglob("*") if one.is_file()]
    left += [store.content(entry.path).decode() for entry in store.recent()]
    assert all("Biscotte" not in one for one in left)
    assert all('Les Zèbres"' not in one for one in left)
    assert [entry.id for entry in store.groups("5b")] == ["les-zebres-2", "ours"]
    with store.open(store.path("5b", "ours"), read_only=True) as journal:
        bears = journal
    assert not bears.problems
    assert [phrase.text for phrase in bears.creation.phrases.values()] == [
        "Le chat.",
        "Le vent.",
    ]  # two words are no copy
    assert bears.creation.phrases["p2"].steps[0].author == "Ours"
    assert classroom.sources("5b") == []
    assert not list(store.folder("5b").glob(".les-zebres.*"))


def test_a_class_is_forgotten_whole(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    (erasure.exports_of("5b", "ours")).mkdir(parents=True)
    what = erasure.preview("5b")
    assert len(what.groups) == 3
    erasure.forget(what, now=clock())
    assert store.classes() == []
    assert not (library.workspace / "exports" / "5b").exists()


def test_nothing_goes_while_a_journal_of_it_is_open(store: Store, erasure: Erasure, clock: Any) -> None:
    for name in ("les-zebres", "ours"):
        what = erasure.preview("5b", "les-zebres")
        before = {one.path: store.content(one.path) for one in store.groups("5b")}
        with store.open(store.path("5b", name)), pytest.raises(JournalBusy, match=name):
            erasure.forget(what, now=clock())
        assert {one.path: store.content(one.path) for one in store.groups("5b")} == before


@IN_FILES
def test_links_are_not_followed(store: Store, library: Library, erasure: Erasure, clock: Any, tmp_path: Path) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    (outside / "these.odt").write_text("trois ans de travail")
    (store.folder("5b") / "lien").symlink_to(outside)
    exports = erasure.exports_of("5b", "ours")
    exports.parent.mkdir(parents=True)
    exports.symlink_to(outside)
    erasure.forget(erasure.preview("5b", "ours"), now=clock())
    erasure.forget(erasure.preview("5b"), now=clock())
    assert (outside / "these.odt").exists()


def test_what_is_not_there_cannot_be_forgotten(erasure: Erasure) -> None:
    for names in (("6a",), ("5b", "absents"), ("..",), ("5b", "../../x"), (".",)):
        with pytest.raises(UsageError):
            erasure.preview(*names)


# --- carrying ------------------------------------------------------------------------------------------------------


@IN_FILES
def test_a_creation_is_carried_to_another_workspace(store: Store, library: Library, tmp_path: Path, clock: Any) -> None:
    voice = "bestio: voice/1\nid: chevre\ntitle: Chèvre\n"
    for kind, name, text in [
        ("voices", "chevre", voice),
        ("lexicons", "maison", "bestio: lexicon/1\nid: maison\n"),
        ("voices", "autre", voice),
    ]:
        folder = library.workspace / kind
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    file = export_creation(store.path("5b", "les-zebres"), tmp_path, library)
    assert file.name == "les-zebres.bestio"
    there = Library(library.bundled, tmp_path / "ailleurs")
    home = Store(there.workspace, clock)
    for expected in ("les-zebres", "les-zebres-2"):
        made = import_creation(file, home, "maison", there)
        assert made.path == home.path("maison", expected)
    found = look(made.path, clock=clock)
    assert found.creation == look(store.path("5b", "les-zebres"), clock=clock).creation
    assert (found.group, made.group) == ("Les Zèbres", "Les Zèbres")
    assert sorted(path.name for path in there.workspace.rglob("*.yaml") if path.parent.parent == there.workspace) == [
        "chevre.yaml",
        "maison.yaml",
    ]
    (there.workspace / "voices" / "chevre.yaml").write_text("bestio: voice/1\nid: la mienne\n")
    again = import_creation(file, home, "maison", there)
    assert len(again.notices) == 1
    assert "la mienne" in (there.workspace / "voices" / "chevre.yaml").read_text()


@IN_FILES
def test_a_bare_journal_is_imported_too(store: Store, library: Library, clock: Any, tmp_path: Path) -> None:
    path = tmp_path / "n'importe.yaml"
    path.write_bytes(store.path("5b", "ours").read_bytes() + b"--- {at: 3, do: coup")
    made = import_creation(path, store, "5c", library)
    assert look(made.path, clock=clock).creation == look(store.path("5b", "ours"), clock=clock).creation
    newer = tmp_path / "neuf.yaml"
    newer.write_text("--- {bestio: journal/9, group: Futur}\n--- {at: 1, faire: autrement}\n")
    future = import_creation(newer, store, "5c", library)
    assert future.path.read_bytes() == newer.read_bytes()


def bundle(*entries: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return content.getvalue()


JOURNAL = b"--- {bestio: journal/1, group: ../../../etc/x}\n--- {at: 1, do: persona.name, name: Zed}\n"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "path": lambda: bundle(("journal.yaml", JOURNAL), ("../../evil.yaml", b"x")),
    "absolute": lambda: bundle(("journal.yaml", JOURNAL), ("/tmp/evil.yaml", b"x")),
    "backslash": lambda: bundle(("journal.yaml", JOURNAL), ("voices\\..\\evil.yaml", b"x")),
    "folder": lambda: bundle(("journal.yaml", JOURNAL), ("voices/../../evil.yaml", b"x")),
    "program": lambda: bundle(("journal.yaml", JOURNAL), ("evil.py", b"x")),
    "bomb": lambda: bundle(("journal.yaml", JOURNAL), ("voices/evil.yaml", b"a" * (30 << 20))),
    "journal bomb": lambda: bundle(("journal.yaml", b"\n" * (33 << 20))),
    "many": lambda: bundle(("journal.yaml", JOURNAL), *((f"voices/v{index}.yaml", b"x") for index in range(100))),
    "no journal": lambda: bundle(("bestio.yaml", b"x")),
    "another kind": lambda: bundle(("journal.yaml", JOURNAL), ("voices/evil.yaml", b"bestio: lexicon/1\n")),
    "tags": lambda: bundle(("journal.yaml", JOURNAL), ("voices/evil.yaml", b"!!python/object/apply:os.system [ls]\n")),
    "torn": lambda: bundle(("journal.yaml", JOURNAL))[:-30],
    "text": lambda: b"PK rien",
    "image": lambda: b"\x89PNG\r\n\x1a\n",
    "empty": lambda: b"",
    "not a journal": lambda: bundle(("journal.yaml", b"bestio: voice/1\n")),
}


@IN_FILES
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_writes_nothing(name: str, store: Store, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cadeau.bestio"
    file.write_bytes(HOSTILE[name]())
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises((BundleError, JournalError)):
        import_creation(file, store, "6a", library)
    assert sorted(tmp_path.rglob("*")) == before


@IN_FILES
def test_a_name_like_a_path_gives_an_ordinary_file(store: Store, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cadeau.bestio"
    file.write_bytes(bundle(("journal.yaml", JOURNAL)))
    assert import_creation(file, store, "6a", library).path == store.folder("6a") / "etc-x.yaml"
    with pytest.raises(BestioError):
        import_creation(file, store, "../6a", library)


@IN_FILES
def test_a_name_twice_is_refused(store: Store, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cadeau.bestio"
    with pytest.warns(UserWarning, match="Duplicate name"):
        file.write_bytes(bundle(("journal.yaml", JOURNAL), ("journal.yaml", JOURNAL)))
    with pytest.raises(BundleError):
        import_creation(file, store, "6a", library)


@IN_FILES
def test_imports_at_the_same_time_take_no_ones_place(
    store: Store, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = export_creation(store.path("5b", "ours"), tmp_path, library)
    both = threading.Barrier(2)
    is_there = disk.is_there

    def slow(path: Path) -> bool:
        found = is_there(path)
        if path.name == "ours.yaml":
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait(0.3)  # both have looked before either has written
        return found

    monkeypatch.setattr(disk, "is_there", slow)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _time: import_creation(file, store, "6a", library).path.name, range(2)))
    assert sorted(made) == ["ours-2.yaml", "ours.yaml"]


@IN_FILES
def test_an_import_that_is_interrupted_leaves_no_group_without_its_voice(
    store: Store, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library.workspace / "voices").mkdir()
    (library.workspace / "voices" / "chevre.yaml").write_text("bestio: voice/1\nid: chevre\ntitle: Chèvre\n", "utf-8")
    file = export_creation(store.path("5b", "les-zebres"), tmp_path, library)
    there = Library(library.bundled, tmp_path / "ailleurs")
    home = Store(there.workspace, lambda: 0.0)
    replace = disk.replace

    def dies(path: Path, data: bytes) -> int:
        if "voices" not in path.parts:
            raise KeyboardInterrupt
        return replace(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(disk, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            import_creation(file, home, "6a", there)
    assert home.groups("6a") == []
    assert import_creation(file, home, "6a", there).path.name == "les-zebres.yaml"
    assert (there.workspace / "voices" / "chevre.yaml").exists()
