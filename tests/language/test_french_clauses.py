import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.language.clause import parse_clause


@pytest.mark.parametrize(
    ("template", "he", "she", "i"),
    [
        ("{craindre} l'orage", "il craint l’orage", "elle craint l’orage", "je crains l’orage"),
        ("{aimer} la nuit", "il aime la nuit", "elle aime la nuit", "j’aime la nuit"),
        ("{hurler} à la lune", "il hurle à la lune", "elle hurle à la lune", "je hurle à la lune"),
        ("{habiter} un phare", "il habite un phare", "elle habite un phare", "j’habite un phare"),
        (
            "{se nourrir} de boulons",
            "il se nourrit de boulons",
            "elle se nourrit de boulons",
            "je me nourris de boulons",
        ),
        ("{s'endormir} debout", "il s’endort debout", "elle s’endort debout", "je m’endors debout"),
        ("{se endormir} debout", "il s’endort debout", "elle s’endort debout", "je m’endors debout"),
        ("ne {dormir} jamais", "il ne dort jamais", "elle ne dort jamais", "je ne dors jamais"),
        ("ne {oublier} rien", "il n’oublie rien", "elle n’oublie rien", "je n’oublie rien"),
        ("n’{aller} nulle part", "il ne va nulle part", "elle ne va nulle part", "je ne vais nulle part"),
        ("ne {se hâter} pas", "il ne se hâte pas", "elle ne se hâte pas", "je ne me hâte pas"),
        ("y {aller} à pied", "il y va à pied", "elle y va à pied", "j’y vais à pied"),
        ("en {avoir} assez", "il en a assez", "elle en a assez", "j’en ai assez"),
        (
            "{être} couvert{e} de rouille",
            "il est couvert de rouille",
            "elle est couverte de rouille",
            "je suis couvert de rouille",
        ),
        ("{vouloir} {se:cacher} ici", "il veut se cacher ici", "elle veut se cacher ici", "je veux me cacher ici"),
        ("{vouloir} {se:endormir}", "il veut s’endormir", "elle veut s’endormir", "je veux m’endormir"),
        (
            "{perdre} {son:antenne:f} et {ses:clous}",
            "il perd son antenne et ses clous",
            "elle perd son antenne et ses clous",
            "je perds mon antenne et mes clous",
        ),
        ("{suivre} {son:ombre:f}", "il suit son ombre", "elle suit son ombre", "je suis mon ombre"),
        ("{gratter} {son:mâchoire:f}", "il gratte sa mâchoire", "elle gratte sa mâchoire", "je gratte ma mâchoire"),
        ("{croire} que {il} {rêver}", "il croit qu’il rêve", "elle croit qu’elle rêve", "je crois que je rêve"),
        (
            "{rire} dès qu’{il} {avoir} peur",
            "il rit dès qu’il a peur",
            "elle rit dès qu’elle a peur",
            "je ris dès que j’ai peur",
        ),
        ("{dormir} s’{il} {pouvoir}", "il dort s’il peut", "elle dort si elle peut", "je dors si je peux"),
        (
            "{garder} le silence et le {oublier}",
            "il garde le silence et l’oublie",
            "elle garde le silence et l’oublie",
            "je garde le silence et l’oublie",
        ),
        (
            "{craindre} que l’on {le} attrape",
            "il craint que l’on l’attrape",
            "elle craint que l’on l’attrape",
            "je crains que l’on m’attrape",
        ),
        (
            "{craindre} que l’on {le} voie",
            "il craint que l’on le voie",
            "elle craint que l’on la voie",
            "je crains que l’on me voie",
        ),
        ("{parler} avant {lui}", "il parle avant lui", "elle parle avant elle", "je parle avant moi"),
        ("{être} {adj:heureux}", "il est heureux", "elle est heureuse", "je suis heureux"),
        ("{zwipir:zwipis:zwipit} fort", "il zwipit fort", "elle zwipit fort", "je zwipis fort"),
        (
            "{ouvrir} un œil et {refermer} l’autre.",
            "il ouvre un œil et referme l’autre",
            "elle ouvre un œil et referme l’autre",
            "j’ouvre un œil et referme l’autre",
        ),
    ],
)
def test_a_clause_follows_whoever_speaks(template: str, he: str, she: str, i: str) -> None:
    clause = parse_clause(template)
    assert (clause.told("il", "m"), clause.told("il", "f"), clause.told("je", "m")) == (he, she, i)


def test_the_first_person_agrees_too() -> None:
    assert parse_clause("{être} né{e} hier").told("je", "f") == "je suis née hier"


@pytest.mark.parametrize(
    ("template", "remedy"),
    [
        ("{marcher le soir", "{craindre}"),
        ("marcher} le soir", "{craindre}"),
        ("{{marcher} le soir", "{craindre}"),
        ("{} le soir", "{craindre}"),
        ("dort le soir", "{craindre} l’orage"),
        ("il {dormir}", "il, elle"),
        ("toujours {dormir}", "il, elle"),
        ("{dort} le soir", "dormir"),
        ("{courrir} le soir", "courir"),
        ("{suivre} {son:ombre}", "{son:ombre:f}"),
        ("{suivre} {son:ombre:x}", "{son:ombre:f}"),
        ("{suivre} {sa:ombre}", "{son:ombre:f}"),
        ("{suivre} {mes:clous}", "{ses:clous}"),
        ("{croire} que {elle} rêve", "{il}"),
        ("{vouloir} {se:dormirr}", "dormir"),
        ("{a:b:c:d} le soir", "{craindre}"),
        ("", "{craindre}"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(template: str, remedy: str) -> None:
    with pytest.raises(BestioError) as caught:
        parse_clause(template)
    assert remedy in caught.value.hint


@given(st.text(alphabet="{}: esnolijtuvàé’'.,", max_size=40))
def test_any_template_is_read_or_refused_with_a_remedy(template: str) -> None:
    try:
        told = parse_clause(template).told("je", "f")
    except BestioError as error:
        told = error.message if error.hint else "{"
    assert told
    assert not re.search(r"\x00", told)
