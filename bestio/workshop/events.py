"""What can happen to a creation: the vocabulary of the journal, and the shape of each event's values.

An `Event` is what a journal holds: a moment, a name, and plain values. A name that is not in `SHAPES` belongs to a
newer program: it is kept and skipped. A known name whose values do not fit its shape is refused by `read`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.workshop.phrase_shapes import BetShape, CopiedShape, HolderShape, PieceShape, StepShape

Name = Annotated[str, Meta(max_length=80)]
"""A name that people give: a creature, a title, a group."""
Id = Annotated[str, Meta(min_length=1, max_length=80)]
"""A name that programs give: a slot, a trait, a text, a phrase, a voice."""
Traits = Annotated[dict[Id, Id], Meta(max_length=40)]
Seed = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
LongText = Annotated[str, Meta(max_length=400_000)]
PhraseText = Annotated[str, Meta(max_length=4_000)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Refused(BestioError):  # noqa: N818 (what happened to the event)
    """An event that cannot happen: its values do not fit, or the creation has nothing to apply it to."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This cannot be done")


class Event(Struct, frozen=True):
    """Something that happened `at` seconds after the journal was begun; `do` names it, `data` holds its values."""

    at: float
    do: str
    data: dict[str, Any] = field(default_factory=dict)


JOINED = "joined"
"""Of an event's values: it is the same act as what came before it at the same moment.

It stands beside the values of any kind, where programs that do not know it pass over it: they undo the event alone.
"""


class CreationBegin(Struct, frozen=True):
    """A creature appears, drawn from lexicons."""

    lexicons: list[Id] = field(default_factory=list)
    seed: Seed = 0
    name: Name = ""
    traits: Traits = field(default_factory=dict)


class PersonaDraw(Struct, frozen=True):
    """Every slot that is not locked was drawn again."""

    seed: Seed
    traits: Traits
    name: Name | None = None


class OtherCreature(Struct, frozen=True):
    """The creature of another group by the name it was shown with; `source`, `class:group:`, lets it be forgotten."""

    source: Annotated[str, Meta(max_length=300)] = ""
    creature: Name = ""


class PersonaCross(Struct, frozen=True):
    """The creature became a child of itself and of another one, which nothing asks for again.

    `traits` are those of the child: the ones that change come from the other.
    """

    seed: Seed
    traits: Traits
    name: Name | None = None
    other: OtherCreature = OtherCreature()


class TraitDraw(Struct, frozen=True):
    """One slot was drawn again."""

    slot: Id
    trait: Id
    seed: Seed = 0


class TraitChoose(Struct, frozen=True):
    """One trait was chosen by hand."""

    slot: Id
    trait: Id


class OfSlot(Struct, frozen=True):
    """A slot was locked or unlocked."""

    slot: Id


class TraitAdd(Struct, frozen=True):
    """The group wrote a trait of its own; its reference is `own:id`. `worn`: the creature wears it from then on.

    In older journals a choice of its own, `trait.choose`, comes after it.
    """

    slot: Id
    id: Id
    trait: dict[str, Any]
    worn: bool = False


class TraitRemove(Struct, frozen=True):
    """A trait of the group's own was taken away."""

    ref: Id


class Named(Struct, frozen=True):
    """The creature, or the group, was given a name."""

    name: Name


class LexiconsSet(Struct, frozen=True):
    """The lexicons that the wheels are made of."""

    ids: list[Id]


class TextWrite(Struct, frozen=True):
    """A text of the group's own, new or changed."""

    id: Id
    text: LongText
    title: Name = ""


class OfId(Struct, frozen=True):
    """Something done to the text, phrase or voice called `id`."""

    id: Id


class ShareSet(Struct, frozen=True, rename={"share": "class"}):
    """How much of the draw goes to the pupils' texts; the rest goes to the starter texts."""

    share: Share


class SourceWeigh(Struct, frozen=True):
    """How many times one source (`own:t1`, `lexicon:text`, `class:group:t1`) counts beside those of its side.

    0 silences it, 1 is what each has at first. `title` is what it was called then, for captions.
    """

    source: Id
    weight: Annotated[float, Meta(ge=0, le=1000)]
    title: Name = ""


class MachineSet(Struct, frozen=True):
    """Settings of the phrase machine; those that are not named here are kept as they are written."""

    order: Annotated[int, Meta(ge=1, le=4)] | None = None
    adaptive: bool | None = None
    starters: bool | None = None


class PhraseMake(Struct, frozen=True):
    """A phrase, with the step that gave each of its words.

    `patches` are the fewest copied pieces that make it, `texts` the texts that they stand in, each told once. They are
    written down and not looked for again later: the texts may have changed since. Journals of before they were told
    have none. All is checked here, and kept as it was told. `question` is what the creature was asked, where it was.
    """

    id: Id
    text: PhraseText
    steps: Annotated[list[dict[str, Any]], Meta(max_length=400)] = field(default_factory=list)
    copied: dict[str, Any] | None = None
    relaxed: str | None = None
    patches: Annotated[list[PieceShape], Meta(max_length=400)] = field(default_factory=list)
    texts: list[HolderShape] = field(default_factory=list)
    seed: Seed | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    corpus: str = ""
    question: Annotated[str, Meta(max_length=300)] = ""

    def __post_init__(self) -> None:
        msgspec.convert(self.steps, list[StepShape])
        msgspec.convert(self.copied, CopiedShape | None)


class PhraseEdit(Struct, frozen=True):
    """A phrase was rewritten by hand; an empty text goes back to the machine's.

    `copied` is the longest run of the new text that stood in the texts at that moment; nothing where it was not looked
    up.
    """

    id: Id
    text: PhraseText
    copied: CopiedShape | None = None


