"""What the teacher's pages know of a class, read from its journals. All of it takes time: it is for a thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bestio.classroom.class_report import activities_of
from bestio.classroom.naming import names_of
from bestio.classroom.plan import Sequence as Plan
from bestio.classroom.plan import load_sequences
from bestio.classroom.progress import first_plan
from bestio.classroom.term import NOTICE, end_told
from bestio.creation.guests import line_of
from bestio.creation.replay import Replay
from bestio.creation.replay_context import voice_then, wheels_of
from bestio.creation.state import Creation
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError, UsageError
from bestio.export.gallery import creatures
from bestio.export.page.drawn import Drawn
from bestio.export.picture import to_png, to_svg
from bestio.i18n import _
from bestio.serve.scenes import Act, Creature, Face, Line, Scene
from bestio.serve.steps import Step, steps_of
from bestio.session.moments import phrase_of, view_of
from bestio.studio.duet import voice_of
from bestio.studio.studio import Studio

if TYPE_CHECKING:
    from bestio.classroom.store import Entry
    from bestio.classroom.table import Row, Seen
    from bestio.creation.events import Event
    from bestio.creation.state import Said
    from bestio.speech.speaker import Pronounced
    from bestio.speech.speech import Speech
    from bestio.speech.voice import Voice
    from bestio.studio.workspace import Workspace

Render = Callable[[str, "Voice"], "Speech"]
Pronounce = Callable[[str, "Voice"], "Pronounced | None"]
MOST_ACTS = 3_000
"""Acts in a replay on the wall: the last ones."""


class Teaching:
    """One class of a workspace. `render` says a text in a voice (BestioError where nothing can be said).

    `pronounce` says one with the time of each sound; None where there is nobody to ask.
    """

    def __init__(self, workspace: Workspace, class_id: str, render: Render, pronounce: Pronounce) -> None:
        self.workspace = workspace
        self.class_id = class_id
        self.render = render
        self.pronounce = pronounce

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """The plans that can be taught, by id."""
        return load_sequences(self.workspace.library, lambda _problem: None)

    @cached_property
    def activities(self) -> Mapping[tuple[str, str], str]:
        """What the places of the plans are called."""
        return activities_of(self.plans.values())

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The activities of the plan that the class follows."""
        plan = self.plans.get(first_plan(dict(self.plans), self.workspace.library.own("workshops")))
        plan = plan or next(iter(self.plans.values()), None)
        return steps_of(plan) if plan is not None else ()

    def groups(self) -> list[tuple[Row, Seen]]:
        """Where each group is, and what it has to show."""
        return self.workspace.classroom.shown(self.class_id)

    def term(self) -> str:
        """That the class ends soon, and when; "" where it does not."""
        return end_told(self.workspace.store, self.class_id, self.workspace.clock(), NOTICE)

    def portrait(self, group: str) -> str:
        """A creature as it looks now, as an SVG document. Raises UsageError where there is none."""
        with self._studio(group) as studio:
            pixels = self._drawn(studio).pixels(studio.creation)
            return to_svg(pixels, title=studio.creation.name)

    # --- what stands on the wall --------------------------------------------------------------------------------------

    def stage(self, group: str, phrase: str = "") -> Scene:
        """A creature that says what its group kept, or one phrase of it; what it says of itself where there is nothing.

        Raises UsageError where it is not there any more, BestioError where it cannot be read.
        """
        with self._studio(group) as studio:
            creation, voice = studio.creation, studio.voice().voice
            if phrase and phrase not in creation.phrases:
                raise _gone(phrase)
            texts = (
                [creation.phrases[phrase].shown]
                if phrase
                else [one.shown for one in creation.kept_phrases] or [studio.introduction()]
            )
            face = Face(creation.name, studio.journal.group, self._drawn(studio).frames(studio.creation))
            return Scene("stage", (face,), tuple(Line(text, 0, voice) for text in texts))

    def duet(self, group: str, name: str) -> Scene:
        """Creatures that answered each other, line by line. Raises as `stage` does."""
        with self._studio(group) as studio:
            said = studio.creation.duets.get(name)
            if not said:
                raise _gone(name)
            own = self._drawn(studio)
            faces: dict[tuple[str, str], Face] = {}
            places: list[int] = []
            for line in said:
                who = (line.source, line.creature)
                if who not in faces:
                    drawn = self._drawn_guest(line) if line.source else own
                    worn = Creation(traits=line.traits)
                    faces[who] = Face(line.creature, line.group, drawn.frames(worn))
                places.append(list(faces).index(who))
            lines = (Line(one.text, at, voice_of(one, studio)) for one, at in zip(said, places, strict=True))
            return Scene("duet", tuple(faces.values()), tuple(lines))

    def replay(self, group: str) -> Scene:
        """All that a group did, act by act, with what was said then. Raises as `stage` does."""
        with self._studio(group) as studio:
            drawn, voices, gate = self._drawn(studio), studio.voices, studio.gate
            names = names_of(drawn.catalog, lambda: voices, self.plans.values())
            replay = Replay(studio.journal.events, names=names)
            lines: list[Line] = []
            acts: list[Act] = []
            replay.seek(max(0, len(replay) - MOST_ACTS))
            while not replay.at_end:
                before = replay.creation
                event = replay.forward()
                after = replay.creation
                phrase = phrase_of(event, before, after) if view_of(event, before, after) in _SAID else None
                aloud = None
                if event is not None and phrase is not None and event.do in _ALOUD:
                    aloud = len(lines)
                    guest = line_of(event, after)
                    voice = voice_of(guest, studio) if guest else voice_then(after, drawn.catalog, voices, gate)
                    lines.append(Line(phrase.shown, 0, voice))
                picture = drawn.place(after) if after.begun else None
                acts.append(Act(replay.caption, after.name, picture, phrase.shown if phrase else "", aloud))
            face = Face(studio.creation.name, studio.journal.group, drawn.frames(studio.creation))
            return Scene("replay", (face,), tuple(lines), tuple(acts), tuple(drawn.pictures))

    def gallery(self) -> Scene:
        """All creatures of the class. Raises UsageError where there is none."""
        found = creatures(self.workspace.store, self.class_id, self.workspace.lexicons, self.plans.values())
        if not found:
            raise UsageError(_("There is no creature in this class yet."))
        shown = tuple(Creature(one.name, one.group, one.phrase, to_png(one.pixels, scale=1)) for one in found)
        return Scene("gallery", creatures=shown)

    # --- journals -----------------------------------------------------------------------------------------------------

    def entry(self, group: str) -> Entry:
        """A group that there is: what was asked is compared with the groups. Raises UsageError."""
        found = (one for one in self.workspace.store.groups(self.class_id) if one.id == group)
        if (entry := next(found, None)) is None:
            raise _gone(group)
        return entry

    def path(self, group: str) -> Path:
        """The journal of a group that there is. Raises UsageError."""
        return self.entry(group).path

    @contextlib.contextmanager
    def _studio(self, group: str) -> Iterator[Studio]:
        """The creation of a group, to look at. Raises UsageError where it has no creature, BestioError."""
        with self.workspace.store.open(self.path(group), read_only=True) as journal:
            if not journal.creation.begun:
                raise UsageError(_("The group “{group}” has no creature yet.").format(group=journal.group))
            yield Studio(journal, self.workspace, Random(0), classmates=())

    def _drawn(self, studio: Studio) -> Drawn:
        return Drawn(self.workspace.strips, wheels_of(studio.journal.events, self.workspace.lexicons))

    def _drawn_guest(self, line: Said) -> Drawn:
        """What draws whoever came for a duet: with the traits that its group made, where its journal is there."""
        group = line.source.removeprefix(CLASS).partition(":")[0]
        events: Iterable[Event] = ()
        with contextlib.suppress(BestioError), self.workspace.store.open(self.path(group), read_only=True) as journal:
            events = tuple(journal.events)
        return Drawn(self.workspace.strips, wheels_of(events, self.workspace.lexicons))


_SAID = frozenset({"phrase", "stage"})
_ALOUD = frozenset({"phrase.make", "phrase.keep", "stage.speak", "duet.line"})


def _gone(what: str) -> BestioError:
    return UsageError(
        _("“{name}” is not there any more.").format(name=what[:60]), hint=_("Choose again among what the page shows.")
    )
