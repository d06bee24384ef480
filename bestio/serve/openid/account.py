"""Signing in with an account that a provider of identities has; and saying, once one is in, that it is one's own.

No account makes a teacher: whoever comes with one that no teacher of the class has tied to themselves stays outside. A
teacher ties theirs once they have come in by a link and a code, so that nobody else has to know what it is called.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable

from aiohttp import web

from bestio.classroom.sign_in import SIGN_IN_LASTS, account_digest, come_in_by
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.journal.schools import SignIns
from bestio.serve.door import Door
from bestio.serve.figures import Counter
from bestio.serve.openid.flow import FLOW_LASTS, Flow, Flows
from bestio.serve.openid.provider import Provider
from bestio.serve.pages import told_page
from bestio.serve.sign_in import SignIn
from bestio.serve.sign_in_page import BACK, BEGIN, TIE, UNTIE, onward_page

_CANCELLED = "access_denied"


class Account:
    """The way in by one provider, beside that of links and codes."""

    def __init__(
        self,
        provider: Provider,
        sign_in: SignIn,
        kept: SignIns,
        *,
        key: bytes,
        class_id: str,
        cookie: str,
        secure: bool,
        address: str,
        door: Door,
        now: Callable[[], float],
        clock: Callable[[], float],
        refused: Counter,
    ) -> None:
        """As for `SignIn`. `key`: the secret that all programs of the class have in common; `now`: seconds since
        1970.
        """
        self._provider = provider
        self._sign_in = sign_in
        self._kept = kept
        known = provider.registration
        self._flows = Flows(key, class_id, f"{known.issuer}\0{known.client}")
        self._cookie = cookie
        self._secure = secure
        self._back = f"{address}{BACK}"
        self._door = door
        self._now = now
        self._clock = clock
        self._refused = refused

    def routes(self) -> list[web.RouteDef]:
        """Where one leaves for the provider, and where one comes back."""
        return [
            web.post(BEGIN, self.handle_beginning),
            web.post(TIE, self.handle_tying),
            web.post(UNTIE, self.handle_untying),
            web.get(BACK, self.handle_return),
        ]

    async def handle_beginning(self, request: web.Request) -> web.Response:
        """Somebody wants to come in so."""
        return await self._leave(request)

    async def handle_tying(self, request: web.Request) -> web.Response:
        """A teacher who has come in ties their account; they show anew whose it is, for another may have used the
        provider on this device.
        """
        browser = self._sign_in.browser(request)
        if browser is None or await self._sign_in.who(request) is None:
            raise web.HTTPNotFound
        return await self._leave(request, browser)

    async def handle_untying(self, request: web.Request) -> web.Response:
        """A teacher wants to come in so no more. Raises BestioError."""
        browser = self._sign_in.browser(request)
        if browser is None or await self._sign_in.who(request) is None:
            raise web.HTTPNotFound
        await asyncio.to_thread(self._kept.untie, browser)
        return web.Response(status=303, headers={"Location": "/prof"})

    async def _leave(self, request: web.Request, browser: bytes = b"") -> web.Response:
        if self._door.is_closed(request.remote or "", self._clock()):
            return self._outside(_("Too many tries from here. Wait a minute."), "", 429, "waiting")
        flow, kept = self._flows.begin(self._now(), browser)
        try:
            where = await self._provider.leads_to(self._back, flow, anew=bool(browser))
        except BestioError as error:
            return self._away(error)
        # A page that goes on by itself: a form may lead to pages of ours alone, whatever sends it on from there.
        response = _page(onward_page(where, _("You go on to the page where you sign in.")))
        # The way back begins at a page of the provider: what only goes with what begins at ours would stay behind.
        response.set_cookie(
            self._cookie, kept, max_age=FLOW_LASTS, path=BEGIN, httponly=True, samesite="Lax", secure=self._secure
        )
        return response

    async def handle_return(self, request: web.Request) -> web.Response:
        """Somebody comes back from the provider, or says so."""
        if self._door.is_closed(request.remote or "", self._clock()):
            return self._outside(_("Too many tries from here. Wait a minute."), "", 429, "waiting")
        flow = self._flows.read(request.cookies.get(self._cookie, ""), self._now())
        state = request.query.get("state", "")
        if flow is None or not hmac.compare_digest(state.encode("utf-8", "replace"), flow.state.encode()):
            self._door.failed(request.remote or "", self._clock())
            told = _("This sign-in was not begun in this browser, or too long ago.")
            return self._outside(told, _("Begin again, and let this browser keep cookies meanwhile."), 403)
        try:
            response = await self._came_back(request, flow)
        except BestioError as error:
            response = self._away(error)
        response.del_cookie(self._cookie, path=BEGIN, httponly=True, samesite="Lax", secure=self._secure)
        return response

    async def _came_back(self, request: web.Request, flow: Flow) -> web.Response:
        if not await asyncio.to_thread(self._kept.spend, flow.once, 2.0 * FLOW_LASTS):
            return self._outside(_("This sign-in was used already."), _("Begin again."), 403)
        if not await self._provider.came_from_here(request.query.get("iss")):
            return self._outside(_("Somebody else than your provider has sent you here."), _("Begin again."), 403)
        if "error" in request.query:
            if request.query["error"] == _CANCELLED:
                return self._outside(_("You did not sign in there: nothing has changed here."), "", 403)
            told = _("Your provider did not sign you in.")
            return self._outside(told, _("Try again; if it stays so, tell whoever looks after Bestio."), 403)
        code = request.query.get("code", "")
        if not code:
            return self._outside(_("Your provider did not sign you in."), _("Begin again."), 403)
        subject = await self._provider.subject(code, self._back, flow)
        who = await asyncio.to_thread(account_digest, self._provider.registration.issuer, subject)
        return await (self._tie(flow.browser, who) if flow.browser else self._come_in(request, who))

    async def _come_in(self, request: web.Request, who: bytes) -> web.Response:
        token = await asyncio.to_thread(come_in_by, self._kept, who)
        if token is None:
            self._door.failed(request.remote or "", self._clock())
            return self._outside(
                _("No teacher of this class comes in with this account."),
                _(
                    "If the class is yours, come in once by a link and a code (ask whoever looks after Bestio for "
                    "them), and tie your account at the end of your page."
                ),
                403,
            )
        # A browser that comes from the provider does not show yet what it keeps: the page goes on from here by itself.
        response = _page(onward_page("/prof", _("You are signed in.")))
        self._sign_in.let_in(response, token)
        return response

    async def _tie(self, browser: bytes, who: bytes) -> web.Response:
        if await asyncio.to_thread(self._kept.known, browser, SIGN_IN_LASTS) is None:
            return self._outside(_("You have signed out meanwhile: nothing was tied."), "", 403)
        if not await asyncio.to_thread(self._kept.tie, browser, who):
            return self._outside(
                _("Somebody else at your school comes in with this account: nothing was tied."),
                _("Sign out of it at the provider, and begin again with yours, or tell whoever looks after Bestio."),
                403,
            )
        return _page(onward_page("/prof", _("From now on you come in with this account.")))

    def _away(self, error: BestioError) -> web.Response:
        return self._outside(error.message, error.hint, 502)

    def _outside(self, message: str, hint: str, status: int, reason: str = "identity") -> web.Response:
        self._refused.add(reason)
        said = f"{message} {hint}".strip()
        return _page(told_page(_("Bestio: your page"), said, ("/prof", _("Come in another way"))), status)


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, content_type="text/html", status=status)
