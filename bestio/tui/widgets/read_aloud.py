"""A line at the bottom of a screen: the sentence that is being read aloud, with the word that is heard now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click

from bestio.creation.trait_effects import DEFAULT_VOICE
from bestio.i18n import _
from bestio.speech.dialogue import LineQueue
from bestio.tui.performer import Frame
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.workers import CancelsWorkers

if TYPE_CHECKING:
    from bestio.tui.house import House


class ReadAloud(CancelsWorkers, Vertical):
    """Reads sentences in the plain voice, over the screen it stands on, which goes on as if it were not there.

    It goes when all is read, when something else is said, when another screen comes; and the sound with it.
    """

    DEFAULT_CSS = """
    ReadAloud {
        layer: reading; overlay: screen; position: absolute; width: 100%; height: auto; padding: 0 1;
        border: round $primary; background: $panel; color: $foreground;
        border-title-color: $primary; border-subtitle-color: $foreground;
    }
    ReadAloud Karaoke { text-align: left; }
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self.sentences = tuple(sentences)
        self._turn = 0
        self.line = Karaoke()

    def compose(self) -> ComposeResult:
        yield self.line

    def on_mount(self) -> None:
        self.border_title = _("Read aloud")
        self.border_subtitle = _("Escape: stop")
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._place())
        self._read()

    def _place(self) -> None:
        """At the bottom. Asked again at each layout: its own height may be another."""
        self.styles.offset = (0, max(0, self.screen.size.height - self.outer_size.height - 1))

    @work(exclusive=True)
    async def _read(self) -> None:
        services = await cast("House", self.app).ready()
        performer, voices = services.performer, services.voices
        voice = voices.get(DEFAULT_VOICE) or next(iter(voices.values()))
        queue = LineQueue(performer.speaker, ahead=1)
        for sentence in self.sentences:
            queue.put(sentence, voice)
        queue.finish()
        karaoke = self.line
        try:
            async for said in queue:
                karaoke.word, karaoke.words, karaoke.text = -1, (), said.text
                if said.error is not None:
                    cast("House", self.app).complain(said.error)
                if said.speech is None:
                    break
                karaoke.words = tuple(word.text for word in said.speech.words)
                self._turn = performer.turn + 1
                await performer.play(said.speech, self._show)
        finally:
            queue.clear()
        self.stop()

    def _show(self, frame: Frame) -> None:
        performer = cast("House", self.app).services.performer
        if performer.turn != self._turn or self.app.screen is not self.screen:
            self.stop()
        else:
            self.line.word = frame.word

    def on_click(self, event: Click) -> None:
        event.stop()
        self.stop()

    def stop(self) -> None:
        """Be silent, and go."""
        self.workers.cancel_node(self)
        if self.is_attached:
            self.remove()
