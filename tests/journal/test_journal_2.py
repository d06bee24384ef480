"""The second format of journals: a JSON object a line; and how the first one becomes it, with nothing lost."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bestio.classroom.bundle import export_creation, import_creation
from bestio.classroom.erasure.plan import Erasure
from bestio.classroom.store import Store
from bestio.creation.events import MAX_NESTING, Event, Refused, plain, read
from bestio.errors import BestioError, Where
from bestio.journal import codec, codec_1, reader
from bestio.journal.header import Header
from bestio.journal.journal import Journal, look
from bestio.library import Library, find_bundled
from bestio.storage import disk
from tests.creation.golden import JOURNALS
from tests.journal.journal_1 import Line, Pupils, class_of, journal_1

SECRET = "Mon chat s’appelle Biscotte, et il ronfle comme un vieux tracteur."
STORY: list[Line] = [
    (0, "creation.begin", {"lexicons": ["ferraille"], "seed": 1, "name": "Bob", "traits": {"tete": "ferraille:grue"}}),
    (5, "text.write", {"id": "t1", "title": "Biscotte", "text": SECRET}),
    (6, "text.share", {"id": "t1"}),
    (7, "phrase.make", {"id": "p1", "text": SECRET, "steps": [{"word": "Mon", "source": "own:t1"}]}),
]
OLD = journal_1("Les Zèbres", "les-zebres", 1_763_000_000.0, STORY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Bestio" / "workshops" / "5b"
    folder.mkdir(parents=True)
    path = folder / "les-zebres.yaml"
    path.write_bytes(OLD)
    return path


def kept(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.bak"))


# --- a line -----------------------------------------------------------------------------------------------------------


def test_a_line_is_json_and_yaml_and_the_same_in_both() -> None:
    for at, do, data in Pupils(3).events(150):
        line = codec.encode(Event(at, do, data))
        assert line.startswith('--- {"at": ')
        assert len(line.splitlines()) == 1
        assert json.loads(line[4:]) == {"at": at, "do": do, **data}
        if not any(isinstance(one, float) and "e" in repr(one) for one in data.values()):
            assert codec.decode_yaml(line, Where("j.yaml", 1)).do == do
        event = codec.decode_bytes(line.encode())
        assert event == Event(at, do, data)


@given(data=st.data())
@settings(max_examples=100)
def test_what_is_only_looked_at_is_what_is_taken_apart(event_kinds: Any, data: st.DataObject) -> None:
    """The values that the shape of a kind reads in the line, and those that it reads in lists and mappings."""
    do, values = data.draw(event_kinds)
    event = Event(2.5, do, plain(values))
    seen = codec.decode_bytes(codec.encode(event).encode())
    assert seen == event
    told: list[Any] = []
    for one in (seen, event):
        try:
            told.append(read(one))
        except Refused as error:
            told.append((error.message, error.hint))
    assert told[0] == told[1]


SCALARS = st.sampled_from(
    ["null", "true", "false", "0", "-0.0", "1e5", "1E5", "1e999", "1" * 30, "1" * 400, "9" * 5_000, "1." + "3" * 320,
     "NaN", "-Infinity", '"e"', '"2e étage"', '"}]"', '"[{"', '"\\""', '"\\\\"', '"\\u00e9"', '"\\ud83d"', '"a": 1"',
     '"\\ud83d\\ude00"', '"\u2028"', '"\x7f"', '"\x01"', '"\udcff"', "'a'", "é", "01", '"x']
)  # fmt: skip
JSON_VALUES = st.recursive(
    SCALARS | st.integers().map(str),
    lambda inner: (
        st.builds(lambda items: f"[{', '.join(items)}]", st.lists(inner, max_size=4))
        | st.builds(
            lambda pairs: "{" + ", ".join(f'"{key}": {value}' for key, value in pairs) + "}",
            st.lists(st.tuples(st.sampled_from(["a", "b", "é", "x}", "]", "{"]), inner), max_size=3),
        )
        | st.builds(lambda value, levels: "[" * levels + value + "]" * levels, inner, st.integers(1, 14))
    ),
    max_leaves=8,
)


@given(
    pairs=st.lists(st.tuples(st.sampled_from(["a", "slot", "trait", "é", "at", "{"]), JSON_VALUES), max_size=4),
    do=st.sampled_from(["trait.draw", "aura.glow", "machine.set"]),
    comma=st.sampled_from([", ", ",", " , "]),
    colon=st.sampled_from([": ", ":", " : "]),
    end=st.sampled_from(["", " ", "\r", " # fin", "}"]),
)
@settings(max_examples=80)
@example([("a", "[]"), ("a", "[]"), ("slot", "[]")], "trait.draw", ",", ":", "")
def test_any_line_is_read_as_a_strict_reader_reads_it(
    pairs: list[tuple[str, str]], do: str, comma: str, colon: str, end: str
) -> None:
    inside = comma.join(f'"{key}"{colon}{value}' for key, value in [("at", "1.5"), ("do", f'"{do}"'), *pairs])
    line = f"--- {{{inside}}}{end}"
    raw = line.encode("utf-8", "surrogateescape")
    event = codec.decode_bytes(raw)
    strict = codec_1.decode_object(raw.decode("utf-8", "replace")[4:].rstrip())
    if event is None:
        assert strict is None
        return
    written = codec.encode(event)  # what is read can be written
    assert codec.decode_bytes(written.encode()) == event
    assert event.at == 1.5
    if strict is not None:
        assert event.data == {key: value for key, value in strict.items() if key not in {"at", "do"}}
    else:  # a key twice deep inside, of which the last one counts, as in the first format
        assert len({key for key, _value in pairs}) == len(pairs)


GOOD = [
    Event(1, "trait.draw", {"slot": "tete", "trait": "f:a"}),
    Event(1e6, "aura.glow", {"x": [1, {"y": None}]}),
    Event(2.5, "text.write", {"id": "t", "text": 'Il dit "oui": puis [rires] 2e {"a": 1}', "title": "É"}),
    Event(2, "phrase.make", {"id": "p", "text": "A", "steps": [{"word": "A"}] * 30, "corpus": "3e1234"}),
    Event(3, "voice.tune", {"voice": {"id": "a", "timbre": {"pitch_hz": [80, 120]}}, "z": 1e-7}),
    Event(4, "trait.draw", {"slot": 4}),
    Event(4, "undo", {}),
]
ODD = [
    b'{"at": 1, "do": "undo"}, {"at": 2, "do": "undo"}', b'{"at": 1, "do": "undo", "x": [1', b'{"y": 2}]}',
    b'{"at":1,"do":"undo"}', b'{"do": "undo", "at": 1}', b'{"at": 1, "do": "undo"} ', b'{"at": 1, "do": "undo"}\r',
    b'{"at": 1, "do": "undo", "do": "redo"}', b'{"at": 1, "do": "undo", "x": 1e999}', b'{"at": 1e3, "do": "undo"}',
    b'{"at": "1", "do": "undo"}', b'{"at": true, "do": "undo"}', b'{"at": -1, "do": "undo"}', b'{"at": 1}', b"{}", b"",
    b'{"at": 1, "do": "Undo"}', b'{"at": 1, "do": 3}', b'{"at": 1, "do": "undo", "x": "\xff"}', b"{at: 1, do: undo}",
    b'{"at": 1, "do": "undo", "x": ' + b"[" * 30 + b"]" * 30 + b"}", b'{"at": 1, "do": "undo"}\nsuite',
    b'{"at": 1, "do": "undo", "x": "' + b"[{" * 20 + b'"}', b'{"at": 1, "do": "undo", "x": 1' + b"0" * 400 + b"}",
]  # fmt: skip
LINES = st.sampled_from([codec.encode(event).encode() for event in GOOD] + [b"--- " + one for one in ODD])


@given(lines=st.lists(LINES, max_size=12), ended=st.booleans(), headed=st.booleans())
@settings(max_examples=300)
def test_lines_that_are_looked_at_together_give_what_each_gives_alone(
    lines: list[bytes], ended: bool, headed: bool
) -> None:
    head = Header("g", 1.0).line() if headed else codec.encode(GOOD[1])
    data = b"\n".join([head.encode(), codec.encode(GOOD[0]).encode(), *lines]) + (b"\n" if ended else b"")
    together = reader.parse(data, Path("j.yaml"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reader, "TOGETHER", 1)
        alone = reader.parse(data, Path("j.yaml"))
    assert together == alone
    for event, number in zip(together.events, together.lines, strict=True):
        line = data.split(b"\n")[number - 1]
        assert event == codec.decode(line.decode("utf-8", "replace"), Where("j.yaml"))
        assert codec.decode_bytes(codec.encode(event).encode()) == event


def test_lines_of_today_are_looked_at_together_and_not_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest, a bracket in a text, values that do not fit: all that is usual leaves them together."""
    data = "\n".join([Header("g", 1.0).line(), *(codec.encode(event) for event in GOOD * 9)]).encode()
    monkeypatch.setattr(codec, "decode_bytes", lambda _line: pytest.fail("one by one"))
    reading = reader.parse(data, Path("j.yaml"))
    assert reading.events == GOOD * 9
    assert reading.lines == list(range(2, 2 + len(GOOD) * 9))


