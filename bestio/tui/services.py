"""What the screens work with: files, lexicons, voices, chance, time, sound. Made once, by the factory of the app."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from random import Random

from bestio.classroom.glossary import Glossary, load_glossary
from bestio.classroom.own_voices import on_server
from bestio.classroom.pseudonyms import pseudonym
from bestio.classroom.store import Entry
from bestio.creation.fold import Creation
from bestio.errors import BestioError, Problem
from bestio.journal.journal import Journal
from bestio.library import Library
from bestio.persona.catalog import TraitCatalog
from bestio.persona.persona import SEEDS, invent
from bestio.persona.portrait import Look, choose_look
from bestio.speech.intelligibility_cache import IntelligibilityCache
from bestio.speech.intelligibility_gate import UNDERSTOOD, Gate, Unheard
from bestio.speech.line_cache import MEMORY_BYTES, LineCache
from bestio.speech.microphone import Microphone
from bestio.speech.player import Player
from bestio.speech.pronunciation import load_pronunciation
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.understanding import understood
from bestio.speech.voice import Voice
from bestio.speech.voice_reload import VoiceWatch
from bestio.speech.worker_client import StartWorker
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from bestio.tui.performer import Performer

LONGEST_ID = 24


class Services(Workspace):
    """The parts of the program behind the screens: a workspace, chance, and sound.

    `rescue`: where what could not be saved goes when one leaves. `sound_kept`: bytes of sound kept in memory at most.
    `voices`: what starts that which speaks, where it is no process of our own.
    """

    def __init__(
        self,
        library: Library,
        random: Random,
        clock: Callable[[], float],
        speaker: Callable[[], Speaker] | None = None,
        player: Callable[[], Player] | None = None,
        *,
        rescue: Path | None = None,
        sound_kept: int = MEMORY_BYTES,
        voices: StartWorker | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        super().__init__(library, clock, self.problems.append)
        self.draw_from(random)
        self.speaker = speaker
        self.player = player
        self.microphone: Callable[[], Microphone] | None = None
        self.rescue = rescue
        self.rescued: list[Path] = []
        self.creatures: dict[Path, str] = {}
        """The names of creatures that are known by now, by journal; "" where a group has none yet."""
        self._sound_kept = sound_kept
        self._start_voices = voices

    def draw_from(self, random: Random) -> None:
        """Take all that is drawn from now on from `random`."""
        self.random = random
        self.idle = Random(random.random())
        """Chance of what is only looked at: what is drawn must not depend on how often an eye has blinked meanwhile."""

    def warm(self) -> None:
        """Read what every screen needs, in a thread, while the first one is looked at."""
        _all = (self.strips, self.everything, self.voices, self.voice_watch, self.guard, self.classroom)

    @cached_property
    def glossary(self) -> Glossary:
        """The words that are explained."""
        return load_glossary(self.library, self.problems.append)

    @cached_property
    def voice_watch(self) -> VoiceWatch:
        """Who looks whether a voice's file was edited."""
        return VoiceWatch(self.library, lambda: on_server(self.store))

    @cached_property
    def performer(self) -> Performer:
        """Who says things aloud."""
        return Performer(
            self.speaker() if self.speaker else self._new_speaker(), self.player() if self.player else Player()
        )

    def _new_speaker(self) -> Speaker:
        speaker = Speaker(
            cache=LineCache(memory=self._sound_kept),
            models=[self.library.own("voices")],
            start=self._start_voices,
            own=load_pronunciation(self.library, self.problems.append),
            banks=self.banks,
        )
        speaker.start()  # it takes a moment: the first line then comes at once
        return speaker

    def new_microphone(self) -> Microphone:
        """A microphone, which is not looked for yet."""
        return self.microphone() if self.microphone else Microphone()

    def studio(self, journal: Journal) -> Studio:
        """What acts on the creation of `journal`."""
        return Studio(journal, self, self.random, self.classmates(journal.path))

    def begin(self, class_id: str) -> Studio:
        """A new creature of a class, in a journal of its own under a made-up name. Raises BestioError."""
        taken = {entry.group for entry in self.store.groups(class_id)}
        studio = self.studio(self.store.new(pseudonym(self.random, taken), class_id))
        studio.begin()
        return studio

    def stranger(self) -> Look:
        """The look of a creature that nobody has made yet."""
        catalog = self.everything
        return choose_look(self.strips, catalog.slots, invent(catalog, int(self.idle.random() * SEEDS)).traits)

    @cached_property
    def everything(self) -> TraitCatalog:
        """All lexicons as one catalog."""
        return TraitCatalog(lexicon for lexicon in self.lexicons.values() if lexicon.slots)

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
        return Gate(IntelligibilityCache(self.library.cache / UNDERSTOOD), self._listener)

    def _listener(self) -> Callable[[Voice], bool]:
        if "performer" not in self.__dict__:
            raise Unheard
        return self.understood()

    def understood(self) -> Callable[[Voice], bool]:
        """Whether a voice can be understood, measured with some sentences it says (a quarter of a second a voice)."""
        return understood(self.performer.speaker.pronounce, self.voices)

    @property
    def last_speech(self) -> Speech | None:
        """What was said last."""
        return self.performer.last if "performer" in self.__dict__ else None

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
