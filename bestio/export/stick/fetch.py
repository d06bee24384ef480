"""What a stick needs from the internet, where somebody asks for it: the Python of python.org, and the wheels by pip."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bestio.errors import BestioError, Where
from bestio.export.stick.lock import LOCK, digest_of, read_lock
from bestio.export.stick.python import ADDRESS, DIGEST, NAME
from bestio.i18n import _
from bestio.storage.atomic import replacing

Progress = Callable[[int, int, str], None]
"""Called before each thing that is fetched, unpacked or written: which one, counted from 1, of how many; its name."""
_PATIENCE = 60.0  # seconds without an answer
_AT_ONCE = 1 << 18
_TAKEN = re.compile(r"(?:Collecting|Processing) (?:\S*[/\\])?([\w.-]+?)(?:==|-\d|\s|$)")
"""What pip says of a wheel that it fetches, or that it finds in a folder that it was told of."""
_LAST_LINES = 3


def fetch_python(folder: Path) -> Path:
    """The Python, fetched from its official address into `folder`. Raises BestioError, OSError."""
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with replacing(path, lasting=False) as part:
            with urlopen(ADDRESS, timeout=_PATIENCE) as answer, part.open("wb") as file:
                while chunk := answer.read(_AT_ONCE):
                    file.write(chunk)
            if digest_of(part) != DIGEST:
                raise BestioError(
                    _("What came from {address} is not what should have come.").format(address=ADDRESS),
                    hint=_("Try again from another network."),
                )
    except URLError as error:
        raise BestioError(
            _("Nothing comes from {address}: is this computer on the internet?").format(address=ADDRESS),
            hint=_("Download it on another computer, and name the file: --python {name}").format(name=NAME),
        ) from error
    return path


def pip_words(lock: Path, folder: Path) -> list[str]:
    """The words of pip that fetch the wheels of a lock into `folder`, on any system."""
    return [
        "pip", "download", "--only-binary", ":all:", "--no-deps", "--require-hashes", "--platform", "win_amd64",
        "--python-version", "3.11", "--implementation", "cp", "--dest", str(folder), "--requirement", str(lock),
    ]  # fmt: skip


def fetch_wheels(
    folder: Path, progress: Progress, lock: Path = LOCK, python: Sequence[str] = (sys.executable,)
) -> None:
    """Let pip fetch the wheels of a lock into `folder`. Raises BestioError.

    Where this is interrupted, pip is ended.
    """
    if python == (sys.executable,) and importlib.util.find_spec("pip") is None:
        raise BestioError(
            _("This Python has no pip, which fetches the wheels."),
            hint=_("Fetch them with another Python, and name their folder with --wheels:")
            + " python -m "
            + " ".join(pip_words(lock, folder)),
        )
    folder.mkdir(parents=True, exist_ok=True)
    of = len(read_lock(lock.read_text(encoding="utf-8")))
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command = [*python, "-m", *pip_words(lock, folder), *options]
    said: list[str] = []
    number = 0
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        errors="replace",
    ) as pip:  # fmt: skip
        try:
            for line in pip.stdout or ():
                if found := _TAKEN.match(line):
                    number += 1
                    progress(number, of, found[1])
                said = [*said, line.strip()][-_LAST_LINES:]
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        raise BestioError(
            _("The wheels could not be fetched. pip says: {words}").format(words=" ".join(said)[:400]),
            hint=_("Is there internet here? Else fetch them elsewhere, and name their folder with --wheels."),
            where=Where.of(lock),
        )
