"""A proxy before the door: it is called by its name, and what it hands on is nobody's who sits at this machine."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bestio.serve.door import MOST_FAILURES
from bestio.serve.network import asker, is_address
from tests.serve.conftest import Client, Served, serving

NAME = "https://bestio.example"


@pytest.mark.parametrize(
    "text", ["http://bestio.example", "https://bestio.example:8443", "https://10.0.0.4", "http://[::1]:8000"]
)
def test_an_address_of_a_door(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "bestio.example", "https://", "https://a/", "https://a/b", "https://a?b", "https://a#b", "ftp://a", "https://u@a",
     "https://a:99999", "https://a:0", "https://a:x", "https://[", "https://a b", "javascript:1", "//a"],
)  # fmt: skip
def test_what_is_no_address_of_a_door(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("10.0.0.5", "10.0.0.5"),
        ("127.0.0.1, 10.0.0.5", "10.0.0.5"),
        ("", "?"),
        ("10.0.0.5,", "?"),
        ("x" * 999, "x" * 80),
    ],
)
def test_for_whom_a_proxy_asks(said: str, who: str) -> None:
    assert asker({"X-Forwarded-For": said}) == who


async def asks(served: Served, path: str, who: str, **fields: str) -> tuple[int, str]:
    """What somebody is answered who comes by the proxy."""
    headers = {"Host": "bestio.example", "X-Forwarded-For": who, "Origin": NAME}
    async with aiohttp.ClientSession(headers=headers) as session:
        at = f"http://127.0.0.1:{served.server.port}{path}"
        async with session.post(at, data=fields) if fields else session.get(at) as answer:
            cookies = answer.headers.getall("Set-Cookie", [])
            assert all("Secure" in one for one in cookies)
            return answer.status, await answer.text()


async def test_what_comes_by_a_proxy(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", address=NAME) as served:
        assert served.server.addresses == [NAME]
        code = served.server.code
        assert (await asks(served, "/entrer", "10.0.0.5", code=code))[0] == 200
        for _try in range(MOST_FAILURES):
            assert (await asks(served, "/entrer", "10.0.0.6", code="AAAAAA"))[0] == 403
        assert (await asks(served, "/entrer", "10.0.0.6", code="AAAAAA"))[0] == 429
        assert (await asks(served, "/entrer", "10.0.0.7", code="AAAAAA"))[0] == 403  # who else comes by it may try
        for who in ("127.0.0.1", "::1", "10.0.0.5, 127.0.0.1", ""):
            assert 'id="groups"' not in (await asks(served, "/prof", who))[1]
            assert (await asks(served, "/projecteur/scene", who))[0] == 404
        own = Client(f"http://127.0.0.1:{served.server.port}", code)
        try:
            assert (await own.get("/", Host="other.example"))[0] == 421
            assert 'id="groups"' not in (await own.get("/prof", **{"X-Forwarded-For": "10.0.0.5"}))[1]
        finally:
            await own.session.close()
