"""From recordings to clips: cut by the silences, laid along a list, each sound in them found beside the base voice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.speech.cleaning import words_of
from bestio.speech.recorded.alignment import features, placed, warp
from bestio.speech.recorded.clip import RATE, Part, key_of, normalised, spoken_sound
from bestio.speech.recorded.cutting import pieces_of, sound_in
from bestio.speech.recorded.matching import Matched, match
from bestio.speech.recorded.sound_file import Recording
from bestio.speech.resample import resample
from bestio.speech.speaker import Pronounced
from bestio.speech.speech import Samples

Pronounce = Callable[[str], Pronounced | None]
"""How the base voice says a text; see `Speaker.pronounce`."""
Progress = Callable[[float], bool]
"""Told the part (0..1) that is done; says whether to go on."""
LONGEST_LINE = 300
MOST_LINES = 2_000
_TOLD = 12
_NEAR = 0.003  # seconds: the same moment


class Model(NamedTuple):
    """What the base voice says for a text: its sound without its silences, and its words and sounds in it."""

    samples: Samples
    words: tuple[Part, ...]
    sounds: tuple[Part, ...]


class Cut(NamedTuple):
    """A piece of a recording, ready for the bank."""

    text: str
    samples: Samples
    words: tuple[Part, ...] = ()
    sounds: tuple[Part, ...] = ()


class Taken(NamedTuple):
    """What came of a recording: the pieces that can be kept, and what is to be told of the rest."""

    cuts: tuple[Cut, ...]
    troubles: tuple[str, ...] = ()


class NothingFits(BestioError):  # noqa: N818 (it says what is the matter)
    """A recording and a list have nothing to do with each other."""


def always(_done: float) -> bool:
    """Go on to the end."""
    return True


def read_list(text: str) -> tuple[str, ...]:
    """The lines of a list to read aloud, without numbers and blanks before them, empty ones and remarks left out."""
    lines = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    kept = [_without_number(line)[:LONGEST_LINE] for line in lines if line and not line.startswith("#")]
    return tuple(line for line in kept if any(map(str.isalnum, line)))[:MOST_LINES]


def name_to_text(path: Path) -> str:
    """The text that a file called after it holds: `porte-clés.wav`, `la_lune_dort.mp3`."""
    return _without_number(path.stem.replace("_", " ").strip())


def model_of(text: str, pronounce: Pronounce) -> Model | None:
    """How the base voice says `text`; None where there is none to ask."""
    said = pronounce(text)
    if said is None or said.speech.engine == "silent":
        return None
    speech = said.speech
    samples = resample(speech.samples, speech.sample_rate, RATE)
    names = [(spoken_sound(name), time) for time, name in said.sounds]
    ends = [time for _name, time in names[1:]] + [speech.seconds]
    sounds = [(name, time, end) for (name, time), end in zip(names, ends, strict=True) if name]
    if not sounds:
        return None
    start, end = sounds[0][1], max(sounds[-1][2], sounds[0][1] + 0.03)
    words = [(key_of(word.text), word.start, word.end) for word in speech.words]
    return Model(
        samples[round(start * RATE) : round(end * RATE)],
        tuple((name, max(0.0, a - start), max(0.0, min(end, b) - start)) for name, a, b in words),
        tuple((name, a - start, b - start) for name, a, b in sounds),
    )


def cut_of(text: str, samples: Samples, model: Model | None) -> Cut:
    """A piece in which `text` is said, with its words and sounds placed in it."""
    sound = normalised(samples)
    seconds = len(sound) / RATE
    if model is None:
        words = words_of(text)
        return Cut(text, sound, ((key_of(words[0].text), 0.0, seconds),) if len(words) == 1 else ())
    warped = warp(features(model.samples), features(sound))
    sounds = placed(model.sounds, warped, seconds)
    return Cut(text, sound, _words_at(model, sounds, seconds), sounds)


def _words_at(model: Model, sounds: Sequence[Part], seconds: float) -> tuple[Part, ...]:
    """The words where their first sounds have come to lie."""
    there = [start for _name, start, _end in model.sounds]
    here = [start for _name, start, _end in sounds] + [seconds]
    starts = [here[bisect_left(there, start - _NEAR)] for _name, start, _end in model.words]
    found: list[Part] = []
    for number, (name, _start, end) in enumerate(model.words):
        until = starts[number + 1] if number + 1 < len(starts) else seconds
        last = here[bisect_left(there, end - _NEAR)]
        found.append((name, starts[number], max(starts[number], min(until, last))))
    return tuple(found)


def take_list(
    recording: Recording, texts: Sequence[str], pronounce: Pronounce, name: str, progress: Progress = always
) -> Taken:
    """Cut one long recording, in which `texts` were read one after the other, each followed by a pause.

    What fits is kept, and each text that is missing is told. Raises NothingFits where nothing does.
    """
    samples = recording.samples
    pieces = pieces_of(samples)
    if len(texts) == 1:
        # A word that was cut close has no silence to tell it from.
        start, end = (pieces[0].start, pieces[-1].end) if pieces else (0.0, len(samples) / RATE)
        whole = samples[round(start * RATE) : round(end * RATE)]
        return Taken((cut_of(texts[0], whole, model_of(texts[0], pronounce)),), recording.warnings)
    models = [model_of(text, pronounce) for text in texts]
    sounds = [sound_in(samples, piece) for piece in pieces]
    matched = _matched(sounds, models, progress)
    if matched is None:
        return Taken((), (_("Given up: nothing was kept."),))
    kept = sum(piece is not None for piece in matched.pieces)
    if 2 * kept < len(texts) or not kept:
        raise NothingFits(
            _("“{name}” does not match the list: {heard} pieces are heard, {asked} are in the list.").format(
                name=name, heard=len(pieces), asked=len(texts)
            ),
            hint=_("Read the list from top to bottom, one line at a time, with a pause of one second after each."),
        )
    cuts = [
        cut_of(text, sounds[piece], model)
        for text, piece, model in zip(texts, matched.pieces, models, strict=True)
        if piece is not None
    ]
    times = [piece.start for piece in pieces]
    return Taken(tuple(cuts), (*recording.warnings, *_troubles(texts, matched, times)))


def take_one(recording: Recording, text: str, pronounce: Pronounce) -> Taken:
    """A recording of one text: what is heard of it, from the first sound to the last."""
    return take_list(recording, (text,), pronounce, text)


def take_noise(recording: Recording, name: str) -> Taken:
    """A recording of a breath or a noise, each stretch of it a piece."""
    pieces = pieces_of(recording.samples)
    cuts = [Cut(name, normalised(sound_in(recording.samples, piece))) for piece in pieces]
    return Taken(tuple(cuts), recording.warnings)


def _matched(sounds: Sequence[Samples], models: Sequence[Model | None], progress: Progress) -> Matched | None:
    if any(model is None for model in models):
        same = len(sounds) == len(models)
        return Matched(tuple(range(len(models))) if same else (None,) * len(models), ())
    heard = [features(normalised(sound)) for sound in sounds]
    return match(heard, [features(model.samples) for model in models if model is not None], progress)


def _troubles(texts: Sequence[str], matched: Matched, times: Sequence[float]) -> list[str]:
    told = []
    for number, (text, piece) in enumerate(zip(texts, matched.pieces, strict=True)):
        if piece is None:
            near = [other for other in matched.pieces[:number] if other is not None]
            where = clock(times[near[-1]]) if near else clock(0.0)
            told.append(_("Line {n}, “{text}”: not heard (after {time}).").format(n=number + 1, text=text, time=where))
        elif number in matched.doubtful:
            told.append(
                _("Line {n}, “{text}”: is that what is said at {time}? Listen to it.").format(
                    n=number + 1, text=text, time=clock(times[piece])
                )
            )
    told += [
        _("At {time}, something is heard that is not in the list: left out.").format(time=clock(times[piece]))
        for piece in matched.strangers
    ]
    more = len(told) - _TOLD
    return told if more <= 0 else [*told[:_TOLD], ngettext("and {n} other", "and {n} others", more).format(n=more)]


def clock(seconds: float) -> str:
    """A moment of a recording: 2:05."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"


def _without_number(line: str) -> str:
    head, _dot, rest = line.partition(" ")
    return rest.strip() if rest and head.rstrip(".):").isdecimal() and head[-1:] in ".):" else line
