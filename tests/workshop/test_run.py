"""A run is a tuple in all but its cost: adding costs the same whatever there is already."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.workshop.creation import fold
from bestio.workshop.events import Event
from bestio.workshop.run import Run

acts = st.lists(st.tuples(st.booleans(), st.sampled_from(["", "a", "b", "c"]), st.integers(0, 3)), max_size=300)


@given(acts)
def test_it_is_what_a_tuple_would_be(done: list[tuple[bool, str, int]]) -> None:
    run: Run[tuple[str, int]] = Run(lambda item: item[0])
    model: tuple[tuple[str, int], ...] = ()
    for adds, name, number in done:
        before, was = run, model
        if adds:
            run, model = run.plus((name, number)), (*model, (name, number))
        else:
            run, model = run.without(name), tuple(item for item in model if not name or item[0] != name)
        assert (before, len(before)) == (was, len(was))  # what others hold has not changed
    assert run == model
    assert list(run) == list(model)
    assert (run == Run.of(model), run != (*model, None), bool(run)) == (True, True, bool(model))
    assert (run[-3:], repr(run), hash(run)) == (model[-3:], repr(model), hash(model))
    if model:
        assert (run[-1], run[0]) == (model[-1], model[0])


def steps(task: Callable[[], object]) -> int:
    """How many functions are entered, left or resumed."""
    count = 0

    def counted(_frame: FrameType, _event: str, _told: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        task()
    finally:
        sys.setprofile(None)
    return count


KINDS: dict[str, Callable[[int], Event]] = {
    "note": lambda at: Event(at, "note.write", {"text": f"mot {at}"}),
    "note with a name": lambda at: Event(at, "note.write", {"text": f"mot {at}", "id": f"n{at}"}),
    "note written again": lambda at: Event(at, "note.write", {"text": f"mot {at}", "id": f"n{at % 50}"}),
    "line": lambda at: Event(at, "stage.speak", {"phrase": "p1"}),
    "guess": lambda at: Event(at, "quiz.answer", {"phrase": "x", "guess": "human", "truth": "human"}),
    "setting": lambda at: Event(at, "machine.set", {f"x{at}": at}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_journal_four_times_as_long_costs_four_times_the_work(kind: str) -> None:
    short, long = ([KINDS[kind](at) for at in range(count)] for count in (500, 2000))
    fold(short)  # what is made once
    assert steps(lambda: fold(long)) < 5 * steps(lambda: fold(short))


def test_what_is_copied_does_not_grow_with_the_whole() -> None:
    run: Run[int] = Run()
    for number in range(9000):
        run = run.plus(number)
    assert len(run._blocks) <= -(-9000 // 64)
    assert run._blocks[:-1] == run.plus(1)._blocks[:-1]
    assert all(now is was for now, was in zip(run.plus(1)._blocks[:-1], run._blocks[:-1], strict=True))
