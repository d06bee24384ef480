"""Who may see the teacher's page and the projector's: the machine that serves, and whoever has typed their own code."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from aiohttp import web

from bestio.i18n import _
from bestio.serve.door import PASS_LASTS, Door, Pass, Passes, is_code, new_browser
from bestio.serve.figures import Counter
from bestio.serve.pages import page
from bestio.serve.sign_in import SignIn
from bestio.serve.sign_in_page import account_form

HERE = frozenset({"127.0.0.1", "::1"})
HANDED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP")
"""What a proxy says of a request that is not its own."""
OF = "prof "
"""What stands before the class in a code and in a pass of a teacher: no class is called so."""


class TeacherDoor:
    """Keeps all others out. `code` opens it for a browser of another machine; pupils' codes and passes do not.

    `sign_in`: how a teacher of the class signs in, where a server keeps the creations.
    """

    def __init__(
        self,
        *,
        key: bytes,
        class_id: str,
        code: str,
        cookie: str,
        secure: bool,
        now: Callable[[], float],
        clock: Callable[[], float],
        refused: Counter,
        door: Door,
        sign_in: SignIn | None = None,
    ) -> None:
        """`secure`: whether the browser may send its pass over HTTPS only; the rest as for `ClassServer`.

        `refused` counts who was not let in, `door` by whom; `sign_in`: see above.
        """
        self.code = code
        self.sign_in = sign_in
        self._class_id = OF + class_id
        self._passes = Passes(key, self._class_id)
        self._cookie = cookie
        self._secure = secure
        self._now = now
        self._clock = clock
        self._door = door
        self._refused = refused

    def routes(self) -> list[web.RouteDef]:
        """Where the code is tried."""
        signed = self.sign_in.routes() if self.sign_in is not None else []
        return [web.post("/prof/entrer", self.handle_code), *signed]

    async def lets(self, request: web.Request) -> bool:
        """Whether it is the teacher who asks."""
        if self.is_here(request) or self._passes.read(request.cookies.get(self._cookie, ""), self._now()) is not None:
            return True
        return self.sign_in is not None and await self.sign_in.who(request) is not None

    @staticmethod
    def is_here(request: web.Request) -> bool:
        """Whether the machine that serves asks, for itself: what it hands on for others says so."""
        return request.remote in HERE and not any(name in request.headers for name in HANDED_ON)

    async def need(self, request: web.Request) -> None:
        """Raise HTTPNotFound for anybody else."""
        if not await self.lets(request):
            raise web.HTTPNotFound

    def asked(self, trouble: str = "", status: int = 200) -> web.Response:
        """The page that asks for the code; it tells nothing of the class."""
        told = f'<p role="alert" class="trouble">{escape(trouble)}</p>' if trouble else ""
        where = _("It stands on your page, on the computer that serves the class. Pupils have another one.")
        if self.sign_in is not None:
            where = _("If you were given a link of your own, open that. Pupils have another code.")
        ways = self.sign_in.ways if self.sign_in is not None else None
        account = account_form(ways) if ways is not None else ""
        html = page(
            _("Bestio: your page"),
            f"<main><h1>BESTIO</h1>{told}"
            '<form method="post" action="/prof/entrer">'
            f'<label for="code">{escape(_("The teacher’s code"))}</label>'
            '<input id="code" name="code" maxlength="20" required autofocus autocomplete="off" '
            'autocapitalize="characters" spellcheck="false">'
            f'<button class="first">{escape(_("Come in"))}</button>'
            f"<p>{escape(where)}</p>"
            f"</form>{account}</main>",
        )
        return web.Response(text=html, content_type="text/html", status=status)

    async def handle_code(self, request: web.Request) -> web.Response:
        """Somebody tries the code: ten wrong ones a minute from one address, and it waits."""
        address = request.remote or ""
        if self._door.is_closed(address, self._clock()):
            self._refused.add("waiting")
            return self.asked(_("Too many wrong codes from here. Wait a minute."), 429)
        typed = (await request.post()).get("code", "")
        if not isinstance(typed, str) or not is_code(typed, self.code):
            self._door.failed(address, self._clock())
            self._refused.add("teacher_code")
            return self.asked(_("This is not the teacher’s code."), 403)
        response = web.Response(status=303, headers={"Location": "/prof"})
        one = Pass(new_browser(), self._class_id, int(self._now()))
        response.set_cookie(
            self._cookie, self._passes.write(one), max_age=PASS_LASTS, httponly=True, samesite="Strict",
            secure=self._secure,
        )  # fmt: skip
        return response
