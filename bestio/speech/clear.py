"""Where words are kept: how far each control may go, and which effects do not go together.

Found by letting a recogniser of speech listen (`tests/bench/hear_voices.py`). It binds what is invented, and what
traits do; a voice that somebody makes by hand goes as far as `bounds` and `SPECS`. What ships has been listened to,
one by one, and goes as far as CLEAR; an invention, which nobody has heard, stays within INVENTED.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from bestio.speech.voice import Effect

MOUTHS: Final = (0.79, 1.12)
"""The size of the mouth, whoever moves it: the engine, or an effect after it."""
CLEAR: Final[Mapping[str, Mapping[str, tuple[float, float]]]] = MappingProxyType(
    {
        "": {"rate": (90, 210), "formants": MOUTHS, "breath": (0, 30), "voicing": (60, 150)},
        "ring": {"mix": (0, 0.35)},
        "tremolo": {"depth": (0, 0.65)},
        "distortion": {"db": (0, 22)},
        "bitcrush": {"bits": (4, 12), "mix": (0, 0.5)},
        "lowpass": {"hz": (3600, 10000)},
        "highpass": {"hz": (20, 450)},
        "bandpass": {"low_hz": (50, 450), "high_hz": (4000, 10000)},
        "telephone": {"bits": (7, 8)},
        "tin": {"mix": (0, 0.4)},
        "wah": {"mix": (0, 0.4)},
        "phaser": {"mix": (0, 0.5)},
        "flanger": {"mix": (0, 0.5)},
        "chorus": {"mix": (0, 0.6)},
        "vibrato": {"semitones": (0, 2)},
        "choir": {"voices": (1, 2), "spread": (0, 1.2)},
        "delay": {"feedback": (0, 0.35), "mix": (0, 0.1)},
        "comb": {"feedback": (0, 0.8)},
        "reverb": {"seconds": (0.1, 1.2), "mix": (0, 0.14)},
        "reverse_reverb": {"mix": (0, 0.18)},
        "formants": {"ratio": (0.88, 1.08)},
        "vocoder": {"bands": (26, 40)},
        "crackle": {"rate": (1, 45), "db": (-30, -9)},
        "gusts": {"mix": (0, 0.25)},
    }
)
INVENTED: Final[Mapping[str, Mapping[str, tuple[float, float]]]] = MappingProxyType(
    {
        **CLEAR,
        "": {**CLEAR[""], "voicing": (60, 120)},
        "lowpass": {"hz": (4800, 10000)},
        "crackle": {"rate": (1, 45), "db": (-30, -15)},
    }
)
"""Where words are kept in stacks that chance makes: lower tones alone, or loud grit, take what is left of them."""
NEVER: Final = frozenset({"stutter", "gsm", "pitch"})
"""Effects that no invention has: said twice, coded away or stretched, a word is gone. A throat has its own pitch."""

LENT_THROATS: Final = frozenset({"vocoder", "robot"})
"""Effects that give the voice a machine's throat, in which quick words are lost first."""
FASTEST_LENT: Final = 175
"""Words a minute of an invention with a lent throat, at most."""
_CARRIERS = frozenset({"ring", "tremolo", "vocoder", "robot"})  # they multiply the voice by a wave, or lend it to one
_COPIES = frozenset({"delay", "chorus", "flanger", "phaser", "choir", "comb", "reverb", "reverse_reverb"})
_COVERS = frozenset({"vibrato", "whisper", "crackle", "gusts", "lowpass", "bandpass", "telephone"})
"""What shakes the tones of a voice, lays noise over it or cuts its tones: the gate hardly minds, words do."""
_MOST_CARRIERS, _MOST_TOGETHER, _MOST_COVERS, _MOST_IN_ALL = 2, 2, 2, 3
WAVERING: Final = 5.6
"""How quickly a pitch may rise and fall in what ships: turns a second times semitones."""
STEADY: Final = 4.2
"""The same in what is invented and bent."""
HIGH: Final = 270.0
"""Hertz over which a throat is high: few of its tones are left between those that a wave over it adds."""
SLOW_RING, MOST_HIGH_RING = 80.0, 0.12
"""How quick (hertz) a ring may be on a high throat at any strength, and how strong a quicker one."""


def clearly(kind: str, name: str, value: float, own: float | None = None) -> float:
    """`value` of the control `name` of the effect `kind` ("" for a voice's own) brought to where INVENTED keeps words.

    Where its `own` value is beyond that, as far as there.
    """
    low, high = INVENTED.get(kind, {}).get(name, (value, value))
    if own is not None:
        low, high = min(low, own), max(high, own)
    return min(max(value, low), high)


def settled(effect: Effect, pitch_hz: tuple[float, float], own: Effect | None = None) -> Effect:
    """The effect as a throat of `pitch_hz` bears it: it wavers no more than STEADY, and rings weakly where HIGH.

    Where the voice's `own` one, on as high a throat, goes further, as far as it does.
    """
    values = effect.values
    if effect.type == "vibrato":
        most = max(STEADY, _wavering(own)) if own is not None else STEADY
        if _wavering(effect) > most:
            return Effect.make("vibrato", **{**values, "semitones": math.floor(100 * most / values["hz"]) / 100})
    if effect.type == "ring" and is_high(pitch_hz) and values["hz"] > SLOW_RING:
        most = max(MOST_HIGH_RING, own.values["mix"]) if own is not None else MOST_HIGH_RING
        return Effect.make("ring", **{**values, "mix": min(values["mix"], most)})
    return effect


def is_high(pitch_hz: tuple[float, float]) -> bool:
    """Whether a throat is so high that a quick wave over it takes its tones apart."""
    low, high = pitch_hz
    return low * high > HIGH * HIGH


def _wavering(vibrato: Effect) -> float:
    return vibrato.values["hz"] * vibrato.values["semitones"]


def crowding(effects: Iterable[Effect]) -> int:
    """How many of `effects` are too many beside the others, each of which alone leaves the words.

    Of waves over the voice and of its copies two together are enough, and so are two of the waves and of what covers
    its tones; of all of them three. A throat that a machine lends bears no other wave over it, nor does a telephone's
    narrow band.
    """
    kinds = {effect.type for effect in effects}
    carriers, copies = len(kinds & _CARRIERS), len(kinds & _COPIES)
    most = 0 if "telephone" in kinds else 1 if kinds & LENT_THROATS else _MOST_CARRIERS
    covers = carriers + len(kinds & _COVERS)
    return (
        max(0, carriers - most)
        + max(0, carriers + copies - _MOST_TOGETHER)
        + max(0, covers - _MOST_COVERS)
        + max(0, covers + copies - _MOST_IN_ALL)
    )
