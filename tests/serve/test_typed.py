"""What comes from the server is read at once, and nobody looks whether something comes."""

from __future__ import annotations

import os
import selectors
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from bestio.serve.typed import Typed

WAITS = 20.0


class Reading:
    """A thread that reads, and what it has read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts: list[bytes] = []
        self.keys: list[str] = []
        self.asked: list[float | None] = []
        """How long it was to wait for more, each time."""
        self.news = threading.Condition()
        select = selectors.DefaultSelector.select

        def selecting(selector: selectors.DefaultSelector, timeout: float | None = None) -> object:
            with self.news:
                self.asked.append(timeout)
                self.news.notify_all()
            return select(selector, timeout)

        monkeypatch.setattr(selectors.DefaultSelector, "select", selecting)
        end, self.pen = os.pipe()
        self.typed = Typed(end)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        parser = XTermParser()
        for data in self.typed:
            with self.news:
                self.parts += [data] if data else []
                events = [*(parser.feed(data.decode()) if data else ()), *parser.tick()]
                self.keys += [event.key for event in events if isinstance(event, Key)]
                self.news.notify_all()

    def until(self, holds: Callable[[], object]) -> None:
        with self.news:
            assert self.news.wait_for(holds, WAITS)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    reading = Reading(monkeypatch)
    yield reading
    reading.typed.close()
    reading.thread.join(WAITS)
    with suppress(OSError):
        os.close(reading.pen)
    assert not reading.thread.is_alive()


def test_who_types_nothing_wakes_nobody(reading: Reading) -> None:
    reading.until(lambda: reading.asked == [None])
    os.write(reading.pen, b"a")
    reading.until(lambda: reading.keys == ["a"])
    reading.until(lambda: reading.asked[-1] is None)


def test_a_lone_escape_is_known_for_one(reading: Reading) -> None:
    os.write(reading.pen, b"\x1b")
    reading.until(lambda: reading.keys == ["escape"])
    os.write(reading.pen, b"\x1b[A")
    reading.until(lambda: reading.keys == ["escape", "up"])


def test_its_end_ends_it(reading: Reading) -> None:
    os.write(reading.pen, b"b")
    os.close(reading.pen)
    reading.thread.join(WAITS)
    assert reading.parts == [b"b"]


def test_it_can_be_closed_twice_and_after_its_end(reading: Reading) -> None:
    reading.typed.close()
    reading.thread.join(WAITS)
    reading.typed.close()
    assert reading.parts == []
