"""How quickly, and how clearly, is a line put together from a bank of 300 words by eight made-up pupils?

    python -m tests.bench.measure_recorded [--shared] [EAR/bin/python]

All eight say all the words; `--shared`: each word is said by two of them. They are espeak variants through a telephone
filter and noise. Told are the milliseconds of a 12-word line, warm;
of opening a bank of 5,000 clips; and, with the python of a recogniser (`hear_voices.py` tells how to make it), the
part of the words that it understands, of lines that were put together and of the same lines said whole by a pupil, and
the mean log-probability of the true words: it loses a window now and then, which moves the first far more.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.classroom.word_list import words_worth
from bestio.library import BANKS, Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.speech.recorded import intake
from bestio.speech.recorded.bank import Banks, open_bank
from bestio.speech.recorded.bank_index import INDEX, Leave, written
from bestio.speech.recorded.clip import RATE, Clip, encoded
from bestio.speech.recorded.file_banks import FileBanks
from bestio.speech.resample import resample
from bestio.speech.speaker import Pronounced, Speaker
from bestio.speech.speech import Samples
from bestio.speech.voice import EVERYBODY, Recorded, Voice
from bestio.text.fold import fold
from tests.speech.pupils import NAMES, pupil, said, telephone

NOW = 1_795_000_000.0
PLAIN = Voice(id="plain", title="plain")
HEARD_RATE, WINDOW, BETWEEN = 16_000, 28.0, 0.6
SENTENCES = (
    "le vieux capitaine regarde la mer et attend le vent du soir",
    "une petite machine chante dans la nuit et personne ne répond",
    "la lampe tombe de la table et fait beaucoup de bruit",
    "le robot cherche une clé dans le fond de la boîte",
    "la bête dort sous la lune et rêve de soupe",
    "il marche sur la place avec une lettre dans la main",
    "deux boulons parlent du temps et le moteur écoute en silence",
    "elle ouvre la fenêtre pour regarder la neige tomber ce matin",
    "quand la pluie vient l'ombre passe devant la grande place",
    "le phare garde la mer et la lumière tourne toute la nuit",
    "je compte les étoiles et ma tête devient très petite",
    "chaque soir la cloche frappe douze coups et le monde dort",
    "la machine raconte une vieille chanson et tout le monde rit",
    "le robot demande pourquoi la lune bouge quand il marche",
    "un joueur prend le ballon et court vers le fond",
    "mon coeur fait le bruit d'un moteur quand tu me parles",
)


def bank_of_pupils(home: Path, speaker: Speaker, *, shared: bool) -> int:
    """A bank of 300 words, each said by eight pupils, or by two of them; how many clips it holds."""

    def pronounce(text: str) -> Pronounced | None:
        return speaker.pronounce(text, PLAIN)

    lexicons = load_lexicons(Library(find_bundled(), home), lambda _problem: None)
    needed = sorted({word for sentence in SENTENCES for word in sentence.split()})
    texts = ((source.text, 1) for lexicon in lexicons.values() for source in lexicon.sources.values())
    words = [*needed, *words_worth(texts, needed, 300)][:300]
    kept = RecordedVoices(home, NOW)
    kept.turn_on("5b", "5b")
    for number in range(8):
        mine = [word for at, word in enumerate(words) if not shared or at % 8 in {number, (number + 3) % 8}]
        sounds = ((word, telephone(said(speaker, pupil(number), word), at)) for at, word in enumerate(mine))
        kept.add(
            "5b",
            NAMES[number],
            [intake.cut_of(word, sound, intake.model_of(word, pronounce)) for word, sound in sounds],
        )
    return len(kept.bank("5b").clips)


def voice(who: str = "", level: int = 5) -> Voice:
    """The voice of the bank."""
    return Voice(id="nos", title="nos", engine="recorded", recorded=Recorded("5b", who, level))


def warm(speaker: Speaker) -> float:
    """The best of ten times, in milliseconds, that a 12-word line takes."""

    def once() -> float:
        speaker.cache.clear()
        start = time.perf_counter()
        speaker.render(SENTENCES[0], voice())
        return 1000 * (time.perf_counter() - start)

    return min(once() for _turn in range(10))


def opening(folder: Path, count: int = 5_000) -> float:
    """Milliseconds of CPU in which a bank of so many clips opens."""
    folder.mkdir(parents=True)
    data = encoded(np.zeros(RATE // 20, np.float32))
    parts = tuple((name, at / 10, at / 10 + 0.1) for at, name in enumerate("mabul"))
    clips = [
        Clip(
            f"{n:016x}",
            f"P{n % 8}",
            f"mot{n}",
            0.0,
            "2099-01-01",
            len(data),
            "0" * 24,
            0.5,
            ((f"mot{n}", 0.0, 0.5),),
            parts,
        )
        for n in range(count)
    ]
    for clip in clips:
        (folder / f"{clip.id}.wav").write_bytes(data)
    (folder / INDEX).write_bytes(written(Leave(on=True, until="2099-01-01"), clips))

    def once() -> float:
        start = time.process_time()
        assert len(open_bank(folder, "2027-01-01").clips) == count
        return 1000 * (time.process_time() - start)

    return min(once() for _turn in range(5))


def windows(sounds: Sequence[Samples]) -> Iterator[tuple[list[int], Samples]]:
    """Sounds packed into windows of 28 s: the numbers of those in each, and the window."""
    numbers: list[int] = []
    parts: list[Samples] = []
    gap = np.zeros(round(BETWEEN * HEARD_RATE), np.float32)
    for number, sound in enumerate(sounds):
        heard = resample(np.asarray(sound, np.float32), RATE, HEARD_RATE)
        heard = (heard / max(1e-6, float(np.abs(heard).max())) / 2).astype(np.float32)
        if parts and sum(map(len, parts)) + len(heard) + len(gap) > WINDOW * HEARD_RATE:
            yield numbers, np.concatenate(parts)
            numbers, parts = [], []
        numbers.append(number)
        parts += [heard, gap]
    yield numbers, np.concatenate(parts)


def understood(ear: str, sets: Mapping[str, Sequence[Samples]], folder: Path) -> Iterator[tuple[str, float, float]]:
    """Of each set of the sentences, the part of the words that a recogniser finds, and how sure of the true ones."""
    recogniser = [ear, str(Path(__file__).with_name("recogniser.py")), str(folder / "model")]
    with subprocess.Popen(recogniser, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name, sounds in sets.items():
            found = total = 0
            sure: list[float] = []
            for numbers, window in windows(sounds):
                path = folder / "window.f4"
                window.astype("<f4").tofile(path)
                asked = {"sound": str(path), "sentences": [SENTENCES[number] for number in numbers]}
                process.stdin.write(json.dumps(asked) + "\n")
                process.stdin.flush()
                truth = _words(" ".join(asked["sentences"]))
                answer = json.loads(process.stdout.readline())
                heard = _words(answer["heard"])
                sure += answer["sure"]
                blocks = SequenceMatcher(None, truth, heard, autojunk=False).get_matching_blocks()
                found += sum(block.size for block in blocks)
                total += len(truth)
            yield name, found / total, float(np.mean(sure))
        process.stdin.close()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def main(*asked: str) -> None:
    """Tell the figures."""
    ear = next((one for one in asked if not one.startswith("-")), "")
    with (
        tempfile.TemporaryDirectory() as folder,
        Speaker(banks=Banks(FileBanks(Path(folder) / BANKS, lambda: NOW), lambda: NOW)) as speaker,
    ):
        home = Path(folder)
        print(f"bank: 300 words, {bank_of_pupils(home, speaker, shared='--shared' in asked)} clips")
        print(f"a 12-word line, warm: {warm(speaker):.0f} ms")
        print(f"opening 5,000 clips: {opening(home / 'large'):.0f} ms of CPU")
        if not ear:
            return
        sets: dict[str, list[Samples]] = {}
        for n in range(4):
            sets[f"whole, {NAMES[n]}"] = [
                telephone(said(speaker, pupil(n), one), at) for at, one in enumerate(SENTENCES)
            ]
            sets[f"from clips, {NAMES[n]}"] = [speaker.render(one, voice(NAMES[n])).samples for one in SENTENCES]
        sets["from clips, anybody"] = [speaker.render(one, voice()).samples for one in SENTENCES]
        sets["everybody in turn"] = [speaker.render(one, voice(EVERYBODY)).samples for one in SENTENCES]
        for name, part, sure in understood(ear, sets, home):
            print(f"{name:<24} {part:.2f} of the words, sure {sure:.2f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
