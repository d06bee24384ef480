"""Where a group is in the plan: what counts as done, what comes next, and the time that is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.classroom.plan import Activity, Done, Seance, Sequence, load_sequences
from bestio.classroom.progress import LONGEST_PAUSE, choose, follow
from bestio.creation.events import Event
from bestio.creation.fold import EMPTY, fold
from bestio.library import Library, find_bundled
from tests.sure import sure

PLAN = Sequence(
    "plan",
    "Un plan",
    seances=(
        Seance(
            "un",
            "Un",
            activities=(
                Activity("parler", "Parler", 4, "talk"),
                Activity("noter", "Noter", 5, "debate", done=Done("Deux notes", "note.write", 2)),
            ),
        ),
        Seance(
            "deux",
            "Deux",
            activities=(
                Activity("noter", "Noter", 10, "debate", done=Done("", "note.write")),
                Activity("sondage", "Sondage", 6, "poll", poll="p", when="after", done=Done("", "poll.answer", 2)),
            ),
        ),
    ),
)


def events(*acts: tuple[float, str, dict[str, Any]]) -> list[Event]:
    return [Event(at, do, data) for at, do, data in acts]


def reach(at: float, seance: str, activity: str, **more: str) -> tuple[float, str, dict[str, Any]]:
    return (at, "step.reach", {"seance": seance, "activity": activity, **more})


def note(at: float) -> tuple[float, str, dict[str, Any]]:
    return (at, "note.write", {"text": "x"})


def marks(progress: Any) -> list[str]:
    return ["here" if one.here else "done" if one.done else "left" if one.reached else "" for one in progress.places]


def test_nothing_has_begun() -> None:
    progress = follow(PLAN, [])
    assert progress.here is None
    assert progress.next is not None
    assert progress.next.number == "1.1"
    assert marks(progress) == ["", "", "", ""]
    assert progress.seconds_left(1000) == 0


def test_acts_count_for_the_activity_one_is_at() -> None:
    progress = follow(PLAN, events(note(1), reach(2, "un", "parler"), reach(9, "un", "noter"), note(10)))
    assert marks(progress) == ["done", "here", "", ""]
    assert progress.here is not None
    assert (progress.here.count, progress.here.needed, progress.here.done) == (1, 2, False)
    progress = follow(
        PLAN,
        events(reach(2, "un", "noter"), note(3), reach(4, "deux", "noter"), note(5), note(6), reach(9, "un", "parler")),
    )
    assert marks(progress) == ["here", "left", "done", ""]


def test_an_act_that_is_undone_counts_no_more() -> None:
    start = [reach(1, "un", "noter"), note(2), note(3)]
    assert follow(PLAN, events(*start)).places[1].done
    undone = follow(PLAN, events(*start, (4, "undo", {})))
    assert undone.places[1].count == 1
    assert follow(PLAN, events(*start, (4, "undo", {}), (5, "redo", {}))).places[1].done


def test_a_poll_counts_whenever_it_was_answered() -> None:
    answer = (3.0, "poll.answer", {"poll": "p", "when": "after", "answers": {}})
    other = (4.0, "poll.answer", {"poll": "p", "when": "before", "answers": {}})
    progress = follow(PLAN, events(answer, other, answer))
    assert [one.count for one in progress.places] == [0, 0, 0, 2]
    assert progress.places[3].done


def test_time_is_left_until_it_is_over_and_a_week_between_counts_for_nothing() -> None:
    begun = follow(PLAN, events(reach(100, "un", "noter")))
    assert begun.seconds_left(160) == 240
    assert begun.seconds_left(100 + 6 * 60) == -60
    assert begun.seconds_left(100 + 7 * 24 * 3600) == 300
    again = follow(PLAN, events(reach(100, "un", "noter"), note(160), note(160 + LONGEST_PAUSE + 1)))
    assert again.seconds_left(again.last) == 240
    back = follow(PLAN, events(reach(0, "un", "noter"), reach(60, "deux", "noter"), reach(90, "un", "noter")))
    assert back.seconds_left(90) == 300


def test_the_next_step_crosses_sessions_and_ends() -> None:
    assert sure(follow(PLAN, events(reach(0, "un", "noter"))).next).number == "2.1"
    assert follow(PLAN, events(reach(0, "deux", "sondage"))).next is None
    gone = follow(
        PLAN, events(reach(0, "un", "noter"), reach(5, "un", "disparue"), reach(6, "un", "parler", sequence="autre"))
    )
    assert gone.here is not None
    assert gone.here.number == "1.2"


def test_which_plan_a_group_follows() -> None:
    other = Sequence("autre", "Autre", seances=PLAN.seances)
    both = {"autre": other, "plan": PLAN}
    assert choose(both, [], EMPTY, first="plan") is PLAN
    assert choose(both, [], EMPTY, first="rien") is other
    assert choose({}, [], EMPTY) is None
    for named, expected in (("autre", other), ("inconnu", PLAN)):
        acts = events(reach(0, "un", "parler", sequence=named))
        assert choose(both, acts, fold(acts), first="plan") is expected


@given(st.data())
def test_no_journal_breaks_it(event_lists: Callable[..., Any], data: st.DataObject) -> None:
    acts = data.draw(event_lists())
    steps = [Event(float(n), "step.reach", {"seance": "un", "activity": "noter"}) for n in range(2)]
    progress = follow(PLAN, [*steps[:1], *acts, *steps[1:]])
    assert all(one.count >= 0 for one in progress.places)
    assert progress.spent >= 0


def test_the_shipped_plan_is_followed_from_end_to_end(tmp_path: Path) -> None:
    sequence = load_sequences(Library(find_bundled(), tmp_path), lambda _problem: None)["mille-et-une-voix"]
    acts: list[Event] = []
    while (to := follow(sequence, acts).next) is not None:
        acts.append(Event(float(len(acts)), "step.reach", {"seance": to.seance.id, "activity": to.activity.id}))
    assert len(acts) == len(list(sequence.steps()))
    assert sure(follow(sequence, acts).here).activity.kind == "gallery"


def test_what_is_written_again_under_its_name_counts_once() -> None:
    def named(at: float, name: str) -> tuple[float, str, dict[str, Any]]:
        return (at, "note.write", {"id": name, "text": "x"})

    start = [reach(1, "un", "noter"), named(2, "a"), named(3, "a")]
    assert follow(PLAN, events(*start)).places[1].count == 1
    assert follow(PLAN, events(*start, named(4, "b"))).places[1].done
    assert follow(PLAN, events(*start, (4, "undo", {}))).places[1].count == 1
    assert follow(PLAN, events(*start, (4, "undo", {}), (5, "undo", {}))).places[1].count == 0
    assert follow(PLAN, events(*start, (4, "undo", {}), (5, "redo", {}), named(6, "b"))).places[1].done


def test_a_text_counts_from_so_many_words_on() -> None:
    written = Activity("ecrire", "Écrire", 9, "write", done=Done("", "text.write", 1, 5))
    plan = Sequence("plan", "Un plan", seances=(Seance("un", "Un", activities=(written,)),))

    def text(at: float, words: int) -> tuple[float, str, dict[str, Any]]:
        return (at, "text.write", {"id": "t1", "text": "mot " * words})

    start = [reach(1, "un", "ecrire"), text(2, 4)]
    assert not follow(plan, events(*start)).places[0].done
    assert follow(plan, events(*start, text(3, 5))).places[0].done
    assert not follow(plan, events(*start, text(3, 5), (4, "undo", {}))).places[0].done


def one_activity(do: str, count: int) -> Sequence:
    done = Done("", do, count)
    return Sequence("p", "P", seances=(Seance("un", "Un", activities=(Activity("a", "A", 4, "talk", done=done),)),))


@pytest.mark.parametrize(
    ("do", "undoes", "one", "same", "back"),
    [
        ("phrase.keep", "phrase.unkeep", {"id": "p1"}, {"id": "p2"}, {"id": "p1"}),
        ("phrase.keep", "phrase.drop", {"id": "p1"}, {"id": "p2"}, {"id": "p1"}),
        ("trait.lock", "trait.unlock", {"slot": "tete"}, {"slot": "corps"}, {"slot": "tete"}),
        ("text.share", "text.unshare", {"id": "t1"}, {"id": "t2"}, {"id": "t1"}),
        ("text.write", "text.remove", {"id": "t1"}, {"id": "t2"}, {"id": "t1"}),
        ("trait.add", "trait.remove", {"id": "tete-1"}, {"id": "tete-2"}, {"ref": "own:tete-1"}),
    ],
)
def test_what_is_taken_back_counts_no_more(
    do: str, undoes: str, one: dict[str, str], same: dict[str, str], back: dict[str, str]
) -> None:
    acts = events(reach(0, "un", "a"), (1, do, one), (2, do, one), (3, do, same), (4, undoes, back))
    plan = one_activity(do, 2)

    def counts(*more: tuple[float, str, dict[str, Any]]) -> int:
        return follow(plan, [*acts, *events(*more)]).places[0].count

    assert counts() == 1
    undo: dict[str, Any] = {}
    assert counts((5, "undo", undo)) == 2
    assert counts((5, "undo", undo), (6, "redo", undo)) == 1
    assert counts((5, do, one)) == 2


def test_a_short_quiz_is_done_when_all_its_phrases_are_judged() -> None:
    plan = one_activity("quiz.answer", 10)
    judged = [(float(n), "quiz.answer", {"phrase": f"{n}", "of": 3}) for n in (1, 2, 3)]
    (before,) = follow(plan, events(reach(0, "un", "a"), *judged[:2])).places
    (after,) = follow(plan, events(reach(0, "un", "a"), *judged)).places
    assert (before.count, before.needed, before.done) == (2, 3, False)
    assert (after.count, after.needed, after.done) == (3, 3, True)
    old = [(at, do, {"phrase": data["phrase"]}) for at, do, data in judged]
    assert follow(plan, events(reach(0, "un", "a"), *old)).places[0].needed == 10
