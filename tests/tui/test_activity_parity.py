"""One script of answers, given to the screen and to the lines, writes the same events."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.activities.authorship import WAYS as AUTHOR_WAYS
from bestio.activities.authorship import AuthorshipActivity
from bestio.activities.count import UNKNOWN
from bestio.activities.prompt import Chart, Choose, Notes, Number, Prompt, Share, Text
from bestio.activities.register import ACTIVITIES
from bestio.classroom.store import Store
from bestio.cli import run
from bestio.tui.screens.activities.prompts import PromptScreen
from tests.tui.test_activities import begin, go, phrases

SEED = 5
ROUNDS = 2
PLACES = {
    "bet": ("auteur/paris",),
    "count": ("bete-a-languettes/compter",),
    "debate": ("proces/proces",),
    "dice": ("perroquet/pas-a-pas",),
    "imagine": ("qui-parle/oreilles",),
    "poll": ("qui-parle/sondage", "proces/sondage"),
    "quiz": ("proces/humain-ou-machine",),
    "sign": ("auteur/signature",),
    "retrain": ("proces/se-nourrir-de-soi",),
}
"""Where the plan that ships has each activity of the register that writes something by itself."""
CASES = [(way, key) for way, keys in PLACES.items() for key in keys]


class Script:
    """Answers a prompt by keys, and notes what a line would say instead; each answer differs from the one before."""

    def __init__(self, moves: dict[str, str]) -> None:
        self.lines: list[str] = []
        self._keys = moves
        self._rounds = 0
        self._asked = 0
        self._taken = 0

    def over(self, prompt: Prompt) -> bool:
        """Whether this prompt is the last that is answered."""
        self._rounds += bool(prompt.again)
        if prompt.again and self._rounds > 1:
            self.lines.append("non" if self._rounds > ROUNDS else "oui")
        over = prompt.last or self._rounds > ROUNDS
        if isinstance(prompt, Choose) and prompt.each:
            over = self._taken == len(prompt.options)
        return over or (isinstance(prompt, Notes) and "oui" in prompt.value)

    def keys(self, prompt: Prompt) -> list[str]:
        if isinstance(prompt, Choose) and prompt.each:
            self._taken += 1
            return ["space", *(["down"] if self._taken > 1 else []), "enter"]
        if isinstance(prompt, Choose) and (prompt.typed or len(prompt.options) > 1):
            return self._choose(prompt)
        keys = ["enter"]
        if isinstance(prompt, Number):
            self.lines.append("2")
            keys = [*(() if prompt.opened else ("enter",)), "2", "enter"]
        elif isinstance(prompt, Share):
            self.lines += ["25", "15", "20", "20", "20"]
            keys = ["right", "down", "left", "enter"]
        elif isinstance(prompt, Text):
            self.lines.append("oui")
            keys = [*(() if prompt.opened else (self._keys["reason"],)), *"oui", "enter"]
        elif isinstance(prompt, Notes):
            self.lines += ["oui", ""]
            keys = [*"oui", self._keys["earlier"], "escape"]
        elif isinstance(prompt, Chart):
            keys = [self._keys["wheel" if any(row.value == UNKNOWN for row in prompt.rows) else "more"]]
        return keys

    def _choose(self, prompt: Choose) -> list[str]:
        self._asked += 1
        chosen = self._asked % len(prompt.options)
        self.lines.append(str(chosen + 1))
        if move := prompt.options[chosen].move:
            return [self._keys[move]]
        return [*["down"] * (chosen - prompt.hand), "enter"]


def happened(journal: Any, since: int) -> list[tuple[str, dict[str, Any]]]:
    """What happened, without the moments, and without the way to the activity, which only lines walk by themselves."""
    return [(one.do, dict(one.data)) for one in journal.events[since:] if one.do != "step.reach"]


def test_every_activity_is_tried_on_both_faces() -> None:
    assert {*PLACES, AuthorshipActivity.way} == set(ACTIVITIES)


@pytest.mark.slow
@pytest.mark.parametrize(("way", "key"), CASES)
async def test_the_screen_and_the_lines_write_the_same(
    way: str, key: str, opened: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as hand:
        workshop = await begin(hand)
        phrases(workshop, 6, kept=2)
        journal = workshop.studio.journal
        before, bytes_before = len(journal.events), journal.path.read_bytes()
        workshop.studio.random = Random(SEED)
        await go(hand, workshop, key)
        first = []
        if isinstance(hand.app.screen.play.activity, AuthorshipActivity):
            first = [str([*map(str, AUTHOR_WAYS)].index(way) + 1)]
            await hand.press("enter")  # what the plan names is in hand
            await hand.settle()
        screen = hand.app.screen
        assert isinstance(screen, PromptScreen)
        assert type(screen.play.activity) is ACTIVITIES[way]
        script = Script({move.id: move.key.split(",")[0] for move in ACTIVITIES[way].moves})
        await hand.until(lambda: not screen.play.view.working)
        while not script.over(screen.play.view):
            await hand.press(*script.keys(screen.play.view))
            await hand.until(lambda: not screen.play.view.working)
        on_screen = happened(journal, before)
    copy = tmp_path / "lines" / "workshops" / journal.path.parent.name / journal.path.name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(bytes_before)
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in (*first, *script.lines))))
    home = tmp_path / "lines"
    assert run(["act", journal.path.stem, "activité", key, "--seed", str(SEED), "--home", str(home)]) == 0
    with Store(home, lambda: 0.0).open(copy, read_only=True) as written:
        in_lines = happened(written, before)
    assert on_screen
    assert in_lines == on_screen
