"""Word documents: each text that the page shows, once, and nothing else."""

from __future__ import annotations

import pytest

from bestio.phrases.importers import Imported, UnreadableText, read_text
from tests.phrases.documents import W, document, docx, p, r, relations, zipped

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"
VANISH = "<w:vanish/>"
HIDING = (
    '<w:style w:type="character" w:styleId="Cache"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Fils"><w:basedOn w:val="Cache"/></w:style>'
    '<w:style w:type="character" w:styleId="Vu"><w:basedOn w:val="Cache"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Secret"><w:pPr/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def read(body: str, **parts: str) -> Imported:
    return read_text(docx(body, **parts), "x.docx")  # type: ignore[arg-type]


def field(instruction: str, result: str) -> str:
    return (
        FIELD.format("begin")
        + INSTRUCTION.format(instruction)
        + FIELD.format("separate")
        + result
        + FIELD.format("end")
    )


def in_p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "Document.xml", "a/b/c.xml"])
@pytest.mark.parametrize("name", ["x.docx", "x.docm", "x.dotx", "x.DOTM", "x.txt", ""])
def test_the_main_part_is_found_by_the_relations_of_the_package(main: str, strict: bool, name: str) -> None:
    read = read_text(docx(p("Le robot dort."), main=main, strict=strict), name)
    assert (read.text, read.warnings) == ("Le robot dort.", ())


@pytest.mark.parametrize(
    "target",
    ["/word/document.xml", "./word/document.xml", "WORD/Document.XML", "word\\document.xml", "%77ord/document.xml"],
)
def test_a_target_is_found_however_it_is_written(target: str) -> None:
    parts = {"_rels/.rels": relations(("a", "officeDocument", target)), "word/document.xml": document(p("Il dort."))}
    assert read_text(zipped(parts), "x.docx").text == "Il dort."


@pytest.mark.parametrize("rels", ["", "<broken", relations(("a", "officeDocument", "../NULL"))])
def test_without_usable_relations_the_usual_part_is_read(rels: str) -> None:
    assert read_text(zipped({"_rels/.rels": rels, "word/document.xml": document(p("Il dort."))}), "x.docx").text


@pytest.mark.parametrize(
    "inline",
    [
        r("la pluie"),
        f"<w:hyperlink>{r('la pluie')}</w:hyperlink>",
        f"<w:ins><w:hyperlink>{r('la pluie')}</w:hyperlink></w:ins>",
        f"<w:hyperlink><w:ins>{r('la pluie')}</w:ins></w:hyperlink>",
        f"<w:sdt><w:sdtPr><w:rPr>{VANISH}</w:rPr></w:sdtPr><w:sdtContent>{r('la pluie')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent><w:ins>{r('la pluie')}</w:ins></w:sdtContent><w:sdtEndPr/></w:sdt>",
        f"<w:moveFrom>{r('non')}</w:moveFrom><w:moveTo>{r('la pluie')}</w:moveTo>",
        f"<w:smartTag><w:smartTag>{r('la pluie')}</w:smartTag></w:smartTag>",
        f"<w:customXml>{r('la pluie')}</w:customXml>",
        f"<w:dir><w:bdo>{r('la pluie')}</w:bdo></w:dir>",
        f'<w:fldSimple w:instr=" REF x ">{r("la pluie")}</w:fldSimple>',
        field(" REF x ", r("la pluie")),
        field(" IF ", r("la ") + field(" REF ", r("pluie"))),
        FIELD.format("begin")
        + field(" MERGEFIELD ", r("rien"))
        + FIELD.format("separate")
        + r("la pluie")
        + FIELD.format("end"),
        f"<w:r><w:ruby><w:rt>{r('no')}</w:rt><w:rubyBase>{r('la pluie')}</w:rubyBase></w:ruby></w:r>",
        "<m:oMath><m:r><m:t>la pluie</m:t></m:r></m:oMath>",
        r("la") + "<w:r><w:tab/></w:r>" + r("pluie"),
        r("la pl") + "<w:r><w:softHyphen/></w:r>" + r("uie"),
    ],
)
def test_what_stands_in_a_line_is_read_once(inline: str) -> None:
    assert read(in_p(r("Il aime "), inline, r(" et le vent."))).text == "Il aime la pluie et le vent."


def test_tabs_of_the_layout_are_no_text() -> None:
    assert read(p("Il dort.", '<w:tabs><w:tab w:val="left"/></w:tabs>')).text == "Il dort."


