"""What a browser sends by a form, within bounds, and where it is sent on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aiohttp import web

from bestio.serve.lines.fields import MOST_PAGE
from bestio.serve.lines.forms import BACK, ROOT
from bestio.serve.lines.offered import OFFERED
from bestio.session.actions.action import Action

LARGEST_POST = 4 * MOST_PAGE
"""Bytes of a form: a text of pupils, as a browser writes it."""
MOST_FIELDS = 120
PAGE = re.compile(r"[a-z]+(/[A-Za-z0-9_.:-]{1,60})?")
"""The address of a page, below that of all of them."""
_FORM = web.RequestKey("bestio.form", list[tuple[str, str]])


def offered(name: str) -> Action:
    """The act of that id. Raises HTTPNotFound where no page offers it."""
    action = OFFERED.get(name)
    if action is None:
        raise web.HTTPNotFound
    return action


async def form_of(request: web.Request) -> dict[str, list[str]]:
    """What a form of ours sends, as often as one asks. Raises HTTPException for anything else."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    sent = request.get(_FORM)
    if sent is None:
        posted = await request.clone(client_max_size=LARGEST_POST).post()
        sent = request[_FORM] = [(name, value) for name, value in posted.items() if isinstance(value, str)]
    return given_by(sent)


def given_by(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What was answered, by the names of fields. Raises HTTPBadRequest for more than a form of ours has."""
    given: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(pairs):
        if count >= MOST_FIELDS or len(name) > 100:
            raise web.HTTPBadRequest
        given.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\x00", ""))
    return given


def first(given: dict[str, list[str]], name: str) -> str:
    """The one value of a field, which is taken away: what is left is the act's."""
    values = given.pop(name, [])
    return values[0][:200] if len(values) == 1 else ""


def back_of(given: dict[str, list[str]]) -> str:
    """The page that one comes from, which is taken away; "" for what is none."""
    back = first(given, BACK)
    return back if PAGE.fullmatch(back) else ""


def go(page: str, number: int | None) -> web.Response:
    """Lead to a page, where the thing of that number is told."""
    told = f"?fait={number}#fait" if number is not None else ""
    return web.Response(status=303, headers={"Location": f"{ROOT}/{page}{told}"})
