"""Ways into a creation from anywhere in the app: a new one, one that was begun, one seen again, and its preview."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.worker import Worker

from bestio.creation.replay_context import Loop
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.journal.journal import JournalBusy
from bestio.session.actions import notes
from bestio.session.session import Session
from bestio.studio.studio import Studio
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.text import plain

if TYPE_CHECKING:
    from bestio.creation.replay_context import ReplayOptions
    from bestio.persona.portrait import Look
    from bestio.tui.house import House
    from bestio.tui.services import Services


async def begin(app: House, services: Services) -> None:
    """A new creature in the only class; where there are several, ask in which, the one at work last first."""
    classes = services.store.classes_in_use()
    if len(classes) < 2:
        await _begin(app, services, class_id=services.store.class_for_new())
        return

    def chosen(class_id: str | None) -> None:
        if class_id is not None:
            app.call_later(app.do, lambda services: _begin(app, services, class_id=class_id))

    options = [(class_id, plain(services.store.title_of(class_id))) for class_id in classes]
    app.push_screen(PickOne(_("Which class is the new creature in?"), options), chosen)


async def _begin(app: House, services: Services, *, class_id: str) -> None:
    screen = WorkshopScreen(services, services.begin(class_id))
    await app.push_screen(screen)
    screen.introduce()
    if not app.welcomed:
        app.keep_welcomed()
        await app.tour()


async def open_creation(app: House, services: Services, *, path: Path, read_only: bool) -> None:
    """Open the creation of `path`; where another window has it, offer to look on."""

    def look_on(yes: bool | None) -> None:
        if yes:
            _seen: Worker[None] = app.run_worker(partial(app.go_on, path, read_only=True))

    try:
        journal = services.store.open(path, read_only=read_only)
    except JournalBusy as error:
        detail = _("You may look on, without changing anything.")
        app.push_screen(AskYes(error.message, detail=detail, yes=_("Look on")), look_on)
        return
    studio = services.studio(journal)
    if not journal.creation.begun and not journal.read_only:
        studio.begin()
    await app.push_screen(WorkshopScreen(services, studio))


async def open_replay(app: House, services: Services, *, watch: Path | ReplayOptions | Loop) -> None:
    """Play a creation again, or several for ever, without writing anything. Raises BestioError."""
    from bestio.tui.screens.kiosk import KioskScreen  # noqa: PLC0415 (few ever ask for it)
    from bestio.tui.screens.replay import ReplayScreen  # noqa: PLC0415

    screen = KioskScreen(services, watch) if isinstance(watch, Loop) else ReplayScreen(services, watch)
    await app.push_screen(screen)


def preview(services: Services, path: Path | None) -> tuple[Look | None, Content]:
    """The portrait and the caption of a creation; of nobody yet where `path` is None."""
    if path is None:
        return services.stranger(), Content(_("Who will it be?"))
    try:
        with services.look_at(path) as journal:
            creation = journal.creation
    except BestioError as error:
        return None, plain(error.message)
    return services.look(creation), plain(creation.name)


async def rename_group(app: House, services: Services, *, path: Path, done: Callable[[], Any]) -> None:
    """Ask for another pseudonym of the group that writes `path`."""

    def named(name: str | None) -> None:
        if not name:
            return
        try:
            with services.store.open(path) as journal:
                studio = Studio(journal, services, services.random, classmates=())
                Session(studio, services.store).perform(notes.group, name=name)
                if journal.trouble is not None:
                    raise journal.trouble.error()
        except BestioError as error:
            app.complain(error)
        done()

    app.push_screen(AskLine(_("The group’s name"), hint=_("A made-up name: never a real one."), most=40), named)
