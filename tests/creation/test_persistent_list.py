"""A run, a pile and a shelf are a tuple and a mapping in all but their cost: adding costs nearly the same always."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.creation.events import Event
from bestio.creation.fold import fold
from bestio.creation.persistent_list import PersistentList
from bestio.creation.pile import Pile
from bestio.creation.shelf import Shelf

acts = st.lists(st.tuples(st.booleans(), st.sampled_from(["", "a", "b", "c"]), st.integers(0, 3)), max_size=300)


@given(acts)
def test_it_is_what_a_tuple_would_be(done: list[tuple[bool, str, int]]) -> None:
    run: PersistentList[tuple[str, int]] = PersistentList(lambda item: item[0])
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
    assert (run == PersistentList.of(model), run != (*model, None), bool(run)) == (True, True, bool(model))
    assert (run[-3:], repr(run), hash(run)) == (model[-3:], repr(model), hash(model))
    if model:
        assert (run[-1], run[0]) == (model[-1], model[0])


uses = st.lists(st.tuples(st.sampled_from(["put", "take"]), st.integers(0, 250), st.integers(0, 3)), max_size=400)


@given(uses, st.integers(0, 210))
def test_a_shelf_is_what_a_mapping_would_be(done: list[tuple[str, int, int]], filled: int) -> None:
    shelf: Shelf[int] = Shelf()
    model: dict[str, int] = {}
    for act, key, value in [*(("put", number, 0) for number in range(filled)), *done]:
        before, was = shelf, list(model.items())
        if act == "put":
            shelf, model = shelf.plus(str(key), value), {**model, str(key): value}
        else:
            shelf = shelf.without(str(key))
            model = {other: one for other, one in model.items() if other != str(key)}
        assert (list(before.items()), len(before)) == (was, len(was))
        assert (shelf.get(str(key)), str(key) in shelf) == (model.get(str(key)), str(key) in model)
    assert shelf == model
    assert (list(shelf), list(shelf.values())) == (list(model), list(model.values()))
    again: Shelf[int] = Shelf()
    for name, value in model.items():
        again = again.plus(name, value)
    assert (shelf == again, shelf != again.plus("x", 1), bool(shelf)) == (True, True, bool(model))
    assert (repr(shelf), shelf.without("y") is shelf) == (repr(model), True)
    with pytest.raises(KeyError):
        shelf["y"]


@given(st.lists(st.booleans(), max_size=200), st.integers(1, 12))
def test_a_pile_is_what_the_end_of_a_tuple_would_be(adds: list[bool], most: int) -> None:
    pile: Pile[int] = Pile()
    model: tuple[int, ...] = ()
    for number, laid in enumerate([*[True] * (3 * most), *adds]):
        before, was = pile, model
        if laid:
            pile, model = pile.plus(number, most), (*model, number)[-most:]
        elif model:
            assert (pile.top, pile[-1]) == (model[-1], model[-1])
            pile, model = pile.below(), model[:-1]
        assert before == was
    assert (tuple(pile), tuple(reversed(pile)), len(pile), bool(pile)) == (model, model[::-1], len(model), bool(model))
    assert (pile[:-1], repr(pile), hash(pile)) == (model[:-1], repr(model), hash(model))
    if not model:
        for nothing in (lambda: pile.top, pile.below):
            with pytest.raises(IndexError):
                nothing()


def test_a_pile_keeps_little_more_than_counts() -> None:
    pile: Pile[object] = Pile()
    laid = [Laid() for _number in range(100)]
    alive = weakref.WeakSet(laid)
    for one in laid:
        pile = pile.plus(one, 5)
    laid.clear()
    del one
    gc.collect()
    assert 5 <= len(alive) <= 10


class Laid:
    """Something that can be seen to be gone."""


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
    "phrase": lambda at: Event(at, "phrase.make", {"id": f"p{at}", "text": "x"}),
    "setting": lambda at: Event(at, "machine.set", {f"x{at}": at}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_journal_four_times_as_long_costs_four_times_the_work(kind: str) -> None:
    short, long = ([KINDS[kind](at) for at in range(count)] for count in (500, 2000))
    fold(short), fold(long)  # what is made once
    assert steps(lambda: fold(long)) < 5 * steps(lambda: fold(short))


def test_what_is_copied_does_not_grow_with_the_whole() -> None:
    run: PersistentList[int] = PersistentList()
    for number in range(9000):
        run = run.plus(number)
    assert len(run.blocks) <= -(-9000 // 64)
    assert run.blocks[:-1] == run.plus(1).blocks[:-1]
    assert all(now is was for now, was in zip(run.plus(1).blocks[:-1], run.blocks[:-1], strict=True))
