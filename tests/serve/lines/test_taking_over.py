"""The app and the plain pages of one group: one of them has it in hand, and nothing that was done is lost."""

from __future__ import annotations

import pytest

from tests.serve.conftest import Served, until
from tests.serve.lines.pupil import Pupil, words
from tests.serve.lines.test_pages import at_work, creature
from tests.serve.test_live import CREATURE, ESCAPE, events

pytestmark = pytest.mark.slow


async def test_the_app_gives_way_to_pages_and_pages_to_the_app(served: Served) -> None:
    app, pages = served.client(), Pupil(served)
    name = await app.new_group()
    line = await app.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    path = served.journal(name)
    before = events(path)
    await line.types(" ")
    await until(lambda: events(path) > before)

    # The app has it in hand: pages look on.
    assert 'name="how" value="take"' in await pages.join(path.stem)
    await pages.join(path.stem, "look")
    assert "ouverte dans l’application" in words(pages.page)
    await pages.does("spin")
    assert pages.status == 409

    # Taken over by pages: the app saves, leaves, and does not come back by itself.
    await pages.posts("/lignes/prendre", retour="creature")
    await until(lambda: line.heard("left"))
    assert "vient de se passer" in words(await pages.posts("/lignes/faire", geste="spin", slot="tete"))
    await line.leave()
    again = await app.line()
    assert await again.closed() == 4403
    assert "pages simples" in str(again.heard("refused"))
    written = events(path)

    # Taken over by the app: pages look on.
    status, page = await app.post("/groupes", group=path.stem)
    assert status == 200
    assert 'name="how" value="take"' in page
    assert "/static/textual.js" in (await app.post("/groupes", group=path.stem, how="take"))[1]
    back = await app.line()
    await back.shows("Créature")
    assert back.heard("role") == ["role", "hold", 80, 24]
    await back.types(CREATURE)
    await back.shows(creature(path))
    assert "ouverte dans l’application" in words(await pages.gets("/lignes/creature"))
    await pages.does("spin")
    assert pages.status == 409
    assert events(path) == written


async def test_one_browser_goes_from_pages_to_its_app_and_back(served: Served) -> None:
    pupil, path = await at_work(served)
    line = await pupil.client.line()
    await line.shows("Créature")
    assert "ouverte dans l’application" in words(await pupil.gets("/lignes/creature"))
    await line.leave()  # the link to the pages, in the same tab
    await pupil.gets("/lignes/creature")
    assert "Tu regardes" not in words(pupil.page)
    before = events(path)
    await pupil.does("spin", slot="tete")
    assert pupil.status == 200
    assert events(path) == before + 1
    assert not served.server.room.seats
