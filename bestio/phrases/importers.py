"""Pupils' texts from files and from the clipboard: any encoding a school has, nothing private, nothing hidden.

Reads .txt and .md (UTF-8 with or without its mark, UTF-16, Windows-1252), .odt and .docx. Everything that was changed
or left out on the way is told in `warnings`.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bestio.errors import BestioError, Where
from bestio.i18n import _, ngettext
from bestio.language import tokens, typography

MAX_TEXT_BYTES = 2 << 20
MAX_DOCUMENT_BYTES = 20 << 20
MAX_UNPACKED_BYTES = 64 << 20
MAX_PARTS = 4_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OFFICE_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
# What an .odt holds besides the writer's own lines: changes, comments, notes, tables of contents.
_NOT_TEXT = {
    (_OFFICE_TEXT, "tracked-changes"),
    (_OFFICE, "annotation"),
    (_OFFICE_TEXT, "note"),
    (_OFFICE_TEXT, "table-of-content"),
}


class UnreadableText(BestioError):  # noqa: N818 (it is told to people as what it is)
    """A file that no text can be read from."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This text cannot be read")


@dataclass(frozen=True)
class Imported:
    """A text ready for a corpus: NFC, "\\n" newlines, nothing hidden or private in it; `encoding` it was read with."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def read_text(source: Path | bytes, name: str = "") -> Imported:
    """The text of a file, or of bytes named `name` (its suffix says what they are; plain text without one).

    At most 2 MiB of text, 20 MiB for .odt and .docx. Raises UnreadableText for what is missing, too big, binary or
    empty.
    """
    if isinstance(source, Path):
        name = name or str(source)
        data = _load(source, _limit(source.suffix), name)
    else:
        data = source
    suffix = Path(name).suffix.lower()
    if suffix in {".odt", ".docx"} or data.startswith(b"PK\x03\x04"):
        return _finish(_document(data, name), "zip", name)
    text, encoding = decode(data, name)
    if suffix in {".md", ".markdown"}:
        text = _markdown(text)
    return _finish(text, encoding, name)


def read_pasted(text: str, name: str = "") -> Imported:
    """Text from a field or the clipboard, held to the same rules as a file."""
    if len(text) > MAX_TEXT_BYTES:
        raise _too_big(name, MAX_TEXT_BYTES)
    return _finish(text, "unicode", name)


def decode(data: bytes, name: str = "") -> tuple[str, str]:
    """`data` as text and the name of its encoding; UnreadableText where it is no text."""
    if len(data) > MAX_TEXT_BYTES:
        raise _too_big(name, MAX_TEXT_BYTES)
    for start, what in ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"\xd0\xcf\x11\xe0", "Word 97")):
        if data.startswith(start):
            raise UnreadableText(
                _("This is a file of another kind ({what}).").format(what=what),
                hint=_("Save it as .docx, .odt or .txt, or copy and paste the text."),
                where=_where(name),
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                raise _binary(name) from None
    guess = _unmarked_utf16(data)
    if guess:
        try:
            return data.decode(guess), guess
        except UnicodeDecodeError:
            raise _binary(name) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, encoding = data.decode("cp1252", "replace"), "cp1252"
    else:
        encoding = "utf-8"
    strange = sum(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f\v\x1b" for letter in text[:50_000])
    odd = text[:50_000].count("\ufffd")
    if strange > 2 + len(text[:50_000]) // 50 or odd > len(text[:50_000]) // 100:
        raise _binary(name)
    return text, encoding


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is 0."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _limit(suffix: str) -> int:
    return MAX_DOCUMENT_BYTES if suffix.lower() in {".odt", ".docx"} else MAX_TEXT_BYTES


def _load(path: Path, limit: int, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableText(_("This is a folder, not a text."), hint=_("Choose a file."), where=_where(name))
        if path.exists() and not path.is_file():
            raise UnreadableText(_("This is not a file."), hint=_("Choose a file."), where=_where(name))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise UnreadableText(
            _("There is no such file."), hint=_("Check its name and its folder."), where=_where(name)
        ) from None
    except (OSError, ValueError):
        raise UnreadableText(
            _("The file cannot be opened."),
            hint=_("Check that you may read it."),
            where=_where(name),
        ) from None
    if len(data) > limit:
        raise _too_big(name, limit)
    return data


def _document(data: bytes, name: str) -> str:
    if len(data) > MAX_DOCUMENT_BYTES:
        raise _too_big(name, MAX_DOCUMENT_BYTES)
    broken = UnreadableText(
        _("The document is damaged, or is not one."),
        hint=_("Open it and save it again as .docx or .odt, or copy and paste the text."),
        where=_where(name),
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            main = next((part for part in ("word/document.xml", "content.xml") if part in parts), None)
            # An honest text of 2 MiB stays well under this once unpacked; a bomb does not.
            if main is not None and (
                sum(parts.values()) > MAX_UNPACKED_BYTES
                or parts[main] > MAX_UNPACKED_BYTES // 4
                or len(parts) > MAX_PARTS
            ):
                raise UnreadableText(
                    _("The document is too big once unpacked."),
                    hint=_("Copy and paste the part that you need."),
                    where=_where(name),
                )
            if main is None or archive.testzip() is not None:
                raise broken
        text = "\n".join(_docx_lines(data) if main == "word/document.xml" else _odt_lines(data))
    except BestioError:
        raise
    except Exception:  # the libraries let errors of every kind through for damaged files
        raise broken from None
    if len(text) > MAX_TEXT_BYTES:
        raise _too_big(name, MAX_TEXT_BYTES)
    return text


def _docx_lines(data: bytes) -> Iterator[str]:
    import docx  # noqa: PLC0415 (slow to load, seldom needed)
    from docx.oxml.ns import qn  # noqa: PLC0415

    body: Any = docx.Document(io.BytesIO(data)).element.body
    for paragraph in body.iter(qn("w:p")):
        pieces = []
        for piece in paragraph.xpath("./w:r/* | ./w:hyperlink/w:r/* | ./w:ins/w:r/* | ./w:smartTag//w:r/*"):
            kind = piece.tag.rpartition("}")[2]
            if kind == "t":
                pieces.append(piece.text or "")
            elif kind in {"br", "cr"}:
                pieces.append("\n")
            elif kind == "tab":
                pieces.append(" ")
            elif kind == "noBreakHyphen":
                pieces.append("-")
        yield "".join(pieces)


def _odt_lines(data: bytes) -> Iterator[str]:
    from odf.opendocument import load  # noqa: PLC0415 (slow to load, seldom needed)

    def pieces(node: Any) -> Iterator[str]:
        for child in node.childNodes:
            if child.nodeType in {child.TEXT_NODE, child.CDATA_SECTION_NODE}:
                yield str(child.data)
            elif child.qname in _NOT_TEXT:
                continue
            elif child.qname == (_OFFICE_TEXT, "line-break"):
                yield "\n"
            elif child.qname in {(_OFFICE_TEXT, "s"), (_OFFICE_TEXT, "tab")}:
                yield " "
            else:
                yield from pieces(child)

    def lines(node: Any) -> Iterator[str]:
        for child in node.childNodes:
            if child.nodeType != child.ELEMENT_NODE or child.qname in _NOT_TEXT:
                continue
            if child.qname in {(_OFFICE_TEXT, "p"), (_OFFICE_TEXT, "h")}:
                yield "".join(pieces(child))
            else:
                yield from lines(child)

    yield from lines(load(io.BytesIO(data)).text)


def _markdown(text: str) -> str:
    """The words of a Markdown text: no marks, no code blocks, no addresses of links, no front matter."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (slow to load, seldom needed)

    text = re.sub(
        r"\A---\n.*?\n(?:---|\.\.\.)\n", "", typography.ESCAPES.sub("", text.replace("\r\n", "\n")), flags=re.S
    )
    lines: list[str] = []
    for block in MarkdownIt("commonmark").enable("table").parse(text):
        if block.type != "inline":
            continue
        pieces = []
        for child in block.children or ():
            if child.type in {"text", "code_inline"}:
                pieces.append(child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                pieces.append("\n")
        lines.append("".join(pieces))
    return "\n\n".join(lines)


def _finish(text: str, encoding: str, name: str) -> Imported:
    warnings: list[str] = []
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    text, escapes = typography.ESCAPES.subn("", text)
    text, hidden = typography.HIDDEN.subn("", text)
    if escapes + hidden:
        warnings.append(
            ngettext(
                "{count} hidden sign was left out.", "{count} hidden signs were left out.", escapes + hidden
            ).format(count=escapes + hidden)
        )
    scrubbed = tokens.scrub(text)
    warnings += [_left_out(kind, count) for kind, count in scrubbed.dropped]
    if "\ufffd" in scrubbed.text:
        warnings.append(_("Some letters could not be read: look for “\ufffd” in the text."))
    if not scrubbed.text.strip():
        raise UnreadableText(_("The text is empty."), hint=_("Write or choose another text."), where=_where(name))
    if not tokens.is_word(scrubbed.text):
        raise UnreadableText(
            _("There are no words in it."), hint=_("Write or choose another text."), where=_where(name)
        )
    return Imported(scrubbed.text.strip("\n"), encoding, tuple(warnings))


def _left_out(kind: tokens.Private, count: int) -> str:
    if kind == "link":
        said = ngettext("{count} web address was left out.", "{count} web addresses were left out.", count)
    elif kind == "email":
        said = ngettext("{count} e-mail address was left out.", "{count} e-mail addresses were left out.", count)
    else:
        said = ngettext("{count} telephone number was left out.", "{count} telephone numbers were left out.", count)
    return said.format(count=count)


def _where(name: str) -> Where | None:
    return Where(name) if name else None


def _too_big(name: str, limit: int) -> UnreadableText:
    return UnreadableText(
        _("The text is too big: at most {size} MB.").format(size=limit >> 20),
        hint=_("Copy and paste the part that you need."),
        where=_where(name),
    )


def _binary(name: str) -> UnreadableText:
    return UnreadableText(
        _("This is not a text."), hint=_("Choose a .txt, .md, .odt or .docx file."), where=_where(name)
    )
