"""What a key does, a line does: each act is done on the screen and as `bestio act`; both write and say the same."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.widgets import Static

from bestio.creation.events import Event
from bestio.journal.journal import look
from bestio.session.actions import creature, notes, phrases, texts, voice
from bestio.session.actions.action import Action, Key, Result
from bestio.session.actions.register import ACTIONS
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.voice_list import VoiceList
from bestio.tui.widgets.wheels import Wheels
from tests.cli.command import bestio

TEXT = "Le robot mange la lune et la soupe chante dans la nuit. La lune rouge dort sous le toit du robot. " * 3
SEED = 11
BENCHES = {"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}
FIRST = {"creature": "#wheels", "phrases": "#made", "voice": "#voices", "stage": "#kept"}


@dataclass(frozen=True)
class Move:
    """An act as both faces do it: a key, what is typed after it, and the words that follow the verb.

    `key` is the id of one of the act's keys; without, `typed` is all there is, on `bench` with `place` in hand. `words`
    are filled in with what the first event says.
    """

    action: Action
    words: str = ""
    key: str = ""
    typed: tuple[str, ...] = ()
    bench: str = ""
    place: str = ""
    first: tuple[str, ...] = ()
    """Keys that take something in hand."""
    answers: str = ""


MOVES = (
    Move(creature.spin, "tete", "spin"),
    Move(creature.spin, "", "spin_all"),
    Move(creature.lock, "tete", "lock"),
    Move(creature.unlock, "tete", "lock"),
    Move(creature.choose, "tete {trait}", "next"),
    Move(creature.choose, "tete {trait}", "previous"),
    Move(creature.choose, "tete {trait}", "pick", ("down", "enter")),
    Move(creature.name, "{name}", "rename", (*"Zig", "enter")),
    Move(creature.own, "tete nom=lampe genre=m", "own", (*"lampe", *["enter"] * 6)),
    Move(creature.lexicons, "{ids}", "lexicons", ("space", "tab", "tab", "enter")),
    Move(creature.cross, "autre", "cross", ("enter",)),
    Move(creature.mutate, "", "mutate"),
    Move(texts.write, "- {id}", "write", (*"la", "space", *"gare", "escape"), answers="la gare"),
    Move(phrases.make, "", "make"),
    Move(phrases.make, "début=robot", "start_with", (*"robot", "enter")),
    Move(phrases.make, "avec=lune", "hold_word", (*"lune", "enter")),
    Move(phrases.keep, "{id}", "keep"),
    Move(phrases.unkeep, "{id}", "keep"),
    Move(phrases.edit, "{id} {text}", "edit", ("end", "o", "enter")),
    Move(texts.weigh, "t1 {weight}", bench="phrases", place="#texts", typed=("right", "f2")),
    Move(texts.set_machine, "classe={class}", bench="phrases", place="#share", typed=("right", "f2")),
    Move(texts.set_machine, "ordre={order}", bench="phrases", place="#order", typed=("right", "f2")),
    Move(texts.set_machine, "tri=brut", bench="phrases", place="#sort", typed=("left", "f2")),
    Move(texts.set_machine, "audace={temperature}", bench="phrases", place="#temperature", typed=("right", "f2")),
    Move(texts.set_machine, "choix={top_k}", bench="phrases", place="#top_k", typed=("left", "f2")),
    Move(phrases.load, "lune=2", "load", (*"lune", "equals_sign", "2", "enter")),
    Move(texts.set_machine, "adaptatif=non", bench="phrases", place="#adaptive", typed=("space",)),
    Move(texts.share, "t1", "share_text", place="#texts"),
    Move(texts.unshare, "t1", "share_text", place="#texts"),
    Move(voice.voice, "{id}", bench="voice", place="#voices", typed=("enter",)),
    Move(voice.tune, "vitesse={rate}", bench="voice", place="Slider", typed=("right", "f2")),
    Move(voice.effect, "{effect}", "effect", ("enter",)),
    Move(voice.bend, "non", "bend"),
    Move(voice.bend, "oui", "bend"),
    Move(phrases.move, "{id} 2", "down_back"),
    Move(phrases.move, "{id} 1", "up_front", first=("end",)),
    Move(phrases.question, "1", "question", ("enter",)),
    Move(phrases.drop, "{id}", "throw"),
    Move(notes.undo, "", "undo", bench="creature"),
    Move(notes.redo, "", "redo", bench="creature"),
    Move(texts.remove, "t1", "remove_text", place="#texts"),
)
TOLD_ALIKE = {notes.undo, notes.redo, phrases.drop, texts.share, texts.unshare, texts.remove}
"""The acts that leave little to be seen: the screen tells them in the words of a line."""
ELSEWHERE = {
    "invites others, tried on the stage": {"duet"},
    "what “steps” writes, when all is thrown already": {"dice"},
    "speaks in real time, tried on the stage and on the voice’s bench": {"say"},
    "writes a voice beside the journal, tried on the voice’s bench": {"save-voice"},
    "asks for a class that has recorded, tried by `test_hearing`": {"hear"},
    "listens to voices for seconds, tried on the voice’s bench": {"mutant", "blend"},
    "an activity, tried by `test_activity_parity` and in the six sessions": {
        "guide", "step", "steps", "activity", "poll", "count", "bet", "sign", "imagine", "quiz", "retrain", "debate",
        "note",
    },
    "names the group: on the screen, when a creation begins": {"group"},
}  # fmt: skip
"""The acts that are not tried here, and why."""


def test_every_act_that_changes_something_is_tried_or_says_why_not() -> None:
    tried = {move.action.id for move in MOVES}
    left = [name for names in ELSEWHERE.values() for name in names]
    assert len(left) == len(set(left))
    assert not tried & set(left)
    assert {bench_of(move) for move in MOVES} == set(BENCHES)
    assert tried | set(left) == {action.id for action in ACTIONS if not action.looks}


def test_every_key_of_an_act_that_is_tried_is_pressed() -> None:
    pressed = {(move.action.id, move.key) for move in MOVES if move.key}
    tried = {move.action.id for move in MOVES}
    keys = {(action.id, key.id) for action in ACTIONS if action.id in tried for key in action.keys}
    assert keys - pressed == {("write", "open_file"), ("set", "tests")}  # each asks for more, then is the same act


def words_of(move: Move, event: Event) -> list[str]:
    given: dict[str, Any] = {key: str(value) for key, value in event.data.items()}
    if event.do == "lexicons.set":
        given["ids"] = " ".join(event.data["ids"])
    if event.do == "voice.tune":
        recipe = event.data["voice"]
        given |= {"rate": recipe.get("rate"), "effect": recipe["effects"][-1]["type"] if recipe.get("effects") else ""}
    return [move.action.verb, *shlex.split(move.words.format_map(given))]


def shape(event: Event) -> tuple[str, Mapping[str, Any]]:
    return event.do, event.data


def flat(text: str) -> str:
    """`text` with each kind and number of blanks alike."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def recorded(do: Callable[..., Result], done: list[Result]) -> Callable[..., Result]:
    def doing(action: Action, /, **given: Any) -> Result:
        done.append(do(action, **given))
        return done[-1]

    return doing


