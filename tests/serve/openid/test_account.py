"""A teacher ties their account once, and comes in by it at every node of their classes; nobody else does."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e “.[academy]”")
pytest.importorskip("joserfc", reason="joserfc is not installed: pip install -e “.[academy]”")

from bestio.classroom.sign_in import account_digest
from bestio.errors import BestioError
from bestio.serve.door import MOST_FAILURES
from bestio.serve.openid.provider import Provider
from bestio.serve.openid.registration import Registration
from bestio.serve.sign_in import LEAVE
from bestio.serve.sign_in_page import BACK, BEGIN, TIE, UNTIE
from tests.postgres import Server
from tests.serve.academy import INSIDE, Academy, Browser, Node
from tests.serve.openid.real_provider import CLIENT, MISSING, NO_PROVIDER, SECRET, Visitor, real_provider, visitor
from tests.serve.openid.small_provider import SmallProvider, small_provider
from tests.sure import sure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
REAL = pytest.mark.skipif(MISSING, reason=NO_PROVIDER)
Journals = Callable[..., Any]


@pytest.fixture
async def academy(tmp_path: Path, postgres: Server, journals_on_server: Journals) -> AsyncIterator[Academy]:
    address = postgres.new()
    journals = journals_on_server(Path("workshops"), time.time, address)
    async with AsyncExitStack() as stack:
        yield Academy(tmp_path, address, journals, stack)


@pytest.fixture
async def small() -> AsyncIterator[SmallProvider]:
    async with small_provider() as one:
        yield one


async def leaves(browser: Browser, path: str = BEGIN) -> URL:
    """Press the button, and give where its page leads."""
    status, page = await browser.asks(path, {})
    assert status == 200, page
    found = sure(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page))[1]
    assert f'href="{found}"' in page
    return URL(unescape(found), encoded=True)


async def ties(academy: Academy, node: Node, subject: str, small: SmallProvider, teacher: int) -> Browser:
    """Let a teacher come in by a link, and tie what the small provider calls `subject`."""
    browser = node.browser()
    await browser.comes_in(academy.invites(teacher, node.server.room.class_id))
    status, page = await returns(browser, await leaves(browser, TIE), small, subject)
    assert status == 200, page
    return browser


async def returns(browser: Browser, left: URL, small: SmallProvider, subject: str, **more: str) -> tuple[int, str]:
    """Come back from the small provider."""
    small.subject, small.nonce = subject, left.query["nonce"]
    said = {"state": left.query["state"], "code": "c", **more}
    return await browser.asks(str(URL(BACK).with_query({name: value for name, value in said.items() if value})))


# --- a provider that is in use elsewhere ------------------------------------------------------------------------------


class Real:
    """Nodes with a provider that is a program of its own."""

    def __init__(self, academy: Academy, issuer: str) -> None:
        self.academy, self.issuer = academy, issuer
        self._made: list[Provider] = []

    async def node(self, class_id: str = "5e-b", *, secret: str = SECRET, client: str = CLIENT) -> Node:
        named = Registration(self.issuer, client, "X", "mon compte <Arena>")
        self._made.append(Provider(named, secret, time.time, time.monotonic))
        return await self.academy.node(class_id, provider=self._made[-1])

    async def close(self) -> None:
        for one in self._made:
            await one.close()


@pytest.fixture
async def real(academy: Academy) -> AsyncIterator[Real]:
    async with real_provider([f"https://{name}.example{BACK}" for name in ("5e-a", "5e-b")]) as issuer:
        made = Real(academy, issuer)
        yield made
        await made.close()


async def goes_and_returns(browser: Browser, who: Visitor, name: str, path: str = BEGIN) -> tuple[int, str]:
    at = await who.goes(str(await leaves(browser, path)), name)
    assert f"{at.scheme}://{at.host}" == f"https://{browser.node.name}"
    return await browser.asks(at.raw_path_qs)


@REAL
async def test_a_teacher_comes_in_by_their_account_at_every_node_of_their_classes(real: Real) -> None:
    academy = real.academy
    first, second, other = await real.node(), await real.node(), await real.node("5e-a")
    teacher = first.browser()
    status, page = await teacher.asks("/prof")
    assert "Entrer avec mon compte &lt;Arena&gt;" in page
    assert page.count("<script") == 0
    async with visitor() as who, visitor() as another:
        # Nobody is made a teacher by an account.
        status, page = await goes_and_returns(teacher, who, "ortie@ac.example")
        assert status == 403
        assert "relié à aucune des personnes" in page
        assert "la personne qui s’occupe de Bestio" in page
        assert not await teacher.is_in()

        await teacher.comes_in(academy.invites(academy.ortie))
        assert "Relier mon compte &lt;Arena&gt;" in (await teacher.asks("/prof"))[1]
        left = await leaves(teacher, TIE)
        assert left.query["prompt"] == "login"  # another may have used this device
        lax = next(one for one in teacher.set if "-compte=" in one)
        assert all(word in lax for word in ("SameSite=Lax", "HttpOnly", "Secure", f"Path={BEGIN}", "Max-Age=600"))
        at = await who.goes(str(left), "ortie@ac.example")
        # The way back begins at another place: what a browser keeps strictly for ours does not come along.
        bare = Browser(first, "10.0.0.5", {n: v for n, v in teacher.cookies.items() if n.endswith("-compte")})
        status, page = await bare.elsewhere(second).asks(at.raw_path_qs)  # its node has died meanwhile
        assert status == 200
        assert "Désormais" in page
        assert 'content="0; url=/prof"' in page
        assert [one.title for one in academy.schools.every()[0].teachers if one.tied] == ["Mme <Ortie>"]
        assert "Ne plus le relier" in (await teacher.asks("/prof"))[1]

        # By the account alone, in both classes, at any node; one sign-in is for one class.
        for node in (second, other):
            fresh = node.browser("10.0.0.9")
            status, page = await goes_and_returns(fresh, who, "ortie@ac.example")
            assert (status, "C’est fait" in page) == (200, True)
            (cookie,) = (one for one in fresh.set if "-moi=" in one)
            assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Strict"))
            assert not any(name.endswith("-compte") for name in fresh.cookies)
            assert await fresh.is_in()
            assert not await fresh.elsewhere(other if node is second else first).is_in()
        assert "3 navigateurs" in (await teacher.asks("/prof"))[1]

        # Another person at the provider stays outside, and cannot take the account of a colleague.
        status, _page = await goes_and_returns(first.browser("10.0.0.10"), another, "ronce@ac.example")
        assert status == 403
        colleague = other.browser("10.0.0.11")
        await colleague.comes_in(academy.invites(academy.ronce, "5e-a"))
        status, page = await goes_and_returns(colleague, another, "ortie@ac.example", TIE)
        assert status == 403
        assert "entre déjà avec ce compte" in page
        status, page = await goes_and_returns(colleague, another, "ronce@ac.example", TIE)
        assert status == 200
        # Who has only the other class comes in there, and sees nothing of this one.
        there, here = other.browser("10.0.0.12"), first.browser("10.0.0.12")
        assert (await goes_and_returns(there, another, "ronce@ac.example"))[0] == 200
        assert await there.is_in()
        assert (await goes_and_returns(here, another, "ronce@ac.example"))[0] == 403
        assert not await here.is_in()

        # Untied, the account opens nothing; what is open stays so.
        assert (await teacher.asks(UNTIE, {}))[0] == 303
        assert (await goes_and_returns(first.browser("10.0.0.13"), who, "ortie@ac.example"))[0] == 403
        assert await teacher.is_in()

        # Removed, a teacher is in nowhere, however they came in.
        assert await there.is_in()
        assert academy.schools.remove_teacher(academy.ronce)
        assert not await there.is_in()
        assert (await goes_and_returns(there, another, "ronce@ac.example"))[0] == 403
    assert academy.journals.connections.rows("select count(*) from bestio.accounts") == [(0,)]


@REAL
async def test_who_gives_up_and_who_comes_twice(real: Real) -> None:
    academy = real.academy
    node, second = await real.node(), await real.node()
    browser = node.browser()
    async with visitor() as who:
        at = await who.goes(str(await leaves(browser)), "ortie", gives_up=True)
        status, page = await browser.asks(at.raw_path_qs)
        assert status == 403
        assert "rien n’a changé" in page
        await browser.comes_in(academy.invites(academy.ortie))
        assert (await goes_and_returns(browser, who, "ortie", TIE))[0] == 200

        thief = second.browser("10.0.0.6")
        at = await who.goes(str(await leaves(thief)), "ortie")
        kept = dict(thief.cookies)
        assert (await thief.asks(at.raw_path_qs))[0] == 200
        for node_of in (node, second):  # the same address, with what was kept and without it
            for cookies in (dict(kept), {}):
                again = Browser(node_of, "10.0.0.7", cookies)
                status, page = await again.asks(at.raw_path_qs)
                assert status == 403
                assert not await again.is_in()
        # A code that was used, on a way that is new: the provider itself knows nothing of it.
        fresh = node.browser("10.0.0.8")
        left = await leaves(fresh)
        status, page = await fresh.asks(str(URL(at.path).with_query({**at.query, "state": left.query["state"]})))
        assert status == 502
        assert "ne sait plus rien" in page
        assert not await fresh.is_in()


@REAL
async def test_a_server_that_the_provider_does_not_know_says_so(real: Real) -> None:
    node = await real.node(secret="another")
    async with visitor() as who:
        status, page = await goes_and_returns(node.browser(), who, "ortie")
    assert status == 502
    assert "ne reconnaît pas ce serveur" in page
    assert "invalid_client" in page


# --- one that lies, and one that is away ------------------------------------------------------------------------------


async def test_only_the_browser_that_left_comes_back(academy: Academy, small: SmallProvider) -> None:
    node, other = await academy.node(provider=small.provider()), await academy.node("5e-a", provider=small.provider())
    await ties(academy, node, "u-1", small, academy.ortie)
    one, two = node.browser("10.0.1.1"), node.browser("10.0.1.2")
    left, right = await leaves(one), await leaves(two)
    # The state of another browser, none, an odd one; the right one with a sealed text of another class, or made up.
    for number, state in enumerate((right.query["state"], "", "é\x00", "a" * 6000, left.query["nonce"])):
        at = node.browser(f"10.0.2.{number}")
        at.cookies.update(one.cookies)
        status, page = await at.asks(str(URL(BACK).with_query({"state": state, "code": "c"})))
        assert status == 403
        assert "dans ce navigateur" in page
        assert not await at.is_in()
    (name,) = (name for name in one.cookies if name.endswith("-compte"))
    value = one.cookies[name]
    for number, odd in enumerate((value[:-1], value.upper(), "", "...", "a" * 5000, right.query["state"])):
        forged = Browser(node, f"10.0.3.{number}", {name: odd})
        assert (await returns(forged, left, small, "u-1"))[0] == 403
    elsewhere = other.browser("10.0.4.1")
    elsewhere.cookies.update({key.replace("5e-b", "5e-a"): kept for key, kept in one.cookies.items()})
    assert (await returns(elsewhere, left, small, "u-1"))[0] == 403
    assert small.forms[1:] == []  # the provider was asked nothing
    assert (await returns(one, left, small, "u-1"))[0] == 200  # and whom it is about comes in all the same
    assert await one.is_in()

    # Nothing begins from a page of another place.
    async with aiohttp.ClientSession() as session:
        for path in (BEGIN, TIE, UNTIE):
            headers = {"Host": node.name, "Origin": "https://evil.example"}
            async with session.post(node.at + path, data={}, headers=headers) as answer:
                assert answer.status == 403
    for path in (TIE, UNTIE):
        assert (await node.browser("10.0.5.1").asks(path, {}))[0] == 404
    stranger = node.browser("10.0.5.2")  # the code of the day makes nobody a teacher by name
    assert (await stranger.asks("/prof/entrer", {"code": node.server.teacher_code}))[0] == 303
    assert (await stranger.asks(TIE, {}))[0] == 404


async def test_what_comes_back_is_looked_through(academy: Academy, small: SmallProvider) -> None:
    node = await academy.node(provider=small.provider())
    await ties(academy, node, "u-1", small, academy.ortie)
    tries: list[tuple[dict[str, str], str]] = [
        ({"iss": "https://evil.example"}, "Ce n’est pas votre fournisseur"),
        ({"error": "access_denied", "iss": "https://evil.example"}, "Ce n’est pas votre fournisseur"),
        ({"error": "server_error<script>"}, "ne vous a pas fait entrer"),
        ({"error": "access_denied"}, "rien n’a changé"),
        ({"code": ""}, "ne vous a pas fait entrer"),
    ]
    for number, (more, told) in enumerate(tries):
        browser = node.browser(f"10.0.1.{number}")
        status, page = await returns(browser, await leaves(browser), small, "u-1", **more)
        assert (status, told in page) == (403, True), page
        assert "<script" not in page
        assert not await browser.is_in()
    # A provider that takes a code twice does not let one in twice: the way there is used up here.
    browser = node.browser("10.0.2.1")
    left = await leaves(browser)
    again = Browser(node, "10.0.2.1", dict(browser.cookies))
    assert (await returns(browser, left, small, "u-1"))[0] == 200
    status, page = await returns(again, left, small, "u-1")
    assert status == 403
    assert "déjà servi" in page
    # Another person with a like name is another person.
    for number, subject in enumerate(("u-2", "U-1", "u-1 ", "u-1\x00", "' or true --", "é" * 200)):
        browser = node.browser(f"10.0.3.{number}")
        assert (await returns(browser, await leaves(browser), small, subject))[0] == 403
    assert account_digest("https://a", "u-1") != account_digest("https://b", "u-1")
    text = str(academy.journals.connections.rows("select accounts::text from bestio.accounts"))
    assert "u-1" not in text
    assert small.issuer not in text

    # Who comes in vain too often waits, and costs the provider nothing.
    thief, before = node.browser("10.0.9.9"), len(small.forms)
    for number in range(MOST_FAILURES + 3):
        status, page = await thief.asks(BEGIN, {})
        assert status == (200 if number < MOST_FAILURES else 429)
        if status == 200:
            left = URL(unescape(sure(re.search(r"url=([^\"]+)\"", page))[1]), encoded=True)
            assert (await returns(thief, left, small, "nobody"))[0] == 403
    assert len(small.forms) == before + MOST_FAILURES
    assert (await thief.asks(f"{BACK}?state=x"))[0] == 429


async def test_who_signs_out_while_they_tie_ties_nothing(academy: Academy, small: SmallProvider) -> None:
    node = await academy.node(provider=small.provider())
    browser = node.browser()
    await browser.comes_in(academy.invites(academy.ortie))
    left = await leaves(browser, TIE)
    assert (await browser.asks(LEAVE, {"from": "here"}))[0] == 303
    status, page = await returns(browser, left, small, "u-1")
    assert status == 403
    assert "rien n’a été relié" in page
    assert not any(one.tied for one in academy.schools.every()[0].teachers)
    # Who ties another account comes in by that one alone.
    browser = await ties(academy, node, "u-1", small, academy.ortie)
    assert (await returns(browser, await leaves(browser, TIE), small, "u-2"))[0] == 200
    for number, (subject, wanted) in enumerate((("u-1", 403), ("u-2", 200))):
        fresh = node.browser(f"10.0.1.{number}")
        assert (await returns(fresh, await leaves(fresh), small, subject))[0] == wanted


async def test_a_provider_that_is_away_keeps_nobody_out_who_has_a_link(academy: Academy, small: SmallProvider) -> None:
    node = await academy.node(provider=small.provider(patience=0.3))
    small.slow.clear()
    browser = node.browser()
    assert "Entrer avec mon compte académique" in (await browser.asks("/prof"))[1]
    status, page = await browser.asks(BEGIN, {})
    assert status == 502
    assert "ne répond pas" in page
    assert "votre lien et son code" in page
    await browser.comes_in(academy.invites(academy.ortie))
    assert INSIDE in (await browser.asks("/prof"))[1]
    plain = await academy.node()  # where no provider is named, there is no such way
    assert "compte" not in (await plain.browser().asks("/prof"))[1]
    for path in (BEGIN, TIE):
        assert (await plain.browser().asks(path, {}))[0] == 404
    assert (await plain.browser().asks(BACK))[0] == 404


async def test_nodes_whose_clocks_differ(academy: Academy, small: SmallProvider) -> None:
    right = await academy.node(provider=small.provider())
    wrong = await academy.node(late=3600.0, provider=small.provider(late=3600.0))
    await ties(academy, right, "u-1", small, academy.ortie)
    browser = wrong.browser("10.0.1.1")
    status, page = await returns(browser, await leaves(browser), small, "u-1")
    assert status == 502
    assert "horloge" in page
    browser = wrong.browser("10.0.1.2")
    left = await leaves(browser)
    assert (await returns(browser.elsewhere(right), left, small, "u-1"))[0] == 403
    assert not await browser.is_in()
    await browser.comes_in(academy.invites(academy.ortie))  # a link and a code go by the clock of the server


async def test_a_store_that_is_away_is_told(
    academy: Academy, small: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = await academy.node(provider=small.provider())
    await ties(academy, node, "u-1", small, academy.ortie)
    browser = node.browser("10.0.1.1")
    left = await leaves(browser)
    assert node.server.room.shared is not None

    def away(*_args: Any) -> bool:
        raise BestioError("away")

    with monkeypatch.context() as patch:
        patch.setattr("bestio.journal.postgres.postgres_sign_ins.PostgresSignIns.spend", away)
        assert (await returns(browser, left, small, "u-1"))[0] == 502
    assert not await browser.is_in()
