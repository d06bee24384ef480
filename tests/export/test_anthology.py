"""The anthology of a class: whole or not at all, with everybody in it, and gone with those who are forgotten."""

from __future__ import annotations

import dataclasses
import errno
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from pypdf import PdfReader

from bestio.classroom.class_report import erasure_of
from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.errors import BestioError, UsageError
from bestio.export.anthology.sounds import FOLDER, marked
from bestio.export.anthology.write import BOOK, INDEX, PASSPORTS, write_anthology
from bestio.library import Library, find_bundled
from bestio.speech.protocol import ClipUse
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.studio.workspace import Workspace
from tests.cli.conftest import Line
from tests.export.test_paper_pages import HOSTILE
from tests.pdf import faults, fonts, overlaps
from tests.sure import right

PHRASES = {"Les Vis": "La lune avale une lampe.", "Les Ours": "#panic() *gras* <b>Il pleut</b> des boulons 🤖."}


def said(text: str, _voice: Voice) -> Speech:
    return Speech(text, np.full(2205, 0.3, np.float32), 22_050, engine="test")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(Library(find_bundled(), tmp_path / "Bestio"), time.time, right)
    for group, phrase in PHRASES.items():
        with made.store.new(group, "5b") as journal:
            journal.record(
                "creation.begin", lexicons=["ferraille"], name=f"Zou {group}", traits={"tete": "ferraille:hibou"}
            )
            journal.record("text.write", id="t1", title=f"Texte de {group}", text=phrase)
            journal.record("text.share", id="t1")
            steps: list[dict[str, Any]] = [
                {"word": word, "source": "own:t1", "author": group} for word in phrase.split()
            ]
            journal.record("phrase.make", id="p1", text=phrase, steps=steps)
            journal.record("phrase.keep", id="p1")
            journal.record("poll.answer", poll="qui-parle", when="before", answers={"vivant": "un peu"})
    made.store.new("Pas encore", "5b").close()
    (made.store.folder("5b") / "casse.yaml").write_bytes(b"\x00")
    return made


def text_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_everybody_is_in_it(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "anthologie"
    told: list[str] = []
    written = write_anthology(folder, workspace, "5b", said, lambda _number, _of, group: told.append(group))
    assert written.creatures == 2
    assert set(PHRASES) <= set(told)
    book, index = text_of(folder / BOOK), (folder / INDEX).read_text(encoding="utf-8")
    for group in PHRASES:
        assert f"Zou {group}" in book
        assert f"Texte de {group}" in book
        assert f"Zou {group}" in text_of(folder / PASSPORTS)
        assert f"Zou {group}" in index
    assert "La lune avale une lampe." in book
    assert "#panic() *gras* <b>Il pleut</b>" in " ".join(book.split())
    assert "Un robot qui parle" in book
    assert len(list((folder / FOLDER).iterdir())) == 2
    links = {path.name for path in folder.glob("*.html")} - {INDEX}
    assert links == {"les-vis.html", "les-ours.html"}
    assert all(f'href="{name}"' in index for name in (*links, BOOK, PASSPORTS))
    assert list(tmp_path.rglob("*.part")) == []


def test_the_same_class_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    first, second = tmp_path / "un", tmp_path / "deux"
    for folder in (first, second):
        write_anthology(folder, workspace, "5b", said)
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(names) == 7
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]


