"""Files that people brought and that were read wrongly; the neighbours of each kind stand in the tests beside this."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bestio.language import sentences, typography
from bestio.phrases.importers import UnreadableText, read_text

FILES = Path(__file__).parents[1] / "data" / "imports"
TWO_LINES = "Le robot dort au fond de la mare.\nLa lune écoute."
NOEL = (
    "Le père Noël a perdu son cœur d’étain. « Où est-il ? » dit l’élève. Il mange un gâteau à la crème brûlée.\n"
    "Ça alors ! L’été, le château brûle où naît la forêt."
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docx_document2.docx", TWO_LINES),
        ("docx_strict.docx", TWO_LINES),
        ("modele.dotx", TWO_LINES),
        ("docx_null_rel.docx", TWO_LINES),
        ("docx_textbox_twice.docx", "Début du conte. Fin du conte.\nLa bulle crie boum."),
        ("docx_moveto.docx", "Le moteur tousse très fort ce soir."),
        ("docx_sdt_inline.docx", "Mon robot aime la pluie et le vent."),
        ("docx_ins_hyperlink.docx", "Il lit le grimoire du marais."),
        ("docx_hyperlink_ins.docx", "Il lit le grimoire du marais."),
        ("docx_dropcap.docx", "Il pleuvait sur la mare et le robot riait."),
        ("odt_indented.odt", "Le robot avale une lampe."),
        ("odt_doctype.odt", "Le robot avale une lampe."),
        ("odt_bad_styles.odt", "Le robot avale une lampe."),
        (
            "odt_by_pandoc.odt",
            "Le robot des marais\nLe robot avale une lampe. Il rit « très fort » : la mare tremble.\nune vis\nun clou",
        ),
        ("odt_textbox_glued.odt", "Le robot chante.\nLa bulle crie boum.\nEncore boum.\nLa nuit tombe."),
    ],
)
def test_a_document_that_was_read_wrongly(name: str, text: str) -> None:
    read = read_text(FILES / name)
    assert read.text.replace("\u202f", " ").replace("\u00a0", " ") == text
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("name", "text", "warning"),
    [
        ("docx_note.docx", "Le robot aime la mare.", "1 note a été laissée de côté."),
        ("odt_hidden.odt", "Le conte.", "Du texte caché dans le document a été laissé de côté."),
        ("txt_double.txt", NOEL, "25 lettres mal lues ont été réparées («\u00a0Ã©\u00a0» au lieu de é)."),
        (
            "txt_mixed.txt",
            NOEL + "\nUn été brûlant.",
            "Deux codages de lettres sont mélangés dans le fichier\u00a0: vérifie les accents.",
        ),
    ],
)
def test_what_is_changed_or_left_out_is_told(name: str, text: str, warning: str) -> None:
    read = read_text(FILES / name)
    assert read.text == text
    assert read.warnings == (warning,)


def test_a_text_of_an_old_mac() -> None:
    read = read_text(FILES / "txt_mac-roman.txt")
    assert (read.text, read.encoding) == (NOEL, "mac-roman")


@pytest.mark.parametrize(("name", "kind"), [("page.html", "page web"), ("motdepasse.docx", "mot de passe")])
def test_what_is_no_text_is_refused_by_its_kind(name: str, kind: str) -> None:
    with pytest.raises(UnreadableText, match=kind):
        read_text(FILES / name)


def test_subtitles() -> None:
    assert read_text(FILES / "film.srt").text.split("\n") == [
        "Le robot descend l'escalier.",
        "- Qui va là ?",
        "- C'est moi, la lune.",
        "Il n'avait pas de clé pour rentrer.",
    ]


def test_words_cut_at_the_ends_of_lines() -> None:
    read = read_text(FILES / "pdf_cesure.txt")
    said = sentences.split(typography.clean(read.text))
    assert len(said) == 4
    assert said[0].endswith("dans une maison de tôle où la pluie faisait un bruit de tambour et de casserole.")
    assert said[1].endswith("il attendait que la lune revienne.")
    assert read.warnings == ("5 mots coupés en fin de ligne ont été recollés.",)


def test_one_document_of_json_is_printed_and_nothing_else(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bestio", "phrases", str(FILES / "odt_bad_styles.odt"), "--json", "--no-starters"],
        capture_output=True,
        env={**os.environ, "BESTIO_HOME": str(tmp_path)},
        check=False,
    )
    assert json.loads(run.stdout)[0]["text"] == "Le robot avale une lampe."
    assert run.stderr == b""
