"""FrenchText keeps markovify's public methods."""

from pathlib import Path
from random import Random

import markovify
import pytest
from markovify.chain import BEGIN
from markovify.text import ParamError

from bestio.phrases.chain import OccurrenceChain
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine
from bestio.phrases.text import FrenchText

TEXTS = Path(__file__).parents[1] / "data" / "phrases"
ALL = "\n".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt")))


def text(state_size: int = 2, seed: int = 1) -> FrenchText:
    return FrenchText(ALL, state_size=state_size, random=Random(seed))


@pytest.mark.parametrize("state_size", [1, 2, 3])
def test_sentences_pass_markovify_s_own_test(state_size: int) -> None:
    model = text(state_size)
    joined = model.rejoined_text
    made = 0
    for _ in range(60):
        sentence = model.make_sentence(tries=50)
        if sentence is None:
            continue
        made += 1
        words = model.word_split(sentence)
        assert model.word_join(words) == sentence
        size = min(15, round(0.7 * len(words))) + 1
        assert not any(model.word_join(words[at : at + size]) in joined for at in range(len(words) - size + 1))
    assert made or state_size == 3


def test_words_bounds_and_lengths() -> None:
    model = text(1)
    for _ in range(30):
        sentence = model.make_sentence(min_words=6, max_words=12, tries=200)
        assert sentence is None or 6 <= len(model.word_split(sentence)) <= 12
        short = model.make_short_sentence(60, tries=200)
        assert short is None or len(short) <= 60


def test_start() -> None:
    model = text(2)
    assert model.make_sentence_with_start("Il", test_output=False).startswith("Il")
    assert model.make_sentence_with_start("robot", strict=False, test_output=False).startswith("robot")
    assert model.make_sentence_with_start("le chat", strict=False, test_output=False).startswith("le chat")
    for beginning in ("zèbre", "trois mots ici", ""):
        with pytest.raises(ParamError):
            model.make_sentence_with_start(beginning)


def test_json_round_trip_keeps_the_class() -> None:
    model = text(2)
    again = FrenchText.from_json(model.to_json())
    assert type(again) is FrenchText
    assert again.chain.index is not None
    again.chain.random = Random(9)
    model.chain.random = Random(9)
    assert [again.make_sentence() for _ in range(20)] == [model.make_sentence() for _ in range(20)]


def test_combine_with_weights() -> None:
    one = FrenchText("Le chat dort. Le chat mange.", state_size=1)
    two = FrenchText("Le chien court. Le chien saute loin.", state_size=1)
    both = markovify.combine([one, two], [1, 3])
    assert type(both) is FrenchText
    assert both.chain.model[("Le",)] == {"chat": 2, "chien": 6}
    both.chain.random = Random(2)
    assert both.make_sentence(test_output=False, tries=5)


def test_compile_keeps_the_class() -> None:
    model = text(2)
    assert type(model.compile()) is FrenchText
    assert type(model.compile().chain) is OccurrenceChain
    assert model.compile(inplace=True) is model


def test_not_retained_needs_no_sentences() -> None:
    model = FrenchText(ALL, retain_original=False, random=Random(4))
    assert model.make_sentence()
    assert model.to_dict()["parsed_sentences"] is None
    assert not hasattr(model, "rejoined_text")


def test_what_markovify_drops_or_misses_is_kept() -> None:
    model = FrenchText("le robot (un vieux) dit « oui ». il part ! où ? chez lui…", state_size=1)
    assert len(model.parsed_sentences) == 4
    assert "«" in model.parsed_sentences[0]


def test_an_empty_corpus_makes_nothing() -> None:
    assert FrenchText("", state_size=2).make_sentence() is None


def test_dictionaries_go_round_and_plain_markovify_reads_them() -> None:
    model = text(3)
    kept = model.to_dict()
    assert FrenchText.from_dict(kept).to_dict() == kept
    theirs = markovify.Text.from_dict(kept)
    assert theirs.chain.model == model.chain.model
    assert theirs.to_dict() == kept


def test_what_plain_markovify_compiled_is_drawn_from_places_again() -> None:
    theirs = markovify.Text.from_json(text(2).to_json()).compile()
    again = FrenchText.from_json(theirs.to_json())
    assert again.chain.draws_places
    assert again.make_sentence(tries=60)
    words = FrenchText.from_chain(theirs.chain.to_json())
    assert not words.chain.draws_places
    words.chain.random = Random(2)
    assert words.make_sentence(tries=5)
    assert words.compile(inplace=True).make_sentence(tries=5)


def test_a_machine_s_text_is_combined_with_another() -> None:
    one, two = (
        PhraseMachine(Corpus.of([Source("a", "", "", said)]))
        for said in ("Le chat dort. Le chat mange.", "Le chien court. Le chien saute loin.")
    )
    both = markovify.combine([one.text, two.text], [1, 0.5])
    assert type(both) is FrenchText
    assert both.chain.model[BEGIN, "le"] == {"chat": 2, "chien": 1}
    assert both.to_dict()["parsed_sentences"] == one.text.parsed_sentences + two.text.parsed_sentences
