"""How a teacher of the class signs in where a server keeps the creations: the page of a link, which asks for its code.

A sign-in is kept on that server: it holds at every program that serves the class, and ends at all of them at once. What
a browser keeps of it says nothing and is made by chance. Who shows who they are by a provider of identities comes in
beside this (`openid.account`): `SignIn.who` asks for no more than the cookie that `SignIn.let_in` sets.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from aiohttp import web

from bestio.classroom.sign_in import LINK, SIGN_IN_LASTS, come_in, digest, invite_oneself, is_token
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.journal.schools import SignedIn, SignIns, State
from bestio.serve.door import Door
from bestio.serve.figures import Counter
from bestio.serve.pages import told_page
from bestio.serve.sign_in_page import Ways, code_page, invited_page, mine, tied_form

LEAVE, INVITE = "/prof/quitter", "/prof/inviter"
KEPT_BY_BROWSER = 400 * 24 * 3600
"""Seconds: as long as browsers allow. The server knows when a sign-in ends."""
AWAY = 15 * 60.0
"""Seconds for which who was known last goes on being known where the server does not answer."""
MOST_SEEN = 500
FOR_ONESELF = 3600
"""Seconds for which an invitation is open that a teacher makes for another device of theirs."""
_OUTSIDE = {
    State.USED: (410, N_("This link was used already. Ask for another one.")),
    State.OVER: (410, N_("The time of this link has passed. Ask for another one.")),
    State.SPENT: (410, N_("Too many wrong codes were typed: this link opens nothing any more. Ask for another one.")),
    State.UNKNOWN: (404, N_("This link leads nowhere here. Look whether all of it is there, or ask for another one.")),
}  # fmt: skip


class SignIn:
    """The teachers of one class, as their browsers are known again. `clock` only goes on, in seconds."""

    def __init__(
        self,
        kept: SignIns,
        *,
        class_id: str,
        cookie: str,
        secure: bool,
        address: str,
        door: Door,
        clock: Callable[[], float],
        refused: Counter,
        ways: Ways | None = None,
    ) -> None:
        """`address`: that of the class; `cookie`: what the browser's is called, sent over HTTPS only where `secure`.

        `door` counts what fails, `refused` who was not let in; `ways`: of a provider by which one comes in, too.
        """
        self.ways = ways
        self._kept = kept
        self._class_id = class_id
        self._cookie = cookie
        self._secure = secure
        self._address = address
        self._door = door
        self._clock = clock
        self._refused = refused
        self._seen: dict[bytes, tuple[SignedIn, float]] = {}

    def routes(self) -> list[web.RouteDef]:
        """Where one signs in and out."""
        return [
            web.get(f"{LINK}{{link}}", self.handle_link),
            web.post(f"{LINK}{{link}}", self.handle_code),
            web.post(LEAVE, self.handle_leaving),
            web.post(INVITE, self.handle_inviting),
        ]

    async def tell_address(self) -> None:
        """Let the teachers of the class find it from their other classes, as far as the server answers."""
        with contextlib.suppress(BestioError):
            await asyncio.to_thread(self._kept.tell_address, self._address)

    # --- who it is ----------------------------------------------------------------------------------------------------

    async def who(self, request: web.Request) -> SignedIn | None:
        """The teacher of this class who asks; None for anybody else."""
        browser = self.browser(request)
        if browser is None:
            return None
        try:
            found = await asyncio.to_thread(self._kept.known, browser, SIGN_IN_LASTS)
        except BestioError:
            seen, at = self._seen.get(browser, (None, 0.0))
            return seen if self._clock() - at < AWAY else None
        self._seen.pop(browser, None)
        if found is not None:
            if len(self._seen) >= MOST_SEEN:
                del self._seen[next(iter(self._seen))]
            self._seen[browser] = (found, self._clock())
        return found

    def browser(self, request: web.Request) -> bytes | None:
        """What the server may keep of a browser; None for one that keeps nothing of ours."""
        token = request.cookies.get(self._cookie, "")
        return digest(token) if is_token(token) else None

    def let_in(self, response: web.Response, token: str) -> None:
        """Let a browser keep what it is known by."""
        response.set_cookie(
            self._cookie, token, max_age=KEPT_BY_BROWSER, httponly=True, samesite="Strict", secure=self._secure
        )

    async def shown(self, request: web.Request) -> str:
        """What the teacher's page shows of it, as HTML: their classes, the way out; "" for whoever came otherwise."""
        known, browser = await self.who(request), self.browser(request)
        if known is None or browser is None:
            return ""
        account = ""
        try:
            courses, browsers = await asyncio.to_thread(
                lambda: (self._kept.classes_of(browser), self._kept.browsers_of(browser))
            )
            if self.ways is not None:
                account = tied_form(self.ways, tied=await asyncio.to_thread(self._kept.is_tied, browser))
        except BestioError:
            courses, browsers = [], 0
        return mine(known.title, courses, self._class_id, browsers, account)

    # --- coming in ----------------------------------------------------------------------------------------------------

    async def handle_link(self, request: web.Request) -> web.Response:
        """The page that asks for the code. Who only looks at it uses nothing up."""
        if self._is_closed(request):
            return self._wait(request)
        state = await asyncio.to_thread(self._kept.state, self._link(request))
        if state == State.OPEN:
            return _page(code_page(request.path))
        if await self.who(request) is not None:
            raise web.HTTPSeeOther("/prof")  # a link that was kept by who has come in by it
        return self._refuse(request, state)

    async def handle_code(self, request: web.Request) -> web.Response:
        """Somebody types the code of a link."""
        if self._is_closed(request):
            return self._wait(request)
        self._link(request)
        typed = (await request.post()).get("code", "")
        said = typed if isinstance(typed, str) else ""
        found = await asyncio.to_thread(come_in, self._kept, request.match_info["link"], said)
        if isinstance(found, State):
            return self._refuse(request, found)
        response = web.Response(status=303, headers={"Location": "/prof"})
        self.let_in(response, found)
        return response

    @staticmethod
    def _link(request: web.Request) -> bytes:
        link = request.match_info["link"]
        if not is_token(link):
            raise web.HTTPNotFound
        return digest(link)

    def _is_closed(self, request: web.Request) -> bool:
        return self._door.is_closed(request.remote or "", self._clock())

    def _wait(self, request: web.Request) -> web.Response:
        self._refused.add("waiting")
        return _page(code_page(request.path, _("Too many wrong codes from here. Wait a minute.")), 429)

    def _refuse(self, request: web.Request, state: State) -> web.Response:
        self._door.failed(request.remote or "", self._clock())
        self._refused.add("invitation")
        if state == State.OPEN:
            return _page(code_page(request.path, _("This is not the code of this invitation.")), 403)
        status, told = _OUTSIDE[state]
        return _page(told_page(_("Bestio: your page"), _(told), ("/prof", _("Come in another way"))), status)

    # --- once one is in -----------------------------------------------------------------------------------------------

    async def handle_leaving(self, request: web.Request) -> web.Response:
        """Sign out: of this browser, or of all of them and of all classes. Raises BestioError."""
        browser = self.browser(request)
        response = web.Response(status=303, headers={"Location": "/prof"})
        if browser is not None:
            everywhere = (await request.post()).get("from") == "everywhere"
            await asyncio.to_thread(self._kept.end_all if everywhere else self._kept.end, browser)
            self._seen.pop(browser, None)
            response.del_cookie(self._cookie, httponly=True, samesite="Strict", secure=self._secure)
        return response

    async def handle_inviting(self, request: web.Request) -> web.Response:
        """A link and a code for another device of theirs, or for another class. Raises BestioError."""
        browser = self.browser(request)
        if browser is None or await self.who(request) is None:
            raise web.HTTPNotFound
        asked = (await request.post()).get("class", "")
        courses = await asyncio.to_thread(self._kept.classes_of, browser)
        course = next((one for one in courses if one.id == asked), None)
        address = self._address if asked == self._class_id else course.address if course is not None else ""
        made = None
        if course is not None and address:
            made = await asyncio.to_thread(invite_oneself, self._kept, browser, course.id, FOR_ONESELF)
        if course is None or made is None:
            raise UsageError(_("This class is not yours, or nobody knows its address."))
        return _page(invited_page(course.title or course.id, f"{address}{made.path}", made.code))


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, content_type="text/html", status=status)
