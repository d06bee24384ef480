import pytest

from bestio.language.irregular_verbs import build_irregular
from bestio.language.verbs import PERSONS, UnknownVerbError, conjugate, present
from tests.oracle import oracle_table

# Where pyrealb's tables are wrong, or give another accepted form than ours, one by one.
ORACLE_ERRORS = {
    "accroître": "writes “j’accroîs”: only croître keeps the circumflex outside of “il accroît”",
    "décroître": "the same as accroître",
    "asseoir": "gives the other accepted form (j’assois); ours is j’assieds",
    "rasseoir": "the same as asseoir",
    "braire": "conjugates it as taire (nous braisons); it goes with traire (nous brayons)",
    "bruire": "gives the old forms (nous bruyons); ours are those in use (nous bruissons)",
    "frire": "gives “nous fryons”; the verb has no usual plural",
    "dépecer": "forgets the accent of “il dépèce”",
    "clamecer": "forgets the accent of “il clamèce”",
    "rapiécer": "keeps é in “il rapiéce”",
    "flécher": "keeps é in “il fléche”",
    "galérer": "keeps é in “il galére”",
    "concaténer": "keeps é in “il concaténe”",
    "empiéger": "keeps é in “il empiége”",
    "ralléger": "keeps é in “il rallége”",
    "bréler": "keeps é in “il bréle”",
    "cléber": "keeps é in “il clébe”",
    "enchaussener": "forgets the accent of “il enchaussène”",
    "ficeler": "does not double: “il ficele” for “il ficelle”",
    "moufeter": "does not double: “il moufete”",
    "débéqueter": "does not double: “il débéquete”",
    "reloqueter": "does not double: “il reloquete”",
    "bégueter": "doubles: “il béguette”; it goes with acheter",
    "aciseler": "not in use; the oracle takes è",
    "bêcheveter": "not in use; the oracle takes è",
    "dénickeler": "not in use; the oracle takes è",
    "drapeler": "not in use; the oracle takes è",
    "faillir": "gives the old forms (je faux); ours are those in use (je faillis)",
    "galéjer": "keeps é in “il galéje”",
    "liserer": "forgets the accent of “il lisère”",
    "bayer": "only “bayer aux corneilles” is in use; both forms are accepted in -ayer",
    "prépayer": "gives “il prépaye”; both forms are accepted, ours is “il prépaie”",
    "sous-payer": "the same as prépayer",
    "rentrayer": "the same as prépayer",
    "faséyer": "both “faseye” and “fasèye” are accepted; not in use outside sailing",
    "seoir": "gives forms of je and nous that are not in use",
    "échoir": "gives forms of nous and vous that are not in use",
}


@pytest.fixture(scope="module")
def oracle() -> dict[str, list[str]]:
    """Infinitive → the six present forms by pyrealb's own tables ("" where there is none)."""
    lexicon, tables = oracle_table("lexicon-fr.json"), oracle_table("rules-fr.json")["conjugation"]
    forms: dict[str, list[str]] = {}
    for word, entry in lexicon.items():
        table = tables.get(entry["V"]["tab"]) if "V" in entry else None
        if table is not None:
            stem = word.removesuffix(table["ending"])
            forms[word] = ["" if end is None else (stem + end).replace("'", "’") for end in table["t"]["p"]]
    return forms


@pytest.mark.slow
def test_42_000_present_forms_agree_with_the_oracle(oracle: dict[str, list[str]]) -> None:
    compared = 0
    wrong: list[tuple[str, str, str]] = []
    for verb, expected in oracle.items():
        try:
            ours = present(verb)
        except UnknownVerbError:
            continue
        compared += len(PERSONS)
        if verb not in ORACLE_ERRORS:
            wrong += [(verb, theirs, form) for theirs, form in zip(expected, ours, strict=True) if theirs != form]
    assert compared >= 42_000
    assert wrong == []


@pytest.mark.slow
def test_the_listed_errors_of_the_oracle_are_still_its_errors(oracle: dict[str, list[str]]) -> None:
    assert [verb for verb in ORACLE_ERRORS if verb not in oracle or list(present(verb)) == oracle[verb]] == []


