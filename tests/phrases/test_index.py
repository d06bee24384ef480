"""The index of a corpus: the same whatever was read before, and quick where one text of many has changed."""

from __future__ import annotations

import time
import tracemalloc
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bestio.phrases import index as index_module
from bestio.phrases import ngram_levels
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.index import Index
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.ngram_levels import number_type, quick
from tests.phrases.test_same_phrases import corpus as eight_texts
from tests.phrases.test_turns import TEXTS, all_starters, led

MOST_BYTES_A_PLACE = 200
SENTENCES = st.lists(
    st.sampled_from(("Le hibou dort.", "la lampe du port", "Le Port ! Un hibou ?", "« Oui », dit Le Hibou.", "…", "")),
    max_size=5,
).map(" ".join)


def corpus(texts: list[str]) -> Corpus:
    return Corpus(tuple(Source(f"t{at}", "Zig", f"Texte {at}", text) for at, text in enumerate(texts)))


def content(index: Index) -> tuple[object, ...]:
    arrays = (index.words, index.firsts, index.owners, index.spans)
    return (*((array.dtype, array.tolist()) for array in arrays), list(index.vocabulary), index.text)


@given(st.lists(SENTENCES, max_size=4))
@example(["Le Port ! Un hibou ? … … la lampe du port"])
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    first = content(Index.of(corpus(texts)))
    Index.of(corpus([*reversed(texts), "La lampe, le Hibou et le port."]))
    again = Index.of(corpus(texts))
    assert content(again) == first
    for sentence in range(len(again.firsts)):  # each belongs to the text that it stands in
        start, end = again.span(sentence)
        assert again.text[start:end].strip()
        assert said(again.text[start:end]) in said(texts[again.owners_view[sentence]])


def said(text: str) -> str:
    """`text` without its points of suspension, of which one is kept where several stand together."""
    return " ".join(text.replace("…", " ").split())


@pytest.mark.parametrize(("count", "length"), [(20, 40), (150, 6)])  # thirty groups with five texts each, say
def test_a_text_that_changes_leaves_the_others_read(count: int, length: int) -> None:
    said = "Le hibou {at} compte {turn} boulons sous la lampe du port."
    many = [" ".join(said.format(at=at, turn=turn) for turn in range(length)) for at in range(count)]
    start = time.process_time()
    Index.of(corpus([*many, "La marée monte."]))
    first = time.process_time() - start
    later = []
    for turn in range(5):
        start = time.process_time()
        index = Index.of(corpus([*many, f"La marée monte {turn} fois."]))
        later.append(time.process_time() - start)
        assert str(turn) in index.vocabulary
    assert min(later) < first / 2


@pytest.mark.parametrize("most", [0, 255, 256, 65_534, 65_535, 65_536, 1 << 20])
def test_every_number_has_room(most: int) -> None:
    numbers = np.array([0, most], number_type(most))
    assert [*quick(numbers)] == [0, most]


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_small_numbers_give_the_phrases_that_large_ones_give(order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(corpus: Corpus, settings: PhraseSettings) -> list[object]:
        machine, random = PhraseMachine(corpus, settings), Random(order)
        return [machine.make(random, with_word=word) for word in (None, "le", None, "la", None) for _turn in range(4)]

    asked = [
        (eight_texts(even=True), PhraseSettings(order=order)),
        (eight_texts(even=False), PhraseSettings(order=order, adaptive=False)),
        (led(0.6, TEXTS[:2], all_starters()[:3]), PhraseSettings(order=order, sized=True)),
        (led(0.3, TEXTS[:1], all_starters()[:3]), PhraseSettings(order=order, temperature=0.7)),
    ]
    small = [made(*one) for one in asked]
    assert PhraseMachine(asked[0][0]).index.words.dtype == np.uint16
    for module in (index_module, ngram_levels):
        monkeypatch.setattr(module, "number_type", lambda _most: np.uint32)
    assert PhraseMachine(asked[0][0]).index.words.dtype == np.uint32
    assert [made(*one) for one in asked] == small


@pytest.mark.parametrize("count", [1, 4])
def test_thirty_groups_with_texts_of_their_own_fit_into_one_computer(count: int) -> None:
    """What a group's machine holds beside the texts once it has made phrases, by their places: thirty have one each."""
    texts = led(0.6, TEXTS[:count], all_starters())
    made(texts)  # what is read of the texts is there once for all groups
    tracemalloc.start()
    try:
        machine = made(texts)
        held, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    print(f"{held / len(machine.index.words):.0f} bytes a place")
    assert held / len(machine.index.words) < MOST_BYTES_A_PLACE


def made(corpus: Corpus) -> PhraseMachine:
    machine, random = PhraseMachine(corpus, PhraseSettings(order=3, sized=True)), Random(1)
    for _turn in range(5):
        machine.make(random)
    return machine
