"""One creation in one file, to carry home on a stick: a zip with the journal, and the workspace's voices and lexicons
that it uses. What comes from elsewhere is read entry by entry under limits, and only its known names are written.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bestio.classroom.store import SUFFIX, Store
from bestio.classroom.unpacking import EXTRA, JOURNAL, MANIFEST, MAX_FILE, BundleError, refused, unpack
from bestio.creation.events import Event
from bestio.creation.fold import fold
from bestio.documents import yamlio
from bestio.documents.enough import AtMost, Enough
from bestio.errors import BestioError, Problem, Where, reason_of
from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.todays_form import in_todays_form
from bestio.library import Library
from bestio.persona.lexicon import read_document
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.speech.voice import from_document
from bestio.storage import disk
from bestio.text.slug import slug

KIND = "bundle/1"
_MOST_OF_A_NAME = 1_000
MAX_CHECKED = 1 << 19
"""Bytes of voices and lexicons that are checked, and so can come with a creation: a megabyte may take two seconds."""
_TOLD = 10  # problems of a journal, or of a voice, that an import tells
_KINDS = {"voices": "voice/1", "lexicons": "lexicon/1"}


class Imported(Struct, frozen=True):
    """What an import made: the journal's `path`, the files that were `added` to the workspace, and `notices`."""

    path: Path
    group: str
    added: tuple[Path, ...] = ()
    notices: tuple[str, ...] = ()


def export_creation(journal: Path, to: Path, library: Library, store: Store | None = None) -> Path:
    """Write the creation of `journal` into the file `to`, whole or not at all; the file.

    `store`: what holds the journal, where it may not be a file. A name without an ending is that of a folder; folders
    are made. Raises JournalError where the journal cannot be read, BundleError where the disk refuses.
    """
    data = reader.read_bytes(journal) if store is None else store.content(journal)
    reading = reader.parse(data, journal)
    target = to if to.suffix and not to.is_dir() else to / f"{journal.stem}{SUFFIX}"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(MANIFEST, yamlio.dump({"bestio": KIND, "group": reading.header.group}))
        bundle.writestr(JOURNAL, data if reading.newer else data[: reading.good])
        for kind, names in _used(reading.events).items():
            for name in sorted(names):
                file = library.own(kind) / f"{name}.yaml"
                if EXTRA.match(f"{kind}/{name}.yaml") and file.is_file():
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
    parts = unpack(data, file) if data.startswith(b"PK") else {JOURNAL: data}
    journal = parts.pop(JOURNAL)
    reading = reader.parse(journal, file)
    if reading.fresh:
        raise BundleError(_("There is nothing in this creation."), where=Where.of(file))
    notices: list[str] = [str(problem) for problem in reading.problems[:_TOLD]]
    extras = _usable(parts, file, library.workspace, notices)
    store.path(class_id, "x")  # an unsafe name is told before anything is written
    store.journals.make_class(class_id, "")
    added = _add_extras(extras, library, notices)
    # Last, so that what was interrupted can be done again and leaves no group without its voice.
    path = _write_new(store, class_id, slug(reading.header.group, "groupe"), reading, journal)
    return Imported(path, reading.header.group, tuple(added), tuple(notices))


def import_extras(parts: Mapping[str, bytes], file: Path, library: Library) -> tuple[list[Path], list[str]]:
    """Add voices and lexicons that come from elsewhere, by their names in a bundle; those added, and what to tell.

    Raises BundleError for what is none of them, OSError.
    """
    notices: list[str] = []
    extras = _usable(parts, file, library.workspace, notices)
    return _add_extras(extras, library, notices), notices


def _add_extras(extras: Mapping[str, bytes], library: Library, notices: list[str]) -> list[Path]:
    added: list[Path] = []
    for entry, content in extras.items():
        there = library.workspace / entry
        if os.path.lexists(there):
            if _content(there) != content:
                notices.append(_("“{file}” was already here and was kept as it is.").format(file=entry))
            continue
        make_folder(there.parent)
        disk.replace(there, content)
        added.append(there)
    return added


def _usable(parts: Mapping[str, bytes], file: Path, workspace: Path, notices: list[str]) -> dict[str, bytes]:
    """The voices and lexicons of a bundle that can be used; what is wrong with new ones is put into `notices`."""
    found: dict[str, bytes] = {}
    left = MAX_CHECKED
    for name, content in sorted(parts.items(), key=lambda part: len(part[1])):
        if name == MANIFEST:
            continue
        left -= len(content)
        sound, problems = _checked(name, content, file) if left >= 0 else (False, [])
        if not os.path.lexists(workspace / name):
            notices += [str(problem) for problem in problems[:_TOLD]]
        if sound:
            found[name] = content
        else:
            notices.append(_("“{file}” was left out: it cannot be used.").format(file=name))
    return found


def _content(path: Path) -> bytes:
    """What a file of the workspace holds; nothing where it is none."""
    try:
        return read_regular(path, yamlio.MAX_BYTES + 1)
    except OSError:
        return b""


def _write_new(store: Store, class_id: str, base: str, reading: reader.Reading, journal: bytes) -> Path:
    """Write a journal under a name that no other has, nor takes at this very moment in another window."""
    for number in range(1, _MOST_OF_A_NAME):
        name = base if number == 1 else f"{base}-{number}"
        path = store.path(class_id, name)
        if store.journals.is_there(path):
            continue
        if store.journals.add(path, journal if reading.newer else in_todays_form(reading, journal, name=name)):
            return path
    raise BundleError(_("Too many groups are called “{name}”.").format(name=base), hint=_("Choose another class."))


def journal_in(data: bytes, file: Path) -> bytes:
    """The journal in the content of a bundle. Raises BundleError where it is none."""
    return unpack(data, file)[JOURNAL]


def parts_of(data: bytes, file: Path) -> dict[str, bytes]:
    """What the content of a bundle holds, by name. Raises BundleError where it is none."""
    return unpack(data, file)


def with_journal(parts: Mapping[str, bytes], journal: bytes) -> bytes:
    """The content of a bundle that holds `parts`, with another `journal`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, part in {**parts, JOURNAL: journal}.items():
            bundle.writestr(name, part)
    return content.getvalue()


def _checked(name: str, content: bytes, file: Path) -> tuple[bool, list[Problem]]:
    """Whether the voice or the lexicon `name` of a bundle can be used, and what `bestio check` would say of it.

    Of a lexicon, what is sound is used. Raises BundleError for what is none at all.
    """
    kind, stem = EXTRA.fullmatch(name).groups()  # type: ignore[union-attr]
    try:
        document = yamlio.parse(content.decode("utf-8"), f"{file}: {name}")
    except (BestioError, UnicodeDecodeError) as error:
        raise refused(_("“{name}” in it cannot be read.").format(name=name), file) from error
    if not isinstance(document.data, dict) or document.data.get("bestio") != _KINDS[kind]:
        raise refused(_("“{name}” in it is not what its name says.").format(name=name), file)
    problems: list[Problem] = []
    if kind == "voices":
        return from_document(document, stem, problems.append) is not None, problems
    with suppress(Enough):
        read_document(document, AtMost(problems.append), expected_id=stem)
    return True, problems


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
