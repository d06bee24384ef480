"""What creations are made with in one workspace: each part of it is read once, where somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bestio.classroom.own_voices import every_voice
from bestio.classroom.store import Store
from bestio.creation.catalogs import lexicons_of
from bestio.errors import BestioError, Report
from bestio.journal.journal import Clock
from bestio.library import Library
from bestio.persona.catalog import TraitCatalog

if TYPE_CHECKING:
    from bestio.classroom.backups import Holding
    from bestio.classroom.recorded_voices import RecordedVoices
    from bestio.classroom.table import Classroom
    from bestio.persona.portrait import Strips
    from bestio.persona.trait import Lexicon
    from bestio.phrases.corpus import Corpus, Source
    from bestio.phrases.guard import Guard
    from bestio.phrases.index import Index
    from bestio.speech.intelligibility_gate import Gate
    from bestio.speech.recorded.bank import Banks
    from bestio.speech.voice import Voice

MACHINES = "machines"
"""The folder of the cache that holds the indexes of texts."""
MOST_WHEELS = 16
"""How many choices of lexicons keep their wheels ready."""
GUARD = "garde"
"""What the file of the word guard is called among the workshops."""


class Workspace:
    """The lexicons, the voices, the word guard and the classes of a library.

    What is wrong in a file goes to `report` when the file is read. `clock` gives seconds since 1970; `read` holds, by
    their names here, parts that were read already.
    """

    def __init__(self, library: Library, clock: Clock, report: Report, **read: Any) -> None:
        self.library = library
        self.clock = clock
        self.report = report
        self.indexes: list[Index] = []
        """Texts that were read already, for every creation that has the same."""
        self._wheels: dict[tuple[str, ...], TraitCatalog] = {}
        self.__dict__.update(read)

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """Every lexicon, by id."""
        from bestio.persona.lexicons import load_lexicons

        return load_lexicons(self.library, self.report)

    @cached_property
    def every_trait(self) -> TraitCatalog:
        """The traits of all lexicons, for creatures that wear some of a lexicon that is no longer in use."""
        return TraitCatalog(self.lexicons.values())

    def wheels_of(self, ids: Sequence[str]) -> TraitCatalog:
        """The wheels of the lexicons called `ids`, which are one and the same for every creature that has them."""
        chosen = lexicons_of(self.lexicons, ids)
        key = tuple(lexicon.id for lexicon in chosen)
        found = self._wheels.get(key)
        if found is None:
            if len(self._wheels) >= MOST_WHEELS:
                del self._wheels[next(iter(self._wheels))]
            found = self._wheels[key] = TraitCatalog(chosen, beyond=self.every_trait)
        return found

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """Every voice, by id."""
        return every_voice(self.library, self.store, self.report)

    @cached_property
    def strips(self) -> Strips:
        """The portrait strips of all lexicons."""
        from bestio.persona.portrait import gather_strips

        return gather_strips({key: lexicon.portraits for key, lexicon in self.lexicons.items()})

    @cached_property
    def guard(self) -> Guard:
        """The word guard: `garde.yaml`, the workspace's own where it has one."""
        from bestio.phrases.guard import Guard, read_guard

        path = self.library.files("workshops").get(GUARD)
        return (read_guard(path, self.report) if path else None) or Guard()

    @cached_property
    def store(self) -> Store:
        """The journals."""
        return Store.of(self.library, self.clock)

    @cached_property
    def classroom(self) -> Classroom:
        """The classes, with the words that need their teacher."""
        from bestio.classroom.table import Classroom

        guard = self.guard
        lists = repr((guard.block, guard.warn, guard.allow)).encode()
        return Classroom(
            self.store,
            self.library.cache,
            flags=lambda text: [flag.found for flag in guard.check(text)],
            flags_key=hashlib.sha256(lists).hexdigest()[:16],
        )

    @cached_property
    def banks(self) -> Banks:
        """What the classes have recorded."""
        from bestio.speech.recorded.bank import Banks  # noqa: PLC0415 (numpy: only where there are recordings)

        return Banks(self.store.banks, self.clock)

    @property
    def recorded_voices(self) -> RecordedVoices:
        """The banks of the classes, as the teacher's leave stands today."""
        from bestio.classroom.recorded_voices import RecordedVoices  # noqa: PLC0415 (numpy, as above)

        return RecordedVoices(self.library.workspace, self.clock(), self.store.banks)

    @property
    def backups(self) -> tuple[Holding, ...] | None:
        """What backups have of something that is erased now; None where nobody has said which there are."""
        from bestio.classroom.backups import holding, load_backups  # noqa: PLC0415 (YAML: only where something is erased)

        found = load_backups(self.library, self.report)
        return holding(found, self.clock()) if found is not None else None

    @property
    def backups_told(self) -> list[str]:
        """The same, line by line."""
        from bestio.classroom.backups import describe_backups  # noqa: PLC0415 (as above)

        return describe_backups(self.library, self.backups, on_server=self.store.server is not None)

    @cached_property
    def gate(self) -> Gate:
        """How far traits may bend a voice, by what was measured before."""
        from bestio.speech.intelligibility_cache import IntelligibilityCache
        from bestio.speech.intelligibility_gate import UNDERSTOOD, Gate

        return Gate(IntelligibilityCache(self.library.cache / UNDERSTOOD))

    def index(self, corpus: Corpus) -> Index:
        """The index of a corpus, which is read where that was not done already (some tenths of a second)."""
        from bestio.phrases.cache import open_index

        known = next((index for index in self.indexes if index.sources == corpus.sources), None)
        return known or open_index(corpus, self.library.cache / MACHINES)

    def classmates(self, journal: Path) -> Sequence[Source]:
        """The texts that the other groups of a journal's class share with it."""
        try:
            return self.classroom.sources(journal.parent.name, without=journal.stem)
        except (BestioError, OSError):
            return ()  # a class that cannot be read keeps nobody from working
