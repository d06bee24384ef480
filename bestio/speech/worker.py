"""The process in which engines and effects run: what crashes or hangs here is replaced, and the app goes on.

It ends when its input does, so that no worker outlives the app, however that one ended.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from bestio.crash_report import describe
from bestio.speech import protocol
from bestio.speech.channel import private_channel
from bestio.speech.engines import Engine, EngineMissing, Sound, Surroundings, make_engine

SLOWEST_EFFECT = 0.25
"""Seconds that an effect may take for a second of sound: ten times what the slowest one was measured to cost."""


_UNSIGNED = 600  # characters said without a sign of life, at most, where pieces are short: as many as the longest has
_PAUSED_AT = 160  # words a minute at which a pause lasts as long as it says


Ask = Callable[[protocol.Want], Sequence[bytes]]


def _nobody(wanted: protocol.Want) -> Sequence[bytes]:
    """Where nobody gives what no file here holds."""
    return (b"",) * max(1, len(wanted.clips))


class Speaking:
    """Says lines: keeps the engines that have been asked for."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings._replace(base=lambda: self.engine("espeak"), want=self._want)
        self._ask: Ask = _nobody
        self._number = 0
        self.engines: dict[str, Engine] = {}

    def engine(self, name: str) -> Engine:
        """The engine `name`, made on first use. Raises EngineMissing."""
        if name not in self.engines:
            self.engines[name] = make_engine(name, self.surroundings)
        return self.engines[name]

    def _want(self, bank: str, clips: Sequence[str]) -> Sequence[bytes]:
        return self._ask(protocol.Want(self._number, bank, tuple(clips)))

    def say(self, order: protocol.Say, answers: BinaryIO, ask: Ask | None = None) -> protocol.Spoken:
        """The sound of a line, all its pieces joined, with the effects of its voice; `ask` gets what engines want."""
        self._ask, self._number = ask or _nobody, order.number
        engine = self.engine(order.recipe.engine)
        sounds: list[Sound] = []
        unsigned = _UNSIGNED
        for (text, _at), manner in zip(order.pieces, manners_of(order), strict=True):
            unsigned += len(text)
            if unsigned > _UNSIGNED:  # a sign wakes two threads of the app: not one for each short part
                protocol.write_frame(answers, protocol.Progress(order.number))
                unsigned = len(text)
            sounds.append(engine.speak(text, order.recipe, manner))
        spoken = joined(order, sounds)
        if not order.recipe.effects or not spoken.sound:
            return spoken
        more = SLOWEST_EFFECT * spoken.dry * len(order.recipe.effects)
        protocol.write_frame(answers, protocol.Progress(order.number, more))
        return with_effects(spoken, order.recipe.effects)


def manners_of(order: protocol.Say) -> tuple[protocol.Manner, ...]:
    """How each piece of `order` is said."""
    return order.manners or (protocol.PLAIN,) * len(order.pieces)


def joined(order: protocol.Say, sounds: list[Sound]) -> protocol.Spoken:
    """The sounds of the pieces of `order` one after the other, their events counted from the start of the line."""
    length = 0
    marks: list[tuple[int, float]] = []
    phonemes: list[tuple[float, str]] = []
    clips: list[protocol.ClipUse] = []
    rate = sounds[0].sample_rate
    pcm: list[bytes] = []
    for (text, at), sound, manner in zip(order.pieces, sounds, manners_of(order), strict=True):
        start = length / 2 / rate
        if not sound.marks and len(sounds) > 1:
            # All that an engine without events tells is when each piece begins.
            marks.append((at + next(place for place, char in enumerate(text) if char.isalnum()), start))
        marks += [(at + place, start + time) for place, time in sound.marks]
        phonemes += [(start + time, name) for time, name in sound.phonemes]
        clips += [msgspec.structs.replace(use, at=at + use.at) for use in sound.clips]
        length += len(sound.pcm)
        pcm.append(sound.pcm)
        if manner.pause:
            phonemes.append((length / 2 / rate, "_:"))
            pcm.append(bytes(2 * round(manner.pause * _PAUSED_AT / order.recipe.rate * rate)))
            length += len(pcm[-1])
    return protocol.Spoken(
        order.number, b"".join(pcm), "i2", rate, length / 2 / rate, tuple(marks), tuple(phonemes), clips=tuple(clips)
    )


def with_effects(spoken: protocol.Spoken, effects: tuple[protocol.SoundEffect, ...]) -> protocol.Spoken:
    """`spoken` after its effects; those that this machine cannot compute are named in `skipped`."""
    import numpy as np  # noqa: PLC0415 (only where sound is computed)

    from bestio.speech.effects import apply, unavailable  # noqa: PLC0415

    samples = np.frombuffer(spoken.sound, "<i2").astype(np.float32) / np.float32(32768)
    changed = apply(effects, samples, spoken.sample_rate)
    return msgspec.structs.replace(
        spoken, sound=changed.astype("<f4").tobytes(), form="f4", skipped=unavailable(effects)
    )


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request in turn, until the input ends; then leave nothing behind."""
    decoder = msgspec.msgpack.Decoder(protocol.ToWorker)
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    begin = decoder.decode(protocol.read_frame(requests) or b"")
    assert isinstance(begin, protocol.Begin)

    def listen() -> None:
        while (frame := protocol.read_frame(requests)) is not None:
            waiting.put(frame)
        # The app is gone or wants no more; the main thread may be held in C code.
        shutil.rmtree(begin.scratch, ignore_errors=True)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    speaking = Speaking(Surroundings(Path(begin.scratch), tuple(map(Path, begin.models))))
    with contextlib.suppress(EngineMissing):
        speaking.engine("espeak")
    protocol.write_frame(answers, protocol.Ready())

    def ask(wanted: protocol.Want) -> Sequence[bytes]:
        protocol.write_frame(answers, wanted)
        while True:  # nobody orders another line before this one is answered
            given = decoder.decode(waiting.get())
            if isinstance(given, protocol.Given) and given.number == wanted.number:
                return given.data

    while True:
        order = decoder.decode(waiting.get())
        if isinstance(order, protocol.Say):
            protocol.write_frame(answers, answer(speaking, order, answers, ask))


def answer(
    speaking: Speaking, order: protocol.Say, answers: BinaryIO, ask: Ask | None = None
) -> protocol.Spoken | protocol.Failed:
    """The sound asked for, or why there is none; what is not foreseen goes to the log, without a word of the text."""
    try:
        return speaking.say(order, answers, ask)
    except EngineMissing as error:
        return protocol.Failed(order.number, missing=True, detail=str(error))
    except Exception as error:
        with contextlib.suppress(OSError):
            print(describe(error), file=sys.stderr, flush=True)
        return protocol.Failed(order.number, missing=False, detail=repr(error))


def main() -> None:
    """Run the worker on the standard streams."""
    with contextlib.suppress(OSError):
        serve(*private_channel())


if __name__ == "__main__":
    main()
