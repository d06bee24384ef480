"""What a class records becomes clips: cut where speech is, laid along a list, kept in a bank that a fault costs one."""

from __future__ import annotations

import struct
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bestio.errors import BestioError, Problem
from bestio.speech.recorded import intake
from bestio.speech.recorded.bank import ClipLost, open_bank, sound_of
from bestio.speech.recorded.bank_index import INDEX, Leave, written
from bestio.speech.recorded.clip import RATE, Clip, decoded, digest_of, encoded
from bestio.speech.recorded.cutting import pieces_of
from bestio.speech.recorded.sound_file import Recording, SoundRefused, checked, read_sound
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples
from bestio.speech.voice import Voice
from tests.pace import scaled
from tests.speech.pupils import pupil, read_aloud, said, telephone

WORDS = ["lune", "hibou", "tournevis", "chapeau", "s’il", "ressort", "étoile", "porte-clés", "crocodile", "nuit", "ou"]
PLAIN = Voice(id="plain", title="plain")


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


@pytest.fixture(scope="module")
def pronounce(speaker: Speaker) -> intake.Pronounce:
    return lambda text: speaker.pronounce(text, PLAIN)


def tone(seconds: float, rate: int, level: float = 0.5) -> Samples:
    return (level * np.sin(np.arange(round(seconds * rate)) * 2 * np.pi * 440 / rate)).astype(np.float32)


# --- cutting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "noise"), [(0, 60.0), (1, 32.0), (3, 26.0)])
def test_a_reading_is_cut_within_30_ms(speaker: Speaker, number: int, noise: float) -> None:
    clean, times = read_aloud(speaker, pupil(number), WORDS, seed=number)
    heard = (
        clean
        + telephone(clean, number, noise) * 0
        + np.random.default_rng(number)
        .normal(0, float(np.sqrt((clean**2).mean())) * 10 ** (-noise / 20), len(clean))
        .astype(np.float32)
    )
    pieces = pieces_of(heard)
    assert len(pieces) == len(WORDS)
    worst = max(max(abs(one.start - a), abs(one.end - b)) for one, (a, b) in zip(pieces, times, strict=True))
    assert worst <= 0.030


def test_silence_and_hum_hold_no_word() -> None:
    assert pieces_of(np.zeros(RATE * 3, np.float32)) == ()
    assert pieces_of(np.zeros(3, np.float32)) == ()


def test_a_telephone_reading_gives_every_word_in_its_place(speaker: Speaker, pronounce: intake.Pronounce) -> None:
    clean, _times = read_aloud(speaker, pupil(0), WORDS)
    taken = intake.take_list(Recording(telephone(clean)), WORDS, pronounce, "lecture.wav")
    assert [cut.text for cut in taken.cuts] == WORDS
    assert not [one for one in taken.troubles if "pas entendu" in one]
    for cut in taken.cuts:
        assert cut.words[0][1] == 0
        assert cut.words[-1][2] == pytest.approx(len(cut.samples) / RATE, abs=0.001)
        assert [part[1] for part in cut.sounds] == sorted(part[1] for part in cut.sounds)


@pytest.mark.parametrize("left_out", [2, 8])
def test_a_word_that_was_not_read_is_named(speaker: Speaker, pronounce: intake.Pronounce, left_out: int) -> None:
    read = WORDS[:left_out] + WORDS[left_out + 1 :]
    clean, _times = read_aloud(speaker, pupil(1), read)
    taken = intake.take_list(Recording(telephone(clean)), WORDS, pronounce, "lecture.wav")
    assert [cut.text for cut in taken.cuts] == read
    (told,) = [one for one in taken.troubles if "pas entendu" in one]
    assert f"Ligne {left_out + 1}" in told
    assert WORDS[left_out] in told


def test_what_is_not_in_the_list_is_left_out_and_told(speaker: Speaker, pronounce: intake.Pronounce) -> None:
    clean, times = read_aloud(speaker, pupil(1), [*WORDS[:4], "parapluie", *WORDS[4:]])
    taken = intake.take_list(Recording(clean), WORDS, pronounce, "lecture.wav")
    assert [cut.text for cut in taken.cuts] == WORDS
    assert any(f"{intake.clock(times[4][0])}" in one for one in taken.troubles)


