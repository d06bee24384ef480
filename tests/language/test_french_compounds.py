"""Plurals of nouns of several parts: one test a kind of first part, with neighbours of what was once wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.language.agreement import Gender, Number, agree
from bestio.language.compounds import plural

KINDS = {
    "a verb with what it does things to": """
        tire-bouchon:tire-bouchons ouvre-boîte:ouvre-boîtes essuie-glace:essuie-glaces lance-pierre:lance-pierres
        attrape-mouche:attrape-mouches pèse-personne:pèse-personnes trouble-fête:trouble-fêtes cure-dent:cure-dents
        rince-doigts:rince-doigts porte-clés:porte-clés garde-fou:garde-fous crève-cœur:crève-cœurs
    """,
    "a verb with what cannot be counted, or with an adverb": """
        gratte-ciel:gratte-ciel abat-jour:abat-jour lave-vaisselle:lave-vaisselle passe-partout:passe-partout
        fourre-tout:fourre-tout couche-tard:couche-tard porte-monnaie:porte-monnaie rabat-joie:rabat-joie
    """,
    "a preposition, an adverb, a prefix": """
        sous-marin:sous-marins avant-train:avant-trains contre-attaque:contre-attaques demi-heure:demi-heures
        mini-robot:mini-robots super-héros:super-héros ex-voisin:ex-voisins extra-terrestre:extra-terrestres
        électro-aimant:électro-aimants arrière-grand-père:arrière-grands-pères haut-parleur:haut-parleurs
        nouveau-né:nouveau-nés tout-petit:tout-petits libre-échangiste:libre-échangistes
    """,
    "a number": """
        mille-pattes:mille-pattes mille-feuille:mille-feuilles deux-roues:deux-roues trois-mâts:trois-mâts
        vingt-et-unième:vingt-et-unièmes
    """,
    "an adjective or a noun": """
        chou-fleur:choux-fleurs porte-fenêtre:portes-fenêtres grand-mère:grands-mères coffre-fort:coffres-forts
        loup-garou:loups-garous mot-clé:mots-clés oiseau-mouche:oiseaux-mouches rond-point:ronds-points
        homme-grenouille:hommes-grenouilles petit-pois:petits-pois court-circuit:courts-circuits
    """,
    "a noun with a complement": """
        arc-en-ciel:arcs-en-ciel œil-de-bœuf:œils-de-bœuf chef-d’œuvre:chefs-d’œuvre timbre-poste:timbres-poste
        station-service:stations-service année-lumière:années-lumière soutien-gorge:soutiens-gorge
        pied-de-biche:pieds-de-biche queue-de-cheval:queues-de-cheval
    """,
    "a loan": """
        t-shirt:t-shirts T-shirt:T-shirts hot-dog:hot-dogs week-end:week-ends cow-boy:cow-boys fast-food:fast-foods
        skate-board:skate-boards baby-sitter:baby-sitters punching-ball:punching-balls side-car:side-cars
        sweat-shirt:sweat-shirts pull-over:pull-overs rocking-chair:rocking-chairs pin-up:pin-up e-mail:e-mails
    """,
    "a sentence": """
        va-et-vient:va-et-vient tête-à-tête:tête-à-tête trompe-l’œil:trompe-l’œil hors-la-loi:hors-la-loi
        bernard-l’ermite:bernard-l’ermite pince-sans-rire:pince-sans-rire je-ne-sais-quoi:je-ne-sais-quoi
    """,
    "a name or an acronym": "CD-ROM:CD-ROM TGV:TGV R2D2:R2D2 Croix-Rouge:Croix-Rouge",
    "the same twice": "yo-yo:yo-yos tam-tam:tam-tams",
}


@pytest.mark.parametrize(("noun", "several"), [pair.split(":") for pairs in KINDS.values() for pair in pairs.split()])
def test_a_hyphenated_noun_takes_the_plural_of_its_kind(noun: str, several: str) -> None:
    assert plural(noun) == several


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("jeu vidéo", "jeux vidéo"),
        ("robot ménager", "robots ménagers"),
        ("château fort", "châteaux forts"),
        ("chat très gros", "chats très gros"),
        ("appareil photo", "appareils photo"),
        ("sabre laser", "sabres laser"),
        ("robot 3D", "robots 3D"),
        ("écran LED", "écrans LED"),
        ("chaise orange", "chaises orange"),
        ("chat et souris", "chats et souris"),
        ("mini robot", "mini robots"),
        ("télé cassée", "télés cassées"),
        ("boîte aux lettres", "boîtes aux lettres"),
        ("bonhomme de neige", "bonshommes de neige"),
        ("robot Nestor", "robots Nestor"),
    ],
)
def test_a_noun_of_several_words(noun: str, several: str) -> None:
    assert plural(noun) == several


NEVER_CHANGE = """
    canon high-tech low-cost 3D 2D LED kawaii azur abricot aubergine brique citron magenta fuchsia orange marron vintage
    zen fun cool gore antipollution antivol anti-bruit anti-robot omnisports vidéo laser wifi gnangnan hors-la-loi
"""


@pytest.mark.parametrize("adjective", NEVER_CHANGE.split())
def test_some_adjectives_never_change(adjective: str) -> None:
    assert {agree(adjective, gender, number) for gender in ("m", "f") for number in ("s", "p")} == {adjective}


@pytest.mark.parametrize(
    ("adjective", "forms"),
    [
        ("dégueu", "dégueu dégueus dégueus"),
        ("chef", "chef chefs chefs"),
        ("fan", "fan fans fans"),
        ("sexy", "sexy sexys sexys"),
        ("relou", "relou relous relous"),
        ("albinos", "albinos albinos albinos"),
        ("antiatomique", "antiatomique antiatomiques antiatomiques"),
        ("antidérapant", "antidérapante antidérapants antidérapantes"),
        ("sourd-muet", "sourde-muette sourds-muets sourdes-muettes"),
        ("nouveau-né", "nouveau-née nouveau-nés nouveau-nées"),
        ("électro-magnétique", "électro-magnétique électro-magnétiques électro-magnétiques"),
        ("tout-puissant", "toute-puissante tout-puissants toutes-puissantes"),
        ("roi", "reine rois reines"),
    ],
)
def test_adjectives_that_half_change(adjective: str, forms: str) -> None:
    asked: list[tuple[Gender, Number]] = [("f", "s"), ("m", "p"), ("f", "p")]
    assert [agree(adjective, gender, number) for gender, number in asked] == forms.split(" ")


@pytest.mark.parametrize("adjective", ["high tech", "low cost", "haut perché"])
def test_adjectives_of_two_words(adjective: str) -> None:
    assert agree(adjective, "f", "p") == adjective.replace("perché", "perchées")


@given(st.text(alphabet="abdeilnorstu-’ àé", min_size=1, max_size=30))
def test_any_word_has_a_plural_and_a_feminine(word: str) -> None:
    assert plural(word)
    assert agree(word, "f", "p").strip() or not word.strip()
