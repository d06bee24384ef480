"""Creatures that answer each other: what a guest may say, what is kept of it, and what is left once it is forgotten."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from bestio.classroom.class_report import erasure_of
from bestio.classroom.naming import names_of
from bestio.classroom.store import Store
from bestio.creation.events import Event
from bestio.creation.fold import Creation, fold
from bestio.creation.guests import line_of, look_of
from bestio.creation.replay import Replay
from bestio.errors import BestioError, UsageError
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.persona.trait import Lexicon
from bestio.phrases.guard import Guard
from bestio.session.drafts import tell_making
from bestio.session.explain import PhraseWhy, explain_making
from bestio.session.moments import why_then
from bestio.session.why import why_line
from bestio.speech.intelligibility_gate import Gate
from bestio.speech.voice import load_voices
from bestio.studio.duet import (
    MOST_CREATURES,
    describe_duet,
    free_name,
    parts_of,
    shared_corpus,
    take_turns,
    voice_of,
)
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.sure import right

OURS = "Le vent souffle sur la lande. La lande dort sous la pluie. Le crabe court sur la lande. La pluie tombe."
SHARED = "Un crabe dort dans la cave. La cave sent la pluie. Une louve hurle dans la cave. La pluie tombe sur la louve."
SECRET = "Biscotte ronronne dans l’armoire. Mon journal parle de Biscotte et de la pluie."


class Class:
    """Two groups of a class: the bears, who invite, and the wolves, who share one text of two."""

    def __init__(self, home: Path, clock: Any) -> None:
        self.library = Library(find_bundled(), home)
        self.clock = clock
        self.store = Store(self.library.workspace, clock)
        self.lexicons = load_lexicons(self.library, lambda problem: pytest.fail(str(problem)))
        self.voices = load_voices(self.library, lambda problem: pytest.fail(str(problem)))
        self.ours, self.theirs = self.group("Les Ours", OURS), self.group("Les Loups", SHARED)
        with self.store.open(self.theirs) as journal:
            journal.record("text.share", id="t1")
            journal.record("text.write", id="t2", title="Secret", text=SECRET)

    def group(self, name: str, text: str) -> Path:
        with self.store.new(name, "5a") as journal:
            self.studio(journal).begin(seed=len(name))
            journal.record("text.write", id="t1", title="À nous", text=text)
            journal.record("machine.set", starters=False)
            return journal.path

    def studio(self, journal: Any, lexicons: dict[str, Lexicon] | None = None) -> Studio:
        read = {"lexicons": lexicons or self.lexicons, "voices": self.voices, "guard": Guard()}
        return Studio(journal, Workspace(self.library, self.clock, right, **read), Random(4), classmates=())

    def duet(self, *guests: Path, rounds: int = 3, lexicons: dict[str, Lexicon] | None = None) -> Creation:
        with self.store.open(self.ours) as journal:
            studio = self.studio(journal, lexicons)
            parts = parts_of(studio, guests, self.store)
            studio.record_all(*take_turns(parts, studio.new_seed, free_name(studio), rounds=rounds))
            return studio.creation


@pytest.fixture
def school(tmp_path: Path, clock: Any) -> Class:
    return Class(tmp_path / "Bestio", clock)


def test_they_take_turns_and_each_line_holds_a_word_of_the_one_before(school: Class) -> None:
    lines = school.duet(school.theirs, rounds=4).duets["d1"]
    assert [line.group for line in lines] == ["Les Ours", "Les Loups"] * 4
    assert [line.source for line in lines[:2]] == ["", "class:les-loups:"]
    assert lines[0].caught == ""
    caught = [line.caught for line in lines if line.caught]
    assert len(caught) >= 2
    assert len({word.lower() for word in caught}) == len(caught)
    for before, line in pairwise(lines):
        assert line.caught.lower() in before.text.lower()
        assert line.caught.lower() in line.text.lower()
    assert lines[0].voice["id"] != lines[1].voice["id"]
    assert lines[1].traits
    told = describe_duet(lines)
    assert len(told) == 9
    assert "(Les Loups)" in told[0]


def test_a_guest_says_what_its_group_shares_and_nothing_else(school: Class) -> None:
    school.duet(school.theirs, rounds=10)
    with school.store.open(school.ours, read_only=True) as journal:
        events = [event for event in journal.events if event.do == "duet.line"]
    theirs = [event.data for event in events if event.data["who"]["source"]]
    sources = {step["source"] for line in theirs for step in line["steps"] if step.get("how") != "tic"}
    assert sources == {"class:les-loups:t1"}
    assert not any("Biscotte" in line["text"] for line in theirs)
    assert {step["author"] for line in theirs for step in line["steps"] if step["source"]} == {"Les Loups"}
    with school.store.open(school.theirs) as journal:
        journal.record("text.unshare", id="t1")
        assert shared_corpus(school.studio(journal), "les-loups").sources == ()
    with pytest.raises(BestioError):
        school.duet(school.theirs)


def test_it_is_one_act_that_is_undone_told_and_seen_again(school: Class) -> None:
    before = school.duet(school.theirs, rounds=1)
    with school.store.open(school.ours) as journal:
        assert fold(journal.events) == journal.creation
        assert journal.creation.duets == before.duets
        journal.record("undo")
        assert journal.creation.duets == {}
        journal.record("redo")
        assert journal.creation.duets == before.duets
        studio = school.studio(journal)
        assert free_name(studio) == "d2"
        voice = voice_of(journal.creation.duets["d1"][1], studio)
        assert voice.recipe() == dict(before.duets["d1"][1].voice)


def test_each_line_keeps_its_drafts_and_tells_why_it_is_as_it_is(school: Class) -> None:
    creation = school.duet(school.theirs, rounds=4)
    lines = creation.duets["d1"]
    assert any(line.made.drafts for line in lines)
    with school.store.open(school.ours, read_only=True) as journal:
        studio = school.studio(journal)
        for line in lines:
            why = why_line(studio, line)
            assert why.making.drafts is not None
            assert len(why.making.drafts) == len(line.made.drafts or ())
            assert why.text == line.text
            assert {word.author for word in why.words if word.author} <= {line.group}
        events = [event for event in journal.events if event.do == "duet.line"]
        replay = Replay(journal.events, names=names_of(studio.catalog, lambda: studio.voices, ()))
        replay.seek(len(replay))
        strips = studio.strips
        told = why_then(replay, journal.group, school.lexicons, school.voices, Gate(listener=None))
    assert isinstance(told, PhraseWhy)
    assert told.text == lines[-1].text
    assert [event.do for event in replay.events[-8:]] == ["duet.line"] * 8
    assert [line_of(event, creation) for event in events] == list(lines)
    assert look_of(lines[1], strips, school.lexicons) is not None
    assert look_of(lines[1], strips, {}) is None
    assert look_of(replace(lines[1], traits={}), strips, school.lexicons) is None


def test_a_line_of_before_tells_that_its_drafts_are_unknown() -> None:
    who = {"source": "class:les-loups:", "author": "Les Loups", "creature": "Zig", "traits": {}}
    old = {"duet": "d1", "id": "d1.1", "who": who, "text": "La lune rit.", "seed": 3}
    (line,) = fold([Event(1.0, "duet.line", old)]).duets["d1"]
    assert explain_making(line.made).drafts is None
    assert "inconnus" in tell_making(explain_making(line.made))[0]


def test_a_choir_is_up_to_eight(school: Class) -> None:
    others = [school.group(f"Groupe {n}", SHARED) for n in range(MOST_CREATURES - 1)]
    for path in others:
        with school.store.open(path) as journal:
            journal.record("text.share", id="t1")
    lines = school.duet(*others, rounds=1).duets["d1"]
    assert len({line.group for line in lines}) == len(lines) == MOST_CREATURES
    with pytest.raises(UsageError):
        school.duet(*others, school.theirs)


def test_who_cannot_take_part_is_told_and_nothing_is_lost(school: Class, tmp_path: Path) -> None:
    before = school.ours.read_bytes()
    with school.store.new("Sans bête", "5a") as journal:
        nobody = journal.path
    foreign = school.group("The Owls", SHARED)
    (first, *_rest) = school.lexicons
    with school.store.open(foreign) as journal:
        journal.record("lexicons.set", ids=[first])
    with school.store.open(school.ours) as journal:
        journal.record("lexicons.set", ids=[key for key in school.lexicons if key != first])
    before = school.ours.read_bytes()
    english = {**school.lexicons, first: replace(school.lexicons[first], language="en")}
    gone = school.group("Partis", SHARED)
    gone.unlink()
    for guests, what in (
        ([school.ours], "elle-même"),
        ([school.theirs, school.theirs], "une seule fois"),
        ([nobody], "pas encore de créature"),
        ([foreign], "autre langue"),
        ([gone], "partis"),
        ([], "De deux à"),
    ):
        with pytest.raises(BestioError) as told:
            school.duet(*guests, lexicons=english)
        assert what in f"{told.value.message} {told.value.hint} {told.value}"
    assert school.ours.read_bytes() == before


def test_a_group_that_is_forgotten_leaves_no_line(school: Class) -> None:
    lines = school.duet(school.theirs, rounds=3).duets["d1"]
    said = [line.text for line in lines if line.source]
    name = lines[1].creature
    erasure = erasure_of(school.store, school.library)
    what = erasure.preview("5a", "les-loups")
    assert [one.group for one in what.quoting] == ["Les Ours"]
    erasure.forget(what, now=school.clock())
    content = school.ours.read_text("utf-8")
    for mark in (*said, "Les Loups", "les-loups", name, "louve"):
        assert mark not in content
    with school.store.open(school.ours, read_only=True) as journal:
        assert not journal.problems
        left = journal.creation.duets["d1"]
    assert [line.text for line in left if line.source] == ["[…]"] * 3
    assert all(not line.traits and not line.voice and not line.caught for line in left if line.source)
    assert [line.creature for line in left if not line.source] == [lines[0].creature] * 3
