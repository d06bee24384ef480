"""Which recordings a line is put together from: the longest run of words first, then words, then their sounds.

What no recording holds stays with the base voice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from bestio.speech.recorded.clip import Clip
from bestio.speech.recorded.index import Index, Occurrence, Sounds, runs_of
from bestio.speech.voice import EVERYBODY

How = Literal["line", "run", "word", "alike", "syllable", "base"]
NOISES, SYLLABLES, WORDS, RUNS, LINES = range(1, 6)
"""The five levels: the longest thing that is taken from the bank."""
_SHORT_RUN = 3


class Wanted(NamedTuple):
    """A word that is to be said: how it is looked for, and its sounds as the base voice says them."""

    key: str
    sounds: Sounds = ()


class Unit(NamedTuple):
    """A stretch of a line that one recording says: `size` words from number `first` on, or a part of one word.

    `start` and `end` are what is cut out of the clip; without a clip, the base voice says it.
    """

    first: int
    size: int
    how: How
    clip: Clip | None = None
    start: float = 0.0
    end: float = 0.0


class Chooser:
    """Chooses recordings for one line; `lost` are the ids of clips that cannot be used.

    `who`, `level` and `among`: see `voice.Recorded`.
    """

    def __init__(
        self,
        words: Sequence[Wanted],
        index: Index,
        who: str,
        level: int,
        lost: frozenset[str] = frozenset(),
        among: Iterable[str] = (),
    ) -> None:
        self.words = tuple(words)
        self.index = index
        self.everybody = who == EVERYBODY
        alone = (who,) if who and not self.everybody else among
        self.people = frozenset(name.casefold() for name in alone)
        self.level = min(level, WORDS) if self.everybody else level
        self.lost = lost
        self.used: Counter[str] = Counter()
        self.last = ""
        text = " ".join(word.key for word in words)
        self.seed = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
        self.liked = self._most_complete()

    def units(self) -> tuple[Unit, ...]:
        """The line, stretch by stretch, every word in one of them."""
        if not self.words or self.level <= NOISES:
            return tuple(Unit(number, 1, "base") for number in range(len(self.words)))
        if self.level >= LINES and (clip := self._whole()) is not None:
            return (Unit(0, len(self.words), "line", clip, 0.0, clip.seconds),)
        return tuple(self._between(0, len(self.words)))

    def _whole(self) -> Clip | None:
        found = [
            clip
            for clip in self.index.lines.get(tuple(word.key for word in self.words), ())
            if self._fits(Occurrence(clip, 0, 0.0, clip.seconds))
        ]
        return min(found, key=lambda clip: (clip.who != self.liked, clip.id)) if found else None

    def _between(self, first: int, last: int) -> list[Unit]:
        """The words from `first` to `last`: the longest run among them, then what is left on both sides."""
        if self.level >= RUNS and last - first >= 2:
            run = self._longest_run(first, last)
            if run is not None:
                return [*self._between(first, run.first), run, *self._between(run.first + run.size, last)]
        return [unit for number in range(first, last) for unit in self._word(number)]

    def _longest_run(self, first: int, last: int) -> Unit | None:
        best: tuple[tuple[int, bool, int], Unit] | None = None
        for number in range(first, last - 1):
            for place in self.index.words.get(self.words[number].key, ()):
                if not self._fits(place):
                    continue
                count = self._length(place, number, last)
                if count < 2:
                    continue
                rank = (count, place.clip.who == self.liked, -number)
                if best is None or rank > best[0]:
                    end = place.clip.words[place.number + count - 1][2]
                    best = (rank, Unit(number, count, "run", place.clip, place.start, end))
        return best[1] if best else None

    def _length(self, place: Occurrence, number: int, last: int) -> int:
        words = place.clip.words
        count = 0
        while (
            number + count < last
            and place.number + count < len(words)
            and words[place.number + count][0] == self.words[number + count].key
        ):
            count += 1
        return count

    def _word(self, number: int) -> list[Unit]:
        word = self.words[number]
        if self.level >= WORDS:
            for how, places in (("word", self.index.words.get(word.key)), ("alike", self._alike(word))):
                place = self._best([one for one in places or () if self._fits(one)])
                if place is not None:
                    return [Unit(number, 1, how, place.clip, place.start, place.end)]  # type: ignore[arg-type]
        longest = _SHORT_RUN if self.level == SYLLABLES else len(word.sounds)
        runs = runs_of(word.sounds, self.index.runs, self._fits, longest) if word.sounds else None
        if not runs:
            return [Unit(number, 1, "base")]
        units = []
        for places in runs:
            place = self._best(places)
            assert place is not None
            units.append(Unit(number, 1, "syllable", place.clip, place.start, place.end))
        return units

    def _alike(self, word: Wanted) -> list[Occurrence] | None:
        return self.index.alike.get(word.sounds) if word.sounds else None

    def _best(self, places: Sequence[Occurrence]) -> Occurrence | None:
        if not places:
            return None
        if self.everybody:
            place = min(places, key=lambda one: (one.clip.who == self.last, self.used[one.clip.who], self._turn(one)))
        else:
            place = min(places, key=lambda one: (one.clip.who != self.liked, len(one.clip.words), one.clip.id))
        self.last = place.clip.who
        self.used[place.clip.who] += 1
        return place

    def _turn(self, place: Occurrence) -> str:
        """An order of its own for each line, so that not always the same one begins."""
        return hashlib.blake2b(f"{self.seed}{place.clip.who}{place.clip.id}".encode(), digest_size=4).hexdigest()

    def _fits(self, place: Occurrence) -> bool:
        return place.clip.id not in self.lost and self.hears(place.clip) and place.end > place.start

    def hears(self, clip: Clip) -> bool:
        """Whether who says a clip is among those who are heard."""
        return not self.people or clip.who.casefold() in self.people

    def _most_complete(self) -> str:
        """Who has recorded most of the line's words: their voice goes on where several have the same word."""
        counts: Counter[str] = Counter()
        for word in self.words:
            counts.update({place.clip.who for place in self.index.words.get(word.key, ()) if self._fits(place)})
        return min(counts, key=lambda who: (-counts[who], who)) if counts else ""
