"""What happens to phrases: the machine is set, makes them, and the group keeps, rewrites and orders them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, field
from msgspec.structs import replace

from bestio.creation.describe_die import describe_faces, describe_number
from bestio.creation.describe_sort import describe_sort, describe_tests
from bestio.creation.events.event import JOINED, Event, Refused
from bestio.creation.events.kind import Id, Kind, PhraseText, Seed, without
from bestio.creation.events.names import Names
from bestio.creation.persistent_list import PersistentList
from bestio.creation.phrase_shapes import CopiedShape, DraftShape, HolderShape, PieceShape, StepShape
from bestio.creation.quoted import shorten
from bestio.creation.state import Creation, MadePhrase
from bestio.i18n import N_, _, ngettext
from bestio.phrases.die import COLDEST, HOTTEST, MOST_CHOICES, MOST_FACE, MOST_FACES
from bestio.phrases.phrase import Sort

MAX_PHRASES = 5_000
Faces = Annotated[
    dict[Annotated[str, Meta(max_length=200)], Annotated[float, Meta(ge=0, le=MOST_FACE)]], Meta(max_length=MOST_FACES)
]
"""The changed faces of a die, see `bestio.phrases.die.Die`."""
NOBODY_LOOKED = CopiedShape()


class MachineSet(Kind, frozen=True, tag="machine.set"):
    """Settings of the phrase machine; those that are not named here are kept as they are written."""

    label: ClassVar[str] = N_("a setting of the machine")

    order: Annotated[int, Meta(ge=1, le=4)] | None = None
    adaptive: bool | None = None
    starters: bool | None = None
    sort: Sort | None = None
    drafts: Annotated[int, Meta(ge=2, le=20)] | None = None
    temperature: Annotated[float, Meta(ge=COLDEST, le=HOTTEST)] | None = None
    top_k: Annotated[int, Meta(ge=0, le=MOST_CHOICES)] | None = None
    faces: Faces | None = None
    tests: Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=100)] | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        """A setting of null goes back to its default; names that this program does not know are kept."""
        named = without(event.data, JOINED)
        settings = {**creation.settings, **named}
        for key in named:
            if settings[key] is None:
                del settings[key]
        return creation if settings == creation.settings else replace(creation, settings=settings)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        told: list[str] = []
        if self.order is not None:
            told.append(
                ngettext("it looks back at {n} word", "it looks back at {n} words", self.order).format(n=self.order)
            )
        elif "order" in event.data:
            told.append(_("it looks back as far as the texts allow"))
        if self.adaptive is not None:
            told.append(_("its memory may shorten") if self.adaptive else _("its memory never shortens"))
        if self.starters is not None:
            told.append(_("the starter texts take part") if self.starters else _("the starter texts are left out"))
        if self.sort is not None:
            told.append(_("its drafts are sorted: {sort}").format(sort=describe_sort(self.sort)))
        if self.drafts is not None:
            told.append(ngettext("it compares {n} draft", "it compares {n} drafts", self.drafts).format(n=self.drafts))
        if self.tests is not None:
            told.append(_("its drafts are judged by {tests}").format(tests=describe_tests(self.tests)))
        told += self._told_die()
        if event.data.get("start"):
            told.append(_("it starts with “{word}”").format(word=event.data["start"]))
        if event.data.get("with"):
            told.append(_("it looks for “{word}”").format(word=event.data["with"]))
        if not told:
            return _("The group sets the machine.")
        return _("The group sets the machine: {what}.").format(what=", ".join(told))

    def _told_die(self) -> list[str]:
        """How the die is changed."""
        told: list[str] = []
        if self.temperature is not None:
            told.append(_("its boldness is {value}").format(value=describe_number(self.temperature)))
        if self.top_k is not None:
            told.append(
                ngettext(
                    "its die has only {n} word", "its die has only the {n} most probable words", self.top_k
                ).format(n=self.top_k)
                if self.top_k
                else _("its die has all the words")
            )
        if self.faces is not None:
            changed = describe_faces(self.faces)
            told.append(
                _("its die is changed by hand: {faces}").format(faces=changed)
                if changed
                else _("its die is fair again")
            )
        return told


class PhraseMake(Kind, frozen=True, tag="phrase.make"):
    """A phrase, with the step that gave each of its words.

    `patches` are the fewest copied pieces that make it, `texts` the texts that they stand in, each told once. They are
    written down and not looked for again later: the texts may have changed since. Journals of before they were told
    have none. `question` is what the creature was asked, where it was, `caught` the word of it that the machine knew
    ("" for none; null before that was told). `drafts` are those that were drawn for it and not kept: null where nobody
    sorted any, or before they were told.
    """

    label: ClassVar[str] = N_("the making of a phrase")

    id: Id
    text: PhraseText
    steps: Annotated[tuple[StepShape, ...], Meta(max_length=400)] = ()
    copied: CopiedShape | None = None
    relaxed: str | None = None
    patches: Annotated[tuple[PieceShape, ...], Meta(max_length=400)] = ()
    texts: tuple[HolderShape, ...] = ()
    seed: Seed | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    corpus: str = ""
    question: Annotated[str, Meta(max_length=300)] = ""
    caught: Annotated[str, Meta(max_length=300)] | None = None
    drafts: Annotated[tuple[DraftShape, ...], Meta(max_length=200)] | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.id in creation.phrases:
            raise Refused(_("There is already a phrase called “{id}”.").format(id=self.id))
        if len(creation.phrases) >= MAX_PHRASES:
            raise Refused(_("There are too many phrases already."), hint=_("Throw some away, or start a new creation."))
        made = MadePhrase(
            self.id,
            self.text,
            self.steps,
            self.looked_up,
            self.relaxed,
            self.patches,
            self.texts,
            seed=self.seed,
            settings=self.settings,
            corpus=self.corpus,
            at=event.at,
            question=self.question,
            caught=self.caught,
            drafts=self.drafts,
        )
        return replace(creation, phrases=creation.phrases.plus(made.id, made))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        ways = {step.how for step in self.steps}
        if self.question:
            told = _("To “{question}”, the creature answers: “{text}”")
            if self.caught:
                told = _("To “{question}”, the creature, which caught “{word}”, answers: “{text}”")
        elif "pupil" in ways:
            told = _("The group makes, word by word: “{text}”")
        elif "die" in ways:
            told = _("The dice make: “{text}”")
        else:
            told = _("The machine makes: “{text}”")
        told = told.format(
            text=shorten(self.text), question=shorten(self.question), word=shorten(self.caught or "", 40)
        )
        copied = self.copied
        if copied is not None and copied.words > 1 and copied.author:
            told += " " + _("({n} words in a row come from {author}.)").format(
                n=copied.words, author=copied.author[:60]
            )
        if self.drafts:
            told += " " + ngettext("({n} draft was left.)", "({n} drafts were left.)", len(self.drafts)).format(
                n=len(self.drafts)
            )
        return told

    @property
    def looked_up(self) -> CopiedShape | None:
        """The longest copied run; None where nobody looked, which an older journal may tell by an empty mapping."""
        return None if self.copied == NOBODY_LOOKED else self.copied


class PhraseKeep(Kind, frozen=True, tag="phrase.keep"):
    """A phrase was kept."""

    label: ClassVar[str] = N_("the keeping of a phrase")
    marker: ClassVar[str] = "phrase"

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        phrase = _phrase(creation, self.id)
        if phrase.kept:
            return creation
        return replace(
            creation,
            phrases=creation.phrases.plus(phrase.id, replace(phrase, kept=True)),
            kept=creation.kept.plus(phrase.id),
        )

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group keeps: “{text}”").format(text=_shown(self.id, before, after))


class PhraseUnkeep(Kind, frozen=True, tag="phrase.unkeep"):
    """A phrase is kept no longer."""

    label: ClassVar[str] = N_("the letting go of a phrase")

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        phrase = _phrase(creation, self.id)
        if not phrase.kept:
            return creation
        return replace(
            creation,
            phrases=creation.phrases.plus(phrase.id, replace(phrase, kept=False)),
            kept=PersistentList.of(key for key in creation.kept if key != phrase.id),
        )

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group no longer keeps: “{text}”").format(text=_shown(self.id, before, after))


class PhraseEdit(Kind, frozen=True, tag="phrase.edit"):
    """A phrase was rewritten by hand; an empty text goes back to the machine's.

    `copied` is the longest run of the new text that stood in the texts at that moment; nothing where it was not looked
    up.
    """

    label: ClassVar[str] = N_("the rewriting of a phrase")

    id: Id
    text: PhraseText
    copied: CopiedShape | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        phrase = _phrase(creation, self.id)
        edited = self.text.strip() or None
        if edited == phrase.text:
            edited = None
        copied = self.copied if edited else None
        if (edited, copied) == (phrase.edited, phrase.edited_copied):
            return creation
        changed = replace(phrase, edited=edited, edited_copied=copied)
        return replace(creation, phrases=creation.phrases.plus(phrase.id, changed))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group rewrites the phrase: “{text}”").format(text=_shown(self.id, before, after))


class PhraseDrop(Kind, frozen=True, tag="phrase.drop"):
    """A phrase was thrown away."""

    label: ClassVar[str] = N_("the throwing away of a phrase")

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        _phrase(creation, self.id)
        return replace(
            creation,
            phrases=creation.phrases.without(self.id),
            kept=PersistentList.of(key for key in creation.kept if key != self.id),
        )

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group throws away: “{text}”").format(text=_shown(self.id, before, after))


class PhraseMove(Kind, frozen=True, tag="phrase.move"):
    """A kept phrase took another place, counted from 0, among the kept ones."""

    label: ClassVar[str] = N_("the order of the phrases")

    id: Id
    to: Annotated[int, Meta(ge=0, le=100_000)]

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.id not in creation.kept:
            raise Refused(_("This phrase is not among the kept ones."))
        others = [key for key in creation.kept if key != self.id]
        others.insert(self.to, self.id)
        kept = PersistentList.of(others)
        return creation if kept == creation.kept else replace(creation, kept=kept)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group gives another place to: “{text}”").format(text=_shown(self.id, before, after))


def _phrase(creation: Creation, key: str) -> MadePhrase:
    phrase = creation.phrases.get(key)
    if phrase is None:
        raise Refused(_("There is no phrase called “{id}”.").format(id=key))
    return phrase


def _shown(key: str, before: Creation, after: Creation) -> str:
    """A phrase, to be quoted."""
    phrase = after.phrases.get(key) or before.phrases.get(key)
    return shorten(phrase.shown) if phrase else key
