"""Where each word, and each run of sounds, is heard in a bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from bestio.speech.recorded.clip import NOISE, Clip, Part

Sounds = tuple[str, ...]
LONGEST_SOUNDS = 6
_MOST_ALIKE = 24
"""Places of one run of sounds that are kept: any of them will do."""
_VOWELS = frozenset("aeiouyAEIOUYWV@&29")


class Occurrence(NamedTuple):
    """Something heard in a clip: its number there (of a word, or of a sound), and from when to when, in seconds."""

    clip: Clip
    number: int
    start: float
    end: float


class Index:
    """What is heard in some clips, found by the word or by its sounds."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        self.clips = tuple(clip for clip in clips if clip.kind != NOISE)
        self.noises = tuple(clip for clip in clips if clip.kind == NOISE)
        self.words: dict[str, list[Occurrence]] = defaultdict(list)
        self.lines: dict[tuple[str, ...], list[Clip]] = defaultdict(list)
        for clip in self.clips:
            for number, (name, start, end) in enumerate(clip.words):
                self.words[name].append(Occurrence(clip, number, start, end))
            self.lines[tuple(part[0] for part in clip.words)].append(clip)

    @cached_property
    def alike(self) -> dict[Sounds, list[Occurrence]]:
        """Whole words, by their sounds."""
        found: dict[Sounds, list[Occurrence]] = defaultdict(list)
        for clip in self.clips:
            for number, (_name, start, end) in enumerate(clip.words):
                sounds = clip.sounds_between(start, end)
                if sounds:
                    found[tuple(part[0] for part in sounds)].append(Occurrence(clip, number, start, end))
        return found

    @cached_property
    def runs(self) -> dict[Sounds, list[Occurrence]]:
        """Runs of sounds inside words, up to LONGEST_SOUNDS long, each with a vowel."""
        found: dict[Sounds, list[Occurrence]] = defaultdict(list)
        for clip in self.clips:
            for _name, start, end in clip.words:
                _add_runs(found, clip, clip.sounds_between(start, end))
        return found


def _add_runs(found: dict[Sounds, list[Occurrence]], clip: Clip, sounds: Sequence[Part]) -> None:
    names = tuple(part[0] for part in sounds)
    for first in range(len(names)):
        for last in range(first + 1, min(len(names), first + LONGEST_SOUNDS) + 1):
            key = names[first:last]
            if any(map(is_vowel, key)) and len(found[key]) < _MOST_ALIKE:
                found[key].append(Occurrence(clip, first, sounds[first][1], sounds[last - 1][2]))


def is_vowel(sound: str) -> bool:
    """Whether a sound of espeak's can be the heart of a syllable."""
    return sound[:1] in _VOWELS


def runs_of(
    wanted: Sounds,
    runs: dict[Sounds, list[Occurrence]],
    fits: Callable[[Occurrence], bool],
    longest: int = LONGEST_SOUNDS,
) -> list[list[Occurrence]] | None:
    """`wanted` as few runs one after the other, each with the places where it is heard; None where that cannot be."""
    best: list[list[list[Occurrence]] | None] = [[], *([None] * len(wanted))]
    for end in range(1, len(wanted) + 1):
        for start in range(max(0, end - longest), end):
            before = best[start]
            known = best[end]
            if before is None or (known is not None and len(known) <= len(before) + 1):
                continue
            places = [place for place in runs.get(wanted[start:end], ()) if fits(place)]
            if places:
                best[end] = [*before, places]
    return best[-1]
