"""Who is behind speaks: the share of the pupils' words is met in each phrase, and told word by word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from bestio.documents import yamlio
from bestio.language import tokens
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.phrases.sides import most_that
from tests.phrases.test_originality import PUPILS, ROOT

MORE = sorted((Path(__file__).parents[1] / "data" / "phrases" / "eleves").glob("*.txt"))
SIZED = PhraseSettings(order=3, sized=True)
"""As a creation has it that has all the starter texts, and has not chosen the order."""
TEXTS = [*PUPILS, *(path.read_text("utf-8") for path in MORE)]


def all_starters() -> list[Source]:
    """The starter texts of all lexicons."""
    found = []
    for path in sorted((ROOT / "lexicons").glob("*.yaml")):
        for key, text in (yamlio.read(path).data.get("sources") or {}).items():
            found.append(Source(f"{path.stem}:{key}", text["author"], text["title"], text["text"]))
    return found


def led(asked: float, texts: Sequence[str], starting: Sequence[Source], weights: Sequence[float] = ()) -> Corpus:
    """Pupils' texts that lead with a share of `asked`, in the parts that `weights` say, before starter texts."""
    own = [Source(f"own:{at}", f"Groupe {at}", f"Texte {at}", text) for at, text in enumerate(texts)]
    parts = weights or [1.0] * len(own)
    shares = {one.id: asked * part / sum(parts) for one, part in zip(own, parts, strict=True)}
    shares |= {one.id: (1 - asked) / len(starting) for one in starting}
    return Corpus.of([*own, *starting], shares, [one.id for one in own])


def share(phrase: Phrase, source: str = "own:") -> float:
    """The part of the words that sources whose ids begin so have given."""
    words = [step for step in phrase.steps if tokens.is_word(step.word)]
    return sum(step.source.startswith(source) for step in words) / len(words)


@pytest.fixture(scope="module")
def starting() -> list[Source]:
    return all_starters()[:3]


@pytest.mark.parametrize("asked", [0.3, 0.6])
def test_phrases_have_the_share_that_is_asked_and_say_whose_turn_it_was(asked: float, starting: list[Source]) -> None:
    machine, random = PhraseMachine(led(asked, TEXTS[:1], starting)), Random(1)
    phrases = [machine.make(random) for _ in range(30)]
    assert abs(mean(map(share, phrases)) - asked) <= 0.04
    for phrase in phrases:
        assert phrase.relaxed is None
        assert abs(share(phrase) - asked) <= 0.1 + 1e-6
        assert len(phrase.turns) == len(phrase.steps)
        assert {"ours", "others"} & set(phrase.turns)
        for draft in phrase.drafts:
            if draft.reason.why == "share":
                assert abs(draft.reason.words / draft.reason.total - asked) > 0.1


def test_the_chance_that_is_told_is_the_one_among_the_words_of_the_side(starting: list[Source]) -> None:
    machine = PhraseMachine(led(0.5, TEXTS[:2], starting), PhraseSettings(rivals=50))
    random, told = Random(4), 0
    for _ in range(20):
        phrase = machine.make(random)
        for step, turn in zip(phrase.steps, phrase.turns, strict=True):
            if turn and step.rivals and step.choices <= 50:
                told += 1
                chances = {rival.word: rival.probability for rival in step.rivals}
                assert chances[step.read or step.word.lower()] == pytest.approx(step.probability) or (
                    step.word in chances
                )
                assert sum(chances.values()) == pytest.approx(1)
    assert told


def test_each_side_looks_back_at_as_many_words_as_it_can_carry() -> None:
    machine = PhraseMachine(led(0.6, TEXTS[:1], all_starters()), PhraseSettings(order=3, sized=True))
    random, orders = Random(3), dict[str, set[int]](ours=set(), others=set())
    phrases = [machine.make(random) for _ in range(30)]
    for phrase in phrases:
        for step, turn in zip(phrase.steps, phrase.turns, strict=True):
            if turn:
                orders["ours" if step.source.startswith("own:") else "others"].add(step.order)
    assert abs(mean(map(share, phrases)) - 0.6) <= 0.04
    assert max(orders["ours"]) == 2
    assert max(orders["others"]) == 3


