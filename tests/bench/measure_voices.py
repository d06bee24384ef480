"""A table of the shipped voices, or of a workspace's: is each understood, is it like another, what does it cost?

Run it from the repository's root: `python tests/bench/measure_voices.py [FOLDER]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bestio.library import Library, find_bundled
from bestio.speech.effects import cost
from bestio.speech.line_cache import LineCache
from bestio.speech.measure import ENOUGH_DISTANCE, ENOUGH_IDENTIFIED, survey
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples
from bestio.speech.voice import Voice, load_voices


def main(folder: Path) -> int:
    """Print one line a voice of `folder`, and return how many do not pass."""
    voices = load_voices(Library(find_bundled(), folder), print)
    with Speaker(cache=LineCache()) as speaker:

        def say(voice: Voice, text: str) -> tuple[Samples, int]:
            speech = speaker.render(text, voice)
            return speech.samples, speech.sample_rate

        found = survey(say, voices, voices["bestio-nu"])
    failed = 0
    print(f"{'voice':24} {'words':>6} {'nearest':>8}  {'':24} {'effects':>8}")
    for name, measured in found.items():
        good = measured.identified >= ENOUGH_IDENTIFIED and measured.distance >= ENOUGH_DISTANCE
        failed += not good
        spent = cost(voices[name].effects)
        line = f"{name:24} {measured.identified:6.3f} {measured.distance:8.2f}  {measured.nearest:24} {spent:5.1f} ms/s"
        print(line if good else f"{line}  <- too low")
    mean = np.mean([measured.identified for measured in found.values()])
    print(f"{len(found)} voices, {failed} too low; mean identification {mean:.3f}")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("nowhere")) > 0)
