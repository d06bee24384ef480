"""Sign-ins in PostgreSQL: the same at every program that serves the class, and ended at all of them at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from bestio.journal.postgres.connections import Connection, Connections, Row, rows
from bestio.journal.postgres.postgres_schools import at_once, invite
from bestio.journal.postgres.tables import as_text
from bestio.journal.schools import MOST_TRIES, Course, Sealed, SignedIn, State

_DAY = 24 * 3600

_STATE = """
    select case
        when asked.used then 'used'
        when asked.until <= clock_timestamp() then 'over'
        when asked.tries >= %s then 'spent'
        else 'open'
    end
    from bestio.invitations asked join bestio.classes class on class.id = asked.class
    where asked.link = %s and class.name = %s
"""
_OPEN = """
    asked.link = %s and class.id = asked.class and class.name = %s and not asked.used
    and asked.until > clock_timestamp()
"""
# A try is counted before it is known whether the code is right: however many try at once, there are no more of them.
_TRY = f"""
    update bestio.invitations asked set tries = asked.tries + 1 from bestio.classes class
    where {_OPEN} and asked.tries < %s returning asked.salt, asked.code
"""
_BEGIN = f"""
    with opened as (
        update bestio.invitations asked set used = true, salt = '', code = '' from bestio.classes class
        where {_OPEN} returning asked.class, asked.teacher
    )
    insert into bestio.sign_ins (browser, class, teacher, until)
    select %s, class, teacher, clock_timestamp() + %s * interval '1 second' from opened returning teacher
"""
_TIDY_RETURNS = "delete from bestio.returns where until < clock_timestamp()"
_SPEND = """
    insert into bestio.returns (flow, class, until)
    select %s, id, clock_timestamp() + %s * interval '1 second' from bestio.classes where name = %s
    on conflict do nothing returning 1
"""
_BEGIN_BY = """
    insert into bestio.sign_ins (browser, class, teacher, until)
    select %s, one.class, one.teacher, clock_timestamp() + %s * interval '1 second'
    from bestio.accounts account
    join bestio.taught one on one.teacher = account.teacher
    join bestio.classes class on class.id = one.class
    where account.who = %s and class.name = %s returning teacher
"""
_ANOTHERS = """
    select 1 from bestio.teachers me join bestio.accounts account on account.school = me.school
    where me.id = %s and account.who = %s and account.teacher <> me.id
"""
_TIE = """
    insert into bestio.accounts (school, who, teacher) select school, %s, id from bestio.teachers where id = %s
    on conflict (teacher) do update set who = excluded.who returning 1
"""
_UNTIE = "delete from bestio.accounts where teacher = %s"
_TIED = "select 1 from bestio.accounts where teacher = %s::bigint"
_KNOWN = """
    select who.id, who.title, one.until < clock_timestamp() + %s * interval '1 second'
    from bestio.sign_ins one
    join bestio.classes class on class.id = one.class
    join bestio.teachers who on who.id = one.teacher
    where one.browser = %s and class.name = %s and one.until > clock_timestamp()
"""
_RENEW = """
    update bestio.sign_ins set until = clock_timestamp() + %s * interval '1 second' where browser = %s returning 1
"""
_MINE = """
    browser = %s and class = (select id from bestio.classes where name = %s) and until > clock_timestamp()
"""
_END = f"delete from bestio.sign_ins where {_MINE} returning 1"
_WHO = f"select teacher from bestio.sign_ins where {_MINE}"
_END_ALL = (
    "delete from bestio.invitations where teacher = %s and not used",
    "delete from bestio.sign_ins where teacher = %s",
)
_BROWSERS = "select count(*) from bestio.sign_ins where teacher = %s::bigint and until > clock_timestamp()"
_CLASSES = """
    select class.name, class.title, coalesce(door.address, '')
    from bestio.taught one join bestio.classes class on class.id = one.class
    left join bestio.doors door on door.class = one.class
    where one.teacher = %s::bigint order by class.name collate "C"
"""
_ADDRESS = """
    insert into bestio.doors (class, address) select id, %s from bestio.classes where name = %s
    on conflict (class) do update set address = excluded.address where doors.address <> excluded.address returning 1
