"""What stands on a screen, read aloud: which text it is, that its words are lit, and that it is silent at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input

from bestio.creation.trait_effects import DEFAULT_VOICE
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.tui.app import BestioApp
from bestio.tui.reading import passages
from bestio.tui.screens.activities.prompts import PromptScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.text import visible
from bestio.tui.widgets.read_aloud import ReadAloud
from tests.bench.test_cost_of_keys import Talk
from tests.tui.test_stage_bench import keep

LINE = 0.8  # seconds that a line is heard


class Reading(Talk):
    """The same, which remembers what it was asked to say and in which voices, and whether it was stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.voices: set[str] = set()
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True
        super().stop()

    @property
    def playing(self) -> bool:
        return self.position() < LINE

    def render(self, text: str, voice: Voice) -> Speech:
        self.said.append(text)
        self.voices.add(voice.id)
        return super().render(text, voice)


VOICES: dict[str, Any] = {"speaker": Reading, "player": Reading}


def read(app: BestioApp) -> str:
    return "\n".join(passages(app.screen))


async def begin(hand: Any) -> Any:
    """Let it be read, and give the line in which it is."""
    await hand.until(lambda: hand.app.screen.query(ReadAloud), "somebody reads")
    line = hand.app.screen.query_one(ReadAloud)
    await hand.until(lambda: line.line.word >= 0, "a word that is lit")
    return line


@pytest.mark.parametrize(("bench", "key"), [("creature", "f9"), ("phrases", "l"), ("voice", "l"), ("stage", "L")])
async def test_a_bench_is_read_and_the_same_key_is_silence(begun: Callable[..., Any], bench: str, key: str) -> None:
    async with begun(bench, **VOICES) as (hand, screen):
        keep(screen, "La lune grince.", "Le robot rit.")
        screen.services.performer.speaker.voices.clear()
        await hand.press(key)
        line = await begin(hand)
        assert line.line.text in " ".join(passages(screen))
        assert screen.services.performer.speaker.voices == {DEFAULT_VOICE}
        await hand.press(key)
        await hand.until(lambda: not screen.query(ReadAloud), "silence")
        assert screen.services.performer.player.stopped
        assert isinstance(hand.app.screen, WorkshopScreen)


async def test_what_is_read_of_each_bench(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        keep(screen, "La lune grince.")
        assert screen.studio.description().third.split(".")[0] in read(hand.app)
        await hand.press("f3")
        assert "La lune grince." in passages(screen)
        await hand.press("f4")
        voice = screen.studio.plain_voice()
        assert f"{voice.title}. {voice.description}" in passages(screen)
        await hand.press("f5")
        assert passages(screen)[0] == "La lune grince."
        assert passages(screen)[-1] == visible(screen.here.next_thing())


@pytest.mark.slow
async def test_all_of_it_is_read_sentence_after_sentence_then_the_line_goes(begun: Callable[..., Any]) -> None:
    async with begun("stage", **VOICES) as (hand, screen):
        keep(screen, "La lune grince.")
        screen.services.performer.speaker.said.clear()
        await hand.press("l")
        await hand.until(lambda: len(screen.services.performer.speaker.said) > 2, "the sentences one by one")
        await hand.until(lambda: not screen.query(ReadAloud), "the end")
        said = screen.services.performer.speaker.said
        assert said[:2] == ["La lune grince.", "Espace\u00a0: elle parle."]


async def test_escape_is_silence_and_leaves_nothing(begun: Callable[..., Any]) -> None:
    async with begun("stage", **VOICES) as (hand, screen):
        keep(screen, "La lune grince.")
        await hand.press("l")
        await begin(hand)
        await hand.press("escape")
        await hand.until(lambda: not screen.query(ReadAloud), "silence")
        assert hand.app.screen is screen
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home))


async def test_it_keeps_nobody_from_anything(begun: Callable[..., Any]) -> None:
    async with begun("stage", **VOICES) as (hand, screen):
        keep(screen, "La lune grince.", "Le robot rit.")
        await hand.press("l")
        await begin(hand)
        await hand.press("down")
        assert screen.here.selected.shown == "Le robot rit."
        assert screen.query(ReadAloud), "it goes on"
        await hand.press("space")
        await hand.until(lambda: not screen.query(ReadAloud), "what the creature says comes first")
        await hand.until(lambda: screen.services.performer.speaker.said[-1] == "Le robot rit.", "it has said it")
        await hand.press("l")
        await begin(hand)
        await hand.until(lambda: not screen.speaking, "the creature is silent")
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help) and not screen.query(ReadAloud), "another screen")


async def test_windows_are_read_and_a_line_that_is_written_too(begun: Callable[..., Any]) -> None:
    async with begun("stage", **VOICES) as (hand, screen):
        keep(screen, "La lune grince.")
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help))
        assert "F1 : Aide. Explique l’établi où tu es." in passages(hand.app.screen)
        await hand.press("l")
        await begin(hand)
        await hand.press("escape", "escape", "f6")
        await hand.until(lambda: isinstance(hand.app.screen, GlassBox))
        assert "La lune grince." in read(hand.app)
        await hand.press("escape", "q", "end", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        await hand.type("le ciel")
        assert hand.app.screen.query_one(Input).value == "le ciel"
        await hand.press("f9")
        await begin(hand)
        assert "le ciel" in passages(hand.app.screen)
        assert any("Ta question" in one for one in passages(hand.app.screen))


@pytest.mark.slow
async def test_an_activity_is_read_with_its_question(begun: Callable[..., Any]) -> None:
    async with begun("creature", **VOICES) as (hand, screen):
        await hand.press("f7")
        await hand.until(lambda: isinstance(hand.app.screen, PromptScreen))
        await hand.press("n", "n")
        step = screen.guidance.progress().here
        assert step.activity.title in read(hand.app)
        assert " ".join(step.activity.pupils.split())[:40] in " ".join(read(hand.app).split())
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is not screen and not hand.app.screen.query("#steps"))
        assert step.activity.title in read(hand.app)
        await hand.press("l")
        await begin(hand)


async def test_home_is_read_before_anything_was_said(opened: Callable[..., Any]) -> None:
    async with opened((80, 24), **VOICES) as hand:
        await hand.press("f9")
        await begin(hand)
        assert "Nouvelle créature" in read(hand.app)
        assert "█" not in read(hand.app)