@pytest.mark.parametrize(
    "values",
    ['"a": 1, "a": 2', '"a": NaN', '"a": 1, "at": 3', '"a": 1e999', '"a": ' + "1" * 400, '"a": "\x01"', '"a": 1} {',
     '"a": ' + "[" * MAX_NESTING + "1" + "]" * MAX_NESTING, '"a": ' + "[" * 100_000],
)  # fmt: skip
def test_what_no_journal_can_hold_is_not_read_as_an_event(values: str) -> None:
    line = f'--- {{"at": 1, "do": "aura.glow", {values}}}'
    assert codec.decode_own(line) is None
    assert codec.decode_bytes(line.encode()) is None


def test_a_line_that_is_twice_in_doubt_is_told_as_before() -> None:
    with pytest.raises(BestioError, match="écrit deux fois"):
        codec.decode('--- {"at": 1, "do": "persona.name", "name": "a", "name": "b"}', Where("j.yaml", 2))


# --- the first write --------------------------------------------------------------------------------------------------


def test_a_journal_of_the_first_format_is_brought_to_today_s_when_it_is_first_written(path: Path, clock: Any) -> None:
    with Journal.open(path, clock=clock) as journal:
        assert not journal.notices
        assert [event.do for event in journal.events] == [do for _at, do, _data in STORY]
    assert path.read_bytes() == OLD
    assert not kept(path)
    with Journal.open(path, clock=clock) as journal:
        journal.record("persona.name", name="Zoé")
        journal.record("persona.name", name="Zed")
        assert len(journal.notices) == 1
        creation = journal.creation
    (old,) = kept(path)
    assert old.name == "les-zebres.journal-1.bak"
    assert old.read_bytes() == OLD
    documents = list(yaml.safe_load_all(path.read_text("utf-8")))
    assert documents[0]["bestio"] == "journal/2"
    assert len(documents) == len(path.read_text("utf-8").splitlines()) == len(STORY) + 3
    again = look(path, clock=clock)
    assert (again.creation, again.header.format, again.problems) == (creation, 2, [])
    assert again.header.mark == reader.parse(OLD, path).header.mark


