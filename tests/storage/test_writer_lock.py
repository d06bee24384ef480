"""Where the disk has no locks a marker file stands for them, and one line says so."""

from __future__ import annotations

import errno
import os
import warnings
from pathlib import Path
from typing import Any

import filelock
import pytest

from bestio.journal.journal import Journal, JournalBusy, look


@pytest.fixture(params=["ENOSYS", "EOPNOTSUPP", "ENOLCK", "NotImplementedError", "UserWarning"])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without locks, as the system says it, or older and newer versions of the library."""
    kind: str = request.param
    really = filelock.FileLock.acquire

    def acquire(lock: Any, *given: Any, **named: Any) -> Any:
        if isinstance(lock, filelock.SoftFileLock):
            return really(lock, *given, **named)
        if kind == "UserWarning":
            warnings.warn("flock not supported on this filesystem, falling back to SoftFileLock", stacklevel=2)
        if kind == "NotImplementedError":
            raise NotImplementedError("FileSystem does not appear to support flock; use SoftFileLock instead")
        raise OSError(getattr(errno, kind, errno.ENOSYS), "no locks")

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire)


def test_a_disk_without_locks_is_told_once(no_locks: None, tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "ours.yaml"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with Journal.create(path, clock=clock) as journal:
            journal.record("note.write", text="la première")
            journal.record("note.write", text="la deuxième")
            assert [notice for notice in journal.notices if "réserver" in notice] == journal.notices
            assert len(journal.notices) == 1
            with pytest.raises(JournalBusy):
                Journal.open(path, clock=clock)
        with Journal.open(path, clock=clock) as journal:
            assert len(journal.notices) == 1
    assert not said
    assert len(look(path, clock=clock).events) == 2
    assert sorted(file.name for file in tmp_path.iterdir() if "soft" in file.name) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_a_pipe_in_place_of_who_writes_is_not_waited_for(tmp_path: Path, clock: Any) -> None:
    os.mkfifo(tmp_path / ".ours.who")
    with Journal.create(tmp_path / "ours.yaml", clock=clock) as journal:
        journal.record("note.write", text="la première")
        with pytest.raises(JournalBusy):
            Journal.open(tmp_path / "ours.yaml", clock=clock)
