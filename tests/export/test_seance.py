"""The file of a séance: all that a class has made, whole or not at all, and found again by who forgets."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bestio.classroom.bundle import import_creation
from bestio.classroom.class_report import EXPORTS, erasure_of
from bestio.errors import BestioError
from bestio.export.seance import write_seance
from bestio.library import Library, find_bundled
from bestio.speech.protocol import ClipUse
from bestio.speech.recorded.renderings import lines_of, read
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.studio.workspace import Workspace
from tests.sure import right


def said(text: str, _voice: Voice) -> Speech:
    return Speech(text, np.full(2205, 0.3, np.float32), 22_050, engine="test")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(Library(find_bundled(), tmp_path / "Bestio"), time.time, right)
    for group in ("Les Vis", "Les Ours"):
        with made.store.new(group, "5b") as journal:
            journal.record(
                "creation.begin", lexicons=["ferraille"], name=f"Zou {group}", traits={"tete": "ferraille:hibou"}
            )
            steps: list[dict[str, Any]] = [{"word": "zut", "source": "own:t1", "author": group}]
            journal.record("phrase.make", id="p1", text=f"La lune avale {group}.", steps=steps)
            journal.record("phrase.keep", id="p1")
    made.store.new("Pas encore", "5b").close()
    return made


def test_all_that_was_made_is_in_it_and_comes_in_again(workspace: Workspace, tmp_path: Path) -> None:
    with (workspace.store.folder("5b") / "casse.yaml").open("wb") as huge:
        huge.truncate(4 << 30)  # larger than any journal, and nothing on the disk
    path = workspace.library.workspace / EXPORTS / "5b" / "5b.zip"
    steps: list[str] = []
    told: list[tuple[int, int, str]] = []
    packed = write_seance(path, workspace, "5b", said, lambda *one: told.append(one), steps.append)
    assert (packed.groups, packed.creatures) == (3, 2)
    assert any("casse" in note.casefold() for note in packed.notes)
    assert {"Les Vis", "Les Ours"} <= {group for _number, _of, group in told}
    assert any("Les Vis" in step for step in steps)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = {name.removeprefix("5b/") for name in archive.namelist()}
        assert {"creations/les-vis.bestio", "creations/pas-encore.bestio", "anthologie/index.html", "galerie.pdf",
                "anthologie/livre.pdf", "anthologie/les-ours.html", "LISEZMOI.txt"} <= names  # fmt: skip
        assert sum(name.endswith(".mp3") for name in names) == 2
        about = archive.read("5b/LISEZMOI.txt").decode()
        assert "bestio import" in about
        assert "casse" in about.casefold()
        archive.extract("5b/creations/les-vis.bestio", tmp_path)
    again = import_creation(tmp_path / "5b/creations/les-vis.bestio", workspace.store, "6a", workspace.library)
    with workspace.store.open(again.path, read_only=True) as journal:
        assert journal.creation.name == "Zou Les Vis"
    assert [one.name for one in path.parent.iterdir()] == [path.name]  # nothing else is left


@pytest.mark.parametrize("when", ["The creation", "The gallery", "One file"])
def test_given_up_it_leaves_nothing(workspace: Workspace, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bestio.export.seance._", lambda text: text)
    path = workspace.library.workspace / EXPORTS / "5b" / "5b.zip"

    class NoMoreError(Exception):
        pass

    def step(told: str) -> None:
        if told.startswith(when):
            raise NoMoreError

    with pytest.raises(NoMoreError):
        write_seance(path, workspace, "5b", step=step)
    assert list(path.parent.iterdir()) == []


def test_a_class_without_a_creature_has_its_groups(workspace: Workspace) -> None:
    workspace.store.new("Seuls", "6c").close()
    path = workspace.library.workspace / "seance.zip"
    assert write_seance(path, workspace, "6c").groups == 1
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["seance/LISEZMOI.txt", "seance/creations/seuls.bestio"]


def test_what_cannot_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BestioError) as told:
        write_seance(tmp_path / "file" / "seance.zip", workspace, "5b")
    assert "séance" in told.value.message
    assert told.value.hint


def test_who_takes_their_voice_back_is_told_of_the_file(workspace: Workspace) -> None:
    bank = workspace.library.workspace / "banques" / "5b"
    bank.mkdir(parents=True)

    def recorded(text: str, _voice: Voice) -> Speech:
        use = ClipUse(0, 1, "word", "Hibou", "abc", "le")
        sound = np.full(2205, 0.3, np.float32)
        return Speech(text, sound, 22_050, engine="recorded", clips=(use,), bank=str(bank))

    path = workspace.library.workspace / EXPORTS / "5b" / "5b.zip"
    write_seance(path, workspace, "5b", recorded)
    (noted,) = read(lines_of(bank))
    assert noted.file == f"{EXPORTS}/5b/5b.zip"
    assert noted.who == ("Hibou",)


def test_who_is_forgotten_is_told_of_the_file(workspace: Workspace) -> None:
    path = workspace.library.workspace / EXPORTS / "5b" / "5b.zip"
    write_seance(path, workspace, "5b")
    what = erasure_of(workspace.store, workspace.library).preview("5b", "les-vis")
    assert path in {*what.files, *what.copies, *what.naming}


def test_what_one_group_costs_is_told_once_in_the_words_of_the_language(workspace: Workspace) -> None:
    with (workspace.store.folder("5b") / "casse.yaml").open("wb") as huge:
        huge.truncate(4 << 30)
    packed = write_seance(workspace.library.workspace / "seance.zip", workspace, "5b")
    assert len(packed.notes) == 1
    assert "casse\u00a0: " in packed.notes[0].casefold()
