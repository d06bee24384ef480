"""The die changed by hand: bolder or wiser, with fewer words on it, with faces that count more or less.

The chances that the texts give are raised to the power of one over the temperature; then each word counts as many times
as its face says; then only the most probable ones stay. A die that nobody has changed draws as the texts have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

import msgspec

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.language import typography

COLDEST, HOTTEST = 0.2, 3.0
"""The temperatures that can be set; at 1 the die is as the texts have it."""
MOST_CHOICES = 50
MOST_FACE = 10.0
MOST_FACES = 100
END = ""
"""The face that ends the phrase."""


class NoFace(BestioError):  # noqa: N818 (what pupils meet is not called an error)
    """All the faces of the die that could come up are at 0; nothing is lost."""

    def __init__(self) -> None:
        super().__init__(
            _("Here, all the faces of the die are at 0: no word can come."),
            hint=_("Give a face back its weight, or take a word off."),
        )

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("The die is empty")


class Die(msgspec.Struct, frozen=True):
    """How a die was changed.

    `temperature`: over 0; towards 0 the most probable word alone comes, beyond all bounds all words alike. `top_k`: how
    many of the most probable words may come (0: all). `faces`: how many times a word counts, from 0 (never), "" being
    the end of the phrase; a word is meant however it is capitalised.
    """

    temperature: float = 1.0
    top_k: int = 0
    faces: Mapping[str, float] = {}

    @property
    def fair(self) -> bool:
        """Whether nothing is changed."""
        return self.temperature == 1 and not self.top_k and all(factor == 1 for factor in self.faces.values())


def face_named(word: str) -> str:
    """The name of a word's face."""
    return typography.clean(word).strip().lower()


def check_die(temperature: float, top_k: int, faces: Mapping[str, float]) -> None:
    """Raise BestioError, which says what to write instead, where a die cannot be changed so."""
    if not (isfinite(temperature) and COLDEST <= temperature <= HOTTEST):
        raise BestioError(
            _("The boldness cannot be {value}.").format(value=f"{temperature:g}"),
            hint=_("Choose a number from 0.2 (wise) to 3 (wild); 1 is what the texts have."),
            exit_code=2,
        )
    if not 0 <= top_k <= MOST_CHOICES:
        raise BestioError(
            _("The die cannot choose among {n} words.").format(n=top_k),
            hint=_("Choose a number from 1 to {most}, or 0 for all of them.").format(most=MOST_CHOICES),
            exit_code=2,
        )
    if len(faces) > MOST_FACES:
        raise BestioError(
            _("A die has at most {most} changed faces.").format(most=MOST_FACES),
            hint=_("Give the die back as it was, and start anew."),
            exit_code=2,
        )
    for word, factor in faces.items():
        if not (isfinite(factor) and 0 <= factor <= MOST_FACE):
            raise BestioError(
                _("The face “{word}” cannot count {factor} times.").format(word=word[:40], factor=f"{factor:g}"),
                hint=_("Choose a number from 0 (never) to 10; 1 is what the texts have."),
                exit_code=2,
            )
