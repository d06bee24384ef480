"""The register of effects: what each is called, what it does, its controls; without the sound code itself.

It is read by files, screens and inventions, which have no need to load the code that computes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from bestio.i18n import N_, _
from bestio.speech.bounds import Parameter


class EffectSpec(msgspec.Struct, frozen=True):
    """One kind of effect: `type` names it in files and `module` holds its function, of the same name.

    `tail` is the longest time in seconds that it may add after the end of the sound; `needs` is an optional
    library without which it is skipped; `label` and `explanation` are message ids, read translated with
    `title` and `help`.
    """

    type: str
    module: str
    label: str
    explanation: str
    parameters: tuple[Parameter, ...]
    tail: float = 0.0
    needs: str = ""

    @property
    def title(self) -> str:
        """The effect's name for people."""
        return _(self.label)

    @property
    def help(self) -> str:
        """What it does to the sound, in one line for pupils."""
        return _(self.explanation)

    def parameter(self, name: str) -> Parameter | None:
        """The control called `name`, if it has one."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def complete(self, values: Mapping[str, float]) -> dict[str, float]:
        """All of its controls, in order: those of `values` brought within bounds, the usual value for the others."""
        return {p.name: p.clamp(float(values.get(p.name, p.default))) for p in self.parameters}


def _mix(default: float, high: float = 1.0) -> Parameter:
    return Parameter(
        "mix",
        "",
        0,
        high,
        default,
        N_("Amount"),
        N_("0 leaves the voice as it is; more lets the effect be heard more."),
    )


_ALL = (
    EffectSpec(
        "ring",
        "amplitude",
        N_("Ring"),
        N_("Multiplies the voice by a pure note: each frequency splits in two, as in an old film’s robot."),
        (
            Parameter("hz", "Hz", 5, 400, 40, N_("Note"), N_("The note that the voice is multiplied by.")),
            _mix(0.4, 0.8),
        ),
    ),
    EffectSpec(
        "tremolo",
        "amplitude",
        N_("Tremolo"),
        N_("Turns the loudness up and down, over and over."),
        (
            Parameter("hz", "Hz", 0.5, 20, 6, N_("Beats a second")),
            Parameter("depth", "", 0, 0.9, 0.5, N_("Depth"), N_("How far the loudness sinks at each beat.")),
        ),
    ),
    EffectSpec(
        "distortion",
        "amplitude",
        N_("Distortion"),
        N_("Pushes the sound too hard and flattens its peaks: the voice growls."),
        (Parameter("db", "dB", 0, 40, 14, N_("Drive"), N_("By how much the sound is pushed before it is flattened.")),),
    ),
    EffectSpec(
        "bitcrush",
        "amplitude",
        N_("Worn-out chip"),
        N_("Rounds each sample to a few steps only: the sound gets grainy, as in the first game consoles."),
        (
            Parameter("bits", "bits", 3, 12, 6, N_("Bits"), N_("Each bit less halves the number of steps.")),
            _mix(1.0),
        ),
    ),
)

SPECS: Mapping[str, EffectSpec] = MappingProxyType({spec.type: spec for spec in _ALL})
