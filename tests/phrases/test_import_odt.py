"""OpenDocument texts: each text that the page shows, once, and nothing else."""

from __future__ import annotations

import pytest

from bestio.phrases.importers import Imported, UnreadableText, read_text
from tests.phrases.documents import content, odt, odt_styles, zipped

NONE = '<style:text-properties text:display="none"/>'
HIDDEN = "Du texte caché dans le document a été laissé de côté."
INDEX = "La table des matières ou l’index a été laissé de côté."


def style(name: str, inside: str = "", family: str = "text", parent: str = "") -> str:
    of = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{of}>{inside}</style:style>'


def read(text: str, automatic: str = "", **more: str) -> Imported:
    return read_text(odt(text, automatic, **more), "x.odt")


@pytest.mark.parametrize("name", ["x.odt", "x.ott", "x.OTT", "x.sxw", "x.txt", ""])
def test_the_text_is_read_whatever_the_name(name: str) -> None:
    assert read_text(odt("<text:p>Le robot dort.</text:p>"), name).text == "Le robot dort."


@pytest.mark.parametrize(
    "line",
    [
        "Il aime la pluie.",
        "Il aime\n      la\tpluie.",
        "\n  Il aime la pluie.\n  ",
        "Il <text:span>aime</text:span>\n<text:span>la pluie.</text:span>",
        "Il aime <text:span> la </text:span> pluie.",
        "Il aime<text:s/>la<text:tab/>pluie.",
        'Il aime<text:s text:c="9"/>la pluie.',
        "Il <text:a>aime <text:span>la</text:span></text:a> pluie.",
        'Il <text:bookmark text:name="x"/>aime la pluie<text:soft-page-break/>.',
        "Il aime <text:placeholder>cliquez ici</text:placeholder>la pluie.",
        "Il aime <text:ruby><text:ruby-base>la</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby> pluie.",
        "Il aime <text:reference-ref>la</text:reference-ref> <text:user-field-get>pluie</text:user-field-get>.",
        "Il aime <text:conditional-text>la</text:conditional-text> pluie.",
        "Il aime <loext:content-control>la pluie</loext:content-control>.",
        "Il ai<draw:frame>\n  <draw:image>\n <office:binary-data>AAAA</office:binary-data></draw:image>\n"
        "<svg:title>une image</svg:title><svg:desc>d’un robot</svg:desc></draw:frame>me la pluie.",
        "Il ai<draw:frame><draw:object><math:math xmlns:math='http://www.w3.org/1998/Math/MathML'>x</math:math>"
        "</draw:object></draw:frame>me la pluie.",
        "Il aime <text:change-start/>la<text:change-end/> pluie.<text:change/>",
        "<text:number>1.</text:number>Il aime la pluie.",
        "<![CDATA[Il aime]]> la&#32;pluie.",
        'Il aime <text:variable-set text:display="none">x</text:variable-set>la pluie.',
        'Il aime <text:hidden-text text:string-value="la pluie">la pluie</text:hidden-text>.',
    ],
)
def test_a_line_is_read_as_the_page_shows_it(line: str) -> None:
    assert read(f"<text:p>{line}</text:p>").text == "Il aime la pluie."


def test_blocks_of_every_kind_are_lines() -> None:
    text = (
        "\n<text:h>Un</text:h>\n<text:list>\n <text:list-item>\n  <text:p>Deux</text:p>\n </text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Trois</text:p>"
        "</table:table-cell></table:table-row></table:table-header-rows></table:table>"
        "<text:section><text:p>Quatre<text:line-break/>cinq</text:p></text:section>"
        "<draw:frame><draw:text-box><text:p>Six</text:p></draw:text-box></draw:frame>"
        "<text:numbered-paragraph><text:p>Sept</text:p></text:numbered-paragraph>"
    )
    assert read(text).text.split("\n") == ["Un", "Deux", "Trois", "Quatre", "cinq", "Six", "Sept"]


