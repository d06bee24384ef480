"""How the die of the machine is changed, in words, and the words that people change it by; whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from bestio.errors import UsageError
from bestio.i18n import _, ngettext
from bestio.language.typography import grouped
from bestio.phrases.die import END, Die, face_named
from bestio.phrases.sizing import ENOUGH_WORDS
from bestio.text.fold import fold

if TYPE_CHECKING:
    from bestio.phrases.machine import PhraseMachine

ALL = frozenset({"tous", "toutes", "tout", "all", "0"})
AUTO = "auto"
NOTHING = frozenset({"rien", "aucune", "none", "nothing"})
ENDS = frozenset({"fin", "(fin)", "end", "(the end)", "(end)"})


def describe_number(value: float) -> str:
    """A number as it is read."""
    return f"{value:g}".replace(".", ",")


def describe_top(top_k: int) -> str:
    """Among how many words the die chooses, in a word."""
    return str(top_k) if top_k else _("all")


def describe_face(word: str) -> str:
    """What a face of the die is called."""
    return _("“{word}”").format(word=word) if word != END else _("(the end)")


def describe_factor(factor: float) -> str:
    """How many times a face counts, as a mark beside its word."""
    return _("never") if factor == 0 else f"×\u00a0{describe_number(factor)}"


def describe_faces(faces: Mapping[str, float]) -> str:
    """Each changed face and how many times it counts."""
    changed = [(word, factor) for word, factor in faces.items() if factor != 1]
    return ", ".join(f"{describe_face(word)} {describe_factor(factor)}" for word, factor in changed)


def describe_die(settings: Mapping[str, Any]) -> list[str]:
    """How a phrase of these settings was drawn otherwise than the texts have it, a sentence a line.

    Nothing of settings that are no die's, which a journal may hold.
    """
    try:
        die = msgspec.convert({key: settings[key] for key in Die.__struct_fields__ if key in settings}, Die)
    except msgspec.ValidationError:
        return []
    told, top = [], die.top_k
    if die.temperature != 1:
        told.append(describe_boldness(die.temperature))
    if top > 0:
        told.append(
            ngettext(
                "The die has only the most probable word.", "The die has only the {n} most probable words.", top
            ).format(n=top)
        )
    if faces := describe_faces(die.faces):
        told.append(_("The die was changed by hand: {faces}.").format(faces=faces))
    return told


def describe_order(settings: Mapping[str, Any], words: int = 0) -> str:
    """Why the machine looks back at so many words, where nobody chose; `words`: those of the texts (0: unknown)."""
    order = settings.get("order")
    if not settings.get("sized") or not isinstance(order, int):
        return ""
    if order > 2 and words:
        told = _("It looks back at {n} words: nobody chose, and its texts have {words} words ({enough} or more).")
    elif order > 2:
        told = _("It looks back at {n} words: nobody chose, and its texts have {enough} words or more.")
    else:
        told = _("It looks back at {n} words: nobody chose, and its texts have fewer than {enough} words.")
    return told.format(n=order, words=grouped(words), enough=grouped(ENOUGH_WORDS))


def describe_boldness(temperature: float) -> str:
    """What a temperature does to the die."""
    value = describe_number(temperature)
    if temperature == 1:
        return _("Boldness 1: the chances are those of the texts.")
    if temperature < 1:
        return _("Boldness {value}: what was probable is more so.").format(value=value)
    return _("Boldness {value}: what was rare comes more often.").format(value=value)


def faces_written(faces: Mapping[str, float]) -> str:
    """Faces as they are typed: `chat=2 lune=0`."""
    return " ".join(f"{word or _('(end)')}={factor:g}" for word, factor in faces.items())


def faces_typed(words: Sequence[str], before: Mapping[str, float], machine: PhraseMachine) -> dict[str, float]:
    """The faces after what `words` say (`chat=2`; “rien”: none is changed) of those there were. Raises UsageError."""
    faces = dict(before)
    for typed in words:
        name, equals, value = typed.rpartition("=")
        if not equals:
            if fold(typed) not in NOTHING:
                raise UsageError(
                    _("“{word}” is not understood here.").format(word=typed[:60]),
                    hint=_("Write word=2 (twice as often), word=0 (never), or “rien” for the die as it was."),
                )
            faces.clear()
            continue
        try:
            factor = float(value.replace(",", "."))
        except ValueError:
            raise UsageError(_("“{word}” is not a number.").format(word=value[:40])) from None
        faces[_face(name, machine)] = factor
    return {word: factor for word, factor in faces.items() if factor != 1}


def _face(name: str, machine: PhraseMachine) -> str:
    """The face of a word that the texts have, or of the phrase's end."""
    from bestio.language import tokens, typography  # noqa: PLC0415 (only here)
    from bestio.phrases.constraints import find, nearest  # noqa: PLC0415 (numpy: only where a machine is there already)

    index, weights, word = machine.index, machine.weights, face_named(name)
    known = find(index, weights, word, 1) if len(tokens.split(typography.clean(word))) == 1 else None
    if known is None and fold(name) in ENDS:
        return END
    if known is None:
        near = nearest(index, weights, word, 1) if word else None
        raise UsageError(
            _("“{word}” is in none of the texts.").format(word=name.strip()[:60]),
            hint=_("Did you mean “{word}”?").format(word=near) if near else _("A face of the die has one word."),
        )
    return word


def describe_turn(turn: str, spoke: bool) -> str:
    """Whose turn it is to speak in a phrase in the making; "" where nobody leads."""
    if turn == "ours":
        return _("Your turn.") if spoke else _("Your turn, but none of your texts can follow: the starter texts speak.")
    if turn == "others":
        return _("The starter texts’ turn.") if spoke else _("The starter texts’ turn, but only yours can follow.")
    return ""
