"""Two classes on one server, each with creations and voices; one of them is served, and knows nothing of the other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import numpy as np
from yarl import URL

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.journal.journal import Journal
from bestio.library import STORE, open_library
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.serve.conftest import Client, free_port

OURS, THEIRS = "5e-b", "5e-a"
GROUP, OTHER_GROUP, THEIR_GROUP = "les-hiboux", "les-loups", "les-tarots"
MARK, SECRET = "Balthazar", "Cagliostro"
"""What stands in all that is one class's, and in nothing that names it: an answer that holds it has shown something."""
BREAKS_OUT = (
    "' or '1'='1",
    f"x' union select title from bestio.classes where name <> '{OURS}",
    f"'; set bestio.class = '{THEIRS}'; --",
    "'; reset all; select '",
    "'); delete from bestio.creations; --",
    f"{OURS}' -c bestio.class={THEIRS}",
    "\\'; drop schema bestio cascade; --",
    f"{THEIR_GROUP}\x00",
    "%s",
    "$1",
    "*",
)
"""What would be something else than a text where a question is put together of texts."""


def lay_out(home: Path, address: str) -> dict[str, str]:
    """Let both classes have creations, notes, texts and recorded voices; by class, the id of a clip."""
    library = open_library(home, {STORE: address})
    workspace = Workspace(library, time.time, print)
    store, clips = workspace.store, {}
    for class_id, title, groups, mark in (
        (OURS, "5e B", (GROUP, OTHER_GROUP), MARK),
        (THEIRS, f"Classe de {SECRET}", (THEIR_GROUP, "zoe"), SECRET),
    ):
        store.journals.make_class(class_id, title)
        for group in groups:
            kept = store.journals.new(store.path(class_id, group), f"Groupe {mark} {group[-1]}")
            with Journal.over(kept, clock=time.time) as journal:
                studio = Studio(journal, workspace, Random(group), classmates=())
                studio.begin()
                studio.write_text(
                    "t1", f"Texte de {mark}", f"{mark} compte ses boulons. {mark} rallume la lampe du port."
                )
                phrase = studio.record_phrase(studio.make_phrase(studio.machine()), seed=1)
                journal.record("phrase.edit", id=phrase, text=f"{mark} parle.")
                journal.record("phrase.keep", id=phrase)
                journal.record("persona.name", name=f"{mark} {group[-1]}")
                journal.record("note.write", text=f"{mark} a froid.")
                assert journal.saved
        voices = RecordedVoices(library.workspace, time.time(), store.banks)
        voices.turn_on(class_id, title)
        sound = np.random.default_rng(1).normal(0, 0.1, RATE // 3).astype(np.float32)
        (clip,) = voices.add(
            class_id, "Hibou", [Cut(mark.lower(), sound, ((mark.lower(), 0.0, 0.3),))], group=groups[0]
        )
        clips[class_id] = clip.id
    assert store.shared is not None
    store.shared.close()
    return clips


@dataclass
class Node:
    """A `bestio serve` of one class."""

    address: str
    port: int
    code: str
    teacher_code: str


@contextmanager
def node(home: Path, store: str, class_id: str, more: Mapping[str, str] | None = None) -> Iterator[Node]:
    """Serve a class, by the command itself."""
    port = free_port()
    words = ["--store", store, "serve", class_id, "--port", str(port), "--home", str(home)]
    process = subprocess.Popen(
        [sys.executable, "-m", "bestio", *words], env={**os.environ, **(more or {})},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    try:
        codes = {}
        for line in process.stdout:
            if found := re.search(r"(code de la classe|votre propre code).*\s(\S+)$", line):
                codes[found[1]] = found[2]
            if "Ctrl+C" in line:
                break
        yield Node(f"http://127.0.0.1:{port}", port, codes["code de la classe"], codes["votre propre code"])
        assert process.poll() is None  # whatever was asked, the class goes on
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


@dataclass
class Town:
    """Where `served` serves one class; what is known of the other to who wants to see it."""

    home: Path
    store: str
    served: Node
    clips: Mapping[str, str]
    kept: Any
    theirs: Any

    @property
    def foreign(self) -> list[str]:
        """How something of the other class is called, and what would lead to it where a text is no text."""
        group = THEIR_GROUP
        named = [group, THEIRS, f"{THEIRS}/{group}", f"../{THEIRS}/{group}", f"{group}.yaml", f"class:{THEIRS}/{group}"]
        return [*named, f"nos-{THEIRS}", f"tous-{THEIRS}", self.clips[THEIRS], "zoe", *BREAKS_OUT]

    def all_of_theirs(self) -> dict[str, list[str]]:
        """Every row of the other class, table by table, and the tables that there are."""
        from tests.journal.postgres.two_classes import rows_of, tables

        return {table: rows_of(self.theirs.connections, table) for table in tables(self.kept)}


def cookies_of(client: Client) -> dict[str, str]:
    """What a browser has been given."""
    return {cookie.key: cookie.value for cookie in client.session.cookie_jar}


def give(client: Client, cookies: Mapping[str, str]) -> None:
    """Let a browser keep these."""
    client.session.cookie_jar.update_cookies(dict(cookies), URL(client.address))


async def ask(client: Client, method: str, path: str, fields: Mapping[str, str], **headers: str) -> tuple[int, str]:
    """What is answered to fields, in the address or in a form; the bytes of what is no text as they are."""
    address = URL(client.address + path, encoded=True)
    how: dict[str, Any] = {"params": dict(fields)} if method == "GET" else {"data": dict(fields)}
    async with client.session.request(method, address, headers=headers, **how) as answer:
        return answer.status, (await answer.read()).decode("utf-8", "replace")


async def sends_sound(client: Client, fields: Mapping[str, str]) -> tuple[int, str]:
    """A recording, as the page of the voices sends it."""
    form = aiohttp.FormData()
    for name, value in fields.items():
        form.add_field(name, value)
    form.add_field("sound", b"no sound", filename="a.wav")
    async with client.session.post(client.address + "/voix", data=form) as answer:
        return answer.status, await answer.text()
