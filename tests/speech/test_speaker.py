import asyncio
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bestio.speech.line_cache import LineCache
from bestio.speech.process import worker_command
from bestio.speech.speaker import Speaker, SpeakerClosed
from bestio.speech.ticket import SpeechCancelled, Ticket
from bestio.speech.voice import Effect, Timbre, Voice
from tests.pace import within
from tests.sure import sure

PLAIN = Voice(id="plain", title="Plain")
RING = Voice(id="ring", title="Ring", effects=(Effect.make("ring", hz=38, mix=0.3),))

HOSTILE = {
    "nul": "avant\0après",
    "surrogates": "un \ud800 deux",
    "emoji": "😀🤖👩‍👩‍👧",
    "ssml": '<speak><voice name="x">bonjour</voice><break time="99999s"/></speak>',
    "phonemes": "[[ b'a~ ]] et [[",
    "arabic": "مرحبا بك في المدرسة",
    "combining": "\u0301",
    "zalgo": "z\u0301\u0302\u0303\u0304\u0305" * 50,
    "no stop": " ".join(["boulon"] * 600),
    "one word": "a" * 5000,
    "signs": "%$#@!^&*()_+" * 100,
    "figures": "12345678901234567890" * 10,
    "bidi": "\u202egauche\u202c à \u2066droite\u2069",
    "empty": "",
    "lines": "\n\r\n\t" * 50,
    "format": "%s %n {0} \\x00 ../../etc/passwd; rm -rf",
    "marks": "[/b] [b]x[/b] \x1b[31mrouge\x1b[0m",
}


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


