"""What is asked rises, what is cried is high, what trails off is slow, verses and asides are heard as such."""

import subprocess
import sys
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.speech.cleaning import clean
from bestio.speech.prosody import ASIDE, CRY, MOST_PARTS, QUESTION, TRAIL, VERSE, parts_of
from bestio.speech.protocol import PLAIN, Manner


def kinds(text: str) -> list[tuple[str, float]]:
    return [(part.text.strip(), part.manner.pitch) for part in parts_of(text)]


@pytest.mark.parametrize(
    "text", ["Le robot dort. Il rêve.", "Bon", "12:30, et 3,5 (non)."[:9], "M. Vis, ici.", "un\nprose " + "a" * 70]
)
def test_what_has_no_mark_is_one_plain_part(text: str) -> None:
    (part,) = parts_of(text)
    assert part == (text, 0, PLAIN)


def test_each_mark_is_said_in_its_way() -> None:
    assert kinds("Tu viens ? Oui ! Bon… je viens.") == [
        ("Tu viens ?", QUESTION.pitch),
        ("Oui !", CRY.pitch),
        ("Bon…", TRAIL.pitch),
        ("je viens.", 1.0),
    ]
    assert kinds("Quoi ?! « Non ! » dit-il...") == [
        ("Quoi ?!", QUESTION.pitch),
        ("« Non ! »", CRY.pitch),
        ("dit-il...", TRAIL.pitch),
    ]
    assert kinds("Le robot (il est vieux) dort.") == [
        ("Le robot", 1.0),
        ("(il est vieux)", ASIDE.pitch),
        ("dort.", 1.0),
    ]
    verses = parts_of("Un vers\nun autre\nun dernier")
    assert [part.manner for part in verses] == [VERSE, VERSE, PLAIN]
    assert [part.text for part in parts_of("- clou\n- vis\n")] == ["- clou", "- vis"]


def test_an_aside_that_asks_is_lower_than_a_question() -> None:
    (_before, aside, _after) = parts_of("Le robot (dort-il ?) attend.")
    assert aside.manner.pitch < 1 < QUESTION.pitch
    assert aside.manner.spread == QUESTION.spread


@given(st.text(st.sampled_from("aé1 .!?…()[]\n«»-—,'"), max_size=80) | st.text(max_size=60))
def test_every_word_is_in_one_part_at_its_place(text: str) -> None:
    text = clean(text)
    parts = parts_of(text, 20)
    said = [char for part in parts for char in part.text if char.isalnum()]
    assert said == [char for char in text if char.isalnum()]
    assert all(text[part.at : part.at + len(part.text)] == part.text for part in parts)
    assert all(one.at + len(one.text) <= other.at for one, other in pairwise(parts))
    assert not parts or (not parts[-1].manner.goes_on and parts[-1].manner.pause == 0)


def test_too_many_parts_are_said_as_they_come() -> None:
    assert len(parts_of("a ! " * (MOST_PARTS + 10))) < MOST_PARTS


# One process for all: espeak starts only once in each.
SPEAK = """
import os, sys
from pathlib import Path
import msgspec
from bestio.speech import protocol
from bestio.speech.cleaning import clean, spoken
from bestio.speech.engines.espeak import EspeakEngine
from bestio.speech.rendering import recipe_of
from bestio.speech.prosody import parts_of
from bestio.speech.voice import Timbre, Voice
from bestio.speech.worker import joined

texts = msgspec.json.decode(sys.stdin.buffer.read())
recipe = recipe_of(Voice(id="v", title="V", timbre=Timbre(flutter=0, roughness=0)))
channel = os.dup(1)
os.dup2(2, 1)  # pyttsx3 prints
engine = EspeakEngine(Path(sys.argv[1]))
found = []
for text in texts:
    parts = parts_of(spoken(clean(text)))
    order = protocol.Say(1, tuple((part.text, part.at) for part in parts), recipe, tuple(part.manner for part in parts))
    found.append(joined(order, [engine.speak(part.text, recipe, part.manner) for part in parts]))
with os.fdopen(channel, "wb") as out:
    out.write(msgspec.msgpack.encode([(one.sound, one.sample_rate, one.phonemes, one.marks) for one in found]))
"""
SUBJECTS = ["Le robot dort", "Tu viens demain", "Il pleut encore", "La lampe est rouge", "Nous partons", "Elle a peur",
            "Les hiboux chantent", "On mange des clous"]  # fmt: skip
