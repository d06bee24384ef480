"""A voice is a recipe: engine, timbre, speed, effects. Read from YAML, checked control by control, written back.

Nothing here speaks. All problems of a file are reported at once, each with its line; a voice with a problem is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, cast

import msgspec

from bestio import yamlio
from bestio.errors import BestioError, Problem, Report, Where
from bestio.i18n import _
from bestio.library import Library
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.complaints import (
    legible,
    not_an_effect,
    not_settings,
    plain,
    unknown_name,
    wrong_number,
    wrong_value,
)
from bestio.speech.effects.specs import SPECS

FORMAT: Final = "voice/1"
_SAVED_BY: Final = "# saved by "
Engine = Literal["espeak", "system", "piper", "silent"]
ENGINES: Final[tuple[Engine, ...]] = ("espeak", "system", "piper", "silent")
Making = Literal["mutate", "cross"]
MAKINGS: Final[tuple[Making, ...]] = ("mutate", "cross")

Place = Callable[..., Where]

_FIGURES = 40  # a name of more figures than that is no name
_LISTED = 8  # how many wrong keys or effects of one voice are told
_BASE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_.+ -]{{0,{bounds.LONGEST_BASE - 1}}}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")


class Timbre(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The throat and mouth, made by the engine itself. Bounds and meanings: `bounds.PITCH`, `bounds.TIMBRE`.

    `pitch_hz` is the lowest and highest pitch of plain speech; `klatt` the number of the synthesised throat, or None.
    """

    pitch_hz: tuple[float, float] = (82.0, 118.0)
    formants: float = 1.0
    flutter: int = 2
    roughness: int = 2
    voicing: int = 100
    breath: int = 0
    klatt: int | None = None


class Effect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One effect: its type, and a value for each of its controls in their order. Make one with `make`."""

    type: str
    settings: tuple[tuple[str, float], ...]

    @classmethod
    def make(cls, type: str, **values: float) -> Effect:  # noqa: A002 (the files' own word)
        """The effect `type` (a key of SPECS) with `values` brought within bounds, usual ones for the rest."""
        return cls(type, tuple(SPECS[type].complete(values).items()))

    @property
    def values(self) -> dict[str, float]:
        """The value of each control by name."""
        return dict(self.settings)

    def recipe(self) -> dict[str, Any]:
        """The effect as it is written in files."""
        return {"type": self.type, **{name: plain(value) for name, value in self.settings}}


class Lineage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where an invented voice comes from: how it was made and the ids of one or two parents."""

    how: Making
    parents: tuple[str, ...]
    strength: float | None = None


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A recipe for a voice: `rate` in words a minute, `volume` 0..1, `effects` applied in order.

    `description` is one short line for pupils. `base` names an espeak variant (case kept), a system voice or a
    piper model, as the engine needs.
    """

    id: str
    title: str
    description: str = ""
    engine: Engine = "espeak"
    language: str = "fr"
    base: str | None = None
    rate: int = 160
    volume: float = 0.9
    timbre: Timbre = Timbre()
    effects: tuple[Effect, ...] = ()
    lineage: Lineage | None = None

    def recipe(self) -> dict[str, Any]:
        """The voice as it is written in files and journals, in plain values."""
        timbre = self.timbre
        data: dict[str, Any] = {
            "bestio": FORMAT,
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "engine": self.engine,
            "language": self.language,
            "base": self.base,
            "rate": self.rate,
            "volume": plain(self.volume),
            "timbre": {
                "pitch_hz": [plain(hz) for hz in timbre.pitch_hz],
                "formants": plain(timbre.formants),
                "flutter": timbre.flutter,
                "roughness": timbre.roughness,
                "voicing": timbre.voicing,
                "breath": timbre.breath,
                "klatt": timbre.klatt,
            },
            "effects": [effect.recipe() for effect in self.effects],
        }
        if self.lineage is not None:
            data["lineage"] = {"how": self.lineage.how, "parents": list(self.lineage.parents)}
            if self.lineage.strength is not None:
                data["lineage"]["strength"] = plain(self.lineage.strength)
        return data


Accepts = Callable[[Voice], bool]
"""Tells whether a voice is understood; see `measure.Ear.gate`."""


def load_voices(library: Library, report: Report) -> dict[str, Voice]:
    """Every voice of `library` by id, sorted; those that cannot be used are reported and left out."""
    voices = (read_voice(path, report) for path in library.files("voices", report).values())
    return {voice.id: voice for voice in voices if voice is not None}


def read_voice(path: Path, report: Report) -> Voice | None:
    """The voice in the file `path`, or None with every problem reported. The file is named after the voice's id."""
    try:
        document = yamlio.read(path)
    except BestioError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return None
    return from_document(document, path.stem, report)


