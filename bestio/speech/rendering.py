"""From a line of text and a voice to what a worker is asked, and from its answer to a `Speech`."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from bestio.i18n import _
from bestio.language.spoken import NONE, OwnWords, SpokenForm, spoken_form
from bestio.speech import bounds, protocol, timing
from bestio.speech.cleaning import Word, words_of
from bestio.speech.effects import SPECS, tail_seconds
from bestio.speech.levels import level
from bestio.speech.speech import Samples, Speech
from bestio.speech.voice import Voice

# Raised when the same voice and text come to sound otherwise: lines kept on disk are then made anew.
_MAKING = b"7"
_SILENT_RATE = 22_050
_SHORTEST = 0.25
_MOST_LOST = 4
_SYLLABLES_A_WORD = 1.75
_WITHIN = {name: parameter for name, parameter in bounds.TIMBRE_BY_NAME.items() if name != "klatt"}


class Line(NamedTuple):
    """A clean text, the voice that says it, what is said for it, and the recordings that it is put together from."""

    text: str
    voice: Voice
    form: SpokenForm
    bank: protocol.BankRequest | None = None

    @classmethod
    def of(cls, text: str, voice: Voice, own: OwnWords = NONE, bank: protocol.BankRequest | None = None) -> Line:
        """The line in which `voice` says the clean `text` in its language, with the `own` words of a class."""
        return cls(text, voice, spoken_form(text, voice.language, own), bank)

    def words(self) -> tuple[Word, ...]:
        """The words that a reader counts in the text, each with all that is said for it."""
        words = words_of(self.text)
        if self.form.text == self.text:  # as most lines are
            return tuple(Word(word.text, word.at, word.text) for word in words)
        starts = [word.at for word in words]
        said: list[list[str]] = [[] for _ in words]
        for word in words_of(self.form.text):
            index = bisect_right(starts, self.form.place(word.at)) - 1
            if index >= 0:
                said[index].append(word.text)
        return tuple(word._replace(said=" ".join(parts)) for word, parts in zip(words, said, strict=True))


def recipe_of(voice: Voice, engine: str = "", bank: protocol.BankRequest | None = None) -> protocol.Recipe:
    """The part of `voice` that a worker needs, brought within bounds; `engine` takes the place of its own.

    `bank`: the recordings that it is put together from.
    """
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
        bank=bank,
    )


def _rate(voice: Voice) -> int:
    return int(bounds.RATE.clamp(voice.rate))


def _volume(voice: Voice) -> float:
    return bounds.VOLUME.clamp(voice.volume)


def line_key(line: Line) -> str:
    """A name for the sound of `line`: the same where text and voice would sound the same."""
    voice = line.voice
    digest = hashlib.blake2b(_MAKING, digest_size=16)
    recipe = recipe_of(voice, bank=line.bank)
    digest.update(msgspec.msgpack.encode((line.text, line.form.text, voice.id, _volume(voice), recipe)))
    return digest.hexdigest()


def finish(line: Line, words: Sequence[Word], answer: protocol.Spoken, notes: Sequence[str], engine: str) -> Speech:
    """The `Speech` that a worker's answer makes: loudness, word times and mouth are added here."""
    tail = tail_seconds(line.voice.effects) > 0
    samples = level(_samples(answer), answer.sample_rate, _volume(line.voice), tail=tail, own=True)
    if not len(samples):
        return silent(line, words, notes)
    dry = min(answer.dry, len(samples) / answer.sample_rate)
    marks = [(line.form.place(at), time) for at, time in answer.marks]
    if answer.phonemes:
        times = timing.align(words, marks, answer.phonemes, dry)
    else:
        start, end = timing.sounding(samples[: round(dry * answer.sample_rate)], answer.sample_rate)
        times = timing.align(words, marks, (), end) if marks else timing.spread(words, start, end)
    mouth = (
        timing.mouth_from_phonemes(answer.phonemes, dry)
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
        notes=tuple(notes) + _skipped(answer.skipped) + _lost(answer.clips),
        clips=tuple(msgspec.structs.replace(use, at=line.form.place(use.at)) for use in answer.clips),
        bank=line.bank.folder if line.bank is not None and answer.clips else "",
    )


def _samples(answer: protocol.Spoken) -> Samples:
    """The sound as numbers in -1..1. What effects made may hold anything at all."""
    if answer.form == "i2":
        return np.frombuffer(answer.sound, "<i2") * np.float32(1 / 32768)
    samples = np.frombuffer(answer.sound, "<f4") * np.float32(1.0)
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


def _lost(clips: Sequence[protocol.ClipUse]) -> tuple[str, ...]:
    lost = [use for use in clips if use.how == "lost"]
    if not lost:
        return ()
    names = ", ".join(f"{use.text} ({use.who})" for use in lost[:_MOST_LOST])
    return (_("Recordings that are missing or were changed were left out: {names}.").format(names=names),)


def _frozen(samples: Samples) -> Samples:
    """Lines are shared by the cache: nobody may change one."""
    samples.setflags(write=False)
    return samples
