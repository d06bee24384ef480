"""What a group takes away from its plain pages: the files are whole, and recorded voices stay in the class."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import numpy as np
import pytest

from bestio.library import Library, find_bundled
from bestio.serve.lines.takeaway import FILES, TAKEN, taken
from bestio.session.session import Session
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.serve.conftest import Served
from tests.serve.lines.pupil import Pupil
from tests.serve.lines.test_pages import at_work

EASY = b'<body class="easy">'


@pytest.mark.slow
async def test_each_file_that_is_offered_is_there(served: Served) -> None:
    pupil, path = await at_work(served)
    page = await pupil.gets("/lignes/creature")
    offered = re.findall(rf'href="({TAKEN}/[^"]+)" download', page)
    assert [one.removeprefix(f"{TAKEN}/") for one in offered] == list(FILES)
    files = {}
    for address in offered:
        async with pupil.client.session.get(served.address + address) as answer:
            assert answer.status == 200
            name = answer.headers["Content-Disposition"].partition("filename=")[2].strip('"')
            files[name.partition(".")[2]] = await answer.read()
    assert files["png"].startswith(b"\x89PNG")
    assert ElementTree.fromstring(files["coloriage.svg"]).tag.endswith("svg")
    assert b"data:audio/mpeg;base64," in files["html"]
    assert all(words in files["html"].decode() for words in ("La nuit", f"{path.parent.name}/{path.stem}"))
    assert EASY not in files["html"]
    await pupil.posts("/lecture", lecture="aisee")
    async with pupil.client.session.get(f"{served.address}{TAKEN}/page") as answer:
        assert EASY in await answer.read()


async def test_who_has_not_come_in_takes_nothing(served: Served) -> None:
    pupil = Pupil(served)
    assert "Le code de la classe" in await pupil.gets(f"{TAKEN}/page")
    pupil, _path = await at_work(served)
    for what in ("x", "journal", "..%2f..%2freglages.yaml"):
        await pupil.gets(f"{TAKEN}/{what}")
        assert pupil.status == 404, what


def test_recorded_voices_stay_in_the_class(tmp_path: Path) -> None:
    workspace = Workspace(Library(find_bundled(), tmp_path), time.time, print)
    with workspace.store.new("Les Vis", "5b") as journal:
        studio = Studio(journal, workspace, Random(1), classmates=())
        studio.begin()
        session = Session(studio, workspace.store)

        def plain(text: str, _voice: Voice) -> Speech:
            return Speech(text, np.full(2205, 0.3, np.float32), 22_050, engine="test")

        def recorded(text: str, voice: Voice) -> Speech:
            return dataclasses.replace(plain(text, voice), bank=str(tmp_path / "banques" / "5b"))

        assert b"data:audio/mpeg" in taken(session, "page", plain)[1]
        assert b"data:audio/mpeg" not in taken(session, "page", recorded)[1]
