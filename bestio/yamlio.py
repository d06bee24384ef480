"""The only reader and writer of YAML.

What a teacher writes is read as they meant it: `on`, `oui`, `non` and `12:30` stay words, only `true` and `false` are
booleans. What could harm is refused before anything is built: files over a size, deep nesting, aliases that multiply,
tags, keys written twice. Every value keeps its line, which is looked up only when a message needs it.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from bestio.errors import BestioError, Problem, Report, Where
from bestio.i18n import _

MAX_BYTES = 1 << 20
MAX_DEPTH = 40
MAX_NODES = 200_000
_ONE_LINE = 1 << 30

_T = TypeVar("_T")
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BASE_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_BOOL = re.compile(r"^(?:true|false)$")
_INT = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_NULL = re.compile(r"^(?:~|null|)$")


class YamlError(BestioError):
    """A file that cannot be read as YAML, or that is refused before it is read."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This file cannot be read")


class _Loader(_BASE_LOADER):  # type: ignore[misc]
    """The safe loader with the house's words: no tags, no twice-written keys, few implicit types."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own way of declaring them)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _value in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                raise _Refused(_("“<<” is not used here."), key_node.start_mark.line, _("Write the entries out."))
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Refused(_("A key must be a plain word."), key_node.start_mark.line, _("Write “key: value”."))
            if key_node.value in seen:
                raise _Refused(
                    _("“{key}” is written twice.").format(key=key_node.value),
                    key_node.start_mark.line,
                    _("Keep only one of them."),
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


class _Dumper(_BASE_DUMPER):  # type: ignore[misc]
    """The safe dumper, which quotes what our loader, or any other, would take for something else than a word."""


def _resolve(tag: str, pattern: re.Pattern[str], first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", pattern, list(first))


_resolve("bool", _BOOL, "tf")
_resolve("int", _INT, "-+0123456789")
_resolve("float", _FLOAT, "-+.0123456789")
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", ""])


def _refuse_tag(loader: Any, _suffix: str, node: Any) -> None:
    raise _Refused(
        _("The tag “{tag}” is not allowed here.").format(tag=str(node.tag)[:60]),
        node.start_mark.line,
        _("Put the text between quotation marks if it starts with “!”."),
    )


_Loader.add_multi_constructor("", _refuse_tag)
_Loader.add_multi_constructor("!", _refuse_tag)
_Loader.add_multi_constructor("tag:", _refuse_tag)


def _represent_text(dumper: Any, text: str) -> Any:
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
    style = None if "\n" not in text else '"' if dumper.flow else "|"
    if style is None and any(pattern.match(text) for pattern in (_BOOL, _INT, _FLOAT, _NULL)):
        style = "'"  # our loader would take it for something else than a word
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _BlockDumper(_Dumper):
    flow = False


class _FlowDumper(_Dumper):
    flow = True


_BlockDumper.add_representer(str, _represent_text)
_FlowDumper.add_representer(str, _represent_text)


class _Refused(yaml.YAMLError):
    """What the loader will not build: a message, a line counted from 0, a remedy."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint


@dataclass
class Document:
    """What one YAML text says: `data` in plain Python, and where each value stands."""

    data: Any
    name: str
    text: str = field(repr=False, default="")
    _lines: dict[tuple[str | int, ...], int] | None = field(repr=False, default=None)

    def where(self, *keys: str | int) -> Where:
        """The line of the value that `keys` lead to, or of the nearest value around it that is there."""
        if self._lines is None:
            self._lines = _line_table(self.text)
        path: tuple[str | int, ...] = tuple(keys)
        while path and path not in self._lines:
            path = path[:-1]
        return Where(self.name, self._lines.get(path))


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Document:
    """The YAML document of `path`: UTF-8 with or without its mark, else Windows-1252.

    Raises YamlError, with the line and the remedy, where the file is missing, too large or not YAML.
    """
    return parse(read_text(path, max_bytes=max_bytes), str(path))


def read_text(path: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of a YAML file, decoded and in composed (NFC) form. Raises YamlError."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        raise YamlError(
            _("The file cannot be opened ({reason}).").format(reason=error.strerror or error),
            hint=_("Check its name and that you may read it."),
            where=Where.of(path),
        ) from error
    if len(raw) > max_bytes:
        raise YamlError(
            _("The file is too large (more than {size} KiB).").format(size=max_bytes >> 10),
            hint=_("Split it into several files."),
            where=Where.of(path),
        )
    return _decode(raw, path)


def _decode(raw: bytes, path: Path) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        raise YamlError(
            _("The file holds a character that no text has (code {code}).").format(code=ord(found[0])),
            hint=_("It may not be a text file, or it was damaged: take a copy that works."),
            where=Where.of(path, text.count("\n", 0, found.start()) + 1),
        )
    return unicodedata.normalize("NFC", text)


def parse(text: str, name: str = "…") -> Document:
    """The one YAML document that `text` holds. Raises YamlError with `name` and the line."""
    _refuse_depth(text, name)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            _refuse_bomb(node, name)
            data = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise _told(error, text, name) from error
    return Document(data, name, text)


def parse_stream(text: str, name: str = "…") -> list[tuple[Any, int]]:
    """Every document of `text` with the line (from 1) where it starts. Raises YamlError for the first broken one."""
    _refuse_depth(text, name)
    found: list[tuple[Any, int]] = []
    try:
        loader = _Loader(text)
        try:
            while loader.check_node():
                node = loader.get_node()
                _refuse_bomb(node, name)
                found.append((loader.construct_document(node), node.start_mark.line + 1))
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise _told(error, text, name) from error
    return found


