"""What a provider says is believed only where all of it is true; one that is away, slow or odd is told so, in time."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import unquote_plus

import pytest
from aiohttp import web
from yarl import URL

from bestio.errors import BestioError
from bestio.serve.openid.asking import LARGEST
from bestio.serve.openid.flow import CLOCKS, Flow, Flows
from tests.pace import scaled

pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e “.[academy]”")
pytest.importorskip("joserfc", reason="joserfc is not installed: pip install -e “.[academy]”")

from joserfc import jwk, jwt

from tests.serve.openid.small_provider import CLIENT, SECRET, SmallProvider, small_provider

BACK = "https://5e-b.example/prof/compte/retour"
Change = Callable[[SmallProvider], Any]


@pytest.fixture
async def small() -> AsyncIterator[SmallProvider]:
    async with small_provider() as one:
        yield one


def flow() -> Flow:
    return Flows(b"k" * 32, "5e-b", "party").begin(0.0)[0]


async def comes_back(small: SmallProvider, provider: Any, one: Flow | None = None) -> str:
    one = one or flow()
    small.nonce = one.nonce
    return str(await provider.subject("the code", BACK, one))


async def refused(small: SmallProvider, **how: Any) -> str:
    provider = small.provider(**how)
    try:
        with pytest.raises(BestioError) as told:
            await comes_back(small, provider)
        return f"{told.value.message} {told.value.hint}"
    finally:
        await provider.close()


async def test_who_comes_back_is_known_and_nothing_more_is_asked(small: SmallProvider) -> None:
    provider, one = small.provider(), flow()
    assert small.asked == []  # it may be away when we begin
    leads = URL(await provider.leads_to(BACK, one, anew=False))
    assert str(leads.with_query(None)) == f"{small.issuer}/auth"
    asked = dict(leads.query)
    challenge = asked.pop("code_challenge")
    assert asked == {
        "realm": "e", "response_type": "code", "client_id": CLIENT, "redirect_uri": BACK, "scope": "openid",
        "state": one.state, "nonce": one.nonce, "code_challenge_method": "S256",
    }  # fmt: skip
    assert one.verifier not in str(leads)
    assert dict(URL(await provider.leads_to(BACK, one, anew=True)).query)["prompt"] == "login"
    assert await comes_back(small, provider, one) == "u-1"
    ((form, header),) = small.forms
    assert form == {
        "grant_type": "authorization_code", "redirect_uri": BACK, "code": "the code", "code_verifier": one.verifier,
    }  # fmt: skip
    said = base64.b64decode(header.removeprefix("Basic ")).decode()
    assert [unquote_plus(part) for part in said.split(":")] == [CLIENT, SECRET]
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    assert challenge == create_s256_code_challenge(one.verifier)
    await comes_back(small, provider, one)
    assert small.asked.count("/.well-known/openid-configuration") == small.asked.count("/jwks") == 1
    small.said["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    other = small.provider()
    await comes_back(small, other, one)
    form, header = small.forms[-1]
    assert (form["client_id"], form["client_secret"], header) == (CLIENT, SECRET, "")
    await provider.close()
    await other.close()


def unsigned(claims: dict[str, Any], alg: str = "none") -> str:
    parts = (json.dumps(one).encode() for one in ({"alg": alg, "kid": "one"}, claims))
    return ".".join(map(_plain, parts)) + "."


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_public_key(small: SmallProvider) -> Callable[[dict[str, Any]], str]:
    """Signed by what everybody knows, as if it were a secret that we share."""
    pem = small.key.as_pem(private=False)

    def sign(claims: dict[str, Any]) -> str:
        body = unsigned(claims, "HS256").rstrip(".")
        return f"{body}.{_plain(hmac.new(pem, body.encode(), hashlib.sha256).digest())}"

    return sign


def another(small: SmallProvider) -> Callable[[dict[str, Any]], str]:
    key = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    return lambda claims: jwt.encode(small.header, claims, key)


def own_secret(small: SmallProvider) -> Callable[[dict[str, Any]], str]:
    """Signed by a shared key that stands among those of the provider."""
    key = jwk.OctKey.generate_key(256, {"kid": "shared"})
    small.published.append(key)
    return lambda claims: jwt.encode({"alg": "HS256", "kid": "shared"}, claims, key)


def with_own_key(small: SmallProvider) -> Callable[[dict[str, Any]], str]:
    """The token brings its key along."""
    key = jwk.RSAKey.generate_key(2048)
    header = {"alg": "RS256", "jwk": key.as_dict(private=False), "kid": "mine"}
    return lambda claims: jwt.encode(header, claims, key)


UNTRUE = "pas à croire"
LIES: dict[str, tuple[Change, str]] = {
    "none": (lambda p: setattr(p, "sign", unsigned), UNTRUE),
    "None": (lambda p: setattr(p, "sign", lambda claims: unsigned(claims, "None")), UNTRUE),
    "no signature": (lambda p: setattr(p, "sign", lambda claims: unsigned(claims, "RS256")), "signature"),
    "a public key as a secret": (lambda p: setattr(p, "sign", by_public_key(p)), UNTRUE),
    "a secret among the keys": (lambda p: setattr(p, "sign", own_secret(p)), UNTRUE),
    "another key": (lambda p: setattr(p, "sign", another(p)), "signature"),
    "a key that it brings along": (lambda p: setattr(p, "sign", with_own_key(p)), UNTRUE),
    "no token": (lambda p: setattr(p, "sign", lambda _claims: None), UNTRUE),
    "a list": (lambda p: setattr(p, "sign", lambda _claims: ["a.b.c"]), UNTRUE),
    "two dots": (lambda p: setattr(p, "sign", lambda _claims: "a.b.c"), UNTRUE),
    "a very long one": (lambda p: setattr(p, "sign", lambda _claims: "a" * 100_000), UNTRUE),
    "no keys": (lambda p: p.published.clear(), UNTRUE),
}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nonce": ({"nonce": "another"}, UNTRUE),
    "no nonce": ({"nonce": None}, UNTRUE),
    "audience": ({"aud": "another"}, UNTRUE),
    "no audience": ({"aud": None}, UNTRUE),
    "empty audience": ({"aud": []}, UNTRUE),
    "audiences without a party": ({"aud": [CLIENT, "another"]}, UNTRUE),
    "party": ({"aud": [CLIENT, "another"], "azp": "another"}, UNTRUE),
    "party alone": ({"azp": "another"}, UNTRUE),
    "issuer": ({"iss": "https://evil.example"}, UNTRUE),
    "issuer with a slash": ({"iss": "{issuer}/"}, UNTRUE),
    "no issuer": ({"iss": None}, UNTRUE),
    "no subject": ({"sub": None}, UNTRUE),
    "empty subject": ({"sub": ""}, UNTRUE),
    "number as a subject": ({"sub": 7}, UNTRUE),
    "list as a subject": ({"sub": ["u-1"]}, UNTRUE),
    "long subject": ({"sub": "u" * 256}, UNTRUE),
    "no time": ({"iat": None}, UNTRUE),
    "no end": ({"exp": None}, UNTRUE),
    "text as a time": ({"exp": "demain"}, UNTRUE),
    "true as a time": ({"iat": True}, UNTRUE),
    "endless": ({"exp": float("inf"), "iat": float("inf")}, ""),
    "access token of another": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, UNTRUE),
}


@pytest.mark.parametrize("lie", LIES)
async def test_what_it_did_not_sign_is_not_believed(lie: str, small: SmallProvider) -> None:
    change, told = LIES[lie]
    change(small)
    assert told in await refused(small)


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_was_not_made_for_this_sign_in_is_not_believed(wrong: str, small: SmallProvider) -> None:
    said, told = WRONG[wrong]
    said = {
        name: value.format(issuer=small.issuer) if isinstance(value, str) else value for name, value in said.items()
    }
    small.change = lambda claims: {name: value for name, value in (claims | said).items() if value is not None}
    assert told in await refused(small)


async def test_a_token_for_several_that_names_us_is_believed(small: SmallProvider) -> None:
    provider = small.provider()
    small.change = lambda claims: claims | {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert await comes_back(small, provider) == "u-1"
    await provider.close()


@pytest.mark.parametrize("late", [3600.0, -3600.0, 3.0 * CLOCKS + 600, -2.0 * CLOCKS])
async def test_a_clock_that_is_wrong_is_told_as_such(late: float, small: SmallProvider) -> None:
    assert "horloge" in await refused(small, late=late)


@pytest.mark.parametrize("late", [CLOCKS - 30.0, 30.0 - CLOCKS])
async def test_clocks_may_differ_a_little(late: float, small: SmallProvider) -> None:
    provider = small.provider(late=late)
    assert await comes_back(small, provider) == "u-1"
    await provider.close()


async def test_an_old_token_is_not_believed(small: SmallProvider) -> None:
    small.change = lambda claims: claims | {"exp": claims["iat"] - CLOCKS - 1}
    assert "ancienne" in await refused(small)
    small.change = lambda claims: claims | {"nbf": claims["iat"] + CLOCKS + 60}
    assert UNTRUE in await refused(small)


async def test_new_keys_are_asked_for_once_a_minute_at_most(
    small: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, passed = small.provider(), [1000.0]
    monkeypatch.setattr(provider, "_clock", lambda: passed[0])
    assert await comes_back(small, provider) == "u-1"
    new = jwk.ECKey.generate_key("P-256", {"kid": "two"})
    small.published = [new]
    small.sign = lambda claims: jwt.encode({"alg": "ES256", "kid": "two"}, claims, new)
    passed[0] += 59
    for _time in range(5):
        with pytest.raises(BestioError, match="signature"):
            await comes_back(small, provider)
    assert small.asked.count("/jwks") == 1
    passed[0] += 2
    assert await comes_back(small, provider) == "u-1"
    assert small.asked.count("/jwks") == 2
    small.sign = another(small)  # by the key that is gone
    with pytest.raises(BestioError, match="signature"):
        await comes_back(small, provider)
    assert small.asked.count("/jwks") == 2
    await provider.close()


def html() -> web.Response:
    return web.Response(text="<html>503</html>", content_type="text/html", status=503)


ODD: dict[str, tuple[Change, str]] = {
    "html": (lambda p: p.answer.update({"/.well-known/openid-configuration": html()}), "incompréhensible"),
    "html for a token": (lambda p: p.answer.update({"/token": html()}), "incompréhensible"),
    "html for keys": (lambda p: p.answer.update({"/jwks": html()}), "incompréhensible"),
    "a list": (lambda p: p.answer.update({"/token": web.json_response([1])}), "incompréhensible"),
    "depths": (lambda p: p.answer.update({"/token": web.Response(text="[" * 200_000)}), "incompréhensible"),
    "nothing": (lambda p: p.answer.update({"/token": web.Response()}), "incompréhensible"),
    "huge": (lambda p: p.answer.update({"/token": web.Response(body=b"{}" + b" " * LARGEST)}), "incompréhensible"),
    "elsewhere": (
        lambda p: p.answer.update({"/token": web.Response(status=302, headers={"Location": f"{p.issuer}/jwks"})}),
        "incompréhensible",
    ),
    "keys that are none": (
        lambda p: p.answer.update({"/jwks": web.json_response({"keys": [1, {"kty": "RSA", "n": "é"}, {"kty": "EC"}]})}),
        UNTRUE,
    ),
    "used code": (
        lambda p: p.answer.update({"/token": web.json_response({"error": "invalid_grant"}, status=400)}),
        "ne sait plus rien",
    ),
    "wrong secret": (
        lambda p: p.answer.update({"/token": web.json_response({"error": "invalid_client<b>"}, status=401)}),
        "« invalid_clientb »",
    ),
    "another name": (lambda p: p.said.update(issuer="https://evil.example"), "ne porte pas le nom"),
    "no page": (lambda p: p.said.update(authorization_endpoint=None), "ne dit pas où"),
    "a page that all can read": (lambda p: p.said.update(token_endpoint="http://evil.example/token"), "ne dit pas où"),
    "a page of scripts": (lambda p: p.said.update(authorization_endpoint="javascript:alert(1)"), "ne dit pas où"),
    "a file": (lambda p: p.said.update(jwks_uri="file:///etc/passwd"), "ne dit pas où"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
async def test_what_cannot_be_understood_is_told(odd: str, small: SmallProvider) -> None:
    change, told = ODD[odd]
    change(small)
    said = (await refused(small)).replace("\u00a0", " ")
    assert told in said
    assert "lien" in said or "Recommencez" in said  # what to do is told
    if odd == "elsewhere":
        assert small.asked.count("/jwks") == 0


async def test_one_that_is_away_or_slow_keeps_nobody_waiting_for_long(small: SmallProvider) -> None:
    small.slow.clear()
    provider = small.provider(patience=0.2)

    async def tries() -> str:
        with pytest.raises(BestioError) as told:
            await provider.answers()
        return told.value.message

    all_at_once = await asyncio.wait_for(asyncio.gather(*(tries() for _one in range(30))), scaled(5.0))
    assert set(all_at_once) == {"Le fournisseur de votre compte ne répond pas."}
    assert len(small.asked) == 1  # who waits hears what the first heard
    small.slow.set()
    await provider.close()
    nobody = small.provider(issuer="http://127.0.0.1:9")
    with pytest.raises(BestioError, match="ne répond pas"):
        await nobody.answers()
    await nobody.close()


async def test_one_that_comes_back_is_asked_again(small: SmallProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    provider, passed = small.provider(), [1000.0]
    monkeypatch.setattr(provider, "_clock", lambda: passed[0])
    small.answer["/.well-known/openid-configuration"] = html()
    for _time in range(3):
        with pytest.raises(BestioError):
            await provider.answers()
    assert len(small.asked) == 1
    small.answer.clear()
    passed[0] += 6
    await provider.answers()
    passed[0] += 3601  # what it said is asked anew each hour
    await provider.answers()
    assert len(small.asked) == 3
    await provider.close()


async def test_who_has_sent_us_somebody(small: SmallProvider) -> None:
    provider = small.provider()
    assert await provider.came_from_here(None)
    assert await provider.came_from_here(small.issuer)
    assert not await provider.came_from_here("https://evil.example")
    small.said["authorization_response_iss_parameter_supported"] = True
    other = small.provider()
    assert not await other.came_from_here(None)
    await provider.close()
    await other.close()
