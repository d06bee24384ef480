"""Acts on a group's journal as its pages ask for them: opened, written, told and given back, one after the other.

All of it takes its time, and is for a thread of its own. Nothing is kept open between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from msgspec import Struct

from bestio.classroom.own_voices import on_server
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.serve.class_store import ClassStore, wait_until_free
from bestio.serve.lines.desk import Heard, Report
from bestio.serve.lines.fields import Given, Misread, read
from bestio.serve.lines.sounds import Sounds
from bestio.session.actions import phrases as phrase_acts
from bestio.session.actions.action import Action, Result
from bestio.session.actions.creature import why
from bestio.session.actions.parameters import voice_named
from bestio.session.aloud import (
    bent_voice,
    child_of,
    let_answer,
    listener_of,
    mutant_of,
    question_numbered,
    tell_after_answer,
    tell_answer,
    tell_recordings,
    to_compare,
    to_say,
)
from bestio.session.one_act import let_happen, nothing_saved
from bestio.session.session import Session
from bestio.studio.duet import describe_duet
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace

SOUND = "/lignes/son"


class Done(Struct, frozen=True):
    """What came of an act: what is told of it, and the sounds that go with it."""

    result: Result
    sounds: tuple[Heard, ...] = ()


class Writer:
    """The journals of one class; `chance` gives what draws, one for each act."""

    def __init__(self, workspace: Workspace, class_id: str, chance: Callable[[], Random], sounds: Sounds) -> None:
        self.workspace = workspace
        self.sounds = sounds
        self._class_id = class_id
        self._chance = chance

    def path(self, group: str) -> Path:
        """The journal of a group."""
        return self.workspace.store.path(self._class_id, group)

    @contextmanager
    def open(self, group: str, *, read_only: bool) -> Iterator[Session]:
        """A group at work, or to look at. Raises JournalBusy, JournalError."""
        path = self.path(group)
        if not read_only:
            wait_until_free(self.workspace.store, path)
        journals = self.workspace.store.journals
        store = ClassStore(self.workspace.library.workspace, self.workspace.clock, self._class_id, path, journals)
        for key, voice in on_server(store).items():  # the class may have been given them a moment ago, at another node
            self.workspace.voices.setdefault(key, voice)
        with store.open(path, read_only=read_only) as journal:
            yield Session(Studio(journal, self.workspace, self._chance()), store, group)

    def act(self, group: str, do: Callable[[Session], Done]) -> Report:
        """Do an act, and tell it as a line tells it. Raises BestioError."""
        told: list[str] = []
        sounds: list[Heard] = []

        def doing(session: Session) -> Result:
            done = do(session)
            sounds.extend(done.sounds)
            return done.result

        with self.open(group, read_only=False) as session:
            count = len(session.studio.journal.events)
            happened = let_happen(session, partial(doing, session), tell=told.append)
            added = len(session.studio.journal.events) - count
            undo = added > 0 and session.creation.can_undo
        if happened.trouble is not None:
            raise BestioError(nothing_saved(happened.trouble))
        return Report((*told, *happened.lines), tuple(sounds), undo, added)

    # --- acts ---------------------------------------------------------------------------------------------------------

    def perform(self, action: Action, given: Given, session: Session) -> Done:
        """Do what the words of a form say. Raises Misread, BestioError."""
        if action.id in self._own_way:
            return self._own_way[action.id](session, given)
        return Done(session.perform(action, **read(action, session, given)))

    def look(self, action: Action, given: Given, session: Session) -> Done:
        """The same for what changes nothing."""
        return self.perform(action, given, session)

    @property
    def _own_way(self) -> Mapping[str, Callable[[Session, Given], Done]]:
        """The acts that are heard, or ask a process that speaks: as lines do them."""
        return {
            "why": self._why,
            "say": self._say,
            "introduce": self._introduce,
            "compare": self._compare,
            "question": self._question,
            "duet": self._duet,
            "mutant": self._mutant,
            "blend": self._blend,
        }

    def _why(self, session: Session, given: Given) -> Done:
        told = session.perform(why, **read(why, session, given))
        return Done(tell_recordings(session, told, self.sounds.render))

    def _say(self, session: Session, given: Given) -> Done:
        said = to_say(session, given.get("phrase", ()) if any(given.get("phrase", ())) else ())
        voice = bent_voice(session, partial(listener_of, session, self.sounds.pronounce))
        told, heard = [], []
        for text, phrase in said:
            speech = self.sounds.render(text, voice)
            told.append(text)
            heard.append(Heard(text, f"{SOUND}/{phrase or 'presentation'}"))
            if phrase:
                session.record(session.studio.spoken(phrase, speech.seconds))
        return Done(Result(tuple(told), heard=True), tuple(heard))

    def _introduce(self, session: Session, _given: Given) -> Done:
        session.need_creature()
        text = session.studio.introduction()
        return Done(Result((_("“{word}”").format(word=text),)), (Heard(text, f"{SOUND}/presentation"),))

    def _compare(self, session: Session, given: Given) -> Done:
        session.need_creature()
        voices = to_compare(session, [name for name in given.get("voices", ()) if name])
        text = session.studio.trial_text()
        lines = (_("“{word}”").format(word=text), *(voice.title for voice in voices))
        sounds = tuple(Heard(voice.title, f"{SOUND}/voix/{voice.id}") for voice in voices)
        return Done(Result(lines), sounds)

    def _question(self, session: Session, given: Given) -> Done:
        asked = " ".join(given.get("question", ())).strip()
        if asked.isdecimal():
            asked = question_numbered(session, asked)
        answer = session.perform(phrase_acts.question, question=asked)
        told = (*tell_answer(asked, answer), tell_after_answer())
        sounds = (Heard(answer.data["text"], f"{SOUND}/{answer.data['id']}"),)
        return Done(Result(told, answer.data, heard=True), sounds)

    def _duet(self, session: Session, given: Given) -> Done:
        guests = [one for one in given.get("guests", ()) if one]
        known = {one.id: one.path for one in session.store.groups(self._class_id)}
        if not guests or not known.keys() >= set(guests):
            raise Misread(UsageError(_("Choose who is invited, among the groups of the class.")), "guests")
        key = let_answer(session, [known[one] for one in guests])
        said = session.creation.duets[key]
        sounds = tuple(Heard(f"{line.creature} : {line.text}", f"{SOUND}/duo/{line.id}") for line in said)
        return Done(Result(tuple(describe_duet(said)), heard=True), sounds)

    def _mutant(self, session: Session, _given: Given) -> Done:
        from bestio.session.actions import voice as acts  # noqa: PLC0415

        voice = mutant_of(session, listener_of(session, self.sounds.pronounce))
        return Done(session.perform(acts.mutant, voice=voice), self._trial)

    def _blend(self, session: Session, given: Given) -> Done:
        from bestio.session.actions import voice as acts  # noqa: PLC0415

        other = voice_named(session, tuple(given.get("voice", ("",))))
        voice = child_of(session, other, listener_of(session, self.sounds.pronounce))
        return Done(session.perform(acts.blend, voice=voice), self._trial)

    @property
    def _trial(self) -> tuple[Heard, ...]:
        return (Heard(_("Its voice"), f"{SOUND}/essai"),)
