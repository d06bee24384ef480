"""The lock of the stick, made of constraints.txt. To write it anew: python -m tests.stick_lock

It needs `uv` on the path, a Python with pip (where this one has none, name it: python -m tests.stick_lock PYTHON), and
the registry.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.utils import parse_wheel_filename

from bestio.export.stick.lock import LOCK, digest_of
from tests.front_door import ROOT

RUNTIME = "msvc-runtime"
"""Microsoft's C++ library, which no package asks for: espeak's library needs it, and a Windows may lack it."""
HEAD = f"""\
# The wheels of `bestio stick`: CPython 3.11, Windows x64, of the versions of constraints.txt, and {RUNTIME}.
# Made by: python -m tests.stick_lock
"""


def pins() -> list[str]:
    done = subprocess.run(
        ["uv", "pip", "compile", "--quiet", "--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11",
         "--no-annotate", "--no-header", "-c", "constraints.txt", "pyproject.toml", "-"],
        input=f"{RUNTIME}\n", cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [line for line in done.stdout.splitlines() if "==" in line]


def lock(python: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        listed.write_text("\n".join(pins()) + "\n", encoding="utf-8")
        subprocess.run(
            [python, "-m", "pip", "download", "--quiet", "--only-binary", ":all:", "--no-deps", "--platform",
             "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--dest", folder,
             "--requirement", str(listed)],
            check=True,
        )  # fmt: skip
        lines = []
        for wheel in Path(folder).glob("*.whl"):
            name, version, _build, _tags = parse_wheel_filename(wheel.name)
            lines.append(f"{name}=={version} --hash=sha256:{digest_of(wheel)}\n")
    return HEAD + "".join(sorted(lines))


if __name__ == "__main__":
    LOCK.write_text(lock(sys.argv[1] if len(sys.argv) > 1 else sys.executable), encoding="utf-8")
