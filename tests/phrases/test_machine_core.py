"""The machine makes phrases out of pupils' texts, with its reasons, or says why it cannot."""

from pathlib import Path
from random import Random

import msgspec
import pytest

from bestio.language import typography
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.walk import HINGES, Seams

TEXTS = Path(__file__).parents[1] / "data" / "phrases"


def pupils(*numbers: int) -> Corpus:
    return Corpus.of(
        Source(
            f"texte-{number}", f"Groupe {number}", f"Texte {number}", (TEXTS / f"texte-{number}.txt").read_text("utf-8")
        )
        for number in numbers or range(1, 9)
    )


def test_phrase_is_json_with_the_promised_fields() -> None:
    phrase = PhraseMachine(pupils()).make(Random(3))
    made = msgspec.to_builtins(phrase)
    assert made["text"]
    assert {"text", "steps", "copied", "relaxed"} <= set(made)
    step = made["steps"][0]
    assert {"word", "author", "title", "sentence", "probability", "order", "rivals", "how"} <= set(step)
    assert {"words", "of", "author", "title"} <= set(made["copied"])
    assert abs(sum(made["authors"].values()) - 1) < 1e-9
    assert msgspec.convert(made, type(phrase)) == phrase


def test_every_word_stands_in_the_sentence_it_is_credited_to() -> None:
    machine = PhraseMachine(pupils())
    random = Random(5)
    for _ in range(100):
        for step in machine.make(random).steps:
            assert step.word.lower() in step.sentence.lower()
            assert 0 < step.probability <= 1
            assert sum(rival.probability for rival in step.rivals) <= 1 + 1e-9
            assert bool(step.rivals) == (step.choices > 1)
            came = [rival for rival in step.rivals if rival.word.lower() == (step.read or step.word).lower()]
            assert all((rival.probability, rival.count) == (step.probability, step.count) for rival in came)
            assert came or all(rival.probability >= step.probability for rival in step.rivals)


def test_the_longest_run_reads_as_the_words_it_covers() -> None:
    machine = PhraseMachine(pupils())
    random = Random(6)
    for says in ((), ("bip",)) * 100:
        phrase = machine.make(random, says=says)
        copied = phrase.copied
        assert typography.join(step.word for step in phrase.steps[copied.start : copied.end]) == copied.of


def test_without_rivals_a_phrase_says_only_who_wrote_what() -> None:
    full = PhraseMachine(pupils()).make(Random(5))
    bare = PhraseMachine(pupils(), PhraseSettings(rivals=0)).make(Random(5))
    assert any(step.rivals for step in full.steps)
    assert bare.steps == tuple(msgspec.structs.replace(step, rivals=()) for step in full.steps)
    assert (bare.text, bare.copied, bare.patches, bare.authors) == (full.text, full.copied, full.patches, full.authors)


def test_the_same_seed_gives_the_same_phrases_with_either_newline() -> None:
    corpus = pupils()
    windows = Corpus.of(msgspec.structs.replace(one, text=one.text.replace("\n", "\r\n")) for one in corpus.sources)
    first, second = (PhraseMachine(one) for one in (corpus, windows))
    one, other = Random(11), Random(11)
    assert [first.make(one) for _ in range(50)] == [second.make(other) for _ in range(50)]
    assert corpus.digest == windows.digest


def test_start_and_with_are_honoured() -> None:
    machine = PhraseMachine(pupils())
    random = Random(7)
    for _ in range(50):
        assert machine.make(random, start="étoile").text.startswith("Étoile")
        held = machine.make(random, with_word="LUNE")
        assert "lune" in held.text.lower()
        assert held.wanted == ("LUNE",)


@pytest.mark.parametrize("asked", [{"start": "zèbre"}, {"with_word": "zèbre"}])
def test_an_unknown_word_is_told(asked: dict[str, str]) -> None:
    with pytest.raises(NoPhrase, match="zèbre"):
        PhraseMachine(pupils()).make(Random(1), **asked)


@pytest.mark.parametrize("text", ["", "   \n\n", "!!! …", "😀😀", "Deux mots."])
def test_nothing_to_draw_from_is_told(text: str) -> None:
    with pytest.raises(NoPhrase) as caught:
        PhraseMachine(Corpus.of([Source("a", "A", "a", text)])).make(Random(1))
    assert caught.value.message
    assert caught.value.hint


def test_a_relaxed_limit_is_said() -> None:
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", "Le robot bleu mange toujours sept boulons.")]))
    phrase = machine.make(Random(1))
    assert phrase.text == "Le robot bleu mange toujours sept boulons."
    assert phrase.relaxed
    assert phrase.copied.words == phrase.copied.total == 7


def test_an_endless_sentence_is_cut_and_said() -> None:
    text = " ".join(f"mot{number} et le" for number in range(3000))
    phrase = PhraseMachine(Corpus.of([Source("a", "A", "a", text)]), PhraseSettings(max_words=12)).make(Random(1))
    assert phrase.relaxed
    assert phrase.text.endswith("…")
    assert phrase.steps[-1].word.startswith("mot")
    assert phrase.copied.total <= 12


def test_french_is_mended_where_a_lost_quotation_mark_stood() -> None:
    """The opening mark loses its partner; what stood on either side of it meets for the first time."""
    text = "Il parle souvent de « le robot et la lune ». Le robot dort avec le robot et un ami bleu. Il dort."
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", text)]), PhraseSettings(order=1))
    random = Random(1)
    made = {machine.make(random).text for _ in range(200)}
    assert any("souvent du robot" in phrase for phrase in made)
    assert not any("de le robot" in phrase for phrase in made)
    assert any("de «" in phrase for phrase in made)


def test_what_was_mended_is_told() -> None:
    text = "Il parle souvent de « le robot et la lune ». Le robot dort avec le robot et un ami bleu. Il dort."
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", text)]), PhraseSettings(order=1))
    random = Random(1)
    phrase = next(phrase for phrase in (machine.make(random) for _ in range(200)) if "souvent du robot" in phrase.text)
    assert [(step.word, step.read) for step in phrase.steps if step.read] == [("du", "de"), ("", "le")]


def test_seams_come_after_hinges_before_they_come_anywhere() -> None:
    """A text that order 2 can only recite: the first seams stand after words that call for another."""
    text = (
        "Le chat dort dans la cave. Le chien mange sous la lune. La lune rit avec le vent. Le vent court vers la mer."
    )
    machine = PhraseMachine(Corpus.of([Source("a", "A", "T", text)]))
    random = Random(5)
    seams = [machine.chain.forward(random, [], 30, Seams.HINGES) for _turn in range(300)]
    vocabulary = machine.index.vocabulary
    dropped = [
        vocabulary[walk.ids[at - 1]].lower()
        for walk in seams
        for at, order in enumerate(walk.orders)
        if at > 1 and order == 1
    ]
    assert dropped
    assert set(dropped) <= HINGES
    assert all(
        order == 2 or at < 2
        for walk in (machine.chain.forward(random, [], 30, Seams.NOWHERE) for _turn in range(50))
        for at, order in enumerate(walk.orders)
    )
