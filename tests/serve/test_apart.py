"""Each class sees only itself: every page and every act of a node, with the names of another class's things."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest

from bestio.library import SCOPE
from bestio.serve.door import KEY_FILE, Pass, Passes, cookie_of
from bestio.serve.lines.offered import NOT_HERE, OFFERED
from bestio.session.actions.action import Action
from tests.postgres import Server, above
from tests.serve.conftest import TAB, Client, Served
from tests.serve.town import (
    GROUP,
    MARK,
    OTHER_GROUP,
    OURS,
    SECRET,
    THEIR_GROUP,
    THEIRS,
    Node,
    Town,
    ask,
    cookies_of,
    give,
    lay_out,
    node,
    sends_sound,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
ROUTES = {
    "GET /": ("code", "vers"),
    "POST /entrer": ("code", "vers"),
    "GET /groupes": ("vers", "group", "name"),
    "POST /groupes": ("group", "name", "how", "vers"),
    "GET /atelier": ("group", "class"),
    "GET /reseau": ("group", "class"),
    "GET /static/{name}": (),
    "GET /download/{key}": (),
    "GET /healthz": ("class",),
    "GET /readyz": ("class",),
    "GET /metrics": ("class",),
    "GET /voix": ("group", "class", "text"),
    "POST /voix": ("who", "text", "list", "class", "group"),
    "GET /projecteur": ("group", "class"),
    "GET /projecteur/scene": ("after", "group", "class"),
    "GET /projecteur/ligne": ("line", "group", "class"),
    "POST /prof/entrer": ("code",),
    "GET /prof": ("group", "class"),
    "GET /prof/groupes": ("group", "class"),
    "GET /prof/portrait/{group}": ("class",),
    "GET /prof/fichier": ("group", "class"),
    "POST /prof": ("to", "lead", "seen", "class"),
    "GET /prof/papier": ("dys", "class"),
    "GET /prof/papier/galerie/{size}": ("dys", "class"),
    "GET /prof/papier/feuilles/{key}": ("dys", "class"),
    "GET /lignes": ("group", "class"),
    "GET /lignes/activite": ("fait", "class"),
    "GET /lignes/geste/{act}": ("fait", "journal", "guests", "phrase", "voice"),
    "GET /lignes/son/{what}": ("class",),
    "GET /emporter/{what}": ("class",),
    "GET /lignes/{page}": ("fait", "class"),
    "POST /lignes/commencer": ("class", "group"),
    "POST /lignes/faire": ("geste", "retour", "group", "class"),
    "POST /lignes/reponse": ("choix", "mouvement", "texte"),
    "POST /lignes/prendre": ("retour", "group"),
    "POST /lignes/main": ("leve", "retour", "group"),
    "POST /lignes/arreter": ("group", "class"),
    "GET /lecture.css": ("class",),
    "POST /lecture": ("lecture", "retour", "class"),
}
"""Every page of a node, and what may be said to it; `/ws` is tried by itself."""
OWN = {"group": GROUP, "page": "notes", "act": "notes", "what": "portrait", "size": "a4", "key": "kit", "name": "x"}
"""What is asked of a page where it is to show what is ours."""
SHOWN = {
    "GET /groupes", "GET /atelier", "GET /prof", "GET /prof/groupes", "GET /prof/portrait/{group}", "GET /lignes",
    "GET /lignes/{page}", "GET /lignes/geste/{act}", "GET /voix", "POST /groupes", "POST /lignes/commencer",
}  # fmt: skip
"""The pages that show what is ours in text, where they are asked for it."""
WALL = ("stage:{}:", "stage:{}:p1", "duet:{}:d1", "replay:{}", "gallery:{}")
SLOW = {"GET /voix", "POST /voix", "GET /prof/papier"}
"""The pages that take a second each: of what names the other class's things, each fourth is tried there."""
ACTS = [action for action in OFFERED.values() if action.parameters]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all nodes, as on a machine that serves several classes."""
    return tmp_path_factory.mktemp("town") / "home"


@pytest.fixture(scope="module")
def town(home: Path, postgres: Server, journals_on_server: Callable[..., Any]) -> Iterator[Town]:
    store = postgres.new()
    clips = lay_out(home, store)
    with node(home, store, OURS) as served:
        kept, theirs = (journals_on_server(Path("workshops"), time.time, store, scope) for scope in ("", THEIRS))
        yield Town(home, store, served, clips, kept, theirs)


async def come_in(at: Node, group: str, mark: str) -> dict[str, str]:
    """What a browser is given that comes in as a group, and as its teacher."""
    client = Client(at.address, at.code)
    try:
        await client.enter()
        _status, text = await client.post("/groupes", group=group, how="take", vers="lignes")
        assert mark in text
        assert (await client.post("/prof/entrer", code=at.teacher_code))[0] == 200
        return cookies_of(client)
    finally:
        await client.session.close()


@pytest.fixture(scope="module")
def our_cookies(town: Town) -> dict[str, str]:
    """What a browser of our class was given; who tries wrong codes comes in no more."""
    return asyncio.run(come_in(town.served, GROUP, MARK))


@pytest.fixture
async def pupil(town: Town, our_cookies: dict[str, str]) -> AsyncIterator[Client]:
    """A browser of our class, come in as a group, which is the teacher's computer too: nothing keeps it out."""
    client = Client(town.served.address, town.served.code)
    give(client, our_cookies)
    await client.post("/groupes", group=GROUP, how="take", vers="lignes")
    yield client
    await client.session.close()


