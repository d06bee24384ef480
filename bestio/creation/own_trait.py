"""A trait of a group's own, as a creation holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from bestio.persona.trait import Trait


class OwnTrait(Struct, frozen=True, dict=True):
    """What its event told of it, and the trait that this makes, which is read once, where somebody asks for it."""

    slot: str
    told: Mapping[str, Any]

    @cached_property
    def trait(self) -> Trait | None:
        """The trait; None where this program cannot read it, as of a newer one."""
        from bestio.persona.own import read_own_trait

        return read_own_trait(self.slot, self.told, lambda _problem: None)

    @property
    def texts(self) -> Iterator[str]:
        """Every text in it."""
        return _texts_in(self.told)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts_in(item)
