"""The limits that the workshop promises: opening, stepping and the class's table. Run with --benchmark-enable."""

from __future__ import annotations

import gc
import hashlib
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from bestio.classroom.store import Store
from bestio.classroom.table import Classroom
from bestio.creation.events import Event
from bestio.creation.fold import fold
from bestio.creation.replay import Replay
from bestio.journal import codec, reader
from bestio.journal.header import Header
from bestio.journal.journal import look
from bestio.phrases.machine import PhraseSettings

SENTENCE = "La pluie tombe sur le toit de la vieille usine et le hibou chante."


def phrase(index: int) -> Event:
    steps = [
        {
            "word": f"mot{word}", "source": "own:t1", "author": "Les Zèbres", "title": "La pluie", "sentence": SENTENCE,
            "probability": 0.333, "order": 2, "how": "machine", "choices": 3, "count": 1, "seam": False, "read": "",
            "rivals": [{"word": f"autre{rival}", "probability": 0.333, "count": 1} for rival in range(2)],
        }
        for word in range(12)
    ]  # fmt: skip
    copied = {"words": 4, "of": "la pluie tombe", "author": "Les Zèbres", "title": "La pluie", "total": 12}
    patches = [{"start": at, "end": at + 2, "words": 2, "text": 0, "others": [1, 2, 3]} for at in range(0, 12, 2)]
    texts = [{"source": f"ferraille:texte-{at}", "author": "Bestio", "title": f"Le texte {at}"} for at in range(4)]
    data: dict[str, Any] = {"id": f"p{index}", "text": SENTENCE, "steps": steps, "relaxed": None, "seed": index}
    data["copied"] = copied
    data |= {"patches": patches, "texts": texts, "settings": to_builtins(PhraseSettings())}
    data["corpus"] = hashlib.blake2b(bytes([index % 7]), digest_size=16).hexdigest()
    return Event(index * 1.5, "phrase.make", data)


def events(count: int) -> list[Event]:
    chance = random.Random(count)
    made = [Event(0, "creation.begin", {"lexicons": ["f"], "seed": 1, "name": "Bob", "traits": {"tete": "f:a"}})]
    for index in range(1, count):
        if index % 10 == 3:
            made.append(phrase(index))
        elif index % 10 == 4:
            made.append(Event(index * 1.5, "phrase.keep", {"id": f"p{index - 1}"}))
        elif index % 50 == 6:
            made.append(Event(index * 1.5, "text.write", {"id": "t1", "title": "La pluie", "text": SENTENCE * 20}))
        else:
            trait = f"f:{chance.choice('abc')}"
            made.append(Event(index * 1.5, "trait.draw", {"slot": "tete", "trait": trait, "seed": index}))
    return made


def write(path: Path, count: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [Header(group=path.stem, started=1e9).line(), *(codec.encode(event) for event in events(count))]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_journal_of_ten_thousand_events_opens_within_a_second(tmp_path: Path, benchmark: Any) -> None:
    path = tmp_path / "zebres.yaml"
    write(path, 10_000)
    journal = benchmark.pedantic(lambda: look(path, clock=time.time), rounds=3)
    assert len(journal.events) == 10_000
    assert not journal.problems
    if benchmark.enabled:
        assert benchmark.stats["min"] <= 1.0


def test_ten_thousand_events_against_the_same_as_plain_json(tmp_path: Path, benchmark: Any) -> None:
    """Opened and folded: issue 13 asks for 1.2 times; it was 2.9, then 1.9."""
    path = tmp_path / "zebres.yaml"
    write(path, 10_000)
    times = times_json([path], lambda: look(path, clock=time.time), 9 if benchmark.enabled else 1)
    benchmark.extra_info["times json.loads"] = round(times, 2)
    benchmark.pedantic(lambda: look(path, clock=time.time), rounds=1)
    if benchmark.enabled:
        assert times <= 1.4


def times_json(paths: Sequence[Path], work: Callable[[], object], rounds: int) -> float:
    """How many times as long as reading the lines of `paths` as plain JSON `work` takes: CPU, the median of `rounds`.

    In turns, so that whatever else the machine does weighs on both.
    """
    lines = [line.removeprefix("--- ") for path in paths for line in path.read_text("utf-8").splitlines()[1:]]

    def seconds(one: Callable[[], object]) -> float:
        gc.collect()
        begun = time.process_time()
        kept = one()
        passed = time.process_time() - begun
        assert kept
        return passed

    times = []
    for _round in range(rounds):
        plain = seconds(lambda: [json.loads(line) for line in lines])
        times.append(seconds(work) / plain)
    return statistics.median(times)


def test_a_step_anywhere_in_ten_thousand_events_takes_fifty_milliseconds(benchmark: Any) -> None:
    replay = Replay(events(10_000))
    assert len(replay) == 10_000
    chance = random.Random(1)

    def step() -> None:
        replay.seek(chance.randrange(10_000))
        replay.back()
        assert replay.caption
        replay.forward()

    slowest = 0.0
    for _round in range(100):
        begun = time.perf_counter()
        step()
        slowest = max(slowest, time.perf_counter() - begun)
    benchmark(step)
    if benchmark.enabled:
        assert slowest <= 0.05


@pytest.mark.slow
def test_a_class_of_thirty_five_groups_shows_its_table_in_time(tmp_path: Path, benchmark: Any) -> None:
    for index in range(35):
        write(tmp_path / "workshops" / "5b" / f"groupe-{index:02}.yaml", 1_000)
    store, paths = Store(tmp_path, time.time), sorted((tmp_path / "workshops" / "5b").iterdir())
    if benchmark.enabled:
        caches = (tmp_path / f"cache-{number}" for number in count())
        cold_times = times_json(paths, lambda: Classroom(store, next(caches)).table("5b"), 5)
        opened_times = times_json(paths, lambda: [fold(reader.read(path).events) for path in paths], 5)
        benchmark.extra_info["times json.loads"] = f"{opened_times:.2f}, with a cold table {cold_times:.2f}"
        assert opened_times <= 1.4  # issue 13 asks for 1.2; they were 1.44 and 2.04
        assert cold_times <= 1.5
    classroom = Classroom(store, tmp_path / ".cache")
    begun = time.perf_counter()
    table = classroom.table("5b")
    cold = time.perf_counter() - begun
    assert len(table) == 35
    assert {row.acts for row in table} == {1_000}
    again = benchmark(classroom.table, "5b")
    assert again == table
    if benchmark.enabled:
        assert cold <= 1.5
        assert benchmark.stats["mean"] <= 0.2
