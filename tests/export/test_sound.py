import dataclasses
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bestio.export.sound import BLOCK, FORMATS, ExportCancelled, SoundFileError, write_sound
from bestio.i18n import _
from bestio.speech.resample import resample
from bestio.speech.speech import Speech

RATE = 22_050


def tone(seconds: float, hz: float = 440, rate: int = RATE) -> Speech:
    times = np.arange(round(seconds * rate)) / rate
    return Speech("la", (0.3 * np.sin(2 * np.pi * hz * times)).astype(np.float32), rate)


def loudest_hz(samples: np.ndarray, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_format_can_be_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"voix é{ending}"
    seconds = write_sound([tone(0.5), tone(0.5)], path, gap=0.25)
    assert seconds == pytest.approx(1.25, abs=0.001)
    samples, rate = soundfile.read(path)
    assert len(samples) / rate == pytest.approx(1.25, abs=0.06)
    assert loudest_hz(samples, rate) == pytest.approx(440, abs=3)
    assert 20 * np.log10(np.sqrt(np.mean(samples**2))) == pytest.approx(-14.4, abs=1)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_what_would_crash_an_encoder_is_made_harmless(tmp_path: Path, ending: str) -> None:
    samples = tone(0.2).samples.copy()
    samples[::7], samples[1::7], samples[2::7] = np.nan, np.inf, -1e30
    write_sound([Speech("x", samples, RATE)], tmp_path / f"x{ending}")
    assert np.isfinite(soundfile.read(tmp_path / f"x{ending}")[0]).all()


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".opus", ".mp3", ".ogg"])
def test_minutes_are_written_in_blocks(tmp_path: Path, ending: str) -> None:
    seen: list[float] = []
    write_sound([tone(30)], tmp_path / f"x{ending}", progress=seen.append)
    assert len(seen) >= 30 * RATE // BLOCK
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_lines_of_other_rates_are_made_to_fit(tmp_path: Path) -> None:
    write_sound([tone(0.5), tone(0.5, 880, 16_000)], tmp_path / "x.wav", gap=0)
    samples, rate = soundfile.read(tmp_path / "x.wav")
    assert rate == RATE
    assert loudest_hz(samples[len(samples) // 2 + 100 :], rate) == pytest.approx(880, abs=5)


def test_progress_goes_over_all_lines(tmp_path: Path) -> None:
    seen: list[float] = []
    write_sound([tone(0.1)] * 4, tmp_path / "x.wav", progress=seen.append)
    assert seen == [0.25, 0.5, 0.75, 1.0, 1.0]


def test_lines_may_come_one_by_one(tmp_path: Path) -> None:
    def lines() -> Iterator[Speech]:
        yield Speech("", np.zeros(0, np.float32), RATE)
        yield tone(0.1)

    assert write_sound(lines(), tmp_path / "x.flac") == pytest.approx(0.1, abs=0.001)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path, after: int) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(b"old")
    calls = iter(range(100))
    with pytest.raises(ExportCancelled):
        write_sound([tone(20)], path, cancelled=lambda: next(calls) >= after)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["x.wav"]


def test_a_line_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def lines() -> Iterator[Speech]:
        yield tone(0.1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sound(lines(), tmp_path / "x.wav")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["x", "x.txt", "x.wave", ".wav"])
def test_an_unknown_format_is_a_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(SoundFileError) as error:
        write_sound([tone(0.1)], tmp_path / name)
    assert error.value.exit_code == 2
    assert ".mp3" in error.value.hint


def test_nothing_to_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(SoundFileError):
        write_sound([], tmp_path / "x.wav")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SoundFileError) as error:
        write_sound([tone(0.1)], tmp_path / "file" / "x.wav")
    assert error.value.where is not None


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.wav").mkdir()
    with pytest.raises(SoundFileError):
        write_sound([tone(0.1)], tmp_path / "x.wav")
    assert [file.name for file in tmp_path.iterdir()] == ["x.wav"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount a small disk")
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_full_disk_is_told(tmp_path: Path, ending: str) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("cannot mount here")
    try:
        noise = np.random.default_rng(1).uniform(-0.5, 0.5, RATE * 20).astype(np.float32)
        with pytest.raises(SoundFileError) as error:
            write_sound([dataclasses.replace(tone(0.1), samples=noise)], tmp_path / f"x{ending}")
        assert error.value.hint
        assert error.value.message == _("There is no room left on the disk for this sound.")
        assert not list(tmp_path.iterdir())
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.parametrize(("rate", "wanted"), [(22_050, 24_000), (16_000, 22_050), (48_000, 22_050), (22_050, 22_050)])
def test_another_rate_keeps_pitch_loudness_and_length(rate: int, wanted: int) -> None:
    changed = resample(tone(0.5, 1000, rate).samples, rate, wanted)
    assert len(changed) == round(0.5 * wanted)
    assert loudest_hz(changed, wanted) == pytest.approx(1000, abs=3)
    assert np.sqrt(np.mean(changed**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.01)


def test_another_rate_does_not_fold_what_it_cannot_hold() -> None:
    changed = resample(tone(0.5, 15_000, 48_000).samples, 48_000, 22_050)
    assert np.sqrt(np.mean(changed[500:-500] ** 2)) < 0.001
    assert len(resample(np.zeros(0, np.float32), 8000, 16_000)) == 0
