"""What holds for all tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bestio.errors import Problem, Report
from bestio.library import find_bundled
from bestio.persona import lexicon
from bestio.speech import voice

# Half of what the tests of the interface cost was painting: at 30 frames a second, what changes together is painted
# once. Set before Textual is imported, which reads it once; the benchmarks take the program's own figure.
os.environ.setdefault("TEXTUAL_FPS", "30")

# The terminal that the tests are started in is not the one they are about: a test that is of few colours says so.
os.environ["COLORTERM"] = "truecolor"


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
