"""Letters as old systems wrote them, read wrongly once or twice: mended by what is French, or told."""

from __future__ import annotations

import pytest

from bestio.phrases.importers import read_pasted, read_text
from bestio.phrases.importers.encodings import OLD_ENCODINGS

STORY = "Le père Noël a perdu son cœur. « Où est-il ? » dit l’élève, là. Ça brûle, naïve forêt d’août : déjà, voilà !"
# What fits into the encodings without œ and the typographic apostrophe.
PLAIN = "Le père Noël a perdu sa clé. « Où est-elle ? » dit l'élève, là. Ça brûle, forêt d'août : déjà, voilà !"


@pytest.mark.parametrize(
    "text", [PLAIN, "Il a mangé.", "L'été, à la plage", "où ça ?", "Été brûlant", "déjà vu, là-bas"]
)
@pytest.mark.parametrize("encoding", OLD_ENCODINGS)
def test_old_letters_are_known_by_what_is_french(text: str, encoding: str) -> None:
    read = read_text(text.encode(encoding), "x.txt")
    assert read.text == text
    assert read.warnings == ()


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_signs_of_print_in_old_letters(encoding: str) -> None:
    assert read_text(STORY.encode(encoding), "x.txt").text == STORY


@pytest.mark.parametrize(
    "text", ["Il dort…", "“Bonjour”, dit-il", "L’eau — la mare", "3 € la vis", "Œuf", "El niño", "Straße"]
)
def test_a_lone_sign_is_of_windows(text: str) -> None:
    assert read_text(text.encode("cp1252"), "x.txt").text == text


def test_the_oe_of_a_western_unix() -> None:
    assert read_text("Un cœur, une sœur, un été.".encode("iso8859-15"), "x.txt").text == "Un cœur, une sœur, un été."


@pytest.mark.parametrize("wrong", ["cp1252", "mac-roman", "cp850", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
def test_letters_that_were_read_in_the_wrong_way_are_mended(wrong: str, times: int) -> None:
    text = PLAIN + " 3 €, 🤖…"
    for _time in range(times):
        data = text.encode()
        text = "".join(bytes([b]).decode(wrong) if (wrong, b) not in UNUSED else chr(b) for b in data)
    for read in (read_text(text.encode(), "x.txt"), read_pasted(text)):
        assert read.text == PLAIN + " 3 €, 🤖…"
        assert len(read.warnings) == 1


UNUSED = {("cp1252", byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "FERMÉ… « ÉTÉ » ÇA ! CHÂTEAU BRÛLÉ»",
        "Ç’a été. Â la bonne heure ! Ô toi ! Là… oh là là…",
        "El niño, Straße, señor, Dvořák, Łódź, mañana",
        "ami·e·s, auteur•e•s, n° 5, 20 °C, 3 €, ½, ©, ®, naïveté",
        "Привет, robot ! Γειά σου ! 你好",
        "« Où ? », « là », ‘oui’, “non” — peut-être – enfin…",
        "Il a dit :«À bientôt»",
    ],
)
def test_right_letters_are_left_alone(text: str) -> None:
    read = read_text(text.encode(), "x.txt")
    assert (read.text, read.warnings) == (text, ())


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
def test_two_files_put_together(encoding: str) -> None:
    read = read_text(f"{STORY}\n".encode() * 3 + "Un été brûlé, là.".encode(encoding), "x.txt")
    assert read.text == f"{STORY}\n" * 3 + "Un été brûlé, là."
    assert len(read.warnings) == 1


def test_a_text_cut_in_the_middle_of_a_letter_loses_that_letter_only() -> None:
    read = read_text("Un été, un été".encode()[:-1], "x.txt")
    assert read.text == "Un été, un ét\ufffd"
    assert len(read.warnings) == 1


@pytest.mark.parametrize(
    "text", ["Le pŽre No‘l a mangŽ la crŽme et un gžteau brŸlŽs", "L?l?ve a mang? un g?teau br?l? d?j?"]
)
def test_letters_that_nobody_can_mend_are_told(text: str) -> None:
    read = read_text(text.encode(), "x.txt")
    assert read.text == text
    assert len(read.warnings) == 1
    assert read.warnings[0].startswith("Des lettres semblent fausses")
