"""What every kind of event is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from bestio.creation.events.event import Event, Refused
from bestio.creation.events.names import Names
from bestio.creation.state import Creation
from bestio.i18n import _

Name = Annotated[str, Meta(max_length=80)]
"""A name that people give: a creature, a title, a group."""
Id = Annotated[str, Meta(min_length=1, max_length=80)]
"""A name that programs give: a slot, a trait, a text, a phrase, a voice."""
Seed = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
LongText = Annotated[str, Meta(max_length=400_000)]
PhraseText = Annotated[str, Meta(max_length=4_000)]

MAX_NAMED = 1_000
"""Own traits, weighed sources, polls: of each."""


class Kind(Struct, frozen=True, gc=False, kw_only=True, tag_field="do"):
    """The values of one kind of event; the tag is what the kind is called in a journal.

    `label` says what such an act is called (an English id for gettext), `marker` which mark it makes to jump to ("" for
    none). A `record` is what happened and stays, whatever is undone.
    """

    label: ClassVar[str] = ""
    marker: ClassVar[str] = ""
    record: ClassVar[bool] = False

    joined: Any = False
    """`True`: see `event.JOINED`. Anything else is of a newer program."""

    def apply(self, creation: Creation, event: Event) -> Creation:
        """The creation after it; the very same object where nothing changes. Raises Refused.

        `event` is what these values were read from.
        """
        raise NotImplementedError

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        """What happened, in one sentence, when it led from one creation to the other."""
        raise NotImplementedError

    def begins(self, creation: Creation) -> bool:
        """Whether this is the beginning of something, so that there is nothing yet to go back to."""
        return False

    @classmethod
    def kind_name(cls) -> str:
        """What the kind is called in a journal."""
        return str(cls.__struct_config__.tag)

    @classmethod
    def named(cls, after: Creation) -> str:
        """What the act that led to `after` is called, such as “the draw of a trait”, to say what undo would undo."""
        return _(cls.label)


def refuse_full(known: Mapping[str, object]) -> None:
    """Raise Refused where a collection that is copied with each act would be too long to be."""
    if len(known) >= MAX_NAMED:
        raise Refused(_("There are too many of them already."), hint=_("Start a new creation."))


def without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The mapping without one key."""
    return {other: value for other, value in mapping.items() if other != key}
