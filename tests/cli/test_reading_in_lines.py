"""Easy reading in lines: chosen by one, followed by what is written, and seen in what a terminal shows."""

from __future__ import annotations

import io
import json
import os
import select
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bestio.cli.reading import is_easy
from bestio.cli.spaced import WIDEST, Spaced, rows_of, width_of
from bestio.library import Library, find_bundled
from bestio.session.settings import FILE, Settings, read_settings, write_settings
from tests.pace import Patience
from tests.pdf import fonts

EASY = '<body class="easy">'


def test_a_line_chooses_it_and_tells_it(line: Any, tmp_path: Path) -> None:
    library = Library(find_bundled(), tmp_path)
    write_settings(library, Settings(motion=False))
    assert "habituelle" in line("reading")
    assert line.data("reading") == {"easy": False, "colours": "bestio-nuit"}
    assert "aisée" in line("reading", "easy")
    assert read_settings(library) == Settings(theme="bestio-contraste", motion=False, dys=True)  # as the key does
    assert line.data("reading", "Aisée") == {"easy": True, "colours": "bestio-contraste"}
    assert line.data("reading", "habituelle") == {"easy": False, "colours": "bestio-nuit"}
    assert read_settings(library) == Settings(motion=False)
    line("reading", "rapide", code=2)
    assert "bestio reading aisée" in line.err


def test_colours_that_were_chosen_since_stay(line: Any, tmp_path: Path) -> None:
    library = Library(find_bundled(), tmp_path)
    write_settings(library, Settings(theme="bestio-jour", dys=True))
    line("reading", "easy")
    assert read_settings(library).theme == "bestio-jour"


def test_a_disk_that_refuses_is_told(line: Any, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    line("reading", "easy", code=1)
    assert "réglages" in line.err


def test_what_was_asked_for_goes_before_what_is_kept(tmp_path: Path) -> None:
    library = Library(find_bundled(), tmp_path)
    assert [is_easy(asked, library) for asked in (None, True, False)] == [False, True, False]
    write_settings(library, Settings(dys=True))
    assert [is_easy(asked, library) for asked in (None, True, False)] == [True, True, False]


@pytest.mark.slow
def test_what_is_written_follows_it(line: Any, tmp_path: Path) -> None:
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "3")
    pages = [tmp_path / f"{number}.html" for number in range(5)]
    line("page", "les-ours", "--out", str(pages[0]))
    line("page", "les-ours", "--dys", "--out", str(pages[1]))
    line("reading", "easy")
    line("page", "les-ours", "--out", str(pages[2]))
    line("page", "les-ours", "--no-dys", "--out", str(pages[3]))
    line("act", "les-ours", "page", "--out", str(pages[4]))
    assert [EASY in page.read_text(encoding="utf-8") for page in pages] == [False, True, True, False, True]
    sheet, gallery = tmp_path / "cartes.pdf", tmp_path / "galerie.pdf"
    line("print", "cartes-roles", "--out", str(sheet))
    line("class", "5b", "--gallery", str(gallery))
    assert all("AtkinsonHyperlegible-Regular" in fonts(one) for one in (sheet, gallery))
    line("print", "cartes-roles", "--no-dys", "--out", str(sheet))
    assert "AtkinsonHyperlegible-Regular" not in fonts(sheet)
    assert line.data("anthology", "5b")["folder"].endswith("-dys")
    assert not line.data("anthology", "5b", "--no-dys")["folder"].endswith("-dys")


# --- what a terminal shows --------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab é\u00a0日\t«»"), max_size=200), st.integers(4, 80))
@example("  - deux  mots", 80)
def test_rows_are_short_and_cut_between_words_alone(line: str, columns: int) -> None:
    rows = rows_of(line, columns)
    words = [word for word in line.replace("\t", " ").split(" ") if word]
    assert [word for row in rows for word in row.replace("\t", " ").split(" ") if word] == words
    for row in rows:
        inside = [word for word in row.replace("\t", " ").split(" ") if word]
        assert width_of(row) <= columns or len(inside) <= 1


def test_what_goes_on_stands_further_in_than_a_new_line() -> None:
    assert rows_of("  Phrases : une, deux, trois", 14) == ["  Phrases :", "    une, deux,", "    trois"]
    assert rows_of("Un deux trois", 9) == ["Un deux", "  trois"]
    assert rows_of("nom       valeur", 40) == ["nom       valeur"]


def test_lines_stand_apart_and_a_question_waits_for_nothing() -> None:
    shown = io.StringIO()
    spaced = Spaced(shown)
    print("Un.", file=spaced)
    print("", file=spaced)
    print("mot " * 40, file=spaced)
    rows = shown.getvalue().split("\n")
    assert rows[:4] == ["Un.", "", "", ("mot " * (WIDEST // 4)).rstrip()]
    assert rows[4] == ""
    spaced.write("Ton choix ? ")
    assert not shown.getvalue().endswith("? ")
    spaced.flush()
    assert shown.getvalue().endswith("Ton choix ? ")


def in_a_terminal(home: Path, *words: str, columns: int = 80) -> str:
    """What a command shows in a terminal."""
    import fcntl
    import pty
    import termios

    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {**os.environ, "BESTIO_HOME": str(home), "HOME": str(home)}
        os.execve(sys.executable, [sys.executable, "-m", "bestio", *words], environment)
    shown, patience = b"", Patience(40.0)
    while not patience.over:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                shown += os.read(fd, 65536)
            except OSError:  # Linux: nobody holds the other end
                break
    os.close(fd)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) in {0, 2}, shown
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_lines_are_read_easily_in_a_terminal_alone(line: Any, tmp_path: Path) -> None:
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "3")
    usual = in_a_terminal(tmp_path, "act", "les-ours", "voir")
    before = line("act", "les-ours", "voir")
    assert usual == before
    line("reading", "easy")
    assert line("act", "les-ours", "voir") == before  # a script reads what it always read
    rows = in_a_terminal(tmp_path, "act", "les-ours", "voir", columns=40).split("\n")
    assert max(map(width_of, rows)) <= 40
    assert all(not row or not rows[at + 1] for at, row in enumerate(rows[:-1]))
    assert " ".join(" ".join(rows).split()) == " ".join(before.split())
    assert json.loads(in_a_terminal(tmp_path, "act", "les-ours", "voir", "--json"))["creature"]
    wrong = in_a_terminal(tmp_path, "act", "les-ours", "xyzzy").rstrip("\n").split("\n")
    assert all(not row or not wrong[at + 1] for at, row in enumerate(wrong[:-1]))
