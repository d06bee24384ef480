"""Effects that let the sound come back: echoes, rooms, tubes. Samples are float32 mono; most add a tail."""

from __future__ import annotations

import numpy as np

from bestio.speech.effects.arrays import as_loud_as, as_samples, rms
from bestio.speech.effects.filters import fast_length
from bestio.speech.speech import Samples

DELAY_TAIL = 3.0
REVERB_TAIL = 2.5
_INAUDIBLE = 0.01  # an echo 40 dB weaker


def delay(samples: Samples, sample_rate: int, *, seconds: float, feedback: float, mix: float) -> Samples:
    """Echoes every `seconds`, each `feedback` (0..1) times as strong as the one before, the first at `mix` (0..1).

    The tail lasts until the echoes are 40 dB weaker, at most 3 s.
    """
    step = max(1, round(seconds * sample_rate))
    count = 1 if feedback <= _INAUDIBLE else 1 + int(np.log(_INAUDIBLE) / np.log(feedback))
    count = max(1, min(count, int(DELAY_TAIL * sample_rate) // step))
    out = np.zeros(len(samples) + count * step, np.float32)
    out[: len(samples)] = samples
    for number in range(1, count + 1):
        out[number * step : number * step + len(samples)] += samples * np.float32(mix * feedback ** (number - 1))
    return out


def comb(samples: Samples, sample_rate: int, *, hz: float, feedback: float) -> Samples:
    """Speak through a tube that resounds at the multiples of `hz` Hz, with strength `feedback` 0..0.9. Same length."""
    step = max(1, round(sample_rate / hz))
    out = samples.copy()
    gain, shift = feedback, step
    while gain > _INAUDIBLE and shift < len(samples):
        out[shift:] += samples[:-shift] * np.float32(gain)
        gain, shift = gain * feedback, shift + step
    return as_loud_as(out, samples)


def reverb(samples: Samples, sample_rate: int, *, seconds: float, mix: float) -> Samples:
    """Speak in a room whose echoes fade by 60 dB in `seconds`; `mix` 0..0.3. The tail lasts `seconds`, at most 2.5."""
    length = max(1, int(min(seconds, REVERB_TAIL) * sample_rate))
    out = np.zeros(len(samples) + length, np.float32)
    out[: len(samples)] = samples * np.float32(1 - mix)
    wet = _convolve(samples, _room(length, sample_rate))
    out[: len(wet)] += wet * np.float32(2 * mix)
    return out


def reverse_reverb(samples: Samples, sample_rate: int, *, seconds: float, mix: float) -> Samples:
    """The echoes of a room, backwards: each word swells out of nothing during `seconds`; `mix` 0..0.5. Same length."""
    room = _room(max(1, int(seconds * sample_rate)), sample_rate)
    before = _convolve(samples[::-1], room)[: len(samples)][::-1]
    return as_samples((1 - mix) * samples + 2 * mix * before)


def _room(length: int, sample_rate: int) -> Samples:
    """Noise that fades by 60 dB over `length` samples, the high notes sooner: the echoes of a room without walls.

    The noise is always the same, so that the same voice says the same thing in the same way.
    """
    noise = np.random.default_rng(1001).standard_normal(length)
    dull = np.convolve(noise, np.ones(4) / 2, mode="full")[:length]
    share = np.linspace(0, 1, length)
    echoes = ((1 - share) * noise + share * dull) * 10 ** (-3 * share)
    echoes[: min(length, int(0.008 * sample_rate))] = 0  # the nearest wall is 1.4 m away
    return as_samples(echoes / max(rms(as_samples(echoes)) * np.sqrt(length), 1e-9))


def _convolve(samples: Samples, kernel: Samples) -> Samples:
    """Both in full, in pieces so that a long sound needs little memory."""
    piece = max(1 << 17, fast_length(2 * len(kernel)))
    step = piece - len(kernel) + 1
    transformed = np.fft.rfft(kernel, n=piece)
    out = np.zeros(len(samples) + len(kernel) - 1, np.float32)
    for start in range(0, len(samples), step):
        part = samples[start : start + step]
        out_part = np.fft.irfft(np.fft.rfft(part, n=piece) * transformed, n=piece)
        stop = min(start + piece, len(out))
        out[start:stop] += out_part[: stop - start]
    return out
