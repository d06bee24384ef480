"""What a trait does to the voice of a creature that has it, as lexicons write it.

A bend is what a trait's `voice:` holds: factors (`pitch`, `rate`, `formants`, `volume`), steps (`roughness`,
`flutter`, `breath`) and effects: `{pitch: 0.8, roughness: 2, effect: {ring: {hz: 38, mix: 0.2}}}`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bestio.errors import Report, Where
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.complaints import not_an_effect, not_settings, unknown_name, wrong_number
from bestio.speech.effects.specs import SPECS
from bestio.speech.voice import Place

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
CONTROLS = {parameter.name: parameter for parameter in (*FACTORS, *STEPS)}
_EXAMPLE = "{ring: {hz: 38}}"


class Bend(msgspec.Struct, frozen=True):
    """What one trait does to a voice: factors and steps by name, and values for effects by type."""

    controls: Mapping[str, float] = {}
    effects: Mapping[str, Mapping[str, float]] = {}


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
        elif name in CONTROLS:
            _read_number(CONTROLS[name], value, controls, report, place(name))
        else:
            report(unknown_name(name, (*CONTROLS, "effect"), place(str(name))))
    return Bend(controls, effects)


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
