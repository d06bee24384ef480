"""Small corpora still give phrases of their own, and a seed gives the same ones everywhere."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from bestio.documents import yamlio
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine

ROOT = Path(__file__).parents[2]
PUPILS = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "data" / "phrases").glob("texte-*.txt"))]


def originality(corpus: Corpus, draws: int = 500) -> float:
    """The part of phrases of 5 to 30 words whose longest copied run is under 60 %."""
    machine = PhraseMachine(corpus)
    random = Random(7)
    good = 0
    for _draw in range(draws):
        phrase = machine.make(random)
        good += phrase.relaxed is None and 5 <= phrase.copied.total <= 30 and phrase.copied.share < 0.6
    return good / draws


def pupils(*numbers: int) -> list[Source]:
    return [Source(f"p{number}", f"Groupe {number}", f"Texte {number}", PUPILS[number]) for number in numbers]


def starters() -> list[Source]:
    texts = yamlio.read(ROOT / "lexicons" / "ferraille.yaml").data["sources"]
    return [Source(name, one["author"], one["title"], one["text"]) for name, one in texts.items()]


def test_originality_of_eight_texts() -> None:
    assert originality(Corpus.of(pupils(*range(8)))) >= 0.99


@pytest.mark.parametrize("number", range(8))
def test_originality_of_one_text(number: int) -> None:
    assert originality(Corpus.of(pupils(number))) >= 0.90


@pytest.mark.parametrize("number", [0, 2, 6])
def test_originality_of_one_text_with_starters(number: int) -> None:
    given = starters()
    shares = {f"p{number}": 0.6, **{source.id: 0.4 / len(given) for source in given}}
    assert originality(Corpus.of([*pupils(number), *given], shares)) >= 0.995


def test_the_same_seed_gives_the_same_phrases_in_every_process() -> None:
    code = (
        "import sys; from pathlib import Path; from random import Random\n"
        "from bestio.phrases.corpus import Corpus, Source\nfrom bestio.phrases.machine import PhraseMachine\n"
        "texts = [path.read_text('utf-8') for path in sorted(Path('tests/data/phrases').glob('texte-*.txt'))]\n"
        "if sys.argv[1] == 'crlf': texts = [text.replace('\\n', '\\r\\n') for text in texts]\n"
        "corpus = Corpus.of([Source(str(n), f'G{n}', f'T{n}', text) for n, text in enumerate(texts)], {'1': 2.5})\n"
        "machine, random = PhraseMachine(corpus), Random(42)\n"
        "for n in range(40):\n"
        "    made = machine.make(random, with_word='lune' if n % 3 == 0 else None, keywords=['nuit'], says=['ploc'])\n"
        "    print(ascii(made))\n"
        "print(corpus.digest)\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, newline],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, newline in (("0", "lf"), ("1", "crlf"), ("12345", "lf"))
    ]
    assert said[0]
    assert said[0] == said[1] == said[2]
