"""What is known of backups: what a file says of them, what is wrong in it, and what they still hold and until when."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.classroom.backups import (
    FILE,
    MOST_DAYS,
    Backup,
    describe_backups,
    file_of,
    holding,
    load_backups,
    read_backups,
)
from bestio.classroom.term import today
from bestio.documents.reader import At
from bestio.errors import Problem, Where
from bestio.library import Library

DAY = 86_400.0


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def wrong(problem: Problem) -> None:
    pytest.fail(str(problem))


def test_a_file_tells_where_they_go_and_for_how_long(library: Library) -> None:
    path = file_of(library)
    assert load_backups(library, wrong) is None
    written(
        path, "bestio: backups/1\nbackups:\n- where: /var/backups/bestio\n  days: 14\n- {where: La clé, title: Clé}\n"
    )
    assert load_backups(library, wrong) == (Backup("/var/backups/bestio", "", 14), Backup("La clé", "Clé"))
    written(path, "bestio: backups/1\nbackups: []\n")
    assert load_backups(library, wrong) == ()


@pytest.mark.parametrize(
    ("text", "line", "told", "left"),
    [
        ("backups:\n- where: x\n  days: quatorze", 4, "« days » ne peut pas être « quatorze »", (Backup("x"),)),
        ("backups:\n- where: x\n  days: -1", 4, "« days »", (Backup("x"),)),
        (f"backups:\n- where: x\n  days: {MOST_DAYS + 1}", 4, "« days »", (Backup("x"),)),
        ("backups:\n- where: x\n  jours: 14", 4, "« jours » n’est pas connu ici", (Backup("x"),)),
        ("backups:\n- days: 14\n- where: y", 3, "« where »", (Backup("y"),)),
        ("backups:\n- where: ''\n", 3, "Écrivez où elle va", ()),
        ("backups:\n- 14\n- where: y", 3, "Ce n’est pas une sauvegarde", (Backup("y"),)),
        ("backups: 14", 2, "une liste", None),
        ("sauvegardes:\n- where: x", 2, "« sauvegardes » n’est pas connu ici", None),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, told: str, left: tuple[Backup, ...] | None
) -> None:
    problems: list[Problem] = []
    found = read_backups(written(tmp_path / "sauvegardes.yaml", f"bestio: backups/1\n{text}\n"), problems.append)
    assert found == left
    assert (problems[0].where.line, told in " ".join(str(problems[0]).split())) == (line, True), problems[0]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["where", "title", "days", "x"]), inner)
    ),
    max_leaves=8,
)


@given(_VALUES)
def test_whatever_the_file_holds_each_backup_has_a_place_and_days_that_there_are(value: Any) -> None:
    at = At(lambda *_keys: Where.of("x", 1), lambda _problem: None)
    for one in FILE.take({"bestio": "backups/1", "backups": value}, at) or ():
        (kept,) = holding([one], 1_795_000_000.0)
        assert one.where.strip()
        assert one.days is None or 0 <= one.days <= MOST_DAYS
        assert (kept.until == "") == (one.days is None)


def test_the_last_one_may_be_of_this_moment(clock: Any) -> None:
    until = [one.until for one in holding([Backup("a", days=0), Backup("b", days=14), Backup("c")], clock())]
    assert until[0] == today(clock()).isoformat()
    assert (date.fromisoformat(until[1]) - today(clock())).days == 14
    assert until[2] == ""


def test_what_is_in_a_folder_of_this_machine_is_counted(tmp_path: Path, clock: Any, library: Library) -> None:
    for name, age in (("a.dump", 0), ("b.dump", 3), ("c.dump", 20), ("d.dump", 40)):
        os.utime(written(tmp_path / "b" / name, "x"), (clock() - age * DAY, clock() - age * DAY))
    (tmp_path / "b" / "lien").symlink_to(tmp_path / "b" / "a.dump")
    (tmp_path / "b" / "dossier").mkdir()
    (kept,) = found = holding([Backup(str(tmp_path / "b"), "Nuit", 14)], clock())
    assert (kept.files, kept.overdue) == (4, 2)
    assert kept.newest == today(clock()).isoformat()
    told = "\n".join(describe_backups(library, found, on_server=True))
    assert "Nuit" in told
    assert "4 fichiers" in told
    assert "2 d’entre eux" in told
    for where in ("b", str(tmp_path / "rien"), "/dev/null", "sous le bureau", "\x00"):
        assert holding([Backup(where, days=1)], clock())[0].files == 0


def test_without_the_file_nothing_is_made_up(library: Library) -> None:
    for on_server, word in ((False, "Bestio ne connaît pas de sauvegardes"), (True, "Les sauvegardes du serveur")):
        told = "\n".join(describe_backups(library, None, on_server=on_server))
        assert word in told
        assert str(file_of(library)) in told
    assert "pas de sauvegarde" in "\n".join(describe_backups(library, (), on_server=False))
