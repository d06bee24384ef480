"""Small documents for the tests, written part by part: no library stands between a test and what it means to say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PREFIXES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="' + _OFFICE + '" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_PREFIXES = " ".join(
    [
        *(f'xmlns:{kind}="{_ODF}{kind}:1.0"' for kind in ("office", "text", "style", "table", "form")),
        f'xmlns:draw="{_ODF}drawing:1.0" xmlns:svg="{_ODF}svg-compatible:1.0"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def relations(*entries: tuple[str, str, str], office: str = _OFFICE) -> str:
    """Relations as (id, last word of the kind, target)."""
    rows = "".join(f'<Relationship Id="{at}" Type="{office}/{kind}" Target="{to}"/>' for at, kind, to in entries)
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def document(body: str, namespace: str = W) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{namespace}" {_PREFIXES}><w:body>{body}</w:body></w:document>'


def docx(
    body: str, *, main: str = "word/document.xml", styles: str = "", strict: bool = False, **others: str | bytes
) -> bytes:
    """A Word document of `body`; `others` are parts of the folder word (`header1="…"`), each with its relation."""
    namespace, office = (STRICT_W, _STRICT_OFFICE) if strict else (W, _OFFICE)
    folder, _slash, base = main.rpartition("/")
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("rId1", "officeDocument", main), office=office),
        main: document(body, namespace),
        f"{folder}/_rels/{base}.rels": relations(
            ("rIdS", "styles", "styles.xml"),
            *((f"rId-{name}", name.rstrip("0123456789"), f"{name}.xml") for name in others),
            office=office,
        ),
    }
    if styles:
        parts[f"{folder}/styles.xml"] = f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>'
    parts |= {f"{folder}/{name}.xml": data for name, data in others.items()}
    return zipped(parts)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def content(text: str, automatic: str = "", *, kind: str = "text", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {ODF_PREFIXES}>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{text}</office:{kind}></office:body></office:document-content>"
    )


def odt(text: str, automatic: str = "", *, styles: str | None = None, manifest: str = "", **kind: str) -> bytes:
    """An OpenDocument text; `styles` is all that its styles.xml holds, broken or not."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content(text, automatic, **kind),
    }
    if styles is not None:
        parts["styles.xml"] = styles
    if manifest:
        parts["META-INF/manifest.xml"] = manifest
    return zipped(parts)


def odt_styles(styles: str, master: str = "") -> str:
    return (
        f"<office:document-styles {ODF_PREFIXES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )
