"""The whole class is led to a step of the plan: those who are there, those who are not, and those who come later."""

from __future__ import annotations

import time
from html import unescape
from pathlib import Path

import pytest

from bestio.classroom.plan import load_sequences
from bestio.classroom.store import Store
from bestio.classroom.table import Row
from bestio.creation.state import Step as Reached
from bestio.library import open_library
from bestio.serve.steps import Step, next_step, steps_of
from tests.serve.conftest import Served, until
from tests.serve.test_live import ESCAPE, PHRASES, events


@pytest.fixture
def steps(tmp_path: Path) -> list[Step]:
    plans = load_sequences(open_library(tmp_path, {}), print)
    return steps_of(plans["mille-et-une-voix"])


def at(step: Step) -> Row:
    return Row("x", "X", seance=step.seance, activity=step.activity)


def test_what_comes_next_is_after_where_most_groups_are(steps: list[Step]) -> None:
    assert next_step(steps, [], None) == steps[0]
    assert next_step(steps, [Row("x", "X"), Row("y", "Y", seance="of-another", activity="plan")], None) == steps[0]
    assert next_step(steps, [at(steps[4]), at(steps[2]), at(steps[4])], None) == steps[5]
    assert next_step(steps, [at(steps[4]), at(steps[2])], None) == steps[3]  # nobody is left behind
    assert next_step(steps, [at(steps[4])], steps[7]) == steps[8]
    assert next_step(steps, [], steps[-1]) is None
    assert next_step([], [], None) is None


def reached(served: Served, name: str) -> Reached | None:
    with Store(served.library.workspace, time.time).open(served.journal(name), read_only=True) as journal:
        return journal.creation.step


async def comes_to(served: Served, name: str, step: Step) -> None:
    def there() -> bool:
        found = reached(served, name)
        return found is not None and found.activity == step.activity

    await until(there)


@pytest.mark.slow
async def test_all_go_to_the_next_step(served: Served, steps: list[Step]) -> None:
    first, second, teacher = served.client(), served.client(), served.client()
    open_one = await first.new_group()
    line = await first.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    closed = await second.new_group()  # its app has not been started
    page = unescape((await teacher.get("/prof"))[1])
    assert f"Étape suivante pour tous\u00a0: {steps[0].told}" in page
    page = unescape((await teacher.post("/prof", lead=steps[0].key))[1])
    assert f"<b>{steps[0].told}</b>" in page
    assert f"Étape suivante pour tous\u00a0: {steps[1].told}" in page

    told = await until(lambda: line.heard("step"))
    assert steps[0].told in told[1]
    for name in (open_one, closed):
        await comes_to(served, name, steps[0])
    later = served.client()
    late = await later.new_group()
    assert reached(served, late) is None
    late_line = await later.line()
    assert steps[0].told in (await until(lambda: late_line.heard("step")))[1]
    await comes_to(served, late, steps[0])
    await late_line.shows("Échap")  # its creature begins, as ever

    # Who was told is told once; whoever goes on alone is left alone.
    await late_line.leave()
    again = await later.line()
    await until(lambda: again.heard("role"))
    await again.rests()
    assert again.heard("step") is None
    count = events(served.journal(open_one))
    await teacher.post("/prof", do="lead", to=steps[5].key)
    await comes_to(served, open_one, steps[5])
    assert events(served.journal(open_one)) == count + 1
    await line.types(PHRASES)
    await line.shows("F3 Phrases")


@pytest.mark.slow
async def test_a_group_that_is_not_on_its_workshop_goes_along(served: Served, steps: list[Step]) -> None:
    pupils = served.client()
    name = await pupils.new_group()
    line = await pupils.line()
    await line.shows("Échap")
    line.painted = b""
    while "Nouvelle créature" not in line.text:  # home: the journal is closed
        await line.types(ESCAPE)
        await line.rests()
    await served.client().post("/prof", lead=steps[3].key)
    await comes_to(served, name, steps[3])


async def test_a_step_that_the_plan_has_not_is_told(served: Served) -> None:
    for wrong in ("x", "mille-et-une-voix/../x", ""):
        assert "Il n’y a pas d’activité" in (await served.client().post("/prof", lead=wrong))[1]
    assert served.server.room.step is None
