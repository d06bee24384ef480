"""Drafts and sorters: what is drawn is told, with the reason why it was not kept; the sorter says what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from bestio.language import tokens
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.drawing import Drawing, Wanted
from bestio.phrases.guard import Guard
from bestio.phrases.machine import RAW_WORDS, PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Fault, Phrase
from bestio.phrases.sorting import Careful, Judged, Limits, said_as
from bestio.phrases.walk import Walk
from tests.phrases.test_same_phrases import corpus

ONE = "Le robot mange la lune. La lune dort dans la soupe. Le robot dort sous la lune et rit. La soupe rit."


class Counting:
    """A way of drawing that keeps what it has drawn."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.drawn: list[Walk] = []

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        self.drawn.append(self.drawing.draw(random, wanted, attempt, loose=loose))
        return self.drawn[-1]


def counted(machine: PhraseMachine) -> Counting:
    counting = Counting(machine.drawing)
    machine.drawing = counting
    return counting


def machine_of(text: str, **settings: object) -> PhraseMachine:
    return PhraseMachine(Corpus.of([Source("a", "Ada", "Le robot", text)]), PhraseSettings(**settings))  # type: ignore[arg-type]


def assert_told(machine: PhraseMachine, phrase: Phrase, drawn: Sequence[Walk]) -> None:
    """Every draft is told, in order, but for the one that was kept; what is said of it is true."""
    assert len(phrase.drafts) == len(drawn) - 1
    texts = [machine.accountant.plain(walk) if walk.before[-1] else None for walk in drawn]
    left = [text for text in texts if text is not None]
    for draft in phrase.drafts:
        if draft.reason.why not in {"guard", "signs"}:
            while left[0] != draft.text:  # the one that was kept, or one whose text is not told
                left.pop(0)
            left.pop(0)
        words = sum(map(tokens.is_word, tokens.split(draft.text)))
        reason, settings = draft.reason, machine.settings
        if reason.why == "copied":
            assert reason.words >= settings.copied_max * reason.total - 1e-6
            assert sum(map(tokens.is_word, tokens.split(draft.run))) == reason.words
            assert draft.of in machine.accountant.holders
        elif reason.why == "short":
            assert words <= reason.words < reason.total == settings.min_words
        assert draft.holders


@pytest.mark.parametrize("sort", ["raw", "original"])
@pytest.mark.parametrize("order", [1, 2])
def test_every_draft_is_told_with_a_true_reason(sort: str, order: int) -> None:
    machine = PhraseMachine(corpus(even=False), PhraseSettings(order=order, sort=sort))  # type: ignore[arg-type]
    counting, random = counted(machine), Random(5)
    for _turn in range(40):
        counting.drawn.clear()
        phrase = machine.make(random)
        assert_told(machine, phrase, counting.drawn)


@pytest.mark.slow
def test_over_a_thousand_phrases_as_many_drafts_are_told_as_were_drawn() -> None:
    told = drawn = 0
    for settings in (PhraseSettings(), PhraseSettings(order=1), PhraseSettings(sort="raw")):
        machine = PhraseMachine(corpus(even=True), settings, refuse=lambda text: "lune" in text)
        counting, random = counted(machine), Random(6)
        for turn in range(334):
            asked = {"start": "le"} if turn % 5 == 0 else {"with_word": "nuit"} if turn % 5 == 1 else {}
            told += 1 + len(machine.make(random, **asked).drafts)
        drawn += len(counting.drawn)
    print(f"\n1,002 phrases: {told} drafts told, {drawn} drawn")
    assert told == drawn


def test_the_raw_machine_gives_the_first_draft_whatever_it_is() -> None:
    machine = machine_of(ONE, sort="raw", order=1)
    random = Random(3)
    made = [machine.make(random) for _turn in range(300)]
    assert not any(phrase.drafts for phrase in made)
    words = [phrase.copied.total for phrase in made]
    assert min(words) < PhraseSettings().min_words
    assert any(phrase.copied.share == 1 for phrase in made)
    assert all(step.order == 1 for phrase in made for step in phrase.steps)


