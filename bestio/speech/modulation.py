"""A creature's traits bend its voice: what each does, within bounds, and said in words.

A bend is what a trait's `voice:` holds: factors (`pitch`, `rate`, `formants`, `volume`), steps (`roughness`,
`flutter`, `breath`) and effects: `{pitch: 0.8, roughness: 2, effect: {ring: {hz: 38, mix: 0.2}}}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from bestio.errors import Report, Where
from bestio.i18n import _
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.complaints import not_an_effect, not_settings, unknown_name, wrong_number
from bestio.speech.differences import measured, number
from bestio.speech.effects.specs import SPECS, EffectSpec
from bestio.speech.voice import Effect, Place, Timbre, Voice

Accepts = Callable[[Voice], bool]

FACTORS = (
    Parameter("pitch", "×", 0.5, 2, 1, bounds.PITCH.label),
    Parameter("rate", "×", 0.5, 2, 1, bounds.RATE.label),
    Parameter("formants", "×", 0.75, 1.4, 1, bounds.TIMBRE_BY_NAME["formants"].label),
    Parameter("volume", "×", 0.25, 2, 1, bounds.VOLUME.label),
)
STEPS = (
    Parameter("roughness", "", -7, 7, 0, bounds.TIMBRE_BY_NAME["roughness"].label, whole=True),
    Parameter("flutter", "", -10, 10, 0, bounds.TIMBRE_BY_NAME["flutter"].label, whole=True),
    Parameter("breath", "", -100, 100, 0, bounds.TIMBRE_BY_NAME["breath"].label, whole=True),
)
_KNOWN = {parameter.name: parameter for parameter in (*FACTORS, *STEPS)}
_EXAMPLE = "{ring: {hz: 38}}"


class Bend(msgspec.Struct, frozen=True):
    """What one trait does to a voice: factors and steps by name, and values for effects by type."""

    controls: Mapping[str, float] = {}
    effects: Mapping[str, Mapping[str, float]] = {}


class Bent(msgspec.Struct, frozen=True):
    """A bent voice and, for people, what bent it: one line a change, such as "+ antennes → anneau 38 Hz"."""

    voice: Voice
    changes: tuple[str, ...]


def read_bend(data: object, report: Report, place: Place | None = None) -> Bend:
    """The bend that a trait's `voice:` tells of; what is wrong in it is reported at `place(*keys)` and left out."""
    place = place or (lambda *_keys: Where("…"))
    if data is None:
        return Bend()
    if not isinstance(data, Mapping):
        report(not_settings("voice", place()))
        return Bend()
    controls: dict[str, float] = {}
    effects: dict[str, dict[str, float]] = {}
    for name, value in data.items():
        if name == "effect":
            effects = _read_effects(value, report, place)
        elif name in _KNOWN:
            _read_number(_KNOWN[name], value, controls, report, place(name))
        else:
            report(unknown_name(name, (*_KNOWN, "effect"), place(str(name))))
    return Bend(controls, effects)


def bend(voice: Voice, bends: Sequence[tuple[str, object]], *, accepts: Accepts | None = None) -> Bent:
    """`voice` bent by each of `bends` (the name of a trait, its `voice:`) in turn, within the bounds of a voice.

    What is wrong in a bend is left out, and so is an effect for which there is no room. Where `accepts` says that the
    outcome is not understood, the effects that traits brought are taken away, the last first, until it is: that is
    said too.
    """
    changes: list[str] = []
    brought: list[tuple[str, str]] = []
    bent = voice
    for label, data in bends:
        wanted = read_bend(data, lambda _problem: None)
        for name, value in wanted.controls.items():
            turned = _turned(bent, name, value)
            if turned != bent:
                bent = turned
                changes.append(_("+ {trait} → {change}").format(trait=label, change=_said(name, value)))
        for kind, values in wanted.effects.items():
            new = _with_effect(bent, kind, values)
            if new is None:
                changes.append(
                    _("{trait}: no room left for {effect}").format(trait=label, effect=SPECS[kind].title.lower())
                )
            elif new != bent:
                bent = new
                brought.append((label, kind))
                said = _effect_said(SPECS[kind], values)
                changes.append(_("+ {trait} → {change}").format(trait=label, change=said))
    own = {effect.type: effect for effect in voice.effects}
    while brought and accepts is not None and not accepts(bent):
        label, kind = brought.pop()
        kept = (own.get(effect.type) if effect.type == kind else effect for effect in bent.effects)
        bent = msgspec.structs.replace(bent, effects=tuple(effect for effect in kept if effect is not None))
        said = _("− {trait} → {effect}: the words would be lost").format(trait=label, effect=SPECS[kind].title.lower())
        changes.append(said)
    return Bent(bent, tuple(changes))


