"""A creature and some phrases for nobody, made before the class comes: what they need is then there once for all."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import tempfile
from itertools import product
from pathlib import Path
from typing import get_args

from bestio.classroom.store import Store
from bestio.classroom.table import Classroom
from bestio.creation.trait_effects import labels_on
from bestio.journal.journal import Journal
from bestio.language.french import Gender
from bestio.phrases.machine import NoPhrase
from bestio.serve.class_app import ClassApp, ClassServices
from bestio.serve.loudspeaker import Loudspeaker
from bestio.serve.order import Order
from bestio.studio.creature import MOST_PASSING
from bestio.studio.studio import Studio
from bestio.tui.services import Services

NOBODY = "Zig"
NO_CLASS = "essai"
WORDS = "Le hibou du port compte ses boulons. Qui a rallumé la lampe ? La marée monte sur le quai."
PHRASES = 10
"""How many are made: what is run some times is faster from then on, and the apps have that in common too."""

SIZE = (80, 24)
"""Columns and rows in which it is looked at."""
SOON = 0.02  # seconds between two looks whether it stands there
LONGEST = 10.0
"""Seconds that an app for nobody may take."""


def rehearse(services: Services) -> None:
    """Read the starter texts into `services`, and make phrases of them. Nothing of it stays on the disk.

    Raises OSError where there is no room for temporary files, BestioError where the installation is broken.
    """
    with tempfile.TemporaryDirectory(prefix="bestio-") as folder:
        store = Store(Path(folder), services.clock)
        with store.new(NOBODY, NO_CLASS) as journal:
            _work(services, journal)
        store.open(journal.path, read_only=True).close()  # one that goes on reads what was written


def _work(services: Services, journal: Journal) -> None:
    studio = Studio(journal, services, services.random, classmates=())  # no server is asked for a class of nobody's
    studio.begin()
    for slot, gender in product(studio.catalog.slots, get_args(Gender)):
        labels_on(studio.catalog, slot, gender, MOST_PASSING)
    machine = studio.machine()
    services.indexes.append(machine.index)
    for _phrase in range(PHRASES):
        with contextlib.suppress(NoPhrase):
            studio.make_phrase(machine)
    studio.write_text("t1", NOBODY, WORDS)
    for _phrase in range(PHRASES):  # where a group has words of its own, they lead
        with contextlib.suppress(NoPhrase):
            studio.make_phrase(studio.machine())


def rehearse_app(services: ClassServices) -> None:
    """Let nobody come in to a creature: the styles that are found for what stands there are then known to all apps.

    Nothing of it is shown, said or kept, and all of it has ended afterwards. Raises OSError where there is no room for
    temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="bestio-") as folder:
        nobodys = copy.copy(services)  # what was read stays common; what is opened is its own
        nobodys.__dict__.pop("gate", None)
        nobodys.loudspeaker = Loudspeaker()
        nobodys.store = Store(Path(folder), services.clock)
        nobodys.__dict__["classroom"] = Classroom(nobodys.store, Path(folder))  # no server is asked here either
        with nobodys.store.new(NOBODY, NO_CLASS) as journal:
            path = journal.path
        order = Order(NO_CLASS, str(path), *SIZE, seed=0, fresh=True)
        with contextlib.suppress(TimeoutError, asyncio.TimeoutError):
            asyncio.run(asyncio.wait_for(_come_in(ClassApp(services.library, nobodys, order)), LONGEST))


async def _come_in(app: ClassApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        while not app.arrival.over:
            await pilot.pause(SOON)
        await pilot.pause(SOON)
