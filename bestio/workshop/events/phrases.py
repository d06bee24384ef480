"""What happens to phrases: the machine is set, makes them, and the group keeps, rewrites and orders them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta, field
from msgspec.structs import replace

from bestio.i18n import N_, _, ngettext
from bestio.workshop.events.event import JOINED, Event, Refused
from bestio.workshop.events.kind import Id, Kind, PhraseText, Seed, without
from bestio.workshop.events.names import Names
from bestio.workshop.phrase_shapes import CopiedShape, HolderShape, PieceShape, StepShape
from bestio.workshop.quoted import shorten
from bestio.workshop.state import Creation, MadePhrase, ToldSteps

MAX_PHRASES = 5_000


class MachineSet(Kind, frozen=True, tag="machine.set"):
    """Settings of the phrase machine; those that are not named here are kept as they are written."""

    label: ClassVar[str] = N_("a setting of the machine")

    order: Annotated[int, Meta(ge=1, le=4)] | None = None
    adaptive: bool | None = None
    starters: bool | None = None

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
        if self.adaptive is not None:
            told.append(_("its memory may shorten") if self.adaptive else _("its memory never shortens"))
        if self.starters is not None:
            told.append(_("the starter texts take part") if self.starters else _("the starter texts are left out"))
        if event.data.get("start"):
            told.append(_("it starts with “{word}”").format(word=event.data["start"]))
        if event.data.get("with"):
            told.append(_("it looks for “{word}”").format(word=event.data["with"]))
        if not told:
            return _("The group sets the machine.")
        return _("The group sets the machine: {what}.").format(what=", ".join(told))


class PhraseMake(Kind, frozen=True, tag="phrase.make"):
    """A phrase, with the step that gave each of its words.

    `patches` are the fewest copied pieces that make it, `texts` the texts that they stand in, each told once. They are
    written down and not looked for again later: the texts may have changed since. Journals of before they were told
    have none. All is checked here, and kept as it was told. `question` is what the creature was asked, where it was.
    """

    label: ClassVar[str] = N_("the making of a phrase")

    id: Id
    text: PhraseText
    steps: Annotated[list[StepShape], Meta(max_length=400)] = field(default_factory=list)
    copied: dict[str, Any] | None = None
    relaxed: str | None = None
    patches: Annotated[list[PieceShape], Meta(max_length=400)] = field(default_factory=list)
    texts: list[HolderShape] = field(default_factory=list)
    seed: Seed | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    corpus: str = ""
    question: Annotated[str, Meta(max_length=300)] = ""

    def __post_init__(self) -> None:
        msgspec.convert(self.copied, CopiedShape | None)

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.id in creation.phrases:
            raise Refused(_("There is already a phrase called “{id}”.").format(id=self.id))
        if len(creation.phrases) >= MAX_PHRASES:
            raise Refused(_("There are too many phrases already."), hint=_("Throw some away, or start a new creation."))
        made = MadePhrase(
            self.id,
            self.text,
            ToldSteps(len(self.steps), lambda: event.data["steps"]) if self.steps else (),
            self.copied,
            self.relaxed,
            tuple(self.patches),
            tuple(self.texts),
            seed=self.seed,
            settings=self.settings,
            corpus=self.corpus,
            at=event.at,
            question=self.question,
        )
        return replace(creation, phrases={**creation.phrases, made.id: made})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        ways = {step.how for step in self.steps}
        if self.question:
            told = _("To “{question}”, the creature answers: “{text}”")
        elif "pupil" in ways:
            told = _("The group makes, word by word: “{text}”")
        elif "die" in ways:
            told = _("The dice make: “{text}”")
        else:
            told = _("The machine makes: “{text}”")
        told = told.format(text=shorten(self.text), question=shorten(self.question))
        copied = msgspec.convert(self.copied or {}, CopiedShape)
        if copied.words > 1 and copied.author:
            told += " " + _("({n} words in a row come from {author}.)").format(
                n=copied.words, author=copied.author[:60]
            )
        return told


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
            phrases={**creation.phrases, phrase.id: replace(phrase, kept=True)},
            kept=(*creation.kept, phrase.id),
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
            phrases={**creation.phrases, phrase.id: replace(phrase, kept=False)},
            kept=tuple(key for key in creation.kept if key != phrase.id),
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
        return replace(creation, phrases={**creation.phrases, phrase.id: changed})

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
            phrases=without(creation.phrases, self.id),
            kept=tuple(key for key in creation.kept if key != self.id),
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
        kept = tuple(others)
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
