"""Processes that are killed while they write, and many that write at once: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bestio.creation.events import Event
from bestio.journal.journal import Journal, look

WRITER = """
import sys, time
from pathlib import Path
from bestio.journal.journal import Journal

path, count, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
opened = Journal.open if path.exists() else Journal.create
with opened(path, clock=time.time) as journal:
    print("open", flush=True)
    for number in range(count):
        journal.record("note.write", text=f"{number} " + "é" * (number * 37 % size))
        print(number, flush=True)
"""


def writer(path: Path, count: int, size: int = 4000) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), str(size)], stdout=subprocess.PIPE, text=True
    )


def numbers(events: Any) -> list[int]:
    return [int(event.data["text"].split()[0]) for event in events]


def kill_and_look(path: Path, chance: random.Random) -> None:
    before: list[Event] = list(look(path, clock=time.time).events) if path.exists() else []
    process = writer(path, 100_000)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    deadline = time.monotonic() + chance.random() * 0.15
    acknowledged = 0
    while time.monotonic() < deadline:
        acknowledged = int(process.stdout.readline()) + 1
    process.kill()
    rest = process.stdout.read().split("\n")[:-1]
    process.wait()
    process.stdout.close()
    acknowledged = int(rest[-1]) + 1 if rest else acknowledged
    with Journal.open(path, clock=time.time) as journal:
        events = list(journal.events)
        assert events[: len(before)] == before
        written = numbers(events[len(before) :])
        assert written == list(range(len(written)))
        assert acknowledged <= len(written) <= acknowledged + 1
        assert not journal.problems


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(6)
    path = tmp_path / "zebres.yaml"
    for _round in range(8):
        kill_and_look(path, chance)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_hundred_killed_writers_lose_nothing_that_they_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(200)
    for round_ in range(200):
        kill_and_look(tmp_path / f"groupe-{round_ // 10}.yaml", chance)


@pytest.mark.slow
def test_ten_processes_write_ten_journals_of_one_class(tmp_path: Path) -> None:
    paths = [tmp_path / "5b" / f"groupe-{index}.yaml" for index in range(10)]
    processes = [writer(path, 40, 200) for path in paths]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    for path in paths:
        assert numbers(look(path, clock=time.time).events) == list(range(40))
    assert not list((tmp_path / "5b").glob("*.part"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_ten_processes_that_want_one_journal_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "zebres.yaml"
    Journal.create(path, clock=time.time).close()
    code = (
        "import sys,time\nfrom pathlib import Path\nfrom bestio.journal.journal import Journal, JournalBusy\n"
        "done=0\nwhile done<5:\n"
        "  try:\n    with Journal.open(Path(sys.argv[1]),clock=time.time) as j:\n"
        "      j.record('note.write',text=sys.argv[2]); assert j.saved; done+=1\n"
        "  except JournalBusy: time.sleep(0.002)\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(path), str(index)]) for index in range(10)]
    assert [process.wait() for process in processes] == [0] * 10
    found = look(path, clock=time.time)
    assert sorted(numbers(found.events)) == sorted(list(range(10)) * 5)
    assert not found.problems
