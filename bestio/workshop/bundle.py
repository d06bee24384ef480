"""One creation in one file, to carry home on a stick: a zip with the journal, and the workspace's voices and lexicons
that it uses. What comes from elsewhere is read entry by entry under limits, and only its known names are written.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bestio import yamlio
from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import _
from bestio.library import Library
from bestio.private_files import make_folder
from bestio.workshop import disk, reader, record
from bestio.workshop.creation import fold
from bestio.workshop.events import Event
from bestio.workshop.lock import JournalBusy, WriterLock
from bestio.workshop.migrate import migrate
from bestio.workshop.store import Store, slug

SUFFIX = ".bestio"
KIND = "bundle/1"
MAX_FILE = 32 << 20
"""Bytes in the largest bundle that is read."""
_MAX_ENTRIES = 64
_MOST_OF_A_NAME = 1_000
_MANIFEST = "bestio.yaml"
_JOURNAL = "journal.yaml"
_EXTRA = re.compile(r"(voices|lexicons)/([a-z0-9][a-z0-9-]{0,39})\.yaml\Z")
_KINDS = {"voices": "voice/1", "lexicons": "lexicon/1"}


class BundleError(BestioError):
    """A file that is no creation, or that is refused before anything of it is written."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This creation cannot be imported")


class Imported(Struct, frozen=True):
    """What an import made: the journal's `path`, the files that were `added` to the workspace, and `notices`."""

    path: Path
    group: str
    added: tuple[Path, ...] = ()
    notices: tuple[str, ...] = ()


def export_creation(journal: Path, to: Path, library: Library) -> Path:
    """Write the creation of `journal` into the file `to`, whole or not at all; the file.

    A name without an ending is that of a folder; folders are made. Raises JournalError where the journal cannot be
    read, BundleError where the disk refuses.
    """
    reading = reader.read(journal)
    target = to if to.suffix and not to.is_dir() else to / f"{journal.stem}{SUFFIX}"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(_MANIFEST, yamlio.dump({"bestio": KIND, "group": reading.header.group}))
        data = reader.read_bytes(journal)
        bundle.writestr(_JOURNAL, data if reading.newer else data[: reading.good])
        for kind, names in _used(reading.events).items():
            for name in sorted(names):
                file = library.own(kind) / f"{name}.yaml"
                if _EXTRA.match(f"{kind}/{name}.yaml") and file.is_file():
                    bundle.writestr(f"{kind}/{name}.yaml", yamlio.read_text(file))
    try:
        make_folder(target.parent)
        disk.replace(target, content.getvalue())
    except OSError as error:
        raise BundleError(
            _("The file cannot be written there: {reason}.").format(reason=reason_of(error)),
            hint=_("Choose another place."),
            where=Where.of(target),
            title=_("This creation cannot be exported"),
        ) from error
    return target


def import_creation(file: Path, store: Store, class_id: str, library: Library) -> Imported:
    """Make a new group of `class_id` out of a bundle, or out of a bare journal.

    Nothing of the workspace is overwritten: a voice or lexicon of the same name that differs is left as it is and told.
    Raises BundleError, JournalError before anything is written; UsageError for an unsafe class; OSError.
    """
    data = reader.read_bytes(file, MAX_FILE)
    parts = _unpack(data, file) if data.startswith(b"PK") else {_JOURNAL: data}
    journal = parts.pop(_JOURNAL)
    reading = reader.parse(journal, file)
    if reading.fresh:
        raise BundleError(_("There is nothing in this creation."), where=Where.of(file))
    extras = {name: _checked(name, content, file) for name, content in parts.items() if name != _MANIFEST}
    folder = store.folder(class_id)
    make_folder(folder)
    added: list[Path] = []
    notices: list[str] = [str(problem) for problem in reading.problems[:10]]
    for entry, content in extras.items():
        there = library.workspace / entry
        if there.exists():
            if there.read_bytes() != content:
                notices.append(_("“{file}” was already here and was kept as it is.").format(file=entry))
            continue
        make_folder(there.parent)
        disk.replace(there, content)
        added.append(there)
    # Last, so that what was interrupted can be done again and leaves no group without its voice.
    path = _write_new(folder, slug(reading.header.group, "groupe"), reading, journal)
    return Imported(path, reading.header.group, tuple(added), tuple(notices))


