"""What is printed for a class of thirty groups: its kit within ten seconds, its anthology within thirty."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import typst

from bestio.export.anthology.write import write_anthology
from bestio.export.page.sounds import line_of
from bestio.export.paper.kit import kit, parts_of
from bestio.export.paper.wanted import of_a_class
from bestio.library import Library, find_bundled
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.sure import right

GROUPS, PHRASES = 30, 5
KIT, ANTHOLOGY = 10.0, 30.0
"""Seconds; of the kit those that are worked, so that what else a machine does counts for nothing."""
BARE, SPOKEN = 40, 2
"""How many times as long as the peer the whole may take: Typst with the same pages of plain text, the sounds alone."""
TEXT = (
    "La lune avale une lampe et la lampe rit dans la nuit. Quand la pluie tombe, je compte les boulons et personne ne "
    "répond. Mais le vent vole mon chapeau, et la nuit me le rend. Toujours je dors dans une théière, et la théière "
    "chante. Dans la soupe, il y a une clé, et la clé ouvre la mer. "
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace(Library(find_bundled(), tmp_path_factory.mktemp("home")), time.time, right)
    for number in range(GROUPS):
        chance = Random(number)
        words = TEXT.split()
        chance.shuffle(words)
        with workspace.store.new(f"Groupe {number}", "5b") as journal:
            studio = Studio(journal, workspace, chance, classmates=())
            studio.begin()
            studio.write_text("t1", "Ma nuit", f"{TEXT}{' '.join(words[:30])}.")
            studio.record("text.share", id="t1")
            for _phrase in range(PHRASES):
                studio.make_phrase(studio.machine())
                studio.record("phrase.keep", id=list(studio.creation.phrases)[-1])
    return workspace


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    made = Speaker()
    made.start()
    yield made
    made.close()


def test_the_whole_kit_of_a_class_takes_ten_seconds(school: Workspace, tmp_path: Path, benchmark: Any) -> None:
    def everything() -> int:
        wanted = of_a_class(school, "5b")
        pages = 0
        for number in range(1, len(wanted.plan.seances) + 1):
            wanted.number = number
            for part in parts_of(wanted.plan) if number == 1 else ("seance", "sans-ordinateur"):
                wanted.part = part
                made = kit(wanted)
                made.write(tmp_path / f"{part}-{number}.pdf")
                pages += made.pages
        return pages

    before = time.process_time()
    pages = benchmark.pedantic(everything, rounds=2)
    worked = (time.process_time() - before) / 2
    assert pages > 100
    plain = "\n#pagebreak()\n".join([f"= Une page\n{TEXT * 3}"] * pages)
    began = time.process_time()
    for _counted_and_written in range(2):
        typst.compile(plain.encode(), ignore_system_fonts=True)
    bare = time.process_time() - began
    if benchmark.enabled:
        took = min(worked, benchmark.stats["min"])
        print(f"\n{pages} pages: {took:.1f} s of work, {worked / bare:.1f} times plain text")
        assert took <= KIT
        assert worked <= BARE * bare


def test_the_anthology_of_a_class_takes_thirty_seconds(
    school: Workspace, speaker: Speaker, tmp_path: Path, benchmark: Any
) -> None:
    asked: list[tuple[str, Voice]] = []

    def said(text: str, voice: Voice) -> Speech:
        asked.append((text, voice))
        return speaker.render(text, voice)

    written = benchmark.pedantic(lambda: write_anthology(tmp_path / "a", school, "5b", said), rounds=1)
    assert written.creatures == GROUPS
    assert len(asked) >= GROUPS * PHRASES
    with Speaker() as fresh:  # has nothing in its cache
        began = time.perf_counter()
        for text, voice in asked:
            line_of(text, fresh.render(text, voice))
        alone = time.perf_counter() - began
    if benchmark.enabled:
        took = benchmark.stats["min"]
        print(f"\n{len(asked)} sounds: {took:.1f} s, {took / alone:.1f} times the sounds alone")
        assert took <= max(ANTHOLOGY, SPOKEN * alone)
