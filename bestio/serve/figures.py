"""What a program that serves has counted, and how Prometheus reads it: its text format, version 0.0.4.

Ours rather than a library's: a label takes only values that are declared here, so that no name and no word can become
one, nothing is counted in a place that all of the process shares, and who looks at no figures imports nothing.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
KEY_TO_BYTES: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. An app paints twelve times a second at most: up to 0.1 is what a pause costs."""
REFUSED: Final = ("code", "teacher_code", "invitation", "identity", "waiting", "host", "origin", "pass", "seat")
REOPENED: Final = ("hung", "grew", "died")
SPOKEN: Final = ("app", "pages")


class Counter:
    """How often something has happened, by the one label `label`, or without any. On any thread."""

    def __init__(self, name: str, told: str, label: str = "", values: Sequence[str] = ("",)) -> None:
        """`values`: all that the label can be."""
        self._name = name
        self._told = told
        self._label = label
        self._counted = dict.fromkeys(values, 0)
        self._guard = threading.Lock()

    def add(self, value: str = "", times: int = 1) -> None:
        """It has happened. Raises KeyError for a value that was not declared."""
        with self._guard:
            self._counted[value] += times

    def lines(self) -> Iterator[str]:
        """What Prometheus reads."""
        yield from _head(self._name, self._told, "counter")
        with self._guard:
            counted = dict(self._counted)
        for value, count in counted.items():
            yield f"{self._name}{_labelled(self._label, value)} {count}"


class Histogram:
    """How long something took, in seconds. For one thread."""

    def __init__(self, name: str, told: str, bounds: Sequence[float]) -> None:
        """`bounds`: the upper ends of its buckets, from the lowest on."""
        self._name = name
        self._told = told
        self._bounds = tuple(bounds)
        self._counted = [0] * (len(self._bounds) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        """It took so long once more."""
        self._counted[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    def lines(self) -> Iterator[str]:
        """What Prometheus reads: each bucket has in it what is in those below."""
        yield from _head(self._name, self._told, "histogram")
        total = 0
        for bound, count in zip((*map(repr, self._bounds), "+Inf"), self._counted, strict=True):
            total += count
            yield f'{self._name}_bucket{{le="{bound}"}} {total}'
        yield f"{self._name}_sum {self._sum!r}"
        yield f"{self._name}_count {total}"


class Figures:
    """What happens where a class is served."""

    def __init__(self) -> None:
        self.acts = Counter("bestio_acts_total", "Events that groups added to their creations.")
        self.refused = Counter("bestio_refused_total", "Requests that were not let in, by reason.", "reason", REFUSED)
        self.reopened = Counter(
            "bestio_apps_reopened_total", "Apps that were ended and opened again, by reason.", "reason", REOPENED
        )
        self.spoken = Counter(
            "bestio_lines_spoken_total", "Lines sent to a browser to be heard, by where.", "where", SPOKEN
        )
        self.latency = Histogram(
            "bestio_key_to_bytes_seconds",
            "From a key of a browser to the next bytes that its app paints.",
            KEY_TO_BYTES,
        )

    def lines(self) -> Iterator[str]:
        """What Prometheus reads."""
        for one in (self.acts, self.refused, self.reopened, self.spoken, self.latency):
            yield from one.lines()


def gauge(name: str, told: str, value: int | Mapping[str, int], label: str = "") -> Iterator[str]:
    """Something as it stands now, as Prometheus reads it: one value, or one for each value of a label."""
    yield from _head(name, told, "gauge")
    for said, number in value.items() if isinstance(value, Mapping) else (("", value),):
        yield f"{name}{_labelled(label, said)} {number}"


def _head(name: str, told: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def _labelled(label: str, value: str) -> str:
    return f'{{{label}="{value}"}}' if label else ""
