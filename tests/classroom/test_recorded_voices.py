"""A voice belongs to somebody: nothing before a leave, nothing after its date, all of it goes when asked."""

from __future__ import annotations

import errno
import hashlib
import threading
from pathlib import Path

import numpy as np
import pytest

from bestio.classroom.bundle import export_creation
from bestio.classroom.class_report import describe_forgetting, erasure_of, made_by_groups
from bestio.classroom.consent import consent
from bestio.classroom.made_up import read_date
from bestio.classroom.moving import move_group
from bestio.classroom.recorded_voices import NotAllowed, RecordedVoices
from bestio.classroom.store import Store
from bestio.classroom.word_list import worth_recording
from bestio.errors import BestioError, UsageError
from bestio.library import Library, find_bundled
from bestio.speech.recorded import file_banks, renderings
from bestio.speech.recorded.bank_index import clip_path
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.speech.recorded.renderings import Rendering
from bestio.speech.voice import load_voices
from bestio.storage import disk
from bestio.storage.lock import WriterLock

NOW = 1_795_000_000.0  # 18 November 2026


def cut(text: str, seed: int = 0, seconds: float = 0.3) -> Cut:
    noise = np.random.default_rng(seed).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)
    return Cut(text, noise, ((text, 0.0, seconds),))


ON_SERVER = [pytest.param(one, marks=pytest.mark.slow) for one in ("server", "server, one class of it")]
ON_BOTH = pytest.mark.parametrize("store", ["files", *ON_SERVER], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A class, in files, or on a server for what is tried on both."""
    journals, where = None, getattr(request, "param", "files")
    if where != "files":
        scope = "" if where == "server" else "5b"
        journals = request.getfixturevalue("journals_on_server")(tmp_path / "workshops", lambda: NOW, scope=scope)
    made = Store(tmp_path, lambda: NOW, journals)
    made.make_class("5b")
    return made


@pytest.fixture
def voices(store: Store, tmp_path: Path) -> RecordedVoices:
    return RecordedVoices(tmp_path, NOW, store.banks)


@ON_BOTH
def test_nothing_is_recorded_before_the_teacher_says_so(voices: RecordedVoices) -> None:
    with pytest.raises(NotAllowed, match="bestio class 5b --voices on"):
        voices.add("5b", "Hibou", [cut("lune")])
    leave = voices.turn_on("5b", "5b")
    assert leave.until == "2027-05-20"
    assert [clip.text for clip in voices.add("5b", "Hibou", [cut("lune")])] == ["lune"]
    voices.turn_off("5b")
    with pytest.raises(NotAllowed):
        voices.add("5b", "Hibou", [cut("nuit")])
    assert len(voices.bank("5b").clips) == 1


def test_the_class_gets_its_two_voices_and_a_text_to_sign(voices: RecordedVoices, tmp_path: Path) -> None:
    leave = voices.turn_on("5b", "5e B", "2027-01-31")
    found = load_voices(Library(find_bundled(), tmp_path), lambda problem: pytest.fail(str(problem)))
    assert found["nos-5b"].recorded is not None
    assert found["tous-5b"].recorded is not None
    assert found["tous-5b"].recorded.who == "*"
    text = consent("5e B", leave.until)
    assert "5e B" in text
    assert "31/01/2027" in text


@ON_BOTH
def test_a_leave_that_is_renewed_does_not_bring_old_recordings_back(
    voices: RecordedVoices, store: Store, tmp_path: Path
) -> None:
    voices.turn_on("5b", "5b", "2026-12-01")
    voices.add("5b", "Hibou", [cut("lune")])
    later = RecordedVoices(tmp_path, NOW + 30 * 86_400, store.banks)
    assert not later.bank("5b").open
    with pytest.raises(NotAllowed, match="01/12/2026"):
        later.add("5b", "Hibou", [cut("nuit")])
    later.turn_on("5b", "5b")
    later.add("5b", "Hibou", [cut("nuit", 1)])
    bank = later.bank("5b")
    assert ([clip.text for clip in bank.clips], [clip.text for clip in bank.expired]) == (["nuit"], ["lune"])


@pytest.mark.parametrize("text", ["30/06/2027", "30-6-2027", "2027-06-30", "30.06.2027"])
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert read_date(text) == "2027-06-30"


@pytest.mark.parametrize("text", ["demain", "31/02/2027", "1/1", "2027", "٣/٤/٢٠٢٧x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_date(text)


@ON_BOTH
def test_a_past_date_and_a_name_that_is_none_are_refused(voices: RecordedVoices) -> None:
    with pytest.raises(UsageError):
        voices.turn_on("5b", "5b", "2026-11-01")
    voices.turn_on("5b", "5b")
    for name in ("", "  ", "\x1b\x00", "…"):
        with pytest.raises(UsageError):
            voices.add("5b", name, [cut("lune")])


def _found(root: Path, digests: set[str]) -> list[Path]:
    """The files under `root` that hold any of these contents."""
    return [
        path for path in root.rglob("*") if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in digests
    ]


def test_who_takes_their_voice_back_leaves_no_sound(voices: RecordedVoices, tmp_path: Path) -> None:
    """Looked for by hash: clips, a sound made of them, its copy under another name, what the program kept."""
    voices.turn_on("5b", "5b")
    hers = voices.add("5b", "Hibou", [cut("lune", 1), cut("nuit", 2)])
    his = voices.add("5b", "Vis", [cut("lune", 3)])
    folder = voices.folder("5b")
    sounds = tmp_path / "sons" / "5b" / "ours"
    sounds.mkdir(parents=True)
    outside = tmp_path.parent / f"{tmp_path.name}-dehors.wav"
    made = {sounds / "a.wav": hers[0], sounds / "b.wav": his[0], outside: hers[1]}
    for number, (path, clip) in enumerate(made.items()):
        path.write_bytes(b"RIFF" + bytes([number]) * 3_000)
        file = path.relative_to(tmp_path).as_posix() if path.is_relative_to(tmp_path) else str(path)
        digest = renderings.digest_of_file(path)
        renderings.add_line(folder, Rendering(file, digest, (clip.who,), (clip.id,)).line())
    (sounds / "copie de a.wav").write_bytes((sounds / "a.wav").read_bytes())
    cache = tmp_path / ".cache" / "lines"
    cache.mkdir(parents=True)
    (cache / "x.line").write_bytes(clip_path(folder, hers[0]).read_bytes())
    theirs = [*(clip_path(folder, clip) for clip in hers), sounds / "a.wav"]
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in theirs}
    assert len(_found(tmp_path, digests)) == 5

    what = voices.of_person("5b", "hibou")
    assert any("copie de a.wav" in one for one in what.told())
    assert any(outside.name in one for one in what.told())
    voices.erase(what)

    assert not _found(tmp_path, digests)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Hibou" in path.read_bytes()]
    assert (sounds / "b.wav").exists()
    assert [clip.who for clip in voices.bank("5b").clips] == ["Vis"]
    outside.unlink()
    with pytest.raises(UsageError, match="Vis"):
        voices.of_person("5b", "Hibou")


@pytest.mark.parametrize("group", ["ours", None])
def test_forgetting_erases_voices_too(voices: RecordedVoices, tmp_path: Path, group: str | None) -> None:
    store = Store(tmp_path, lambda: NOW)
    for name in ("Ours", "Loups"):
        store.new(name, "5b").close()
    voices.turn_on("5b", "5b")
    theirs = (*voices.add("5b", "Hibou", [cut("lune", 1)], group="ours"), *voices.add("5b", "Ours", [cut("nuit", 2)]))
    others = voices.add("5b", "Vis", [cut("mur", 3)], group="loups")
    digests = {hashlib.sha256(clip_path(voices.folder("5b"), one).read_bytes()).hexdigest() for one in theirs}
    erasure = erasure_of(store, Library(find_bundled(), tmp_path))
    what = erasure.preview("5b", group)
    assert any("Hibou" in one and "Ours" in one for one in describe_forgetting(what))
    erasure.forget(what, now=NOW)
    assert not _found(tmp_path, digests)
    if group is None:
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    else:
        assert voices.bank("5b").clips == others


def test_a_recording_that_no_line_names_goes_with_the_next_who_asks(voices: RecordedVoices) -> None:
    voices.turn_on("5b", "5b")
    (hers,) = voices.add("5b", "Hibou", [cut("lune", 1)])
    (his,) = voices.add("5b", "Vis", [cut("nuit", 2)])
    folder = voices.folder("5b")
    index = folder / "banque.yaml"
    index.write_bytes(index.read_bytes()[:-30])
    (folder / ".x.wav.1-2.part").write_bytes(b"RIFF")
    assert not voices.leave_out("5b", ["zzz"])
    assert clip_path(folder, his).exists()
    what = voices.of_person("5b", "Hibou")
    assert any("sans nom" in one for one in what.told())
    voices.erase(what)
    assert not clip_path(folder, hers).exists()
    assert [path for path in folder.iterdir() if path.suffix in {".wav", ".part"}] == []


@pytest.mark.parametrize("store", ["files", *ON_SERVER[:1]], indirect=True)  # who sees one class moves nobody
def test_who_was_moved_is_forgotten_where_they_recorded(voices: RecordedVoices, store: Store, tmp_path: Path) -> None:
    library = Library(find_bundled(), tmp_path)
    store.new("Ours", "5b").close()
    voices.turn_on("5b", "5b")
    (clip,) = voices.add("5b", "Hibou", [cut("lune")], group="ours")
    move_group(store, store.path("5b", "ours"), "5a", made=made_by_groups(library))
    erasure = erasure_of(store, library)
    erasure.forget(erasure.preview("5a", "ours"), now=NOW)
    assert not voices.bank("5b").clips
    assert not voices.keeper.sounds("5b", (clip.id,))


@ON_BOTH
def test_what_is_worth_recording_is_what_the_class_needs_and_has_not(voices: RecordedVoices, store: Store) -> None:
    with store.new("Ours", "5b") as journal:
        journal.record("phrase.make", id="p1", text="Le crabe danse.", steps=[])
        journal.record("phrase.keep", id="p1")
    worth = worth_recording(store, "5b", (), voices.bank("5b"))
    assert worth == ["crabe", "danse", "le", "Le crabe danse."]
    voices.turn_on("5b", "5b")
    voices.add("5b", "Hibou", [cut("crabe"), cut("Le crabe danse.", 1)])
    assert worth_recording(store, "5b", (), voices.bank("5b")) == ["danse", "le"]


def test_a_bundle_carries_no_voice(voices: RecordedVoices, tmp_path: Path) -> None:
    voices.turn_on("5b", "5b")
    voices.add("5b", "Hibou", [cut("lune")], group="ours")
    with Store(tmp_path, lambda: NOW).new("Ours", "5b") as journal:
        journal.record("voice.choose", id="nos-5b")
    bundle = export_creation(journal.path, tmp_path / "cle", Library(find_bundled(), tmp_path))
    data = bundle.read_bytes()
    assert b"RIFF" not in data
    assert b"Hibou" not in data
    assert len(data) < 10_000


def test_a_full_disk_keeps_what_was_written_and_says_how_much(
    voices: RecordedVoices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices.turn_on("5b", "5b")
    real, left = disk.replace, [2]

    def full(path: Path, data: bytes, **kept: bool) -> int:
        if path.suffix == ".wav":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "full")
        return real(path, data, **kept)

    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(BestioError, match=r"2.*3.*disque est plein"):
        voices.add("5b", "Hibou", [cut("un", 1), cut("deux", 2), cut("trois", 3)])
    monkeypatch.undo()
    bank = RecordedVoices(tmp_path, NOW).bank("5b")
    assert [clip.text for clip in bank.clips] == ["un", "deux"]
    assert not bank.missing


def test_two_recorders_at_once_lose_nothing(voices: RecordedVoices, tmp_path: Path) -> None:
    voices.turn_on("5b", "5b")

    def record(number: int) -> None:
        own = RecordedVoices(tmp_path, NOW)
        for at in range(6):
            own.add("5b", f"P{number}", [cut(f"mot{at}", 10 * number + at, 0.05)])

    threads = [threading.Thread(target=record, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bank = voices.bank("5b")
    assert len(bank.clips) == 18
    assert not bank.missing


def test_who_waits_too_long_is_told(voices: RecordedVoices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voices.turn_on("5b", "5b")
    monkeypatch.setattr(file_banks, "PATIENCE", 0.0)
    other = WriterLock(voices.folder("5b") / "banque.yaml", NOW)
    other.acquire()
    try:
        with pytest.raises(BestioError, match="autre fenêtre"):
            voices.add("5b", "Hibou", [cut("lune")])
    finally:
        other.release()
    assert voices.add("5b", "Hibou", [cut("lune")])


def test_a_torn_line_costs_one_clip_and_the_next_is_kept(voices: RecordedVoices) -> None:
    voices.turn_on("5b", "5b")
    voices.add("5b", "Hibou", [cut("lune", 1), cut("nuit", 2)])
    index = voices.folder("5b") / "banque.yaml"
    index.write_bytes(index.read_bytes()[:-20])
    voices.add("5b", "Hibou", [cut("mur", 3)])
    assert [clip.text for clip in voices.bank("5b").clips] == ["lune", "mur"]
