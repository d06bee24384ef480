"""What becomes of errors that no command foresaw."""

import errno

import pytest

from bestio.cli.output import PROBLEMS, guarded
from bestio.errors import reason_of


def test_a_refusal_of_the_system_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    refusal = OSError(errno.EACCES, "Permission denied", "/somewhere/voices")

    def command() -> int:
        raise refusal

    assert guarded(command) == PROBLEMS
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("/somewhere/voices: ")
    assert reason_of(refusal) in told.err
    assert "denied" not in told.err
