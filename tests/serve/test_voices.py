"""Who speaks for a whole class: a few workers, whoever asks, and nobody waits for what another has given up."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from bestio.library import open_library
from bestio.serve.judging import AskedElsewhere
from bestio.serve.line_to_voices import LineToVoices
from bestio.serve.started import Link
from bestio.serve.starting import ForkStarter
from bestio.serve.voices import CAN_SHARE, WARMING, WORKERS, Kept, SharedVoices
from bestio.speech import protocol
from bestio.speech.intelligibility_gate import Unheard
from bestio.speech.process import worker_command
from bestio.speech.speaker import Speaker
from bestio.speech.understanding import understood
from bestio.speech.voice import Voice, load_voices
from tests.serve.conftest import Served, app_processes, until

pytestmark = pytest.mark.skipif(not CAN_SHARE, reason="each app has a worker of its own here")
PLAIN = Voice(id="plain", title="plain")
VOICE = "\x1bOS"


async def nobody_listens(_order: bytes) -> Link:
    raise OSError


@asynccontextmanager
async def voices(command: tuple[str, ...] | None = None, hangs: float = 5.0) -> AsyncIterator[SharedVoices]:
    shared = SharedVoices(command=command, timeout=hangs)
    await shared.open(nobody_listens)
    try:
        yield shared
    finally:
        workers = shared.pids
        await shared.close()
        assert not any(psutil.pid_exists(pid) for pid in workers)
        assert not shared.address.parent.exists()


def speaker_of(shared: SharedVoices) -> Speaker:
    return Speaker(start=partial(LineToVoices, shared.address))


def poisoned(tmp_path: Path) -> tuple[str, ...]:
    """A worker that never answers where it is asked to say "poison", and counts what it says in a file."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import os, sys, time\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from bestio.speech import worker\n"
        "from bestio.speech.engines import espeak\n"
        "speak = espeak.EspeakEngine.speak\n"
        "def spoil(self, text, recipe, *more):\n"
        f"    open({str(tmp_path / 'said')!r}, 'a').write(text + '\\n')\n"
        "    if 'poison' in text: time.sleep(600)\n"
        "    return speak(self, text, recipe, *more)\n"
        "espeak.EspeakEngine.speak = spoil\n"
        "worker.main()\n"
    )
    return (sys.executable, str(script))


def said(tmp_path: Path) -> list[str]:
    path = tmp_path / "said"
    return path.read_text().splitlines() if path.exists() else []


async def test_many_apps_have_a_few_workers_and_hear_what_their_own_would_say(tmp_path: Path) -> None:
    with Speaker() as own:
        alone = await own.arender("Le hibou compte huit boulons.", PLAIN)
    async with voices(poisoned(tmp_path)) as shared:
        speakers = [speaker_of(shared) for _app in range(8)]
        lines = await asyncio.gather(
            *(one.arender(f"Le hibou compte {number} boulons.", PLAIN) for number, one in enumerate(speakers))
        )
        assert all(line.rms_dbfs > -35 and not line.notes for line in lines)
        assert 0 < len(shared.pids) <= WORKERS
        many = [await one.arender("Le hibou compte huit boulons.", PLAIN) for one in speakers]
        assert all(np.array_equal(line.samples, many[0].samples) and line.words == many[0].words for line in many)
        assert [word.text for word in many[0].words] == [word.text for word in alone.words]
        assert many[0].seconds == pytest.approx(alone.seconds, abs=0.1)
        assert said(tmp_path).count("Le hibou compte huit boulons.") == 1  # made once, and kept
        for one in speakers:
            one.close()


async def test_what_one_gives_up_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with voices(poisoned(tmp_path), hangs=60.0) as shared:
        with closing(speaker_of(shared)) as impatient, closing(speaker_of(shared)) as other:
            for _worker in range(WORKERS):
                before = len(said(tmp_path))
                task = asyncio.create_task(impatient.arender("du poison", PLAIN))
                await until(lambda: len(said(tmp_path)) > before)  # noqa: B023 (looked at before the next turn)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            assert (await asyncio.wait_for(other.arender("du pain", PLAIN), 30)).rms_dbfs > -35
            assert (await impatient.arender("du vin", PLAIN)).rms_dbfs > -35


@pytest.mark.slow
async def test_a_worker_that_dies_or_hangs_is_replaced(tmp_path: Path) -> None:
    async with voices(poisoned(tmp_path), hangs=1.0) as shared:
        with closing(speaker_of(shared)) as speaker:
            await speaker.arender("du pain", PLAIN)
            for pid in shared.pids:
                os.kill(pid, signal.SIGKILL)
            assert (await speaker.arender("du vin", PLAIN)).rms_dbfs > -35
            line = await speaker.arender("du poison", PLAIN)  # which no worker can say
            assert line.notes
            assert (await speaker.arender("du lait", PLAIN)).rms_dbfs > -35