@pytest.fixture(autouse=True)
def theirs_is_as_it_was(town: Town) -> Iterator[None]:
    before = town.all_of_theirs()
    assert SECRET in str(before)
    yield
    assert town.all_of_theirs() == before


async def test_every_page_is_tried(served: Served, town: Town) -> None:
    """A page that is added is added to `ROUTES`."""
    router = (await served.server._make_app()).router  # noqa: SLF001 (the one place that knows all of them)
    found = {
        f"{route.method} {route.resource.canonical}" for route in router.routes()
        if route.resource is not None and route.method != "HEAD"
    }  # fmt: skip
    assert found - {"GET /ws"} == set(ROUTES)


async def answer(client: Client, route: str, path: str, said: dict[str, str], **headers: str) -> tuple[int, str]:
    if route == "POST /voix":
        return await sends_sound(client, said)
    return await ask(client, route.partition(" ")[0], path, said, **headers)


def path_of(route: str, value: str | None) -> str:
    """The address of a page, with this in each of its places; what is ours for None."""
    path = route.partition(" ")[2]
    for name, own in OWN.items():
        path = path.replace(f"{{{name}}}", quote(own if value is None else value, safe=""))
    return path


@pytest.mark.parametrize("route", ROUTES)
async def test_no_page_shows_or_changes_what_is_another_classs(town: Town, pupil: Client, route: str) -> None:
    fields = ROUTES[route]
    for name in town.foreign[:: 4 if route in SLOW else 1]:
        status, text = await answer(pupil, route, path_of(route, name), dict.fromkeys(fields, name))
        assert SECRET not in text, name
        assert status < 500, name
    for name in (THEIR_GROUP, f"{THEIRS}/{THEIR_GROUP}", town.clips[THEIRS])[: 1 if route in SLOW else 3]:
        for one in fields:
            _status, text = await answer(pupil, route, path_of(route, None), {one: name})
            assert SECRET not in text, (one, name)
    _status, text = await answer(pupil, route, path_of(route, None), {"group": GROUP, "how": "take", "vers": "lignes"})
    assert (MARK in text) or route not in SHOWN  # what is ours is shown, so that it would be seen


@pytest.mark.parametrize("how", WALL)
async def test_no_wall_shows_it(town: Town, pupil: Client, how: str) -> None:
    for name in (*town.foreign, f"{THEIRS}:{THEIR_GROUP}", f"{THEIRS}/{THEIR_GROUP}:p1"):
        await pupil.post("/prof", wall=how.format(name))
        for path in ("/prof", "/projecteur", "/projecteur/scene"):
            assert SECRET not in (await pupil.get(path))[1], name
    await pupil.post("/prof", wall=f"stage:{GROUP}:")
    assert MARK in (await pupil.get("/projecteur/scene"))[1]
    await pupil.post("/prof", wall="gallery")
    shown = (await pupil.get("/projecteur/scene"))[1]
    assert MARK in shown
    assert SECRET not in shown


@pytest.mark.parametrize("action", ACTS, ids=lambda action: action.id)
async def test_no_act_reaches_it(town: Town, pupil: Client, action: Action) -> None:
    for name in town.foreign:
        every = {one.name: name for one in action.parameters}
        first = {action.parameters[0].name: name}
        for said in (every, first) if len(every) > 1 else (every,):
            status, text = await ask(pupil, "POST", "/lignes/faire", {"geste": action.id, **said})
            assert SECRET not in text, said
            assert status < 500, said
            if action.looks:
                _status, text = await ask(pupil, "GET", f"/lignes/geste/{action.id}", said)
                assert SECRET not in text, said
    for page in ("creature", "phrases", "voix", "scene", "plan", "notes", "histoire", f"geste/{action.id}"):
        assert SECRET not in (await pupil.get(f"/lignes/{page}"))[1], page


