"""The sounds of an anthology: one a phrase, in which stands whose words they say; whose voices those are is noted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bestio.classroom.erasure.scan import sound_mark
from bestio.export.heard import Heard
from bestio.export.page.sounds import Render
from bestio.export.page.told import Page
from bestio.private_files import make_folder
from bestio.speech.recorded.clip import digest_of
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.storage.atomic import replace
from bestio.text.slug import slug

FOLDER = "sons"
_LETTERS = 40


class Listened:
    """Says the lines of one creature, and keeps in mind whose recordings are heard in which of them."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._lines: dict[str, list[Speech]] = {}

    def __call__(self, text: str, voice: Voice) -> Speech:
        """The sound of a text. Raises BestioError."""
        speech = self._render(text, voice)
        if speech.bank:
            self._lines.setdefault(text, []).append(speech)
        return speech

    def heard(self, *texts: str) -> Heard:
        """The recordings that are heard in the lines `texts`, or in all."""
        heard = Heard()
        for text in texts or self._lines:
            for speech in self._lines.get(text, ()):
                heard.add(speech)
        return heard


Noted = tuple[str, str, Heard]
"""A file of the anthology, by its name in it, what it holds (its digest), and whose recordings are heard there."""


def write_sounds(folder: Path, name: str, page: Page, listened: Listened | None) -> Sequence[Noted]:
    """Put a sound for each phrase of a page into a folder of `folder`. Raises OSError."""
    noted: list[Noted] = []
    for number, phrase in enumerate(page.phrases, 1):
        if phrase.line is not None and listened is not None:
            make_folder(folder / FOLDER)
            file = f"{FOLDER}/{name}-{number:02d}-{slug(phrase.text[:_LETTERS], 'phrase')}.mp3"
            data = marked(page.lines[phrase.line].sound, page.named)
            replace(folder / file, data, lasting=False)
            noted.append((file, digest_of(data), listened.heard(page.lines[phrase.line].text)))
    return noted


def marked(mp3: bytes, named: Sequence[str]) -> bytes:
    """An MP3 file with those whose words it says (class/group) in front: who erases one of them finds it by that.

    As an ID3 tag (id3.org, ID3v2.4.0): a frame of the user's own text, in UTF-8.
    """
    text = b"\x03" + sound_mark(named)
    frame = b"TXXX" + _size(len(text)) + b"\0\0" + text
    return b"ID3\x04\0\0" + _size(len(frame)) + frame + mp3


def _size(number: int) -> bytes:
    """Four bytes of seven bits each."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
