"""One group's app, and the browsers that look at it: one of them has it in hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol, cast

import msgspec
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from bestio.i18n import _
from bestio.serve.figures import Figures
from bestio.serve.limits import Limits
from bestio.serve.loudspeaker import Heard
from bestio.serve.order import Order, write_order
from bestio.serve.started import Link
from bestio.serve.starting import Starter
from bestio.serve.watch import DIED, GREW, HUNG, Watch

COLUMNS, ROWS = (20, 400), (8, 200)
"""The least and the most that a window may have."""
MOST_WAITING = 512 << 10
"""Bytes on their way to a browser; one that takes nothing for so long gets the whole screen once it does again."""
FEW_WAITING = 64 << 10
MOST_TABS = 32
COMES_BACK = 30.0
"""Seconds for which an app waits for the page that had it in hand and was lost; any other looks on meanwhile."""
MOST_AGAIN, WITHIN = 4, 600.0
"""How often an app that ends by itself is opened again within so many seconds."""
_FOR_PAGES: dict[str, Callable[[dict[str, object]], list[object]]] = {
    "look": lambda said: ["look", str(said.get("colours")), bool(said.get("easy"))],
    "writing": lambda said: ["writing", bool(said.get("on"))],
}
"""What an app says that is for the page which has it in hand, and how that is told."""
_COUNTED = {DIED: "died", GREW: "grew", HUNG: "hung"}


class Line(Protocol):
    """What a browser is spoken to by; `waiting` tells how many bytes it has not taken yet."""

    async def send_bytes(self, data: bytes) -> None: ...
    async def send_str(self, data: str) -> None: ...
    async def close(self) -> None: ...
    def waiting(self) -> int: ...


class Viewer:
    """One page of a browser that shows an app."""

    def __init__(self, line: Line, browser: str, tab: str, size: tuple[int, int]) -> None:
        self.line = line
        self.browser = browser
        self.tab = tab
        self.size = clamped(size)
        self.hidden = False
        """Whether nobody can see the page: it gets nothing."""
        self.knows = False
        """Whether its screen stands as the app's does."""

    @property
    def takes(self) -> bool:
        """Whether it can be sent more."""
        return not self.hidden and self.line.waiting() <= MOST_WAITING

    async def tell(self, *message: object) -> None:
        """Send a message of ours; to nobody where it has gone."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.line.send_str(json.dumps(message))

    async def part(self) -> None:
        """Hang up: the page comes back, here or elsewhere."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.line.close()

    async def show(self, data: bytes) -> None:
        """Send something to be painted."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.line.send_bytes(data)


class Seat(AppService):
    """The app of a group. It begins with the first browser, and goes on without any until it is stopped."""

    def __init__(
        self,
        starter: Starter,
        downloads: DownloadManager,
        order: Order,
        on_end: Callable[[Seat], Awaitable[None]],
        figures: Figures,
        limits: Limits,
    ) -> None:
        """`on_end` is told once the app has ended, by itself or not; `figures` count what happens here."""
        super().__init__(
            "", write_bytes=self._paint, write_str=self._tell_holder, close=self._left, download_manager=downloads
        )
        self.order = order
        self.viewers: list[Viewer] = []
        self.holder: Viewer | None = None
        self.ended = False
        self.moves = False
        """Whether its pages are to come back once it has ended: another program serves the group then."""
        self.watch: Watch | None = None
        """Looks whether the app is to be ended and opened again."""
        self.writes: bool | None = None
        """Whether the app has the creation in hand, or another program has; None until it has said so."""
        self._trouble = DIED
        self._leaves = False
        self._openings = 0
        self._again: deque[float] = deque(maxlen=MOST_AGAIN)
        self._starter = starter
        self._on_end = on_end
        self._figures = figures
        self._limits = limits
        self._typed_at: float | None = None
        self._promised = ""
        self._asked = False
        self._rests = False
        self._lost: tuple[str, str] | None = None
        self._lost_at = 0.0
        self._link: Link | None = None
        self._done_by: dict[str, int] = {}
        self._starting = asyncio.Lock()

    @property
    def pid(self) -> int:
        """The number of the app's process; 0 before there is one."""
        return self._link.pid if self._link is not None else 0

    @property
    def memory(self) -> int:
        """Bytes that the app held when it was looked at last."""
        return self.watch.memory if self.watch is not None else 0

    # --- the browsers -------------------------------------------------------------------------------------------------

    async def attach(self, viewer: Viewer) -> None:
        """Let a browser look; the first one, the one that was lost, or was promised it, has the app in hand.

        Raises OSError where the app cannot be started.
        """
        for old in [one for one in self.viewers if (one.browser, one.tab) == (viewer.browser, viewer.tab)]:
            await self.detach(old)  # it has come back before we saw that it had gone
        self.viewers.append(viewer)
        if self._promised == viewer.browser or (self.holder is None and self._may_hold(viewer)):
            await self.hand_to(viewer)
        else:
            await self._tell_role(viewer)
        async with self._starting:
            if self._link is None:
                viewer.knows = True
                await self.start(*viewer.size)
            await self._let_rest()
            await self.redraw()

    def _may_hold(self, viewer: Viewer) -> bool:
        if self._lost is None or self._lost == (viewer.browser, viewer.tab):
            return True
        return asyncio.get_running_loop().time() - self._lost_at > COMES_BACK

    async def detach(self, viewer: Viewer, *, lost: bool = False) -> None:
        """A page has gone; one that was `lost` has the app in hand again where it comes back in time."""
        if viewer in self.viewers:
            self.viewers.remove(viewer)
        if self.holder is viewer:
            self.holder = None
            self._lost = (viewer.browser, viewer.tab) if lost else None
            self._lost_at = asyncio.get_running_loop().time()
        await self._let_rest()

    @property
    def is_awaited(self) -> bool:
        """Whether the page that had the app in hand was lost, and may still come back."""
        return self._lost is not None and asyncio.get_running_loop().time() - self._lost_at <= COMES_BACK

    @property
    def browser(self) -> str:
        """The browser that has the app in hand, or is awaited; "" for none."""
        if self.holder is not None:
            return self.holder.browser
        return self._lost[0] if self._lost is not None and self.is_awaited else ""

    def promise(self, browser: str) -> None:
        """The next page of this browser has the app in hand."""
        self._promised = browser

    async def hand_to(self, viewer: Viewer) -> None:
        """Let this one have the app in hand, and the others look on."""
        self._promised, self._lost = "", None
        self.holder = viewer
        for one in list(self.viewers):
            await self._tell_role(one)
        if self._link is not None:
            await self.set_terminal_size(*viewer.size)

    async def _tell_role(self, viewer: Viewer) -> None:
        size = self.holder.size if self.holder is not None else viewer.size
        holds = viewer is self.holder and self.writes is not False
        await viewer.tell("role", "hold" if holds else "look", *size)

    async def resize(self, viewer: Viewer, size: tuple[int, int]) -> None:
        """The window of a browser has another size; that of the app is its holder's."""
        if clamped(size) == viewer.size:
            return
        viewer.size = clamped(size)
        if viewer is self.holder:
            await self.set_terminal_size(*viewer.size)
            for one in list(self.viewers):
                await self._tell_role(one)

    async def typed(self, viewer: Viewer, data: str, number: int) -> None:
        """Hand on what was typed, once: what comes again after a lost connection has been done already."""
        if viewer is self.holder and number > self._done_by.get(viewer.tab, 0):
            self._done_by.pop(viewer.tab, None)
            self._done_by[viewer.tab] = number
            if len(self._done_by) > MOST_TABS:
                del self._done_by[next(iter(self._done_by))]
            if data:  # an app takes nothing for the end
                if self._typed_at is None:
                    self._typed_at = asyncio.get_running_loop().time()
                await self.send_bytes(data.encode("utf-8", "replace"))
        await viewer.tell("done", number)

    async def hide(self, viewer: Viewer, hidden: bool) -> None:
        """A page has come out of sight, or into sight again."""
        viewer.hidden = hidden
        if hidden:
            viewer.knows = False
        await self._let_rest()
        await self.redraw()

    async def _let_rest(self) -> None:
        """Tell the app whether anybody sees it: what moves by itself is for eyes."""
        rests = all(one.hidden for one in self.viewers)
        if self._link is not None and rests != self._rests:
            self._rests = rests
            await self.send_meta({"type": "rest", "on": rests})

    async def redraw(self) -> None:
        """Have the whole screen painted for those that do not know it."""
        waiting = any(not one.knows and not one.hidden for one in self.viewers)
        if self._link is not None and waiting and not self._asked:  # what was asked for is for all that wait by then
            self._asked = True
            await self.send_meta({"type": "redraw"})

    async def look_after(self, now: float) -> None:
        """End an app that hangs or grows, and give pages that were behind the whole screen once they take it."""
        if self.watch is not None and self._link is not None:
            if trouble := self.watch.trouble(now):
                self._trouble, self.watch = trouble, None
                self._link.kill()  # `run` opens it again
                return
            if self.watch.asks(now):
                with contextlib.suppress(RuntimeError):
                    # Nobody waits until it is taken: that may be never.
                    self.stdin.write(self.encode_packet(b"M", json.dumps({"type": "alive"}).encode()))
        if any(not one.knows and not one.hidden and one.line.waiting() <= FEW_WAITING for one in self.viewers):
            await self.redraw()

    # --- the app ------------------------------------------------------------------------------------------------------

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        fresh = self.order.fresh and not self._again
        # One that died goes on drawing; it does not begin again with what it drew before.
        seed = self.order.seed + self._openings
        self._openings += 1
        order = msgspec.structs.replace(self.order, columns=width, rows=height, seed=seed, fresh=fresh)
        self._link = await self._starter.start(write_order(order))
        self._rests = False
        self.watch = Watch(self._link.pid, memory=self._limits.memory)
        self._stdin = self._link.stdin
        self._process = cast(Process, self._link)
        return self._process

    async def run(self) -> None:
        """Read what the app paints, to its end; one that has not said that it leaves is opened again."""
        try:
            await super().run()
            while await self._open_again():
                await super().run()
        finally:
            self.ended = True
            if self._link is not None:
                self._link.kill()
            if self.moves:
                await asyncio.gather(*(one.part() for one in self.viewers))
            else:
                for one in list(self.viewers):
                    await one.tell("left")
            await self._on_end(self)

    async def _open_again(self) -> bool:
        """Open the creation of an app that hung, grew or died, for the pages that look at it; whether that was done."""
        now = asyncio.get_running_loop().time()
        too_often = len(self._again) == MOST_AGAIN and now - self._again[0] < WITHIN
        if self._leaves or too_often or self._link is None or not self.viewers:
            return False
        self._link.kill()
        self._again.append(now)
        told, self._trouble = self._trouble, DIED
        self._figures.reopened.add(_COUNTED[told])
        self._asked, self._typed_at, self.writes = False, None, None
        size = self.holder.size if self.holder is not None else (self.order.columns, self.order.rows)
        try:
            await self._open_app_process(*size)
        except OSError:
            return False
        for one in list(self.viewers):
            one.knows = one.takes
            await one.tell("step", _(told))
        await self._let_rest()
        return True

    async def stop(self) -> None:
        """Let the app save and leave; one that does not is ended."""
        task = self._task
        self._leaves = True
        if task is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        await self.send_meta({"type": "quit"})
        _done, waiting = await asyncio.wait({task}, timeout=self._limits.drain)
        if waiting and self._link is not None:
            self._link.kill()
            task.cancel()
            await asyncio.wait({task})
        self._task = None

    async def on_meta(self, data: bytes) -> None:
        """Do what the app says beside painting."""
        message = json.loads(data)
        if message.get("type") == "alive":
            if self.watch is not None:
                self.watch.answered()
        elif message.get("type") == "whole":
            self._asked = False
            for one in self.viewers:
                one.knows = one.knows or (one.takes and one.line.waiting() <= FEW_WAITING)
        elif message.get("type") == "sound":
            if self.holder is not None:
                if message["order"] == "play" and message["moment"] == 0:  # else it goes on
                    self._figures.spoken.add("app")
                await self.holder.tell("sound", *(message[part] for part in ("order", "number", "moment", "data")))
        elif message.get("type") == "acts":
            self._figures.acts.add(times=int(message["n"]))
        elif message.get("type") == "writes":
            await self._tell_writes(message["on"] is True)
        elif message.get("type") in _FOR_PAGES:
            await self._tell_holder(json.dumps(_FOR_PAGES[message["type"]](message)))
        else:
            await super().on_meta(data)

    async def _tell_writes(self, writes: bool) -> None:
        self.writes = writes
        for one in list(self.viewers):
            await self._tell_role(one)

    async def wear(self, viewer: Viewer, colours: str, *, easy: bool) -> None:
        """The page that has the app in hand wants it in these colours, and in easy reading or not."""
        if viewer is self.holder and self._link is not None:
            await self.send_meta({"type": "look", "colours": colours[:40], "easy": easy})

    async def heard(self, viewer: Viewer, heard: Heard) -> None:
        """The page says how far it is with a sound."""
        if viewer is self.holder:
            await self.send_meta({"type": "heard", **msgspec.to_builtins(heard)})

    async def _paint(self, data: bytes) -> None:
        if self._typed_at is not None:
            self._figures.latency.add(asyncio.get_running_loop().time() - self._typed_at)
            self._typed_at = None
        for one in list(self.viewers):
            one.knows = one.knows and one.takes
            if one.knows:
                await one.show(data)

    async def _tell_holder(self, text: str) -> None:
        if self.holder is not None:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self.holder.line.send_str(text)

    async def _left(self) -> None:
        """The app has said that it leaves: it is not opened again."""
        self._leaves = True


def clamped(size: tuple[int, int]) -> tuple[int, int]:
    """A size that an app can have: a browser may say anything."""
    width, height = size
    return min(max(width, COLUMNS[0]), COLUMNS[1]), min(max(height, ROWS[0]), ROWS[1])
