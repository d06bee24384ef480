"""Full rounds of the garbage collector come when nobody waits."""

from __future__ import annotations

import gc
import subprocess
import sys

from bestio.tui.gc_policy import STILL, GcPolicy


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def full_rounds() -> int:
    return int(gc.get_stats()[2]["collections"])


def test_a_round_is_made_once_it_is_still() -> None:
    clock = Clock()
    rounds = GcPolicy(clock)
    assert not rounds.look()  # nothing was done yet
    assert not rounds.waits
    rounds.touch()
    assert rounds.waits
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
    assert not rounds.waits


def test_what_was_read_before_is_not_looked_through_any_more() -> None:
    # In a process of its own: it holds for the whole process.
    code = "import gc; from bestio.tui.gc_policy import GcPolicy; GcPolicy.begin(); print(gc.get_freeze_count() > 1000)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"


def test_rounds_keep_apart_and_what_comes_after_is_done_with_each() -> None:
    moment, after = 0.0, []
    rounds = GcPolicy(lambda: moment, still=1.0, apart=10.0, after=lambda: after.append(moment))
    made = []
    for second in range(100, 130):  # somebody does something every second, and it is still in between
        moment = float(second)
        rounds.touch()
        moment += 0.75
        assert not rounds.look()
        moment += 0.5
        if rounds.look():
            made.append(moment)
    assert made == after == [101.25, 111.25, 121.25]