@pytest.mark.parametrize("name", sorted(one.name for one in JOURNALS.glob("*.yaml")))
def test_nothing_is_lost_on_the_way(tmp_path: Path, clock: Any, name: str) -> None:
    path = tmp_path / name
    old = (JOURNALS / name).read_bytes()
    path.write_bytes(old)
    before = look(path, clock=clock)
    with Journal.open(path, clock=clock) as journal:
        journal.record("note.write", text="fin")
        after = journal.creation
    found = look(path, clock=clock)
    assert found.events[:-1] == list(before.events)
    assert (found.creation, found.header.group, found.header.mark) == (after, before.header.group, before.header.mark)
    torn = path.with_name(f"{path.stem}{disk.ASIDE}")
    aside = torn.read_bytes().rstrip() if torn.exists() else b""
    assert kept(path)[0].read_bytes() + aside == old
    assert {one.where.line for one in found.problems} <= {one + 1 for one in range(len(found.events) + 1)}


def test_an_older_form_that_is_kept_is_never_written_over(path: Path, clock: Any) -> None:
    other = journal_1("Les Zèbres", "les-zebres", 1_763_000_000.0, STORY[:2])
    for content in (OLD, other, OLD):  # a sync client brings older copies back
        path.write_bytes(content)
        with Journal.open(path, clock=clock) as journal:
            journal.record("persona.name", name="Zoé")
    assert [one.read_bytes() for one in kept(path)] == [other, OLD]
    assert [one.name for one in kept(path)] == ["les-zebres.journal-1-2.bak", "les-zebres.journal-1.bak"]


