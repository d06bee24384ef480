"""The Scène bench in the real app: what the creature says, in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import soundfile

from bestio.i18n import _
from bestio.tui.screens.save_as import SaveAs
from bestio.workshop.ledger import SOUNDS, care_of

SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


def keep(screen: Any, *texts: str) -> None:
    for number, text in enumerate(texts, start=1):
        screen.act(lambda n=number, t=text: screen.studio.act("phrase.make", id=f"p{n}", text=t, steps=[]))
        screen.act(lambda n=number: screen.studio.toggle_keep(f"p{n}"))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", range(4))
async def test_the_kept_phrases_are_written_into_a_sound_file(
    begun: Callable[..., Any], workspace: Path, size: tuple[int, int], place: int
) -> None:
    async with begun("stage", size) as (hand, screen):
        keep(screen, "La lune grince.", "Le robot rit.")
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        if place:
            await hand.press("tab", *["right"] * place, "space", "shift+tab")
        await hand.type("-en-scene")
        wanted = hand.app.screen.path
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen, "written")
        assert wanted.suffix == (".mp3", ".wav", ".flac", ".ogg")[place]
        assert soundfile.info(str(wanted)).duration > 1.0
        assert [path.suffix for path in (workspace / SOUNDS).rglob("*") if path.is_file()] == [wanted.suffix]
        await hand.until(lambda: wanted.name in str(screen.query_one("#tip").content), "which file")


@pytest.mark.slow
async def test_an_export_is_stopped_and_leaves_nothing(begun: Callable[..., Any], workspace: Path) -> None:
    async with begun("stage") as (hand, screen):
        long = "Le robot compte les étoiles une à une dans la nuit. " * 40
        keep(screen, *(f"{n} : {long}" for n in range(40)))
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        dialog = hand.app.screen
        await hand.press("enter")
        await hand.until(lambda: dialog.query_one("ProgressBar").progress > 0, "under way")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.until(lambda: not any(not worker.is_finished for worker in dialog.workers), "stopped")
        assert [path for path in (workspace / SOUNDS).rglob("*") if path.is_file()] == []
        screen.speak("Et l’on parle encore.")
        await hand.until(
            lambda: screen.services.last_speech is not None and "encore" in screen.services.last_speech.text
        )


async def test_nothing_kept_is_nothing_to_write_nor_to_say(begun: Callable[..., Any]) -> None:
    async with begun("stage") as (hand, screen):
        await hand.press("x")
        await hand.shows(_("No phrase is kept yet: F3 makes some, G keeps them."))
        assert hand.app.screen is screen
        await hand.press("t")
        await hand.until(lambda: not screen.speaking)


@pytest.mark.slow
async def test_one_line_after_the_other(begun: Callable[..., Any]) -> None:
    async with begun("stage") as (hand, screen):
        keep(screen, "Un.", "Deux.", "Trois.")
        await hand.press("t")
        await hand.until(lambda: len(screen.creation.spoken) == 3, "all three")
        assert [spoken.phrase for spoken in screen.creation.spoken] == ["p1", "p2", "p3"]


async def test_what_a_group_wrote_goes_when_the_group_is_forgotten(begun: Callable[..., Any], workspace: Path) -> None:
    async with begun("stage") as (_hand, screen):
        path = screen.studio.journal.path
        for kind in ("sons", "images"):
            folder = screen.services.folder_of(kind, path)
            folder.mkdir(parents=True)
            (folder / "voix.mp3").write_bytes(b"son")
        care = care_of(screen.services.store, screen.services.library)
        what = care.preview(path.parent.name, path.stem)
        assert len([one for one in what.files if one.name == "voix.mp3"]) == 2
