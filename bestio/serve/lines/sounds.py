"""What a page lets be heard: texts said once, kept while they are asked for, as MP3."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.loudspeaker import encoded

if TYPE_CHECKING:
    from bestio.speech.speaker import Pronounced
    from bestio.speech.speech import Speech
    from bestio.speech.voice import Voice

MOST_KEPT = 4 << 20
"""Bytes of sound that are kept for who asks again."""
RESTS = 120.0
"""Seconds after which the process that speaks is let go, where nothing has been said."""


class Voicing(Protocol):
    """What says texts; on any thread."""

    def render(self, text: str, voice: Voice) -> Speech:
        """The sound of a text. Raises BestioError where nothing can be said."""
        ...

    def pronounce(self, text: str, voice: Voice) -> Pronounced | None:
        """A text as a voice says it, with the time of each sound."""
        ...

    def close(self) -> None:
        """Say nothing more."""
        ...


class Sounds:
    """Says texts for all groups. `make` gives what speaks, when something is first said. On any thread.

    `clock`: seconds that only go on.
    """

    def __init__(self, make: Callable[[], Voicing], clock: Callable[[], float]) -> None:
        self._make = make
        self._clock = clock
        self._speaker: Voicing | None = None
        self._last = 0.0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._guard = threading.Lock()

    def render(self, text: str, voice: Voice) -> Speech:
        """The sound of a text. Raises BestioError where nothing can be said."""
        return self._speaking().render(text, voice)

    def pronounce(self, text: str, voice: Voice) -> Pronounced | None:
        """A text as a voice says it, with the time of each sound."""
        return self._speaking().pronounce(text, voice)

    def mp3(self, text: str, voice: Voice) -> bytes:
        """The sound of a text as a file. Raises BestioError where nothing is heard."""
        key = repr((text, voice.recipe()))
        with self._guard:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        speech = self.render(text, voice)
        if speech.engine == "silent" or not len(speech.samples):
            raise BestioError(_("Nothing can be said on this computer."))
        made = encoded(np.asarray(speech.samples, "<f4").tobytes(), speech.sample_rate)
        with self._guard:
            if key not in self._kept:
                self._kept[key] = made
                self._size += len(made)
            while self._size > MOST_KEPT and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])
        return made

    def look_after(self) -> None:
        """Done now and then: what has not spoken for a while is let go."""
        with self._guard:
            if self._speaker is None or self._clock() - self._last < RESTS:
                return
            speaker, self._speaker = self._speaker, None
        speaker.close()

    def close(self) -> None:
        """Say nothing more."""
        with self._guard:
            speaker, self._speaker = self._speaker, None
        if speaker is not None:
            speaker.close()

    def _speaking(self) -> Voicing:
        with self._guard:
            self._last = self._clock()
            if self._speaker is None:
                self._speaker = self._make()
            return self._speaker
