"""The creations that ship: whole, and at home in the lexicons, voices and plan that ship with them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bestio.classroom.naming import names_of
from bestio.classroom.plan import load_sequences
from bestio.creation.events import KINDS
from bestio.creation.replay import Replay
from bestio.errors import Problem
from bestio.journal.journal import look
from bestio.language.typography import clean
from bestio.library import Library, find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicons import load_lexicons
from bestio.session.transcript import transcribe
from bestio.speech.voice import from_recipe, load_voices

BUNDLED = Library(find_bundled(), Path("no-workspace"))
EXAMPLES = sorted((BUNDLED.bundled / "workshops" / "exemples").glob("*.yaml"))


def test_there_are_some() -> None:
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_whole_and_can_be_told(path: Path) -> None:
    problems: list[Problem] = []
    journal = look(path, clock=time.time)
    assert journal.problems == []
    assert journal.notices == []
    creation = journal.creation
    assert len(creation.kept) >= 3
    assert creation.spoken
    assert creation.notes
    assert {event.do for event in journal.events} <= set(KINDS)

    lexicons = load_lexicons(BUNDLED, problems.append)
    voices = load_voices(BUNDLED, problems.append)
    catalog = TraitCatalog(lexicons[key] for key in creation.lexicons)
    names = names_of(catalog, lambda: voices, load_sequences(BUNDLED, problems.append).values())
    for event in journal.events:
        for ref in (event.data.get("trait"), *event.data.get("traits", {}).values()):
            assert not isinstance(ref, str) or ref.startswith("own:") or ref in names.traits, ref
        if event.do == "voice.choose":
            assert event.data["id"] in voices
        if event.do == "voice.tune":
            assert from_recipe(event.data["voice"], problems.append) is not None
        if event.do == "step.reach":
            assert (event.data["seance"], event.data["activity"]) in names.activities
    assert [problem for problem in problems if problem.level == "error"] == []

    replay = Replay(journal.events, names=names)
    assert len(replay) == len(journal.events)
    assert len(replay.sessions()) >= 3
    assert len(replay.markers) > 5
    assert len(list(transcribe(replay, journal.header))) > 40


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_word_of_an_example_stands_in_the_text_that_it_is_credited_to(path: Path) -> None:
    creation = look(path, clock=time.time).creation
    lexicons = load_lexicons(BUNDLED, lambda _problem: None)
    texts = {f"own:{key}": text.text for key, text in creation.texts.items()}
    for lexicon in lexicons.values():
        texts.update({f"{lexicon.id}:{key}": text.text for key, text in lexicon.sources.items()})
    for phrase in creation.phrases.values():
        assert phrase.steps
        for step in phrase.steps:
            if step.how != "tic":
                assert clean(step.sentence) in " ".join(clean(texts[step.source]).split("\n")), step
