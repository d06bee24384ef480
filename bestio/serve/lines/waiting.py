"""What is shown where nothing can be learned of a creation now: why, what was written, and a way to send it again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from html import escape

from aiohttp import web

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.lines.asked import form_of
from bestio.serve.lines.forms import button, posted
from bestio.serve.lines.html import Html, as_written, el, html
from bestio.serve.lines.layout import Frame, document

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_SHORT = 24
"""Letters of what is chosen, at most; what is longer, or has a blank in it, is somebody's words."""


def patient(handler: Handler) -> Handler:
    """The same; where it fails as a whole, what was sent comes back, to be sent once more."""

    @wraps(handler)
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except BestioError as error:
            given = await form_of(request) if request.method == "POST" else None
            text = _page(error, str(request.rel_url), given)
        return web.Response(text=text, content_type="text/html", status=409)

    return handle


def _page(error: BestioError, to: str, given: dict[str, list[str]] | None) -> str:
    why = el("p", error.message, role="alert", class_="trouble")
    if given is None:
        again = el("p", el("a", _("Try again"), href=to, class_="first"))
        return document(_("There is nothing to be seen now"), html([why, again]), Frame(""))
    values = [_sent(name, value) for name, some in given.items() for value in some]
    told = el("p", _("Nothing is lost: what you sent is still here. Wait a moment, then send it again."))
    again = posted(values, button(_("Send again"), first=True), to=to)
    return document(_("This was not done"), html([why, told, again]), Frame(""))


def _sent(name: str, value: str) -> Html:
    if len(value) <= _SHORT and not any(map(str.isspace, value)):
        return Html(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">')
    return el("textarea", as_written(value), name=name, rows="4", aria_label=_("What you have written"))