def key_of(move: Move) -> Key | None:
    return next((key for key in move.action.keys if key.id == move.key), None)


def bench_of(move: Move) -> str:
    key = key_of(move)
    return move.bench or (key.bench if key else "")


async def by_hand(hand: Any, screen: WorkshopScreen, move: Move) -> list[Event]:
    """Do an act on the screen; what has happened then."""
    key, bench = key_of(move), bench_of(move)
    await hand.press(BENCHES[bench])
    await hand.until(lambda: screen.here.id == bench, bench)
    place = screen.here.query(move.place or FIRST[bench]).first()
    screen.set_focus(place)
    await hand.press("home") if place.id in {"texts", "made", "kept", "voices"} else None
    await hand.press(*move.first)
    if move.action is voice.voice and screen.here.query_one(VoiceList).in_hand == screen.studio.plain_voice().id:
        await hand.press("down")  # to say the voice that it has is no act
    for wheels in screen.here.query(Wheels):
        wheels.stop()  # they show what chance gives while they turn
        wheels.cursor = 0  # a mutation takes the wheel that it turned in hand
    await hand.settle()
    screen.studio.random = Random(SEED)
    count = len(screen.studio.journal.events)
    await hand.press(*((key.key.split(",")[0],) if key else ()), *move.typed)
    events = screen.studio.journal.events
    await hand.until(lambda: any(one.do != "stage.speak" for one in events[count:]), f"{move}")
    screen.hush()
    await hand.until(lambda: screen.is_active, "back on the bench")
    return list(events[count:])


@pytest.mark.slow
@pytest.mark.parametrize("bench", BENCHES)
async def test_a_key_and_a_line_write_and_say_the_same(
    begun: Callable[..., Any],
    tmp_path: Path,
    bench: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bestio.tui.screens.workshop.REST_AFTER", 600.0)
    async with begun("creature", (120, 30)) as (hand, screen):
        studio, home = screen.studio, tmp_path / "lines"
        studio.write_text("t1", "La nuit", TEXT)
        for _turn in range(2):
            studio.make_phrase(studio.machine())
            studio.record("phrase.keep", id=list(studio.creation.phrases)[-1])
        screen.creation = studio.creation
        other = studio.journal.path.with_name("autre.yaml")
        bestio("new", "--group", "Autre", "--class", other.parent.name, home=studio.library.workspace)
        folder = home / "workshops" / "5b"
        folder.mkdir(parents=True)
        (folder / "autre.yaml").write_bytes(other.read_bytes())
        done: list[Result] = []
        for name in ("perform", "hold"):
            monkeypatch.setattr(screen.session, name, recorded(getattr(screen.session, name), done))
        for move in (move for move in MOVES if bench_of(move) == bench):
            before, count, past = studio.creation, len(studio.journal.events), len(studio.creation.past)
            (folder / "ours.yaml").write_bytes(studio.journal.path.read_bytes())
            shown = [one for one in await by_hand(hand, screen, move) if one.do != "stage.speak"]
            tip = flat(str(screen.query_one("#tip", Static).content))
            words = words_of(move, shown[0])
            said_in_lines = bestio("act", "ours", *words, "--seed", str(SEED), home=home, stdin=move.answers.encode())
            lines = flat(said_in_lines.stdout.decode())
            with look(folder / "ours.yaml", clock=lambda: 0.0) as journal:
                told = [one for one in journal.events[count:] if one.do != "stage.speak"]
            assert [shape(one) for one in told] == [shape(one) for one in shown], words
            said = done.pop()
            done.clear()
            assert flat(said.told) in lines
            assert not said.told or move.typed[-1:] == ("f2",) or flat(said.told) in tip
            if move.action not in {phrases.make, phrases.question}:  # the phrase itself is told
                for caption in screen.session.captions(count, before):
                    assert flat(caption) in lines
                    assert move.action not in TOLD_ALIKE or flat(caption) in tip
            assert move.action in {notes.undo, notes.redo} or len(studio.creation.past) == past + 1, "one act"
