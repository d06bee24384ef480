"""What a trait does to the voice of a creature that has it, as lexicons write it.

A bend is what a trait's `voice:` holds: factors (`pitch`, `rate`, `formants`, `volume`), steps (`roughness`,
`flutter`, `breath`) and effects: `{pitch: 0.8, roughness: 2, effect: {ring: {hz: 38, mix: 0.2}}}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from bestio.documents.reader import At, Group, Kind, Locate
from bestio.errors import Report
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.effects.specs import SPECS
from bestio.speech.voice import not_an_effect, nowhere

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


class Bend(msgspec.Struct, frozen=True):
    """What one trait does to a voice: factors and steps by name, and values for effects by type."""

    controls: Mapping[str, float] = {}
    effects: Mapping[str, Mapping[str, float]] = {}


def read_bend(data: object, report: Report, place: Locate | None = None) -> Bend:
    """The bend that a trait's `voice:` tells of; what is wrong in it is reported at `place(*keys)` and left out."""
    if data is None:
        return Bend()
    return BEND.read(data, At(place or nowhere, report, name="voice")) or Bend()


def _no_effect(_value: Any, at: At) -> None:
    not_an_effect(at, "{ring: {hz: 38}}")


def _numbers(controls: Iterable[Parameter]) -> dict[str, Kind[Any]]:
    return {one.name: one.kind for one in controls}


BEND = Group(
    {
        **_numbers(CONTROLS.values()),
        "effect": Group(
            {kind: Group(_numbers(spec.parameters), dict, wrong=_no_effect, bare=True) for kind, spec in SPECS.items()},
            dict,
            wrong=_no_effect,
        ),
    },
    lambda effect=None, **controls: Bend({name: float(value) for name, value in controls.items()}, effect or {}),
)
"""What the `voice:` of a trait holds."""
