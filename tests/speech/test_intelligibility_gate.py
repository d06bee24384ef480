"""Bends are heard only as far as they are understood, and nobody waits for the measure."""

from __future__ import annotations

import threading

import pytest
from msgspec.structs import replace

from bestio.speech import intelligibility_gate as gates
from bestio.speech.bends import Bend
from bestio.speech.intelligibility_gate import Gate, Unheard
from bestio.speech.modifiers import bend, not_yet, softer
from bestio.speech.voice import Accepts, Voice
from tests.pace import until, within

PLAIN = Voice(id="plain", title="Plain")
BENDS = [("pluie", Bend({"pitch": 1.2}, {"chorus": {"mix": 0.4}}))]
FULL = bend(PLAIN, BENDS)


def echo(voice: Voice) -> float:
    return voice.effects[0].values["mix"] if voice.effects else 0.0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "SETTLED", 0.01)


def test_until_it_is_known_the_voice_is_heard_as_it_is() -> None:
    bent = Gate().bent(PLAIN, BENDS)
    assert bent == not_yet(PLAIN, BENDS)
    assert bent.voice == PLAIN
    assert Gate().bent(PLAIN, []) == bend(PLAIN, [])


def test_what_is_understood_is_heard_whole() -> None:
    gate = Gate()
    gate.verdicts.put(FULL.voice, True)
    assert gate.bent(PLAIN, BENDS) == FULL


@pytest.mark.parametrize(("most", "heard"), [(0.5, 0.4), (0.3, 0.2), (0.15, 0.1), (0.05, 0)])
def test_an_effect_is_softened_until_it_is_understood(most: float, heard: float) -> None:
    gate, asked = Gate(), []

    def accepts(voice: Voice) -> bool:
        asked.append(voice)
        return echo(voice) <= most

    bent = gate.settle(PLAIN, BENDS, lambda: accepts)
    assert echo(bent.voice) == heard
    assert bent in list(softer(PLAIN, BENDS))
    assert gate.bent(PLAIN, BENDS) == bent
    assert len(asked) == len(set(asked)) <= 5
    assert gate.settle(PLAIN, BENDS, lambda: pytest.fail("all is known")) == bent


def test_where_nothing_is_understood_bent_the_voice_stays_as_it_is() -> None:
    bent = Gate().settle(PLAIN, BENDS, lambda: lambda voice: voice == PLAIN)
    assert bent.voice == PLAIN
    assert [change[0] for change in bent.changes] == ["−", "−"]


def test_a_voice_that_is_not_understood_itself_is_bent_as_traits_want() -> None:
    assert Gate().settle(PLAIN, BENDS, lambda: lambda _voice: False) == FULL


def test_a_voice_of_another_engine_is_not_measured() -> None:
    other = replace(PLAIN, engine="piper", base="joe")
    assert Gate(listener=lambda: pytest.fail("measured")).bent(other, BENDS).voice.effects


def test_it_measures_meanwhile_the_last_thing_asked(quick: None) -> None:
    measured: list[Voice] = []

    def listener() -> Accepts:
        return lambda voice: measured.append(voice) is None and echo(voice) < 0.3

    gate = Gate(listener=listener)
    for pitch in (1.1, 1.3, 1.4):
        gate.bent(PLAIN, [("pluie", Bend({"pitch": pitch}, {"delay": {}}))])
    with within(0.1):
        assert gate.bent(PLAIN, BENDS).voice.effects == ()
    until(lambda: echo(gate.bent(PLAIN, BENDS).voice) == 0.2)
    gate.close()


def test_a_listener_that_hears_nothing_is_asked_again(quick: None) -> None:
    tries = []

    def listener() -> Accepts:
        tries.append(1)
        if len(tries) < 3:
            raise Unheard
        return lambda _voice: True

    gate = Gate(listener=listener)
    until(lambda: gate.bent(PLAIN, BENDS) == FULL)
    assert len(tries) == 3
    gate.close()


def test_closing_stops_the_measure_after_the_voice_in_hand(quick: None) -> None:
    begun, release, measured = threading.Event(), threading.Event(), []

    def accepts(voice: Voice) -> bool:
        measured.append(voice)
        begun.set()
        return not release.wait(10)

    gate = Gate(listener=lambda: accepts)
    gate.bent(PLAIN, BENDS)
    assert begun.wait(10)
    gate.close()
    release.set()
    until(lambda: not any(thread.name == "bestio-gate" for thread in threading.enumerate()))
    assert len(measured) == 1
    gate.bent(PLAIN, BENDS)