async def test_rubbish_ends_its_own_line_alone() -> None:
    async with voices() as shared:
        for rubbish in (b"\xff" * 64, b"\x04\x00\x00\x00nope", b"\x00\x00\x00\x40"):
            reader, writer = await asyncio.open_unix_connection(str(shared.address))
            writer.write(rubbish)
            assert await reader.read() == b""
            writer.close()
        assert shared.address.parent.stat().st_mode & 0o077 == 0
        with closing(speaker_of(shared)) as speaker:
            assert (await speaker.arender("du pain", PLAIN)).rms_dbfs > -35


async def test_nobody_to_listen_is_said() -> None:
    async with voices() as shared:
        asked = AskedElsewhere(partial(LineToVoices, shared.address))
        with pytest.raises(Unheard):
            await asyncio.to_thread(asked, PLAIN)


def test_what_is_kept_is_bounded() -> None:
    kept = Kept(100)
    for number in range(10):
        kept.put(bytes([number]), protocol.Spoken(number, bytes(30), "i2", 22_050, 0.1, (), ()))
        kept.get(bytes([0]))
    assert [number for number in range(10) if kept.get(bytes([number]))] == [0, 8, 9]
    kept.put(bytes([9]), protocol.Spoken(9, bytes(90), "i2", 22_050, 0.1, (), ()))
    assert [number for number in range(10) if kept.get(bytes([number]))] == [9]


@pytest.mark.slow
async def test_one_process_listens_for_all_as_each_would_itself(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home", {})
    own = load_voices(library, lambda _problem: None)
    some = [own[key] for key in sorted(own)[:6]]
    with Speaker() as speaker:
        alone = [await asyncio.to_thread(understood(speaker.pronounce, own), voice) for voice in some]
    shared = SharedVoices()
    environment = {**os.environ, "BESTIO_HOME": str(library.workspace), "BESTIO_VOICES": str(shared.address)}
    starter = ForkStarter(worker_command("bestio.cli.serve"), environment)
    try:
        await shared.open(starter.start)
        asked = AskedElsewhere(partial(LineToVoices, shared.address))
        assert [await asyncio.to_thread(asked, voice) for voice in some] == alone
        for process in psutil.Process().children(recursive=True):
            if process.nice() > 0:
                process.kill()
        assert await asyncio.to_thread(asked, some[0]) == alone[0]  # known already
        with pytest.raises(Unheard):
            await asyncio.to_thread(asked, own[sorted(own)[7]])
        assert await asyncio.to_thread(asked, own[sorted(own)[7]]) in {True, False}  # another listens
        asked.close()
    finally:
        await shared.close()
        await starter.close()


@pytest.mark.slow
async def test_no_speech_process_stands_for_each_browser(served: Served) -> None:
    lines = []
    for number in range(3):
        client = served.client()
        await client.new_group()
        lines.append(await client.line(tab=f"{number:016x}"))
    for line in lines:
        await line.shows("Échap")
        await line.types("\x1b")
        await line.types(VOICE)
        await line.shows("F4")
        await line.rests()
        await line.types(" ")
    for line in lines:
        await until(lambda: line.heard("sound"), 60)  # noqa: B023 (looked at before the next turn)
    spoken = re.search(r'bestio_lines_spoken_total\{where="app"\} (\d+)', (await client.get("/metrics"))[1])
    assert spoken is not None
    assert int(spoken[1]) >= len(lines)
    server = psutil.Process(os.getpid())
    copies = app_processes(server.pid)
    apps = [one for one in copies if one.nice() == server.nice()]
    assert len(apps) >= 3
    assert not any(app.children() for app in apps)
    speaking = workers_of(server)
    assert 0 < len(speaking) <= WORKERS
    assert {one.nice() for one in speaking} == {server.nice()}
    # Who listens has a voice of its own, and both let the class go first.
    (listening,) = (one for one in copies if one not in apps)
    (voice,) = await until(lambda: workers_of(listening), 60)
    assert voice.nice() == listening.nice() > server.nice()


def workers_of(process: psutil.Process, named: str = "bestio.speech.worker") -> list[psutil.Process]:
    return [one for one in process.children() if named in " ".join(one.cmdline())]


async def test_workers_are_ready_before_the_first_line(tmp_path: Path) -> None:
    shared = SharedVoices(command=poisoned(tmp_path))
    shared.begin()
    shared.begin()
    try:
        await shared.open(nobody_listens)
        await until(lambda: said(tmp_path) == [WARMING] * WORKERS)
        ready = set(shared.pids)
        assert len(ready) == WORKERS
        with speaker_of(shared) as speaker:
            for text in ("Bonsoir.", "Bonne nuit.", "À demain."):
                assert len((await asyncio.to_thread(speaker.render, text, PLAIN)).samples)
        assert set(shared.pids) == ready
    finally:
        await shared.close()
    assert not workers_of(psutil.Process(), str(tmp_path))


async def test_workers_that_get_ready_are_ended_with_the_server(tmp_path: Path) -> None:
    shared = SharedVoices(command=poisoned(tmp_path))
    shared.begin()
    await shared.close()
    assert not workers_of(psutil.Process(), str(tmp_path))
