"""What nobody should learn from a machine is asked about, kindly; what only looks like it is left alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.library import find_bundled
from bestio.studio.nudge import Kind, nudge, private_kinds

PRIVATE: dict[Kind, list[str]] = {
    "phone": [
        "06 12 34 56 78",
        "Appelle-moi au 0612345678 !",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "+33 6 12 34 56 78",
        "+33(0)6 12 34 56 78",
        "+33612345678",
        "0033 6 12 34 56 78",
        "mon tel:07 98 76 54 32.",
        "(01 44 55 66 77)",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06 - 12 - 34 - 56 - 78",
        "+32 470 12 34 56",
        "0612 345 678",
        "06 123 456 78",
        "+41 79 123 45 67",
        "tel 02 62 12 34 56",
        "+262 692 12 34 56",
        "06  12  34  56  78",
    ],
    "email": [
        "lea.martin@gmail.com",
        "écris à tom_77@laposte.net.",
        "lea (at) free.fr",
        "lea arobase free point fr",
        "x@college-victor-hugo.fr!",
        "LEA@GMAIL.COM",
        "a.b+c@d.co.uk",
    ],
    "address": [
        "12 rue des Lilas",
        "J’habite 12, rue des lilas à Lyon",
        "au 3 bis avenue Victor Hugo",
        "au 12 de la rue des Lilas",
        "5 impasse du Moulin",
        "14 place Bellecour",
        "7 chemin des Vignes",
        "j’habite rue des Lilas",
        "J’habite dans la rue Pasteur",
        "mon adresse est 4 allée des Cerisiers",
        "123 bd Voltaire",
        "12 av. Foch",
        "8B boulevard de la Liberté",
        "2 résidence Les Pins",
        "10 ROUTE DE PARIS",
        "6 cité Jean Moulin",
        "12, avenue de l’Europe",
    ],
    "name": [
        "je m'appelle Léa Martin",
        "Je m’appelle Jean Dupont et",
        "je m’appelle lea martin",
        "Je m'appelle Jean de La Fontaine",
        "Mon nom est Tom Petit",
        "moi c'est Inès Bernard",
        "JE M'APPELLE LEA MARTIN",
        "Je suis Hugo Lefèvre",
        "ma soeur s'appelle Emma Durand",
        "Mon nom de famille est Martin",
        "je m'appelle Anne-Laure Petit",
        "Je me nomme Yanis El Amrani",
    ],
}
ORDINARY = [
    "J’ai 12 ans et 3 chats.",
    "En 1999 2000 2001",
    "Il y a 1 000 000 000 de robots",
    "978-2-07-061275-8",
    "le 01/02/2024 à 10:30",
    "01-02-2024",
    "3,14159265358979",
    "0123456789",
    "01 02 03 04 05 06 07",
    "Composez le 3020 ou le 112.",
    "score 06 12",
    "12 rues plus loin",
    "2 rues de plus",
    "il y a 1 rue dans le village",
    "12 cours de français",
    "3 places de cinéma",
    "1 place de cinéma",
    "1 chemin de fer",
    "2 cours de maths",
    "je m'appelle Bip",
    "Je m’appelle Bip et je rêve.",
    "Je m’appelle Boulon. Grand froid.",
    "je m’appelle le robot Bip",
    "JE M’APPELLE LEA ET J’AI 12 ANS",
    "Je m'appelle Bip, Robot de la nuit",
    "Je suis Français et",
    "Je suis Robot",
    "il s'appelle Grand Hibou",
    "Il s’appelle Bip Bip",
    "@bestio",
    "2@3",
    "5 @ 6.5",
    "rendez-vous à 12 h, rue du marché",
    "Le robot habite une rue calme",
    "la rue des Lilas est belle",
    "j’habite dans une rue de village",
    "à 8:30 place",
    "100 mètres route",
    "j’habite à Lyon",
    "25 décembre 2024",
    "+20 % de boulons",
    "+5 points et 10 000 000",
    "a.b.c",
    "version 1.2.3.4.5",
    "0,5 kg",
    "192.168.12.34",
    "12-15-18",
    "00 00 00 00 00",
    "99 99 99 99 99",
    "Il vit au 3e étage",
    "je vis dans la rue",
    "je vis sur la route du ciel",
    "on habite la cité des robots",
    "j'habite la place du village",
    "numéro 06",
    "1 avenue",
    "Sur 20 places Robert",
    "10 passages secrets",
    "Je m’appelle Monsieur",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PRIVATE.items() for text in texts])
def test_what_is_private_is_asked_about(kind: Kind, text: str) -> None:
    for told in (text, f"Bonjour. {text}, merci.", f"Bip\n{text}\nBoum", f"« {text} »"):
        assert kind in private_kinds(told), told


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_private_is_left_alone(text: str) -> None:
    assert private_kinds(text) == ()
    assert nudge(text) == ""


def _shipped() -> Iterator[tuple[str, str]]:
    for path in [*find_bundled().rglob("lexicons/*.yaml"), *find_bundled().rglob("workshops/**/*.yaml")]:
        yield from ((path.name, line) for line in path.read_text("utf-8").splitlines())


def test_no_line_that_ships_asks() -> None:
    assert [(name, line) for name, line in _shipped() if private_kinds(line)] == []


PROSE = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "fr-1mb.txt"


@pytest.mark.slow
@pytest.mark.skipif(not PROSE.exists(), reason="the corpus is not part of the project")
def test_a_megabyte_of_prose_hardly_asks() -> None:
    text = PROSE.read_text("utf-8")
    asked = [part for part in text.split("\n\n") if private_kinds(part)]
    assert len(asked) <= 2  # two addresses of shops stand in it


@given(st.text(max_size=300))
def test_nothing_that_was_found_is_repeated(text: str) -> None:
    told = nudge(f"{text} 06 12 34 56 78 lea.martin@free.fr, 12 rue des Lilas, je m’appelle Léa Martin {text}")
    for word in ("12 34", "martin", "lilas", "léa"):
        assert word not in told.lower()


def test_the_question_names_each_kind_once() -> None:
    told = nudge("06 12 34 56 78 et 07 12 34 56 78. Mon adresse : 12 rue des Lilas.")
    assert told.startswith("Ce texte a l’air de contenir un numéro de téléphone et l’adresse d’une maison.")
    assert told.endswith("C’est toi qui décides.")
    assert nudge("") == ""


@pytest.mark.parametrize(
    "piece", ["0", "a.", "1 ", "+1 ", "j’habite ", "je m’appelle ", "12 rue de la ", "a.a@a.", "A’ "]
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        taken = []
        for _again in range(3):
            begun = time.process_time()
            private_kinds(text)
            taken.append(time.process_time() - begun)
        return min(taken)

    assert cost(80_000) < 20 * cost(10_000) + 0.05
