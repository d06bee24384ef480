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


LRC = (
    "[ti:Le robot]\n[ar:La 6e B]\n[length: 2:10]\n\n[00:01.00]Il dort.\n"
    "[00:04.50][00:09.00]<00:04.50>Qui ? <00:05.00>Moi.\n"
    "[00:07.20]La lune\nqui chante\n[00:12]\n[00:13:00]{rouge} [bis]\n"
)
SUNG = ["Il dort.", "Qui ? Moi.", "La lune", "qui chante", "Qui ? Moi.", "{rouge} [bis]"]
ASS = (
    "[Script Info]\nTitle: non\nDialogue: 0,non\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n"
    "[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,non\n"
    "Dialogue: 0,0:00:01.00,0:00:03.50,Default,Zorg,0,0,0,,{\\k20\\i1}Il {\\k30}dort.{\\i0}\n"
    "Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}\n"
    "Dialogue: 0,0:00:04.00,0:00:06.20,Default,,0,0,0,,- Qui ?\\N- Moi,\\Nla\\hlune.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        (LRC, "x.lrc", SUNG),
        (LRC, "x.txt", SUNG),
        (ASS, "x.ass", SAID),
        (ASS, "x.txt", SAID),
        (ASS.replace("Layer, Start", "Marked, Start"), "x.SSA", SAID),
        (ASS.replace("Effect, Text", "Text").replace("0,0,0,,", "0,0,0,"), "x.ass", SAID),
    ],
)
def test_songs_and_subtitles_with_styles_are_what_is_said(source: str, name: str, said: list[str], end: str) -> None:
    assert read_text(("\ufeff" + source.replace("\n", end)).encode("utf-16"), name).text.split("\n") == said


def test_a_line_that_is_sung_again_and_again_is_no_larger_text_than_may_be() -> None:
    song = "".join(f"[00:{n % 60:02}.{n:02}]" for n in range(90)) + "la " * 2000 + "\n"
    assert len(read_text((song * 20).encode(), "x.lrc").text) < 20 * 6000 + 200_000


@pytest.mark.parametrize("name", ["x.lrc", "x.ass"])
def test_a_song_or_a_film_without_a_word_is_told(name: str) -> None:
    with pytest.raises(UnreadableText, match="vide"):
        read_text(b"[ti:rien]\n", name)


def test_a_text_in_brackets_is_no_song() -> None:
    text = "[Le robot entre.]\nIl est [10:30] pile.\n[Il sort.]"
    assert read_text(text.encode(), "x.txt").text == text


def test_a_number_that_is_said_and_a_blank_line_in_a_subtitle() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nCombien ?\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n\nou 13\n"
    assert read_text(source.encode(), "x.srt").text == "Combien ?\n12 ou 13"


def test_a_text_that_speaks_of_hours_is_no_subtitles() -> None:
    text = "Le train de 10:30:00 est là.\n00:01 --> fin <b>\n1\n2"
    assert read_text(text.encode(), "x.txt").text == text


ROLLING = (
    "WEBVTT\n\n00:00.000 --> 00:02.000\nle robot\n\n00:02.000 --> 00:02.010\nle robot\n\n"
    "00:02.010 --> 00:04.000\nle robot\n<00:02.500><c>dort</c>\n\n00:04.000 --> 00:05.000\ndort\nbien\n"
)
AGAIN = ["Non !", "Non !", "Si.", "Bon."]
TOLD = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n" for n, line in enumerate(AGAIN, 1))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (ROLLING, "le robot\ndort\nbien"),
        (TOLD, "Non !\nNon !\nSi.\nBon."),
        (SRT.replace("Qui ?", "Qui &amp; quoi ?"), "Il dort.\n- Qui & quoi ?\n- Moi, la lune."),
        (SRT.replace("<i>Il dort.</i>", "[Musique]\n♪ Il dort. ♪"), "\n".join(SAID)),
    ],
)
def test_what_is_shown_again_or_not_said_is_left_out(source: str, said: str) -> None:
    assert read_text(source.encode(), "x.vtt").text == said


def test_subtitles_without_any_are_told() -> None:
    with pytest.raises(UnreadableText, match="vide"):
        read_text(b"bonjour", "x.srt")


def test_letters_that_web_pages_write_otherwise_are_letters_again() -> None:
    found = read_text(b"L&eacute;a a &eacute;t&eacute; l&#224; &amp; l&rsquo;eau. AT&T; et &c.", "x.txt")
    assert found.text == "Léa a été là & l’eau. AT&T; et &c."
    assert found.warnings == (
        "6 lettres étaient écrites comme dans une page web (`&eacute;` au lieu de é)\u00a0: elles sont réparées.",
    )
