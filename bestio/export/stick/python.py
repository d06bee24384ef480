"""The Python of a stick: the “embeddable package” of python.org, which needs no installation."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from bestio.errors import BestioError, Where
from bestio.export.stick.archive import members, unpack
from bestio.export.stick.lock import digest_of
from bestio.i18n import _

VERSION = "3.11.9"
"""The last of the 3.11 that python.org gives out for Windows; the wheels of the lock are made for 3.11."""
NAME = f"python-{VERSION}-embed-amd64.zip"
ADDRESS = f"https://www.python.org/ftp/python/{VERSION}/{NAME}"
DIGEST = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
SHORT = "311"
PATHS = f"python{SHORT}._pth"
_PARTS = ("python.exe", f"python{SHORT}.dll", f"python{SHORT}.zip", PATHS)
_LIBRARY = re.compile(r"python(3\d+)\.dll")


def check(path: Path) -> bool:
    """Whether the file is byte for byte the one of python.org that is known.

    Raises BestioError where it is not the embeddable package of a Python 3.11 for Windows.
    """
    names = {str(name) for name in members(path, _as_it_is)}
    others = [found[1] for name in names if (found := _LIBRARY.fullmatch(name)) and found[1] != SHORT]
    if f"python{SHORT}.dll" not in names and others:
        raise BestioError(
            _("This is Python 3.{number}; the stick needs {version}.").format(number=others[0][1:], version=VERSION),
            hint=_("Download {address}").format(address=ADDRESS),
            where=Where.of(path),
        )
    if not names.issuperset(_PARTS):
        raise BestioError(
            _("This is not the “embeddable package” of Python for Windows."),
            hint=_("Download {address}").format(address=ADDRESS),
            where=Where.of(path),
        )
    return digest_of(path) == DIGEST


def unpack_python(path: Path, folder: Path) -> None:
    """Put the Python into `folder`, with its file of paths changed: `Lib/site-packages` is looked into as well.

    Where such a file is, Python looks neither into the variables nor into the folders of the user.
    """
    unpack(path, folder, _as_it_is)
    (folder / PATHS).write_bytes(f"python{SHORT}.zip\r\n.\r\nimport site\r\n".encode())


def _as_it_is(name: PurePosixPath) -> PurePosixPath:
    return name
