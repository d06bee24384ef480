"""The other programs that serve the class: what is said to all reaches their groups, and theirs can be taken over.

Every program tells and hears through the server of the creations. What it has said here and could not tell yet is kept
and told as soon as the server answers; until then it holds for the groups of this program alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import msgspec

from bestio.errors import BestioError
from bestio.journal.shared import Common, CommonRoom, Held, Here
from bestio.serve.steps import Step

if TYPE_CHECKING:
    from bestio.serve.room import Room

EVERY = 0.5
"""Seconds from one exchange to the next; what is said here is told at once."""
GIVEN = 30.0
"""Seconds for which a group that was given away is not asked for again by itself."""
TAKES = 8.0
"""Seconds that another program may take to let a group go, or to take it up."""


class Said(msgspec.Struct, frozen=True):
    """A step that the class was led to; `number` tells it from the same step said again."""

    step: Step
    number: str


class Colleagues:
    """Those of `room`, met in `common`; `program` is what this one is called there."""

    def __init__(self, room: Room, common: CommonRoom, program: str) -> None:
        self.away = False
        """Whether the others cannot be told anything now."""
        self.programs = 1
        self._room = room
        self._common = common
        self._program = program
        self._others: dict[str, list[Held]] = {}
        self._told: dict[str, Any] = {}
        self._hands: dict[str, bool] = {}
        self._wants: set[str] = set()
        self._given: dict[str, float] = {}
        self._awaited: set[str] = set()
        """What was given away and is not taken up yet, as far as is known."""
        self._step = ""
        self._steps = 0
        self._stir = asyncio.Event()
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._working: set[asyncio.Task[None]] = set()
        self._leaving = False

    # --- what is said here --------------------------------------------------------------------------------------------

    def tell(self, **told: bool) -> None:
        """Let the others know what was said to all: whether they are frozen, quiet, over."""
        self._told.update(told)
        self._stir.set()

    def lead(self, step: Step) -> None:
        """Let the others lead their groups to a step."""
        self._steps += 1
        self._step = f"{self._program}-{self._steps}"
        self._told["step"] = msgspec.to_builtins(Said(step, self._step))
        self._stir.set()

    def raise_hand(self, group: str, raised: bool) -> None:
        """Let the others know that a group needs its teacher, or no more."""
        self._hands[group] = raised
        self._stir.set()

    def want(self, group: str) -> None:
        """Have a group let go by whoever has it."""
        self._given.pop(group, None)
        self._awaited.discard(group)
        if self._having(group):
            self._wants.add(group)
            self._stir.set()

    # --- what the others have -----------------------------------------------------------------------------------------

    def _having(self, group: str) -> list[Held]:
        return [one for one in self._others.get(group, ()) if not one.looks_on]

    def has(self, group: str, browser: str = "") -> Held | None:
        """How another browser than that has a group in hand at another program; None where none has."""
        return next((one for one in self._having(group) if one.browser not in {"", browser}), None)

    def leads(self, group: str) -> bool:
        """Whether a group is led where the class goes by another program."""
        return bool(self._having(group))

    def pages(self, group: str) -> int:
        """How many pages show a group elsewhere."""
        return sum(one.pages for one in self._others.get(group, ()))

    async def make_way(self, group: str) -> None:
        """Before a group's app is opened here: who was given the group takes it up first."""
        if group in self._awaited:
            await self._until(lambda: group not in self._awaited)
            self._awaited.discard(group)

    async def take(self, group: str, browser: str) -> None:
        """Have a group here, for pages of `browser`, which do not wait as an app does: what no other browser has."""
        await self.make_way(group)
        if self.has(group, browser) is None:
            self.want(group)
        if group in self._wants or self._having(group):
            await self._until(lambda: not self._having(group))

    def _call_back(self) -> None:
        """Want what is looked on at here, and nobody is at elsewhere: its browser has come here, or there was none."""
        for group, seat in self._room.seats.items():
            left = all(not one.pages and one.browser in {"", seat.browser} for one in self._having(group))
            if seat.writes is False and seat.holder is not None and left and group not in self._given:
                self.want(group)

    async def until_all_left(self) -> None:
        """Wait until the others have let all groups go, for as long as that may take."""
        await self._until(lambda: self.away or not any(map(self._having, self._others)))

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with self._news:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait_for(holds), TAKES)

    # --- the exchange -------------------------------------------------------------------------------------------------

    def look_after(self, now: float) -> None:
        """Done now and then: the exchange goes on. Raises what ended it."""
        for group, until in list(self._given.items()):
            if until == 0.0:
                self._given[group] = now + GIVEN
            elif now > until:
                del self._given[group]
                self._awaited.discard(group)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        elif self._task.done():
            self._task.result()

    async def leave(self) -> None:
        """Be no more of those that serve the class."""
        self._leaving = True
        self._stir.set()
        if ending := {*self._working, *({self._task} if self._task is not None else ())}:
            await asyncio.wait(ending)
        await asyncio.to_thread(self._common.leave)

    async def _run(self) -> None:
        first = True
        while not self._leaving:
            self._stir.clear()
            told, hands, wants = dict(self._told), dict(self._hands), set(self._wants)
            here = Here(self._room.held(), told, hands, sorted(wants), first)
            try:
                common = await asyncio.to_thread(self._common.exchange, here)
            except (BestioError, OSError):
                self.away = True
                self._hands = {**dict.fromkeys(self._room.hands_here(), True), **self._hands}  # it may have fallen
            else:
                first, self.away = False, False
                self._told = {name: said for name, said in self._told.items() if told.get(name) != said}
                self._hands = {group: up for group, up in self._hands.items() if hands.get(group) is not up}
                self._wants -= wants
                await self._hear(common)
            async with self._news:
                self._news.notify_all()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stir.wait(), EVERY)

    async def _hear(self, common: Common) -> None:
        self.programs = common.programs
        self._others = {}
        for one in common.others:
            self._others.setdefault(one.group, []).append(one)
        self._awaited = {group for group in self._awaited if not self._having(group)}
        self._call_back()
        await self._follow(common.told)
        hands = {group for group in common.hands if self._hands.get(group, True)}
        await self._room.show_hands(hands | {group for group, up in self._hands.items() if up})
        for group in common.wanted:
            self._given[group] = 0.0  # its time begins with the next look
            self._awaited.add(group)
            self._aside(self._room.give_away(group))

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what takes its time without keeping the others waiting for a sign of life."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _follow(self, told: Any) -> None:
        """Do what was said to all; what was said here meanwhile is newer, and what is no more there is told anew."""
        room = self._room
        here = {"frozen": room.frozen, "quiet": room.quiet, "over": room.over}
        if room.step is not None:
            here["step"] = msgspec.to_builtins(Said(room.step, self._step))
        lost = {name: said for name, said in here.items() if said and name not in told}  # the server has fallen
        self._told = {**lost, **self._told}
        news = {name: said for name, said in told.items() if name not in self._told and said != here.get(name, False)}
        if "frozen" in news:
            await room.freeze(news["frozen"] is True, heard=True)
        if "quiet" in news:
            await room.hush(news["quiet"] is True, heard=True)
        if "step" in news:
            with contextlib.suppress(msgspec.ValidationError):  # a newer program says it otherwise
                said = msgspec.convert(news["step"], Said)
                if said.number != self._step:
                    self._step = said.number
                    await room.leading.follow(said.step)
        if news.get("over") is True:
            self._aside(room.end(heard=True))
        elif "over" in news:
            room.reopen(heard=True)
