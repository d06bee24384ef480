"""What a command costs in CPU, in a process of its own, against a bare Python and against each other."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

ROUNDS = 7


def cpu(*command: str) -> float:
    """Seconds of CPU that a command takes; its modules are compiled once, as on a pupil's machine."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, env=environ, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_where_and_an_act_as_a_line_against_a_bare_python(tmp_path: Path, benchmark: Any) -> None:
    """Issue 13 asks for 1.2 times what `where` cost then, some 20 times a bare Python, and 8 times.

    What is left of an act is a journal that is read, locked and written (filelock is a fifth), msgspec, click, French.
    """
    home = ("--home", str(tmp_path))
    cpu("-m", "bestio", "new", "--group", "G", "--class", "5e", *home)
    ways = {
        "bare": ("-c", "pass"),
        "where": ("-m", "bestio", "where", *home),
        "act": ("-m", "bestio", "act", "g", "tourner", "tete", *home),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(ROUNDS if benchmark.enabled else 1):
        for name, command in ways.items():
            taken[name].append(cpu(*command))
    wheres, acts = (
        statistics.median(one / bare for one, bare in zip(taken[name], taken["bare"], strict=True))
        for name in ("where", "act")
    )
    benchmark.extra_info["where, act / bare"] = f"{wheres:.1f}, {acts:.1f}"
    benchmark.pedantic(lambda: cpu(*ways["act"]), rounds=1)
    if benchmark.enabled:
        assert wheres <= 8
        assert acts <= 1.2 * 20
