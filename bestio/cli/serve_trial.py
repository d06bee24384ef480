"""`bestio serve --essai`: tries a class that nobody is in, as a browser would, and tells what works."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from bestio.cli.output import say
from bestio.cli.serve import class_server, hosts_of
from bestio.cli.serve_options import Asked
from bestio.errors import reason_of
from bestio.i18n import _
from bestio.library import STORE, open_library

_CLASS = "essai"


def try_out(asked: Asked) -> int:
    """Try it in a workspace that is gone afterwards; 0 where all of it works, else 1."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        works = asyncio.run(_try_out(Path(folder), asked))
    say(_("All of it works on this computer.") if works else _("Something does not work: see above."))
    _tell_what_to_check(asked)
    return 0 if works else 1


async def _try_out(home: Path, asked: Asked) -> bool:
    from bestio.serve.network import room_addresses  # noqa: PLC0415
    from bestio.serve.trial import Trial, Tried, reached  # noqa: PLC0415 (only this command needs a client)

    def told(one: Tried) -> bool:
        mark = "✓" if one.works else "✗"
        seconds = _("{n} s").format(n=f"{one.seconds:.1f}".replace(".", ",")) if one.seconds else ""
        say(" ".join(filter(None, (mark, one.what, f"({seconds})" if seconds else ""))))
        if one.told:
            say(f"  → {one.told}")
        return one.works

    library = open_library(home, {**os.environ, "BESTIO_HOME": str(home), STORE: ""})  # nobody's creations
    async with class_server(library, _CLASS, asked) as server:
        stop, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(server.run(hosts_of(asked), stop, ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            if not ready.is_set():
                hint = _("Perhaps another Bestio serves there already; if not, choose another one: --port 8001")
                error = running.exception()
                reason = reason_of(error) if isinstance(error, OSError) else str(error)
                return told(Tried(_("Port {port} is free").format(port=asked.port), False, 0.0, f"{reason}. {hint}"))
            works = told(Tried(_("Port {port} is free").format(port=asked.port), True))
            async for one in Trial(asked.own, server.code).run():
                works = told(one) and works
            for address in server.addresses if asked.lan else []:
                works = told(await reached(address)) and works
            if asked.lan and not room_addresses():
                works = told(
                    Tried(_("This computer is in a network"), False, told=_("Connect it to the Wi-Fi of the room."))
                )
            return works
        finally:
            stop.set()
            await asyncio.wait({running})


def _tell_what_to_check(asked: Asked) -> None:
    from bestio.serve.advice import advice  # noqa: PLC0415

    if not asked.lan:
        say(_("Only this computer was tried. For the other devices of the room: bestio serve --essai --lan"))
        return
    say(_("What only a device of the room can show: open one of the addresses there. Where nothing comes:"))
    for what, how in advice():
        say(f"- {what} {how}")
