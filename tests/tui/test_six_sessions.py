"""The six sessions of the shipped plan, done by a group of pupils as the guide says; with BESTIO_GUIDE_PICTURES=1, the
guide's pictures are made on the way.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static, TextArea

from bestio.activities.guide import GuideActivity
from bestio.classroom.progress import Place
from bestio.creation.words import count_words
from bestio.journal.journal import look
from bestio.library import Library, find_bundled
from bestio.tui.screens.activities.prompts import PromptScreen
from bestio.tui.screens.activities.steps import Steps
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.editor import Editor
from bestio.tui.screens.home import Home
from bestio.tui.screens.own_trait import OwnTrait
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.services import Services
from bestio.tui.widgets.chart import BeforeAfter
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.slider import Slider
from bestio.tui.widgets.sound_picture import SoundPicture
from bestio.tui.widgets.wheels import Wheels
from tests.sure import sure

SIZE = (100, 30)
PICTURES = Path(__file__).parents[2] / "workshops" / "images"
GUIDE = PICTURES.parent / "GUIDE.md"
POLL = "qui-parle"
OURS = (
    "Quand la nuit tombe, je sors de mon tiroir et je compte les boulons. La lune dort toujours dans la cuisine. "
    "Personne ne m’attend, mais la nuit chante dans mes rouages. Je marche vers le port et je salue la grue. "
    "Mais quand la pluie revient, mes pieds rouillent dans la nuit. La grue dort et le port chante dans la pluie. "
    "Toujours, je garde une clé dans ma poche, et personne ne sait quelle porte elle ouvre. "
    "Quand le matin vient, je rentre dans mon tiroir et la cuisine sent le café. "
    "Personne ne voit que mes yeux brillent toujours."
)
THEIRS = (
    "Quand la nuit vient, je danse sur le toit du gymnase. Personne ne danse mieux que la pluie. "
    "La lune garde une clé, mais elle dort toujours dans la mare. Je mange une chaussette et je rêve de la grue. "
    "Toujours, la mare chante et personne ne ferme la porte. Quand je dors, mes boulons dansent dans la nuit."
)


def pointed(guide: PromptScreen) -> Place:
    """The activity in hand in the guide."""
    activity = guide.play.activity
    assert isinstance(activity, GuideActivity)
    return sure(activity.guidance.progress()).places[sure(guide.query_one(Steps).hand)]


class Group:
    """What the pupils of a group do at their computer."""

    def __init__(self, hand: Any) -> None:
        self.hand = hand

    @property
    def workshop(self) -> WorkshopScreen:
        return next(screen for screen in self.hand.app.screen_stack if isinstance(screen, WorkshopScreen))

    @property
    def creation(self) -> Any:
        return self.workshop.creation

    async def on(self, kind: type[Any]) -> Any:
        """Wait for a screen."""
        await self.hand.until(lambda: isinstance(self.hand.app.screen, kind), kind.__name__)
        await self.hand.until(lambda: self.hand.app.screen.is_mounted)
        await self.hand.settle()
        return self.hand.app.screen

    async def reach(self, key: str, kind: type[Any] = WorkshopScreen) -> Any:
        """On to the next step from the guide, which is `key`, and what opens there."""
        await self.on(WorkshopScreen)
        await self.hand.press("f7")
        guide = await self.on(PromptScreen)
        await self.hand.press("n")
        place = pointed(guide)
        assert place.key == key
        assert place.here
        await self.hand.press("enter")
        return await self.on(kind)

    async def guide(self, picture: str = "") -> Any:
        """Look at the guide; where the group is."""
        await self.hand.press("f7")
        guide = await self.on(PromptScreen)
        if picture:
            self.picture(picture)
        place = pointed(guide)
        await self.hand.press("escape")
        await self.on(WorkshopScreen)
        return place

    async def answer(self, text: str) -> None:
        """Write a line that is asked for."""
        asked = await self.on(AskLine)
        asked.query_one("#line", Input).value = text
        await self.hand.press("enter")
        await self.hand.until(lambda: self.hand.app.screen is not asked)

    async def note(self, key: str, text: str) -> None:
        """Reach a debate and write the notes of it."""
        page = await self.reach(key, PromptScreen)
        await self.hand.type(text[:12])
        page.query_one("#page", TextArea).text = text
        await self.hand.press("escape")
        await self.on(WorkshopScreen)
        assert text in [note.text for note in self.creation.notes]

    async def poll(self, answers: list[list[int]]) -> None:
        """Each pupil answers in turn, by how many lines down the answer stands."""
        for pupil in answers:
            await self.hand.press("enter")
            for line in pupil:
                await self.hand.press(*["down"] * (line + 1), "enter")

    async def imagine(self, screen: Any) -> None:
        """Listen to a voice, and write whom one imagines behind each."""
        await self.hand.press("space")
        whom = ("un gardien de phare", "une grue", "le vent", "une vieille radio", "une loutre")
        for number, one in enumerate(whom):
            assert screen.query_one("#choices", OptionList).highlighted == number
            await self.hand.press("enter")
            await self.answer(one)
            await self.answer("grave" if number % 2 else "un tremblement")
            await self.on(PromptScreen)
            await self.hand.press("down")
        await self.hand.press("v")
        self.workshop.hush()

    async def phrase(self) -> None:
        """Let the machine make one more phrase."""
        before = len(self.creation.phrases)
        await self.hand.press("space")
        await self.hand.until(lambda: len(self.creation.phrases) > before, "a phrase")

    async def wheel(self, slot: str) -> None:
        """Take a wheel in hand."""
        wheels = self.workshop.query_one("#wheels", Wheels)
        down = [wheel.slot for wheel in wheels.wheels].index(slot) - wheels.cursor
        await self.hand.press(*["down" if down > 0 else "up"] * abs(down))
        assert wheels.slot == slot

    async def speak(self, *keys: str, lines: int, picture: str = "") -> None:
        """Say lines to their end, one after the other."""
        before = len(self.creation.spoken)
        await self.hand.press(*keys)
        if picture:
            karaoke = self.workshop.query_one("#stage Karaoke", Karaoke)
            await self.hand.until(lambda: karaoke.word >= 2, "a word is marked")
            self.picture(picture)
        for said in range(1, lines + 1):
            await self.hand.until(
                lambda said=said: len(self.creation.spoken) >= before + said, f"line {said} to its end"
            )

    async def home(self) -> None:
        """The bell rings: quit."""
        await self.on(WorkshopScreen)
        await self.hand.press("escape")
        await self.on(Home)

    def picture(self, name: str) -> None:
        """A picture for the guide, where they are wanted."""
        if os.environ.get("BESTIO_GUIDE_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{name}.svg").write_text(offline(self.hand.app.export_screenshot()), encoding="utf-8")


def offline(svg: str) -> str:
    """A picture that asks no server for its letters."""
    return re.sub(r"@font-face\s*\{.*?\}|<!--.*?-->", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")


async def come_back(hand: Any, path: Path) -> Group:
    """Open the group's creation from the list of home."""
    menu = hand.app.screen.query_one("#menu", OptionList)
    await hand.until(lambda: str(path) in [option.id for option in menu.options], "our creation in the list")
    ids = [option.id for option in menu.options]
    await hand.press(*["down"] * (ids.index(str(path)) - (menu.highlighted or 0)), "enter")
    group = Group(hand)
    await group.on(WorkshopScreen)
    return group


