"""Replay: forward and back end where folding ends; markers, pauses, guesses, sessions; the story in plain lines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.creation.events import KINDS, Event
from bestio.creation.events.creature import crossing_of
from bestio.creation.events.describe import name_of_act
from bestio.creation.events.names import Names
from bestio.creation.fold import EMPTY, as_one_act, fold
from bestio.creation.quoted import shorten
from bestio.creation.replay import EVERY, Replay
from bestio.journal.header import Header
from bestio.session.transcript import tell_time, transcribe

STEPS = [
    {"word": "Le", "probability": 1.0, "rivals": []},
    {"word": "hibou", "probability": 0.5, "rivals": [{"word": "robot"}, {"word": "chien"}, {"word": "hibou"}]},
    {"word": "dort", "probability": 0.5, "rivals": [{"word": "rit"}]},
    {"word": "ici", "how": "pupil", "rivals": [{"word": "là"}]},
]
COPIED = {"words": 3, "author": "Zoé"}
STORY = [
    Event(0, "creation.begin", {"lexicons": ["f"], "name": "Bob", "traits": {"tete": "f:hibou", "peur": "f:eau"}}),
    Event(2, "trait.draw", {"slot": "tete", "trait": "f:grue", "seed": 3}),
    Event(4, "trait.lock", {"slot": "tete"}),
    Event(60, "text.write", {"id": "t", "title": "La pluie", "text": "La pluie tombe.\nElle rit."}),
    Event(61, "aura.glow", {}),
    Event(62, "phrase.make", {"id": "p", "text": "Le hibou dort ici.", "steps": STEPS, "copied": COPIED}),
    Event(62, "phrase.keep", {"id": "rien"}),
    Event(63, "phrase.keep", {"id": "p"}),
    Event(7000, "voice.choose", {"id": "dragon-rouille"}),
    Event(7002, "stage.speak", {"phrase": "p", "voice": "dragon-rouille", "seconds": 2}),
    Event(7003, "undo", {}),
    Event(7004, "persona.draw", {"seed": 5, "traits": {"tete": "f:x", "peur": "f:noir"}, "name": "Zed"}),
]  # fmt: skip
NAMES = Names(
    slots={"tete": "La tête"}, traits={"f:grue": "grue rouillée"}, wheels={"tete": ("f:hibou", "f:grue", "f:pot")}
)


def test_a_story_is_played_to_its_end_and_back() -> None:
    replay = Replay(STORY, names=NAMES)
    states = [replay.creation]
    while replay.forward() is not None:
        states.append(replay.creation)
    assert len(states) == len(replay) + 1 == len(STORY) - 1
    assert replay.creation == fold(STORY)
    for state in reversed(states[:-1]):
        assert replay.back() is not None
        assert replay.creation == state
    assert replay.back() is None
    assert replay.creation == EMPTY


@pytest.mark.parametrize("names", [0, EVERY - 12, EVERY - 11, EVERY - 10])
def test_an_act_of_several_events_is_one_step_with_one_caption(names: int) -> None:
    earlier = [*STORY, *(Event(7010 + n, "persona.name", {"name": f"N{n}"}) for n in range(names))]
    before, undo = fold(earlier), Event(8001, "undo", {})
    sets = (Event(0, "machine.set", {"order": 3}), Event(0, "share.set", {"class": 0.5}))
    happened, after = as_one_act(before, sets, 8000)
    replay = Replay([*earlier, *happened, undo], names=NAMES)
    end = len(replay)
    assert len(Replay(earlier)) == end - 2
    assert replay.seek(end - 1) == after
    assert "3 mots en arrière" in replay.caption
    assert "de ses mots des textes" in replay.caption
    assert replay.state_at(end) == replay.seek(end) == fold([*earlier, *happened, undo])
    assert (replay.creation.settings, replay.creation.class_share) == (before.settings, before.class_share)
    for state in (after, before):
        assert replay.back() is not None
        assert replay.creation == state
    told = list(transcribe(replay, Header(group="g")))
    assert sum("3 mots en arrière" in line or "de ses mots des textes" in line for line in told) == 1


@given(data=st.data())
@settings(max_examples=40)
def test_any_journal_played_forward_then_back_then_anywhere(event_lists: Any, data: st.DataObject) -> None:
    events = data.draw(event_lists(max_size=130))
    replay = Replay(events)
    states = [replay.creation]
    while replay.forward() is not None:
        states.append(replay.creation)
        assert replay.caption
        assert isinstance(replay.guesses(), tuple)
    assert replay.creation == fold(events)
    for state in reversed(states[:-1]):
        replay.back()
        assert replay.creation == state
    for position in data.draw(st.lists(st.integers(-3, len(states) + 3), max_size=5)):
        assert replay.seek(position) == states[min(max(position, 0), len(states) - 1)]
    assert list(transcribe(replay, Header(group="g", started=1e9)))
    parts = replay.sessions()
    assert sum(part.last - part.first for part in parts) == len(replay)
    for part in parts:
        alone = replay.session(part.number)
        assert alone.seek(len(alone)) == states[part.last]


def test_captions_say_what_happened() -> None:
    replay = Replay(STORY, names=NAMES)
    told = [replay.caption_at(position) for position in range(1, len(replay) + 1)]
    assert "Bob" in told[0]
    assert "La tête" in told[1]
    assert "grue rouillée" in told[1]
    assert "hibou" in told[1]
    assert "5" in told[3]
    assert "Le hibou dort ici." in told[4]
    assert "Zoé" in told[4]
    assert "dragon rouille" in told[6]
    assert name_of_act("voice.choose") in told[8]
    assert "Zed" in told[9]
    assert replay.caption_at(0) == replay.caption_at(99) == ""


def _crossing(creature: str | None) -> Event:
    other = {"source": "class:ours:", "creature": creature} if creature is not None else None
    data = {"seed": 5, "traits": {"tete": "f:x", "peur": "f:noir"}, "name": "Zed"}
    return Event(70, "persona.cross", data | ({"other": other} if other else {}))


def test_a_crossing_is_told_by_its_own_name() -> None:
    replay = Replay([*STORY[:3], _crossing("Zig «le grand»"), Event(71, "undo"), Event(72, "redo")], names=NAMES)
    with_zig = "avec «\u00a0Zig “le grand”\u00a0»"
    assert replay.caption_at(4) == (
        f"Croisement {with_zig}\u00a0: 1 trait vient d’elle, 1 trait gardé reste"
        "\u202f; la créature s’appelle maintenant Zed."
    )
    assert replay.caption_at(5) == f"Le groupe annule\u00a0: le croisement {with_zig}."
    assert f"le croisement {with_zig}" in replay.caption_at(6)
    assert [(marker.position, marker.kind) for marker in replay.markers if "Croisement" in marker.caption] == [
        (4, "creature")
    ]
    replay.seek(3)
    assert [(guess.kind, guess.answer) for guess in replay.guesses()] == [("creature", "Peur")]
    assert "croisée" in replay.guesses()[0].question
    assert crossing_of(replay.state_at(4), "peur") == f"croisement {with_zig}"
    assert crossing_of(replay.state_at(4), "tete") == crossing_of(replay.state_at(5), "peur") == ""


@pytest.mark.parametrize("creature", [None, "", " \n "])
def test_a_crossing_with_a_creature_that_is_not_known_is_told_too(creature: str | None) -> None:
    replay = Replay([STORY[0], _crossing(creature), Event(71, "undo")])
    assert replay.caption_at(2).startswith("Croisement avec une autre créature\u00a0: 2 traits viennent d’elle")
    assert replay.caption_at(3) == "Le groupe annule\u00a0: le croisement avec une autre créature."
    assert crossing_of(replay.state_at(2), "tete") == "croisement avec une autre créature"


def test_the_name_that_a_crossing_tells_is_cut() -> None:
    replay = Replay([STORY[0], _crossing("Zig\n" + "x" * 76), Event(71, "undo")])
    for position in (2, 3):
        assert "x" * 61 not in replay.caption_at(position)
        assert "\n" not in replay.caption_at(position)


@pytest.mark.parametrize(
    ("weight", "told"), [(0, "se tait"), (1, "comme les autres"), (2.5, "compte maintenant 2,5 fois"), (3, "3 fois")]
)
def test_weights_are_told_with_the_title_of_then(weight: float, told: str) -> None:
    events = [*STORY[:4], Event(61, "source.weigh", {"source": "own:t", "weight": weight})]
    starter = Event(62, "source.weigh", {"source": "f:nuit", "weight": weight, "title": "La «\u00a0nuit\u00a0»"})
    replay = Replay([*events, starter, Event(63, "undo")], names=NAMES)
    assert told in replay.caption_at(5)
    assert "La pluie" in replay.caption_at(5)
    assert "La “nuit”" in replay.caption_at(6)
    assert "poids" in replay.caption_at(7)


def test_every_kind_of_event_has_a_name() -> None:
    assert all(name_of_act(do) != name_of_act("aura.glow") for do in KINDS)


def test_what_counts_is_marked() -> None:
    markers = Replay(STORY).markers
    assert [marker.kind for marker in markers] == ["creature", "lock", "phrase", "voice", "stage"]
    assert [marker.position for marker in markers] == [1, 3, 6, 7, 8]


def test_pauses_are_shortened_and_follow_the_speed() -> None:
    replay = Replay(STORY)
    pauses = []
    while not replay.at_end:
        pauses.append(replay.pause())
        replay.forward()
    assert pauses == [0, 2, 2, 3, 2, 1, 3, 2, 1, 1]
    assert replay.pause() == 0
    replay.seek(3)
    assert replay.pause(speed=2) == 1.5
    assert replay.pause(longest=10) == 10


def test_sessions_are_parted_by_long_silences() -> None:
    replay = Replay(STORY)
    first, second = replay.sessions()
    assert (first.first, first.last, first.minutes) == (0, 6, 1)
    assert (second.start, second.end) == (7000, 7004)
    again = replay.session(2)
    assert again.creation == replay.state_at(6)
    with pytest.raises(IndexError):
        replay.session(3)


def test_the_audience_is_asked_before_each_draw() -> None:
    replay = Replay(STORY, names=NAMES)
    replay.seek(1)
    [guess] = replay.guesses()
    assert guess.answer == "grue rouillée"
    assert sorted(guess.options) == ["grue rouillée", "hibou", "pot"]
    assert replay.guesses() == (guess,)
    replay.seek(4)
    *words, copied = replay.guesses()
    assert [(guess.answer, guess.word) for guess in words] == [("hibou", 1), ("dort", 2)]
    assert words[0].options == ("chien", "hibou", "robot")
    assert copied.answer == "3"
    replay.seek(9)
    [guess] = replay.guesses()
    assert guess.answer == "Peur"
    replay.seek(99)
    assert replay.guesses() == ()


def test_the_story_is_told_in_plain_lines() -> None:
    header = Header(group="Les Zèbres", started=1_763_800_000)
    lines = list(transcribe(Replay(STORY, names=NAMES), header))
    assert "Les Zèbres" in lines[0]
    assert sum(line.startswith("1:00  ") for line in lines) == 1
    assert "    La pluie tombe." in lines
    assert "- Le hibou dort ici." in lines
    assert not any("\n" in line for line in lines)
    part = list(transcribe(Replay(STORY), header, since=60, until=64, texts=False))
    assert [line[:4] for line in part if line.startswith("1:0")] == ["1:00", "1:02", "1:03", "1:03"]
    assert sum(line.startswith("1:0") for line in lines) == 7  # the hours between the two sessions do not count


def test_what_a_terminal_would_obey_is_not_told() -> None:
    events = [Event(0, "persona.name", {"name": "\x1b[31mBob\u202e\x00"})]
    assert not any(
        "\x1b" in line or "\u202e" in line for line in transcribe(Replay(events), Header(group="\x1b]0;x\x07"))
    )


def test_moments_and_cuts() -> None:
    assert [tell_time(seconds) for seconds in (0, 65.9, 3725)] == ["0:00", "1:05", "1:02:05"]
    assert shorten("un deux trois", 8) == "un deux…"
    assert shorten("x" * 30, 10) == "x" * 9 + "…"
    assert shorten("  court  ") == "court"
    assert shorten("il dit « tirez » et rit") == "il dit “tirez” et rit"


def test_the_capital_of_a_first_word_does_not_give_it_away() -> None:
    rivals = [{"word": "la", "probability": 0.5}, {"word": "le", "probability": 0.2}]
    made = {
        "id": "p1",
        "text": "Il dort.",
        "steps": [{"word": "Il", "rivals": rivals}, {"word": "dort", "rivals": rivals}],
    }
    replay = Replay([STORY[0], Event(5, "phrase.make", made)])
    replay.seek(1)
    first, second = replay.guesses()
    assert (first.answer, first.options) == ("Il", ("Il", "La", "Le"))
    assert (second.answer, second.options) == ("dort", ("dort", "la", "le"))
