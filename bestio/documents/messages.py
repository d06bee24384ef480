"""What a YAML parser and a converter complain of, in words for the person who wrote the line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from bestio.errors import BestioError, Problem, Where
from bestio.i18n import _
from bestio.text.fold import fold


class YamlError(BestioError):
    """A file that cannot be read as YAML, or that is refused before it is read."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This file cannot be read")


class Slip(NamedTuple):
    """Something written otherwise than YAML reads it: the line from 0, what it is, what to do, and how grave it is."""

    line: int
    message: str
    hint: str = ""
    level: Literal["error", "warning"] = "error"


_NO_SPACE = re.compile(r"(\w[\w.-]*):([^\s:/].*)")
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_ENUM = re.compile(r"Invalid enum value (.+?)(?: - at|$)")
_BOUND = re.compile(r"Expected `(\w+)` (>=|<=|>|<) ([-\d.]+)")
_LENGTH = re.compile(r"Expected `(\w+)` of (?:length|at most length|at least length) ?(>=|<=|)? ?(\d+)")
_PATTERN = re.compile(r"Expected `str` matching regex '(.+?)'")
_AT = re.compile(r" - at (`key` in )?`(.+)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


def explain(value: Any, name: str, where: Callable[..., Where], text: str, error: str, model: Any = None) -> Problem:
    """msgspec's English complaint of a value as a problem: the line, the field, the value, what to write.

    `name` is what the value is called; `where` gives the line of what keys lead to from it, in the `text` it was read
    from; `model` is the type that it was to have, from which names and choices are told.
    """
    inner: list[str | int] = []
    of_key = False
    at = _AT.search(error)
    if at:
        error_body = error[: at.start()]
        for key, index in _STEP.findall(at[2].removeprefix("$")):
            inner.append(key if key else (int(index) if index.isdigit() else "…"))
        if of_key := at[1] is not None:
            inner.append("…")
        inner = _found(value, inner, error, model)
    else:
        error_body = error
    unknown = _UNKNOWN.search(error_body)
    missing = _MISSING.search(error_body)
    path = [*inner, *([unknown[1]] if unknown else [])]
    value = value_at(value, path)
    names = choices_at(model, inner)
    place = where(*path)
    if unknown:
        message, hint = unknown_key(unknown[1], names)
    elif of_key and isinstance(inner[-1], bool | int | float):
        # A number is no name: {pitch: 0,8} holds « 8 ».
        message, hint = unknown_key(as_written(inner[-1]), choices_at(model, inner[:-1]))
    elif missing:
        message = _("“{field}” is missing.").format(field=missing[1])
        hint = _("Add a line “{field}: …”.").format(field=missing[1])
    else:
        # The line says where; of the path, only the name that stands on it helps.
        field = next((str(key) for key in reversed(path) if isinstance(key, str)), name)
        beside = _beside(text, place, field)
        message, hint = _field_message(error_body, field, field if of_key else value, names, beside)
    return Problem(place, message, hint)


def value_at(data: Any, path: Sequence[str | int]) -> Any:
    """The value that `path` leads to inside `data`; None where it leads nowhere."""
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _found(value: Any, inner: list[str | int], error: str, model: Any) -> list[str | int]:
    """`inner` with the key or the place for each “…” that msgspec leaves unnamed: the first that brings its error."""
    for at, step in enumerate(inner):
        if step != "…":
            continue
        holder = value_at(value, inner[:at])
        if not isinstance(holder, dict):
            break
        for key in holder:
            try:
                msgspec.convert(_with_only(value, inner[:at], key), model)
            except (msgspec.ValidationError, ValueError) as again:
                if str(again) == error:
                    inner[at] = key
                    break
    return inner


def _with_only(value: Any, path: Sequence[str | int], key: Any) -> Any:
    """`value` where the mapping that `path` leads to holds `key` alone."""
    if not path:
        return {key: value[key]}
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with_only(value[path[0]], path[1:], key)
    return copy


def _beside(text: str, place: Where, field: str) -> str:
    """What is written after the name of `field` on its line; "" where nothing is."""
    lines = text.split("\n")
    if place.line is None or place.line > len(lines):
        return ""
    written = re.search(rf"(?<![\w-]){re.escape(field)}[\"']?\s*:\s*([^,}}]*)", lines[place.line - 1])
    return written[1].strip() if written else ""


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


def unknown_key(name: object, names: Iterable[str]) -> tuple[str, str]:
    """What to say of a key that is not among `names`, and what to write instead."""
    key, known = as_written(name), tuple(names)
    written = _NO_SPACE.fullmatch(key)
    if written and (written[1] in known or written[1].isidentifier()):
        right = f"{written[1]}: {written[2]}"
        return _("A space is missing after the colon."), _("Write “{right}”.").format(right=right[:60])
    message = _("“{field}” is not known here.").format(field=key[:60])
    if any(mark in key for mark in "“”«»"):
        return message, straight_marks()
    return message, _nearest(key, known)


def is_stuck(key: object) -> bool:
    """Whether a key is a key and its value, with no space after the colon."""
    return isinstance(key, str) and _NO_SPACE.fullmatch(key) is not None


def straight_marks() -> str:
    """The remedy where French or curly quotation marks were to hold a text together."""
    return _('Put straight quotation marks round the text, "…": “ ” and « » are letters like others here.')


# What a French hand writes for the names of a file.
_OF_FRENCH = """
titre title | nom title | debit rate | vitesse rate | moteur engine | langue language | effets effects | effet
effects | hauteur pitch pitch_hz | auteur author | autrice author | texte text | genre gender |
pluriel plural | adjectif adjectives | adjectifs adjectives | nom noun | mot keywords words | mots keywords words |
dit says | parole says | voix voice | phrase clause | bande strip | nourrit feeds | roue slots |
roues slots | eleves pupils | professeur teacher | enseignant teacher | objectif goal | but goal | duree minutes |
seances seances | activites activities | materiel material | nombre number | bloquer block |
avertir warn | permettre allow | echo delay | reverberation reverb | saturation distortion | chuchotement whisper |
choeur choir | cle key | classe class | base store | memoire memory | mesures metrics | connexions connections |
groupes limit | adresse address | dossier home | certificat certificate |
rugosite roughness | souffle breath | lemme lemma
"""
_FRENCH_NAMES = [entry.split() for entry in _OF_FRENCH.split("|")]


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Which of `names` another name was meant to be: by what it says in French, else by its letters."""
    known, said = tuple(names), fold(name)
    meant = [one for french, *several in _FRENCH_NAMES if french == said for one in several if one in known]
    near = meant or difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return near[0] if near else None


def _nearest(name: str, names: Sequence[str]) -> str:
    near = nearest(name, names)
    if near:
        return _("Did you mean “{name}”?").format(name=near)
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


def _field_message(error: str, field: str, value: Any, choices: Sequence[str], beside: str) -> tuple[str, str]:
    """The message and the remedy for a `value` that does not fit; `beside`: what stands after its name in the file."""
    shown = shown_value(value, beside)
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
        if "str" in expected[1] and isinstance(value, dict | list):
            hint = as_text(value, beside)
        elif "str" in expected[1] and isinstance(value, bool | int | float):
            hint += " " + _("Put the text between quotation marks.")
        elif "array" in expected[1]:
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


def shown_value(value: Any, beside: str = "") -> str:
    """A value as the person wrote it, or nearly so, cut where it is long; `beside`: what stands in its place."""
    if isinstance(value, str):
        return _("“{value}”").format(value=value[:60])
    if value is None:
        return _("“{value}”").format(value=beside[:60]) if beside else _("nothing")
    if isinstance(value, dict):
        return _("keys and values")
    if isinstance(value, list | tuple):
        return _("a list")
    try:
        return msgspec.json.encode(value).decode()[:60]
    except (TypeError, ValueError, OverflowError):
        return _("a number")


def as_written(value: Any) -> str:
    """A key or a value in the words of the file, never in Python's: true, null, […]."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    return "null" if value is None else str(value).lower()


def as_text(value: Any, beside: str = "") -> str:
    """The remedy where a list or a mapping stands in the place of a text: which sign made it one."""
    if isinstance(value, list):
        opener = "[" if beside.startswith("[") or not beside else "-"
    else:
        alone = all(inner is None for inner in value.values())  # {a word}
        opener = "{" if beside.startswith("{") or alone else ":"
    if opener in "[{":
        return _("“{sign}” opens a list or a group: put the text between quotation marks.").format(sign=opener)
    if opener == "-":
        return _("“- ” begins an entry of a list: put the text between quotation marks.")
    return _("“: ” parts a key from its value: put the text between quotation marks.")