"""


class PostgresSignIns:
    """A `schools.SignIns`: those of the class `class_id`. On any thread."""

    def __init__(self, connections: Connections, class_id: str) -> None:
        self._connections = connections
        self._class = as_text(class_id)

    def state(self, link: bytes) -> State:
        """How an invitation to this class stands. Raises BestioError."""
        found = self._rows(_STATE, MOST_TRIES, link, self._class)
        return State(found[0][0]) if found else State.UNKNOWN

    def try_code(self, link: bytes) -> Sealed | None:
        """What a typed code is compared with; that counts as a try. Raises BestioError."""
        found = self._rows(_TRY, link, self._class, MOST_TRIES)
        return Sealed(*map(bytes, found[0])) if found else None

    def begin(self, link: bytes, browser: bytes, lasts: float) -> bool:
        """Use an invitation up for a browser. Raises BestioError."""
        return bool(self._rows(_BEGIN, link, self._class, browser, lasts))

    def spend(self, flow: bytes, lasts: float) -> bool:
        """Use up what came back from a provider. Raises BestioError."""
        with at_once(self._connections) as connection:
            connection.execute(_TIDY_RETURNS)
            return bool(rows(connection, _SPEND, (flow, lasts, self._class)))

    def begin_by(self, who: bytes, browser: bytes, lasts: float) -> bool:
        """Sign the teacher in whose account this is. Raises BestioError."""
        return bool(self._rows(_BEGIN_BY, browser, lasts, who, self._class))

    def tie(self, browser: bytes, who: bytes) -> bool:
        """Let an account be theirs who has signed in with a browser, if it is no other's. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            if teacher is None or rows(connection, _ANOTHERS, (teacher, who)):
                return False
            return bool(rows(connection, _TIE, (who, teacher)))

    def untie(self, browser: bytes) -> None:
        """Let no account be theirs any more. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            if teacher is not None:
                connection.execute(_UNTIE, (teacher,))

    def is_tied(self, browser: bytes) -> bool:
        """Whether an account is theirs. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            return bool(rows(connection, _TIED, (teacher,)))

    def known(self, browser: bytes, lasts: float) -> SignedIn | None:
        """Who has signed in with a browser; once a day that is written down. Raises BestioError."""
        found = self._rows(_KNOWN, max(0.0, lasts - _DAY), browser, self._class)
        if not found:
            return None
        teacher, title, old = found[0]
        if old:
            self._rows(_RENEW, lasts, browser)
        return SignedIn(teacher, title)

    def end(self, browser: bytes) -> None:
        """Sign a browser out. Raises BestioError."""
        self._rows(_END, browser, self._class)

    def end_all(self, browser: bytes) -> None:
        """Sign out whoever has signed in with a browser, everywhere. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            for query in _END_ALL if teacher is not None else ():
                connection.execute(query, (teacher,))

    def classes_of(self, browser: bytes) -> list[Course]:
        """The classes of whoever has signed in with a browser. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            return [Course(*row) for row in rows(connection, _CLASSES, (teacher,))]

    def browsers_of(self, browser: bytes) -> int:
        """In how many browsers whoever has signed in with this one has done so. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            return int(rows(connection, _BROWSERS, (teacher,))[0][0])

    def invite(self, browser: bytes, class_id: str, link: bytes, sealed: Sealed, lasts: float) -> float | None:
        """Let whoever has signed in with a browser come in to a class of theirs once more. Raises BestioError."""
        with self._theirs(browser) as (connection, teacher):
            return invite(connection, teacher, class_id, link, sealed, lasts) if teacher is not None else None

    @contextlib.contextmanager
    def _theirs(self, browser: bytes) -> Iterator[tuple[Connection, int | None]]:
        """What a teacher does in all their classes, who has signed in here with a browser: None where nobody has.

        It leads out of the scope of the class, and no further than to what is theirs.
        """
        with at_once(self._connections, everywhere=True) as connection:
            found = rows(connection, _WHO, (browser, self._class))
            yield connection, found[0][0] if found else None

    def tell_address(self, address: str) -> None:
        """Let it be known by which address the class is found. Raises BestioError."""
        self._rows(_ADDRESS, as_text(address), self._class)

    def _rows(self, query: str, *values: Any) -> list[Row]:
        with at_once(self._connections) as connection:
            return rows(connection, query, values)
