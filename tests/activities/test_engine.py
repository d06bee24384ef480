"""The engine: whatever one answers and in whatever order, an activity goes on, and what it writes can be written."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from bestio.activities.engine import Events, Play, Setting
from bestio.activities.prompt import (
    ABOVE,
    BELOW,
    GO_ON,
    HEAR,
    LESS,
    MORE,
    STOP,
    TOUCHED,
    Choose,
    Notes,
    Number,
    Prompt,
    Share,
    Text,
)
from bestio.activities.register import ACTIVITIES
from bestio.activities.ways import way_of
from bestio.classroom.plan import load_sequences
from bestio.classroom.progress import Place, follow
from bestio.creation.fold import Creation
from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.phrases.guard import Guard
from bestio.speech.voice import load_voices
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.sure import right

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage."
)
OF_THE_SCREEN = {GO_ON, HEAR, STOP, ABOVE, BELOW, LESS, MORE}
"""Moves that a screen makes by itself: they never come to an activity."""
STEPS = 150
ELSEWHERE = {"authorship", "retrain"}
"""Activities that write by what they open, or by their work, rather than by answers."""


class Ships:
    """What ships, and the journals of a group that has nothing yet, and of one with phrases: made once."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(find_bundled(), folder)
        self.lexicons = load_lexicons(self.library, right)
        self.voices = load_voices(self.library, right)
        self.plan = load_sequences(self.library, right)["mille-et-une-voix"]
        self.path = folder / "workshops" / "a" / "g.yaml"
        studio = self._studio(Journal.create(self.path, clock=time.time, group="Les Pistons"))
        studio.begin(seed=11)
        self.bare = self.path.read_bytes()
        studio.write_text("t1", "La nuit", TEXT)
        machine = studio.machine()
        for _turn in range(6):
            studio.make_phrase(machine)
        for key in list(studio.creation.phrases)[:2]:
            studio.record("phrase.keep", id=key)
        studio.close()
        self.furnished = self.path.read_bytes()

    def _studio(self, journal: Journal) -> Studio:
        read = {"lexicons": self.lexicons, "voices": self.voices, "guard": Guard()}
        return Studio(journal, Workspace(self.library, time.time, right, **read), Random(3), classmates=())

    def setting(self, path: Path, *, phrases: bool) -> Setting:
        """A group of its own."""
        path.write_bytes(self.furnished if phrases else self.bare)
        return Setting(self._studio(Journal.open(path, clock=time.time)), self.plan, lambda: [Creation()])


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Ships:
    return Ships(tmp_path_factory.mktemp("ships"))


def place_for(way: str, setting: Setting) -> Place:
    """Where the plan has the activity; a way to look for the author is opened from another list."""
    places = follow(setting.plan, ()).places
    found = [one for one in places if way_of(one.activity, setting.creation) == way]
    return found[-1] if found else next(one for one in places if one.activity.kind == "authorship")


def some_answer(prompt: Prompt, chance: Random) -> int | str:
    if isinstance(prompt, Choose):
        return chance.randrange(len(prompt.options))
    if isinstance(prompt, Number):
        return chance.randrange(prompt.most + 1)
    if isinstance(prompt, Share):
        return chance.choice(["20 20 20 20 20", "25 15 20 20 20", "100 0 0 0 0", "100 100 0 0 0"])
    return chance.choice(["", "parce que"]) if isinstance(prompt, Text | Notes) else ""


def step(play: Play, chance: Random) -> Events:
    """One answer, one move, or the first piece of some work."""
    moves = [one.id for one in play.activity.moves if one.id not in OF_THE_SCREEN - {MORE}]
    with suppress(BestioError):
        if play.view.working:
            pieces = play.activity.work(lambda: True)
            return [event for turn in pieces for event in play.take(turn)]
        if chance.random() < 0.3:
            return play.move(chance.choice([*moves, "back", TOUCHED]))
        if not play.view.last and not (isinstance(play.view, Choose) and not play.view.options):
            return play.answer(some_answer(play.view, chance))
    return ()


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (0, 2, 3, 4))])
@pytest.mark.parametrize("way", ACTIVITIES)
def test_whatever_one_answers_it_goes_on_and_what_it_writes_can_be_written(
    way: str, seed: int, ships: Ships, tmp_path: Path
) -> None:
    setting, chance = ships.setting(tmp_path / "g.yaml", phrases=bool(seed)), Random(seed)
    studio = setting.studio

    def perform(events: Events) -> bool:
        studio.record_all(*events)
        return True

    play = Play(ACTIVITIES[way].open(setting, place_for(way, setting)), perform)
    before, written = len(studio.journal.events), 0
    for _step in range(STEPS):
        written += len(step(play, chance))
        assert isinstance(play.view, Prompt)
    assert len(studio.journal.events) - before == written
    assert written or not seed or way in ELSEWHERE


@pytest.mark.parametrize("way", ACTIVITIES)
def test_where_nothing_can_be_written_all_stays_as_it_was(way: str, ships: Ships, tmp_path: Path) -> None:
    setting = ships.setting(tmp_path / "g.yaml", phrases=True)
    chance = Random(1)
    refused = 0

    def perform(_events: Events) -> bool:
        nonlocal refused
        refused += 1
        return False

    play = Play(ACTIVITIES[way].open(setting, place_for(way, setting)), perform)
    for _step in range(STEPS):
        before, count = play.activity, refused
        assert not step(play, chance)
        assert play.activity is before or refused == count
    assert refused or way in ELSEWHERE
