"""Who is looked for where a group is erased: where its journals come from, what it wrote, and which quotes are its own.

A quote names its source `class:<group>:<text>`, which tells nothing of the class; and creations are carried from one
class to another. So a quote is also known by who is credited and by the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from bestio.classroom.erasure.known import Known, known_of
from bestio.classroom.erasure.own_words import Traces, folded, traces_of
from bestio.creation.events import Event
from bestio.creation.trait_effects import CLASS
from bestio.errors import BestioError
from bestio.journal import reader
from bestio.journal.migrate import migrate

_FIRST_LINES = 4
_FIRST_BYTES = 1 << 16
_SHORTEST_ID = 4


class Origin(Struct, frozen=True):
    """Where a journal comes from: when and by whom it was begun, and its first events, which its copies share."""

    started: float = 0.0
    group: str = ""
    first: tuple[Event, ...] = ()

    def same(self, other: Origin) -> bool:
        """Whether both journals were one: a creation and the copy of it that was carried elsewhere."""
        shared = min(len(self.first), len(other.first))
        known = self.started > 0 and (self.started, self.group) == (other.started, other.group)
        return known and shared > 0 and self.first[:shared] == other.first[:shared]


class Writer(Struct, frozen=True):
    """What is known of the groups that are looked for.

    `homes`: their (class, group); `ids` and `names`: what they are and were called; `titles`: (text, title) of their
    texts, and ("", name) of their creature; `said`: all their texts, in small letters and without signs; `others`: ids
    that other groups have too; `stay`: the (class, group, creature) of those. `traces` tell of them where no source is
    named; `voices` are the ids of those that they saved, each with what it is called from now on, and `voice_titles`
    their titles.
    """

    homes: frozenset[tuple[str, str]] = frozenset()
    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    titles: frozenset[tuple[str, str]] = frozenset()
    said: str = ""
    others: frozenset[str] = frozenset()
    stay: frozenset[tuple[str, str, str]] = frozenset()
    traces: Traces = Traces()
    voices: Mapping[str, str] = {}
    voice_titles: frozenset[str] = frozenset()

    @property
    def only_ids(self) -> frozenset[str]:
        """Their ids that no group that stays has, where they are long enough to mean nothing else."""
        return frozenset(one for one in self.ids - self.others if len(one) >= _SHORTEST_ID)

    def is_told_in(self, text: str) -> bool:
        """Whether a text that nobody can change tells of them: by a name, by their words, or by a voice they saved."""
        called = (*self.only_ids, *self.voices, *self.voice_titles)
        return self.traces.stand_in(text) or any(name in text for name in called)

    def wrote(self, quote: Mapping[str, Any], class_id: str) -> bool:
        """Whether `quote`, in a journal of the class, is of a text of theirs."""
        source = str(quote.get("source", ""))
        group, _colon, text = source.removeprefix(CLASS).partition(":")
        if source.startswith(CLASS) and (class_id, group) in self.homes:
            return True
        author = quote.get("author")
        others = not source.startswith(CLASS) or (str(author) not in self.names if author else group not in self.ids)
        # A creature of that name is the one of the class's own group of this id, where it has one.
        if others or (class_id, group, str(quote.get("creature", ""))) in self.stay:
            return False
        words = joined(str(quote.get("sentence") or quote.get("of") or ""))
        if words.strip() and words in self.said:
            return True
        if not words.strip() and (text, str(quote.get("title") or quote.get("creature", ""))) in self.titles:
            return True
        return group in self.ids and group not in self.others


def origin_of(data: bytes, path: Path) -> Origin:
    """Where the journal that `data` holds comes from; an empty origin where that cannot be told."""
    head = b"\n".join(data[:_FIRST_BYTES].split(b"\n", _FIRST_LINES)[:_FIRST_LINES]) + b"\n"
    try:
        reading = reader.parse(head, path)
    except BestioError:
        return Origin()
    header = reading.header
    return Origin(header.started, header.group, tuple(migrate(reading.events, header.format)))


def writer_of(
    journals: Iterable[tuple[str, str, reader.Reading]],
    others: Iterable[str] = (),
    *,
    stay: Iterable[Known] = (),
    common: Iterable[str] | None = None,
    voices: Mapping[str, str] | None = None,
    voice_titles: Iterable[str] = (),
) -> Writer:
    """What is known of the groups of `journals`, each told as (class, group, what was read).

    `others` are ids of groups that stay; `stay` is what is known of those, and `common` texts that are nobody's:
    without, no words count as theirs alone. `voices` tells what those that they saved are called from now
    on, `voice_titles` how they were titled.
    """
    gone = [known_of(class_id, group_id, reading.header, reading.events) for class_id, group_id, reading in journals]
    kept = list(stay)
    others = frozenset(others)
    voice_titles = frozenset(voice_titles) - {""}
    titled = {(key, title) for one in gone for key, given in one.titles for title in ([given] if given else one.names)}
    texts = [text for one in gone for text in one.texts]
    given = {title for one in gone for _key, title in one.titles if title}
    creatures = {name for one in gone for name in one.creatures}
    names = {name for one in gone for name in one.names}
    traces = traces_of(
        texts,
        groups=names - others,
        creatures=creatures,
        titles=given | voice_titles,
        kept_texts=[text for one in kept for text in one.texts],
        common=common,
        kept_names=[
            name
            for one in kept
            for name in (*one.names, *one.creatures, *one.ids, *(title for _key, title in one.titles))
        ],
    )
    return Writer(
        homes=frozenset((one.class_id, one.group_id) for one in gone),
        ids=frozenset(name for one in gone for name in one.ids),
        names=frozenset(names),
        titles=frozenset(titled | {("", name) for name in creatures}),
        said="\n".join(map(joined, texts)),
        others=others,
        stay=frozenset((one.class_id, one.group_id, name) for one in kept for name in (one.creatures - {""})),
        traces=traces,
        voices=dict(voices or {}),
        voice_titles=voice_titles,
    )


def joined(text: str) -> str:
    """`text` in small letters, without signs, each word between two spaces: to be looked for in other texts."""
    return f" {' '.join(folded(text))} "
