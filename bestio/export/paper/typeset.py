"""Sheets typeset by Typst: what they say is given as data, so that nothing that anybody wrote is read as its code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from msgspec import Struct

from bestio.classroom.erasure.scan import MARK

PICTURE = "picture"
"""The key of what is no text: an SVG document."""
UNPRINTABLE = "□"
"""What stands for a letter that the typefaces of the sheets do not have."""
# What Libertinus and DejaVu Sans Mono, which come with Typst, hold of what people write.
_HELD = ((0x20, 0x17F), (0x391, 0x3C9), (0x410, 0x44F), (0x2010, 0x2015), (0x2018, 0x201F))
_BREAK = "\u200b"
"""Where a line may end inside a word, unseen."""
# A word that no language has: longer than the longest, or dragged out so that it cannot be hyphenated.
_LONGEST = 26
_LONG = 12
_DRAGGED = re.compile(r"([^_])\1{3}|[^_aeiouyàâäéèêëîïôöùûüœæ]{7}", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_WORD = re.compile(rf"[^\s\u00a0\u202f]{{{_LONG + 1},}}")
_SIGNS = frozenset("→←↑↓√×÷≠≤≥□■●†‡€™№•…‰′″‹›–—\u2009\u202f\n")


class Sheet(Struct, frozen=True):
    """A sheet: its kind (a file of this package, without `.typ`), what stands on it, in how many columns.

    `paper` is its size as Typst calls it: `a4`, `a3`.
    """

    kind: str
    data: Mapping[str, Any]
    columns: int = 1
    paper: str = "a4"


def printable(text: str) -> str:
    """`text` with a □ for what cannot be printed (emoji, other scripts), without characters that only command.

    A word without an end may be broken anywhere: no line leaves its sheet.
    """
    return _WORD.sub(_breakable, legible(text))


def legible(text: str) -> str:
    """`text` with a □ for what cannot be printed, and no word that may be broken."""
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


def undivided(text: str) -> str:
    """The same; a line does not end in a word that has a hyphen either."""
    return _HYPHEN.sub("\u2011", printable(text))


def _printable(char: str) -> str:
    if char in _SIGNS:
        return char
    if unicodedata.category(char) in {"Cc", "Cf"}:
        return ""
    return char if any(low <= ord(char) <= high for low, high in _HELD) else UNPRINTABLE


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return _BREAK.join(word) if len(word) > _LONGEST or _DRAGGED.search(word) else word


def typeset(title: str, foot: str, sheets: Sequence[Sheet], named: Sequence[str] = (), *, dys: bool = False) -> bytes:
    """The PDF of `sheets`, one after the other; `foot` stands under each page. The same sheets give the same bytes.

    `named` (class/group) are those whose words they hold: who erases one of them finds the file by that. `dys`: large
    letters of another shape, wide lines, one column, no word cut, for those who read with difficulty.
    """
    import typst  # noqa: PLC0415 (a large library, which only printing needs)

    with _asked(title, foot, sheets, named, dys=dys) as (page, asked):
        return bytes(typst.compile(page, **asked))


def count_pages(title: str, foot: str, sheets: Sequence[Sheet], *, dys: bool = False) -> int:
    """How many pages the sheets take."""
    import typst  # noqa: PLC0415

    with _asked(title, foot, sheets, (), dys=dys) as (page, asked):
        return int(json.loads(typst.query(page, "<pages>", field="value", one=True, **asked)))


@contextmanager
def _asked(
    title: str, foot: str, sheets: Sequence[Sheet], named: Sequence[str], *, dys: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The file that Typst is to read, and how."""
    said = [{**sheet.data, "kind": sheet.kind, "columns": sheet.columns, "paper": sheet.paper} for sheet in sheets]
    marks = [MARK, *named] if named else []
    told = _clean({"title": title, "foot": foot, "sheets": said}, undivided if dys else printable) | {"named": marks}
    with letters_at() as (root, fonts):
        yield (
            str(root / "kit.typ"),
            {
                "root": str(root),
                "font_paths": [str(fonts)],
                "ignore_system_fonts": True,
                "sys_inputs": {
                    "data": json.dumps(told, ensure_ascii=False, sort_keys=True),
                    "dys": "yes" if dys else "no",
                },
            },
        )


@contextmanager
def letters_at() -> Iterator[tuple[Path, Path]]:
    """The folder of the sheets' Typst files, and that of the letters that do not come with Typst."""
    with ExitStack() as held:
        yield (
            held.enter_context(as_file(files("bestio.export.paper"))),
            held.enter_context(as_file(files("fontpkg_atkinson_hyperlegible") / "files")),
        )


def _clean(data: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, Mapping):
        return {key: value if key == PICTURE else _clean(value, clean) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value, clean) for value in data]
    return data