def dump(data: Any) -> str:
    """`data` as YAML for people: block style, keys in their order, French letters as they are."""
    return str(
        yaml.dump(data, Dumper=_BlockDumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=110)
    )


def dump_line(data: Any) -> str:
    """`data` as YAML on exactly one line, without a line end."""
    text = yaml.dump(
        data, Dumper=_FlowDumper, allow_unicode=True, sort_keys=False, default_flow_style=True, width=_ONE_LINE
    )
    return str(text).removesuffix("\n").removesuffix("\n...")


def write(path: Path, data: Any) -> None:
    """Put `data` into `path` as YAML, whole or not at all: a neighbour file is written, synced and renamed over it."""
    write_text(path, dump(data))


def write_text(path: Path, text: str) -> None:
    """Put `text` into `path` as UTF-8, whole or not at all. Raises OSError where the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def convert(
    document: Document,
    keys: Sequence[str | int],
    type: type[_T],  # noqa: A002 (msgspec's own word)
    report: Report,
) -> _T | None:
    """The value that `keys` lead to as a `type`; where it does not fit, one problem is reported and None returned."""
    value = document.data
    for key in keys:
        value = value[key]
    try:
        return msgspec.convert(value, type)
    except (msgspec.ValidationError, ValueError) as error:
        report(_explain(document, keys, str(error)))
        return None


# --- limits -----------------------------------------------------------------------------------------------------------


def _refuse_depth(text: str, name: str) -> None:
    """Nesting is composed by C code that does not guard its stack, so it is bounded first, from the text."""
    for number, line in enumerate(text.split("\n"), start=1):
        lead = len(line) - len(line.lstrip(" "))
        compact = re.match(r"[ ]*(?:[-?:][ ]+)*", line)
        if lead > MAX_DEPTH * 4 or (compact and len(re.findall(r"[-?:]", compact[0])) > MAX_DEPTH):
            _refuse_nesting(name, number)
    depth = 0
    for match in re.finditer(r"[\[{}\]]", text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH and _flow_depth(text) > MAX_DEPTH:
                _refuse_nesting(name, text.count("\n", 0, match.start()) + 1)
        else:
            depth = max(0, depth - 1)


def _flow_depth(text: str) -> int:
    """The deepest nesting that the tokens really have: brackets inside words and quotes do not count."""
    depth = deepest = 0
    try:
        for token in yaml.scan(text, Loader=_BASE_LOADER):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                depth += 1
                deepest = max(deepest, depth)
                if deepest > MAX_DEPTH:
                    return deepest
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                depth -= 1
    except yaml.YAMLError:
        return deepest
    return deepest


def _refuse_nesting(name: str, line: int) -> None:
    raise YamlError(
        _("Too many things are nested inside each other."),
        hint=_("Close the brackets, or move the entry to the left."),
        where=Where(name, line),
    )


def _refuse_bomb(node: Any, name: str) -> None:
    """Count the nodes as if every alias were written out."""
    sizes: dict[int, int] = {}

    def size(current: Any) -> int:
        known = sizes.get(id(current))
        if known is not None:
            return known
        total = 1
        sizes[id(current)] = total  # an alias to what is around it
        if isinstance(current, yaml.SequenceNode):
            total += sum(size(child) for child in current.value)
        elif isinstance(current, yaml.MappingNode):
            total += sum(1 + size(value) for _key, value in current.value)
        sizes[id(current)] = total
        return total

    if node is not None and size(node) > MAX_NODES:
        raise YamlError(
            _("The file holds too many entries, or repeats itself through “*” references."),
            hint=_("Write the entries out, or split the file."),
            where=Where(name, node.start_mark.line + 1),
        )


# --- messages ---------------------------------------------------------------------------------------------------------


def _line_table(text: str) -> dict[tuple[str | int, ...], int]:
    table: dict[tuple[str | int, ...], int] = {}
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()

    def visit(node: Any, path: tuple[str | int, ...], line: int) -> None:
        table[path] = line + 1
        if len(path) > MAX_DEPTH:
            return
        if isinstance(node, yaml.SequenceNode):
            for index, child in enumerate(node.value):
                visit(child, (*path, index), child.start_mark.line)
        elif isinstance(node, yaml.MappingNode):
            for key, child in node.value:
                visit(child, (*path, key.value), key.start_mark.line)

    if root is not None:
        visit(root, (), root.start_mark.line)
    return table


def _told(error: Exception, text: str, name: str) -> YamlError:
    if isinstance(error, _Refused):
        return YamlError(error.message, hint=error.hint, where=Where(name, error.line + 1))
    if isinstance(error, ValueError):  # Python refuses to read numbers of thousands of digits
        found = re.search(r"[0-9]{4000,}", text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        return YamlError(
            _("This number is too long."), hint=_("Put it between quotation marks."), where=Where(name, line)
        )
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
            "found undefined alias",
            _("“*” at the start of a text is read as a reference."),
            _("Put the text between quotation marks."),
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
        ("expected a single document", _("“---” starts a second document."), _("Remove this line.")),
        ("but found another document", _("“---” starts a second document."), _("Remove this line.")),
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


def _explain(document: Document, keys: Sequence[str | int], error: str) -> Problem:
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
    value: Any = document.data
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            value = None
            break
    message, hint = _field_message(error_body, unknown, missing, ".".join(map(str, path)), value)
    return Problem(document.where(*path), message, hint)


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