@pytest.mark.parametrize("weights", [(1, 1), (3, 1)])
def test_of_several_texts_the_one_that_lacks_words_has_its_turn(weights: tuple[float, ...]) -> None:
    machine = PhraseMachine(
        led(0.6, TEXTS[:2], all_starters(), weights), PhraseSettings(order=3, sized=True, rivals=99)
    )
    random = Random(1)
    phrases = [machine.make(random) for _ in range(60)]
    parts = [mean(share(phrase, f"own:{at}") for phrase in phrases) for at in range(2)]
    assert parts == pytest.approx([0.6 * weight / sum(weights) for weight in weights], abs=0.06)
    told = 0
    for phrase in phrases:
        for step, behind in zip(phrase.steps, phrase.behind, strict=bool(phrase.behind)):
            if behind:
                told += 1
                assert step.source in {one.source for one in behind}
                assert sum(rival.probability for rival in step.rivals) == pytest.approx(1) or not step.rivals
    assert told > 20


def test_raw_phrases_and_those_of_one_side_know_no_turns(starting: list[Source]) -> None:
    corpus = led(0.5, TEXTS[:1], starting)
    for machine in (
        PhraseMachine(corpus, PhraseSettings(sort="raw")),
        PhraseMachine(led(1.0, TEXTS[:1], starting)),
        PhraseMachine(led(0.0, TEXTS[:1], starting)),
        PhraseMachine(Corpus.of(corpus.sources, corpus.shares)),
    ):
        assert machine.sides is None
        assert machine.make(Random(1)).turns == ()


def test_a_share_that_cannot_be_met_is_told() -> None:
    own = "Le robot dort."
    others = "La bête mange une grande soupe verte sous la table ronde du salon bleu."
    corpus = Corpus.of(
        [Source("own:a", "A", "A", own), Source("b", "B", "B", others)], {"own:a": 0.9, "b": 0.1}, ["own:a"]
    )
    phrase = PhraseMachine(corpus).make(Random(1))
    assert phrase.relaxed is not None


def test_a_word_that_is_asked_for_is_there(starting: list[Source]) -> None:
    machine = PhraseMachine(led(0.5, TEXTS[:1], starting))
    assert machine.make(Random(1), start="le robot").text.lower().startswith("le robot")
    assert "hibou" in machine.make(Random(2), with_word="hibou").text.lower()


def test_longer_texts_carry_more() -> None:
    assert [most_that(words) for words in (60, 90, 150, 300)] == [0.6, 0.7, 0.75, 0.85]
    assert most_that(0) == 0 < most_that(30) < 0.6 < most_that(75) < 0.7
    assert most_that(10**6) == 1


@pytest.mark.slow
@pytest.mark.parametrize("asked", [0.3, 0.5, 0.6, 0.7, 0.8])
def test_of_twenty_texts_the_share_is_met(asked: float) -> None:
    """Two hundred phrases each: figures of the closing note."""
    starting = all_starters()
    assert len(TEXTS) == 20
    means, far, without, copied, distinct = [], [], [], [], []
    for text in TEXTS:
        machine, random = PhraseMachine(led(asked, [text], starting), SIZED), Random(1)
        phrases = [machine.make(random) for _ in range(200)]
        shares = list(map(share, phrases))
        means.append(mean(shares))
        far.append(mean(abs(one - asked) > 0.1 + 1e-6 for one in shares))
        without.append(mean(one == 0 for one in shares))
        copied.append(mean(phrase.copied.share >= 0.6 for phrase in phrases))
        if asked <= most_that(len(text.split())):
            distinct.append(len({phrase.text for phrase in phrases}) / 200)
    print(f"\n{asked}: mean {mean(means):.3f}, far {mean(far):.3f}, without {mean(without):.4f}", end=" ")
    print(f"copied {mean(copied):.4f}, distinct {min(distinct, default=1):.2f} at least of {len(distinct)} texts")
    assert abs(mean(means) - asked) <= 0.04
    assert mean(far) <= 0.1
    assert mean(without) <= 0.01
    assert mean(copied) <= 0.02
    assert mean(distinct or [1]) >= 0.85
    assert min(distinct, default=1) >= 0.8


@pytest.mark.slow
def test_shares_go_down_to_the_text() -> None:
    machine = PhraseMachine(led(0.6, TEXTS[:3], all_starters(), (1, 3, 1)), SIZED)
    random = Random(1)
    phrases = [machine.make(random) for _ in range(200)]
    parts = [mean(share(phrase, f"own:{at}") for phrase in phrases) for at in range(3)]
    print("\nasked 0.12 0.36 0.12, got", [round(part, 2) for part in parts])
    assert parts[1] > 1.8 * max(parts[0], parts[2])
    assert all(abs(part - asked) <= 0.05 for part, asked in zip(parts, (0.12, 0.36, 0.12), strict=True))
