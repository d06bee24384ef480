"""What is no file is refused by its kind, at once; what the shell passes by name is read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bestio.errors import NotRegularError, reason_of
from bestio.regular_file import open_regular, read_regular, what_stands_at

posix = pytest.mark.skipif(os.name != "posix", reason="kinds of files that Windows does not have")


def put(kind: str, path: Path) -> Iterator[None]:
    """Something of `kind` at `path`, and what must live as long as it is looked at."""
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's name may have a hundred bytes
        with closing(socket.socket(socket.AF_UNIX)) as end:
            end.bind(path.name)
            os.chdir(here)
            yield
        return
    yield


@posix
@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(
    ("kind", "said"), [("folder", "dossier"), ("pipe", "tuyau"), ("device", "périphérique"), ("socket", "socket")]
)
def test_what_is_no_file_is_refused_by_its_kind(tmp_path: Path, kind: str, said: str, linked: bool) -> None:
    path = tmp_path / "it"
    for _alive in put(kind, path):
        if linked:
            (tmp_path / "link").symlink_to(path)
            path = tmp_path / "link"
        with pytest.raises(NotRegularError) as refused:
            open_regular(path)
        assert said in reason_of(refused.value)
        assert said in what_stands_at(path)
        assert refused.value.filename == str(path)


@posix
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "it"
    path.write_text("a")
    seen = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _path: seen)
    with pytest.raises(NotRegularError):
        open_regular(path)


def test_a_file_is_read_up_to_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "été.txt"
    path.write_bytes(b"a\r\nbc")
    assert read_regular(path, 100) == b"a\r\nbc"
    assert read_regular(path, 3) == b"a\r\n"
    assert not what_stands_at(path)


@pytest.mark.parametrize("name", ["absent", "a\0b", "x" * 5000, "absent/" * 3000])
def test_a_path_that_leads_nowhere_is_a_refusal_of_the_system(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011 (which one is the system's to say)
        open_regular(tmp_path / name)
    assert not what_stands_at(tmp_path / name)


@posix
@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no /dev/stdin here")
@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0"])
def test_what_the_shell_passes_by_name_is_read(name: str, tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from bestio.regular_file import read_regular as r;"
    asked = [sys.executable, "-c", f"{script} sys.stdout.buffer.write(r(Path({name!r}), 100))"]
    assert subprocess.run(asked, input=b"abc", capture_output=True, check=True).stdout == b"abc"
    (tmp_path / "file").write_bytes(b"def")
    with (tmp_path / "file").open("rb") as stream:
        assert subprocess.run(asked, stdin=stream, capture_output=True, check=True).stdout == b"def"
    with Path("/dev/zero").open("rb") as stream:
        ended = subprocess.run(asked, stdin=stream, capture_output=True, check=False)
    assert b"NotRegularError" in ended.stderr
