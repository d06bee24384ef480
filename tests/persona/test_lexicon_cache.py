"""The lexicons that ship are read from what was kept of them, and only where that can be trusted."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bestio.errors import Problem
from bestio.library import Library
from bestio.persona import lexicon, lexicon_cache
from bestio.persona.lexicon import Lexicon
from bestio.persona.lexicons import load_lexicons

OURS = "bestio: lexicon/1\nid: nous\nsources:\n  t: {author: Les Zèbres, title: Biscotte, text: Mon chat dort.}\n"


SHIPPED = """bestio: lexicon/1
id: {id}
slots:
  tete:
    title: La tête
    traits:
      hibou: {{noun: {{lemma: hibou, gender: m, h: aspirate}}, adjectives: [rouillé, {{lemma: vieux, before: true}}]}}
      grue: {{noun: {{lemma: grue, gender: f}}, voice: {{pitch: 0.8, effect: {{ring: {{hz: 38}}}}}}, feeds: {{t: 2}}}}
sources:
  t: {{author: Bestio, title: Le port, text: La mer rit dans le port.}}
"""


def refused(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    folder = tmp_path / "bundled" / "lexicons"
    folder.mkdir(parents=True)
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(SHIPPED.format(id=name), "utf-8")
    return folder.parent


@pytest.fixture
def library(bundled: Path, tmp_path: Path) -> Library:
    (tmp_path / "Bestio" / "lexicons").mkdir(parents=True)
    return Library(bundled, tmp_path / "Bestio")


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files of which YAML is read from now on."""
    names: list[str] = []
    real = lexicon.read_lexicon

    def noted(path: Path, report: Callable[[Problem], None]) -> Lexicon | None:
        names.append(path.name)
        return real(path, report)

    monkeypatch.setattr(lexicon, "read_lexicon", noted)
    return names


def test_what_ships_is_read_once_and_what_is_ours_each_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    own = library.own("lexicons") / "nous.yaml"
    own.write_text(OURS, "utf-8")
    first = load_lexicons(library, refused)
    names = read_files(monkeypatch)
    assert load_lexicons(library, refused) == first
    assert names == ["nous.yaml"]
    kept = (library.cache / lexicon_cache.NAME).read_bytes()
    assert b"Biscotte" not in kept
    assert first["nous"].sources["t"].text == "Mon chat dort."
    own.write_text(OURS.replace("dort", "rêve"), "utf-8")
    assert load_lexicons(library, refused)["nous"].sources["t"].text == "Mon chat rêve."


def test_a_file_of_ours_hides_one_that_ships(library: Library) -> None:
    load_lexicons(library, refused)
    name = next((library.bundled / "lexicons").iterdir()).name
    text = OURS.replace("id: nous", f"id: {Path(name).stem}")
    (library.own("lexicons") / name).write_text(text, "utf-8")
    for _time in range(2):
        assert load_lexicons(library, refused)[Path(name).stem].sources["t"].title == "Biscotte"


def test_what_ships_in_another_state_is_read_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Library(tmp_path / "other", library.workspace)
    shutil.copytree(library.bundled, other.bundled)
    load_lexicons(other, refused)
    path = next((other.bundled / "lexicons").iterdir())
    os.utime(path, ns=(1, 1))
    names = read_files(monkeypatch)
    load_lexicons(other, refused)
    assert len(names) == 2
    load_lexicons(other, refused)
    assert len(names) == 2
    monkeypatch.setattr(lexicon_cache, "VERSION", 99)
    load_lexicons(other, refused)
    assert len(names) == 4


def signed(data: bytes) -> bytes:
    return data + zlib.crc32(data).to_bytes(4, "little")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _data: b"",
        lambda data: data[:100],
        lambda data: data[:200] + b"\0" + data[201:],
        lambda data: data + b"x",
        lambda _data: signed(b""),
        lambda _data: signed(b"\x91" * 100_000),
        lambda _data: signed(msgspec.msgpack.encode({"stamp": [], "lexicons": {}})),
        lambda _data: signed(msgspec.msgpack.encode({"stamp": 3, "lexicons": {"a": {"id": 1}}})),
    ],
)
def test_a_kept_file_that_is_not_what_was_kept_is_made_again(library: Library, spoil: Callable[[bytes], bytes]) -> None:
    first = load_lexicons(library, refused)
    path = library.cache / lexicon_cache.NAME
    kept = path.read_bytes()
    path.write_bytes(spoil(kept))
    assert load_lexicons(library, refused) == first
    assert path.read_bytes() == kept


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_pipe_or_a_folder_in_its_place_is_not_waited_for(library: Library) -> None:
    first = load_lexicons(library, refused)
    path = library.cache / lexicon_cache.NAME
    path.unlink()
    os.mkfifo(path)
    assert load_lexicons(library, refused) == first
    path.unlink(missing_ok=True)
    path.mkdir()
    assert load_lexicons(library, refused) == first


def test_nothing_is_made_where_there_is_no_workspace(bundled: Path, tmp_path: Path) -> None:
    assert load_lexicons(Library(bundled, tmp_path / "nowhere"), refused)
    assert not (tmp_path / "nowhere").exists()
