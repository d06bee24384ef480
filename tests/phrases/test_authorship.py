"""Who wrote it: against a plain search of the texts."""

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.language import sentences, tokens, typography
from bestio.phrases.authorship import copied_in, tally, verdict
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Copied, Holder, Phrase

TEXTS = Path(__file__).parents[1] / "data" / "phrases"


def corpus(**shares: float) -> Corpus:
    texts = [(path.stem, path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.txt"))]
    # A text that repeats parts of another, so that runs have several holders.
    texts.append(("double", "Le renard écoute derrière chaque câble. Il range les mots dans une grande horloge."))
    # Small letters everywhere: then the words of a phrase are those of the texts, but for the capital of the first.
    return Corpus.of(
        [Source(stem, f"groupe de {stem}", f"titre de {stem}", text.lower()) for stem, text in texts],
        {key.replace("_", "-"): share for key, share in shares.items()},
    )


def runs_by_source(texts: Corpus) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for source in texts.sources:
        for sentence in sentences.split(typography.clean(source.text)):
            found.setdefault(source.id, []).append(tokens.split(sentence))
    return found


def holds(runs: list[list[str]], run: list[str]) -> bool:
    return any(" ".join(["", *run, ""]) in " ".join(["", *sentence, ""]) for sentence in runs)


def shown_as_read(phrase: Phrase) -> list[str]:
    return [step.word.lower() for step in phrase.steps]


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("asked", [{}, {"with_word": "renard"}, {"start": "la"}])
def test_copied_and_patches_are_those_of_a_plain_search(order: int, asked: dict[str, str]) -> None:
    texts = corpus()
    sources = runs_by_source(texts)
    every = [run for runs in sources.values() for run in runs]
    machine = PhraseMachine(texts, PhraseSettings(order=order))
    random = Random(order)
    for _ in range(12):
        phrase = machine.make(random, **asked)
        words = shown_as_read(phrase)
        longest = 0
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                if not holds(every, words[start:end]):
                    break
                longest = max(longest, sum(map(tokens.is_word, words[start:end])))
        assert phrase.copied.words == longest
        assert phrase.copied.total == sum(map(tokens.is_word, words))
        covered = [at for patch in phrase.patches for at in range(patch.start, patch.end)]
        assert covered == list(range(len(words)))
        for patch in phrase.patches:
            run = words[patch.start : patch.end]
            holders = {source for source, runs in sources.items() if holds(runs, run)}
            assert {patch.source, *(other.source for other in patch.others)} == holders
        assert len(phrase.patches) == fewest(every, words)
        assert sum(phrase.authors.values()) == pytest.approx(1)


WORLDS = st.lists(
    st.lists(st.sampled_from(["un", "robot", "dort", "et", "mange", ",", "bleu"]), min_size=1, max_size=8),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@given(WORLDS, st.integers(1, 4), st.booleans(), st.integers(0, 999), st.sampled_from(["", "robot", "et", "dort et"]))
@settings(max_examples=200)
def test_copied_runs_on_small_worlds(runs: list[list[str]], order: int, adaptive: bool, seed: int, asked: str) -> None:
    text = "\n".join(" ".join(run) for run in runs)
    texts = Corpus.of([Source("a", "A", "a", text), Source("b", "B", "b", "un robot dort et mange.\net un robot bleu")])
    sources = runs_by_source(texts)
    every = [run for found in sources.values() for run in found]
    machine = PhraseMachine(texts, PhraseSettings(order=order, adaptive=adaptive, min_words=1, max_words=12))
    asks: tuple[dict[str, Any], ...] = ({"start": asked or None}, {"with_word": asked or None})
    for ask in asks:
        with suppress(NoPhrase):
            phrase = machine.make(Random(seed), **ask)
            words = shown_as_read(phrase)
            longest = max(
                sum(map(tokens.is_word, words[start:end]))
                for start in range(len(words))
                for end in range(start + 1, len(words) + 1)
                if holds(every, words[start:end])
            )
            assert phrase.copied.words == longest
            assert len(phrase.patches) == fewest(every, words)


def fewest(every: list[list[str]], words: list[str]) -> int:
    best = [0] + [len(words)] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(end):
            if holds(every, words[start:end]):
                best[end] = min(best[end], best[start] + 1)
    return best[-1]


def test_shares_move_the_draws() -> None:
    def part(machine: PhraseMachine) -> float:
        random = Random(1)
        steps = [step for _ in range(150) for step in machine.make(random).steps]
        return sum(step.source == "texte-1" for step in steps) / len(steps)

    even = part(PhraseMachine(corpus()))
    assert part(PhraseMachine(corpus(texte_1=12.0))) > 2 * even
    assert part(PhraseMachine(corpus(texte_1=0.0))) == 0


def test_a_share_counts_whatever_the_length() -> None:
    short, long = "Le chat dort bien ici. Le chat mange bien ici.", "Le chien court loin là-bas. " * 200
    texts = Corpus.of([Source("s", "S", "s", short), Source("l", "L", "l", long)])
    machine = PhraseMachine(texts, PhraseSettings(order=1))
    random = Random(2)
    steps = [step for _ in range(300) for step in machine.make(random).steps]
    assert 0.35 < sum(step.source == "s" for step in steps) / len(steps) < 0.65


def test_verdict_tells_in_words() -> None:
    other = Holder("b", "Les Loups", "La mer")
    assert "8" in verdict(Copied(8, "a b c d e f g h", "Les Ours", "La nuit", "a", 12, 0, 8))
    assert "Les Ours" in verdict(Copied(8, "a b c d e f g h", "Les Ours", "La nuit", "a", 12, 0, 8))
    assert "La mer" in verdict(Copied(8, "a b c d e f g h", "Les Ours", "La nuit", "a", 12, 0, 8, (other,)))
    for copied in (
        Copied(0, "", "", ""),
        Copied(2, "a b", "A", "T", "a", 9),
    ):
        assert verdict(copied)
    whole = Copied(9, "x", "A", "T", "a", 9, 0, 9, (other,) * 5)
    assert verdict(whole).endswith("Ces 9 mots sont aussi dans «\u00a0La mer\u00a0», «\u00a0La mer\u00a0» et 3 autres.")


def test_a_changed_phrase_is_looked_up_too() -> None:
    index = PhraseMachine(corpus()).index
    copied = copied_in(index, "Hier, le renard écoute derrière chaque CÂBLE zorglub !")
    assert (copied.words, copied.of, copied.total) == (6, "le renard écoute derrière chaque CÂBLE", 8)
    assert {copied.source, *(other.source for other in copied.others)} == {"texte-6", "double"}
    assert copied_in(index, "zorglub").words == 0
    assert copied_in(index, "").total == 0


def test_tally_counts_hands_and_authors() -> None:
    machine = PhraseMachine(corpus())
    made = [machine.make(Random(seed), with_word="lune", says=["ploc"]) for seed in range(30)]
    total = tally((phrase.steps, phrase.copied, False) for phrase in made)
    assert total.phrases == 30
    assert total.edited == 0
    assert total.wanted == 30
    assert total.tic > 0
    assert total.machine + total.wanted == sum(total.authors.values())