def test_lines_and_hyphens_of_a_paragraph() -> None:
    found = read(in_p(r("porte"), "<w:r><w:noBreakHyphen/></w:r>", r("clés"), "<w:r><w:br/></w:r>", r("et vis")))
    assert found.text == "porte-clés\net vis"


@pytest.mark.parametrize(
    "gone",
    [
        r("secret", VANISH),
        r("secret", '<w:rStyle w:val="Cache"/>'),
        r("secret", '<w:rStyle w:val="Fils"/>'),
        r("secret", '<w:rStyle w:val="Vu"/><w:vanish/>'),
    ],
)
def test_hidden_text_is_left_out_and_told(gone: str) -> None:
    found = read(in_p(r("Le conte."), gone), styles=HIDING)
    assert found.text == "Le conte."
    assert found.warnings == ("Du texte caché dans le document a été laissé de côté.",)


@pytest.mark.parametrize(
    "seen",
    [
        r("Vu.", '<w:vanish w:val="0"/>'),
        r("Vu.", '<w:rStyle w:val="Vu"/>'),
        r("Vu.", '<w:rStyle w:val="Cache"/><w:vanish w:val="false"/>'),
        r("Vu.", "<w:webHidden/>"),
        r("Vu.", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
    ],
)
def test_text_that_is_shown_again_stays(seen: str) -> None:
    assert read(in_p(r("Le conte. "), seen), styles=HIDING).text == "Le conte. Vu."


def test_a_style_hides_a_whole_paragraph_and_not_its_neighbours() -> None:
    body = p("Un.") + p("Secret.", '<w:pStyle w:val="Secret"/>') + p("Deux.")
    assert read(body, styles=HIDING).text.split() == ["Un.", "Deux."]


def test_the_mark_of_a_paragraph_that_is_hidden_hides_no_text() -> None:
    assert read(p("Le robot ", f"<w:rPr>{VANISH}</w:rPr>") + p("dort.")).text == "Le robot dort."


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>"])
def test_a_paragraph_whose_mark_was_deleted_goes_on(mark: str) -> None:
    assert read(p("Le robot ", f"<w:rPr>{mark}</w:rPr>") + p("dort.") + p("Il rit.")).text == "Le robot dort.\nIl rit."


def test_deleted_text_is_left_out_and_told() -> None:
    found = read(
        in_p(r("Il "), "<w:del><w:r><w:delText>pleure</w:delText></w:r></w:del>", f"<w:ins>{r('rit.')}</w:ins>")
    )
    assert found.text == "Il rit."
    assert found.warnings == ("Du texte supprimé (suivi des modifications) a été laissé de côté.",)


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_drop_capital_is_joined_to_its_word(kind: str) -> None:
    letter = p("I", f'<w:framePr w:dropCap="{kind}" w:lines="3"/>')
    assert read(p("Avant.") + letter + p("l pleut.") + p("Après.")).text == "Avant.\nIl pleut.\nAprès."


def test_a_frame_that_is_no_capital_joins_nothing() -> None:
    assert read(p("Titre", '<w:framePr w:w="3"/>') + p("Il pleut.")).text == "Titre\nIl pleut."


BOX = "<w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>"
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def alternatives(*choices: str, fallback: str) -> str:
    rows = "".join(f'<mc:Choice Requires="wps">{choice}</mc:Choice>' for choice in choices)
    return f"<w:r><mc:AlternateContent>{rows}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"


@pytest.mark.parametrize(
    "box",
    [
        alternatives(BOX.format(p("Boum.")), fallback=OLD_BOX.format(p("Boum."))),
        alternatives(BOX.format(p("Boum.")), BOX.format(p("Boum.")), fallback=OLD_BOX.format(p("Boum."))),
        alternatives("<w:drawing/>", fallback=OLD_BOX.format(p("Boum."))),
        f"<w:r>{OLD_BOX.format(p('Boum.'))}</w:r>",
        f"<w:r>{BOX.format(p('Boum.'))}</w:r>",
        "<w:r><w:drawing><a:p><a:r><a:t>Boum.</a:t></a:r></a:p></w:drawing></w:r>",
    ],
)
def test_the_text_of_a_box_is_read_once_and_its_line_stays_whole(box: str) -> None:
    assert read(in_p(r("Le robot "), box, r("chante."))).text == "Le robot chante.\nBoum."
    assert read(in_p(r("Il chante."), box, r("La nuit tombe."))).text == "Il chante.\nBoum.\nLa nuit tombe."
    assert read(in_p(box)).text == "Boum."


def test_boxes_in_boxes() -> None:
    inner = in_p(r("Deux"), f"<w:r>{BOX.format(p('trois'))}</w:r>")
    assert read(in_p(r("Un"), f"<w:r>{BOX.format(inner)}</w:r>")).text == "Un\nDeux\ntrois"


def test_what_is_hidden_in_a_box_and_a_box_that_is_hidden() -> None:
    box = f"<w:r>{BOX.format(in_p(r('vu'), r('secret', VANISH)))}</w:r>"
    assert read(in_p(r("Un"), box)).text == "Un\nvu"
    hidden = f"<w:r><w:rPr>{VANISH}</w:rPr>{BOX.format(p('secret'))}</w:r>"
    found = read(in_p(r("Un"), hidden, r(" mot")))
    assert found.text == "Un mot"
    assert found.warnings == ("Du texte caché dans le document a été laissé de côté.",)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("<w:footnoteReference/>", "1 note a été laissée de côté."),
        ("<w:endnoteReference/><w:endnoteReference/>", "2 notes ont été laissées de côté."),
        ("<w:commentReference/>", "1 commentaire a été laissé de côté."),
    ],
)
def test_notes_and_comments_are_told(mark: str, told: str) -> None:
    assert read(in_p(r("Il dort"), f"<w:r>{mark}</w:r>", r("."))).warnings == (told,)


