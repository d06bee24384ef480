"""Files made to take all the time or all the memory, by name: each small on the disk, or as big as a file may be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

from bestio.phrases.importers import MAX_TEXT_BYTES
from tests.phrases.documents import ODF_PREFIXES, content, document, docx, odt, relations, zipped

MANY = 2_000_000


def _named_often(times: int) -> bytes:
    """A document whose list of parts names the same bytes again and again."""
    whole = docx("<w:p><w:r><w:t>Le robot dort.</w:t></w:r></w:p>" * 1000)
    end = whole.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", whole[end + 12 : end + 20])
    entries = whole[start : start + size]
    entry = entries[: entries.index(b"PK\x01\x02", 4)]
    listed = entries + entry * times
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listed), start, 0)
    return whole[:start] + listed + tail


def _many_parts(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/media/{number}", b"")
        archive.writestr("word/document.xml", document("<w:p/>"))
    return out.getvalue()


def _lying_about_its_size() -> bytes:
    """A main part of 200 MB that says it has 1,000 bytes."""
    packed = zlib.compress(b" " * (200 << 20), 1)[2:-4]
    name = b"word/document.xml"
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), 1000, len(name), 0)
    local = head + name + packed
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(packed), 1000, len(name), 0, 0, 0, 0, 0, 0
    )
    listed = entry + name
    return local + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(local), 0)


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _boxes(depth: int) -> str:
    return "<w:p><w:r><w:pict><w:txbxContent>" * depth + "<w:p/>" + "</w:txbxContent></w:pict></w:r></w:p>" * depth


def _entities() -> str:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 40}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY e0 "boum ">{rows}]>'


def _with_entities() -> str:
    return content("<text:p>&e8;</text:p>", doctype=_entities())


def _attributes(names: Iterable[str]) -> str:
    return "<w:p " + " ".join(f'{name}=""' for name in names) + "/>"


def _styles(count: int) -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(count)
    )


def _odt_big_styles(count: int) -> bytes:
    styles = "".join(
        f'<style:style style:name="s{n}" style:family="text" style:parent-style-name="s{n + 1}"/>' for n in range(count)
    )
    whole = f"<office:document-styles {ODF_PREFIXES}><office:styles>{styles}</office:styles></office:document-styles>"
    return odt("<text:p>Le robot dort.</text:p>", styles=whole)


def _text(unit: str, size: int = MAX_TEXT_BYTES) -> bytes:
    data = unit.encode()
    return (data * (size // len(data) + 1))[:size]


def _stored(main: str) -> bytes:
    return zipped({"_rels/.rels": relations(("r", "officeDocument", "word/document.xml")), "word/document.xml": main})


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "a part named 60,000 times.docx": lambda: _named_often(60_000),
    "a part named 3,000 times.docx": lambda: _named_often(3_000),
    "20,000 parts.docx": lambda: _many_parts(20_000),
    "a size that lies.docx": _lying_about_its_size,
    "nested runs.docx": lambda: docx("<w:p>" + "<w:r>" * 300_000 + "</w:r>" * 300_000 + "</w:p>"),
    "nested text boxes.docx": lambda: docx(_boxes(100_000)),
    "120 nested text boxes.docx": lambda: docx(_boxes(120) * 500),
    "2 million empty paragraphs.docx": lambda: docx("<w:p/>" * MANY),
    "as many paragraphs as are read.docx": lambda: docx("<w:p/>" * 99_000),
    "as many runs as are read.docx": lambda: docx("<w:p>" + _run("mot ") * 95_000 + "</w:p>"),
    "a box in each word.docx": lambda: docx(
        "<w:p>" + (_run("mot.") + "<w:r><w:pict><w:p><w:r><w:t>x</w:t></w:r></w:p></w:pict></w:r>") * 30_000 + "</w:p>"
    ),
    "fields that never end.docx": lambda: docx(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 95_000 + _run("x") + "</w:p>"
    ),
    "alternatives.docx": lambda: docx(
        "<w:p>" + "<mc:AlternateContent><mc:Choice/></mc:AlternateContent>" * 95_000 + "</w:p>"
    ),
    "big styles.docx": lambda: docx(_run("x").join(("<w:p>", "</w:p>")), styles=_styles(24_000)),
    "very big styles.docx": lambda: docx(_run("x").join(("<w:p>", "</w:p>")), styles=_styles(300_000)),
    "a loop of styles.docx": lambda: docx("<w:p/>", styles=_styles(24_000).replace('w:val="s24000"', 'w:val="s0"')),
    "many relations.docx": lambda: zipped(
        {
            "_rels/.rels": relations(*((f"r{n}", "x", f"a{n}") for n in range(150_000))),
            "word/document.xml": document(f"<w:p>{_run('x')}</w:p>"),
        }
    ),
    "one tag of 30 MB.docx": lambda: _stored(document(f'<w:p a="{"x" * (30 << 20)}"/>')),
    "one comment of 30 MB.docx": lambda: _stored(document(f"<!--{'x' * (30 << 20)}-->")),
    "a million attributes.docx": lambda: _stored(document(_attributes(f"a{n}" for n in range(1_000_000)))),
    "many tags of many attributes.docx": lambda: _stored(document(_attributes(f"a{n}" for n in range(3_000)) * 900)),
    "50 attributes a tag.docx": lambda: _stored(document(_attributes(f"a{n}" for n in range(50)) * 80_000)),
    "a million names.docx": lambda: _stored(document("".join(f"<a{n}/>" for n in range(1_000_000)))),
    "a million namespaces.docx": lambda: _stored(
        document("".join(f'<w:p xmlns:a{n}="u{n}"/>' for n in range(1_000_000)))
    ),
    "namespaces in one tag.docx": lambda: _stored(
        document("<w:p " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(1_000_000)) + "/>")
    ),
    "30 MB of white space.docx": lambda: _stored(document("\n" * (30 << 20))),
    "30 MB of text.docx": lambda: docx(f"<w:p>{_run('mot ' * (7 << 20))}</w:p>"),
    "30 MB of instructions.docx": lambda: docx(f"<w:p><w:r><w:instrText>{'x' * (30 << 20)}</w:instrText></w:r></w:p>"),
    "30 MB of entities.docx": lambda: docx(f"<w:p><w:r><w:t>{'&amp;' * (6 << 20)}</w:t></w:r></w:p>"),
    "30 MB of hidden lines.docx": lambda: docx(
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{'&#10;' * (6 << 20)}</w:t></w:r></w:p>"
    ),
    "30 MB of instructions in letters.docx": lambda: docx(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{"&amp;" * (6 << 20)}</w:instrText></w:r></w:p>'
    ),
    "entities.docx": lambda: _stored(document("<w:p/>").replace("?>", "?>" + _entities(), 1)),
    "20 MB of noise.docx": lambda: b"PK\x03\x04" + bytes(range(256)) * (80 << 10),
    "20 MB of PK.docx": lambda: b"PK\x03\x04" + b"PK\x01\x02" * (5 << 20),
    "nested 200,000 deep.odt": lambda: odt("<text:span>".join(["<text:p>"] + [""] * 200_000) + "x"),
    "sections nested 200,000 deep.odt": lambda: odt("<text:section>" * 200_000 + "</text:section>" * 200_000),
    "2 million empty paragraphs.odt": lambda: odt("<text:p/>" * MANY),
    "as many paragraphs as are read.odt": lambda: odt("<text:p/>" * 99_000),
    "2 million spaces.odt": lambda: odt("<text:p>" + "<text:s/>" * MANY + "</text:p>"),
    "as many spans as are read.odt": lambda: odt("<text:p>" + "<text:span>mot </text:span>" * 190_000 + "</text:p>"),
    "30 MB of text.odt": lambda: odt("<text:p>" + "mot " * (7 << 20) + "</text:p>"),
    "30 MB of white space.odt": lambda: odt("<text:p>" + "\n " * (15 << 20) + "</text:p>"),
    "big styles.odt": lambda: _odt_big_styles(49_000),
    "very big styles.odt": lambda: _odt_big_styles(400_000),
    "a space a number.odt": lambda: odt("<text:p>" + '<text:s text:c="2000000000"/>' * 10 + "mot</text:p>"),
    "entities.odt": lambda: zipped({"content.xml": _with_entities()}),
    "a manifest.odt": lambda: odt("<text:p>x</text:p>", manifest="<a>" * 300_000),
}

MARKDOWN = (
    *("*", "_", "*a", "a* ", "*a **b ", "_a ", "__a_ ", "~~", "[", "![", "[]", "[](", "![](", "[a](b ", "]", "`a"),
    *("``a` ", "<", "<a ", "<!--", "<script", "<br", "</", "\\", "&", "&amp;", "|", "|a", "|-", "> ", "- ", "#"),
    *("#\n", "-\n", "=\n", "a\n", "a\n\n", "1. a\n", "```\n", "~~~", "[a]: b\n", "[a] ", "[^a] ", "a | b\n"),
    *("---\n", "<http:a>", "<a@b>", "a_b", "é*", "- [ ] a\n", "\t", " ", "* * ", "    a\n", "(", "[(", "[a](("),
)
PLAIN = (
    *(
        "a",
        "a-\n",
        "a-\nb ",
        "aa-bb-",
        "a-\n\n",
        "-\n",
        "- \n",
        "\u00ad\n",
        "a\u00ad\n",
        "ﬁ ",
        "ﬁ",
        "e\u0301",
        "\u0301",
    ),
    *("@", "a@", "a@a.", "a@a.a ", "a.", "www.", "http://", "://", ".fr", "a.fr ", "06", "06 ", "+33", "0612345678 "),
    *("Ã©", "Ã", "â€™", "â", "├®", "√©", "Ã\u0083Â©", "\u200b", "\u202e", "\x1b[31m", "\x1b]", "\x1b", "\x1b]a\x07"),
    *("\n", "\r", "\r\n", "\f", " ", "\t", "\u00a0", "\u2028", "«", "“", "'", "’", "…", "!", ".", "—", "😀", "aÉb"),
    *("a?b", "\u0301", "\u0301\u0316", "👩\u200d🚀", "1\n00:00:01,000 --> 00:00:02,000\na\n\n", "WEBVTT\n", "{\\an8}"),
)
SUBTITLES = (
    *("1\n00:00:01,000 --> 00:00:02,000\na\n\n", "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", "<i>", "{\\an8}"),
    *("\n", "a\n", "1\n", "00:00:01,000 --> 00:00:02,000\na\n\nb\n\n", "<", "{", "{\\", "<00:", "0:0,0:0\n"),
)
SONGS = ("[00:01.00]", "[00:01.00]la\n", "[", "[ti:", "<00:01.00>", "[00:", "la\n")
STYLED = (
    *(
        "[Events]\nFormat: a,",
        "[Events]\n",
        "[Events]\nDialogue: 0,0,0,0,0,0,0,0,0,{\\p1}a\n",
        "Dialogue: ,,,,,,,,,{",
        "{\\p",
    ),
    *("\\N", ","),
)
ENCODED = (
    *(("cp1252", "é"), ("cp1252", "l’été "), ("mac-roman", "é"), ("cp850", "é\n"), ("utf-16", "é"), ("utf-16-le", "a")),
    *(("utf-32", "é"), ("latin-1", "\x81"), ("cp1252", "Ã©é")),
)
OTHERS: dict[str, Callable[[], bytes]] = {
    "200,000 stars.md": lambda: b"*" * 200_000,
    "json.txt": lambda: b'{"a":' * 400_000,
    "nested json.txt": lambda: b"[" * MAX_TEXT_BYTES,
    "html.txt": lambda: b"<?xml ?>" + _text("<!---->", 2_000_000),
    "ole.doc": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * (2_000_000),
}


def texts() -> Iterator[tuple[str, bytes]]:
    """Each kind of sign that a reader looks for, from the first to the last byte of a file as big as may be."""
    for suffix, units in ((".md", MARKDOWN), (".txt", PLAIN), (".srt", SUBTITLES), (".lrc", SONGS), (".ass", STYLED)):
        for unit in units:
            yield f"{unit!r} again and again{suffix}", _text(unit)
    for encoding, unit in ENCODED:
        data = (unit * MAX_TEXT_BYTES).encode(encoding)
        yield f"{unit!r} in {encoding}.txt", data[:MAX_TEXT_BYTES]
    for name, make in OTHERS.items():
        yield name, make()


def documents() -> Iterator[tuple[str, bytes]]:
    """Documents that unfold, nest, repeat or lie."""
    for name, make in DOCUMENTS.items():
        yield name, make()
