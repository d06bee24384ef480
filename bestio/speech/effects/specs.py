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
    explanation = N_("0 leaves the voice as it is; more is heard more.")
    return Parameter("mix", "", 0, high, default, N_("Amount"), explanation, neutral=0)


def _hz(
    low: float, high: float, default: float, label: str, explanation: str = "", neutral: float | None = None
) -> Parameter:
    return Parameter("hz", "Hz", low, high, default, label, explanation, neutral=neutral)


def _seconds(low: float, high: float, default: float, label: str) -> Parameter:
    return Parameter("seconds", "s", low, high, default, label)


_TURNS = N_("Turns a second")

_ALL = (
    EffectSpec(
        "ring",
        "amplitude",
        N_("Ring"),
        N_("Multiplies the voice by a pure note: each frequency splits in two, like the robots of old films."),
        (_hz(5, 400, 40, N_("Note played"), N_("The note that the voice is multiplied by.")), _mix(0.4, 0.8)),
    ),
    EffectSpec(
        "tremolo",
        "amplitude",
        N_("Tremolo"),
        N_("Turns the loudness up and down, over and over."),
        (
            _hz(0.5, 20, 6, N_("Beats a second")),
            Parameter("depth", "", 0, 0.9, 0.5, N_("Depth"), N_("How far the loudness sinks at each beat."), neutral=0),
        ),
    ),
    EffectSpec(
        "distortion",
        "amplitude",
        N_("Distortion"),
        N_("Pushes the sound too hard and flattens its peaks: the voice growls."),
        (
            Parameter(
                "db",
                "dB",
                0,
                40,
                14,
                N_("Drive"),
                N_("By how much the sound is pushed before it is flattened."),
                neutral=0,
            ),
        ),
    ),
    EffectSpec(
        "bitcrush",
        "amplitude",
        N_("Worn-out chip"),
        N_("Rounds each sample to a few steps only: the sound turns grainy, like the first game consoles."),
        (
            Parameter("bits", N_("bits"), 3, 12, 6, N_("Bits"), N_("Each bit less halves the number of steps.")),
            _mix(1.0),
        ),
    ),
    EffectSpec(
        "lowpass",
        "filters",
        N_("Low-pass"),
        N_("Keeps the low sounds and removes the high ones, like a voice behind a door."),
        (_hz(2000, 10000, 3000, N_("Cut-off"), N_("What is above is removed."), neutral=10000),),
    ),
    EffectSpec(
        "highpass",
        "filters",
        N_("High-pass"),
        N_("Keeps the high sounds and removes the low ones: the voice gets thin."),
        (_hz(20, 1000, 300, N_("Cut-off"), N_("What is below is removed."), neutral=20),),
    ),
    EffectSpec(
        "bandpass",
        "filters",
        N_("Band-pass"),
        N_("Keeps only a band of sounds in the middle, like a small radio."),
        (
            Parameter(
                "low_hz", "Hz", 50, 800, 400, N_("From the frequency"), N_("What is below is removed."), neutral=50
            ),
            Parameter(
                "high_hz",
                "Hz",
                2000,
                10000,
                3000,
                N_("Up to the frequency"),
                N_("What is above is removed."),
                neutral=10000,
            ),
        ),
    ),
    EffectSpec(
        "telephone",
        "filters",
        N_("Old telephone"),
        N_("Sends the voice down a wire that carries little: 8,000 samples a second, between 300 and 3,400 Hz."),
        (
            Parameter(
                "bits", N_("bits"), 5, 8, 8, N_("Bits"), N_("Each bit less halves the number of steps."), whole=True
            ),
        ),
    ),
    EffectSpec(
        "gsm",
        "damage",
        N_("Mobile telephone"),
        N_("Squeezes the voice as the first mobile telephones did: what is left is a description of the throat."),
        (),
        needs="pedalboard",
    ),
    EffectSpec(
        "tin",
        "filters",
        N_("Tin can"),
        N_("Lets a metal box resound with the voice: some notes ring out, as on a plate that is struck."),
        (_hz(150, 900, 400, N_("Note played"), N_("A smaller box rings higher.")), _mix(0.5, 0.8)),
    ),
    EffectSpec(
        "wah",
        "filters",
        N_("Wah-wah"),
        N_("Moves a resonance up and down, like a mouth that opens and shuts by itself."),
        (_hz(0.3, 8, 2, _TURNS), _mix(0.6, 0.9)),
    ),
    EffectSpec(
        "phaser",
        "filters",
        N_("Phaser"),
        N_("Adds a copy whose waves are turned: holes move through the sound, which seems to spin."),
        (_hz(0.05, 5, 0.6, _TURNS), _mix(0.7)),
    ),
    EffectSpec(
        "chorus",
        "moving",
        N_("Chorus"),
        N_("Adds a copy that is a little late, now more, now less: one voice sounds like two."),
        (_hz(0.1, 6, 1.2, _TURNS), _mix(0.7)),
    ),
    EffectSpec(
        "flanger",
        "moving",
        N_("Jet"),
        N_("Adds a copy that is hardly late, now more, now less: it whistles like a jet that passes over."),
        (_hz(0.05, 4, 0.4, _TURNS), _mix(0.7)),
    ),
    EffectSpec(
        "vibrato",
        "moving",
        N_("Vibrato"),
        N_("Lets the pitch waver up and down, like a bleating goat or a singing saw."),
        (
            _hz(1, 12, 6, _TURNS),
            Parameter("semitones", N_("semitones"), 0, 3, 0.8, N_("Depth"), N_("How far the pitch wavers."), neutral=0),
        ),
    ),
    EffectSpec(
        "choir",
        "moving",
        N_("Choir"),
        N_("Adds several copies, each late and out of tune in its own way: a crowd speaks."),
        (
            Parameter("voices", "", 1, 6, 3, N_("Number of copies"), whole=True, neutral=1),
            Parameter(
                "spread", N_("semitones"), 0, 1.5, 0.4, N_("Out of tune"), N_("How far the copies stray."), neutral=0
            ),
        ),
    ),
    EffectSpec(
        "delay",
        "echoes",
        N_("Echo"),
        N_("Says everything again a moment later, weaker each time, like a mountain."),
        (
            _seconds(0.05, 0.6, 0.25, N_("Time between echoes")),
            Parameter("feedback", "", 0, 0.6, 0.35, N_("Comes back"), N_("How strong each echo is next to the last.")),
            _mix(0.3, 0.5),
        ),
        tail=3.0,
    ),
    EffectSpec(
        "comb",
        "echoes",
        N_("Pipe"),
        N_("Lets the voice bounce inside a pipe: one note and its multiples resound in every word."),
        (
            _hz(40, 400, 110, N_("Note played"), N_("A shorter pipe resounds higher.")),
            Parameter("feedback", "", 0, 0.9, 0.6, N_("Bounces"), N_("How much of the sound bounces back."), neutral=0),
        ),
    ),
    EffectSpec(
        "reverb",
        "echoes",
        N_("Reverberation"),
        N_("Adds the thousands of echoes of a big room, a cave or a church."),
        (_seconds(0.1, 2.5, 0.9, N_("Fades in")), _mix(0.2, 0.3)),
        tail=2.5,
    ),
    EffectSpec(
        "reverse_reverb",
        "echoes",
        N_("Backward reverberation"),
        N_("Puts the echoes before the words: each one swells out of nothing, like a ghost."),
        (_seconds(0.1, 0.8, 0.4, N_("Swells during")), _mix(0.2, 0.35)),
    ),
    EffectSpec(
        "pitch",
        "throat",
        N_("Pitch shift"),
        N_("Moves the voice up or down the scale, while the mouth keeps its size."),
        (
            Parameter(
                "semitones",
                N_("semitones"),
                -12,
                12,
                4,
                N_("Pitch change"),
                N_("12 semitones make an octave."),
                neutral=0,
            ),
        ),
        needs="pedalboard",
    ),
    EffectSpec(
        "formants",
        "throat",
        N_("Other mouth"),
        N_("Makes the mouth bigger or smaller, while the pitch stays: a giant and a mouse can sing the same note."),
        (
            Parameter(
                "ratio",
                "×",
                0.7,
                1.5,
                1.2,
                N_("Resonances"),
                N_("Under 1 a bigger mouth, over 1 a smaller one."),
                neutral=1,
            ),
        ),
    ),
    EffectSpec(
        "robot",
        "throat",
        N_("One note"),
        N_("Forces every sound onto the same note: the tune of the sentence is gone."),
        (_hz(50, 350, 110, N_("Note played"), N_("The note that all is said on.")),),
    ),
    EffectSpec(
        "whisper",
        "throat",
        N_("Whisper"),
        N_("Replaces the vibrations of the throat by breath: only the shape of the mouth is left."),
        (_mix(0.8),),
    ),
    EffectSpec(
        "vocoder",
        "throat",
        N_("Vocoder"),
        N_("Measures how strong the voice is in each band of sounds, and lends it to a buzzing machine."),
        (
            _hz(50, 300, 110, N_("Note played"), N_("The note of the machine.")),
            Parameter("bands", "", 12, 40, 24, N_("Bands"), N_("The more bands, the clearer the words."), whole=True),
            _mix(0.9),
        ),
    ),
    EffectSpec(
        "stutter",
        "damage",
        N_("Stutter"),
        N_("Cuts the sound into pieces and sometimes says the start of a piece twice, like a scratched disc."),
        (
            _seconds(0.04, 0.2, 0.09, N_("Length of a piece")),
            Parameter("chance", "", 0, 0.6, 0.25, N_("How often"), N_("0 never, 0.5 one piece in two."), neutral=0),
        ),
    ),
    EffectSpec(
        "crackle",
        "damage",
        N_("Crackle"),
        N_("Adds small clicks, like a worn record, a fire or a bad wire."),
        (
            Parameter("rate", N_("clicks a second"), 1, 60, 12, N_("Number of clicks")),
            Parameter(
                "db",
                "dB",
                -30,
                0,
                -9,
                N_("Strength of the clicks"),
                N_("Next to the voice: -30 is hardly heard."),
                neutral=-30,
            ),
        ),
    ),
    EffectSpec(
        "gusts",
        "damage",
        N_("Wind"),
        N_("Blows a wind that rises and falls with the words."),
        (_hz(0.2, 6, 1.5, _TURNS), _mix(0.3, 0.6)),
    ),
)

SPECS: Mapping[str, EffectSpec] = MappingProxyType({spec.type: spec for spec in _ALL})
