"""A class seen by its teacher: one row a group, and the texts that groups share with each other.

Reading a whole class takes about a second, so what was read of each journal is kept in a small cache, by the file's
time and size. The cache may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct, field

from bestio.classroom.pseudonyms import pseudonym
from bestio.classroom.store import Entry, Store
from bestio.creation.authors import words_of
from bestio.creation.events import KINDS, Event
from bestio.creation.fold import Creation, fold
from bestio.creation.persistent_list import PersistentList
from bestio.creation.phrase_shapes import StepShape
from bestio.creation.state import Answers, Guess, Said
from bestio.creation.trait_effects import CLASS
from bestio.creation.words import count_words
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.header import Header
from bestio.journal.migrate import migrate
from bestio.language.tokens import is_word
from bestio.phrases.corpus import Source
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage import disk

Flags = Callable[[str], Sequence[str]]
"""Tells the words of a text that a teacher should look at; none where all is well."""

_VERSION = 5
_LARGEST_CACHE = 64 << 20  # bytes: forty groups with all their shared texts stay under it
_LONGEST_PAUSE = 120.0
_MOST_FLAGS = 20
_MOST_SEEN = 24
MOST_GROUPS = 40
"""Groups that are made at once, at most."""


class Balance(Struct, frozen=True):
    """Whose words the kept phrases are made of, each a part from 0 to 1; all 0 where nothing is kept.

    `own`: the group's texts; `classmates`: other groups' texts; `starters`: texts that ship; `hand`: words that a pupil
    picked, or wrote when changing a phrase.
    """

    own: float = 0.0
    classmates: float = 0.0
    starters: float = 0.0
    hand: float = 0.0


class SharedText(Struct, frozen=True):
    """A text that the class may draw from."""

    id: str
    title: str
    text: str


class Row(Struct, frozen=True):
    """One group in the class's table. `last` is in seconds since 1970, `minutes` the time at work without long pauses.

    `trouble` says why the journal could not be read; the other values are then empty.
    """

    id: str
    group: str
    creature: str = ""
    seance: str = ""
    activity: str = ""
    last: float = 0.0
    last_act: str = ""
    minutes: int = 0
    acts: int = 0
    texts: int = 0
    words: int = 0
    phrases: int = 0
    kept: int = 0
    spoken: int = 0
    voice: str = ""
    flagged: tuple[str, ...] = ()
    balance: Balance = field(default_factory=Balance)
    shared: tuple[str, ...] = ()
    left_out: int = 0
    trouble: str = ""


class Seen(Struct, frozen=True):
    """What a group has to show. `look` is another one whenever its creature looks otherwise; "" for no creature yet.

    `phrases`: the id and the text of those that it kept last, in its order; `duets`: the id of each, and who speaks.
    """

    look: str = ""
    phrases: tuple[tuple[str, str], ...] = ()
    duets: tuple[tuple[str, str], ...] = ()


class _Kept(Struct):
    """What the cache keeps of one journal."""

    time: int
    size: int
    row: Row
    texts: list[SharedText]
    polls: Mapping[str, Mapping[str, tuple[Answers, ...]]] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    seen: Seen = field(default_factory=Seen)


class _Cache(Struct):
    version: int
    flags: str
    journals: dict[str, _Kept] = field(default_factory=dict)


class Classroom:
    """The classes of a store. `flags` looks for words that need a teacher; `flags_key` changes when its lists do."""

    def __init__(self, store: Store, cache: Path, *, flags: Flags | None = None, flags_key: str = "") -> None:
        self._store = store
        self._folder = cache / "classes"
        self._flags = flags
        self._key = flags_key if flags else ""

    def table(self, class_id: str) -> list[Row]:
        """One row a group, by name; a journal that cannot be read has its reason in its row. Raises UsageError."""
        if not self._store.has_class(class_id):
            raise UsageError(
                _("There is no class called “{name}”.").format(name=class_id[:80]),
                hint=_("Known classes: {names}.").format(names=", ".join(self._store.classes()) or "–"),
            )
        return [kept.row for kept in self._read(class_id)]

    def shown(self, class_id: str) -> list[tuple[Row, Seen]]:
        """The row of each group, and what it has to show. Raises UsageError for an unsafe name."""
        return [(kept.row, kept.seen) for kept in self._read(class_id)]

    def glance(self, class_id: str) -> dict[Path, Row]:
        """The row of each group that can be read, by its journal, as quickly as may be: no word is looked at again.

        None for a class that is not there.
        """
        try:
            entries = self._store.groups(class_id)
        except BestioError:
            return {}
        known = self._load(self.cache_file(class_id), any_flags=True).journals
        found: dict[Path, Row] = {}
        for entry in entries:
            kept = known.get(entry.path.name)
            if kept is None or (kept.time, kept.size) != (entry.stamp, entry.size):
                kept = self._summary(entry)
            if not kept.row.trouble:
                found[entry.path] = kept.row
        return found

    def sources(self, class_id: str, *, without: str = "") -> list[Source]:
        """The class's corpus: the texts that its groups share, credited to their pseudonyms; not those of `without`."""
        return [
            Source(f"{CLASS}{kept.row.id}:{text.id}", kept.row.group, text.title or kept.row.group, text.text)
            for kept in self._read(class_id)
            for text in kept.texts
            if kept.row.id != without
        ]

    def answers(self, class_id: str) -> list[Creation]:
        """What each group answered to polls and quizzes, as creations that hold nothing else."""
        return [Creation(polls=kept.polls, guesses=PersistentList.of(kept.guesses)) for kept in self._read(class_id)]

    def withdraw(self, class_id: str, group_id: str, text_id: str) -> None:
        """Take a text back from the class, as its group could. Raises a BestioError where it cannot be."""
        with self._store.open(self._store.path(class_id, group_id)) as journal:
            journal.record("text.unshare", id=text_id)
            if journal.trouble is not None:
                raise journal.trouble.error()

    def cache_file(self, class_id: str) -> Path:
        """Where what was read of a class is kept."""
        return self._folder / f"{class_id}.json"

    def _read(self, class_id: str) -> list[_Kept]:
        path = self.cache_file(class_id)
        known = self._load(path)
        found: dict[str, _Kept] = {}
        for entry in self._store.groups(class_id):
            kept = known.journals.get(entry.path.name)
            if kept is None or (kept.time, kept.size) != (entry.stamp, entry.size):
                kept = self._summary(entry)
            found[entry.path.name] = kept
        if found != known.journals:
            # What cannot be kept is read again next time: names that are not UTF-8 cannot, among others.
            with contextlib.suppress(OSError, UnicodeEncodeError):
                make_folder(self._folder)
                disk.replace(path, msgspec.json.encode(_Cache(_VERSION, self._key, found)))
        return list(found.values())

    def _load(self, path: Path, *, any_flags: bool = False) -> _Cache:
        with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError, RecursionError):
            cache = msgspec.json.decode(read_regular(path, _LARGEST_CACHE), type=_Cache)
            if cache.version == _VERSION and (any_flags or cache.flags == self._key):
                return cache
        return _Cache(_VERSION, self._key)

    def _summary(self, entry: Entry) -> _Kept:
        try:
            reading = reader.parse(self._store.content(entry.path), entry.path)
        except BestioError as error:
            return _Kept(entry.stamp, entry.size, Row(entry.id, entry.group, trouble=str(error)), [])
        events = migrate(reading.events, reading.header.format)
        refused: list[int] = []
        creation = fold(events, refused=lambda index, _event, _error: refused.append(index))
        flagged = self._flagged(creation)
        left_out = len(refused) + len(reading.problems)
        row = row_of(entry, reading.header, events, creation, flagged=flagged, left_out=left_out)
        texts = [SharedText(key, text.title, text.text) for key, text in creation.shared_texts.items()]
        return _Kept(entry.stamp, entry.size, row, texts, creation.polls, tuple(creation.guesses), seen_of(creation))

    def _flagged(self, creation: Creation) -> tuple[str, ...]:
        if self._flags is None:
            return ()
        written = [
            creation.name,
            *(text.text for text in creation.texts.values()),
            *(phrase.shown for phrase in creation.kept_phrases),
            *(note.text for note in creation.notes),
            *(text for trait in creation.own_traits.values() for text in trait.texts),
        ]
        found = dict.fromkeys(word for text in written for word in self._flags(text))
        return tuple(found)[:_MOST_FLAGS]


