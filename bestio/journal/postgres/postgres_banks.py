"""The recorded voices of classes in PostgreSQL: the leave of each, a row a clip with its sound, what was made of them.

The right to write a bank is the lock of its row, for one transaction: all of a recording is kept, or nothing.
"""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bestio.i18n import _
from bestio.journal.postgres.connections import Connection, Connections, Row, rows, translated
from bestio.journal.postgres.sweeping import RECORDINGS, sweep
from bestio.journal.postgres.tables import as_text
from bestio.journal.server_refusal import ServerRefusal, TooMuch
from bestio.speech.recorded.keeper import LARGEST_CLIP

LARGEST_BANK = 512 << 20
"""Bytes of sound that a class may have: three hours and a half."""
_AWAY = 2.0
"""Seconds for which a server that did not answer is not asked again: each phrase that is said asks."""
_NAME = 40

_BANKS = """
    select class.name from bestio.banks bank join bestio.classes class on class.id = bank.class
    order by class.name collate "C"
"""
_OF = "from bestio.banks bank join bestio.classes class on class.id = bank.class where class.name = %s"
_STATE = f"select bank.class, (extract(epoch from bank.changed) * 1000000)::bigint {_OF}"
_LINES = f"""
    select bank.leave || coalesce(
        (
            select string_agg(clip.line, ''::bytea order by clip.place)
            from bestio.clips clip where clip.class = bank.class
        ), ''::bytea
    ) {_OF}
"""
_CLIPS = """
    from bestio.clips clip join bestio.classes class on class.id = clip.class where class.name = %s
"""
_SIZES = f"select clip.id, octet_length(clip.sound) {_CLIPS}"
_SOUNDS = f"select clip.id, clip.sound {_CLIPS} and clip.id = any(%s)"
_MADE = """
    select one.machine, one.line from bestio.renderings one join bestio.classes class on class.id = one.class
    where class.name = %s order by one.number
"""
_BEGIN = "insert into bestio.banks (class) select id from bestio.classes where name = %s on conflict do nothing"
_HOLD = f"select bank.class {_OF} for update of bank"
_CHANGED = "update bestio.banks set changed = clock_timestamp() where class = %s"
_LEAVE = "update bestio.banks set leave = %s where class = %s"
_ROOM = "select coalesce(sum(octet_length(sound)), 0)::bigint from bestio.clips where class = %s"
_ADD = "insert into bestio.clips (class, id, line, sound) values (%s, %s, %s, %s) on conflict do nothing"
_NOTE = "insert into bestio.renderings (class, machine, line) values (%s, %s, %s)"
_ERASE = "delete from bestio.clips where class = %s and id = any(%s)"
_ERASE_MADE = """
    delete from bestio.renderings where class = %s and convert_from(line, 'UTF8')::jsonb -> 'clips' ?| %s::text[]
"""
_ERASE_ALL = "delete from bestio.banks where class = %s"


