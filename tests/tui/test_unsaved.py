"""A workspace that cannot be written is told in a window that must be answered, whatever the reason and the place."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList

from bestio.classroom.store import Store
from bestio.storage import disk
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.home import Home
from bestio.tui.screens.unsaved import Unsaved
from bestio.tui.screens.workshop import WorkshopScreen

REASONS = {
    errno.ENOSPC: "Le disque est plein",
    errno.EROFS: "On ne peut pas écrire dans ce dossier",
    errno.EACCES: "On ne peut pas écrire dans ce dossier",
    errno.ESTALE: "Le disque ou le réseau ne répond plus",
    errno.EHOSTDOWN: "Le disque ou le réseau ne répond plus",
}
OTHERS = sorted(set(REASONS) - {errno.ENOSPC})


class Refusing:
    """A disk that refuses for as long as it has a reason to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reason = 0
        for name in ("append", "replace"):
            monkeypatch.setattr(disk, name, self._unless(getattr(disk, name)))

    def _unless(self, write: Callable[..., int]) -> Callable[..., int]:
        def refuse(path: Path, *arguments: Any) -> int:
            if self.reason and "ailleurs" not in str(path):
                raise OSError(self.reason, "refused")
            return write(path, *arguments)

        return refuse


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Refusing:
    return Refusing(monkeypatch)


async def window(hand: Any) -> Unsaved:
    await hand.until(lambda: isinstance(hand.app.screen, Unsaved), "the window")
    return hand.app.screen


@pytest.mark.parametrize("reason", [errno.ENOSPC, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHERS)])
async def test_the_first_act_that_is_not_saved_is_answered(
    begun: Callable[..., Any], refusing: Refusing, reason: int
) -> None:
    async with begun() as (hand, screen):
        refusing.reason = reason
        await hand.press("t")
        top = await window(hand)
        await hand.shows(REASONS[reason])
        await hand.shows("1 acte est gardé")
        for key in ("escape", "t", "q", "space"):  # no other key takes it away
            await hand.press(key)
            assert hand.app.screen is top
        await hand.press("enter")  # try again: it refuses still
        assert (await window(hand)) is not top
        await hand.press("end", "enter")
        assert hand.app.screen is screen
        await hand.press("t")
        assert hand.app.screen is screen  # answered once for this reason
        refusing.reason = 0
        await hand.press("t")
        await hand.shows("enregistré")
        assert screen.studio.journal.saved


@pytest.mark.slow
async def test_the_window_goes_where_the_disk_writes_again(begun: Callable[..., Any], refusing: Refusing) -> None:
    async with begun() as (hand, screen):
        refusing.reason = errno.EIO
        await hand.press("t")
        await window(hand)
        refusing.reason = 0
        await hand.until(lambda: hand.app.screen is screen, "the workshop, without an answer")
        assert screen.studio.journal.saved


@pytest.mark.slow
async def test_a_copy_goes_elsewhere(begun: Callable[..., Any], refusing: Refusing, tmp_path: Path) -> None:
    async with begun() as (hand, screen):
        refusing.reason = errno.EROFS
        await hand.press("t")
        await window(hand)
        await hand.press("down", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "the folder")
        for folder, told in ((tmp_path / "refuse", "On ne peut pas écrire"), (tmp_path / "ailleurs", "")):
            hand.app.screen.query_one(Input).value = str(folder)
            await hand.press("enter")
            if told:
                await hand.shows(told)
        await window(hand)
        await hand.shows("Enregistré dans")
        [copy] = (tmp_path / "ailleurs").iterdir()
        with Store(tmp_path, time.time).open(copy, read_only=True) as journal:
            assert journal.creation.traits == screen.creation.traits


@pytest.mark.slow
async def test_leaving_asks_while_something_is_not_saved(
    begun: Callable[..., Any], refusing: Refusing, tmp_path: Path
) -> None:
    async with begun(rescue=tmp_path / "secours-ailleurs") as (hand, screen):
        refusing.reason = errno.ENOSPC
        await hand.press("t")
        await window(hand)
        await hand.press("end", "enter", "escape")
        await window(hand)
        await hand.shows("En sortant")
        assert screen in hand.app.screen_stack
        await hand.press("end", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")
        await hand.until(lambda: list((tmp_path / "secours-ailleurs").glob("*.yaml")), "what was not saved")


async def test_the_first_creature_where_nothing_can_be_written(
    opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_anything: Any) -> None:
        raise OSError(errno.EROFS, "refused")

    monkeypatch.setattr("bestio.journal.file_store.make_folder", refuse)
    monkeypatch.setattr("bestio.storage.lock.WriterLock.acquire", refuse)
    async with opened(first_time=True) as hand:
        await window(hand)
        await hand.shows("Rien ne s’enregistre")
        assert "disparu" not in hand.screen()
        assert not [one for one in hand.told if "réglages" in one]  # told once


async def test_the_class_is_answered_too(opened: Callable[..., Any], workspace: Path, refusing: Refusing) -> None:
    Store(workspace, time.time).new("Ours", "5b").close()
    async with opened() as hand:
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen) and hand.app.screen.rows, "the class")
        refusing.reason = errno.EROFS
        await hand.press("n", "enter")
        await window(hand)
        await hand.shows("On ne peut pas écrire dans ce dossier")
        assert hand.app.screen.query_one(OptionList).option_count == 1
        await hand.press("escape")
        assert isinstance(hand.app.screen, Unsaved)
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen), "the class again")


async def test_another_name_that_is_not_kept_is_told(
    opened: Callable[..., Any], workspace: Path, refusing: Refusing
) -> None:
    store = Store(workspace, time.time)
    store.new("Ours", "5b").close()
    async with opened() as hand:
        refusing.reason = errno.ENOSPC
        await hand.press("g")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "the question")
        await hand.press(*"loups", "enter")
        await window(hand)
        await hand.shows("Le disque est plein")
        assert [entry.group for entry in store.groups("5b")] == ["Ours"]


async def test_a_creation_opened_where_one_cannot_write_is_told_at_once(
    opened: Callable[..., Any], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(workspace, time.time).new("Ours", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Zig", traits={"tete": "ferraille:hibou"})

    def refuse(_lock: Any) -> None:
        raise OSError(errno.EROFS, "refused")

    monkeypatch.setattr("bestio.storage.lock.WriterLock.acquire", refuse)
    async with opened() as hand:
        await hand.press("enter")
        await hand.until(lambda: any(isinstance(one, WorkshopScreen) for one in hand.app.screen_stack), "the workshop")
        await window(hand)
