"""A sequence that never changes and that is cheap to add to: for what happens thousands of times in one journal.

Adding to a tuple copies all of it, so that a long journal would cost the square of its length. Here the items stand in
small blocks, and only one block and the list of blocks are copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar, overload

_T = TypeVar("_T")
_BLOCK = 64
_Key = Callable[[Any], str]


def _none(_item: object) -> str:
    return ""


class Run(Sequence[_T], Generic[_T]):
    """Items in order, equal to any run or tuple of the same. `key` names an item for `without`; "" is no name."""

    __slots__ = ("_blocks", "_key", "_length", "_names")

    def __init__(self, key: _Key = _none) -> None:
        self._key = key
        self._blocks: tuple[tuple[_T, ...], ...] = ()
        self._names: tuple[frozenset[str], ...] = ()
        self._length = 0

    @classmethod
    def of(cls, items: Iterable[_T]) -> Run[_T]:
        """A run of `items`, without names."""
        made: Run[_T] = cls()
        for item in items:
            made = made.plus(item)
        return made

    def plus(self, item: _T) -> Run[_T]:
        """These items, then `item`."""
        if self._blocks and len(self._blocks[-1]) < _BLOCK:
            return self._with(len(self._blocks) - 1, (*self._blocks[-1], item))
        return self._with(len(self._blocks), (item,))

    def without(self, name: str) -> Run[_T]:
        """These items, but for the one called `name`; the very same where there is none, and for ""."""
        if not name:
            return self
        for at, names in enumerate(self._names):
            if name in names:
                left = tuple(item for item in self._blocks[at] if self._key(item) != name)
                return self._with(at, left).without(name)
        return self

    def _with(self, at: int, block: tuple[_T, ...]) -> Run[_T]:
        before = len(self._blocks[at]) if at < len(self._blocks) else 0
        made: Run[_T] = Run(self._key)
        blocks, names = ((block,), (frozenset(map(self._key, block)),)) if block else ((), ())
        made._blocks = (*self._blocks[:at], *blocks, *self._blocks[at + 1 :])
        made._names = (*self._names[:at], *names, *self._names[at + 1 :])
        made._length = self._length - before + len(block)
        return made

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(self._blocks)

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        if index == -1 and self._blocks:
            return self._blocks[-1][-1]
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Run):
            return self is other or self._blocks == other._blocks or tuple(self) == tuple(other)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
