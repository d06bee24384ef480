"""Signing in percentages: a hundred points shared between all who made the kept phrases, then the program’s count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bestio.i18n import N_, _
from bestio.workshop.classroom import balance_of
from bestio.workshop.creation import Creation

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
    hows = Counter(str(step.get("how", "machine")) for phrase in creation.kept_phrases for step in phrase.steps)
    total = sum(hows.values())
    if not total:
        return {}
    machine = hows["machine"] + hows["tic"] + hows["wanted"]
    return {"machine": machine / total, "die": hows["die"] / total, "pupil": hows["pupil"] / total}


def told_left(parts: Mapping[str, int]) -> str:
    """How many points are still to be given, or are too many."""
    left = WHOLE - sum(parts.values())
    if left > 0:
        return _("{n} points left to give.").format(n=left)
    if left < 0:
        return _("{n} points too many.").format(n=-left)
    return ""


def signature_note(parts: Mapping[str, int], reason: str) -> str:
    """What the group's notes keep of its signature."""
    signed = ", ".join(f"{_(label)} {parts[key]} %" for key, label in WHO.items())
    return _("Our signature: {parts}.").format(parts=signed) + (f"\n{reason}" if reason else "")
