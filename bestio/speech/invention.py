"""New voices out of old ones: mutants and children, always within bounds, always with their parents' names.

Nothing is drawn but from the `Random` that is given: the same seed invents the same voice.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable
from random import Random

import msgspec

from bestio.speech import bounds, names
from bestio.speech.bounds import Parameter
from bestio.speech.clear import FASTEST_LENT, LENT_THROATS, MOUTHS, NEVER, clearly, crowding, settled
from bestio.speech.effects.specs import SPECS
from bestio.speech.voice import Accepts, Effect, Lineage, Timbre, Voice

TRIES = 6
_MOST_INVENTED = 4  # effects of an invented voice: stacks of five and six are seldom understood
_THROATS = int(bounds.TIMBRE_BY_NAME["klatt"].low), int(bounds.TIMBRE_BY_NAME["klatt"].high)
_STEP = 0.25  # of its range: how far a control moves at full strength (one standard deviation)
_PULL = 0.4


def mutate(
    voice: Voice, random: Random, strength: float = 0.3, *, accepts: Accepts | None = None, taken: Container[str] = ()
) -> Voice:
    """Another voice that resembles `voice`: the less, the more `strength` (0..1; 0 gives it a new name only).

    `accepts` tells whether a candidate is understood (see `understanding`): where it says no, a milder one is tried, in
    the end `voice` itself under a new name. The name and id are made up, and not among `taken`.
    """
    strength = min(max(strength, 0.0), 1.0)
    identity, title = names.made_up(random, taken)
    found = voice
    tried = strength
    for _try in range(TRIES):
        candidate = _mutant(voice, random, tried)
        if accepts is None or accepts(candidate):
            found = candidate
            break
        tried *= 0.6
    lineage = Lineage("mutate", (voice.id,), round(strength, 2))
    return msgspec.structs.replace(found, id=identity, title=title, description="", lineage=lineage)


def cross(a: Voice, b: Voice, random: Random, *, accepts: Accepts | None = None, taken: Container[str] = ()) -> Voice:
    """A child of two voices: each control comes from one of them or from between, and effects from both.

    `accepts` and `taken` as for `mutate`; where no child is understood, it takes one parent's sound as it is.
    """
    identity, title = names.blended(a.title, b.title, random, taken)
    found = random.choice((a, b))
    for _try in range(TRIES):
        candidate = _child(a, b, random)
        if accepts is None or accepts(candidate):
            found = candidate
            break
    parents = (a.id,) if a.id == b.id else (a.id, b.id)
    return msgspec.structs.replace(found, id=identity, title=title, description="", lineage=Lineage("cross", parents))


def _mutant(voice: Voice, random: Random, strength: float) -> Voice:
    if not strength:
        return voice

    def moved(parameter: Parameter, value: float) -> float:
        return _moved(parameter, value, random, strength)

    old = voice.timbre
    low, high = old.pitch_hz
    shift, width = (2 ** random.gauss(0, scale * strength) for scale in (0.8, 0.5))
    middle = math.sqrt(low * high) * shift
    half = math.sqrt(high / low) ** width
    timbre = {name: moved(p, float(getattr(old, name) or 0)) for name, p in bounds.TIMBRE_BY_NAME.items()}
    klatt = old.klatt
    if random.random() < 0.15 * strength:
        klatt = None if klatt is not None else random.randint(*_THROATS)
    effects = [_moved_effect(effect, random, strength) for effect in voice.effects if effect.type not in NEVER]
    if effects and random.random() < 0.5 * strength:
        effects.pop(random.randrange(len(effects)))
    if len(effects) < _MOST_INVENTED and random.random() < 0.2 + 0.8 * strength:
        crowd, own = crowding(effects), {*NEVER, *(effect.type for effect in effects)}
        fresh = [name for name in SPECS if name not in own and crowding((*effects, Effect.make(name))) <= crowd]
        new = _moved_effect(Effect.make(random.choice(fresh)), random, strength)
        effects.insert(random.randint(0, len(effects)), new)
    pitch, size = _ordered(middle / half, middle * half), clearly("", "formants", timbre["formants"])
    effects = [_settled(effect, size, pitch) for effect in effects]
    return msgspec.structs.replace(
        voice,
        rate=_rate(moved(bounds.RATE, voice.rate), effects),
        timbre=_timbre(pitch, timbre, klatt),
        effects=tuple(effects),
    )


def _rate(wanted: float, effects: Iterable[Effect]) -> int:
    """`wanted` words a minute, no more than are followed with `effects`."""
    lent = any(effect.type in LENT_THROATS for effect in effects)
    return int(min(clearly("", "rate", wanted), FASTEST_LENT if lent else bounds.RATE.high))


def _settled(effect: Effect, size: float, pitch_hz: tuple[float, float]) -> Effect:
    """The effect on a throat of `pitch_hz` whose mouth is `size` already: one mouth in all (see `clear.settled`)."""
    values = effect.values
    if effect.type == "formants":
        low, high = (limit / size for limit in MOUTHS)
        ratio = clearly("formants", "ratio", min(max(values["ratio"], low), high))
        return Effect.make("formants", **{**values, "ratio": round(ratio, 3)})
    return settled(effect, pitch_hz)


def _clear(effect: Effect) -> Effect:
    return Effect.make(effect.type, **{name: clearly(effect.type, name, value) for name, value in effect.settings})


def _moved_effect(effect: Effect, random: Random, strength: float) -> Effect:
    values = effect.values
    moved = {p.name: _moved(p, values[p.name], random, strength) for p in SPECS[effect.type].parameters}
    return _clear(Effect.make(effect.type, **moved))


def _moved(parameter: Parameter, value: float, random: Random, strength: float) -> float:
    span = parameter.high - parameter.low
    # Drawn towards the usual value, or generations would end up at the bounds, where little is understood.
    pulled = value + _PULL * strength * (parameter.default - value)
    return round(parameter.clamp(pulled + random.gauss(0, _STEP * strength * span)), 3)


def _child(a: Voice, b: Voice, random: Random) -> Voice:
    def either(parameter: Parameter, first: float, second: float) -> float:
        part = random.choice((0.0, 1.0, random.random()))
        return round(parameter.clamp(first + part * (second - first)), 3)

    one, two = a.timbre, b.timbre
    part = random.choice((0.0, 1.0, random.random()))
    pitch = _ordered(*(x ** (1 - part) * y**part for x, y in zip(one.pitch_hz, two.pitch_hz, strict=True)))
    timbre = {
        name: either(p, float(getattr(one, name) or 0), float(getattr(two, name) or 0))
        for name, p in bounds.TIMBRE_BY_NAME.items()
    }
    engine = random.choice((a, b))
    rate = either(bounds.RATE, a.rate, b.rate)
    volume = either(bounds.VOLUME, a.volume, b.volume)
    size = clearly("", "formants", timbre["formants"])
    effects = tuple(_settled(effect, size, pitch) for effect in _mingled(a.effects, b.effects, random))
    return msgspec.structs.replace(
        engine,
        rate=_rate(rate, effects),
        volume=volume,
        timbre=_timbre(pitch, timbre, random.choice((one.klatt, two.klatt))),
        effects=effects,
    )


def _mingled(first: tuple[Effect, ...], second: tuple[Effect, ...], random: Random) -> tuple[Effect, ...]:
    """About half of the effects of both, each kind once, in an order that keeps each parent's."""
    first, second = (tuple(effect for effect in line if effect.type not in NEVER) for line in (first, second))
    total = len(first) + len(second)
    if not total:
        return ()
    most = min(_MOST_INVENTED, max(len(first), len(second)))
    wanted = min(most, max(1, (total + random.randint(0, 1)) // 2))
    places = [(index / len(line), effect) for line in (first, second) for index, effect in enumerate(line)]
    random.shuffle(places)
    chosen: dict[str, tuple[float, Effect]] = {}
    crowd = max(crowding(first), crowding(second))
    for place, effect in places:
        taken = [kept for _place, kept in chosen.values()]
        if len(chosen) < wanted and crowding((*taken, effect)) <= crowd:
            chosen.setdefault(effect.type, (place, _clear(effect)))
    return tuple(effect for _place, effect in sorted(chosen.values(), key=lambda pair: pair[0]))


def _timbre(pitch_hz: tuple[float, float], values: dict[str, float], klatt: int | None) -> Timbre:
    return Timbre(
        pitch_hz=pitch_hz,
        formants=clearly("", "formants", values["formants"]),
        flutter=int(values["flutter"]),
        roughness=int(values["roughness"]),
        voicing=int(clearly("", "voicing", values["voicing"])),
        breath=int(clearly("", "breath", values["breath"])),
        klatt=klatt,
    )


def _ordered(low: float, high: float) -> tuple[float, float]:
    first, second = sorted(round(bounds.PITCH.clamp(hz), 1) for hz in (low, high))
    return first, second
