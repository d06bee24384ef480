"""What tests of a group's work share: a clock that is told the time, and random journals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from bestio.creation.events import Event


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self, now: float = 1_763_800_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


ids = st.sampled_from(["a", "b", "c"])
slots = st.sampled_from(["tete", "corps", "peur"])
refs = st.sampled_from(["ferraille:hibou", "nuit:lune", "own:a"])
texts = st.text(max_size=20)


def _event(do: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.fixed_dictionaries(fields).map(lambda data: (do, data))


def _free(key: str) -> bool:
    return key not in {"at", "do"}


_copied = st.fixed_dictionaries({"words": st.integers(0, 9), "of": texts, "author": texts, "title": texts})
_piece = st.fixed_dictionaries(
    {"start": st.integers(0, 3), "end": st.integers(0, 3), "words": st.integers(0, 3), "text": st.integers(0, 2)}
)
sides = st.sampled_from(["human", "machine"])
traits = st.dictionaries(slots, refs, max_size=3)
KINDS = [
    _event("creation.begin", lexicons=st.lists(ids, max_size=2), seed=st.integers(0, 9), name=texts, traits=traits),
    _event("persona.draw", seed=st.integers(0, 9), traits=traits),
    _event("persona.cross", seed=st.integers(0, 9), traits=traits),
    _event(
        "persona.cross",
        seed=st.integers(0, 9),
        traits=traits,
        name=texts,
        other=st.fixed_dictionaries({"source": st.sampled_from(["", "class:ours:", "class:…"]), "creature": texts}),
    ),
    _event("persona.name", name=texts),
    _event("group.name", name=texts),
    _event("trait.draw", slot=slots, trait=refs, seed=st.integers(0, 9)),
    _event("trait.choose", slot=slots, trait=refs),
    _event("trait.lock", slot=slots),
    _event("trait.unlock", slot=slots),
    _event("trait.add", slot=slots, id=ids, trait=st.just({"adjectives": ["vert"]})),
    _event("trait.add", slot=slots, id=ids, trait=st.just({"adjectives": ["vert"]}), worn=st.booleans()),
    _event("trait.remove", ref=refs),
    _event("lexicons.set", ids=st.lists(ids, max_size=3)),
    _event("text.write", id=ids, title=texts, text=texts),
    _event("text.remove", id=ids),
    _event("text.share", id=ids),
    _event("text.unshare", id=ids),
    st.sampled_from([0.0, 0.3, 1.0]).map(lambda share: ("share.set", {"class": share})),
    _event("source.weigh", source=ids, weight=st.integers(0, 3), title=texts),
    _event("machine.set", order=st.none() | st.integers(0, 5), start=st.none() | texts),
    _event(
        "phrase.make", id=ids, text=texts, steps=st.just([{"word": "bip", "probability": 0.5}]), seed=st.integers(0, 9)
    ),
    _event(
        "phrase.make",
        id=ids,
        text=texts,
        steps=st.just([{"word": "bip"}, {"word": "bop", "author": "Bestio"}]),
        patches=st.lists(_piece, max_size=3),
        texts=st.lists(st.fixed_dictionaries({"source": ids, "author": texts, "title": texts}), max_size=2),
    ),
    _event(
        "duet.line",
        duet=ids,
        id=ids,
        who=st.fixed_dictionaries({"source": st.sampled_from(["", "class:ours:"]), "creature": texts}),
        text=texts,
        caught=texts,
    ),
    _event("phrase.keep", id=ids),
    _event("phrase.unkeep", id=ids),
    _event("phrase.edit", id=ids, text=texts),
    _event("phrase.edit", id=ids, text=texts, copied=st.none() | _copied),
    _event("phrase.drop", id=ids),
    _event("phrase.move", id=ids, to=st.integers(0, 4)),
    _event("voice.choose", id=ids),
    _event("voice.tune", voice=st.fixed_dictionaries({"id": ids, "rate": st.integers(80, 350)})),
    _event("voice.bend", on=st.booleans()),
    _event("note.write", text=texts, id=st.just("") | ids),
    _event("stage.speak", phrase=ids, voice=ids, seconds=st.integers(0, 5)),
    _event(
        "poll.answer",
        poll=ids,
        when=st.sampled_from(["before", "after", "jamais"]),
        answers=st.dictionaries(ids, texts, max_size=2),
    ),
    _event("quiz.answer", phrase=texts, guess=sides, truth=sides),
    _event(
        "retrain.run",
        prediction=st.sampled_from(["down", "up", "peut-être"]),
        vocabulary=st.dictionaries(
            st.sampled_from(["replace", "fresh", "…"]), st.lists(st.integers(-1, 9), max_size=3), max_size=2
        ),
    ),
    _event("step.reach", seance=ids, activity=ids),
    *[_event("undo")] * 3,
    *[_event("redo")] * 2,
    _event("aura.glow", colour=st.integers()),
    st.tuples(
        st.sampled_from(["trait.draw", "phrase.make", "share.set", "undo"]),
        st.dictionaries(texts.filter(_free), st.integers() | texts, max_size=3),
    ),
]


@st.composite
def _event_lists(draw: st.DrawFn, max_size: int = 60) -> list[Event]:
    made: list[Event] = []
    at = 0.0
    for do, data in draw(st.lists(st.one_of(KINDS), max_size=max_size)):
        at += draw(st.sampled_from([0.0, 0.5, 7.25, 4000.0]))
        made.append(Event(at, do, data))
    return made


@pytest.fixture(scope="session")
def event_lists() -> Callable[..., st.SearchStrategy[list[Event]]]:
    """Random journals: mostly possible events, some refused, some unknown."""
    return _event_lists


@pytest.fixture(scope="session")
def event_kinds() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """One event of any kind: its name and its values."""
    return st.one_of(KINDS)
