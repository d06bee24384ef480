"""What is said in the place of what is written, and where each part of it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.language.spoken import spoken_form
from bestio.language.spoken.numbers import cardinal, feminine, ordinal, roman
from bestio.speech.cleaning import LONGEST_TEXT, clean, words_of

SAID = [
    # Titles and shortened words
    ("Bonjour M. Clou, ça va ?", "Bonjour monsieur Clou, ça va ?"),
    ("MM. Clou et Rouille", "messieurs Clou et Rouille"),
    ("Mme Clou, Mlle. Rouille et le Dr Tôle", "madame Clou, mademoiselle Rouille et le docteur Tôle"),
    ("M. le maire et Me Tôle", "monsieur le maire et maître Tôle"),
    ("Me voilà, St-Malo !", "Me voilà, saint-Malo !"),
    ("Il m’aime. M’aimes-tu ?", "Il m'aime. M'aimes-tu ?"),
    ("cf. p. 3 et pp. 4-5", "voir page 3 et pages 4-5"),
    ("au n° 5, nᵒ 6 et no 7", "au numéro 5, numéro 6 et numéro 7"),
    ("c.-à-d. demain, p. ex. à midi", "c'est-à-dire demain, par exemple à midi"),
    ("Des clous, etc. Il dort.", "Des clous, etsétéra. Il dort."),
    ("Des clous, etc. et des lampes", "Des clous, etsétéra et des lampes"),
    ("en 52 av. J.-C. et en 14 apr. J.-C.", "en 52 avant Jésus-Christ et en 14 après Jésus-Christ."),
    ("svp, rdv à midi", "s'il vous plaît, rendez-vous à midi"),
    ("M. et Mme Clou, M. V. dort", "monsieur et madame Clou, monsieur V. dort"),
    # Ordinals and Roman numbers
    ("XVIe-XVIIe siècles, la Ve République", "seizième-dix-septième siècles, la cinquième République"),
    ("en MCMXL, un MIX", "en 1940, un MIX"),
    ("la 1re, le 1er, la 2nde, le 3e, la 4ème", "la première, le premier, la seconde, le troisième, la quatrième"),
    ("le 21e et le 100e, les 1ers", "le vingt et unième et le sentyème, les premiers"),
    ("1ᵉʳ et 3ᵉ", "premier et troisième"),
    ("Louis XIV, Henri IV, François Ier, François I", "Louis 14, Henri 4, François premier, François premier"),
    ("le XIXe siècle, le XXIe s. Il dort.", "le dix-neuvième siècle, le vingt et unième siècle. Il dort."),
    ("Acte Ⅳ, scène II, tome X, chapitre I", "Acte 4, scène 2, tome 10, chapitre 1"),
    ("Il dit OUI. LE CIVIL VIT.", "Il dit OUI. LE CIVIL VIT."),
    ("IL VIT DANS LA MARE, DIX FOIS", "IL VIT DANS LA MARE, DIX FOIS"),
    # Hours and dates
    ("à 8h30, 8 h 05, 14h et 21h", "à 8 heures 30, 8 heures 5, 14 heures et vingt et une heures"),
    ("1h et 12:30, à 12 h.", "une heure et 12 heures 30, à 12 heures."),
    ("le 12/05/2024 et le 1/01", "le 12 mai 2024 et le premier janvier"),
    ("2024-05-12, 3 janv. 2020, le 1 mai", "12 mai 2024, 3 janvier 2020, le premier mai"),
    # Money, units, signs
    ("12,50 €, 3€50, 1 €, 0,50 €", "12 euros 50, 3 euros 50, un euro, 50 centimes"),
    ("30 km/h, 1 kg, 1,5 L, 50 %", "30 kilomètres heure, un kilo, 1,5 litre, 50 pour cent"),
    ("il fait -3 °C, −5°, 25°C", "il fait moins 3 degrés Celsius, moins 5 degrés, 25 degrés Celsius"),
    ("5 - 3 = 2 et 3×4", "5 moins 3 égale 2 et 3 fois 4"),
    ("1 200,50 et 3.14", "1200,50 et 3,14"),
    ("1/2, 1/3, 3/4, 2/5, 15/20, ½, 2½", "un demi, un tiers, 3 quarts, 2 cinquièmes, 15 sur 20, un demi, 2 et demi"),
    ("1/2 heure, 20h00, 2 000 €, 1,5 M€", "une demi heure, 20 heures, 2000 euros, 1,5 millions d'euros"),
    ("le 06 12 34 56 78", "le 06, 12, 34, 56, 78"),
    ("1 lampe, 21 roues, 1 robot", "une lampe, vingt et une roues, 1 robot"),
    ("un demi-tour, 10-12 ans, le score 3-2", "un demi-tour, 10-12 ans, le score 3-2"),
    # School and inclusive writing
    ("au CM2, en 6e, une BD", "au C.M.2, en sixième, une bédé"),
    ("les élève·s, les ami·e·s, content(e)s", "les élèves, les amies, contentes"),
    ("un·e acteur·rice, tou·te·s", "un ou une acteur ou actrice, tous et toutes"),
    ("les lecteur(trice)s", "les lecteurs et lectrices"),
    ("il.elle, heureux.se, content.e.s, étudiant-e-s", "il ou elle, heureux ou heureuse, contentes, étudiantes"),
    ("et/ou, robot.txt, peut-être, va-t-il, grand-e", "et/ou, robot.txt, peut-être, va-t-il, grande"),
    # Words
    ("une ﬁlle", "une fille"),
    ("Bestio, BESTIO", "bestyo, bestyo"),
    ("la vis, je vis, vis ta vie, il vit une vis", "la visse, je vis, vis ta vie, il vit une visse"),
    ("mon fils et les fils de fer", "mon fisse et les fil de fer"),
    ("le testament, l’igloo, le rythme, authentique", "le testamant, l'iglou, le rytme, autentique"),
    ("Noooon ! Ouiii, trooop", "non ! oui, trop"),
    ("Grrr, bzzz, pfff, brrr, mmh, psst", "greu, beuze, peufe, breu, hmm, psitt"),
    ("*grrr* dit-il _non_", " greu  dit-il  non "),
    ("p’tit, j’suis, v’là, l’homme", "ptit, je suis, vlà, l'homme"),
    ("les bras et les hiboux et moi", "les bras hai les hiboux hai moi"),
    ("le bus et la vis et les os", "le bus et la visse et les eau"),
    ("Le robot 🤖 dort.", "Le robot   dort."),
]  # fmt: skip


@pytest.mark.parametrize(("written", "said"), SAID, ids=[written[:24] for written, _ in SAID])
def test_what_is_said(written: str, said: str) -> None:
    assert spoken_form(clean(written)).text == said


@pytest.mark.parametrize(
    "text",
    [
        "Le robot dort dans la mare, et il rêve.",
        "L'éléphant qu'il aime n'est pas là.",
        "Les amis de la lune ne sont pas venus.",
        "Il a 12 ans, et 3 amis.",
        "Aujourd'hui, peut-être, va-t-il au chef-lieu ?",
        "Le M est une lettre, A et C aussi.",
        "Il est 5 s'il veut.",
    ],
)
def test_plain_french_is_left_alone(text: str) -> None:
    assert spoken_form(text).text == text


def test_another_language_is_left_alone() -> None:
    assert spoken_form("M. Vis, 8h30", "en").text == "M. Vis, 8h30"


def test_each_word_that_is_said_comes_from_the_word_that_is_written() -> None:
    text = "À 8h30, M. Vis a -3 °C et 12,50 €."
    form = spoken_form(text)
    places = {word.text: form.place(word.at) for word in words_of(form.text)}
    assert text[places["heures"] :].startswith("h30")
    assert text[places["monsieur"] :].startswith("M. Vis")
    assert text[places["moins"] :].startswith("-3")
    assert text[places["Celsius"] :].startswith("C et")
    assert text[places["euros"] :].startswith("12,50")


ANYTHING = st.text(max_size=120) | st.text(
    st.sampled_from("0123456789 .,/:-−+°€%hH()·’'MmrseXIVxaéioupvﬁᵉ½Ⅳ€²\n🤖") | st.characters(), max_size=80
)
SENTENCES = st.lists(st.sampled_from(" ".join(written for written, _ in SAID).split()), max_size=20).map(" ".join)


@given(ANYTHING | SENTENCES)
@settings(max_examples=400, deadline=None)
def test_places_never_go_back_and_stay_in_the_text(text: str) -> None:
    text = clean(text)
    form = spoken_form(text)
    places = [form.place(at) for at in range(len(form.text))]
    assert places == sorted(places)
    assert all(0 <= place < max(1, len(text)) for place in places)


@given(ANYTHING | SENTENCES)
@settings(max_examples=200, deadline=None)
def test_what_has_letters_to_be_said_is_said(text: str) -> None:
    text = clean(text)
    if any(char.isalpha() and char not in "ºᵒ" for char in text):
        assert any(char.isalnum() for char in spoken_form(text).text)


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 ", "a.", "M. ", "vis et ", "1 000 ", "a·", "(e)", "-", "06 12 ", "XIV ", "a'"]
)
def test_the_longest_texts_come_through(unit: str) -> None:
    """A pattern that went back over them again and again would not end within the time that a test has."""
    text = unit * (LONGEST_TEXT // len(unit))
    form = spoken_form(text)
    assert form.place(len(form.text)) <= len(text)


def test_numbers_in_words() -> None:
    assert [cardinal(n) for n in (0, 17, 21, 71, 80, 81, 91, 99, 100, 200, 201, 1000, 80_000, 200_000, 1984)] == [
        "zéro", "dix-sept", "vingt et un", "soixante et onze", "quatre-vingts", "quatre-vingt-un", "quatre-vingt-onze",
        "quatre-vingt-dix-neuf", "cent", "deux cents", "deux cent un", "mille", "quatre-vingt mille", "deux cent mille",
        "mille neuf cent quatre-vingt-quatre",
    ]  # fmt: skip
    assert [ordinal(n) for n in (1, 2, 4, 5, 9, 21, 80, 100, 1000)] == [
        "premier", "deuxième", "quatrième", "cinquième", "neuvième", "vingt et unième", "quatre-vingtième", "centième",
        "millième",
    ]  # fmt: skip
    assert (feminine(1), feminine(21), feminine(11), feminine(71), feminine(2)) == (
        "une",
        "vingt et une",
        "11",
        "71",
        "2",
    )


@given(st.integers(1, 3999))
def test_roman_numbers_are_read_as_they_are_written(number: int) -> None:
    letters = ""
    rest = number
    for worth, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        letters += sign * (rest // worth)
        rest %= worth
    assert roman(letters) == number
    assert roman(letters + "Z") == 0
    assert roman("IIII") == roman("VX") == roman("") == 0
