"""How any activity goes: it shows a prompt, takes an answer, gives events. Who shows it lets the events happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from msgspec import Struct

from bestio.activities.prompt import Choose, Move, Prompt
from bestio.activities.ways import Way
from bestio.classroom import plan
from bestio.classroom.progress import Place
from bestio.creation.fold import Creation
from bestio.studio.studio import Studio

if TYPE_CHECKING:
    from bestio.phrases.thousand import Draws

NO_PLAN = plan.Sequence("", "")
"""For what is done outside of any plan."""
Events = Sequence[tuple[str, Mapping[str, Any]]]
"""What is to happen: of each event its kind and its values."""


@dataclass(frozen=True)
class Setting:
    """What an activity is done with: the group's studio, its plan, and the other creations of the class (slow)."""

    studio: Studio
    plan: plan.Sequence
    classmates: Callable[[], list[Creation]]

    @property
    def creation(self) -> Creation:
        """The group's creation as it is now."""
        return self.studio.creation

    def everybody(self) -> list[Creation]:
        """The creations of the class, the group's own first. Slow: it reads every journal."""
        return [self.creation, *self.classmates()]


class Activity(Struct, frozen=True, kw_only=True):
    """An activity as it stands between two answers. It is a value: an answer gives the next one, and changes nothing.

    A subclass says what it is (the class variables), how it begins (`open`), what it shows (`view`) and what comes of
    an answer (`answer`).
    """

    way: ClassVar[Way]
    """What the plan calls it."""
    named: ClassVar[str] = ""
    """Its name (a message id) where no plan has led to it."""
    explained: ClassVar[str]
    """Help in a few lines (a message id)."""
    moves: ClassVar[tuple[Move, ...]]
    """What one may do in it, in the order of the bar."""
    hides: ClassVar[bool] = False
    """Whether what stands behind it would give away what it asks for."""
    instructions: ClassVar[int] = 5
    """How many lines of what pupils read in the plan stay in sight on a small screen."""

    setting: Setting

    @classmethod
    def open(cls, setting: Setting, place: Place) -> Self:
        """The activity at a place of the plan, as it begins. Raises BestioError where it cannot be done there."""
        raise NotImplementedError

    def view(self) -> Prompt:
        """What is shown and asked now."""
        raise NotImplementedError

    def answer(self, value: int | str) -> Turn:
        """What comes of an answer to what is asked.

        To Choose it is a place from 0, to Number the number, to Notes the whole page, to Words anything. Raises
        BestioError where it cannot be taken.
        """
        raise NotImplementedError

    def move(self, name: str) -> Turn:
        """What comes of one of `moves`. Raises BestioError where it cannot be done now."""
        prompt = self.view()
        if isinstance(prompt, Choose):
            for place, option in enumerate(prompt.options):
                if option.move == name:
                    return self.answer(place)
        return Turn(self)

    def move_on(self, place: int, name: str) -> Turn:
        """What comes of one of `moves` that is about the option at `place`. Raises BestioError."""
        return self.move(name)

    def enough(self) -> Turn | None:
        """What follows where no other round (`Prompt.again`) is wanted; None for nothing."""
        return None

    def work(self, stopped: Callable[[], bool]) -> Iterator[Turn]:
        """The work of a prompt that is `working`, piece by piece, until it is done or `stopped` says so.

        Slow; it runs in a thread of its own, so it lets nothing happen: what is to happen is in its turns.
        """
        return iter(())

    def result(self) -> Any:
        """What came of it, as plain data."""
        return None


class Turn(Struct, frozen=True):
    """What comes of an answer: the activity as it goes on, and what is to happen first.

    `opens`: another activity to go to from here, a place of the plan, or what each face knows by itself: “phrases” (the
    bench), “author” (the count over the phrases), “notes” (all that was written). `draws`: draws to be done a thousand
    times. `aloud`: the id of the phrase that is heard then. `over`: there is nothing more to see here.
    """

    then: Activity
    events: Events = ()
    opens: Activity | Place | str = ""
    draws: Draws | None = None
    aloud: str = ""
    over: bool = False


class Play:
    """One sitting at an activity. `perform` lets events happen, and tells whether they could."""

    def __init__(self, activity: Activity, perform: Callable[[Events], bool]) -> None:
        self.activity = activity
        self.turn: Turn = Turn(activity)
        """The last turn that was taken."""
        self._perform = perform

    @property
    def view(self) -> Prompt:
        """What is shown and asked now."""
        return self.activity.view()

    def answer(self, value: int | str) -> Events:
        """Answer what is asked; what happened. Raises BestioError where the answer cannot be taken."""
        return self.take(self.activity.answer(value))

    def move(self, name: str) -> Events:
        """Do one of the activity's moves; what happened. Raises BestioError where it cannot be done now."""
        return self.take(self.activity.move(name))

    def move_on(self, place: int, name: str) -> Events:
        """Do a move that is about the option at `place` (from 0); what happened. Raises BestioError."""
        return self.take(self.activity.move_on(place, name))

    def take(self, turn: Turn) -> Events:
        """Let what a turn says happen, then go on from it; where it cannot happen, all stays as it was."""
        if turn.events and not self._perform(turn.events):
            self.turn = Turn(self.activity)
            return ()
        self.activity, self.turn = turn.then, turn
        return turn.events
