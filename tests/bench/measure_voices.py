"""A table of the shipped voices, or of a workspace's: is each clear, is it like another, what does it cost?

Run it from the repository's root: `python -m tests.bench.measure_voices [FOLDER]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bestio.library import Library, find_bundled
from bestio.speech.effects import cost
from bestio.speech.line_cache import LineCache
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples
from bestio.speech.understanding import FASTEST, LEAST, clearness
from bestio.speech.voice import Voice, load_voices
from tests.bench.distinct import ENOUGH_DISTANCE, distances, profile


def main(folder: Path) -> int:
    """Print one line a voice of `folder`, and return how many do not pass."""
    voices = load_voices(Library(find_bundled(), folder), print)
    with Speaker(cache=LineCache()) as speaker:

        def say(voice: Voice, text: str) -> tuple[Samples, int]:
            speech = speaker.render(text, voice)
            return speech.samples, speech.sample_rate

        clear = {name: clearness(speaker.pronounce, voice) for name, voice in voices.items()}
        far = distances({name: profile(say, voice) for name, voice in voices.items()})
    failed = 0
    print(f"{'voice':24} {'clear':>6} {'nearest':>8}  {'':24} {'effects':>8}")
    for name, voice in voices.items():
        pair = next(pair for pair in far if name in pair)
        good = clear[name] >= LEAST and voice.rate <= FASTEST and far[pair] >= ENOUGH_DISTANCE
        failed += not good
        other = pair[pair[0] == name]
        line = f"{name:24} {clear[name]:6.2f} {far[pair]:8.2f}  {other:24} {cost(voice.effects):5.1f} ms/s"
        print(line if good else f"{line}  <- too low")
    print(f"{len(voices)} voices, {failed} too low; mean clearness {np.mean(list(clear.values())):.2f}")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("nowhere")) > 0)
