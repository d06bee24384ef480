"""The figures of a program that serves: true of what happened, without a name, and for nobody in the room."""

from __future__ import annotations

import asyncio
import os
import signal
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest

from bestio.serve.figures import CONTENT_TYPE, KEY_TO_BYTES, Counter, Histogram
from bestio.serve.network import network_of
from tests.pace import Patience
from tests.serve.conftest import OTHER_TAB, Client, Line, Served, serving, until

NAME = "https://bestio.example"


def parsed(text: str) -> dict[str, float]:
    """Each sample by its name and labels, as Prometheus' own library reads them."""
    parser = pytest.importorskip("prometheus_client.parser", reason="prometheus-client is not installed")
    found: dict[str, float] = {}
    for family in parser.text_string_to_metric_families(text):
        assert family.documentation
        for sample in family.samples:
            labels = ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
            assert f"{sample.name}{{{labels}}}" not in found
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


async def text_of(client: Client) -> str:
    status, text = await client.get("/metrics")
    assert status == 200
    return text


async def figures(client: Client) -> dict[str, float]:
    return parsed(await text_of(client))


async def reach(client: Client, name: str, least: float) -> dict[str, float]:
    """Wait until a figure is as high as that."""
    patience = Patience(30)
    while (found := await figures(client))[name] < least:
        assert not patience.over, (name, found[name])
        await asyncio.sleep(0.05)
    return found


async def did(line: Line, keys: str) -> None:
    number = await line.types(keys)
    await until(lambda: line.heard("done") == ["done", number])


