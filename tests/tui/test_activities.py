"""The activities of the plan, in the real app: what a group answers, counts, bets and writes is in its journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from bestio.activities.quiz import QuizActivity
from bestio.activities.sign import SignActivity
from bestio.classroom.guidance import Guidance
from bestio.classroom.store import Store
from bestio.creation.attribution import verdict_of
from bestio.creation.betting import phrases_to_bet_on
from bestio.language.typography import grouped
from bestio.tui.screens.activities.opening import open_activity
from bestio.tui.screens.activities.prompts import PromptScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.chart import BeforeAfter, Diagram
from tests.sure import sure
from tests.tui.acting import act

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage."
)
SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


async def begin(hand: Any) -> WorkshopScreen:
    """A new creature, its workshop."""
    await hand.press("n")
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen) and hand.app.screen.creation.begun)
    return hand.app.screen


async def go(hand: Any, workshop: WorkshopScreen, key: str) -> None:
    """Open the activity `key` of the shipped plan."""
    guidance = Guidance(workshop.services.library, workshop.studio.journal)
    progress = sure(guidance.progress())
    place = next(one for one in progress.places if one.key == key)
    open_activity(workshop, progress.sequence, place)
    await hand.settle()


def phrases(workshop: WorkshopScreen, count: int, *, kept: int = 0) -> None:
    act(workshop, lambda: workshop.studio.write_text("t1", "La nuit", TEXT))
    machine = workshop.studio.machine()
    for _round in range(count):
        act(workshop, lambda: workshop.studio.make_phrase(machine))
    for key in list(workshop.studio.creation.phrases)[:kept]:
        act(workshop, partial(workshop.studio.record, "phrase.keep", id=key))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_pupils_answer_in_secret_and_the_class_compares(
    opened: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with opened(size) as hand:
        workshop = await begin(hand)
        store: Store = workshop.services.store
        answers = {"vivant": "un peu", "secret": "plutôt non"}
        with store.new("Les Voisins") as other:
            other.record("poll.answer", poll="qui-parle", when="before", answers=answers)
        (store.root / "atelier" / "abime.yaml").write_bytes(b"\x00\xff nothing that can be read")
        await go(hand, workshop, "qui-parle/sondage")
        for _pupil in range(2):
            await hand.press("enter", "down", *["down", "enter"] * 6)
        await hand.shows("2")
        await hand.press("r")
        assert not hand.app.screen.has_class("-pairs")
        given = workshop.creation.polls["qui-parle"]["before"]
        assert len(given) == 2
        assert len(given[0]) == 6
        await hand.press("enter", "down", "enter", "escape")
        assert workshop.creation.polls["qui-parle"] == {"before": given}
        await go(hand, workshop, "proces/sondage")
        await hand.press("r")
        assert not hand.app.screen.has_class("-pairs")
        await hand.press("enter", "down", "enter", "backspace", *["down", "enter"] * 6, "r")
        chart = hand.app.screen.query_one(BeforeAfter)
        await hand.until(lambda: chart.comparisons, "the charts")
        assert (chart.comparisons[0].before, chart.comparisons[0].after) == (3, 1)
        await hand.shows("100 %")
        await hand.press("backspace", "escape")
        assert hand.app.screen is workshop


@pytest.mark.slow
async def test_the_bet_comes_before_the_count(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "bete-a-languettes/compter")
        await hand.press("space")
        await hand.type("trente")
        await hand.press("enter")
        await hand.type("x")
        await hand.press(*["backspace"] * 7)
        await hand.type("30")
        await hand.press("enter", "space")
        assert not workshop.creation.notes
        await hand.press(*["space"] * 12)
        (note,) = workshop.creation.notes
        screen = hand.app.screen
        product = screen.play.activity.catalog.combinations()
        assert f"{product:,}".replace(",", "\u00a0") in note.text
        await hand.shows("×")
        before = workshop.creation.lexicons
        await hand.press("right")
        assert screen.play.activity.guess is None
        assert screen.play.activity.catalog.combinations() > product
        await hand.press("left", "left", "escape")
        assert workshop.creation.lexicons == before


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_human_or_machine(opened: Callable[..., Any], size: tuple[int, int]) -> None:
    async with opened(size) as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "proces/humain-ou-machine")
        await hand.press("h", "enter")
        assert not workshop.creation.guesses
        await hand.shows("F3")
        await hand.press("escape")
        phrases(workshop, 6)
        await go(hand, workshop, "proces/humain-ou-machine")
        screen = hand.app.screen
        assert isinstance(screen, PromptScreen)
        asked = screen.play.activity
        assert isinstance(asked, QuizActivity)
        count = len(asked.quiz.items)
        assert count >= 2
        await hand.press("m", "h", "enter", "enter")
        assert len(workshop.creation.guesses) == 1
        asked = screen.play.activity
        assert isinstance(asked, QuizActivity)
        assert asked.number == 1
        await hand.press("escape")
        await go(hand, workshop, "proces/humain-ou-machine")
        screen = hand.app.screen
        left = screen.play.activity.quiz.items
        for item in left:
            await hand.press("h" if item.truth == "human" else "m", "space")
        right = sum(guess.guess == guess.truth for guess in workshop.creation.guesses)
        assert right >= len(left)
        assert all(guess.quiz == "proces/humain-ou-machine" for guess in workshop.creation.guesses)
        await hand.shows("50 %")


@pytest.mark.slow
async def test_a_machine_that_listens_to_itself(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        phrases(workshop, 0)
        await go(hand, workshop, "proces/se-nourrir-de-soi")
        screen = hand.app.screen
        assert isinstance(screen, PromptScreen)
        await hand.press("down", "enter")
        await hand.until(lambda: workshop.creation.notes, "the end of the generations")
        words = screen.query(Diagram).first()
        assert [curve.mark for curve in words.curves.curves] == ["●", "▲", "+"]
        forgets, keeps, _new = (curve.values for curve in words.curves.curves)
        assert forgets[-1] <= keeps[-1] <= keeps[0]
        assert words.pointed == len(forgets) - 1 == 20
        await hand.press("left")
        assert words.pointed == 19
        await hand.shows("Génération 19")
        (ran,) = [event for event in workshop.studio.journal.events if event.do == "retrain.run"]
        assert ran.data["vocabulary"]["replace"] == list(forgets)
        await hand.press("r", "enter", "s")
        await hand.until(lambda: not screen.has_class("-working"), "it stops")
        await hand.press("r", "enter", "escape")
        assert hand.app.screen is workshop


@pytest.mark.slow
async def test_a_bet_then_the_verdict_and_a_signature(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "auteur/paris")
        await hand.press("enter", "enter", "escape", "escape")
        phrases(workshop, 5, kept=2)
        await go(hand, workshop, "auteur/paris")
        await hand.press("enter", "enter")
        await hand.type("3")
        await hand.press("enter", "enter")
        (bet,) = workshop.creation.notes
        assert bet.bet is not None
        assert bet.bet.phrase == workshop.creation.kept_phrases[0].text
        await hand.press("backspace", "escape", "escape")
        await go(hand, workshop, "auteur/signature")
        await hand.press("enter")
        sign = hand.app.screen
        assert isinstance(sign, PromptScreen)
        await hand.press("right", "enter")
        assert len(workshop.creation.notes) == 1, "105 points are not signed"
        await hand.press("down", "left", "n", "enter", "n")
        await hand.type("on a tout relu")
        await hand.press("enter")
        signed = sign.play.activity
        assert isinstance(signed, SignActivity)
        assert signed.parts[:2] == (25, 15)
        assert workshop.creation.notes[-1].text.endswith("on a tout relu")
        assert len(workshop.creation.notes) == 2
        await hand.press("escape", "down", "down", "enter")
        assert isinstance(hand.app.screen, WhoIsTheAuthor)
        await hand.shows("2 phrases gardées")
        await hand.press("escape", "up", "enter")
        assert hand.app.screen is workshop


@pytest.mark.slow
async def test_whom_did_you_imagine(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "qui-parle/oreilles")
        screen = hand.app.screen
        assert workshop.bench == "voice"
        names = [voice.title for voice in screen.play.activity.voices]
        assert len(names) == 5
        assert not any(name in hand.screen() for name in names)
        await hand.press("space", "down", "enter")
        await hand.type("un vieux phare")
        await hand.press("enter")
        await hand.type("grave")
        await hand.press("enter")
        (note,) = workshop.creation.notes
        assert "un vieux phare" in note.text
        await hand.shows("un vieux phare")
        await hand.press("v")
        await hand.shows(names[0])
        await hand.press("p", "escape", "escape")
        await go(hand, workshop, "mille-voix/cinq-voix")
        again = hand.app.screen.play.activity
        assert len(again.voices) == 5
        assert again.voices == type(again).open(again.setting, again.place).voices


@pytest.mark.slow
async def test_notes_of_a_debate_and_an_accused_that_answers(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "proces/proces")
        await hand.type("[/b]coupable ")
        await hand.press("f8")
        await hand.type("Qui es-tu")
        await hand.press("enter")
        await hand.until(lambda: workshop.creation.phrases, "an answer")
        assert [one.question for one in workshop.creation.phrases.values()] == ["Qui es-tu"]
        await hand.shows("Qui es-tu")
        await hand.press("f6")
        await hand.shows("[/b]coupable")
        await hand.press("escape", "escape")
        assert [note.text for note in workshop.creation.notes] == ["[/b]coupable"]
        before = len(workshop.studio.journal.events)
        await go(hand, workshop, "proces/proces")
        await hand.shows("[/b]coupable")
        await hand.press("escape")
        assert not [event for event in workshop.studio.journal.events[before:] if event.do == "note.write"]


@pytest.mark.slow
async def test_the_short_text_is_drawn_from_alone(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "perroquet/pas-a-pas")
        await hand.until(lambda: not hand.app.screen.play.view.working, "the machine")
        assert hand.app.screen.play.activity.stepper.look_back == 1
        await hand.press("d", "f")
        await hand.until(lambda: workshop.creation.phrases, "the phrase")
        assert {step.source for step in workshop.creation.phrases["p1"].steps} == {"plan:text"}
        assert not workshop.creation.texts


@pytest.mark.slow
async def test_other_activities_lead_to_their_bench(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        for key, bench in (("mille-voix/scene", "stage"), ("bete-a-languettes/accord", "creature")):
            await go(hand, workshop, key)
            assert (hand.app.screen, workshop.bench) == (workshop, bench)
        await go(hand, workshop, "bete-a-languettes/languettes")
        await hand.shows("F7")
        await go(hand, workshop, "perroquet/ecrire")
        assert type(hand.app.screen).__name__ == "Editor"


@pytest.mark.slow
async def test_the_groups_own_creation_is_seen_again_and_the_class_opens(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        act(workshop, workshop.studio.spin_all)
        await go(hand, workshop, "proces/deviner")
        replay = hand.app.screen
        assert isinstance(replay, ReplayScreen)
        await hand.until(lambda: replay.seen is not None and replay.replay.position, "the creation")
        assert replay.audience.on
        for _act in workshop.studio.journal.events:
            if replay.audience.question is None:
                await hand.press("right")
        assert replay.audience.question is not None
        await hand.press("escape")
        assert hand.app.screen is workshop
        await hand.press("t")
        assert not workshop.studio.journal.read_only
        progress = workshop.guidance.progress()
        place = progress.places[0]
        open_activity(workshop, progress.sequence, replace(place, activity=replace(place.activity, bench="class")))
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen) and hand.app.screen.rows, "the class")
        await hand.press("escape")
        assert hand.app.screen is workshop


@pytest.mark.slow
async def test_the_commands_of_an_activity_stand_in_the_palette(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "bete-a-languettes/compter")
        screen = hand.app.screen
        found = {command.title: command for command in hand.app.get_system_commands(screen)}
        bet = next(one for title, one in found.items() if title.startswith("Parier"))
        bet.callback()
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "the bet")
        await hand.press("escape", "escape", "f7")
        await hand.until(lambda: hand.app.screen.has_class("-steps"), "the guide")
        assert any(
            "F7" in command.title or "Y aller" in command.title
            for command in hand.app.get_system_commands(hand.app.screen)
        )


@pytest.mark.slow
async def test_the_hand_stays_where_a_phrase_was_thrown_away(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        phrases(workshop, 5)
        await hand.press("f3", "g", "down", "down")
        made = workshop.query_one("#made", OptionList)
        for left in (2, 2, 1):
            await hand.press("j")
            assert made.highlighted == left
        assert len(workshop.creation.kept) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "in_hand"), [("auteur/paris", "Parier"), ("auteur/signature", "Signer"), ("auteur/atelier", "")]
)
async def test_an_activity_opens_on_what_it_is_about(opened: Callable[..., Any], key: str, in_hand: str) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, key)
        if not in_hand:
            assert (hand.app.screen, workshop.bench) == (workshop, "phrases")
            return
        choices = hand.app.screen.query_one("#choices", OptionList)
        assert str(choices.get_option_at_index(choices.highlighted).prompt).startswith(in_hand)


async def test_two_quick_enters_do_not_answer_a_question_that_nobody_has_read(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        await go(hand, workshop, "qui-parle/sondage")
        screen = hand.app.screen
        await hand.hammer("enter", "enter")
        assert (screen.play.activity.asked, screen.play.activity.answers) == (0, {})
        await hand.press("enter")
        await hand.shows("laquelle")
        await hand.hammer("down", "enter", "enter", "enter")
        assert screen.play.activity.asked == 1
        choices = screen.query_one("#choices", OptionList)
        await hand.pilot.click(choices, offset=(4, 2), times=2)
        await hand.settle()
        assert screen.play.activity.asked == 2


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)])
async def test_a_bet_does_not_show_what_it_asks_for(opened: Callable[..., Any], size: tuple[int, int]) -> None:
    async with opened(size) as hand:
        workshop = await begin(hand)
        phrases(workshop, 3)
        await hand.press("f3")
        found = phrases_to_bet_on(workshop.creation)
        verdicts = [verdict_of(one).split("(")[0].strip() for one in found]
        assert all(verdicts)

        def told() -> bool:
            shown = " ".join(hand.screen().split())
            return any(" ".join(verdict.split())[:28] in shown for verdict in verdicts)

        await hand.until(told, "the glass box on the bench")
        await go(hand, workshop, "auteur/paris")
        await hand.press("enter")
        for _bet in range(2):  # the second time, the verdict of the first bet has to go
            await hand.until(lambda: not told(), "the phrases alone")
            await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, AskLine))
            assert not told()
            await hand.press("3", "enter")
            assert not told()
            await hand.press("enter")
            await hand.until(told, "the verdict")
            await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, AskLine))
            assert not told()
            await hand.press("escape")


async def test_the_count_is_not_written_behind_the_question(opened: Callable[..., Any]) -> None:
    async with opened((120, 30)) as hand:
        workshop = await begin(hand)
        counted = grouped(workshop.studio.combinations())
        await hand.shows(counted)
        await go(hand, workshop, "bete-a-languettes/compter")
        await hand.until(lambda: counted not in hand.screen().replace("\u202f", "\u00a0"), "nothing of it")