async def test_an_act_reaches_what_is_ours(pupil: Client) -> None:
    """The same lists, the same fields: a guest of the class comes."""
    assert OTHER_GROUP in (await pupil.get("/lignes/geste/duet"))[1]
    status, text = await ask(pupil, "POST", "/lignes/faire", {"geste": "duet", "guests": OTHER_GROUP})
    assert status == 200
    assert MARK in text


async def test_acts_without_anything_to_say_show_nothing_of_it(pupil: Client) -> None:
    for name in (*OFFERED, *NOT_HERE):
        assert SECRET not in (await ask(pupil, "POST", "/lignes/faire", {"geste": name}))[1], name


@pytest.fixture(scope="module")
def their_cookies(town: Town) -> dict[str, str]:
    """What a browser and a teacher of the other class were given, by a node of theirs."""
    with node(town.home, town.store, THEIRS) as theirs:
        assert not {theirs.code, theirs.teacher_code} & {town.served.code, town.served.teacher_code}
        return asyncio.run(come_in(theirs, THEIR_GROUP, SECRET))


def forged(town: Town, their_cookies: dict[str, str]) -> list[dict[str, str]]:
    """Theirs as they are; by our names; and what somebody makes who knows their secret."""
    ours, of_theirs = cookie_of(OURS), cookie_of(THEIRS)
    secret = town.theirs.keep(THEIRS, KEY_FILE, b"")
    assert len(secret) == 32
    assert town.kept.keep(OURS, KEY_FILE, b"") != secret
    made = [
        Passes(secret, class_id).write(Pass("aa", class_id, int(time.time()), group))
        for class_id in (OURS, THEIRS) for group in (GROUP, THEIR_GROUP)
    ]  # fmt: skip
    made_prof = Passes(secret, f"prof {OURS}").write(Pass("aa", f"prof {OURS}", int(time.time())))
    return [
        their_cookies,
        {ours: their_cookies[of_theirs], f"{ours}-prof": their_cookies[f"{of_theirs}-prof"]},
        {ours: their_cookies[f"{of_theirs}-prof"], f"{ours}-prof": their_cookies[of_theirs]},
        *({ours: one, f"{ours}-prof": made_prof} for one in made),
    ]


@pytest.mark.parametrize("route", ROUTES)
async def test_what_another_class_was_given_opens_nothing(
    town: Town, their_cookies: dict[str, str], route: str
) -> None:
    for cookies in forged(town, their_cookies):
        client = Client(town.served.address, "")
        give(client, cookies)
        said = {"group": GROUP, "how": "take", "vers": "lignes", "wall": f"stage:{GROUP}:"}
        # By a proxy, so that it is not the computer that serves.
        _status, text = await answer(client, route, path_of(route, None), said, **{"X-Forwarded-For": "10.0.0.9"})
        assert SECRET not in text
        assert MARK not in text
        line = await client.line(TAB)
        assert await line.closed() == 4401
        await client.session.close()


def test_every_process_of_a_node_has_the_scope_of_its_class(town: Town) -> None:
    (process,) = (one for one in psutil.Process().children() if f"--port {town.served.port}" in " ".join(one.cmdline()))
    with_store = [
        one.environ() for one in process.children(recursive=True) if "bestio.cli.serve" in " ".join(one.cmdline())
    ]
    assert with_store
    assert all(one[SCOPE] == OURS for one in with_store)


FAULT = """
from bestio.journal.postgres import postgres_journals as kept
kept._IN_CLASS = kept._ENTRIES + " where %s::text is not null"
"""
"""A fault of ours, in every process of the node: whoever lists a class lists all of them."""


@pytest.mark.parametrize("apart", [True, False])
async def test_even_a_fault_of_ours_shows_nothing_of_it(postgres: Server, tmp_path: Path, *, apart: bool) -> None:
    home, store = tmp_path / "home", postgres.new()  # as it was laid out: what others try there changes names
    lay_out(home, store)
    (tmp_path / "sitecustomize.py").write_text(FAULT)
    seen = store if apart else above(store)  # without the policies, the fault shows it
    with node(home, seen, OURS, {"PYTHONPATH": str(tmp_path)}) as served:
        client = Client(served.address, served.code)
        shown = await client.enter()
        await client.post("/groupes", group=OTHER_GROUP, how="take", vers="lignes")
        shown += (await client.get("/prof"))[1] + (await client.get("/lignes/geste/duet"))[1]
        assert (SECRET not in shown) is apart
        await client.post("/groupes", group=GROUP, how="take")
        line = await client.line()
        await line.shows(f"{MARK} x")
        await line.rests()
        await line.types("c")  # whom to cross it with
        await line.shows(f"{MARK} s")
        await line.rests()
        await line.leave()
        await client.session.close()
    assert (SECRET not in line.text) is apart
