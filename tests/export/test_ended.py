"""A class that has ended: exported, looked over, erased; cut short anywhere, nothing of it is lost; taken in again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.classroom.bundle import export_creation, import_creation
from bestio.classroom.erasure.plan import Erasure
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.classroom.store import Store
from bestio.classroom.term import GRACE, NOTICE, today
from bestio.errors import BestioError, UsageError
from bestio.export.ended import folder as ended_folder
from bestio.export.ended.folder import ATELIER, COPIES, CREATIONS, README
from bestio.export.ended.retention import Done, Retention
from bestio.export.ended.sums import SUMS, damaged, write_sums
from bestio.export.ended.taking_in import is_export, take_in
from bestio.journal.journals import Journals
from bestio.library import Library, find_bundled
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.speech.voice import Voice, save_voice
from bestio.studio.workspace import Workspace
from tests.classroom.conftest import DYING, IN_FILES, keeping, library
from tests.pace import until

__all__ = ["keeping", "library"]

TITLE, CLASS = "5e B – l’été", "5e-b-l-ete"
LONG_AGO = date(2020, 7, 10)


def cut(text: str, seed: int = 0) -> Cut:
    noise = np.random.default_rng(seed).normal(0, 0.1, RATE // 4).astype(np.float32)
    return Cut(text, noise, ((text, 0.0, 0.25),))


def filled(workspace: Workspace) -> Workspace:
    """Two groups of a class with a creature, a text, a voice that one saved, a sound; and another class."""
    store, library = workspace.store, workspace.library
    assert store.make_class(TITLE) == CLASS
    for name in ("Les Zèbres", "Ours"):
        with store.new(name, CLASS) as journal:
            journal.record("creation.begin", lexicons=["ferraille"], name="Bob", traits={"tete": "ferraille:hibou"})
            journal.record("text.write", id="t1", title="Le chat", text=f"Le chat de {name} dort sous l’armoire.")
            if name == "Ours":
                voice = Voice("voix-des-ours", "Voix des Ours", rate=200)
                save_voice(library.own("voices") / "voix-des-ours.yaml", voice, saved_by=journal.header.mark)
                journal.record("voice.choose", id="voix-des-ours")
    with store.new("Crabes", "5a") as journal:
        journal.record("persona.name", name="Pince")
    sound = library.workspace / "sons" / CLASS / "ours" / "bonjour.mp3"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"son")
    return workspace


@pytest.fixture
def workspace(keeping: Journals | None, library: Library, clock: Any) -> Workspace:
    store = Store(library.workspace, clock, keeping)
    return filled(Workspace(library, clock, lambda problem: pytest.fail(str(problem)), store=store))


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "classes finies"


def contents(store: Store) -> dict[tuple[str, str], bytes]:
    return {(one.class_id, one.id): store.content(one.path) for one in store.recent(100)}


def carried_out(workspace: Workspace, to: Path, **named: Any) -> list[Done]:
    return list(Retention(workspace, to, **named).carry_out())


def in_workspace(workspace: Workspace) -> list[str]:
    """The files of the workspace that are of the class that ended."""
    files = [path for path in workspace.library.workspace.rglob("*") if path.is_file()]
    return [
        str(path) for path in files
        if path.parent.name != "5a" and (CLASS in str(path) or "ours" in path.name or "voix" in path.name)
    ]  # fmt: skip


# --- when -------------------------------------------------------------------------------------------------------------


@IN_FILES
def test_a_class_is_told_to_end_then_stays_for_its_grace_then_goes(workspace: Workspace, clock: Any) -> None:
    store, here = workspace.store, today(clock())
    assert Retention(workspace).endings() == []
    for left, state in (
        (NOTICE + 1, None),
        (NOTICE, "soon"),
        (0, "soon"),
        (-1, "waits"),
        (-GRACE, "waits"),
        (-GRACE - 2, "due"),
    ):
        store.set_last_day(CLASS, here + timedelta(left))
        found = Retention(workspace).endings()
        assert [(one.class_id, one.title, one.state) for one in found] == ([(CLASS, TITLE, state)] if state else [])
    store.set_last_day(CLASS, here - timedelta(2))
    assert Retention(workspace, grace=0).endings()[0].state == "due"
    store.set_last_day(CLASS, date.max)
    assert Retention(workspace).endings() == []
    with pytest.raises(UsageError):
        Retention(workspace, grace=-1)


def test_nothing_goes_before_its_time_and_looking_changes_nothing(workspace: Workspace, to: Path, clock: Any) -> None:
    before, files = contents(workspace.store), in_workspace(workspace)
    workspace.store.set_last_day(CLASS, today(clock()) - timedelta(GRACE))
    assert carried_out(workspace, to) == []
    workspace.store.set_last_day(CLASS, LONG_AGO)
    classes = Retention(workspace)
    (ending,) = classes.endings()
    what = classes.preview(ending)
    assert set(what.groups) == {"Les Zèbres", "Ours"}
    assert contents(workspace.store) == before
    assert [one for one in in_workspace(workspace) if not one.endswith("_fin.txt")] == files
    assert not to.exists()


# --- exporting and erasing --------------------------------------------------------------------------------------------


def test_what_is_exported_is_whole_and_comes_back_byte_for_byte(workspace: Workspace, to: Path, clock: Any) -> None:
    kept = RecordedVoices(workspace.library.workspace, clock(), workspace.store.banks)
    kept.turn_on(CLASS, TITLE)
    kept.add(CLASS, "Hibou", [cut("lune", 1), cut("nuit", 2)], group="ours")
    before = contents(workspace.store)
    workspace.store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(workspace, to)
    assert (done.error, done.erased, done.notices) == ("", True, ())
    folder = to / f"{CLASS}-2020-07-10"
    assert done.folder == folder
    assert is_export(folder)
    assert damaged(folder) == ""
    assert contents(workspace.store) == {("5a", "crabes"): before["5a", "crabes"]}
    assert not workspace.store.has_class(CLASS)
    assert in_workspace(workspace) == []

    told = (folder / README).read_text("utf-8-sig")
    for word in (TITLE, "10/07/2020", "Les Zèbres", "Ours", "2 enregistrements", SUMS):
        assert word in told
    assert "Bob" in (folder / "anthologie" / "index.html").read_text("utf-8")
    assert (folder / "anthologie" / "livre.pdf").stat().st_size > 10_000
    for group in ("ours", "les-zebres"):  # each creation for itself
        made = import_creation(folder / CREATIONS / f"{group}.bestio", workspace.store, "5c", workspace.library)
        assert workspace.store.content(made.path).partition(b"\n")[2] == before[CLASS, group].partition(b"\n")[2]
        with workspace.store.open(made.path, read_only=True) as journal:
            assert journal.creation.name == "Bob"

    voice = workspace.library.own("voices") / "voix-des-ours.yaml"
    voice.unlink()
    taken = take_in(folder, workspace)  # and all of it
    assert (taken.titles, taken.left, taken.notices) == ((TITLE,), 0, ())
    assert {key: data for key, data in contents(workspace.store).items() if key[0] != "5c"} == before
    assert workspace.store.last_day(CLASS) is None
    assert (workspace.library.workspace / "sons" / CLASS / "ours" / "bonjour.mp3").read_bytes() == b"son"
    assert voice.is_file()
    assert [clip.text for clip in kept.bank(CLASS).clips] == ["lune", "nuit"]
    again = take_in(folder, workspace)
    assert {one.state for one in again.creations} == {"same"}
    assert damaged(folder) == ""


def test_recordings_whose_time_is_over_go_and_are_not_exported(workspace: Workspace, to: Path, clock: Any) -> None:
    kept = RecordedVoices(workspace.library.workspace, clock(), workspace.store.banks)
    kept.turn_on(CLASS, TITLE, (today(clock()) + timedelta(3)).isoformat())
    kept.add(CLASS, "Hibou", [cut("lune", 1)])
    workspace.store.set_last_day(CLASS, today(clock()))
    clock.pass_((GRACE + 4) * 86_400)
    (done,) = carried_out(workspace, to)
    assert done.erased
    assert done.folder is not None
    assert not (done.folder / ATELIER / "banques").exists()
    assert not [path for path in done.folder.rglob("*") if path.is_file() and b"Hibou" in path.read_bytes()]
    assert CLASS not in workspace.store.banks.classes()


@IN_FILES
def test_the_digests_are_those_that_everybody_can_check(workspace: Workspace, to: Path) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("there is no sha256sum here")
    for name in ("a\\b\n.mp3", "l’été.mp3", "  x .mp3"):
        (workspace.library.workspace / "sons" / CLASS / "ours" / name).write_bytes(name.encode())
    workspace.store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(workspace, to)
    assert done.folder is not None
    subprocess.run([program, "--check", "--strict", "--quiet", SUMS], cwd=done.folder, check=True)
    (done.folder / README).write_bytes(b"x")
    assert damaged(done.folder) == README


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20)


@settings(max_examples=12)
@given(st.dictionaries(_NAMES.filter(lambda name: name[0] != "." and name != SUMS), st.binary(max_size=40), max_size=4))
def test_whatever_files_are_called_their_digests_are_found_again(names: dict[str, bytes]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        kept = {name: data for name, data in names.items() if len(name.encode()) < 200}
        for name, data in kept.items():
            (folder / name).write_bytes(data)
        write_sums(folder)
        assert damaged(folder) == ""
        for name, data in kept.items():
            (folder / name).write_bytes(data + b"x")
            assert damaged(folder) == name
            (folder / name).write_bytes(data)
        (folder / SUMS).write_bytes((folder / SUMS).read_bytes() + b"x")
        assert damaged(folder) == SUMS


@pytest.mark.parametrize("line", ["../x", "/etc/hostname", "rien"])
def test_digests_from_elsewhere_lead_nowhere(tmp_path: Path, line: str) -> None:
    (tmp_path / "x").write_bytes(b"")
    folder = tmp_path / "export"
    folder.mkdir()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (folder / SUMS).write_text(f"{empty}  {line}\n")
    assert damaged(folder) == line


@IN_FILES
def test_what_goes_from_elsewhere_in_the_workspace_is_exported_too(workspace: Workspace, to: Path) -> None:
    """A file that somebody exported, a damaged part that was set aside, what a gallery shows."""
    home, store = workspace.library.workspace, workspace.store
    export_creation(store.path(CLASS, "ours"), home / "à garder.bestio", workspace.library)
    (store.folder(CLASS) / "ours.mis-de-cote.txt").write_bytes(b"abc\n")
    store.set_last_day(CLASS, LONG_AGO)
    bundle = (home / "à garder.bestio").read_bytes()
    (done,) = carried_out(workspace, to)
    assert done.erased, done.error
    assert done.folder is not None
    assert not (home / "à garder.bestio").exists()
    assert (done.folder / COPIES / "à garder.bestio").read_bytes() == bundle
    assert (done.folder / ATELIER / "workshops" / CLASS / "ours.mis-de-cote.txt").read_bytes() == b"abc\n"
    assert damaged(done.folder) == ""


@IN_FILES
def test_old_journals_and_what_could_not_be_saved_go_too_and_are_exported(
    workspace: Workspace, to: Path, tmp_path: Path, clock: Any
) -> None:
    rescue, store = tmp_path / "Bestio-secours", workspace.store
    library = replace(workspace.library, rescue=rescue)
    rescue.mkdir()
    data = store.content(store.path(CLASS, "ours"))
    (rescue / "ours-1.yaml").write_bytes(data)
    (rescue / "crabes-1.yaml").write_bytes(store.content(store.path("5a", "crabes")))
    (store.folder(CLASS) / "ours.journal-1.bak").write_bytes(b"ancien")
    store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(Workspace(library, clock, lambda _problem: None, store=store), to)
    assert done.erased, done.error
    assert done.folder is not None
    assert [path.name for path in rescue.iterdir()] == ["crabes-1.yaml"]
    assert (done.folder / COPIES / rescue.name / "ours-1.yaml").read_bytes() == data
    assert (done.folder / ATELIER / "workshops" / CLASS / "ours.journal-1.bak").read_bytes() == b"ancien"
    assert in_workspace(workspace) == []


@IN_FILES
@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are for Linux")
def test_what_is_damaged_or_cannot_be_named_is_exported_as_it_is(
    workspace: Workspace, to: Path, tmp_path: Path
) -> None:
    store = workspace.store
    folder = store.folder(CLASS)
    odd = {b"\xff\xfe.yaml": b"\0\1 rien", b"a\nb.yaml": b"--- rien\n", b"con:.yaml": b"", b"caf\xe9.txt": b"x"}
    for name, data in odd.items():
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(data)
    os.mkfifo(folder / "tuyau.yaml")
    (tmp_path / "secret.yaml").write_bytes(b"secret")
    (folder / "lien.yaml").symlink_to(tmp_path / "secret.yaml")
    store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(workspace, to)
    assert done.erased, done.error
    assert done.folder is not None
    assert not folder.exists()
    there = os.fsencode(done.folder / ATELIER / "workshops" / CLASS)
    for name, data in odd.items():
        assert Path(os.fsdecode(there + b"/" + name)).read_bytes() == data
    assert (tmp_path / "secret.yaml").read_bytes() == b"secret"
    assert not [path for path in done.folder.rglob("*") if path.is_file() and path.read_bytes() == b"secret"]
    (done.folder / README).read_text("utf-8-sig").encode()
    assert damaged(done.folder) == ""


# --- what stands in the way -------------------------------------------------------------------------------------------


def test_a_class_that_cannot_be_exported_costs_that_class(
    workspace: Workspace, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(workspace.store)
    workspace.store.set_last_day(CLASS, LONG_AGO)
    workspace.store.set_last_day("5a", LONG_AGO)
    real = export_creation

    def fails(path: Path, *rest: Any) -> Path:
        if path.stem == "ours":
            raise OSError(28, "No space left on device", str(path))
        return real(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(ended_folder, "export_creation", fails)
        done = {one.ending.class_id: one for one in carried_out(workspace, to)}
    assert "le disque est plein" in done[CLASS].error
    assert done["5a"].erased
    assert contents(workspace.store) == {key: data for key, data in before.items() if key[0] == CLASS}
    assert [path.name for path in to.iterdir()] == ["5a-2020-07-10"]
    (again,) = carried_out(workspace, to)
    assert again.erased
    assert contents(workspace.store) == {}


@IN_FILES
def test_a_fault_of_ours_costs_one_class_and_tells_no_word(
    workspace: Workspace, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(part: Path, _workspace: Workspace, class_id: str) -> list[str]:
        if class_id == CLASS:
            raise ValueError("Le chat dort")
        return []

    for name in (CLASS, "5a"):
        workspace.store.set_last_day(name, LONG_AGO)
    monkeypatch.setattr(ended_folder, "_write_anthology", fails)
    done = {one.ending.class_id: one for one in carried_out(workspace, to)}
    assert "ValueError" in done[CLASS].error
    assert "chat" not in done[CLASS].error
    assert done["5a"].erased
    assert workspace.store.classes() == [CLASS]


def test_a_group_at_work_keeps_its_class(workspace: Workspace, to: Path) -> None:
    workspace.store.set_last_day(CLASS, LONG_AGO)
    before = contents(workspace.store)
    with workspace.store.open(workspace.store.path(CLASS, "ours")) as journal:
        (done,) = carried_out(workspace, to)
        assert "déjà ouvert" in done.error
        assert contents(workspace.store) == before
        journal.record("persona.name", name="Plus tard")
    (done,) = carried_out(workspace, to)  # the export of before has not what was done since
    assert done.erased
    assert done.folder == to / f"{CLASS}-2020-07-10-2"
    assert b"Plus tard" in (done.folder / ATELIER / "workshops" / CLASS / "ours.yaml").read_bytes()


def first(late: Any, calls: list[object], forget: Any) -> Any:
    """What does `late` before it forgets."""

    def forgets(erasure: Any, what: Any, **named: Any) -> Any:
        late()
        calls.append(late)
        return forget(erasure, what, **named)

    return forgets


@pytest.mark.slow
def test_what_is_done_between_the_export_and_the_erasing_keeps_the_class(
    workspace: Workspace, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A group, an act, a sound, and a teacher who lets the class go on: each at the last moment."""
    store = workspace.store
    store.set_last_day(CLASS, LONG_AGO)

    def new_group() -> None:
        store.new("Pies", CLASS).close()

    def new_act() -> None:
        with store.open(store.path(CLASS, "ours")) as journal:
            journal.record("persona.name", name="Tard")

    def new_sound() -> None:
        (workspace.library.workspace / "sons" / CLASS / "ours" / "tard.mp3").write_bytes(b"x")

    def goes_on() -> None:
        store.set_last_day(CLASS, None)

    for late in (new_group, new_act, new_sound, goes_on):
        calls: list[object] = []
        before = contents(store)
        with monkeypatch.context() as patch:
            patch.setattr(Erasure, "forget", first(late, calls, Erasure.forget))
            (done,) = carried_out(workspace, to)
        assert calls == [late]
        assert not done.erased
        assert done.error
        assert set(before) <= set(contents(store))
        store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(workspace, to)
    assert done.erased
    assert done.folder is not None
    assert len(list((done.folder / CREATIONS).iterdir())) == 3


