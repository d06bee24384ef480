"""Everything that the page of a creature shows, found out from its journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from msgspec import Struct

from bestio.classroom.naming import names_of
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.plan import load_sequences
from bestio.creation import trait_effects
from bestio.creation.events import Event
from bestio.creation.fold import Creation
from bestio.creation.replay import Replay
from bestio.creation.replay_context import voice_then, wheels_of
from bestio.creation.state import MadePhrase
from bestio.creation.trait_effects import CLASS
from bestio.export.gallery import note_of, rules_of, signatures_of
from bestio.export.page.drawn import Drawn
from bestio.export.page.sounds import Progress, Render, Sounds
from bestio.export.page.told import Act, Page, Passages, PhraseShown, Question, State
from bestio.export.picture import squares
from bestio.i18n import _
from bestio.session.account import authors_lines
from bestio.session.explain import explain_authors, explain_phrase
from bestio.session.moments import phrase_of, tell_then, view_of, why_then
from bestio.session.telling import tell_phrase
from bestio.session.transcript import clean, tell_time
from bestio.speech.voice import Voice
from bestio.studio.studio import Studio

MOST_WHY = 600_000
"""Letters of explanations in the replay of a page."""
MOST_ACTS = 3_000
"""Acts in the replay of a page: the last ones."""


class Home(Struct, frozen=True):
    """Where a creation stands: the pseudonym of its group, the id and the title of its class, the plans there are."""

    group: str
    class_id: str
    class_title: str
    plans: tuple[Plan, ...] = ()


def home_of(studio: Studio, plans: Iterable[Plan] | None = None) -> Home:
    """Where the creation that `studio` has in hand stands; `plans`: those there are, where they have been read."""
    journal = studio.journal
    class_id = journal.path.parent.name
    if plans is None:
        plans = load_sequences(studio.library, lambda _problem: None).values()
    return Home(journal.group, class_id, studio.workspace.store.title_of(class_id), tuple(plans))


def gather(
    studio: Studio, home: Home, render: Render | None = None, progress: Progress = lambda _number, _of: None
) -> Page:
    """The page of the creation that `studio` has in hand; without `render` it makes no sound. Raises BestioError."""
    creation, voice = studio.creation, studio.voice().voice
    drawn = Drawn(
        studio.strips,
        wheels_of(studio.journal.events, studio.lexicons),
    )
    sounds = Sounds(render, progress)
    introduction = studio.introduction()
    for text in (introduction, *(phrase.shown for phrase in creation.kept_phrases)):
        sounds.want(text, voice)
    story = _Story(studio, home, drawn)
    for act in story.acts:
        if act.said is not None:
            sounds.want(*act.said)
    lines = sounds.made()
    authors = explain_authors(creation, home.group)
    written = max(1, sum(authors.account.tally.authors.values()))
    influences = trait_effects.influences(studio.catalog, studio.persona)
    return Page(
        name=clean(creation.name),
        group=clean(home.group),
        class_title=clean(home.class_title),
        description=studio.description().third,
        introduction=sounds.place(introduction, voice),
        introduced=introduction,
        traits=story.traits(creation),
        voice=voice.title,
        voice_told=voice.description,
        drawing="".join(squares(drawn.pixels(creation))),
        frames=drawn.frames(creation),
        phrases=tuple(
            PhraseShown(
                phrase.shown,
                _passages([*tell_phrase(explain_phrase(phrase, home.group, influences))][1:]),
                sounds.place(phrase.shown, voice),
            )
            for phrase in creation.kept_phrases
        ),
        authors=tuple(map(clean, authors_lines(authors))),
        shares=tuple((name, count / written) for name, count in authors.account.tally.authors.items()),
        rule=note_of(creation, rules_of(home.plans)),
        signature=note_of(creation, signatures_of(home.plans)),
        portraits=tuple(drawn.pictures),
        lines=lines,
        whys=tuple(story.whys),
        acts=tuple(act.act(sounds.place(*act.said) if act.said else None) for act in story.acts),
        named=groups_of(creation, studio.journal.path),
        notes=tuple(chain(sounds.notes(), story.notes())),
    )


def _passages(told: Iterable[Iterable[str]]) -> Passages:
    return tuple(tuple(map(clean, passage)) for passage in told)


def groups_of(creation: Creation, path: Path) -> tuple[str, ...]:
    """The group of the journal `path`, those whose texts its phrases were drawn from, and its guests: class/group."""
    return tuple(dict.fromkeys([f"{path.parent.name}/{path.stem}", *_quoted(creation, path.parent.name)]))


def _quoted(creation: Creation, class_id: str) -> Iterator[str]:
    """The groups whose texts any phrase was drawn from, and those who came for a duet, as class/group."""
    for phrase in creation.phrases.values():
        for step in phrase.steps:
            if step.source.startswith(CLASS):
                yield f"{class_id}/{step.source.removeprefix(CLASS).partition(':')[0]}"
    for said in chain.from_iterable(creation.duets.values()):
        if said.source:
            yield f"{class_id}/{said.source.removeprefix(CLASS).partition(':')[0]}"


class _Told(Struct, frozen=True):
    """An act before its sound is made: `said` is the text and the voice that are heard with it."""

    at: str
    told: str
    state: State
    marker: bool
    questions: tuple[Question, ...]
    why: int | None
    said: tuple[str, Voice] | None

    def act(self, line: int | None) -> Act:
        """The same with the place of its sound."""
        return Act(self.at, self.told, self.state, self.marker, self.questions, self.why, line)


class _Story:
    """The acts of a creation, one after the other."""

    def __init__(self, studio: Studio, home: Home, drawn: Drawn) -> None:
        self._studio = studio
        self._home = home
        self._drawn = drawn
        self._names = names_of(drawn.catalog, lambda: studio.voices, home.plans)
        self._replay = Replay(studio.journal.events, names=self._names)
        self._places: dict[Passages, int] = {}
        self._room = MOST_WHY
        self._first_untold = 0
        self.whys: list[Passages] = []
        self.acts = list(self._acts())

    def traits(self, creation: Creation) -> tuple[tuple[str, str], ...]:
        """What each wheel is called, and what stands on it."""
        return tuple((self._names.slot(slot), self._names.trait(ref)) for slot, ref in creation.traits.items())

    def notes(self) -> Iterator[str]:
        """What was left out, for people."""
        left = len(self._replay) - len(self.acts)
        if left:
            yield _("The replay begins at act {n}: the page would be too large.").format(n=left + 1)
        if self._first_untold:
            yield _("From act {n} on, the replay no longer says why: the page would be too large.").format(
                n=self._first_untold
            )

    def _acts(self) -> Iterator[_Told]:
        replay = self._replay
        markers = {marker.position for marker in replay.markers}
        replay.seek(max(0, len(replay) - MOST_ACTS))
        while not replay.at_end:
            questions = tuple(Question(one.question, one.options, one.answer) for one in replay.guesses())
            before = replay.creation
            event = replay.forward()
            after = replay.creation
            yield _Told(
                at=tell_time(replay.worked(replay.position - 1)),
                told=clean(replay.caption),
                state=self._state(event, before, after),
                marker=replay.position in markers,
                questions=questions,
                why=self._why(),
                said=self._said(event, before, after),
            )

    def _state(self, event: Event | None, before: Creation, after: Creation) -> State:
        phrase = self._phrase(event, before, after)
        written = after.texts.get(str(event.data.get("id"))) if event and event.do.startswith("text.") else None
        voice = after.voice.title if after.voice else self._names.voice(after.voice_id) if after.voice_id else ""
        return State(
            after.name,
            self._drawn.place(after) if after.begun else None,
            self.traits(after),
            voice,
            phrase.shown if phrase else written.text if written else "",
            tuple(one.shown for one in after.kept_phrases),
        )

    @staticmethod
    def _phrase(event: Event | None, before: Creation, after: Creation) -> MadePhrase | None:
        if view_of(event, before, after) not in {"phrase", "stage"}:
            return None
        return phrase_of(event, before, after)

    def _said(self, event: Event | None, before: Creation, after: Creation) -> tuple[str, Voice] | None:
        """What is heard with an act: a phrase that was made or said, in the voice of that moment."""
        phrase = self._phrase(event, before, after)
        if event is None or phrase is None or event.do not in {"phrase.make", "phrase.keep", "stage.speak"}:
            return None
        studio = self._studio
        return phrase.shown, voice_then(after, self._drawn.catalog, studio.voices, studio.gate)

    def _why(self) -> int | None:
        studio = self._studio
        why = why_then(self._replay, self._home.group, studio.lexicons, studio.voices, studio.gate)
        told = _passages(tell_then(why))
        if not told:
            return None
        if told not in self._places:
            self._room -= sum(len(line) for passage in told for line in passage)
            if self._room < 0:
                self._first_untold = self._first_untold or self._replay.position
                return None
            self._places[told] = len(self.whys)
            self.whys.append(told)
        return self._places[told]
