"""What a key does, a line does: the same journal, done once on the screen of a group and once as `bestio act`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from bestio.cli import run
from bestio.cli.verbs import VERBS
from bestio.workshop.events import Event
from bestio.workshop.journal import look

TEXT = "Le robot mange la lune et la soupe chante dans la nuit. La lune rouge dort sous le toit du robot. " * 3
DRAWN = {"seed", "steps", "text", "copied", "patches", "texts", "relaxed", "trait", "traits", "name", "voice", "corpus"}
"""Values that chance gives, where chance is asked: whether they are there counts, not what they are."""

Move = tuple[str, str, tuple[str, ...], str]
"""The bench, what is in hand there, the keys, and the line: `{...}` is filled in with what the screen chose."""

BY_CHANCE: list[Move] = [
    ("creature", "#wheels", ("space",), "tourner tete"),
    ("creature", "#wheels", ("t",), "tourner"),
    ("creature", "#wheels", ("m",), "muter"),
    ("phrases", "#made", ("space",), "fabriquer"),
]
BY_HAND: list[Move] = [
    ("creature", "#wheels", ("g",), "verrouiller tete"),
    ("creature", "#wheels", ("g",), "déverrouiller tete"),
    ("creature", "#wheels", ("right",), "choisir tete {trait}"),
    ("creature", "#wheels", ("left",), "choisir tete {trait}"),
    ("creature", "#wheels", ("n", *"Zig", "enter"), "nommer {name}"),
    ("phrases", "#made", ("g",), "lâcher {id}"),
    ("phrases", "#made", ("g",), "garder {id}"),
    ("phrases", "#texts", ("right", "f2"), "peser t1 {weight}"),
    ("phrases", "#share", ("right", "f2"), "régler classe={class}"),
    ("phrases", "#order", ("right", "f2"), "régler ordre={order}"),
    ("phrases", "#texts", ("p",), "partager t1"),
    ("phrases", "#texts", ("p",), "reprendre t1"),
    ("voice", "#voices", ("b",), "tordre non"),
    ("voice", "#voices", ("b",), "tordre oui"),
    ("stage", "#kept", ("right",), "déplacer p1 2"),
    ("phrases", "#made", ("j",), "jeter {id}"),
    ("creature", "#wheels", ("ctrl+z",), "annuler"),
    ("creature", "#wheels", ("ctrl+y",), "refaire"),
    ("phrases", "#texts", ("delete",), "retirer t1"),
]
ELSEWHERE = {
    "written or asked in a dialogue, tried bench by bench": {"own", "lexicons", "cross", "write", "edit", "note"},
    "asks for a word, then is “make”": {"question"},
    "word by word, tried with the stepper": {"dice", "steps"},
    "speaks in real time, tried on the stage and on the voice’s bench": {
        "say", "introduce", "compare", "voice", "tune", "effect", "save-voice",
    },
    "listens to voices for seconds, tried on the voice’s bench": {"mutant", "blend"},
    "an activity, tried by `test_activity_parity` and in the six sessions": {
        "step", "activity", "poll", "count", "bet", "sign", "imagine", "quiz", "retrain", "debate",
    },
    "writes a file or nothing": {"portrait", "colouring", "show", "where", "traits", "texts", "phrases", "notes"},
    "explains, tried by `test_explain_parity`": {"why", "author"},
    "names the group: on the screen, when a creation begins": {"group"},
}  # fmt: skip
"""The verbs that are not tried here, and why."""


def shape(event: Event, drawn: Collection[str]) -> tuple[str, Mapping[str, Any]]:
    return event.do, {key: "…" if key in drawn else value for key, value in event.data.items()}


def test_every_verb_is_tried_or_says_why_not() -> None:
    tried = {line.split()[0] for *_rest, line in (*BY_CHANCE, *BY_HAND)}
    known = {verb.french: verb.name for verb in VERBS}
    left = [name for names in ELSEWHERE.values() for name in names]
    assert len(left) == len(set(left))
    assert {known[name] for name in tried} | set(left) == set(known.values())
    assert not {known[name] for name in tried} & set(left)


@pytest.mark.slow
@pytest.mark.parametrize("chance", [True, False], ids=["by chance", "by hand"])
async def test_a_key_and_a_line_write_the_same(
    begun: Callable[..., Any], tmp_path: Path, chance: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bestio.tui.screens.workshop.REST_AFTER", 600.0)
    async with begun("creature", (120, 30)) as (hand, screen):
        studio, home = screen.studio, tmp_path / "lines"
        studio.write_text("t1", "La nuit", TEXT)
        for _turn in range(2):
            studio.make_phrase(studio.machine())
            studio.toggle_keep(list(studio.creation.phrases)[-1])
        screen.creation = studio.creation
        path = home / "workshops" / "5b" / "ours.yaml"
        path.parent.mkdir(parents=True)
        for bench, place, keys, line in BY_CHANCE if chance else BY_HAND:
            await hand.press({"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}[bench])
            await hand.until(lambda name=bench: screen.here.id == name, bench)
            screen.here.query_one(place).focus()
            await hand.press("home") if place != "#wheels" else None
            before = len(studio.journal.events)
            path.write_bytes(studio.journal.path.read_bytes())
            await hand.press(*keys)
            await hand.until(lambda count=before: len(studio.journal.events) > count, f"{line}: {keys}")
            shown = [event for event in studio.journal.events[before:] if event.do != "stage.speak"]
            words = line.format_map({key: str(value) for key, value in shown[0].data.items()}).split()
            assert run(["act", "ours", *words, "--home", str(home)]) == 0, line
            with look(path, clock=lambda: 0.0) as journal:
                told = journal.events[before:]
            drawn = DRAWN | ({"slot"} if line == "muter" else set()) if chance else {"seed"}
            assert [shape(one, drawn) for one in told] == [shape(one, drawn) for one in shown], line
