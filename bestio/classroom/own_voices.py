"""The voices that a class has once it may record: files of the workspace, or where a server keeps its bank, of its own.

A file of the same name wins: so a teacher changes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bestio.classroom.store import Store
from bestio.errors import BestioError, Report
from bestio.i18n import _
from bestio.library import Library

if TYPE_CHECKING:
    from bestio.speech.voice import Voice


def every_voice(library: Library, store: Store, report: Report) -> dict[str, Voice]:
    """Every voice of `library` and of the classes whose voices a server keeps, by id, sorted."""
    from bestio.speech.voice import load_voices

    return dict(sorted((on_server(store) | load_voices(library, report)).items()))


def on_server(store: Store) -> dict[str, Voice]:
    """The voices of the classes of `store` whose banks a server keeps; none of files, nor where it does not answer."""
    if store.server is None:
        return {}
    try:
        known = set(store.classes())
        found = [voices_of(name, store.title_of(name)) for name in store.server.banks.classes() if name in known]
    except (BestioError, OSError):
        return {}
    return {voice.id: voice for both in found for voice in both}


def voices_of(class_id: str, title: str) -> tuple[Voice, Voice]:
    """The two voices that a class has once it may record: that of its recordings, and everybody's."""
    from bestio.speech.voice import EVERYBODY, Recorded, Voice

    one, every = (f"{prefix}-{class_id}"[:24].rstrip("-") for prefix in ("nos", "tous"))
    return (
        Voice(
            id=one,
            title=_("The voices of {name}").format(name=title)[:60],
            description=_("Put together from what the class has recorded; a machine fills in."),
            engine="recorded",
            recorded=Recorded(bank=class_id),
        ),
        Voice(
            id=every,
            title=_("Everybody’s voice, {name}").format(name=title)[:60],
            description=_("Each word is said by another pupil."),
            engine="recorded",
            recorded=Recorded(bank=class_id, who=EVERYBODY, level=3),
        ),
    )
