"""What the screens work with: files, lexicons, voices, chance, time, sound. Made once, by the factory of the app."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from msgspec.structs import replace

from bestio.errors import BestioError, Problem, reason_of
from bestio.i18n import _
from bestio.library import Library
from bestio.persona.cabinet import Cabinet
from bestio.persona.lexicon import Lexicon, load_lexicons
from bestio.persona.persona import SEEDS, invent
from bestio.persona.portrait import Look, Strips, choose_look, gather_strips
from bestio.phrases.guard import Guard, read_guard
from bestio.speech.gate import UNDERSTOOD, Gate, Unheard
from bestio.speech.measure import Ear
from bestio.speech.player import Player
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples, Speech
from bestio.speech.verdicts import Verdicts
from bestio.speech.voice import Voice, load_voices, save_voice
from bestio.speech.watch import VoiceWatch
from bestio.text.slug import slug
from bestio.tui.performer import Performer
from bestio.workshop.classroom import Classroom
from bestio.workshop.creation import Creation
from bestio.workshop.influence import DEFAULT_VOICE
from bestio.workshop.journal import Journal
from bestio.workshop.pseudonyms import pseudonym
from bestio.workshop.store import Entry, Store
from bestio.workshop.studio import Studio

LONGEST_ID = 24
GUARD = "garde"


@dataclass
class Services:
    """The parts of the program behind the screens. `clock` gives seconds since 1970."""

    library: Library
    random: Random
    clock: Callable[[], float]
    speaker: Callable[[], Speaker] | None = None
    player: Callable[[], Player] | None = None
    problems: list[Problem] = field(default_factory=list)
    rescue: Path | None = None
    """Where what could not be saved goes when one leaves."""
    rescued: list[Path] = field(default_factory=list)
    creatures: dict[Path, str] = field(default_factory=dict)
    """The names of creatures that are known by now, by journal; "" where a group has none yet."""
    _ear: Ear | None = None

    def warm(self) -> None:
        """Read what every screen needs, in a thread, while the first one is looked at."""
        _all = (self.strips, self.everything, self.voices, self.voice_watch, self.guard, self.classroom)

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """Every lexicon, by id."""
        return load_lexicons(self.library, self.problems.append)

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """Every voice, by id."""
        return load_voices(self.library, self.problems.append)

    @cached_property
    def voice_watch(self) -> VoiceWatch:
        """Who looks whether a voice's file was edited."""
        return VoiceWatch(self.library)

    @cached_property
    def strips(self) -> Strips:
        """The portrait strips of all lexicons."""
        return gather_strips({key: lexicon.portraits for key, lexicon in self.lexicons.items()})

    @cached_property
    def guard(self) -> Guard:
        """The word guard: `garde.yaml`, the workspace's own where it has one."""
        path = self.library.files("workshops").get(GUARD)
        return (read_guard(path, self.problems.append) if path else None) or Guard()

    @cached_property
    def store(self) -> Store:
        """The journals of the workspace."""
        return Store(self.library.workspace, self.clock)

    @cached_property
    def classroom(self) -> Classroom:
        """The classes, with the words that need their teacher."""
        key = hashlib.sha256(repr((self.guard.block, self.guard.warn, self.guard.allow)).encode()).hexdigest()[:16]
        return Classroom(
            self.store,
            self.library.cache,
            flags=lambda text: [flag.found for flag in self.guard.check(text)],
            flags_key=key,
        )

    @cached_property
    def performer(self) -> Performer:
        """Who says things aloud."""
        return Performer(
            self.speaker() if self.speaker else self._new_speaker(), self.player() if self.player else Player()
        )

    def _new_speaker(self) -> Speaker:
        speaker = Speaker(models=[self.library.own("voices")])
        speaker.start()  # it takes a moment: the first line then comes at once
        return speaker

    def studio(self, journal: Journal) -> Studio:
        """What acts on the creation of `journal`."""
        try:
            classmates = self.classroom.sources(journal.path.parent.name, without=journal.path.stem)
        except (BestioError, OSError):
            classmates = []  # a class that cannot be read keeps nobody from working
        return Studio(
            journal,
            self.library,
            self.lexicons,
            self.voices,
            self.strips,
            self.guard,
            self.random,
            classmates,
            self.gate,
        )

    def begin(self, class_id: str) -> Studio:
        """A new creature of a class, in a journal of its own under a made-up name. Raises BestioError."""
        taken = {entry.group for entry in self.store.groups(class_id)}
        studio = self.studio(self.store.new(pseudonym(self.random, taken), class_id))
        studio.begin()
        return studio

    def stranger(self) -> Look:
        """The look of a creature that nobody has made yet."""
        cabinet = self.everything
        return choose_look(self.strips, cabinet.slots, invent(cabinet, int(self.random.random() * SEEDS)).traits)

    @cached_property
    def everything(self) -> Cabinet:
        """All lexicons as one cabinet."""
        return Cabinet(lexicon for lexicon in self.lexicons.values() if lexicon.slots)

    def look(self, creation: Creation) -> Look:
        """The look of a creation."""
        return choose_look(self.strips, self.everything.slots, creation.traits)

    def read_creatures(self, entries: Iterable[Entry]) -> None:
        """Learn the names of the creatures of the classes of `entries`; those that cannot be read stay unknown."""
        for class_id in dict.fromkeys(entry.class_id for entry in entries):
            with contextlib.suppress(BestioError, OSError):
                rows = self.classroom.table(class_id)
                self.creatures.update(
                    {self.store.path(class_id, row.id): row.creature for row in rows if not row.trouble}
                )

    def name_of_creature(self, path: Path) -> str:
        """The name of the creature in a journal; "" where it cannot be read."""
        try:
            with self.look_at(path) as journal:
                return journal.creation.name
        except BestioError:
            return ""

    def start_voices(self) -> None:
        """Start who speaks, without waiting: the first line comes sooner, and traits may be tried on the voice."""
        self.performer.speaker.start()

    @cached_property
    def gate(self) -> Gate:
        """How far traits may bend a voice. It listens once there is somebody who speaks, not before."""
        return Gate(Verdicts(self.library.cache / UNDERSTOOD), self._listener)

    def _listener(self) -> Callable[[Voice], bool]:
        if "performer" not in self.__dict__:
            raise Unheard
        return self.understood()

    def understood(self) -> Callable[[Voice], bool]:
        """Whether a voice can be understood, measured with some words it says. Slow (about a second a voice)."""
        if self._ear is None:
            plain = self.voices.get(DEFAULT_VOICE) or Voice(id=DEFAULT_VOICE, title=DEFAULT_VOICE)
            self._ear = Ear.listen(self._say, plain)
        return self._ear.gate(self._say)

    def _say(self, voice: Voice, text: str) -> tuple[Samples, int]:
        speech = self.performer.speaker.render(text, voice)
        if speech.engine == "silent":
            raise Unheard
        return speech.samples, speech.sample_rate

    @property
    def last_speech(self) -> Speech | None:
        """What was said last."""
        return self.performer.last if "performer" in self.__dict__ else None

    def save_voice(self, voice: Voice, title: str, *, saved_by: str = "") -> Path:
        """Save a voice in the workspace under a title, and add it to the list. Raises BestioError.

        `saved_by` is the mark of the journal of those who do it.
        """
        voice_id = slug(title, "voix", LONGEST_ID)
        path = self.library.own("voices") / f"{voice_id}.yaml"
        if path.exists():
            raise BestioError(_("There is already a voice of that name."), hint=_("Choose another name."))
        voice = replace(voice, id=voice_id, title=title)
        try:
            save_voice(path, voice, saved_by=saved_by)
        except OSError as error:
            raise BestioError(_("The voice cannot be saved ({reason}).").format(reason=reason_of(error))) from error
        self.voices[voice_id] = voice
        return path

    def folder_of(self, kind: str, journal: Path) -> Path:
        """The folder of the workspace for the sounds (SOUNDS) or pictures (IMAGES) of the group of a journal."""
        return self.library.workspace / kind / journal.parent.name / journal.stem

    def look_at(self, path: Path) -> Journal:
        """A journal to look at. Raises JournalError."""
        return self.store.open(path, read_only=True)

    @property
    def sound_trouble(self) -> str:
        """What is amiss with voice or sound, in words; "" where nothing is, or nothing was said yet."""
        return self.performer.trouble if "performer" in self.__dict__ else ""

    def close(self) -> None:
        """Let go what was opened."""
        self.gate.close()
        if "performer" in self.__dict__:
            self.performer.close()
