"""Files that come into a bank: what is asked before, what is read of them; what is asked before a recording goes."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.content import Content

from bestio.classroom.bank_words import BankWord
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.speech.recorded import intake
from bestio.speech.recorded.clip import Clip
from bestio.speech.recorded.sound_file import FORMATS, OF_PHONES, read_sound
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.dialog import PickOne
from bestio.tui.text import visible
from bestio.tui.typed_path import typed_path

if TYPE_CHECKING:
    from bestio.tui.house import House


class BankPlace(CommandScreen):
    """The screen of a bank, as what is asked here knows it."""

    words: list[BankWord]

    @property
    @abstractmethod
    def word(self) -> BankWord | None:
        """The word in hand."""

    @abstractmethod
    def take_in(self, files: Sequence[tuple[Path, tuple[str, ...]]]) -> object:
        """Put what is said in sound files into the bank: each file with the texts that are read in it."""

    @abstractmethod
    def leave_out(self, clip: Clip) -> object:
        """Erase a recording."""


def ask_for_files(screen: BankPlace) -> None:
    """Ask for a sound, or a folder of sounds, and what is said in it."""
    if not cast("House", screen.app).own_files:
        screen.app.notify(
            _("In a browser, one records on a page of its own: the address of the class, then /voix."), markup=False
        )
        return

    def named(line: str | None) -> None:
        if line:
            _ask_what(screen, typed_path(line))

    screen.app.push_screen(
        AskLine(
            _("Which file, or which folder?"),
            hint=_("A sound (WAV, MP3, OGG), or a folder of sounds, each called as its word."),
            most=400,
        ),
        named,
    )


def _ask_what(screen: BankPlace, path: Path) -> None:
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in (*FORMATS, *OF_PHONES))
        screen.take_in([(one, (intake.name_to_text(one),)) for one in files])
        return
    missing = tuple(one.text for one in screen.words if not one.clips)
    name = intake.name_to_text(path)
    texts: dict[str, tuple[str, ...]] = {"name": (name,)}
    options = [("name", _("“{word}”, as the file is called").format(word=name))]
    if screen.word is not None:
        texts["word"] = (screen.word.text,)
        options.append(("word", _("“{word}”, the word in hand").format(word=screen.word.text)))
    if missing:
        texts["list"] = missing
        told = _("the list, read from “{first}” to “{last}”").format(first=missing[0], last=missing[-1])
        options.append(("list", told))

    def chosen(what: str | None) -> None:
        if what is not None:
            screen.take_in([(path, texts[what])])

    screen.app.push_screen(
        PickOne(_("What is said in it?"), [(key, Content(visible(text))) for key, text in options]), chosen
    )


async def cut_files(
    files: Sequence[tuple[Path, tuple[str, ...]]], pronounce: intake.Pronounce, tell: Callable[[str], None]
) -> tuple[list[intake.Cut], list[str]]:
    """What is said in sound files, each with the texts that are read in it, and what went wrong with which."""
    cuts: list[intake.Cut] = []
    troubles: list[str] = []
    for path, texts in files:
        tell(_("Reading {file}…").format(file=path.name))
        try:
            recording = await asyncio.to_thread(read_sound, path)
            taken = await asyncio.to_thread(intake.take_list, recording, texts, pronounce, path.name)
        except BestioError as error:
            troubles.append(str(error))
            continue
        cuts += taken.cuts
        troubles += taken.troubles
    return cuts, troubles


def ask_what_to_leave_out(screen: BankPlace, word: BankWord) -> None:
    """Ask which recording of a word goes, and whether it really does."""
    if len(word.clips) == 1:
        _ask_leave_out(screen, word.clips[0])
        return
    known = {clip.id: clip for clip in word.clips}

    def chosen(clip_id: str | None) -> None:
        if clip_id in known:
            _ask_leave_out(screen, known[clip_id])

    options = [(clip.id, Content(visible(line))) for clip, line in zip(word.clips, word.told(), strict=True)]
    screen.app.push_screen(PickOne(_("Which recording?"), options), chosen)


def _ask_leave_out(screen: BankPlace, clip: Clip) -> None:
    def answered(yes: bool | None) -> None:
        if yes:
            screen.leave_out(clip)

    screen.app.push_screen(
        AskYes(
            _("Erase “{text}” by {who}?").format(text=clip.text, who=clip.who),
            detail=_("The sounds of the workshop in which it is heard go too."),
            yes=_("Erase"),
            no=_("Leave it"),
        ),
        answered,
    )
