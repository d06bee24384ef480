"""The class's own voices on the screen: recorded, heard, kept, left out, taken from files; without a microphone too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.speech.microphone import Microphone
from bestio.speech.recorded.clip import RATE
from bestio.speech.speaker import Speaker
from bestio.tui.screens.bank import BankScreen
from tests.speech.pupils import pupil, said, telephone
from tests.speech.test_microphone import command_of

SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


async def bank_of(hand: Any, screen: Any, microphone: Microphone) -> BankScreen:
    """Open the bank from the bench of voices."""
    screen.services.microphone = lambda: microphone
    await hand.press("v")
    await hand.until(lambda: isinstance(hand.app.screen, BankScreen), "the bank")
    found: BankScreen = hand.app.screen
    await hand.until(lambda: found.bank is not None and found.words, "its words")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_word_is_recorded_heard_kept_and_left_out(
    begun: Callable[..., Any], workspace: Path, tmp_path: Path, speaker: Speaker, size: tuple[int, int]
) -> None:
    pad = np.zeros(RATE // 4, np.float32)
    np.save(tmp_path / "said.npy", np.concatenate([pad, telephone(said(speaker, pupil(0), "la")), pad]))
    async with begun("voice", size) as (hand, screen):
        class_id = screen.studio.journal.path.parent.name
        kept = RecordedVoices(workspace, screen.services.clock())
        kept.turn_on(class_id, class_id)
        bank = await bank_of(hand, screen, Microphone(command_of(tmp_path / "said.npy")))
        await hand.until(lambda: bank.there, "the microphone")
        word = bank.word
        assert word is not None
        await hand.press("space")
        await hand.until(lambda: bank.microphone is not None and bank.microphone.seconds > 0.6, "something said")
        await hand.shows("█")
        await hand.press("space")
        await hand.until(lambda: bank.take is not None, "the cut")
        await hand.press("g")
        await hand.until(lambda: bank.bank is not None and len(bank.bank.clips) == 1, "kept")
        (clip,) = kept.bank(class_id).clips
        assert (clip.text, clip.who) == (word.text, screen.studio.journal.group)
        assert clip.group == screen.studio.journal.path.stem
        await hand.until(lambda: bank.word is not None and not bank.word.clips, "the next word in hand")
        await hand.press("end")
        await hand.until(lambda: bank.word is not None and bank.word.clips, "the word that was said")
        await hand.shows(f"● {word.text}")
        await hand.press("enter")
        await hand.until(lambda: bank.services.last_speech is not None, "heard")
        await hand.press("delete")
        await hand.press("right", "enter")
        await hand.until(lambda: bank.bank is not None and not bank.bank.clips, "left out")
        assert not kept.bank(class_id).clips
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen, "back")


@pytest.mark.slow
async def test_without_a_microphone_files_are_taken_in(
    begun: Callable[..., Any], workspace: Path, tmp_path: Path, speaker: Speaker
) -> None:
    folder = tmp_path / "sons"
    folder.mkdir()
    for number, word in enumerate(("lune", "tournevis")):
        soundfile.write(folder / f"{word}.wav", said(speaker, pupil(number), word), RATE)
    (folder / "texte.wav").write_text("rien")
    async with begun("voice") as (hand, screen):
        class_id = screen.studio.journal.path.parent.name
        kept = RecordedVoices(workspace, screen.services.clock())
        kept.turn_on(class_id, class_id)
        bank = await bank_of(hand, screen, Microphone(command_of(tmp_path, there=False)))
        await hand.shows("pas de micro")
        await hand.press("space")
        await hand.shows("pas de micro")
        await hand.press("i")
        await hand.type(str(folder))
        await hand.press("enter")
        await hand.until(lambda: bank.bank is not None and len(bank.bank.clips) == 2, "both")
        assert {clip.text for clip in kept.bank(class_id).clips} == {"lune", "tournevis"}
        await hand.shows("texte.wav")


async def test_a_folder_of_a_phone_s_sounds_is_told_what_to_do(
    begun: Callable[..., Any], workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "sons").mkdir()
    (tmp_path / "sons" / "lune.m4a").write_bytes(b"\0\0\0\x20ftypM4A \0\0\0\0" + b"\0" * 400)
    async with begun("voice") as (hand, screen):
        class_id = screen.studio.journal.path.parent.name
        kept = RecordedVoices(workspace, screen.services.clock())
        kept.turn_on(class_id, class_id)
        await bank_of(hand, screen, Microphone(command_of(tmp_path, there=False)))
        await hand.press("i")
        await hand.type(str(tmp_path / "sons"))
        await hand.press("enter")
        await hand.shows("lune.m4a")
        await hand.shows("Audacity")
        assert not kept.bank(class_id).clips


async def test_a_class_without_leave_records_nothing_and_is_told_what_to_write(
    begun: Callable[..., Any], tmp_path: Path
) -> None:
    async with begun("voice") as (hand, screen):
        bank = await bank_of(hand, screen, Microphone(command_of(tmp_path, there=False)))
        await hand.shows("--voices on")
        await hand.press("space")
        await hand.press("g")
        assert bank.take is None
        assert not bank.bank or not bank.bank.clips
