"""Wheels unpacked where a Python finds them, without what nothing runs."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bestio.errors import BestioError, Where
from bestio.export.stick.archive import members, unpack
from bestio.i18n import _

PACKAGES = PurePosixPath("Lib/site-packages")
_TAGS = ("-any.whl", "-win_amd64.whl")
_RUNTIME = frozenset({"msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"})
"""Of Microsoft's C++ library: espeak needs the first, which a Windows may lack; it goes with the other two."""
_NEVER_RUN = (
    "pythonwin", "adodbapi", "isapi", "win32/Demos", "win32/test", "win32com/demos", "win32com/test", "numpy/f2py",
    "msvc_runtime.cp311-win_amd64.pyd",
)  # fmt: skip
_TESTED = frozenset({"numpy", "win32comext"})


def unpack_wheel(path: Path, folder: Path) -> None:
    """Put what a wheel holds into the Python that is in `folder`. Raises BestioError, OSError."""
    if not path.name.endswith(_TAGS):
        raise BestioError(_("This wheel is not made for Windows on x64."), where=Where.of(path))
    unpack(path, folder, placed)


def room_of(path: Path) -> int:
    """Bytes that a wheel takes when it is unpacked."""
    return sum(info.file_size for info in members(path, placed).values())


def placed(name: PurePosixPath) -> PurePosixPath | None:
    """Where a file of a wheel goes in the folder of the Python (PEP 427, “Spread”); None: it is left out."""
    top, *rest = name.parts
    if not top.endswith(".data"):
        return None if _is_left_out(name) else PACKAGES / name
    if rest[0] in {"purelib", "platlib"}:
        return PACKAGES.joinpath(*rest[1:])
    return PurePosixPath(name.name) if name.name in _RUNTIME else None


def _is_left_out(name: PurePosixPath) -> bool:
    tests = name.parts[0] in _TESTED and bool({"tests", "test", "demos"} & set(name.parts))
    return tests or any(name.is_relative_to(folder) for folder in _NEVER_RUN)
