"""The glass box of both faces, on many creations that were made by acts of all kinds: one says what the other says."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.cli.context import Context, Request
from bestio.cli.prompts import Talk
from bestio.cli.verbs import run
from bestio.creation import trait_effects
from bestio.creation.authors import words_of
from bestio.creation.fold import Creation
from bestio.creation.replay import Replay
from bestio.creation.state import MadePhrase
from bestio.journal.journal import Journal
from bestio.language.typography import percent
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.persona.persona import Persona
from bestio.persona.trait import Lexicon
from bestio.phrases.guard import Guard
from bestio.phrases.machine import NoPhrase
from bestio.phrases.stepper import Stepper
from bestio.session.account import authors_lines
from bestio.session.actions.creature import why
from bestio.session.actions.phrases import author
from bestio.session.explain import explain_authors
from bestio.session.moments import tell_then, why_then
from bestio.session.session import Session
from bestio.session.telling import lines_of, tell_creature, tell_phrase, tell_voice
from bestio.session.why import why_creature, why_phrase, why_voice
from bestio.speech.intelligibility_gate import Gate
from bestio.speech.invention import mutate
from bestio.speech.knobs import knobs, turn, with_effect
from bestio.speech.voice import Voice, load_voices
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from bestio.tui.glass import explain_word, passages
from bestio.tui.screens.who import lines_about
from tests.sure import right

OURS = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. Un crabe a mangé la clé du "
    "garage. Le robot parle souvent de « le hibou et la lune ». Il dort avec le robot et un ami bleu du garage. "
)
CREATIONS = 8
ACTS = 20
CAME = {
    "machine": "tiré par la machine", "die": "tiré au dé", "pupil": "choisi par toi", "wanted": "demandé",
    "tic": "un tic de la créature",
}  # fmt: skip


def flat(text: str) -> str:
    """`text` with each kind and number of blanks alike: how it is laid out does not count."""
    return " ".join(re.sub(r"[\u00a0\u202f\s]+", " ", text).split())


class Group:
    """Pupils who do whatever comes into their heads."""

    def __init__(self, home: Path, seed: int, lexicons: Mapping[str, Lexicon], voices: dict[str, Voice]) -> None:
        self.library = Library(find_bundled(), home)
        self.store = Store(home, time.time)
        self.chance = Random(seed)
        journal = Journal.create(self.store.path("5b", f"groupe-{seed}"), clock=time.time, group=f"Les Ours {seed}")
        read = {"lexicons": lexicons, "voices": voices, "guard": Guard(), "gate": Gate()}
        workspace = Workspace(self.library, time.time, right, **read)
        self.studio = Studio(journal, workspace, Random(seed), classmates=())
        self.studio.begin()
        self.studio.write_text("t1", "La vieille usine", OURS)

    def act(self) -> None:
        studio, chance = self.studio, self.chance
        slot = chance.choice(list(studio.catalog.slots))
        made = list(studio.creation.phrases)
        acts: list[Any] = [
            studio.spin_all,
            lambda: studio.record("trait.unlock" if slot in studio.creation.locked else "trait.lock", slot=slot),
            lambda: None if slot in studio.creation.locked else studio.spin(slot),
            lambda: studio.record("trait.choose", slot=slot, trait=studio.next_trait(slot, 1)),
            lambda: studio.add_trait("tete", {"noun": {"lemma": "bouilloire", "gender": "f"}}),
            lambda: studio.cross_with(self.other(), "autres"),
            lambda: studio.set_lexicons(chance.sample(sorted(studio.lexicons), 2)),
            lambda: studio.tune(self.turned()),
            lambda: studio.tune(mutate(studio.plain_voice(), chance, 0.5, taken=studio.voices)),
            lambda: studio.record("voice.choose", id=chance.choice(list(studio.voices))),
            lambda: studio.record("voice.bend", on=not studio.creation.bend),
            lambda: studio.record("undo") if studio.creation.can_undo else None,
            lambda: studio.make_phrase(studio.machine()),
            lambda: studio.make_phrase(studio.machine(), with_word="lune", question="As-tu peur [/b] de la nuit ?"),
            self.word_by_word,
        ]
        if made:
            phrase = chance.choice(made)
            acts += [
                lambda: studio.record("phrase.keep", id=phrase),
                lambda: self.rewrite(studio.creation.phrases[phrase]),
            ]
        try:
            chance.choice(acts)()
        except NoPhrase:
            studio.record("machine.set", order=1)

    def other(self) -> Creation:
        traits = {slot: self.chance.choice(list(refs)) for slot, refs in self.studio.catalog.slots.items()}
        return Creation(name="Zig [/b]", traits=Persona("", 0, traits).traits)

    def turned(self) -> Any:
        voice = self.studio.plain_voice()
        if self.chance.random() < 0.3 and (other := with_effect(voice, self.chance.choice(["ring", "delay"]))):
            return self.studio.own_voice(other)
        knob = self.chance.choice(knobs(voice))
        return self.studio.own_voice(turn(voice, knob.key, self.chance.choice([knob.low, knob.high])))

    def word_by_word(self) -> None:
        stepper = Stepper(self.studio.machine(), self.chance)
        while not stepper.ended and len(stepper.words) < 12:
            way = self.chance.choice(["machine", "die", "pupil"])
            if way == "machine":
                stepper.take_machine()
            elif way == "die":
                stepper.take_die(stepper.throw())
            else:
                stepper.take_word(self.chance.choice(stepper.next_words(5)).word)
        if stepper.words:
            self.studio.record_phrase(stepper.phrase(), seed=None)

    def rewrite(self, phrase: MadePhrase) -> None:
        words = phrase.shown.split()
        place = self.chance.randrange(len(words))
        words[place : place + self.chance.choice([0, 1, 2])] = self.chance.choice([["[/b]", "bleu"], ["doucement"], []])
        self.studio.edit_phrase(phrase.id, " ".join(words), self.studio.machine())

    def line(self, verb: Any, *words: str) -> tuple[str, Any]:
        desk = Context(Session(self.studio, self.store, "g"), Request("g", verb.verb, words), Talk(apart=True))
        told = run(verb, desk)
        return flat("\n".join(told.lines)), told.data


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Group]]:
    home = tmp_path_factory.mktemp("home")
    library = Library(find_bundled(), home)
    every, voices = load_lexicons(library, right), load_voices(library, right)
    lexicons = {key: every[key] for key in ("ciel", "cuisine", "ferraille")}  # few texts are read sooner
    found = []
    for seed in range(CREATIONS):
        group = Group(home, seed, lexicons, voices)
        for _act in range(ACTS):
            group.act()
        group.word_by_word()
        group.rewrite(list(group.studio.creation.phrases.values())[-1])
        group.word_by_word()
        found.append(group)
    yield found
    for group in found:
        group.studio.close()


def test_a_phrase_is_explained_alike(groups: list[Group]) -> None:
    ways = set()
    for group in groups:
        for phrase in group.studio.creation.phrases.values():
            shown = flat(passages(tell_phrase(why_phrase(group.studio, phrase))))
            told, data = group.line(why, phrase.id)
            assert told == shown
            for fact in facts_of(phrase):
                assert flat(fact) in told, fact
            ways |= {word["how"] for word in data["words"]}
            assert len(data["words"]) == len(words_of(phrase))
    assert ways == {*CAME, "hand"}


def facts_of(phrase: MadePhrase) -> Iterator[str]:
    """What the journal knows of the words that are shown, read here without the glass box."""
    if phrase.question:
        yield phrase.question
    for word in words_of(phrase):
        if word.step is None:
            yield f"« {word.text} » écrit à la main"
            continue
        step = phrase.steps[word.step]
        yield f"« {word.text or step.read} » {CAME[step.how]}"
        if step.how == "tic":
            continue
        yield f"« {step.title} » ({step.author})"
        yield step.sentence
        others = [one for one in step.rivals if one.word.lower() not in {step.word.lower(), step.read.lower()}]
        if others:
            yield f"Sa chance : {percent(step.probability)}"
        for other in others[:5]:
            if other.word.isalpha():
                yield f"{other.word} {percent(other.probability)}"


def test_a_word_that_is_pointed_at_is_explained_as_it_is_in_lines(groups: list[Group]) -> None:
    for group in groups:
        for phrase in group.studio.creation.phrases.values():
            told, _data = group.line(why, phrase.id)
            for word in why_phrase(group.studio, phrase).words:
                assert flat(explain_word(word, longest=4000).plain) in told


def test_the_creature_is_explained_alike(groups: list[Group]) -> None:
    seen = ""
    for group in groups:
        studio = group.studio
        shown = flat(passages(tell_creature(why_creature(studio))))
        told, data = group.line(why)
        assert told == shown
        seen += told
        for slot, ref in studio.creation.traits.items():
            if (trait := studio.catalog.trait(slot, ref)) is not None:
                assert flat(trait_effects.label_of(studio.catalog, studio.persona, trait)) in told
        kept = {one["slot"] for one in data["traits"] if one["kept"]}
        assert kept == studio.creation.locked
        assert told.count("gardé par toi") == len(kept)
    assert "croisement avec « Zig [/b] »" in seen
    assert "plus sur la roue" in seen


def test_the_voice_is_explained_alike(groups: list[Group]) -> None:
    seen = ""
    for group in groups:
        shown = flat(passages(tell_voice(why_voice(group.studio))))
        told, data = group.line(why, "voix")
        assert told == shown
        assert len(data["knobs"]) == len(knobs(group.studio.voice().voice))
        seen += told
    for fact in ("Ce que la dernière invention a changé", "D’où vient cette voix", "Ce que les traits changent"):
        assert fact in seen


def test_the_authors_are_counted_alike(groups: list[Group]) -> None:
    for group in groups:
        for words in ((), ("tout",)):
            asked = explain_authors(group.studio.creation, group.studio.journal.group, every=bool(words))
            shown = [line.plain for line in lines_about(asked)]
            told, _data = group.line(author, *words)
            assert told == flat("\n".join(authors_lines(asked)))
            for line in shown:
                row = re.fullmatch(r"(.+?)…? *[█▓▒░·]+ +(<?.?\d+.%) \((\d+)\)", line)
                facts = (row[1].strip(), f"{row[3]} ({row[2]})") if row else (line,)
                assert all(flat(fact) in told for fact in facts), line


def test_each_moment_of_a_replay_is_explained_as_it_was_then(groups: list[Group]) -> None:
    for group in groups[:3]:
        studio = group.studio
        replay = Replay(studio.journal.events)
        replay.seek(len(replay))
        for position in random.Random(0).sample(range(1, len(replay) + 1), 6):
            replay.seek(position)
            found = why_then(replay, studio.journal.group, studio.lexicons, studio.voices, Gate(listener=None))
            assert found is not None
            assert list(lines_of(tell_then(found)))
        while replay.event is not None and not replay.event.do.startswith(("trait.", "persona.", "creation.")):
            replay.back()
        at_work = why_creature(studio)
        then = why_then(replay, studio.journal.group, studio.lexicons, studio.voices, Gate(listener=None))
        was, now = replay.creation, studio.creation
        if (was.traits, was.lexicons, was.locked) == (now.traits, now.lexicons, now.locked):
            assert then == at_work
