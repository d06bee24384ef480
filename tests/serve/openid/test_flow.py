"""What a browser keeps on its way to a provider: ours alone, for a while, and no help to who reads it."""

from __future__ import annotations

import pytest

from bestio.serve.openid.flow import CLOCKS, FLOW_LASTS, Flows
from bestio.serve.openid.registration import is_issuer, is_private

KEY = b"k" * 32
FLOWS = Flows(KEY, "5e-b", "https://p.example\0bestio")


def test_every_program_of_the_class_knows_who_comes_back() -> None:
    flow, kept = FLOWS.begin(1000.9, b"b" * 32)
    assert Flows(KEY, "5e-b", "https://p.example\0bestio").read(kept, 1000.0 + FLOW_LASTS) == flow
    assert flow.browser == b"b" * 32
    assert len({flow.state, flow.nonce, flow.verifier}) == 3
    assert not any(one in kept for one in (flow.state, flow.nonce, flow.verifier))
    assert len(flow.verifier) == 43  # as short as it may be
    other, _kept = FLOWS.begin(1000.9)
    assert not {other.state, other.nonce, other.verifier, other.once} & {
        flow.state, flow.nonce, flow.verifier, flow.once,
    }  # fmt: skip


def test_what_is_made_up_or_old_or_for_another_is_none() -> None:
    _flow, kept = FLOWS.begin(1000.0)
    assert FLOWS.read(kept, 1000.0) is not None
    assert FLOWS.read(kept, 1000.0 + FLOW_LASTS + CLOCKS + 1) is None
    assert FLOWS.read(kept, 999.0 - CLOCKS) is None
    for others in (
        Flows(b"x" * 32, "5e-b", "https://p.example\0bestio"),
        Flows(KEY, "5e-a", "https://p.example\0bestio"),
        Flows(KEY, "5e-b", "https://evil.example\0bestio"),
        Flows(KEY, "5e-b", "https://p.example\0other"),
    ):
        assert others.read(kept, 1000.0) is None
    secret, since, browser, seal = kept.split(".")
    for odd in (
        f"{secret}.{int(since) + 1}.{browser}.{seal}", f"{secret}.{since}.{'0' * 64}.{seal}", f"A{kept[1:]}x",
        f"{kept[:-1]}{'A' if kept[-1] != 'A' else 'B'}", "", "...", "é", "a" * 9000, f"{kept}\n", f"{kept}\0",
        f"{secret}.٣.{browser}.{seal}",
    ):  # fmt: skip
        assert FLOWS.read(odd, 1000.0) is None, odd


@pytest.mark.parametrize(
    ("address", "issuer"),
    [
        ("https://p.example", True),
        ("https://p.example/realms/e/", True),
        ("https://p.example:8443", True),
        ("http://127.0.0.1:9000", True),
        ("http://localhost:9000/x", True),
        ("http://[::1]:9000", True),
        ("https://p.example?x=1", False),
        ("https://p.example/?", False),
        ("https://p.example#x", False),
        ("http://p.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://127.0.0.1@evil.example", False),
        ("https://user:word@p.example", False),
        ("https://p.example:0", False),
        ("https://p.example:99999", False),
        ("https://", False),
        ("https://[", False),
        ("p.example", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://p.example/\n", False),
        ("https://p.example\\@evil.example", False),
        ("https://p.exam ple", False),
        ("https://é.example", False),
        (f"https://p.example/{'a' * 1000}", False),
        ("", False),
    ],
)
def test_what_can_be_the_name_of_a_provider(address: str, issuer: bool) -> None:
    assert is_issuer(address) is issuer
    assert is_private(address) is (issuer or "?" in address)
