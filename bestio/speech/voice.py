"""A voice is a recipe: engine, timbre, speed, effects. Read from YAML, checked control by control, written back.

Nothing here speaks. All problems of a file are reported at once, each with its line; a voice with a problem is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from bestio.documents import yamlio
from bestio.documents.complaints import plain, shortened
from bestio.documents.enough import AtMost, Enough
from bestio.documents.messages import is_stuck, unknown_key
from bestio.documents.reader import (
    At,
    Each,
    Format,
    Group,
    Header,
    Line,
    Locate,
    Number,
    OneOf,
    Read,
    Word,
    open_document,
)
from bestio.errors import Problem, Report, Where
from bestio.i18n import N_, _
from bestio.library import Library
from bestio.speech import bounds
from bestio.speech.effects.specs import SPECS

FORMAT: Final = "voice/1"
_SAVED_BY: Final = "# saved by "
Engine = Literal["espeak", "system", "piper", "recorded", "silent"]
ENGINES: Final[tuple[Engine, ...]] = ("espeak", "system", "piper", "recorded", "silent")
EVERYBODY: Final = "*"
"""Who is heard where each word is another one's."""
Making = Literal["mutate", "cross"]
MAKINGS: Final[tuple[Making, ...]] = ("mutate", "cross")

MOST_KEYS = 8
"""How many keys of a voice that are not known are told."""
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


class Recorded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which recordings a voice is put together from: the class's `bank`, and who of it is heard.

    `who`: a name of the bank, "" for anybody, EVERYBODY for another one at each word; `among`: names of those of whom
    these are, or nothing for all of them. `level`: the longest thing that is taken from the bank, 1 to 5: breath and
    noises, syllables, words, runs of words, whole lines.
    """

    bank: str
    who: str = ""
    level: int = 5
    among: tuple[str, ...] = ()

    @property
    def by_turns(self) -> bool:
        """Whether each word is another one's."""
        return self.who == EVERYBODY

    @property
    def people(self) -> tuple[str, ...]:
        """Who alone is heard; nobody, where all are."""
        return self.among if self.by_turns or not self.who else (self.who,)

    def hearing(self, people: Collection[str], *, by_turns: bool) -> Recorded:
        """The same with `people` alone, or all where there are none; `by_turns`: another one of them at each word."""
        names = tuple(dict.fromkeys(people))
        if len(names) == 1:
            return msgspec.structs.replace(self, who=names[0], among=())
        return msgspec.structs.replace(self, who=EVERYBODY if by_turns else "", among=names)

    def recipe(self) -> dict[str, Any]:
        """What is written in files."""
        among = {"among": list(self.among)} if self.among else {}
        return {"bank": self.bank, "who": self.who, "level": self.level, **among}


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
    recorded: Recorded | None = None

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
        if self.recorded is not None:
            data["recorded"] = self.recorded.recipe()
        return data


Accepts = Callable[[Voice], bool]
"""Tells whether a voice is understood; see `understanding.understood`."""


def load_voices(library: Library, report: Report) -> dict[str, Voice]:
    """Every voice of `library` by id, sorted; those that cannot be used are reported and left out."""
    voices = (read_voice(path, report) for path in library.files("voices", report).values())
    return {voice.id: voice for voice in voices if voice is not None}


def read_voice(path: Path, report: Report) -> Voice | None:
    """The voice in the file `path`, or None with every problem reported. The file is named after the voice's id."""
    document = open_document(path, report)
    return None if document is None else from_document(document, path.stem, report)


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


def from_recipe(data: object, report: Report, place: Locate | None = None) -> Voice | None:
    """The voice that the plain values `data` tell of, or None with every problem reported at `place(*keys)`."""
    at = At(place or nowhere, AtMost(report))
    with suppress(Enough):
        voice = FILE.take(data, at)
        return voice if at.sound else None
    return None


def nowhere(*_keys: str | int) -> Where:
    """The place of values that stand in no file."""
    return Where("…")


def not_an_effect(at: At, example: str, value: object = None) -> None:
    """Tell that something stands where an effect should, which is written as in `example`."""
    stuck = next((key for key in value if is_stuck(key)), None) if isinstance(value, Mapping) else None
    if stuck is not None:
        at.tell(*unknown_key(shortened(stuck), ()))
    else:
        at.tell(_("This is not an effect."), _("Write it as in {example}.").format(example=example))


