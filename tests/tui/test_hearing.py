"""Who is heard in a voice made of recordings, chosen on the bench and in lines: the same is written, and told."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.journal.journal import look
from bestio.session.actions import voice
from bestio.session.hearing import Hearing, read_hearing, tell_hearing
from bestio.speech.voice import from_recipe
from bestio.tui.screens.pick_hearing import PickHearing
from tests.classroom.test_recorded_voices import cut
from tests.cli.command import bestio
from tests.tui.test_voice_bench import flat

PEOPLE = ("Clou", "Hibou", "Vis")
SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


def recorded_in(workspace: Path, class_id: str) -> RecordedVoices:
    kept = RecordedVoices(workspace, time.time())
    kept.turn_on(class_id, class_id)
    for number, who in enumerate(PEOPLE):
        kept.add(class_id, who, [cut("lune", number)])
    return kept


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_bench_and_a_line_write_and_tell_the_same(
    begun: Callable[..., Any], workspace: Path, size: tuple[int, int]
) -> None:
    async with begun("voice", size) as (hand, screen):
        path = screen.studio.journal.path
        class_id = path.parent.name
        await hand.press("n")
        await hand.shows("n’est pas faite d’enregistrements")
        kept = recorded_in(workspace, class_id)
        await hand.until(lambda: f"nos-{class_id}"[:24] in screen.services.voices, "the class's voice")
        screen.perform(voice.voice, voice=screen.studio.voices[f"nos-{class_id}"[:24]])
        await hand.shows("quelle qu’elle soit")
        # By turns among the first and the last.
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, PickHearing), "the question")
        await hand.press("space", "down", "space", "end", "space")
        await hand.shows("parmi Clou, Vis")
        await hand.press("tab", "tab", "enter")
        await hand.until(lambda: hand.app.screen is screen, "chosen")
        screen.hush()
        event = look(path, clock=time.time).events[-1]
        recorded = event.data["voice"]["recorded"]
        assert (recorded["who"], list(recorded["among"])) == ("*", ["Clou", "Vis"])
        told = flat(tell_hearing(Hearing(("Clou", "Vis"), by_turns=True)))
        await hand.shows("parmi Clou, Vis")
        assert told in flat(screen.here.why())
        # One person; then what a withdrawal leaves is told.
        screen.perform(voice.hear, hearing=Hearing(("Vis",)))
        await hand.shows("On n’entend que Vis")
        kept.erase(kept.of_person(class_id, "Vis"))
        await hand.until(lambda: "Il n’y a pas d’enregistrement de Vis" in flat(screen.here.why()), "gone")
        name = path.stem
    said = bestio("act", name, "entendre", "tout", "le", "monde,", "clou,", "Hibou", home=workspace).stdout.decode()
    assert flat(tell_hearing(Hearing(("Clou", "Hibou"), by_turns=True))) in flat(said)
    recipe = look(path, clock=time.time).events[-1].data["voice"]
    read = from_recipe(recipe, lambda problem: pytest.fail(str(problem)))
    assert read is not None
    assert read.recorded is not None
    assert (read.recorded.by_turns, read.recorded.people) == (True, ("Clou", "Hibou"))
    listed = bestio("act", name, "entendre", home=workspace).stdout.decode()
    assert "Clou : 1 enregistrement" in flat(listed)
    why = bestio("act", name, "pourquoi", "voix", home=workspace).stdout.decode()
    assert "parmi Clou, Hibou" in flat(why)
    assert "Personne ne s’appelle" in bestio("act", name, "entendre", "Ours", home=workspace, code=2).stderr.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vis", Hearing(("Vis",))),
        ("tout le monde", Hearing((), by_turns=True)),
        ("Tout le monde, VIS", Hearing(("Vis",))),
        ("hibou, vis,", Hearing(("Hibou", "Vis"))),
        ("n’importe qui", Hearing()),
    ],
)
def test_names_are_read_as_people_write_them(tmp_path: Path, text: str, expected: Hearing) -> None:
    from bestio.classroom.store import Store

    Store(tmp_path, time.time).make_class("5b")
    bank = recorded_in(tmp_path, "5b").bank("5b")
    assert read_hearing(text, bank) == expected
    assert all(name in tell_hearing(expected) for name in expected.people)
