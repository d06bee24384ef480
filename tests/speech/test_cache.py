from pathlib import Path

import numpy as np

from bestio.speech.line_cache import LineCache
from bestio.speech.rendering import Line, line_key
from bestio.speech.speech import MouthShape, Speech, WordTime
from bestio.speech.voice import Effect, Timbre, Voice


def speech(seconds: float = 1.0, text: str = "un") -> Speech:
    samples = np.linspace(-1, 1, round(seconds * 1000), dtype=np.float32)
    return Speech(text, samples, 1000, (WordTime("un", 0.0, 0.5, 0),), (MouthShape(0.0, 2),), "espeak", "v")


def test_the_oldest_lines_leave_the_memory_first() -> None:
    cache = LineCache(memory=3 * 4000)
    for key in ("a", "b", "c"):
        cache.put(key, speech())
    assert cache.get("a") is not None
    cache.put("d", speech())
    assert cache.get("b") is None
    assert all(cache.get(key) is not None for key in ("a", "c", "d"))


def test_a_line_larger_than_the_memory_is_not_kept() -> None:
    cache = LineCache(memory=100)
    cache.put("a", speech())
    assert cache.get("a") is None


def test_the_same_key_twice_counts_once() -> None:
    cache = LineCache(memory=2 * 4000)
    for _turn in range(5):
        cache.put("a", speech())
    cache.put("b", speech())
    assert cache.get("a") is not None


def test_lines_outlive_the_program_on_disk(tmp_path: Path) -> None:
    LineCache(tmp_path / "new").put("a", speech())
    found = LineCache(tmp_path / "new").get("a")
    assert found is not None
    assert (found.samples == speech().samples).all()
    assert (found.words, found.mouth, found.text) == (speech().words, speech().mouth, "un")
    assert not found.samples.flags.writeable
    assert not list(tmp_path.rglob("*.part"))


def test_a_spoilt_file_is_thrown_away(tmp_path: Path) -> None:
    LineCache(tmp_path).put("a", speech())
    path = next(tmp_path.iterdir())
    for spoilt in (b"", path.read_bytes()[:40], b"\xc1" * 100):
        path.write_bytes(spoilt)
        assert LineCache(tmp_path).get("a") is None
        assert not path.exists()


def test_the_disk_is_kept_within_bounds(tmp_path: Path) -> None:
    cache = LineCache(tmp_path, disk=20_000)
    for number in range(20):
        cache.put(str(number), speech())
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000
    assert LineCache(tmp_path).get("19") is not None


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    cache = LineCache(blocked / "cache")
    cache.put("a", speech())
    assert cache.get("a") is not None


def test_lines_are_told_apart_by_all_that_changes_their_sound() -> None:
    voices = [
        Voice(id="v", title="V"),
        Voice(id="v", title="V", rate=161),
        Voice(id="v", title="V", volume=0.5),
        Voice(id="v", title="V", base="f2"),
        Voice(id="v", title="V", engine="silent"),
        Voice(id="v", title="V", timbre=Timbre(roughness=3)),
        Voice(id="v", title="V", effects=(Effect.make("ring", hz=38),)),
        Voice(id="v", title="V", effects=(Effect.make("ring", hz=39),)),
    ]
    keys = {line_key(Line.of("un", voice)) for voice in voices} | {line_key(Line.of("deux", voices[0]))}
    assert len(keys) == len(voices) + 1
    assert line_key(Line.of("un", Voice(id="v", title="Other", description="x"))) == line_key(Line.of("un", voices[0]))
