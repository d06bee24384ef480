"""Files made to harm, imported by the real command: each within 2 s of CPU and 200 MB, and never a traceback."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pace import pace, quickest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux counts it")]

CPU = 2.0
"""Seconds of CPU that an import may take, without what the command takes for a file of one line."""
MEMORY = 200
"""MB of memory that the process may have had at once, all in all."""
HEAD = b'--- {bestio: "journal/1", id: "x", group: "Les Ours", started: 1.0}\n'
LINE = b'--- {at: 1, do: note.write, text: "a"}\n'
STEP = '{"word": "mot", "probability": 0.5, "source": "own:t1", "author": "ours", "rivals": [["a", 0.25], ["b", 0.25]]}'
PHRASE = f'--- {{at: 1, do: phrase.make, id: "p%d", text: "Un texte.", steps: [{", ".join([STEP] * 12)}]}}\n'.encode()
MEASURED = """
import atexit, resource, sys

def told():
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM")).split()[1]
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(sys.argv[1], "w") as report:
        print(used.ru_utime + used.ru_stime, int(peak) >> 10, file=report)

atexit.register(told)
from bestio.cli import main
main(sys.argv[2:])
"""


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as bundle:
        for name, part in parts.items():
            bundle.writestr(name, part)
    return content.getvalue()


def listed_often(count: int) -> bytes:
    """A zip whose list names one part `count` times."""
    content = packed({"journal.yaml": HEAD + LINE})
    at = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entries = content[at:end] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, min(count, 65_535), min(count, 65_535), len(entries), at, 0)
    return content[:at] + entries + tail


def lying_size() -> bytes:
    """A zip of which a part is said to be small, and is 1 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    small = b"".join(packer.compress(b"\0" * (16 << 20)) for _part in range(64)) + packer.flush()
    name = b"journal.yaml"
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(small), 100, len(name), 0) + name
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(small), 100, len(name), 0, 0, 0, 0, 0, 0
    )
    listed = entry + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(head) + len(small), 0)
    return head + small + listed + end


def voices(each: bytes, count: int) -> bytes:
    parts = {f"voices/v{n}.yaml": b"bestio: voice/1\nid: v%d\ntitle: V\n" % n + each for n in range(count)}
    return packed({"journal.yaml": HEAD + LINE, **parts})


