"""What a page does, a line does too, and says the same: each act is done by both; both write and tell the same."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.creation.events import Event
from bestio.journal.journal import look
from bestio.serve.lines.offered import NOT_HERE, OFFERED, PLACES, SITTINGS
from bestio.session.actions.register import ACTIONS
from tests.cli.command import bestio
from tests.serve.conftest import serving
from tests.serve.lines.pupil import Pupil, words

SEED = 11
TEXT = "Le robot mange la lune et la soupe chante dans la nuit. La lune rouge dort sous le toit du robot. " * 3


@dataclass(frozen=True)
class Move:
    """An act by its id, the fields of its form, and the words that follow its verb in a line."""

    act: str
    line: str = ""
    fields: Mapping[str, str | list[str]] = field(default_factory=dict)
    typed: str = ""
    """What standard input holds."""


MOVES = (
    Move("spin", "tete", {"slot": "tete"}),
    Move("lock", "tete", {"slot": "tete"}),
    Move("spin", ""),
    Move("mutate"),
    Move("unlock", "tete", {"slot": "tete"}),
    Move("choose", "corps {trait}", {"slot": "corps", "trait": "{trait}"}),
    Move("name", "Zig Zag", {"name": "Zig Zag"}),
    Move("own", "tete nom=lampe genre=m nombre=s", {"slot": "tete", "trait.noun": "lampe", "trait.gender": "m",
                                                    "trait.number": "s"}),
    Move("cross", "autre", {"journal": "autre"}),
    Move("lexicons", "abysses ferraille", {"ids": ["abysses", "ferraille"]}),
    Move("write", "-", {"content": "la gare", "content.title": ""}, "la gare"),
    Move("write", "- t2", {"content": TEXT, "content.title": "", "text": "t2"}, TEXT),
    Move("make"),
    Move("make", "début=robot", {"wanted.start": "robot"}),
    Move("make", "avec=lune", {"wanted.with": "lune", "wanted.start": ""}),
    Move("keep", "p1", {"phrase": "p1"}),
    Move("keep", "p2", {"phrase": "p2"}),
    Move("move", "p2 1", {"phrase": "p2", "place": "1"}),
    Move("unkeep", "p1", {"phrase": "p1"}),
    Move("edit", "p1 'Un hibou dort.'", {"phrase": "p1", "text": "Un hibou dort."}),
    Move("edit", "p1", {"phrase": "p1", "text": ""}),
    Move("weigh", "t1 2", {"text": "t1", "weight": "2"}),
    Move("set", "ordre=1 tri=brut classe=0,8", {"settings.order": "1", "settings.sort": "raw", "settings.class": "0,8",
                                                "settings.drafts": ""}),
    Move("load", "lune=2 soupe=0", {"faces": "lune=2 soupe=0"}),
    Move("dice", "57 12 fin", {"words": "57 12 fin"}),
    Move("share", "t1", {"text": "t1"}),
    Move("unshare", "t1", {"text": "t1"}),
    Move("voice", "{voice}", {"voice": "{voice}"}),
    Move("tune", "vitesse=180", {"values.rate": "180", "values.pitch": ""}),
    Move("effect", "ring", {"effect": "ring"}),
    Move("mutant"),
    Move("blend", "{voice}", {"voice": "{voice}"}),
    Move("bend", "non", {"on": "non"}),
    Move("question", "'Aimes-tu la lune ?'", {"question": "Aimes-tu la lune ?"}),
    Move("question", "1", {"question": "1"}),
    Move("say", "p2", {"phrase": "p2"}),
    Move("duet", "autre", {"guests": ["autre"]}),
    Move("drop", "p3", {"phrase": "p3"}),
    Move("remove", "t1", {"text": "t1"}),
    Move("note", "'Nous aimons la lune.'", {"text": "Nous aimons la lune."}),
    Move("group", "'Les Lunes'", {"name": "Les Lunes"}),
    Move("step", "1.2", {"step": "1.2"}),
    Move("step", "suivante", {"step": "suivante"}),
    Move("undo"),
    Move("redo"),
)  # fmt: skip
LOOKS = (
    Move("show"), Move("why"), Move("why", "p1", {"about": "p1"}), Move("why", "voix", {"about": "voix"}),
    Move("traits", "tete", {"slot": "tete"}), Move("texts"), Move("phrases"), Move("author"),
    Move("author", "tout", {"every": "tout"}), Move("thousand", "la lune", {"words": "la lune"}), Move("notes"),
    Move("introduce"), Move("compare"),
)  # fmt: skip
ELSEWHERE = frozenset({"hear"})
"""What needs a voice made of recordings: `test_pages` tries that it says so."""
HEARD = frozenset({"stage.speak"})
"""A line says an answer at once, a page when its sound is asked for."""
COMMAND = re.compile(r"bestio act \S+ ([\w-]+)((?: [\w.-]+)*)")


def test_every_act_stands_on_one_page_or_says_why_not() -> None:
    placed = [action.id for actions in PLACES.values() for action in actions]
    assert len(placed) == len(set(placed))
    assert set(placed) == set(OFFERED)
    assert set(placed) | set(NOT_HERE) == {action.id for action in ACTIONS}


def test_every_act_that_is_offered_is_tried() -> None:
    tried = {move.act for move in (*MOVES, *LOOKS)}
    assert tried | SITTINGS | ELSEWHERE == set(OFFERED)
    assert not tried & ELSEWHERE
    assert {one.act for one in LOOKS} == {one.id for one in ACTIONS if one.looks and one.id in OFFERED} - SITTINGS


def shape(event: Event) -> tuple[str, Mapping[str, Any]]:
    """What an event says; how long a line lasted, which two engines do not make to the millisecond, in tenths."""
    data = dict(event.data)
    if event.do in HEARD:
        data["seconds"] = pytest.approx(data["seconds"], abs=0.1)
    return event.do, data


def events_of(path: Path, since: int) -> list[Event]:
    with look(path, clock=lambda: 0.0) as journal:
        return list(journal.events[since:])


def count_of(path: Path) -> int:
    return len(events_of(path, 0))


def as_page(line: str) -> str:
    """A line that tells how a line is written, as a page has it: a link with the verb and what it is about."""
    return words(COMMAND.sub(lambda found: found[1] + ("" if found[2].strip().isupper() else found[2]), line))


async def by_line(folder: Path, home: Path, move: Move, line: str) -> list[str]:
    verb = OFFERED[move.act].verb
    done = await asyncio.to_thread(
        bestio, "act", "ours", verb, *shlex.split(line), "--seed", str(SEED), home=home, stdin=move.typed.encode()
    )
    return [as_page(one) for one in done.stdout.decode().splitlines() if one.strip()]


@pytest.mark.slow
async def test_a_page_and_a_line_write_and_tell_the_same(tmp_path: Path) -> None:
    home = tmp_path / "lines"
    async with serving(tmp_path / "home", chance=lambda: Random(SEED)) as served:
        pupil = Pupil(served)
        path = served.journal(await pupil.come_in())
        await asyncio.to_thread(
            bestio, "new", "--group", "Autre", "--class", path.parent.name, "--seed", "3", home=tmp_path / "home"
        )
        await pupil.does("write", **{"content": TEXT, "content.title": "La nuit"})
        folder = home / "workshops" / path.parent.name
        folder.mkdir(parents=True)
        with look(path, clock=lambda: 0.0) as journal:
            voice = journal.creation.voice_id
        filled = {"voice": "dragon-rouille" if voice != "dragon-rouille" else "scie-musicale"}
        for move in MOVES:
            (folder / "autre.yaml").write_bytes(path.with_name("autre.yaml").read_bytes())
            (folder / "ours.yaml").write_bytes(path.read_bytes())
            count = count_of(path)
            filled |= {"trait": await a_trait(pupil)} if "{trait}" in move.line else {}
            line = move.line.format_map(filled)
            fields = {key: one.format_map(filled) if isinstance(one, str) else one for key, one in move.fields.items()}
            told = await pupil.does(move.act, **fields)
            assert pupil.status == 200, (move, pupil.fault)
            lines = await by_line(folder, home, move, line)
            done = [shape(one) for one in events_of(path, count)]
            written = [shape(one) for one in events_of(folder / "ours.yaml", count)]
            if move.act != "say":
                done, written = ([one for one in some if one[0] not in HEARD] for some in (done, written))
            assert done == written, move
            assert done, move
            for one in lines:
                assert one in told, (move, one, told)
        for move in LOOKS:
            (folder / "ours.yaml").write_bytes(path.read_bytes())
            query = "&".join(f"{key}={value}" for key, value in move.fields.items()).replace(" ", "+")
            await pupil.gets(f"/lignes/geste/{move.act}?{query}")
            assert pupil.status == 200, (move, pupil.fault)
            for one in await by_line(folder, home, move, move.line):
                assert one in pupil.told, (move, one, pupil.told)


async def a_trait(pupil: Pupil) -> str:
    """A trait that the wheel of the body does not show."""
    page = await pupil.gets("/lignes/creature/corps")
    box = re.search(r'<select[^>]*name="trait".*?</select>', page, re.DOTALL)
    assert box is not None
    return next(ref for ref, more in re.findall(r'<option value="([^"]+)"([^>]*)>', box[0]) if not more)
