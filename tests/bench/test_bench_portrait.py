"""Portraits are drawn within a frame of the screen: 20 of them a second while the wheels spin."""

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bestio.documents import yamlio
from bestio.export.picture import to_png
from bestio.persona.portrait import Look, Strips, draw, half_blocks, read_strips
from tests.sure import sure

LEXICONS = Path(__file__).parents[2] / "lexicons"
LOOK = Look.named("chat/rouille", "horloge", "tentacules/nuit")


@pytest.fixture(scope="module")
def strips() -> Strips:
    found = {}
    for path in sorted(LEXICONS.glob("portraits*.yaml")):
        found.update(read_strips(yamlio.read(path), lambda problem: None))
    return found


def test_a_portrait_for_the_screen(benchmark: BenchmarkFixture, strips: Strips) -> None:
    benchmark(lambda: half_blocks(draw(strips, LOOK, mouth=1, eyes="closed")))
    if benchmark.enabled:
        assert sure(benchmark.stats).stats.median < 0.002


def test_a_png_for_the_cards(benchmark: BenchmarkFixture, strips: Strips) -> None:
    benchmark(lambda: to_png(draw(strips, LOOK), scale=8))


def test_reading_the_shipped_portraits(benchmark: BenchmarkFixture) -> None:
    paths = sorted(LEXICONS.glob("portraits*.yaml"))
    benchmark(lambda: [read_strips(yamlio.read(path), lambda problem: None) for path in paths])
