"""What programs have in common that serve classes from one server of creations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct

from bestio.journal.schools import Schools, SignIns


class Held(Struct, frozen=True):
    """How a creation stands at one program: how many pages show it, and the `browser` that has it in hand.

    `browser` is a name made by chance, "" where nobody has it; `lines`: by plain pages; `looks_on`: it is only seen
    there, since another program has it.
    """

    group: str
    pages: int
    browser: str
    lines: bool = False
    looks_on: bool = False


class Here(Struct, frozen=True):
    """What one program tells the others that serve the class.

    `held` is all that it has open; the rest is news: `told` is what was said to all, by name, `hands` are the groups
    that need their teacher, or no more, `wants` those that are to be let go elsewhere. `first`: it has just begun.
    """

    held: Sequence[Held] = ()
    told: Mapping[str, Any] = {}
    hands: Mapping[str, bool] = {}
    wants: Sequence[str] = ()
    first: bool = False


class Common(Struct, frozen=True):
    """What all of them know: what was said to all, whose hand is up, what the `others` have open.

    `wanted`: the groups that another wants of us, each told once; `programs`: how many there are.
    """

    told: Mapping[str, Any] = {}
    hands: frozenset[str] = frozenset()
    others: Sequence[Held] = ()
    wanted: Sequence[str] = ()
    programs: int = 1


class CommonRoom(Protocol):
    """One class as the programs that serve it have it in common. What nobody of them stands for is forgotten."""

    def exchange(self, here: Here) -> Common:
        """Tell the others, and hear of them: all or nothing. To be done every second. Raises BestioError."""
        ...

    def leave(self) -> None:
        """Be no more of those that serve the class, as far as the server answers."""
        ...


@runtime_checkable
class Shared(Protocol):
    """A server that more than one program may use at a time."""

    def keep(self, class_id: str, name: str, value: bytes) -> bytes:
        """Keep a value for all that serve a class, where there is none of that name yet; that which is kept.

        The class is made where it is not there yet. Raises BestioError.
        """
        ...

    def keeps_apart(self) -> bool:
        """Whether the server itself keeps the classes apart. Raises BestioError."""
        ...

    def common_room(self, class_id: str, program: str) -> CommonRoom:
        """A class for the program of that name, which no other has."""
        ...

    def schools(self) -> Schools:
        """The schools, their teachers, and whose class is whose."""
        ...

    def sign_ins(self, class_id: str) -> SignIns:
        """The browsers in which teachers of a class have signed in."""
        ...

    def close(self) -> None:
        """Hang up; who asks again calls again."""
        ...

    def answers(self) -> bool:
        """Whether it can be reached now."""
        ...
