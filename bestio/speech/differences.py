"""What sets a voice apart from another, in words: what a mutation, a crossing or a hand on the sliders did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bestio.i18n import _, language
from bestio.speech import bounds
from bestio.speech.bounds import Parameter
from bestio.speech.effects.specs import SPECS
from bestio.speech.voice import Effect, Voice

_MOST_ANCESTORS = 30


def differences(old: Voice, new: Voice) -> tuple[str, ...]:
    """One line for each control or effect that differs, such as "hauteur : 100 → 140 Hz" or "+ anneau"."""
    before, after = old.timbre, new.timbre
    lines = []
    if before.pitch_hz != after.pitch_hz:
        ranges = (f"{number(low)}–{number(high)}" for low, high in (before.pitch_hz, after.pitch_hz))
        lines.append(_changed(bounds.PITCH, *ranges))
    for parameter in (bounds.RATE, bounds.VOLUME):
        lines += _control(parameter, getattr(old, parameter.name), getattr(new, parameter.name))
    for name, parameter in bounds.TIMBRE_BY_NAME.items():
        lines += _control(parameter, getattr(before, name), getattr(after, name))
    lines += _effects(old.effects, new.effects)
    return tuple(lines)


def ancestry(voice: Voice, voices: Mapping[str, Voice]) -> tuple[tuple[int, str], ...]:
    """The forebears of an invented voice, parents first: how many generations ago, and the name of each.

    A parent that is no longer there goes by its id. At most 30, however tangled the family.
    """
    found: list[tuple[int, str]] = []
    seen = {voice.id}

    def visit(child: Voice, generation: int) -> None:
        for parent in child.lineage.parents if child.lineage else ():
            if parent in seen or len(found) >= _MOST_ANCESTORS:
                continue
            seen.add(parent)
            known = voices.get(parent)
            found.append((generation, known.title if known else parent))
            if known:
                visit(known, generation + 1)

    visit(voice, 1)
    return tuple(found)


def number(value: float) -> str:
    """A number as it is written in the language of the interface, with at most four figures that count."""
    text = f"{value:.4g}".replace("-", "−")
    return text.replace(".", ",") if language().startswith("fr") else text


def measured(parameter: Parameter, value: float) -> str:
    """A value with its unit: "38 Hz", "× 0,8", "3"."""
    text = number(value)
    if parameter.unit == "×":
        return f"× {text}"
    return f"{text} {_(parameter.unit)}" if parameter.unit else text


def _control(parameter: Parameter, old: float | None, new: float | None) -> list[str]:
    if old == new:
        return []
    return [_changed(parameter, *(_("none") if value is None else number(value) for value in (old, new)))]


def _changed(parameter: Parameter, old: str, new: str) -> str:
    unit = f" {_(parameter.unit)}" if parameter.unit and parameter.unit != "×" else ""
    return _("{control}: {old} → {new}").format(control=parameter.title.lower(), old=old, new=new + unit)


def _effects(old: tuple[Effect, ...], new: tuple[Effect, ...]) -> list[str]:
    """Effects that went, came, or were turned; the same effect twice is told apart by its place."""
    before, after = _numbered(old), _numbered(new)
    lines = [f"− {_title(key)}" for key in before if key not in after]
    for key, effect in after.items():
        if key not in before:
            lines.append(f"+ {_title(key)}")
            continue
        was = before[key].values
        for parameter in SPECS[effect.type].parameters:
            value = effect.values[parameter.name]
            if value != was[parameter.name]:
                change = _changed(parameter, number(was[parameter.name]), number(value))
                lines.append(f"{_title(key)}, {change}")
    kept = [[key for key in side if key in before and key in after] for side in (before, after)]
    if kept[0] != kept[1]:
        lines.append(_("the effects come in another order"))
    return lines


def _numbered(effects: tuple[Effect, ...]) -> dict[tuple[str, int], Effect]:
    count: Counter[str] = Counter()
    found = {}
    for effect in effects:
        count[effect.type] += 1
        found[effect.type, count[effect.type]] = effect
    return found


def _title(key: tuple[str, int]) -> str:
    kind, place = key
    title = SPECS[kind].title.lower()
    return title if place == 1 else f"{title} {place}"