def test_what_prometheus_reads_of_a_counter_and_of_a_histogram() -> None:
    counter = Counter("bestio_x_total", "What.", "kind", ("a", "b"))
    counter.add("a", times=3)
    with pytest.raises(KeyError):
        counter.add("les-hiboux")
    histogram = Histogram("bestio_y_seconds", "How long.", (0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        histogram.add(seconds)
    assert parsed("\n".join([*counter.lines(), *histogram.lines(), ""])) == {
        "bestio_x_total{kind=a}": 3,
        "bestio_x_total{kind=b}": 0,
        "bestio_y_seconds_bucket{le=0.1}": 2,
        "bestio_y_seconds_bucket{le=1.0}": 3,
        "bestio_y_seconds_bucket{le=+Inf}": 4,
        "bestio_y_seconds_sum{}": 7.65,
        "bestio_y_seconds_count{}": 4,
    }


async def test_the_door_is_counted_and_no_name_is_told(served: Served) -> None:
    client = served.client()
    name = await client.new_group()
    before = await figures(client)
    assert before["bestio_sessions{by=app}"] == before["bestio_acts_total{}"] == 0
    assert before["bestio_store_answers{}"] == 1
    assert before["process_resident_memory_bytes{}"] > 1 << 20
    stranger = served.client()
    assert (await stranger.post("/entrer", code="AAAAAA"))[0] == 403
    assert (await stranger.post("/prof/entrer", code="AAAAAA"))[0] == 403
    assert (await stranger.get("/", Host="other.example"))[0] == 421
    foreign = {"Origin": "http://evil.example"}
    async with client.session.post(f"{served.address}/groupes", data={"name": "x"}, headers=foreign) as answer:
        assert answer.status == 403
    assert await (await stranger.line()).closed() == 4401
    group = served.journal(name).stem
    page = await client.get("/lignes/creature")
    assert page[0] == 200
    await client.post("/lignes/commencer")
    async with client.session.get(f"{served.address}/metrics") as answer:
        assert answer.headers["Content-Type"] == CONTENT_TYPE
        text = await answer.text()
    after = parsed(text)
    refused = {key: after[key] - before[key] for key in after if key.startswith("bestio_refused_total")}
    assert refused == {
        "bestio_refused_total{reason=code}": 1,
        "bestio_refused_total{reason=teacher_code}": 1,
        "bestio_refused_total{reason=invitation}": 0,
        "bestio_refused_total{reason=identity}": 0,
        "bestio_refused_total{reason=waiting}": 0,
        "bestio_refused_total{reason=host}": 1,
        "bestio_refused_total{reason=origin}": 1,
        "bestio_refused_total{reason=pass}": 1,
        "bestio_refused_total{reason=seat}": 0,
    }
    assert after["bestio_sessions{by=pages}"] == 1
    for word in (name, group, served.server.room.title, served.server.room.class_id, served.server.code):
        assert word not in text


async def test_the_pages_acts_and_lines_are_counted(served: Served) -> None:
    client = served.client()
    await client.new_group()
    await client.post("/lignes/commencer")
    before = (await figures(client))["bestio_acts_total{}"]
    for number in range(1, 4):
        assert (await client.post("/lignes/faire", geste="spin", slot="tete"))[0] == 200
        now = await reach(client, "bestio_acts_total{}", before + number)
        assert now["bestio_acts_total{}"] == before + number
    for part in ({}, {"Range": "bytes=100-199"}):
        async with client.session.get(f"{served.address}/lignes/son/presentation", headers=part) as answer:
            assert answer.status in {200, 206}
    assert (await figures(client))["bestio_lines_spoken_total{where=pages}"] == 1


@pytest.mark.slow
async def test_sessions_acts_keys_and_memory_are_counted(served: Served) -> None:
    client = served.client()
    name = await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await did(line, "\x1b")
    other = await client.line(OTHER_TAB)
    await other.shows("Créature")
    now = await reach(client, "bestio_browsers{role=look}", 1)
    assert now["bestio_sessions{by=app}"] == now["bestio_browsers{role=hold}"] == 1
    now = await reach(client, "bestio_session_memory_max_bytes{}", 1)
    assert now["bestio_sessions_memory_bytes{}"] == now["bestio_session_memory_max_bytes{}"] > 10 << 20
    keys = "bestio_key_to_bytes_seconds_count{}"
    for _spin in range(3):
        before = await figures(client)
        await did(line, " ")
        after = await reach(client, "bestio_acts_total{}", before["bestio_acts_total{}"] + 1)
        assert after["bestio_acts_total{}"] == before["bestio_acts_total{}"] + 1
        await reach(client, keys, before[keys] + 1)
    last = await figures(client)
    buckets = [last[f"bestio_key_to_bytes_seconds_bucket{{le={bound}}}"] for bound in KEY_TO_BYTES]
    assert buckets == sorted(buckets)
    assert last["bestio_key_to_bytes_seconds_bucket{le=+Inf}"] == last[keys]
    assert last["bestio_key_to_bytes_seconds_sum{}"] > 0

    seat = next(iter(served.server.room.seats.values()))
    os.kill(seat.pid, signal.SIGKILL)
    await reach(client, "bestio_apps_reopened_total{reason=died}", 1)
    assert name not in await text_of(client)
    await served.server.room.close()
    assert (await figures(client))["bestio_sessions{by=app}"] == 0


async def asks(served: Served, **headers: str) -> int:
    async with aiohttp.ClientSession() as session:
        at = f"http://127.0.0.1:{served.server.port}/metrics"
        async with session.get(at, headers=headers) as answer:
            text = await answer.text()
            assert ("bestio_sessions" in text) == (answer.status == 200)
            return answer.status


async def test_they_are_for_this_machine_and_for_what_it_hands_on_for_nobody(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", address=NAME) as served:
        here = f"127.0.0.1:{served.server.port}"
        assert await asks(served) == await asks(served, Host=here) == 200
        assert await asks(served, Host="bestio.example") == 404  # a proxy that does not say for whom it asks
        assert await asks(served, Host="evil.example") == 404
        for who in ("127.0.0.1", "10.0.0.5", "::1", ""):
            for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
                assert await asks(served, Host=here, **{header: who}) == 404


async def test_they_are_for_machines_that_were_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another machine is one that asks from another address of the loopback network."""
    elsewhere = network_of("127.0.0.9")
    assert elsewhere is not None
    monkeypatch.setattr("ipaddress.IPv4Address.is_loopback", False)
    async with serving(tmp_path / "home", watchers=[elsewhere]) as served:
        answers = {}
        for source in ("127.0.0.1", "127.0.0.9"):
            connector = aiohttp.TCPConnector(local_addr=(source, 0))
            async with (
                aiohttp.ClientSession(connector=connector) as session,
                session.get(f"http://127.0.0.1:{served.server.port}/metrics", headers={"Host": "node1:8000"}) as answer,
            ):
                answers[source] = answer.status
        assert answers == {"127.0.0.1": 404, "127.0.0.9": 200}


@pytest.mark.parametrize(
    ("text", "network"), [("10.0.0.5", "10.0.0.5/32"), (" 10.1.2.3/24 ", "10.1.2.0/24"), ("::1", "::1/128")]
)
def test_what_is_a_network(text: str, network: str) -> None:
    assert network_of(text) == ip_network(network)


@pytest.mark.parametrize("text", ["", "bestio.example", "10.0.0.5:80", "10.0.0.0/33", "http://10.0.0.5"])
def test_what_is_no_network(text: str) -> None:
    assert network_of(text) is None