def test_the_raw_machine_redraws_only_what_the_guard_refuses_and_does_not_show_it() -> None:
    corpus, guard = Corpus.of([Source("a", "Ada", "Le robot", ONE)]), Guard(block=["soupe"])
    machine = PhraseMachine(corpus, PhraseSettings(sort="raw"), refuse=guard.refuses)
    counting, random = counted(machine), Random(3)
    drafts = [draft for _turn in range(100) for draft in machine.make(random).drafts]
    assert drafts
    assert {draft.reason.why for draft in drafts} == {"guard"}
    assert not any(draft.text or draft.run for draft in drafts)
    assert len(counting.drawn) == 100 + len(drafts)


def test_the_raw_machine_neither_seeks_keywords_nor_slips_tics_in_nor_drops_orders() -> None:
    machine = machine_of(ONE, sort="raw")
    plain, wishing = Random(8), Random(8)
    for _turn in range(30):
        assert machine.make(plain) == machine.make(wishing, keywords=["soupe"], says=["bip"])
    assert not machine.adapts


def test_a_raw_phrase_that_does_not_end_is_cut_and_said() -> None:
    machine, random = machine_of("la lune " * 200, sort="raw", order=1), Random(1)
    made = [machine.make(random) for _turn in range(200)]
    cut = [phrase for phrase in made if phrase.relaxed]
    assert cut
    assert all(phrase.text.endswith("…") and phrase.copied.total <= RAW_WORDS for phrase in cut)
    assert max(phrase.copied.total for phrase in made if not phrase.relaxed) > PhraseSettings().max_words


def test_what_was_said_is_not_said_again() -> None:
    machine = machine_of(ONE, order=1)
    said: list[str] = []
    random = Random(4)
    for _turn in range(25):
        phrase = machine.make(random, before=said)
        if phrase.relaxed is None:
            assert said_as(phrase.text) not in set(map(said_as, said))
        said.append(phrase.text)
    again = machine.make(Random(4), before=[machine.make(Random(4)).text.upper()])
    assert "said" in {draft.reason.why for draft in again.drafts}


def test_where_nothing_else_can_be_said_it_is_said_again_and_told() -> None:
    machine = machine_of("Le grand robot mange la lune.")
    first = machine.make(Random(1))
    again = machine.make(Random(1), before=[first.text])
    assert again.text == first.text
    assert again.relaxed != first.relaxed


LIMITS = Limits(5, 30, 30, 0.6, 0.75)


def few_commas(tokens: Sequence[str], recent: Sequence[Sequence[str]]) -> Judged:
    """A judge for these tests: a comma is a fault, and what begins as one of the last ten repeats it."""
    faults = tuple(Fault("comma", 1.0, ",") for word in tokens if word == ",")
    return Judged(faults, float(any(one[:1] == list(tokens[:1]) for one in recent)))


def test_the_careful_sorter_keeps_the_least_penalty_and_tells_the_others() -> None:
    machine, random = PhraseMachine(corpus(even=True)), Random(2)
    counting = counted(machine)
    machine.sorter = lambda before: Careful(LIMITS, few_commas, 6, [["la"], ["le"]])  # type: ignore[method-assign]
    found: set[str] = set()
    for _turn in range(30):
        counting.drawn.clear()
        phrase = machine.make(random)
        assert_told(machine, phrase, counting.drawn)
        whys = [draft.reason.why for draft in phrase.drafts]
        compared = [draft for draft in phrase.drafts if draft.reason.why in {"formed", "repeats", "later"}]
        assert len(compared) == 5
        commas = phrase.text.count(",")
        for draft in compared:
            others = sum(fault.penalty for fault in draft.reason.faults)
            assert others > commas if draft.reason.why == "formed" else others == commas
        found.update(whys)
    assert {"copied", "formed", "repeats", "later"} <= found


def test_the_careful_sorter_lets_a_limit_give_way_where_nothing_can_be_compared() -> None:
    machine = machine_of("Le grand robot mange la lune.")
    machine.sorter = lambda before: Careful(LIMITS, few_commas, 8)  # type: ignore[method-assign]
    phrase = machine.make(Random(1))
    assert phrase.relaxed
    assert len(phrase.drafts) == 31
