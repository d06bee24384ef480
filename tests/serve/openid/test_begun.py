"""A node that is begun with a provider says whether that answers, serves all the same, and tells no app its secret."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest

pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e “.[academy]”")
pytest.importorskip("joserfc", reason="joserfc is not installed: pip install -e “.[academy]”")

from bestio.library import STORE
from tests.deployment import PAGE
from tests.front_door import block, page
from tests.pace import scaled
from tests.postgres import Server
from tests.serve.conftest import free_port
from tests.serve.openid.small_provider import small_provider

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
SECRET = "le+secret/lui-meme"


@asynccontextmanager
async def begun(folder: Path, issuer: str, store: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A node by the page for who hosts; `issuer` in the place of its provider."""
    named = block(page(PAGE), "openid: nœud").replace("https://comptes.academie.example", issuer)
    (folder / "serve.yaml").write_text(
        f"bestio: serve/1\nclass: 5e B\nhome: ici\nport: {free_port()}\n{named}", encoding="utf-8"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bestio", "serve", "--config", str(folder / "serve.yaml"),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, STORE: store, "BESTIO_OPENID_SECRET": SECRET},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), scaled(60))


async def says(process: asyncio.subprocess.Process, words: str) -> str:
    """All that is said until some words are."""
    assert process.stdout is not None
    said = ""
    while words not in said:
        line = await asyncio.wait_for(process.stdout.readline(), scaled(60))
        assert line, said
        said += line.decode()
    return said


async def test_a_node_says_whether_its_provider_answers(tmp_path: Path, postgres: Server) -> None:
    async with small_provider() as small, begun(tmp_path, small.issuer, postgres.new()) as process:
        said = await says(process, f"Le fournisseur {small.issuer} répond")
        assert "Ctrl+C" in said  # it serves before it asks
        assert SECRET not in said
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        for one in children:
            assert SECRET not in one.environ().values()


async def test_a_node_whose_provider_is_away_serves(tmp_path: Path, postgres: Server) -> None:
    async with begun(tmp_path, "http://127.0.0.1:9", postgres.new()) as process:
        said = await says(process, "par un lien et un code")
        assert "ne répond pas" in said
        assert "Ctrl+C" in said
        assert process.returncode is None


async def test_a_provider_is_for_creations_that_a_server_keeps(tmp_path: Path) -> None:
    async with begun(tmp_path, "http://127.0.0.1:9", "") as process:
        said = await says(process, "retirez")
        assert "un serveur garde les créations" in said
        assert await asyncio.wait_for(process.wait(), scaled(60)) != 0
