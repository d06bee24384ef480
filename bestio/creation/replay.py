"""A whole creation seen again, step by step, forward and back.

A `Replay` is a cursor over the acts that led somewhere (refused and unknown events are left out): most are one event,
and events that were one act for the group are one step here too. It keeps a snapshot of the fold every few acts, so
that any step, either way, costs a few applications.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from random import Random
from typing import Literal

from msgspec import Struct

from bestio.creation.events import KINDS, Event, Refused, read
from bestio.creation.events.describe import caption, caption_of_act
from bestio.creation.events.names import Names
from bestio.creation.events.phrases import PhraseMake
from bestio.creation.fold import EMPTY, Creation, apply, fold, joins
from bestio.creation.quoted import within
from bestio.i18n import _
from bestio.language.typography import capital, join

EVERY = 50
LONGEST_PAUSE = 3.0
SESSION_GAP = 30 * 60.0
"""Seconds without an event after which the group had gone home."""


class Marker(Struct, frozen=True):
    """A place to jump to: the state just after event number `position` (counted from 1), and what happened there."""

    position: int
    kind: str
    caption: str


class Session(Struct, frozen=True):
    """One stretch of work: events `first` to `last` (excluded), from `start` to `end` seconds of the journal."""

    number: int
    first: int
    last: int
    start: float
    end: float

    @property
    def minutes(self) -> int:
        """How long it lasted, in whole minutes, at least 1."""
        return max(1, round((self.end - self.start) / 60))


class Guess(Struct, frozen=True):
    """A question for the audience before the next event: `options` to choose from (none: free), and the `answer`.

    `word` is the place, in a phrase's steps, of the word that is asked for.
    """

    kind: Literal["trait", "creature", "word", "copied"]
    question: str
    answer: str
    options: tuple[str, ...] = ()
    word: int | None = None


SEEN_ALONE = frozenset({"duet.line"})
"""Events that are each a moment of their own, though one undo takes back several."""


class Replay:
    """A cursor over what happened. `position` counts the acts that have happened: 0 is before the first.

    An act of several events goes by the name, the values and the moment of its first one; each line of a duet is seen
    alone, though all are one act.
    """

    def __init__(self, events: Iterable[Event], *, names: Names | None = None, start: Creation = EMPTY) -> None:
        """Play `events` from the state `start`; `names` say what slots, traits and voices are called."""
        self.names = names or Names()
        self._acts: list[tuple[Event, ...]] = []
        self._events: list[Event] = []
        self._snapshots: list[Creation] = [start]
        markers: list[Marker] = []
        creation = start
        for event in events:
            kind = KINDS.get(event.do)
            if kind is None:
                continue
            before = creation
            try:
                creation = apply(creation, event)
            except Refused:
                continue
            if self._acts and joins(event, before) and event.do not in SEEN_ALONE:
                self._acts[-1] += (event,)
                continue
            if len(self._events) == len(self._snapshots) * EVERY:
                self._snapshots.append(before)
            self._acts.append((event,))
            self._events.append(event)
            if kind.marker:
                told = caption(event, before, creation, self.names)
                markers.append(Marker(len(self._events), kind.marker, told))
        if len(self._events) == len(self._snapshots) * EVERY:
            self._snapshots.append(creation)
        self.markers: tuple[Marker, ...] = tuple(markers)
        self._worked = _worked(self._events)
        self._position = 0
        self._creation = start

    # --- where it is --------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._events)

    @property
    def events(self) -> Sequence[Event]:
        """The acts that are played, each by its first event."""
        return self._events

    @property
    def position(self) -> int:
        """How many acts have happened."""
        return self._position

    @property
    def creation(self) -> Creation:
        """The creation as it was here."""
        return self._creation

    @property
    def event(self) -> Event | None:
        """The event that happened last; None before the first."""
        return self._events[self._position - 1] if self._position else None

    @property
    def next_event(self) -> Event | None:
        """The event that comes next; None at the end."""
        return None if self.at_end else self._events[self._position]

    @property
    def at_end(self) -> bool:
        """Whether all has happened."""
        return self._position == len(self._events)

    @property
    def caption(self) -> str:
        """What happened last, in one sentence; empty before the first event."""
        return self.caption_at(self._position)

    def caption_at(self, position: int) -> str:
        """What the act that leads to `position` did, in one sentence."""
        if not 0 < position <= len(self._events):
            return ""
        return caption_of_act(self._acts[position - 1], self.state_at(position - 1), self.names)

    # --- moving -------------------------------------------------------------------------------------------------------

    def forward(self) -> Event | None:
        """Let the next event happen; None at the end."""
        event = self.next_event
        if event is not None:
            self._creation = fold(self._acts[self._position], start=self._creation)
            self._position += 1
        return event

    def back(self) -> Event | None:
        """Take the last event back; it, or None at the start."""
        event = self.event
        if event is not None:
            self.seek(self._position - 1)
        return event

    def seek(self, position: int) -> Creation:
        """Go to a position, or to the nearest one there is; the creation there."""
        position = min(max(0, position), len(self._events))
        if position != self._position:
            self._creation = self.state_at(position)
            self._position = position
        return self._creation

    def state_at(self, position: int) -> Creation:
        """The creation after `position` acts, without going there."""
        if position == self._position:
            return self._creation
        base = position // EVERY
        creation = self._snapshots[base]
        for act in self._acts[base * EVERY : position]:
            creation = fold(act, start=creation)
        return creation

    # --- time ---------------------------------------------------------------------------------------------------------

    def pause(self, *, speed: float = 1.0, longest: float = LONGEST_PAUSE) -> float:
        """Seconds to wait before the next event at `speed`: as long as it took, but at most `longest`; 0 at the end."""
        at = self._position
        if self.at_end or not at:
            return 0.0
        return min(max(0.0, self._events[at].at - self._events[at - 1].at), longest) / max(speed, 0.01)

    def worked(self, index: int) -> float:
        """Seconds at work when event `index` (counted from 0) happened: the nights between sessions do not count."""
        return self._worked[index]

    def sessions(self, gap: float = SESSION_GAP) -> list[Session]:
        """The stretches of work, parted where nothing happened for `gap` seconds."""
        found: list[Session] = []
        first = 0
        for index in range(1, len(self._events) + 1):
            ends = index == len(self._events) or self._events[index].at - self._events[index - 1].at > gap
            if ends:
                start, end = self._events[first].at, self._events[index - 1].at
                found.append(Session(len(found) + 1, first, index, start, end))
                first = index
        return found

    def session(self, number: int) -> Replay:
        """A replay of one session (counted from 1) that starts where the one before ended. Raises IndexError."""
        part = self.sessions()[number - 1]
        events = chain.from_iterable(self._acts[part.first : part.last])
        return Replay(events, names=self.names, start=self.state_at(part.first))

    # --- guess first --------------------------------------------------------------------------------------------------

    def guesses(self) -> tuple[Guess, ...]:
        """What to ask the audience before the next event; nothing where nothing is drawn."""
        event = self.next_event
        if event is None:
            return ()
        if event.do == "trait.draw":
            return (self._trait_guess(event),)
        if event.do == "persona.draw":
            return (self._creature_guess(event, _("The wheels are about to turn: what will change?")),)
        if event.do == "persona.cross":
            return (self._creature_guess(event, _("The creature is about to be crossed: what will change?")),)
        if event.do == "phrase.make":
            return tuple(_phrase_guesses(event))
        return ()

    def _creature_guess(self, event: Event, question: str) -> Guess:
        free = [slot for slot in self._creation.traits if slot not in self._creation.locked]
        changed = [slot for slot in free if event.data["traits"].get(slot) != self._creation.traits[slot]]
        return Guess("creature", question, ", ".join(self.names.slot(slot) for slot in changed) or "–")

    def _trait_guess(self, event: Event) -> Guess:
        slot, ref = event.data["slot"], event.data["trait"]
        others = [other for other in self.names.wheels.get(slot, ()) if other != ref]
        chance = Random(f"{event.at}:{ref}")
        options = [ref, *chance.sample(others, min(3, len(others)))]
        chance.shuffle(options)
        return Guess(
            "trait",
            _("{slot}: the wheel is about to turn. What will it give?").format(slot=self.names.slot(slot)),
            self.names.trait(ref),
            tuple(self.names.trait(option) for option in options) if others else (),
        )


_MOST_WORDS = 3


def _worked(events: Sequence[Event]) -> list[float]:
    total = 0.0
    found: list[float] = []
    for index, event in enumerate(events):
        passed = event.at - events[index - 1].at if index else 0.0
        total += passed if 0 < passed <= SESSION_GAP else 0.0
        found.append(total)
    return found


def _phrase_guesses(event: Event) -> list[Guess]:
    """The most open draws of a phrase, and how long a run it copies."""
    from bestio.language.tokens import is_word

    made = read(event)
    if not isinstance(made, PhraseMake):
        return []
    told: list[str] = []
    found: list[tuple[int, Guess]] = []
    for index, step in enumerate(made.steps):
        word = step.word
        others = [one.word for one in step.others]
        others = [capital(other) for other in others] if word[:1].isupper() and not told else others  # as it is shown
        options = sorted({other for other in others[:4] if other and other != word} | {word})
        if len(options) > 1 and is_word(word) and step.how == "machine":
            question = _("After “{words}”, which word will the machine draw?").format(words=within(join(told[-5:])))
            if not told:
                question = _("Which word will the machine begin with?")
            found.append((len(options), Guess("word", question, word, tuple(options), index)))
        told.append(word)
    chosen = sorted(found, key=lambda one: -one[0])[:_MOST_WORDS]
    guesses = sorted((guess for _count, guess in chosen), key=lambda guess: guess.word or 0)
    if (copied := made.looked_up) is not None:
        question = _("How many words in a row will be copied from one text?")
        guesses.append(Guess("copied", question, str(copied.words)))
    return guesses
