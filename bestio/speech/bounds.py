"""How far each control of a voice goes: the one table for files, sliders, mutations and bends.

The bounds are those within which French stayed intelligible when the control was used alone; stacks of
controls are judged as a whole by `understanding`.
"""

from __future__ import annotations

import math

import msgspec

from bestio.documents.reader import Number
from bestio.i18n import N_, _

VOICE_ID = r"[a-z0-9-]{1,24}"
MOST_EFFECTS = 6
LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 160
LONGEST_BASE = 64
LANGUAGES = {"fr": "roa/fr", "en": "gmw/en"}
"""espeak's own name of each language that its data is carried for; any other text is read as French."""


class Parameter(msgspec.Struct, frozen=True):
    """One control: its name in files, its unit, its bounds (both included), its usual value, its words for pupils.

    `label` and `explanation` are message ids; read them translated with `title` and `help`. `neutral` is the value at
    which an effect that has this control leaves the voice as it is, or next to it: what it is weakened towards.
    """

    name: str
    unit: str
    low: float
    high: float
    default: float
    label: str
    explanation: str = ""
    whole: bool = False
    neutral: float | None = None

    @property
    def title(self) -> str:
        """The control's name for people."""
        return _(self.label)

    @property
    def help(self) -> str:
        """What turning the control does to the sound, in one line; empty where the name says it all."""
        return _(self.explanation) if self.explanation else ""

    def clamp(self, value: float) -> float:
        """`value` brought within the bounds; the usual value where it is not a number."""
        if math.isnan(value):
            return self.default
        kept = min(max(value, self.low), self.high)
        return float(round(kept)) if self.whole else kept

    @property
    def kind(self) -> Number:
        """What it may be in a file: a number within the bounds (and whole, where it must be)."""
        return Number(self.low, self.high, self.whole)

    def allows(self, value: object) -> bool:
        """Whether it may be `value`."""
        return self.kind.allows(value)


RATE = Parameter(
    "rate",
    N_("words a minute"),
    80,
    350,
    160,
    N_("Speed"),
    N_("How many words the voice says in a minute."),
    whole=True,
)
VOLUME = Parameter("volume", "", 0, 1, 0.9, N_("Loudness"), N_("From silence (0) to full strength (1)."))
PITCH = Parameter(
    "pitch_hz", "Hz", 45, 600, 100, N_("Pitch"), N_("Vibrations of the throat in a second: few is low, many is high.")
)
LEVEL = Parameter(
    "level",
    "",
    1,
    5,
    5,
    N_("Recordings"),
    N_("What comes from your recordings: 1 breath and noises, 2 syllables, 3 words, 4 runs of words, 5 whole lines."),
    whole=True,
)
# Of espeak's Klatt throats, 1 and 2 are 9 dB weaker than all others.
TIMBRE = (
    Parameter(
        "formants",
        "×",
        0.75,
        1.4,
        1.0,
        N_("Size of the mouth"),
        N_("Moves the resonances of the mouth: under 1 the creature sounds huge, over 1 tiny."),
    ),
    Parameter(
        "flutter", "", 0, 10, 2, N_("Trembling"), N_("The pitch wavers by itself, as if the throat shook."), whole=True
    ),
    Parameter(
        "roughness", "", 0, 7, 2, N_("Roughness"), N_("One vibration in two is weaker: the voice grates."), whole=True
    ),
    Parameter(
        "voicing",
        "%",
        30,
        150,
        100,
        N_("Throat"),
        N_("How strong the sound of the throat is; low, it whispers."),
        whole=True,
    ),
    Parameter(
        "breath", "%", 0, 100, 0, N_("Breath"), N_("Adds the noise of air that passes through the mouth."), whole=True
    ),
    Parameter(
        "klatt", "", 3, 6, 4, N_("Machine throat"), N_("Another way to compute the throat, more electric."), whole=True
    ),
)
TIMBRE_BY_NAME = {parameter.name: parameter for parameter in TIMBRE}
