"""What all acts on a creation stand on: its journal, what ships, and chance."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from bestio.errors import BestioError
from bestio.library import Library
from bestio.persona.cabinet import Cabinet
from bestio.persona.persona import SEEDS, Persona
from bestio.persona.portrait import Strips
from bestio.persona.trait import Lexicon
from bestio.phrases.corpus import Source
from bestio.phrases.guard import Guard
from bestio.speech.gate import UNDERSTOOD, Gate
from bestio.speech.verdicts import Verdicts
from bestio.speech.voice import Voice
from bestio.workshop.cabinets import lexicons_of, own_traits_of
from bestio.workshop.creation import Creation, apply
from bestio.workshop.events import Event
from bestio.workshop.events.told import name_of_undone
from bestio.workshop.journal import Journal


class Held(Struct, frozen=True):
    """What is in hand: the thing that is turned, the event it will be, and the creation as it is meanwhile."""

    thing: str
    do: str
    data: Mapping[str, Any]
    creation: Creation


class StudioCore:
    """A creation, and all that acting on it takes. `random` draws seeds, which are kept in the journal."""

    def __init__(
        self,
        journal: Journal,
        library: Library,
        lexicons: Mapping[str, Lexicon],
        voices: Mapping[str, Voice],
        strips: Strips,
        guard: Guard,
        random: Random,
        classmates: Sequence[Source] = (),
        gate: Gate | None = None,
    ) -> None:
        self.gate = gate if gate is not None else Gate(Verdicts(library.cache / UNDERSTOOD))
        self.journal = journal
        self.library = library
        self.lexicons = lexicons
        self.voices = voices
        self.strips = strips
        self.guard = guard
        self.random = random
        self.classmates = tuple(classmates)
        self._cabinet: tuple[Any, Cabinet] | None = None
        self._held: Held | None = None

    @property
    def creation(self) -> Creation:
        """The creation as it is now, with what is in hand."""
        return self._held.creation if self._held is not None else self.journal.creation

    @property
    def cabinet(self) -> Cabinet:
        """The wheels of this creation: its lexicons, and the group's own traits."""
        key = (self.creation.lexicons, self.creation.own_traits)
        if self._cabinet is None or self._cabinet[0] != key:
            self._cabinet = (key, self.cabinet_of(self.creation.lexicons))
        return self._cabinet[1]

    def cabinet_of(self, ids: Sequence[str]) -> Cabinet:
        """The wheels that these lexicons and the group's own traits make."""
        return Cabinet(lexicons_of(self.lexicons, ids), own_traits_of(self.creation), beyond=self._every_trait)

    @cached_property
    def _every_trait(self) -> Cabinet:
        """The traits of all lexicons, for creatures that wear some of a lexicon that is no longer in use."""
        return Cabinet(self.lexicons.values())

    @property
    def persona(self) -> Persona:
        """The creature."""
        creation = self.creation
        return Persona(creation.name, creation.seed, creation.traits)

    def close(self, *, rescue: Path | None = None) -> Path | None:
        """Give the journal back. Where the disk still refuses, all goes to a file in `rescue`: that file."""
        with contextlib.suppress(BestioError):
            self.settle()
        return self.journal.close(rescue=rescue)

    def act(self, do: str, data: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Let one event happen, after what is in hand. Raises Refused, JournalError."""
        self.settle()
        self.journal.act(do, data, **values)

    def perform(self, *events: tuple[str, Mapping[str, Any]]) -> None:
        """Let several events, each its kind and its values, happen as one act. Raises Refused, JournalError."""
        self.settle()
        if events:
            self.journal.append(*(Event(0.0, do, dict(values)) for do, values in events))

    def hold(self, thing: str, do: str, data: Mapping[str, Any]) -> None:
        """Let one event happen to `thing`, a knob that may be turned further: `settle` writes where it came to rest.

        What was in hand of another thing is written first. Raises Refused, JournalError.
        """
        if self._held is not None and self._held.thing != thing:
            self.settle()
        if self.journal.read_only:
            self.journal.act(do, data)  # tells why not
        before = self.journal.creation
        after = apply(before, Event(0.0, do, dict(data)))
        self._held = Held(thing, do, data, after) if after is not before else None

    def settle(self) -> None:
        """Write what is in hand as one act, where there is something. Raises JournalError."""
        held, self._held = self._held, None
        if held is not None:
            self.journal.act(held.do, held.data)

    def new_seed(self) -> int:
        """A number to draw something with, to be kept in the journal."""
        return int(self.random.random() * SEEDS)

    @property
    def undoes(self) -> str:
        """What the act is called that undo would undo, for people."""
        return name_of_undone(self.creation)
