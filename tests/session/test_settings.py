"""The settings of the interface are kept, read at once, and may be edited by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bestio.documents import yamlio
from bestio.library import Library, find_bundled
from bestio.session.settings import FILE, Settings, read_settings, write_settings

CHOSEN = Settings(theme="bestio-jour", motion=False, welcomed=True)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path)


def test_what_is_kept_is_read_again(library: Library) -> None:
    assert read_settings(library) == Settings()
    write_settings(library, CHOSEN)
    assert read_settings(library) == CHOSEN


def test_the_file_is_yaml(library: Library) -> None:
    write_settings(library, CHOSEN)
    assert yamlio.read(library.workspace / FILE).data == msgspec.to_builtins(CHOSEN)


@pytest.mark.parametrize(
    "written",
    [
        "theme: bestio-jour\nmotion: false\nwelcomed: true\n",
        "# nos couleurs\n{theme: bestio-jour, motion: false, welcomed: true}",
    ],
)
def test_it_may_be_written_by_hand(written: str, library: Library) -> None:
    (library.workspace / FILE).write_text(written, encoding="utf-8")
    assert read_settings(library) == CHOSEN


@pytest.mark.parametrize("written", [b"", b"{", b"\xff\xfe", b"motion: peut-\xc3\xaatre\n", b"- a\n"])
def test_what_cannot_be_read_gives_the_usual_ones(written: bytes, library: Library) -> None:
    (library.workspace / FILE).write_bytes(written)
    assert read_settings(library) == Settings()
