"""What happens to texts: the group writes and shares them, and says how much each counts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from bestio.creation.events.event import Event, Refused
from bestio.creation.events.kind import Id, Kind, LongText, Name, refuse_full, without
from bestio.creation.events.names import Names
from bestio.creation.quoted import within
from bestio.creation.state import Creation, CreationText
from bestio.creation.words import count_words
from bestio.i18n import N_, _, ngettext

MAX_TEXTS = 500

Share = Annotated[float, Meta(ge=0, le=1)]


class TextWrite(Kind, frozen=True, tag="text.write"):
    """A text of the group's own, new or changed."""

    label: ClassVar[str] = N_("the writing of a text")

    id: Id
    text: LongText
    title: Name = ""

    def apply(self, creation: Creation, event: Event) -> Creation:
        known = creation.texts.get(self.id)
        if known is None and len(creation.texts) >= MAX_TEXTS:
            raise Refused(_("There are too many texts already."))
        text = CreationText(self.title, self.text, known.shared if known else False)
        return creation if text == known else replace(creation, texts={**creation.texts, self.id: text})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        words = count_words(self.text)
        title = self.title or self.id
        if self.id in before.texts:
            told = ngettext(
                "The group changes its text “{title}” ({n} word).",
                "The group changes its text “{title}” ({n} words).",
                words,
            )
        else:
            told = ngettext(
                "The group writes a text, “{title}” ({n} word).",
                "The group writes a text, “{title}” ({n} words).",
                words,
            )
        return told.format(title=title, n=words)


class TextRemove(Kind, frozen=True, tag="text.remove"):
    """A text was thrown away."""

    label: ClassVar[str] = N_("the removal of a text")

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        _text(creation, self.id)
        return replace(creation, texts=without(creation.texts, self.id))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group throws its text “{title}” away.").format(title=_title(before, self.id))


class TextShare(Kind, frozen=True, tag="text.share"):
    """The class may draw from a text."""

    label: ClassVar[str] = N_("the sharing of a text")

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        return _sharing(creation, self.id, shared=True)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group shares its text “{title}” with the class.").format(title=_title(before, self.id))


class TextUnshare(Kind, frozen=True, tag="text.unshare"):
    """The class may no longer draw from a text."""

    label: ClassVar[str] = N_("the withdrawal of a text")

    id: Id

    def apply(self, creation: Creation, event: Event) -> Creation:
        return _sharing(creation, self.id, shared=False)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        return _("The group takes its text “{title}” back from the class.").format(title=_title(before, self.id))


class ShareSet(Kind, frozen=True, tag="share.set", rename={"share": "class"}):
    """How much of the draw goes to the pupils' texts; the rest goes to the starter texts."""

    label: ClassVar[str] = N_("the share of the texts")

    share: Share

    def apply(self, creation: Creation, event: Event) -> Creation:
        return creation if self.share == creation.class_share else replace(creation, class_share=self.share)

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        part = round(100 * after.class_share)
        told = _("Of a hundred words, the machine draws {part} from the pupils’ texts, {rest} from the starter texts.")
        return told.format(part=part, rest=100 - part)


class SourceWeigh(Kind, frozen=True, tag="source.weigh"):
    """How many times one source (`own:t1`, `lexicon:text`, `class:group:t1`) counts beside those of its side.

    0 silences it, 1 is what each has at first. `title` is what it was called then, for captions.
    """

    label: ClassVar[str] = N_("the weight of a text")

    source: Id
    weight: Annotated[float, Meta(ge=0, le=1000)]
    title: Name = ""

    def apply(self, creation: Creation, event: Event) -> Creation:
        if creation.weights.get(self.source) == self.weight:
            return creation
        if self.source not in creation.weights:
            refuse_full(creation.weights)
        return replace(creation, weights={**creation.weights, self.source: self.weight})

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        source = within(self.title or _title(before, self.source.removeprefix("own:")))
        if not self.weight:
            return _("The text “{source}” is silent now.").format(source=source)
        if self.weight == 1:
            return _("The text “{source}” counts as much as the others again.").format(source=source)
        weight = f"{self.weight:g}".replace(".", ",")
        return _("The text “{source}” now counts {weight} times.").format(source=source, weight=weight)


def _text(creation: Creation, key: str) -> CreationText:
    text = creation.texts.get(key)
    if text is None:
        raise Refused(_("There is no text called “{id}”.").format(id=key))
    return text


def _sharing(creation: Creation, key: str, *, shared: bool) -> Creation:
    text = _text(creation, key)
    if text.shared == shared:
        return creation
    return replace(creation, texts={**creation.texts, key: replace(text, shared=shared)})


def _title(creation: Creation, key: str) -> str:
    text = creation.texts.get(key)
    return text.title or key if text else key
