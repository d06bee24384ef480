"""What a YAML parser and a converter complain of, in words for the person who wrote the line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
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


def explain(
    data: Any, where: Callable[..., Where], keys: Sequence[str | int], error: str, model: Any = None
) -> Problem:
    """msgspec's English complaint as a problem: the line, the field, the value, what to write.

    `model`: the type that the value of `keys` was to have, from which names and choices are told.
    """
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
    names = choices_at(model, inner)
    if unknown:
        message, hint = _("“{field}” is not known here.").format(field=unknown[1]), _nearest(unknown[1], names)
    elif missing:
        message = _("“{field}” is missing.").format(field=missing[1])
        hint = _("Add a line “{field}: …”.").format(field=missing[1])
    else:
        # The line says where; of the path, only the name that stands on it helps.
        field = next((str(key) for key in reversed(path) if isinstance(key, str)), "…")
        message, hint = _field_message(error_body, field, value, names)
    return Problem(where(*path), message, hint)


def choices_at(model: Any, path: Sequence[str | int]) -> tuple[str, ...]:
    """The names of the fields, or the values to choose from, at `path` inside `model`; () where there are none."""
    if model is None:
        return ()
    from msgspec import inspect  # noqa: PLC0415 (only where something is wrong: it costs time at start)

    def narrow(kind: Any) -> Any:
        """What a value is where it is there at all: of a union, its first type that is not nothing."""
        if isinstance(kind, inspect.UnionType):
            return next((one for one in kind.types if not isinstance(one, inspect.NoneType)), None)
        return kind

    kind = narrow(inspect.type_info(model))
    for step in path:
        if isinstance(kind, inspect.StructType):
            kind = next((field.type for field in kind.fields if field.encode_name == step), None)
        elif isinstance(kind, inspect.DictType):
            kind = kind.value_type
        else:
            kind = getattr(kind, "item_type", None)
        kind = narrow(kind)
    if isinstance(kind, inspect.StructType):
        return tuple(field.encode_name for field in kind.fields)
    return tuple(map(str, kind.values)) if isinstance(kind, inspect.LiteralType) else ()


def _nearest(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    if near:
        return _("Did you mean “{name}”?").format(name=near[0])
    return _("Use only: {keys}.").format(keys=", ".join(names)) if names else _("Remove it, or check its spelling.")


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


def _field_message(error: str, field: str, value: Any, choices: Sequence[str]) -> tuple[str, str]:
    shown = _shown(value)
    if bound := _BOUND.search(error):
        most = {">=": _("at least {n}"), "<=": _("at most {n}"), ">": _("more than {n}"), "<": _("less than {n}")}
        return (
            _("“{field}” is {value}, out of its range.").format(field=field, value=shown),
            _("Write {bound}.").format(bound=most[bound[2]].format(n=bound[3])),
        )
    if _PATTERN.search(error):
        return (
            _("“{field}” is {value}, which is not allowed.").format(field=field, value=shown),
            _("Use only small letters without accents, digits and hyphens."),
        )
    if expected := _EXPECTED.search(error):
        hint = _("Found: {value}.").format(value=shown)
        if "array" in expected[1]:
            hint += " " + _("Put the entries between square brackets: [one, two].")
        return _("“{field}” should be {expected}.").format(field=field, expected=_kind(expected[1])), hint
    if _ENUM.search(error):
        return (
            _("“{field}” is {value}, which is not one of the choices.").format(field=field, value=shown),
            _("Use only: {keys}.").format(keys=", ".join(choices)) if choices else "",
        )
    if _LENGTH.search(error):
        return _("“{field}” is too long or too short.").format(field=field), ""
    return _("“{field}”: {error}").format(field=field, error=error), ""


def _shown(value: Any) -> str:
    """A value as the person wrote it, or nearly so, cut where it is long."""
    if isinstance(value, str):
        return _("“{value}”").format(value=value[:60])
    if value is None:
        return _("nothing")
    try:
        return msgspec.json.encode(value).decode()[:60]
    except (TypeError, ValueError, OverflowError):
        return str(value)[:60]
