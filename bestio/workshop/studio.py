"""One group at work: every act that can be done to a creation, as a method that appends to its journal.

Live work, the command line and the tests act through this; nothing else changes a creation.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from bestio.errors import BestioError, Problem
from bestio.i18n import _
from bestio.library import Library
from bestio.persona.cabinet import Cabinet
from bestio.persona.description import Description, describe
from bestio.persona.own import read_own_trait
from bestio.persona.persona import SEEDS, Persona, cross, invent, make_name, reroll
from bestio.persona.portrait import Look, Strips, choose_look
from bestio.persona.repairs import repairs
from bestio.persona.trait import Lexicon, Trait
from bestio.phrases.authorship import copied_in
from bestio.phrases.cache import open_index
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.guard import Guard
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.speech import bounds
from bestio.speech.gate import UNDERSTOOD, Gate
from bestio.speech.modulation import Bends, Bent
from bestio.speech.verdicts import Verdicts
from bestio.speech.voice import Voice, from_recipe
from bestio.workshop import influence
from bestio.workshop.authors import told_patches
from bestio.workshop.captions import name_of_act
from bestio.workshop.counting import growth, product, total
from bestio.workshop.creation import Creation
from bestio.workshop.journal import Journal
from bestio.workshop.state import MadePhrase
from bestio.workshop.words import count_words

MOST_PASSING = 60
MACHINES = "machines"
OWN_VOICE = "notre-voix"
SHORTEST_INTRODUCTION = 40


@dataclass(frozen=True)
class WheelView:
    """One wheel: its slot and title, the words of its trait, and words of others that may pass by.

    `stray`: the trait is of a lexicon that is no longer in use, and leaves with the next spin.
    """

    slot: str
    title: str
    label: str
    others: tuple[str, ...]
    stray: bool = False


@dataclass(frozen=True)
class TextView:
    """One text that the machine reads: the group's own, one of the class, or a starter text.

    `source` is what it is called in the corpus; `weight` how many times it counts beside those of its side, and `share`
    the part of the whole draw (0..1) that this, the setting of the sides and the traits give it.
    """

    id: str
    title: str
    author: str
    words: int
    own: bool
    shared: bool
    source: str
    weight: float = 1.0
    share: float = 0.0


class Studio:
    """A creation at work. `random` draws seeds, which are kept in the journal."""

    def __init__(
        self,
        journal: Journal,
        library: Library,
        lexicons: Mapping[str, Lexicon],
        voices: Mapping[str, Voice],
        strips: Strips,
        guard: Guard,
        random: Random,
        classmates: Sequence[Source] = (),
        gate: Gate | None = None,
    ) -> None:
        self.gate = gate if gate is not None else Gate(Verdicts(library.cache / UNDERSTOOD))
        self.journal = journal
        self.library = library
        self.lexicons = lexicons
        self.voices = voices
        self.strips = strips
        self.guard = guard
        self.random = random
        self.classmates = tuple(classmates)
        self._cabinet: tuple[Any, Cabinet] | None = None
        self._machine: tuple[Any, PhraseMachine] | None = None
        self._views: tuple[Any, tuple[TextView, ...]] | None = None
        self._idea = ""

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def creation(self) -> Creation:
        """The creation as it is now."""
        return self.journal.creation

    @property
    def cabinet(self) -> Cabinet:
        """The wheels of this creation: its lexicons, and the group's own traits."""
        key = (self.creation.lexicons, self.creation.own_traits)
        if self._cabinet is None or self._cabinet[0] != key:
            self._cabinet = (key, self.cabinet_of(self.creation.lexicons))
        return self._cabinet[1]

    def cabinet_of(self, ids: Sequence[str]) -> Cabinet:
        """The wheels that these lexicons and the group's own traits make."""
        return Cabinet(self._lexicons(ids), self._own_traits(), beyond=self._every_trait)

    @cached_property
    def _every_trait(self) -> Cabinet:
        """The traits of all lexicons, for creatures that wear some of a lexicon that is no longer in use."""
        return Cabinet(self.lexicons.values())

    def _lexicons(self, ids: Sequence[str]) -> list[Lexicon]:
        chosen = [self.lexicons[key] for key in ids if key in self.lexicons]
        return chosen or [lexicon for lexicon in self.lexicons.values() if lexicon.slots]

    def _own_traits(self) -> dict[str, tuple[str, Trait]]:
        own: dict[str, tuple[str, Trait]] = {}
        for ref, (slot, data) in self.creation.own_traits.items():
            trait = read_own_trait(slot, data, lambda _problem: None)
            if trait is not None:
                own[ref] = (slot, trait)
        return own

    @property
    def persona(self) -> Persona:
        """The creature."""
        creation = self.creation
        return Persona(creation.name, creation.seed, creation.traits)

    def close(self, *, rescue: Path | None = None) -> Path | None:
        """Give the journal back. Where the disk still refuses, all goes to a file in `rescue`: that file."""
        return self.journal.close(rescue=rescue)

    def act(self, do: str, data: Mapping[str, Any] | None = None, /, **values: Any) -> None:
        """Let one event happen. Raises Refused, JournalError."""
        self.journal.act(do, data, **values)

    def new_seed(self) -> int:
        """A number to draw something with, to be kept in the journal."""
        return int(self.random.random() * SEEDS)

    # --- the creature -------------------------------------------------------------------------------------------------

    def begin(self, *, seed: int | None = None) -> None:
        """Draw a first creature, and a voice for it."""
        seed = self.new_seed() if seed is None else seed
        ids = [lexicon.id for lexicon in self.lexicons.values() if lexicon.slots]
        persona = invent(Cabinet(self.lexicons.values()), seed)
        self.act("creation.begin", lexicons=ids, seed=seed, name=persona.name, traits=dict(persona.traits))
        if voice := influence.first_voice(self.voices, seed):
            self.act("voice.choose", id=voice)

    def wheels(self) -> list[WheelView]:
        """The wheels in their order."""
        cabinet, persona = self.cabinet, self.persona
        views = []
        for slot, traits in cabinet.slots.items():
            trait = cabinet.trait(slot, persona.traits.get(slot))
            label = influence.label_of(cabinet, persona, trait) if trait else "–"
            step = max(1, len(traits) // MOST_PASSING)
            others = tuple(influence.label_of(cabinet, persona, other) for other in list(traits.values())[::step])
            stray = trait is not None and persona.traits[slot] not in traits
            views.append(WheelView(slot, cabinet.titles.get(slot, slot), label, others, stray))
        return views

    def look(self) -> Look:
        """Which strips the creature is drawn with."""
        return self._look(self.persona.traits)

    def passing_look(self, slots: Sequence[str]) -> Look:
        """What may be seen of the creature while the wheels of `slots` turn."""
        traits = dict(self.persona.traits)
        for slot in slots:
            refs = self.cabinet.refs(slot)
            if refs:
                traits[slot] = refs[int(self.random.random() * len(refs))]
        return self._look(traits)

    def _look(self, traits: Mapping[str, str]) -> Look:
        found = {slot: (ref, self.cabinet.trait(slot, ref)) for slot, ref in traits.items()}
        worn = {slot: {ref: trait} for slot, (ref, trait) in found.items() if trait is not None}
        return choose_look(self.strips, worn, traits)

    def description(self) -> Description:
        """The creature told in French."""
        return describe(self.cabinet, self.persona)

    def combinations(self) -> int:
        """How many creatures the wheels can make."""
        return self.cabinet.combinations()

    def lexicons_in_use(self) -> tuple[str, ...]:
        """The ids of the lexicons that the wheels are made of."""
        return tuple(lexicon.id for lexicon in self._lexicons(self.creation.lexicons))

    def set_lexicons(self, ids: Sequence[str]) -> str:
        """Make the wheels of these lexicons; what that does to the number of creatures, in one line."""
        before = self.cabinet
        self.act("lexicons.set", ids=list(ids))
        return growth(before, self.cabinet)

    def repairs(self, before: Creation) -> str:
        """What agreement had to repair since `before`, in one line; "" where nothing."""
        was = Persona(before.name, before.seed, before.traits)
        found = repairs(self.cabinet, was, self.persona)
        return "   ".join(f"{one.before} → {one.after}" for one in found[:4])

    def spin(self, slot: str) -> None:
        """Draw another trait for a slot."""
        seed = self.new_seed()
        persona = reroll(self.cabinet, self.persona, slot, Random(seed))
        if persona.traits.get(slot) is None:
            raise BestioError(_("This wheel is empty."))
        self.act("trait.draw", slot=slot, trait=persona.traits[slot], seed=seed)

    def spin_all(self) -> None:
        """Draw every slot that is not kept. It gets a new name, unless its head is kept or the group has named it."""
        creation = self.creation
        seed = self.new_seed()
        locked = {slot: creation.traits[slot] for slot in creation.locked if slot in creation.traits}
        persona = invent(self.cabinet, seed, locked=locked)
        name = creation.name if "tete" in creation.locked or self.named else persona.name
        self.act("persona.draw", seed=seed, traits=dict(persona.traits), name=name)

    @property
    def named(self) -> bool:
        """Whether the creature bears a name that the group has given it."""
        return any(
            event.do == "persona.name" and event.data.get("name") == self.creation.name for event in self.journal.events
        )

    def choose_next(self, slot: str, by: int) -> None:
        """Choose the trait `by` places further on the wheel."""
        refs = self.cabinet.refs(slot)
        if not refs:
            raise BestioError(_("This wheel is empty."))
        now = self.creation.traits.get(slot, "")
        place = (refs.index(now) + by) % len(refs) if now in refs else 0
        self.act("trait.choose", slot=slot, trait=refs[place])

    def toggle_lock(self, slot: str) -> None:
        """Keep a trait, or let it go."""
        self.act("trait.unlock" if slot in self.creation.locked else "trait.lock", slot=slot)

    def mutable_slot(self) -> str | None:
        """A slot that chance may change; None where all are kept."""
        free = [
            slot for slot in self.cabinet.slots if slot not in self.creation.locked and len(self.cabinet.refs(slot)) > 1
        ]
        return free[int(self.random.random() * len(free))] if free else None

    def another_name(self) -> str:
        """A name that the program would give: another than the creature's, and than the one it gave before."""
        self._idea = make_name(self.cabinet, self.persona, self.random, but=self._idea)
        return self._idea

    def rename(self, name: str) -> None:
        """Give the creature a name."""
        self.act("persona.name", name=name)

    def add_trait(self, slot: str, trait: dict[str, Any]) -> str:
        """Add a trait of the group's own, and let the creature wear it; what that does to the number of creatures."""
        before = self.cabinet
        taken = self.creation.own_traits
        number = next(n for n in range(1, len(taken) + 2) if f"own:{slot}-{n}" not in taken)
        ref = f"own:{slot}-{number}"
        self.act("trait.add", slot=slot, id=f"{slot}-{number}", trait={**trait, "author": self.journal.group})
        self.act("trait.choose", slot=slot, trait=ref)
        return growth(before, self.cabinet)

    def preview_trait(self, slot: str, trait: Mapping[str, Any]) -> tuple[Trait | None, list[Problem]]:
        """What a trait of the group's own would be, or what is wrong with it."""
        problems: list[Problem] = []
        return read_own_trait(slot, trait, problems.append), problems

    def cross_with(self, other: Creation) -> None:
        """Draw a child of this creature and another; kept traits stay."""
        seed = self.new_seed()
        there = Persona(other.name, other.seed, other.traits)
        child = cross(self.cabinet, self.persona, there, Random(seed))
        locked = {slot: self.creation.traits[slot] for slot in self.creation.locked if slot in self.creation.traits}
        known = {
            slot: ref if ref in self.cabinet.refs(slot) else self.creation.traits.get(slot, ref)
            for slot, ref in child.traits.items()
        }
        self.act("persona.draw", seed=child.seed, traits={**known, **locked}, name=child.name)

    # --- texts and phrases --------------------------------------------------------------------------------------------

    def texts(self) -> list[TextView]:
        """What the machine reads: the group's texts, the class's, the starter texts."""
        own = [
            TextView(
                key, text.title, self.journal.group, count_words(text.text),
                own=True, shared=text.shared, source=influence.OWN + key,
            )
            for key, text in self.creation.texts.items()
        ]  # fmt: skip
        weights, shares = self.creation.weights, self.corpus().shares
        return [
            dataclasses.replace(text, weight=weights.get(text.source, 1.0), share=shares.get(text.source, 0.0))
            for text in [*own, *self._others()]
        ]

    def weigh(self, text: TextView, weight: float) -> None:
        """Let a text count `weight` times beside those of its side."""
        self.act("source.weigh", source=text.source, weight=weight, title=text.title[:80])

    def _others(self) -> tuple[TextView, ...]:
        """The texts that are not the group's own. Their words are counted once: they do not change while one works."""
        key = (self.creation.starters, self.creation.lexicons)
        if self._views is None or self._views[0] != key:
            sources = [*self.classmates, *(influence.starters(self.cabinet) if self.creation.starters else [])]
            views = (
                TextView(s.id, s.title, s.author, count_words(s.text), own=False, shared=False, source=s.id)
                for s in sources
            )
            self._views = (key, tuple(views))
        return self._views[1]

    def source(self, source_id: str) -> Source | None:
        """The source of that id that is not the group's own."""
        return next((s for s in [*self.classmates, *influence.starters(self.cabinet)] if s.id == source_id), None)

    def others_texts(self) -> tuple[tuple[str, str], ...]:
        """The author and title of every text that is not the group's own, in a fixed order."""
        return tuple((text.author, text.title) for text in self._others())

    def new_text_id(self) -> str:
        """An id that no text of the group has had."""
        return self._free_id("t", self.creation.texts, "text.write")

    def _free_id(self, letter: str, taken: Mapping[str, Any], do: str) -> str:
        number = 1 + sum(1 for event in self.journal.events if event.do == do)
        while f"{letter}{number}" in taken:
            number += 1
        return f"{letter}{number}"

    def write_text(self, text_id: str, title: str, text: str) -> None:
        """Write a text of the group's own, new or changed."""
        self.act("text.write", id=text_id, title=title.strip(), text=text)

    def flagged(self, text_id: str) -> str:
        """What the word guard says of a text, for the pupils who wrote it; "" where nothing."""
        text = self.creation.texts.get(text_id)
        return self.flagged_in(text.text) if text else ""

    def flagged_in(self, text: str) -> str:
        """What the word guard says of words, for the pupils who bring them; "" where nothing."""
        found = dict.fromkeys(flag.found for flag in self.guard.check(text))
        if not found:
            return ""
        return _("Some words may hurt, or are not for here: {words}. Your teacher sees them too.").format(
            words=", ".join(found)
        )

    def toggle_share(self, text_id: str) -> None:
        """Let the class draw from a text, or no more."""
        self.act("text.unshare" if self.creation.texts[text_id].shared else "text.share", id=text_id)

    def corpus(self) -> Corpus:
        """What the machine draws from, with the shares that the settings and the traits give."""
        brought = influence.influences(self.cabinet, self.persona)
        return influence.blend(
            self.creation, self.journal.group, influence.starters(self.cabinet), self.classmates, brought
        )

    def settings(self) -> PhraseSettings:
        """How phrases are drawn here."""
        known = {key: value for key, value in self.creation.settings.items() if key in PhraseSettings.__struct_fields__}
        return msgspec.convert(known, PhraseSettings)

    @property
    def machine_ready(self) -> bool:
        """Whether the machine has read the texts as they are now."""
        return self._machine is not None and self._machine[0] == self._machine_key()

    def _machine_key(self) -> Any:
        creation = self.creation
        return (
            creation.texts, creation.weights, creation.class_share, creation.settings, creation.traits,
            creation.lexicons, creation.own_traits, self.classmates, self.journal.group,
        )  # fmt: skip

    def machine(self) -> PhraseMachine:
        """The machine, which reads the texts where they have changed (some tenths of a second)."""
        key = self._machine_key()
        if self._machine is None or self._machine[0] != key:
            corpus = self.corpus()
            machine = PhraseMachine(
                corpus,
                self.settings(),
                index=open_index(corpus, self.library.cache / MACHINES),
                refuse=self.guard.refuses,
            )
            self._machine = (key, machine)
        return self._machine[1]

    def make_phrase(self, machine: PhraseMachine, *, start: str | None = None, with_word: str | None = None) -> Phrase:
        """Let the machine make a phrase, and record it. Raises NoPhrase with the reason."""
        seed = self.new_seed()
        brought = influence.influences(self.cabinet, self.persona)
        phrase = machine.make(
            Random(seed),
            start=start,
            with_word=with_word,
            keywords=[word for one in brought for word in one.keywords],
            says=[word for one in brought for word in one.says],
        )
        self.record_phrase(phrase, seed=seed, corpus=machine.corpus.digest)
        return phrase

    def record_phrase(self, phrase: Phrase, *, seed: int | None, corpus: str = "") -> str:
        """Put a phrase with its steps into the journal; its id."""
        phrase_id = self._free_id("p", self.creation.phrases, "phrase.make")
        made = msgspec.to_builtins(phrase)
        self.act(
            "phrase.make",
            id=phrase_id,
            text=made["text"],
            steps=made["steps"],
            copied=made["copied"],
            relaxed=made["relaxed"],
            **told_patches(phrase),
            seed=seed,
            settings=msgspec.to_builtins(self.settings()),
            corpus=corpus,
        )
        return phrase_id

    def edit_phrase(self, phrase_id: str, text: str, machine: PhraseMachine) -> None:
        """Rewrite a phrase by hand; what of the new words stands in the texts of `machine` is recorded with them."""
        copied = msgspec.to_builtins(copied_in(machine.index, text)) if text.strip() else None
        self.act("phrase.edit", id=phrase_id, text=text, copied=copied)

    def toggle_keep(self, phrase_id: str) -> None:
        """Keep a phrase for the stage, or let it go."""
        self.act("phrase.unkeep" if self.creation.phrases[phrase_id].kept else "phrase.keep", id=phrase_id)

    # --- voice --------------------------------------------------------------------------------------------------------

    def plain_voice(self) -> Voice:
        """The creature's voice before its traits bend it."""
        creation = self.creation
        if creation.voice is not None:
            voice = from_recipe(creation.voice, lambda _problem: None)
            if voice is not None:
                return voice
        found = self.voices.get(creation.voice_id) or self.voices.get(influence.DEFAULT_VOICE)
        return found or Voice(id=influence.DEFAULT_VOICE, title="Bestio")

    def voice(self) -> Bent:
        """The creature's voice as it is heard, and what each trait changed in it, as far as it can be understood."""
        return self.gate.bent(self.plain_voice(), self.bends())

    def bends(self) -> Bends:
        """What the traits do to the voice, where they are let."""
        return influence.bends(self.cabinet, self.persona) if self.creation.bend else ()

    def own_voice(self, voice: Voice) -> Voice:
        """`voice` under a name of the group's own, where it still goes by the name of one that is shared."""
        if voice.id not in self.voices:
            return voice
        taken = {f"{OWN_VOICE}-{number}" for number in range(1, 100)} & set(self.voices)
        number = next(n for n in range(1, 101) if f"{OWN_VOICE}-{n}" not in taken)
        title = _("{title}, our way").format(title=voice.title)[: bounds.LONGEST_TITLE]
        return replace(voice, id=f"{OWN_VOICE}-{number}", title=title)

    def trial_text(self) -> str:
        """What a voice is tried with: the last kept phrase, else the last one made, else the creature's own words."""
        creation = self.creation
        if creation.kept:
            return creation.phrases[creation.kept[-1]].shown
        if creation.phrases:
            return list(creation.phrases.values())[-1].shown
        return self.introduction()

    def introduction(self) -> str:
        """The first words of the creature about itself."""
        told = self.description().first
        ends = [match.end() for match in re.finditer(r"[.!?…](?=\s|$)", told)]
        return next((told[:end] for end in ends if end >= SHORTEST_INTRODUCTION), told)

    def tune(self, voice: Voice) -> None:
        """Make the voice the group's own recipe."""
        self.act("voice.tune", voice=voice.recipe())

    def spoke(self, phrase_id: str, seconds: float) -> None:
        """Record that a phrase was said aloud."""
        self.act("stage.speak", phrase=phrase_id, voice=self.plain_voice().id, seconds=round(seconds, 3))

    # --- glass box ----------------------------------------------------------------------------------------------------

    def why_creature(self) -> str:
        """Where each trait of the creature comes from, and what it brings."""
        cabinet, persona = self.cabinet, self.persona
        lines = []
        for slot, count in cabinet.counts().items():
            ref = persona.traits.get(slot, "")
            trait = cabinet.trait(slot, ref)
            if trait is None:
                continue
            where = trait.author or self._lexicon_title(ref)
            label = influence.label_of(cabinet, persona, trait)
            kept = _("one chance in {n}").format(n=count)
            if slot in self.creation.locked:
                kept = _("kept by you")
            elif ref not in cabinet.refs(slot):
                kept = _("no longer on the wheel")
            lines.append(f"{cabinet.titles.get(slot, slot)} : {label} – {where}, {kept}")
        lines += [
            "",
            _("Possible creatures: {product} = {total}").format(product=product(cabinet), total=total(cabinet)),
        ]
        return "\n".join(lines)

    def _lexicon_title(self, ref: str) -> str:
        lexicon = self.lexicons.get(ref.partition(":")[0])
        return lexicon.title if lexicon else ref

    def reasons(self, phrase: MadePhrase) -> list[str]:
        """Which traits wanted words or tics that are in a phrase, in words."""
        words = {str(step.get("word", "")).lower().strip(" !,") for step in phrase.steps}
        found = []
        for one in influence.influences(self.cabinet, self.persona):
            held = [word for word in (*one.keywords, *one.says) if word.lower() in words]
            if held:
                found.append(
                    _("“{words}”: it likes to say it, because of “{trait}”.").format(
                        words="”, “".join(dict.fromkeys(held)), trait=one.label
                    )
                )
        return found

    @staticmethod
    def name_of_act(do: str) -> str:
        """What an act is called, for people."""
        return name_of_act(do)
