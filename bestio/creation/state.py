"""The parts of a creation: plain frozen values, compared by what they hold. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from bestio.creation.own_trait import OwnTrait
from bestio.creation.persistent_list import PersistentList
from bestio.creation.phrase_shapes import BetShape, CopiedShape, DraftShape, HolderShape, PieceShape, StepShape
from bestio.creation.pile import Pile
from bestio.creation.shelf import Shelf
from bestio.creation.tuned_voice import TunedVoice


class CreationText(Struct, frozen=True, gc=False):
    """A text that the group wrote, and whether the class may draw from it."""

    title: str
    text: str
    shared: bool = False


class MadePhrase(Struct, frozen=True, gc=False):
    """A phrase as its event told it, and what became of it; `at` is when, in seconds.

    `copied` tells of the machine's text, `edited_copied` of the group's own version. `caught`: the word of the
    `question` that it caught on to, "" for none; None where nobody asked, or before that was told. `drafts` are those
    that were drawn for it and not kept; None where the journal does not tell of any.
    """

    id: str
    text: str
    steps: tuple[StepShape, ...] = ()
    copied: CopiedShape | None = None
    relaxed: str | None = None
    patches: tuple[PieceShape, ...] = ()
    texts: tuple[HolderShape, ...] = ()
    kept: bool = False
    edited: str | None = None
    edited_copied: CopiedShape | None = None
    seed: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    corpus: str = ""
    at: float = 0.0
    question: str = ""
    caught: str | None = None
    drafts: tuple[DraftShape, ...] | None = None

    @property
    def shown(self) -> str:
        """The text to show and to say: the group's own version where there is one."""
        return self.edited or self.text


class Said(Struct, frozen=True, gc=False):
    """One line of a duet: who said it (see `events.duets.WhoShape`), which word was caught, the recipe of the voice.

    `made`: the line as the phrase that it is.
    """

    id: str
    source: str
    group: str
    creature: str
    traits: Mapping[str, str]
    text: str
    caught: str
    voice: Mapping[str, Any]
    made: MadePhrase


class Spoken(Struct, frozen=True, gc=False):
    """A phrase (its id, or a free text) that was said aloud at `at`, for so many seconds."""

    at: float
    phrase: str
    voice: str
    seconds: float


Author = Literal["human", "machine"]
Answers = Mapping[str, str | int | float | bool | None]
"""One pupil's answers to a poll: question to choice."""


class Guess(Struct, frozen=True, gc=False):
    """One guess, human or machine, and the truth."""

    at: float
    phrase: str
    guess: Author
    truth: Author
    quiz: str = ""


class Note(Struct, frozen=True, gc=False):
    """A note of the group, about an activity or a phrase where `about` names it; see `betting.describe_note`."""

    at: float
    text: str
    id: str = ""
    about: str = ""
    bet: BetShape | None = None


NO_PHRASES: Shelf[MadePhrase] = Shelf()
NOTHING_KEPT: PersistentList[str] = PersistentList()
NO_NOTES: PersistentList[Note] = PersistentList(lambda note: str(note.id))
NOTHING_SAID: PersistentList[Spoken] = PersistentList()
NO_GUESSES: PersistentList[Guess] = PersistentList()


class Crossed(Struct, frozen=True, gc=False):
    """The last crossing: with which creature ("" where it is not known).

    `origins` holds, by slot, the trait that came from another creature and which one, earlier crossings among them.
    """

    creature: str
    origins: Mapping[str, tuple[str, str]]


class Step(Struct, frozen=True, gc=False):
    """The activity of the plan that the group is at, reached at `at`."""

    seance: str
    activity: str
    at: float


class Past(Struct, frozen=True, gc=False):
    """What an undo goes back to: the act that would be undone, and the creation before it, without its past.

    `do` is what its first event is called, `at` when it happened.
    """

    do: str
    before: Creation
    at: float = 0.0


NO_ACTS: Pile[Past] = Pile()


class Creation(Struct, frozen=True, gc=False):
    """Everything a group has made, at one moment.

    `traits` maps slots to references, `own_traits` references to what is worn, `weights` sources to shares, `polls`
    polls to before/after to one mapping a pupil. `kept` holds the ids of the kept phrases in the group's order.
    `voice` is the one that the group tuned; where it tuned none, the voice is the one called `voice_id`.
    """

    group: str = ""
    lexicons: tuple[str, ...] = ()
    seed: int = 0
    name: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    crossed: Crossed | None = None
    own_traits: Mapping[str, OwnTrait] = field(default_factory=dict)
    texts: Mapping[str, CreationText] = field(default_factory=dict)
    class_share: float = 0.6
    weights: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    phrases: Shelf[MadePhrase] = NO_PHRASES
    kept: PersistentList[str] = NOTHING_KEPT
    duets: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    voice_id: str = ""
    voice: TunedVoice | None = None
    bend: bool = True
    notes: PersistentList[Note] = NO_NOTES
    spoken: PersistentList[Spoken] = NOTHING_SAID
    polls: Mapping[str, Mapping[str, tuple[Answers, ...]]] = field(default_factory=dict)
    guesses: PersistentList[Guess] = NO_GUESSES
    step: Step | None = None
    past: Pile[Past] = NO_ACTS
    future: Pile[Past] = NO_ACTS

    @property
    def begun(self) -> bool:
        """Whether there is a creature yet."""
        return bool(self.traits)

    @property
    def starters(self) -> bool:
        """Whether the starter texts take part in the draw."""
        return bool(self.settings.get("starters", True))

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone act to do again."""
        return bool(self.future)

    @property
    def undoes(self) -> str:
        """The name of the event that undo would undo; empty where there is none."""
        return self.past.top.do if self.past else ""

    @property
    def redoes(self) -> str:
        """The name of the event that redo would do again; empty where there is none."""
        return self.future.top.do if self.future else ""

    @property
    def kept_phrases(self) -> tuple[MadePhrase, ...]:
        """The kept phrases, in the group's order."""
        return tuple(self.phrases[phrase] for phrase in self.kept)

    @property
    def shared_texts(self) -> Mapping[str, CreationText]:
        """The texts that the class may draw from."""
        return {key: text for key, text in self.texts.items() if text.shared}