def test_what_another_program_wrote_meanwhile_is_kept(path: Path, clock: Any) -> None:
    with Journal.open(path, clock=clock) as journal:
        path.write_bytes(OLD + b"# une note du professeur\n")
        journal.record("persona.name", name="Zoé")
        assert any("les-zebres.journal-1.bak" in notice for notice in journal.notices)
    assert kept(path)[0].read_bytes() == OLD + b"# une note du professeur\n"
    assert look(path, clock=clock).creation.name == "Zoé"


def test_a_full_journal_stays_in_its_form_and_is_still_read(
    path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", len(OLD) + 80)
    with Journal.open(path, clock=clock) as journal:
        journal.record("persona.name", name="Zoé")
    assert path.read_bytes().startswith(OLD)
    assert not kept(path)
    found = look(path, clock=clock)
    assert (found.creation.name, found.problems) == ("Zoé", [])


def test_who_looks_on_sees_what_comes_after(path: Path, clock: Any) -> None:
    onlooker = look(path, clock=clock)
    with Journal.open(path, clock=clock) as journal:
        assert onlooker.refresh() == 0
        journal.record("persona.name", name="Zoé")
        assert onlooker.refresh() == 1
        journal.record("persona.name", name="Zed")
        assert onlooker.refresh() == 1
        assert (onlooker.creation, onlooker.refresh()) == (journal.creation, 0)


def test_a_disk_that_refuses_at_any_point_loses_nothing(
    path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = {"left": -1}

    def refusable(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            refusing["left"] -= 1
            if refusing["left"] == 0:
                raise OSError(errno.ENOSPC, "plein")
            return real(*given, **named)

        return call

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, refusable(getattr(os, name)))
    monkeypatch.setattr(Path, "replace", refusable(Path.replace))
    tried = 0
    while True:
        tried += 1
        for left in path.parent.glob("*.bak"):
            left.unlink()
        path.write_bytes(OLD)
        journal = Journal.open(path, clock=clock)
        refusing["left"] = tried
        journal.record("persona.name", name="Zoé")
        reached, refusing["left"] = refusing["left"] <= 0, -1
        on_disk = look(path, clock=clock)
        assert on_disk.problems == []
        assert on_disk.creation.name in {"Bob", "Zoé"}
        assert on_disk.creation.name == "Zoé" or not journal.saved
        assert journal.retry()
        journal.close()
        assert look(path, clock=clock).creation.name == "Zoé"
        assert [one.read_bytes() for one in kept(path)] == [OLD]
        if not reached:
            break
    assert tried > 5


CODE = """
import sys, time
from pathlib import Path
from bestio.journal.journal import Journal
journal = Journal.open(Path(sys.argv[1]), clock=time.time)
print("open", flush=True)
journal.record("note.write", text="fin")
print("written", flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("group", ["groupe-00", "groupe-01"])
def test_who_is_killed_on_the_way_leaves_one_whole_journal_or_the_other(tmp_path: Path, group: str) -> None:
    old = class_of(2, 3_000)[group]
    chance = random.Random(group)
    seen = set()
    for number in range(10):
        path = tmp_path / f"{group}-{number}.yaml"
        path.write_bytes(old)
        process = subprocess.Popen([sys.executable, "-c", CODE, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        end = time.monotonic() + chance.random() * 0.12
        while time.monotonic() < end:
            pass
        process.kill()
        written = "written" in process.stdout.read()
        process.wait()
        process.stdout.close()
        now = path.read_bytes()
        found = reader.parse(now, path)
        seen.add(found.header.format)
        assert now == old if found.header.format == 1 else found.events[-1].do == "note.write"
        assert found.header.format == 2 or not written
        assert len(found.events) == 3_000 + (found.header.format == 2)
        assert all(one.read_bytes() == old for one in kept(path) if one.stem.startswith(path.stem + "."))
        with Journal.open(path, clock=time.time) as journal:
            journal.record("note.write", text="encore")
        assert not disk.unfinished(path)
        assert path.with_name(f"{path.stem}.journal-1.bak").read_bytes() == old
    assert seen


# --- what else reads journals -----------------------------------------------------------------------------------------


def test_forgetting_a_group_finds_its_older_form_what_was_unfinished_and_copies_of_both(path: Path, clock: Any) -> None:
    library = Library(find_bundled(), path.parent.parent.parent)
    store = Store(library.workspace, clock)
    with Journal.open(path, clock=clock) as journal:
        journal.record("persona.name", name="Zoé")
    path.with_name(f".{path.stem}.journal-1.bak.77.part").write_bytes(OLD[:300])
    elsewhere = library.workspace / "copies"
    elsewhere.mkdir()
    (elsewhere / "ancien.yaml").write_bytes(OLD)
    (elsewhere / "un-bout.txt").write_bytes(b"".join(OLD.splitlines(keepends=True)[2:]))
    (elsewhere / "nouveau.yaml").write_bytes(path.read_bytes())
    kept(path)[0].unlink()  # only the journal of today tells what to look for
    path.with_name("les-zebres.journal-1.bak").write_bytes(OLD)
    erasure = Erasure(store, exports=library.workspace / "exports", cache=library.cache)
    what = erasure.preview("5b", "les-zebres", everywhere=True)
    erasure.forget(what, now=clock())
    left = {one: one.read_bytes() for one in library.workspace.rglob("*") if one.is_file()}
    assert not [one for one, content in left.items() if b"Biscotte" in content]
    assert not list(path.parent.glob("*zebres*"))


@pytest.mark.parametrize("form", [1, 2])
def test_a_quote_is_taken_out_of_journals_of_both_forms(tmp_path: Path, clock: Any, form: int) -> None:
    library = Library(find_bundled(), tmp_path / "Bestio")
    store = Store(library.workspace, clock)
    folder = store.folder("5b")
    folder.mkdir(parents=True)
    (folder / "les-zebres.yaml").write_bytes(OLD)
    step = {"word": "chat", "source": "class:les-zebres:t1", "author": "Les Zèbres", "title": "Biscotte"}
    step["sentence"] = SECRET
    phrase = {"id": "p1", "text": "Le chat.", "steps": [step]}
    ours = journal_1("Ours", "ours", 2.0, [(0, "phrase.make", phrase)])
    (folder / "ours.yaml").write_bytes(ours)
    if form == 2:
        with Journal.open(folder / "ours.yaml", clock=clock) as journal:
            journal.record("note.write", text="fin")
    erasure = Erasure(store, exports=library.workspace / "exports", cache=library.cache)
    what = erasure.preview("5b", "les-zebres", everywhere=True)
    assert len(what.quoting) == form  # where it was brought to today's form, its older one is kept
    erasure.forget(what, now=clock())
    left = [one for one in library.workspace.rglob("*") if one.is_file()]
    assert not [one for one in left if b"Biscotte" in one.read_bytes()]
    found = look(folder / "ours.yaml", clock=clock)
    assert (found.problems, found.creation.phrases["p1"].text) == ([], "Le chat.")


@pytest.mark.parametrize("form", [1, 2])
def test_a_group_s_newest_name_is_seen_without_reading_its_journal(path: Path, clock: Any, form: int) -> None:
    renamed = journal_1("Les Zèbres", "les-zebres", 3.0, [*STORY, (9, "group.name", {"name": "Les Grands Zèbres"})])
    path.write_bytes(renamed)
    if form == 2:
        with Journal.open(path, clock=clock) as journal:
            journal.record("note.write", text='{"do": "group.name", "name": "non"}')
    header = reader.peek(path)
    assert header is not None
    assert (header.group, header.format) == ("Les Grands Zèbres", form)


def test_an_older_journal_is_carried_and_comes_in_in_today_s_form(path: Path, clock: Any, tmp_path: Path) -> None:
    library = Library(find_bundled(), path.parent.parent.parent)
    file = export_creation(path, tmp_path / "zebres.bestio", library)
    there = Library(find_bundled(), tmp_path / "Ailleurs")
    imported = import_creation(file, Store(there.workspace, clock), "6a", there)
    before, after = look(path, clock=clock), look(imported.path, clock=clock)
    assert list(after.events) == list(before.events)
    assert (after.creation, after.header.format, after.header.mark) == (before.creation, 2, before.header.mark)
