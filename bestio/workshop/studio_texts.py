"""The acts on texts and phrases: what the machine reads, how much each text counts, what it makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from bestio.i18n import _
from bestio.phrases.authorship import copied_in
from bestio.phrases.cache import open_index
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.workshop import influence
from bestio.workshop.authors import told_patches
from bestio.workshop.nudge import nudge
from bestio.workshop.studio_core import StudioCore
from bestio.workshop.words import count_words

MACHINES = "machines"


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


class PhraseActs(StudioCore):
    """What can be done to the texts, the machine and its phrases."""

    _machine: tuple[Any, PhraseMachine] | None = None
    _views: tuple[Any, tuple[TextView, ...]] | None = None

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
        """Let a text count `weight` times beside those of its side; its slider is in hand until `settle`."""
        self.hold(text.source, "source.weigh", {"source": text.source, "weight": weight, "title": text.title[:80]})

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
        """What there is to say of a text to the pupils who wrote it, see `flagged_in`; "" where nothing."""
        text = self.creation.texts.get(text_id)
        return self.flagged_in(text.text) if text else ""

    def flagged_in(self, text: str) -> str:
        """What the word guard says of words, and whether they tell something private, for the pupils who bring them.

        "" where there is nothing to say. Nothing of it is kept.
        """
        found = dict.fromkeys(flag.found for flag in self.guard.check(text))
        told = [nudge(text)]
        if found:
            hurt = _("Some words may hurt, or are not for here: {words}. Your teacher sees them too.")
            told.insert(0, hurt.format(words=", ".join(found)))
        return " ".join(filter(None, told))

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

    def make_phrase(
        self, machine: PhraseMachine, *, start: str | None = None, with_word: str | None = None, question: str = ""
    ) -> Phrase:
        """Let the machine make a phrase, and record it with the `question` that was asked, which changes nothing in it.

        Raises NoPhrase with the reason.
        """
        seed = self.new_seed()
        brought = influence.influences(self.cabinet, self.persona)
        phrase = machine.make(
            Random(seed),
            start=start,
            with_word=with_word,
            keywords=[word for one in brought for word in one.keywords],
            says=[word for one in brought for word in one.says],
        )
        self.record_phrase(phrase, seed=seed, corpus=machine.corpus.digest, question=question)
        return phrase

    def record_phrase(self, phrase: Phrase, *, seed: int | None, corpus: str = "", question: str = "") -> str:
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
            **({"question": question} if question else {}),
        )
        return phrase_id

    def edit_phrase(self, phrase_id: str, text: str, machine: PhraseMachine) -> None:
        """Rewrite a phrase by hand; what of the new words stands in the texts of `machine` is recorded with them."""
        copied = msgspec.to_builtins(copied_in(machine.index, text)) if text.strip() else None
        self.act("phrase.edit", id=phrase_id, text=text, copied=copied)

    def toggle_keep(self, phrase_id: str) -> None:
        """Keep a phrase for the stage, or let it go."""
        self.act("phrase.unkeep" if self.creation.phrases[phrase_id].kept else "phrase.keep", id=phrase_id)