@pytest.mark.parametrize("shape", ["frame><draw:text-box", "custom-shape><draw:g", "rect><draw:g"])
def test_a_box_has_lines_of_its_own(shape: str) -> None:
    outer, _sign, inner = shape.partition("><draw:")
    box = f"<draw:{shape}><text:p>Boum.</text:p>\n<text:p>Bim.</text:p></draw:{inner}></draw:{outer}>"
    assert read(f"<text:p>Le robot {box}chante.</text:p>").text == "Le robot chante.\nBoum.\nBim."
    assert read(f"<text:p>Il chante.{box}Il dort.</text:p>").text == "Il chante.\nBoum.\nBim.\nIl dort."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">',
        '<!DOCTYPE office:document-content SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE office:document-content>",
    ],
)
def test_a_doctype_is_passed_over(doctype: str) -> None:
    assert read("<text:p>Il dort.</text:p>", doctype=doctype).text == "Il dort."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY boum "boum">]>',
        '<!DOCTYPE x [<!ENTITY boum SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE x []>",
    ],
)
def test_nothing_is_declared_inside_a_document(doctype: str) -> None:
    with pytest.raises(UnreadableText, match="abîmé"):
        read("<text:p>Il dort.</text:p>", doctype=doctype)


@pytest.mark.parametrize("styles", ["", "<broken", "<a/>", "\0", "<a>" * 1000, odt_styles("")])
def test_styles_that_cannot_be_read_cost_nothing(styles: str) -> None:
    found = read("<text:p>Il dort.</text:p>", styles=styles)
    assert (found.text, found.warnings) == ("Il dort.", ())


@pytest.mark.parametrize(
    ("secret", "automatic", "styles"),
    [
        ('<text:span text:style-name="T">secret</text:span>', style("T", NONE), ""),
        ('<text:span text:style-name="T">secret</text:span>', style("T", "", parent="P"), style("P", NONE)),
        ('<text:span text:style-name="T">secret</text:span>', "", style("P", NONE) + style("T", "", parent="P")),
        ('<text:span text:style-name="T"><text:span>secret</text:span></text:span>', style("T", NONE), ""),
        ('<text:hidden-text text:is-hidden="true">secret</text:hidden-text>', "", ""),
        ('</text:p><text:section text:display="none"><text:p>secret</text:p></text:section><text:p>', "", ""),
        (
            '</text:p><text:section text:display="condition" text:is-hidden="true"><text:p>secret</text:p>'
            "</text:section><text:p>",
            "",
            "",
        ),
        ('</text:p><text:p>secret<text:hidden-paragraph text:is-hidden="true"/></text:p><text:p>', "", ""),
        ('</text:p><text:p text:style-name="T">secret</text:p><text:p>', style("T", NONE, "paragraph"), ""),
    ],
)
def test_hidden_text_is_left_out_and_told(secret: str, automatic: str, styles: str) -> None:
    found = read(f"<text:p>Le conte.{secret}</text:p>", automatic, styles=odt_styles(styles))
    assert found.text.split("\n")[0] == "Le conte."
    assert "secret" not in found.text
    assert found.warnings == (HIDDEN,)


@pytest.mark.parametrize(
    ("seen", "automatic"),
    [
        ('<text:span text:style-name="T">vu</text:span>', style("T", NONE, "paragraph")),
        ('<text:span text:style-name="T">vu</text:span>', style("T", '<style:text-properties text:display="true"/>')),
        ("<text:hidden-text>vu</text:hidden-text>", ""),
        ("vu<text:hidden-paragraph/>", ""),
        ('</text:p><text:section text:display="condition"><text:p>vu</text:p></text:section><text:p>', ""),
    ],
)
def test_what_is_not_hidden_now_is_read(seen: str, automatic: str) -> None:
    found = read(f"<text:p>Un {seen}</text:p>", automatic)
    assert found.text.split() == ["Un", "vu"]
    assert found.warnings == ()


