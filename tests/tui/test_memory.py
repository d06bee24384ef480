"""Full rounds of the garbage collector come when nobody waits."""

from __future__ import annotations

import gc
import subprocess
import sys

from bestio.tui.memory import STILL, Rounds


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def full_rounds() -> int:
    return int(gc.get_stats()[2]["collections"])


def test_a_round_is_made_once_it_is_still() -> None:
    clock = Clock()
    rounds = Rounds(clock)
    assert not rounds.look()  # nothing was done yet
    rounds.touch()
    clock.now += STILL / 2
    assert not rounds.look()
    rounds.touch()
    clock.now += STILL * 0.9
    assert not rounds.look()
    before = full_rounds()
    clock.now += STILL * 0.2
    assert rounds.look()
    assert full_rounds() == before + 1
    assert not rounds.look()  # one is enough until something is done again


def test_what_was_read_before_is_not_looked_through_any_more() -> None:
    # In a process of its own: it holds for the whole process.
    code = "import gc; from bestio.tui.memory import Rounds; Rounds.begin(); print(gc.get_freeze_count() > 1000)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"
