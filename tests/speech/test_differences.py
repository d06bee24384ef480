"""Two voices compared in words, and families."""

from __future__ import annotations

from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bestio.documents.complaints import legible
from bestio.library import Library, find_bundled
from bestio.speech.differences import ancestry, differences
from bestio.speech.invention import cross, mutate
from bestio.speech.voice import Effect, Lineage, Timbre, Voice, load_voices

VOICES = load_voices(Library(find_bundled(), Path("/nowhere")), lambda _problem: None)


def test_controls_and_effects_are_told() -> None:
    old = Voice(id="a", title="A", effects=(Effect.make("ring", hz=38), Effect.make("choir")))
    timbre = Timbre(pitch_hz=(90, 140), formants=1.25, klatt=3)
    effects = (Effect.make("delay"), Effect.make("ring", hz=50.5))
    lines = differences(old, Voice(id="b", title="B", rate=150, timbre=timbre, effects=effects))
    assert len(lines) == 7
    assert lines[0].endswith("82–118 → 90–140 Hz")
    assert lines[2].endswith("1 → 1,25")
    assert lines[-3].startswith("− ")
    assert lines[-2].startswith("+ ")
    assert lines[-1].endswith("38 → 50,5 Hz")


def test_order_and_repetition_are_told() -> None:
    ring, choir = Effect.make("ring"), Effect.make("choir")

    def told(*stacks: tuple[Effect, ...]) -> tuple[str, ...]:
        old, new = (Voice(id="a", title="A", effects=stack) for stack in stacks)
        return differences(old, new)

    assert len(told((ring, choir), (choir, ring))) == 1
    (line,) = told((ring,), (ring, ring))
    assert line.endswith(" 2")


@given(voice=st.sampled_from(list(VOICES.values())), seed=st.integers())
def test_any_mutant_is_told(voice: Voice, seed: int) -> None:
    mutant = mutate(voice, Random(seed), 0.8)
    same = (mutant.timbre, mutant.effects, mutant.rate) == (voice.timbre, voice.effects, voice.rate)
    assert bool(differences(voice, mutant)) != same
    assert all(legible(line) for line in differences(voice, mutant))
    assert differences(voice, voice) == ()


def test_a_family() -> None:
    random = Random(2)
    first = mutate(VOICES["dragon-rouille"], random)
    child = cross(first, VOICES["vent-du-nord"], random)
    found = ancestry(child, {**VOICES, first.id: first})
    assert (1, first.title) in found
    assert (1, "Vent du nord") in found
    assert (2, "Dragon rouillé") in found
    assert ancestry(child, {})[0] == (1, first.id)


def test_a_voice_that_is_its_own_grandparent() -> None:
    names = [f"v{number}" for number in range(50)]
    parents = zip(names, [*names[1:], "v0"], strict=True)
    loop = {name: Voice(id=name, title=name, lineage=Lineage("cross", (parent, "v7"))) for name, parent in parents}
    assert len(ancestry(loop["v0"], loop)) == 30
