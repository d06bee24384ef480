"""One moment of a creation: the creature, what happened in one sentence, and what it happened to."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from bestio.i18n import _
from bestio.persona.portrait import choose_look
from bestio.session.explain import explain_phrase
from bestio.session.moments import VIEWS, phrase_of, view_of, word_asked
from bestio.session.telling import tell_changes, tell_pieces_in_a_line
from bestio.tui.glass import explain_word, legend
from bestio.tui.performer import SILENT, Frame
from bestio.tui.services import Services
from bestio.tui.showing import (
    Asked,
    PhraseSeen,
    Seen,
    asked_content,
    spoken_line,
    text_content,
    voice_content,
    wheels_content,
)
from bestio.tui.text import plain
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
from bestio.workshop.events import Event
from bestio.workshop.replay import Replay
from bestio.workshop.retelling import voice_then

LEFT = 30


class Tableau(Horizontal):
    """Shows where a replay is. Which of its parts are seen depends on what the last act was about."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Tableau { height: 1fr; }
    Tableau #replay-left { width: 30; height: 1fr; }
    Tableau #replay-left Portrait { width: 100%; height: 1fr; }
    Tableau #replay-name { height: 1; width: 100%; text-align: center; text-style: bold; color: $primary; }
    Tableau #replay-right { width: 1fr; height: 1fr; padding: 0 1 0 0; }
    Tableau #replay-caption { height: auto; min-height: 5; max-height: 8; border: round $secondary; padding: 0 1; }
    Tableau #replay-wheels { height: auto; padding: 1 1 0 1; }
    Tableau #replay-box { height: 1fr; border: round $border-blurred; padding: 0 1; }
    Tableau #replay-box > * { height: auto; display: none; }
    Tableau.-phrase #replay-box > .phrase, Tableau.-stage #replay-box > .stage { display: block; }
    Tableau.-text #replay-box > .text, Tableau.-voice #replay-box > .voice { display: block; }
    Tableau #replay-verdict { color: $secondary; margin: 1 0; }
    Tableau Karaoke { padding: 1 0; }
    Tableau.-creature #replay-box { display: none; }
    .-low Tableau #replay-wheels { display: none; }
    .-low Tableau.-creature #replay-wheels { display: block; }
    Tableau.-asked #replay-box { display: block; border: round $primary; }
    Tableau.-asked #replay-box > .told { display: none; }
    Tableau.-asked #replay-box > .asked { display: block; }
    .-low Tableau.-asked #replay-wheels { display: none; }
    .-wide Tableau #replay-left { width: 40; }
    .-huge Tableau #replay-left { width: 60; }
    """

    def __init__(self, services: Services, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.services = services

    def compose(self) -> ComposeResult:
        with Vertical(id="replay-left"):
            yield Portrait(self.services.strips, self.services.random, id="replay-portrait")
            yield Static("", id="replay-name", markup=False)
        with Vertical(id="replay-right"):
            yield Static(_("Reading…"), id="replay-caption", markup=False)
            yield Static("", id="replay-wheels", markup=False)
            with VerticalScroll(id="replay-box", can_focus=False):
                yield PhraseSeen(id="replay-phrase")
                yield Static("", id="replay-verdict", classes="told phrase", markup=False)
                yield Static("", id="replay-legend", classes="told phrase", markup=False)
                yield Static("", id="replay-pieces", classes="told phrase", markup=False)
                yield Karaoke(id="replay-karaoke")
                yield Static("", id="replay-text", classes="told text", markup=False)
                yield Static("", id="replay-voice", classes="told voice", markup=False)
                yield Static("", id="replay-asked", classes="asked", markup=False)

    def on_mount(self) -> None:
        phrase = self.query_one(PhraseSeen)
        phrase.can_focus = False
        phrase.add_class("told", "phrase")
        self.query_one(Karaoke).add_class("told", "stage")

    def _write(self, part: str, content: object) -> None:
        self.query_one(f"#replay-{part}", Static).update(content)  # type: ignore[arg-type]

    def show(self, seen: Seen, replay: Replay) -> None:
        """Show the moment where `replay`, of the journal `seen`, is."""
        after, event, cabinet = replay.creation, replay.event, seen.cabinet
        before = replay.state_at(max(0, replay.position - 1))
        look = choose_look(self.services.strips, cabinet.slots, after.traits) if after.begun else None
        self.query_one(Portrait).look = look
        self._write("name", plain(after.name))
        told = replay.caption if len(replay) else _("Nothing has happened in this creation yet.")
        self._write("caption", plain(told))
        self._write("wheels", wheels_content(before, after, cabinet, self._room))
        view = view_of(event, before, after)
        for name in VIEWS:
            self.set_class(name == view, f"-{name}")
        if view == "phrase":
            self._show_phrase(seen, replay)
        elif view == "stage" and event is not None:
            karaoke = self.query_one(Karaoke)
            karaoke.word, karaoke.words, karaoke.text = -1, (), spoken_line(event, after)
        elif view == "text":
            self._write("text", text_content(event, before, after, cabinet))
        elif view == "voice":
            self._write("voice", voice_content(voice_then(after, cabinet, self.services.voices, self.services.gate)))
        self.query_one("#replay-box").scroll_home(animate=False)

    @property
    def _room(self) -> int:
        return max(30, self.query_one("#replay-right").size.width - 4)

    def _show_phrase(self, seen: Seen, replay: Replay) -> None:
        phrase = phrase_of(replay.event, replay.state_at(max(0, replay.position - 1)), replay.creation)
        view = self.query_one(PhraseSeen)
        view.texts, view.phrase = seen.texts, phrase
        dark = self.app.current_theme.dark
        why = explain_phrase(phrase, seen.group) if phrase else None
        self._write("verdict", plain(why.copied, lines=True) if why else "")
        self._write("pieces", plain(tell_changes(why.changes) or tell_pieces_in_a_line(why.pieces)) if why else "")
        self._write("legend", legend(why.parts if why else (), seen.texts, dark=dark))

    def show_asked(self, asked: Asked | None, coming: Event | None) -> None:
        """Show a question about the act that is `coming`, or none."""
        self.set_class(asked is not None, "-asked")
        if asked is not None:
            why = word_asked(coming, asked.guess) if asked.shown else None
            self._write("asked", asked_content(asked, explain_word(why) if why is not None else None))

    def begin_line(self, words: Sequence[str]) -> None:
        """A line begins to be said."""
        self.query_one(Karaoke).words = tuple(words)

    def show_frame(self, frame: Frame = SILENT) -> None:
        """Show which word is heard, and the mouth."""
        for portrait in self.query(Portrait):
            portrait.mouth = frame.mouth
        for karaoke in self.query(Karaoke):
            karaoke.word = frame.word

    def stir(self) -> None:
        """Somebody is here: the creature stays awake."""
        self.query_one(Portrait).stir()