FILES: dict[str, Callable[[], bytes]] = {
    "a million events": lambda: HEAD + LINE * 800_000,
    "as many events as there may be": lambda: HEAD + LINE * 40_000,
    "as many phrases as there may be": lambda: HEAD + b"".join(PHRASE % n for n in range(5_800)),
    "empty lists": lambda: HEAD + (b"--- {at: 1, do: x, a: [" + b"[], " * 100_000 + b"1]}\n") * 80,
    "as many empty lists as there may be": lambda: (
        HEAD + (b"--- {at: 1, do: x, a: [" + b"[]," * 49_000 + b"1]}\n") * 10
    ),
    "empty mappings": lambda: HEAD + (b"--- {at: 1, do: x, a: [" + b"{}," * 49_000 + b"1]}\n") * 10,
    "numbers": lambda: HEAD + (b"--- {at: 1, do: x, a: [" + b"1.5," * 99_000 + b"1]}\n") * 10,
    "halves of characters": lambda: (
        HEAD + (b'--- {at: 1, do: x, a: ["\\ud800"' + b',"\\ud800"' * 90_000 + b"]}\n") * 10
    ),
    "keys": lambda: HEAD + (b"--- {at: 1, do: x" + b"".join(b", k%d: 1" % n for n in range(90_000)) + b"}\n") * 15,
    "one long line": lambda: HEAD + b"--- {at: 1, do: x, a: " + b"[" * (30 << 20),
    "deep": lambda: HEAD + (b"--- {at: 1, do: x, a: " + b"[" * 400_000 + b"]" * 400_000 + b"}\n") * 3,
    "deep by hand": lambda: HEAD + (b"--- {at: 1, 'do': x, a: " + b"{a: " * 5_000 + b"}" * 5_000 + b"}\n") * 100,
    "by hand": lambda: HEAD + b"--- {at: 1, 'do': undo}\n" * 39_000,
    "no journal": lambda: b"x\n" * (15 << 20),
    "lines without end": lambda: b"--- {" * (6 << 20),
    "zeros": lambda: b"\0" * (31 << 20),
    "one letter that is wide": lambda: (
        HEAD + LINE + b'--- {at: 1, do: x, a: "' + b"a" * (30 << 20) + "👍".encode() + b'"}\n'
    ),
    "mixed": lambda: HEAD + (LINE + b"faux\n" + b"--- {at: 1, do: x, a: " + b"[" * 500 + b"\n" + b"\xff\xfe\n") * 9_000,
    "tail": lambda: HEAD + LINE * 1_000 + b"--- {at: 1, 'do': x, a: [" + b"a, " * 330_000,
    "bundle of zeros": lambda: packed({"journal.yaml": b"\0" * (1 << 28)}),
    "lzma": lambda: packed({"journal.yaml": HEAD + b"\n" * (1 << 26)}, zipfile.ZIP_LZMA),
    "bzip2": lambda: packed({"journal.yaml": HEAD + b"\n" * (1 << 26)}, zipfile.ZIP_BZIP2),
    "a part named 300,000 times": lambda: listed_often(300_000),
    "a size that is not so": lying_size,
    "full bundle": lambda: packed(
        {"journal.yaml": HEAD + (b"--- {at: 1, do: x, a: [" + b"[]," * 49_000 + b"1]}\n") * 10}
    ),
    "voices of lists": lambda: voices(b"effects: [" + b"[]," * 5_000 + b"]\n", 60),
    "one voice of lists": lambda: voices(b"effects: [" + b"{a}," * 240_000 + b"]\n", 1),
    "voices of mistakes": lambda: voices(b"".join(b"f%d: 1\n" % n for n in range(1_500)), 60),
    "a lexicon of mistakes": lambda: packed(
        {
            "journal.yaml": HEAD + LINE,
            "lexicons/l.yaml": b"bestio: lexicon/1\nslots:\n  tete:\n    traits:\n"
            + b"".join(b"      T%d: {x: 1}\n" % n for n in range(30_000)),
        }
    ),
    "lexicon aliases": lambda: packed(
        {"journal.yaml": HEAD + LINE, "lexicons/l.yaml": b"bestio: lexicon/1\na: [&a x" + b",*a" * 300_000 + b"]\n"}
    ),
}


def measured(folder: Path, *words: str) -> tuple[float, int, int, str]:
    """Seconds of CPU, MB of memory, exit code and what was said of a command."""
    report = folder / "report"
    environ = {**os.environ, "BESTIO_HOME": str(folder / "work"), "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(report), *words], capture_output=True, text=True, env=environ, check=False
    )
    seconds, megabytes = report.read_text().split()
    return float(seconds), int(megabytes), done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that importing one event takes: what the machine needs to start the program."""
    folder = tmp_path_factory.mktemp("usual")
    (folder / "x.yaml").write_bytes(HEAD + LINE)
    measured(folder, "import", str(folder / "x.yaml"))
    return min(measured(folder, "import", str(folder / "x.yaml"))[0] for _time in range(3))


@pytest.mark.parametrize("name", FILES)
def test_an_import_is_short_and_small(name: str, tmp_path: Path, usual: float) -> None:
    content = FILES[name]()
    path = tmp_path / ("x.bestio" if content.startswith(b"PK") else "x.yaml")
    path.write_bytes(content)
    seconds, megabytes, code, said = quickest(
        lambda: measured(tmp_path, "import", str(path)), CPU + usual, lambda cost: cost[0]
    )
    print(f"{name}: {seconds:.2f} s ({usual:.2f} to start), {megabytes} MB, {code}")
    assert code in {0, 1}, said
    assert said.strip()
    assert "Traceback" not in said
    assert seconds - usual < CPU or seconds - usual < CPU * pace()
    assert megabytes < MEMORY
