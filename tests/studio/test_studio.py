"""One group at work: the acts, and how the creature bends what it says and how it sounds."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.classroom.pseudonyms import pseudonym
from bestio.creation import trait_effects
from bestio.creation.events import Refused
from bestio.creation.events.describe import name_of_undone
from bestio.creation.fold import fold
from bestio.creation.state import Creation, CreationText
from bestio.errors import BestioError
from bestio.journal.journal import Journal, look
from bestio.library import Library, find_bundled
from bestio.phrases.corpus import Source
from bestio.phrases.guard import Guard
from bestio.phrases.machine import NoPhrase
from bestio.session.telling import tell_creature
from bestio.session.why import why_creature
from bestio.speech.bends import Bend
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.sure import right

TEXT = "Le robot mange la lune. La lune mange le robot et la soupe. La soupe chante dans la nuit avec le robot. " * 3


def told_creature(studio: Studio) -> str:
    return "\n".join("\n".join(lines) for lines in tell_creature(why_creature(studio)))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    library = Library(find_bundled(), tmp_path)
    journal = Journal.create(tmp_path / "workshops" / "a" / "g.yaml", clock=time.time, group="Les Pistons")
    studio = Studio(
        journal, Workspace(library, time.time, right, guard=Guard(block=("zut",), warn=("flûte",))), Random(3)
    )
    studio.begin(seed=11)
    return studio


def test_every_act_is_in_the_journal(studio: Studio) -> None:
    studio.record("trait.lock", slot="tete")
    studio.spin("corps")
    studio.spin_all()
    studio.record("trait.choose", slot="peur", trait=studio.next_trait("peur", 1))
    studio.rename("Zigouille")
    studio.write_text("t1", "Soupe", TEXT)
    studio.record_phrase(studio.make_phrase(studio.machine()), seed=None)
    studio.record("phrase.keep", id="p1")
    studio.tune(studio.own_voice(studio.plain_voice()))
    studio.record(*studio.spoken("p1", 1.5))
    assert fold(studio.journal.events) == studio.creation
    assert {event.do for event in studio.journal.events} >= {
        "creation.begin", "trait.lock", "trait.draw", "persona.draw", "trait.choose", "persona.name", "text.write",
        "phrase.make", "phrase.keep", "voice.choose", "voice.tune", "stage.speak",
    }  # fmt: skip


def test_the_same_seed_begins_the_same_creature(studio: Studio) -> None:
    first = studio.creation
    studio.spin_all()
    studio.begin(seed=11)
    assert (studio.creation.traits, studio.creation.name) == (first.traits, first.name)


def test_a_kept_trait_does_not_move_and_a_kept_head_keeps_the_name(studio: Studio) -> None:
    studio.record("trait.lock", slot="tete")
    before = studio.creation
    studio.spin_all()
    assert studio.creation.traits["tete"] == before.traits["tete"]
    assert studio.creation.name == before.name
    with pytest.raises(BestioError):
        studio.spin("tete")
    for slot in studio.catalog.slots:
        if slot not in studio.creation.locked:
            studio.record("trait.lock", slot=slot)
    assert studio.mutable_slot() is None


def test_a_name_that_the_group_gave_stays(studio: Studio) -> None:
    assert not studio.named
    studio.rename("Zigouille")
    for _round in range(2):
        studio.spin_all()
        assert studio.creation.name == "Zigouille"
    for _act in range(3):
        studio.record("undo")
    studio.spin_all()
    assert studio.creation.name != "Zigouille"


def test_creatures_with_the_same_lexicons_have_their_wheels_in_common(studio: Studio, tmp_path: Path) -> None:
    with Journal.create(tmp_path / "workshops" / "a" / "h.yaml", clock=time.time, group="Les Autres") as journal:
        other = Studio(journal, studio.workspace, Random(4))
        other.begin(seed=12)
        assert other.catalog is studio.catalog
        every = studio.lexicons_in_use()
        other.set_lexicons(every[:1])
        assert other.catalog is not studio.catalog
        assert [one.id for one in other.catalog.lexicons] == list(every[:1])
        other.set_lexicons(every)
        other.add_trait("peur", {"clause": "{craindre} les lundis"})
        assert other.catalog is not studio.catalog
        assert len(other.catalog.refs("peur")) == len(studio.catalog.refs("peur")) + 1


def test_a_trait_of_ones_own_joins_the_wheel_and_is_credited(studio: Studio) -> None:
    before = studio.combinations()
    studio.add_trait("peur", {"clause": "{craindre} les lundis"})
    assert studio.combinations() > before
    trait = studio.catalog.trait("peur", studio.creation.traits["peur"])
    assert trait is not None
    assert trait.author == "Les Pistons"
    assert "craint les lundis" in studio.description().third
    assert studio.preview_trait("tete", {"clause": "{craindre} tout"})[0] is None


def test_crossing_leaves_kept_traits(studio: Studio) -> None:
    mother = studio.creation
    studio.record("trait.lock", slot="corps")
    studio.spin_all()
    studio.cross_with(mother, "les-ours")
    assert studio.creation.traits["corps"] == mother.traits["corps"]
    assert all(studio.catalog.trait(slot, ref) for slot, ref in studio.creation.traits.items())


def test_a_crossing_is_an_act_of_its_own_that_says_with_whom(studio: Studio) -> None:
    mother, before = studio.creation, len(studio.journal.events)
    studio.spin_all()
    father = studio.creation
    studio.cross_with(mother, "les-ours")
    event = studio.journal.events[before + 1]
    assert event.do == "persona.cross"
    assert event.data["other"] == {"source": "class:les-ours:", "creature": mother.name}
    assert studio.creation.traits == event.data["traits"]
    theirs = [slot for slot, ref in studio.creation.traits.items() if ref != father.traits[slot]]
    assert theirs
    assert all(studio.creation.traits[slot] == mother.traits[slot] for slot in theirs)
    assert name_of_undone(studio.creation) == f"le croisement avec «\u00a0{mother.name}\u00a0»"
    assert told_creature(studio).count(f"croisement avec «\u00a0{mother.name}\u00a0»") == len(theirs)
    studio.spin(theirs[0])
    assert told_creature(studio).count("croisement avec") == len(theirs) - 1
    studio.spin_all()
    assert "croisement" not in told_creature(studio)


def test_a_kept_trait_still_says_that_it_comes_from_a_crossing(studio: Studio) -> None:
    mother = studio.creation
    studio.spin_all()
    father = studio.creation
    studio.cross_with(mother, "les-ours")
    slot = next(slot for slot, ref in studio.creation.traits.items() if ref != father.traits[slot])
    studio.record("trait.lock", slot=slot)
    said = f"croisement avec «\u00a0{mother.name}\u00a0», gardé par toi"
    assert said in told_creature(studio)
    studio.spin_all()
    assert said in told_creature(studio)
    assert told_creature(studio).count("croisement") == 1


def test_every_act_on_a_creature_is_undone_at_once(studio: Studio) -> None:
    assert not studio.creation.can_undo  # nor the voice that came with it
    other = studio.creation
    studio.spin_all()
    acts: list[Callable[[], object]] = [
        studio.spin_all,
        lambda: studio.spin("corps"),
        lambda: studio.record("trait.choose", slot="peur", trait=studio.next_trait("peur", 1)),
        lambda: studio.record("trait.lock", slot="tete"),
        lambda: studio.rename("Zigouille"),
        lambda: studio.add_trait("peur", {"clause": "{craindre} les lundis"}),
        lambda: studio.cross_with(other, "les-ours"),
        lambda: studio.set_lexicons(["cour"]),
        lambda: studio.write_text("t9", "Soupe", TEXT),
        lambda: studio.tune(studio.own_voice(studio.plain_voice())),
    ]
    for act in acts:
        before, told = replace(studio.creation, future=()), told_creature(studio)
        act()
        assert studio.creation != before
        studio.record("undo")
        assert replace(studio.creation, future=()) == before
        assert told_creature(studio) == told


def test_several_settings_are_one_act_one_write_or_none(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    syncs: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (syncs.append(handle), real(handle))[1])
    before, events = studio.creation, len(studio.journal.events)
    with pytest.raises(Refused):
        studio.record_all(("machine.set", {"order": 3}), ("share.set", {"class": 7}))
    assert (studio.creation, len(studio.journal.events), syncs) == (before, events, [])
    studio.record_all(("machine.set", {"order": 3}), ("share.set", {"class": 0.3}))
    assert len(syncs) == 1
    with look(studio.journal.path, clock=lambda: 0.0) as again:
        assert again.creation == studio.creation
    assert name_of_undone(studio.creation) == "un réglage de la machine"
    studio.record("undo")
    assert (studio.creation.settings, studio.creation.class_share) == (before.settings, before.class_share)
    assert not studio.creation.can_undo


def test_a_knob_that_is_turned_is_one_act_where_it_rests(studio: Studio) -> None:
    before, events = studio.creation, len(studio.journal.events)
    for order in (3, 4, 1):
        studio.hold("order", "machine.set", {"order": order})
        assert studio.creation.settings == {"order": order}
        assert studio.settings().order == order
    assert name_of_undone(studio.creation) == "un réglage de la machine"
    assert len(studio.journal.events) == events  # nothing is written while it is turned
    studio.settle()
    studio.settle()
    assert [event.data for event in studio.journal.events[events:]] == [{"order": 1}]
    studio.record("undo")
    assert replace(studio.creation, future=()) == before


def test_what_is_in_hand_is_written_before_all_else(studio: Studio) -> None:
    events = len(studio.journal.events)
    studio.hold("order", "machine.set", {"order": 3})
    studio.hold("share", "share.set", {"class": 0.5})  # another knob: the first one is at rest
    studio.record("trait.lock", slot="tete")
    studio.hold("order", "machine.set", {"order": 4})
    studio.record("undo")
    assert studio.creation.settings == {"order": 3}
    studio.hold("order", "machine.set", {"order": 1})
    studio.close()
    done = [event.do for event in studio.journal.events[events:]]
    assert done == ["machine.set", "share.set", "trait.lock", "machine.set", "undo", "machine.set"]
    with look(studio.journal.path, clock=lambda: 0.0) as again:
        assert again.creation.settings == {"order": 1}


def test_a_knob_that_comes_back_to_where_it_was_has_done_nothing(studio: Studio) -> None:
    studio.record("machine.set", order=3)
    before, events = studio.creation, len(studio.journal.events)
    studio.hold("order", "machine.set", {"order": 4})
    studio.hold("order", "machine.set", {"order": 3})
    studio.settle()
    assert (studio.creation, len(studio.journal.events)) == (before, events)
    with pytest.raises(Refused):
        studio.hold("order", "machine.set", {"order": 99})
    assert studio.creation == before


def test_nothing_is_undone_right_after_the_first_creature(studio: Studio) -> None:
    assert studio.creation.voice_id
    assert not studio.creation.can_undo
    with pytest.raises(Refused):
        studio.record("undo")


def test_a_repair_is_told_once(studio: Studio) -> None:
    nobody = studio.creation
    for seed in range(60):
        before = studio.creation
        studio.begin(seed=seed)
        pairs = [pair for pair in studio.repairs(before).split("   ") if pair]
        assert len(pairs) == len(set(pairs))
    assert nobody.begun


def test_a_trait_that_the_other_group_wrote_stays_theirs(studio: Studio) -> None:
    studio.add_trait("peur", {"clause": "{craindre} les lundis"})
    studio.record("trait.choose", slot="peur", trait=studio.next_trait("peur", 1))
    was = studio.creation.traits["peur"]
    other = replace(studio.creation, traits={**studio.creation.traits, "peur": "own:peur-1"})
    for _round in range(12):
        studio.cross_with(other, "les-ours")
        assert studio.creation.traits["peur"] == was


def test_shares_are_those_that_were_set(studio: Studio) -> None:
    assert sum(studio.corpus().shares.values()) == pytest.approx(1)
    studio.write_text("t1", "Soupe", TEXT)
    studio.record("share.set", {"class": 0.75})
    corpus = studio.corpus()
    assert corpus.shares["own:t1"] == pytest.approx(0.75)
    assert sum(share for key, share in corpus.shares.items() if key != "own:t1") == pytest.approx(0.25)
    studio.record("machine.set", starters=False)
    assert studio.corpus().shares == {"own:t1": pytest.approx(1)}
    studio.write_text("t2", "Vide", "   ")
    assert set(studio.corpus().shares) == {"own:t1"}


def test_a_side_whose_texts_are_silent_leaves_its_share_to_the_other(studio: Studio) -> None:
    studio.write_text("t1", "Soupe", TEXT)
    own = studio.texts()[0]
    studio.weigh(own, 0)
    assert studio.texts()[0].share == 0
    assert sum(text.share for text in studio.texts()) == pytest.approx(1)
    for text in studio.texts():
        studio.weigh(text, 0 if text.source != own.source else 1)
    assert studio.texts()[0].share == pytest.approx(1)
    studio.weigh(own, 0)
    with pytest.raises(NoPhrase):
        studio.machine().make(Random(1))


@given(
    st.dictionaries(st.sampled_from(["own:t1", "class:b:t1", "l:a", "l:b"]), st.floats(0, 1000)),
    st.floats(0, 1),
)
def test_shares_make_a_whole_whatever_the_weights(weights: dict[str, float], share: float) -> None:
    creation = Creation(weights=weights, class_share=share, texts={"t1": CreationText("T", TEXT)})
    starting = [Source("l:a", "B", "A", TEXT), Source("l:b", "B", "B", TEXT)]
    shares = trait_effects.blend(creation, "g", starting, [Source("class:b:t1", "C", "N", TEXT)], []).shares
    loud = [key for key in shares if weights.get(key, 1.0)]
    assert sum(shares.values()) == pytest.approx(1 if loud else 0)
    assert all(shares[key] == 0 for key in shares if key not in loud)


def test_traits_feed_texts_and_that_is_measured(studio: Studio) -> None:
    starting = [Source("l:a", "B", "A", TEXT), Source("l:b", "B", "B", TEXT)]
    fed = trait_effects.Influence("hibou", {"l:a": 3.0}, (), (), Bend())
    shares = trait_effects.blend(studio.creation, "g", starting, [], [fed]).shares
    assert shares["l:a"] == pytest.approx(3 * shares["l:b"])


def test_classmates_count_with_the_pupils(studio: Studio) -> None:
    studio.classmates = (Source("class:b:t1", "Les Hiboux", "Nuit", TEXT),)
    studio.write_text("t1", "Soupe", TEXT)
    shares = studio.corpus().shares
    assert shares["own:t1"] == shares["class:b:t1"] == pytest.approx(studio.creation.class_share / 2)
    assert ("Les Hiboux", "Nuit") in studio.others_texts()


def test_the_machine_is_made_again_only_where_something_changed(studio: Studio) -> None:
    studio.write_text("t1", "Soupe", TEXT)
    machine = studio.machine()
    assert studio.machine_ready
    studio.rename("Autre")
    assert studio.machine() is machine
    studio.write_text("t1", "Soupe", TEXT + "Encore.")
    assert not studio.machine_ready
    assert studio.machine() is not machine


def test_the_guard_speaks_to_those_who_wrote(studio: Studio) -> None:
    studio.write_text("t1", "", "Oh flûte alors, dit le robot.")
    assert "flûte" in studio.flagged("t1")
    studio.write_text("t1", "", "Oh dit le robot.")
    assert studio.flagged("t1") == ""


def test_traits_bend_the_voice_and_say_so(studio: Studio) -> None:
    first = next(studio.voice() for seed in range(50) if (studio.begin(seed=seed) or studio.voice().changes))
    assert first.voice == studio.plain_voice()  # until somebody has listened whether the words are understood
    bent = studio.gate.settle(studio.plain_voice(), studio.bends(), lambda: lambda _voice: True)
    assert studio.voice() == bent
    assert bent.voice != studio.plain_voice()
    studio.record("voice.bend", on=False)
    assert studio.voice().voice == studio.plain_voice()
    assert studio.voice().changes == ()


def test_a_voice_that_was_changed_goes_by_a_name_of_its_own(studio: Studio) -> None:
    shipped = studio.plain_voice()
    own = studio.own_voice(shipped)
    assert own.id not in studio.voices
    assert studio.own_voice(own) == own


def test_what_a_voice_is_tried_with(studio: Studio) -> None:
    assert studio.trial_text() == studio.introduction()
    assert studio.introduction().rstrip()[-1] in ".!?…"
    studio.write_text("t1", "Soupe", TEXT)
    studio.make_phrase(studio.machine())
    assert studio.trial_text() == studio.creation.phrases["p1"].text


def test_the_glass_box_multiplies(studio: Studio) -> None:
    told = told_creature(studio)
    assert " × ".join(str(count) for count in studio.catalog.counts().values()) in told


def test_pseudonyms_do_not_repeat() -> None:
    taken: set[str] = set()
    for seed in range(200):
        name = pseudonym(Random(seed), taken)
        assert name not in taken
        taken.add(name)


def test_another_name_is_never_the_one_before(studio: Studio) -> None:
    ideas = [studio.creation.name, *(studio.another_name() for _idea in range(200))]
    assert all(before != after for before, after in pairwise(ideas))
    assert studio.creation.name not in ideas[1:]


def test_what_is_private_is_asked_about_and_kept_nowhere(studio: Studio) -> None:
    studio.write_text("t1", "", "Appelle-moi au 06 12 34 56 78, flûte !")
    told = studio.flagged("t1")
    assert "flûte" in told
    assert "numéro de téléphone" in told
    assert "06 12" not in told
    assert not [event for event in studio.journal.events if event.do != "text.write" and "06 12" in repr(event.data)]
