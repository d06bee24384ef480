"""Schools in PostgreSQL: their classes, their teachers, whose class is whose."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.journal.postgres.connections import Connection, Connections, Row, rows, translated
from bestio.journal.postgres.sweeping import sweep
from bestio.journal.postgres.tables import as_text
from bestio.journal.schools import Course, School, Sealed, Teacher
from bestio.journal.server_refusal import ServerRefusal

TEACHERS = tuple(f"bestio.{one}" for one in ("sign_ins", "invitations", "accounts", "taught", "teachers", "schools"))
"""The tables that a teacher is in."""
_KEPT_AFTER = 30 * 24 * 3600
"""Seconds for which it is told of an invitation that it was used, or that its time has passed."""

_SCHOOLS = 'select id, name, title from bestio.schools order by name collate "C"'
_CLASSES = """
    select at.school, class.name, class.title, coalesce(door.address, '')
    from bestio.placed at join bestio.classes class on class.id = at.class
    left join bestio.doors door on door.class = at.class
    order by class.name collate "C"
"""
_TEACHERS = """
    select who.school, who.id, who.name, who.title, account.teacher is not null
    from bestio.teachers who left join bestio.accounts account on account.teacher = who.id
    order by who.name collate "C"
"""
_TAUGHT = """
    select one.teacher, class.name from bestio.taught one join bestio.classes class on class.id = one.class
    order by class.name collate "C"
"""
_MAKE = "insert into bestio.schools (name, title) values (%s, %s) on conflict do nothing returning id"
_REMOVE = "delete from bestio.schools where id = %s returning id"
_PLACE = """
    insert into bestio.placed (class, school)
    select class.id, school.id from bestio.classes class, bestio.schools school where class.name = %s and school.id = %s
    on conflict do nothing returning class
"""
_DISPLACE = """
    delete from bestio.placed where school = %s and class = (select id from bestio.classes where name = %s)
    returning class
"""
_ADD = """
    insert into bestio.teachers (school, name, title) select id, %s, %s from bestio.schools where id = %s
    on conflict do nothing returning id
"""
_LEAVES = "delete from bestio.teachers where id = %s returning id"
_GIVE = """
    insert into bestio.taught (class, teacher, school)
    select at.class, who.id, who.school
    from bestio.teachers who
    join bestio.placed at on at.school = who.school
    join bestio.classes class on class.id = at.class
    where who.id = %s and class.name = %s
    on conflict do nothing returning class
"""
_TAKE = """
    delete from bestio.taught where teacher = %s and class = (select id from bestio.classes where name = %s)
    returning class
"""
_SIGN_OUT = "delete from bestio.sign_ins where teacher = %s returning teacher"
_UNTIE = "delete from bestio.accounts where teacher = %s returning teacher"
_CLOSE = "delete from bestio.invitations where teacher = %s and not used"
_CLOSE_ONE = f"{_CLOSE} and class = (select id from bestio.classes where name = %s)"
_TIDY = (
    "delete from bestio.invitations where until < clock_timestamp() - %s * interval '1 second'",
    "delete from bestio.sign_ins where until < clock_timestamp() - %s * interval '1 second'",
)
_INVITE = """
    insert into bestio.invitations (link, class, teacher, salt, code, until)
    select %s, one.class, one.teacher, %s, %s, clock_timestamp() + %s * interval '1 second'
    from bestio.taught one join bestio.classes class on class.id = one.class
    where one.teacher = %s and class.name = %s
    returning extract(epoch from until)::float8
