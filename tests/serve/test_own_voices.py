"""A tablet records for the class's own voices: only with its leave, bounded, and in words where it cannot be."""

from __future__ import annotations

import io
import time
from pathlib import Path

import aiohttp
import numpy as np
import pytest
import soundfile

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.errors import BestioError
from bestio.serve.own_voices import LARGEST_SOUND
from bestio.serve.recorder import Recorder
from bestio.speech.recorded.clip import Clip
from bestio.speech.recorded.sound_file import SoundRefused, read_sound
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, chromium
from tests.serve.conftest import Client, Served, serving


def sound(seconds: float = 0.8, kind: str = "WAV") -> bytes:
    """Silence, a voice-like hum, silence."""
    time_ = np.arange(int(22_050 * seconds)) / 22_050
    hum = 0.3 * np.sin(2 * np.pi * 150 * time_) * np.sin(2 * np.pi * 3 * time_) ** 2
    quiet = np.zeros(8_000)
    made = io.BytesIO()
    soundfile.write(made, np.concatenate([quiet, hum, quiet]), 22_050, format=kind)
    return made.getvalue()


def turn_on(served: Served) -> None:
    RecordedVoices(served.library.workspace, time.time()).turn_on("5e-b", "5e B")


def clips(served: Served) -> tuple[Clip, ...]:
    return RecordedVoices(served.library.workspace, time.time()).bank("5e-b").clips


async def send(client: Client, data: bytes, name: str = "sound.wav", **said: str) -> tuple[int, str]:
    form = aiohttp.FormData()
    for key, value in {"who": "Zig", "text": "lune", **said}.items():
        form.add_field(key, value)
    form.add_field("sound", data, filename=name, content_type="audio/wav")
    async with client.session.post(f"{client.address}/voix", data=form) as answer:
        return answer.status, await answer.text()


async def test_nobody_records_where_the_class_may_not(served: Served) -> None:
    client = served.client()
    assert (await client.get("/voix"))[1].count('name="code"') == 1  # outside
    assert (await send(served.client(), sound()))[0] == 404
    await client.new_group()
    status, page = await client.get("/voix")
    assert status == 403
    assert "sont éteintes" in page
    status, page = await send(client, sound())
    assert status == 403
    assert "sont éteintes" in page
    assert clips(served) == ()
    assert 'href="/voix"' not in (await client.get("/atelier"))[1]


@pytest.mark.parametrize("kind", ["WAV", "MP3", "OGG"])
async def test_a_word_goes_into_the_bank_under_a_made_up_name(served: Served, kind: str) -> None:
    turn_on(served)
    client = served.client()
    name = await client.new_group()
    assert 'href="/voix"' in (await client.get("/atelier"))[1]
    page = (await client.get("/voix"))[1]
    assert 'accept="audio/*" capture' in page
    assert "<option value=" in page
    status, page = await send(client, sound(kind=kind))
    assert status == 200, page
    assert "1 mot est dans la banque" in page
    (clip,) = clips(served)
    assert (clip.text, clip.who, clip.group) == ("lune", "Zig", served.journal(name).stem)
    assert [word for word, _start, _end in clip.words] == ["lune"]


async def test_a_list_that_was_read_is_cut_by_its_silences(served: Served) -> None:
    turn_on(served)
    client = served.client()
    await client.new_group()
    status, page = await send(client, sound() + b"", text="*", list="lune\nsoupe\nrobot\nporte\nclé")
    assert status == 409  # one sound is no list of five
    assert "ne correspond pas à la liste" in page
    assert clips(served) == ()


@pytest.mark.slow
async def test_what_cannot_be_used_is_told(served: Served) -> None:
    turn_on(served)
    client = served.client()
    await client.new_group()
    wrongs: list[tuple[bytes, dict[str, str], str]] = [
        (b"no sound at all" * 100, {}, "trouble"),
        (b"", {}, "pas d’enregistrement"),
        (sound(), {"who": " "}, "nom inventé"),
        (sound(), {"text": ""}, "Quel mot est dit"),
        (sound(), {"list": "x" * 20_000}, "trop long"),
        (bytes(LARGEST_SOUND + 1), {}, "trop lourd"),
    ]
    for data, said, told in wrongs:
        status, page = await send(client, data, **said)
        assert status == 409, told
        assert told in page
        assert 'class="trouble"' in page
    status, page = await client.post("/voix", text="lune")  # no form of ours
    assert (status, "pas un enregistrement" in page) == (409, True)
    foreign = {"Origin": "http://evil.example"}
    async with client.session.post(f"{served.address}/voix", data={"text": "x"}, headers=foreign) as answer:
        assert answer.status == 403
    assert clips(served) == ()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_what_a_tablet_records_is_made_readable_by_the_page_which_keeps_it_until_it_has_arrived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = tmp_path / "a.opus"
    samples, rate = soundfile.read(io.BytesIO(sound()))
    soundfile.write(recorded, np.repeat(samples, 2)[: 2 * rate * 2], 48_000, format="OGG", subtype="OPUS")
    with pytest.raises(SoundRefused):
        read_sound(recorded)  # the computer of the class cannot read it
    async with serving(tmp_path / "home") as served, chromium() as browser:
        turn_on(served)
        tab = await browser.tab(await browser.profile(), width=820, height=1180, touch=True)
        await tab.go(f"{served.address}/?code={served.server.code}")
        await tab.until("document.querySelector('#code')?.value.length === 6")
        await tab.does("document.querySelector('form button').click()")
        await tab.until("document.querySelector('button[name=name]')")
        await tab.does("document.querySelector('button[name=name]').click()")
        await tab.until("document.getElementById('ours')")
        await tab.go(served.address + "/voix")
        await tab.until("document.getElementById('sound')")
        await tab.choose("#sound", recorded)
        word = await tab.does("document.getElementById('text').value")
        with monkeypatch.context() as patched:
            patched.setattr(Recorder, "need_open", out_of_reach)
            await tab.does("document.querySelector('form button').click()")
            await tab.until("!document.getElementById('again').hidden")
            assert await tab.does("document.getElementById('wait').hidden")
            assert clips(served) == ()
        await tab.does("document.querySelector('form button').click()")
        await tab.until("document.querySelector('main [role=status] p, main .trouble')")
        told = await tab.does("document.querySelector('main').innerText")
        assert "1 mot est dans la banque" in told
        assert [clip.text for clip in clips(served)] == [word]
        await tab.picture(tmp_path / "voix.png")
        assert [one for one in tab.complaints if "503" not in one] == []


def out_of_reach(_recorder: Recorder) -> None:
    raise BestioError("Le serveur ne répond pas.", hint="Attends.")


async def test_a_server_that_is_away_is_no_class_that_may_not(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    turn_on(served)
    client = served.client()
    await client.new_group()
    with monkeypatch.context() as patched:
        patched.setattr(Recorder, "need_open", out_of_reach)
        for status, page in [await client.get("/voix"), await send(client, sound())]:
            assert status == 503
            assert "Le serveur ne répond pas. Attends." in page
            assert 'href="/voix"' in page
            assert "enseignant" not in page
    assert clips(served) == ()
    assert (await send(client, sound()))[0] == 200
