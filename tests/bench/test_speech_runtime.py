"""What the speech runtime promises of its speed and steadiness, each ratio taken in one run.

Figures are asserted with `--benchmark-enable` only; the long ones are marked slow.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest
from msgspec.structs import replace
from pytest_benchmark.fixture import BenchmarkFixture

from bestio.library import Library, find_bundled
from bestio.speech.line_cache import LineCache
from bestio.speech.player import Player
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice, load_voices
from tests.bench.distinct import statistics as statistics_of
from tests.sure import sure

PLAIN = Voice(id="plain", title="Plain")
SENTENCE = "Le vieux hibou rouillé compte encore les étoiles dans sa grande boîte."
WORDS = [
    "chat",
    "bonbon",
    "tortue",
    "pirate",
    "moulin",
    "girafe",
    "kangourou",
    "dragon",
    "vent",
    "banane",
    "carotte",
    "papillon",
    "tambour",
    "robot",
    "bateau",
    "gâteau",
    "canard",
    "zèbre",
    "sirène",
    "volcan",
    "fantôme",
    "hérisson",
    "éléphant",
    "ogre",
    "igloo",
    "usine",
]
TURNS = 30

PYTTSX3 = """
import json, os, sys, time
from bestio.speech.engines import espeak
library, data = espeak._carried()
binding = espeak._load(library)  # all but where its data is as pyttsx3 does it
start = binding.Initialize
binding.Initialize = lambda output, length: start(output, length, str(data).encode(), 0)
import pyttsx3
engine = pyttsx3.init("espeak")
engine.setProperty("voice", "roa/fr")
engine.setProperty("rate", 160)
times = []
for turn in range(int(sys.argv[2])):
    begun = time.perf_counter()
    engine.save_to_file(sys.argv[3], os.path.join(sys.argv[1], "x.wav"))
    engine.runAndWait()
    times.append(time.perf_counter() - begun)