def test_a_copy_in_a_class_that_goes_on_is_for_people_to_decide(workspace: Workspace, to: Path) -> None:
    store = workspace.store
    made = import_creation_of(workspace, "ours", "6a")
    store.set_last_day(CLASS, LONG_AGO)
    before = contents(store)
    with pytest.raises(BestioError, match="6a"):
        Retention(workspace).preview(Retention(workspace).endings()[0])
    (done,) = carried_out(workspace, to)
    assert "6a" in done.error
    assert "--keep-copies" in done.error
    assert contents(store) == before
    (done,) = carried_out(workspace, to, keep_copies=True)
    assert done.erased
    assert store.content(made) == before["6a", "ours"]
    assert not store.has_class(CLASS)


def test_two_classes_with_copies_of_each_other_end_together(workspace: Workspace, to: Path) -> None:
    store = workspace.store
    import_creation_of(workspace, "ours", "5a")
    for name in (CLASS, "5a"):
        store.set_last_day(name, LONG_AGO)
    before = contents(store)
    done = carried_out(workspace, to)
    assert [one.erased for one in done] == [True, True], done
    assert contents(store) == {}
    kept = {
        (path.parent.name, path.stem): path.read_bytes()
        for path in to.rglob("*.yaml") if path.parent.parent.name == "workshops"
    }  # fmt: skip
    assert kept == before


