"""What people call the slots, traits, voices and activities of a library, for captions and stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bestio.persona.cabinet import Cabinet
from bestio.speech.voice import Voice
from bestio.workshop.events.names import Names
from bestio.workshop.plan import Sequence


def names_of(cabinet: Cabinet, voices: Mapping[str, Voice], sequences: Iterable[Sequence] = ()) -> Names:
    """The names of everything in `cabinet`, `voices` and `sequences`."""
    return Names(
        slots=dict(cabinet.titles),
        traits={ref: trait.label for traits in cabinet.slots.values() for ref, trait in traits.items()},
        voices={key: voice.title for key, voice in voices.items()},
        activities={
            (seance.id, activity.id): activity.title for sequence in sequences for seance, activity in sequence.steps()
        },
        wheels={slot: tuple(traits) for slot, traits in cabinet.slots.items()},
    )
