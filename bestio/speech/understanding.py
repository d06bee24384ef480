"""Can the words of a voice be understood? A veto for what is invented, and a guide for how far traits may bend.

A few sentences are said, and the small listener of `listener` tells how sure it is of each sound that the engine makes.
What counts is where it is least sure: words are lost in the worst stretches of a sentence, which a mean over all of it
hides. Who speaks fast is understood less than the sounds alone let think: what is asked of a voice grows with its rate,
and over FASTEST it is not asked at all. Who is slow is a little clearer for it, down to _SLOWEST.

How good it is was measured on the voices of before any was mended (25 that shipped, 40 mutants and 20 bent ones,
ungated, with stutter and full bit crush), of each of which Whisper base heard 12 sentences or more. `sure` is the
logarithm of the probability that it gave to the true text, bad is 0.5 less than the plain voice, few are under 0.6 of
the plain voice's words. In brackets is the mean over all frames that stood here before:

              Spearman with sure   AUC for bad   AUC for few words
    shipped   0.70 (0.47)          0.88 (0.77)   0.88 (0.75)
    mutants   0.79 (0.73)          0.89 (0.86)   0.83 (0.81)
    bent      0.70 (0.58)          0.79 (0.74)   0.71 (0.65)
    all       0.75 (0.61)          0.88 (0.81)   0.81 (0.76)
    all, by four other sentences of the listener's
              0.68 (0.58)          0.82 (0.79)   0.79 (0.75)
    all, by a listener that has met no effect
              0.64                 0.82          0.77
    all, without the rate
              0.66                 0.85          0.75

Half of the recogniser's sentences ranks voices as the other half does by 0.8 (sure) and 0.5 (words; 17 voices). No
weight was trained on its answers. How long a stretch is and how many count was looked at on them, and matters little
(0.15 to 0.6 s, a tenth to four tenths: Spearman within 0.04). A voice takes 0.1 s of the processor. It is too hard on
huge and very low voices, too easy on delays, wah and ring, and no share of words: it is never shown as one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from bestio.speech.clear import crowding
from bestio.speech.intelligibility_gate import Unheard
from bestio.speech.listener import STEP, load_listener
from bestio.speech.speaker import Pronounced
from bestio.speech.voice import Accepts, Voice

Pronounce = Callable[[str, Voice], Pronounced | None]
"""A text as a voice of espeak says it, with its sounds; None where nothing is said. See `speaker.Speaker.pronounce`."""

SENTENCES: Final = (
    "Le petit robot traverse la forêt sans faire de bruit.",
    "Quand vient la nuit, une machine chante sous la montagne.",
    "Vous cherchez un chemin vers la vieille gare.",
    "Ses bottes jaunes laissent des traces dans la boue.",
)
FASTEST: Final = 230
"""Words a minute over which nobody follows an invented voice, however clear."""
ENOUGH: Final = -2.3
"""The clearness from which on a voice passes of which nothing else is known; the plain voice has about -1."""
WELL: Final = -1.6
"""What is so clear passes, whatever it was made of."""
LOSS: Final = 0.3
"""What an invention or a bent voice may lose of the clearness of the voice that it was made of, where that has less."""
LEAST: Final = -2.65
"""What is less clear never passes."""
NOTHING: Final = -20.0
"""The clearness of a voice of which no sound is known."""
_STRETCH = round(0.3 / STEP)  # frames of a stretch: a short word
_WORST = 5  # one stretch in so many counts, the worst ones
_USUAL_RATE, _SLOWEST = 160, 130
_HURRY = 2.5  # what e times the usual rate costs


def clearness(pronounce: Pronounce, voice: Voice, sentences: Sequence[str] = SENTENCES) -> float:
    """How clear the worst stretches of `voice` (of espeak) are, less what its hurry costs; 0 or less at its usual rate.

    It is the mean logarithm of the probability that the listener gives to the sounds that are made. Raises Unheard.
    """
    listener = load_listener()
    parts = []
    for sentence in sentences:
        said = pronounce(sentence, voice)
        if said is None:
            raise Unheard
        parts.append(_stretches(listener.sureness(said.speech.samples, said.speech.sample_rate, said.sounds)))
    stretches = np.sort(np.concatenate(parts))
    hurry = math.log(max(voice.rate, _SLOWEST) / _USUAL_RATE)
    return float(stretches[: len(stretches) // _WORST + 1].mean()) - _HURRY * hurry if len(stretches) else NOTHING


def _stretches(sure: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The mean of each stretch of frames, every half of one; of all of them where there are no more."""
    if not len(sure):
        return np.zeros(0)
    width = min(_STRETCH, len(sure))
    sums = np.concatenate([[0.0], np.cumsum(sure, dtype=np.float64)])
    return np.asarray((sums[width:] - sums[:-width]) / width, np.float64)[:: _STRETCH // 2]


def understood(pronounce: Pronounce, voices: Mapping[str, Voice] = MappingProxyType({})) -> Accepts:
    """What `invention` and `modulation` take as `accepts`; it raises Unheard where nothing is said.

    What is tried has the id of the voice that it is made of: where that is one of `voices`, it is held to its
    clearness, for the listener is harder on high and on huge voices than people are; and it is not more crowded with
    effects (`clear.crowding`), to which the listener is too used. Other engines than espeak do not tell which sound
    they make when: their voices are held to a rate alone.
    """
    own: dict[str, float] = {}

    def needed(identity: str) -> float:
        if identity not in voices:
            return ENOUGH
        if identity not in own:
            own[identity] = clearness(pronounce, voices[identity])
        return max(LEAST, min(WELL, own[identity] - LOSS))

    def accepts(voice: Voice) -> bool:
        if voice.rate > FASTEST:
            return False
        if voice.engine != "espeak":
            return True
        if voice.id in voices and crowding(voice.effects) > crowding(voices[voice.id].effects):
            return False
        clear = clearness(pronounce, voice)
        return clear >= WELL or (clear >= LEAST and clear >= needed(voice.id))

    return accepts
