"""The page by which a tablet records for the class's own voices: only where the class may, and nothing too large."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import BodyPartReader, web

from bestio.classroom.recorded_voices import NotAllowed
from bestio.errors import BestioError, UsageError
from bestio.i18n import _, ngettext
from bestio.serve.pages import page, told_page
from bestio.serve.recorder import Recorder
from bestio.speech.recorded.intake import LONGEST_LINE, read_list

if TYPE_CHECKING:
    from bestio.classroom.store import Entry
    from bestio.serve.teaching import Teaching

LARGEST_SOUND = 16 << 20
"""Bytes of a recording: five minutes as a page makes it."""
LARGEST_WORDS = 16 << 10
MOST_AT_ONCE = 3
UPLOAD = 120.0
"""Seconds that a recording may be on its way."""
ALL = "*"
_TOLD = 6
_CHUNK = 64 << 10


class VoicesPages:
    """Where a group records. `group_of`: which group asks; None for whoever has not come in."""

    def __init__(self, teaching: Teaching, group_of: Callable[[web.Request], Awaitable[Entry | None]]) -> None:
        self.recorder = Recorder(teaching)
        self._group_of = group_of
        self._turn = asyncio.Semaphore(MOST_AT_ONCE)

    def routes(self) -> list[web.RouteDef]:
        """Where the page is."""
        return [web.get("/voix", self.handle_page), web.post("/voix", self.handle_sound)]

    async def handle_page(self, request: web.Request) -> web.Response:
        """The words to say, and the line for a recording; where the class may not record, why."""
        group = await self._group_of(request)
        if group is None:
            return web.Response(status=303, headers={"Location": "/"})
        return await self._page(group)

    async def handle_sound(self, request: web.Request) -> web.Response:
        """A recording, and what is said in it."""
        group = await self._group_of(request)
        if group is None:
            raise web.HTTPNotFound
        said: dict[str, str] = {}
        try:
            await asyncio.to_thread(self.recorder.need_open)  # before a byte of anybody's voice is kept
            async with self._turn:
                with tempfile.TemporaryDirectory() as folder:
                    async with asyncio.timeout(UPLOAD):
                        sound = await _read(request, Path(folder), said)
                    texts = _texts(said)
                    heard = await asyncio.to_thread(self.recorder.take, sound, texts, said.get("who", ""), group.id)
        except TimeoutError:
            return await self._page(group, trouble=_("The recording did not come in time. Try a shorter one."))
        except BestioError as error:
            return await self._page(group, who=said.get("who", ""), trouble=f"{error.message} {error.hint}".strip())
        told = ngettext("{n} word is in the bank: {words}", "{n} words are in the bank: {words}", len(heard.texts))
        shown = ", ".join(heard.texts[:_TOLD]) + (", …" if len(heard.texts) > _TOLD else "")
        lines = [told.format(n=len(heard.texts), words=shown or "–"), *heard.troubles[:_TOLD]]
        return await self._page(group, who=said.get("who", ""), told=lines)

    async def _page(
        self, group: Entry, *, who: str = "", told: list[str] | None = None, trouble: str = ""
    ) -> web.Response:
        try:
            await asyncio.to_thread(self.recorder.need_open)
            wanted = await asyncio.to_thread(self.recorder.wanted)
        except NotAllowed as error:
            message = _("{message} Ask your teacher.").format(message=error.message)
            html = told_page(_("Our voices"), message, ("/atelier", _("Back to the creature")))
            return web.Response(text=html, content_type="text/html", status=403)
        except BestioError as error:  # the page keeps what was recorded, to send it again
            html = told_page(_("Our voices"), f"{error.message} {error.hint}".strip(), ("/voix", _("Try again")))
            return web.Response(text=html, content_type="text/html", status=503)
        html = voices_page(group.group, wanted, who=who, told=told or [], trouble=trouble)
        return web.Response(text=html, content_type="text/html", status=409 if trouble else 200)


async def _read(request: web.Request, folder: Path, said: dict[str, str]) -> Path:
    """The sound, as a file in `folder`; what else the page says is put into `said`. Raises UsageError."""
    if not request.content_type.startswith("multipart/"):
        raise UsageError(_("This is no recording."))
    sound: Path | None = None
    room = LARGEST_WORDS
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise UsageError(_("This is no recording."))
        if part.name == "sound":
            sound = folder / "sound"
            await _keep(part, sound)
            continue
        data = b""
        while chunk := await part.read_chunk(_CHUNK):
            data += chunk
            if len(data) > room:
                raise UsageError(_("This is too long."))
        room -= len(data)
        said[part.name] = data.decode("utf-8", "replace")
    if sound is None or not sound.stat().st_size:
        raise UsageError(_("There is no recording in it."), hint=_("Touch the line, record, then send."))
    return sound


async def _keep(part: BodyPartReader, path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while chunk := await part.read_chunk(_CHUNK):
            size += len(chunk)
            if size > LARGEST_SOUND:
                raise UsageError(
                    _("This recording is too large."), hint=_("Record less at once: a word, or three minutes at most.")
                )
            await asyncio.to_thread(file.write, chunk)


def _texts(said: dict[str, str]) -> tuple[str, ...]:
    text = said.get("text", "")
    return read_list(said.get("list", "")) if text == ALL else read_list(text[:LONGEST_LINE])[:1]


def voices_page(group: str, wanted: list[str], *, who: str, told: list[str], trouble: str) -> str:
    """What to say, who says it, and where the recording goes."""
    alert = f'<p role="alert" class="trouble">{escape(trouble)}</p>' if trouble else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in told)
    told_now = f'<div role="status">{lines}</div>' if told else ""
    options = "".join(f'<option value="{escape(word)}">{escape(word)}</option>' for word in wanted)
    every = escape(_("The whole list, read from top to bottom, with a pause after each"))
    listed = "".join(f"<li>{escape(word)}</li>" for word in wanted)
    return page(
        _("Our voices"),
        f"<main><h1>{escape(_('Our voices'))}</h1><p>{escape(group)}</p>{alert}{told_now}"
        f"<p>{escape(_('Only if you wish, and always under a made-up name.'))}</p>"
        '<form method="post" action="/voix" enctype="multipart/form-data">'
        f'<label for="who">{escape(_("Who speaks (a made-up name)"))}</label>'
        f'<input id="who" name="who" class="plain" value="{escape(who or group)}" maxlength="40" required>'
        f'<label for="text">{escape(_("What is said"))}</label>'
        f'<select id="text" name="text">{options}<option value="{ALL}">{every}</option></select>'
        f'<input type="hidden" name="list" value="{escape(chr(10).join(wanted))}">'
        f'<label for="sound">{escape(_("The recording: touch here, then record or choose a file"))}</label>'
        '<input id="sound" name="sound" class="plain" type="file" accept="audio/*" capture required>'
        f'<button class="first">{escape(_("Send"))}</button>'
        f'<p id="wait" role="status" hidden>{escape(_("One moment…"))}</p><p id="again" role="alert" hidden>'
        f"{escape(_('This did not arrive. Your recording is still here: send it again in a moment.'))}</p></form>"
        f"<h2>{escape(_('The list'))}</h2><ol>{listed}</ol>"
        f'<p><a href="/atelier">{escape(_("Back to the creature"))}</a></p></main>',
        head='<script src="/static/voices.js" defer></script>',
    )
