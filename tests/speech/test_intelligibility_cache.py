"""What was found of voices is kept, by what they sound like."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bestio.speech import intelligibility_cache
from bestio.speech.intelligibility_cache import IntelligibilityCache
from bestio.speech.voice import Effect, Voice

PLAIN = Voice(id="plain", title="Plain")
ECHO = replace(PLAIN, effects=(Effect.make("delay"),))


def test_verdicts_go_by_the_sound_alone() -> None:
    known = IntelligibilityCache()
    known.put(PLAIN, True)
    known.put(ECHO, False)
    assert known.known(replace(PLAIN, id="b", title="B", volume=0.2)) is True
    assert known.known(replace(ECHO, description="écho")) is False
    assert known.known(replace(PLAIN, rate=161)) is None


def test_they_outlive_the_program_and_the_last_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "understood.txt"
    IntelligibilityCache(path).put(PLAIN, True)
    IntelligibilityCache(path).put(ECHO, True)
    IntelligibilityCache(path).put(ECHO, False)
    found = IntelligibilityCache(path)
    assert (found.known(PLAIN), found.known(ECHO)) == (True, False)


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "understood.txt"
    path.write_bytes(b"\xff\x00 yes\nword\n\n")
    found = IntelligibilityCache(path)
    assert found.known(PLAIN) is None
    found.put(PLAIN, True)
    assert IntelligibilityCache(path).known(PLAIN) is True


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = IntelligibilityCache(tmp_path / "file" / "understood.txt")
    found.put(PLAIN, True)
    assert found.known(PLAIN) is True


def test_the_file_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intelligibility_cache, "_MOST", 20)
    path = tmp_path / "understood.txt"
    for rate in range(100, 125):
        IntelligibilityCache(path).put(replace(PLAIN, rate=rate), True)
    assert IntelligibilityCache(path).known(replace(PLAIN, rate=124)) is True
    assert len(path.read_text().splitlines()) <= 20
    assert [file.name for file in tmp_path.iterdir()] == ["understood.txt"]
