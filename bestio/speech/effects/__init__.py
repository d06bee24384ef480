"""Effects on a spoken sound: small bounded functions, put in a row.

`apply` is all that the rest needs; `specs` tells which effects exist. The code that computes is loaded on
first use, so that reading a voice costs nothing.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from bestio.speech.bounds import MOST_EFFECTS
from bestio.speech.effects.specs import SPECS, EffectSpec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

__all__ = ["SPECS", "EffectSpec", "apply", "cost", "tail_seconds", "unavailable"]


class EffectLike(Protocol):
    """What `apply` reads of an effect: its type and the values of its controls."""

    @property
    def type(self) -> str: ...

    @property
    def values(self) -> dict[str, float]: ...


def unavailable(effects: Iterable[EffectLike]) -> tuple[str, ...]:
    """The types among `effects` that this machine cannot compute, for want of an optional library; each once."""
    return tuple(dict.fromkeys(effect.type for effect in effects if not _available(effect.type)))


def tail_seconds(effects: Iterable[EffectLike]) -> float:
    """The longest time in seconds that `effects` together may add after the end of a sound."""
    return sum(SPECS[effect.type].tail for effect in effects if effect.type in SPECS)


def cost(
    effects: Sequence[EffectLike], sample_rate: int = 22050, *, clock: Callable[[], float] = time.perf_counter
) -> float:
    """How long `effects` take on this machine, warm: milliseconds for one second of sound, by `clock` (seconds)."""
    import numpy as np  # noqa: PLC0415 (only where sound is computed)

    seconds = 2
    noise = np.random.default_rng(1001).uniform(-0.3, 0.3, seconds * sample_rate).astype(np.float32)
    apply(effects, noise, sample_rate)
    started = clock()
    apply(effects, noise, sample_rate)
    return (clock() - started) * 1000 / seconds


def apply(effects: Sequence[EffectLike], samples: Samples, sample_rate: int) -> Samples:
    """`samples` (float32 mono, full scale 1) after each of `effects` in turn.

    The result is finite, within -1..1, starts when the input starts (so word times stay right) and is as long
    or longer by at most `tail_seconds(effects)`. An effect that is unknown or that this machine cannot compute
    is skipped: `unavailable` tells which. Values out of bounds are brought within them.
    """
    import numpy as np  # noqa: PLC0415 (only where sound is computed)

    sound = np.clip(_finite(np.asarray(samples, dtype=np.float32)), -1.0, 1.0)
    if not len(sound):
        return sound
    for effect in effects[:MOST_EFFECTS]:
        spec = SPECS.get(effect.type)
        if spec is None or not _available(spec.type):
            continue
        module = importlib.import_module(f"{__name__}.{spec.module}")
        sound = _finite(getattr(module, spec.type)(sound, sample_rate, **spec.complete(effect.values)))
        # Turned down rather than clipped, which would be one more effect.
        sound = sound / np.float32(max(1.0, float(np.abs(sound).max())))
    return sound


def _finite(sound: Samples) -> Samples:
    """What is not a number must never reach an effect, a player or an encoder."""
    import numpy as np  # noqa: PLC0415 (only where sound is computed)

    return np.nan_to_num(np.asarray(sound, dtype=np.float32), nan=0.0, posinf=1.0, neginf=-1.0)


def _available(kind: str) -> bool:
    spec = SPECS.get(kind)
    if spec is None or not spec.needs:
        return spec is not None
    try:
        importlib.import_module(spec.needs)
    except (ImportError, OSError):  # absent, or there but broken, as where a system library is missing
        return False
    return True
