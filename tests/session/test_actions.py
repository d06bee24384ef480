"""The register of acts: each is declared once and whole, its keys are commands, and what it changes is known."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import fields

from bestio.classroom.store import Store
from bestio.creation.fold import EMPTY
from bestio.creation.state import Creation
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.library import Library, find_bundled
from bestio.phrases.guard import Guard
from bestio.session.actions import creature, notes, phrases, texts, voice
from bestio.session.actions.action import Action, NotNow
from bestio.session.actions.own_trait import OWN_WORDS
from bestio.session.actions.parameters import pairs
from bestio.session.actions.register import ACTIONS
from bestio.session.changes import PARTS, changes
from bestio.session.session import Session
from bestio.speech.intelligibility_gate import Gate
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from bestio.tui.benches.creature import CreatureBench
from bestio.tui.benches.phrases import PhrasesBench
from bestio.tui.benches.stage import StageBench
from bestio.tui.benches.voice import VoiceBench
from bestio.tui.commands import commands_of
from bestio.tui.screens import workshop
from tests.sure import right

PLACES: dict[str, tuple[Any, Any]] = {
    "creature": (CreatureBench, CreatureBench.COMMANDS),
    "phrases": (PhrasesBench, PhrasesBench.COMMANDS),
    "voice": (VoiceBench, VoiceBench.COMMANDS),
    "stage": (StageBench, StageBench.COMMANDS),
    "": (workshop.WorkshopScreen, workshop.COMMANDS),
}
ONLY_SEEN = {
    "creature": {"above", "below", "person", "read(1)", "read(-1)"},
    "phrases": {"word_left", "word_right"},
    "voice": {"picture", "hush", "retry", "bank"},
    "stage": {"pause", "retry", "large"},
    "": {
        "bench('creature')",
        "bench('phrases')",
        "bench('voice')",
        "bench('stage')",
        "help",
        "home",
        "read_aloud",
        "words",
    },
}
"""What moves a hand over a screen, changes how it looks, or opens what is the class’s: no act on a creation."""


@pytest.mark.parametrize("place", PLACES)
def test_every_command_of_a_bench_is_of_an_act_or_of_the_screen_alone(place: str) -> None:
    owner, commands = PLACES[place]
    assert {command.id for command in commands if not command.acts} == ONLY_SEEN[place]
    assert [command for command in commands if command.acts] == sorted(
        commands_of(place).values(), key=[*commands].index
    )
    for command in commands:
        assert hasattr(owner, f"action_{command.id.partition('(')[0]}"), command.id


def test_two_acts_of_one_key_are_its_two_sides() -> None:
    for place in PLACES:
        for command in commands_of(place).values():
            assert len(command.acts) == 1 or all(action.enabled for action in command.acts)


@pytest.mark.parametrize("action", [one for one in ACTIONS if one.run], ids=lambda one: one.id)
def test_what_an_act_needs_is_what_its_function_takes(action: Action) -> None:
    assert action.run is not None
    _session, *given = inspect.signature(action.run).parameters.values()
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in given) or action in {voice.mutant, phrases.duet}:
        return
    names = {one.name: one for one in given}
    for parameter in action.parameters:
        assert parameter.required == (names[parameter.name].default is inspect.Parameter.empty), parameter
    assert [one.rest for one in action.parameters].count(True) <= 1
    assert not any(one.rest for one in action.parameters[:-1])


PARAMETERS = [(action, one) for action in ACTIONS for one in action.parameters]


def test_what_an_act_needs_is_told_in_a_sentence() -> None:
    for action, one in PARAMETERS:
        assert _(one.help) != one.help, (action.id, one.name)
        assert _(one.help)[0].isupper() or _(one.help)[0] == "«", (action.id, one.name)
        assert _(one.help).endswith((".", "?")), (action.id, one.name)
        assert not (one.required and one.default), (action.id, one.name)


def refusal(do: Callable[..., Any], *given: Any) -> BestioError | None:
    try:
        do(*given)
    except BestioError as error:
        return error
    return None


def test_what_is_said_to_be_a_choice_is_taken(session: Session) -> None:
    offered = [(one, choice) for _action, one in PARAMETERS if one.choices and one.read for choice in one.choices()]
    assert {one.name for one, _choice in offered} >= {"slot", "on", "effect", "settings", "wanted", "trait"}
    for one, choice in offered:
        read = one.read or pytest.fail(one.name)
        if one.kind != "settings":
            read(session, (choice,))
        elif (refused := refusal(read, session, (f"{choice}=1",))) is not None:
            assert "compris ici" not in refused.message, choice  # its name is known, though 1 may be no value for it
    assert pairs(tuple(f"{word}=1" for word in ("nom", "verbe", "accord")), OWN_WORDS)


def test_every_field_of_a_creation_is_in_a_part() -> None:
    named = {name for part in PARTS.values() for name in part}
    assert {field.name for field in fields(Creation)} <= named


@pytest.fixture
def session(tmp_path: Path) -> Session:
    library = Library(find_bundled(), tmp_path)
    store = Store(tmp_path, time.time)
    journal = store.new("Les Ours", "5b")
    studio = Studio(journal, Workspace(library, time.time, right, guard=Guard(), gate=Gate()), Random(3))
    studio.begin()
    return Session(studio, store, "les-ours")


def test_an_act_gives_what_happened_and_what_it_changed_and_is_undone_at_once(session: Session) -> None:
    text = "Le robot mange la lune et la soupe chante dans la nuit. " * 6
    acts: list[tuple[Action, dict[str, Any], set[str]]] = [
        (creature.spin, {"slot": "peur"}, {"traits"}),
        (creature.lock, {"slot": "tete"}, {"locked"}),
        (creature.name, {"name": "Zig"}, {"name"}),
        (creature.own, {"slot": "corps", "trait": ("nom=lampe", "genre=f")}, {"traits", "lexicons"}),
        (texts.write, {"content": ("Nuit", text)}, {"texts"}),
        (texts.share, {"text": "t1"}, {"texts"}),
        (texts.set_machine, {"settings": {"order": 1, "class": 1.0}}, {"machine", "shares"}),
        (phrases.make, {}, {"phrases"}),
        (voice.voice, {"voice": session.studio.voices["dragon-rouille"]}, {"voice"}),
        (voice.tune, {"values": {"rate": 200.0}}, {"voice"}),
        (voice.bend, {"on": False}, {"bend"}),
        (notes.note, {"text": "Bien."}, {"notes"}),
    ]
    for action, given, parts in acts:
        before = session.creation
        done = session.perform(action, **given)
        after = session.creation
        assert done.changes - {"undo"} == parts, action.id
        assert done.events
        session.perform(notes.undo)
        assert not changes(before, session.creation) - {"undo"}, action.id
        session.perform(notes.redo)
        assert not changes(after, session.creation) - {"undo"}, action.id
    kept = session.creation.phrases["p1"]
    assert session.can(phrases.keep, phrase=kept)
    assert not session.can(phrases.unkeep, phrase=kept)
    assert session.perform(phrases.keep, phrase=kept).changes - {"undo"} == {"phrases", "kept"}


def test_a_knob_that_is_held_is_written_when_it_rests(session: Session) -> None:
    count = len(session.studio.journal.events)
    for rate in (160.0, 170.0, 180.0):
        held = session.hold(voice.tune, values={"rate": rate})
        assert not held.events
        assert "voice" in held.changes
    assert session.perform(creature.spin, slot="tete").events[0].do == "voice.tune"
    assert [one.do for one in session.studio.journal.events[count:]] == ["voice.tune", "trait.draw"]


@pytest.mark.parametrize("act", [creature.spin, notes.redo], ids=lambda one: one.id)
def test_what_cannot_be_done_now_is_told_and_changes_nothing(session: Session, act: Action) -> None:
    session.perform(creature.lock, slot="tete")
    before = session.creation
    with pytest.raises(NotNow):
        session.perform(act, **({"slot": "tete"} if act is creature.spin else {}))
    assert session.creation is before


def test_undo_right_after_the_beginning_has_nothing_to_undo(session: Session) -> None:
    with pytest.raises(BestioError):
        session.perform(notes.undo)


def test_what_is_equal_has_not_changed() -> None:
    check: Callable[[Creation, Creation], Any] = changes
    assert not check(EMPTY, EMPTY)
    assert not check(EMPTY, Creation())
