"""F6 on each bench, and in a replay, says what `bestio act … pourquoi` and `bestio replay --explain` say."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest

from bestio.cli import run
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.replay import ReplayScreen
from tests.sure import sure
from tests.tui.acting import act
from tests.tui.conftest import with_phrases

KEYS = {"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}


def flat(text: str) -> str:
    return " ".join(re.sub(r"[\u00a0\u202f\s]+", " ", text).split())


async def read(hand: Any) -> str:
    """What the glass box shows; it is closed again."""
    await hand.press("f6")
    await hand.until(lambda: isinstance(hand.app.screen, GlassBox), "the glass box")
    told = flat(hand.app.screen.text)
    await hand.press("escape")
    return told


@pytest.mark.slow
async def test_f6_says_what_a_line_says(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        with_phrases(screen)
        act(
            screen, lambda: screen.studio.record("voice.bend", on=False)
        )  # what may be bent is being measured meanwhile
        act(screen, lambda: screen.studio.edit_phrase("p2", "La lune rit, doucement.", screen.studio.machine()))
        path = screen.studio.journal.path
        home = path.parent.parent.parent

        def told(*words: str) -> str:
            with redirect_stdout(StringIO()) as said:  # from the app, which takes what is printed
                assert run([*words, "--home", str(home)]) == 0
            return flat(said.getvalue())

        group = f"{path.parent.name}/{path.stem}"
        for bench, asked in (("creature", ()), ("phrases", ("p2",)), ("voice", ("voix",)), ("stage", ("p1",))):
            await hand.press(KEYS[bench])
            await hand.until(lambda name=bench: screen.here.id == name, bench)
            shown = await read(hand)
            assert shown == told("act", group, "pourquoi", *asked), bench
        seen = ReplayScreen(hand.app.services, path)
        await hand.app.push_screen(seen)
        await hand.until(lambda: seen.seen is not None, "the journal is read")
        explained = told("replay", group, "--explain")
        for position in range(1, len(seen.replay) + 1):
            seen.go_to(position)
            if sure(seen.replay.event).do in {"creation.begin", "phrase.make", "phrase.edit", "voice.bend"}:
                caption, why = flat(seen.replay.caption), await read(hand)
                assert flat(why.removeprefix(caption)) in explained, caption
