"""What is worked out when it is first asked for, of values that are made by the thousand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_T = TypeVar("_T")


class lazily(Generic[_T]):  # noqa: N801 (as a decorator it reads like one)
    """As `functools.cached_property`, without its lock, which up to Python 3.11 costs more than most of the answers."""

    def __init__(self, work_out: Callable[[Any], _T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> lazily[_T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> _T: ...

    def __get__(self, owner: Any, kind: type) -> lazily[_T] | _T:
        if owner is None:
            return self
        found = owner.__dict__[self._name] = self._work_out(owner)
        return found
