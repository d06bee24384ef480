"""The sounds of the pages by their addresses, as files that a browser asks for in parts."""

from __future__ import annotations

from aiohttp import web

from bestio.activities.engine import Activity
from bestio.serve.lines import sitting
from bestio.session.actions.parameters import phrase_named, voice_named
from bestio.session.session import Session
from bestio.speech.voice import Voice
from bestio.studio.duet import voice_of


def said_at(session: Session, what: str, activity: Activity | None) -> tuple[str, Voice]:
    """The text and the voice of a sound by its address. Raises HTTPNotFound, BestioError."""
    studio = session.studio
    kind, _slash, name = what.partition("/")
    if what == "presentation":
        return studio.introduction(), studio.voice().voice
    if what == "essai":
        return studio.trial_text(), studio.voice().voice
    if kind == "voix":
        return studio.trial_text(), voice_named(session, (name,))
    if kind == "duo":
        lines = {line.id: line for said in session.creation.duets.values() for line in said}
        if name in lines:
            return lines[name].text, voice_of(lines[name], studio)
    elif kind == "option" and activity is not None:
        options = getattr(sitting.seated(activity, session).view(), "options", ())
        place = int(name) if name.isascii() and name.isdigit() and len(name) < 4 else -1
        if 0 <= place < len(options) and (heard := options[place].heard) is not None:
            return str(heard[0]), heard[1]
    elif not name and what in session.creation.phrases:
        return phrase_named(session, (what,)).shown, studio.voice().voice
    raise web.HTTPNotFound


def part_of(request: web.Request, sound: bytes) -> web.Response:
    """A sound, or the part of it that a browser asks for."""
    headers = {"Accept-Ranges": "bytes"}
    try:
        wanted = request.http_range
    except ValueError:
        wanted = slice(None)
    start, stop, _step = wanted.indices(len(sound))
    if (wanted.start, wanted.stop) == (None, None) or start >= stop:
        return web.Response(body=sound, content_type="audio/mpeg", headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(sound)}"
    return web.Response(status=206, body=sound[start:stop], content_type="audio/mpeg", headers=headers)
