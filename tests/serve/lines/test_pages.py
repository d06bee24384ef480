"""What a group finds on its plain pages, and what it is told."""

from __future__ import annotations

import asyncio
import io
import re
from html import unescape
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

import bestio
from bestio.journal.journal import look
from bestio.serve.lines.offered import OFFERED, PAGES, PLACES
from bestio.serve.steps import Step
from bestio.session.actions.action import Kind
from tests.serve.conftest import Served, until
from tests.serve.lines.pupil import Pupil, words
from tests.serve.test_live import events

TEXT = "Le robot mange la lune et la soupe chante dans la nuit. La lune rouge dort sous le toit du robot. " * 3
LOCALE = Path(bestio.__file__).parent / "locale" / "fr" / "LC_MESSAGES"
LONG = 12
"""Letters from which on a text in English is no word of French by chance."""
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def creature(path: Path) -> str:
    with look(path, clock=lambda: 0.0) as journal:
        return journal.creation.name


async def at_work(served: Served) -> tuple[Pupil, Path]:
    """A group with a text and two phrases, one of them kept."""
    pupil = Pupil(served)
    path = served.journal(await pupil.come_in())
    await pupil.does("write", **{"content": TEXT, "content.title": "La nuit"})
    await pupil.does("make")
    await pupil.does("make")
    await pupil.does("keep", phrase="p1")
    return pupil, path


