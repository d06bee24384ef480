"""The guide: what is done, where the group is, what comes next; a group that comes back finds its step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.activities.guide import GuideActivity
from bestio.classroom.guidance import Guidance
from bestio.classroom.progress import Place
from bestio.tui.screens.activities.opening import open_guide
from bestio.tui.screens.activities.prompts import PromptScreen
from bestio.tui.screens.activities.steps import Steps
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.guide_line import GuideLine
from tests.sure import sure
from tests.tui.acting import act

PLAN = """
bestio: sequence/1
id: mon-plan
title: "Mon plan [b]à moi"
seances:
  - id: une
    title: Une seule
    goal: Voir.
    activities:
      - {id: nommer, title: Nommer, minutes: 5, kind: wheel, bench: creature, pupils: "Donne un nom[/]",
         done: {text: Un nom, event: persona.name, count: 1}}
      - {id: finir, title: Finir, minutes: 5, kind: stage, bench: stage, pupils: Finis.}
      - {id: cassee, title: Cassée, minutes: beaucoup, kind: stage}
"""


async def begin(hand: Any) -> tuple[WorkshopScreen, Guidance]:
    await hand.press("n")
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen) and hand.app.screen.creation.begun)
    workshop = hand.app.screen
    return workshop, Guidance(workshop.services.library, workshop.studio.journal)


def pointed(guide: PromptScreen) -> Place:
    """The activity in hand."""
    activity = guide.play.activity
    assert isinstance(activity, GuideActivity)
    return sure(activity.guidance.progress()).places[sure(guide.query_one(Steps).hand)]


async def show(hand: Any, workshop: WorkshopScreen, guidance: Guidance) -> PromptScreen:
    open_guide(workshop, guidance)
    await hand.until(lambda: isinstance(hand.app.screen, PromptScreen) and hand.app.screen.is_mounted)
    await hand.settle()
    return hand.app.screen


def steps(workshop: WorkshopScreen) -> list[str]:
    return [event.data["activity"] for event in workshop.studio.journal.events if event.do == "step.reach"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_a_group_goes_on_step_by_step_and_finds_its_step_again(
    opened: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with opened(size) as hand:
        workshop, guidance = await begin(hand)
        guide = await show(hand, workshop, guidance)
        assert pointed(guide).number == "1.1"
        assert not guidance.begun
        await hand.press("n")
        assert steps(workshop) == ["accueil"]
        await hand.press("n")
        assert pointed(guide).activity.id == "sondage"
        await hand.shows("✓")
        await hand.shows("min")
        await hand.press("h")
        assert guidance.time_left(sure(guidance.progress())) == ""
        await hand.press("escape")
        assert hand.app.screen is workshop
        again = Guidance(workshop.services.library, workshop.studio.journal)
        guide = await show(hand, workshop, again)
        assert pointed(guide).number == "1.2"
        assert pointed(guide).here
        await hand.press("f1", "escape", "down", "down", "down", "enter")
        assert steps(workshop) == ["accueil", "sondage", "rencontre"]
        assert hand.app.screen is workshop
        assert workshop.bench == "creature"


@pytest.mark.slow
async def test_the_line_tells_the_step_and_only_where_a_plan_is_followed(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop, guidance = await begin(hand)
        line = GuideLine(guidance)
        await workshop.mount(line, before=workshop.query_one("#tip"))
        assert not line.display
        await show(hand, workshop, guidance)
        await hand.press(*["n"] * 4, "escape")
        assert line.display
        assert "1.4" in line.render().plain
        act(workshop, lambda: workshop.studio.record("note.write", text="x"))
        line.creation = workshop.creation
        assert "✓" in line.render().plain
        await hand.shows("1.4")


@pytest.mark.slow
async def test_a_plan_of_the_teacher_comes_first_and_its_faults_are_told(
    opened: Callable[..., Any], workspace: Path
) -> None:
    folder = workspace / "workshops"
    folder.mkdir(parents=True)
    (folder / "mon-plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "casse.yaml").write_text("bestio: sequence/1\nid: [\n", encoding="utf-8")
    async with opened() as hand:
        workshop, guidance = await begin(hand)
        guide = await show(hand, workshop, guidance)
        assert sure(guidance.sequence).id == "mon-plan"
        assert len(guidance.problems) >= 2
        await hand.shows("Mon plan [b]à moi")
        await hand.shows("Donne un nom[/]")
        await hand.shows("casse.yaml")
        await hand.press("enter")
        act(workshop, lambda: workshop.studio.record("persona.name", name="Zig"))
        assert sure(guidance.progress()).places[0].done
        guide = await show(hand, workshop, guidance)
        await hand.press("n", "n")
        assert pointed(guide).activity.id == "finir"
        await hand.press("p")
        assert sure(guidance.sequence).id == "mille-et-une-voix"
        assert pointed(guide).number == "1.1"
        await hand.press("p")
        assert pointed(guide).activity.id == "finir"


async def test_no_plan_at_all_is_told(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop, guidance = await begin(hand)
        guidance.sequences = {}
        await show(hand, workshop, guidance)
        await hand.press("enter", "n", "p", "h")
        assert guidance.progress() is None
        await hand.shows("Pour savoir pourquoi")
        await hand.press("escape")
        assert hand.app.screen is workshop


@pytest.mark.slow
async def test_who_only_looks_on_reaches_no_step(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop, guidance = await begin(hand)
        workshop.studio.journal.close()
        await show(hand, workshop, guidance)
        await hand.press("n", "n")
        assert steps(workshop) == []
