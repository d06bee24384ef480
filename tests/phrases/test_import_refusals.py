"""What no text can be read from is refused by its kind, with what to do."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from bestio.phrases.importers import UnreadableText, read_text
from tests.phrases.documents import document, docx, p, relations, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99)
PADDING = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE, r"ancien fichier \.doc.*mot de passe"),
        (ENCRYPTED, "protégé par un mot de passe"),
        (b"%PDF-1.7 " + PADDING, "PDF"),
        (b"{\\rtf1\\ansi bonjour}", "RTF"),
        (b"\xef\xbb\xbf{\\rtf1\\ansi bonjour}", "RTF"),
        (b"\r\n%PDF-1.4\n%\xe2\xe3" + PADDING, "PDF"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"From: a@b.fr\nSubject: Conte\nMIME-Version: 1.0\nContent-Type: text/plain\n\nIl dort.", "un courriel"),
        (b"\x89PNG\r\n\x1a\n" + PADDING, "une image"),
        (b"\xff\xd8\xff\xe0" + PADDING, "une image"),
        (b"GIF89a" + PADDING, "une image"),
        (b"RIFF\0\0\0\0WEBP" + PADDING, "une image"),
        (b"RIFF\0\0\0\0WAVE" + PADDING, "un son"),
        (b"ID3\x04" + PADDING, "un son"),
        (b"OggS\0" + PADDING, "un son"),
        (b"\0\0\0\x20ftypM4A " + PADDING, "un son"),
        (b"\0\0\0\x20ftypheic" + PADDING, "une image"),
        (b"\0\0\0\x20ftypisom" + PADDING, "une vidéo"),
        (b"7z\xbc\xaf\x27\x1c" + PADDING, "une archive"),
        (b"\x1f\x8b\x08\0" + PADDING, "une archive"),
        (b"SQLite format 3\0" + PADDING, "une base de données"),
        (b"<!DOCTYPE html><html><body><p>Le robot</p></body></html>", "page web"),
        (b"\xef\xbb\xbf \n<HTML lang=fr><p>Le robot", "page web"),
        ("<html><p>Le robot".encode("utf-16"), "page web"),
        (b"<!-- x --><html><p>Le robot", "page web"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html><p>Le robot', "page web"),
        (b'<html xmlns:w="urn:schemas-microsoft-com:office:word"><body>Le robot', "page web"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\nContent-Location: x\r\n", "page web"),
        (b'<?xml version="1.0"?><pkg:package>Le robot</pkg:package>', "XML"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x", "email": "a@b.fr"}', "raccourci"),
        (b'{"":"","doc_id":"1x","resource_key":"","email":"a@b.fr"}', "raccourci"),
        (b"[InternetShortcut]\r\nURL=https://docs.google.com/x\r\n", "raccourci"),
        (zipped({"mimetype": "application/epub+zip", "a.html": "x"}), "EPUB"),
        (zipped({"Index/Document.iwa": "x", "preview.jpg": "x"}), "Pages"),
        (zipped({"un.txt": "Le robot"}), "une archive"),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x"])
def test_other_kinds_are_named(data: bytes, kind: str, name: str) -> None:
    with pytest.raises(UnreadableText, match=kind) as caught:
        read_text(data, name)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["x.docx", "x.odt", "x.doc", "x.gdoc", "x.html"])
def test_a_kind_is_told_by_what_is_in_the_file(name: str) -> None:
    with pytest.raises(UnreadableText, match="mot de passe"):
        read_text(ENCRYPTED, name)
    with pytest.raises(UnreadableText, match="page web"):
        read_text(b"<html><body>Le robot", name)
    assert read_text(docx(p("Il dort.")), name).text == "Il dort."


@pytest.mark.parametrize(
    "text", ["<3 le robot", "<p> dit-il", "{ un } robot", "From: moi", "II. Le robot", "BM, GIF et PDF"]
)
def test_a_text_that_only_begins_so_is_read(text: str) -> None:
    assert read_text(text.encode(), "x.txt").text == text


def packed(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    parts = {
        "_rels/.rels": relations(("a", "officeDocument", "word/document.xml")),
        "word/document.xml": document(p("x")),
    }
    return zipped(parts, method)


def test_methods_of_packing() -> None:
    assert read_text(packed(zipfile.ZIP_STORED), "x.docx").text == "x"
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with pytest.raises(UnreadableText, match="abîmé"):
            read_text(packed(method), "x.docx")


def test_a_zip_with_a_password_is_told() -> None:
    data = bytearray(packed())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 4)
    with pytest.raises(UnreadableText, match="mot de passe"):
        read_text(bytes(data), "x.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "second", ["word/document.xml", "Word/Document.xml", "word\\document.xml", "/word/document.xml"]
)
def test_a_name_that_stands_twice_is_refused(second: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(packed())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(second, document(p("autre")))
    with pytest.raises(UnreadableText, match="abîmé"):
        read_text(path)


def test_what_is_not_read_may_be_damaged() -> None:
    data = zipped({"word/document.xml": document(p("Il dort.")), "word/media/a.png": b"image" * 99}, zipfile.ZIP_STORED)
    assert read_text(data.replace(b"imageimage", b"imagxxmage"), "x.docx").text == "Il dort."
    with pytest.raises(UnreadableText, match="abîmé"):
        read_text(data.replace(b"Il dort.", b"Il rit.."), "x.docx")


@pytest.mark.skipif(os.name != "posix", reason="kinds of files that Windows does not have")
def test_a_pipe_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.txt")
    (tmp_path / "y.docx").symlink_to(tmp_path / "x.txt")
    (tmp_path / "z.odt").symlink_to("/dev/zero")
    for name in ("x.txt", "y.docx", "z.odt"):
        with pytest.raises(UnreadableText) as caught:
            read_text(tmp_path / name)
        assert caught.value.hint


@pytest.mark.parametrize("name", ["~$conte.docx", ".~lock.conte.odt#"])
def test_the_mark_of_an_open_document_is_none(name: str) -> None:
    with pytest.raises(UnreadableText, match="pas un document") as caught:
        read_text(b"\x05Lea" + PADDING, name)
    assert "ne commence pas" in str(caught.value.hint)
