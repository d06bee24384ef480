"""From a line of text and a voice to what a worker is asked, and from its answer to a `Speech`."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from bestio.i18n import _
from bestio.language.spoken import SpokenForm, spoken_form
from bestio.speech import bounds, protocol, timing
from bestio.speech.cleaning import Word, words_of
from bestio.speech.effects.specs import SPECS
from bestio.speech.speech import Samples, Speech
from bestio.speech.voice import Voice

# Raised when the same voice and text come to sound otherwise: lines kept on disk are then made anew.
_MAKING = b"4"
_SILENT_RATE = 22_050
_SHORTEST = 0.25
_SYLLABLES_A_WORD = 1.75
_WITHIN = {name: parameter for name, parameter in bounds.TIMBRE_BY_NAME.items() if name != "klatt"}


class Line(NamedTuple):
    """A clean text, the voice that says it, and what is said for it."""

    text: str
    voice: Voice
    form: SpokenForm

    @classmethod
    def of(cls, text: str, voice: Voice) -> Line:
        """The line in which `voice` says the clean `text` in its language."""
        return cls(text, voice, spoken_form(text, voice.language))

    def words(self) -> tuple[Word, ...]:
        """The words that a reader counts in the text, each with all that is said for it."""
        words = words_of(self.text)
        starts = [word.at for word in words]
        said: list[list[str]] = [[] for _ in words]
        for word in words_of(self.form.text):
            index = bisect_right(starts, self.form.place(word.at)) - 1
            if index >= 0:
                said[index].append(word.text)
        return tuple(word._replace(said=" ".join(parts)) for word, parts in zip(words, said, strict=True))


def recipe_of(voice: Voice, engine: str = "") -> protocol.Recipe:
    """The part of `voice` that a worker needs, brought within bounds; `engine` takes the place of its own."""
    timbre = voice.timbre
    low, high = (bounds.PITCH.clamp(hz) for hz in timbre.pitch_hz)
    within = {name: parameter.clamp(getattr(timbre, name)) for name, parameter in _WITHIN.items()}
    return protocol.Recipe(
        engine=engine or voice.engine,
        language=voice.language,
        base=voice.base,
        rate=_rate(voice),
        throat=protocol.Throat(
            pitch_hz=(min(low, high), max(low, high)),
            formants=within["formants"],
            flutter=int(within["flutter"]),
            roughness=int(within["roughness"]),
            voicing=int(within["voicing"]),
            breath=int(within["breath"]),
            klatt=None if timbre.klatt is None else int(bounds.TIMBRE_BY_NAME["klatt"].clamp(timbre.klatt)),
        ),
        effects=tuple(
            protocol.SoundEffect(effect.type, effect.values) for effect in voice.effects[: bounds.MOST_EFFECTS]
        ),
    )


def _rate(voice: Voice) -> int:
    return int(bounds.RATE.clamp(voice.rate))


def _volume(voice: Voice) -> float:
    return bounds.VOLUME.clamp(voice.volume)


def line_key(line: Line) -> str:
    """A name for the sound of `line`: the same where text and voice would sound the same."""
    voice = line.voice
    digest = hashlib.blake2b(_MAKING, digest_size=16)
    digest.update(msgspec.msgpack.encode((line.text, line.form.text, voice.id, _volume(voice), recipe_of(voice))))
    return digest.hexdigest()


def finish(line: Line, words: Sequence[Word], answer: protocol.Spoken, notes: Sequence[str], engine: str) -> Speech:
    """The `Speech` that a worker's answer makes: loudness, word times and mouth are added here."""
    samples = _samples(answer, _volume(line.voice))
    if not len(samples):
        return silent(line, words, notes)
    marks = [(line.form.place(at), time) for at, time in answer.marks]
    if answer.phonemes:
        times = timing.align(words, marks, answer.phonemes, answer.dry)
    else:
        start, end = timing.sounding(samples[: round(answer.dry * answer.sample_rate)], answer.sample_rate)
        times = timing.align(words, marks, (), end) if marks else timing.spread(words, start, end)
    mouth = (
        timing.mouth_from_phonemes(answer.phonemes, answer.dry)
        if answer.phonemes
        else timing.mouth_from_sound(samples, answer.sample_rate)
    )
    return Speech(
        text=line.text,
        samples=_frozen(samples),
        sample_rate=answer.sample_rate,
        words=times,
        mouth=mouth,
        engine=engine,
        voice=line.voice.id,
        notes=tuple(notes) + _skipped(answer.skipped),
    )


def _samples(answer: protocol.Spoken, volume: float) -> Samples:
    """The sound as numbers in -1..1, at `volume` (0..1). What effects made may hold anything at all."""
    if answer.form == "i2":
        return np.frombuffer(answer.sound, "<i2") * np.float32(volume / 32768)
    samples = np.frombuffer(answer.sound, "<f4") * np.float32(volume)
    np.nan_to_num(samples, copy=False)
    return np.clip(samples, -1.0, 1.0, out=samples)


def silent(line: Line, words: Sequence[Word], notes: Sequence[str] = ()) -> Speech:
    """`line` timed at the voice's speed, without sound; a line without words is a short silence."""
    seconds = sum(map(timing.weight, words)) * 60 / (_rate(line.voice) * _SYLLABLES_A_WORD)
    samples = np.zeros(round(max(_SHORTEST, seconds) * _SILENT_RATE), np.float32)
    times = timing.spread(words, 0.0, seconds)
    return Speech(
        text=line.text,
        samples=_frozen(samples),
        sample_rate=_SILENT_RATE,
        words=times,
        mouth=timing.mouth_from_words(times),
        engine="silent",
        voice=line.voice.id,
        notes=tuple(notes),
    )


def _skipped(effects: Sequence[str]) -> tuple[str, ...]:
    if not effects:
        return ()
    names = ", ".join(SPECS[name].title if name in SPECS else name for name in effects)
    return (_("Effects that this computer cannot make were left out: {names}.").format(names=names),)


def _frozen(samples: Samples) -> Samples:
    """Lines are shared by the cache: nobody may change one."""
    samples.setflags(write=False)
    return samples
