"""A creature's traits bend its voice: within bounds, in words, and no further than the words can be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from bestio.i18n import _
from bestio.speech import bounds
from bestio.speech.bends import CONTROLS, FACTORS, Bend
from bestio.speech.clear import INVENTED, clearly, crowding, is_high, settled
from bestio.speech.differences import measured, number
from bestio.speech.effects.specs import SPECS, EffectSpec
from bestio.speech.voice import Accepts, Effect, Timbre, Voice

_NOTHING = {name: 1.0 if parameter in FACTORS else 0.0 for name, parameter in CONTROLS.items()}
Bends = Sequence[tuple[str, Bend]]
"""Names of traits, each with what it does to the voice."""


class Strength(NamedTuple):
    """How much (0..1) of what traits bring is taken: of their effects, and of their factors and steps."""

    effects: float
    controls: float


STRENGTHS = (
    Strength(1, 1),
    Strength(0.5, 1),
    Strength(0.25, 1),
    Strength(0, 1),
    Strength(0, 0.5),
)
"""From all of it to next to nothing. Effects go first: nearly always it is an echo that costs the words."""


class Bent(msgspec.Struct, frozen=True):
    """A bent voice and, for people, what bent it: one line a change, such as "+ antennes → anneau 38 Hz"."""

    voice: Voice
    changes: tuple[str, ...]


def bend(voice: Voice, bends: Bends, *, accepts: Accepts | None = None) -> Bent:
    """`voice` bent by each of `bends` in turn, within the bounds of a voice.

    An effect for which there is no room is left out. Where `accepts` says that the outcome is not understood, it is
    bent less, in the end not at all: that is said too.
    """
    return next(b for b in softer(voice, bends) if accepts is None or b.voice == voice or accepts(b.voice))


def softer(voice: Voice, bends: Bends) -> Iterator[Bent]:
    """`voice` bent by all of `bends`, then less and less, in the end as it is; no voice comes twice."""
    before: Voice | None = None
    for strength in (*STRENGTHS, Strength(0, 0)):
        bent = _bent(voice, bends, strength)
        if bent.voice != before:
            yield bent
        before = bent.voice


def not_yet(voice: Voice, bends: Bends) -> Bent:
    """`voice` as it is, and of each thing that `bends` would do to it that it waits for a listener."""
    return _bent(voice, bends, Strength(0, 0), _("… {trait} → {change} (tried first)"))


def _bent(voice: Voice, wanted: Bends, strength: Strength, left_out: str = "") -> Bent:
    """`left_out` says, in the place of the usual words, what of which trait is not taken."""
    lost = left_out or _("− {trait} → {change}: the words would be lost")
    changes: list[str] = []
    bent = voice
    for label, one in wanted:
        for name, value in one.controls.items():
            part = weakened(name, value, strength.controls)
            turned = _turned(bent, name, part)
            if turned != bent:
                bent = turned
                changes.append(_told(label, _said(name, part), strength.controls))
            elif _turned(bent, name, value) != bent or (name in INVENTED[""] and value != _NOTHING[name]):
                changes.append(lost.format(trait=label, change=_said(name, value)))
        for kind, values in one.effects.items():
            said = _effect_said(SPECS[kind], values)
            new = _with_effect(bent, kind, values, strength.effects)
            if new is None:
                changes.append(
                    _("{trait}: no room left for {effect}").format(trait=label, effect=SPECS[kind].title.lower())
                )
            elif new != bent:
                bent = new
                changes.append(_told(label, said, strength.effects))
            elif _with_effect(bent, kind, values, 1) != bent:
                changes.append(lost.format(trait=label, change=said))
    return Bent(_with_settled(bent, voice) if bent != voice else voice, tuple(changes))


def _with_settled(bent: Voice, voice: Voice) -> Voice:
    """`bent` with effects that its throat bears, or as they are in `voice` by itself."""
    mine = {effect.type: effect for effect in voice.effects}
    if is_high(bent.timbre.pitch_hz) and not is_high(voice.timbre.pitch_hz):
        mine.pop("ring", None)
    effects = tuple(settled(effect, bent.timbre.pitch_hz, mine.get(effect.type)) for effect in bent.effects)
    return msgspec.structs.replace(bent, effects=effects)


def weakened(name: str, value: float, part: float) -> float:
    """`part` (0..1) of what a control does: of a factor in octaves, of a step in whole steps."""
    return value**part if CONTROLS[name] in FACTORS else float(round(part * value))


def _turned(voice: Voice, name: str, value: float) -> Voice:
    """`voice` with one control multiplied by a factor or moved by a step, no further than where words are kept."""
    timbre = voice.timbre
    if name == "rate":
        rate = clearly("", "rate", bounds.RATE.clamp(voice.rate * value), voice.rate)
        return msgspec.structs.replace(voice, rate=int(rate))
    if name == "volume":
        return msgspec.structs.replace(voice, volume=round(bounds.VOLUME.clamp(voice.volume * value), 3))
    if name == "pitch":
        low, high = (round(bounds.PITCH.clamp(hz * value), 1) for hz in timbre.pitch_hz)
        return _with_timbre(voice, pitch_hz=(low, high))
    limits = bounds.TIMBRE_BY_NAME[name]
    if name == "formants":
        size = clearly("", name, limits.clamp(timbre.formants * value), timbre.formants)
        return _with_timbre(voice, formants=round(size, 3))
    own = getattr(timbre, name)
    return _with_timbre(voice, **{name: int(clearly("", name, limits.clamp(own + value), own))})


def _with_timbre(voice: Voice, **changes: Any) -> Voice:
    timbre: Timbre = msgspec.structs.replace(voice.timbre, **changes)
    return msgspec.structs.replace(voice, timbre=timbre)


def _with_effect(voice: Voice, kind: str, values: Mapping[str, float], part: float) -> Voice | None:
    """`voice` with `part` (0..1) of the effect added, or its own one of that kind changed; None where there is no room.

    There is none beside effects with which it would take the words away. It goes no further than where words are kept,
    or than its own one does. `voice` itself where so little of the effect cannot be had.
    """
    effects = list(voice.effects)
    for index, own in enumerate(effects):
        if own.type == kind:
            full = Effect.make(kind, **{**own.values, **_kept(kind, values, own.values)})
            effects[index] = between(own, full, part)
            return msgspec.structs.replace(voice, effects=tuple(effects))
    if len(effects) >= bounds.MOST_EFFECTS:
        return None
    full = Effect.make(kind, **_kept(kind, SPECS[kind].complete(values)))
    if crowding((*effects, full)) > crowding(effects):
        return None
    neutral = {p.name: p.neutral for p in SPECS[kind].parameters if p.neutral is not None}
    if part < 1 and (not part or not neutral):
        return voice
    least = Effect.make(kind, **{**full.values, **neutral})
    return msgspec.structs.replace(voice, effects=(*effects, between(least, full, part)))


def _kept(kind: str, values: Mapping[str, float], own: Mapping[str, float] = MappingProxyType({})) -> dict[str, float]:
    """`values` brought to where words are kept, or to where those of the voice's `own` effect are."""
    return {name: clearly(kind, name, value, own.get(name)) for name, value in values.items()}


def between(one: Effect, other: Effect, part: float) -> Effect:
    """The effect that is `part` (0..1) of the way from `one` to `other` of the same kind."""
    if part in (0, 1):
        return other if part else one
    values = {name: value + part * (other.values[name] - value) for name, value in one.settings}
    return Effect.make(one.type, **{name: round(value, 3) for name, value in values.items()})


def _told(label: str, change: str, part: float) -> str:
    if part < 1:
        return _("+ {trait} → {change}, softened").format(trait=label, change=change)
    return _("+ {trait} → {change}").format(trait=label, change=change)


def _said(name: str, value: float) -> str:
    """One control's change in words: "hauteur × 0,8", "rugosité + 2"."""
    parameter = CONTROLS[name]
    if parameter in FACTORS:
        return f"{parameter.title.lower()} × {number(value)}"
    return f"{parameter.title.lower()} {'+' if value > 0 else '−'} {number(abs(value))}"


def _effect_said(spec: EffectSpec, values: Mapping[str, float]) -> str:
    """An effect in words: its name, and the first of `values` that has a unit."""
    title = spec.title.lower()
    shown = next((p for p in spec.parameters if p.unit and p.name in values), None)
    return title if shown is None else f"{title} {measured(shown, values[shown.name])}"
