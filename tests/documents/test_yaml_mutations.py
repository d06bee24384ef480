"""Each kind of mistake at random places of the files that ship: told on its line and in French, or meant."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from bestio.cli.checker import Checker
from bestio.documents import yamlio
from bestio.errors import Problem
from bestio.library import Library
from tests.documents.yaml_mistakes import MAKERS, Mistake, Sheet

ROOT = Path(__file__).parents[2]
LIBRARY = Library(ROOT, ROOT / "nowhere")
SMALL = [*sorted((ROOT / "voices").glob("*.yaml")), ROOT / "workshops" / "garde.yaml"]
LARGE = [*sorted((ROOT / "lexicons").glob("*.yaml")), ROOT / "workshops" / "mille-et-une-voix.yaml"]
NOT_FRENCH = re.compile(r"\b(?:None|True|False|Traceback|dict|expected|found)\b|\['|\{'|<class|\\[xu][0-9a-f]{2}")


def told(mistake: Mistake, name: str, folder: Path, encoding: str = "utf-8") -> list[Problem]:
    """What the check says of a file with the mistake in it."""
    path = folder / name
    path.write_bytes(mistake.text.encode(encoding))
    return Checker(LIBRARY).file(path)


def hold_against(mistake: Mistake, sound: str, problems: list[Problem]) -> None:
    """A mistake is told on its line, in French; only where the file means what it meant may nothing be said."""
    shown = [(p.where.line, p.message, p.hint) for p in problems]
    assert not [p for p in problems if NOT_FRENCH.search(f"{p.message} {p.hint}")], (mistake.what, shown)
    if problems:
        written = mistake.text.split("\n")[mistake.line - 1]
        assert {p.where.line for p in problems} == {mistake.line}, (mistake.what, mistake.line, written, shown)
        assert all(p.message and p.hint for p in problems)
    else:
        assert yamlio.parse(mistake.text).data == yamlio.parse(sound).data, (mistake.what, mistake.line)


def mistakes(kind: str, paths: list[Path], count: int) -> list[tuple[Path, str, Mistake]]:
    """`count` mistakes of one kind in `paths`, the same each time."""
    sheets = {path: Sheet(path.read_text(encoding="utf-8")) for path in paths}
    found: list[tuple[Path, str, Mistake]] = []
    for seed in range(100 + 20 * count):
        chance = random.Random(f"{kind} {seed}")
        path = chance.choice(paths)
        found += ((path, sheets[path].text, mistake) for mistake in MAKERS[kind](sheets[path], chance))
        if len(found) >= count:
            break
    return found


@pytest.mark.parametrize("kind", MAKERS)
def test_a_mistake_in_a_file_that_ships_is_told_on_its_line(kind: str, tmp_path: Path) -> None:
    small, large = mistakes(kind, SMALL, 8), mistakes(kind, LARGE, 1)
    assert large
    for path, sound, mistake in small + large:
        hold_against(mistake, sound, told(mistake, path.name, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAKERS)
def test_many_mistakes_in_the_files_that_ship_are_told_on_their_lines(kind: str, tmp_path: Path) -> None:
    for path, sound, mistake in mistakes(kind, SMALL, 150) + mistakes(kind, LARGE, 25):
        hold_against(mistake, sound, told(mistake, path.name, tmp_path))


@pytest.mark.parametrize("kind", ["odd_blank", "odd_blank_between_brackets"])
def test_a_blank_that_only_looks_like_a_space_is_read_as_one(kind: str) -> None:
    for _path, sound, mistake in mistakes(kind, SMALL, 30) + mistakes(kind, LARGE, 5):
        assert yamlio.parse(mistake.text).data == yamlio.parse(sound).data, mistake.what


@pytest.mark.parametrize("kind", MAKERS)
def test_line_ends_and_encodings_change_nothing_of_what_is_told(kind: str, tmp_path: Path) -> None:
    for path, _sound, mistake in mistakes(kind, SMALL, 1):
        plain = told(mistake, path.name, tmp_path)
        windows = mistake._replace(text=mistake.text.replace("\n", "\r\n"))
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert told(windows, path.name, tmp_path, encoding) == plain, mistake.what


def test_every_sound_file_has_nothing_to_tell() -> None:
    for path in SMALL + LARGE:
        assert Checker(LIBRARY).file(path) == []
        assert yamlio.slips(yamlio.read_text(path), path.name) == []
