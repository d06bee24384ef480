"""Words that are asked for are found however their ligatures are typed; of others, the nearest is told."""

from random import Random

import pytest

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine
from bestio.phrases.stepper import Stepper

TEXT = (
    "Le robot a un cœur. L’œil du robot brille. Une sœur chante. L’été arrive. Le coeur du hibou dort. "
    "Ma soeur mange un bœuf. Un élève rêve. L’élève du robot chante."
)


def machine(text: str = TEXT) -> PhraseMachine:
    return PhraseMachine(Corpus.of([Source("a", "Les hiboux", "Le cœur", text)]))


@pytest.mark.parametrize("asked", ["coeur", "Cœur", "COEUR", "oeil", "œil", "boeuf", "sœur", "un coeur"])
def test_ligatures_are_the_same_word(asked: str) -> None:
    phrase = machine().make(Random(1), with_word=asked)
    spelled = phrase.text.lower().replace("œ", "oe")
    assert asked.lower().replace("œ", "oe") in spelled
    assert phrase.wanted


def test_both_spellings_of_the_texts_are_found_by_either() -> None:
    index = machine().index
    assert len(index.occurrences("cœur")) == len(index.occurrences("coeur")) == 2
    assert len(index.occurrences("SŒUR")) == 2
    assert len(index.runs_of(["un", "coeur"])) == 1


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("ete", "été"),
        ("eleve", "élève"),
        ("RÊVÉ", "rêve"),
        ("robbot", "robot"),
        ("un coer", "un cœur"),
        ("hybou", "hibou"),
    ],
)
@pytest.mark.parametrize("how", ["with_word", "start"])
def test_the_nearest_word_is_asked_about(asked: str, meant: str, how: str) -> None:
    with pytest.raises(NoPhrase) as told:
        machine().make(Random(1), **{how: asked})
    assert told.value.hint is not None
    assert f"« {meant} »" in told.value.hint.replace("\u00a0", " ")


def test_nothing_is_suggested_that_would_not_be_found() -> None:
    texts = Corpus.of(
        [Source("a", "Nous", "Un", "Le robot dort bien."), Source("b", "Eux", "Deux", "L’été arrive.")], {"b": 0}
    )
    with pytest.raises(NoPhrase) as told:
        PhraseMachine(texts).make(Random(1), with_word="ete")
    assert "été" not in f"{told.value.hint}"


def test_the_stepper_takes_a_word_with_or_without_its_ligature() -> None:
    stepper = Stepper(machine("Le cœur dort. Le cœur bat."), Random(1))
    stepper.take_word("le")
    assert stepper.take_word("coeur") == "cœur"