def test_a_span_shows_again_what_its_paragraph_hides() -> None:
    automatic = style("P", NONE, "paragraph") + style("T", '<style:text-properties text:display="true"/>') + style("U")
    line = '<text:p text:style-name="P">un <text:span text:style-name="T">deux</text:span>'
    assert read(f'{line}<text:span text:style-name="U">trois</text:span></text:p>', automatic).text == "deux"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>non</text:p></text:note-body></text:note>",
         "1 note a été laissée de côté."),
        ("<office:annotation><dc:creator xmlns:dc='urn:dc'>x</dc:creator><text:p>non</text:p></office:annotation>",
         "1 commentaire a été laissé de côté."),
    ],
)  # fmt: skip
def test_notes_and_comments_are_left_out_and_told(inside: str, told: str) -> None:
    found = read(f"<text:p>Il dort{inside}.</text:p>")
    assert (found.text, found.warnings) == ("Il dort.", (told,))


def test_deleted_text_is_left_out_and_told() -> None:
    change = "<office:change-info><text:p>une remarque</text:p></office:change-info>"
    deletion = f"<text:changed-region><text:deletion>{change}<text:p>non</text:p></text:deletion></text:changed-region>"
    insertion = f"<text:changed-region><text:insertion>{change}</text:insertion></text:changed-region>"
    line = "<text:p>Il <text:change-start/>rit<text:change-end/>.</text:p>"
    both = read(f"<text:tracked-changes>{insertion}{deletion}</text:tracked-changes>{line}")
    assert both.text == "Il rit."
    assert both.warnings == ("Du texte supprimé (suivi des modifications) a été laissé de côté.",)
    assert read(f"<text:tracked-changes>{insertion}</text:tracked-changes>{line}").warnings == ()


@pytest.mark.parametrize(
    "index",
    [
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    ],
)
def test_indexes_are_left_out_and_told(index: str) -> None:
    title = "<text:index-title><text:p>Sommaire</text:p></text:index-title>"
    inside = f"<text:index-body>{title}<text:p>x 1</text:p></text:index-body>"
    found = read(f"<text:p>Un.</text:p><text:{index}>{inside}</text:{index}><text:p>Deux.</text:p>")
    assert (found.text, found.warnings) == ("Un.\nDeux.", (INDEX,))


@pytest.mark.parametrize(("header", "told"), [("Collège Truc", True), ("", False), ("12", False)])
def test_a_header_is_told_where_it_says_something(header: str, told: bool) -> None:
    page = f"<style:master-page><style:header><text:p>{header}</text:p></style:header></style:master-page>"
    found = read("<text:p>Il dort.</text:p>", styles=odt_styles("", page))
    assert found.text == "Il dort."
    assert bool(found.warnings) is told


def test_a_text_of_before_opendocument() -> None:
    old = (
        '<office:document-content xmlns:office="http://openoffice.org/2000/office" office:class="text" '
        'xmlns:text="http://openoffice.org/2000/text"><office:body><text:p>Il<text:s/>dort.</text:p>'
        "<text:p>Il rit<text:footnote><text:p>non</text:p></text:footnote>.</text:p></office:body>"
        "</office:document-content>"
    )
    assert read_text(zipped({"content.xml": old}), "x.sxw").text == "Il dort.\nIl rit."


@pytest.mark.parametrize(
    ("kind", "told"), [("spreadsheet", "tableau de calcul"), ("presentation", "diaporama"), ("drawing", "image")]
)
def test_other_documents_of_an_office_are_refused_by_their_kind(kind: str, told: str) -> None:
    with pytest.raises(UnreadableText, match=told):
        read_text(zipped({"content.xml": content("<text:p>x</text:p>", kind=kind)}), "x.odt")


def test_a_password_is_told() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry>'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(UnreadableText, match="mot de passe"):
        read_text(zipped({"content.xml": b"\x91\x02" * 99, "META-INF/manifest.xml": manifest}), "x.odt")


def test_a_cell_that_another_covers_is_not_read() -> None:
    covered = "<table:covered-table-cell><text:p>non</text:p></table:covered-table-cell>"
    row = f"<table:table-cell><text:p>Un.</text:p></table:table-cell>{covered}"
    assert read(f"<table:table><table:table-row>{row}</table:table-row></table:table>").text == "Un."
