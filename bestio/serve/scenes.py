"""What the wall can show: the address, a creature on its stage, a duet, a replay, all creatures. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from bestio.export.page.markup import uri

if TYPE_CHECKING:
    from bestio.speech.voice import Voice

Kind = Literal["address", "stage", "duet", "replay", "gallery"]


class Face(Struct, frozen=True):
    """A creature that speaks; `frames`: its PNG pictures (`export.page.drawn.FRAMES`), none where it is unknown."""

    name: str
    group: str
    frames: Mapping[str, bytes]


class Line(Struct, frozen=True):
    """What is said, by the face at that place, in a voice."""

    text: str
    face: int
    voice: Voice


class Act(Struct, frozen=True):
    """An act that is seen again: what was done, the creature's name, the place of its picture, what it was about, and

    the place of the line that is heard with it.
    """

    told: str
    name: str
    picture: int | None
    text: str
    line: int | None


class Creature(Struct, frozen=True):
    """A creature of the gallery, and what it said last."""

    name: str
    group: str
    phrase: str
    picture: bytes


class Scene(Struct, frozen=True):
    """What the wall shows. `pictures`: PNG files of a replay."""

    kind: Kind = "address"
    faces: tuple[Face, ...] = ()
    lines: tuple[Line, ...] = ()
    acts: tuple[Act, ...] = ()
    pictures: tuple[bytes, ...] = ()
    creatures: tuple[Creature, ...] = ()


def as_data(scene: Scene) -> dict[str, Any]:
    """A scene as the script of the wall reads it; the sound of a line is asked for apart."""
    return {
        "kind": scene.kind,
        "faces": [
            {
                "name": one.name,
                "group": one.group,
                "frames": {name: uri("image/png", data) for name, data in one.frames.items()},
            }
            for one in scene.faces
        ],
        "lines": [{"text": one.text, "face": one.face} for one in scene.lines],
        "acts": [
            {"told": one.told, "name": one.name, "picture": one.picture, "text": one.text, "line": one.line}
            for one in scene.acts
        ],
        "pictures": [uri("image/png", data) for data in scene.pictures],
        "creatures": [
            {"name": one.name, "group": one.group, "phrase": one.phrase, "picture": uri("image/png", one.picture)}
            for one in scene.creatures
        ],
    }