"""


class PostgresSchools:
    """A `schools.Schools`, over `connections`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def every(self) -> list[School]:
        """All schools, in order. Raises BestioError."""
        with at_once(self._connections) as connection:
            connection.execute("set transaction isolation level repeatable read")  # all of it as of one moment
            schools, classes, teachers, taught = (
                rows(connection, query) for query in (_SCHOOLS, _CLASSES, _TEACHERS, _TAUGHT)
            )
        theirs: dict[int, list[str]] = {}
        for number, class_id in taught:
            theirs.setdefault(number, []).append(class_id)
        return [
            School(
                school,
                name,
                title,
                [Course(*rest) for at, *rest in classes if at == school],
                [
                    Teacher(one, teacher_id, called, theirs.get(one, []), tied)
                    for at, one, teacher_id, called, tied in teachers
                    if at == school
                ],
            )
            for school, name, title in schools
        ]

    def make(self, school_id: str, title: str) -> bool:
        """Make a school. Raises BestioError."""
        return bool(self._rows(_MAKE, as_text(school_id), as_text(title)))

    def remove(self, school: int) -> bool:
        """Remove a school with its teachers. Raises BestioError."""
        return self._gone(_REMOVE, school)

    def place(self, school: int, class_id: str) -> bool:
        """Put a class into a school. Raises BestioError."""
        return bool(self._rows(_PLACE, as_text(class_id), school))

    def displace(self, school: int, class_id: str) -> bool:
        """Take a class out of its school. Raises BestioError."""
        return bool(self._rows(_DISPLACE, school, as_text(class_id)))

    def add_teacher(self, school: int, teacher_id: str, title: str) -> bool:
        """Make a teacher of a school. Raises BestioError."""
        return bool(self._rows(_ADD, as_text(teacher_id), as_text(title), school))

    def remove_teacher(self, teacher: int) -> bool:
        """Remove a teacher, from the files of the server too where that can be. Raises BestioError."""
        return self._gone(_LEAVES, teacher)

    def give(self, teacher: int, class_id: str) -> bool:
        """Let a class of their school be theirs. Raises BestioError."""
        return bool(self._rows(_GIVE, teacher, as_text(class_id)))

    def take(self, teacher: int, class_id: str) -> bool:
        """Let a class be theirs no more. Raises BestioError."""
        return bool(self._rows(_TAKE, teacher, as_text(class_id)))

    def sign_out(self, teacher: int) -> int:
        """End the sign-ins and the invitations of a teacher. Raises BestioError."""
        with at_once(self._connections) as connection:
            connection.execute(_CLOSE, (teacher,))
            return len(rows(connection, _SIGN_OUT, (teacher,)))

    def untie(self, teacher: int) -> bool:
        """Let no account be theirs any more. Raises BestioError."""
        return bool(self._rows(_UNTIE, teacher))

    def invite(self, teacher: int, class_id: str, link: bytes, sealed: Sealed, lasts: float) -> float | None:
        """Let a teacher come in to a class of theirs once. Raises BestioError."""
        with at_once(self._connections) as connection:
            return invite(connection, teacher, class_id, link, sealed, lasts)

    def _gone(self, query: str, number: int) -> bool:
        gone = bool(self._rows(query, number))
        if gone:
            sweep(self._connections, TEACHERS)
        return gone

    def _rows(self, query: str, *values: Any) -> list[Row]:
        with at_once(self._connections) as connection:
            return rows(connection, query, values)


@contextlib.contextmanager
def at_once(connections: Connections, *, everywhere: bool = False) -> Iterator[Connection]:
    """A connection on which all that is done within is done, or nothing of it; `everywhere`: without a scope.

    Raises BestioError.
    """
    try:
        with (
            connections.everywhere() if everywhere else _taken(connections) as connection,
            translated(),
            connection.transaction(),
        ):
            yield connection
    except ServerRefusal as error:
        raise error.error() from error
    except psycopg.IntegrityError as error:  # what it is about has gone meanwhile
        raise BestioError(_("Somebody else was changing this at the same moment."), hint=_("Try again.")) from error


@contextlib.contextmanager
def _taken(connections: Connections) -> Iterator[Connection]:
    connection = connections.take()
    try:
        yield connection
    finally:
        connections.give(connection)


def invite(
    connection: Connection, teacher: int, class_id: str, link: bytes, sealed: Sealed, lasts: float
) -> float | None:
    """Make an invitation, in place of the one before it; until when it is open. Raises ServerRefusal."""
    class_id = as_text(class_id)
    for query, after in zip(_TIDY, (_KEPT_AFTER, 0), strict=True):
        connection.execute(query, (after,))
    connection.execute(_CLOSE_ONE, (teacher, class_id))
    made = rows(connection, _INVITE, (link, sealed.salt, sealed.code, lasts, teacher, class_id))
    return float(made[0][0]) if made else None
