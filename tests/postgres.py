"""A real PostgreSQL, from the packages of the system, in a folder of its own: for who wants to keep journals in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

NOBODY = "postgres"
"""Who runs it where we are the superuser: the server refuses to be. Its own superuser is called so too."""
OWNER = "atelier"
"""The role that has the databases, and may do nothing else: a superuser would see what others must not."""


class Server:
    """A server that listens at a socket in its folder, and nowhere else."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self._numbers = count(1)

    def run(self, program: str, *words: str) -> None:
        as_another: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_another = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        subprocess.run(
            [self.programs / program, *words],
            check=True,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            **as_another,
        )

    def begin(self) -> None:
        self.run("initdb", "-D", "data", "-U", NOBODY, "-A", "trust", "-E", "UTF8", "--no-instructions")
        self.start()
        self.run("createuser", "-h", str(self.folder), "-U", NOBODY, "--no-superuser", OWNER)

    def restart(self, options: str = "") -> None:
        self.stop()
        self.start(options)

    def start(self, more: str = "") -> None:
        options = f"{more} -k {self.folder} -c listen_addresses='' -c shared_buffers=16MB"
        self.run("pg_ctl", "-D", "data", "-w", "-s", "-l", "log", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        self.run("pg_ctl", "-D", "data", "-w", "-s", "-m", how, "stop")

    def address(self, database: str = NOBODY, who: str = NOBODY) -> str:
        return f"postgresql:///{database}?host={quote(str(self.folder), safe='')}&user={who}"

    def new(self) -> str:
        """The address of a database that nobody has used."""
        name = f"bestio{next(self._numbers)}"
        self.run("createdb", "-h", str(self.folder), "-U", NOBODY, "-O", OWNER, name)
        return self.address(name, OWNER)


def above(address: str) -> str:
    """The same database for who is above all rights."""
    return address.replace(f"user={OWNER}", f"user={NOBODY}")


def programs() -> Path | None:
    """Where the programs of the newest PostgreSQL of this machine are; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    if found:
        return found[-1].parent
    other = shutil.which("initdb")
    return Path(other).resolve().parent if other else None


@contextmanager
def running() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install -e “.[academy]”")
    where = programs()
    if where is None:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bestio-pg-"))
    try:
        if os.geteuid() == 0:
            try:
                shutil.chown(folder, NOBODY, NOBODY)
            except LookupError:
                pytest.skip(f"there is no user “{NOBODY}” here to run PostgreSQL")
        server = Server(where, folder)
        server.begin()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):  # a test has stopped it
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def journals_on_server(postgres: Server) -> Callable[..., Any]:
    """What makes the journals of a folder on a database: by default one that nobody has used, and of all classes."""
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    def make(root: Path, clock: Callable[[], float], address: str = "", scope: str = "") -> PostgresJournals:
        return PostgresJournals(root, clock, address or postgres.new(), scope)

    return make