def import_creation_of(workspace: Workspace, group: str, class_id: str) -> Path:
    store = workspace.store
    path = workspace.library.workspace / "carried.bestio"
    export_creation(store.path(CLASS, group), path, workspace.library, store)
    made = import_creation(path, store, class_id, workspace.library)
    path.unlink()
    return made.path


@IN_FILES
def test_an_export_never_stands_where_erasing_looks(workspace: Workspace, tmp_path: Path) -> None:
    home = workspace.library.workspace
    (tmp_path / "lien").symlink_to(home)
    for where in (home, home / "exports" / "x", tmp_path / "lien" / "x", home / ".." / home.name / "y"):
        with pytest.raises(UsageError, match="--to"):
            Retention(workspace, where)
    Retention(workspace, tmp_path / f"{home.name}-exports")


@IN_FILES
def test_a_damaged_export_is_not_taken_for_a_whole_one(workspace: Workspace, to: Path, clock: Any) -> None:
    store = workspace.store
    store.set_last_day(CLASS, LONG_AGO)
    before = contents(store)
    with store.open(store.path(CLASS, "ours")):
        carried_out(workspace, to)
    folder = to / f"{CLASS}-2020-07-10"
    (folder / "anthologie" / "index.html").write_bytes(b"rien")
    with pytest.raises(BestioError, match="n’y est pas le même"):
        take_in(folder, workspace)
    (done,) = carried_out(workspace, to)
    assert done.erased
    assert done.folder == to / f"{CLASS}-2020-07-10-2"
    take_in(done.folder, workspace)
    assert contents(store) == before