def seen_of(creation: Creation) -> Seen:
    """What a group has to show."""
    worn = sorted(creation.traits.items())
    own = [repr(creation.own_traits[ref]) for _slot, ref in worn if ref in creation.own_traits]
    look = hashlib.sha256(repr((worn, own)).encode("utf-8", "replace")).hexdigest()[:12] if worn else ""
    return Seen(
        look,
        tuple((phrase.id, phrase.shown) for phrase in creation.kept_phrases[-_MOST_SEEN:]),
        tuple((key, _cast(said)) for key, said in list(creation.duets.items())[-_MOST_SEEN:]),
    )


def _cast(said: Sequence[Said]) -> str:
    return ", ".join(dict.fromkeys(line.creature or line.group for line in said))


def row_of(
    entry: Entry,
    header: Header,
    events: Sequence[Event],
    creation: Creation,
    *,
    flagged: tuple[str, ...] = (),
    left_out: int = 0,
) -> Row:
    """The row of a group whose journal holds `events`, which make `creation`."""
    known = [event for event in events if event.do in KINDS]
    return Row(
        id=entry.id,
        group=creation.group or header.group or entry.id,
        creature=creation.name,
        seance=creation.step.seance if creation.step else "",
        activity=creation.step.activity if creation.step else "",
        last=header.started + events[-1].at if events else header.started,
        last_act=known[-1].do if known else "",
        minutes=round(time_at_work(events) / 60),
        acts=len(events),
        texts=len(creation.texts),
        words=sum(count_words(text.text) for text in creation.texts.values()),
        phrases=len(creation.phrases),
        kept=len(creation.kept),
        spoken=len(creation.spoken),
        voice=creation.voice_id,
        flagged=flagged,
        balance=balance_of(creation),
        shared=tuple(text.title or key for key, text in creation.shared_texts.items()),
        left_out=left_out,
    )


