"""The parts of a creation: plain frozen values, compared by what they hold. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, overload

from msgspec import Struct, field

from bestio.workshop.phrase_shapes import BetShape, CopiedShape, HolderShape, PieceShape
from bestio.workshop.run import Run


class CreationText(Struct, frozen=True, gc=False):
    """A text that the group wrote, and whether the class may draw from it."""

    title: str
    text: str
    shared: bool = False


class ToldSteps(Sequence[Mapping[str, Any]]):
    """The steps of a phrase as its event told them, which are read where somebody asks for them: few phrases are."""

    __slots__ = ("_length", "_read", "_steps")

    def __init__(self, length: int, read: Callable[[], Iterable[Mapping[str, Any]]]) -> None:
        self._length = length
        self._read = read
        self._steps: tuple[Mapping[str, Any], ...] | None = None

    def _all(self) -> tuple[Mapping[str, Any], ...]:
        if self._steps is None:
            self._steps = tuple(self._read())
        return self._steps

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Mapping[str, Any], ...]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | tuple[Mapping[str, Any], ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ToldSteps | tuple):
            return self is other or (len(self) == len(other) and self._all() == tuple(other))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._length)

    def __repr__(self) -> str:
        return repr(self._all())


class MadePhrase(Struct, frozen=True, gc=False):
    """A phrase as its event told it, and what became of it; `at` is when, in seconds.

    `copied` tells of the machine's text, `edited_copied` of the group's own version.
    """

    id: str
    text: str
    steps: Sequence[Mapping[str, Any]] = ()
    copied: Mapping[str, Any] | None = None
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

    @property
    def shown(self) -> str:
        """The text to show and to say: the group's own version where there is one."""
        return self.edited or self.text


class Spoken(Struct, frozen=True, gc=False):
    """A phrase (its id, or a free text) that was said aloud at `at`, for so many seconds."""

    at: float
    phrase: str
    voice: str
    seconds: float


Author = Literal["human", "machine"]


class Guess(Struct, frozen=True, gc=False):
    """One guess, human or machine, and the truth."""

    at: float
    phrase: str
    guess: Author
    truth: Author
    quiz: str = ""


class Note(Struct, frozen=True, gc=False):
    """A note of the group, about an activity or a phrase where `about` names it; see `betting.told_note`."""

    at: float
    text: str
    id: str = ""
    about: str = ""
    bet: BetShape | None = None


NO_NOTES: Run[Note] = Run(lambda note: str(note.id))
NOTHING_SAID: Run[Spoken] = Run()
NO_GUESSES: Run[Guess] = Run()


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


class Creation(Struct, frozen=True, gc=False):
    """Everything a group has made, at one moment.

    `traits` maps slots to references, `own_traits` references to (slot, trait), `weights` sources to shares, `polls`
    polls to before/after to one mapping a pupil. `kept` holds the ids of the kept phrases in the group's order.
    `voice` is a whole recipe where the group tuned one, else the voice is the one called `voice_id`.
    """

    group: str = ""
    lexicons: tuple[str, ...] = ()
    seed: int = 0
    name: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    crossed: Crossed | None = None
    own_traits: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    texts: Mapping[str, CreationText] = field(default_factory=dict)
    class_share: float = 0.6
    weights: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    phrases: Mapping[str, MadePhrase] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    voice_id: str = ""
    voice: Mapping[str, Any] | None = None
    bend: bool = True
    notes: Run[Note] = NO_NOTES
    spoken: Run[Spoken] = NOTHING_SAID
    polls: Mapping[str, Mapping[str, tuple[Mapping[str, Any], ...]]] = field(default_factory=dict)
    guesses: Run[Guess] = NO_GUESSES
    step: Step | None = None
    past: tuple[Past, ...] = ()
    future: tuple[Past, ...] = ()

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
        return self.past[-1].do if self.past else ""

    @property
    def redoes(self) -> str:
        """The name of the event that redo would do again; empty where there is none."""
        return self.future[-1].do if self.future else ""

    @property
    def kept_phrases(self) -> tuple[MadePhrase, ...]:
        """The kept phrases, in the group's order."""
        return tuple(self.phrases[phrase] for phrase in self.kept)

    @property
    def shared_texts(self) -> Mapping[str, CreationText]:
        """The texts that the class may draw from."""
        return {key: text for key, text in self.texts.items() if text.shared}
