"""Plays `Speech` in a process of its own, and knows at any moment which part of it is being heard."""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from bestio.i18n import _
from bestio.speech import protocol
from bestio.speech.process import WorkerProcess, worker_command
from bestio.speech.speech import Speech

HUNG_AFTER = 1.2
"""Seconds without a report after which a player that should move is replaced."""
START_PATIENCE = 8.0
"""The same for a player that has just been started: an old hard disk is slow."""
MOST_STARTS = 3
"""Players started in a row that never moved, before the clock alone goes on."""
FURTHEST = 0.25
"""Seconds that the position moves on without a word from the player."""
LOOK_AGAIN = 10.0
"""Seconds before the next `play` looks again for a lost sound card, or for a player where none would start."""
_LOOK = 0.02


OnFrame = Callable[[bytes | None], None]
"""Is called with each message of what plays (`protocol.FromPlayer`), and with None at its end."""


class PlayingProcess(Protocol):
    """What plays, as `WorkerProcess` is spoken to: it takes `protocol.ToPlayer`."""

    @property
    def pid(self) -> int:
        """The number of its process; 0 where it has none."""
        ...

    def send(self, message: msgspec.Struct) -> None:
        """Put an order on its way, without waiting."""
        ...

    def kill(self) -> None:
        """End it."""
        ...


