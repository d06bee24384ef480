"""The same answers to an activity write the same on a plain page and in lines."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from bestio.serve.lines.offered import OFFERED, SITTINGS
from tests.cli.command import bestio
from tests.serve.conftest import serving
from tests.serve.lines.pupil import Pupil
from tests.serve.lines.test_pages import TEXT
from tests.serve.lines.test_parity import count_of, events_of, shape

SEED = 5
PARTS = ("50", "10", "20", "10", "10")
WAYS = {"guide": "leads to the others", "step": "is an act", "activity": "opens the others, tried in `test_activities`"}


async def answers(pupil: Pupil, **fields: str) -> None:
    await pupil.posts("/lignes/reponse", **fields)
    assert pupil.status == 200, pupil.fault


async def asked_each(pupil: Pupil) -> str:
    """Answer the second to every question of the poll."""
    await answers(pupil, choix="0")
    count = 0
    while "<legend>" in pupil.page:
        await answers(pupil, choix="1")
        count += 1
    return " ".join(["2"] * count)


async def all_wheels(pupil: Pupil) -> str:
    await answers(pupil, texte="1000")
    for _wheel in range(9):
        await answers(pupil, mouvement="wheel")
    return ""


async def a_bet(pupil: Pupil) -> str:
    """On the first phrase, five words, of nobody."""
    await answers(pupil, choix="0")
    await answers(pupil, texte="5")
    await answers(pupil, choix=str(pupil.page.count('type="radio"') - 1))
    return ""


async def a_signature(pupil: Pupil) -> str:
    await answers(pupil, **{f"part.{place}": part for place, part in enumerate(PARTS)})
    return ""


async def five_voices(pupil: Pupil) -> str:
    count = pupil.page.count("<audio")
    for place in range(count):
        await answers(pupil, choix=str(place))
        await answers(pupil, texte=f"Un phare {place}")
        await answers(pupil, texte="La voix tremble")
    return "".join(f"Un phare {place}\nLa voix tremble\n" for place in range(count))


async def a_quiz(pupil: Pupil) -> str:
    count = 0
    while 'name="choix"' in pupil.page:
        await answers(pupil, choix="0")
        await answers(pupil)
        count += 1
    assert count > 2
    return "1\n" * count


async def three_throws(pupil: Pupil) -> str:
    for _throw in range(3):
        await answers(pupil, mouvement="die")
    await answers(pupil, choix="0", mouvement="plus")
    await answers(pupil, choix="0")
    await answers(pupil, mouvement="finish")
    return "d\nd\nd\np 1\n1\nf\n"


async def a_page(pupil: Pupil) -> str:
    await answers(pupil, texte="Nous trouvons qu’elle copie.")
    return ""


async def a_prediction(pupil: Pupil) -> str:
    await answers(pupil, choix="0")
    while "Encore au travail" in pupil.page:
        await asyncio.sleep(0.2)
        await pupil.gets("/lignes/activite")
    return ""


@dataclass(frozen=True)
class Case:
    """An act, what is answered on its page (which gives what a line is told besides), and the words of the line."""

    act: str
    answered: Callable[[Pupil], Awaitable[str]]
    line: str = ""
    typed: bool = False


CASES = (
    Case("poll", asked_each, "avant {told}"),
    Case("count", all_wheels, "1000"),
    Case("bet", a_bet, "p1 5 personne"),
    Case("sign", a_signature, " ".join(PARTS)),
    Case("imagine", five_voices, typed=True),
    Case("quiz", a_quiz, typed=True),
    Case("steps", three_throws, typed=True),
    Case("debate", a_page, "'Nous trouvons qu’elle copie.'"),
    Case("retrain", a_prediction, "moins"),
)


def test_every_activity_is_tried() -> None:
    assert {case.act for case in CASES} | set(WAYS) == SITTINGS | {"step"}


@pytest.mark.slow
async def test_the_same_answers_write_the_same(tmp_path: Path) -> None:
    home = tmp_path / "lines"
    async with serving(tmp_path / "home", chance=lambda: Random(SEED)) as served:
        pupil = Pupil(served)
        path = served.journal(await pupil.come_in())
        await pupil.does("write", **{"content": TEXT, "content.title": "La nuit"})
        for word in ("robot", "lune", "soupe", "nuit", "toit"):
            await pupil.does("make", **{"wanted.with": word})
        await pupil.does("keep", phrase="p1")
        folder = home / "workshops" / path.parent.name
        folder.mkdir(parents=True)
        for case in CASES:
            (folder / "ours.yaml").write_bytes(path.read_bytes())
            count = count_of(path)
            await pupil.does(case.act, **({"when": "avant"} if case.act == "poll" else {}))
            assert pupil.status == 200, (case.act, pupil.fault)
            told = await case.answered(pupil)
            words = shlex.split(case.line.format(told=told))
            await asyncio.to_thread(
                bestio, "act", "ours", OFFERED[case.act].verb, *words, "--seed", str(SEED), home=home,
                stdin=told.encode() if case.typed else b"",
            )  # fmt: skip
            done = [shape(one) for one in events_of(path, count)]
            assert done == [shape(one) for one in events_of(folder / "ours.yaml", count)], case.act
            assert done, case.act
            assert re.search(r"<h1>.+</h1>", pupil.page)
