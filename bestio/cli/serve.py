"""`bestio serve`: a whole class in browsers, from this computer; and the processes that its apps are."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

import msgspec

from bestio.classroom.store import Store
from bestio.cli.output import say, tell
from bestio.cli.serve_options import HERE, Asked, Wanted
from bestio.cli.unforeseen import told
from bestio.errors import BestioError, UsageError, reason_of
from bestio.i18n import _
from bestio.library import SCOPE, STORE, Library, open_library
from bestio.studio.workspace import Workspace

if TYPE_CHECKING:
    from bestio.serve.openid.provider import Provider
    from bestio.serve.server import ClassServer
    from bestio.serve.starting import Starter
    from bestio.speech.worker_client import Give

EVERYWHERE = "0.0.0.0"
LOOKS = "48"
"""How often a second an app looks whether something is to be painted, see `class_app.FRAMES`."""
VOICES = "BESTIO_VOICES"
"""What the address of who speaks for all apps is called in their environment."""


def serve(wanted: Wanted, *, trial: bool) -> int:
    """Serve the class until the program is asked to end; every app then saves. `trial`: try it only, and tell."""
    asked = wanted.asked
    if trial:
        from bestio.cli.serve_trial import try_out  # noqa: PLC0415 (only where it is asked for)

        return try_out(asked._replace(address=""))
    library = open_library(wanted.home, wanted.environment)
    store = Store.of(library, time.time)
    class_id = store.class_to_use(wanted.class_name)
    if store.shared is not None:
        store.shared.close()  # what serves has a connection of its own
    try:
        return asyncio.run(_serve(library, class_id, asked))
    except OSError as error:
        raise UsageError(
            _("Nothing can be served at port {port}: {reason}.").format(port=asked.port, reason=reason_of(error)),
            hint=_("Perhaps another Bestio serves there already; if not, choose another one: --port 8001"),
        ) from error


@contextlib.asynccontextmanager
async def class_server(library: Library, class_id: str, asked: Asked) -> AsyncIterator[ClassServer]:
    """A server that does not serve yet, with what it needs; all of it ends with the block.

    What a server keeps is asked for with the scope of the class, here and in every process that is started from here.
    """
    from bestio.cli.speaking import AudioOutput  # noqa: PLC0415
    from bestio.cli.store import tell_where_nothing_keeps_apart  # noqa: PLC0415
    from bestio.serve.door import class_code, cookie_of, read_key, shared_key  # noqa: PLC0415 (only this command needs a server)
    from bestio.serve.limits import Limits  # noqa: PLC0415
    from bestio.serve.lines.sounds import Sounds  # noqa: PLC0415
    from bestio.serve.lines.writer import Writer  # noqa: PLC0415
    from bestio.serve.network import network_of, room_addresses  # noqa: PLC0415
    from bestio.serve.room import Room  # noqa: PLC0415
    from bestio.serve.server import ClassServer  # noqa: PLC0415
    from bestio.serve.teacher_door import OF  # noqa: PLC0415
    from bestio.serve.teaching import Teaching  # noqa: PLC0415
    from bestio.serve.tls import secure  # noqa: PLC0415
    from bestio.speech.voice import load_voices

    tls = secure(*asked.https) if asked.https is not None else None
    library = replace(library, scope=class_id)
    workspace = Workspace(library, time.time, lambda problem: tell(str(problem)))
    store = workspace.store
    store.groups(class_id)  # where the server that keeps them goes away later, what was seen goes on being shown
    if store.shared is not None:  # of those that the server keeps, only its own class's, which are asked for again
        tell_where_nothing_keeps_apart(store.shared)
        workspace.voices = load_voices(library, workspace.report)
    key = read_key(library.cache) if store.shared is None else shared_key(store.shared, class_id)
    provider = provider_of(asked, store)
    starter = starter_for(library, workspace.banks.give)
    starter.begin()
    aloud = AudioOutput(library, store)
    sounds = Sounds(lambda: AudioOutput(library, store), time.monotonic)
    names = ([*room_addresses(), socket.gethostname().lower()] if asked.lan else []) or [HERE]
    limits = msgspec.convert(asked.limits, Limits)
    try:
        yield ClassServer(
            lambda server: Room(store, class_id, starter, server.download_manager, SystemRandom(), asked.limit, limits),
            key=key,
            code=class_code(key, class_id, time.strftime("%Y-%m-%d")),
            teacher_code=class_code(key, OF + class_id, time.strftime("%Y-%m-%d")),
            names=names,
            port=asked.port,
            now=time.time,
            clock=time.monotonic,
            teaching=Teaching(workspace, class_id, aloud.render, aloud.pronounce),
            writer=Writer(workspace, class_id, SystemRandom, sounds),
            tls=tls,
            address=asked.address,
            watchers=[network for one in asked.watchers if (network := network_of(one)) is not None],
            cookie=cookie_of(class_id) if store.shared is not None else "",
            provider=provider,
        )
    finally:
        aloud.close()
        if provider is not None:
            await provider.close()
        await starter.close()


def hosts_of(asked: Asked) -> list[str]:
    """The addresses of this machine that are listened at."""
    return [EVERYWHERE if asked.lan else HERE]


async def _serve(library: Library, class_id: str, asked: Asked) -> int:
    async with class_server(library, class_id, asked) as server:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with contextlib.suppress(NotImplementedError, AttributeError):  # Windows: Ctrl+C cancels what runs
                loop.add_signal_handler(getattr(signal, name), stop.set)
        asking: list[asyncio.Task[None]] = []

        def ready() -> None:
            _announce(server, asked)
            if server.provider is not None:
                asking.append(asyncio.create_task(_tell_provider(server.provider)))

        with contextlib.suppress(asyncio.CancelledError):
            await server.run(hosts_of(asked), stop, ready)
        for one in asking:
            one.cancel()
    tell(_("Everything is saved."))
    return 0


def _announce(server: ClassServer, asked: Asked) -> None:
    from bestio.serve.pages import address_drawing  # noqa: PLC0415

    best = server.addresses[0]
    say(address_drawing(f"{best}/?code={server.code}"))
    say(_("The class: {title}").format(title=server.room.title))
    say(_("The address: {addresses}").format(addresses="  ".join(server.addresses)))
    say(_("The code of the class: {code}").format(code=server.code))
    say(_("Your page: {address}").format(address=f"{asked.own}/prof"))
    if server.room.shared is not None:
        say(_("From another computer, your page asks for your own code: {code}").format(code=server.teacher_code))
    say(_("Large, for the wall: {address}").format(address=f"{asked.own}/projecteur"))
    if not asked.lan:
        say(_("Only for this computer. For the other devices of the room: --lan"))
    say(_("Ctrl+C ends it, and saves everything."))
    sys.stdout.flush()


def provider_of(asked: Asked, store: Store) -> Provider | None:
    """The provider of identities that was named, where one was. Raises UsageError."""
    if asked.openid is None:
        return None
    os.environ.pop(asked.openid.secret, None)  # it is no business of what is started from here: apps, who speaks
    if store.shared is None:
        raise UsageError(
            _("Teachers come in by a provider only where a server keeps the creations; here, files do."),
            hint=_("Name the server, or leave “openid” away in the file of settings."),
        )
    try:
        from bestio.serve.openid.provider import Provider  # noqa: PLC0415 (only where it is asked for)
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "bestio":
            raise
        raise UsageError(
            _("What speaks to a provider of identities is not installed here."),
            hint=_("Install it: pip install bestio[academy]"),
        ) from error
    return Provider(asked.openid, asked.secret, time.time, time.monotonic)


async def _tell_provider(provider: Provider) -> None:
    """Say whether the provider answers, once; teachers who come in ask it anew."""
    issuer = provider.registration.issuer
    try:
        await provider.answers()
    except BestioError as error:
        tell(_("The provider {issuer}: {problem}").format(issuer=issuer, problem=error.message))
        tell(_("Teachers come in by a link and a code meanwhile; it is asked again when somebody wants to."))
    else:
        say(_("The provider {issuer} answers: teachers come in with their accounts, too.").format(issuer=issuer))
        sys.stdout.flush()


def starter_for(library: Library, give: Give | None = None) -> Starter:
    """What starts the apps of this workspace. `give`: see `worker_client.Give`."""
    from bestio.serve.forks import CAN_FORK  # noqa: PLC0415
    from bestio.serve.starting import ForkStarter, SpawnStarter, WithVoices  # noqa: PLC0415
    from bestio.serve.voices import CAN_SHARE, SharedVoices  # noqa: PLC0415
    from bestio.speech.process import worker_command  # noqa: PLC0415

    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in {"NO_COLOR", "TEXTUAL_DRIVER", STORE, SCOPE}
        },
        "TEXTUAL_FPS": LOOKS,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        # What an app has done with goes back to the system, on Linux: a third of what it would take else.
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": "65536",
        "MALLOC_TRIM_THRESHOLD_": "65536",
        "OPENBLAS_NUM_THREADS": "1",  # a process that is copied has one thread
        "BESTIO_HOME": str(library.workspace),
        **({STORE: library.store, SCOPE: library.scope} if library.store else {}),
    }
    voices = SharedVoices([library.own("voices")], give=give) if CAN_SHARE else None
    if voices is not None:
        environment[VOICES] = str(voices.address)
    starter: Starter = (ForkStarter if CAN_FORK else SpawnStarter)(worker_command("bestio.cli.serve"), environment)
    return WithVoices(starter, voices) if voices is not None else starter


def main() -> None:
    """Be the process that is copied for each app, or an app, as the argument says: a channel's number, or an order."""
    from bestio.serve.class_app import ClassServices, run_class_app  # noqa: PLC0415
    from bestio.serve.forks import next_order  # noqa: PLC0415
    from bestio.serve.judging import LISTEN, give_way, judge_all  # noqa: PLC0415
    from bestio.serve.order import read_order  # noqa: PLC0415
    from bestio.serve.rehearsal import rehearse, rehearse_app  # noqa: PLC0415
    from bestio.speech.channel import private_channel  # noqa: PLC0415

    asked = sys.argv[1]
    address = os.environ.get(VOICES)
    services = ClassServices(
        open_library(None, os.environ), SystemRandom(), time.time, voices=Path(address) if address else None
    )
    order: bytes | None = asked.encode()
    if asked.isdigit():
        services.share()
        with contextlib.suppress(BestioError, OSError):  # told by the first app that needs what is amiss
            rehearse(services)
            rehearse_app(services)
        if services.store.shared is not None:  # the apps each have a connection of their own
            services.store.shared.close()
        order = next_order(socket.socket(fileno=int(asked)))
    if order == LISTEN:
        give_way()
        judge_all(services.understood_here(), *private_channel())
    elif order is not None and (failure := run_class_app(services.library, services, read_order(order))) is not None:
        tell(told(failure))
