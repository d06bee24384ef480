"""The class behind the door: its groups, and the seats at which they are at work."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Literal

from msgspec import Struct
from textual_serve.download_manager import DownloadManager

from bestio.classroom.pseudonyms import pseudonym
from bestio.classroom.store import Entry, Store
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.journal.amount import Amount
from bestio.journal.shared import Held
from bestio.persona.persona import SEEDS
from bestio.serve.colleagues import Colleagues
from bestio.serve.figures import Figures
from bestio.serve.leading import Leading
from bestio.serve.limits import USUAL, Limits
from bestio.serve.lines.desk import Desk, Desks
from bestio.serve.order import Order
from bestio.serve.seat import Seat, Viewer, clamped
from bestio.serve.starting import Starter
from bestio.serve.steps import Step

MOST_GROUPS = 200
PROPOSED = 6
VIEWERS_A_SEAT = 4


class Group(Struct, frozen=True):
    """A group as the door shows it; `elsewhere`: another browser has it in hand."""

    id: str
    name: str
    elsewhere: bool


class Room:
    """The seats of one class, `limit` of them at once. Times are seconds of one clock that only goes on."""

    def __init__(
        self,
        store: Store,
        class_id: str,
        starter: Starter,
        downloads: DownloadManager,
        random: Random,
        limit: int,
        limits: Limits = USUAL,
    ) -> None:
        self.class_id = class_id
        self.title = store.title_of(class_id)
        self.limit = limit
        self.limits = limits
        self.seats: dict[str, Seat] = {}
        self.frozen = False
        """Whether all are to look at the board: nothing that is typed is done."""
        self.quiet = False
        """Whether no page says anything aloud."""
        self.figures = Figures()
        """What happens here, counted."""
        self.desks = Desks()
        """Who has a group in hand by its plain pages."""
        self.hands: set[str] = set()
        """The groups that need their teacher."""
        self.shared = store.shared
        """What this program has in common with others that serve the class; None where it is the only one."""
        self._store = store
        self._starter = starter
        self._downloads = downloads
        self._random = random
        self.over = False
        """Whether the séance has ended: nobody comes in."""
        self.leading = Leading(store, class_id, self.seats, self._entries)
        self.colleagues: Colleagues | None = None
        """The other programs that serve the class; None where there can be none."""
        if self.shared is not None:
            program = f"{random.getrandbits(64):016x}"
            self.colleagues = Colleagues(self, self.shared.common_room(class_id, program), program)
        self._fresh: set[str] = set()
        self._alone: dict[str, float] = {}

    # --- groups -------------------------------------------------------------------------------------------------------

    def groups(self, browser: str) -> list[Group]:
        """The groups of the class by name, as `browser` finds them."""
        return [Group(one.id, one.group, self.is_elsewhere(one.id, browser)) for one in self._entries()]

    def find(self, group: str) -> Entry | None:
        """The group that a browser names; what it says is compared with what there is, and leads nowhere else."""
        return next((one for one in self._entries() if one.id == group), None)

    def is_elsewhere(self, group: str, browser: str) -> bool:
        """Whether another browser has the group in hand, by its app or its pages, here or at another program."""
        seat = self.seats.get(group)
        if seat is not None and seat.holder is not None and seat.holder.browser != browser:
            return True
        return self.desks.is_elsewhere(group, browser) or self._elsewhere(group, browser) is not None

    def _elsewhere(self, group: str, browser: str) -> Held | None:
        return self.colleagues.has(group, browser) if self.colleagues is not None else None

    def names(self) -> list[str]:
        """Made-up names for a new group, none of which is taken."""
        taken = {one.group for one in self._entries()}
        found: list[str] = []
        for _name in range(PROPOSED):
            found.append(pseudonym(self._random, taken | set(found)))
        return found

    def new_group(self, name: str) -> str:
        """Begin a group under a made-up name; its id. Raises BestioError."""
        self._need_open()
        entries = self._entries()
        if any(one.group == name for one in entries):
            raise UsageError(_("“{name}” has just been taken.").format(name=name), hint=_("Choose another name."))
        if len(entries) >= MOST_GROUPS:
            raise UsageError(_("This class has {n} groups: there is no room for another.").format(n=MOST_GROUPS))
        with self._store.new(name, self.class_id) as journal:
            if journal.trouble is not None:  # it is in memory alone, and would be gone with it
                raise journal.trouble.error()
            group = journal.path.stem
        self._fresh.add(group)
        return group

    def _entries(self) -> list[Entry]:
        return sorted(self._store.groups(self.class_id), key=lambda one: (one.group.casefold(), one.id))

    # --- plain pages --------------------------------------------------------------------------------------------------

    def stands(self, group: str, browser: str) -> Literal["app", "lines", ""]:
        """Where a group is in hand, for a browser that shows its pages: in the app, in another's pages; "" for here."""
        seat = self.seats.get(group)
        if seat is not None and not seat.ended and (seat.viewers or seat.is_awaited):
            return "app"
        elsewhere = self._elsewhere(group, browser)
        if self.desks.is_elsewhere(group, browser) or (elsewhere is not None and elsewhere.lines):
            return "lines"
        return "app" if elsewhere is not None else ""

    async def hold_pages(self, group: str, browser: str, now: float) -> Desk:
        """The desk of a group, in this browser's hands: an app that nobody looks at any more leaves for it.

        Raises UsageError where somebody else has the group in hand, or where the session is over.
        """
        self._need_open()
        if self.stands(group, browser):
            raise UsageError(
                _("This creature is open elsewhere."), hint=_("Take it over first: what you have written stays.")
            )
        if self.colleagues is not None:
            await self.colleagues.take(group, browser)
        await self._end_app(group)
        await self.leading.lead_group(group)
        return self.desks.take(group, browser, now)

    async def _end_app(self, group: str) -> None:
        seat = self.seats.get(group)
        if seat is not None:
            await seat.stop()

    async def take_over(self, group: str, browser: str, now: float, *, pages: bool) -> None:
        """Have a group in hand that is open elsewhere, by its `pages` or by its app; whoever had it then looks on."""
        if pages:
            await self.take_pages(group, browser, now)
            return
        if self.desks.is_elsewhere(group, browser):
            await self.desks.leave(group)
        elsewhere = self._elsewhere(group, browser)
        if self.colleagues is not None and elsewhere is not None:
            self.colleagues.want(group)
            if elsewhere.lines:  # they hold no lock that an app would wait for
                await self.colleagues.take(group, browser)
        if (seat := self.seats.get(group)) is not None:
            seat.promise(browser)

    async def take_pages(self, group: str, browser: str, now: float) -> None:
        """Have a group in hand by its pages; whoever had it then looks on. Raises UsageError."""
        self._need_open()
        if self.desks.is_elsewhere(group, browser):
            await self.desks.leave(group)
        if self.colleagues is not None:
            self.colleagues.want(group)
            await self.colleagues.take(group, browser)
        await self._end_app(group)
        self.desks.take(group, browser, now)

    # --- seats --------------------------------------------------------------------------------------------------------

    async def sit(self, group: str, viewer: Viewer) -> Seat:
        """Let a browser in to the app of a group, which is started where it does not run. Raises BestioError, OSError.

        The group must be one that `find` knows.
        """
        elsewhere = self._elsewhere(group, viewer.browser)
        if self.desks.is_elsewhere(group, viewer.browser) or (elsewhere is not None and elsewhere.lines):
            raise UsageError(
                _("Another browser has this creature open, in plain pages."),
                hint=_("At the door it can be taken over."),
            )
        await self.desks.leave(group)
        if self.colleagues is not None and group not in self.seats:
            await self.colleagues.make_way(group)
        seat, fresh = self.seats.get(group), False
        self._need_open()
        if seat is None or seat.ended:
            fresh = await asyncio.to_thread(self._is_fresh, group)
            await self.leading.lead_group(group)
            seat = self.seats.get(group)
        if seat is None or seat.ended:
            if len(self.seats) >= self.limit:
                raise UsageError(
                    _("{n} groups are at work already, and no more are let in.").format(n=len(self.seats)),
                    hint=_("Ask your teacher."),
                )
            columns, rows = clamped(viewer.size)
            path = self._store.path(self.class_id, group)
            seed = int(self._random.random() * SEEDS)
            order = Order(self.class_id, str(path), columns, rows, seed, fresh)
            seat = self.seats[group] = Seat(
                self._starter, self._downloads, order, self._ended, self.figures, self.limits
            )
            self._fresh.discard(group)
        if len(seat.viewers) >= VIEWERS_A_SEAT and not any(one.tab == viewer.tab for one in seat.viewers):
            raise UsageError(_("Four browsers look at this group already."))
        self._alone.pop(group, None)
        try:
            await seat.attach(viewer)
        except OSError:
            await seat.detach(viewer)
            self.seats.pop(group, None)
            raise
        return seat

    def _is_fresh(self, group: str) -> bool:
        """Whether nobody has worked on a group yet; where it was begun at another program's door, its journal tells."""
        if group in self._fresh or self.shared is None:
            return group in self._fresh
        try:
            return Amount.of(self._store.content(self._store.path(self.class_id, group))).events <= 1
        except BestioError:
            return False  # the app tells what is amiss

    # --- the teacher --------------------------------------------------------------------------------------------------

    def pages(self, group: str) -> int:
        """How many pages show a group's app, or have it in hand, here or at another program."""
        seat = self.seats.get(group)
        here = (len(seat.viewers) if seat is not None else 0) + self.desks.is_open(group)
        return here + (self.colleagues.pages(group) if self.colleagues is not None else 0)

    async def freeze(self, frozen: bool, *, heard: bool = False) -> None:
        """Let all look at the board, or go on; `heard`: another program has said so."""
        self.frozen = frozen
        self._tell_others(heard, frozen=frozen)
        await self._tell_all("frozen", frozen)

    async def hush(self, quiet: bool, *, heard: bool = False) -> None:
        """Let no page say anything, or let them speak again."""
        self.quiet = quiet
        self._tell_others(heard, quiet=quiet)
        await self._tell_all("quiet", quiet)

    @property
    def step(self) -> Step | None:
        """The activity of the plan that the whole class was led to last."""
        return self.leading.step

    async def lead(self, step: Step) -> None:
        """Lead every group to an activity of the plan; those that come later find it there."""
        others = self.colleagues
        if others is not None:
            others.lead(step)
        await self.leading.lead(step, lambda group: others is not None and others.leads(group))

    async def welcome(self, viewer: Viewer, group: str) -> None:
        """Tell a page that has come what was told to all before."""
        await self.leading.welcome(viewer, group)
        await viewer.tell("frozen", self.frozen)
        await viewer.tell("quiet", self.quiet)
        await viewer.tell("hand", group in self.hands)

    async def raise_hand(self, group: str, raised: bool) -> None:
        """A group needs its teacher, or no more."""
        if self.colleagues is not None:
            self.colleagues.raise_hand(group, raised)
        await self._show_hand(group, raised)

    async def show_hands(self, hands: set[str]) -> None:
        """These groups need their teacher, wherever they are at work."""
        for group in sorted(self.hands ^ hands):
            await self._show_hand(group, group in hands)

    async def _show_hand(self, group: str, raised: bool) -> None:
        if raised:
            self.hands.add(group)
        else:
            self.hands.discard(group)
        seat = self.seats.get(group)
        for viewer in list(seat.viewers) if seat is not None else []:
            await viewer.tell("hand", raised)

    async def lower_hand(self, group: str) -> None:
        """The teacher has seen it."""
        if group in self.hands:
            await self.raise_hand(group, False)

    def _tell_others(self, heard: bool, **told: bool) -> None:
        if self.colleagues is not None and not heard:
            self.colleagues.tell(**told)

    async def _tell_all(self, *message: object) -> None:
        for seat in list(self.seats.values()):
            for viewer in list(seat.viewers):
                await viewer.tell(*message)

    async def look_after(self, now: float) -> None:
        """Done now and then: apps that nobody has looked at for too long leave; each is looked after."""
        self.desks.look_after(now)
        if self.colleagues is not None:
            self.colleagues.look_after(now)
        for group, seat in list(self.seats.items()):
            await seat.look_after(now)
            if seat.viewers:
                self._alone.pop(group, None)
            elif now - self._alone.setdefault(group, now) > self.limits.alone:
                await seat.stop()

    async def end(self, *, heard: bool = False) -> None:
        """End the séance: all apps save and leave, and nobody comes in any more."""
        self.over = True
        self._tell_others(heard, over=True)
        await self._tell_all("over", _("The session is over. Everything is saved."))
        await self.close()
        if self.colleagues is not None and not heard:
            await self.colleagues.until_all_left()

    def reopen(self, *, heard: bool = False) -> None:
        """Let the groups come in again."""
        self.over = False
        self._tell_others(heard, over=False)

    def _need_open(self) -> None:
        if self.over:
            raise UsageError(_("The session is over. Everything is saved."), hint=_("See you next time!"))

    async def move(self) -> None:
        """Let all apps save and leave; their pages are told, and go on where another program serves the class."""
        await self._tell_all("step", _("This computer stops. You go on at another one."))
        for seat in self.seats.values():
            seat.moves = True
        await self.close()

    async def close(self) -> None:
        """Let all apps save and leave."""
        await self.desks.close()
        await asyncio.gather(*(seat.stop() for seat in list(self.seats.values())))

    async def leave(self) -> None:
        """Be no more of those that serve the class."""
        if self.colleagues is not None:
            await self.colleagues.leave()

    # --- the other programs -------------------------------------------------------------------------------------------

    def held(self) -> list[Held]:
        """What is open here."""
        seats = {group: seat for group, seat in self.seats.items() if not seat.ended}
        return [
            *(Held(one, len(seat.viewers), seat.browser, False, not seat.writes) for one, seat in seats.items()),
            *(Held(one, 1, browser, True) for one, browser in self.desks.open() if one not in seats),
        ]

    def hands_here(self) -> set[str]:
        """The groups that are at work here, and need their teacher."""
        return {group for group in self.hands if group in self.seats or self.desks.is_open(group)}

    async def give_away(self, group: str) -> None:
        """Let another program have a group: its app saves and leaves, and its pages look on once that has it."""
        await self.desks.leave(group)
        seat = self.seats.get(group)
        if seat is not None and not seat.ended:
            seat.moves = True
            await seat.stop()

    async def take(self, group: str, seat: Seat, viewer: Viewer) -> None:
        """Let a page that looks on have a group in hand."""
        await seat.hand_to(viewer)
        if self.colleagues is not None and not seat.writes:
            self.colleagues.want(group)

    async def _ended(self, seat: Seat) -> None:
        for group, one in list(self.seats.items()):
            if one is seat:
                del self.seats[group]
                self._alone.pop(group, None)
