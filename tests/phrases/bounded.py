"""What reading one file costs: a process that holds the readers forks for each file, so that none pays the start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

from tests.pace import quickest

MOST_SECONDS = 1.8
"""Of the processor, on a quiet machine; that the program starts takes 0.2 more."""
MOST_MEGABYTES = 200

# VmHWM is the peak of the one that reads; its clock begins at nothing where it is forked.
READERS = """
import json, os, sys, time
from pathlib import Path
from bestio.phrases.importers import UnreadableText, read_text
from bestio.phrases.importers.model import read_model
reader = {"text": read_text, "model": read_model}
for line in sys.stdin:
    kind, path = json.loads(line)
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        if status:
            print(json.dumps([0, 0, f"died: {status}"]), flush=True)
        continue
    try:
        try:
            said = str(len(reader[kind](Path(path)).text))
        except UnreadableText as error:
            said = error.message
        peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
        print(json.dumps([time.process_time(), peak, said]), flush=True)
    except BaseException:
        os._exit(1)
    os._exit(0)
"""


class Cost(NamedTuple):
    seconds: float
    megabytes: float
    said: str


class Readers:
    """The process; `read` lets it read a file."""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.communicate()

    def read(self, kind: Literal["text", "model"], path: Path) -> Cost:
        """What reading `path` took, at its quickest. The test fails where the reader died of it."""
        return quickest(lambda: self._once(kind, path), MOST_SECONDS, lambda cost: cost.seconds)

    def _once(self, kind: Literal["text", "model"], path: Path) -> Cost:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([kind, str(path)]) + "\n")
        self.process.stdin.flush()
        cost = Cost(*json.loads(self.process.stdout.readline()))
        assert not cost.said.startswith("died"), (path.name, cost.said)
        return cost
