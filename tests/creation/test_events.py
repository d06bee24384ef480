"""Events: what a journal's line holds, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.creation import events as ev
from bestio.creation.events import Event, Refused
from bestio.documents import yamlio
from bestio.errors import BestioError, Where
from bestio.journal import codec

WHERE = Where("journal.yaml", 3)
scalars = (
    st.none() | st.booleans() | st.integers(-(1 << 60), 1 << 60) | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(lambda key: key not in {"at", "do"})


def test_a_line_reads_as_the_design_says() -> None:
    event = Event(12.4, "trait.draw", {"slot": "tete", "trait": "ferraille:hibou", "seed": 8123})
    line = codec.encode(event)
    assert line == ('--- {"at": 12.4, "do": "trait.draw", "slot": "tete", "trait": "ferraille:hibou", "seed": 8123}')
    assert yamlio.parse(line).data == {
        "at": 12.4, "do": "trait.draw", "slot": "tete", "trait": "ferraille:hibou", "seed": 8123,
    }  # fmt: skip
    assert codec.decode(line, WHERE) == event


@given(at=st.integers(0, 10**9).map(lambda ms: ms / 1000), data=st.dictionaries(keys, values, max_size=5))
@settings(max_examples=80)
def test_any_event_comes_back_from_its_line(at: float, data: dict[str, Any]) -> None:
    event = Event(at, "some.thing", ev.plain(data))
    line = codec.encode(event)
    assert len(line.splitlines()) == 1
    assert codec.decode(line, WHERE) == event


@given(
    data=st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])),
    )
)
def test_a_line_is_yaml_for_others_too(data: dict[str, str]) -> None:
    data = {key: value for key, value in data.items() if key not in {"at", "do"}}
    line = codec.encode(Event(1.0, "some.thing", data))
    assert yamlio.parse(line).data == {"at": 1, "do": "some.thing", **data}


@pytest.mark.parametrize(
    "line",
    [
        "--- {at: 3, do: note.write, text: salut les amis}",
        "---\nat: 3\ndo: note.write\ntext: salut les amis\n",
        "--- {do: note.write, at: 3.0, text: 'salut les amis'}",
        '--- {at: 3, do: note.write, text: "salut les amis"} # écrit à la main',
    ],
)
def test_a_line_changed_by_hand_is_read(line: str) -> None:
    assert codec.decode(line, WHERE) == Event(3.0, "note.write", {"text": "salut les amis"})


@pytest.mark.parametrize(
    "line",
    [
        "--- {at: 3, do: note.write, text: ",
        "--- {at: .nan, do: note.write}",
        "--- {at: -1, do: note.write}",
        "--- {at: true, do: note.write}",
        "--- [1, 2]",
        "--- {at: 1, do: 3}",
        '--- {at: 1, do: x, a: "1", a: "2"}',
        "--- !!python/object/apply:os.system [echo]",
        "--- {at: 1, do: x, a: !!python/name:os.system ''}",
        "--- {at: 1, do: x, a: " + "[" * 5000 + "]" * 5000 + "}",
        "--- {at: 1, do: x, a: NaN, b: Infinity",
        "\x00\x01\x02",
        "",
    ],
)
def test_a_line_that_is_no_event_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(BestioError) as caught:
        codec.decode(line, WHERE)
    assert str(caught.value).startswith("journal.yaml:3: ")


def test_a_key_that_other_readers_take_for_a_boolean_is_quoted() -> None:
    event = Event(1.0, "voice.bend", {"on": True})
    assert codec.encode(event) == '--- {"at": 1, "do": "voice.bend", "on": true}'
    assert codec.decode_own(codec.encode(event)) == event


def test_values_that_no_journal_can_hold_are_refused() -> None:
    for value in (object(), float("nan"), float("inf"), b"bytes"):
        with pytest.raises(Refused):
            ev.plain({"a": value})
    deep: list[Any] = []
    for _round in range(60):
        deep = [deep]
    with pytest.raises(Refused):
        ev.plain(deep)
    with pytest.raises(Refused):
        codec.encode(Event(0.0, "note.write", {"at": 3}))


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert ev.plain("a\ud800b") == "a\ufffdb"
    assert ev.plain("\ud83d\ude00") == "😀"


@pytest.mark.parametrize(
    ("do", "data"),
    [
        ("trait.draw", {"slot": "tete"}),
        ("trait.draw", {"slot": 3, "trait": "a:b"}),
        ("persona.draw", {"seed": "x", "traits": {}}),
        ("persona.draw", {"seed": 1 << 80, "traits": {}}),
        ("persona.cross", {"seed": 1}),
        ("persona.cross", {"seed": 1, "traits": {"tete": 3}}),
        ("persona.cross", {"seed": 1, "traits": {}, "other": "Zig"}),
        ("persona.cross", {"seed": 1, "traits": {}, "other": {"creature": "x" * 81}}),
        ("persona.cross", {"seed": 1, "traits": {}, "other": {"source": "x" * 301}}),
        ("share.set", {"class": 2}),
        ("share.set", {"class": "beaucoup"}),
        ("machine.set", {"order": 9}),
        ("text.write", {"id": "a", "text": "x" * 400_001}),
        ("persona.name", {"name": "x" * 81}),
        ("phrase.make", {"id": "p", "text": "x", "steps": [1, 2]}),
        ("phrase.make", {"id": "p", "text": "x", "steps": [{"source": "own:t"}]}),
        ("phrase.make", {"id": "p", "text": "x", "steps": [{"word": "a", "order": "deux"}]}),
        ("phrase.make", {"id": "p", "text": "x", "steps": [{"word": "a", "rivals": [{"probability": -3}]}]}),
        ("phrase.make", {"id": "p", "text": "x", "copied": {"words": "beaucoup"}}),
        ("poll.answer", {"poll": "p", "when": "jamais", "answers": {}}),
        ("quiz.answer", {"phrase": "x", "guess": "robot", "truth": "human"}),
        ("source.weigh", {"source": "a", "weight": -1}),
        ("trait.lock", {}),
    ],
)
def test_values_that_do_not_fit_are_refused(do: str, data: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        ev.read(Event(0.0, do, data))
    assert do in caught.value.message


def test_an_unknown_event_has_no_shape() -> None:
    assert ev.read(Event(0.0, "aura.glow", {"colour": 3})) is None


@pytest.mark.parametrize(
    ("do", "data", "limit"),
    [
        ("note.write", {"text": "x" * 400_001}, "400000 lettres au plus."),
        ("trait.lock", {"slot": ""}, "Il faut quelque chose ici."),
        ("poll.answer", {"poll": "p", "when": "before", "answers": {str(n): n for n in range(61)}}, "60 au plus."),
    ],
)
def test_what_is_too_long_is_told_with_its_limit(do: str, data: dict[str, Any], limit: str) -> None:
    with pytest.raises(Refused) as caught:
        ev.read(Event(0, do, data))
    assert caught.value.hint == limit