def test_what_is_there_is_never_replaced_and_a_half_never_stays(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "anthologie"
    folder.mkdir()
    with pytest.raises(UsageError, match="déjà"):
        write_anthology(folder, workspace, "5b")
    calls = 0

    def breaks(text: str, voice: Voice) -> Speech:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise BestioError("plus de voix")
        return said(text, voice)

    with pytest.raises(BestioError, match="plus de voix"):
        write_anthology(tmp_path / "autre", workspace, "5b", breaks)
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(BestioError, match="ne peut pas être écrite"):
        write_anthology(tmp_path / "fichier" / "ici", workspace, "5b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Bestio", "anthologie", "fichier"]


class NoMoreError(Exception):
    """Nobody wants it any more."""


@pytest.mark.parametrize("when", [1, 2, 3, 5], ids=["at once", "the second", "the third", "the book"])
def test_given_up_it_leaves_nothing_and_the_one_of_before_as_it_was(
    workspace: Workspace, tmp_path: Path, when: int
) -> None:
    write_anthology(tmp_path / "anthologie", workspace, "5b", said)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    steps: list[tuple[int, int]] = []

    def progress(number: int, of: int, _what: str) -> None:
        steps.append((number, of))
        if number == when:
            raise NoMoreError

    with pytest.raises(NoMoreError):
        write_anthology(tmp_path / "autre", workspace, "5b", said, progress)
    assert steps == [(number, 5) for number in range(1, when + 1)]  # four journals, and the book
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Bestio", "anthologie"]


def test_a_half_that_a_kill_has_left_is_in_nobodys_way(workspace: Workspace, tmp_path: Path) -> None:
    half = tmp_path / ".anthologie.part"
    (half / FOLDER).mkdir(parents=True)
    (half / "vieux.html").write_text("x", encoding="utf-8")
    write_anthology(tmp_path / "anthologie", workspace, "5b", said)
    assert not (tmp_path / "anthologie" / "vieux.html").exists()
    assert not half.exists()


def test_what_is_open_elsewhere_is_told(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_path: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")  # as Windows says of a folder in which a file is open

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(BestioError, match="ne peut pas être écrite") as told:
        write_anthology(tmp_path / "anthologie", workspace, "5b", said)
    assert told.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["Bestio"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount a small disk")
@pytest.mark.parametrize("size", ["8k", "64k", "200k"])
def test_a_full_disk_is_told(workspace: Workspace, tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        (disk / "vieux.txt").write_text("une anthologie", encoding="utf-8")
        with pytest.raises(BestioError, match="plein"):
            write_anthology(disk / "anthologie", workspace, "5b", said)
        assert {path.name: path.read_text(encoding="utf-8") for path in disk.iterdir()} == {
            "vieux.txt": "une anthologie"
        }
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_group_that_cannot_be_read_is_told_and_costs_itself_alone(workspace: Workspace, tmp_path: Path) -> None:
    with (workspace.store.folder("5b") / "enorme.yaml").open("wb") as huge:
        huge.truncate(4 << 30)  # larger than any journal, and nothing on the disk
    written = write_anthology(tmp_path / "anthologie", workspace, "5b", said)
    assert written.creatures == 2
    assert [note.casefold().partition("\u00a0: ")[0] for note in written.notes] == ["enorme"]


def test_its_files_are_found_by_those_they_show(workspace: Workspace) -> None:
    folder = workspace.library.workspace / "exports" / "5b" / "anthologie"
    write_anthology(folder, workspace, "5b", said)
    both = {"5b/les-vis", "5b/les-ours"}
    assert all(named_in_gallery(folder / name) == both for name in (BOOK, PASSPORTS, INDEX))
    assert named_in_gallery(folder / "les-vis.html") == {"5b/les-vis"}


def test_a_sound_says_whose_words_it_holds_and_plays(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "anthologie"
    write_anthology(folder, workspace, "5b", said)
    sounds = {path.name[:7]: path for path in (folder / FOLDER).iterdir()}
    assert named_in_gallery(sounds["les-vis"]) == {"5b/les-vis"}
    assert named_in_gallery(sounds["les-our"]) == {"5b/les-ours"}
    samples, rate = soundfile.read(str(sounds["les-vis"]))
    assert rate == 22_050
    assert np.sqrt(np.mean(samples**2)) > 0.1
    assert marked(b"x" * 20, ["5b/les-vis"] * 40).startswith(b"ID3\x04\0\0\0\0\x03")  # seven bits a byte: 472


def test_who_is_forgotten_goes_out_of_it(workspace: Workspace) -> None:
    exports = workspace.library.workspace / "exports" / "5b"
    for name in ("anthologie", "anthologie-dys"):
        write_anthology(exports / name, workspace, "5b", said, dys=name.endswith("dys"))
    erasure = erasure_of(workspace.store, workspace.library)
    what = erasure.preview("5b", "les-vis")
    for name in ("anthologie", "anthologie-dys"):
        (sound,) = (exports / name / FOLDER).glob("les-vis-*.mp3")
        gone = {exports / name / file for file in (BOOK, PASSPORTS, INDEX, "les-vis.html")} | {sound}
        assert gone <= set(what.files)
    assert not any("anthologie" in str(path) for path in what.naming)
    erasure.forget(what, now=time.time())
    left = sorted(path.name[:8] for path in (exports / "anthologie").rglob("*") if path.is_file())
    assert left == ["les-ours", "les-ours"]  # their page, their sound


def test_who_takes_their_voice_back_takes_what_it_is_heard_in(workspace: Workspace) -> None:
    home = workspace.library.workspace
    kept = RecordedVoices(home, time.time())
    kept.turn_on("5b", "5b")
    (clip,) = kept.add("5b", "Hibou", [Cut("lune", np.full(RATE // 2, 0.2, np.float32))])
    used = (ClipUse(0, 1, "word", "Hibou", clip.id),)

    def spoken(text: str, voice: Voice) -> Speech:
        speech = said(text, voice)
        return dataclasses.replace(speech, bank=str(kept.folder("5b")), clips=used) if "lune" in text else speech

    folder = home / "exports" / "5b" / "anthologie"
    write_anthology(folder, workspace, "5b", spoken)
    what = kept.of_person("5b", "Hibou")
    assert what.elsewhere == ()
    (sound,) = (folder / FOLDER).glob("les-vis-*.mp3")
    assert set(what.sounds) == {sound, folder / "les-vis.html"}
    kept.erase(what)
    assert (folder / "les-ours.html").exists()
    assert not sound.exists()


@pytest.mark.slow
@pytest.mark.parametrize("dys", [False, True], ids=["usual", "dys"])
@pytest.mark.parametrize("text", HOSTILE, ids=["endless", "wide", "signs", "code"])
def test_nothing_leaves_its_pages_whoever_wrote_it(tmp_path: Path, text: str, dys: bool) -> None:
    made = Workspace(Library(find_bundled(), tmp_path / "Bestio"), time.time, right)
    made.store.make_class(text[:40])
    (class_id,) = made.store.classes()
    with made.store.new(text[:40], class_id) as journal:
        journal.record("creation.begin", lexicons=["ferraille"], name=text[:40], traits={"tete": "ferraille:hibou"})
        journal.record("text.write", id="t1", title=text[:80], text=text)
        journal.record("text.share", id="t1")
        for number in range(3):
            steps = [{"word": word, "source": "own:t1", "author": text[:40]} for word in text[:1500].split()]
            journal.record("phrase.make", id=f"p{number}", text=text[:1500], steps=steps)
            journal.record("phrase.keep", id=f"p{number}")
        journal.record("note.write", id="auteur/charte", text=text[:1500])
        journal.record("note.write", id="auteur/signature", text=text[:1500])
        journal.record("poll.answer", poll="qui-parle", when="before", answers={"vivant": "un peu"})
    write_anthology(tmp_path / "a", made, class_id, dys=dys)
    for file in (BOOK, PASSPORTS):
        assert (file, faults(tmp_path / "a" / file)) == (file, [])
        assert (file, overlaps(tmp_path / "a" / file)) == (file, [])
    assert ("AtkinsonHyperlegible-Regular" in fonts(tmp_path / "a" / BOOK)) == dys


def test_lines_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    line("anthology", "5b", code=2)
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "3")
    told = line.data("anthology", "5b", "--out", str(tmp_path / "a"))
    assert told["creatures"] == 1
    assert (tmp_path / "a" / INDEX).exists()
    line("anthology", "5b", "--out", str(tmp_path / "a"), code=2)
    assert Path(line.data("anthology", "5b", "--dys")["folder"]).name == "anthologie-dys"
