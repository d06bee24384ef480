"""Made-up pupils: espeak variants, through a telephone and the noise of a room. Their cuts are known to the sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bestio.speech.recorded.clip import RATE
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples
from bestio.speech.timing import sounding
from bestio.speech.voice import Timbre, Voice

# None of them breathes: a cut is measured against what is known, to the sample.
_THROATS = (
    ("f1", 230, 1.15),
    ("m3", 120, 0.95),
    ("f4", 260, 1.2),
    (None, 150, 1.05),
    ("f4", 205, 1.05),
    ("m7", 180, 1.0),
)
NAMES = ("Hibou", "Vis", "Lune", "Boulon", "Brume", "Ressort", "Ombre", "Étincelle")


def pupil(number: int) -> Voice:
    """The voice of a made-up pupil."""
    base, hz, formants = _THROATS[number % len(_THROATS)]
    middle = hz * (1 + 0.04 * (number // len(_THROATS)))
    timbre = Timbre(pitch_hz=(middle * 0.88, middle * 1.12), formants=formants)
    return Voice(id=f"pupil-{number}", title=NAMES[number % 8], base=base, rate=145 + 3 * number, timbre=timbre)


def telephone(samples: Samples, seed: int = 0, noise_db: float = 32.0) -> Samples:
    """`samples` as a telephone hears them, with white noise so far under them."""
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum *= np.clip((hertz - 100) / 250, 0, 1) * np.clip((4400 - hertz) / 1200, 0, 1)
    sound = np.fft.irfft(spectrum, len(samples))
    power = float(np.sqrt((sound**2).mean()))
    noise = np.random.default_rng(seed).normal(0, power * 10 ** (-noise_db / 20), len(sound))
    return (sound + noise).astype(np.float32)


def said(speaker: Speaker, voice: Voice, text: str) -> Samples:
    """A text in a voice, from its first sound to its last."""
    samples = speaker.render(text, voice).samples
    start, end = sounding(samples, RATE)
    return samples[round(start * RATE) : round(end * RATE)]


def read_aloud(
    speaker: Speaker, voice: Voice, texts: Sequence[str], seed: int = 1
) -> tuple[Samples, list[tuple[float, float]]]:
    """`texts` read one after the other, with pauses of 0.4 to 0.9 seconds, and when each begins and ends."""
    random = np.random.default_rng(seed)
    parts: list[Samples] = []
    times: list[tuple[float, float]] = []
    at = 0
    for text in texts:
        sound = said(speaker, voice, text)
        gap = np.zeros(round(RATE * random.uniform(0.4, 0.9)), np.float32)
        start = at + len(gap)
        parts += [gap, sound]
        at = start + len(sound)
        times.append((start / RATE, at / RATE))
    parts.append(np.zeros(RATE // 2, np.float32))
    return np.concatenate(parts), times
