"""The app in a workspace with file names that are not UTF-8."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, read_settings

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names of bytes are Linux's")
ODD = os.fsdecode(b"caf\xe9")


@pytest.fixture
def odd(workspace: Path) -> None:
    """One group, whose class and whose file have such a name."""
    with Store(workspace, lambda: 1_763_800_000.0).new("Les Ours", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Bip", traits={"tete": "ferraille:hibou"})
        path = journal.path
    path.rename(path.with_name(f"{ODD}.yaml"))
    path.parent.rename(path.parent.with_name(ODD))


async def test_the_home_list_the_class_and_the_group_open(opened: Any, odd: None) -> None:
    async with opened() as hand:
        await hand.shows("Bip")
        await hand.press("c")
        await hand.shows("Classe")
        await hand.shows("Les Ours")
        await hand.press("escape")
        await hand.shows("Nouvelle créature")
        await hand.press("enter")
        await hand.shows("enregistré")
        await hand.press("space", "f3")
        await hand.shows("Les textes lus")
        await hand.press("space")
        await hand.shows("Boîte de verre")
    assert hand.app.failure is None


@pytest.fixture(params=[b'{"x":' + b"[" * 60_000, b"[" * 60_000, b"{" * 70_000])
def harmful_settings(request: pytest.FixtureRequest, workspace: Path) -> Library:
    """A workspace whose settings are nested deeper than any Python goes, or longer than settings are."""
    workspace.mkdir(parents=True, exist_ok=True)
    (workspace / "reglages.yaml").write_bytes(request.param)
    return Library(find_bundled(), workspace)


def test_settings_made_to_harm_are_the_usual_ones(harmful_settings: Library) -> None:
    assert read_settings(harmful_settings) == Settings()
