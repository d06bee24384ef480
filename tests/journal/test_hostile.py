"""Hostile and damaged journals: a message, nothing executed, nothing else harmed, and never a long wait."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.activities.quiz_round import quiz_left
from bestio.classroom.table import balance_of
from bestio.creation import events as ev
from bestio.creation.events import Event, Refused
from bestio.creation.fold import fold
from bestio.creation.replay import Replay
from bestio.errors import BestioError, Where
from bestio.journal import codec, reader
from bestio.journal.amount import MAX_EVENTS, MAX_VALUES, Amount
from bestio.journal.header import Header
from bestio.journal.journal import Journal, JournalError, look
from bestio.session.transcript import transcribe
from tests.pace import within

HEAD = b"--- {bestio: journal/1, group: g, started: 1}\n"
WHERE = Where("j.yaml", 1)


@pytest.mark.parametrize(
    "value",
    [
        "1" * 5000,
        "1e999",
        "-1e999",
        ".inf",
        ".nan",
        "1e-400",
        "99999999999999999999999999",
        "9" * 3000,
        "9" * 2000,
        '"\\ud800"',
        "*x",
        "&a [*a]",
        "2001-01-01",
        "!!binary aGVsbG8=",
    ],
)
def test_odd_values_give_an_event_that_can_be_written_again_or_a_message(value: str) -> None:
    for line in (
        f"--- {{at: 1, do: x, a: {value}}}",
        f"--- {{at: 1, 'do': x, a: {value}}}",
        f"--- {{at: {value}, do: x}}",
    ):
        try:
            event = codec.decode(line, WHERE)
        except BestioError:
            continue
        assert codec.decode(codec.encode(event), WHERE) == event
        codec.encode(event).encode()
        with contextlib.suppress(Refused):
            ev.read(Event(1.0, "share.set", {"class": event.data.get("a")}))


PIECES = [
    *(bytes([code]) for code in b" {}[]\"'\xff\x00\n:#~\t"),
    *(b"---", b"at: 1", b", ", b"do: trait.draw", b"\\u0000", b"\\ud83d", b"\r\n", b"&a ", b"*a", b"!!python/object "),
    *(
        b"1e999",
        b"- ",
        b"? ",
        b"|\n",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"undo",
        b'slot: "tete"',
        b"%YAML 1.1\n",
        b"...\n",
    ),
    *(b"<<: ", b"null"),
]


@given(parts=st.lists(st.sampled_from(PIECES), max_size=40), headed=st.booleans())
@settings(max_examples=120)
def test_any_bytes_are_read_or_refused(parts: list[bytes], headed: bool) -> None:
    data = (HEAD if headed else b"") + b"".join(parts)
    try:
        reading = reader.parse(data, Path("j.yaml"))
    except JournalError:
        return
    assert reading.good + len(reading.tail) == len(data)
    for event in reading.events:
        assert codec.decode(codec.encode(event), WHERE).data == event.data
    Replay(reading.events)


def test_a_good_journal_with_a_few_wrong_bytes_is_mostly_read(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "zebres.yaml"
    with Journal.create(path, clock=clock) as journal:
        for index in range(60):
            journal.record("note.write", text=f"Note « {index} » {{[")
    whole = path.read_bytes()
    chance = random.Random(4)
    for _round in range(150):
        data = bytearray(whole)
        for _change in range(3):
            data[chance.randrange(len(HEAD), len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with Journal.open(path, clock=clock) as journal:
            assert len(journal.events) >= 54
            journal.record("note.write", text="après")
        assert look(path, clock=clock).creation.notes[-1].text == "après"


@pytest.mark.parametrize(
    "line",
    [
        b"--- x\n",
        b"--- {at: 1, 'do': undo}\n",
        b"--- {at: 1, do: x, a: &a [1]}\n",
        b"--- [" + b"[]," * 300 + b"]\n",
        b"--- {at: 1, do: x, a: " + b"{a: " * 50 + b"}" * 50 + b"}\n",
        b"texte\n",
    ],
)
def test_many_wrong_lines_do_not_take_long(line: bytes) -> None:
    most = MAX_VALUES // (Amount.of(line).values + 1)
    data = HEAD + line * min(20_000, (8 << 20) // len(line), most)
    with within(10):
        reading = reader.parse(data + b"--- {at: 1, do: undo}\n", Path("j.yaml"))
    assert reading.events[-1].do == "undo"
    assert len(reading.problems) <= 201


def test_a_journal_of_too_many_events_is_refused() -> None:
    with pytest.raises(JournalError):
        reader.parse(HEAD + b"--- {at: 1, do: undo}\n" * (MAX_EVENTS + 1), Path("j.yaml"))


def test_one_line_as_large_as_the_file_may_be() -> None:
    for filling in (b"[", b"{a: ", b"x", b'"', b"- ", b"\0"):
        data = HEAD + b"--- " + filling * ((16 << 20) // len(filling))
        with within(5):
            assert reader.parse(data, Path("j.yaml")).events == []


def test_names_in_a_header_stay_words(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "zebres.yaml"
    for group in ("../../etc/passwd", "[b]x[/b]", "0E0", "oui", "nul: {", "\x1b[31m", "é" * 500):
        path.write_text(Header(group=group, started=1.0).line() + "\n", "utf-8")
        assert look(path, clock=clock).group == group[:80]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["word", "rivals", "id", "how"]), inner)
    ),
    max_leaves=6,
)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=300)
def test_values_of_any_kind_are_refused_or_do_no_harm(data: st.DataObject) -> None:
    events = []
    for index in range(4):
        do = data.draw(st.sampled_from(sorted(ev.KINDS)))
        names = [field.encode_name for field in msgspec.structs.fields(ev.KINDS[do])]
        values = {name: data.draw(anything) for name in names if data.draw(st.integers(0, 3))}
        events.append(Event(float(index), do, values))
    replay = Replay(events)
    while replay.forward() is not None:
        assert replay.caption
        assert isinstance(replay.guesses(), tuple)
    creation = fold(events)
    assert creation == replay.creation
    balance_of(creation)
    quiz_left(creation, random.Random(1), quiz="q")
    assert list(transcribe(replay, Header(group="g")))
