"""Where an invented voice comes from, in words: its parents, and theirs, as far as anybody knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from bestio.creation.events import Event
from bestio.i18n import _, ngettext
from bestio.speech.differences import ancestry
from bestio.speech.voice import Voice, from_recipe


def describe_family(voice: Voice, voices: Mapping[str, Voice], events: Iterable[Event]) -> tuple[str, ...]:
    """The forebears of `voice`, one line a generation; nothing for a voice that nobody invented.

    They are looked up among `voices`, and among those that the group has had on the way, in the journal's `events`.
    """
    if voice.lineage is None:
        return ()
    lines = [_("a mutation") if voice.lineage.how == "mutate" else _("a crossing of two voices")]
    known = {**_had(events), **voices}
    for generation, found in groupby(ancestry(voice, known), key=lambda pair: pair[0]):
        names = ", ".join(name for _generation, name in found)
        if generation == 1:
            lines.append(_("child of: {names}").format(names=names))
        else:
            lines.append(
                ngettext("{n} generation ago: {names}", "{n} generations ago: {names}", generation).format(
                    n=generation, names=names
                )
            )
    return tuple(lines)


def _had(events: Iterable[Event]) -> dict[str, Voice]:
    """The voices that the group has tuned or invented, by id, the newest of each."""
    recipes = (
        from_recipe(event.data.get("voice"), lambda _problem: None) for event in events if event.do == "voice.tune"
    )
    return {voice.id: voice for voice in recipes if voice is not None}
