"""A text from a file, from bytes or from the clipboard: which kind it is, read by its reader, and told what changed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from bestio.errors import NotRegularError, reason_of
from bestio.i18n import _, ngettext
from bestio.language import tokens, typography
from bestio.phrases.importers import docx, encodings, left_out, line_ends, markdown, odt, subtitles
from bestio.phrases.importers.archive import Archive, Budget
from bestio.phrases.importers.flow import Flow, TooMuchText
from bestio.phrases.importers.refusals import (
    MAX_DOCUMENT_BYTES,
    MAX_TEXT_BYTES,
    UnreadableText,
    damaged,
    mark_of_open,
    not_text,
    other_kind,
    refuse_binary,
    refuse_markup,
    too_big,
    too_complicated,
    where,
)
from bestio.phrases.importers.xml_stream import Elements, TooMuchXml, UnreadableXml
from bestio.regular_file import read_regular
from bestio.text.normalise import cap_marks, compose

MAX_XML_BYTES = 20 << 20
"""Bytes of XML that are read as the text of one document."""
MAX_ELEMENTS = 200_000
"""Elements that are read of one document, all its parts together. A novel of 150,000 words has as many, where a word
processor has cut it into runs of six words; a text of 50 pages has some 20,000."""

WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
OPEN_SUFFIXES = frozenset({".odt", ".ott", ".odm", ".sxw", ".stw"})
DOCUMENT_SUFFIXES = WORD_SUFFIXES | OPEN_SUFFIXES
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
SUFFIXES = DOCUMENT_SUFFIXES | MARKDOWN_SUFFIXES | subtitles.SUFFIXES | {".txt"}
"""The files that a text is looked for in."""

_MARKS_OF_OPEN = ("~$", ".~lock.")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_NEWLINES = re.compile("\r\n?|[\f\v\x85\u2028\u2029]")


@dataclass(frozen=True)
class Imported:
    """A text ready for a corpus: NFC, "\\n" newlines, nothing hidden or private in it; `encoding` it was read with."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def read_text(source: Path | bytes, name: str = "") -> Imported:
    """The text of a file, or of bytes named `name` (its suffix says what they are; plain text without one).

    At most 2 MiB of text, 20 MiB for documents; 2 s of the processor and 200 MB whatever the file. Raises
    UnreadableText for what is missing, too big, of another kind, binary or empty.
    """
    if isinstance(source, Path):
        name = name or str(source)
        data = load(source, _limit(source.suffix), name)
    else:
        data = source
    suffix = Path(name).suffix.lower()
    if mark := next((mark for mark in _MARKS_OF_OPEN if Path(name).name.startswith(mark)), None):
        raise mark_of_open(name, mark)
    if data.startswith(b"PK\x03\x04"):
        return _document(data, name)
    refuse_binary(data, name)
    if suffix in DOCUMENT_SUFFIXES and not _is_plain(data):
        raise damaged(name)
    text, encoding = decode(data, name)
    refuse_markup(text, name)
    if suffix in MARKDOWN_SUFFIXES:
        text = markdown.words_of(typography.ESCAPES.sub("", text))
    elif subtitles.are_subtitles(text, suffix):
        text = subtitles.words_of(text, suffix)
    text, told = _without_entities(text)
    return _finish(text, encoding, name, told)


def _without_entities(text: str) -> tuple[str, list[str]]:
    """A text with letters for what web pages write for them, é for &eacute;, and what is to be told of it."""
    written = _ENTITY.findall(text)
    letters = {entity: html.unescape(entity) for entity in set(written)}
    found = sum(letters[entity] != entity for entity in written)
    if not found:
        return text, []
    told = ngettext(
        "{count} letter was written as web pages write it (`&eacute;` for é): it is a letter again.",
        "{count} letters were written as web pages write them (`&eacute;` for é): they are letters again.",
        found,
    )
    return _ENTITY.sub(lambda match: letters[match[0]], text), [told.format(count=found)]


def read_pasted(text: str, name: str = "") -> Imported:
    """Text from a field or the clipboard, held to the same rules as a file."""
    if len(text) > MAX_TEXT_BYTES:
        raise too_big(name)
    return _finish(text, "unicode", name)


def decode(data: bytes, name: str = "") -> tuple[str, str]:
    """`data` as text and the name of its encoding; UnreadableText where it is no text."""
    if len(data) > MAX_TEXT_BYTES:
        raise too_big(name)
    refuse_binary(data, name)
    marked = next((encoding for mark, encoding in encodings.MARKS if data.startswith(mark)), None)
    wide = marked or encodings.unmarked_utf16(data)
    if wide and wide != "utf-8-sig":
        try:
            return data.decode(wide), wide
        except UnicodeDecodeError:
            raise not_text(name) from None
    text, encoding = encodings.decode_8bit(data)
    text = text.removeprefix("\ufeff")
    # Half of a letter that was read in the wrong way is a control character, too.
    beginning = encodings.mend_read_twice(text[:50_000])[0]
    strange = sum(_is_control(letter) for letter in beginning)
    if strange > 2 + len(beginning) // 50 or beginning.count("\ufffd") > len(beginning) // 100 + 1:
        raise not_text(name)
    return text, encoding


