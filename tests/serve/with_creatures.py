"""Creations that ship, as groups of the class that is served; two of them have answered each other."""

from __future__ import annotations

import time
from random import Random

from bestio.classroom.bundle import import_creation
from bestio.classroom.finding import samples
from bestio.session.actions import phrases
from bestio.session.session import Session
from bestio.studio.duet import parts_of, take_turns
from bestio.studio.studio import Studio
from bestio.studio.workspace import Workspace
from tests.serve.conftest import Served

BOULONS, MEDUSES, DUET = "les-boulons-bavards", "les-meduses-du-fond", "d1"


def bring_creatures(served: Served) -> None:
    """Let two groups with whole creations be in the class."""
    library = served.library
    workspace = Workspace(library, time.time, print)
    class_id = served.server.room.class_id
    paths = {
        entry.id: import_creation(entry.path, workspace.store, class_id, library).path
        for entry in samples(library)
        if entry.id in {BOULONS, MEDUSES}
    }
    with workspace.store.open(paths[BOULONS]) as journal:
        studio = Studio(journal, workspace, Random(3), classmates=())
        parts = parts_of(studio, [paths[MEDUSES]], workspace.store)
        lines = list(take_turns(parts, studio.new_seed, DUET, rounds=1))
        Session(studio, workspace.store).perform(phrases.duet, lines=lines)
