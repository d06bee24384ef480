"""Signing in percentages: a hundred points shared between all who made the kept phrases, then the program’s count."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.classroom.table import balance_of
from bestio.creation.authors import account_of
from bestio.creation.fold import Creation
from bestio.i18n import N_, _
from bestio.language.typography import percent

WHO = {
    "own": N_("Our group"),
    "classmates": N_("Other groups"),
    "starters": N_("Starter texts"),
    "machine": N_("Machine, chance"),
    "makers": N_("Programmers"),
}
WHOLE = 100


def counted(creation: Creation) -> dict[str, float]:
    """The part (0..1) of the words of the kept phrases that the program counts for each of WHO."""
    balance = balance_of(creation)
    return {
        "own": balance.own + balance.hand, "classmates": balance.classmates, "starters": balance.starters,
        "machine": 0.0, "makers": 0.0,
    }  # fmt: skip


def drawn(creation: Creation) -> dict[str, float]:
    """The part (0..1) of the words that each has put one after the other: `machine`, `die`, `pupil`; {} for none."""
    account = account_of(creation.kept_phrases, creation.group)
    tally, total = account.tally, account.words
    if not total:
        return {}
    machine = tally.machine + tally.tic + tally.wanted
    return {"machine": machine / total, "die": tally.die / total, "pupil": (tally.pupil + account.hand) / total}


def describe_drawn(creation: Creation) -> str:
    """Who put the words of the kept phrases one after the other, in a sentence; "" where there are none."""
    found = drawn(creation)
    if not found:
        return ""
    return _("Put one after the other: by the machine {machine}, by the die {die}, by you {pupil}.").format(
        **{who: percent(part) for who, part in found.items()}
    )


def describe_left(parts: Mapping[str, int]) -> str:
    """How many points are still to be given, or are too many."""
    left = WHOLE - sum(parts.values())
    if left > 0:
        return _("{n} points left to give.").format(n=left)
    if left < 0:
        return _("{n} points too many.").format(n=-left)
    return ""


def signature_note(parts: Mapping[str, int], reason: str) -> str:
    """What the group's notes keep of its signature."""
    signed = ", ".join(f"{_(label)} {percent(parts[key] / WHOLE)}" for key, label in WHO.items())
    return _("Our signature: {parts}.").format(parts=signed) + (f"\n{reason}" if reason else "")
