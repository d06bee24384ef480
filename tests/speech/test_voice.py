"""Voices in files: what is read, what is refused and how, and that what is written is read again."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.errors import Problem
from bestio.library import Library, find_bundled
from bestio.speech import bounds
from bestio.speech.effects import SPECS
from bestio.speech.voice import Effect, Lineage, Timbre, Voice, from_recipe, load_voices, read_voice, save_voice

GOOD = """\
# un commentaire
bestio: voice/1
id: dragon-rouille
title: Dragon rouillé
description: Un vieux dragon.
rate: 150
timbre: {pitch_hz: [55, 78], formants: 0.84, flutter: 2, roughness: 6, klatt: null}
effects:
  - {type: ring, hz: 38, mix: 0.35}
  - {type: distortion, db: 14}
"""


def written(tmp_path: Path, text: str, name: str = "dragon-rouille.yaml") -> tuple[Voice | None, list[Problem]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return read_voice(path, problems.append), problems


def test_a_good_file(tmp_path: Path) -> None:
    voice, problems = written(tmp_path, GOOD)
    assert not problems
    assert voice == Voice(
        id="dragon-rouille",
        title="Dragon rouillé",
        description="Un vieux dragon.",
        rate=150,
        timbre=Timbre(pitch_hz=(55, 78), formants=0.84, roughness=6),
        effects=(Effect.make("ring", hz=38, mix=0.35), Effect.make("distortion", db=14)),
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("rate: 150", "rate: .nan", 6),
        ("rate: 150", "rate: 1e999", 6),
        ("rate: 150", "rate: 79", 6),
        ("rate: 150", "rate: 150.5", 6),
        ("rate: 150", "rate: true", 6),
        ("rate: 150", "rate: [1]", 6),
        ("rate: 150", "volume: 0,9", 6),
        ("rate: 150", "rate: " + "9" * 4000, 6),
        ("rate: 150", "volume: 1.01", 6),
        ("rate: 150", "rapidité: 2", 6),
        ("rate: 150", "base: ../../etc/passwd", 6),
        ("rate: 150", "base: " + "a" * 300, 6),
        ("rate: 150", "engine: Espeak", 6),
        ("rate: 150", "language: '../fr'", 6),
        ("rate: 150", "lineage: {how: mutate, parents: ['a/b']}", 6),
        ("rate: 150", "lineage: {how: magie, parents: [a]}", 6),
        ("rate: 150", "lineage: {how: cross, parents: [a, b, c]}", 6),
        ("rate: 150", "lineage: maman", 6),
        ("id: dragon-rouille", "id: dragon/rouille", 3),
        ("id: dragon-rouille", "id: Dragon", 3),
        ("id: dragon-rouille", "id: " + "a" * 25, 3),
        ("id: dragon-rouille", "id: autre", 3),
        ("title: Dragon rouillé", "title: ''", 4),
        ("title: Dragon rouillé", "title: " + "é" * 300, 4),
        ("title: Dragon rouillé", 'title: "a\\nb"', 4),
        ("title: Dragon rouillé", 'title: "\\e[31m"', 4),
        ("title: Dragon rouillé", "title: [a]", 4),
        ("title: Dragon rouillé", "title: a\u202eb", 4),
        ("formants: 0.84", "formants: 0.5", 7),
        ("formants: 0.84", "formants: .inf", 7),
        ("formants: 0.84", "formant: 0.84", 7),
        ("[55, 78]", "[78, 55]", 7),
        ("[55, 78]", "[55]", 7),
        ("[55, 78]", "55", 7),
        ("[55, 78]", "[.nan, 78]", 7),
        ("klatt: null", "klatt: 9", 7),
        ("hz: 38", "hz: 1000000", 9),
        ("hz: 38", "hertz: 38", 9),
        ("type: ring", "type: boum", 9),
        ("{type: distortion, db: 14}", "distortion", 10),
        ("{type: distortion, db: 14}", "{db: 14}", 10),
        ("db: 14", "db: fort", 10),
        ("bestio: voice/1", "bestio: voice/2", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert old in GOOD
    voice, problems = written(tmp_path, GOOD.replace(old, new))
    assert voice is None
    assert problems
    assert problems[0].where.line == line
    assert all(len(str(p)) < 600 + len(str(tmp_path)) for p in problems)
    assert all(p.hint for p in problems)


def test_french_spaces_are_letters_like_others(tmp_path: Path) -> None:
    title = "Qui\u00a0: moi\u202f?"
    voice, problems = written(tmp_path, GOOD.replace("Dragon rouillé", f"'{title}'"))
    assert voice is not None, problems
    assert voice.title == title


@pytest.mark.parametrize("value", ["0,9", "'0.9'"])
def test_french_decimals_and_quotes_are_put_right(tmp_path: Path, value: str) -> None:
    _voice, (problem,) = written(tmp_path, GOOD.replace("rate: 150", f"volume: {value}"))
    assert "0.9." in problem.hint


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    _voice, problems = written(tmp_path, GOOD.replace("150", "9000").replace("38", "-1").replace("0.84", "2"))
    assert sorted(p.where.line or 0 for p in problems) == [6, 7, 9]


def test_too_many_effects_make_one_problem(tmp_path: Path) -> None:
    text = GOOD + "  - {type: distortion, db: 14}\n" * 10_000
    voice, problems = written(tmp_path, text)
    assert voice is None
    assert len(problems) == 1
    assert "10002" in problems[0].message


def test_too_many_unknown_keys_are_not_all_told(tmp_path: Path) -> None:
    _voice, problems = written(tmp_path, GOOD + "".join(f"clé{n}: 1\n" for n in range(1000)))
    assert 1 <= len(problems) <= 10


@pytest.mark.parametrize("text", ["", "salut", "[1, 2]", "a: b: c", "\t- x", "12", "bestio: lexicon/1\nid: x"])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    voice, problems = written(tmp_path, text)
    assert voice is None
    assert len(problems) == 1


def test_a_missing_or_binary_file_is_told(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_voice(tmp_path / "absente.yaml", problems.append) is None
    (tmp_path / "b.yaml").write_bytes(bytes(range(256)) * 10)
    assert read_voice(tmp_path / "b.yaml", problems.append) is None
    assert len(problems) == 2


def test_one_bad_voice_costs_one_voice(tmp_path: Path) -> None:
    folder = tmp_path / "voices"
    folder.mkdir()
    (folder / "mauvaise.yaml").write_text("rate: 2")
    (folder / "bestio-nu.yaml").write_text("bestio: voice/1\nid: bestio-nu\ntitle: La nôtre\n")
    problems: list[Problem] = []
    voices = load_voices(Library(find_bundled(), tmp_path), problems.append)
    assert len(problems) == 1
    assert voices["bestio-nu"].title == "La nôtre"
    assert len(voices) > 20


def test_the_shipped_voices() -> None:
    problems: list[Problem] = []
    voices = load_voices(Library(find_bundled(), Path("/nowhere")), problems.append)
    assert not problems
    assert len(voices) >= 21
    assert not voices["bestio-nu"].effects
    assert len({voice.title for voice in voices.values()}) == len(voices)
    for voice in voices.values():
        assert voice.description.endswith(".")
        assert voice.engine == "espeak"
        assert voice.base is None
        assert voice.effects or voice.id == "bestio-nu"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)[:50]


@st.composite
def voices(draw: st.DrawFn) -> Voice:
    def number(parameter: bounds.Parameter) -> float:
        if parameter.whole:
            return float(draw(st.integers(int(parameter.low), int(parameter.high))))
        return round(draw(st.floats(parameter.low, parameter.high)), 3)

    def effect(kind: str) -> Effect:
        return Effect.make(kind, **{p.name: number(p) for p in SPECS[kind].parameters})

    by_name = {name: number(p) for name, p in bounds.TIMBRE_BY_NAME.items()}
    pitch = sorted([number(bounds.PITCH), number(bounds.PITCH)])
    identifiers = st.from_regex(r"[a-z0-9-]{1,24}", fullmatch=True)
    lines = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=50).map(_composed)
    return Voice(
        id=draw(identifiers),
        title=draw(lines.filter(bool)),
        description=draw(lines),
        engine=draw(st.sampled_from(["espeak", "system", "piper", "silent"])),
        base=draw(st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,20}", fullmatch=True)),
        rate=int(number(bounds.RATE)),
        volume=number(bounds.VOLUME),
        timbre=Timbre(
            pitch_hz=(pitch[0], pitch[1]),
            formants=by_name["formants"],
            flutter=int(by_name["flutter"]),
            roughness=int(by_name["roughness"]),
            voicing=int(by_name["voicing"]),
            breath=int(by_name["breath"]),
            klatt=draw(st.none() | st.just(int(by_name["klatt"]))),
        ),
        effects=tuple(effect(kind) for kind in draw(st.lists(st.sampled_from(sorted(SPECS)), max_size=6))),
        lineage=draw(
            st.none()
            | st.builds(
                Lineage,
                st.sampled_from(["mutate", "cross"]),
                st.lists(identifiers, min_size=1, max_size=2).map(tuple),
                st.none() | st.floats(0, 1).map(lambda x: round(x, 2)),
            )
        ),
    )


@settings(max_examples=40)
@given(voice=voices())
def test_what_is_written_is_read_again(voice: Voice, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("v") / f"{voice.id}.yaml"
    save_voice(path, voice)
    problems: list[Problem] = []
    assert read_voice(path, problems.append) == voice, problems


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    data=st.dictionaries(
        st.sampled_from([*Voice.__struct_fields__, "x"]), json_like | st.sampled_from(["a", 100, "espeak", {}, []])
    )
)
def test_any_data_is_read_or_refused(data: dict[str, object]) -> None:
    problems: list[Problem] = []
    voice = from_recipe({"bestio": "voice/1", **data}, problems.append)
    assert (voice is None) == bool(problems)
    if voice is not None:
        assert from_recipe(voice.recipe(), problems.append) == voice or any(abs(v) < 1e-4 for v in [voice.volume])


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_told_or_read(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = GOOD
    for _damage in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 6))
        text = (
            text[:at]
            + data.draw(
                st.text(max_size=4) | st.sampled_from(["\n", "  ", ": ", "- ", "{", "[", "&a", "*a", "9" * 4000])
            )
            + text[at + cut :]
        )
    path = tmp_path_factory.mktemp("v") / "dragon-rouille.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    problems: list[Problem] = []
    voice = read_voice(path, problems.append)
    assert (voice is None) == bool(problems)
