"""A careful sorter keeps better formed phrases: what it finds fault with is rare in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from time import process_time

import pytest

from bestio.errors import BestioError
from bestio.language import tokens, typography
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.phrases.wellformed.judge import judge
from bestio.phrases.wellformed.telling import TESTS
from tests.phrases.test_turns import TEXTS, all_starters, led

CORPORA = ("eight", "starters", "one")


def corpus(name: str) -> Corpus:
    if name == "one":
        return Corpus.of([Source("own:0", "Groupe 0", "Texte 0", TEXTS[0])])
    return led(0.6, TEXTS[:8], all_starters()) if name == "eight" else Corpus.of(all_starters())


def made(machine: PhraseMachine, number: int, *, seed: int = 3) -> Iterator[Phrase]:
    """Phrases of one creation, none of which says what another said."""
    random, before = Random(seed), list[str]()
    for _ in range(number):
        phrase = machine.make(random, before=before)
        before.append(phrase.text)
        yield phrase


def faults(phrase: Phrase) -> set[str]:
    return {fault.test for fault in judge(tokens.split(typography.clean(phrase.text))).faults}


def test_the_best_formed_of_eight_is_kept_and_the_others_are_told_with_their_faults() -> None:
    machine = PhraseMachine(Corpus.of(all_starters()[:2]), PhraseSettings(sort="careful"))
    told = Counter[str]()
    for phrase in made(machine, 12):
        for draft in phrase.drafts:
            told[draft.reason.why] += 1
            if draft.reason.why == "formed":
                assert draft.reason.faults
                assert {fault.test for fault in draft.reason.faults} <= set(TESTS)
    assert told["formed"] > 12
    assert told["formed"] + told["repeats"] + told["later"] == 12 * 7


def test_tests_that_are_off_are_not_looked_at() -> None:
    machine = PhraseMachine(Corpus.of(all_starters()[:2]), PhraseSettings(sort="careful", drafts=2, tests=("verbs",)))
    for phrase in made(machine, 10):
        assert {fault.test for draft in phrase.drafts for fault in draft.reason.faults} <= {"verbs"}


@pytest.mark.parametrize("drafts", [1, 21])
def test_two_to_twenty_drafts_are_compared(drafts: int) -> None:
    with pytest.raises(BestioError):
        PhraseSettings(sort="careful", drafts=drafts)


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPORA)
def test_of_two_hundred_phrases_few_have_faults(name: str) -> None:
    """Figures of the closing note, before (one draft that does not copy) and after (the best formed of eight)."""
    found: dict[str, Counter[str]] = {}
    for sort in ("original", "careful"):
        machine = PhraseMachine(corpus(name), PhraseSettings(sort=sort, order=2 if name == "one" else 3, sized=True))
        count, runs, taken, began = Counter[str](), Counter[str](), [], process_time()
        for phrase in made(machine, 200):
            taken.append(process_time() - began)
            count.update(faults(phrase))
            count["original"] += phrase.copied.share < 0.6
            runs[phrase.copied.of.lower()] += 1
            began = process_time()
        count["run"] = max(runs.values())
        found[sort] = count
        print(f"\n{name}, {sort}:", {key: f"{number / 2:g} %" for key, number in sorted(count.items())}, end=" ")
        print(f"CPU {sum(taken) * 5:.1f} ms, p95 {sorted(taken)[189] * 1e3:.1f} ms")
    after = found["careful"]
    assert after["verbs"] <= 12
    assert after["loop"] <= 2
    assert after["clause"] <= 6
    assert after["original"] >= found["original"]["original"] - 2
    assert after["run"] <= 40
    assert after["verbs"] <= found["original"]["verbs"] / 3
