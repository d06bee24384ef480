"""Folding: what each event makes of a creation, undo and redo, and events that cannot happen."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.creation.events import KINDS, Event, Refused
from bestio.creation.events.creature import crossing_of
from bestio.creation.events.kind import Kind
from bestio.creation.fold import EMPTY, MAX_UNDO, Creation, apply, as_one_act, fold
from bestio.creation.own_trait import OwnTrait
from bestio.creation.phrase_shapes import RivalShape, StepShape
from bestio.creation.state import Crossed
from bestio.creation.tuned_voice import TunedVoice
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.persona.trait import Noun
from bestio.speech.voice import Effect, Voice


def made(*acts: tuple[str, dict[str, Any]], start: Creation = EMPTY) -> Creation:
    creation = start
    for index, (do, data) in enumerate(acts):
        creation = apply(creation, Event(float(index), do, data))
    return creation


BEGUN = made(
    ("creation.begin", {"lexicons": ["f"], "seed": 4, "name": "Bob", "traits": {"tete": "f:hibou", "corps": "f:pot"}})
)


RECORDS = {do for do, kind in KINDS.items() if kind.record}


@pytest.mark.parametrize("do", KINDS)
def test_every_kind_says_all_there_is_to_know_of_it(do: str) -> None:
    kind = KINDS[do]
    assert kind.kind_name() == do
    assert kind.label
    assert kind.label != _(kind.label), "it has no French"
    assert kind.apply is not Kind.apply
    assert kind.caption is not Kind.caption


def test_what_stays_whatever_is_undone() -> None:
    happened = {"group.name", "stage.speak", "poll.answer", "quiz.answer", "retrain.run", "step.reach"}
    assert happened | {"undo", "redo"} == RECORDS


def test_a_creature_begins() -> None:
    assert (BEGUN.name, BEGUN.seed, BEGUN.lexicons) == ("Bob", 4, ("f",))
    assert BEGUN.traits == {"tete": "f:hibou", "corps": "f:pot"}
    assert not BEGUN.can_undo


def test_a_locked_trait_stays_when_the_rest_is_drawn() -> None:
    creation = made(
        ("trait.lock", {"slot": "tete"}),
        ("persona.draw", {"seed": 9, "traits": {"tete": "f:chien", "corps": "f:malle"}, "name": "Zoé"}),
        start=BEGUN,
    )
    assert creation.traits == {"tete": "f:hibou", "corps": "f:malle"}
    assert creation.name == "Zoé"
    with pytest.raises(Refused):
        made(("trait.draw", {"slot": "tete", "trait": "f:chien"}), start=creation)
    chosen = made(("trait.choose", {"slot": "tete", "trait": "f:chien"}), start=creation)
    assert chosen.traits["tete"] == "f:chien"


CROSSED = {
    "seed": 9,
    "traits": {"tete": "f:chien", "corps": "f:malle"},
    "name": "Zoé",
    "other": {"source": "class:ours:", "creature": "Zig"},
}


def test_a_crossing_keeps_what_is_locked_and_knows_what_came_from_the_other() -> None:
    creation = made(("trait.lock", {"slot": "tete"}), ("persona.cross", CROSSED), start=BEGUN)
    assert creation.traits == {"tete": "f:hibou", "corps": "f:malle"}
    assert creation.name == "Zoé"
    assert creation.crossed == Crossed("Zig", {"corps": ("f:malle", "Zig")})
    assert creation.undoes == "persona.cross"
    undone = made(("undo", {}), start=creation)
    assert (undone.crossed, undone.name, undone.traits) == (None, "Bob", BEGUN.traits)
    assert made(("redo", {}), start=undone) == creation


def test_what_came_from_an_earlier_crossing_is_still_known() -> None:
    other = {"source": "class:pies:", "creature": "Zag"}
    again = CROSSED | {"traits": {"tete": "f:chien", "corps": "f:seau"}, "other": other}
    creation = made(("persona.cross", CROSSED), ("persona.cross", again), start=BEGUN)
    assert creation.crossed == Crossed("Zag", {"tete": ("f:chien", "Zig"), "corps": ("f:seau", "Zag")})


def test_a_draw_of_all_the_wheels_ends_a_crossing() -> None:
    crossed = made(("persona.cross", CROSSED), start=BEGUN)
    for do in ("persona.draw", "creation.begin"):
        assert made((do, {"seed": 3, "traits": {"tete": "f:x"}}), start=crossed).crossed is None


def test_a_kept_trait_still_comes_from_its_crossing_after_a_draw_of_all_the_wheels() -> None:
    crossed = made(("persona.cross", CROSSED), ("trait.lock", {"slot": "tete"}), start=BEGUN)
    drawn = {"seed": 3, "traits": {"tete": "f:x", "corps": "f:malle"}}
    creation = made(("persona.draw", drawn), start=crossed)
    assert creation.crossed == Crossed("Zig", {"tete": ("f:chien", "Zig")})  # the body was drawn, though the same
    assert crossing_of(creation, "tete") == "croisement avec «\u00a0Zig\u00a0»"
    assert crossing_of(creation, "corps") == ""
    assert made(("undo", {}), start=creation).crossed == crossed.crossed


def test_a_trait_that_comes_back_by_hand_does_not_come_from_the_crossing() -> None:
    creation = made(
        ("persona.cross", CROSSED),
        ("trait.choose", {"slot": "tete", "trait": "f:hibou"}),
        ("trait.choose", {"slot": "tete", "trait": "f:chien"}),
        start=BEGUN,
    )
    assert crossing_of(creation, "tete") == ""
    assert crossing_of(creation, "corps") != ""


def test_the_first_voice_of_a_first_creature_is_not_to_be_undone() -> None:
    voiced = made(("voice.choose", {"id": "dragon"}), start=BEGUN)
    assert not voiced.can_undo
    assert made(("voice.choose", {"id": "chat"}), start=voiced).undoes == "voice.choose"


def test_an_own_trait_that_is_worn_is_one_act() -> None:
    trait = {"slot": "tete", "id": "zebre", "trait": {"noun": {"lemma": "zèbre"}}, "worn": True}
    worn = made(("trait.add", trait), start=BEGUN)
    assert worn.traits["tete"] == "own:zebre"
    undone = made(("undo", {}), start=worn)
    assert (undone.traits, undone.own_traits) == (BEGUN.traits, {})


def test_a_crossing_tells_as_a_draw_did_in_older_journals() -> None:
    drawn = {key: CROSSED[key] for key in ("seed", "traits", "name")}
    old, new = made(("persona.draw", drawn), start=BEGUN), made(("persona.cross", drawn), start=BEGUN)
    assert (old.traits, old.name, old.seed) == (new.traits, new.name, new.seed)
    assert old.crossed is None
    assert old.undoes == "persona.draw"


def test_own_traits_are_worn_and_taken_away() -> None:
    creation = made(
        ("trait.add", {"slot": "tete", "id": "zebre", "trait": {"noun": {"lemma": "zèbre"}}}),
        ("trait.choose", {"slot": "tete", "trait": "own:zebre"}),
        start=BEGUN,
    )
    own = creation.own_traits["own:zebre"]
    assert (own.slot, own.trait, list(own.texts)) == ("tete", None, ["zèbre"])  # it is not whole, and kept
    whole = OwnTrait("tete", {"noun": {"lemma": "zèbre", "gender": "m"}})
    assert whole.trait is not None
    assert whole.trait.noun == Noun("zèbre", "m")
    with pytest.raises(Refused):
        made(("trait.remove", {"ref": "own:zebre"}), start=creation)
    free = made(
        ("trait.choose", {"slot": "tete", "trait": "f:hibou"}), ("trait.remove", {"ref": "own:zebre"}), start=creation
    )
    assert not free.own_traits


def test_texts_are_written_shared_and_withdrawn() -> None:
    creation = made(("text.write", {"id": "t", "title": "Un", "text": "La pluie."}), ("text.share", {"id": "t"}))
    assert creation.shared_texts == creation.texts
    creation = made(("text.write", {"id": "t", "title": "Un", "text": "La pluie tombe."}), start=creation)
    assert creation.texts["t"].shared
    assert not made(("text.unshare", {"id": "t"}), start=creation).shared_texts
    assert not made(("text.remove", {"id": "t"}), start=creation).texts


def test_phrases_are_kept_moved_edited_and_dropped() -> None:
    creation = made(*[("phrase.make", {"id": key, "text": f"Phrase {key}."}) for key in "abc"])
    creation = made(
        *[("phrase.keep", {"id": key}) for key in "abc"], ("phrase.move", {"id": "c", "to": 0}), start=creation
    )
    assert creation.kept == ("c", "a", "b")
    creation = made(("phrase.edit", {"id": "a", "text": "Autre."}), ("phrase.drop", {"id": "c"}), start=creation)
    assert [phrase.shown for phrase in creation.kept_phrases] == ["Autre.", "Phrase b."]
    back = made(("phrase.edit", {"id": "a", "text": ""}), ("phrase.unkeep", {"id": "b"}), start=creation)
    assert [phrase.shown for phrase in back.kept_phrases] == ["Phrase a."]
    with pytest.raises(Refused):
        made(("phrase.make", {"id": "a", "text": "Encore."}), start=back)


def test_machine_settings_keep_names_that_are_not_known() -> None:
    creation = made(("machine.set", {"order": 3, "starters": False, "colour": "red"}))
    assert creation.settings == {"order": 3, "starters": False, "colour": "red"}
    assert not creation.starters
    assert made(("machine.set", {"order": None}), start=creation).settings == {"starters": False, "colour": "red"}


def test_a_tuned_voice_is_a_recipe_until_another_is_chosen() -> None:
    tuned = made(("voice.choose", {"id": "dragon"}), ("voice.tune", {"voice": {"rate": 120}}))
    assert (tuned.voice_id, tuned.voice) == ("dragon", TunedVoice({"rate": 120}))
    assert made(("voice.choose", {"id": "dragon"}), start=tuned).voice is None


def test_a_tuned_voice_is_read_and_one_of_a_newer_program_is_kept_as_it_was_told() -> None:
    voice = Voice(id="a", title="A", rate=120, effects=(Effect.make("ring", hz=40),))
    ours = made(("voice.tune", {"voice": voice.recipe()}))
    assert ours.voice is not None
    assert ours.voice.voice == voice
    newer = made(("voice.tune", {"voice": {**voice.recipe(), "bestio": "voice/9", "teeth": 32}}))
    assert newer.voice is not None
    assert newer.voice.voice is None
    assert newer.voice.told["teeth"] == 32
    assert newer.voice.title == "A"


def test_a_phrase_keeps_its_steps_typed_with_what_is_usual_for_what_is_not_told() -> None:
    phrase = made(
        ("phrase.make", {"id": "p1", "text": "Le hibou.", "copied": {}, "steps": [
            {"word": "Le", "source": "own:t1", "author": "A", "rivals": [{"word": "Un", "probability": 0.5}]},
            {"word": "hibou", "how": "dreamt", "colour": "red"},
        ]}),
    ).phrases["p1"]  # fmt: skip
    assert phrase.steps == (
        StepShape("Le", "own:t1", "A", rivals=(RivalShape("Un", 0.5),)),
        StepShape("hibou", how="dreamt"),
    )
    assert phrase.copied is None


def test_undo_and_redo_go_back_and_forth() -> None:
    one = made(("persona.name", {"name": "Un"}), start=BEGUN)
    two = made(("persona.name", {"name": "Deux"}), start=one)
    assert two.undoes == "persona.name"
    back = made(("undo", {}), ("undo", {}), start=two)
    assert back.name == "Bob"
    assert not back.can_undo
    with pytest.raises(Refused):
        made(("undo", {}), start=back)
    again = made(("redo", {}), ("redo", {}), start=back)
    assert again == two
    with pytest.raises(Refused):
        made(("redo", {}), start=again)
    assert not made(("persona.name", {"name": "Trois"}), start=back).can_redo


def test_what_happened_is_not_undone() -> None:
    creation = made(
        ("persona.name", {"name": "Un"}),
        ("stage.speak", {"phrase": "a", "voice": "v", "seconds": 2}),
        ("poll.answer", {"poll": "p", "when": "before", "answers": {"vivant": "oui"}}),
        ("quiz.answer", {"phrase": "x", "guess": "human", "truth": "machine"}),
        ("step.reach", {"seance": "1", "activity": "2"}),
        ("undo", {}),
        start=BEGUN,
    )
    assert creation.name == "Bob"
    assert len(creation.spoken) == len(creation.guesses) == 1
    assert creation.polls == {"p": {"before": ({"vivant": "oui"},)}}
    assert creation.step is not None
    assert creation.step.activity == "2"


def test_an_act_that_changes_nothing_is_not_to_be_undone() -> None:
    creation = made(("persona.name", {"name": "Bob"}), ("trait.unlock", {"slot": "tete"}), start=BEGUN)
    assert creation is BEGUN


def test_undo_has_a_limit() -> None:
    creation = made(*[("persona.name", {"name": str(index)}) for index in range(MAX_UNDO + 20)], start=BEGUN)
    assert len(creation.past) == MAX_UNDO


def test_refused_events_are_told_and_skipped() -> None:
    told: list[tuple[int, str]] = []
    events = [
        Event(0, "persona.name", {"name": 3}),
        Event(1, "persona.name", {"name": "Zoé"}),
        Event(2, "aura.glow", {}),
        Event(3, "phrase.keep", {"id": "rien"}),
    ]
    creation = fold(events, refused=lambda index, event, _error: told.append((index, event.do)))
    assert creation.name == "Zoé"
    assert told == [(0, "persona.name"), (3, "phrase.keep")]


@given(data=st.data())
@settings(max_examples=60)
def test_any_events_fold_without_a_crash_and_in_parts(event_lists: Any, data: st.DataObject) -> None:
    events = data.draw(event_lists())
    whole = fold(events)
    half = len(events) // 2
    assert fold(events[half:], start=fold(events[:half])) == whole
    assert all(phrase in whole.phrases for phrase in whole.kept)
    assert {key for key, phrase in whole.phrases.items() if phrase.kept} == set(whole.kept)


@given(data=st.data())
def test_undoing_everything_and_doing_it_again_comes_back(event_lists: Any, data: st.DataObject) -> None:
    events = data.draw(event_lists())
    creation = fold(events)
    count = len(creation.past)
    undone = fold([Event(0, "undo", {})] * count, start=creation)
    assert not undone.can_undo
    assert fold([Event(0, "redo", {})] * count, start=undone) == creation


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=150)
def test_any_act_then_undo_is_exactly_what_was_there_before(
    event_lists: Any, event_kinds: Any, data: st.DataObject
) -> None:
    before = fold(data.draw(event_lists(max_size=40)))
    do, values = data.draw(event_kinds.filter(lambda kind: kind[0] not in {"undo", "redo"}))
    try:
        after = apply(before, Event(5000.0, do, values))
    except Refused:
        return
    if (
        not after.past or after.past[:-1] != before.past
    ):  # nothing to undo: it changed nothing, is a record, or the first creature
        assert after is before or do in {*RECORDS, "creation.begin", "voice.choose", "aura.glow"}
        return
    undone = apply(after, Event(5001.0, "undo"))
    assert replace(undone, future=()) == replace(before, future=())
    assert apply(undone, Event(5002.0, "redo")) == after


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_undo_goes_back_in_a_journal_that_was_closed_between(
    event_lists: Any, event_kinds: Any, tmp_path: Path, clock: Any, data: st.DataObject
) -> None:
    path = tmp_path / "undo.yaml"
    path.unlink(missing_ok=True)
    with Journal.create(path, clock=clock) as journal:
        for event in data.draw(event_lists(max_size=20)):
            with suppress(Refused):
                journal.record(event.do, event.data)
        before = journal.creation
        do, values = data.draw(event_kinds.filter(lambda kind: kind[0] not in {"undo", "redo"}))
        with suppress(Refused):
            journal.record(do, values)
        undoable = journal.creation.past[:-1] == before.past and journal.creation.can_undo
    if not undoable:
        return
    with Journal.open(path, clock=clock) as journal:
        journal.record("undo")
    with Journal.open(path, clock=clock, read_only=True) as journal:
        assert replace(journal.creation, future=()) == replace(before, future=())


# --- acts of several events -------------------------------------------------------------------------------------------


SETTINGS = (Event(0.0, "machine.set", {"order": 3}), Event(0.0, "share.set", {"class": 0.2}))


def test_several_events_are_one_act() -> None:
    happened, after = as_one_act(BEGUN, SETTINGS, 5.0)
    assert (after.settings, after.class_share, after.undoes) == ({"order": 3}, 0.2, "machine.set")
    assert fold(happened, start=BEGUN) == after
    undone = apply(after, Event(6.0, "undo"))
    assert replace(undone, future=()) == BEGUN
    assert apply(undone, Event(7.0, "redo")) == after


def test_what_changes_nothing_is_joined_by_nothing() -> None:
    before = made(("persona.name", {"name": "Zoé"}), ("machine.set", {"order": 3}), start=BEGUN)
    _happened, after = as_one_act(before, SETTINGS, before.past[-1].at)  # its clock stands still, too
    assert len(after.past) == len(before.past) + 1
    assert replace(apply(after, Event(9.0, "undo")), future=()) == before


def test_a_setting_that_joins_leaves_no_trace_among_the_settings() -> None:
    _happened, after = as_one_act(BEGUN, SETTINGS[::-1], 5.0)
    assert after.settings == {"order": 3}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_acts_of_several_events_are_undone_at_once(event_lists: Any, data: st.DataObject) -> None:
    voiced = made(("voice.choose", {"id": "nu"}), start=BEGUN)
    creation, written = voiced, []
    for at, events in enumerate(data.draw(st.lists(event_lists(max_size=4), max_size=4)), start=1):
        acts = [event for event in events if event.do not in RECORDS | {"undo", "redo", "creation.begin"}]
        before = creation
        with suppress(Refused):
            happened, creation = as_one_act(creation, acts, float(at))
            written += happened
        if creation.past == before.past:
            assert replace(creation, future=()) == replace(before, future=())
        else:
            assert len(creation.past) == len(before.past) + 1
            undone = apply(creation, Event(at + 0.5, "undo"))
            assert replace(undone, future=()) == replace(before, future=())
    assert fold(written, start=voiced) == creation
    alone = [
        Event(event.at, event.do, {**event.data, "joined": False}) for event in written
    ]  # as an older program reads
    told = fold(alone, start=voiced)
    assert replace(told, past=(), future=(), settings={}) == replace(creation, past=(), future=(), settings={})
