"""What holds for all tests."""

import gc
import itertools
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bestio.errors import Problem, Report
from bestio.library import find_bundled
from bestio.persona import lexicon
from bestio.speech import voice
from tests.histories import clock, event_kinds, event_lists
from tests.postgres import journals_on_server, postgres

__all__ = ["clock", "event_kinds", "event_lists", "journals_on_server", "postgres"]

# Half of what the tests of the interface cost was painting: at 30 frames a second, what changes together is painted
# once. Set before Textual is imported, which reads it once; the benchmarks take the program's own figure.
os.environ.setdefault("TEXTUAL_FPS", "30")

# The terminal that the tests are started in is not the one they are about: a test that is of few colours says so.
os.environ["COLORTERM"] = "truecolor"


# How long an example takes says how busy the machine is, nothing of the program; and whether work may land is not left
# to chance: the same code meets the same examples. `--hypothesis-profile=few` is for one more Python, where another run
# has more of them. `drawn` draws others each time, `thorough` many others, for who looks for a fault.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
_any_machine = settings.get_profile("any-machine")
settings.register_profile("few", _any_machine, max_examples=15, derandomize=True)
settings.register_profile("plain", _any_machine, max_examples=50, derandomize=True)
settings.register_profile("drawn", _any_machine, max_examples=50)
settings.register_profile("thorough", _any_machine, max_examples=500)
settings.load_profile("plain")

# The order of sets is chance too. What the tests start takes this over, and so does whoever shares them out; the step
# of `.ci/run` that draws anew sets another.
os.environ.setdefault("PYTHONHASHSEED", "0")

ASKING_FOR_CHANCE = ("acts", "creature", "openapp", "phrases", "replay", "serve", "workshop")
"""The commands that ask the system for chance."""


@pytest.fixture(autouse=True)
def _chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands draw within a test is the same at each run of it, and never the same twice within it."""
    seeds = itertools.count()
    for name in ASKING_FOR_CHANCE:
        monkeypatch.setattr(import_module(f"bestio.cli.{name}"), "SystemRandom", lambda: Random(next(seeds)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays to the end: a full round of the collector, which looked through all of it
    again and again, was a tenth of what the tests cost."""
    if session.config.getoption("--benchmark-enable"):
        return
    gc.collect()
    gc.freeze()
    newest, newer, _full = gc.get_threshold()
    gc.set_threshold(10 * newest, newer, 5 * newer)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where `.ci/run` wants to know it, write which tests failed, a line each."""
    if "BESTIO_FAILED" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    told = [report for how in ("failed", "error") for report in terminalreporter.stats.get(how, [])]
    with Path(os.environ["BESTIO_FAILED"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in dict.fromkeys(report.nodeid for report in told))


@pytest.fixture(scope="session", autouse=True)
def _what_ships_is_read_once(pytestconfig: pytest.Config) -> Iterator[None]:
    """The files that ship do not change meanwhile: to read them for each test was a fifth of what all tests cost."""
    if pytestconfig.getoption("--benchmark-enable"):
        yield
        return
    bundled = find_bundled()

    def once(read: Callable[[Path, Report], Any]) -> Callable[[Path, Report], Any]:
        known: dict[Path, Any] = {}

        def reading(path: Path, report: Report) -> Any:
            if path.parent.parent != bundled:
                return read(path, report)
            if path not in known:
                problems: list[Problem] = []
                known[path] = read(path, problems.append)
                assert not problems, problems
            return known[path]

        return reading

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "open_lexicon", once(lexicon.open_lexicon))
        patch.setattr(voice, "read_voice", once(voice.read_voice))
        yield
