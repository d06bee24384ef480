"""What people call the slots, traits, voices and activities of a library, for captions and stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from bestio.creation.events.names import Names
from bestio.persona.catalog import TraitCatalog

if TYPE_CHECKING:
    from bestio.classroom.plan import Sequence
    from bestio.persona.trait import Trait
    from bestio.speech.voice import Voice


T = TypeVar("T")


class Called(Mapping[str, str], Generic[T]):
    """What things go by, each found out where it is asked for; the things are gathered where the first one is."""

    def __init__(self, gather: Callable[[], Mapping[str, T]], name: Callable[[T], str]) -> None:
        self._gather = gather
        self._name = name

    @cached_property
    def _things(self) -> Mapping[str, T]:
        return self._gather()

    def __getitem__(self, key: str) -> str:
        return self._name(self._things[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)


def names_of(
    catalog: TraitCatalog, voices: Callable[[], Mapping[str, Voice]], sequences: Iterable[Sequence] = ()
) -> Names:
    """The names of everything in `catalog`, `voices`, which are read only where one is named, and `sequences`."""
    return Names(
        slots=dict(catalog.titles),
        traits=Called(lambda: dict(chain.from_iterable(one.items() for one in catalog.slots.values())), _label),
        voices=Called(voices, lambda voice: voice.title),
        activities={
            (seance.id, activity.id): activity.title for sequence in sequences for seance, activity in sequence.steps()
        },
        wheels={slot: tuple(traits) for slot, traits in catalog.slots.items()},
    )


def _label(trait: Trait) -> str:
    return trait.label
