"""What creatures say to each other, line by line: each line is kept as it was said, with who said it and how."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from bestio.creation.events.event import Event
from bestio.creation.events.kind import Id, Kind, Name, PhraseText, Seed, refuse_full
from bestio.creation.events.names import Names
from bestio.creation.phrase_shapes import CopiedShape, DraftShape, HolderShape, PieceShape, StepShape
from bestio.creation.quoted import shorten, within
from bestio.creation.state import Creation, MadePhrase, Said
from bestio.i18n import N_, _


class WhoShape(Struct, frozen=True, gc=False):
    """A creature of a duet: `source` names its group as `class:<group>:`, "" for the journal's own.

    `author` is what the group was called, `traits` what the creature wore.
    """

    source: Name = ""
    author: Name = ""
    creature: Name = ""
    traits: dict[str, str] = field(default_factory=dict)


class DuetLine(Kind, frozen=True, tag="duet.line"):
    """One line of a duet, or of a choir; all the lines of one are one act.

    `caught` is the word of the line before that it caught on to ("" for none), `voice` the recipe it was said with.
    What tells how the line was made is as in `phrases.PhraseMake`; lines of before that was kept have no `drafts`.
    """

    label: ClassVar[str] = N_("a duet")

    duet: Id
    id: Id
    who: WhoShape
    text: PhraseText
    steps: Annotated[list[StepShape], Meta(max_length=400)] = field(default_factory=list)
    copied: CopiedShape | None = None
    caught: Annotated[str, Meta(max_length=300)] = ""
    voice: dict[str, Any] = field(default_factory=dict)
    seed: Seed | None = None
    relaxed: str | None = None
    patches: Annotated[tuple[PieceShape, ...], Meta(max_length=400)] = ()
    texts: tuple[HolderShape, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    drafts: Annotated[tuple[DraftShape, ...], Meta(max_length=200)] | None = None

    def apply(self, creation: Creation, event: Event) -> Creation:
        if self.duet not in creation.duets:
            refuse_full(creation.duets)
        who = self.who
        made = MadePhrase(
            self.id,
            self.text,
            tuple(self.steps),
            self.copied,
            self.relaxed,
            self.patches,
            self.texts,
            seed=self.seed,
            settings=self.settings,
            at=event.at,
            drafts=self.drafts,
        )
        line = Said(self.id, who.source, who.author, who.creature, who.traits, self.text, self.caught, self.voice, made)
        lines = (*creation.duets.get(self.duet, ()), line)
        return replace(creation, duets={**creation.duets, self.duet: lines})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        who = within(self.who.creature or self.who.author)
        told = _("{who}: “{text}”").format(who=who, text=shorten(self.text))
        if self.caught:
            told += " " + _("(It caught “{word}”.)").format(word=shorten(self.caught, 40))
        return told
