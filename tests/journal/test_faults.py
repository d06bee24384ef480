"""The program dying, or the disk refusing, at each single call to the system: nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from bestio.creation.events import Event
from bestio.journal.journal import Journal, look

CALLS = ("open", "write", "fsync", "ftruncate", "replace", "rename", "unlink", "mkdir")


class Died(BaseException):
    """The power went."""


LOCKS: list[filelock.BaseFileLock] = []
"""The locks of the system that were asked for."""


@pytest.fixture(autouse=True)
def _locks_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    real = filelock.FileLock

    def made(*arguments: Any, **named: Any) -> filelock.BaseFileLock:
        LOCKS.append(real(*arguments, **named))
        return LOCKS[-1]

    monkeypatch.setattr(filelock, "FileLock", made)


class Faults:
    """Lets `allowed` calls to the system pass, then has each further one (or only the next) fail as `fail` does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail: Callable[[], None]) -> None:
        self.allowed: int | None = None
        self.again = True
        self._fail = fail
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guarded(name, getattr(os, name)))

    def _guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if self.allowed is None:
                return real(*args, **named)
            if self.allowed > 0:
                self.allowed -= 1
                return real(*args, **named)
            if name == "write" and len(args[1]) > 1:
                real(args[0], bytes(args[1])[: len(args[1]) // 2], **named)
            if not self.again:
                self.allowed = None
            return self._fail()

        return call


def die() -> None:
    raise Died


def full() -> None:
    raise OSError(errno.ENOSPC, "full")


def work(path: Path, clock: Any, done: list[Event]) -> None:
    opened = Journal.open if path.exists() else Journal.create
    journal = opened(path, clock=clock)
    for name in ("Un", "Deux", "Trois"):
        event = journal.record("persona.name", name=name)
        if journal.saved:
            done[:] = journal.events
        assert journal.events[-1] is event


def gone() -> None:
    """The process is no more: the system has given its locks back."""
    for lock in LOCKS:
        lock.release(force=True)
    LOCKS.clear()


@pytest.mark.parametrize("torn", [False, True])
def test_the_power_goes_at_each_call(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch, torn: bool) -> None:
    faults = Faults(monkeypatch, die)
    reached = 0
    for allowed in range(60):
        path = tmp_path / str(allowed) / "zebres.yaml"
        before: list[Event] = []
        if torn:
            work(path, clock, before)
            gone()
            with path.open("ab") as stream:
                stream.write(b"--- {at: 3, do: persona.na")
        done = list(before)
        faults.allowed = allowed
        try:
            work(path, clock, done)
            reached = allowed
        except Died:
            pass
        finally:
            faults.allowed = None
            gone()
        if path.exists():
            with Journal.open(path, clock=clock) as journal:
                assert list(journal.events[: len(done)]) == done
                journal.record("persona.name", name="Après")
            found = look(path, clock=clock)
            assert found.creation.name == "Après"
            assert not found.problems
        else:
            assert not done
    assert reached > 10


@pytest.mark.parametrize("again", [False, True])
def test_the_disk_refuses_at_each_call(
    tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    faults = Faults(monkeypatch, full)
    for allowed in range(60):
        path = tmp_path / str(allowed) / "zebres.yaml"
        faults.allowed, faults.again = allowed, again
        journal = Journal.create(path, clock=clock, group="Zèbres")
        for name in ("Un", "Deux", "Trois"):
            journal.record("persona.name", name=name)
        faults.allowed = None
        assert journal.retry()
        assert journal.trouble is None
        journal.close()
        found = look(path, clock=clock)
        assert [event.data["name"] for event in found.events] == ["Un", "Deux", "Trois"]
        assert not found.problems
        assert found.group == "Zèbres"
