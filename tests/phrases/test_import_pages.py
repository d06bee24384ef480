"""What pages, notes and films leave in a text: cut words, ligatures, marks of Markdown, times of subtitles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.language import sentences, typography
from bestio.phrases.importers import UnreadableText, read_text
from bestio.phrases.importers.line_ends import mend_cut_words, mend_ligatures
from bestio.phrases.importers.markdown import words_of


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("mai-\nson", "maison"),
        ("cas-\nserole", "casserole"),
        ("MAI-\nSON", "MAISON"),
        ("l’aven-\nture", "l’aventure"),
        ("cha-\nleur", "chaleur"),
        ("mer-\nci", "merci"),
        ("voi-\nlà", "voilà"),
        ("ce-\nlui", "celui"),
        ("ver-\ntu", "vertu"),
        ("porte-\nrait", "porterait"),
        ("casse-\nrole", "casserole"),
        ("lave-\nment", "lavement"),
        ("mai\u00ad\nson", "maison"),
        ("grille\u00ad\npain", "grillepain"),  # a soft hyphen is never the writer's
        ("mai\u2010\nson", "maison"),
        ("mai-  \n   son", "maison"),
        ("grille-\npain", "grille-pain"),
        ("gril-\nle-pain", "grille-pain"),
        ("porte-\nclés", "porte-clés"),
        ("arc-en-\nciel", "arc-en-ciel"),
        ("arc-\nen-ciel", "arc-en-ciel"),
        ("c’est-à-\ndire", "c’est-à-dire"),
        ("Saint-\nDenis", "Saint-Denis"),
        ("dit-\nil", "dit-il"),
        ("a-t-\nil", "a-t-il"),
        ("a-\nt-il", "a-t-il"),
        ("vas-\ntu", "vas-tu"),
        ("allez-\nvous", "allez-vous"),
        ("celui-\nci", "celui-ci"),
        ("celle-\nlà", "celle-là"),
        ("moi-\nmême", "moi-même"),
        ("peut-\nêtre", "peut-être"),
        ("au-\ndessus", "au-dessus"),
        ("prenez-\nles", "prenez-les"),
        ("demi-\nlune", "demi-lune"),
    ],
)
def test_a_word_that_was_cut_is_whole_again(cut: str, whole: str) -> None:
    text, count = mend_cut_words(f"Oui {cut} et rien.")
    assert " ".join(text.split()) == f"Oui {whole} et rien."
    assert count == 1


@pytest.mark.parametrize(
    ("elsewhere", "whole"),
    [("Un robot-lune dort.", "robot-lune"), ("Un robotlune dort.", "robotlune"), ("Des robot-lunes.", "robot-lune")],
)
def test_the_text_itself_tells_how_a_word_is_written(elsewhere: str, whole: str) -> None:
    assert whole in mend_cut_words(f"{elsewhere} Le robot-\nlune rit.")[0]


@pytest.mark.parametrize(
    "text",
    [
        "- un\n- deux",
        "Il dit -\noui.",
        "Il dit —\noui.",
        "page 12-\n13",
        "x -\ny",
        "mot-\n\nmot",
        "mot-",
        "-\nmot",
        "pluie -\n",
    ],
)
def test_other_line_ends_are_left_alone(text: str) -> None:
    assert mend_cut_words(text) == (text, 0)


def test_a_cut_word_keeps_the_lines_of_a_text_that_was_not_wrapped() -> None:
    assert mend_cut_words("Le robot de la mai-\nson dort.\nIl rit.")[0] == "Le robot de la maison\ndort.\nIl rit."


def test_a_wrapped_text_is_one_paragraph_and_the_next_another() -> None:
    lines = (
        "Le vieux robot habitait au bord de la mare dans une mai-\n"
        "son de tôle où la pluie faisait un bruit de tambour très\n"
        "fort et les grenouilles venaient chaque soir écouter sa\n"
        "musique sous les étoiles de la nuit et de la lune toute\n"
        "ronde.\n\nIl dort."
    )
    said = sentences.split(typography.clean(mend_cut_words(lines)[0]))
    assert len(said) == 2
    assert "dans une maison de tôle où la pluie faisait" in said[0]


@given(st.text(alphabet="ab-é \n’\u00ad", max_size=60))
def test_mending_loses_and_adds_no_letter(text: str) -> None:
    mended, _count = mend_cut_words(text)
    assert [letter for letter in mended if letter.isalpha()] == [letter for letter in text if letter.isalpha()]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("ﬁn", "fin"),
        ("la ﬂeur", "la fleur"),
        ("un coﬀre, un chiﬀre", "un coffre, un chiffre"),
        ("oﬃce, siﬄe", "office, siffle"),
        ("une ﬁ lle", "une fille"),
        ("le déﬁ que", "le défi que"),
        ("ﬅ ﬆ", "st st"),
    ],
)
def test_ligatures_of_print_are_letters(page: str, text: str) -> None:
    assert mend_ligatures(page) == text
    assert read_text(page.encode(), "x.txt").text == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Il *mange* **bien** _la_ __lune__ ***ronde***", "Il mange bien la lune ronde"),
        ("2 * 3 * 4 et a_b_c", "2 * 3 * 4 et a_b_c"),
        ("un*deux* trois **quatre", "undeux trois **quatre"),
        ("~~non~~ oui", "non oui"),
        (r"\*vu\* et \_vu\_ et 1\. et \\", r"*vu* et _vu_ et 1. et \ ".strip()),
        ("`*code*` et ``a`b``", "*code* et ``a`b``"),
        ("[un [lien](http://a.fr)", "[un lien"),
        ('[clou](http://a.fr/x_(y) "titre") ![image](b.png) fin', "clou  fin"),
        ("[clou][1] et [vis][] et [vu]\n\n[1]: http://a.fr\n[vu]: b.fr", "clou et vis et vu"),
        ("[vu] sans adresse", "[vu] sans adresse"),
        ("Une note[^1].\n\n[^1]: La note.", "Une note."),
        ("a <b>gras</b><br>b <!-- non --> c", "a gras\nb  c"),
        ("caf&eacute; &amp; th&#233;", "café & thé"),
        ("<script>\nvar a;\n</script>oui", "oui"),
        ("# Titre #\nTexte\n===\nSuite\n---\nFin", "Titre\n\nTexte\n\nSuite\n\nFin"),
        ("- un\n- deux\n  encore\n1. trois\n- [x] fait", "un\n\ndeux\nencore\n\ntrois\n\nfait"),
        ("> cité\n> encore\n>> plus", "cité\nencore\nplus"),
        ("```\ncode\n```\noui\n~~~ py\ncode\n```\n~~~", "oui"),
        ("| a | b |\n|---|:-:|\n| c | d \\| e |\n\nfin", "a\n\nb\n\nc\n\nd | e\n\nfin"),
        ("a | b\n--|--\nc | d", "a | b\n\nc\n\nd"),
        ("    Il dort dans la mare.", "Il dort dans la mare."),
        ("---\ntitle: x\n---\nTexte", "Texte"),
        ("***\n\n- - -\n\n___\n\nfin", "fin"),
        ("un  \ndeux\\\ntrois", "un\ndeux\ntrois"),
    ],
)
def test_the_marks_of_markdown_go_and_the_words_stay(source: str, words: str) -> None:
    assert words_of(source) == words


@given(st.text(alphabet="ab *_~`[]()<>|#-\\\n!&;>1.", max_size=80))
def test_no_letter_of_a_line_is_lost_but_in_what_is_not_shown(text: str) -> None:
    if not set(text) & set("`[]<>!&~"):
        found = words_of("é\n" + text)
        assert [x for x in found if x in "ab"] == [x for x in text if x in "ab"]


def test_markdown_is_the_same_with_any_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert read_text(end.join(["# Le robot", "", "Il *dort*."]).encode(), "x.md").text == "Le robot\n\nIl dort."


SRT = (
    "1\n00:00:01,000 --> 00:00:03,500 X1:1\n<i>Il dort.</i>\n\n"
    "2\n00:00:04,000 --> 00:00:06,200\n- Qui ?\n- Moi,\nla lune.\n"
)
VTT = (
    "WEBVTT - titre\n\nNOTE non\nnon plus\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:03.500 align:start\n"
    "<v Zorg>Il <c.rouge>dort</c>.\n\n00:04.000 --> 00:06.200\n- Qui ?\n- Moi,\n<00:05.000>la lune.\n"
)
SBV = "0:00:01.000,0:00:03.500\nIl dort.\n\n0:00:04.000,0:00:06.200\n- Qui ?\n- Moi,\nla lune.\n"
STYLED = SRT.replace("<i>", "{\\an8}<font color=red>").replace("</i>", "</font>")
SAID = ["Il dort.", "- Qui ?", "- Moi, la lune."]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (SRT, "x.srt"),
        (SRT.replace("\n", "\r\n"), "x.srt"),
        ("\ufeff" + SRT, "x.SRT"),
        (SRT, "x.txt"),
        (SRT.replace("\n\n", "\n"), "x.srt"),
        (STYLED, "x.srt"),
        (VTT, "x.vtt"),
        (VTT, "x.txt"),
        (SBV, "x.sbv"),
    ],
)
def test_subtitles_are_what_is_said(source: str, name: str) -> None:
    assert read_text(source.encode(), name).text.split("\n") == SAID


def test_a_number_that_is_said_and_a_blank_line_in_a_subtitle() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nCombien ?\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n\nou 13\n"
    assert read_text(source.encode(), "x.srt").text == "Combien ?\n12 ou 13"


def test_a_text_that_speaks_of_hours_is_no_subtitles() -> None:
    text = "Le train de 10:30:00 est là.\n00:01 --> fin <b>\n1\n2"
    assert read_text(text.encode(), "x.txt").text == text


def test_subtitles_without_any_are_told() -> None:
    with pytest.raises(UnreadableText, match="vide"):
        read_text(b"bonjour", "x.srt")
