"""Schools, their teachers, whose class is whose, and how a teacher comes in, where a server keeps the creations.

What is secret (the link of an invitation, its code, what a browser keeps) is known here as a digest of it alone:
`classroom.sign_in` makes them. All times are the server's. A sign-in is begun by an invitation, or by an account at a
provider of identities that a teacher has said is theirs; how somebody shows that it is, is not said here.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

MOST_TRIES = 10
"""Codes that may be tried on one invitation."""


class Course(Struct, frozen=True):
    """A class as a teacher has it; `address`: that of its door, "" where none is known."""

    id: str
    title: str
    address: str = ""


class Teacher(Struct, frozen=True):
    """A teacher of a school: what they are called there, and which classes are theirs (by their ids)."""

    number: int
    id: str
    title: str
    classes: Sequence[str] = ()
    tied: bool = False
    """Whether an account at a provider of identities is theirs."""


class School(Struct, frozen=True):
    """A school with its classes and its teachers, each in order."""

    number: int
    id: str
    title: str
    classes: Sequence[Course] = ()
    teachers: Sequence[Teacher] = ()


class Sealed(Struct, frozen=True):
    """The code of an invitation as it is kept: `code` is a slow digest of it and of `salt`."""

    salt: bytes
    code: bytes


class State(StrEnum):
    """How an invitation stands."""

    OPEN = "open"
    USED = "used"
    OVER = "over"
    """Its time has passed."""
    SPENT = "spent"
    """Too many codes were tried."""
    UNKNOWN = "unknown"


class SignedIn(Struct, frozen=True):
    """Who has signed in: the teacher's number, and what they are called."""

    teacher: int
    title: str


class Schools(Protocol):
    """What an administrator sees and changes. Schools and teachers go by their numbers; any of these raises BestioError
    where the server does not answer. What is done already is False, and so is what a missing one cannot have done to
    it.
    """

    def every(self) -> list[School]:
        """All schools, in order."""
        ...

    def make(self, school_id: str, title: str) -> bool:
        """Make a school."""
        ...

    def remove(self, school: int) -> bool:
        """Remove a school with its teachers; its classes stay, in none."""
        ...

    def place(self, school: int, class_id: str) -> bool:
        """Put a class into a school; False where it is in one."""
        ...

    def displace(self, school: int, class_id: str) -> bool:
        """Take a class out of its school, and so from its teachers."""
        ...

    def add_teacher(self, school: int, teacher_id: str, title: str) -> bool:
        """Make a teacher of a school."""
        ...

    def remove_teacher(self, teacher: int) -> bool:
        """Remove a teacher: they are signed in nowhere any more, and nothing is kept of them."""
        ...

    def give(self, teacher: int, class_id: str) -> bool:
        """Let a class of their school be theirs."""
        ...

    def take(self, teacher: int, class_id: str) -> bool:
        """Let a class be theirs no more: they are signed in there no more."""
        ...

    def sign_out(self, teacher: int) -> int:
        """End all that a teacher has open: sign-ins and invitations; how many sign-ins that was."""
        ...

    def untie(self, teacher: int) -> bool:
        """Let no account at a provider be theirs any more; where they are signed in, they stay so."""
        ...

    def invite(self, teacher: int, class_id: str, link: bytes, sealed: Sealed, lasts: float) -> float | None:
        """Let a teacher come in to a class of theirs once, within `lasts` seconds, by what has the digest `link`.

        The one before it ends. Gives until when it is open (seconds since 1970); None where the class is not theirs.
        """
        ...


class SignIns(Protocol):
    """Browsers that a teacher of one class has signed in with. Any of these raises BestioError where the server does
    not answer.
    """

    def state(self, link: bytes) -> State:
        """How an invitation to this class stands."""
        ...

    def try_code(self, link: bytes) -> Sealed | None:
        """What a typed code is compared with, which counts as one try; None where the invitation is not open."""
        ...

    def begin(self, link: bytes, browser: bytes, lasts: float) -> bool:
        """Use an invitation up: the browser is signed in for `lasts` seconds. False where another was quicker."""
        ...

    def spend(self, flow: bytes, lasts: float) -> bool:
        """Use up what came back from a provider, which is known for `lasts` seconds. False where that was done."""
        ...

    def begin_by(self, who: bytes, browser: bytes, lasts: float) -> bool:
        """Sign the teacher of the class in whose account this is, for `lasts` seconds. False where it is nobody's."""
        ...

    def tie(self, browser: bytes, who: bytes) -> bool:
        """Let an account be theirs who has signed in with a browser, and no other. False where it is another's."""
        ...

    def untie(self, browser: bytes) -> None:
        """Let no account be theirs any more who has signed in with a browser."""
        ...

    def is_tied(self, browser: bytes) -> bool:
        """Whether an account is theirs who has signed in with a browser."""
        ...

    def known(self, browser: bytes, lasts: float) -> SignedIn | None:
        """Who has signed in with a browser, which they are for `lasts` seconds more; None for nobody."""
        ...

    def end(self, browser: bytes) -> None:
        """Sign a browser out."""
        ...

    def end_all(self, browser: bytes) -> None:
        """Sign out whoever has signed in with a browser, in all their browsers and classes; their invitations end."""
        ...

    def classes_of(self, browser: bytes) -> list[Course]:
        """The classes of whoever has signed in with a browser, in order."""
        ...

    def browsers_of(self, browser: bytes) -> int:
        """In how many browsers whoever has signed in with this one has done so, in all their classes."""
        ...

    def invite(self, browser: bytes, class_id: str, link: bytes, sealed: Sealed, lasts: float) -> float | None:
        """As `Schools.invite`, for whoever has signed in with a browser."""
        ...

    def tell_address(self, address: str) -> None:
        """Let it be known by which address the class is found."""
        ...