@IN_FILES
def test_a_hostile_export_writes_nothing_outside_its_classes(workspace: Workspace, to: Path, tmp_path: Path) -> None:
    store = workspace.store
    store.set_last_day(CLASS, LONG_AGO)
    (done,) = carried_out(workspace, to)
    folder = done.folder
    assert folder is not None
    secret = tmp_path / "secret.mp3"
    secret.write_bytes(b"secret")
    atelier = folder / ATELIER
    (atelier / "sons" / CLASS / "ours" / "lien.mp3").symlink_to(secret)
    (atelier / "voices" / "x.yaml").write_text("bestio: voice/1\nid: y\nengine: '../../x'\n")
    (atelier / "lexicons").mkdir(exist_ok=True)
    (atelier / "lexicons" / "nul.yaml").write_text("[" * 1000)
    (atelier / "workshops" / CLASS / "casse.yaml").write_bytes(b"\x00\x01 rien")
    write_sums(folder)
    taken = take_in(folder, workspace)
    assert taken.left == 1
    assert taken.notices
    assert b"secret" not in b"".join(path.read_bytes() for path in workspace.library.workspace.rglob("*.mp3"))
    assert not (workspace.library.workspace / "lexicons" / "nul.yaml").exists()
    assert {one.id for one in store.groups(CLASS)} == {"ours", "les-zebres"}


