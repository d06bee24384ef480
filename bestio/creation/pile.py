"""A sequence that never changes, of which only the end is touched: for the acts that can be undone.

Each act lays one on the pile and lets go of the oldest. A tuple would be copied whole, twice, at each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar, overload

_T = TypeVar("_T")


class Pile(Sequence[_T], Generic[_T]):
    """Items from the lowest to the one on top, equal to any pile or tuple of the same. One begins with `Pile()`."""

    __slots__ = ("_held", "_length", "_top")

    def __init__(self, top: Any = (), length: int = 0, held: int = 0) -> None:
        self._top = top  # the item on top and what is below it, in the same form
        self._length = length
        self._held = held  # items that are in memory: some more than count

    def plus(self, item: _T, most: int) -> Pile[_T]:
        """These items with `item` on top; of all, the `most` that are uppermost."""
        length = self._length + 1
        if self._held < 2 * most:
            return Pile((item, self._top), length if length < most else most, self._held + 1)
        top: Any = ()
        for one in (*self, item)[-most:]:
            top = (one, top)
        length = min(length, most)
        return Pile(top, length, length)

    def below(self) -> Pile[_T]:
        """These items without the one on top. Raises IndexError where there is none."""
        if not self._length:
            raise IndexError
        return Pile(self._top[1], self._length - 1, self._held - 1)

    @property
    def top(self) -> _T:
        """The item on top. Raises IndexError where there is none."""
        if not self._length:
            raise IndexError
        item: _T = self._top[0]
        return item

    def __len__(self) -> int:
        return self._length

    def __reversed__(self) -> Iterator[_T]:
        return islice(self._down(), self._length)

    def _down(self) -> Iterator[_T]:
        cell = self._top
        while cell:
            yield cell[0]
            cell = cell[1]

    def __iter__(self) -> Iterator[_T]:
        return iter(tuple(reversed(self))[::-1])

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        return self.top if index == -1 else tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Pile):
            return self is other or (len(self) == len(other) and tuple(self) == tuple(other))
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
