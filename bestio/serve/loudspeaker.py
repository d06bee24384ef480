"""The loudspeaker of a browser, as the app's player knows it: sounds go to the page, which tells how far it is."""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import msgspec
import numpy as np
import soundfile  # noqa: F401 (so that the process which apps are copied from has read it)

from bestio.export.sound import mp3
from bestio.speech import protocol
from bestio.speech.player import OnFrame

REPORT = 0.25
"""Seconds between two reports to the player, where the page does not report itself, as it does more often."""
SILENT = 0.6
"""Seconds that a page may say nothing, before words and mouth move without it: it is hidden, or was not touched."""
HUNG_AFTER = 60.0
"""Seconds without a report after which a deck is replaced: a thread does not hang, but a long line is encoded before
anything is told, and thirty groups may want the machine at that moment."""
NAME = "browser"
KEPT = 256 << 10
"""Bytes of MP3 that are kept for what is heard again: to make it costs more than to send it."""

Send = Callable[[str, int, int, bytes], None]
"""Sends the page an order (play, halt, go) for the sound of a number, from a millisecond on; and the sound, as MP3."""


class Heard(msgspec.Struct, frozen=True):
    """How far a page is: `moment` in milliseconds of sound `number`, whether it moves, whether it has ended."""

    number: int
    moment: int
    moving: bool
    ended: bool = False


class Loudspeaker:
    """Starts what plays for `Player`, and hands on what the page says; `send` is where orders for the page go."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.send: Send = lambda _order, _number, _moment, _sound: None
        self._clock = clock
        self._deck: PageDeck | None = None

    def start(self, on_frame: OnFrame) -> PageDeck:
        """A deck, as the player asks for one."""
        self._deck = PageDeck(lambda *order: self.send(*order), on_frame, self._clock)  # noqa: PLW0108 (it is replaced)
        return self._deck

    def heard(self, heard: Heard) -> None:
        """The page has said how far it is."""
        if self._deck is not None:
            self._deck.heard(heard)


class PageDeck:
    """Plays in a page what it is asked to. Where the page says nothing, time goes on without it."""

    def __init__(self, send: Send, on_frame: OnFrame, clock: Callable[[], float]) -> None:
        self._send = send
        self._on_frame = on_frame
        self._clock = clock
        self._orders: queue.SimpleQueue[msgspec.Struct | Heard | None] = queue.SimpleQueue()
        self._number = 0
        self._length = 0.0
        self._place = 0.0
        self._moving = False
        self._since = 0.0
        self._told = 0.0
        self._made = Encoded(KEPT)
        threading.Thread(target=self._work, name="bestio-loudspeaker", daemon=True).start()

    @property
    def pid(self) -> int:
        """No process of this machine."""
        return 0

    def send(self, message: msgspec.Struct) -> None:
        """Put an order on its way."""
        self._orders.put(message)

    def heard(self, heard: Heard) -> None:
        """The page has said how far it is."""
        self._orders.put(heard)

    def kill(self) -> None:
        """Be silent, and end."""
        self._orders.put(None)

    def _work(self) -> None:
        while True:
            try:
                order = self._orders.get(timeout=REPORT if self._busy else None)
            except queue.Empty:
                self._go_on()
                continue
            if order is None:
                self._halt()
                return
            self._obey(order)

    @property
    def _busy(self) -> bool:
        return self._number > 0

    def _obey(self, order: msgspec.Struct) -> None:
        match order:
            case protocol.Open():
                self._tell(protocol.Device(NAME, real=True))
            case protocol.Load():
                sound = self._made.of(order.sound, order.sample_rate)
                self._number, self._place, self._moving = order.number, order.start, False
                self._length = len(order.sound) / 4 / order.sample_rate
                self._told = self._since = self._clock()
                self._send("play", order.number, round(order.start * 1000), sound)
            case protocol.Halt():
                self._halt()
                if not order.keep:
                    self._number = 0
            case protocol.Go():
                self._since = self._told = self._clock()
                self._send("go", self._number, round(self._place * 1000), b"")
            case Heard():
                self._follow(order)

    def _follow(self, heard: Heard) -> None:
        if heard.number != self._number:
            return
        self._place = min(max(0.0, heard.moment / 1000), self._length)
        self._moving = heard.moving
        self._since = self._told = self._clock()
        if heard.ended:
            self._end()
        else:
            self._tell(protocol.Position(self._number, self._place, moving=heard.moving))

    def _go_on(self) -> None:
        """Report between two words of the page, or without it."""
        now = self._clock()
        if not self._moving and now - self._told > SILENT:
            self._moving, self._since = True, now
        place = min(self._place + (now - self._since if self._moving else 0.0), self._length)
        if place >= self._length and now - self._told > SILENT:
            self._end()
        else:
            self._tell(protocol.Position(self._number, place, moving=self._moving))

    def _end(self) -> None:
        self._tell(protocol.Position(self._number, self._length, moving=False, ended=True))
        self._number = 0

    def _halt(self) -> None:
        if self._moving:
            self._place = min(self._place + self._clock() - self._since, self._length)
        self._moving = False
        self._send("halt", self._number, 0, b"")

    def _tell(self, message: msgspec.Struct) -> None:
        self._on_frame(msgspec.msgpack.encode(message))


class Encoded:
    """Sounds as MP3; the last `most` bytes of what was made are kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[bytes, int], bytes] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def of(self, sound: bytes, rate: int) -> bytes:
        """What `encoded` makes of it."""
        key = hashlib.blake2b(sound, digest_size=16).digest(), rate
        made = self._kept.pop(key, None)
        if made is None:
            made = encoded(sound, rate)
        self._kept[key] = made
        while len(self) > self._most:
            self._kept.popitem(last=False)
        return made


def encoded(sound: bytes, rate: int) -> bytes:
    """Little-endian float32 samples as MP3; a number that is none is silence."""
    return mp3(np.frombuffer(sound, "<f4"), rate)
