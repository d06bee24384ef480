"""Indexes on disk: the same phrases, and nothing believed that was changed."""

import hashlib
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bestio.phrases import cache
from bestio.phrases.cache import load, open_index, save
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.index import Index
from bestio.phrases.machine import PhraseMachine
from tests.language import hard_cases

TEXTS = Path(__file__).parents[1] / "data" / "phrases"


def corpus() -> Corpus:
    return Corpus.of(
        [
            *(Source(path.stem, path.stem, path.stem, path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.txt"))),
            Source("long", "L", "L", " ".join(f"Le mot{n % 997} vient après le mot{n % 31} 😀." for n in range(1500))),
        ]
    )


def test_a_loaded_index_makes_the_same_phrases(tmp_path: Path) -> None:
    texts = corpus()
    fresh = open_index(texts, tmp_path)
    loaded = open_index(texts, tmp_path)
    assert loaded is not fresh
    assert list(loaded.vocabulary) == list(fresh.vocabulary)
    assert np.array_equal(loaded.words, fresh.words)
    assert sorted(loaded.levels.built) == [1, 2, 3, 4]
    one, other, random, again = (
        PhraseMachine(texts, index=fresh),
        PhraseMachine(texts, index=loaded),
        Random(2),
        Random(2),
    )
    assert [one.make(random, with_word="le") for _ in range(20)] == [
        other.make(again, with_word="le") for _ in range(20)
    ]


def test_a_changed_or_cut_file_is_made_again(tmp_path: Path) -> None:
    texts = corpus()
    open_index(texts, tmp_path)
    (path,) = tmp_path.glob("*.index")
    whole = path.read_bytes()
    digest = texts.texts_digest
    for at in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert load(path, texts, digest) is None
        path.write_bytes(whole[:at])
        assert load(path, texts, digest) is None
    assert open_index(texts, tmp_path).words.size
    assert path.read_bytes() == whole


def test_another_version_or_text_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = corpus()
    open_index(texts, tmp_path)
    (path,) = tmp_path.glob("*.index")
    assert load(path, texts, "0" * 32) is None
    monkeypatch.setattr(cache, "VERSION", cache.VERSION + 1)
    assert load(path, texts, texts.texts_digest) is None


READ_AS = {3: "c52151449f44a7dd"}
"""How each version reads the hard cases of French."""


def test_the_version_is_raised_with_every_change_of_reading() -> None:
    """Where this fails, raise cache.VERSION: else classes go on with indexes that were read in another way."""
    texts = [typed for typed, _ in hard_cases.CASES] + [typed for typed, _ in hard_cases.TOKENS]
    index = Index.of(Corpus.of(Source(f"{at}", "", "", text) for at, text in enumerate(texts)))
    read = "\n".join((*index.vocabulary, *map(str, index.words.tolist()), index.text))
    assert {cache.VERSION: hashlib.blake2b(read.encode(), digest_size=8).hexdigest()} == READ_AS


def test_a_higher_order_is_added(tmp_path: Path) -> None:
    texts = corpus()
    open_index(texts, tmp_path, order=1)
    assert 6 in open_index(texts, tmp_path, order=4).levels.built
    assert 6 in open_index(texts, tmp_path, order=1).levels.built


def test_a_folder_that_cannot_be_written_or_is_not_wanted(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert open_index(corpus(), blocked / "cache").words.size
    assert open_index(corpus(), None).words.size


def test_small_corpora_are_not_kept_and_few_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_index(Corpus.of([Source("a", "A", "a", "Le chat dort.")]), tmp_path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(cache, "KEPT", 2)
    monkeypatch.setattr(cache, "WORTH", 0)
    for number in range(4):
        open_index(Corpus.of([Source("a", "A", "a", f"Le chat numéro {number} dort bien.")]), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_empty_corpus_can_be_kept(tmp_path: Path) -> None:
    empty = Corpus.of([Source("a", "A", "a", "")])
    index = Index.of(empty)
    index.levels.level(1)
    save(tmp_path / "x.index", index, "d")
    loaded = load(tmp_path / "x.index", empty, "d")
    assert loaded is not None
    assert not len(loaded.firsts)
