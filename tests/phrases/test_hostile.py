"""Texts that no one expects: the machine makes a phrase that can be told, or says why not."""

import json
from contextlib import suppress
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.language import typography
from bestio.phrases.authorship import copied_in, tally, verdict
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.phrases.stepper import Stepper
from tests.pace import within

HOSTILE = [
    "[/ [b]x [Ours] salut [/b] le robot dit [link=x]non[/link] et puis oui.",
    "\x1b[31mLe robot\x1b[0m est \x1b]8;;http://x\x07rouge\x1b]8;;\x07 et il a très très peur.",
    "Le ro\x00bot\x00 mange\x00 la nuit et le jour\x00 sans fin.",
    "Le \u202erobot\u202c mange \u2066la\u2069 nuit et le jour sans fin.",
    "a" * 10_000,
    ("a" * 10_000 + " ") * 8,
    "mot " * 50_000,
    "Robot.",
    "robot",
    "😀",
    "😀 🤖 🦉 " * 50,
    "!!! ??? … ,,, ;;;",
    "« « « ( ( [ [ " * 100,
    "» » » ) ) ] ] mot " * 100,
    "\n" * 10_000,
    " \t\u00a0\u202f " * 1000,
    "Le robot " + "’" * 5000,
    "'" * 5000,
    '"' * 5000,
    "-" * 5000,
    "." * 50_000,
    "a.b." * 10_000,
    "a-" * 20_000,
    "http://" * 3000,
    "@" * 5000,
    "١٢٣ ロボット robot Ω ﷽ 𝕣𝕠𝕓𝕠𝕥 e\u0301" * 20,
    "___BEGIN__ ___END__ ___BEGIN__ le robot ___END__ dort bien ici.",
    "{0} {text} %s %(x)s ${x} le robot dort.",
    "Le robot dort.\r\nLe robot dort.\rLe robot dort.\u2028Le robot dort.\x85",
]


def make(text: str, **asked: Any) -> Phrase | None:
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", text)]))
    with suppress(NoPhrase):
        return machine.make(Random(1), **asked)
    return None


def check(phrase: Phrase) -> None:
    made = msgspec.to_builtins(phrase)
    json.dumps(made).encode("utf-8")
    phrase.text.encode("utf-8")
    assert phrase.text
    assert phrase.steps
    assert typography.HIDDEN.search(phrase.text) is None
    assert "\x1b" not in phrase.text
    assert "\n" not in phrase.text
    assert phrase.copied.words <= phrase.copied.total
    assert verdict(phrase.copied)
    for step in phrase.steps:
        assert 0 < step.probability <= 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_phrase_or_a_reason_and_quickly(text: str) -> None:
    with within(10):
        for asked in (
            {},
            {"start": "robot"},
            {"with_word": "robot"},
            {"keywords": ["robot", "", "[/"], "says": ["[b]", "\x1b[0m ploc"]},
        ):
            phrase = make(text, **asked)
            if phrase is not None:
                check(phrase)


@given(
    st.lists(st.text(max_size=200), min_size=0, max_size=4),
    st.lists(st.floats(0, 10), min_size=4, max_size=4),
    st.integers(1, 4),
    st.booleans(),
    st.integers(0, 2**32),
)
@settings(max_examples=60)
def test_any_texts_with_any_shares(
    texts: list[str], shares: list[float], order: int, adaptive: bool, seed: int
) -> None:
    corpus = Corpus.of(
        [Source(str(at), f"A{at}", f"T{at}", text) for at, text in enumerate(texts)],
        {str(at): share for at, share in enumerate(shares)},
    )
    machine = PhraseMachine(corpus, PhraseSettings(order=order, adaptive=adaptive, min_words=1))
    with suppress(NoPhrase):
        phrase = machine.make(Random(seed))
        check(phrase)
        assert phrase == machine.make(Random(seed))
        used = {str(at) for at, share in enumerate(shares) if share > 0}
        assert {step.source for step in phrase.steps} <= used


WORDS = st.lists(
    st.lists(
        st.sampled_from(["le", "robot", "l’", "eau", ",", "dort", "«", "»", "et", "mange", "(", ")"]),
        min_size=1,
        max_size=9,
    ),
    min_size=1,
    max_size=10,
)


@pytest.mark.slow
@given(
    WORDS,
    st.integers(1, 4),
    st.booleans(),
    st.integers(0, 999),
    st.sampled_from(["", "robot", "eau", "et", "le robot"]),
)
@settings(max_examples=200)
def test_start_and_with_on_small_worlds(
    runs: list[list[str]], order: int, adaptive: bool, seed: int, asked: str
) -> None:
    text = "\n".join(" ".join(run) + "." for run in runs)
    machine = PhraseMachine(
        Corpus.of([Source("a", "A", "a", text), Source("b", "B", "b", "le robot dort et mange.")], {"a": 2.0}),
        PhraseSettings(order=order, adaptive=adaptive, min_words=1, max_words=12),
    )
    with suppress(NoPhrase):
        phrase = machine.make(Random(seed), start=asked or None)
        check(phrase)
        assert phrase.text.lower().lstrip("—«( \u00a0").startswith(asked.lower())
    with suppress(NoPhrase):
        phrase = machine.make(Random(seed), with_word=asked or None)
        check(phrase)
        assert not asked or asked in phrase.text.lower()
    stepper = Stepper(machine, Random(seed))
    for _ in range(12):
        if not stepper.ended:
            stepper.take_die(stepper.throw())
    with suppress(NoPhrase):
        check(stepper.phrase())


@given(st.text(max_size=80))
def test_any_word_can_be_asked_for(asked: str) -> None:
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", "Le robot dort bien. Le robot mange la lune et dort.")]))
    asks: tuple[dict[str, Any], ...] = (
        {"start": asked},
        {"with_word": asked},
        {"keywords": [asked]},
        {"says": [asked]},
    )
    for ask in asks:
        with suppress(NoPhrase):
            check(machine.make(Random(1), **ask))


def test_what_is_copied_from_odd_corpora() -> None:
    for text in HOSTILE:
        copied = copied_in(PhraseMachine(Corpus.of([Source("a", "A", "a", text)])).index, text[:300])
        assert 0 <= copied.words <= copied.total
    assert tally([]).phrases == 0


def test_a_refusing_guard_is_told() -> None:
    machine = PhraseMachine(
        Corpus.of([Source("a", "A", "a", "Le robot dort bien ici. Le robot mange la lune et dort.")]),
        refuse=lambda _text: True,
    )
    with pytest.raises(NoPhrase):
        machine.make(Random(1))


def test_settings_out_of_bounds_are_told() -> None:
    from bestio.errors import BestioError

    out: list[dict[str, Any]] = [{"order": 0}, {"order": 5}, {"min_words": 9, "max_words": 3}, {"max_words": 1000}]
    for wrong in (*out, {"min_words": 0}):
        with pytest.raises(BestioError):
            PhraseSettings(**wrong)


@pytest.mark.parametrize("share", [1e-300, 1e-17, 5e-324])
def test_a_share_next_to_nothing_is_none(share: float) -> None:
    texts = [
        Source("a", "A", "a", "La lune mange un gros boulon bleu. " * 9),
        Source("b", "B", "b", "Le hibou dort là."),
    ]
    machine = PhraseMachine(Corpus.of(texts, {"a": 1.0, "b": share}))
    for seed in range(9):
        with suppress(NoPhrase):
            assert {step.source for step in machine.make(Random(seed), with_word="hibou").steps} == {"a"}
        with suppress(NoPhrase):
            assert {step.source for step in machine.make(Random(seed)).steps} == {"a"}
