"""What espeak itself says for what is written, and when each word is said: with the engine that the program uses."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestio.library import find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicon import read_lexicon
from bestio.persona.persona import invent
from bestio.speech.cleaning import clean, words_of
from bestio.speech.rendering import Line, line_key
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Voice
from tests.sure import right

PLAIN = Voice(id="plain", title="Plain")
DATA = Path(__file__).parents[1] / "data" / "speech" / "said_right.tsv"
with DATA.open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
with DATA.with_name("sentences.tsv").open(encoding="utf-8", newline="") as stream:
    SENTENCES = {
        row["written"]: row["phonemes"] for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    }

# One process for all: espeak starts only once in each.
LISTEN = """
import contextlib, json, os, sys
from pathlib import Path
from bestio.speech.cleaning import clean, spoken
from bestio.speech.engines.espeak import EspeakEngine
from bestio.speech.rendering import recipe_of
from bestio.speech.voice import Voice

texts, recipe = json.load(sys.stdin), recipe_of(Voice(id="v", title="V", rate=450))
channel = os.dup(1)
os.dup2(2, 1)  # pyttsx3 prints
engine = EspeakEngine(Path(sys.argv[1]))
heard = ["".join(name for _time, name in engine.speak(spoken(clean(text)), recipe).phonemes) for text in texts]
os.write(channel, json.dumps(heard).encode())
"""
# Stress, pauses and the mark of a liaison depend on what stands around: sounds alone are compared.
NO_SOUND = re.compile(r"[_:|'!,;2-]")


def listen(texts: list[str], scratch: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTEN, str(scratch)],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    heard: list[str] = json.loads(done.stdout)
    return [NO_SOUND.sub("", phonemes) for phonemes in heard]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    texts = [case["written"] for case in CASES]
    return dict(zip(texts, listen(texts, tmp_path_factory.mktemp("espeak")), strict=True))


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


def test_there_are_three_hundred() -> None:
    assert len({case["written"] for case in CASES}) >= 300


@pytest.mark.parametrize("case", CASES, ids=[case["written"] for case in CASES])
def test_what_is_heard(case: dict[str, str], heard: dict[str, str]) -> None:
    assert heard[case["written"]] == case["phonemes"]


def test_what_is_heard_of_four_hundred_sentences(tmp_path: Path) -> None:
    """What each of them sounds like was judged by ear and by rule before it became what is expected."""
    assert len(SENTENCES) >= 400
    heard = dict(zip(SENTENCES, listen(list(SENTENCES), tmp_path), strict=True))
    assert {text: said for text, said in heard.items() if said != SENTENCES[text]} == {}
    assert [text for text, said in heard.items() if "(en)" in said] == []


def test_nothing_switches_to_english(heard: dict[str, str]) -> None:
    assert [text for text, phonemes in heard.items() if "(en)" in phonemes] == []


def test_no_name_that_the_program_makes_and_no_tic_is_spelt_or_said_in_english(tmp_path: Path) -> None:
    lexicons = [read_lexicon(path, right) for path in sorted((find_bundled() / "lexicons").glob("*.yaml"))]
    catalog = TraitCatalog(lexicon for lexicon in lexicons if lexicon is not None)
    traits = [catalog.trait(slot, ref) for slot in catalog.counts() for ref in catalog.refs(slot)]
    tics = {tic for trait in traits if trait for tic in trait.says}
    texts = sorted(tics | {invent(catalog, seed).name for seed in range(400)})
    assert len(texts) > 500
    heard = dict(zip(texts, listen(texts, tmp_path), strict=True))
    assert {text: phonemes for text, phonemes in heard.items() if "(en)" in phonemes} == {}
    # The name of a letter is heard in none: er, es, el, em, zed, ache.
    spelt = re.compile("^(?:Er|Es|El|Em|En|Ef|Ed)+$|beze|Edz|taS")
    assert {text: phonemes for text, phonemes in heard.items() if spelt.search(phonemes)} == {}


@pytest.mark.parametrize(
    "text",
    [
        "À 8h30, M. Vis a -3 °C et 12,50 €.",
        "Le 06 12 34 56 78, le XIXe s. et l’acte Ⅳ",
        "Les ami·e·s content(e)s ont 1/2 ﬁlle, 30 km/h",
        "MM. Vis et Clou, n° 5, p. 3, c.-à-d. Grrr et bzzz",
        "Le 2024-05-12 à 12:30, Noooon ! p’tit 🤖 robot",
    ],
)
def test_every_word_that_is_shown_is_said_once_and_in_order(speaker: Speaker, text: str) -> None:
    speech = speaker.render(text, PLAIN)
    assert [(word.text, word.at) for word in speech.words] == [(word.text, word.at) for word in words_of(clean(text))]
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start < word.end <= speech.seconds for word in speech.words)


def test_a_word_lasts_as_long_as_all_that_is_said_for_it(speaker: Speaker) -> None:
    short = {word.text: word for word in speaker.render("Viens à midi demain.", PLAIN).words}
    long = {word.text: word for word in speaker.render("Viens à 21h45 demain.", PLAIN).words}
    assert long["21h45"].end - long["21h45"].start > 2.5 * (short["midi"].end - short["midi"].start)
    assert long["demain"].start >= long["21h45"].end - 0.01
    # The word after is said alike wherever it comes.
    assert long["demain"].end - long["demain"].start == pytest.approx(
        short["demain"].end - short["demain"].start, abs=0.06
    )


def test_parts_of_one_hour_are_told_apart(speaker: Speaker) -> None:
    words = {word.text: word for word in speaker.render("à 8 h 30", PLAIN).words}
    assert words["8"].start < words["h"].start < words["30"].start
    assert all(word.end - word.start > 0.08 for word in words.values())


SHOWN = sorted({word for text in (*(case["written"] for case in CASES), *SENTENCES) for word in text.split()})


@given(st.lists(st.sampled_from(SHOWN), min_size=1, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_words_are_timed_once_in_order_within_the_sound(speaker: Speaker, words: list[str]) -> None:
    text = " ".join(words)
    speech = speaker.render(text, PLAIN)
    assert [word.at for word in speech.words] == [word.at for word in words_of(clean(text))]
    latest = 0.0
    for word in speech.words:
        assert latest - 1e-9 <= word.start <= word.end <= speech.seconds + 1e-9
        latest = word.start


def test_a_line_without_sound_is_timed_by_what_would_be_said() -> None:
    with Speaker() as speaker:
        silent = Voice(id="silent", title="Silent", engine="silent")
        hour, robot = speaker.render("21h45 robot", silent).words
    assert hour.end - hour.start > 2 * (robot.end - robot.start)


def test_a_kept_line_is_not_served_for_another_spoken_form(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line.of("la vis", PLAIN)
    before = line_key(line)
    monkeypatch.setattr("bestio.language.spoken.FRENCH", ())
    monkeypatch.setattr("bestio.language.spoken._RULES", {})
    assert line_key(Line.of("la vis", PLAIN)) != before
    assert line_key(Line.of("un robot", PLAIN)) == line_key(
        line._replace(text="un robot", form=Line.of("un robot", PLAIN).form)
    )


def test_the_text_that_is_shown_does_not_change(speaker: Speaker) -> None:
    assert speaker.render("À 8h30, M. Vis…", PLAIN).text == "À 8h30, M. Vis…"
