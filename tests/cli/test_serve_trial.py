"""`bestio serve --essai` says what works, what does not, and what to check; it leaves nothing behind."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from bestio.cli import run
from tests.serve.conftest import free_port


@pytest.mark.slow
def test_a_class_that_works(tmp_path: Path, capsys: Any) -> None:
    home = tmp_path / "home"
    assert run(["serve", "--essai", "--port", str(free_port()), "--home", str(home)]) == 0
    told = capsys.readouterr().out
    assert told.count("✓") == 7
    assert "✗" not in told
    assert "Tout fonctionne sur cet ordinateur" in told
    assert "--essai --lan" in told
    assert not home.exists()  # the class of the teacher is left alone


def test_a_port_that_is_taken(tmp_path: Path, capsys: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--essai", "--port", str(port), "--home", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert f"✗ Le port {port} est libre" in told
    assert "--port 8001" in told
    assert "✓" not in told


@pytest.mark.slow
def test_with_the_other_devices_it_tells_what_only_they_can_show(tmp_path: Path, capsys: Any) -> None:
    code = run(["serve", "--essai", "--lan", "--port", str(free_port()), "--home", str(tmp_path)])
    told = capsys.readouterr().out
    assert code == (1 if "✗" in told else 0)  # a machine without a network has no address that answers
    for what in ("Le même Wi-Fi", "pare-feu", "isolation des clients", "Windows"):
        assert what in told