def from_document(document: yamlio.Document, stem: str, report: Report) -> Voice | None:
    """The voice of a file that is called `stem` without its ending, or None with every problem reported."""
    voice = from_recipe(document.data, report, document.where)
    if voice is not None and voice.id != stem:
        report(
            Problem(
                document.where("id"),
                _("The voice calls itself “{id}”, but its file is called “{file}”.").format(
                    id=voice.id, file=f"{stem}.yaml"
                ),
                _("Name the file “{file}”, or change the id.").format(file=f"{voice.id}.yaml"),
            )
        )
        return None
    return voice


def save_voice(path: Path, voice: Voice, *, saved_by: str = "") -> None:
    """Write `voice` to `path`, whole or not at all. Raises OSError where the disk refuses.

    `saved_by` names the journal of those who save it, so that it can be erased with them; see `saver_of`.
    """
    mark = f"{_SAVED_BY}{saved_by}\n" if saved_by else ""
    yamlio.write_text(path, mark + yamlio.dump(voice.recipe()))


def saver_of(text: str) -> str:
    """Whose voice the text of a file holds, as `save_voice` was told; "" where it does not say."""
    first = text.partition("\n")[0]
    return first.removeprefix(_SAVED_BY).strip() if first.startswith(_SAVED_BY) else ""


def from_recipe(data: object, report: Report, place: Place | None = None) -> Voice | None:
    """The voice that the plain values `data` tell of, or None with every problem reported at `place(*keys)`."""
    problems: list[Problem] = []
    voice = _Reader(place or (lambda *_keys: Where("…")), problems.append).voice(data)
    for problem in problems:
        report(problem)
    return None if problems else voice