class Player:
    """Plays one sound at a time. No call waits for anything: all take effect within 50 ms.

    `has_sound` is False where nothing can be heard (no sound card, or the clock alone); `device` names what plays;
    `trouble` says for people what is wrong, empty when nothing is. Words and mouths go on in every case.
    """

    def __init__(
        self,
        *,
        log: Path | None = None,
        command: Sequence[str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        start: Callable[[OnFrame], PlayingProcess] | None = None,
        hung_after: float = HUNG_AFTER,
    ) -> None:
        """Get ready without starting anything. `log`: file for what the player prints. `command`: another player.

        `start`: what starts something else that plays, no process of this machine; `hung_after`: seconds without a
        report after which it is replaced, once it has said that it is there.
        """
        self._hung_after = hung_after
        self._command = tuple(command) if command is not None else worker_command("bestio.speech.player_worker")
        self._start = start if start is not None else self._start_process
        self._log = log
        self._clock = clock
        self._lock = threading.RLock()
        self._worker: PlayingProcess | None = None
        self._decoder = msgspec.msgpack.Decoder(protocol.FromPlayer)
        self._device = protocol.Device("", real=False)
        self._lost_at: float | None = None  # when the sound card went
        self._gave_up_at: float | None = None  # when the clock alone went on
        self._launched = 0  # which process is the one in use
        self._fruitless = 0  # players started in a row that never moved
        self._patience = START_PATIENCE
        self._closed = False
        self._speech: Speech | None = None
        self._number = 0
        self._place = 0.0  # seconds heard at `_since`
        self._since = 0.0
        self._spoke = 0.0  # when the player last reported
        self._high = 0.0  # the furthest place shown
        self._moving = False
        self._rolling = False  # moving, and the player has said so
        self._paused = False
        atexit.register(_close_at_exit, weakref.ref(self))

    @property
    def pid(self) -> int | None:
        """The number of the player's process, while there is one."""
        worker = self._worker
        return worker.pid if worker is not None else None

    @property
    def device(self) -> str:
        """What plays, as the sound system calls it; "clock" where nothing does; empty before the first start."""
        return self._device.name

    @property
    def has_sound(self) -> bool:
        """Whether what is played can be heard. Known once a device is; until then True is hoped for."""
        return self._device.real if self._device.name else True

    @property
    def trouble(self) -> str:
        """What is wrong, for people; empty when nothing is."""
        if self.has_sound:
            return ""
        if self._lost_at is not None:
            return _("The sound card has gone: words and mouth move on, without sound.")
        return _("No sound on this computer: words and mouth move without it.")

    @property
    def speech(self) -> Speech | None:
        """What is being played, or was last."""
        return self._speech

    @property
    def playing(self) -> bool:
        """Whether a sound is under way, paused or not: false once it has ended or is stopped."""
        with self._lock:
            self._look()
            return self._moving or self._paused

    @property
    def paused(self) -> bool:
        """Whether the sound waits for `resume`."""
        return self._paused

    def start(self) -> None:
        """Start the process and open a device now: the first sound then comes sooner."""
        with self._lock:
            if self._worker is None and not self._closed:
                self._launch(real=True)

    def wait_open(self, patience: float = START_PATIENCE) -> bool:
        """Start, and wait until it is known what plays, or for `patience` seconds; return `has_sound`."""
        self.start()
        deadline = self._clock() + patience
        while not self._device.name and not self._closed and self._clock() < deadline:
            time.sleep(_LOOK)
        return self.has_sound

    def play(self, speech: Speech, *, start: float = 0.0) -> None:
        """Play `speech` from `start` seconds on, instead of what plays now."""
        with self._lock:
            if self._closed:
                return
            self.start()
            self._try_again()
            self._number += 1
            self._speech = speech
            self._paused = False
            self._place = self._high = max(0.0, min(start, speech.seconds))
            self._move()
            self._load()

    def stop(self) -> None:
        """Silence. `position` stays where the sound was."""
        with self._lock:
            self._halt(keep=False)

    def pause(self) -> None:
        """Hold the sound where it is."""
        with self._lock:
            if self._moving:
                self._halt(keep=True)

    def resume(self) -> None:
        """Go on from where `pause` held the sound."""
        with self._lock:
            if self._paused:
                self._paused = False
                self._move()
                self._send(protocol.Go())

    def retry(self) -> None:
        """Look for a sound card again, as after plugging one in."""
        with self._lock:
            if not self._closed:
                self._fruitless = 0
                self._lost_at = self._gave_up_at = None
                self._replace(real=True)

    def position(self) -> float:
        """The second of the speech that is being heard now. Never goes back while one sound plays."""
        with self._lock:
            self._look()
            self._high = max(self._high, self._now())
            return self._high

    async def wait(self) -> None:
        """Wait until the sound has ended or is stopped; a pause is waited through."""
        # Looking is also what notices a player that hangs.
        while self.playing:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closed = True
            self._moving = self._paused = False
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def __enter__(self) -> Player:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _launch(self, *, real: bool) -> None:
        """Start a process, or let the clock alone go on where that was in vain too often."""
        self._spoke, self._patience = self._clock(), max(START_PATIENCE, self._hung_after)
        worker: PlayingProcess | None = None
        self._launched = launched = self._launched + 1
        if self._fruitless < MOST_STARTS:
            self._fruitless += 1
            try:
                worker = self._start(lambda frame: self._heard(launched, frame))
            except OSError:
                self._fruitless = MOST_STARTS
        self._worker = worker
        if worker is None:
            self._device = protocol.Device("clock", real=False)
            if self._gave_up_at is None:
                self._gave_up_at = self._clock()
        else:
            worker.send(protocol.Open(real))

    def _start_process(self, on_frame: OnFrame) -> WorkerProcess:
        return WorkerProcess(self._command, self._log, on_frame)

    def _try_again(self) -> None:
        """Look for a lost card, or start a player where there was none to be had, once some time has passed."""
        since = self._lost_at if self._lost_at is not None else self._gave_up_at
        if since is not None and self._clock() - since > LOOK_AGAIN:
            self._lost_at = self._gave_up_at = None
            self._fruitless = 0
            self._moving = self._paused = False
            self._replace(real=True)

    def _replace(self, *, real: bool) -> None:
        """Another process in the place of this one, which goes on from where it last said that it was."""
        worker, self._worker = self._worker, None
        if worker is not None:
            # Killing waits for the process to be gone, and what it still says waits for our lock.
            threading.Thread(target=worker.kill, name="bestio-kill", daemon=True).start()
        self._launch(real=real)
        if self._moving:
            self._move()
        if self._moving or self._paused:
            self._load()

    def _move(self) -> None:
        """From here on the sound should move; it does once the player says so, or at once where there is none."""
        self._moving = True
        self._rolling = self._worker is None
        self._spoke = self._clock()
        self._anchor(self._place)

    def _load(self) -> None:
        if self._speech is not None:
            sound = self._speech.samples.astype("<f4").tobytes()
            self._send(protocol.Load(self._number, sound, self._speech.sample_rate, self._place))
            if self._paused:
                self._send(protocol.Halt(keep=True))

    def _send(self, order: msgspec.Struct) -> None:
        if self._worker is not None:
            self._worker.send(order)

    def _halt(self, *, keep: bool) -> None:
        self._anchor(self._now())
        self._moving = self._rolling = False
        self._paused = keep
        self._send(protocol.Halt(keep))

    def _anchor(self, place: float) -> None:
        self._place = place
        self._since = self._clock()

    def _now(self) -> float:
        """Where the sound is by the clock since it was last known."""
        if self._speech is None:
            return 0.0
        moved = self._clock() - self._since if self._rolling else 0.0
        if self._worker is not None:
            moved = min(moved, FURTHEST)
        return min(self._place + moved, self._speech.seconds)

    def _look(self) -> None:
        """Notice a player that hangs, and the end where only the clock plays."""
        if not self._moving or self._closed:
            return
        if self._worker is None:
            if self._speech is None or self._now() >= self._speech.seconds:
                self._anchor(self._now())
                self._moving = self._rolling = False
        elif self._clock() - self._spoke > self._patience:
            self._replace(real=self._lost_at is None)

    def _heard(self, launched: int, frame: bytes | None) -> None:
        """What the process of that number says, on a thread of its own; None when it has ended, be it at once."""
        with self._lock:
            if launched != self._launched or self._worker is None:
                return
            if frame is None:
                if not self._closed:
                    # A lost card is not looked for again at once: it would be lost again.
                    self._replace(real=self._lost_at is None)
                return
            try:
                message = self._decoder.decode(frame)
            except msgspec.DecodeError:
                return
            self._spoke, self._patience = self._clock(), self._hung_after
            if isinstance(message, protocol.Device):
                self._device = message
                if message.lost:
                    self._lost_at = self._clock()
            elif message.number == self._number:
                self._follow(message)

    def _follow(self, told: protocol.Position) -> None:
        """Take over where the player says that it is."""
        if told.ended:
            self._anchor(told.seconds)
            self._moving = self._rolling = False
        elif self._moving and told.moving:
            self._fruitless = 0
            self._rolling = True
            self._anchor(told.seconds)


def _close_at_exit(player: weakref.ref[Player]) -> None:
    """Leave no process when the program ends without closing."""
    found = player()
    if found is not None:
        found.close()