def test_another_list_is_refused_as_a_whole(speaker: Speaker, pronounce: intake.Pronounce) -> None:
    clean, _times = read_aloud(speaker, pupil(1), WORDS[:4])
    with pytest.raises(intake.NothingFits, match="11"):
        intake.take_list(Recording(clean), [f"{word} rouillé" for word in WORDS], pronounce, "lecture.wav")


def test_the_words_of_a_line_are_found_in_it(speaker: Speaker, pronounce: intake.Pronounce) -> None:
    """Against the times of the voice that said it, another one than the one it is compared with."""
    text, voice = "Le hibou rouillé compte les étoiles", pupil(1)
    heard = speaker.pronounce(text, voice)
    assert heard is not None
    taken = intake.take_one(Recording(heard.speech.samples), text, pronounce)
    (cut,) = taken.cuts
    assert [name for name, _start, _end in cut.words] == ["le", "hibou", "rouillé", "compte", "les", "étoiles"]
    off = heard.speech.words[0].start
    for (_name, start, _end), word in zip(cut.words[1:], heard.speech.words[1:], strict=True):
        assert start == pytest.approx(word.start - off, abs=0.06)


def test_a_list_is_read_with_its_numbers_and_remarks() -> None:
    text = "# À lire\n\n1. lune\n2) hibou\n- vis\n  3 petits boulons\n***\n"
    assert intake.read_list(text) == ("lune", "hibou", "vis", "3 petits boulons")


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "channels", "coding"),
    [(96_000, 1, "PCM_24"), (8_000, 1, "PCM_U8"), (44_100, 5, "PCM_16"), (22_050, 2, "FLOAT")],
)
def test_any_wav_becomes_one_channel_at_our_rate(tmp_path: Path, rate: int, channels: int, coding: str) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.tile(tone(1.0, rate)[:, None], (1, channels)), rate, coding)
    found = read_sound(path).samples
    assert len(found) == pytest.approx(RATE, abs=RATE // 50)
    assert float(np.sqrt((found**2).mean())) == pytest.approx(0.35, rel=0.15)


@pytest.mark.parametrize("name", ["a.mp3", "a.ogg", "a.flac"])
def test_compressed_sounds_are_read(tmp_path: Path, name: str) -> None:
    soundfile.write(tmp_path / name, tone(1.0, 44_100), 44_100)
    assert len(read_sound(tmp_path / name).samples) == pytest.approx(RATE, abs=RATE // 10)


def _silence(path: Path) -> None:
    soundfile.write(path, np.zeros(RATE), RATE)


def _long(path: Path) -> None:
    """Three hours, of which most is a hole in the file."""
    with path.open("wb") as file:
        size = 3 * 3600 * RATE * 2
        file.write(b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt ")
        file.write(struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16) + b"data" + struct.pack("<I", size))
        file.truncate(44 + size)


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "silence": (_silence, "silence"),
    "text": (lambda path: path.write_text("le chat dort " * 50), "n’est pas un son lisible"),
    "empty": (lambda path: path.write_bytes(b""), "n’est pas un son lisible"),
    "phone": (lambda path: path.write_bytes(b"\0\0\0\x20ftypM4A \0\0\0\0" + b"\0" * 400), "M4A"),
    "folder": (lambda path: path.mkdir(), "n’est pas un son lisible"),
    "nothing": (lambda _path: None, "Il n’y a pas de fichier"),
    "three hours": (_long, "20"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_recording_is_refused_in_one_clear_line(tmp_path: Path, kind: str) -> None:
    make, told = HOSTILE[kind]
    path = tmp_path / "a.wav"
    make(path)
    with pytest.raises(SoundRefused) as refused:
        read_sound(path)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value).strip()


def test_a_sound_that_is_cut_off_is_kept_and_told() -> None:
    clipped = np.clip(tone(1.0, RATE, 3.0), -1, 1)
    found = checked(clipped, "cri.wav")
    assert found.warnings
    assert "trop fort" in found.warnings[0]
    assert not checked(tone(1.0, RATE, 0.9), "voix.wav").warnings


def test_a_clip_file_holds_the_sound_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    data = encoded(tone(0.5, RATE))
    path.write_bytes(data)
    with wave.open(str(path)) as file:
        assert len(data) == 44 + 2 * file.getnframes()
    assert np.allclose(decoded(data), tone(0.5, RATE), atol=1e-4)


# --- the bank ---------------------------------------------------------------------------------------------------------


def bank_of(folder: Path, count: int, until: str = "2027-05-01") -> list[Clip]:
    folder.mkdir()
    clips = []
    for number in range(count):
        data = encoded(tone(0.05, RATE, 0.1 + number % 7 / 10))
        sounds = tuple((name, at / 10, at / 10 + 0.1) for at, name in enumerate("mabul"))
        clips.append(
            Clip(f"{number:016x}", f"P{number % 8}", f"mot{number}", 0.0, until, len(data), digest_of(data), 0.5,
                 ((f"mot{number}", 0.0, 0.5),), sounds)
        )  # fmt: skip
        (folder / f"{number:016x}.wav").write_bytes(data)
    (folder / INDEX).write_bytes(written(Leave(on=True, until="2027-06-01"), clips))
    return clips


def test_what_is_missing_or_changed_costs_one_clip(tmp_path: Path) -> None:
    folder = tmp_path / "5b"
    clips = bank_of(folder, 6)
    (folder / "0000000000000001.wav").unlink()
    (folder / "0000000000000002.wav").write_bytes(b"RIFF")
    other = encoded(tone(0.05, RATE, 0.33))
    (folder / "0000000000000003.wav").write_bytes(other)
    lines = (folder / INDEX).read_bytes().split(b"\n")
    lines[5] = lines[5][:40]
    (folder / INDEX).write_bytes(b"\n".join(lines))
    problems: list[Problem] = []
    bank = open_bank(folder, "2027-01-01", problems.append)
    assert [clip.text for clip in bank.clips] == ["mot0", "mot3", "mot5"]
    assert [clip.text for clip in bank.missing] == ["mot1", "mot2"]
    assert sorted(one.where.line or 0 for one in problems) == [0, 0, 6]
    with pytest.raises(ClipLost):
        sound_of(folder, clips[3])
    assert len(sound_of(folder, clips[0])) == len(tone(0.05, RATE))


def test_a_clip_past_its_date_is_not_there_and_the_leave_ends_them_all(tmp_path: Path) -> None:
    bank_of(tmp_path / "5b", 3)
    assert len(open_bank(tmp_path / "5b", "2027-05-01").clips) == 3
    late = open_bank(tmp_path / "5b", "2027-05-02")
    assert (len(late.clips), len(late.expired), late.open) == (0, 3, True)
    assert not open_bank(tmp_path / "5b", "2027-06-02").open
    assert late.key != open_bank(tmp_path / "5b", "2027-05-01").key


@pytest.mark.parametrize("data", [b"", b"\0\xff" * 50, b"--- []\n--- {}\n", b'--- {"bestio": 3}\n' * 4, b"[" * 9_000])
def test_any_bytes_are_a_bank_that_is_closed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / INDEX).write_bytes(data)
    bank = open_bank(tmp_path, "2027-01-01")
    assert not bank.open
    assert not bank.clips


def test_five_thousand_clips_open_in_a_fifth_of_a_second(tmp_path: Path) -> None:
    bank_of(tmp_path / "5b", 5_000)
    best = min(_cost(tmp_path / "5b") for _time in range(3))
    assert best <= scaled(0.2) / 2


def _cost(folder: Path) -> float:
    start = time.process_time()
    assert len(open_bank(folder, "2027-01-01").clips) == 5_000
    return time.process_time() - start


def test_a_person_says_a_line_and_it_fits(speaker: Speaker, pronounce: intake.Pronounce) -> None:
    sound = said(speaker, pupil(2), "bonjour")
    with pytest.raises(BestioError):
        checked(sound[:10], "court.wav")
    assert intake.take_one(Recording(sound), "bonjour", pronounce).cuts[0].words[0][0] == "bonjour"
