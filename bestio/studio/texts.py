"""The acts on texts and phrases: what the machine reads, how much each text counts, what it makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from bestio.creation import trait_effects
from bestio.creation.words import count_words
from bestio.i18n import _
from bestio.phrases.sizing import order_of
from bestio.studio.core import StudioCore
from bestio.studio.phrase_memory import Memory

if TYPE_CHECKING:
    from bestio.phrases.corpus import Corpus, Source
    from bestio.phrases.index import Index
    from bestio.phrases.machine import PhraseMachine, PhraseSettings
    from bestio.phrases.phrase import Phrase


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
    _memory: Memory | None = None
    _counted: dict[str, tuple[int, int]] | None = None
    """Of each kind of event that ids are counted by: how many events were looked at, and how many are of it."""
    _words: tuple[Any, int] | None = None
    _views: tuple[Any, tuple[TextView, ...]] | None = None

    def texts(self) -> list[TextView]:
        """What the machine reads: the group's texts, the class's, the starter texts."""
        own = [
            TextView(
                key, text.title, self.journal.group, count_words(text.text),
                own=True, shared=text.shared, source=trait_effects.OWN + key,
            )
            for key, text in self.creation.texts.items()
        ]  # fmt: skip
        weights, shares = self.creation.weights, self.corpus().shares
        return [
            dataclasses.replace(text, weight=weights.get(text.source, 1.0), share=shares.get(text.source, 0.0))
            for text in [*own, *self._others()]
        ]

    def pupils_words(self) -> int:
        """How many words the pupils' texts have that are not silent; 0 where there are no starter texts beside them."""
        if not self.creation.starters:
            return 0
        return sum(text.words for text in self.texts() if text.share > 0 and trait_effects.is_pupils(text.source))

    def weigh(self, text: TextView, weight: float) -> None:
        """Let a text count `weight` times beside those of its side; its slider is in hand until `settle`."""
        self.hold(text.source, "source.weigh", {"source": text.source, "weight": weight, "title": text.title[:80]})

    def _others(self) -> tuple[TextView, ...]:
        """The texts that are not the group's own. Their words are counted once: they do not change while one works."""
        key = (self.creation.starters, self.creation.lexicons)
        if self._views is None or self._views[0] != key:
            sources = [*self.classmates, *(trait_effects.starters(self.catalog) if self.creation.starters else [])]
            views = (
                TextView(s.id, s.title, s.author, count_words(s.text), own=False, shared=False, source=s.id)
                for s in sources
            )
            self._views = (key, tuple(views))
        return self._views[1]

    def source(self, source_id: str) -> Source | None:
        """The source of that id that is not the group's own."""
        return next((s for s in [*self.classmates, *trait_effects.starters(self.catalog)] if s.id == source_id), None)

    def others_texts(self) -> tuple[tuple[str, str], ...]:
        """The author and title of every text that is not the group's own, in a fixed order."""
        return tuple((text.author, text.title) for text in self._others())

    def new_text_id(self) -> str:
        """An id that no text of the group has had."""
        return self._free_id("t", self.creation.texts, "text.write")

    def _free_id(self, letter: str, taken: Mapping[str, Any], do: str) -> str:
        events = self.journal.events
        if self._counted is None:
            self._counted = {}
        seen, count = self._counted.get(do, (0, 0))
        if seen > len(events):
            seen, count = 0, 0
        count += sum(events[at].do == do for at in range(seen, len(events)))
        self._counted[do] = len(events), count
        number = 1 + count
        while f"{letter}{number}" in taken:
            number += 1
        return f"{letter}{number}"

    def write_text(self, text_id: str, title: str, text: str) -> None:
        """Write a text of the group's own, new or changed."""
        self.record("text.write", id=text_id, title=title.strip(), text=text)

    def flagged(self, text_id: str) -> str:
        """What there is to say of a text to the pupils who wrote it, see `flagged_in`; "" where nothing."""
        text = self.creation.texts.get(text_id)
        return self.flagged_in(text.text) if text else ""

    def flagged_in(self, text: str) -> str:
        """What the word guard says of words, and whether they tell something private, for the pupils who bring them.

        "" where there is nothing to say. Nothing of it is kept.
        """
        from bestio.studio.nudge import nudge

        found = dict.fromkeys(flag.found for flag in self.guard.check(text))
        told = [nudge(text)]
        if found:
            hurt = _("Some words may hurt, or are not for here: {words}. Your teacher sees them too.")
            told.insert(0, hurt.format(words=", ".join(found)))
        return " ".join(filter(None, told))

    def corpus(self) -> Corpus:
        """What the machine draws from, with the shares that the settings and the traits give."""
        brought = trait_effects.influences(self.catalog, self.persona)
        return trait_effects.blend(
            self.creation, self.journal.group, trait_effects.starters(self.catalog), self.classmates, brought
        )

    def settings(self) -> PhraseSettings:
        """How phrases are drawn here."""
        from bestio.phrases.machine import PhraseSettings

        known = {key: value for key, value in self.creation.settings.items() if key in PhraseSettings.__struct_fields__}
        if known.get("order") is None:
            known |= {"order": order_of(self.words_read()), "sized": True}
        return msgspec.convert(known, PhraseSettings)

    def words_read(self) -> int:
        """How many words the texts have that may be drawn from."""
        key = self._machine_key()
        if self._words is None or self._words[0] != key:
            self._words = (key, sum(text.words for text in self.texts() if text.share > 0))
        return self._words[1]

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

    def rest(self) -> None:
        """Let go what the machine has read; it reads the texts again when it is next asked for."""
        self._machine = None

    def machine(self) -> PhraseMachine:
        """The machine, which reads the texts where they have changed (some tenths of a second)."""
        from bestio.phrases.machine import PhraseMachine

        key = self._machine_key()
        if self._machine is None or self._machine[0] != key:
            corpus = self.corpus()
            machine = PhraseMachine(
                corpus,
                self.settings(),
                index=self._index(corpus),
                refuse=self.guard.refuses,
            )
            self._machine = (key, machine)
        return self._machine[1]

    def _index(self, corpus: Corpus) -> Index:
        """The index of a corpus: the one in use where the texts are the same."""
        used = None if self._machine is None else self._machine[1]
        if used is not None and used.corpus.sources == corpus.sources:
            return used.index
        return self.workspace.index(corpus)

    def make_phrase(
        self, machine: PhraseMachine, *, start: str | None = None, with_word: str | None = None, question: str = ""
    ) -> Phrase:
        """Let the machine make a phrase, and record it; it catches on to a word of the `question` that was asked.

        Raises NoPhrase with the reason.
        """
        from bestio.phrases.catching import catch

        seed = self.new_seed()
        caught = catch(machine, question) if question and not (start or with_word) else None
        phrase = self.draw_phrase(machine, seed, start=start, with_word=with_word, caught=caught or "")
        self.record_phrase(phrase, seed=seed, corpus=machine.corpus.digest, question=question, caught=caught)
        return phrase

    def draw_phrase(
        self,
        machine: PhraseMachine,
        seed: int,
        *,
        start: str | None = None,
        with_word: str | None = None,
        caught: str = "",
    ) -> Phrase:
        """The phrase that the machine makes of a seed; nothing is recorded. Raises NoPhrase with the reason."""
        brought = trait_effects.influences(self.catalog, self.persona)
        return machine.make(
            Random(seed),
            start=start,
            with_word=with_word or caught or None,
            keywords=[word for one in brought for word in one.keywords],
            says=[word for one in brought for word in one.says],
            before=self._remembered(),
        )

    def _remembered(self) -> Memory:
        """The phrases that there are; following them costs as much as has changed since the last one was made."""
        from bestio.phrases.sorting import RECENT, said_as  # noqa: PLC0415 (numpy: only where a phrase is made)

        if self._memory is None:
            self._memory = Memory(said_as, RECENT)
        self._memory.follow(self.creation.phrases)
        return self._memory

    def record_phrase(
        self, phrase: Phrase, *, seed: int | None, corpus: str = "", question: str = "", caught: str | None = None
    ) -> str:
        """Put a phrase with its steps into the journal, and the word `caught` of a question; its id."""
        values = self.told_phrase(phrase, seed=seed, corpus=corpus, question=question, caught=caught)
        self.record("phrase.make", **values)
        return str(values["id"])

    def told_phrase(
        self, phrase: Phrase, *, seed: int | None, corpus: str = "", question: str = "", caught: str | None = None
    ) -> dict[str, Any]:
        """The values of the event `phrase.make` for a phrase, under an id that no phrase has had."""
        from bestio.creation.authors import told_whole

        told = told_whole(phrase)
        if seed is None:
            del told["drafts"]  # it was made word by word: there was nothing to sort
        return {
            "id": self._free_id("p", self.creation.phrases, "phrase.make"),
            **told,
            "seed": seed,
            "settings": msgspec.to_builtins(self.settings()) | msgspec.to_builtins(phrase.die),
            "corpus": corpus,
            **({"question": question} if question else {}),
            **({"caught": caught} if caught is not None else {}),
        }

    def edit_phrase(self, phrase_id: str, text: str, machine: PhraseMachine) -> None:
        """Rewrite a phrase by hand; what of the new words stands in the texts of `machine` is recorded with them."""
        from bestio.phrases.authorship import copied_in

        copied = msgspec.to_builtins(copied_in(machine.index, text)) if text.strip() else None
        self.record("phrase.edit", id=phrase_id, text=text, copied=copied)
