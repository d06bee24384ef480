"""A mapping that never changes and that is cheap to add to: for what there are thousands of in one creation.

Adding to a mapping copies all of it, so that a long journal would cost the square of its length. Here the entries stand
in small blocks, and only one block and the list of blocks are copied.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from itertools import chain
from typing import Generic, TypeVar

_T = TypeVar("_T")
_BLOCK = 100


class Shelf(Mapping[str, _T], Generic[_T]):
    """Entries in the order in which they came, equal to any mapping of the same. One begins with `Shelf()`."""

    __slots__ = ("_length", "blocks")

    def __init__(self, blocks: tuple[dict[str, _T], ...] = (), length: int = 0) -> None:
        self.blocks = blocks
        self._length = length

    def plus(self, key: str, value: _T) -> Shelf[_T]:
        """These entries, and `value` for `key`: in its place where the key is there, else at the end."""
        blocks = self.blocks
        at = self._block_of(key)
        if at >= 0:
            return Shelf((*blocks[:at], _with(blocks[at], key, value), *blocks[at + 1 :]), self._length)
        if blocks and len(blocks[-1]) < _BLOCK:
            return Shelf((*blocks[:-1], _with(blocks[-1], key, value)), self._length + 1)
        return Shelf((*blocks, {key: value}), self._length + 1)

    def without(self, key: str) -> Shelf[_T]:
        """These entries, but for that of `key`; the very same where it is not there."""
        at = self._block_of(key)
        if at < 0:
            return self
        left = {other: value for other, value in self.blocks[at].items() if other != key}
        return Shelf((*self.blocks[:at], *([left] if left else []), *self.blocks[at + 1 :]), self._length - 1)

    def _block_of(self, key: object) -> int:
        """The place of the block that holds `key`; -1 where none does."""
        at = len(self.blocks)
        for block in reversed(self.blocks):  # what came last is asked for most
            at -= 1
            if key in block:
                return at
        return -1

    def __getitem__(self, key: str) -> _T:
        for block in reversed(self.blocks):
            if key in block:
                return block[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return self._block_of(key) >= 0

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.blocks)

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Shelf):
            return self._length == other._length and (
                self.blocks == other.blocks or dict(self.items()) == dict(other.items())
            )
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # as of any mapping

    def values(self) -> ValuesView[_T]:
        """The values, in order."""
        return _Values(self)

    def items(self) -> ItemsView[str, _T]:
        """The keys with their values, in order."""
        return _Items(self)

    def __repr__(self) -> str:
        return repr(dict(self.items()))


class _Values(ValuesView[_T]):
    _mapping: Shelf[_T]

    def __iter__(self) -> Iterator[_T]:
        return chain.from_iterable(block.values() for block in self._mapping.blocks)


class _Items(ItemsView[str, _T]):
    _mapping: Shelf[_T]

    def __iter__(self) -> Iterator[tuple[str, _T]]:
        return chain.from_iterable(block.items() for block in self._mapping.blocks)


def _with(block: dict[str, _T], key: str, value: _T) -> dict[str, _T]:
    copied = block.copy()
    copied[key] = value
    return copied
