"""The only reader and writer of YAML.

What a teacher writes is read as they meant it: `on`, `oui`, `non` and `12:30` stay words, only `true` and `false` are
booleans. What could harm is refused before anything is built: files over a size, deep nesting, aliases that multiply,
tags, keys written twice. Every value keeps its line, which is looked up only when a message needs it.

What parses and writes is imported where a file is parsed or written: a command that finds all it needs in a cache, or
in a journal, does without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bestio.documents.messages import YamlError
from bestio.errors import Problem, Where, reason_of
from bestio.i18n import _
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage.atomic import replace
from bestio.text.normalise import compose

if TYPE_CHECKING:
    from bestio.documents.messages import Slip

__all__ = [
    "Document",
    "YamlError",
    "decode",
    "dump",
    "dump_line",
    "kind_of",
    "parse",
    "read",
    "read_text",
    "slips",
    "write",
    "write_text",
]

MAX_BYTES = 1 << 20

_T = TypeVar("_T")

_HEAD = 4096  # bytes
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")  # line ends to YAML 1.1, and to no editor
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")


@dataclass
class Document:
    """What one YAML text says: `data` in plain Python, and where each value stands."""

    data: Any
    name: str
    text: str = field(repr=False, default="")
    _lines: dict[tuple[str, ...], int] | None = field(repr=False, default=None)

    def where(self, *keys: str | int) -> Where:
        """The line of the value that `keys` lead to, or of the nearest value around it that is there."""
        if self._lines is None:
            from bestio.documents.builder import line_table

            self._lines = line_table(self.text)
        path = tuple(map(str, keys))
        while path and path not in self._lines:
            path = path[:-1]
        return Where(self.name, self._lines.get(path))


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Document:
    """The YAML document of `path`: UTF-8 with or without its mark, else Windows-1252.

    Raises YamlError, with the line and the remedy, where the file is missing, too large or not YAML.
    """
    return parse(read_text(path, max_bytes=max_bytes), str(path))


def read_text(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of a YAML file, decoded and in composed (NFC) form. Raises YamlError."""
    try:
        raw = read_regular(path, max_bytes + 1)
    except OSError as error:
        raise YamlError(
            _("The file cannot be opened ({reason}).").format(reason=reason_of(error)),
            hint=_("Check its name and that you may read it."),
            where=Where.of(path),
        ) from error
    if len(raw) > max_bytes:
        raise YamlError(
            _("The file is too large (more than {size} KiB).").format(size=max_bytes >> 10),
            hint=_("Split it into several files."),
            where=Where.of(path),
        )
    return _decode(raw, path)


def decode(raw: bytes, *, beginning: bool = False) -> str:
    """The bytes of a YAML file as text with “\\n” line ends: the one way to decode them.

    UTF-8 with or without its mark, UTF-16 and UTF-32 as Windows writes them, else Windows-1252. Where they are only the
    `beginning` of a file, its last character may be cut.
    """
    if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        text = raw.decode("utf-32", errors="replace")
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    elif re.match(rb"[^\0]\0[^\0]\0", raw):  # its mark was lost
        text = raw.decode("utf-16-le", errors="replace")
    elif re.match(rb"\0[^\0]\0[^\0]", raw):
        text = raw.decode("utf-16-be", errors="replace")
    else:
        text = _decode_bytes(raw, beginning)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_bytes(raw: bytes, beginning: bool) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if beginning and error.end == len(raw) and error.reason == "unexpected end of data":
            return raw[: error.start].decode("utf-8-sig")
        return raw.decode("cp1252", errors="replace")


def _decode(raw: bytes, path: Path) -> str:
    text = decode(raw)
    if found := _CONTROL.search(text):
        raise YamlError(
            _("The file holds a character that no text has (code {code}).").format(code=ord(found[0])),
            hint=_("It may not be a text file, or it was damaged: take a copy that works."),
            where=Where.of(path, text.count("\n", 0, found.start()) + 1),
        )
    return compose(text)


def kind_of(path: Path) -> str:
    """What a file says it is by its first `bestio:` key (lexicon, voice, guard ...); "" where it says nothing.

    Read from the beginning of the file alone, so that a broken file is still told by what is wrong in it.
    """
    try:
        head = decode(read_regular(path, _HEAD), beginning=True)
    except OSError:
        return ""
    from bestio.documents.blanks import ODD

    found = re.search(
        rf"^[ {ODD}]*(?:---\s*)?\{{?\s*[\"']?bestio[\"']?[\s{ODD}]*:[ \t{ODD}]*[\"']?([\w-]+)", head, re.MULTILINE
    )
    return found[1] if found else ""


def parse(text: str, name: str = "…") -> Document:
    """The one YAML document that `text` holds. Raises YamlError with `name` and the line.

    Blanks that only look like spaces are read as spaces where YAML needs one; `slips` tells them. So are line ends that
    no editor shows as such (U+0085, U+2028, U+2029): every line told would be one too far.
    """
    data, text, _mended = _built(_one_kind_of_line(text), name)
    return Document(data, name, text)


def _one_kind_of_line(text: str) -> str:
    return text if text.isascii() else _OTHER_BREAKS.sub(" ", text)


def _built(text: str, name: str) -> tuple[Any, str, list[Slip]]:
    """What `text` says, the text that says it, and the blanks that were put right in it. Raises YamlError."""
    import yaml

    from bestio.documents.blanks import mend
    from bestio.documents.builder import build_and_look
    from bestio.documents.diagnosis import told

    try:
        data, odd = build_and_look(text)
    except (yaml.YAMLError, UnicodeEncodeError) as error:  # half a surrogate pair is no character
        mended, found = mend(text)
        if not found:
            raise told(error, text, name) from error
        try:
            return build_and_look(mended)[0], mended, found
        except (yaml.YAMLError, UnicodeEncodeError) as still:
            raise told(still, mended, name) from still
    if odd:
        mended, found = mend(text)
        try:
            return build_and_look(mended)[0], mended, found
        except yaml.YAMLError:
            pass
    return data, text, []


def slips(text: str, name: str) -> list[Problem]:
    """What a YAML text says otherwise than its author seems to mean, though it can be read: a problem a line.

    Blanks that are read as spaces are errors, since no other program does so; what YAML reads in its own silent way
    (a “#” that cuts a text, a comma that parts one, …) is a warning.
    """
    from bestio.documents.blanks import mend
    from bestio.documents.silent import silent

    text = _one_kind_of_line(text)
    try:
        _data, text, found = _built(text, name)
    except YamlError as error:
        text, found = mend(text)
        told_at = (error.where.line if error.where is not None else None) or 1
        found += (slip for slip in silent(text) if slip.line + 1 < told_at)
    else:
        found += silent(text)
    return [Problem(Where(name, slip.line + 1), slip.message, slip.hint, slip.level) for slip in found]


def dump(data: Any) -> str:
    """`data` as YAML for people: block style, keys in their order, French letters as they are."""
    from bestio.documents.writer import in_blocks

    return in_blocks(data)


def dump_line(data: Any) -> str:
    """`data` as YAML on exactly one line, without a line end."""
    from bestio.documents.writer import in_flow

    return in_flow(data).removesuffix("\n").removesuffix("\n...")


def write(path: Path, data: Any) -> None:
    """Put `data` into `path` as YAML, whole or not at all: a neighbour file is written, synced and renamed over it."""
    write_text(path, dump(data))


def write_text(path: Path, text: str) -> None:
    """Put `text` into `path` as UTF-8, whole or not at all. Raises OSError where the disk refuses."""
    make_folder(path.parent)
    replace(path, text.encode())
