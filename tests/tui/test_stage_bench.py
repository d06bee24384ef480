"""The Scène bench in the real app: what the creature says, in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import soundfile

from bestio.classroom.class_report import EXPORTS, SOUNDS, erasure_of
from bestio.i18n import _
from bestio.tui.benches.creature import CreatureBench
from bestio.tui.benches.stage import StageBench
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.duet import DuetScreen, PickGuests
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.widgets.portrait import Portrait
from tests.tui.acting import act

SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


def keep(screen: Any, *texts: str) -> None:
    for number, text in enumerate(texts, start=1):
        act(screen, partial(screen.studio.record, "phrase.make", id=f"p{number}", text=text, steps=[]))
        act(screen, partial(screen.studio.record, "phrase.keep", id=f"p{number}"))


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
async def test_the_page_of_the_creature_is_written_and_giving_up_leaves_none(
    begun: Callable[..., Any], workspace: Path
) -> None:
    async with begun("stage") as (hand, screen):
        keep(screen, "La lune grince.", *(f"{n} : le robot compte les étoiles, une à une. " * 6 for n in range(12)))
        await hand.press("w")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        dialog = hand.app.screen
        await hand.press("enter")
        await hand.until(lambda: dialog.query_one("ProgressBar").progress > 0, "under way")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.until(lambda: all(worker.is_finished for worker in dialog.workers), "stopped")
        assert [path for path in (workspace / EXPORTS).rglob("*") if path.is_file()] == []
        for phrase in screen.creation.kept[1:]:
            screen.studio.record("phrase.drop", id=phrase)
        hand.app.toggle_dys()  # the page opens in easy reading, then
        await hand.press("w")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        wanted = hand.app.screen.path
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is screen, "written")
        page = wanted.read_text(encoding="utf-8")
        assert "La lune grince." in page
        assert '<body class="easy">' in page
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
        erasure = erasure_of(screen.services.store, screen.services.library)
        what = erasure.preview(path.parent.name, path.stem)
        assert len([one for one in what.files if one.name == "voix.mp3"]) == 2


@pytest.mark.slow
async def test_a_question_is_picked_or_written_and_the_word_that_was_caught_is_told(begun: Callable[..., Any]) -> None:
    async with begun("stage") as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", "Le crabe dort sous la lune. La lune rit. " * 3))
        await hand.press("q")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne))
        await hand.shows("Qui es-tu ?")
        await hand.press("end", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        await hand.type("et le crabe")
        await hand.press("enter")
        await hand.until(lambda: screen.creation.phrases, "an answer")
        (answer,) = screen.creation.phrases.values()
        assert (answer.question, answer.caught) == ("et le crabe", "crabe")
        assert "crabe" in answer.text
        await hand.shows("elle a accroché « crabe »")
        await hand.until(lambda: "elle a accroché «\u00a0crabe\u00a0»" in screen.here.why(), "F6 tells it too")
        await hand.press("q", "enter")
        await hand.until(lambda: len(screen.creation.phrases) == 2, "another answer")
        assert [*screen.creation.phrases.values()][1].question == screen.ready_questions()[0]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_creatures_answer_each_other_side_by_side(
    begun: Callable[..., Any], workspace: Path, size: tuple[int, int]
) -> None:
    async with begun("stage", size) as (hand, screen):
        services, class_id = screen.services, screen.studio.journal.path.parent.name
        with services.store.new("Les Loups", class_id) as journal:
            services.studio(journal).begin(seed=3)
        await hand.press("d")
        await hand.until(lambda: isinstance(hand.app.screen, PickGuests))
        await hand.press("space", "tab", "tab", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, DuetScreen), "the duet")
        duet = hand.app.screen
        assert [line.group for line in duet.lines[:2]] == [screen.studio.journal.group, "Les Loups"]
        assert duet.lines == screen.creation.duets["d1"]
        await hand.until(lambda: [one for one in duet.query(Portrait) if one.look is not None][1:], "two creatures")
        looks = [portrait.look for portrait in duet.query(Portrait)]
        assert looks[0] != looks[1]
        await hand.press("space")
        await hand.until(lambda: not duet.speaking, "silence")
        await hand.press("x")
        await hand.until(lambda: isinstance(hand.app.screen, SaveAs))
        await hand.press("tab", *["right"] * 4, "space", "shift+tab")
        wanted = hand.app.screen.path
        await hand.press("enter")
        await hand.until(lambda: hand.app.screen is duet, "written")
        assert wanted.suffix == ".txt"
        assert all(line.text in wanted.read_text("utf-8") for line in duet.lines)
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
        await hand.press("d")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne))
        await hand.press("down", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, DuetScreen), "the same again")
        again = hand.app.screen
        await hand.press("f6")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "which line")
        await hand.press("down", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, GlassBox), "the glass box")
        await hand.shows(again.lines[1].text[:30])
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is again)
        await hand.press("escape")


async def test_a_bench_looks_at_things_while_somebody_is_there(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        here, away = (screen.query_one(kind) for kind in (CreatureBench, StageBench))
        seen: dict[str, int] = {"here": 0, "away": 0}

        def look(name: str) -> None:
            seen[name] += 1

        here.look_every(0.01, partial(look, "here"))
        away.look_every(0.01, partial(look, "away"))
        await hand.until(lambda: seen["here"] > 3, "looks where one is")
        assert seen["away"] == 0
        await hand.press("f5")
        await hand.until(lambda: seen["away"] > 3, "looks where one is now")
        before = seen["here"]
        await hand.until(lambda: seen["away"] > 8, "it goes on")
        assert seen["here"] <= before + 1, "one that was on its way"
