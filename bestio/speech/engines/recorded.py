"""A voice put together from what a class has recorded; where nothing fits, espeak speaks.

espeak says the whole piece first: its words, sounds and pauses are what recordings are looked for by.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from bestio.speech.cleaning import Word, words_of
from bestio.speech.engines import Engine, EngineMissing, Sound, Surroundings, Want
from bestio.speech.protocol import PLAIN, BankRequest, ClipUse, Manner, Recipe
from bestio.speech.recorded.bank import Bank, ClipLost, bank_in, open_bank, sound_in, sound_of
from bestio.speech.recorded.clip import RATE, Clip, key_of, spoken_sound
from bestio.speech.recorded.edges import closed_before, without_echo
from bestio.speech.recorded.index import Index
from bestio.speech.recorded.joining import Stretch, cut, join
from bestio.speech.recorded.melody import HOP, Beats, beats_of, drawn_through, pitches
from bestio.speech.recorded.selection import NOISES, Chooser, Unit, Wanted
from bestio.speech.resample import resample
from bestio.speech.speech import Samples, WordTime
from bestio.speech.timing import Phoneme, align
from bestio.speech.voice import EVERYBODY

_KEPT_BYTES = 64 << 20
_KEPT_BANKS = 4
_KEPT_BEATS = 4_000
_NOTHING: Mapping[str, bytes] = {}
_BREATH_PAUSE = 0.10  # seconds of silence from which there is room for a breath
_LONGEST_NOISE = 1.2
_ROOM_FOR_ECHO = 0.10  # seconds of silence after a word in which its echo may die away


def make(surroundings: Surroundings) -> RecordedEngine:
    """The engine. Raises EngineMissing where there is no base voice to lean on."""
    if surroundings.base is None:
        raise EngineMissing("recorded: no base voice")
    return RecordedEngine(surroundings.base(), surroundings.want)


class RecordedEngine:
    """Puts lines together from clips; keeps the banks and the sounds that were used last."""

    def __init__(self, base: Engine, want: Want | None = None) -> None:
        self.base = base
        self._want = want
        self.banks: OrderedDict[tuple[str, str], Index] = OrderedDict()
        self.sounds: OrderedDict[str, Samples] = OrderedDict()
        self.beats: dict[tuple[str, float, int], Beats] = {}
        self.bytes = 0

    def speak(self, text: str, recipe: Recipe, manner: Manner = PLAIN) -> Sound:
        """The sound of `text` with its word and phoneme events, and what it is made of."""
        heard = self.base.speak(text, msgspec.structs.replace(recipe, engine="espeak", bank=None), manner)
        words = words_of(text)
        if recipe.bank is None or not words:
            return heard
        base = _Base.of(heard, words)
        index, bank = self._index(recipe.bank), recipe.bank
        lost: dict[str, Clip] = {}
        while True:
            chooser = Chooser(base.wanted, index, bank.who, bank.level, frozenset(lost), bank.among)
            units = chooser.units()
            broken = self._load(bank, [unit.clip for unit in units if unit.clip is not None])
            if broken is None:
                break
            lost[broken.id] = broken
        stretches, at, uses = self._stretches(base, units)
        if bank.level <= NOISES:
            noises = [clip for clip in index.noises if chooser.hears(clip)]
            stretches, at, uses = self._with_noises(bank, noises, stretches, at, uses)
        whole = join(stretches, same_pitch=bank.who != EVERYBODY)
        pcm = (np.clip(whole.samples, -1, 1) * 32767).astype("<i2").tobytes()
        marks = _marks(base, units, at, whole.starts, stretches)
        gone = tuple(ClipUse(0, 0, "lost", clip.who, clip.id, clip.text) for clip in lost.values())
        return Sound(pcm, RATE, marks, whole.phonemes, (*uses, *gone))

    def _index(self, asked: BankRequest) -> Index:
        key = (asked.folder, asked.key)
        if key not in self.banks:
            bank = self._open(asked)
            self.banks[key] = Index(bank.clips if bank.open else ())
            while len(self.banks) > _KEPT_BANKS:
                self.banks.popitem(last=False)
        return self.banks[key]

    def _open(self, asked: BankRequest) -> Bank:
        folder = Path(asked.folder)
        if not asked.remote:
            return open_bank(folder, asked.today)
        (lines,) = self._want(folder.name, ()) if self._want is not None else (b"",)
        return bank_in(lines, folder, asked.today, None)

    def _load(self, bank: BankRequest, clips: Sequence[Clip]) -> Clip | None:
        """Read the sounds of `clips`; the first one whose sound is not what it was."""
        new = list({clip.id: clip for clip in clips if bank.remote and clip.digest not in self.sounds}.values())
        given: dict[str, bytes] = {}
        if new and self._want is not None:  # all at once: each time it is asked for costs a way there and back
            name = Path(bank.folder).name
            given = dict(zip([clip.id for clip in new], self._want(name, [clip.id for clip in new]), strict=True))
        for clip in clips:
            try:
                self._sound(bank, clip, given)
            except ClipLost:
                return clip
        return None

    def _sound(self, bank: BankRequest, clip: Clip, given: Mapping[str, bytes] = _NOTHING) -> Samples:
        kept = self.sounds.get(clip.digest)
        if kept is not None:
            self.sounds.move_to_end(clip.digest)
            return kept
        if bank.remote:
            samples = sound_in(given[clip.id] if clip.id in given else self._wanted(bank, clip), clip)
        else:
            samples = sound_of(Path(bank.folder), clip)
        self.sounds[clip.digest] = samples
        self.bytes += samples.nbytes
        while self.bytes > _KEPT_BYTES and len(self.sounds) > 1:
            _digest, oldest = self.sounds.popitem(last=False)
            self.bytes -= oldest.nbytes
        return samples

    def _wanted(self, bank: BankRequest, clip: Clip) -> bytes:
        return self._want(Path(bank.folder).name, (clip.id,))[0] if self._want is not None else b""

    def _beats(self, unit: Unit, sound: Samples) -> Beats:
        """Where the throat strikes in the sound of a unit, found once."""
        assert unit.clip is not None
        key = (unit.clip.digest, unit.start, len(sound))
        if key not in self.beats:
            if len(self.beats) >= _KEPT_BEATS:
                self.beats.clear()
            self.beats[key] = beats_of(sound)
        return self.beats[key]

    def _stretches(self, base: _Base, units: tuple[Unit, ...]) -> tuple[list[Stretch], list[int], list[ClipUse]]:
        """What is joined, the number of the word that each begins with, and what it is made of."""
        stretches, numbers, uses = [], [], []
        for number, unit in enumerate(units):
            last = unit.first + unit.size - 1
            after = units[number + 1] if number + 1 < len(units) else None
            pause = base.pauses[last] if after is None or after.first > last else 0.0
            if after is not None:
                pause = max(pause, closed_before(after))
            place = base.words[unit.first].at
            if unit.clip is None:
                word = base.times[unit.first]
                sound = cut(base.samples, word.start, word.end)
                stretches.append(Stretch(sound, None, base.phonemes_between(word.start, word.end), pause))
                uses.append(ClipUse(place, unit.size, "base"))
            else:
                clip = unit.clip
                sound = cut(self.sounds[clip.digest], unit.start, unit.end)
                if after is not None and pause < _ROOM_FOR_ECHO:
                    sound = without_echo(unit, sound)
                inside = tuple((a - unit.start, name) for name, a, _b in clip.sounds_between(unit.start, unit.end))
                # A run has the melody of whoever said it; a word said alone takes that of its place.
                melody = base.melody(unit.first, len(sound)) if unit.size == 1 and unit.how != "line" else None
                stretches.append(Stretch(sound, self._beats(unit, sound), inside or ((0.0, "a"),), pause, melody))
                uses.append(ClipUse(place, unit.size, unit.how, clip.who, clip.id, clip.text, unit.start, unit.end))
            numbers.append(unit.first)
        return stretches, numbers, uses

    def _with_noises(
        self, bank: BankRequest, heard: list[Clip], stretches: list[Stretch], numbers: list[int], uses: list[ClipUse]
    ) -> tuple[list[Stretch], list[int], list[ClipUse]]:
        """The same with a breath or a noise before the line, and in each pause that has room for one.

        `heard`: those of whoever is heard.
        """
        noises = [clip for clip in heard if clip.seconds <= _LONGEST_NOISE] or heard
        if not noises:
            return stretches, numbers, uses
        found: list[Stretch] = []
        found_numbers: list[int] = []
        found_uses: list[ClipUse] = []
        turn = 0
        room = True
        for stretch, number, use in zip(stretches, numbers, uses, strict=True):
            if room:
                clip = noises[turn % len(noises)]
                turn += 1
                try:
                    sound = self._sound(bank, clip).copy()
                except ClipLost:
                    sound = np.zeros(0, np.float32)
                if len(sound):
                    found.append(Stretch(sound, None, ((0.0, "_"),), 0.03))
                    found_numbers.append(-1)
                    found_uses.append(ClipUse(use.at, 0, "noise", clip.who, clip.id, clip.text, 0.0, clip.seconds))
            found.append(stretch)
            found_numbers.append(number)
            found_uses.append(use)
            room = stretch.pause >= _BREATH_PAUSE
        return found, found_numbers, found_uses


class _Base(NamedTuple):
    """What the base voice said: its sound at RATE, its words with their times, and the silence after each."""

    samples: Samples
    words: tuple[Word, ...]
    times: tuple[WordTime, ...]
    pauses: tuple[float, ...]
    phonemes: tuple[Phoneme, ...]
    wanted: tuple[Wanted, ...]
    hertz: npt.NDArray[np.float64]

    @classmethod
    def of(cls, heard: Sound, words: tuple[Word, ...]) -> _Base:
        samples = np.frombuffer(heard.pcm, "<i2").astype(np.float32) / np.float32(32768)
        samples = resample(samples, heard.sample_rate, RATE)
        times = align(words, heard.marks, heard.phonemes, heard.seconds)
        pauses = [max(0.0, after.start - word.end) for word, after in pairwise(times)]
        sounds = [(time, spoken_sound(name)) for time, name in heard.phonemes]
        starts = [word.start for word in times] + [heard.seconds + 1]
        wanted = tuple(
            Wanted(key_of(word.text), tuple(name for time, name in sounds if name and a - 0.001 <= time < b - 0.001))
            for word, a, b in zip(words, starts, starts[1:], strict=False)
        )
        hertz = drawn_through(pitches(samples))
        middle = float(np.median(hertz)) or 1.0
        return cls(samples, words, times, (*pauses, 0.0), heard.phonemes, wanted, hertz / middle)

    def melody(self, number: int, size: int) -> npt.NDArray[np.float64] | None:
        """The melody of word `number` drawn out over `size` samples, 1 being the middle of the line."""
        if not self.hertz.any():
            return None
        word = self.times[number]
        places = np.linspace(word.start, word.end, size // HOP + 1) * RATE / HOP
        return np.asarray(np.interp(places, np.arange(len(self.hertz)), self.hertz), np.float64)

    def phonemes_between(self, start: float, end: float) -> tuple[Phoneme, ...]:
        """The sounds from `start` to `end`, their times counted from `start`."""
        return tuple((time - start, name) for time, name in self.phonemes if start - 0.001 <= time < end - 0.001)


def _marks(
    base: _Base, units: tuple[Unit, ...], numbers: list[int], starts: tuple[float, ...], stretches: list[Stretch]
) -> tuple[tuple[int, float], ...]:
    """When each word begins: with its stretch, or where it lies in the run that holds it."""
    found: dict[int, float] = {}
    queue = iter(units)
    for number, start, stretch in zip(numbers, starts, stretches, strict=True):
        if number < 0:
            continue
        unit = next(queue)
        clip = unit.clip
        if clip is None or unit.size == 1:
            found.setdefault(number, start)
            continue
        inside = [word for word in clip.words if word[1] >= unit.start - 0.001][: unit.size]
        scale = len(stretch.samples) / RATE / max(unit.end - unit.start, 1e-6)
        for offset, word in enumerate(inside):
            found.setdefault(number + offset, start + (word[1] - unit.start) * scale)
    return tuple((base.words[number].at, time) for number, time in sorted(found.items()))
