"""All acts on a creation, in the order of the benches and as they stand in their modules."""

from __future__ import annotations

from collections.abc import Sequence

from bestio.session.actions import creature, notes, phrases, plan, texts, voice
from bestio.session.actions.action import Action

ACTIONS: Sequence[Action] = tuple(
    one
    for module in (creature, texts, phrases, voice, plan, notes)
    for one in vars(module).values()
    if isinstance(one, Action)
)
