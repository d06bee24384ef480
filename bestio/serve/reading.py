"""How a browser reads: in easy letters or the usual ones. It keeps that itself, in a cookie that says nothing else.

Every page asks for one more style, which holds something for whoever reads easily and nothing for the others: so pages
are made alike, and what is chosen holds in all of them, with a script or without.
"""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from aiohttp import web

from bestio.i18n import _

WAY = "lecture"
"""The cookie, and the field of the form that sets it."""
EASY, USUAL = "aisee", "habituelle"
ADDRESS, STYLE = "/lecture", "/lecture.css"
BACK = "retour"
LASTS = 180 * 24 * 3600
"""Seconds for which a browser keeps it: longer than the workshops go on."""
_LINES = re.compile(r"/lignes/[a-z]+(/[A-Za-z0-9_.:-]{1,60})?")
_LINK = re.compile(r"/prof/lien/[A-Za-z0-9_-]{32}")
_OURS = ("/groupes", "/reseau", "/prof", "/prof/papier", "/projecteur", "/voix")
_PLACES = {**{one: one for one in _OURS}, "/prof/entrer": "/prof"}
"""Where one can come from, and where one is led back to; from anywhere else, to the door."""


class Reading:
    """What browsers have chosen; `usual`: whether those read easily that have not. `secure`: only over HTTPS."""

    def __init__(self, *, usual: bool, secure: bool) -> None:
        self._usual = usual
        self._secure = secure
        self._style = files("bestio.serve").joinpath("static", "lecture.css").read_text(encoding="utf-8")

    def routes(self) -> list[web.RouteDef]:
        """Where it is chosen, and what comes of it."""
        return [web.get(STYLE, self.handle_style), web.post(ADDRESS, self.handle_choice)]

    def is_easy(self, request: web.Request) -> bool:
        """Whether whoever asks reads easily."""
        chosen = request.cookies.get(WAY)
        return chosen == EASY if chosen in {EASY, USUAL} else self._usual

    async def handle_style(self, request: web.Request) -> web.Response:
        """The style of easy reading; nothing for the others. It is asked for again with every page."""
        return web.Response(text=self._style if self.is_easy(request) else "", content_type="text/css")

    async def handle_choice(self, request: web.Request) -> web.Response:
        """A browser wants to read so from now on, and goes on where it was."""
        given = await request.post()
        chosen, back = given.get(WAY), given.get(BACK)
        if chosen not in {EASY, USUAL}:
            raise web.HTTPBadRequest
        where = _back(back if isinstance(back, str) else "", request.headers.get("Referer", ""))
        response = web.Response(status=303, headers={"Location": where})
        response.set_cookie(
            WAY, str(chosen), max_age=LASTS, httponly=True, samesite="Strict", secure=self._secure
        )  # fmt: skip
        return response


def _back(asked: str, referer: str) -> str:
    """Where to go on: only ever a page of ours."""
    if _LINES.fullmatch(asked):
        return asked
    came = urlsplit(referer)
    place = came.path if _LINK.fullmatch(came.path) else _PLACES.get(came.path, "/")
    return f"{place}?vers=lignes" if "vers=lignes" in came.query.split("&") else place


def choice(back: str = "") -> str:
    """The form by which easy reading is chosen, as HTML: of its two buttons the style shows the one that changes it."""
    return (
        f'<form class="reading" method="post" action="{ADDRESS}">'
        f'<input type="hidden" name="{BACK}" value="{escape(back)}">'
        f'<button class="to-easy" name="{WAY}" value="{EASY}">{escape(_("Easy reading"))}</button>'
        f'<button class="to-usual" name="{WAY}" value="{USUAL}">{escape(_("The usual reading"))}</button></form>'
    )