class PhraseMove(Struct, frozen=True):
    """A kept phrase took another place, counted from 0, among the kept ones."""

    id: Id
    to: Annotated[int, Meta(ge=0, le=100_000)]


class VoiceTune(Struct, frozen=True):
    """The voice became the group's own: a whole recipe."""

    voice: dict[str, Any]


class VoiceBend(Struct, frozen=True):
    """Whether the traits bend the voice."""

    on: bool


class StageSpeak(Struct, frozen=True):
    """A phrase was said aloud."""

    phrase: Annotated[str, Meta(max_length=4_000)]
    voice: Name = ""
    seconds: Annotated[float, Meta(ge=0, le=36_000)] = 0.0


class PollAnswer(Struct, frozen=True):
    """One pupil's answers, without a name: question to choice."""

    poll: Id
    when: Literal["before", "after"]
    answers: Annotated[dict[Id, str | int | float | bool | None], Meta(max_length=60)]


class QuizAnswer(Struct, frozen=True):
    """One guess whether a phrase is a person's or the machine's, and what it was; `of` so many in that quiz."""

    phrase: PhraseText
    guess: Literal["human", "machine"]
    truth: Literal["human", "machine"]
    quiz: Name = ""
    of: Annotated[int, Meta(ge=0, le=1000)] = 0


class NoteWrite(Struct, frozen=True):
    """A note of the group; one with the `id` of an earlier note takes its place.

    What a bet was stands in `bet`, without a text. Journals of before have it in the text, told in words.
    """

    text: LongText
    id: Name = ""
    about: Name = ""
    bet: BetShape | None = None


class StepReach(Struct, frozen=True):
    """The group came to an activity of the plan."""

    seance: Name
    activity: Name


class Nothing(Struct, frozen=True):
    """An event without values."""


SHAPES: Mapping[str, type[Struct]] = {
    "creation.begin": CreationBegin,
    "persona.draw": PersonaDraw,
    "persona.cross": PersonaCross,
    "persona.name": Named,
    "group.name": Named,
    "trait.draw": TraitDraw,
    "trait.choose": TraitChoose,
    "trait.lock": OfSlot,
    "trait.unlock": OfSlot,
    "trait.add": TraitAdd,
    "trait.remove": TraitRemove,
    "lexicons.set": LexiconsSet,
    "text.write": TextWrite,
    "text.remove": OfId,
    "text.share": OfId,
    "text.unshare": OfId,
    "share.set": ShareSet,
    "source.weigh": SourceWeigh,
    "machine.set": MachineSet,
    "phrase.make": PhraseMake,
    "phrase.keep": OfId,
    "phrase.unkeep": OfId,
    "phrase.edit": PhraseEdit,
    "phrase.drop": OfId,
    "phrase.move": PhraseMove,
    "voice.choose": OfId,
    "voice.tune": VoiceTune,
    "voice.bend": VoiceBend,
    "stage.speak": StageSpeak,
    "poll.answer": PollAnswer,
    "quiz.answer": QuizAnswer,
    "note.write": NoteWrite,
    "step.reach": StepReach,
    "undo": Nothing,
    "redo": Nothing,
}

MAX_NESTING = 24
_MAX_BITS = 1_024


def read(event: Event) -> Struct | None:
    """The values of `event` in the shape of its kind; None for a kind that this program does not know.

    Raises Refused, with the field at fault, where the values do not fit.
    """
    shape = SHAPES.get(event.do)
    if shape is None:
        return None
    try:
        return msgspec.convert(event.data, shape)
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        raise Refused(
            _("The event “{do}” has a value that does not fit: {field}.").format(do=event.do, field=_field(str(error))),
            hint=_limit(str(error)),
        ) from error


_FIELD = re.compile(r"field `([^`]+)`|at `\$\.([^`]+)`")


def _field(error: str) -> str:
    """The field that msgspec complains about."""
    found = _FIELD.search(error)
    return (found[1] or found[2])[:80] if found else "…"


_LIMIT = re.compile(r"Expected `(\w+)` (?:of length )?([<>])= (-?[\d.]+)")


def _limit(error: str) -> str:
    """The limit that msgspec says was passed, for people; "" where it says none."""
    found = _LIMIT.search(error)
    if found is None:
        return ""
    kind, sign, number = found.groups()
    if kind == "str" and sign == ">":
        return _("It must not be empty.")
    if kind == "str":
        return ngettext("At most {n} letter.", "At most {n} letters.", int(number)).format(n=number)
    n = f"{float(number):g}"
    return _("At most {n}.").format(n=n) if sign == "<" else _("At least {n}.").format(n=n)


def is_too_deep(data: Mapping[str, Any]) -> bool:
    """Whether plain `data` is nested deeper than a journal may hold: what `plain` refuses, at a tenth of its cost."""
    level: list[Any] = [data]
    for _depth in range(MAX_NESTING + 1):
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True


def plain(value: Any, depth: int = 0) -> Any:  # noqa: PLR0911 (one return a kind)
    """`value` as journals may hold it: texts, finite numbers, booleans, nothing, lists, keys and values.

    Tuples become lists, structs mappings, half surrogates U+FFFD. Raises Refused for anything else, or nested too deep.
    """
    if depth > MAX_NESTING:
        raise Refused(_("The values are nested too deep to be written down."))
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if value is None or isinstance(value, bool) or (isinstance(value, int) and value.bit_length() < _MAX_BITS):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Mapping):
        return {str(plain(key, depth + 1)): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    if isinstance(value, Struct):
        return plain(msgspec.to_builtins(value), depth + 1)
    raise Refused(_("A value of the kind “{kind}” cannot be written down.").format(kind=type(value).__name__))
