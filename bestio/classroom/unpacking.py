"""Reads a bundle from anywhere: entry by entry, within limits that hold before the work, its known names alone."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from bestio.documents import yamlio
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import reader
from bestio.text.slug import RESERVED

MAX_FILE = 32 << 20
"""Bytes in the largest bundle that is read."""
MAX_UNPACKED = 40 << 20
"""Bytes of all that a bundle holds, once unpacked."""
MAX_ENTRIES = 64
MANIFEST = "bestio.yaml"
JOURNAL = "journal.yaml"
EXTRA = re.compile(r"(voices|lexicons)/([a-z0-9][a-z0-9-]{0,39})\.yaml\Z")
# LZMA and the others can ask for gigabytes to unpack a hundred bytes.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LISTED = b"PK\x01\x02"  # each entry's line in the list of a zip begins with it
_ENCRYPTED = 1


class BundleError(BestioError):
    """A file that is no creation, or that is refused before anything of it is written."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This creation cannot be imported")


def unpack(data: bytes, file: Path) -> dict[str, bytes]:
    """What the content of a bundle holds, by name; JOURNAL is there. Raises BundleError, naming `file`."""
    if data.count(_LISTED) > 2 * MAX_ENTRIES:  # a list of a million names takes the memory of the machine to be read
        raise refused(_("It holds too many files."), file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            found = _entries(bundle, file)
    except BestioError:
        raise
    except Exception as error:  # what unpacks lets errors of every kind through for a damaged file
        raise _damaged(file) from error
    if JOURNAL not in found:
        raise refused(_("There is no journal in it."), file)
    return found


def _entries(bundle: zipfile.ZipFile, file: Path) -> dict[str, bytes]:
    entries = bundle.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refused(_("It holds too many files."), file)
    names: set[str] = set()
    for entry in entries:
        _check_entry(entry, names, file)
        names.add(entry.filename)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise refused(_("It is too large once unpacked."), file)
    found: dict[str, bytes] = {}
    for entry in entries:
        # What is said of a size need not be so: no more than was said is read.
        with bundle.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise _damaged(file)
        found[entry.filename] = content
    return found


def _check_entry(entry: zipfile.ZipInfo, names: set[str], file: Path) -> None:
    """Raise BundleError where nothing of that name, that size, or packed like that belongs into a bundle."""
    name = entry.filename
    extra = EXTRA.match(name)
    known = name in {MANIFEST, JOURNAL} or (extra is not None and not RESERVED.match(extra[2]))
    if not known or entry.orig_filename != name:
        raise refused(_("It holds a file that has no place there: “{name}”.").format(name=name[:80]), file)
    if name in names:
        raise refused(_("It holds “{name}” twice.").format(name=name), file)
    if entry.flag_bits & _ENCRYPTED:
        raise _damaged(file)
    if entry.compress_type not in _METHODS:
        raise refused(_("“{name}” in it is packed in a way that Bestio does not use.").format(name=name), file)
    if entry.file_size > (reader.MAX_BYTES if name == JOURNAL else yamlio.MAX_BYTES):
        raise refused(_("“{name}” in it is too large.").format(name=name), file)


def refused(message: str, file: Path) -> BundleError:
    """Why nothing of `file` is imported."""
    return BundleError(message, hint=_("Nothing was imported. Ask for the file again."), where=Where.of(file))


def _damaged(file: Path) -> BundleError:
    return refused(_("It is damaged, or it is protected by a password."), file)
