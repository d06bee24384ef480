"""The wheel that is built from the checkout, installed elsewhere, finds its data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bestio import __version__

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_wheel_holds_its_data_and_finds_it(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith(f"bestio-{__version__}-")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "BESTIO_HOME": str(tmp_path / "home")}

    def bestio(*words: str) -> object:
        done = subprocess.run(
            [sys.executable, "-m", "bestio", *words, "--json"],
            env=environment, cwd=tmp_path, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    folders = bestio("where")
    assert isinstance(folders, dict)
    assert Path(folders["bundled"]) == installed / "bestio" / "_data"
    assert bestio("check") == []
    creature = bestio("invent", "--seed", "1")
    assert isinstance(creature, dict)
    assert creature["description"]["third"]