class _Reader:
    """Turns plain values into a voice; where one is wrong it reports and takes the usual value, to find the rest."""

    def __init__(self, place: Place, report: Report) -> None:
        self.place = place
        self.report = report

    def voice(self, data: object) -> Voice | None:
        if not isinstance(data, Mapping):
            self.problem((), _("This is not a voice."), _("Start from a copy of a voice that works."))
            return None
        if data.get("bestio") != FORMAT:
            self.problem(
                ("bestio",),
                _("This is not a voice that this program knows."),
                _("The file of a voice holds the line “bestio: {format}”.").format(format=FORMAT),
            )
            return None
        self.only(data, (), ("bestio", *Voice.__struct_fields__))
        return Voice(
            id=self.text(data, "id", re.compile(bounds.VOICE_ID), _("1 to 24 letters a-z, figures or hyphens")),
            title=self.line(data, "title", bounds.LONGEST_TITLE, needed=True),
            description=self.line(data, "description", bounds.LONGEST_DESCRIPTION),
            engine=cast(Engine, self.choice(data, ("engine",), ENGINES, "espeak")),
            language=self.text(data, "language", _LANGUAGE, _("a language code such as fr"), default="fr"),
            base=self.text(data, "base", _BASE, _("the name of a voice of the engine, without “/”"), default="")
            or None,
            rate=int(self.number(data, (), bounds.RATE)),
            volume=self.number(data, (), bounds.VOLUME),
            timbre=self.timbre(data.get("timbre")),
            effects=self.effects(data.get("effects")),
            lineage=self.lineage(data.get("lineage")),
        )

    def timbre(self, data: object) -> Timbre:
        if data is None:
            return Timbre()
        if not isinstance(data, Mapping):
            self.report(not_settings("timbre", self.place("timbre")))
            return Timbre()
        self.only(data, ("timbre",), Timbre.__struct_fields__)
        number = {name: self.number(data, ("timbre",), p) for name, p in bounds.TIMBRE_BY_NAME.items()}
        return Timbre(
            pitch_hz=self.pitch(data.get("pitch_hz")),
            formants=number["formants"],
            flutter=int(number["flutter"]),
            roughness=int(number["roughness"]),
            voicing=int(number["voicing"]),
            breath=int(number["breath"]),
            klatt=None if data.get("klatt") is None else int(number["klatt"]),
        )

    def pitch(self, data: object) -> tuple[float, float]:
        usual = Timbre().pitch_hz
        if data is None:
            return usual
        keys = ("timbre", "pitch_hz")
        if not isinstance(data, list | tuple) or len(data) != 2:
            self.problem(
                keys, _("The pitch is not two numbers."), _("Write the lowest and the highest, as in [80, 120].")
            )
            return usual
        low, high = (self.value(value, keys, bounds.PITCH) for value in data)
        if low > high:
            self.problem(keys, _("The lowest pitch is above the highest."), _("Write the smaller number first."))
            return usual
        return low, high

    def effects(self, data: object) -> tuple[Effect, ...]:
        if data is None:
            return ()
        if not isinstance(data, list | tuple):
            self.problem(
                ("effects",), _("“effects” is not a list."), _("Write one effect a line, each after a hyphen.")
            )
            return ()
        if len(data) > bounds.MOST_EFFECTS:
            self.problem(
                ("effects",),
                _("There are {count} effects; a voice has at most {most}.").format(
                    count=len(data), most=bounds.MOST_EFFECTS
                ),
                _("Take some away."),
            )
            return ()
        found = (self.effect(value, ("effects", index)) for index, value in enumerate(data))
        return tuple(effect for effect in found if effect is not None)

    def effect(self, data: object, keys: tuple[str | int, ...]) -> Effect | None:
        if not isinstance(data, Mapping) or "type" not in data:
            self.report(not_an_effect("{type: ring, hz: 38}", self.place(*keys), data))
            return None
        kind = self.choice(data, (*keys, "type"), tuple(SPECS), "")
        if not kind:
            return None
        spec = SPECS[kind]
        self.only(data, keys, ("type", *(parameter.name for parameter in spec.parameters)))
        return Effect(kind, tuple((p.name, self.number(data, keys, p)) for p in spec.parameters))

    def lineage(self, data: object) -> Lineage | None:
        if data is None:
            return None
        keys = ("lineage",)
        if not isinstance(data, Mapping):
            self.report(not_settings("lineage", self.place("lineage")))
            return None
        self.only(data, keys, Lineage.__struct_fields__)
        how = cast(Making, self.choice(data, ("lineage", "how"), MAKINGS, "mutate"))
        parents = data.get("parents")
        known = re.compile(bounds.VOICE_ID)
        if (
            not isinstance(parents, list | tuple)
            or not 1 <= len(parents) <= 2
            or not all(isinstance(parent, str) and known.fullmatch(parent) for parent in parents)
        ):
            self.problem(
                (*keys, "parents"), _("The parents are not known."), _("Write one or two ids of voices, as in [a, b].")
            )
            return None
        strength = data.get("strength")
        if strength is None:
            return Lineage(how, tuple(parents))
        return Lineage(how, tuple(parents), self.number(data, keys, Parameter("strength", "", 0, 1, 0.3, "")))

    def number(self, data: Mapping[Any, Any], keys: tuple[str | int, ...], parameter: Parameter) -> float:
        value = data.get(parameter.name)
        return parameter.default if value is None else self.value(value, (*keys, parameter.name), parameter)

    def value(self, value: object, keys: tuple[str | int, ...], parameter: Parameter) -> float:
        if parameter.allows(value):
            return float(cast(float, value))
        self.report(wrong_number(parameter, value, self.place(*keys)))
        return parameter.default

    def text(
        self, data: Mapping[Any, Any], name: str, pattern: re.Pattern[str], wanted: str, default: str | None = None
    ) -> str:
        value = data.get(name)
        if value is None and default is not None:
            return default
        # A name of figures only is read as a number by YAML.
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_FIGURES:
            value = str(value)
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self.report(wrong_value(name, value, _("It must be: {wanted}.").format(wanted=wanted), self.place(name)))
        return ""

    def line(self, data: Mapping[Any, Any], name: str, longest: int, *, needed: bool = False) -> str:
        value = data.get(name)
        if value is None and not needed:
            return ""
        if isinstance(value, int | float) and abs(value) < 10**_FIGURES:
            value = str(value)
        if isinstance(value, str):
            text = value.strip()
            if (text or not needed) and len(text) <= longest and legible(text):
                return text
        hint = _("It must be one line of at most {count} characters.").format(count=longest)
        self.report(wrong_value(name, value, hint, self.place(name)))
        return ""

    def choice(self, data: Mapping[Any, Any], keys: tuple[str | int, ...], known: tuple[str, ...], default: str) -> str:
        value = data.get(keys[-1])
        if value is None and default:
            return default
        if isinstance(value, str) and value in known:
            return value
        hint = _("It must be one of: {names}.").format(names=", ".join(known))
        self.report(wrong_value(str(keys[-1]), value, hint, self.place(*keys)))
        return default

    def only(self, data: Mapping[Any, Any], keys: tuple[str | int, ...], known: Iterable[str]) -> None:
        names = tuple(known)
        strangers = [key for key in data if key not in names]
        for key in strangers[:_LISTED]:
            self.report(unknown_name(key, names, self.place(*keys, str(key)[:_FIGURES])))

    def problem(self, keys: tuple[str | int, ...], message: str, hint: str = "") -> None:
        self.report(Problem(self.place(*keys), message, hint))
