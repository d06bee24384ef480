"""One moment of a creation: the creature, what happened in one sentence, and what it happened to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.css.query import NoMatches
from textual.widgets import Static

from bestio.creation.events import Event
from bestio.creation.guests import line_of, look_of
from bestio.creation.replay import Replay
from bestio.creation.replay_context import voice_then
from bestio.creation.state import MadePhrase
from bestio.i18n import _
from bestio.persona.portrait import choose_look
from bestio.session.explain import explain_phrase
from bestio.session.moments import VIEWS, phrase_of, spoken_line, view_of, word_asked
from bestio.session.telling import tell_changes, tell_pieces_in_a_line
from bestio.tui.glass import explain_word, legend
from bestio.tui.large import beside, fault
from bestio.tui.performer import SILENT, Frame
from bestio.tui.replay_view import (
    Asked,
    PhraseSeen,
    Seen,
    asked_content,
    text_content,
    voice_content,
    wheels_content,
)
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.large_phrase import LargePhrase, stand
from bestio.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from bestio.tui.house import House

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
    Tableau LargePhrase { display: none; padding: 0 2; }
    Tableau.-large.-set #replay-right { display: none; }
    Tableau.-large.-set LargePhrase { display: block; }
    Tableau.-large.-set.-asked #replay-right { display: block; }
    Tableau.-large.-set.-asked LargePhrase { display: none; }
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
        self.unfit = ""
        """Why what happens is not told in large letters, where they are wanted."""

    def compose(self) -> ComposeResult:
        with Vertical(id="replay-left"):
            yield Portrait(self.services.strips, self.services.idle, id="replay-portrait")
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
        yield LargePhrase(id="replay-large")

    def on_mount(self) -> None:
        phrase = self.query_one(PhraseSeen)
        phrase.can_focus = False
        phrase.add_class("told", "phrase")
        self.query_one(Karaoke).add_class("told", "stage")

    def _write(self, part: str, content: object) -> None:
        self.query_one(f"#replay-{part}", Static).update(content)  # type: ignore[arg-type]

    def show(self, seen: Seen, replay: Replay) -> None:
        """Show the moment where `replay`, of the journal `seen`, is."""
        after, event, catalog = replay.creation, replay.event, seen.catalog
        before = replay.state_at(max(0, replay.position - 1))
        look = choose_look(self.services.strips, catalog.slots, after.traits) if after.begun else None
        name, guest = after.name, line_of(event, after)
        if guest is not None and guest.source:
            look, name = look_of(guest, self.services.strips, self.services.lexicons), guest.creature or guest.group
            name = name if look is not None else _("{name} (nobody knows how it looked)").format(name=name)
        self.query_one(Portrait).look = look
        self._write("name", plain(name))
        told = replay.caption if len(replay) else _("Nothing has happened in this creation yet.")
        self._write("caption", plain(told))
        self._write("wheels", wheels_content(before, after, catalog, self._room))
        view = view_of(event, before, after)
        phrase = phrase_of(event, before, after) if view == "phrase" else None
        line = spoken_line(event, after) if view == "stage" and event is not None else ""
        large = self.query_one(LargePhrase)
        large.word, large.words, large.text = -1, (), line or (phrase.shown if phrase else told)
        self.fit()
        for name in VIEWS:
            self.set_class(name == view, f"-{name}")
        if view == "phrase":
            self._show_phrase(seen, phrase)
        elif view == "stage":
            karaoke = self.query_one(Karaoke)
            karaoke.word, karaoke.words, karaoke.text = -1, (), line
        elif view == "text":
            self._write("text", text_content(event, before, after, catalog))
        elif view == "voice":
            self._write("voice", voice_content(voice_then(after, catalog, self.services.voices, self.services.gate)))
        self.query_one("#replay-box").scroll_home(animate=False)

    @property
    def _room(self) -> int:
        return max(30, self.query_one("#replay-right").size.width - 4)

    def on_resize(self) -> None:
        self.fit()

    def fit(self) -> None:
        """Tell what happens in large letters where that is wanted, and there is room for them."""
        large = cast("House", self.app).large
        portrait = self.query_one(Portrait)
        self.unfit = ""
        columns = beside(self.size.width, self.size.height - 1)
        if large:
            text = visible(self.query_one(LargePhrase).text)
            self.unfit = fault(text, self.size.width - columns - 4, self.size.height)
        stand(self.query_one("#replay-left"), large, columns)
        portrait.whole = large
        self.set_class(large, "-large")
        self.set_class(not self.unfit, "-set")

    def _show_phrase(self, seen: Seen, phrase: MadePhrase | None) -> None:
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
        self.query_one(Karaoke).words = self.query_one(LargePhrase).words = tuple(words)

    def show_frame(self, frame: Frame = SILENT) -> None:
        """Show which word is heard, and the mouth."""
        with suppress(NoMatches):  # the parts of a screen go one by one
            # Not `query`, which looks through the whole screen: fifteen times a second, a fifth of what is painted.
            self.query_one(Portrait).mouth = frame.mouth
            self.query_one(Karaoke).word = frame.word
            self.query_one(LargePhrase).hear(frame)

    def stir(self) -> None:
        """Somebody is here: the creature stays awake."""
        self.query_one(Portrait).stir()
