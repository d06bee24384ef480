"""A voice put together from recordings: the longest run first, each word timed, what is missing said by the machine."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.classroom.recorded_voices import RecordedVoices
from bestio.export.sound import write_sound
from bestio.library import BANKS
from bestio.session.sound import explain_sound, tell_sound
from bestio.speech.invention import cross, mutate
from bestio.speech.knobs import knobs, turn
from bestio.speech.line_cache import LineCache
from bestio.speech.recorded import intake
from bestio.speech.recorded.bank import Banks
from bestio.speech.recorded.bank_index import clip_path
from bestio.speech.recorded.clip import RATE, Clip, decoded
from bestio.speech.recorded.edges import closed_before, without_echo
from bestio.speech.recorded.file_banks import FileBanks
from bestio.speech.recorded.index import Index, runs_of
from bestio.speech.recorded.joining import Stretch, join
from bestio.speech.recorded.melody import beats_of, pitches, sung
from bestio.speech.recorded.selection import Chooser, Unit, Wanted
from bestio.speech.recorded.sound_file import Recording
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import EVERYBODY, Effect, Recorded, Timbre, Voice, from_recipe
from tests.pace import pace
from tests.speech.pupils import NAMES, pupil, said, telephone

NOW = 1_795_000_000.0
WORDS = ["le", "la", "vent", "lune", "nuit", "dans", "dort", "hibou", "vert", "avec", "rivage"]
ECHOED = "oiseau"
LINE = "le vent dort dans la nuit"
PLAIN = Voice(id="plain", title="plain")

# --- choosing ---------------------------------------------------------------------------------------------------------


def clip(text: str, who: str = "Hibou", sounds: dict[str, str] | None = None) -> Clip:
    """A clip whose words last a second each; `sounds` tells those of some of them, a letter each."""
    words = tuple((word, float(at), at + 1.0) for at, word in enumerate(text.split()))
    parts = tuple(
        (letter, start + at / 10, start + (at + 1) / 10)
        for word, start, _end in words
        for at, letter in enumerate((sounds or {}).get(word, ""))
    )
    return Clip(f"{who}{text}", who, text, 0.0, "2099-01-01", 0, f"{who}{text}", float(len(words)), words, parts)


def chosen(text: str, clips: list[Clip], who: str = "", *, level: int = 5, **sounds: Any) -> tuple[Unit, ...]:
    wanted = [Wanted(word, tuple(sounds.get(word, ""))) for word in text.split()]
    return Chooser(wanted, Index(clips), who, level).units()


def made(units: tuple[Unit, ...]) -> list[tuple[str, int, str]]:
    return [(unit.how, unit.size, unit.clip.text if unit.clip else "") for unit in units]


def test_the_longest_run_comes_first_and_the_rest_around_it() -> None:
    clips = [clip("le vent"), clip("vent dort dans la"), clip("le"), clip("nuit")]
    units = chosen("le vent dort dans la nuit", clips)
    assert made(units) == [("word", 1, "le"), ("run", 4, "vent dort dans la"), ("word", 1, "nuit")]
    assert (units[1].start, units[1].end) == (0.0, 4.0)


def test_each_level_takes_no_longer_thing_than_it_says() -> None:
    sounds = {"nuit": "nHi", "lune": "lyn"}
    clips = [clip("la nuit dort", sounds=sounds), clip("nuit", "Vis", sounds), clip("lune", sounds=sounds)]
    found = {level: made(chosen("la nuit dort", clips, level=level, **sounds)) for level in range(1, 6)}
    assert found[5] == [("line", 3, "la nuit dort")]
    assert found[4] == [("run", 3, "la nuit dort")]
    assert [how for how, _size, _text in found[3]] == ["word"] * 3
    assert [how for how, _size, _text in found[2]] == ["base", "syllable", "base"]
    assert [how for how, _size, _text in found[1]] == ["base"] * 3


def test_another_word_that_sounds_the_same_will_do_then_its_syllables() -> None:
    sounds: dict[str, Any] = {"vert": "vEr", "verre": "vEr", "riva": "riva", "geva": "Zeva", "rivage": "rivaZe"}
    assert made(chosen("verre", [clip("vert", sounds=sounds)], **sounds)) == [("alike", 1, "vert")]
    units = chosen("rivage", [clip("riva geva", sounds=sounds)], **sounds)
    assert [unit.how for unit in units] == ["syllable"] * 2
    assert [(round(unit.start, 1), round(unit.end, 1)) for unit in units] == [(0.0, 0.4), (1.0, 1.2)]
    assert made(chosen("zzz", [clip("vert", sounds=sounds)], zzz="zzz")) == [("base", 1, "")]


def test_everybody_says_a_word_in_turn() -> None:
    clips = [clip(word, who) for word in ("le", "vent", "dort") for who in ("A", "B", "C", "D")]
    units = chosen("le vent dort le vent dort le vent", [*clips, clip("le vent dort", "E")], EVERYBODY)
    people = [unit.clip.who for unit in units if unit.clip]
    assert len(people) == 8
    assert all(one != after for one, after in itertools.pairwise(people))
    assert max(Counter(people).values()) <= 3


def test_one_person_says_only_what_they_have_recorded() -> None:
    clips = [clip("le", "Vis"), clip("vent", "Hibou"), clip("le vent", "Lune")]
    assert made(chosen("le vent", clips, "vis")) == [("word", 1, "le"), ("base", 1, "")]


@given(st.data())
def test_every_word_is_in_one_unit_and_what_is_cut_says_it(data: st.DataObject) -> None:
    word = st.sampled_from("abcdef")
    texts = data.draw(st.lists(st.lists(word, min_size=1, max_size=5).map(" ".join), max_size=8))
    line = data.draw(st.lists(word, min_size=1, max_size=12))
    sounds = {letter: letter * 2 for letter in "abcdef"}
    clips = [clip(text, f"P{number % 3}", sounds) for number, text in enumerate(texts)]
    who = data.draw(st.sampled_from(["", "P0", EVERYBODY]))
    units = chosen(" ".join(line), clips, who, level=data.draw(st.integers(1, 5)), **sounds)
    covered = [number for unit in units for number in range(unit.first, unit.first + unit.size)]
    assert sorted(set(covered)) == list(range(len(line)))
    assert covered == sorted(covered)
    for unit in units:
        if unit.clip is not None and unit.how in {"word", "run", "line"}:
            inside = [name for name, start, end in unit.clip.words if start >= unit.start and end <= unit.end]
            assert inside == line[unit.first : unit.first + unit.size]


def test_of_a_choice_of_people_nobody_else_is_heard() -> None:
    words, people = ["le", "vent", "dort"], ("Hibou", "Vis", "Clou", "Roue")
    clips = [clip(word, who) for who in people for word in words]
    wanted = [Wanted(word) for word in words * 2]
    for who, level in itertools.product(("", EVERYBODY), range(3, 6)):
        units = Chooser(wanted, Index(clips), who, level, among=("vis", "Roue")).units()
        heard = {unit.clip.who for unit in units if unit.clip}
        assert heard <= {"Vis", "Roue"}
        assert len(heard) == (2 if who else 1)
    assert not any(unit.clip for unit in Chooser(wanted, Index(clips), "", 5, among=("Personne",)).units())


@given(st.lists(st.sampled_from(["Hibou", "Vis", "Clou", "l’Ours, vert"]), max_size=4), st.booleans())
def test_who_is_heard_is_written_and_read_back(people: list[str], by_turns: bool) -> None:
    recorded = Recorded("5b", level=4).hearing(people, by_turns=by_turns)
    assert set(recorded.people) == set(people)
    assert recorded.by_turns == (by_turns and len(set(people)) != 1)
    problems: list[Any] = []
    read = from_recipe(voice().recipe() | {"recorded": recorded.recipe()}, problems.append)
    assert read is not None
    assert (read.recorded, problems) == (recorded, [])


def test_as_few_runs_as_may_be() -> None:
    index = Index([clip("abcd", sounds={"abcd": "aibo"}), clip("xy", sounds={"xy": "bo"})])
    found = runs_of(tuple("aibo"), index.runs, lambda _place: True)
    assert found is not None
    assert len(found) == 1
    assert runs_of(tuple("aizz"), index.runs, lambda _place: True) is None


# --- joining ----------------------------------------------------------------------------------------------------------


def tone(hz: float, level: float, seconds: float = 0.3) -> np.ndarray[Any, np.dtype[np.float32]]:
    return (level * np.sin(np.arange(round(seconds * RATE)) * 2 * np.pi * hz / RATE)).astype(np.float32)


def test_pieces_are_as_strong_as_each_other_and_do_not_click() -> None:
    whole = join([Stretch(tone(150, 0.05)), Stretch(tone(160, 0.4), pause=0.2), Stretch(tone(155, 0.2))])
    strengths = [
        float(np.sqrt(np.mean(whole.samples[round((at + 0.05) * RATE) : round((at + 0.25) * RATE)] ** 2)))
        for at in whole.starts
    ]
    assert max(strengths) / min(strengths) < 1.3
    steps = np.abs(np.diff(whole.samples))
    assert steps.max() < 1.5 * 2 * np.pi * 160 / RATE * 0.15
    assert whole.samples[0] == 0
    assert whole.samples[-1] == 0


def test_pitch_comes_nearer_but_never_by_more_than_two_semitones(speaker: Speaker) -> None:
    most = 2 ** (2 / 12)
    low, high, far = (
        said(speaker, Voice(id="v", title="V", timbre=Timbre(pitch_hz=(hz, hz))), "la nuit") for hz in (200, 215, 400)
    )
    long = np.tile(low, 4)
    for sound, expected in ((high, 200.0), (far, 400 / most)):
        stretches = [Stretch(long, beats_of(long), pause=0.1), Stretch(sound, beats_of(sound))]
        whole = join(stretches)
        assert beats_of(whole.samples[round(whole.starts[1] * RATE) :]).hz == pytest.approx(expected, rel=0.04)
        kept = join(stretches, same_pitch=False)
        assert beats_of(kept.samples[round(kept.starts[1] * RATE) :]).hz == pytest.approx(beats_of(sound).hz, rel=0.01)


def test_a_word_takes_the_melody_that_it_is_given_and_lasts_as_long(speaker: Speaker) -> None:
    sound = said(speaker, Voice(id="v", title="V", timbre=Timbre(pitch_hz=(170, 230))), "l’étoile allume la nuit")
    beats = beats_of(sound)
    rising = np.linspace(180, 240, len(sound) // 110 + 1)
    other = sung(sound, beats, rising)
    assert len(other) == len(sound)
    found = pitches(other)
    voiced = np.flatnonzero(found)
    off = np.abs(found[voiced] / rising[np.minimum(voiced, len(rising) - 1)] - 1)
    assert np.median(off) < 0.03
    assert abs(np.log10(np.std(other) / np.std(sound))) < 0.1
    silence = np.zeros(3_000, np.float32)
    assert np.array_equal(sung(silence, beats_of(silence), rising), silence)


def test_the_mouth_is_closed_before_a_recording_that_begins_with_a_burst() -> None:
    sounds = {"ton": "to", "on": "o", "don": "do", "beton": "beto"}
    whole, vowel, voiced = clip("ton", sounds=sounds), clip("on", sounds=sounds), clip("don", sounds=sounds)
    closed = closed_before(Unit(0, 1, "word", whole, 0.0, 1.0))
    assert closed > closed_before(Unit(0, 1, "word", voiced, 0.0, 1.0)) > 0
    assert closed_before(Unit(0, 1, "word", vowel, 0.0, 1.0)) == 0
    assert closed_before(Unit(0, 1, "word", clip("ton"), 0.0, 1.0)) == 0
    # The closed mouth is within the recording, or within what the base voice says.
    assert closed_before(Unit(0, 1, "syllable", clip("beton", sounds=sounds), 0.2, 0.4)) == 0
    assert closed_before(Unit(0, 1, "base")) == 0


def test_a_word_does_not_wait_for_its_echo_but_keeps_a_weak_last_sound() -> None:
    sounds = {"va": "va", "vas": "vas"}
    echoing = np.concatenate([tone(200, 0.3), tone(200, 0.03)])
    ended = without_echo(Unit(0, 1, "word", clip("va", sounds=sounds), 0.0, 1.0), echoing)
    assert len(ended) == pytest.approx(0.3 * RATE, abs=0.03 * RATE)
    assert np.array_equal(ended, echoing[: len(ended)])
    for unit in (Unit(0, 1, "word", clip("vas", sounds=sounds), 0.0, 1.0), Unit(0, 1, "word", clip("va"), 0.0, 1.0)):
        assert without_echo(unit, echoing) is echoing


# --- a class ----------------------------------------------------------------------------------------------------------

Render = Callable[..., Speech]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four, who have recorded a few words, a line and a breath."""
    home = tmp_path_factory.mktemp("class")
    kept = RecordedVoices(home, NOW)
    kept.turn_on("5b", "5b")
    with Speaker() as speaker:

        def recorded(number: int, text: str) -> intake.Cut:
            sound = telephone(said(speaker, pupil(number), text))
            return intake.take_one(Recording(sound), text, lambda one: speaker.pronounce(one, PLAIN)).cuts[0]

        for number in range(4):
            kept.add("5b", NAMES[number], [recorded(number, word) for word in WORDS])
        kept.add("5b", NAMES[2], [recorded(2, LINE)])
        dry = said(speaker, pupil(1), ECHOED)
        echo = np.resize(dry[-RATE // 10 :] * 0.08, RATE // 2)
        model = intake.model_of(ECHOED, lambda one: speaker.pronounce(one, PLAIN))
        kept.add("5b", NAMES[1], [intake.cut_of(ECHOED, np.concatenate([dry, echo]), model)])
    breath = np.concatenate([np.zeros(RATE // 2), np.random.default_rng(1).normal(0, 0.1, RATE // 3), np.zeros(RATE)])
    kept.add("5b", "Vis", intake.take_noise(Recording(breath.astype(np.float32)), "souffle").cuts, noise=True)
    return home


@pytest.fixture(scope="module")
def speaker(workspace: Path) -> Iterator[Speaker]:
    with Speaker(banks=Banks(FileBanks(workspace / BANKS, lambda: NOW), lambda: NOW)) as speaker:
        yield speaker


def voice(who: str = "", level: int = 5, **more: Any) -> Voice:
    return Voice(id="nos", title="Nous", engine="recorded", recorded=Recorded("5b", who, level), **more)


def test_a_recorded_line_is_the_recording(speaker: Speaker, workspace: Path) -> None:
    speech = speaker.render("Le vent dort dans la nuit.", voice())
    assert [use.how for use in speech.clips] == ["line"]
    assert speech.clips[0].who == NAMES[2]
    bank = RecordedVoices(workspace, NOW).bank("5b")
    whole = next(one for one in bank.clips if one.id == speech.clips[0].clip)
    sound = decoded(clip_path(bank.folder, whole).read_bytes())
    size = min(len(sound), len(speech.samples)) - 300
    said_here = speech.samples[150:size]
    alike = max(np.corrcoef(sound[150 + lag : size + lag], said_here)[0, 1] for lag in range(-150, 150))
    assert alike > 0.98


@pytest.mark.parametrize(("who", "level"), [("", 5), ("", 4), ("", 3), ("", 2), ("", 1), (EVERYBODY, 3), ("Vis", 4)])
def test_every_word_is_timed_once_in_order_within_the_sound(speaker: Speaker, who: str, level: int) -> None:
    speech = speaker.render("Le hibou dort, avec le vent : dans la nuit verte, 3 lunes !", voice(who, level))
    assert speech.engine == "recorded"
    assert [word.text for word in speech.words] == [
        "Le", "hibou", "dort", "avec", "le", "vent", "dans", "la", "nuit", "verte", "3", "lunes"
    ]  # fmt: skip
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= speech.seconds + 0.01 for word in speech.words)
    assert len(speech.mouth) > 8
    assert {use.at for use in speech.clips} <= {word.at for word in speech.words}


@settings(max_examples=12)
@given(st.lists(st.sampled_from([*WORDS, "étrange", "42", "l’eau", "porte-clés"]), min_size=1, max_size=8))
def test_any_line_is_said_whole(speaker: Speaker, words: list[str]) -> None:
    speech = speaker.render(" ".join(words), voice(level=4))
    assert len(speech.words) == len(words)
    assert all(one.start <= after.start for one, after in zip(speech.words, speech.words[1:], strict=False))
    counted = explain_sound(speech)
    assert sum(one.words for one in counted.heard) == pytest.approx(
        sum(count for _who, count in counted.voices), abs=0.01
    )


def test_words_that_burst_have_the_silence_that_their_recording_lost(speaker: Speaker) -> None:
    speech = speaker.render("la lune dort", voice("Hibou", 3))
    assert [use.how for use in speech.clips] == ["word"] * 3

    def longest_quiet(first: int, last: int) -> float:
        """The longest time without any sound from the start of one word to the end of another, in seconds.

        A sound is what moves: a constant that a filter lets down slowly after a word is none.
        """
        start, end = (round(time * RATE) for time in (speech.words[first].start + 0.01, speech.words[last].end - 0.01))
        moves = np.abs(np.diff(speech.samples[start:end])) > 1e-4
        return int(np.diff(np.flatnonzero(moves)).max()) / RATE

    assert longest_quiet(1, 2) > 0.015
    # The room is heard all through, but where two recordings meet.
    assert longest_quiet(0, 0) < 0.005


def test_the_echo_of_a_word_is_heard_where_nothing_follows(speaker: Speaker, workspace: Path) -> None:
    whole = next(one for one in RecordedVoices(workspace, NOW).bank("5b").clips if one.text == ECHOED)
    followed = speaker.render(f"{ECHOED} vert", voice(whole.who, 3))
    assert followed.words[1].start < whole.seconds - 0.3
    assert speaker.render(ECHOED, voice(whole.who, 3)).seconds > whole.seconds - 0.1


def test_everybody_speaks_in_turn(speaker: Speaker) -> None:
    speech = speaker.render("le hibou dort dans la nuit avec le vent", voice(EVERYBODY, 3))
    people = [use.who for use in speech.clips]
    assert set(people) == set(NAMES[:4])
    assert all(one != after for one, after in itertools.pairwise(people))


def test_breaths_stand_in_the_pauses_of_the_first_level(speaker: Speaker) -> None:
    speech = speaker.render("Le hibou. La nuit.", voice(level=1))
    assert [use.how for use in speech.clips] == ["noise", "base", "base", "noise", "base", "base"]
    assert speech.words[0].start > 0.25


def test_only_who_is_heard_breathes(speaker: Speaker) -> None:
    """The one breath of the bank is of somebody who is not among them."""
    line = "Le vent, la nuit, le hibou."
    alone = speaker.render(line, voice(level=1))
    assert "noise" in {use.how for use in alone.clips}
    others = voice(level=1)
    assert others.recorded is not None
    people = [name for name in NAMES if name != "Vis"]
    among = replace(others, recorded=others.recorded.hearing(people[:2], by_turns=False))
    assert "noise" not in {use.how for use in speaker.render(line, among).clips}


def test_effects_and_mutants_go_over_it(speaker: Speaker) -> None:
    dry = speaker.render("la lune dort", voice())
    wet = speaker.render("la lune dort", voice(effects=(Effect.make("ring", hz=60, mix=0.8),)))
    assert wet.engine == "recorded"
    size = min(len(dry.samples), len(wet.samples))
    assert np.abs(dry.samples[:size] - wet.samples[:size]).max() > 0.05
    import random

    child = mutate(voice(), random.Random(3), 0.5, accepts=lambda _voice: True, taken={})
    assert (child.engine, child.recorded) == ("recorded", voice().recorded)
    both = cross(voice(), voice(rate=200), random.Random(3), accepts=lambda _voice: True, taken={})
    assert both.recorded == voice().recorded


def test_a_voice_is_written_and_read_back() -> None:
    problems: list[Any] = []
    assert from_recipe(voice(EVERYBODY, 3).recipe(), problems.append) == voice(EVERYBODY, 3)
    assert not problems
    wrong: Any
    for wrong in ({"bank": "../x"}, {"bank": "5b", "level": 9}, {"bank": "5b", "who": 3}, {"zzz": 1}, [], "5b"):
        assert from_recipe({**voice().recipe(), "recorded": wrong}, problems.append) is None
    assert from_recipe({**replace(voice(), recorded=None).recipe()}, problems.append) is None
    assert len(problems) >= 7


def test_the_level_is_a_knob() -> None:
    (knob, *_others) = knobs(voice())
    assert (knob.key, knob.low, knob.high, knob.value) == ("recorded.level", 1, 5, 5)
    turned = turn(voice(), "recorded.level", 2)
    assert turned.recorded is not None
    assert turned.recorded.level == 2
    assert "recorded.level" not in {one.key for one in knobs(PLAIN)}


def test_a_recording_that_was_changed_is_left_out_and_told(workspace: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(workspace / BANKS, tmp_path / BANKS)
    kept = RecordedVoices(tmp_path, NOW)
    bank = kept.bank("5b")
    for one in bank.clips:
        if one.text == "hibou":
            path = clip_path(bank.folder, one)
            path.write_bytes(path.read_bytes()[:-2] + b"\x01\x02")
    with Speaker(banks=Banks(FileBanks(tmp_path / BANKS, lambda: NOW), lambda: NOW)) as speaker:
        speech = speaker.render("le hibou dort", voice())
    assert "base" in [use.how for use in speech.clips] or "syllable" in [use.how for use in speech.clips]
    assert len(speech.words) == 3
    assert any("hibou" in note for note in speech.notes)


def test_voices_that_are_off_or_past_their_date_are_not_heard(workspace: Path, tmp_path: Path) -> None:
    late = NOW + 400 * 86_400
    kept, nothing = FileBanks(workspace / BANKS, lambda: NOW), FileBanks(tmp_path, lambda: NOW)
    for banks in (Banks(kept, lambda: late), Banks(nothing, lambda: NOW), None):
        with Speaker(banks=banks) as speaker:
            speech = speaker.render("le hibou dort", voice())
        assert not speech.clips
        assert speech.engine == "espeak"
        assert any("5b" in note and "éteintes" in note for note in speech.notes)


@pytest.mark.slow
def test_where_a_server_keeps_them_the_same_is_heard(
    speaker: Speaker, workspace: Path, tmp_path: Path, journals_on_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it comes onto the disk; a sound that is written is found again by who takes their voice back."""
    from bestio.classroom.copying_voices import copy_banks
    from bestio.classroom.store import Store

    journals = journals_on_server(tmp_path / "workshops", lambda: NOW)
    server = Store(tmp_path, lambda: NOW, journals)
    assert [one.state for one in copy_banks(Store(workspace, lambda: NOW), server)] == ["copied"]
    banks = Banks(server.banks, lambda: NOW)
    asked: list[int] = []
    real = banks.give

    def give(bank: str, clips: Sequence[str]) -> tuple[bytes, ...]:
        asked.append(len(clips))
        return real(bank, clips)

    monkeypatch.setattr(banks, "give", give)
    text = "Le hibou dort, avec le vent : dans la nuit verte !"
    kept = RecordedVoices(tmp_path, NOW, server.banks)
    with Speaker(banks=banks) as there:
        for who, level in (("", 5), (EVERYBODY, 3), ("", 1)):
            one, other = (each.render(text, voice(who, level)) for each in (speaker, there))
            assert one.clips == other.clips
            assert np.array_equal(one.samples, other.samples)
        before = len(asked)
        there.render(f"{text} {text}", voice())
        assert sum(asked[before:]) == 0  # what was heard once is in the worker's memory
        write_sound([there.render(text, voice(NAMES[2], 3))], tmp_path / "sons" / "a.wav")
        assert kept.of_person("5b", NAMES[2]).sounds == (tmp_path / "sons" / "a.wav",)
        kept.erase(kept.of_person("5b", NAMES[2]))
        assert NAMES[2] not in {use.who for use in there.render(text, voice()).clips}
        kept.turn_off("5b")
        assert there.render(text, voice()).engine == "espeak"
    assert not list(tmp_path.rglob("*.wav"))
    assert not (tmp_path / BANKS).exists()


def test_what_was_made_of_a_voice_goes_with_it(speaker: Speaker, workspace: Path, tmp_path: Path) -> None:
    """A sound in the workspace and one elsewhere; and no line of it is kept on the disk."""
    kept = RecordedVoices(workspace, NOW)
    inside, outside = workspace / "sons" / "5b" / "ours" / "a.mp3", tmp_path / "b.wav"
    speech = speaker.render("la lune verte", voice("Boulon", 3))
    for path in (inside, outside):
        write_sound([speech], path)
    what = kept.of_person("5b", "Boulon")
    assert what.sounds == (inside,)
    assert what.elsewhere == (str(outside),)
    assert not kept.of_person("5b", "Vis").sounds
    LineCache(tmp_path / "cache").put("key", speech)
    assert not list(tmp_path.rglob("*.line"))


def test_the_glass_box_says_whose_each_word_is_and_what_is_missing(speaker: Speaker) -> None:
    speech = speaker.render("Le vent dort avec un tournevis", voice())
    why = explain_sound(speech)
    assert [one.text for one in why.heard] == ["Le vent dort", "avec", "un", "tournevis"]
    assert "tournevis" in why.missing
    told = "\n".join(tell_sound(why))
    assert f"3 mots de suite de {NAMES[2]}" in told
    assert "tournevis" in told.splitlines()[-1]
    assert "%" in told


def test_a_line_of_twelve_words_takes_60_ms_warm(speaker: Speaker) -> None:
    """In processor time of the worker and of this process: what the machine does besides does not count."""
    text = "le hibou dort dans la nuit avec le vent dans la lune"

    def spent() -> float:
        worker = psutil.Process(speaker.pid).cpu_times()
        return worker.user + worker.system + time.process_time()

    def lines(count: int) -> float:
        start = spent()
        for _line in range(count):
            speaker.cache.clear()
            speaker.render(text, voice(level=4))
        return (spent() - start) / count

    lines(1)
    assert min(lines(5) for _time in range(3)) <= 0.06 * pace()
