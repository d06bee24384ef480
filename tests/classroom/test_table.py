"""The class's table and the texts that groups share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from bestio.activities.quiz_round import score
from bestio.classroom.store import Store
from bestio.classroom.table import Balance, Classroom
from bestio.errors import UsageError


def step(source: str, how: str = "machine") -> dict[str, Any]:
    return {"word": "x", "source": source, "how": how}


@pytest.fixture
def store(tmp_path: Path, clock: Any) -> Store:
    store = Store(tmp_path, clock)
    with store.new("Les Zèbres", "5b") as journal:
        journal.record("creation.begin", lexicons=["f"], seed=1, name="Bob", traits={"tete": "f:a"})
        clock.pass_(60)
        journal.record("text.write", id="t1", title="La pluie", text="La pluie tombe sur l’usine. Zut alors !")
        journal.record("text.share", id="t1")
        clock.pass_(7200)
        steps = [step("own:t1"), step("own:t1"), step("class:ours:t1"), step("f:nuit"), step("own:t1", "pupil")]
        journal.record("phrase.make", id="p1", text="La pluie tombe.", steps=steps)
        journal.record("phrase.keep", id="p1")
        journal.record("step.reach", seance="s1", activity="a2")
        journal.record("aura.glow")
    with store.new("Ours", "5b") as journal:
        journal.record("text.write", id="t1", title="", text="Le vent.")
    return store


def flags(text: str) -> list[str]:
    return ["zut"] if "zut" in text.lower() else []


def test_the_table_tells_where_each_group_is(store: Store, tmp_path: Path, clock: Any) -> None:
    zebras, bears = Classroom(store, tmp_path / ".cache", flags=flags, flags_key="1").table("5b")
    assert (zebras.group, zebras.creature, zebras.seance, zebras.activity) == ("Les Zèbres", "Bob", "s1", "a2")
    assert (zebras.words, zebras.texts, zebras.phrases, zebras.kept, zebras.acts) == (8, 1, 1, 1, 7)
    assert (zebras.last, zebras.last_act, zebras.minutes) == (clock.now, "step.reach", 3)
    assert zebras.flagged == ("zut",)
    assert zebras.balance == Balance(own=0.4, classmates=0.2, starters=0.2, hand=0.2)
    assert zebras.shared == ("La pluie",)
    assert (bears.words, bears.flagged, bears.balance) == (2, (), Balance())


def test_what_a_group_has_to_show_is_kept_with_its_row(store: Store, tmp_path: Path) -> None:
    classroom = Classroom(store, tmp_path / ".cache")
    (row, zebras), (_row, bears) = classroom.shown("5b")
    assert row == classroom.table("5b")[0]
    assert zebras.phrases == (("p1", "La pluie tombe."),)
    assert (bears.look, bears.phrases, bears.duets) == ("", (), ())
    with store.open(store.path("5b", "les-zebres")) as journal:
        journal.record("phrase.edit", id="p1", text="La pluie tombe encore.")
        same = classroom.shown("5b")[0][1]
        assert same.look == zebras.look
        assert same.phrases == (("p1", "La pluie tombe encore."),)
        journal.record("trait.draw", slot="tete", trait="f:b", seed=2)
    assert classroom.shown("5b")[0][1].look not in {"", zebras.look}


def test_the_second_look_reads_only_what_changed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    classroom = Classroom(store, tmp_path / ".cache")
    first = classroom.table("5b")
    with store.open(store.path("5b", "ours")) as journal:
        journal.record("text.write", id="t2", title="", text="Encore du vent.")
    read: list[str] = []
    real = Store.content
    monkeypatch.setattr(Store, "content", lambda store, path: (read.append(path.stem), real(store, path))[1])
    second = Classroom(store, tmp_path / ".cache").table("5b")
    assert read == ["ours"]
    assert second[1].words == 5
    assert second[0] == first[0]


def test_a_damaged_cache_is_made_again(store: Store, tmp_path: Path) -> None:
    classroom = Classroom(store, tmp_path / ".cache")
    table = classroom.table("5b")
    classroom.cache_file("5b").write_bytes(b'{"version": 1, "flags": 3')
    assert classroom.table("5b") == table
    other = Classroom(store, tmp_path / ".cache", flags=flags, flags_key="2")
    assert other.table("5b")[0].flagged == ("zut",)


def test_the_class_corpus_holds_what_is_shared_until_it_is_withdrawn(store: Store, tmp_path: Path) -> None:
    classroom = Classroom(store, tmp_path / ".cache")
    [source] = classroom.sources("5b")
    assert (source.id, source.author, source.title) == ("class:les-zebres:t1", "Les Zèbres", "La pluie")
    assert classroom.sources("5b", without="les-zebres") == []
    with store.open(store.path("5b", "les-zebres")) as journal:
        journal.record("group.name", name="Les Loups")
    assert classroom.sources("5b")[0].author == "Les Loups"
    classroom.withdraw("5b", "les-zebres", "t1")
    assert classroom.sources("5b") == []


def test_words_of_a_trait_and_answers_are_seen_too(store: Store, tmp_path: Path) -> None:
    with store.open(store.path("5b", "ours")) as journal:
        journal.record("trait.add", slot="tete", id="a", trait={"noun": {"lemma": "oie"}, "says": ["zut alors"]})
        journal.record("poll.answer", poll="robot", when="after", answers={"vivant": "non"})
        journal.record("quiz.answer", phrase="x", guess="human", truth="machine")
    classroom = Classroom(store, tmp_path / ".cache", flags=flags, flags_key="1")
    for _round in range(2):
        assert classroom.table("5b")[1].flagged == ("zut",)
        zebras, bears = classroom.answers("5b")
        assert (zebras.polls, zebras.guesses) == ({}, ())
        assert bears.polls == {"robot": {"after": ({"vivant": "non"},)}}
        assert score([zebras, bears]).machine_taken_for_human == 1


def test_a_journal_that_cannot_be_read_has_its_reason_in_its_row(store: Store, tmp_path: Path) -> None:
    store.path("5b", "image").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    rows = Classroom(store, tmp_path / ".cache").table("5b")
    assert [bool(row.trouble) for row in rows] == [True, False, False]


def test_lines_that_were_left_out_are_counted(store: Store, tmp_path: Path) -> None:
    path = store.path("5b", "ours")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("n’importe quoi\n--- {at: 9, do: phrase.keep, id: rien}\n")
    os.utime(path, (1, 1))
    assert Classroom(store, tmp_path / ".cache").table("5b")[1].left_out == 2


def test_classes_that_are_not_there(store: Store, tmp_path: Path) -> None:
    for name in ("6a", "../5b"):
        with pytest.raises(UsageError):
            Classroom(store, tmp_path / ".cache").table(name)
