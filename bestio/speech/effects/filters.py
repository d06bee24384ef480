"""Effects that keep some frequencies and weaken others. Samples are float32 mono; lengths do not change."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bestio.speech.effects.arrays import as_loud_as, as_samples
from bestio.speech.effects.frames import by_frames, frame_times, frequencies
from bestio.speech.speech import Samples

Curve = npt.NDArray[np.floating]

_STEEPNESS = 4  # poles: 24 dB an octave, as in common studio filters
_SETTLING = 0.05  # seconds of silence after the sound, for the filters' ringing


def lowpass(samples: Samples, sample_rate: int, *, hz: float) -> Samples:
    """Weaken what is above `hz` Hz by 24 dB an octave, without shifting anything in time."""
    return _filtered(samples, sample_rate, lambda f: _low(f, hz))


def highpass(samples: Samples, sample_rate: int, *, hz: float) -> Samples:
    """Weaken what is below `hz` Hz by 24 dB an octave, without shifting anything in time."""
    return _filtered(samples, sample_rate, lambda f: _high(f, hz))


def bandpass(samples: Samples, sample_rate: int, *, low_hz: float, high_hz: float) -> Samples:
    """Keep what is between `low_hz` and `high_hz` Hz; as loud as before."""
    return as_loud_as(_filtered(samples, sample_rate, lambda f: _low(f, high_hz) * _high(f, low_hz)), samples)


def telephone(samples: Samples, sample_rate: int, *, bits: float) -> Samples:
    """An old telephone line: 300 to 3400 Hz, 8000 samples a second, mu-law steps of `bits` bits (ITU-T G.711: 8)."""
    narrow = _filtered(samples, sample_rate, lambda f: _low(f, 3400) * _high(f, 300))
    old = np.arange(len(narrow)) / sample_rate
    slow = np.arange(0, old[-1] + 1 / 8000, 1 / 8000) if len(old) else old
    line = np.interp(slow, old, narrow)
    # G.711: 255 bends the scale so that weak sounds get finer steps.
    bent = np.sign(line) * np.log1p(255 * np.minimum(np.abs(line), 1)) / np.log(256)
    steps = 2 ** (bits - 1)
    bent = np.round(bent * steps) / steps
    heard = np.sign(bent) * (256 ** np.abs(bent) - 1) / 255
    back = _filtered(as_samples(np.interp(old, slow, heard)), sample_rate, lambda f: _low(f, 3600))
    return as_loud_as(back, samples)


def tin(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Let a tin box of base note `hz` Hz resound: narrow resonances at the ratios of a struck plate; `mix` 0..1."""

    def resonances(f: Curve) -> Curve:
        total = np.full_like(f, 0.05)
        # The first modes of a free square plate (Leissa, Vibration of plates, 1969), relative to the first.
        for ratio in (1.0, 1.456, 1.804, 2.58, 4.53, 5.09, 6.32):
            total += 1 / (1 + ((f - hz * ratio) / (0.06 * hz * ratio)) ** 2)
        return total

    wet = as_loud_as(_filtered(samples, sample_rate, resonances), samples)
    return as_samples((1 - mix) * samples + mix * wet)


def wah(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Move a resonance between 400 and 2400 Hz, `hz` times a second, as a mouth that opens and shuts; `mix` 0..1."""
    size, hop = 1024, 256
    bins = frequencies(size, sample_rate)

    def change(spectra: npt.NDArray[np.complex64], first: int) -> npt.NDArray[np.complexfloating]:
        times = frame_times(first, len(spectra), size, hop, sample_rate)
        centre = 400 * 6 ** (0.5 - 0.5 * np.cos(2 * np.pi * hz * times))
        gain = 1 / (1 + ((bins - centre[:, None]) / (0.35 * centre[:, None])) ** 2)
        return spectra * ((1 - mix) + mix * 1.6 * gain)

    return as_loud_as(by_frames(samples, size, hop, change), samples)


def phaser(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Add the sound to itself through four all-pass stages that move `hz` times a second; `mix` 0..1 deepens it."""
    size, hop = 1024, 256
    tangent = np.tan(np.pi * np.minimum(frequencies(size, sample_rate) / sample_rate, 0.4999))

    def change(spectra: npt.NDArray[np.complex64], first: int) -> npt.NDArray[np.complexfloating]:
        times = frame_times(first, len(spectra), size, hop, sample_rate)
        centre = 300 * 8 ** (0.5 - 0.5 * np.cos(2 * np.pi * hz * times))
        ratio = tangent / np.tan(np.pi * np.minimum(centre / sample_rate, 0.4))[:, None]
        turned = ((1 - 1j * ratio) / (1 + 1j * ratio)) ** 4
        return spectra * (1 + mix * turned) / (1 + mix)

    return as_loud_as(by_frames(samples, size, hop, change), samples)


def _low(f: Curve, hz: float) -> Curve:
    """Magnitude of a Butterworth low-pass at the frequencies `f`."""
    gain: Curve = 1 / np.sqrt(1 + (f / hz) ** (2 * _STEEPNESS))
    return gain


def _high(f: Curve, hz: float) -> Curve:
    gain: Curve = 1 / np.sqrt(1 + (hz / np.maximum(f, 1e-3)) ** (2 * _STEEPNESS))
    return gain


def _filtered(samples: Samples, sample_rate: int, response: Callable[[Curve], Curve]) -> Samples:
    size = fast_length(len(samples) + int(_SETTLING * sample_rate))
    spectrum = np.fft.rfft(samples, n=size) * response(frequencies(size, sample_rate)).astype(np.float32)
    return as_samples(np.fft.irfft(spectrum, n=size)[: len(samples)])


def fast_length(length: int) -> int:
    """The smallest number from `length` of the form 2^n, 3 x 2^n or 5 x 2^n, which a Fourier transform likes."""
    power = 1 << max(length - 1, 1).bit_length()
    return min(size for size in (power, power // 4 * 3, power // 8 * 5) if size >= length)