def _pitch(value: Any, at: At) -> tuple[float, float] | None:
    """The lowest and the highest pitch."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        at.tell(_("The pitch is not two numbers."), _("Write the lowest and the highest, as in [80, 120]."))
        return None
    low, high = (bounds.PITCH.kind.read(one, at) for one in value)
    if low is None or high is None:
        return None
    if low > high:
        at.tell(_("The lowest pitch is above the highest."), _("Write the smaller number first."))
    return low, high


def _effects(value: Any, at: At) -> tuple[Effect, ...] | None:
    if isinstance(value, list | tuple) and len(value) > bounds.MOST_EFFECTS:
        told = _("There are {count} effects; a voice has at most {most}.")
        at.tell(told.format(count=len(value), most=bounds.MOST_EFFECTS), _("Take some away."))
        return None
    return Each(Read(_effect), _no_list).read(value, at)


def _no_list(_value: Any, at: At) -> None:
    at.tell(_("“effects” is not a list."), _("Write one effect a line, each after a hyphen."))


def _effect(value: Any, at: At) -> Effect | None:
    if not isinstance(value, Mapping) or "type" not in value:
        not_an_effect(at, "{type: ring, hz: 38}", value)
        return None
    kind = OneOf(tuple(SPECS)).read(value["type"], at / "type")
    return None if kind is None else _EFFECTS[kind].read(value, at)


def _parents(value: Any, at: At) -> tuple[str, ...] | None:
    listed = value if isinstance(value, list | tuple) else ()
    if 1 <= len(listed) <= 2 and all(isinstance(one, str) and _ID.fullmatch(one) for one in listed):
        return tuple(listed)
    at.tell(_("The parents are not known."), _("Write one or two ids of voices, as in [a, b]."))
    return None


def _whole(value: Any, at: At) -> Voice | None:
    voice = _VOICE.read(value, at)
    if value.get("engine") == "recorded" and value.get("recorded") is None:
        example = "{bank: 5e-b, level: 5}"
        hint = _("Write for example: recorded: {example}").format(example=example)
        at.tell(_("Which recordings? The class is not named."), hint, "engine")
    return voice


def _no_names(_value: Any, at: At) -> None:
    at.tell(_("“among” is not a list."), _("Write names of the bank between brackets, as in [Hibou, Vis]."))


_ID = re.compile(bounds.VOICE_ID)
_OF_THE_BANK = Line(bounds.LONGEST_TITLE, figures=False, wanted=N_("It must be a name of the bank."))
_EFFECTS = {
    kind: Group({"type": OneOf((kind,)), **{one.name: one.kind for one in spec.parameters}}, Effect.make)
    for kind, spec in SPECS.items()
}
_VOICE = Group(
    {
        "bestio": Header(),
        "id": Word(_ID, N_("It must be: 1 to 24 letters a-z, figures or hyphens.")),
        "title": Line(bounds.LONGEST_TITLE, empty=False),
        "description": Line(bounds.LONGEST_DESCRIPTION),
        "engine": OneOf(ENGINES),
        "language": Word(_LANGUAGE, N_("It must be: a language code such as fr.")),
        "base": Word(_BASE, N_("It must be: the name of a voice of the engine, without “/”.")),
        "rate": bounds.RATE.kind,
        "volume": bounds.VOLUME.kind,
        "timbre": Group({"pitch_hz": Read(_pitch), **{one.name: one.kind for one in bounds.TIMBRE}}, Timbre),
        "effects": Read(_effects),
        "lineage": Group(
            {
                "how": OneOf(MAKINGS),
                "parents": Read(_parents),
                "strength": Number(0, 1),
            },
            lambda parents, how=MAKINGS[0], strength=None: Lineage(how, parents, strength),
            needed=("parents",),
        ),
        "recorded": Group(
            {
                "bank": Word(_BASE, N_("It must be the name of a class.")),
                "who": _OF_THE_BANK,
                "among": Each(_OF_THE_BANK, _no_names),
                "level": bounds.LEVEL.kind,
            },
            Recorded,
            needed=("bank",),
        ),
    },
    lambda bestio, **given: Voice(**given),
    needed=("bestio", "id", "title"),
    most=MOST_KEYS,
)
FILE = Format(
    FORMAT,
    Read(_whole),
    N_("This is not a voice that this program knows."),
    N_("The file of a voice holds the line “bestio: {header}”."),
    (N_("This is not a voice."), N_("Start from a copy of a voice that works.")),
)
"""What a file of `voices/` holds."""