async def every_page(pupil: Pupil) -> dict[str, str]:
    """Each page that a link of another leads to, and its HTML."""
    found: dict[str, str] = {}
    waiting = ["/lignes/creature"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = await pupil.gets(address)
        assert pupil.status == 200, address
        links = [unescape(one).partition("#")[0] for one in re.findall(r'href="(/lignes[^"]*)"', found[address])]
        waiting += [one for one in links if one and "/son/" not in one]
    return found


async def test_a_group_works_by_plain_pages(served: Served) -> None:
    pupil = Pupil(served)
    name = await pupil.come_in()
    path = served.journal(name)
    assert "Le hasard donne une première créature" in pupil.told
    assert creature(path) in pupil.page
    assert 'role="img"' in pupil.page
    before = events(path)
    assert "La tête : la roue donne" in await pupil.does("spin", slot="tete", retour="creature")
    assert events(path) == before + 1
    assert 'name="geste" value="undo"' in pupil.page  # how it is taken back
    assert "annule" in await pupil.does("undo")
    await pupil.gets("/lignes/histoire")
    assert words(pupil.page).index("annule") < words(pupil.page).index("la roue donne")  # the last one first


async def test_where_a_line_would_be_written_a_link_leads(served: Served) -> None:
    pupil = Pupil(served)
    await pupil.come_in()
    await pupil.does("keep", phrase="p1")
    assert pupil.status == 409
    assert '<a href="/lignes/geste/make">fabriquer</a>' in pupil.page
    assert "bestio act" not in words(pupil.page)


async def test_a_reload_tells_the_last_act_again_and_does_nothing(served: Served) -> None:
    pupil, path = await at_work(served)
    async with pupil.client.session.post(
        served.address + "/lignes/faire", data={"geste": "spin", "slot": "tete"}, allow_redirects=False
    ) as answer:
        assert answer.status == 303
        where = answer.headers["Location"]
    assert where.endswith("#fait")
    before = events(path)
    for _reload in range(2):
        await pupil.gets(where)
        assert "la roue donne" in pupil.told
    assert events(path) == before
    await pupil.gets("/lignes/creature")
    assert not pupil.told


@pytest.mark.slow
async def test_every_page_is_french_whole_and_runs_no_script(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.does("steps")
    before = events(path)
    pages = await every_page(pupil)
    assert {f"/lignes/{page}" for page in PAGES} <= set(pages)
    assert len(pages) > 30
    catalogue = read_po(io.BytesIO((LOCALE / "bestio.po").read_bytes()))
    english = {str(one.id) for one in catalogue if one.string != one.id and "{" not in one.id}
    english = {one for one in english if len(one) > LONG}
    for address, page in pages.items():
        text = words(page)
        assert [one for one in english if one in text] == [], address
        assert re.search(r"<script|\son\w+=|style=|javascript:|https?://", page) is None, address
        assert page.count("<h1>") == 1, address
        assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), (address, sorted(one for one in ids if ids.count(one) > 1))
        for label in re.findall(r'<label for="([^"]+)"', page):
            assert label in ids, (address, label)
        for box in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
            if 'type="hidden"' not in box:
                (ident,) = re.findall(r'\sid="([^"]+)"', box)
                assert f'<label for="{ident}"' in page, (address, box)
        assert "bestio act" not in words(page), address
    assert events(path) == before  # looking changes nothing
    async with pupil.client.session.get(served.address + "/lignes/creature") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src" not in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


async def test_every_act_has_a_form_that_asks_for_what_it_needs(served: Served) -> None:
    pupil, _path = await at_work(served)
    kinds = {parameter.kind for action in OFFERED.values() for parameter in action.parameters}
    assert kinds <= set(get_args(Kind))
    for actions in PLACES.values():
        for action in actions:
            page = await pupil.gets(f"/lignes/geste/{action.id}")
            assert pupil.status == 200
            for parameter in action.parameters:
                if parameter.required:
                    assert re.search(rf'name="{parameter.name}[".]', page), (action.id, parameter.name)


@pytest.mark.slow
async def test_a_name_is_text_and_no_page(served: Served) -> None:
    pupil, _path = await at_work(served)
    await pupil.does("name", name=HOSTILE)
    await pupil.does("group", name=HOSTILE)
    await pupil.does("note", text=HOSTILE)
    await pupil.does("write", **{"content": HOSTILE + "\nUne ligne.", "content.title": HOSTILE})
    await pupil.does("edit", phrase="p1", text=HOSTILE)
    for address, page in (await every_page(pupil)).items():
        assert "<script>" not in page, address
        assert "<img" not in page, address
    await pupil.gets("/lignes/textes/t2")
    assert "&lt;script&gt;" in pupil.page


async def test_what_is_wrong_is_told_at_the_top_and_beside_the_field_and_nothing_is_lost(served: Served) -> None:
    pupil, path = await at_work(served)
    before = events(path)
    await pupil.does("tune", **{"values.rate": "9999", "values.pitch": "200"})
    assert pupil.status == 409
    assert "Il faut un nombre de" in pupil.fault
    link = re.search(r'<a href="#([^"]+)">', pupil.page.partition('id="faute"')[2])
    assert link is not None
    box = re.search(rf'<input[^>]*id="{link[1]}"[^>]*>', pupil.page)
    assert box is not None
    assert 'value="9999"' in box[0]
    assert 'aria-invalid="true"' in box[0]
    assert f'{link[1]}-faute"' in box[0]
    assert f'id="{link[1]}-faute"' in pupil.page
    assert 'value="200"' in pupil.page
    await pupil.does("weigh", text="t1", weight="beaucoup")
    assert "n’est pas un nombre" in pupil.fault
    assert 'value="hear"' not in await pupil.gets("/lignes/voix")  # its voice is not made of recordings
    await pupil.does("hear", hearing="Zoé")
    assert "enregistr" in pupil.fault
    await pupil.does("cross")
    assert "manque" in pupil.fault
    long = "Une histoire de lune. " * 4000
    await pupil.does("write", **{"content": long * 2, "content.title": "Trop"})
    assert pupil.status == 409
    assert "C’est trop" in pupil.fault
    await pupil.does("spin", slot="queue")
    assert pupil.status == 409
    assert events(path) == before
    for _once, act in enumerate(("lock", "spin")):
        await pupil.does(act, slot="tete")
    assert "gardée" in pupil.fault
    assert events(path) == before + 1


@pytest.mark.slow
async def test_a_phrase_is_heard_as_a_file(served: Served) -> None:
    pupil, _path = await at_work(served)
    assert 'src="/lignes/son/p1"' in await pupil.gets("/lignes/phrases/p1")
    session = pupil.client.session
    async with session.get(served.address + "/lignes/son/p1") as answer:
        sound = await answer.read()
        assert answer.content_type == "audio/mpeg"
    async with session.get(served.address + "/lignes/son/p1", headers={"Range": "bytes=2-9"}) as answer:
        assert (answer.status, await answer.read()) == (206, sound[2:10])
        assert answer.headers["Content-Range"] == f"bytes 2-9/{len(sound)}"
    for what in ("p99", "voix/rien", "duo/d1.1", "option/0", "../p1", "voix/..%2f..", "presentation/x"):
        await pupil.gets(f"/lignes/son/{what}")
        assert pupil.status in {404, 409}, what
    await served.server.room.hush(True)
    await pupil.gets("/lignes/son/p1")
    assert pupil.status == 409
    assert "<audio" not in await pupil.gets("/lignes/phrases/p1")


async def test_the_board_comes_first(served: Served) -> None:
    pupil, path = await at_work(served)
    before = events(path)
    await served.server.room.freeze(True)
    assert "Regardez le tableau" in words(await pupil.gets("/lignes/creature"))
    assert 'name="geste"' not in pupil.page
    await pupil.does("note", text="Ce que nous avions écrit")
    assert pupil.status == 409
    assert "Ce que nous avions écrit" in pupil.page  # it is not lost
    assert events(path) == before
    await served.server.room.freeze(False)
    await pupil.does("note", text="Ce que nous avions écrit")
    assert events(path) == before + 1


async def test_the_teacher_leads_and_ends(served: Served) -> None:
    pupil, path = await at_work(served)
    room = served.server.room
    await room.lead(Step("mille-et-une-voix", "qui-parle", "sondage", "1.2 Le sondage secret"))
    assert "Le sondage secret" in words(await pupil.gets("/lignes/creature"))  # told once
    assert "Le sondage secret" not in words(await pupil.gets("/lignes/creature"))
    with look(path, clock=lambda: 0.0) as journal:
        assert journal.creation.step is not None
        assert journal.creation.step.activity == "sondage"
    await room.end()
    before = events(path)
    assert "enregistré" in words(await pupil.gets("/lignes/creature"))
    assert 'name="geste"' not in pupil.page
    await pupil.does("note", text="Encore un mot")
    assert pupil.status == 409
    assert "Encore un mot" in pupil.page
    assert events(path) == before
    room.reopen()
    await pupil.does("note", text="Encore un mot")
    assert events(path) == before + 1


async def test_the_teacher_is_asked_for(served: Served) -> None:
    pupil, path = await at_work(served)
    await pupil.posts("/lignes/main", leve="oui", retour="phrases")
    assert path.stem in served.server.room.hands
    assert "1 page" in (await pupil.client.get("/prof/groupes"))[1]
    await pupil.posts("/lignes/main", leve="", retour="phrases")
    assert path.stem not in served.server.room.hands


async def test_two_requests_of_a_group_are_done_one_after_the_other(served: Served) -> None:

    pupil, path = await at_work(served)
    before = events(path)
    spin = {"geste": "spin", "slot": "tete"}
    answers = await asyncio.gather(*(pupil.client.post("/lignes/faire", **spin) for _one in range(12)))
    done = sum(status == 200 for status, _page in answers)
    assert 1 <= done <= 12
    assert {status for status, _page in answers} <= {200, 409}
    assert events(path) == before + done


@pytest.mark.parametrize("page", ["/", "/groupes"])
async def test_the_door_leads_to_either_way(served: Served, page: str) -> None:
    pupil = Pupil(served)
    if page == "/groupes":
        await pupil.client.enter()
    assert f'href="{page}?vers=lignes"' in await pupil.gets(page)
    assert f'href="{page}"' in await pupil.gets(f"{page}?vers=lignes")
    assert 'name="vers" value="lignes"' in pupil.page


async def test_who_is_not_known_is_led_to_the_door(served: Served) -> None:
    pupil = Pupil(served)
    assert 'name="code"' in await pupil.gets("/lignes")
    assert 'name="vers" value="lignes"' in pupil.page
    await pupil.client.enter()
    assert 'name="name"' in await pupil.gets("/lignes/phrases")
    await until(lambda: not served.server.room.seats)