@pytest.mark.slow
def test_few_verbs_of_the_oracle_are_unknown(oracle: dict[str, list[str]]) -> None:
    unknown = []
    for verb in oracle:
        try:
            present(verb)
        except UnknownVerbError:
            unknown.append(verb)
    # Dialect, law and verbs that are only used in the infinitive: ester, occire, sourdre, messeoir…
    assert len(unknown) < 60


def test_a_good_many_irregular_verbs_are_known() -> None:
    assert len(build_irregular()) > 250


@pytest.mark.parametrize(
    ("verb", "je", "il"),
    [
        ("être", "suis", "est"),
        ("appeler", "appelle", "appelle"),
        ("geler", "gèle", "gèle"),
        ("jeter", "jette", "jette"),
        ("acheter", "achète", "achète"),
        ("cliqueter", "cliquette", "cliquette"),
        ("espérer", "espère", "espère"),
        ("nettoyer", "nettoie", "nettoie"),
        ("balayer", "balaie", "balaie"),
        ("envoyer", "envoie", "envoie"),
        ("bouillir", "bous", "bout"),
        ("cueillir", "cueille", "cueille"),
        ("fuir", "fuis", "fuit"),
        ("mourir", "meurs", "meurt"),
        ("vaincre", "vaincs", "vainc"),
        ("résoudre", "résous", "résout"),
        ("peindre", "peins", "peint"),
        ("coudre", "couds", "coud"),
        ("moudre", "mouds", "moud"),
        ("haïr", "hais", "hait"),
        ("naître", "nais", "naît"),
        ("plaire", "plais", "plaît"),
        ("apercevoir", "aperçois", "aperçoit"),
        ("émouvoir", "émeus", "émeut"),
        ("clore", "clos", "clôt"),
        ("répartir", "répartis", "répartit"),
        ("repartir", "repars", "repart"),
        ("asservir", "asservis", "asservit"),
        ("scier", "scie", "scie"),
        ("créer", "crée", "crée"),
        ("vexer", "vexe", "vexe"),
        ("faillir", "faillis", "faillit"),
        ("hacker", "hacke", "hacke"),
        ("liker", "like", "like"),
        ("tweeter", "tweete", "tweete"),
        ("connaitre", "connais", "connait"),
        ("réapparaitre", "réapparais", "réapparait"),
        ("accroitre", "accrois", "accroit"),
        ("déconstruire", "déconstruis", "déconstruit"),
        ("coproduire", "coproduis", "coproduit"),
        ("autodétruire", "autodétruis", "autodétruit"),
        ("réémettre", "réémets", "réémet"),
        ("rapprendre", "rapprends", "rapprend"),
        ("prédéfinir", "prédéfinis", "prédéfinit"),
        ("surinvestir", "surinvestis", "surinvestit"),
        ("s'asseoir".removeprefix("s'"), "assieds", "assied"),
    ],
)
def test_present(verb: str, je: str, il: str) -> None:
    assert (conjugate(verb, "je"), conjugate(verb, "il")) == (je, il)


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [
        ("courrir", "courir"),
        ("craindr", "craindre"),
        ("appartire", "appartenir"),
        ("voire", "voir"),
        ("recourrir", "courir"),
    ],
)
def test_a_misspelt_verb_is_told_with_the_nearest_one(mistake: str, meant: str) -> None:
    with pytest.raises(UnknownVerbError) as caught:
        conjugate(mistake, "je")
    assert meant in caught.value.hint


@pytest.mark.parametrize("word", ["", "er", "dort", "manjer", "zwipir", "Marcher!", "two words er", "{", "ré\nver"])
def test_what_is_no_infinitive_is_refused(word: str) -> None:
    with pytest.raises(UnknownVerbError):
        present(word)


def test_a_verb_without_that_person_is_refused() -> None:
    assert conjugate("pleuvoir", "il") == "pleut"
    with pytest.raises(UnknownVerbError, match="pleuvoir"):
        conjugate("pleuvoir", "je")
