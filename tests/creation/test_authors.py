"""Who is the author: what is told of a phrase, changed by hand or not, and the count over a creation."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.activities.signature import drawn
from bestio.classroom.table import balance_of
from bestio.creation import attribution, authors
from bestio.creation.events import Event
from bestio.creation.fold import EMPTY, apply
from bestio.creation.phrase_shapes import RivalShape, StepShape
from bestio.creation.state import Creation, MadePhrase
from bestio.language import tokens
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.session.account import phrase_lines
from bestio.session.drafts import tell_making, tell_making_in_a_line
from bestio.session.explain import RivalWord, explain_making, explain_phrase, explain_word
from bestio.session.telling import (
    tell_changes,
    tell_mended,
    tell_pieces,
    tell_pieces_in_a_line,
    tell_rivals,
    tell_rows,
    tell_uncounted,
)

TEXTS = Path(__file__).parents[1] / "data" / "phrases"
GROUP = "Les Pistons"


def step(word: str, author: str = "Léa", title: str = "Le lac", **more: Any) -> dict[str, Any]:
    return {"word": word, "source": f"own:{title}", "author": author, "title": title, **more}


SAID = [
    step("Le"), step("robot"), step("mange", "Bestio", "Cuisine", how="die"), step("du", "Bestio", "Cuisine"),
    step("fer", "Bestio", "Cuisine", how="pupil"), step("Ploc\u202f!", "", "", how="tic"), step("."),
]  # fmt: skip
MADE = {
    "id": "p1", "text": "Le robot mange du fer. Ploc\u202f!", "steps": SAID,
    "copied": {"words": 4, "of": "robot mange du fer", "author": "Bestio", "title": "Cuisine", "total": 5,
               "others": [{"source": "x", "author": "Tom", "title": "Fer"}]},
    "patches": [{"start": 0, "end": 1, "words": 1, "text": 0, "others": [1, 2, 3]},
                {"start": 1, "end": 5, "words": 4, "text": 1, "others": [2]},
                {"start": 6, "end": 7, "words": 0, "text": 0}],
    "texts": [{"source": "own:t1", "author": "Léa", "title": "Le lac"},
              {"source": "l:c", "author": "Bestio", "title": "Cuisine"},
              {"source": "x", "author": "Tom", "title": "Fer"}, {"source": "y", "author": "Zoé", "title": ""}],
}  # fmt: skip


def made(*more: Event) -> Creation:
    creation = EMPTY
    for event in (Event(1.0, "phrase.make", MADE), *more):
        creation = apply(creation, event)
    return creation


def edited(text: str, copied: dict[str, Any] | None = None) -> MadePhrase:
    return made(Event(2.0, "phrase.edit", {"id": "p1", "text": text, "copied": copied})).phrases["p1"]


def test_the_patchwork_is_told_with_those_who_have_the_same_words() -> None:
    phrase = made().phrases["p1"]
    pieces = authors.pieces_of(phrase)
    assert [(one.start, one.end, one.words, one.title) for one in pieces][:2] == [
        (0, 1, 1, "Le lac"),
        (1, 5, 4, "Cuisine"),
    ]
    assert [one.author for one in pieces[1].others] == ["Tom"]
    line = tell_pieces_in_a_line(explain_phrase(phrase, GROUP).pieces)
    assert "2 morceaux" in line
    assert "4 mots de" in line
    first, second = tell_pieces(explain_phrase(phrase, GROUP).pieces)
    assert "Fer" in first
    assert "et 1 autre" in first
    assert "robot mange du fer" in second
    assert "Ces 4 mots sont aussi dans «\u00a0Fer\u00a0»" in second


def test_the_word_that_came_is_none_of_its_rivals() -> None:
    told = (RivalShape("le"), RivalShape("la"), RivalShape(""))
    assert [one.word for one in StepShape("Le", rivals=told).others] == ["la", ""]
    assert [one.word for one in StepShape("du", read="la", rivals=told).others] == ["le", ""]
    assert StepShape("").others == ()


def test_an_older_journal_has_no_pieces_and_opens() -> None:
    old = {key: value for key, value in MADE.items() if key not in {"patches", "texts"}}
    phrase = apply(EMPTY, Event(1.0, "phrase.make", old)).phrases["p1"]
    assert authors.pieces_of(phrase) == ()
    assert tell_pieces_in_a_line(explain_phrase(phrase, GROUP).pieces) == ""
    assert "4 mots d’affilée" in attribution.verdict_of(phrase)
    # Pieces that point at a text that is not told, or at no word, are left out.
    odd = {
        **MADE,
        "patches": [{"start": 0, "end": 1, "words": 1, "text": 9}, {"start": 9, "end": 12, "words": 2, "text": 0}],
    }
    assert authors.pieces_of(apply(EMPTY, Event(1.0, "phrase.make", odd)).phrases["p1"]) == ()


def test_parts_and_authors_are_counted_in_words() -> None:
    parts = authors.parts_of(made().phrases["p1"], GROUP)
    assert [(part.author, part.words) for part in parts] == [("Bestio", 3), ("Léa", 2)]
    assert authors.authors_of(parts) == pytest.approx({"Bestio": 0.6, "Léa": 0.4})


def test_what_a_hand_changed_is_seen_word_by_word() -> None:
    phrase = edited(
        "Le robot dévore du fer tiède.", {"words": 2, "of": "le robot", "author": "Léa", "title": "Le lac", "total": 6}
    )
    by_hand = [word.text for word in authors.words_of(phrase) if word.step is None]
    assert by_hand == ["dévore", "tiède"]
    assert [word.step for word in authors.words_of(phrase) if word.text == "fer"] == [4]
    told = tell_changes(authors.changes_of(phrase))
    for part in ("mange", "dévore", "tiède", "Ploc"):
        assert part in told
    assert "jamais plus de 2 mots" in attribution.verdict_of(phrase)
    parts = authors.parts_of(phrase, GROUP)
    assert [(part.author, part.words, part.hand) for part in parts if part.hand] == [(GROUP, 2, True)]
    assert authors.pieces_of(phrase)  # what the machine's phrase was made of stays known
    assert attribution.verdict_of(edited("Le robot dort.")) == ""  # nobody looked: nothing is claimed
    back = edited("")
    assert back.edited is None
    assert authors.changes_of(back) == ()
    assert "4 mots" in attribution.verdict_of(back)


@pytest.mark.parametrize(
    "typed", ["[/b]", "[Ours] x@y", '"acier" -- trempé...', "l'or", "(oui", "¡", "lu\u200bne", "  de   l'eau"]
)
def test_what_a_hand_wrote_is_told_as_it_was_typed(typed: str) -> None:
    for text in (f"Le robot mange du {typed} fer. Ploc !.", f"Le robot mange du {typed}"):
        phrase = edited(text)
        assert authors.changes_of(phrase)[0].after == typed.strip()
        assert typed.strip() in tell_changes(authors.changes_of(phrase))


def test_what_was_mended_is_told_where_it_was() -> None:
    text = "Il parle souvent de « le robot et la lune ». Le robot dort avec le robot et un ami bleu. Il dort."
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", text)]), PhraseSettings(order=1))
    random = Random(1)
    phrase = next(one for one in (machine.make(random) for _ in range(200)) if "souvent du robot" in one.text)
    told = authors.as_told(phrase)
    at = [step.word for step in phrase.steps].index("du")
    mended = "« de le » est devenu « du » devant « robot »."
    why = explain_phrase(told, GROUP)
    tellings = [tell_mended(word.mended).replace("\u00a0", " ") if word.mended else "" for word in why.words]
    assert tellings == [mended if place in {at, at + 1} else "" for place in range(len(told.steps))]
    lines = [line.replace("\u00a0", " ") for line in phrase_lines(why)]
    assert mended in lines[at]
    assert lines[at].startswith("« du » tiré par la machine")
    assert lines[at + 1].startswith("« le » tiré par la machine")  # it is not lost


@pytest.mark.parametrize(
    ("read", "shown", "then", "told"),
    [
        ("le", "l’", "arbre", "« le » est devenu « l’ » devant « arbre »."),
        ("l’", "le", "hibou", "« l’ » est devenu « le » devant « hibou »."),
        ("ce", "cet", "ami", "« ce » est devenu « cet » devant « ami »."),
    ],
)
def test_each_way_of_mending_is_told(read: str, shown: str, then: str, told: str) -> None:
    steps = (StepShape("Il"), StepShape(shown, read=read), StepShape(then))
    mended = explain_word(steps, 1).mended
    assert mended is not None
    assert tell_mended(mended).replace("\u00a0", " ") == told
    assert explain_word(steps, 0).mended is explain_word(steps, 2).mended is None


def test_the_count_over_a_creation() -> None:
    creation = made(
        Event(2.0, "phrase.edit", {"id": "p1", "text": "Le robot dévore du fer."}),
        Event(3.0, "phrase.make", {**MADE, "id": "p2"}),
    )
    account = authors.account_of(creation.phrases.values(), GROUP)
    tally = account.tally
    assert (tally.phrases, tally.edited, account.hand) == (2, 1, 1)
    assert (tally.machine, tally.die, tally.pupil, tally.tic) == (6, 1, 2, 1)
    assert tally.copied == 4  # of the one that was not changed
    assert tally.authors == {"Bestio": 5, "Léa": 4, GROUP: 1}
    assert account.words == sum(count for _label, count, _of in tell_rows(account)[0].rows)
    assert authors.account_of([], GROUP).words == 0


@given(st.text(max_size=120))
def test_whatever_a_hand_writes_is_told(text: str) -> None:
    phrase = edited(text)
    shown = authors.words_of(phrase)
    assert all(word.step is None or 0 <= word.step < len(SAID) for word in shown)
    account = authors.account_of([phrase], GROUP)
    counted = sum(tokens.is_word(word.text) for word in shown if word.step is None)
    assert account.hand == counted
    assert all(change.after in text for change in authors.changes_of(phrase))
    assert isinstance(tell_changes(authors.changes_of(phrase)), str)
    parts = authors.parts_of(phrase, GROUP)
    assert sum(authors.authors_of(parts).values()) == pytest.approx(1 if parts else 0)


def test_what_the_machine_says_of_its_pieces_comes_back_from_the_journal() -> None:
    sources = [
        Source(p.stem, f"groupe {p.stem}", f"titre {p.stem}", p.read_text("utf-8")) for p in sorted(TEXTS.glob("*.txt"))
    ]
    sources.append(Source("double", "Les Loups", "Le double", sources[0].text))
    machine = PhraseMachine(Corpus.of(sources))
    for seed in range(20):
        phrase = machine.make(Random(seed), says=["ploc"])
        told = authors.told_making(phrase)
        data = {"id": "p", "text": phrase.text, "steps": [step("x")] * len(phrase.steps), **told}
        assert authors.pieces_of(apply(EMPTY, Event(0.0, "phrase.make", data)).phrases["p"]) == phrase.patches


def test_the_balance_credits_the_words_that_a_hand_left() -> None:
    creation = made(
        Event(2.0, "phrase.keep", {"id": "p1"}),
        Event(3.0, "phrase.edit", {"id": "p1", "text": "Le robot dévore du fer."}),
    )
    balance = balance_of(creation)
    assert (balance.own, balance.hand) == pytest.approx((0.6, 0.4))  # “fer” was picked by a pupil, “dévore” written
    assert drawn(creation) == pytest.approx({"machine": 0.6, "die": 0.0, "pupil": 0.4})
    assert drawn(made()) == {}


def test_a_sign_among_the_rivals_is_seen() -> None:
    rivals = [RivalWord("", 0.5), RivalWord(",", 0.17), RivalWord("lune", 0.1)]
    assert tell_rivals(rivals) == "(la fin) 50\u00a0%, «\u00a0,\u00a0» 17\u00a0%, lune 10\u00a0%"


def test_words_that_were_erased_with_their_group_are_not_told_one_by_one() -> None:
    machine = PhraseMachine(Corpus.of([Source("a", "A", "a", "La mer rit dans le port.")]), PhraseSettings(order=1))
    told = authors.as_told(machine.make(Random(1)))
    replace, left = msgspec.structs.replace, ("[…]", "", "")
    erased = [replace(step, word=word, read="") for word, step in zip(left, told.steps, strict=False)]
    told = replace(told, text="[…] dans le port.", steps=(*erased, *told.steps[3:]))
    lines = list(phrase_lines(explain_phrase(told, GROUP)))
    assert [line.split("\u00a0")[1] for line in lines[:5]] == ["[…]", "dans", "le", "port", "."]
    assert not [line for line in lines if line.startswith("«\u00a0\u00a0»")]


def told_of(**more: Any) -> MadePhrase:
    """A phrase as a journal brings it back, with what more its event tells."""
    return apply(EMPTY, Event(0.0, "phrase.make", {**MADE, **more})).phrases["p1"]


def test_the_drafts_come_back_from_the_journal_with_their_reasons() -> None:
    sources = [Source(p.stem, f"groupe {p.stem}", f"titre {p.stem}", p.read_text("utf-8")) for p in TEXTS.glob("*.txt")]
    machine = PhraseMachine(
        Corpus.of(sources), PhraseSettings(order=3, adaptive=False), refuse=lambda text: "nuit" in text
    )
    seen: set[str] = set()
    for seed in range(12):
        phrase = machine.make(Random(seed))
        told = authors.told_making(phrase)
        data = msgspec.json.decode(msgspec.json.encode({"id": "p", "text": phrase.text, "seed": 1, **told}))
        made = apply(EMPTY, Event(0.0, "phrase.make", data)).phrases["p"]
        assert made.drafts is not None
        assert len(made.drafts) == len(phrase.drafts)
        why = explain_making(made)
        for draft, back, lines in zip(phrase.drafts, why.drafts or (), tell_making(why)[1:], strict=True):
            assert (back.text, back.why, back.words, back.run) == (
                draft.text, draft.reason.why, draft.reason.words, draft.run,
            )  # fmt: skip
            assert draft.of is None or (back.author, back.title) == (draft.of.author, draft.of.title)
            assert draft.text in lines
            seen.add(back.why)
    assert {"copied", "short", "guard"} <= seen


def test_how_a_phrase_was_made_is_told() -> None:
    copied = {"text": "Le robot rit.", "why": "copied", "words": 3, "total": 3, "run": "Le robot rit", "of": 1}
    left = [copied, {"text": "", "why": "guard"}, {"text": "Non.", "why": "of a newer program"}]
    settings = {"sort": "original"}
    lines = tell_making(explain_making(told_of(seed=1, settings=settings, drafts=left)))
    assert lines[0] == "La machine a tiré 4 brouillons, le tri (anti-copie) en a gardé un. Pas gardés\u00a0:"
    assert "recopie 3 mots sur 3 de «\u00a0Cuisine\u00a0»" in lines[1]
    assert lines[2] == "2. (caché)\u00a0: la garde a refusé un de ses mots"
    assert lines[3].endswith("pas gardé")
    assert "rien n’a été trié" in tell_making(explain_making(told_of(seed=1, settings={"sort": "raw"}, drafts=[])))[0]
    assert "Brouillons inconnus" in tell_making(explain_making(told_of(seed=1)))[0]
    assert tell_making(explain_making(told_of())) == []  # made word by word: nothing was sorted
    phrases = [told_of(seed=1, drafts=left), told_of(seed=1, drafts=[]), told_of(seed=1), told_of()]
    lines = tell_uncounted(authors.account_of(phrases, GROUP))
    assert lines[0] == "La machine a tiré 5 brouillons, le tri en a choisi 2\u00a0: 2,5 pour un."
    assert lines[1].startswith("1 phrase date d’avant")


def test_the_words_of_a_draft_are_counted_in_french_by_themselves() -> None:
    """They were counted by those of the whole draft: « 1 mots de toi sur 15 »."""
    drafts = [
        {"text": "Non.", "why": why, "words": words, "total": 15} for why in ("share", "copied") for words in (1, 2)
    ]
    lines = tell_making(explain_making(told_of(seed=1, settings={"sort": "original"}, drafts=drafts)))
    for line, told in zip(lines[1:], ("1 mot de toi", "2 mots de toi", "recopie 1 mot", "recopie 2 mots"), strict=True):
        assert f"{told} sur 15" in line


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"text": st.text(max_size=9), "why": st.text(max_size=9), "of": st.integers(0, 9)}
        )
    )
)
def test_whatever_a_journal_tells_of_drafts_is_told(drafts: list[dict[str, Any]]) -> None:
    why = explain_making(told_of(seed=1, drafts=drafts))
    assert len(tell_making(why)) == 1 + len(drafts)
    assert tell_making_in_a_line(why)
