"""What a group takes away from its pages as a file: the portrait, the colouring page, the creature’s page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from aiohttp import web
from msgspec import Struct

from bestio.errors import UsageError
from bestio.export.page.gather import gather, home_of
from bestio.export.page.markup import markup
from bestio.export.picture import COLOURING, to_colouring, to_png
from bestio.i18n import N_, _
from bestio.persona.portrait import FLAT, draw
from bestio.serve.lines.html import Html, el
from bestio.session.session import Session
from bestio.text.slug import slug

if TYPE_CHECKING:
    from bestio.speech.speech import Speech
    from bestio.speech.voice import Voice

TAKEN = "/emporter"
PICTURE_SCALE = 8
Render = Callable[[str, "Voice"], "Speech"]


class File(Struct, frozen=True):
    """A file: how its name ends, of which kind its bytes are, what it is called (a message id)."""

    ending: str
    kind: str
    called: str


FILES: Mapping[str, File] = {
    "portrait": File(".png", "image/png", N_("its portrait (a picture)")),
    "coloriage": File(COLOURING, "image/svg+xml", N_("its page to colour in, to print")),
    "page": File(".html", "text/html", N_("its page: who it is, its phrases with their sound, all its story")),
}
"""What can be taken away, by its address."""


def links() -> Html:
    """What can be taken away, each a link."""
    return el(
        "ul", (el("li", el("a", _(file.called), href=f"{TAKEN}/{key}", download=True)) for key, file in FILES.items())
    )


def take_away(session: Session, key: str, render: Render, *, easy: bool) -> web.Response:
    """A file by its address, as a browser saves it. Raises HTTPNotFound, and as `taken` does."""
    if key not in FILES:
        raise web.HTTPNotFound
    name, data = taken(session, key, render, easy=easy)
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=data, content_type=FILES[key].kind, headers=saved)


def taken(session: Session, key: str, render: Render, *, easy: bool = False) -> tuple[str, bytes]:
    """A file by its address: its name and its bytes. Raises UsageError where there is no creature, BestioError.

    `easy`: a page opens in easy reading.

    What is made of recorded voices stays in the class, where it goes with them: the page has no sound in its place.
    """
    studio = session.studio
    if not studio.creation.begun:
        raise UsageError(_("There is no creature yet."))
    name = slug(studio.creation.name, "creature") + FILES[key].ending
    if key == "portrait":
        return name, to_png(draw(studio.strips, studio.look()), scale=PICTURE_SCALE)
    if key == "coloriage":
        flat = draw(studio.strips, studio.look(), colours=FLAT)
        return name, to_colouring(flat, title=studio.creation.name).encode()

    def said(text: str, voice: Voice) -> Speech:
        speech = render(text, voice)
        return dataclasses.replace(speech, engine="silent") if speech.bank else speech

    return name, markup(gather(studio, home_of(studio), said), dys=easy).encode()