@pytest.mark.parametrize(("words", "told"), [("Collège Truc", True), ("", False), ("12", False)])
def test_a_header_is_told_where_it_says_something(words: str, told: bool) -> None:
    header = f'<w:hdr xmlns:w="{W}">{p(words)}</w:hdr>'
    found = read(p("Il dort.") + '<w:sectPr><w:headerReference r:id="rId-header1"/></w:sectPr>', header1=header)
    assert found.text == "Il dort."
    assert bool(found.warnings) is told


@pytest.mark.parametrize(
    "index",
    [
        in_p(field(r' TOC \o "1-3" ', r("Chapitre 1") + field(" PAGEREF x ", r("12")))),
        in_p(FIELD.format("begin"), INSTRUCTION.format(" TOC "), FIELD.format("separate"), r("Chapitre 1"))
        + p("Chapitre 2")
        + in_p(FIELD.format("end")),
        f'<w:p><w:fldSimple w:instr=" INDEX ">{r("abeille, 3")}</w:fldSimple></w:p>',
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Chapitre 1')}</w:sdtContent></w:sdt>",
    ],
)
def test_indexes_are_left_out_and_told(index: str) -> None:
    found = read(p("Un.") + index + p("Deux."))
    assert found.text.split() == ["Un.", "Deux."]
    assert found.warnings == ("La table des matières ou l’index a été laissé de côté.",)


def test_what_a_form_asks_for_is_not_the_writers() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Cliquez ici')}</w:sdtContent></w:sdt>"
    assert read(in_p(r("Nom : "), prompt, r("Zorg"))).text == "Nom : Zorg"


def test_a_field_that_never_ends_hides_its_line_at_most() -> None:
    assert read(in_p(r("Un."), FIELD.format("begin"), r("x")) + p("Deux.")).text == "Un.\nDeux."


@pytest.mark.parametrize(("root", "kind"), [("spreadsheetml", "tableau"), ("presentationml", "diaporama")])
def test_other_documents_of_an_office_are_refused_by_their_kind(root: str, kind: str) -> None:
    name = "workbook" if root == "spreadsheetml" else "presentation"
    xml = f'<{name} xmlns="http://schemas.openxmlformats.org/{root}/2006/main"/>'
    parts = {"_rels/.rels": relations(("a", "officeDocument", f"x/{name}.xml")), f"x/{name}.xml": xml}
    with pytest.raises(UnreadableText, match=kind):
        read_text(zipped(parts), "x.docx")


@pytest.mark.parametrize(
    "table",
    [
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('non')}</w:tc></w:tr>",
        f"<w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{p('non')}</w:tc></w:tr>",
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:tbl><w:tr><w:tc>{p('non')}</w:tc></w:tr></w:tbl></w:tc></w:tr>",
    ],
)
def test_rows_and_cells_that_were_deleted_are_left_out_and_told(table: str) -> None:
    found = read(f"<w:tbl><w:tr><w:tc>{p('Un.')}</w:tc></w:tr>{table}</w:tbl>{p('Deux.')}")
    assert found.text == "Un.\nDeux."
    assert found.warnings == ("Du texte supprimé (suivi des modifications) a été laissé de côté.",)


def test_a_fraction_keeps_its_bar_and_a_line_of_the_file_is_no_line_of_the_text() -> None:
    half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    assert read(in_p(r("Il a "), half, r("\n    tour."))).text == "Il a 1/2 tour."
