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
from pathlib import Path
from typing import BinaryIO

import msgspec

from bestio.crash_report import describe
from bestio.speech import protocol
from bestio.speech.channel import private_channel
from bestio.speech.engines import Engine, EngineMissing, Sound, Surroundings, make_engine

SLOWEST_EFFECT = 0.25
"""Seconds that an effect may take for a second of sound: ten times what the slowest one was measured to cost."""


class Speaking:
    """Says lines: keeps the engines that have been asked for."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.engines: dict[str, Engine] = {}

    def engine(self, name: str) -> Engine:
        """The engine `name`, made on first use. Raises EngineMissing."""
        if name not in self.engines:
            self.engines[name] = make_engine(name, self.surroundings)
        return self.engines[name]

    def say(self, order: protocol.Say, answers: BinaryIO) -> protocol.Spoken:
        """The sound of a line, all its pieces joined, with the effects of its voice."""
        engine = self.engine(order.recipe.engine)
        sounds: list[Sound] = []
        for text, _at in order.pieces:
            protocol.write_frame(answers, protocol.Progress(order.number))
            sounds.append(engine.speak(text, order.recipe))
        spoken = joined(order, sounds)
        if not order.recipe.effects or not spoken.sound:
            return spoken
        more = SLOWEST_EFFECT * spoken.dry * len(order.recipe.effects)
        protocol.write_frame(answers, protocol.Progress(order.number, more))
        return with_effects(spoken, order.recipe.effects)


def joined(order: protocol.Say, sounds: list[Sound]) -> protocol.Spoken:
    """The sounds of the pieces of `order` one after the other, their events counted from the start of the line."""
    length = 0
    marks: list[tuple[int, float]] = []
    phonemes: list[tuple[float, str]] = []
    rate = sounds[0].sample_rate
    for (text, at), sound in zip(order.pieces, sounds, strict=True):
        start = length / 2 / rate
        if not sound.marks and len(sounds) > 1:
            # All that an engine without events tells is when each piece begins.
            marks.append((at + next(place for place, char in enumerate(text) if char.isalnum()), start))
        marks += [(at + place, start + time) for place, time in sound.marks]
        phonemes += [(start + time, name) for time, name in sound.phonemes]
        length += len(sound.pcm)
    pcm = b"".join(sound.pcm for sound in sounds)
    return protocol.Spoken(order.number, pcm, "i2", rate, length / 2 / rate, tuple(marks), tuple(phonemes))


def with_effects(spoken: protocol.Spoken, effects: tuple[protocol.SoundEffect, ...]) -> protocol.Spoken:
    """`spoken` after its effects; those that this machine cannot compute are named in `skipped`."""
    import numpy as np  # noqa: PLC0415 (a plain voice does without)

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
    while True:
        order = decoder.decode(waiting.get())
        if isinstance(order, protocol.Say):
            protocol.write_frame(answers, answer(speaking, order, answers))


def answer(speaking: Speaking, order: protocol.Say, answers: BinaryIO) -> protocol.Spoken | protocol.Failed:
    """The sound asked for, or why there is none; what is not foreseen goes to the log, without a word of the text."""
    try:
        return speaking.say(order, answers)
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
