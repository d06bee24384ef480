"""What a teacher prints from their page: the gallery of the class, and the sheets of the kit, each as a PDF file."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from bestio.export.gallery import write_gallery
from bestio.export.paper.choices import asked_for, choices, kinds
from bestio.export.paper.kit import kit
from bestio.export.paper.poster import SIZES
from bestio.export.paper.wanted import Wanted, file_name, of_a_class
from bestio.i18n import _
from bestio.serve.pages import page

if TYPE_CHECKING:
    from bestio.serve.teacher_door import TeacherDoor
    from bestio.serve.teaching import Teaching

PAPERS = "/prof/papier"
_LONGEST = 60
DYS, YES, NO = "dys", "oui", "non"
"""What an address says of the layout, and how."""


class PapersPages:
    """The page that lists what can be printed, and the files. For the teacher alone; nothing is kept of them."""

    def __init__(self, teaching: Teaching, door: TeacherDoor, reads_easily: Callable[[web.Request], bool]) -> None:
        """`reads_easily`: whether a browser does, and so is shown the layout for that first."""
        self._teaching = teaching
        self._door = door
        self._reads_easily = reads_easily
        self._one_at_a_time = asyncio.Lock()  # the class has the machine too

    def routes(self) -> list[web.RouteDef]:
        """Where the pages are."""
        return [
            web.get(PAPERS, self.handle_list),
            web.get(f"{PAPERS}/galerie/{{size}}", self.handle_gallery),
            web.get(f"{PAPERS}/feuilles/{{key}}", self.handle_sheets),
        ]

    async def handle_list(self, request: web.Request) -> web.Response:
        """What can be printed, with its pages; `dys`: laid out for those who read with difficulty."""
        await self._door.need(request)
        dys = self._dys(request)
        async with self._one_at_a_time:
            listed = await asyncio.to_thread(lambda: list(choices(self._wanted(dys=dys))))
        return web.Response(text=papers_page(listed, dys=dys), content_type="text/html")

    async def handle_gallery(self, request: web.Request) -> web.Response:
        """All the creatures on a sheet of a size. Raises BestioError where there is none yet."""
        await self._door.need(request)
        size, dys = request.match_info["size"], self._dys(request)
        if size not in SIZES:
            raise web.HTTPNotFound
        async with self._one_at_a_time:
            data = await asyncio.to_thread(self._gallery, size, dys=dys)
        return _file(f"{_('gallery')}-{size}", data)

    async def handle_sheets(self, request: web.Request) -> web.Response:
        """A part of the kit. Raises UsageError where there is none such."""
        await self._door.need(request)
        key, dys = request.match_info["key"][:_LONGEST], self._dys(request)
        async with self._one_at_a_time:
            name, data = await asyncio.to_thread(self._sheets, key, dys=dys)
        return _file(name, data)

    def _dys(self, request: web.Request) -> bool:
        asked = request.query.get(DYS)
        return self._reads_easily(request) if asked is None else asked == YES

    def _wanted(self, *, dys: bool) -> Wanted:
        wanted = of_a_class(self._teaching.workspace, self._teaching.class_id)
        wanted.dys = dys
        return wanted

    def _gallery(self, size: str, *, dys: bool) -> bytes:
        teaching = self._teaching
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "galerie.pdf"
            store, lexicons = teaching.workspace.store, teaching.workspace.lexicons
            write_gallery(path, store, teaching.class_id, lexicons, teaching.plans.values(), size=size, dys=dys)
            return path.read_bytes()

    def _sheets(self, key: str, *, dys: bool) -> tuple[str, bytes]:
        wanted = self._wanted(dys=dys)
        if key not in dict(kinds(wanted)):
            raise web.HTTPNotFound
        asked_for(wanted, key)
        return file_name(wanted), kit(wanted).pdf()


def _file(name: str, data: bytes) -> web.Response:
    saved = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return web.Response(body=data, content_type="application/pdf", headers=saved)


def papers_page(listed: Iterable[tuple[str, str]], *, dys: bool) -> str:
    """The page: the layout, the gallery in its sizes, the sheets."""
    return page(_("Bestio: to print"), f"<main>{''.join(_listed(listed, dys=dys))}</main>", of="teacher")


def _listed(listed: Iterable[tuple[str, str]], *, dys: bool) -> Iterator[str]:
    ending, other = (f"?{DYS}={one}" for one in ((YES, NO) if dys else (NO, YES)))
    yield f"<h1>{escape(_('To print'))}</h1>"
    told = _("The usual layout") if dys else _("The layout for dyslexic readers")
    yield f'<p><a href="{PAPERS}{other}">{escape(told)}</a> · <a href="/prof">{escape(_("Back to the class"))}</a></p>'
    yield f"<h2>{escape(_('The gallery: all the creatures on one sheet'))}</h2><p>"
    yield " · ".join(
        f'<a href="{PAPERS}/galerie/{size}{ending}" download>{size.upper()}</a>' for size in sorted(SIZES, reverse=True)
    )
    yield f"</p><h2>{escape(_('The sheets of the sessions'))}</h2><ul>"
    for key, called in listed:
        yield f'<li><a href="{PAPERS}/feuilles/{escape(key)}{ending}" download>{escape(called)}</a></li>'
    yield "</ul>"
