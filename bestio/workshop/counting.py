"""How many creatures the wheels can make, written as the product that it is."""

from __future__ import annotations

from bestio.i18n import _
from bestio.persona.cabinet import Cabinet


def product(cabinet: Cabinet) -> str:
    """The sizes of the wheels, to be multiplied: "9 × 12 × 7"."""
    return " × ".join(str(count) for count in cabinet.counts().values()) or "1"


def total(cabinet: Cabinet) -> str:
    """How many creatures there are, its figures in groups of three."""
    return grouped(cabinet.combinations())


def grouped(number: int) -> str:
    """A whole number with its figures in groups of three."""
    return f"{number:,}".replace(",", "\u00a0")


def growth(before: Cabinet, after: Cabinet) -> str:
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
