"""How long a creature takes: run with `pytest tests/bench --benchmark-enable`; the bounds are those of the design."""

import subprocess
import sys
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.lexicon import read_lexicon
from bestio.persona.persona import invent, reroll

ROOT = Path(__file__).parents[2]
DRAW, TELL, OPEN = 0.001, 0.001, 0.3  # seconds


@pytest.fixture(scope="module")
def catalog() -> TraitCatalog:
    paths = sorted((ROOT / "lexicons").glob("*.yaml")) or [ROOT / "tests" / "data" / "persona" / "atelier.yaml"]
    return TraitCatalog([lexicon for lexicon in (read_lexicon(path, print) for path in paths) if lexicon is not None])


def _median_of(turns: int, act: object) -> float:
    times = []
    for _turn in range(turns):
        start = perf_counter()
        act()  # type: ignore[operator]
        times.append(perf_counter() - start)
    return median(times)


def test_a_draw_takes_less_than_a_millisecond(catalog: TraitCatalog, benchmark: BenchmarkFixture) -> None:
    seeds = count()
    benchmark(lambda: invent(catalog, next(seeds)))
    assert _median_of(300, lambda: invent(catalog, next(seeds))) < DRAW


def test_a_reroll_takes_less_than_a_millisecond(catalog: TraitCatalog, benchmark: BenchmarkFixture) -> None:
    persona, random = invent(catalog, 1), Random(1)
    benchmark(lambda: reroll(catalog, persona, "tete", random))
    assert _median_of(300, lambda: reroll(catalog, persona, "tete", random)) < DRAW


def test_a_description_takes_less_than_a_millisecond(catalog: TraitCatalog, benchmark: BenchmarkFixture) -> None:
    personas = [invent(catalog, seed) for seed in range(400)]
    turn = count()
    benchmark(lambda: describe(catalog, personas[next(turn) % len(personas)]))
    assert _median_of(300, lambda: describe(catalog, personas[next(turn) % len(personas)])) < TELL


def test_5000_traits_open_in_300_ms_from_the_first_time(large: Path, benchmark: BenchmarkFixture) -> None:
    script = (
        "import sys, time; from pathlib import Path; from bestio.persona.lexicon import read_lexicon;"
        "wall, cpu = time.perf_counter(), time.process_time(); lexicon = read_lexicon(Path(sys.argv[1]), print);"
        "print(time.perf_counter() - wall, time.process_time() - cpu,"
        " sum(len(slot.traits) for slot in lexicon.slots.values()))"
    )
    times = []
    for _process in range(5):  # what a new process pays: nothing is warm
        found = subprocess.run([sys.executable, "-c", script, str(large)], capture_output=True, text=True, check=True)
        wall, cpu, traits = map(float, found.stdout.split())
        assert traits == 5000
        times.append((wall, cpu))
    wall, cpu = median(wall for wall, _cpu in times), median(cpu for _wall, cpu in times)
    print(f"5,000 traits open in {wall * 1000:.0f} ms, {cpu * 1000:.0f} ms of computing")
    assert wall < OPEN
    benchmark.pedantic(lambda: read_lexicon(large, print), rounds=5)
