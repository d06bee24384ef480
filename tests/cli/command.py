"""The real command line, run in this process: starting one for each line would cost most of the time."""

from __future__ import annotations

import contextlib
import io
import subprocess
from pathlib import Path

import pytest

from bestio.cli import run


def bestio(*words: str, home: Path, stdin: bytes = b"", code: int = 0) -> subprocess.CompletedProcess[bytes]:
    """Run a command in the workspace `home`: its exit code, which is `code`, and the bytes of both streams."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setenv("BESTIO_HOME", str(home))
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        given = run(list(words))
        out.flush()
        err.flush()
    done = subprocess.CompletedProcess(list(words), given, out.buffer.getvalue(), err.buffer.getvalue())
    said = done.stderr.decode()
    assert "Traceback" not in said, said
    assert given == code, (given, said, done.stdout[:500])
    return done
