"""How many creatures the wheels can make, written as the product that it is."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from bestio.i18n import _, ngettext
from bestio.language.typography import grouped
from bestio.persona.catalog import TraitCatalog
from bestio.persona.trait import Lexicon

SECONDS_EACH = 10
LONGEST_BET = 18
SPANS = ((365 * 86_400, "years"), (86_400, "days"), (3_600, "hours"), (60, "minutes"))


def product(catalog: TraitCatalog) -> str:
    """The sizes of the wheels, to be multiplied: "9 × 12 × 7"."""
    return " × ".join(str(count) for count in catalog.counts().values()) or "1"


def total(catalog: TraitCatalog) -> str:
    """How many creatures there are, its figures in groups of three."""
    return grouped(catalog.combinations())


def growth(before: TraitCatalog, after: TraitCatalog) -> str:
    """What a change did to the number of creatures, in one line: the wheel that grew, or the whole product."""
    was, now = before.counts(), after.counts()
    changed = [slot for slot in {**was, **now} if was.get(slot, 0) != now.get(slot, 0)]
    if len(changed) == 1:
        slot = changed[0]
        return _("{slot}: {before} → {after} traits. Creatures: {old} → {new}").format(
            slot=after.titles.get(slot, slot), before=was.get(slot, 0), after=now.get(slot, 0),
            old=total(before), new=total(after),
        )  # fmt: skip
    return f"{product(after)} = {total(after)}"


# --- the bet of a group -----------------------------------------------------------------------------------------------


def lexicons_to_count(lexicons: Iterable[Lexicon], chosen: Iterable[str]) -> list[Lexicon]:
    """The lexicons that make wheels: those of the creation first, then the others."""
    mine = set(chosen)
    return sorted((one for one in lexicons if one.slots), key=lambda one: (one.id not in mine, one.id))


def read_bet(text: str) -> int | None:
    """The whole number that a bet says, its figures in groups or not; None where it is none."""
    digits = "".join(text.split())
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= LONGEST_BET else None


def counted(counts: Iterable[int]) -> str:
    """Some wheels multiplied: "9 × 12 = 108"; "" for none."""
    sizes = list(counts)
    return f"{' × '.join(map(str, sizes))} = {grouped(prod(sizes))}" if sizes else ""


def verdict(guess: int, creatures: int) -> str:
    """What a bet was worth."""
    if guess == creatures:
        return _("{product} creatures: exactly your bet!").format(product=grouped(creatures))
    if 0 < guess < creatures / 2:
        return _("{product} creatures: {times} times your bet.").format(
            product=grouped(creatures), times=grouped(round(creatures / guess))
        )
    return _("{product} creatures; your bet was {guess}.").format(product=grouped(creatures), guess=grouped(guess))


def count_note(lexicons: int, guess: int, creatures: int) -> str:
    """What the group's notes keep of a count."""
    return ngettext(
        "{n} lexicon. Our bet: {guess}. Counted: {product}.",
        "{n} lexicons. Our bet: {guess}. Counted: {product}.",
        lexicons,
    ).format(n=lexicons, guess=grouped(guess), product=grouped(creatures))


def listening_time(creatures: int) -> str:
    """How long it takes to hear them all, ten seconds each."""
    seconds = creatures * SECONDS_EACH
    for span, name in SPANS:
        if seconds >= 2 * span:
            return _long(name, round(seconds / span))
    return _long("minutes", max(1, round(seconds / 60)))


def _long(name: str, number: int) -> str:
    if name == "years":
        text = ngettext(
            "Ten seconds each: {n} year to hear them all.", "Ten seconds each: {n} years to hear them all.", number
        )
    elif name == "days":
        text = ngettext(
            "Ten seconds each: {n} day to hear them all.", "Ten seconds each: {n} days to hear them all.", number
        )
    elif name == "hours":
        text = ngettext(
            "Ten seconds each: {n} hour to hear them all.", "Ten seconds each: {n} hours to hear them all.", number
        )
    else:
        text = ngettext(
            "Ten seconds each: {n} minute to hear them all.", "Ten seconds each: {n} minutes to hear them all.", number
        )
    return text.format(n=grouped(number))