def never_answering(tmp_path: Path, after: str) -> tuple[str, ...]:
    """A worker whose engine does `after` (Python) when it is asked to say a text that holds "poison"."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import os, sys, time\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from bestio.speech import worker\n"
        "from bestio.speech.engines import espeak\n"
        "speak = espeak.EspeakEngine.speak\n"
        "def spoil(self, text, recipe, *more):\n"
        f"    if 'poison' in text: {after}\n"
        "    return speak(self, text, recipe, *more)\n"
        "espeak.EspeakEngine.speak = spoil\n"
        "worker.main()\n"
    )
    return (sys.executable, str(script))


def gone(pid: int) -> bool:
    """Whether the process is gone altogether: a zombie is not."""
    return not psutil.pid_exists(pid)


def test_french_is_heard_and_its_words_are_timed(speaker: Speaker) -> None:
    speech = speaker.render("L'éléphant et la hyène dansent.", PLAIN)
    assert 1 < speech.seconds < 4
    assert speech.rms_dbfs > -35
    assert [word.text for word in speech.words] == ["L'éléphant", "et", "la", "hyène", "dansent"]
    assert speech.engine == "espeak"
    assert {shape.opening for shape in speech.mouth} == {0, 1, 2}
    assert not speech.samples.flags.writeable


def test_effects_are_made_in_the_worker(speaker: Speaker) -> None:
    known = "pedalboard" in sys.modules  # another test of this process may have loaded it
    plain, ring = speaker.render("Bonjour.", PLAIN), speaker.render("Bonjour.", RING)
    assert ring.seconds == pytest.approx(plain.seconds, abs=0.02)  # espeak's own variation from line to line
    both = min(len(ring.samples), len(plain.samples))
    assert abs(ring.samples[:both] - plain.samples[:both]).max() > 0.01
    assert ("pedalboard" in sys.modules) == known


def test_loudness_is_the_voices(speaker: Speaker) -> None:
    loud, soft = (speaker.render("Bonjour.", Voice(id="v", title="V", volume=volume)) for volume in (1.0, 0.1))
    assert loud.rms_dbfs - soft.rms_dbfs == pytest.approx(20, abs=0.1)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_gives_a_sensible_sound(speaker: Speaker, name: str) -> None:
    speech = speaker.render(HOSTILE[name], RING)
    assert speech.seconds > 0
    assert speaker.state in ("idle", "ready")  # a text without a word starts no worker
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(word.end <= speech.seconds for word in speech.words)
    if not speech.words:
        assert speech.rms_dbfs < -100


@pytest.mark.parametrize(
    "voice",
    [
        Voice(id="v", title="V", timbre=Timbre(pitch_hz=(math.nan, -5))),
        Voice(id="v", title="V", timbre=Timbre(pitch_hz=(600, 45), formants=math.inf)),
        Voice(id="v", title="V", timbre=Timbre(roughness=10**9, flutter=-1, voicing=10**9, breath=10**9, klatt=99)),
        Voice(id="v", title="V", rate=10**30),
        Voice(id="v", title="V", rate=-1, volume=math.nan),
        Voice(id="v", title="V", base="../../" + "a" * 5000),
        Voice(id="v", title="V", base="a\nb"),
        Voice(id="v", title="V", effects=(RING.effects[0],) * 10_000),
        Voice(id="v", title="V", effects=(Effect("ring", (("hz", math.nan), ("mix", math.inf))),)),
        Voice(id="v", title="V", effects=(Effect("unknown", ()),)),
    ],
)
def test_a_recipe_out_of_bounds_is_brought_within_them(speaker: Speaker, voice: Voice) -> None:
    speech = speaker.render("Bonjour le hibou.", voice)
    assert speech.engine == "espeak"
    assert 0.3 < speech.seconds < 4
    assert speech.rms_dbfs > -40


def test_the_same_line_is_spoken_once(speaker: Speaker) -> None:
    assert speaker.render("Encore.", PLAIN) is speaker.render("Encore.", PLAIN)


def test_alternating_voices_never_mix(speaker: Speaker) -> None:
    """pyttsx3 loses settings made while it is busy: each sound must be that of its own voice, every time."""
    voices = [
        Voice(id=f"v{number}", title="V", rate=100 + 40 * number, timbre=Timbre(pitch_hz=(60 + 40 * number,) * 2))
        for number in range(5)
    ]
    text = "Le hibou rouillé compte les étoiles."
    first = {voice.id: len(speaker.render(text, voice).samples) for voice in voices}
    assert sorted(first.values(), reverse=True) == list(first.values())
    for _turn in range(12):
        for voice in voices:
            speaker.cache.clear()
            # espeak's own flutter makes a sound a little longer or shorter.
            assert len(speaker.render(text, voice).samples) == pytest.approx(first[voice.id], rel=0.02)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signals of Unix")
@pytest.mark.parametrize("end", ["SIGKILL", "SIGSEGV", "SIGTERM"])
def test_a_killed_worker_is_replaced(end: str) -> None:
    with Speaker() as speaker:
        speaker.render("Un.", PLAIN)
        first = sure(speaker.pid)
        os.kill(first, getattr(signal, end))
        assert speaker.render("Deux.", PLAIN).rms_dbfs > -35
        assert speaker.pid != first
        assert gone(first)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="the signals of Unix")
def test_a_held_worker_is_replaced_within_the_timeout() -> None:
    with Speaker(timeout=0.5) as speaker:
        speaker.render("Un.", PLAIN)
        held = sure(speaker.pid)
        os.kill(held, signal.SIGSTOP)
        with within(0.5 + 1.5):
            assert speaker.render("Deux.", PLAIN).rms_dbfs > -35
        assert gone(held)


@pytest.mark.parametrize(
    "spoiling", ["os._exit(3)", "raise ValueError('x')", "print('noise', flush=True); os._exit(0)"]
)
def test_a_line_that_no_worker_survives_is_silent_and_the_others_are_not(tmp_path: Path, spoiling: str) -> None:
    with Speaker(command=never_answering(tmp_path, spoiling)) as speaker:
        lost = speaker.render("du poison lent", PLAIN)
        assert lost.engine == "silent"
        assert [word.text for word in lost.words] == ["du", "poison", "lent"]
        assert lost.notes
        assert speaker.starts <= 4
        assert speaker.render("du pain", PLAIN).rms_dbfs > -35
        assert speaker.state == "ready"


def test_a_line_that_hangs_is_given_up(tmp_path: Path) -> None:
    with Speaker(command=never_answering(tmp_path, "time.sleep(60)"), timeout=0.4) as speaker:
        with within(3):
            assert speaker.render("du poison lent", PLAIN).engine == "silent"
        assert speaker.render("du pain", PLAIN).rms_dbfs > -35


def test_prints_of_the_worker_disturb_nothing(tmp_path: Path) -> None:
    noise = "print('noise' * 999, flush=True); os.write(1, b'noise'); os.system('echo noise')"
    with Speaker(command=never_answering(tmp_path, noise), log=tmp_path / "log") as speaker:
        assert speaker.render("du poison lent", PLAIN).rms_dbfs > -35
    assert b"noise" in (tmp_path / "log").read_bytes()


def test_workers_that_never_work_leave_silence_until_retry() -> None:
    with Speaker(command=(sys.executable, "-c", "raise SystemExit(1)")) as speaker:
        speech = speaker.render("Bonjour le hibou.", PLAIN)
        assert speech.engine == "silent"
        assert speech.seconds > 0.3
        assert speaker.state == "silent"
        assert speaker.trouble
        started = speaker.starts
        assert speaker.render("Rebonjour.", PLAIN).notes == (speaker.trouble,)
        assert speaker.starts == started
        speaker.retry()
        assert speaker.state == "starting"
        assert not speaker.trouble


def test_a_program_that_is_not_there_leaves_silence(tmp_path: Path) -> None:
    with Speaker(command=(str(tmp_path / "nothing"),)) as speaker:
        speaker.start()
        assert speaker.render("Bonjour.", PLAIN).engine == "silent"
        assert speaker.state == "silent"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount a small disk")
def test_a_full_disk_leaves_silence_until_there_is_room(tmp_path: Path) -> None:
    small = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(tmp_path)]
    if subprocess.run(small, check=False, capture_output=True).returncode:
        pytest.skip("cannot mount here")
    try:
        with Speaker(temporary=tmp_path) as speaker:
            lost = speaker.render("Bonjour.", PLAIN)
            assert lost.engine == "silent"
            assert lost.notes
            subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path)], check=True)
            speaker.retry()
            assert speaker.render("Bonjour.", PLAIN).rms_dbfs > -35
        assert not list(tmp_path.iterdir())
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_line_can_be_given_up_at_once(tmp_path: Path) -> None:
    with Speaker(command=never_answering(tmp_path, "time.sleep(60)")) as speaker:
        speaker.render("du pain", PLAIN)
        ticket = Ticket()
        errors: list[BaseException] = []

        def work() -> None:
            try:
                speaker.render("du poison", PLAIN, ticket=ticket)
            except SpeechCancelled as error:
                errors.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(0.2)
        with within(2):  # a worker that never answers would take a minute
            ticket.cancel()
            thread.join()
        assert errors
        assert speaker.render("du vin", PLAIN).rms_dbfs > -35


async def test_cancelling_a_task_frees_the_speaker(tmp_path: Path) -> None:
    with Speaker(command=never_answering(tmp_path, "time.sleep(60)")) as speaker:
        await speaker.arender("du pain", PLAIN)
        task = asyncio.create_task(speaker.arender("du poison", PLAIN))
        waiting = asyncio.create_task(speaker.arender("du vin", PLAIN))
        done, _pending = await asyncio.wait([task], timeout=0.2)
        assert not done
        with within(2):
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert (await waiting).rms_dbfs > -35


async def test_many_lines_at_once_come_out_each_as_itself(speaker: Speaker) -> None:
    texts = [f"Le hibou compte {number} boulons." for number in range(12)]
    speeches = await asyncio.gather(*(speaker.arender(text, PLAIN) for text in texts))
    assert [speech.text for speech in speeches] == texts


def test_who_speaks_word_after_word_keeps_nobody_waiting(speaker: Speaker) -> None:
    speaker.cache.clear()
    said: list[int] = []
    enough = threading.Event()

    def chatter() -> None:
        for number in range(10_000):
            if enough.is_set():
                return
            speaker.render(f"Encore {number}.", PLAIN)
            said.append(number)

    thread = threading.Thread(target=chatter)
    thread.start()
    try:
        for turn in range(20):
            before = len(said)
            speaker.render(f"Attends {turn} fois.", PLAIN)
            assert len(said) - before <= 2
    finally:
        enough.set()
        thread.join()


def test_a_closed_speaker_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    speaker = Speaker(temporary=tmp_path)
    speaker.render("Bonjour.", PLAIN)
    pid = sure(speaker.pid)
    assert list(tmp_path.iterdir())
    speaker.close()
    speaker.close()
    assert gone(pid)
    assert not list(tmp_path.iterdir())
    with pytest.raises(SpeakerClosed):
        speaker.render("Autre.", PLAIN)


def test_lines_kept_on_disk_need_no_worker(tmp_path: Path) -> None:
    with Speaker(cache=LineCache(tmp_path)) as speaker:
        first = speaker.render("Gardé.", RING)
    with Speaker(cache=LineCache(tmp_path), command=worker_command("nothing")) as speaker:
        second = speaker.render("Gardé.", RING)
        assert speaker.state == "idle"
    assert (first.samples == second.samples).all()
    assert (first.words, first.mouth, first.engine) == (second.words, second.mouth, second.engine)
