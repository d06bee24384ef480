"""The code, who may try it, and what a browser keeps: nobody makes one of these but us."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.classroom.codes import ALPHABET, CODE_LENGTH
from bestio.serve.door import (
    DAY,
    MOST_ADDRESSES,
    MOST_FAILURES,
    WITHIN,
    Door,
    Pass,
    Passes,
    class_code,
    is_code,
    read_key,
)
from bestio.serve.network import Tap, allowed_hosts, is_same_origin
from bestio.serve.seat import COLUMNS, ROWS, clamped

KEY = b"k" * 32
ONE = Pass("0a1b2c3d4e5f6071", "5e-b", 1_000_000, "les-hiboux")


def test_a_code_is_read_from_a_board_without_a_doubt() -> None:
    codes = {class_code(KEY, f"classe-{number}", "2026-11-29") for number in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert not set("".join(codes)) & set("01258ILOSZ") - {"8"}
    assert set("".join(codes)) == set(ALPHABET)
    assert class_code(KEY, "5e-b", "2026-11-29") == class_code(KEY, "5e-b", "2026-11-29")
    assert class_code(KEY, "5e-b", "2026-11-29") != class_code(KEY, "5e-b", "2026-11-30")
    assert class_code(KEY, "5e-b", "2026-11-29") != class_code(b"l" * 32, "5e-b", "2026-11-29")


def test_a_code_is_typed_as_one_likes() -> None:
    code = class_code(KEY, "5e-b", "2026-11-29")
    assert is_code(f" {code[:3].lower()} - {code[3:]} ", code)
    assert not is_code(code[:-1], code)
    assert not is_code("", code)
    assert not is_code("é" * 6, code)
    assert not is_code(code + "A", code)


def test_only_failures_close_the_door_and_only_for_a_minute() -> None:
    door = Door()
    for second in range(MOST_FAILURES):
        assert not door.is_closed("a", second)
        door.failed("a", second)
    assert door.is_closed("a", MOST_FAILURES)
    assert not door.is_closed("b", MOST_FAILURES)
    assert not door.is_closed("a", WITHIN + 1)  # the first is long enough ago
    assert not door.is_closed("a", WITHIN + 1)


def test_the_door_remembers_no_more_than_it_can() -> None:
    door = Door()
    for number in range(3 * MOST_ADDRESSES):
        for _try in range(MOST_FAILURES):
            door.failed(f"2001:db8::{number:x}", 1.0)
    closed = sum(door.is_closed(f"2001:db8::{number:x}", 2.0) for number in range(3 * MOST_ADDRESSES))
    assert closed == MOST_ADDRESSES


def test_a_pass_is_read_by_who_wrote_it_alone() -> None:
    written = Passes(KEY, "5e-b").write(ONE)
    now = float(ONE.since + 60)
    assert Passes(KEY, "5e-b").read(written, now) == ONE
    assert Passes(b"l" * 32, "5e-b").read(written, now) is None
    assert Passes(KEY, "5e-a").read(written, now) is None
    assert Passes(KEY, "5e-b").read(written, now + 2 * DAY) is None
    assert Passes(KEY, "5e-b").read(written, now - 2 * DAY) is None


@given(st.one_of(st.text(max_size=700), st.binary(max_size=200).map(lambda raw: raw.decode("latin-1"))))
def test_any_cookie_is_read_or_refused(text: str) -> None:
    assert Passes(KEY, "5e-b").read(text, 1_000_060.0) is None


@given(st.data())
def test_no_sign_of_a_pass_can_be_changed(data: st.DataObject) -> None:
    written = Passes(KEY, "5e-b").write(ONE)
    place = data.draw(st.integers(0, len(written) - 1))
    sign = data.draw(st.sampled_from("ABCabc0189-_.="))
    changed = written[:place] + sign + written[place + 1 :]
    found = Passes(KEY, "5e-b").read(changed, 1_000_060.0)
    assert found in (None, ONE)  # the last sign of base64 holds bits that say nothing


def test_the_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    key = read_key(tmp_path / ".cache")
    assert len(key) == 32
    assert read_key(tmp_path / ".cache") == key
    (file,) = (tmp_path / ".cache").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(b"short")
    assert len(read_key(tmp_path / ".cache")) == 32


@pytest.mark.parametrize(
    ("origin", "referer", "same"),
    [
        ("http://10.0.0.2:8000", None, True),
        (None, "http://10.0.0.2:8000/groupes", True),
        ("http://10.0.0.2:8001", None, False),
        ("http://10.0.0.2.evil.example:8000", None, False),
        ("http://evil.example", "http://10.0.0.2:8000/", False),
        ("null", None, False),
        (None, None, False),
        ("", "", False),
        ("file://10.0.0.2:8000", None, False),
        ("http://[10.0.0.2:8000", None, False),
        ("https://10.0.0.2:8000", None, False),
    ],
)
def test_only_our_own_pages_may_change_something(origin: str | None, referer: str | None, same: bool) -> None:
    assert is_same_origin(origin, referer, "http", "10.0.0.2:8000") is same


def test_we_are_called_by_our_names_alone() -> None:
    hosts = allowed_hosts(["10.0.0.2", "Portable"], 8000)
    assert hosts == {"10.0.0.2:8000", "portable:8000"}
    assert "portable" in allowed_hosts(["portable"], 80)


def test_a_tap_lets_a_burst_through_and_no_flood() -> None:
    tap = Tap(10, 20, 1000, 2000, now=0.0)
    assert all(tap.lets(1, 0.0) for _message in range(20))
    assert not tap.lets(1, 0.0)
    assert tap.lets(1, 1.0)
    assert not Tap(10, 20, 1000, 2000, now=0.0).lets(2001, 0.0)


@given(st.integers(), st.integers())
def test_any_size_is_one_that_an_app_can_have(width: int, height: int) -> None:
    found = clamped((width, height))
    assert COLUMNS[0] <= found[0] <= COLUMNS[1]
    assert ROWS[0] <= found[1] <= ROWS[1]
