"""What can happen to a creation: one class a kind of event.

A class (`kind.Kind`) holds all there is to know of its kind: the shape of the values, what it does to a creation, what
it is called, how it is told, whether one can jump to it and whether undo takes it back. `registry.KINDS` lists them.
"""

from bestio.creation.events.event import JOINED, MAX_NESTING, Event, Refused, is_too_deep, plain
from bestio.creation.events.registry import KINDS, read

__all__ = ["JOINED", "KINDS", "MAX_NESTING", "Event", "Refused", "is_too_deep", "plain", "read"]
