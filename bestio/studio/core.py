"""What all acts on a creation stand on: its journal, what ships, and chance."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bestio.creation.catalogs import lexicons_of, own_traits_of
from bestio.creation.events import Event
from bestio.creation.fold import Creation, apply
from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.persona.catalog import TraitCatalog
from bestio.persona.persona import SEEDS, Persona
from bestio.studio.workspace import Workspace

if TYPE_CHECKING:
    from bestio.library import Library
    from bestio.persona.portrait import Strips
    from bestio.persona.trait import Lexicon
    from bestio.phrases.corpus import Source
    from bestio.phrases.guard import Guard
    from bestio.speech.intelligibility_gate import Gate
    from bestio.speech.voice import Voice


class Held(Struct, frozen=True):
    """What is in hand: the thing that is turned, the event it will be, and the creation as it is meanwhile."""

    thing: str
    do: str
    data: Mapping[str, Any]
    creation: Creation


class StudioCore:
    """A creation, and all that acting on it takes. `random` draws seeds, which are kept in the journal.

    `classmates` are the texts that the class shares with it: where they are not given, those of `workspace`.
    """

    def __init__(
        self, journal: Journal, workspace: Workspace, random: Random, classmates: Sequence[Source] | None = None
    ) -> None:
        self.journal = journal
        self.workspace = workspace
        self.random = random
        self._classmates = classmates
        self._catalog: tuple[Any, TraitCatalog] | None = None
        self._held: Held | None = None

    @property
    def library(self) -> Library:
        """What there is."""
        return self.workspace.library

    @property
    def lexicons(self) -> dict[str, Lexicon]:
        """Every lexicon, by id."""
        return self.workspace.lexicons

    @property
    def voices(self) -> dict[str, Voice]:
        """Every voice, by id."""
        return self.workspace.voices

    @property
    def strips(self) -> Strips:
        """The portrait strips of all lexicons."""
        return self.workspace.strips

    @property
    def guard(self) -> Guard:
        """The word guard."""
        return self.workspace.guard

    @property
    def gate(self) -> Gate:
        """How far traits may bend a voice."""
        return self.workspace.gate

    @cached_property
    def classmates(self) -> tuple[Source, ...]:
        """The texts that the class shares with this group, as they were when they were first asked for."""
        given = self._classmates
        return tuple(self.workspace.classmates(self.journal.path) if given is None else given)

    @property
    def creation(self) -> Creation:
        """The creation as it is now, with what is in hand."""
        return self._held.creation if self._held is not None else self.journal.creation

    @property
    def catalog(self) -> TraitCatalog:
        """The wheels of this creation: its lexicons, and the group's own traits."""
        key = (self.creation.lexicons, self.creation.own_traits)
        if self._catalog is None or self._catalog[0] != key:
            self._catalog = (key, self.catalog_of(self.creation.lexicons))
        return self._catalog[1]

    def catalog_of(self, ids: Sequence[str]) -> TraitCatalog:
        """The wheels that these lexicons and the group's own traits make."""
        own = own_traits_of(self.creation)
        if not own:
            return self.workspace.wheels_of(ids)
        return TraitCatalog(lexicons_of(self.lexicons, ids), own, beyond=self.workspace.every_trait)

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

    def record(self, do: str, data: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Let one event happen, after what is in hand. Raises Refused, JournalError."""
        self.settle()
        self.journal.record(do, data, **values)

    def record_all(self, *events: tuple[str, Mapping[str, Any]]) -> None:
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
            self.journal.record(do, data)  # tells why not
        before = self.journal.creation
        after = apply(before, Event(0.0, do, dict(data)))
        self._held = Held(thing, do, data, after) if after is not before else None

    def settle(self) -> None:
        """Write what is in hand as one act, where there is something. Raises JournalError."""
        held, self._held = self._held, None
        if held is not None:
            self.journal.record(held.do, held.data)

    def new_seed(self) -> int:
        """A number to draw something with, to be kept in the journal."""
        return int(self.random.random() * SEEDS)
