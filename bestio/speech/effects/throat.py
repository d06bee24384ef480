"""Effects that rebuild the throat or the mouth from the spectrum. Samples are float32 mono; lengths do not change."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bestio.speech.effects.arrays import as_loud_as, as_samples
from bestio.speech.effects.frames import Spectra, by_frames, envelope, frequencies, hann
from bestio.speech.mel import mels
from bestio.speech.speech import Samples

_SIZE, _HOP = 1024, 256
Changed = npt.NDArray[np.complexfloating]


def pitch(samples: Samples, sample_rate: int, *, semitones: float) -> Samples:
    """Move the pitch by `semitones` (-12..12) while the resonances of the mouth stay (Rubber Band, by pedalboard)."""
    import pedalboard  # noqa: PLC0415 (optional on some machines)

    if abs(semitones) < 0.01 or len(samples) < _SIZE:
        return samples
    shifted = pedalboard.time_stretch(
        samples[None, :], float(sample_rate), pitch_shift_in_semitones=semitones, preserve_formants=True
    )[0]
    return as_loud_as(_fit(as_samples(shifted), len(samples)), samples)


def formants(samples: Samples, sample_rate: int, *, ratio: float) -> Samples:
    """Multiply the resonances of the mouth by `ratio` (under 1 bigger, over 1 smaller) while the pitch stays."""
    bins = np.arange(_SIZE // 2 + 1)

    def change(spectra: Spectra, _first: int) -> Changed:
        outline = envelope(np.abs(spectra), sample_rate)
        source = bins / ratio
        low = np.minimum(source.astype(int), len(bins) - 2)
        part = np.minimum(source - low, 1)
        moved = outline[:, low] * (1 - part) + outline[:, low + 1] * part
        changed: Changed = spectra * np.minimum(moved / np.maximum(outline, 1e-6), 30)
        return changed

    return as_loud_as(by_frames(samples, _SIZE, _HOP, change), samples)


def robot(samples: Samples, sample_rate: int, *, hz: float) -> Samples:
    """Speak on one note, `hz` Hz: a frame at each beat of the note, whose waves all start together."""
    hop = max(8, round(sample_rate / hz))
    size = max(256, 2 * hop)
    size += size % 2
    window = hann(size)
    padded = np.concatenate([np.zeros(size, np.float32), samples, np.zeros(size, np.float32)])
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    out = np.zeros(len(padded), np.float32)
    for index, frame in enumerate(frames):
        pulse = np.fft.fftshift(np.fft.irfft(np.abs(np.fft.rfft(frame * window)), n=size))
        out[index * hop : index * hop + size] += pulse * window
    return as_loud_as(out[size : size + len(samples)], samples)


def whisper(samples: Samples, sample_rate: int, *, mix: float) -> Samples:
    """Replace the vibrations of the throat by breath: the waves start anywhere, the resonances stay; `mix` 0..1."""
    random = np.random.default_rng(1001)
    size = 512

    def change(spectra: Spectra, _first: int) -> Changed:
        outline = envelope(np.abs(spectra), sample_rate)
        angles = random.uniform(0, 2 * np.pi, spectra.shape)
        breath: Changed = outline * np.exp(1j * angles)
        return breath

    breath = as_loud_as(by_frames(samples, size, size // 4, change), samples)
    return as_loud_as((1 - mix) * samples + mix * breath, samples)


def vocoder(samples: Samples, sample_rate: int, *, hz: float, bands: float, mix: float) -> Samples:
    """Lend the voice's strengths in `bands` (12..40) bands to a buzzing chord of `hz` Hz and a hiss; `mix` 0..1."""
    count = round(bands)
    at = np.arange(len(samples)) / sample_rate
    buzz = sum((2 * ((hz * note * at) % 1.0) - 1 for note in (1, 1.5, 2)), np.zeros(len(samples)))
    carrier = as_samples(buzz + 0.6 * np.random.default_rng(1001).standard_normal(len(samples)))
    weights = _bands(count, _SIZE, sample_rate)
    padded = np.concatenate([np.zeros(_SIZE, np.float32), carrier, np.zeros(2 * _SIZE, np.float32)])
    carriers = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    window = hann(_SIZE)

    def change(spectra: Spectra, first: int) -> Changed:
        tone = np.fft.rfft(carriers[first : first + len(spectra)] * window)
        voice_power = (np.abs(spectra) ** 2) @ weights.T
        tone_power = (np.abs(tone) ** 2) @ weights.T
        gains = np.sqrt(voice_power / np.maximum(tone_power, 1e-9))
        return tone * (gains @ weights)

    wet = as_loud_as(by_frames(samples, _SIZE, _HOP, change), samples)
    return as_loud_as((1 - mix) * samples + mix * wet, samples)


def _bands(count: int, size: int, sample_rate: int) -> npt.NDArray[np.float64]:
    """`count` overlapping triangles over the bins, as wide as the ear's (mel scale); a bin's weights add up to 1."""
    bins = frequencies(size, sample_rate)
    mel = mels(bins)
    centres = np.linspace(mel[1], float(mels(min(8000, sample_rate / 2))), count)
    width = centres[1] - centres[0]
    weights = np.maximum(0, 1 - np.abs(mel[None, :] - centres[:, None]) / width)
    weights[-1, mel > centres[-1]] = 1
    weights[0, mel < centres[0]] = 1
    return np.asarray(weights, dtype=np.float64)


def _fit(samples: Samples, length: int) -> Samples:
    return np.pad(samples[:length], (0, max(0, length - len(samples))))
