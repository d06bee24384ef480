"""What no text can be read from, each kind by its name, and what to do about it."""

from __future__ import annotations

import json
import re

from bestio.errors import BestioError, Where
from bestio.i18n import N_, _

MAX_TEXT_BYTES = 2 << 20
"""Bytes of a plain text, and characters of any text."""
MAX_DOCUMENT_BYTES = 20 << 20
"""Bytes of a document as it lies on the disk."""


class UnreadableText(BestioError):  # noqa: N818 (it is told to people as what it is)
    """A file that no text can be read from."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This text cannot be read")


def where(name: str) -> Where | None:
    """The place `name`; none where nothing is known of it."""
    return Where(name) if name else None


def too_big(name: str, limit: int = MAX_TEXT_BYTES) -> UnreadableText:
    """There are more than `limit` bytes of it."""
    return UnreadableText(
        _("The text is too big: at most {size} MB.").format(size=limit >> 20),
        hint=_("Copy and paste the part that you need."),
        where=where(name),
    )


def not_text(name: str) -> UnreadableText:
    """It holds no text, whatever it is."""
    return UnreadableText(
        _("This is not a text."), hint=_("Choose a .txt, .md, .odt or .docx file."), where=where(name)
    )


def damaged(name: str) -> UnreadableText:
    """It says that it is a document, and cannot be read as one."""
    return UnreadableText(
        _("The document is damaged, or is not one."),
        hint=_("Open it and save it again as .docx or .odt, or copy and paste the text."),
        where=where(name),
    )


def too_complicated(name: str) -> UnreadableText:
    """Reading it would take more time or memory than any honest text asks for."""
    return UnreadableText(
        _("The document is too big once unpacked."),
        hint=_("Copy and paste the part that you need."),
        where=where(name),
    )


def other_kind(what: str, name: str) -> UnreadableText:
    """It is a file of the kind `what`, already translated."""
    return UnreadableText(
        _("This is a file of another kind ({what}).").format(what=what),
        hint=_("Save it as .docx, .odt or .txt, or copy and paste the text."),
        where=where(name),
    )


def protected(name: str) -> UnreadableText:
    """A password is asked for it."""
    return UnreadableText(
        _("This document is protected by a password."),
        hint=_("Open it with its password, then save it without one; or copy and paste the text."),
        where=where(name),
    )


def mark_of_open(name: str, mark: str) -> UnreadableText:
    """Its name begins with `mark`: a word processor has put it beside a document that is open."""
    return UnreadableText(
        _("This is not a document: it only says that one is open."),
        hint=_("Choose the file whose name does not begin with “{mark}”.").format(mark=mark),
        where=where(name),
    )


def _old_word(name: str) -> UnreadableText:
    return UnreadableText(
        _("This is an old Word file (.doc), or a document protected by a password."),
        hint=_("Open it, then save it as .docx or .odt without a password; or copy and paste the text."),
        where=where(name),
    )


def _shortcut(name: str) -> UnreadableText:
    return UnreadableText(
        _("This is only a shortcut to a text on the internet: the text itself is not in it."),
        hint=_("Open it in your browser and download it as .docx, .odt or .txt, or copy and paste the text."),
        where=where(name),
    )


_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Beginnings of files, and their kinds for people. A beginning that letters could make is longer than four bytes.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF87a", N_("a picture")),
    (b"GIF89a", N_("a picture")),
    (b"II*\x00", N_("a picture")),
    (b"MM\x00*", N_("a picture")),
    (b"ID3\x03", N_("a sound")),
    (b"ID3\x04", N_("a sound")),
    (b"OggS\x00", N_("a sound")),
    (b"fLaC\x00", N_("a sound")),
    (b"\x1aE\xdf\xa3", N_("a video")),
    (b"7z\xbc\xaf\x27\x1c", N_("an archive")),
    (b"Rar!\x1a\x07", N_("an archive")),
    (b"\x1f\x8b\x08", N_("an archive")),
    (b"SQLite format 3\x00", N_("a database")),
    (b"\x7fELF", N_("a program")),
)
# Those that may stand after blanks or the mark of an encoding.
_BEGINNINGS_IN_LETTERS = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"%!PS", "PostScript"))
_RIFF = {b"WAVE": N_("a sound"), b"AVI ": N_("a video"), b"WEBP": N_("a picture")}
_FTYP_PICTURES = (b"heic", b"heix", b"mif1", b"avif")
_FTYP_SOUNDS = (b"M4A ", b"M4B ")
_HEAD = 4096

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(<!doctype\s+\w+|<[a-zA-Z][\w:.-]*)", re.S | re.I
)
_MIME = re.compile(r"(?:From|MIME-Version|Content-Type): .*\n(?s:.{0,2000})Content-(?:Type|Location): ", re.I)
_LINK_FILE = re.compile(r"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.I)
_MODEL = re.compile(r'\s*(?:\{\s*"(?:state_size|chain)"\s*:|\[\s*\[\s*\[\s*"___BEGIN__")')
_HTML_TAGS = frozenset({"html", "head", "body", "meta", "title", "script", "style", "div", "link", "table", "span"})


def refuse_binary(data: bytes, name: str) -> None:
    """Raise UnreadableText, with its kind, where `data` begins as a file that is no text."""
    if data.startswith(_OLE):
        raise protected(name) if _ENCRYPTED in data else _old_word(name)
    for start, what in _BEGINNINGS:
        if data.startswith(start):
            raise other_kind(_(what), name)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    for start, what in _BEGINNINGS_IN_LETTERS:
        if head.startswith(start):
            raise other_kind(what, name)
    if data[:4] == b"RIFF" and data[8:12] in _RIFF:
        raise other_kind(_(_RIFF[data[8:12]]), name)
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        what = N_("a picture") if brand in _FTYP_PICTURES else N_("a sound") if brand in _FTYP_SOUNDS else N_("a video")
        raise other_kind(_(what), name)
    if data[:2] == b"MZ" and b"This program" in data[:512]:
        raise other_kind(_("a program"), name)


def refuse_markup(text: str, name: str) -> None:
    """Raise UnreadableText where `text` is a web page, other XML, a model or a shortcut, not somebody's lines."""
    head = text[:_HEAD]
    if found := _MARKUP.match(head):
        tag = found[1].lower()
        root = tag.removeprefix("<").split()[-1]
        if root in _HTML_TAGS or (tag == "<p" and name.lower().endswith((".html", ".htm"))):
            raise other_kind(_("a web page"), name)
        if tag.startswith("<!doctype") or head.lstrip().startswith("<?xml") or root in {"svg", "office:document"}:
            raise other_kind("XML", name)
    if _MIME.match(head):
        raise other_kind(_("a web page") if "Content-Location:" in text else _("a message"), name)
    if _MODEL.match(head):
        raise UnreadableText(
            _("This is a model of markovify’s, not a text."),
            hint=_("Draw from it with `bestio phrases --model`."),
            where=where(name),
        )
    if _LINK_FILE.match(head) or _is_google_shortcut(head):
        raise _shortcut(name)


def _is_google_shortcut(head: str) -> bool:
    """Whether it is what Google Drive leaves in a folder: {"doc_id": …} or {"url": "https://docs.google.com/…"}."""
    if not head.lstrip().startswith("{"):
        return False
    try:
        found = json.loads(head)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and ("doc_id" in found or "docs.google.com" in str(found.get("url")))
