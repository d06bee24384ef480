"""YAML as teachers write it: what is read, what is refused, and how it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.documents import yamlio
from bestio.documents.reader import At, Fits
from bestio.errors import Problem
from tests.sure import right

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=20,
)


class Creature(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    legs: Annotated[int, msgspec.Meta(ge=0, le=100)] = 4
    words: tuple[str, ...] = ()
    food: Literal["soupe", "huile"] | None = None


def told(text: str) -> yamlio.YamlError:
    with pytest.raises(yamlio.YamlError) as caught:
        yamlio.parse(text, "f.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on", "on"), ("oui", "oui"), ("non", "non"), ("no", "no"), ("12:30", "12:30"), ("2026-01-31", "2026-01-31"),
        ("010", "010"), ("true", True), ("false", False), ("3", 3), ("-2.5", -2.5), ("1e3", 1000.0),
        ("~", None), ("", None), ("<<", "<<"), ("=", "="), ("1_000", "1_000"), ("0x1F", "0x1F"), (".inf", ".inf"),
    ],
)  # fmt: skip
def test_values_are_read_as_a_french_teacher_means_them(written: str, meant: Any) -> None:
    assert yamlio.parse(f"cle: {written}\n").data == {"cle": meant}


@given(DATA)
def test_what_is_dumped_is_read_back(data: Any) -> None:
    assert yamlio.parse(yamlio.dump(data)).data == data
    line = yamlio.dump_line(data)
    assert "\n" not in line
    assert yamlio.parse(line).data == data


@pytest.mark.parametrize(
    "word", ["0E0", "1E5", "1e3", "12", "-1.5", ".5", "true", "null", "~", "", "on", "12:30", "- a"]
)
def test_a_word_stays_a_word(word: str) -> None:
    assert yamlio.parse(yamlio.dump({"a": word})).data == {"a": word}
    assert yamlio.parse(yamlio.dump_line({"a": word})).data == {"a": word}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        yamlio.parse(text, "f.yaml")
    except yamlio.YamlError as error:
        assert error.where is not None and error.where.path == "f.yaml"  # noqa: PT017, PT018 (either way is right)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "deux fois"),
        ("a:\n\tb: 1\n", 2, "tabulation"),
        ("a: 'l'été'\n", 1, "apostrophe"),
        ("a: lune: soleil\n", 1, "deux-points"),
        ("z: 1\na: [1, 2\nb: 3\n", 2, "pas fermé"),
        ('a: "ouvert\nb: 2\n', 1, "fermé"),
        ("a: *lune\n", 1, "guillemets"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "python/object"),
        ("a: !perso 3\n", 1, "!perso"),
        ("a: 1\n---\nb: 2\n", 2, "---"),
        ("? [a]\n: 2\n", 1, "clé"),
        ("a: 1\nb: " + "9" * 5000 + "\n", 2, "trop long"),
    ],
)
def test_a_mistake_is_told_with_its_line_in_french(text: str, line: int, says: str) -> None:
    error = told(text)
    assert error.where is not None
    assert error.where.line == line
    assert says in str(error)
    assert error.hint


def test_what_could_harm_is_refused_before_it_is_built() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert "trop d’entrées" in str(told(bomb))
    for deep in ("[" * 500_000, "- " * 5_000 + "x", "{a: " * 5_000, "\n".join(" " * n + "a:" for n in range(300))):
        assert "imbriqu" in str(told(deep))


@pytest.mark.parametrize("opening", ["[", "{a: ", "[{a: ", '["x", '])
@pytest.mark.parametrize("before", ["", "a: 'b'\nc: ", "".join(f"é{number}: [x]\n" for number in range(50)) + "c: "])
@pytest.mark.parametrize("levels", [41, 500, 990, 1_010, 5_000])
def test_deep_nesting_is_told_as_such_whoever_refuses_it(before: str, opening: str, levels: int) -> None:
    assert "imbriqu" in str(told(before + opening * levels))


def test_brackets_between_quotation_marks_do_not_nest() -> None:
    assert "imbriqu" not in str(told("a: '" + "[" * 1_000 + "' : : x"))


def test_an_alias_stands_for_what_was_named_before_and_never_for_itself() -> None:
    assert yamlio.parse("a: &x [1, 2]\nb: *x\n").data == {"a": [1, 2], "b": [1, 2]}
    assert yamlio.parse("&k a: 1\nb: {*k : 2}\n").data == {"a": 1, "b": {"a": 2}}
    for text, line in (("a: 1\nb: &x [1, *x]\n", 2), ("a: &x [1]\n*x : 2\n", 2)):
        error = told(text)
        assert error.where is not None
        assert error.where.line == line


def test_brackets_inside_words_are_not_nesting() -> None:
    assert yamlio.parse('a: "' + "[" * 100 + '"').data == {"a": "[" * 100}


def test_a_file_in_the_encodings_a_school_has(tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    text = "a: été\n"
    raws = [text.replace("\n", "\r\n").encode(), *map(text.encode, ("cp1252", "utf-8-sig", "utf-16"))]
    for raw in [*raws, "a: e\u0301te\u0301".encode()]:
        path.write_bytes(raw)
        assert yamlio.read(path).data == {"a": "été"}


def test_a_file_that_is_not_text_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(yamlio.YamlError, match="fichier texte"):
        yamlio.read(path)
    path.write_text("a: " + "x" * (1 << 20))
    with pytest.raises(yamlio.YamlError, match="trop gros"):
        yamlio.read(path)
    with pytest.raises(yamlio.YamlError, match="ne s’ouvre pas"):
        yamlio.read(tmp_path / "absent.yaml")


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "dossier" / "v.yaml"
    yamlio.write(path, {"a": 1})
    with pytest.raises(Exception, match="cannot represent"):
        yamlio.write(path, {"a": object()})
    assert yamlio.read(path).data == {"a": 1}
    assert [p.name for p in path.parent.iterdir()] == ["v.yaml"]


@pytest.mark.parametrize(
    ("entry", "line", "says"),
    [
        ("name: 3\n    legs: 2", 4, "un texte"),
        ("legs: 3", 3, "« name » manque"),
        ("name: x\n    leg: 3", 5, "« leg » n’est pas connu"),
        ("name: x\n    legs: 300", 5, "au plus 100"),
        ("name: x\n    words:\n    - a\n    - 2", 7, "un texte"),
        ("name: x\n    legs: beaucoup", 5, "« legs » demande un nombre entier. Trouvé : « beaucoup »."),
        ("name: x\n    legs: true", 5, "Trouvé : true."),
        ("name: x\n    word: 3", 5, "Peut-être « words » ?"),
        ("name: x\n    zzzzz: 3", 5, "Employez seulement : name, legs, words"),
        ("name: x\n    words: bip", 5, "entre crochets : [un, deux]"),
        ("name: x\n    food: herbe", 5, "seulement : huile, soupe"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_line(entry: str, line: int, says: str) -> None:
    document = yamlio.parse(f"# un commentaire\nbetes:\n  a:\n    {entry}\n", "f.yaml")
    problems: list[Problem] = []
    assert Fits(Creature).read(document.data["betes"]["a"], At.top(document, problems.append) / "betes" / "a") is None
    assert len(problems) == 1
    assert problems[0].where.line == line
    assert says in str(problems[0]).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_good_value_is_converted() -> None:
    document = yamlio.parse("a: {name: Zig, words: [bip]}")
    assert Fits(Creature).read(document.data["a"], At.top(document, right) / "a") == Creature("Zig", 4, ("bip",))


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_no_editor_shows_moves_no_line(char: str) -> None:
    with pytest.raises(yamlio.YamlError) as caught:
        yamlio.parse(f"a: un{char}deux\nb: [un\nc: {char}{{\n", "f.yaml")
    assert caught.value.where is not None
    assert caught.value.where.line == 2
    document = yamlio.parse(f"a: un{char}deux\nb: trois\n", "f.yaml")
    assert document.data == {"a": "un deux", "b": "trois"}
    assert document.where("b").line == 2
    for text in (f"a{char}b", f"a\nb{char}", char):
        assert yamlio.parse(yamlio.dump({"a": [text]})).data == {"a": [text]}
        assert yamlio.parse(yamlio.dump_line({"a": [text]})).data == {"a": [text]}
        assert "\n" not in yamlio.dump_line({"a": [text]})


@given(st.lists(st.sampled_from(["{", "\u2028", "\x85", "\u2029", "[", "a: ", "\n", '"', "- ", "x"])).map("".join))
def test_whatever_ends_a_line_a_mistake_is_told(text: str) -> None:
    lines: list[int | None] = [problem.where.line for problem in yamlio.slips(text, "f.yaml")]
    try:
        yamlio.parse(text, "f.yaml")
    except yamlio.YamlError as error:
        lines.append(error.where.line if error.where else None)
    assert all(line is None or line <= text.count("\n") + 1 for line in lines)
