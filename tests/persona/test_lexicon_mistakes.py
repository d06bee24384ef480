"""Every mistake that a teacher makes in a lexicon gets its line and its remedy, and the other entries still load."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.documents.yamlio import read_text
from bestio.errors import Problem
from bestio.library import Library
from bestio.persona.lexicon import Lexicon, read_lexicon
from bestio.persona.lexicons import load_lexicons

ATELIER = Path(__file__).parents[1] / "data" / "persona" / "atelier.yaml"
TEXT = ATELIER.read_text(encoding="utf-8")
TRAITS = 19
ORAGE = 'orage: {clause: "{craindre} l’orage"}'


def read(folder: Path, content: str | bytes) -> tuple[Lexicon | None, list[Problem]]:
    path = folder / "atelier.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return read_lexicon(path, problems.append), problems


def count(lexicon: Lexicon | None) -> int:
    return sum(len(slot.traits) for slot in lexicon.slots.values()) if lexicon else 0


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_the_sound_lexicon_is_sound(tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, TEXT)
    assert (count(lexicon), problems) == (TRAITS, [])


# What is replaced, by what, the line told (from 1), a piece of the remedy that is the same in every language.
MISTAKES = {
    "a tab": ("        noun: {lemma: hibou", "\tnoun: {lemma: hibou", 11, ""),
    "a tab further on": ("        adjectives: [rouillé]", "\t\tadjectives: [rouillé]", 12, ""),
    "no quotes round a clause": (ORAGE, "orage: {clause: {craindre} l’orage}", 50, 'clause: "{craindre} l’orage"'),
    "no quotes round a clause, on a line": (ORAGE, "orage:\n        clause: {craindre} l’orage", 51, 'clause: "'),
    "a clause that is only a verb, without quotes": (ORAGE, "orage: {clause: {craindre}}", 50, 'clause: "'),
    "an apostrophe in single quotes": (ORAGE, "orage: {clause: '{craindre} l'orage'}", 50, 'clause: "'),
    "no space after the colon": (ORAGE, 'orage: {clause:"{craindre} l’orage"}', 50, 'clause: "'),
    "a quote that is not closed": (ORAGE, 'orage: {clause: "{craindre} l’orage}', 50, ""),
    "a tic that is not closed": ('"hou hou"]', '"hou hou]', 14, ""),
    "a missing gender": ("lemma: théière, gender: f", "lemma: théière", 24, "gender: f"),
    "an unknown gender": ("lemma: théière, gender: f", "lemma: théière, gender: fem", 24, "gender: f"),
    "a bare noun": ("noun: {lemma: théière, gender: f}", "noun: théière", 24, "noun: {lemma: théière, gender: m}"),
    "an h that is not told": (", h: aspirate", "", 11, "h: aspirate"),
    "a misspelt verb": ("{craindre} l’orage", "{craindr} l’orage", 50, "craindre"),
    "a conjugated verb": ("{craindre} l’orage", "{craint} l’orage", 50, "craindre"),
    "a brace that is not closed": ("{craindre} l’orage", "{craindre l’orage", 50, "{craindre}"),
    "a subject": ("{craindre} l’orage", "il {craindre} l’orage", 50, "il, elle"),
    "two traits with one id": ("      ombre: {", "      orage: {", 51, ""),
    "accents in an id": ("      theiere:", "      théière:", 24, "theiere"),
    "capitals in an id": ("      theiere:", "      Theiere Fêlée:", 24, "theiere-felee"),
    "a number as an id": ("      boulons:", "      12:", 36, "trait-12"),
    "an entry that is not aligned": ("      aspirateur: {", "     aspirateur: {", 18, "6"),
    "an unknown field": ('says: [ploc, "hou hou"]', "dit: [ploc]", 14, ""),
    "a bare adjective": ("adjectives: [vieux, grincheux]", "adjectives: vieux", 18, "[vieux]"),
    "too many adjectives": ("[vieux, grincheux]", "[vieux, petit]", 18, ""),
    "a noun where a clause is meant": (ORAGE, "orage: {noun: {lemma: orage, gender: m}}", 50, "clause:"),
    "a clause where a noun is meant": ("{noun: {lemma: accordéon, gender: m},", '{clause: "{dormir}",', 25, "noun:"),
    "an empty adjective": ("[tout étonné]", '[""]', 25, ""),
    "an empty tic": ("says: [crrr]", 'says: [""]', 60, ""),
    "a weight that is a word": ("{nuit: 2}", "{nuit: beaucoup}", 15, ""),
    "a weight that is negative": ("{nuit: 2}", "{nuit: -2}", 15, "10"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_one_entry_and_is_told(mistake: str, tmp_path: Path) -> None:
    old, new, line, remedy = MISTAKES[mistake]
    lexicon, problems = read(tmp_path, changed(old, new))
    assert count(lexicon) == TRAITS - 1
    assert len(problems) == 1, problems
    assert problems[0].where.line == line
    assert problems[0].hint
    assert remedy in problems[0].hint


def test_an_unknown_slot_costs_its_slot(tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, changed("  peur:", "  peurs:"))
    assert count(lexicon) == TRAITS - 2
    assert [(p.where.line, "peur" in p.hint) for p in problems] == [(47, True)]


def test_a_strip_that_is_not_the_slots_costs_nothing(tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, changed("strip: head", "strip: tete"))
    assert count(lexicon) == TRAITS
    assert [(p.where.line, "head" in p.hint) for p in problems] == [(8, True)]


@pytest.mark.parametrize(
    ("slot", "kind"), [("tonnerre", "foods"), ("orage", "food"), ("mer", "worry"), ("hibou", "food")]
)
def test_a_kind_that_its_slot_does_not_know_costs_nothing(slot: str, kind: str, tmp_path: Path) -> None:
    text = re.sub(
        rf"(\n {{6}}{slot}: {{)|(\n {{6}}{slot}:\n {{8}})",
        lambda m: f"{m[0]}kind: {kind}" + (", " if m[1] else "\n        "),
        TEXT,
    )
    assert text != TEXT
    lexicon, problems = read(tmp_path, text)
    assert count(lexicon) == TRAITS
    line = next(n for n, written in enumerate(text.split("\n"), start=1) if f"kind: {kind}" in written)
    assert [(p.where.line, p.level) for p in problems] == [(line, "warning")]
    assert read(tmp_path, changed("tonnerre: {", "tonnerre: {kind: fuel, "))[1] == []


def test_several_mistakes_are_all_told(tmp_path: Path) -> None:
    text = changed(ORAGE, "orage: {clause: {craindre} l’orage}").replace("      theiere:", "      théière:")
    lexicon, problems = read(tmp_path, text.replace("lemma: roue, gender: f", "lemma: roue"))
    assert count(lexicon) == TRAITS - 3
    assert sorted(p.where.line or 0 for p in problems) == [24, 31, 50]


def test_a_broken_text_costs_that_text(tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, changed("author: Bestio, ", ""))
    assert lexicon is not None
    assert (count(lexicon), dict(lexicon.sources), problems[0].where.line) == (TRAITS, {}, 63)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("\n", "\r\n").encode(),
        ("\ufeff" + TEXT).encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.replace("é", "e\u0301").encode(),
    ],
    ids=["CRLF", "BOM", "Windows-1252", "UTF-16", "decomposed accents"],
)
def test_what_editors_do_to_a_file_does_no_harm(content: bytes, tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, content)
    assert (count(lexicon), problems) == (TRAITS, [])
    assert lexicon is not None
    assert lexicon.slots["corps"].traits["theiere"].label == "théière ébréchée"


@pytest.mark.parametrize(
    "content", ["", "- a\n", "<html>", "bestio: lexicon/9\n", "bestio: lexicon/1\nid: atelier\n", "\0", "{"]
)
def test_what_is_no_lexicon_is_told_and_left_out(content: str, tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, content)
    assert lexicon is None
    assert problems


def test_names_that_lead_nowhere_are_warned_of(tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "atelier.yaml").write_text(changed("{nuit: 2}", "{nuits: 2}"), encoding="utf-8")
    problems: list[Problem] = []
    found = load_lexicons(Library(tmp_path, tmp_path / "workspace"), problems.append)
    assert count(found["atelier"]) == TRAITS
    assert [(p.level, p.where.line, "nuit" in p.hint) for p in problems] == [("warning", 15, True)]


def test_a_name_that_leads_nowhere_has_its_line_in_a_file_that_is_broken_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    broken = changed("{nuit: 2}", "{nuits: 2}").replace(ORAGE, "orage: {clause: {craindre} l’orage}")
    (folder / "atelier.yaml").write_text(broken, encoding="utf-8")
    problems: list[Problem] = []
    load_lexicons(Library(tmp_path, tmp_path / "workspace"), problems.append)
    assert [(p.level, p.where.line) for p in problems] == [("error", 50), ("warning", 15)]


def test_the_test_lexicon_reads_as_it_stands() -> None:
    assert read_text(ATELIER) == TEXT


@settings(max_examples=60)
@given(
    st.integers(0, len(TEXT) - 1),
    st.integers(0, 40),
    st.text(alphabet="{}[]:'\"\t\n -#|&*!%@éa\u2028\u0085", max_size=6),
)
def test_no_damage_to_a_file_ever_raises(start: int, length: int, put: str) -> None:
    with TemporaryDirectory() as folder:
        lexicon, problems = read(Path(folder), TEXT[:start] + put + TEXT[start + length :])
    assert lexicon is not None or problems
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize(
    "content",
    [
        "bestio: lexicon/1\nslots: {tete: {traits: {a: {noun: {lemma: [x], gender: m}}}}}",
        "bestio: lexicon/1\nslots: {tete: {traits: {a: null, b: [], c: 3}}}",
        "bestio: lexicon/1\nslots: {tete: [1, 2]}",
        "bestio: lexicon/1\nslots: {tete: {traits: [a, b]}}",
        "bestio: lexicon/1\nid: [a]\ntitle: 12\nslots: null\nsources: {a: 1, é: 2}",
        "bestio: lexicon/1\nslots: {12: {}, true: {}, null: {}}",
        "bestio: lexicon/1\nslots: {peur: {title: {a: b}, strip: [x], traits: {a: {clause: 12}}}}",
        "bestio: lexicon/1\nsources: {a: {author: x, title: y, text: ' '}}\nautre: 1",
    ],
)
def test_shapes_that_nobody_expects_are_told(content: str, tmp_path: Path) -> None:
    lexicon, problems = read(tmp_path, content)
    assert problems
    assert count(lexicon) == 0