def neighbours(workspace: Path, *, last_session: bool = False) -> None:
    """What another group of the class does at its own computer: a text that it shares, answers, guesses."""
    services = Services(Library(find_bundled(), workspace), Random(11), time.time)
    store = services.store
    found = [entry.path for entry in store.groups("atelier") if entry.group == "Les Voisins"]
    with store.open(found[0]) if found else store.new("Les Voisins") as journal:
        studio = services.studio(journal)
        if last_session:
            for _pupil in range(2):
                studio.record("poll.answer", poll=POLL, when="after", answers={"secret": "sûrement pas"})
            for truth in ("human", "machine"):
                studio.record("quiz.answer", phrase=truth, guess="human", truth=truth, quiz="proces/humain-ou-machine")
        else:
            studio.begin()
            studio.record("step.reach", seance=POLL, activity="sondage", sequence="mille-et-une-voix")
            for _pupil in range(2):
                studio.record("poll.answer", poll=POLL, when="before", answers={"secret": "plutôt oui"})
            studio.write_text("t1", "La mare", THEIRS)
            studio.record("text.share", id="t1")


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_six_sessions(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened(SIZE) as hand:
        await hand.press("n")
        group = Group(hand)
        await group.on(WorkshopScreen)
        await hand.until(lambda: group.creation.begun)
        path = group.workshop.studio.journal.path
        await who_speaks(group)
    neighbours(workspace)
    for session, last in (
        (the_paper_beast, "qui-parle/ticket"),
        (the_paper_parrot, "bete-a-languettes/bilan"),
        (who_is_the_author, "perroquet/bilan"),
        (a_thousand_voices, "auteur/charte"),
        (the_trial, "mille-voix/scene"),
    ):
        if session is the_trial:
            neighbours(workspace, last_session=True)
        async with opened(SIZE) as hand:
            group = await come_back(hand, path)
            place = await group.guide()
            assert place.key == last, "the group finds its step again"
            assert place.here
            await session(group)
            if session is not the_trial:
                await group.home()
                continue
            progress = sure(group.workshop.guidance.progress())
            assert [one.number for one in progress.places if not one.done] == []
            assert progress.next is None
            await group.home()
            await the_teacher_looks(group)
    with look(path, clock=time.time) as journal:
        reached = [event.data["activity"] for event in journal.events if event.do == "step.reach"]
        assert len(reached) == len(progress.places), "each step was reached once"
        assert sure(journal.creation.step).activity == "galerie"
        assert len(journal.creation.kept) == 4


async def who_speaks(group: Group) -> None:
    """Session 1."""
    hand = group.hand
    await group.reach("qui-parle/accueil")
    await hand.shows("F7")
    await group.reach("qui-parle/sondage", PromptScreen)
    await group.poll([[0, 0, 0, 0, 0, 0], [1, 2, 1, 2, 2, 0], [0, 1, 1, 1, 3, 1]])
    await hand.press("r")
    assert not hand.app.screen.has_class("-pairs")
    await hand.press("escape")
    assert len(group.creation.polls[POLL]["before"]) == 3

    await group.imagine(await group.reach("qui-parle/oreilles", PromptScreen))
    await hand.press("escape")
    await group.note("qui-parle/robot-ou-pas", "Une machine est un robot quand elle capte, décide et agit.")

    await group.reach("qui-parle/rencontre")
    assert group.workshop.bench == "creature"
    await hand.press("t", "t", "t", "n")
    await group.answer("Grincelune")
    assert group.creation.name == "Grincelune"
    await hand.until(lambda: not group.workshop.query_one("#wheels", Wheels).spinning, "the wheels stop")
    group.picture("creature")
    await group.note("qui-parle/ticket", "Aujourd’hui, la machine a tiré. Aujourd’hui, nous avons choisi.")
    await group.guide("guide")
    await group.home()


async def the_paper_beast(group: Group) -> None:
    """Session 2."""
    hand, workshop = group.hand, group.workshop
    await group.reach("bete-a-languettes/languettes")
    count = await group.reach("bete-a-languettes/compter", PromptScreen)
    await hand.press("enter")
    await group.answer("270")
    await group.on(PromptScreen)
    await hand.press(*["space"] * len(count.play.activity.catalog.counts()))
    await hand.press("escape")

    await group.reach("bete-a-languettes/verrouiller")
    for slot in ("corps", "peur"):
        await group.wheel(slot)
        await hand.press("g")
    kept = {slot: group.creation.traits[slot] for slot in ("corps", "peur")}
    await hand.press("t", "t", "t")
    assert group.creation.locked == set(kept)
    assert kept.items() <= group.creation.traits.items()
    assert group.creation.name == "Grincelune"

    await group.reach("bete-a-languettes/accord")
    for slot in [wheel.slot for wheel in workshop.query_one("#wheels", Wheels).wheels]:
        if slot not in {"tete", *kept}:
            await group.wheel(slot)
            await hand.press("g")
    await group.wheel("tete")
    repaired = workshop.query_one("#repairs", Static)
    for _try in range(60):
        await hand.press("right")
        if re.search(r"\b(il\s→\selle|elle\s→\sil|un\s→\sune|une\s→\sun)\b", str(repaired.content)):
            break
    assert "→" in str(repaired.content), "what was mended is shown"
    group.picture("accord")
    third = str(workshop.query_one("#description", Static).content)
    await hand.press("p")
    assert str(workshop.query_one("#description", Static).content) != third
    await hand.press("p")

    await group.reach("bete-a-languettes/trait-a-nous")
    await group.wheel("habitude")
    await hand.press("a")
    form = await group.on(OwnTrait)
    await hand.type("collectionner")
    form.query_one("#rest", Input).value = "les flaques de lune"
    await hand.until(lambda: not form.query_one("#yes").disabled, "the trait is right")
    await hand.click("#yes")
    await group.on(WorkshopScreen)
    assert group.creation.own_traits
    await group.note(
        "bete-a-languettes/bilan", "Nous avons choisi la peur, le hasard la tête, la règle a réparé « une »."
    )


async def the_paper_parrot(group: Group) -> None:
    """Session 3."""
    hand = group.hand
    for key in ("texte-court", "suivants", "des"):
        await group.reach(f"perroquet/{key}")
    steps = await group.reach("perroquet/pas-a-pas", PromptScreen)
    await hand.until(lambda: not steps.play.view.working, "the machine")
    await hand.press("d")
    group.picture("pas-a-pas")
    await hand.press("m")
    if not steps.play.activity.stepper.ended:
        await hand.press("enter")
    await hand.press("f")
    await hand.until(lambda: group.creation.phrases, "the phrase")

    await group.reach("perroquet/ecrire", Editor)
    await hand.type("Quand la nuit")
    hand.app.screen.query_one("#title", Input).value = "La nuit du tiroir"
    hand.app.screen.query_one("#text", TextArea).text = OURS
    await hand.press("escape")
    await group.on(WorkshopScreen)
    (text,) = group.creation.texts.values()
    assert count_words(text.text) >= 80
    await group.phrase()
    await hand.press("p")
    assert group.creation.shared_texts
    await group.note("perroquet/bilan", "Le perroquet sait ce qui suit, mais il ne sait pas ce qu’est la nuit.")


async def who_is_the_author(group: Group) -> None:
    """Session 4."""
    hand, workshop = group.hand, group.workshop
    assert any(text.author == "Les Voisins" for text in workshop.studio.texts()), "the class's text has come"
    await group.reach("auteur/ordres")
    assert workshop.bench == "phrases"
    order, made = workshop.query_one("#order", Slider), workshop.query_one("#made", OptionList)
    for number in (1, 2, 3):
        order.focus()
        while round(order.value) != number:
            await hand.press("left" if order.value > number else "right")
        made.focus()
        for _phrase in range(3):
            await group.phrase()
    assert {one.settings.get("order") for one in list(group.creation.phrases.values())[-9:]} == {1, 2, 3}
    await hand.press("right", "right")
    group.picture("phrases")

    await group.reach("auteur/paris", PromptScreen)
    await hand.press("enter")
    await group.on(PromptScreen)
    for number, words in enumerate(("3", "4")):
        await hand.press(*["down"] * number, "enter")
        await group.answer(words)
        await group.on(PromptScreen)
        await hand.press("enter")
    await hand.press("escape", "escape")

    await group.reach("auteur/atelier")
    made.focus()
    for _phrase in range(4):
        await hand.press("g", "down")
    for _phrase in range(4):
        await hand.press("j")
    assert len(group.creation.kept) == 4
    await hand.press("home", "m")
    await group.answer(group.creation.kept_phrases[0].shown + " Encore !")
    await hand.until(lambda: group.creation.kept_phrases[0].edited, "the phrase as they want it")
    assert (await group.guide()).done

    await group.reach("auteur/signature", PromptScreen)
    await hand.press("enter")
    await group.on(PromptScreen)
    await hand.press("right", "right", "down", "down", "down", "left", "left", "enter")
    group.picture("signature")
    await hand.press("n")
    await group.answer("parce que nous avons tout relu")
    await group.on(PromptScreen)
    await hand.press("escape", "escape")
    await group.note("auteur/charte", "Phrase tirée par la machine dans nos textes, choisie par nous.")


async def a_thousand_voices(group: Group) -> None:
    """Session 5."""
    hand, workshop = group.hand, group.workshop
    await group.imagine(await group.reach("mille-voix/cinq-voix", PromptScreen))
    await hand.press("escape")
    await group.note("mille-voix/qui-as-tu-imagine", "Nous avons tous vu un gardien : cela vient d’un film.")

    await group.reach("mille-voix/contre-le-cliche")
    assert workshop.bench == "voice"
    await hand.press("tab", "right", "right")
    await hand.until(lambda: workshop.creation.voice is not None, "a voice of their own")
    before = workshop.services.last_speech
    await hand.press("space")
    await hand.until(lambda: workshop.services.last_speech is not before, "it is heard")
    await hand.until(lambda: workshop.query_one("#picture", SoundPicture).speech is not None, "its picture")
    await hand.settle()
    group.picture("voix")

    await group.note("mille-voix/de-qui-la-voix", "Six voix, et personne : c’est nous qui avons coupé.")
    await group.reach("mille-voix/repetition")
    assert workshop.bench == "stage"
    order = group.creation.kept
    await hand.press("right")
    assert group.creation.kept != order
    await group.speak("space", lines=1)
    await group.speak("down", "space", lines=1)
    await group.reach("mille-voix/scene")
    await group.speak("t", lines=4, picture="scene")


async def the_trial(group: Group) -> None:
    """Session 6."""
    hand, workshop = group.hand, group.workshop
    replay = await group.reach("proces/deviner", ReplayScreen)
    await hand.until(lambda: replay.seen is not None, "the creation to see again")
    asked = 0
    while asked < 6:
        question = replay.audience.question
        if question is None:
            await hand.press("right")
        elif question.shown:
            await hand.press("space")
        else:
            await hand.press("down")
            asked += 1
            if asked == 5:
                group.picture("deviner")
            await hand.press("space")
    await hand.press("left", "escape")
    assert await group.on(WorkshopScreen) is workshop
    assert not workshop.studio.journal.read_only

    quiz = (await group.reach("proces/humain-ou-machine", PromptScreen)).play.activity.quiz
    assert len(quiz.items) == 10
    for item in quiz.items:
        await hand.press("h" if item.truth == "human" or item is quiz.items[-1] else "m", "enter")
    await hand.shows("La classe")
    assert len(group.creation.guesses) == 10
    await hand.shows("sur 12")
    await hand.press("escape")

    await group.reach("proces/se-nourrir-de-soi", PromptScreen)
    notes = len(group.creation.notes)
    await hand.press("enter")
    await hand.until(lambda: len(group.creation.notes) > notes, "the generations")
    await hand.press("escape")

    trial = await group.reach("proces/proces", PromptScreen)
    phrases = len(group.creation.phrases)
    await hand.press("f8", "enter")
    await hand.until(lambda: len(group.creation.phrases) > phrases, "the accused answers")
    trial.query_one("#page", TextArea).text = "Auteur de rien tout seul : parce qu’il tire, et parce que nous gardons."
    await hand.press("escape")

    poll = await group.reach("proces/sondage", PromptScreen)
    await group.poll([[1, 1, 0, 1, 0, 1], [0, 1, 0, 0, 1, 3], [1, 0, 1, 1, 0, 1]])
    await hand.press("r")
    charts = poll.query_one(BeforeAfter)
    await hand.until(lambda: charts.comparisons, "the charts")
    secret = next(one for one in charts.comparisons if "secret" in one.question)
    assert (secret.before, secret.after) == (5, 5)
    await hand.settle()
    group.picture("sondage-apres")
    await hand.press("backspace", "escape")
    await group.reach("proces/galerie")
    await group.speak("space", lines=1)


async def the_teacher_looks(group: Group) -> None:
    """The class, once the pupils have gone."""
    hand = group.hand
    menu = hand.app.screen.query_one("#menu", OptionList)
    await hand.until(lambda: "class" in [option.id for option in menu.options], "the class in the list")
    ids = [option.id for option in menu.options]
    await hand.press(*["down"] * (ids.index("class") - (menu.highlighted or 0)), "enter")
    table = await group.on(ClassroomScreen)
    await hand.until(lambda: len(table.rows) == 2, "both groups")
    ours = next(row for row in table.rows if row.group != "Les Voisins")
    assert ours.kept == 4
    assert ours.shared


def test_every_picture_that_the_guide_names_is_there_and_no_other() -> None:
    named = re.findall(r"!\[([^\]]+)\]\(images/([^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(named) >= 8
    assert {name for _caption, name in named} == {file.name for file in PICTURES.iterdir()}
    for caption, name in named:
        svg = (PICTURES / name).read_text(encoding="utf-8")
        assert len(svg) < 200_000
        assert caption.endswith((".", "?"))
        assert "http" not in svg.replace("http://www.w3.org/", "")