def _is_control(letter: str) -> bool:
    return letter not in "\t\n\r\f\v\x1b" and (letter < " " or "\x7f" <= letter <= "\x9f")


def _is_plain(data: bytes) -> bool:
    """Whether letters could be read from `data`, whatever its suffix says: a text that was only renamed."""
    return b"\0" not in data[:4096] and len(data) <= MAX_TEXT_BYTES


def _limit(suffix: str) -> int:
    return MAX_DOCUMENT_BYTES if suffix.lower() in DOCUMENT_SUFFIXES else MAX_TEXT_BYTES


def load(path: Path, limit: int, name: str, refusal: Callable[[str, int], UnreadableText] = too_big) -> bytes:
    """The bytes of a file, at most `limit`: past them, what `refusal` says of name and limit.

    Raises UnreadableText for what is missing, no file, or cannot be opened.
    """
    try:
        data = read_regular(path, limit + 1)
    except FileNotFoundError:
        raise UnreadableText(
            _("There is no such file."), hint=_("Check its name and its folder."), where=where(name)
        ) from None
    except OSError as error:
        raise UnreadableText(
            _("The file cannot be opened ({reason}).").format(reason=reason_of(error)),
            hint=_("Choose a file.") if isinstance(error, NotRegularError) else _("Check that you may read it."),
            where=where(name),
        ) from None
    if len(data) > limit:
        refuse_binary(data, name)
        raise refusal(name, limit)
    return data


def _document(data: bytes, name: str) -> Imported:
    if len(data) > MAX_DOCUMENT_BYTES:
        raise too_big(name, MAX_DOCUMENT_BYTES)
    archive = Archive(data, name)
    flow = Flow()
    try:
        _read_document(archive, name, flow)
    except TooMuchText:
        raise too_big(name) from None
    except TooMuchXml:
        raise too_complicated(name) from None
    except UnreadableXml:
        raise damaged(name) from None
    return _finish(flow.finish(), "zip", name, tuple(starmap(left_out.of_document, sorted((+flow.left_out).items()))))


def _read_document(archive: Archive, name: str, flow: Flow) -> None:
    budget, elements = Budget(MAX_XML_BYTES), Elements(MAX_ELEMENTS)
    if archive.read("mimetype", 200).strip() == b"application/epub+zip":
        raise other_kind("EPUB", name)
    if odt.MAIN in archive:
        odt.read(archive, name, flow, budget, elements)
    elif any(part in archive for part in ("_rels/.rels", "[Content_Types].xml", "word/document.xml")):
        docx.read(archive, name, flow, budget, elements)
    elif any(part.endswith(".iwa") or part == "index.xml" for part in archive.names()):
        raise other_kind("Pages", name)
    elif Path(name).suffix.lower() in DOCUMENT_SUFFIXES:
        raise damaged(name)
    else:
        raise other_kind(_("an archive"), name)


def _finish(text: str, encoding: str, name: str, warnings: Iterable[str] = ()) -> Imported:
    told = list(warnings)
    text = _NEWLINES.sub("\n", text)
    text, mended = encodings.mend_read_twice(text)
    text, escapes = typography.ESCAPES.subn("", text)
    text, cut = line_ends.mend_cut_words(line_ends.mend_ligatures(text))
    text, hidden = typography.HIDDEN.subn("", text)
    capped = cap_marks(text)
    hidden += escapes + len(text) - len(capped)
    scrubbed = tokens.scrub(compose(capped))
    if encoding.startswith("utf-8+"):
        told.append(_("Two kinds of letters are mixed in the file: look whether the accents are right."))
    if mended:
        told.append(
            ngettext(
                "{count} letter was mended: it had been read in the wrong way (“Ã©” for é).",
                "{count} letters were mended: they had been read in the wrong way (“Ã©” for é).",
                mended,
            ).format(count=mended)
        )
    if hidden:
        told.append(
            ngettext("{count} hidden sign was left out.", "{count} hidden signs were left out.", hidden).format(
                count=hidden
            )
        )
    if cut:
        told.append(
            ngettext(
                "{count} word that was cut at the end of a line is whole again.",
                "{count} words that were cut at the end of a line are whole again.",
                cut,
            ).format(count=cut)
        )
    told += starmap(left_out.private, scrubbed.dropped)
    if "\ufffd" in scrubbed.text:
        told.append(_("Some letters could not be read: look for “\ufffd” in the text."))
    elif encodings.has_odd_letters(scrubbed.text):
        told.append(_("Some letters look wrong: check the accents, or save the text again as UTF-8."))
    if not scrubbed.text.strip():
        raise UnreadableText(_("The text is empty."), hint=_("Write or choose another text."), where=where(name))
    if not tokens.is_word(scrubbed.text):
        raise UnreadableText(_("There are no words in it."), hint=_("Write or choose another text."), where=where(name))
    return Imported(scrubbed.text.strip("\n"), encoding, tuple(told))