ASKED = [f"{text} ?" for text in SUBJECTS] + ["Où vas-tu ?", "Pourquoi ?", "Qui est là ?", "Est-ce que tu dors ?"]
CRIED = [f"{text} !" for text in SUBJECTS]
TRAILING = [f"{text}…" for text in SUBJECTS]
ASIDES = [f"{text} ({other.lower()}) toujours." for text, other in zip(SUBJECTS[:4], SUBJECTS[4:], strict=True)]
VERSES = [f"{text}\n{other}" for text, other in zip(SUBJECTS[:4], SUBJECTS[4:], strict=True)]
Heard = dict[str, tuple[npt.NDArray[np.float64], int, list[tuple[float, str]], list[tuple[int, float]]]]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    flat = [text.replace(" (", " ").replace(")", "") for text in ASIDES]
    texts = [f"{text}." for text in SUBJECTS] + ASKED + CRIED + TRAILING + ASIDES + VERSES + flat
    assert len(ASKED + CRIED + TRAILING + ASIDES + VERSES) + len(SUBJECTS) >= 40
    done = subprocess.run(
        [sys.executable, "-c", SPEAK, str(tmp_path_factory.mktemp("espeak"))],
        input=msgspec.json.encode(texts),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return {
        text: (np.frombuffer(sound, "<i2") / 32768, rate, phonemes, marks)
        for text, (sound, rate, phonemes, marks) in zip(texts, msgspec.msgpack.decode(done.stdout), strict=True)
    }


def pitch(sound: npt.NDArray[np.float64], rate: int) -> npt.NDArray[np.float64]:
    """F0 every 10 ms by autocorrelation, 0 where there is none; octaves are told by what went before."""
    size, found = int(0.04 * rate), []
    window = np.hanning(size)
    weight = np.fft.irfft(np.abs(np.fft.rfft(window, 4 * size)) ** 2)[:size]
    for start in range(0, len(sound) - size, rate // 100):
        frame = sound[start : start + size] - sound[start : start + size].mean()
        if np.abs(frame).max() < 0.02 * np.abs(sound).max():
            found.append(0.0)
            continue
        similar = np.fft.irfft(np.abs(np.fft.rfft(frame * window, 4 * size)) ** 2)[:size] / weight
        first, last = rate // 190, rate // 70
        best = first + int(np.argmax(similar[first:last]))
        found.append(rate / best if similar[best] > 0.5 * similar[0] else 0.0)
    return np.asarray(found)


def rise(sound: npt.NDArray[np.float64], rate: int) -> float:
    """By how many semitones F0 is higher at the very end than at its lowest in the last fifth of a second of voice."""
    found = pitch(sound, rate)
    voiced = found[(found > 75) & (found < 170)][-20:]
    return float(12 * np.log2(np.median(voiced[-3:]) / voiced.min()))


def mean(sound: npt.NDArray[np.float64], rate: int) -> float:
    found = pitch(sound, rate)
    return float(np.median(found[found > 0]))


@pytest.mark.slow
def test_what_is_asked_rises(heard: Heard) -> None:
    rises = {text: rise(*heard[text][:2]) for text in ASKED}
    assert {text: found for text, found in rises.items() if found < 1.5} == {}
    assert max(rise(*heard[f"{text}."][:2]) for text in SUBJECTS) < 1


@pytest.mark.slow
def test_what_is_cried_is_higher_and_shorter_and_what_trails_is_slower(heard: Heard) -> None:
    for text in SUBJECTS:
        plain, cried, trailing = heard[f"{text}."], heard[f"{text} !"], heard[f"{text}…"]
        assert mean(*cried[:2]) > 1.06 * mean(*plain[:2])
        assert np.sqrt((cried[0] ** 2).mean()) > 1.08 * np.sqrt((plain[0] ** 2).mean())
        assert voice_ends(cried) < voice_ends(plain) < 0.92 * voice_ends(trailing)


def voice_ends(one: tuple[npt.NDArray[np.float64], int, list[tuple[float, str]], list[tuple[int, float]]]) -> float:
    loud = np.flatnonzero(np.abs(one[0]) > 0.02 * np.abs(one[0]).max())
    return float(loud[-1]) / one[1]


@pytest.mark.slow
def test_an_aside_is_lower_and_quieter(heard: Heard) -> None:
    for text in ASIDES:
        sound, rate, _phonemes, marks = heard[text]
        opened, closed = text.index("("), text.index(")")
        start = next(time for at, time in marks if at > opened)
        end = next(time for at, time in marks if at > closed)
        inside, before = sound[int(start * rate) : int(end * rate)], sound[: int(start * rate)]
        assert mean(inside, rate) < 0.93 * mean(before, rate)
        assert np.abs(inside).max() < 0.95 * np.abs(before).max()


@pytest.mark.slow
def test_verses_are_parted_by_a_pause(heard: Heard) -> None:
    for text in VERSES:
        sound, rate, _phonemes, marks = heard[text]
        second = next(time for at, time in marks if at > text.index("\n"))
        quiet = np.abs(sound[int((second - 0.3) * rate) : int((second - 0.02) * rate)])
        assert quiet.max() < 0.05 * np.abs(sound).max()


def test_the_end_of_a_line_is_the_engine_s_own() -> None:
    assert Manner(pitch=1.2, pause=1, goes_on=True).without_end() == Manner(pitch=1.2)
