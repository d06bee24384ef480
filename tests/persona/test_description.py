"""Descriptions on all that ships: 2,000 creatures, checked by rules; single forms are checked in tests/language."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bestio.language.french import begins_with_vowel
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import MOST, describe, gender_of
from bestio.persona.lexicon import read_lexicon
from bestio.persona.openings import OPENINGS
from bestio.persona.persona import Persona, invent, reroll
from bestio.persona.plans import ORDERS, PAIRS, SHORT_PAIRS, SINGLES, Plan
from bestio.persona.repairs import Repair, repairs
from bestio.persona.slots import KINDS
from bestio.persona.trait import Trait

ROOT = Path(__file__).parents[2]
ATELIER = ROOT / "tests" / "data" / "persona" / "atelier.yaml"
CREATURES = 2000

FAULTS = {
    "two spaces": r"[ \u00a0\u202f]{2}",
    "a space before a full stop or a comma": r" [.,]",
    "a straight apostrophe": r"'",
    "no narrow space before ; ! ?": r"[^\u202f][;!?]",
    "no no-break space before a colon": r"[^\u00a0]:",
    "no no-break space inside guillemets": r"«[^\u00a0]|[^\u00a0]»",
    "a hole": r"[{}\u0000]",
    "de des": r"\bde des\b",
    "de + le not contracted (le is an article: no infinitive follows)": r"\bde les? (?!\w+(?:er|ir|re|oir)\b)",
    "à + le not contracted": r"\bà les? (?!\w+(?:er|ir|re|oir)\b)",
    "a word said twice": r"(?i)\b(?!(?:nous|vous)\b)([a-zéèêàœ]+) \1\b",
    "two full stops": r"\.\.",
    "a sentence in small letters": r"[.!?] [a-zéèà]",
    "a vowel after a contracted article": r"\b(?:du|au) (?=[aeiouéèêàâîôœ](?!nz|ui\b|uistiti))",
    "beau, vieux, nouveau before a vowel": r"\b(?:beau|vieux|nouveau) (?=[aeiouéèêàâîôœ])(?!et\b|à\b|ou\b|au\b|en\b)",
    "sa before a vowel": r"\b[smt]a (?=[aeiouéèêàâîôœ])",
    "si not elided": r"\b[Ss]i ils?\b",
}
FULL_FORM = re.compile(
    r"(?<![\w’-])(je|me|te|se|le|la|ne|de|que|ce|jusque|lorsque|puisque) (?=(\w[\w-]*))", re.IGNORECASE
)


# What joins two clauses or leads one in: "; le soir venu,", "À table,", "Son régime :".
LINK = re.compile(r"(?:^|; )[^,;:.]{4,40}?[,:] ?(?=(?:il|elle)\b)|, et pourtant\b")


SENTENCE = re.compile(r"[.!?](?= [^a-z]|$)")


def count(text: str) -> int:
    """Its words: what stands between spaces and holds a letter or a figure."""
    return sum(re.search(r"\w", word) is not None for word in text.split())


@pytest.fixture(scope="module")
def shipped() -> TraitCatalog:
    lexicons = [read_lexicon(path, print) for path in sorted((ROOT / "lexicons").glob("*.yaml"))]
    catalog = TraitCatalog([lexicon for lexicon in lexicons if lexicon is not None])
    if not catalog.slots:
        pytest.skip("no shipped lexicon")
    return catalog


@pytest.fixture(scope="module")
def atelier() -> TraitCatalog:
    lexicon = read_lexicon(ATELIER, print)
    assert lexicon is not None
    return TraitCatalog([lexicon])


@pytest.mark.slow
def test_2000_descriptions_hold_no_fault(shipped: TraitCatalog) -> None:
    wrong: Counter[tuple[str, str]] = Counter()
    for seed in range(CREATURES):
        told = describe(shipped, invent(shipped, seed))
        for text in (told.third, told.first):
            for name, pattern in FAULTS.items():
                wrong.update((name, text[max(0, m.start() - 15) : m.end() + 15]) for m in re.finditer(pattern, text))
            wrong.update(("no elision", m[0] + m[2]) for m in FULL_FORM.finditer(text) if begins_with_vowel(m[2], None))
    assert not wrong


def test_each_is_a_few_short_sentences_and_names_the_creature(shipped: TraitCatalog) -> None:
    for seed in range(300):
        persona = invent(shipped, seed)
        told = describe(shipped, persona)
        for text in (told.third, told.first):
            assert 3 <= len(SENTENCE.findall(text)) <= 9, text
            assert persona.name in text


def test_pronouns_follow_the_head_and_the_speaker(shipped: TraitCatalog) -> None:
    for seed in range(300):
        persona = invent(shipped, seed)
        told = describe(shipped, persona)
        others = (
            r"\b[Ee]lle\b"
            if gender_of(shipped, persona) == "m"
            else r"\b[Ii]l\b(?! (?:était une fois|a suffi|paraît|est écrit|pleut|neige|y a))"
        )
        sentences = re.split(r"(?<=[.!?]) ", told.third)
        # In a clause's own words "il" and "elle" may be somebody else: what counts is who a sentence starts with.
        assert not [sentence for sentence in sentences if re.match(others, sentence)], told.third
        assert re.search(r"\b[Jj]e\b|\b[Jj]’", told.first)


def test_a_hundred_creatures_do_not_read_alike(shipped: TraitCatalog) -> None:
    bare = re.compile(r"[^,;:.]{30,}")
    shapes = Counter(bare.sub("_", describe(shipped, invent(shipped, seed)).third) for seed in range(100))
    assert shapes.most_common(1)[0][1] <= 4
    starts = Counter(describe(shipped, invent(shipped, seed)).third[:9] for seed in range(100))
    assert starts.most_common(1)[0][1] <= 10


def test_no_opening_and_no_link_is_worn_out(shipped: TraitCatalog) -> None:
    told = [describe(shipped, invent(shipped, seed)).third for seed in range(500)]
    pieces = (re.split(r"(?<=[.!?]) (?=[^a-z»])", text) for text in told)
    links = Counter(link for _first, *rest in pieces for text in rest for link in LINK.findall(text))
    assert links.most_common(1)[0][1] <= 0.15 * len(told), links.most_common(3)
    listed = sum("une tête" in text and "un corps" in text for text in told)
    assert listed <= 0.2 * len(told)


def test_it_is_short_and_plain_enough_to_be_read_out(shipped: TraitCatalog) -> None:
    told = [describe(shipped, invent(shipped, seed)) for seed in range(500)]
    for texts in ([one.third for one in told], [one.first for one in told]):
        lengths = sorted(map(count, texts))
        assert 60 <= sum(lengths) / len(lengths) <= 70
        assert sum(55 <= length <= 75 for length in lengths) >= 0.85 * len(lengths)
        assert lengths[-1] <= 90
        sentences = sum(len(SENTENCE.findall(text)) for text in texts)
        assert sum(text.count(";") for text in texts) <= sentences / 10


def test_the_creature_does_not_always_begin_with_me(shipped: TraitCatalog) -> None:
    named = ((invent(shipped, seed).name, describe(shipped, invent(shipped, seed)).first) for seed in range(500))
    assert sum(f"oi, {name}" in text for name, text in named) <= 50


LED = {
    re.split(r"\{", plan.third.removeprefix("{A}. "))[0].strip().replace(" :", "\u00a0:"): (slot, plan.kinds)
    for slot, plans in [*(((slot,), plans) for slot, plans in SINGLES.items()), *PAIRS.items()]
    for plan in plans
    if plan.kinds
}


def test_what_leads_in_to_a_trait_fits_its_kind(shipped: TraitCatalog) -> None:
    used: Counter[str] = Counter()
    for seed in range(600):
        persona = invent(shipped, seed)
        sentences = re.split(r"(?<=[.!?]) ", describe(shipped, persona).third)
        for lead, (slots, kinds) in LED.items():
            if not any(sentence.startswith(lead) for sentence in sentences):
                continue
            if sum(plan.third.removeprefix("{A}. ").startswith(lead) for plan in ALL) > 1:
                continue  # also said of other traits
            traits = [shipped.trait(slot, persona.traits[slot]) for slot in slots]
            assert {trait.kind for trait in traits if trait is not None} & set(kinds), (lead, persona.traits)
            used[lead] += 1
    assert len(used) >= 12


ALL = [plan for plans in (*SINGLES.values(), *PAIRS.values(), *SHORT_PAIRS.values()) for plan in plans]


def test_every_kind_is_one_that_traits_can_have_and_no_trait_needs_one() -> None:
    assert {kind for plan in ALL for kind in plan.kinds} <= {kind for kinds in KINDS.values() for kind in kinds}
    for plans in (*SINGLES.values(), *PAIRS.values(), *SHORT_PAIRS.values()):
        assert sum(not plan.kinds for plan in plans) >= 2


def test_a_lexicon_without_kinds_is_told_without_their_lead_ins(atelier: TraitCatalog) -> None:
    told = " ".join(describe(atelier, invent(atelier, seed)).third for seed in range(300))
    assert "Question énergie" in told
    assert not [
        lead for lead in ("À table", "Côté carburant", "Pas besoin de prise", "Le ventre plein") if lead in told
    ]


def test_two_clauses_are_left_out_but_none_that_pupils_wrote(shipped: TraitCatalog) -> None:
    trait = Trait(clause="{dévorer} des chaussures de clown", author="groupe 3")
    catalog = TraitCatalog(shipped.lexicons, {f"own:{slot}-1": (slot, trait) for slot in SINGLES})
    left: Counter[str] = Counter()
    for seed in range(100):
        persona = invent(shipped, seed)
        whole = re.sub("[\u00a0\u202f]", " ", describe(shipped, persona).third)
        told = {slot for slot in SINGLES if predicate(shipped, persona, slot) in whole}
        left.update(set(SINGLES) - told)
        assert len(told) == MOST
        for slot in SINGLES:
            more = describe(shipped, persona).with_trait(slot).third
            assert predicate(shipped, persona, slot) in re.sub("[\u00a0\u202f]", " ", more)
            assert slot in told or more.startswith(describe(shipped, persona).third + " ")
        for slot in SINGLES:
            theirs = Persona(persona.name, seed, {**persona.traits, slot: f"own:{slot}-1"})
            assert "dévore des chaussures de clown" in describe(catalog, theirs).third
    assert set(left) == set(SINGLES)


def predicate(catalog: TraitCatalog, persona: Persona, slot: str) -> str:
    """A clause as it stands in a description, after its subject."""
    trait = catalog.trait(slot, persona.traits[slot])
    assert trait is not None
    assert trait.told is not None
    return re.sub("[\u00a0\u202f]", " ", trait.told.predicate("il", gender_of(catalog, persona)))


def test_an_opening_says_no_word_of_the_nouns_again(shipped: TraitCatalog) -> None:
    struck = Plan("La foudre est tombée sur {tete_un}.", "La foudre est tombée sur {tete_un}.")
    assert not struck.fits("cabane foudroyée")
    assert struck.fits("cabane")
    for seed in range(1000):
        opening = describe(shipped, invent(shipped, seed, locked={"corps": "meteo:cabane"})).third.partition(".")[0]
        assert not ("La foudre" in opening and "foudroyée" in opening)


def test_every_plan_is_used(shipped: TraitCatalog) -> None:
    first = [describe(shipped, invent(shipped, seed)).third.split(" ")[0] for seed in range(400)]
    assert len(set(first)) > len(OPENINGS) // 2
    pairs = {group for order in ORDERS for group in order if len(group) == 2}
    assert pairs == set(PAIRS)
    assert set(SHORT_PAIRS) <= pairs
    assert {slot for order in ORDERS for group in order for slot in group} == set(SINGLES)


def test_every_order_tells_every_trait_once() -> None:
    for order in ORDERS:
        told = [slot for group in order for slot in group]
        assert sorted(told) == sorted(SINGLES)
        assert len(order) in {3, 4}


def test_rerolling_changes_no_other_sentence(shipped: TraitCatalog) -> None:
    for seed in range(100):
        before = invent(shipped, seed)
        after = reroll(shipped, before, "souhait", Random(seed))
        old, new = (re.split(r"(?<=[.!?]) ", describe(shipped, p).third) for p in (before, after))
        # The wish is told in the same sentence as a fear, or in the next one.
        assert len([one for one in old if one not in new]) <= 2
        assert len([one for one in new if one not in old]) <= 2
        kept = [one for one in old if one in new]
        assert kept == [one for one in new if one in old]
        assert len(kept) >= 2


def test_the_same_creature_is_told_the_same(atelier: TraitCatalog) -> None:
    persona = Persona(
        "Théihou",
        3,
        {
            "tete": "atelier:horloge",
            "corps": "atelier:accordeon",
            "membres": "atelier:roue",
            "energie": "atelier:boulons",
            "habitude": "atelier:oeil",
            "secret": "atelier:lune",
            "peur": "atelier:ombre",
            "souhait": "atelier:pont",
            "parole": "atelier:echo",
        },
    )
    told = [describe(atelier, Persona(persona.name, seed, persona.traits)) for seed in range(60)]
    assert told == [describe(atelier, Persona(persona.name, seed, persona.traits)) for seed in range(60)]
    third, first = "\n".join(one.third for one in told), "\n".join(one.first for one in told)
    assert all("horloge folle" in one.third for one in told)
    assert all("accordéon à piles tout étonné" in one.third for one in told)
    assert all("grande roue voilée" in one.third for one in told)
    assert "lle est tombée de la lune, et personne ne la réclame" in third
    assert "e suis tombée de la lune, et personne ne me réclame" in first
    assert "elle a peur de son ombre" in third.lower()
    assert "j’ai peur de mon ombre" in first.lower()
    assert "je veux me cacher sous un pont" in first.lower()
    assert "que l’écho réponde avant moi" in first


def test_repairs_say_what_changed_and_why(atelier: TraitCatalog) -> None:
    before = invent(atelier, 1, locked={"tete": "atelier:hibou", "secret": "atelier:lune", "membres": "atelier:roue"})
    same = {**before.traits}
    after = Persona(before.name, before.seed, {**same, "tete": "atelier:horloge", "membres": "atelier:pince"})
    found = {(repair.before, repair.after) for repair in repairs(atelier, before, after)}
    assert {("un", "une"), ("de", "d’"), ("il", "elle"), ("tombé", "tombée"), ("fou", "folle")} <= found
    assert ("articulé", "articulées") in found
    assert all(repair.why for repair in repairs(atelier, before, after))
    assert repairs(atelier, before, before) == []
    assert isinstance(repairs(atelier, after, before)[0], Repair)
