"""The knobs of a voice: which there are, between which bounds, and the voice that turning one gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from bestio.i18n import _
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.effects.specs import SPECS, EffectSpec
from bestio.speech.voice import Effect, Timbre, Voice

STEPS = 24
THROAT = ("formants", "flutter", "roughness", "voicing", "breath")
RATES = (bounds.RATE.low, 300)


@dataclass(frozen=True)
class Knob:
    """One control as it is shown: `key` names it for `turn`.

    `label` stands beside it, `name` is longer and tells of which effect it is; `about` says what that effect does.
    """

    key: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str
    help: str
    name: str
    about: str = ""

    def show(self, value: float) -> str:
        """The value with its unit, short."""
        number = f"{value:.0f}" if self.step >= 1 else f"{value:.2f}"
        unit = {"×": "×", "Hz": "Hz", "dB": "dB", "s": "s", "%": "%", "ms": "ms"}.get(self.unit, "")
        return f"{number.replace('.', ',')}\u00a0{unit}".rstrip("\u00a0 ")


def knobs(voice: Voice) -> list[Knob]:
    """The knobs of `voice`, in the order in which they are shown: speed, throat, then each effect's."""
    return list(_knobs(voice))


def _knobs(voice: Voice) -> Iterator[Knob]:
    if voice.recorded is not None:
        yield _knob("recorded.level", bounds.LEVEL, voice.recorded.level)
    yield _knob("rate", bounds.RATE, voice.rate, label=_("Speed"), high=RATES[1])
    low, high = voice.timbre.pitch_hz
    yield _knob("pitch", bounds.PITCH, (low * high) ** 0.5, label=_("Pitch"), high=400)
    for name in THROAT:
        parameter = bounds.TIMBRE_BY_NAME[name]
        yield _knob(f"timbre.{name}", parameter, getattr(voice.timbre, name))
    for index, effect in enumerate(voice.effects):
        spec = SPECS[effect.type]
        for parameter in spec.parameters:
            first = parameter is spec.parameters[0]
            yield _knob(
                f"effects.{index}.{parameter.name}",
                parameter,
                effect.values[parameter.name],
                label=spec.title if first else f"· {parameter.title}",
                spec=spec,
            )


def _knob(
    key: str,
    parameter: Parameter,
    value: float,
    *,
    label: str = "",
    high: float | None = None,
    spec: EffectSpec | None = None,
) -> Knob:
    top = parameter.high if high is None else high
    step = (top - parameter.low) / STEPS
    step = max(1.0, round(step)) if parameter.whole or step > 1 else step
    label = label or parameter.title
    name = f"{spec.title}, {parameter.title.lower()}" if spec else label
    about = spec.help if spec else ""
    return Knob(key, label, parameter.low, top, step, value, parameter.unit, parameter.help, name, about)


def turn(voice: Voice, key: str, value: float) -> Voice:
    """`voice` with one knob at `value`, brought within its bounds."""
    if key == "rate":
        return replace(voice, rate=int(bounds.RATE.clamp(value)))
    if key == "pitch":
        return replace(voice, timbre=_at_pitch(voice.timbre, value))
    part, _dot, rest = key.partition(".")
    if part == "recorded" and voice.recorded is not None:
        return replace(voice, recorded=replace(voice.recorded, level=int(bounds.LEVEL.clamp(value))))
    if part == "timbre":
        parameter = bounds.TIMBRE_BY_NAME[rest]
        kept = parameter.clamp(value)
        return replace(voice, timbre=replace(voice.timbre, **{rest: int(kept) if parameter.whole else round(kept, 3)}))
    index, _dot, name = rest.partition(".")
    effects = list(voice.effects)
    old = effects[int(index)]
    effects[int(index)] = Effect.make(old.type, **{**old.values, name: round(value, 4)})
    return replace(voice, effects=tuple(effects))


def _at_pitch(timbre: Timbre, centre: float) -> Timbre:
    low, high = timbre.pitch_hz
    spread = (high / low) ** 0.5
    return replace(
        timbre, pitch_hz=(round(bounds.PITCH.clamp(centre / spread), 1), round(bounds.PITCH.clamp(centre * spread), 1))
    )


def with_effect(voice: Voice, kind: str) -> Voice | None:
    """`voice` with an effect of `kind` at the end, or without it where it had one; None where it has too many."""
    kept = tuple(effect for effect in voice.effects if effect.type != kind)
    if len(kept) < len(voice.effects):
        return replace(voice, effects=kept)
    if len(kept) >= bounds.MOST_EFFECTS:
        return None
    return replace(voice, effects=(*kept, Effect.make(kind)))