print(json.dumps(times), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker(cache=LineCache(memory=0)) as speaker:
        speaker.render("Bonjour.", PLAIN)
        yield speaker


@pytest.fixture(scope="module")
def shipped() -> list[Voice]:
    return list(load_voices(Library(find_bundled(), Path("nowhere")), lambda _problem: None).values())


def times_of(work: Callable[[], object], turns: int) -> list[float]:
    """The seconds that `work` takes, each time."""
    times = []
    for _turn in range(turns):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def told_times(script: str, folder: Path) -> list[float]:
    """The seconds that SENTENCE takes in `script`, each time, in a process of its own."""
    command = [sys.executable, "-c", script, str(folder), str(TURNS), SENTENCE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    times: list[float] = json.loads(done.stderr.strip().splitlines()[-1])
    return times


def test_a_sentence_costs_little_more_than_pyttsx3_in_process(
    speaker: Speaker, benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    benchmark.pedantic(speaker.render, (SENTENCE, PLAIN), rounds=TURNS, warmup_rounds=3)
    if benchmark.disabled:
        return
    alone = statistics.median(told_times(PYTTSX3, tmp_path))
    ours = sure(benchmark.stats).stats.median
    benchmark.extra_info["pyttsx3"] = alone
    assert ours <= 1.5 * alone, (ours, alone)


SYNTHESIS = """
import ctypes, json, sys, tempfile, time
from pathlib import Path
from bestio.speech.engines import espeak
engine = espeak.EspeakEngine(Path(tempfile.mkdtemp(dir=sys.argv[1])))
call, text = engine.espeak.cSynth, sys.argv[3].encode()
engine.espeak.SetSynthCallback(lambda wav, count, events: 0)
engine.espeak.SetVoiceByName(b"roa/fr")
engine.espeak.SetParameter(engine.espeak.RATE, 160, 0)
times = []
for turn in range(int(sys.argv[2])):
    begun = time.perf_counter()
    assert call(text, len(text) + 1, 0, 1, 0, engine.espeak.ENDPAUSE | engine.espeak.CHARS_UTF8, None, None) == 0
    times.append(time.perf_counter() - begun)
print(json.dumps(times), file=sys.stderr)
"""


def test_a_plain_line_s_cpu_is_mostly_espeak_s(speaker: Speaker, benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Both processes together, next to the library's call alone, in one run.

    Before texts were said right, parts had their melody and lines their loudness it was 1.37 times that call, and with
    all of it 1.96; it is 17 % more than the first since it is done with less (1.68 to 1.44 in the same minutes). Three
    runs in turn each, on a busy machine: only what is compared in one run tells something.
    """
    worker = psutil.Process(speaker.pid)

    def spent() -> float:
        times = worker.cpu_times()
        return time.process_time() + times.user + times.system

    def fifty() -> float:
        start = spent()
        for _turn in range(50):
            speaker.render(SENTENCE, PLAIN)
        return (spent() - start) / 50

    found = [fifty() for _round in range(5 if benchmark.enabled else 1)]
    benchmark.pedantic(speaker.render, (SENTENCE, PLAIN), rounds=1)
    if benchmark.enabled:
        alone = min(told_times(SYNTHESIS, tmp_path))
        benchmark.extra_info["ratio"] = min(found) / alone
        assert min(found) <= 1.8 * alone, (found, alone)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no espeak-ng program here")
def test_a_sentence_costs_a_fraction_of_running_the_espeak_program(
    speaker: Speaker, benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    """The same voice, speed and sentence, start and file of the program included; the best of many, as load varies.

    A fifth was hoped for. The call of espeak's library that synthesises the sentence takes more than that by itself
    (`floor`: 0.21 where this was measured); the way there and back adds a third to it (`ratio`: 0.29).
    """
    command = ["espeak-ng", "-v", "fr", "-s", "160", "-w", str(tmp_path / "x.wav"), SENTENCE]
    benchmark.pedantic(speaker.render, (SENTENCE, PLAIN), rounds=2 * TURNS, warmup_rounds=3)
    if benchmark.disabled:
        return
    program = min(times_of(lambda: subprocess.run(command, check=True), TURNS))
    alone, ours = min(told_times(SYNTHESIS, tmp_path)), sure(benchmark.stats).stats.min
    benchmark.extra_info.update(program=program, synthesis=alone, ratio=ours / program, floor=alone / program)
    assert ours <= program / 3, benchmark.extra_info


def test_the_shipped_voices_answer_quickly(speaker: Speaker, shipped: list[Voice], benchmark: BenchmarkFixture) -> None:
    for voice in shipped:
        speaker.render("Un.", voice)
    voices = iter(shipped * 3)
    benchmark.pedantic(
        speaker.render, setup=lambda: ((SENTENCE, next(voices)), {}), rounds=1 if benchmark.disabled else len(shipped)
    )
    if not benchmark.disabled:
        assert sure(benchmark.stats).stats.median <= 0.12


def test_the_first_line_comes_within_half_a_second(benchmark: BenchmarkFixture) -> None:
    def first() -> Speech:
        with Speaker(cache=LineCache(memory=0)) as speaker:
            return speaker.render(SENTENCE, PLAIN)

    assert benchmark.pedantic(first, rounds=5).rms_dbfs > -35
    if not benchmark.disabled:
        assert sure(benchmark.stats).stats.median <= 0.5


def onsets(speech: Speech, gap: float) -> list[float]:
    """When sound (5 ms frames over -45 dBFS) begins after a silence of `gap` seconds or more."""
    size = round(0.005 * speech.sample_rate)
    frames = speech.samples[: len(speech.samples) // size * size].reshape(-1, size)
    loud = np.flatnonzero(np.sqrt(np.square(frames).mean(1)) > 10 ** (-45 / 20))
    return [0.005 * float(now) for before, now in pairwise([-1000, *loud]) if 0.005 * (now - before - 1) >= gap]


def test_words_are_timed_within_60_ms_of_their_sound(speaker: Speaker) -> None:
    """All 120 words of 20 sentences with clear gaps, from the slowest rate on: in fact within 30 ms."""
    chance = random.Random(7)
    for turn in range(20):
        words, rate = chance.sample(WORDS, 6), (80, 110, 140, 180, 220)[turn % 5]
        speech = speaker.render(", ".join(words) + ".", Voice(id="v", title="V", rate=rate))
        assert [word.text for word in speech.words] == words
        # A comma is a silence of 100 ms at 220 words a minute, the closed mouth of a t inside a word one of 35.
        heard = onsets(speech, 0.07 * 160 / rate)
        assert len(heard) == len(words), (speech.text, heard)
        for word, onset in zip(speech.words, heard, strict=True):
            assert abs(word.start - onset) <= 0.03, (speech.text, word, onset)


def test_the_player_is_within_80_ms_and_stops_within_50(benchmark: BenchmarkFixture) -> None:
    speech = Speech("la", np.zeros(22_050 * 3, np.float32), 22_050)
    with Player() as player:
        player.wait_open()
        player.play(speech)
        while player.position() == 0:
            time.sleep(0.001)
        start, far = time.monotonic(), 0.0
        while time.monotonic() - start < 1:
            far = max(far, abs(player.position() - (time.monotonic() - start)))
            time.sleep(0.005)
        benchmark.pedantic(player.stop, rounds=1)
        assert not player.playing
    if not benchmark.disabled:
        assert far <= 0.08
        assert sure(benchmark.stats).stats.max <= 0.05


def dry(voice: Voice) -> Voice:
    """The voice as the engine makes it, without the roughness that puts a measure of pitch off."""
    return replace(voice, effects=(), timbre=replace(voice.timbre, roughness=0))


def still(voice: Voice) -> Voice:
    """The same without what espeak goes on with from the line before: trembling, and the noise of breath."""
    return replace(dry(voice), timbre=replace(voice.timbre, roughness=0, flutter=0, breath=0))


def octave(speech: Speech) -> float:
    """The median pitch in octaves over 1 Hz."""
    return float(statistics_of(speech.samples, speech.sample_rate)[0])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_thousand_lines_in_alternating_voices_are_each_right(speaker: Speaker, shipped: list[Voice]) -> None:
    """Each as the same voice sounds in a worker where it is the only one, which keeps to its recipe's pitch.

    Where espeak leaves nothing to chance, sample by sample; else in pitch (a tenth of an octave), length and loudness.
    """
    text = "Le hibou rouillé compte les étoiles."
    alone: dict[str, tuple[Speech, Speech, Speech]] = {}
    for voice in shipped:
        with Speaker(cache=LineCache(memory=0)) as fresh:
            alone[voice.id] = (
                fresh.render(text, voice),
                fresh.render(text, dry(voice)),
                fresh.render(text, still(voice)),
            )
        low, high = voice.timbre.pitch_hz
        assert 0.85 * low <= 2 ** octave(alone[voice.id][1]) <= 1.1 * high, voice.id
    worker, app = psutil.Process(speaker.pid), psutil.Process()
    order, memory = random.Random(3), []
    for turn in range(1000):
        voice, other, third = order.sample(shipped, 3)
        speech, known = speaker.render(text, voice), alone[voice.id][0]
        assert speech.voice == voice.id
        assert speech.seconds == pytest.approx(known.seconds, abs=0.03), (turn, voice.id)
        assert speech.rms_dbfs == pytest.approx(known.rms_dbfs, abs=2.5), (turn, voice.id)
        bare = speaker.render(text, dry(other))
        assert octave(bare) == pytest.approx(octave(alone[other.id][1]), abs=0.1), (turn, other.id)
        same = speaker.render(text, still(third))
        assert np.array_equal(same.samples, alone[third.id][2].samples), (turn, third.id)
        if turn >= 200 and turn % 50 == 0:
            memory.append(worker.memory_info().rss + app.memory_info().rss)
    assert speaker.starts == 1
    assert max(memory) - min(memory) < 10 << 20


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signals of Unix")
@pytest.mark.parametrize("harm", ["SIGKILL", "SIGSTOP", "hang"])
def test_a_harmed_worker_costs_no_line(harm: str, tmp_path: Path) -> None:
    """Fifty times: the next line comes within the timeout and 300 ms, and nothing is left behind.

    Where the machine is so busy that a worker takes longer than 150 ms to start and speak, within twice that.
    """
    timeout = 1.0

    def first() -> None:
        with Speaker() as fresh:
            fresh.render("Bonjour.", PLAIN)

    starting = max(times_of(first, 10))
    script = tmp_path / "worker.py"
    script.write_text(
        f"import os, sys, time\nsys.path[:0] = {sys.path!r}\nflag = {str(tmp_path / 'hang')!r}\n"
        "from bestio.speech import worker\nfrom bestio.speech.engines import espeak\n"
        "speak = espeak.EspeakEngine.speak\n"
        "def spoil(self, text, recipe):\n"
        "    if os.path.exists(flag):\n        os.remove(flag)\n        time.sleep(999)\n"
        "    return speak(self, text, recipe)\n"
        "espeak.EspeakEngine.speak = spoil\nworker.main()\n"
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    late, dead = [], []
    with Speaker(
        command=(sys.executable, str(script)), timeout=timeout, cache=LineCache(memory=0), temporary=scratch
    ) as speaker:
        for turn in range(50):
            speaker.render(f"Avant {turn}.", PLAIN)
            dead.append(speaker.pid)
            if harm == "hang":
                (tmp_path / "hang").touch()
            else:
                os.kill(speaker.pid or 0, getattr(signal, harm))
            start = time.monotonic()
            speech = speaker.render(f"Après {turn}.", PLAIN)
            late.append(time.monotonic() - start)
            assert [word.text for word in speech.words] == ["Après", str(turn)]
            assert speech.rms_dbfs > -35
            assert speaker.state == "ready"
    assert max(late) <= timeout + max(0.3, 2 * starting), (sorted(late)[-5:], starting)
    assert not [pid for pid in dead if psutil.pid_exists(pid)]
    assert not list(scratch.iterdir())
