"""What a YAML parser and a converter complain of, in words for the person who wrote the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from bestio.errors import BestioError, Problem, Where
from bestio.i18n import _


class YamlError(BestioError):
    """A file that cannot be read as YAML, or that is refused before it is read."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This file cannot be read")


class Refused(yaml.YAMLError):
    """What the loader will not build: a message, a line counted from 0, a remedy."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint


def told(error: Exception, text: str, name: str) -> YamlError:
    """The parser's `error` about `text` as the message that people get; `name` is the file's."""
    if isinstance(error, Refused):
        return YamlError(error.message, hint=error.hint, where=Where(name, error.line + 1))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    lines = text.split("\n")
    written = lines[line - 1] if line is not None and line <= len(lines) else ""
    message, hint = _remedy(problem, written)
    opened = getattr(error, "context_mark", None)
    if opened is not None and "while" in str(getattr(error, "context", "")) and "flow" in str(error.context):  # type: ignore[attr-defined]
        hint += " " + _("It was opened on line {line}.").format(line=opened.line + 1)
    return YamlError(message, hint=hint.strip(), where=Where(name, line))


def _remedy(problem: str, written: str) -> tuple[str, str]:
    """What a parser's English complaint means for the person who wrote the line."""
    if "\t" in written[: len(written) - len(written.lstrip())] or "found character '\\t'" in problem:
        return _("There is a tab at the start of the line."), _("Replace it with spaces.")
    table = [
        (
            "mapping values are not allowed",
            _("A colon is read as the start of a value."),
            _("Put the text between quotation marks, or align the line with the others."),
        ),
        ("could not find expected ':'", _("A colon is missing after the key."), _("Write “key: value”.")),
        ("found unexpected end of stream", _("A quotation mark or a bracket is not closed."), _("Close it.")),
        (
            "did not find expected ',' or",
            _("A comma or a closing bracket is missing."),
            _("Check the brackets and the commas between entries."),
        ),
        (
            "did not find expected key",
            _("This line is not aligned with the others, or a quotation mark closes too early."),
            _("Start it under the line above, and double the apostrophes inside '…'."),
        ),
        (
            "did not find expected '-'",
            _("This line is not aligned with the list above."),
            _("Start it under the other “-”."),
        ),
        (
            "did not find expected alphabetic",
            _("“*” or “&” at the start of a text has a special meaning."),
            _("Put the text between quotation marks."),
        ),
        (
            "cannot start any token",
            _("A character at the start of the text has a special meaning."),
            _("Put the text between quotation marks."),
        ),
        (
            "found unknown escape",
            _("“\\” has a special meaning between double quotation marks."),
            _("Use single quotation marks, or write “\\\\”."),
        ),
        (
            "block sequence entries are not allowed",
            _("A list cannot start on this line."),
            _("Put “-” on a line of its own."),
        ),
    ]
    for sign, message, hint in table:
        if sign in problem:
            return message, hint
    return _("This line is not written as expected."), _("Compare it with the lines around it.")


_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_ENUM = re.compile(r"Invalid enum value (.+?)(?: - at|$)")
_BOUND = re.compile(r"Expected `(\w+)` (>=|<=|>|<) ([-\d.]+)")
_LENGTH = re.compile(r"Expected `(\w+)` of (?:length|at most length|at least length) ?(>=|<=|)? ?(\d+)")
_PATTERN = re.compile(r"Expected `str` matching regex '(.+?)'")
_AT = re.compile(r" - at `(.+)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


def explain(data: Any, where: Callable[..., Where], keys: Sequence[str | int], error: str) -> Problem:
    """msgspec's English complaint as a problem: the line, the field, the value, what to write."""
    inner: list[str | int] = []
    at = _AT.search(error)
    if at:
        error_body = error[: at.start()]
        for name, index in _STEP.findall(at[1].removeprefix("$").replace("key in ", "")):
            inner.append(name if name else (int(index) if index.isdigit() else "…"))
    else:
        error_body = error
    unknown = _UNKNOWN.search(error_body)
    missing = _MISSING.search(error_body)
    path = [*keys, *inner, *([unknown[1]] if unknown else [])]
    value: Any = data
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            value = None
            break
    message, hint = _field_message(error_body, unknown, missing, ".".join(map(str, path)), value)
    return Problem(where(*path), message, hint)


def _kind(name: str) -> str:
    names = {
        "str": _("a text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "array": _("a list"),
        "object": _("keys and values"),
        "null": _("nothing"),
    }
    return (
        _(" or ").join(names.get(part.strip(), part.strip()) for part in name.split("|") if part.strip() != "null")
        or names["null"]
    )


def _field_message(  # noqa: PLR0911 (one return a complaint)
    error: str, unknown: re.Match[str] | None, missing: re.Match[str] | None, path: str, value: Any
) -> tuple[str, str]:
    shown = repr(value) if not isinstance(value, str) else f"“{value[:60]}”"
    field_name = path or "…"
    if unknown:
        return _("“{field}” is not known here.").format(field=unknown[1]), _("Remove it, or check its spelling.")
    if missing:
        return (
            _("“{field}” is missing in “{path}”.").format(field=missing[1], path=field_name),
            _("Add a line “{field}: …”.").format(field=missing[1]),
        )
    if bound := _BOUND.search(error):
        most = {">=": _("at least {n}"), "<=": _("at most {n}"), ">": _("more than {n}"), "<": _("less than {n}")}
        return (
            _("“{field}” is {value}, out of its range.").format(field=field_name, value=shown),
            _("Write {bound}.").format(bound=most[bound[2]].format(n=bound[3])),
        )
    if _PATTERN.search(error):
        return (
            _("“{field}” is {value}, which is not allowed.").format(field=field_name, value=shown),
            _("Use only small letters without accents, digits and hyphens."),
        )
    if expected := _EXPECTED.search(error):
        return (
            _("“{field}” should be {expected}.").format(field=field_name, expected=_kind(expected[1])),
            _("Found: {value}.").format(value=shown[:80]),
        )
    if _ENUM.search(error):
        return _("“{field}” is {value}, which is not one of the choices.").format(field=field_name, value=shown), ""
    if _LENGTH.search(error):
        return _("“{field}” is too long or too short.").format(field=field_name), ""
    return _("“{field}”: {error}").format(field=field_name, error=error), ""