def _write_new(folder: Path, base: str, reading: reader.Reading, journal: bytes) -> Path:
    """Write a journal under a name that no other has, nor takes at this very moment in another window."""
    for number in range(1, _MOST_OF_A_NAME):
        name = base if number == 1 else f"{base}-{number}"
        path = folder / f"{name}.yaml"
        if disk.is_there(path):
            continue
        writer = WriterLock(path, reading.header.started)
        try:
            writer.acquire()
        except JournalBusy:
            continue
        try:
            if disk.is_there(path):
                continue
            disk.replace(path, journal if reading.newer else _clean_journal(reading, name))
        finally:
            writer.release()
        return path
    raise BundleError(_("Too many groups are called “{name}”.").format(name=base), hint=_("Choose another class."))


def journal_in(data: bytes, file: Path) -> bytes:
    """The journal in the content of a bundle. Raises BundleError where it is none."""
    return _unpack(data, file)[_JOURNAL]


def parts_of(data: bytes, file: Path) -> dict[str, bytes]:
    """What the content of a bundle holds, by name. Raises BundleError where it is none."""
    return _unpack(data, file)


def with_journal(parts: Mapping[str, bytes], journal: bytes) -> bytes:
    """The content of a bundle that holds `parts`, with another `journal`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in {**parts, _JOURNAL: journal}.items():
            bundle.writestr(name, part)
    return content.getvalue()


def _clean_journal(reading: reader.Reading, name: str) -> bytes:
    header = replace(reading.header, id=name, format=reader.FORMAT)
    events = migrate(reading.events, reading.header.format)
    return ("\n".join([header.line(), *map(record.encode, events)]) + "\n").encode()


def _unpack(data: bytes, file: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            entries = bundle.infolist()
            if len(entries) > _MAX_ENTRIES:
                raise _refused(_("It holds too many files."), file)
            found: dict[str, bytes] = {}
            for entry in entries:
                if entry.filename not in {_MANIFEST, _JOURNAL} and not _EXTRA.match(entry.filename):
                    raise _refused(
                        _("It holds a file that has no place there: “{name}”.").format(name=entry.filename[:80]), file
                    )
                if entry.filename in found:
                    raise _refused(_("It holds “{name}” twice.").format(name=entry.filename), file)
                limit = reader.MAX_BYTES if entry.filename == _JOURNAL else yamlio.MAX_BYTES
                with bundle.open(entry) as stream:
                    content = stream.read(limit + 1)
                if len(content) > limit:
                    raise _refused(_("“{name}” in it is too large.").format(name=entry.filename), file)
                found[entry.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _refused(_("It is damaged, or it is protected by a password."), file) from error
    if _JOURNAL not in found:
        raise _refused(_("There is no journal in it."), file)
    return found


def _checked(name: str, content: bytes, file: Path) -> bytes:
    """A voice or a lexicon of a bundle, where it is one."""
    try:
        data = yamlio.parse(content.decode("utf-8"), f"{file}:{name}").data
    except (BestioError, UnicodeDecodeError) as error:
        raise _refused(_("“{name}” in it cannot be read.").format(name=name), file) from error
    if not isinstance(data, dict) or data.get("bestio") != _KINDS[name.partition("/")[0]]:
        raise _refused(_("“{name}” in it is not what its name says.").format(name=name), file)
    return content


def _refused(message: str, file: Path) -> BundleError:
    return BundleError(message, hint=_("Nothing was imported. Ask for the file again."), where=Where.of(file))


def _used(events: Iterable[Event]) -> dict[Literal["voices", "lexicons"], set[str]]:
    """The voices and lexicons that a creation has ever used."""
    creation = fold(events)
    voices, lexicons = {creation.voice_id}, set(creation.lexicons)
    for event in events:
        data = event.data
        refs = [data.get("trait"), *(data["traits"].values() if isinstance(data.get("traits"), dict) else ())]
        lexicons.update(ref.partition(":")[0] for ref in refs if isinstance(ref, str) and ":" in ref)
        for listed in (data.get("lexicons"), data.get("ids")):
            lexicons.update(one for one in listed or () if isinstance(listed, list) and isinstance(one, str))
        if event.do == "voice.choose" and isinstance(data.get("id"), str):
            voices.add(data["id"])
    return {"voices": voices, "lexicons": lexicons}
