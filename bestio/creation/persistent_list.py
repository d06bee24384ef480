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


_NO_NAMES: frozenset[str] = frozenset()


class PersistentList(Sequence[_T], Generic[_T]):
    """Items in order, equal to any run or tuple of the same. `key` names an item for `without`; "" is no name.

    One begins with `PersistentList()` or `PersistentList(key)`, or is made `of` items.
    """

    __slots__ = ("_key", "_length", "_names", "blocks")

    def __init__(
        self,
        key: _Key = _none,
        blocks: tuple[tuple[_T, ...], ...] = (),
        names: tuple[frozenset[str], ...] = (),
        length: int = 0,
    ) -> None:
        self._key = key
        self.blocks = blocks
        """What it holds, in blocks that runs share: nothing of them is changed."""
        self._names = names
        self._length = length

    @classmethod
    def of(cls, items: Iterable[_T]) -> PersistentList[_T]:
        """A run of `items`, without names."""
        made: PersistentList[_T] = cls()
        for item in items:
            made = made.plus(item)
        return made

    def plus(self, item: _T) -> PersistentList[_T]:
        """These items, then `item`."""
        if self.blocks and len(self.blocks[-1]) < _BLOCK:
            return self._with(len(self.blocks) - 1, (*self.blocks[-1], item))
        return self._with(len(self.blocks), (item,))

    def without(self, name: str) -> PersistentList[_T]:
        """These items, but for the one called `name`; the very same where there is none, and for ""."""
        if not name:
            return self
        for at, names in enumerate(self._names):
            if name in names:
                left = tuple(item for item in self.blocks[at] if self._key(item) != name)
                return self._with(at, left).without(name)
        return self

    def _with(self, at: int, block: tuple[_T, ...]) -> PersistentList[_T]:
        before = len(self.blocks[at]) if at < len(self.blocks) else 0
        named = _NO_NAMES if self._key is _none else frozenset(map(self._key, block))
        blocks, names = ((block,), (named,)) if block else ((), ())
        return PersistentList(
            self._key,
            (*self.blocks[:at], *blocks, *self.blocks[at + 1 :]),
            (*self._names[:at], *names, *self._names[at + 1 :]),
            self._length - before + len(block),
        )

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(self.blocks)

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        if index == -1 and self.blocks:
            return self.blocks[-1][-1]
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PersistentList):
            return self is other or self.blocks == other.blocks or tuple(self) == tuple(other)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
