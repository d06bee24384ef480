"""What finding what is said, and the last touch to a line, cost: CPU of the four hundred sentences that are held to."""

import csv
import time
from pathlib import Path

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bestio.language.spoken import spoken_form
from bestio.speech.levels import level
from bestio.speech.prosody import parts_of

DATA = Path(__file__).parents[1] / "data" / "speech" / "sentences.tsv"


def test_what_is_said_is_found_within_a_millisecond(benchmark: BenchmarkFixture) -> None:
    with DATA.open(encoding="utf-8", newline="") as stream:
        lines = [row["written"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]

    def say() -> None:
        for line in lines:
            parts_of(spoken_form(line).text)

    say()
    started = time.process_time()
    benchmark.pedantic(say, rounds=3)
    spent = (time.process_time() - started) / (3 if benchmark.enabled else 1) / len(lines)
    if benchmark.enabled:
        assert spent < 0.001


@pytest.mark.slow
def test_the_last_touch_costs_less_than_half_a_millisecond_a_second(benchmark: BenchmarkFixture) -> None:
    sound = (np.random.default_rng(7).standard_normal(4 * 22_050) / 20).astype(np.float32)
    level(sound, 22_050, 0.9, tail=False)
    started = time.process_time()
    benchmark.pedantic(lambda: level(sound, 22_050, 0.9, tail=False), rounds=50)
    if benchmark.enabled:
        assert (time.process_time() - started) / 50 / 4 < 0.0005