def time_at_work(events: Sequence[Event]) -> float:
    """Seconds spent at work: the time between events, of which long pauses count two minutes."""
    return sum(min(max(0.0, b.at - a.at), _LONGEST_PAUSE) for a, b in pairwise(events))


def balance_of(creation: Creation) -> Balance:
    """Whose words the kept phrases are made of."""
    counts = {"own": 0, "classmates": 0, "starters": 0, "hand": 0}
    for phrase in creation.kept_phrases:
        if not phrase.steps:
            counts["hand"] += count_words(phrase.shown)
        elif phrase.edited is None:
            for step in phrase.steps:
                if is_word(step.word):
                    counts[_side(step)] += 1
        else:
            for word in words_of(phrase):
                if is_word(word.text):
                    counts["hand" if word.step is None else _side(phrase.steps[word.step])] += 1
    total = sum(counts.values())
    return Balance(**{side: round(count / total, 4) for side, count in counts.items()}) if total else Balance()


def _side(step: StepShape) -> str:
    if step.how == "pupil":
        return "hand"
    if step.source.startswith("own:"):
        return "own"
    return "classmates" if step.source.startswith(CLASS) else "starters"


def creations_beside(store: Store, path: Path) -> list[Creation]:
    """The creations of the class of the journal `path`, without its own; those that cannot be read are left out."""
    found: list[Creation] = []
    try:
        entries = store.groups(path.parent.name)
    except BestioError:
        return found
    for entry in entries:
        if entry.path == path:
            continue
        with contextlib.suppress(BestioError, OSError), store.open(entry.path, read_only=True) as other:
            found.append(other.creation)
    return found


def make_groups(store: Store, class_id: str, asked: str, random: Random) -> list[str]:
    """Make groups in a class: those whose names `asked` gives, commas between, or as many as it says; their names.

    At most MOST_GROUPS. Raises UsageError, BestioError.
    """
    taken = {entry.group for entry in store.groups(class_id)}
    if asked.isascii() and asked.isdigit():
        names: list[str] = []
        for _group in range(min(int(asked[:6]), MOST_GROUPS)):
            names.append(pseudonym(random, {*taken, *names}))
    else:
        names = [name.strip()[:80] for name in asked.split(",") if name.strip()][:MOST_GROUPS]
    for name in names:
        with store.new(name, class_id) as journal:
            if journal.trouble is not None:
                raise journal.trouble.error()
    return names
