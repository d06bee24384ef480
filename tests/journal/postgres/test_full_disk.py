"""A disk that is full under a real server: told, waited for, and nothing of what was acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bestio.journal.journal import Journal
from tests.postgres import NOBODY, Server, running

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

MOST = 14_000


@contextmanager
def small(server: Server) -> Iterator[Path]:
    """A disk in the folder of a server, with room for an empty database and little more."""
    if os.geteuid() != 0:
        pytest.skip("only the superuser can make a small disk")
    disk = server.folder / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield disk
    finally:
        server.stop()
        subprocess.run(["umount", disk], check=True)


def on(disk: Path, server: Server) -> str:
    """The address of a database whose tables are on that disk."""
    from psycopg import connect
    from psycopg.sql import SQL, Identifier, Literal

    there, address = disk / "base", server.new()
    there.mkdir()
    shutil.chown(there, NOBODY, NOBODY)
    with connect(server.address(), autocommit=True) as connection:
        connection.execute(SQL("create tablespace petit location {}").format(Literal(str(there))))
        name = Identifier(address.partition("///")[2].partition("?")[0])
        connection.execute(SQL("alter database {} set tablespace petit").format(name))
    return address


def test_a_full_disk_is_told_and_what_waits_is_written_when_there_is_room(clock: Any) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    with running() as server, small(server) as disk:
        journals = PostgresJournals(Path("workshops"), clock, on(disk, server))
        path = Path("workshops/5b/zoe.yaml")
        with Journal.over(journals.new(path, "Zoé"), clock=clock) as journal:
            while journal.saved and len(journal.events) < MOST:
                journal.record("note.write", text=os.urandom(1_500).hex())
            assert "Le disque du serveur qui garde les créations est plein" in str(journal.trouble)
            acknowledged = list(journal.events[: -journal.waiting])
            journal.record("persona.name", name="Zed")
            assert not journal.retry()
            with Journal.over(journals.open(path), clock=clock, read_only=True) as seen:
                assert list(seen.events) == acknowledged
            subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
            assert journal.retry()
            every = list(journal.events)
        with Journal.over(journals.open(path), clock=clock, read_only=True) as seen:
            assert list(seen.events) == every
        journals.close()
