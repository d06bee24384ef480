"""The addresses of the plain pages: what is shown at each, what is done there, and where that leads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from aiohttp import web

from bestio.activities.engine import Activity
from bestio.classroom.store import Entry
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.journal.journal import JournalBusy
from bestio.serve.door import Pass
from bestio.serve.lines import sitting, views
from bestio.serve.lines.asked import PAGE, back_of, first, form_of, given_by, go, offered
from bestio.serve.lines.benches import thing_of
from bestio.serve.lines.desk import Desk, Heard
from bestio.serve.lines.fields import Given
from bestio.serve.lines.forms import ACT, ROOT, button, posted, title_of
from bestio.serve.lines.hearing import part_of, said_at
from bestio.serve.lines.html import Html, el, html
from bestio.serve.lines.layout import Frame, document
from bestio.serve.lines.offered import SITTINGS, page_of
from bestio.serve.lines.takeaway import TAKEN, take_away
from bestio.serve.lines.visits import Visits
from bestio.serve.lines.waiting import patient
from bestio.serve.lines.writer import SOUND, Done, Writer
from bestio.serve.room import Room
from bestio.session.actions.action import Action, NotNow, Result
from bestio.session.session import Session

_PLACES = {"phrases": "phrases", "author": "geste/author", "notes": "notes"}
"""What an activity leads to that is no activity."""


class LinesPages:
    """What a group does without a script. `who` knows a browser by its pass; `clock` only goes on.

    `reads_easily` tells whether a browser does.
    """

    def __init__(
        self,
        room: Room,
        writer: Writer,
        who: Callable[[web.Request], Pass | None],
        clock: Callable[[], float],
        reads_easily: Callable[[web.Request], bool],
    ) -> None:
        self._room = room
        self._writer = writer
        self._clock = clock
        self._reads_easily = reads_easily
        self._visits = Visits(room, writer, who, clock)

    def routes(self) -> list[web.RouteDef]:
        """Where the pages are."""
        looks = {
            ROOT: self.handle_root,
            f"{ROOT}/activite": self.handle_activity,
            f"{ROOT}/geste/{{act}}": self.handle_form,
            f"{SOUND}/{{what:.+}}": self.handle_sound,
            f"{TAKEN}/{{what}}": self.handle_file,
            f"{ROOT}/{{page:.+}}": self.handle_page,
        }
        acts = {
            "commencer": self.handle_begin,
            "faire": self.handle_act,
            "reponse": self.handle_answer,
            "prendre": self.handle_take,
            "main": self.handle_hand,
            "arreter": self.handle_stop,
        }
        return [
            *(web.get(at, patient(handle)) for at, handle in looks.items()),
            *(web.post(f"{ROOT}/{at}", patient(handle)) for at, handle in acts.items()),
        ]

    def look_after(self) -> None:
        """Done now and then: what nobody uses any more is let go."""
        self._writer.sounds.look_after()

    async def close(self) -> None:
        """Let what is being done end."""
        await self._visits.close()
        await asyncio.to_thread(self._writer.sounds.close)

    # --- what is looked at --------------------------------------------------------------------------------------------

    async def handle_root(self, request: web.Request) -> web.Response:
        """The first page."""
        await self._visits.who(request)
        return web.Response(status=303, headers={"Location": f"{ROOT}/creature"})

    async def handle_page(self, request: web.Request) -> web.Response:
        """A bench, a wheel, a phrase, a text, the plan, notes, what has happened, help."""
        known, entry = await self._visits.who(request)
        page = request.match_info["page"]
        if not PAGE.fullmatch(page):
            raise web.HTTPNotFound
        self._visits.come_back(known, entry.id)
        frame_of = self._visits.frame(known, entry, page, request.query.get("fait", ""))

        def make(session: Session) -> tuple[str, int]:
            frame = frame_of(session)
            if not session.creation.begun and page != "aide":
                return document(_("No creature yet"), _begin(frame), frame), 200
            made = views.bench_page(page, session, frame)
            if made is None:
                told = el("p", _("There is no such page."))
                return document(_("There is nothing here."), told, frame), 404
            return document(*made, frame), 200

        return await self._visits.shown(entry.id, make)

    async def handle_form(self, request: web.Request) -> web.Response:
        """One act as a form; what it tells, where it only looks and was given what it needs."""
        known, entry = await self._visits.who(request)
        action = offered(request.match_info["act"])
        given = given_by(request.query.items())
        number = "".join(given.pop("fait", ()))
        frame_of = self._visits.frame(known, entry, f"geste/{action.id}", number)
        thing = thing_of(action)
        fixed = {thing.name: given[thing.name][0]} if thing is not None and given.get(thing.name) else {}

        def make(session: Session) -> tuple[str, int]:
            frame, status = frame_of(session), 200
            title, form = title_of(action), partial(views.act_page, action, session, fixed=fixed)
            if not action.looks or not (
                given or not action.parameters or not any(p.required for p in action.parameters)
            ):
                return document(title, form(frame=frame), frame), 200
            try:
                done = self._writer.perform(action, given, session)
                body = html([views.looked(done.result.lines, done.sounds, frame), form(frame=frame, given=given)])
            except BestioError as error:
                body, status = form(frame=frame, given=given, error=error), 409
            return document(title, body, frame), status

        return await self._visits.shown(entry.id, make)

    async def handle_file(self, request: web.Request) -> web.Response:
        """What is taken away as a file."""
        _known, entry = await self._visits.who(request)
        what, easy = request.match_info["what"], self._reads_easily(request)

        def work() -> web.Response:
            with self._writer.open(entry.id, read_only=True) as session:
                return take_away(session, what, self._writer.sounds.render, easy=easy)

        return await self._visits.off(work)

    async def handle_activity(self, request: web.Request) -> web.Response:
        """The activity that is under way."""
        known, entry = await self._visits.who(request)
        self._visits.come_back(known, entry.id)
        frame_of = self._visits.frame(known, entry, "activite", request.query.get("fait", ""))
        return await self._visits.shown(entry.id, self._activity(known, entry.id, frame_of))

    def _activity(
        self, known: Pass, group: str, frame_of: Callable[[Session], Frame], given: str = "", error: str = ""
    ) -> Callable[[Session], tuple[str, int]]:
        desk = self._room.desks.find(group, known.browser)
        activity, place = (desk.activity, desk.place) if desk is not None else (None, None)

        def make(session: Session) -> tuple[str, int]:
            frame = frame_of(session)
            title, body = views.activity_page(session, activity, place, frame, given, error)
            return document(title, body, frame), 409 if error else 200

        return make

    # --- what is done -------------------------------------------------------------------------------------------------

    async def handle_begin(self, request: web.Request) -> web.Response:
        """The first creature."""
        known, entry = await self._visits.who(request)
        try:
            desk = await self._visits.in_hand(known, entry.id)
            number = await self._visits.do(desk, lambda: self._writer.act(entry.id, lambda _session: Done(Result())))
        except BestioError as error:
            return await self._refused(known, entry, error)
        return go("creature", number)

    async def handle_act(self, request: web.Request) -> web.Response:
        """An act: done, told on the page that one comes from; where it cannot be done, its form with the reason."""
        known, entry = await self._visits.who(request)
        given = await form_of(request)
        action, back = offered(first(given, ACT)), back_of(given)
        try:
            desk = await self._visits.in_hand(known, entry.id)
            if action.id in SITTINGS:
                return await self._open(entry, desk, action, given)
            do = partial(self._writer.act, entry.id, partial(self._writer.perform, action, given))
            number = await self._visits.do(desk, do)
        except BestioError as error:
            return await self._refused(known, entry, error, action, given, back)
        return go(back or page_of(action), number)

    async def _refused(
        self, known: Pass, entry: Entry, error: BestioError, action: Action | None = None, given: Given | None = None,
        back: str = "",
    ) -> web.Response:  # fmt: skip
        """The form once more, with what was written in it, and why it was not done."""
        frame_of = self._visits.frame(known, entry, back)
        if isinstance(error, JournalBusy):
            here = self._writer.workspace.store.shared is None
            told = _("This creature is open in another program on the computer that serves.")
            error = NotNow(told if here else _("This creature is open elsewhere."), hint=error.hint)

        def make(session: Session) -> tuple[str, int]:
            frame = frame_of(session)
            if action is None or action.id in SITTINGS or not session.creation.begun:
                return document(_("This was not done"), views.refused(error), frame), 409
            thing = thing_of(action)
            value = (given or {}).get(thing.name, ()) if thing is not None else ()
            fixed = {thing.name: value[0]} if thing is not None and value else {}
            body = views.act_page(action, session, frame, fixed=fixed, back=back, given=given, error=error)
            return document(title_of(action), body, frame), 409

        return await self._visits.shown(entry.id, make)

    async def _open(self, entry: Entry, desk: Desk, action: Action, given: dict[str, list[str]]) -> web.Response:
        """Open an activity: it asks on a page of its own."""
        if action.id == "guide":
            return go("plan", None)
        words = [word for name in ("step", "when") if (word := first(given, name))]

        def opened(session: Session) -> Done:
            desk.activity, desk.place = sitting.open_sitting(session, action.id, words)
            return self._worked(session, desk)

        number = await self._visits.do(desk, lambda: self._writer.act(entry.id, opened))
        return go("activite", number if desk.report is not None and desk.report.lines else None)

    async def handle_answer(self, request: web.Request) -> web.Response:
        """An answer to what an activity asks, or one of its moves."""
        known, entry = await self._visits.who(request)
        given = await form_of(request)
        opens = ""
        try:
            desk = await self._visits.in_hand(known, entry.id)

            def answered(session: Session) -> Done:
                nonlocal opens
                if desk.activity is None:
                    raise NotNow(_("No activity is open any more."), hint=_("Open it again from the plan."))
                turned = sitting.answer(session, desk.activity, given)
                opens = _PLACES.get(turned.opens, "")
                if turned.place is not None:
                    desk.activity, desk.place = sitting.open_sitting(session, "activity", [turned.place.number])
                else:
                    desk.activity = turned.activity
                return self._worked(session, desk, turned)

            number = await self._visits.do(desk, lambda: self._writer.act(entry.id, answered))
        except BestioError as error:
            if isinstance(error, sitting.Unanswered):
                frame_of = self._visits.frame(known, entry, "activite")
                return await self._visits.shown(
                    entry.id, self._activity(known, entry.id, frame_of, error.given, error.message)
                )
            return await self._refused(known, entry, error, None, None, "activite")
        told = desk.report is not None and (desk.report.lines or desk.report.sounds)
        return go(opens or "activite", number if told else None)

    def _worked(self, session: Session, desk: Desk, turned: sitting.Turned | None = None) -> Done:
        """Do what an activity needs to be worked at; what is told."""
        aloud, told = (turned.aloud, turned.told) if turned is not None else ("", ())
        if desk.activity is not None and sitting.needs_work(desk.activity, session):

            def show(activity: Activity) -> None:
                desk.activity = activity

            worked = sitting.work(session, desk.activity, desk.stopped.is_set, show)
            desk.activity, aloud = worked.activity, worked.aloud
        said = session.creation.phrases.get(aloud)
        sounds = (Heard(said.shown, f"{SOUND}/{aloud}"),) if said is not None else ()
        return Done(Result(told, heard=True), sounds)

    # --- who has it in hand -------------------------------------------------------------------------------------------

    async def handle_take(self, request: web.Request) -> web.Response:
        """Have the group in hand here; where it was, one looks on."""
        known, entry = await self._visits.who(request)
        back = back_of(await form_of(request))
        await self._room.take_pages(entry.id, known.browser, self._clock())
        return go(back or "creature", None)

    async def handle_hand(self, request: web.Request) -> web.Response:
        """The group needs its teacher, or no more."""
        known, entry = await self._visits.who(request)
        given = await form_of(request)
        if not self._room.stands(entry.id, known.browser):
            await self._room.raise_hand(entry.id, bool(first(given, "leve")))
        return go(back_of(given) or "creature", None)

    async def handle_stop(self, request: web.Request) -> web.Response:
        """What is being worked at is no longer wanted."""
        known, entry = await self._visits.who(request)
        desk = self._room.desks.find(entry.id, known.browser)
        if desk is not None:
            desk.stopped.set()
        return go("activite", desk.number + 1 if desk is not None else None)

    # --- what is heard ------------------------------------------------------------------------------------------------

    async def handle_sound(self, request: web.Request) -> web.Response:
        """A phrase, the introduction, a voice, a line of a duet, an answer of an activity, as a file."""
        known, entry = await self._visits.who(request)
        if self._room.quiet:
            return web.Response(text=_("Nothing is said for now."), status=409)
        what = request.match_info["what"]
        desk = self._room.desks.find(entry.id, known.browser)
        activity = desk.activity if desk is not None else None

        def make() -> bytes:
            with self._writer.open(entry.id, read_only=True) as session:
                text, voice = said_at(session, what, activity)
            return self._writer.sounds.mp3(text, voice)

        sound = await self._visits.off(make)
        answer = part_of(request, sound)
        if answer.status == 200:  # its other parts are the same line
            self._room.figures.spoken.add("pages")
        return answer


def _begin(frame: Frame) -> Html:
    told = el("p", _("The group “{group}” has no creature yet.").format(group=frame.group))
    start = posted(button(_("Begin: chance gives a first creature"), first=True), to=f"{ROOT}/commencer")
    return html([told, start if frame.may else None])
