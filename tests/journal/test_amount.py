"""What a journal may hold is counted before it is read, and is the same for who writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.creation.events import MAX_NESTING, Event, is_too_deep, plain
from bestio.creation.events.kind import MAX_NAMED
from bestio.creation.fold import fold
from bestio.errors import BestioError, Where
from bestio.journal import amount, codec, reader
from bestio.journal.amount import Amount
from bestio.journal.journal import Journal, JournalError

HEAD = b"--- {bestio: journal/1, group: g, started: 1}\n"
PATH = Path("j.yaml")


@pytest.mark.parametrize(
    "more",
    [
        b"--- {at: 1, do: undo}\n" * (amount.MAX_EVENTS + 1),
        b"\n" * (amount.MAX_LINES + 1),
        (b"--- {at: 1, do: x, a: [" + b"[], " * 100_000 + b"1]}\n") * 20,
        (b"--- {at: 1, do: x, a: {" + b"a: {}, " * 100_000 + b"}}\n") * 20,
    ],
)
def test_too_much_is_refused_before_it_is_read(more: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_anyway(*_given: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr(codec, "decode_own", read_anyway)
    monkeypatch.setattr(codec, "decode_yaml", read_anyway)
    with pytest.raises(JournalError, match="trop long"):
        reader.parse(HEAD + more, PATH)


def test_a_line_that_is_too_long_costs_only_itself() -> None:
    long = b"--- {at: 1, do: x, a: [" + b"1, " * 2_000_000 + b"1]}\n"
    reading = reader.parse(HEAD + b"--- {at: 1, do: undo}\n" + long + b"--- {at: 2, do: redo}\n", PATH)
    assert [event.do for event in reading.events] == ["undo", "redo"]
    assert len(reading.problems) == 1


def fill(journal: Journal) -> None:
    while True:
        journal.record("persona.draw", seed=1, traits={"tete": "a:b", "corps": "a:c"})


@pytest.mark.parametrize(("name", "most"), [("MAX_EVENTS", 40), ("MAX_VALUES", 300)])
def test_what_is_written_is_never_more_than_is_read(
    tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(amount, name, most)
    path = tmp_path / "ours.yaml"
    with Journal.create(path, clock=clock) as journal, pytest.raises(JournalError, match="plein"):
        fill(journal)
    with Journal.open(path, clock=clock) as journal:
        assert len(journal.events) > 20
        with pytest.raises(JournalError, match="plein"):
            fill(journal)
    with Journal.open(path, clock=clock) as journal:
        assert not journal.problems


@given(st.lists(st.binary(max_size=30).map(lambda raw: raw + b"\n"), max_size=8))
def test_amounts_add_up(lines: list[bytes]) -> None:
    total = Amount()
    for line in lines:
        total = total.plus(Amount.of(line))
    assert total == Amount.of(b"".join(lines))


def nested(levels: int, inner: Any = 1) -> Any:
    for level in range(levels):
        inner = [inner] if level % 2 else {"a": inner}
    return inner


@pytest.mark.parametrize("levels", [MAX_NESTING - 1, MAX_NESTING, MAX_NESTING + 1, 60])
def test_the_nesting_that_is_read_is_the_nesting_that_is_written(levels: int) -> None:
    """Not that of Python's scanner, which goes deeper with each version."""
    data = {"a": nested(levels - 1)}
    line = f"--- {{at: 1, do: x, a: {codec.as_json(data['a'])}}}"
    if levels > MAX_NESTING:
        assert is_too_deep(data)
        assert codec.decode_own(line) is None
        with pytest.raises(BestioError):
            plain(data)
        with pytest.raises(BestioError):
            codec.decode(line, Where("j.yaml", 1))
    else:
        assert codec.decode_own(line) == Event(1.0, "x", plain(data))


@pytest.mark.parametrize("levels", [20, 40])
def test_brackets_in_texts_hide_no_nesting(levels: int) -> None:
    value = '["]", ' * levels + "1" + ', "["]' * levels
    assert (codec.decode_own(f"--- {{at: 1, do: x, a: {value}}}") is None) == (levels > MAX_NESTING)
    many = '--- {at: 1, do: x, a: ["' + "[{" * 500 + '"' + ', {"b": []}' * 100 + "]}"
    assert codec.decode_own(many) is not None


def test_collections_that_are_copied_have_an_end() -> None:
    events = [Event(1.0, "source.weigh", {"source": f"s{n}", "weight": 1}) for n in range(MAX_NAMED + 50)]
    events += [
        Event(1.0, "poll.answer", {"poll": f"p{n}", "when": "before", "answers": {}}) for n in range(MAX_NAMED + 50)
    ]
    events += [Event(1.0, "trait.add", {"slot": "tete", "id": f"x{n}", "trait": {}}) for n in range(MAX_NAMED + 50)]
    refused: list[int] = []
    creation = fold(events, refused=lambda index, _event, _error: refused.append(index))
    assert len(refused) == 150
    assert (len(creation.weights), len(creation.polls), len(creation.own_traits)) == (MAX_NAMED,) * 3