class PostgresBanks:
    """A `keeper.BankKeeper`: the banks of the classes on a server. `root`: where they would be, to name them."""

    remote = True

    def __init__(self, connections: Connections, root: Path, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._root = root
        self._clock = clock
        self._machine = socket.gethostname()[:_NAME]
        self._refused: tuple[float, ServerRefusal] | None = None

    def _rows(self, query: str, *values: Any) -> list[Row]:
        if self._refused is not None and 0 <= self._clock() - self._refused[0] < _AWAY:
            raise self._refused[1]
        try:
            found = self._connections.rows(query, values)
        except ServerRefusal as error:
            self._refused = self._clock(), error
            raise
        self._refused = None
        return found

    def place(self, class_id: str) -> Path:
        """What the bank of a class is called; nothing is there."""
        return self._root / class_id

    def classes(self) -> tuple[str, ...]:
        """The classes that have a bank, in order. Raises ServerRefusal."""
        return tuple(name for (name,) in self._rows(_BANKS))

    def state(self, class_id: str) -> tuple[object, ...]:
        """The number of the bank and when it was changed last. Raises ServerRefusal."""
        return next(iter(self._rows(_STATE, as_text(class_id))), ())

    def lines(self, class_id: str) -> bytes:
        """The leave and the clips. Raises FileNotFoundError, ServerRefusal."""
        found = self._rows(_LINES, as_text(class_id))
        if not found:
            raise FileNotFoundError(errno.ENOENT, class_id)
        return bytes(found[0][0])

    def sizes(self, class_id: str) -> dict[str, int]:
        """The lengths of the sounds. Raises ServerRefusal."""
        return dict(self._rows(_SIZES, as_text(class_id)))

    def sounds(self, class_id: str, ids: Sequence[str]) -> dict[str, bytes]:
        """The sounds of these clips. Raises ServerRefusal."""
        return {one: bytes(sound) for one, sound in self._rows(_SOUNDS, as_text(class_id), list(ids))}

    def made(self, class_id: str) -> list[tuple[str, bytes]]:
        """What was made of a bank, and on which machine. Raises ServerRefusal."""
        found = self._rows(_MADE, as_text(class_id))
        return [("" if machine == self._machine else machine, bytes(line)) for machine, line in found]

    @contextlib.contextmanager
    def writing(self, class_id: str) -> Iterator[PostgresBankWriter]:
        """Hold the row of a bank, in one transaction. Raises FileNotFoundError for no class, ServerRefusal."""
        connection, name = self._connections.take(), as_text(class_id)
        try:
            with translated(), connection.transaction():
                connection.execute(_BEGIN, (name,))
                found = rows(connection, _HOLD, (name,))
                if not found:
                    raise FileNotFoundError(errno.ENOENT, class_id)
                yield PostgresBankWriter(connection, name, found[0][0], self._machine)
                connection.execute(_CHANGED, (found[0][0],))
        finally:
            self._connections.give(connection)

    def sweep(self) -> bool:
        """Let nothing of the clips that were erased stand in the files of the server; False where it cannot now."""
        return sweep(self._connections, RECORDINGS)


class PostgresBankWriter:
    """A `keeper.BankWriter`: the bank `number` in a transaction of `connection`."""

    whole = True

    def __init__(self, connection: Connection, name: str, number: int, machine: str) -> None:
        self._connection = connection
        self._name = name
        self._number = number
        self._machine = machine
        self._sounds: dict[str, bytes] = {}
        self._room: int | None = None

    def lines(self) -> bytes:
        """The leave and the clips. Raises ServerRefusal."""
        return bytes(rows(self._connection, _LINES, (self._name,))[0][0])

    def add(self, clip_id: str, sound: bytes) -> None:
        """Keep a sound for the line that follows. Raises ServerRefusal where there is no room for it."""
        if self._room is None:
            self._room = LARGEST_BANK - rows(self._connection, _ROOM, (self._number,))[0][0]
        self._room -= len(sound)
        if self._room < 0 or len(sound) > LARGEST_CLIP:
            raise TooMuch(
                errno.EFBIG,
                _("The server keeps {most} MB of recordings of a class, and {longest} MB of each, not more.").format(
                    most=LARGEST_BANK >> 20, longest=LARGEST_CLIP >> 20
                ),
                _("Record less at once, or take recordings out: bestio record CLASS --leave-out ID"),
            )
        self._sounds[clip_id] = sound

    def append(self, lines: Mapping[str, bytes]) -> None:
        """Add clips. Raises ServerRefusal."""
        with translated():
            for one, line in lines.items():
                self._connection.execute(_ADD, (self._number, one, line, self._sounds[one]))

    def set_leave(self, line: bytes) -> None:
        """Replace the leave. Raises ServerRefusal."""
        with translated():
            self._connection.execute(_LEAVE, (line, self._number))

    def note(self, line: bytes) -> None:
        """Write down what this machine made of it. Raises ServerRefusal."""
        with translated():
            self._connection.execute(_NOTE, (self._number, self._machine, line))

    def erase(self, ids: Iterable[str], *, whole: bool = False) -> None:
        """Erase clips and what tells of the sounds made of them, or all. Raises ServerRefusal."""
        with translated():
            _erase(self._connection, self._number, list(ids), whole=whole)


def erase_recorded(connection: Connection, class_id: str, ids: Iterable[str], *, whole: bool) -> None:
    """Erase clips of a class, or all that it has recorded, in the transaction of who forgets."""
    for (number,) in rows(connection, _HOLD, (as_text(class_id),)):
        _erase(connection, number, list(ids), whole=whole)
        connection.execute(_CHANGED, (number,))


def _erase(connection: Connection, number: int, ids: list[str], *, whole: bool) -> None:
    connection.execute(_ERASE, (number, ids))
    connection.execute(_ERASE_MADE, (number, ids))
    if whole:
        connection.execute(_ERASE_ALL, (number,))
