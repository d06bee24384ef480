"""When each word is said: from the engine's own events where it has some, else from the length of the words."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from bestio.speech.cleaning import Word
from bestio.speech.speech import MouthShape, Samples, WordTime

Mark = tuple[int, float]
"""A place in the text and the second at which the engine says that it is reached."""
Phoneme = tuple[float, str]
"""When a phoneme starts, in seconds, and its name in espeak's alphabet."""

_VOWELS = re.compile(r"[aàâäeéèêëiîïoôöuùûüyÿœæ]+", re.IGNORECASE)
_MUTE_END = re.compile(r"(?<=[^aàâäeéèêëiîïoôöuùûüyÿœæ'’])e(?:s|nt)?$", re.IGNORECASE)
_WIDE = frozenset("aAEOVW&")
_CLOSED = frozenset("pbmfv_")
_FRAME = 0.04


def syllables(word: str) -> float:
    """About how long a French word takes, in syllables: groups of vowels, a mute e less, more for figures."""
    count = len(_VOWELS.findall(word)) - (0.6 if _MUTE_END.search(word) else 0.0)
    figures = sum(char.isdigit() for char in word)
    return max(0.8, count) + 1.8 * figures


def weight(word: Word) -> float:
    """About how long `word` takes as it is said, in syllables."""
    return sum(map(syllables, word.said.split())) or syllables("") if word.said is not None else syllables(word.text)


def spread(words: Sequence[Word], start: float, end: float) -> tuple[WordTime, ...]:
    """`words` laid one after the other from `start` to `end` (seconds), each as long as its syllables ask for."""
    weights = [weight(word) for word in words]
    scale = max(0.0, end - start) / (sum(weights) or 1.0)
    times: list[WordTime] = []
    at = start
    for word, part in zip(words, weights, strict=True):
        times.append(WordTime(word.text, at, at + part * scale, word.at))
        at += part * scale
    return tuple(times)


def align(
    words: Sequence[Word], marks: Sequence[Mark], phonemes: Sequence[Phoneme], seconds: float
) -> tuple[WordTime, ...]:
    """The time of each word from the engine's `marks`; a word without one is placed between its neighbours.

    Starts never go back. A word starts with its first phoneme: espeak's mark comes before the silence in which the
    mouth is closed for a p, t or k (20 ms at 300 words a minute, 80 at 80), its phonemes within 20 ms of their sound.
    It ends where the next one starts, or earlier where a pause comes between. Without any mark: `spread` over all.
    """
    sounds = [time for time, name in phonemes if not name.startswith(("_", "("))]
    pauses = [time for time, name in phonemes if name.startswith("_")]
    starts = _known_starts(words, _sounding(marks, sounds), seconds)
    if not any(start is not None for start in starts):
        return spread(words, 0.0, seconds)
    found: list[WordTime] = []
    index = 0
    while index < len(words):
        following = index + 1
        while following < len(words) and starts[following] is None:
            following += 1
        start = starts[index]
        begin = start if start is not None else (found[-1].end if found else 0.0)
        until = starts[following] if following < len(words) else None
        limit = seconds if until is None else until
        stop = _end_of_sound(sounds, pauses, begin, limit)
        if following == index + 1:
            found.append(WordTime(words[index].text, begin, max(begin, stop), words[index].at))
        else:
            found.extend(spread(words[index:following], begin, stop))
        index = following
    return tuple(found)


def _sounding(marks: Sequence[Mark], sounds: Sequence[float]) -> list[Mark]:
    """Each mark at the first of `sounds` from there on, unless another mark comes first."""
    found: list[Mark] = []
    for number, (at, time) in enumerate(marks):
        heard = bisect_left(sounds, time)
        limit = marks[number + 1][1] if number + 1 < len(marks) else math.inf
        found.append((at, sounds[heard] if heard < len(sounds) and sounds[heard] < limit else time))
    return found


def _end_of_sound(sounds: Sequence[float], pauses: Sequence[float], begin: float, limit: float) -> float:
    """Where the last phoneme between `begin` and `limit` gives way to a pause; `limit` where it does not."""
    last = bisect_left(sounds, limit) - 1
    if last < 0:
        return limit
    following = bisect_right(pauses, max(begin, sounds[last]))
    return min(limit, pauses[following]) if following < len(pauses) else limit


def _known_starts(words: Sequence[Word], marks: Sequence[Mark], seconds: float) -> list[float | None]:
    """For each word the time of the first mark inside it, or None. Marks that go back in time are not believed."""
    starts: list[float | None] = [None] * len(words)
    current = 0
    latest = 0.0
    for at, time in marks:
        while current + 1 < len(words) and words[current + 1].at <= at:
            current += 1
        if not words or not words[current].at <= at < words[current].at + len(words[current].text):
            continue
        if starts[current] is None and time >= latest:
            latest = min(time, seconds)
            starts[current] = latest
    return starts


def mouth_from_phonemes(phonemes: Sequence[Phoneme], seconds: float) -> tuple[MouthShape, ...]:
    """The mouth that goes with `phonemes`: closed on lips' sounds and pauses, wide on open vowels, else half."""
    shapes = [MouthShape(0.0, 0)]
    before = 0
    for time, name in phonemes:
        opening = _opening(name)
        if opening is not None and opening != before:
            before = opening
            _open(shapes, time, opening)
    _open(shapes, seconds, 0)
    return tuple(shapes)


@lru_cache(maxsize=1024)
def _opening(phoneme: str) -> int | None:
    """How far the mouth is open in a phoneme; None for what is no sound."""
    letter = phoneme.lstrip("',%=")[:1]
    if not letter or letter == "(":  # "(en)" tells that the next ones are English
        return None
    return 0 if letter in _CLOSED else 2 if letter in _WIDE else 1


def mouth_from_words(words: Sequence[WordTime]) -> tuple[MouthShape, ...]:
    """A mouth that opens once for each word, where there is no sound to follow."""
    shapes = [MouthShape(0.0, 0)]
    for word in words:
        _open(shapes, word.start, 2)
        _open(shapes, (word.start + word.end) / 2, 1)
    _open(shapes, words[-1].end if words else 0.0, 0)
    return tuple(shapes)


def mouth_from_sound(samples: Samples, sample_rate: int) -> tuple[MouthShape, ...]:
    """The mouth that goes with the loudness of `samples`, looked at every 40 ms."""
    size = max(1, int(_FRAME * sample_rate))
    count = len(samples) // size
    shapes = [MouthShape(0.0, 0)]
    if count:
        loudness = np.sqrt(np.mean(np.square(samples[: count * size].reshape(count, size)), axis=1))
        loudest = float(loudness.max()) or 1.0
        for index, value in enumerate(loudness):
            part = float(value) / loudest
            _open(shapes, index * _FRAME, 2 if part > 0.45 else 1 if part > 0.12 else 0)
    _open(shapes, len(samples) / sample_rate, 0)
    return tuple(shapes)


def sounding(samples: Samples, sample_rate: int) -> tuple[float, float]:
    """From when to when, in seconds, there is sound: what is within 40 dB of the loudest; all of it where none is."""
    loud = np.flatnonzero(np.abs(samples) > 0.01 * float(np.abs(samples).max(initial=0.0)))
    if not len(loud):
        return 0.0, len(samples) / sample_rate
    return float(loud[0]) / sample_rate, float(loud[-1] + 1) / sample_rate


def _open(shapes: list[MouthShape], time: float, opening: int) -> None:
    if shapes[-1].opening != opening:
        shapes.append(MouthShape(max(time, shapes[-1].time), opening))
