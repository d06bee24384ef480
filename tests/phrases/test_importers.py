"""Texts from files: every encoding a school has, and a clear word for what is no text."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.phrases import importers
from bestio.phrases.importers import UnreadableText, read_pasted, read_text
from tests.phrases import documents

FRENCH = "L’œuf de l’été coûte 3 €.\nÇa va ?\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, told: str) -> None:
    path = tmp_path / "texte.txt"
    path.write_bytes(FRENCH.replace("\n", "\r\n").encode(encoding))
    read = read_text(path)
    assert read.text == FRENCH.rstrip("\n")
    assert read.encoding == told
    assert read.warnings == ()


def test_what_is_changed_is_told() -> None:
    read = read_text("e\u0301te\u0301 \u202e\x1b[31mrouge\x00 a@b.fr http://x.fr/y 06 12 34 56 78\n".encode())
    assert read.text.startswith("été rouge")
    assert "@" not in read.text
    assert "http" not in read.text
    assert "06" not in read.text
    assert len(read.warnings) == 4


def test_markdown_keeps_the_words() -> None:
    source = (
        "---\ntitle: x\n---\n# Le *robot*\n\nIl **mange** des [clous](http://a.fr) et ![image](b.png)\n\n"
        "- un\n- deux\n\n"
        "```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert read_text(source.encode(), "a.md").text.split() == [
        *("Le", "robot", "Il", "mange", "des", "clous", "et", "un", "deux"),
        "a",
        "b",
        "c",
        "d",
    ]


def make_docx() -> bytes:
    cell = f"<w:tbl><w:tr><w:tc>{documents.p('Dans un tableau.')}</w:tc></w:tr></w:tbl>"
    r = documents.r
    lines = "<w:p>" + r("Il ") + r("mange", "<w:b/>") + "<w:r><w:br/></w:r>" + r("la lune.")
    return documents.docx(documents.p("Le titre") + lines + "</w:p>" + cell)


def make_odt() -> bytes:
    return documents.odt(
        '<text:h text:outline-level="1">Le titre</text:h>'
        '<text:p>Il mange<text:s text:c="2"/><text:span>la lune.</text:span><text:line-break/>Puis rien.</text:p>'
        "<text:list><text:list-item><text:p>Dans une liste.</text:p></text:list-item></text:list>"
    )


def test_docx(tmp_path: Path) -> None:
    path = tmp_path / "texte.docx"
    path.write_bytes(make_docx())
    assert read_text(path).text.split("\n") == ["Le titre", "Il mange", "la lune.", "Dans un tableau."]


def test_odt(tmp_path: Path) -> None:
    path = tmp_path / "texte.odt"
    path.write_bytes(make_odt())
    assert read_text(path).text.split("\n") == ["Le titre", "Il mange la lune.", "Puis rien.", "Dans une liste."]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n\n",
        b"!!! ...",
        b"\x00\x01\x02\x03" * 100,
        bytes(range(256)) * 20,
        b"%PDF-1.4 abc",
        b"{\\rtf1 abc}",
        b"\xd0\xcf\x11\xe0abc",
        b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        b"PK\x03\x04 not a zip",
        b"\xff\xfe\x00\xd8a",
        b"a" * (importers.MAX_TEXT_BYTES + 1),
    ],
)
def test_what_is_no_text_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableText) as caught:
        read_text(data, "x.txt")
    assert caught.value.hint
    assert caught.value.where is not None


def test_missing_folder_and_odd_files_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "rien.txt", tmp_path, Path("/dev/zero"), tmp_path / ("x" * 400), tmp_path / "a\x00b"):
        with pytest.raises(UnreadableText):
            read_text(path)


def test_a_big_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "gros.txt"
    with path.open("wb") as stream:
        stream.truncate(50 << 20)
    with pytest.raises(UnreadableText, match="2"):
        read_text(path)


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (40 << 20))
        archive.writestr("content.xml", b" " * (40 << 20))
    assert len(out.getvalue()) < 1 << 20
    for name in ("a.docx", "a.odt", "a.txt"):
        with pytest.raises(UnreadableText):
            read_text(out.getvalue(), name)


def test_an_entity_bomb_is_refused() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "'
        + b"a" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (ord("b") + n, b"&%c;" % (ord("a") + n) * 50) for n in range(6))
        + b"]>"
    )
    for name, inner, good in (("x.docx", "word/document.xml", make_docx()), ("x.odt", "content.xml", make_odt())):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(out, "w") as archive:
            for part in source.namelist():
                data = source.read(part)
                if part == inner:
                    data = bomb + data[data.index(b"?>") + 2 :].replace(b"Le titre", b"&g;")
                archive.writestr(part, data)
        with suppress(UnreadableText):
            assert len(read_text(out.getvalue(), name).text) < 10_000


@pytest.mark.parametrize("make", [make_docx, make_odt])
def test_damaged_documents_are_told(make: object) -> None:
    whole = make()  # type: ignore[operator]
    for at in range(0, len(whole), max(1, len(whole) // 25)):
        for data in (whole[:at], whole[:at] + b"\xff" * 8 + whole[at + 8 :]):
            with suppress(UnreadableText):
                assert read_text(data, "x.docx").text


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.docx", "a.odt", ""]))
@settings(max_examples=80)
def test_any_bytes_give_a_text_or_a_word_for_people(data: bytes, name: str) -> None:
    with suppress(UnreadableText):
        assert read_text(data, name).text


def test_pasted_text_is_held_to_the_same_rules() -> None:
    assert read_pasted("Bonjour\x00 \ud800le robot").text == "Bonjour le robot"
    with pytest.raises(UnreadableText):
        read_pasted("x " * importers.MAX_TEXT_BYTES)
    with pytest.raises(UnreadableText):
        read_pasted("…")
