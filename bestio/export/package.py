"""Pages as one file that a platform of a school takes in: a SCORM 1.2 package for Moodle and Éléa, or a plain zip.

The package is SCORM's simplest (ADL, “SCORM Content Aggregation Model 1.2”): each page is an “asset”, which the
platform shows; nothing in it speaks to the platform, so that nothing is told of who looked at what.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from bestio.classroom.erasure.scan import gallery_mark
from bestio.errors import BestioError, UsageError, reason_of
from bestio.export.heard import Heard
from bestio.export.picture import write_whole
from bestio.i18n import N_, _
from bestio.speech.recorded.clip import digest_of
from bestio.speech.speech import Speech
from bestio.text.sanitise import sanitise
from bestio.text.slug import slug

ENDING = ".zip"
MANIFEST = "imsmanifest.xml"
_SPACES = {
    "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
_LONGEST_TITLE = 200  # characters, as SCORM has it
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the same pages give the same bytes
_FOR_ALL = 0o644 << 16


class Contents(Struct, frozen=True):
    """What a package holds: its title, the pages to open (file, title) in their order, all files, whom they show.

    `named` are groups, as class/group: who erases one finds the package by that.
    """

    title: str
    pages: Sequence[tuple[str, str]]
    files: Mapping[str, bytes]
    named: Sequence[str]


class Packages:
    """The packages that are asked for. What is heard in them is written down in the banks that it comes from."""

    def __init__(self, scorm: Path | None, plain: Path | None) -> None:
        self._wanted = [(path, kind) for path, kind in ((scorm, True), (plain, False)) if path is not None]
        self._heard = Heard()
        for path, _kind in self._wanted:
            _need_ending(path)

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def heard(self, speech: Speech) -> Speech:
        """Take a line into account that is in the pages; the same line."""
        return self._heard.add(speech)

    def write(self, contents: Contents) -> list[Path]:
        """Write them all; where they are. Raises BestioError."""
        for path, scorm in self._wanted:
            data = write_package(path, contents, scorm=scorm)
            try:
                self._heard.note(path, digest_of(data))
            except OSError as error:
                path.unlink(missing_ok=True)
                raise BestioError(
                    _("The package cannot be written ({reason}).").format(reason=reason_of(error))
                ) from error
        return [path for path, _scorm in self._wanted]


def _need_ending(path: Path) -> None:
    if path.suffix.lower() != ENDING:
        raise UsageError(
            _("“{name}” is not the name of a package.").format(name=path.name), hint=_("End the name with .zip.")
        )


def write_package(path: Path, contents: Contents, *, scorm: bool) -> bytes:
    """Put a package into `path`, whole or not at all; its bytes.

    Raises UsageError for another ending than .zip, BestioError where the disk refuses.
    """
    _need_ending(path)
    data = package(contents, scorm=scorm)
    write_whole(path, data, N_("The package cannot be written ({reason})."))
    return data


def package(contents: Contents, *, scorm: bool) -> bytes:
    """The bytes of a package. The same contents give the same bytes."""
    files = dict(contents.files)
    if scorm:
        files = {MANIFEST: manifest(contents).encode(), **files}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.external_attr = _FOR_ALL
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
        archive.comment = f"<metadata>{gallery_mark(contents.named)}</metadata>".encode()
    return made.getvalue()


def manifest(contents: Contents) -> str:
    """The manifest of a SCORM 1.2 package."""
    digest = hashlib.sha256(repr(sorted(contents.files.items())).encode()).hexdigest()[:12]
    name = f"bestio-{slug(contents.title, 'pages')}-{digest}"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<manifest identifier="{name}" version="1.0" {_attributes(_SPACES)}>',
            "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>",
            '<organizations default="organisation">',
            f'<organization identifier="organisation"><title>{_title(contents.title)}</title>',
            *_items(contents.pages),
            "</organization>",
            "</organizations>",
            "<resources>",
            *_resources(contents),
            "</resources>",
            "</manifest>",
            "",
        ]
    )


def _attributes(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())


def _title(text: str) -> str:
    return escape(sanitise(text)[:_LONGEST_TITLE])


def _items(pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (_file, title) in enumerate(pages, 1):
        yield (
            f'<item identifier="item-{number}" identifierref="resource-{number}" isvisible="true">'
            f"<title>{_title(title)}</title></item>"
        )


def _resources(contents: Contents) -> Iterator[str]:
    """A resource a page; the files that are no page belong to the first, which leads to them."""
    opened = {file for file, _title in contents.pages}
    others = sorted(set(contents.files) - opened)
    for number, (file, _title_of_page) in enumerate(contents.pages, 1):
        href = {"href": quote(file)}
        kept = {"identifier": f"resource-{number}", "type": "webcontent", "adlcp:scormtype": "asset", **href}
        files = [file, *(others if number == 1 else ())]
        told = "".join(f"<file href={quoteattr(quote(one))}/>" for one in files)
        yield f"<resource {_attributes(kept)}>{told}</resource>"
