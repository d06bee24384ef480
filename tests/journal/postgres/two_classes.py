"""Two classes on one server, each with a row in every table that holds a class's things, and what is told of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bestio.classroom.sign_in import LINK, account_digest, come_in, digest, invite
from bestio.journal.journal import Journal
from bestio.journal.shared import Held, Here

OURS, THEIRS = "5e-b", "5e-a"
SECRET = "Cagliostro"
"""Stands in whatever the other class has, and nowhere else."""
OUTSIDE: Mapping[str, str] = {"migrations": "which form the tables have: read by all, written by who has no scope"}
"""The tables that hold nothing of a class, each with its reason."""


def begin(journals: Any, class_id: str, mark: str, clip_id: str) -> None:
    """Let a class have some of everything that a server keeps for one; `mark` stands in all of it that is words."""
    journals.make_class(class_id, f"Classe {mark}")
    for group in ("zoe", f"les-{mark.lower()}"):
        path = Path("workshops", class_id, f"{group}.yaml")
        with Journal.over(journals.new(path, f"Groupe {mark}"), clock=time.time) as journal:
            journal.record("persona.name", name=f"Créature {mark}")
            assert journal.saved
    with journals.banks.writing(class_id) as bank:
        bank.set_leave(json.dumps({"leave": mark}).encode() + b"\n")
        bank.add(clip_id, b"sound of " + mark.encode())
        bank.append({clip_id: json.dumps({"id": clip_id, "text": mark}).encode() + b"\n"})
        bank.note(json.dumps({"clips": [clip_id], "text": mark}).encode())
    journals.keep(class_id, "key", b"key of " + mark.encode())
    _open_to_teachers(journals, class_id, mark)
    held = Held("zoe", 1, f"browser of {mark}")
    journals.common_room(class_id, f"program of {mark}").exchange(
        Here([held], {"step": f"step of {mark}"}, {"zoe": True}, first=True)
    )


def _open_to_teachers(journals: Any, class_id: str, mark: str) -> None:
    """Put the class into a school of its own, with a teacher who has come in, and could once more."""
    schools, key = journals.schools(), mark.lower()
    schools.make(key, f"École {mark}")
    (school,) = (one.number for one in schools.every() if one.id == key)
    schools.place(school, class_id)
    schools.add_teacher(school, key, f"Mme {mark}")
    (teacher,) = (who.number for one in schools.every() if one.number == school for who in one.teachers)
    schools.give(teacher, class_id)
    sign_ins = journals.sign_ins(class_id)
    sign_ins.tell_address(f"https://{key}.example")
    made = invite(schools, teacher, class_id, 3600.0)
    assert made is not None
    token = come_in(sign_ins, made.path.removeprefix(LINK), made.code)
    assert isinstance(token, str)
    sign_ins.tie(digest(token), account_digest("https://provider.example", mark))
    sign_ins.spend(digest(mark), 3600.0)
    invite(schools, teacher, class_id, 3600.0)


def both(make: Callable[..., Any], address: str) -> Any:
    """Lay out both classes; the journals of who looks after the server."""
    journals = make(Path("workshops"), time.time, address)
    begin(journals, OURS, "Balthazar", "aa11")
    begin(journals, THEIRS, SECRET, "bb22")
    return journals


def tables(journals: Any) -> list[str]:
    """Every table that there is, as the server itself tells."""
    asked = """
        select relname::text from pg_class
        where relnamespace = 'bestio'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f') order by 1
    """
    return [name for (name,) in journals.connections.rows(asked)]


def of_a_class(journals: Any) -> list[str]:
    """Those that hold a class's things."""
    return [name for name in tables(journals) if name not in OUTSIDE]


def rows_of(connections: Any, table: str) -> list[str]:
    """All rows of a table, as far as they are seen there."""
    return sorted(row for (row,) in connections.rows(f"select row_to_json(one)::text from bestio.{table} one"))


def everything(journals: Any) -> dict[str, list[str]]:
    """All that is kept, table by table."""
    return {table: rows_of(journals.connections, table) for table in tables(journals)}