# --- cut short --------------------------------------------------------------------------------------------------------

KILLS = 24
KILLED = (
    """
import os, signal, sys, time
from pathlib import Path
from bestio.library import Library, find_bundled
from bestio.studio.workspace import Workspace
from bestio.export.ended.retention import Retention

library = Library(Path(sys.argv[1]), Path(sys.argv[2]), store=sys.argv[5])
last = int(sys.argv[4])
"""
    + DYING
    + """
workspace = Workspace(library, time.time, lambda problem: None)
classes = Retention(workspace, Path(sys.argv[3]))
workspace.store.classes()
for name in ("open", "write", "unlink", "rename", "replace", "rmdir", "mkdir", "fsync"):
    setattr(os, name, dying(getattr(os, name)))
done = list(classes.carry_out())
if not all(one.erased for one in done):
    sys.exit("; ".join(one.error for one in done))
sys.stdout.write(str(made))
"""
)


def retain_until(library: Library, to: Path, last: int, address: str = "") -> int | None:
    """Carry it out in another process that is killed at that call to the system; how many it made, or None."""
    words = [sys.executable, "-c", KILLED, library.bundled, library.workspace, to, str(last), address]
    done = subprocess.run([*map(str, words)], check=False, capture_output=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return int(done.stdout) if done.returncode == 0 else None


def ended(library: Library, to: Path, address: str) -> bool:
    """Whether it is done: a server may take a moment to see that who held the class is dead."""
    try:
        return retain_until(library, to, -1, address) is not None
    except AssertionError as error:
        if "déjà ouvert" in str(error):
            return False
        raise


def whole_exports(to: Path) -> Iterator[Path]:
    for folder in sorted(to.iterdir()) if to.is_dir() else ():
        if not folder.name.startswith("."):
            assert damaged(folder) == "", "an export that has its name is whole"
            yield folder


def kept_in(folder: Path) -> dict[tuple[str, str], bytes]:
    return {(path.parent.name, path.stem): path.read_bytes() for path in folder.glob(f"{ATELIER}/workshops/*/*.yaml")}


@IN_FILES
@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="killed with a signal")
def test_killed_at_any_call_nothing_is_lost_and_doing_it_again_ends_it(workspace: Workspace, to: Path) -> None:
    """At `KILLS` of its calls to the system, from the first to the last."""
    library, store = workspace.library, workspace.store
    store.set_last_day(CLASS, LONG_AGO)
    before = contents(store)
    whole = library.workspace.with_name("entier")
    shutil.copytree(library.workspace, whole)
    calls = retain_until(library, to, -1)
    assert calls is not None
    assert calls > KILLS
    random = Random(1)
    places = sorted({round(part * (calls - 1) / (KILLS - 1)) for part in range(KILLS - 8)} | {calls - 1})
    places += sorted({random.randrange(calls * 2 // 3, calls) for _one in range(8)})  # most of erasing is there
    for number in places:
        shutil.rmtree(library.workspace)
        shutil.rmtree(to)
        shutil.copytree(whole, library.workspace)
        assert retain_until(library, to, number) is None
        left, kept = contents(store), [kept_in(folder) for folder in whole_exports(to)]
        for key, data in before.items():
            assert left.get(key) == data or any(one.get(key) == data for one in kept), (number, key)
        assert [one.error for one in carried_out(workspace, to) if not one.erased] == []
        assert in_workspace(workspace) == []
        assert store.classes() == ["5a"]
        exports = list(whole_exports(to))
        assert kept_in(exports[0]) == {key: data for key, data in before.items() if key[0] == CLASS}
        assert not [path for path in to.iterdir() if path.name.startswith(".")]


@pytest.mark.slow
@pytest.mark.usefixtures("postgres")
@pytest.mark.skipif(os.name != "posix", reason="killed with a signal")
def test_on_a_server_a_kill_loses_nothing_either(tmp_path: Path, postgres: Any, journals_on_server: Any) -> None:
    address = postgres.new()
    library = Library(find_bundled(), tmp_path / "Bestio")
    journals = journals_on_server(library.workspace / "workshops", time.time, address)
    store = Store(library.workspace, time.time, journals)
    workspace = filled(Workspace(library, time.time, lambda _problem: None, store=store))
    store.set_last_day(CLASS, LONG_AGO)
    before = contents(store)
    to = tmp_path / "finies"
    calls = retain_until(library, to, -1, address)
    assert calls is not None
    export = next(whole_exports(to))
    for part in range(8):
        if not store.has_class(CLASS):
            take_in(export, workspace)
            store.set_last_day(CLASS, LONG_AGO)
        assert contents(store) == before
        other = tmp_path / f"finies {part}"
        assert retain_until(library, other, round((part + 1) * calls / 9), address) is None
        left, kept = contents(store), [kept_in(folder) for folder in whole_exports(other)]
        for key, data in before.items():
            assert left.get(key) == data or any(one.get(key) == data for one in kept)
        until(partial(ended, library, other, address), 60, "what was killed still holds the class")
        assert store.classes() == ["5a"]
        assert in_workspace(workspace) == []