def _turned(voice: Voice, name: str, value: float) -> Voice:
    """`voice` with one control multiplied by a factor or moved by a step."""
    timbre = voice.timbre
    if name == "rate":
        return msgspec.structs.replace(voice, rate=int(bounds.RATE.clamp(voice.rate * value)))
    if name == "volume":
        return msgspec.structs.replace(voice, volume=round(bounds.VOLUME.clamp(voice.volume * value), 3))
    if name == "pitch":
        low, high = (round(bounds.PITCH.clamp(hz * value), 1) for hz in timbre.pitch_hz)
        return _with_timbre(voice, pitch_hz=(low, high))
    limits = bounds.TIMBRE_BY_NAME[name]
    if name == "formants":
        return _with_timbre(voice, formants=round(limits.clamp(timbre.formants * value), 3))
    return _with_timbre(voice, **{name: int(limits.clamp(getattr(timbre, name) + value))})


def _with_timbre(voice: Voice, **changes: Any) -> Voice:
    timbre: Timbre = msgspec.structs.replace(voice.timbre, **changes)
    return msgspec.structs.replace(voice, timbre=timbre)


def _with_effect(voice: Voice, kind: str, values: Mapping[str, float]) -> Voice | None:
    """`voice` with the effect added, or its own one of that kind changed; None where there is no room."""
    effects = list(voice.effects)
    for index, effect in enumerate(effects):
        if effect.type == kind:
            effects[index] = Effect.make(kind, **{**effect.values, **values})
            return msgspec.structs.replace(voice, effects=tuple(effects))
    if len(effects) >= bounds.MOST_EFFECTS:
        return None
    return msgspec.structs.replace(voice, effects=(*effects, Effect.make(kind, **values)))


def _read_effects(data: object, report: Report, place: Place) -> dict[str, dict[str, float]]:
    if not isinstance(data, Mapping):
        report(not_an_effect(_EXAMPLE, place("effect")))
        return {}
    found: dict[str, dict[str, float]] = {}
    for kind, values in data.items():
        spec = SPECS.get(kind) if isinstance(kind, str) else None
        if spec is None:
            report(unknown_name(kind, SPECS, place("effect", str(kind))))
            continue
        if values is not None and not isinstance(values, Mapping):
            report(not_an_effect(_EXAMPLE, place("effect", spec.type)))
            continue
        read: dict[str, float] = {}
        for name, value in (values or {}).items():
            parameter = spec.parameter(str(name))
            where = place("effect", spec.type, str(name))
            if parameter is None:
                report(unknown_name(name, (p.name for p in spec.parameters), where))
            else:
                _read_number(parameter, value, read, report, where)
        found[spec.type] = read
    return found


def _read_number(parameter: Parameter, value: object, into: dict[str, float], report: Report, where: Where) -> None:
    if parameter.allows(value) and isinstance(value, int | float):
        into[parameter.name] = float(value)
    else:
        report(wrong_number(parameter, value, where))


def _said(name: str, value: float) -> str:
    """One control's change in words: "hauteur × 0,8", "rugosité + 2"."""
    parameter = _KNOWN[name]
    if parameter in FACTORS:
        return f"{parameter.title.lower()} × {number(value)}"
    return f"{parameter.title.lower()} {'+' if value > 0 else '−'} {number(abs(value))}"


def _effect_said(spec: EffectSpec, values: Mapping[str, float]) -> str:
    """An effect in words: its name, and the first of `values` that has a unit."""
    title = spec.title.lower()
    shown = next((p for p in spec.parameters if p.unit and p.name in values), None)
    return title if shown is None else f"{title} {measured(shown, values[shown.name])}"
