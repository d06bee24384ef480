"""French everywhere: the committed catalogue is whole, fresh and typographically right."""

from __future__ import annotations

import ast
import io
import re
import string
from functools import cache
from pathlib import Path
from typing import IO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from bestio import i18n
from bestio.i18n import _

PACKAGE = Path(i18n.__file__).parent
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "bestio.po"
MARKS = {"_", "N_", "ngettext"}


@pytest.fixture(scope="module")
def french() -> Catalog:
    with FRENCH.open("rb") as stream:
        return read_po(stream, locale="fr")


@cache
def in_the_code() -> frozenset[str]:
    """Every message id of the code, those inside f-strings included."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                    found.add(first.value)
    assert len(found) > 1000
    return frozenset(found)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_text_of_the_code_has_its_french_and_no_other_is_kept(french: Catalog) -> None:
    translated = {forms(message.id)[0] for message in french if message.id and all(forms(message.string))}
    assert in_the_code() - translated == set()
    assert translated - in_the_code() == set()


def meaning(compiled: IO[bytes]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What a compiled catalogue says, message by message; its header, which tells who compiled it, may differ."""
    return sorted((forms(message.id), forms(message.string)) for message in read_mo(compiled) if message.id)


def test_the_committed_catalogue_says_what_its_source_says(french: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, french)
    fresh.seek(0)
    with FRENCH.with_suffix(".mo").open("rb") as committed:
        assert meaning(committed) == meaning(fresh), "pybabel compile -D bestio -d bestio/locale"


def test_the_french_has_the_same_fields_as_the_english(french: Catalog) -> None:
    def fields(text: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}

    wrong = [m.id for m in french if m.id and any(fields(s) - fields(" ".join(forms(m.id))) for s in forms(m.string))]
    assert wrong == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a straight apostrophe", r"\w'\w"),
        ("a missing or plain space before ; ! ?", r"[\w»)…’] ?[;!?](?:\s|$)"),
        ("a plain space before a colon", r" :(?:\s|$)"),
        ("a plain space inside guillemets", r"« | »|«\w|\w»"),
        ("three dots", r"\.\.\."),
        ("a point médian", "·"),
        ("a double space", "  "),
    ],
)
def test_the_french_is_typographically_right(french: Catalog, what: str, pattern: str) -> None:
    wrong = [
        s for m in french if m.id for s in forms(m.string) if re.search(pattern, re.sub(r"`[^`]*`|<[^>]*>", "", s))
    ]
    assert wrong == [], what


def test_nothing_stays_nothing() -> None:
    assert _("") == ""


def test_french_is_the_default_and_english_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BESTIO_LANG", raising=False)
    assert _("Remove this line.") == "Retirez cette ligne."
    monkeypatch.setenv("BESTIO_LANG", "en")
    assert _("Remove this line.") == "Remove this line."
